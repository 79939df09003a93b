"""What the background worker does for the desk."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from meritplan.server.desk.intake import run
from meritplan.server.desk.models import Import


@task()
def run_import(number: int) -> None:
    """Read the documents of an import that wait to be read."""
    run(number)


def take_up_interrupted() -> int:
    """Hand imports whose process was ended to the worker again; how many there were. For the start of a server."""
    numbers = [one.pk for one in Import.objects.filter(state=Import.State.RUNNING) if one.silent]
    with transaction.atomic():
        Import.objects.filter(pk__in=numbers).update(state=Import.State.WAITING, run="")
    for number in numbers:
        run_import.enqueue(number)
    return len(numbers)
