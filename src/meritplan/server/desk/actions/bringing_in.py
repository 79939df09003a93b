"""Bringing documents in: stored, checked, handed to the background worker; cancelled, or taken up again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from meritplan.reading.layouts import LAYOUTS
from meritplan.server.accounts.policies import require
from meritplan.server.audit.actions import record
from meritplan.server.desk import uploads
from meritplan.server.desk.errors import NothingBroughtInError, NotNowError
from meritplan.server.desk.models import Import, ImportedFile
from meritplan.server.desk.policies import BRING_IN
from meritplan.server.desk.tasks import run_import


def bring_in(user: Any, uploaded: Iterable[Any], *, layout: str = "") -> Import:
    """Store documents and have them read in the background. Those that cannot be read are named with the reason.

    Raises:
        NotAllowedError: if the person may not.
        NothingBroughtInError: if none can be read.
        NotNowError: if there is no such layout.
    """
    require(user, BRING_IN)
    if layout and layout not in {one.NAME for one in LAYOUTS}:
        raise NotNowError(f"There is no layout {layout}.")
    stored = uploads.store(uploaded)
    refused = [(one.name, one.refused) for one in stored if one.refused]
    if len(refused) == len(stored):
        raise NothingBroughtInError(refused)
    with transaction.atomic():
        batch = Import.objects.create(by=user, layout=layout)
        ImportedFile.objects.bulk_create(
            ImportedFile(
                batch=batch,
                number=number,
                name=one.name,
                sha256=one.sha256,
                suffix=one.suffix,
                size=one.size,
                state=ImportedFile.State.REFUSED if one.refused else ImportedFile.State.WAITING,
                reason=one.refused,
            )
            for number, one in enumerate(stored, start=1)
        )
        after = {"documents": [{"name": one.name, "sha256": one.sha256} for one in stored if not one.refused]}
        record(actor=user, verb=BRING_IN.verb, kind="import", key=str(batch.pk), after=after)
        transaction.on_commit(partial(run_import.enqueue, batch.pk))
    return batch


def cancel(user: Any, number: int) -> Import:
    """Read no more documents of an import. What was taken in stays.

    Raises:
        NotAllowedError: if the person may not.
        NotNowError: if there is nothing left to cancel.
    """
    require(user, BRING_IN)
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=number)
        if not batch.can_be_cancelled:
            raise NotNowError(f"The import is {batch.get_state_display()}; there is nothing left to cancel.")
        left = batch.files.filter(state__in=(ImportedFile.State.WAITING, ImportedFile.State.READING))
        count = left.update(state=ImportedFile.State.CANCELLED)
        batch.state, batch.run, batch.ended = Import.State.CANCELLED, "", timezone.now()
        batch.save()
        record(actor=user, verb="desk.cancel", kind="import", key=str(batch.pk), after={"documents left": count})
    return batch


def go_on(user: Any, number: int) -> Import:
    """Take up an import that was interrupted, where it stopped.

    Raises:
        NotAllowedError: if the person may not.
        NotNowError: if it was not interrupted.
    """
    require(user, BRING_IN)
    with transaction.atomic():
        batch = Import.objects.select_for_update().get(pk=number)
        if not batch.can_go_on:
            raise NotNowError(f"The import is {batch.get_state_display()}; it was not interrupted.")
        batch.state, batch.run, batch.note = Import.State.WAITING, "", ""
        batch.save()
        record(actor=user, verb="desk.go-on", kind="import", key=str(batch.pk))
        transaction.on_commit(partial(run_import.enqueue, batch.pk))
    return batch
