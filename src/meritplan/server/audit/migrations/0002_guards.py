from typing import Any

from django.db import migrations, models

from meritplan.server.audit import guards


def set_guards(apps: Any, editor: Any) -> None:
    for statement in guards.setting(editor.connection.vendor):
        editor.execute(statement)


def lift_guards(apps: Any, editor: Any) -> None:
    for statement in guards.lifting(editor.connection.vendor):
        editor.execute(statement)


class Migration(migrations.Migration):
    """The head of the chain, and the triggers that refuse to change or remove events."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField()),
                ("last", models.CharField(max_length=64)),
                ("mac", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
