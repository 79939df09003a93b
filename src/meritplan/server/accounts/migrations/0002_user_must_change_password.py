from django.db import migrations, models


class Migration(migrations.Migration):
    """Passwords made by somebody else are known as such."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(model_name="user", name="must_change_password", field=models.BooleanField(default=False)),
    ]
