"""A screening run in a folder: one file for each batch, so that a run that was stopped goes on where it was.

``run.json`` says what is asked (hashes of plan, policy and engine, the pool); ``part-000000.parquet`` and so on hold
the answers; ``counts.parquet`` is written last, and a run that has it is finished. Nothing in these files hangs on
the clock or on the number of threads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from meritplan.model.determination import Gate
from meritplan.qualification.determination import ENGINE
from meritplan.qualification.fingerprint import fingerprint
from meritplan.screening.compile import SCREENING, CompiledPlan
from meritplan.screening.pools import Pool
from meritplan.screening.screening import Answered, Screen

Wanted = Literal["counts", "planes", "open"]
FORMAT = "meritplan-screening/1"
RESULTS = ("met", "undetermined", "not_met")


class RunError(ValueError):
    """A run cannot go on in this folder; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far a run is: people screened, and pairs that were put to the one-person engine."""

    people: int
    routed: int
    resumed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A screening run: a plan, a pool, a folder."""

    plan: CompiledPlan
    pool: Pool
    out: Path
    wanted: Wanted = "counts"
    threads: int = 1

    def card(self) -> dict[str, Any]:
        """What the run is of, as ``run.json`` says it."""
        return {
            "format": FORMAT,
            "plan_hash": self.plan.hash,
            "policy": self.plan.policy.name,
            "policy_hash": fingerprint(self.plan.policy),
            "engine": ENGINE,
            "screening": SCREENING,
            "as_of": self.plan.as_of.isoformat(),
            "gate": self.plan.gate,
            "answers": self.wanted,
            "batch": self.pool.batch,
            "pool": {"name": self.pool.path.name, "table": self.pool.table, "sha256": _hash(self.pool.path)},
            "classes": [{"code": each.code, "title": each.title} for each in self.plan.classes],
        }

    def go(self, progress: Callable[[Done], None] = lambda _: None) -> Done:
        """Screen every batch that is not done yet, then write the counts.

        Raises:
            RunError: if the folder holds another run.
            PoolError: if the pool cannot be read.
        """
        card = self.begin()
        screen = Screen(self.plan, self.threads)
        row = people = routed = 0
        for number, batch in enumerate(self.pool.batches()):
            path = self.out / f"part-{number:06}.parquet"
            resumed = path.exists()
            if not resumed:
                answered = screen.answer(batch, row)
                _write(self._table(answered), path, {**card, "routed": answered.routed})
            routed += _routed(path)
            row, people = row + batch.num_rows, people + batch.num_rows
            progress(Done(people=people, routed=routed, resumed=resumed))
        total = np.zeros((len(self.plan.classes), len(RESULTS)), np.int64)
        for path in sorted(self.out.glob("part-*.parquet")):
            total += _counts(path).reshape(total.shape)
        aside = b"".join(msgspec.json.encode(msgspec.to_builtins(each)) + b"\n" for each in self.pool.aside)
        _replace(self.out / "set_aside.jsonl", aside)
        self.finish(card, total, people, routed)
        return Done(people=people, routed=routed, resumed=False)

    def begin(self) -> dict[str, Any]:
        """Make the folder, or make sure that it holds this run; what the run is of.

        Raises:
            RunError: if the folder holds another run.
        """
        card, path = self.card(), self.out / "run.json"
        self.out.mkdir(parents=True, exist_ok=True)
        text = msgspec.json.format(msgspec.json.encode(card), indent=2) + b"\n"
        if path.exists() and path.read_bytes() != text:
            raise RunError(f"MP-Q063: {self.out} holds a run of something else; give another folder, or empty this one")
        _replace(path, text)
        return card

    def _table(self, answered: Answered) -> pa.Table:
        counts = pa.array([answered.counts().ravel().tolist()], pa.list_(pa.int64()))
        if self.wanted == "counts":
            return pa.table({"counts": counts})
        rows = np.arange(answered.first_row, answered.first_row + answered.people)
        if self.wanted == "planes":
            met, possible = answered.by_person()
            return pa.table(
                {"row": rows, "id": answered.ids, "met": _binary(met), "possible": _binary(possible)}
            ).replace_schema_metadata({b"counts": _counts_text(answered)})
        people, classes = answered.undetermined()
        return pa.table(
            {"row": rows[people], "id": answered.ids.take(pa.array(people)), "class": classes.astype(np.int32)}
        ).replace_schema_metadata({b"counts": _counts_text(answered)})

    def finish(self, card: dict[str, Any], total: NDArray[np.int64], people: int, routed: int) -> None:
        """Write the counts of the whole pool: the same bytes whatever engine counted."""
        columns = {name: total[:, place] for place, name in enumerate(RESULTS)}
        table = pa.table(
            {
                "class": np.arange(len(total), dtype=np.int32),
                "code": pa.array([each.code for each in self.plan.classes], pa.string()),
                "title": pa.array([each.title for each in self.plan.classes], pa.string()),
                **columns,
            }
        )
        _write(table, self.out / "counts.parquet", {**card, "people": people, "routed": routed})


def _binary(rows: NDArray[np.uint8]) -> pa.Array:
    width = rows.shape[1]
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(rows), [None, pa.py_buffer(rows.tobytes())])


def _counts_text(answered: Answered) -> bytes:
    return msgspec.json.encode(answered.counts().ravel().tolist())


def _counts(path: Path) -> NDArray[np.int64]:
    file = pq.ParquetFile(path)
    text = (file.schema_arrow.metadata or {}).get(b"counts")
    found = msgspec.json.decode(text) if text else file.read(["counts"]).column("counts")[0].as_py()
    return np.array(found, np.int64)


def _routed(path: Path) -> int:
    return int(msgspec.json.decode((pq.read_schema(path).metadata or {})[b"meritplan"])["routed"])


def _write(table: pa.Table, path: Path, card: dict[str, Any]) -> None:
    """Write a file whole or not at all."""
    kept = {key: value for key, value in card.items() if key != "classes"}
    metadata = {**(table.schema.metadata or {}), b"meritplan": msgspec.json.encode(kept, order="sorted")}
    partial = path.with_suffix(".partial")
    pq.write_table(table.replace_schema_metadata(metadata), partial, compression="zstd")
    partial.replace(path)


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def card_of(out: Path) -> dict[str, Any]:
    """What a finished or unfinished run is of.

    Raises:
        RunError: if the folder holds none.
    """
    try:
        found: dict[str, Any] = msgspec.json.decode((out / "run.json").read_bytes())
    except (OSError, msgspec.DecodeError):
        raise RunError(f"MP-Q064: {out} holds no screening run") from None
    return found


def answer_hash(out: Path) -> str:
    """A hash of what a run found, whatever engine ran it."""
    table = pq.read_table(out / "counts.parquet")
    found = hashlib.sha256()
    for name in ("class", *RESULTS):
        found.update(np.ascontiguousarray(table.column(name).to_numpy().astype("<i8")).tobytes())
    return f"sha256:{found.hexdigest()}"


def parts(out: Path) -> Iterator[Path]:
    """The files of a run's batches, in order."""
    yield from sorted(out.glob("part-*.parquet"))


__all__ = ["Done", "Gate", "Run", "RunError", "Wanted", "answer_hash", "card_of", "parts"]
