"""An import in the background: one document after the other, written by small batches, and taken up where it stopped.

A batch is written to the plan whole; then its rows say so. If the process ends between the two, the plan knows the
documents by hash, and the next run takes that for the answer. So nothing is read twice into the plan, and nothing half.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from meritplan.model import Issue, Reading, Source
from meritplan.plan import PlanError, load
from meritplan.plan.errors import StaleDocumentError
from meritplan.plan.importing import Importer
from meritplan.plan.intake import Arrival
from meritplan.reading.pipeline import read_path
from meritplan.server.audit.actions import record
from meritplan.server.desk import runs
from meritplan.server.desk.models import Import, ImportedFile
from meritplan.server.desk.uploads import place_of
from meritplan.server.plans.served import changed

BATCH = 5  # documents written at once
TRIES = 5  # when somebody else writes to the plan at the same moment
ATTEMPTS = 2  # a document that ends the process twice is not read a third time
ENDED = "The process that read it ended without an answer, twice. It may be damaged; read it on another machine."


class _SupersededError(Exception):
    """Another run of the same import goes on, or it was cancelled."""


@dataclass(kw_only=True)
class _Run:
    """A run under way: the importer, and what it has taken but not written."""

    batch: Import
    token: str
    importer: Importer
    waiting: list[tuple[ImportedFile, Reading, tuple[Arrival, ...]]] = field(default_factory=list)


def run(number: int) -> None:
    """Read what waits of an import. What it meets is told by its rows, not raised."""
    token = runs.new()
    batch = _claimed(number, token)
    if batch is None:
        return
    try:
        _work(_Run(batch=batch, token=token, importer=_importer(batch)))
    except _SupersededError:
        return
    except PlanError as refused:
        _end(batch, token, str(Import.State.STOPPED), str(refused))
        return
    _end(batch, token, str(Import.State.DONE), "")


def _claimed(number: int, token: str) -> Import | None:
    with transaction.atomic():
        batch = Import.objects.select_for_update().filter(pk=number).first()
        if batch is None or not (batch.state in {Import.State.WAITING, Import.State.STOPPED} or batch.silent):
            return None
        batch.state, batch.run, batch.beat, batch.note = Import.State.RUNNING, token, timezone.now(), ""
        batch.save()
    return batch


def _importer(batch: Import) -> Importer:
    # the importer never writes by itself here: each batch is written together with its rows
    plan = load(settings.CONFIGURATION.plan)
    return Importer(plan, by=batch.by.get_username(), on=timezone.localdate(), batch=1_000_000)


def _work(now: _Run) -> None:
    states = (ImportedFile.State.WAITING, ImportedFile.State.READING)
    for file in now.batch.files.filter(state__in=states):
        if now.importer.knows(file.sha256):
            _know(now, file)
        elif file.attempts >= ATTEMPTS:
            _say(now, file, state=ImportedFile.State.FAILED, reason=ENDED)
        else:
            _say(now, file, state=ImportedFile.State.READING, attempts=file.attempts + 1)
            _take(now, file, _reading(now, file))
        if len(now.waiting) >= BATCH:
            _flush(now)
    _flush(now)


def _reading(now: _Run, file: ImportedFile) -> Reading:
    path = place_of(file.sha256, file.suffix)
    try:
        return read_path(path, now.batch.layout or None)
    except Exception as fault:  # noqa: BLE001 one document must not stop the rest
        message = f"the reader failed on this document ({type(fault).__name__}: {fault}); please report it"
        source = Source(path=str(path), sha256=file.sha256, media_type="application/octet-stream")
        return Reading(sources=(source,), issues=(Issue(code="MP-D090", severity="error", message=message),))


def _take(now: _Run, file: ImportedFile, reading: Reading) -> None:
    try:
        arrivals = now.importer.take(place_of(file.sha256, file.suffix), reading, file.name)
    except OSError:
        arrivals = None
    if arrivals is None:
        errors = [one.message for one in reading.issues if one.severity == "error"]
        reason = "; ".join(errors) or "The stored document is missing or was changed. Bring it in again."
        _say(now, file, state=ImportedFile.State.FAILED, reason=reason)
        return
    now.waiting.append((file, reading, arrivals))


def _flush(now: _Run) -> None:
    """Write what was taken; where somebody else wrote to the same documents, take it anew beside what they wrote."""
    if not now.waiting:
        return
    for left in reversed(range(TRIES)):
        try:
            now.importer.flush()
            break
        except StaleDocumentError:
            if not left:
                raise
            _again(now)
    changed()
    with transaction.atomic():  # whoever goes on or cancelled meanwhile: these are in the plan
        for file, reading, arrivals in now.waiting:
            ImportedFile.objects.filter(pk=file.pk).update(
                state=ImportedFile.State.TAKEN,
                arrivals=msgspec.to_builtins(arrivals),
                issues=[msgspec.to_builtins(one) for one in reading.issues if one.severity != "info"],
            )
    now.waiting = []
    _beat(now)


def _again(now: _Run) -> None:
    now.importer, before = _importer(now.batch), now.waiting
    now.waiting = []
    for file, reading, _ in before:
        _take(now, file, reading)


def _know(now: _Run, file: ImportedFile) -> None:
    """The plan has the document: from before, or from a run that ended before it could say so."""
    own = file.attempts > 0
    source = next((one for one in now.importer.plan.sources if one.sha256 == file.sha256), None)
    arrivals = [_arrival(now, file, path, own=own) for path in source.editions] if source else []
    state = ImportedFile.State.TAKEN if own else ImportedFile.State.KNOWN
    _say(now, file, state=state, arrivals=arrivals)


def _arrival(now: _Run, file: ImportedFile, path: str, *, own: bool) -> dict[str, Any]:
    _, key, name = path.split("/")
    number = int(name.removesuffix(".yaml"))
    one = now.importer.plan.by_key.get(key)
    edition = one.edition(number) if one else None
    return {
        "document": file.name,
        "outcome": "taken in" if own else "unchanged",
        "key": key,
        "number": number,
        "title": edition.job_class.title if edition else key,
        "questions": len(edition.open_questions) if edition else 0,
    }


def _say(now: _Run, file: ImportedFile, **said: Any) -> None:
    """Put down what became of a document, as long as this run is the one that goes on."""
    with transaction.atomic():
        _beat(now)
        ImportedFile.objects.filter(pk=file.pk).update(**said)


def _beat(now: _Run) -> None:
    mine = Import.objects.filter(pk=now.batch.pk, run=now.token, state=Import.State.RUNNING)
    if not mine.update(beat=timezone.now()):
        raise _SupersededError


def _end(batch: Import, token: str, state: str, note: str) -> None:
    with transaction.atomic():
        mine = Import.objects.filter(pk=batch.pk, run=token, state=Import.State.RUNNING)
        if not mine.update(state=state, note=note, run="", ended=timezone.now()):
            return
        counts = {name: batch.files.filter(state=name).count() for name in ImportedFile.State.values}
        after = {"state": state, **{name: count for name, count in counts.items() if count}}
        record(actor=batch.by, verb="desk.imported", kind="import", key=str(batch.pk), after=after, reason=note)
