"""An import: documents come in by batches, each written whole, so that an interrupted one can be taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec

from meritplan.model import Reading
from meritplan.plan import files
from meritplan.plan.folder import write
from meritplan.plan.intake import Arrival, Intake
from meritplan.plan.sources import store, suffix_of
from meritplan.plan.transaction import prepare
from meritplan.plan.value import Plan

BATCH = 20  # documents written at once
NOT_READ = "MP-D09"  # the reader failed, not the document: it is tried again next time
RECORD = "import.json"


class Under(msgspec.Struct, frozen=True, kw_only=True):
    """An import under way: what was asked for, so that it can be taken up again."""

    paths: tuple[str, ...]
    total: int
    by: str
    layout: str | None = None


class Importer:
    """Takes readings into a plan. Not a value: ``plan`` is the plan as last written."""

    def __init__(self, plan: Plan, *, by: str, on: date, batch: int = BATCH, dry: bool = False) -> None:
        self.plan = plan
        self._intake = Intake(plan, by=by, on=on)
        self._batch, self._waiting, self._dry = batch, 0, dry

    def knows(self, sha256: str) -> bool:
        """Whether the document with this hash was taken in before."""
        return self._intake.knows(sha256)

    def take(self, path: Path, reading: Reading, name: str | None = None) -> tuple[Arrival, ...] | None:
        """Take in one document; None where nothing could be taken in, to be tried again another time.

        ``name`` is what the document is called, where its file is called otherwise.

        Raises:
            StaleDocumentError: if somebody else changed the plan meanwhile; what was written before stays.
        """
        if any(one.code.startswith(NOT_READ) for one in reading.issues):
            return None
        content = path.read_bytes()
        if files.sha256(content) != reading.sources[0].sha256:
            return None
        arrivals = self._intake.take(reading, name or path.name, suffix_of(path))
        if self._dry:
            return arrivals
        store(self.plan.root, content, suffix_of(path))
        self._waiting += 1
        if self._waiting >= self._batch:
            self.flush()
        return arrivals

    def flush(self) -> None:
        """Write what waits. A dry run writes nothing."""
        if self._dry:
            return
        self.plan = write(self.plan, self._intake.documents())
        self._waiting = 0


def begin(plan: Plan, paths: Sequence[Path], *, total: int, by: str, layout: str | None) -> None:
    """Note that an import is under way."""
    said = Under(paths=tuple(str(path.resolve()) for path in paths), total=total, by=by, layout=layout)
    prepare(plan.root / files.PRIVATE)
    files.replace(plan.root / files.PRIVATE / RECORD, msgspec.json.encode(said))
    files.tidy(plan.root)


def interrupted(plan: Plan) -> Under | None:
    """The import that was begun and not ended, if there is one."""
    try:
        return msgspec.json.decode((plan.root / files.PRIVATE / RECORD).read_bytes(), type=Under)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def end(plan: Plan) -> None:
    """Note that it is done."""
    files.remove(plan.root / files.PRIVATE / RECORD)
