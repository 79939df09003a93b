"""A screening run in a folder: one file for each batch, so that a run that was stopped goes on where it was.

``run.json`` says what is asked (hashes of plan, policy and engine, the pool); ``part-000000.parquet`` and so on hold
the answers; ``set_aside.jsonl`` the rows that were not screened; ``counts.parquet`` is written last, and a run that
has it is finished. Nothing in these files hangs on the clock, the number of threads or the engine that counted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
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
from meritplan.screening.compile import SCREENING
from meritplan.screening.engine import engine_hash
from meritplan.screening.pool_files import parquet_files
from meritplan.screening.pools import ROW, Pool, SetAside
from meritplan.screening.shards import Bits, Found, Pairs, ShardedPlan, ShardedScreen, Wanted

Which = Literal["minimum", "prior", "recommended", "desirable"]
FORMAT = "meritplan-screening/2"
RESULTS = ("met", "undetermined", "not_met")
PAIRS = 1_000_000  # written at a time
IN_THE_CARD_ALONE = frozenset({"classes", "policy_keys"})  # too long to stand in each file


class RunError(ValueError):
    """A run cannot go on in this folder; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """How far a run is: people screened, pairs put to the one-person engine, people found done already."""

    people: int
    routed: int
    resumed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a whole pool comes to: for each class met, undetermined, not met; pairs routed, people, rows set aside."""

    counts: NDArray[np.int64]
    routed: int
    people: int
    aside: Sequence[SetAside]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A screening run: a plan, a pool, a folder."""

    plan: ShardedPlan
    pool: Pool
    out: Path
    wanted: Wanted = "counts"
    which: Which = "minimum"
    threads: int = 1

    def card(self) -> dict[str, Any]:
        """What the run is of, as ``run.json`` says it."""
        found = {
            "format": FORMAT,
            "plan_hash": self.plan.hash,
            "policy": self.plan.policy.name,
            "policy_hash": fingerprint(self.plan.policy),
            "engine": ENGINE,
            "screening": SCREENING,
            "engine_hash": engine_hash(),
            "as_of": self.plan.as_of.isoformat(),
            "gate": self.plan.gate,
            "which": self.which,
            "answers": self.wanted,
            "batch": self.pool.batch,
            "pool": {"name": self.pool.path.name, "table": self.pool.table, "sha256": pool_hash(self.pool.path)},
            "policy_keys": msgspec.to_builtins(self.plan.policy),
            "classes": [
                {"code": each.code, "title": each.title, "edition": fingerprint(each.requirement)}
                for each in self.plan.classes
            ],
        }
        return msgspec.json.decode(msgspec.json.encode(found), type=dict[str, Any])  # as it is read again

    def go(self, progress: Callable[[Done], None] = lambda _: None) -> Done:
        """Screen every batch that is not done yet, then write the counts.

        Raises:
            RunError: if the folder holds another run.
            PoolError: if the pool cannot be read.
            OSError: if the folder cannot be written.
        """
        card = self.begin()
        screen: ShardedScreen | None = None
        total = np.zeros((len(self.plan.classes), len(RESULTS)), np.int64)
        people = routed = resumed = 0
        for number, batch in enumerate(self.pool.batches()):
            path = self.out / f"part-{number:06}.parquet"
            if not _is_part(path, card, batch.num_rows):
                screen = screen or ShardedScreen(self.plan, self.threads)
                found = screen.answer(batch, self.wanted)
                counts = {"routed": found.routed, "people": batch.num_rows, "counts": found.counts.ravel().tolist()}
                _write(self._tables(batch, found), path, card | counts)
            else:
                resumed += batch.num_rows
            told = _metadata(path)
            total += np.array(told["counts"], np.int64).reshape(total.shape)
            routed, people = routed + told["routed"], people + batch.num_rows
            progress(Done(people=people, routed=routed, resumed=resumed))
        self.finish(card, Counted(counts=total, routed=routed, people=people, aside=self.pool.aside))
        return Done(people=people, routed=routed, resumed=resumed)

    def begin(self) -> dict[str, Any]:
        """Make the folder, or make sure that it holds this run; what the run is of.

        Raises:
            RunError: if the folder holds another run.
        """
        card, path = self.card(), self.out / "run.json"
        self.out.mkdir(parents=True, exist_ok=True)
        if path.exists():
            _same(card, card_of(self.out), self.out)
        elif any(self.out.glob("part-*.parquet")):
            message = f"{self.out} holds answers without the run.json that says of what"
            raise RunError(f"MP-Q063: {message}; give another folder, or empty this one")
        _replace(path, msgspec.json.format(msgspec.json.encode(card), indent=2) + b"\n")
        return card

    def _tables(self, batch: pa.RecordBatch, found: Found) -> Iterator[pa.Table]:
        """What a part holds, piece by piece."""
        rows, ids = batch.column(ROW), batch.column("id")
        if found.bits is not None:
            yield _planes(rows, ids, found.bits)
        elif found.pairs is not None:
            people, classes, met = found.pairs
            for first in range(0, max(len(met), 1), PAIRS):
                some = slice(first, first + PAIRS)
                yield self._pairs(rows, ids, Pairs(people[some], classes[some], met[some]))
        else:
            yield self._counts(found.counts)

    def _pairs(self, rows: pa.Array, ids: pa.Array, pairs: Pairs) -> pa.Table:
        people, classes = pa.array(pairs.people), pa.array(pairs.classes)
        codes = pa.array([each.code for each in self.plan.classes], pa.string())
        answers = pa.array(["undetermined", "met"]).take(pa.array(pairs.met.astype(np.int8)))
        names = (ROW, "id", "class", "code", "answer")
        columns = (rows.take(people), ids.take(people), classes, codes.take(classes), answers)
        return pa.table(dict(zip(names, columns, strict=True)))

    def _counts(self, counts: NDArray[np.int64]) -> pa.Table:
        return pa.table(
            {
                "class": np.arange(len(counts), dtype=np.int32),
                "code": pa.array([each.code for each in self.plan.classes], pa.string()),
                "title": pa.array([each.title for each in self.plan.classes], pa.string()),
                **{name: counts[:, place] for place, name in enumerate(RESULTS)},
            }
        )

    def finish(self, card: Mapping[str, Any], found: Counted) -> None:
        """Write what was set aside and the counts of the whole pool: the same bytes whatever engine counted."""
        lines = (msgspec.json.encode(msgspec.to_builtins(each)) + b"\n" for each in found.aside)
        _replace(self.out / "set_aside.jsonl", b"".join(lines))
        told = {"people": found.people, "routed": found.routed, "set_aside": len(found.aside)}
        for left in self.out.glob("*.partial"):  # by a run that was killed while it wrote
            left.unlink(missing_ok=True)
        _write([self._counts(found.counts)], self.out / "counts.parquet", {**card, **told})


# --- files --------------------------------------------------------------------------------------------------


def _planes(rows: pa.Array, ids: pa.Array, bits: Bits) -> pa.Table:
    return pa.table({ROW: rows, "id": ids, "met": _binary(bits.met), "possible": _binary(bits.possible)})


def _binary(rows: NDArray[np.uint8]) -> pa.Array:
    width = rows.shape[1]
    return pa.FixedSizeBinaryArray.from_buffers(pa.binary(width), len(rows), [None, pa.py_buffer(rows.tobytes())])


def _write(tables: Iterable[pa.Table], path: Path, card: Mapping[str, Any]) -> None:
    """Write a Parquet file whole or not at all."""
    kept = {key: value for key, value in card.items() if key not in IN_THE_CARD_ALONE}
    metadata = {b"meritplan": msgspec.json.encode(kept, order="sorted")}

    def written(partial: Path) -> None:
        pieces = (table.replace_schema_metadata(metadata) for table in tables)
        first = next(pieces)
        with pq.ParquetWriter(partial, first.schema, compression="zstd") as writer:
            for piece in chain([first], pieces):
                writer.write_table(piece)

    _put(path, written)


def _replace(path: Path, data: bytes) -> None:
    _put(path, lambda partial: partial.write_bytes(data))


def _put(path: Path, write: Callable[[Path], Any]) -> None:
    """Let something write a file beside, of this process alone, and put it in its place."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        write(partial)
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise


def pool_hash(path: Path) -> str:
    """The SHA-256 of a pool's file; of a folder, that of the names and hashes of its files."""
    if path.is_dir():
        lines = "".join(f"{pool_hash(each)}  {each.name}\n" for each in parquet_files(path))
        return hashlib.sha256(lines.encode()).hexdigest()
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _metadata(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.json.decode((pq.read_schema(path).metadata or {})[b"meritplan"])
    return found


def _is_part(path: Path, card: Mapping[str, Any], people: int) -> bool:
    """Whether the file holds the answers for a batch of this run; one that was cut short is written anew."""
    if not path.exists():
        return False
    try:
        told = _metadata(path)
    except (OSError, pa.ArrowInvalid, KeyError, msgspec.DecodeError):
        return False
    return told["people"] == people and all(told.get(key) == card[key] for key in set(card) - IN_THE_CARD_ALONE)


def _same(asked: Mapping[str, Any], held: Mapping[str, Any], out: Path) -> None:
    """Raise RunError, naming what differs, if a folder holds another run than is asked for."""
    names = {
        "plan_hash": "the plan and its classes",
        "policy_hash": "the policy",
        "as_of": "--as-of",
        "gate": "--gate",
        "which": "--which",
        "answers": "--answers",
        "batch": "--batch",
        "pool": "the pool",
        "engine": "the engine",
        "screening": "the version of screening",
        "engine_hash": "the program",
        "format": "the form of a run",
    }
    if {key: held.get(key) for key in asked} == asked:
        return
    found = [
        f"{name} ({_short(held, key)}, not {_short(asked, key)})"
        for key, name in names.items()
        if key != "plan_hash"
        if held.get(key) != asked.get(key)
    ]
    if not found:
        found = ["the plan and its classes"]
    message = f"{out} holds a run that differs in {'; '.join(found)}"
    raise RunError(f"MP-Q063: {message}. Ask for the same to go on with it, give another folder, or empty this one")


def _short(card: Mapping[str, Any], key: str) -> str:
    if key == "policy_hash":
        return f"{card.get('policy')} {str(card.get(key))[:15]}"
    if key == "pool":
        pool = card.get("pool") or {}
        return f"{pool.get('name')} sha256:{str(pool.get('sha256'))[:8]}"
    return str(card.get(key))


# --- results read back --------------------------------------------------------------------------------------


def card_of(out: Path) -> dict[str, Any]:
    """What a finished or unfinished run is of.

    Raises:
        RunError: if the folder holds none.
    """
    try:
        found = msgspec.json.decode((out / "run.json").read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.DecodeError):
        raise RunError(f"MP-Q064: {out} holds no screening run (there is no run.json that can be read)") from None
    return found


def counts_of(out: Path) -> pa.Table:
    """The counts of a finished run.

    Raises:
        RunError: if the run is not finished, or there is none.
    """
    card_of(out)
    try:
        return pq.read_table(out / "counts.parquet")
    except (OSError, pa.ArrowInvalid):
        message = f"MP-Q064: the run in {out} is not finished; the command that began it goes on with it"
        raise RunError(message) from None


def answer_hash(out: Path) -> str:
    """A hash of what a run found, whatever engine ran it.

    Raises:
        RunError: if the run is not finished, or there is none.
    """
    table = counts_of(out)
    found = hashlib.sha256()
    for name in ("class", *RESULTS):
        found.update(np.ascontiguousarray(table.column(name).to_numpy().astype("<i8")).tobytes())
    return f"sha256:{found.hexdigest()}"


def answers_of(out: Path, person: str) -> dict[int, str] | None:
    """What a run with planes or pairs says of a person, by place of the class; None where it does not say.

    Of a run with the undetermined pairs alone, only these are known.
    """
    card = card_of(out)
    if card["answers"] == "counts":
        return None
    rows = [row for path in parts(out) for row in pq.read_table(path, filters=[("id", "==", person)]).to_pylist()]
    places = range(len(card["classes"]))
    if card["answers"] == "planes":
        return {place: _decoded(rows[0]["met"], rows[0]["possible"], place) for place in places} if rows else None
    found = {row["class"]: row["answer"] for row in rows}
    return found if card["answers"] == "open" else {place: found.get(place, "not_met") for place in places}


def _decoded(met: bytes, possible: bytes, place: int) -> str:
    byte, bit = place >> 3, place & 7
    if met[byte] >> bit & 1:
        return "met"
    return "undetermined" if possible[byte] >> bit & 1 else "not_met"


def parts(out: Path) -> Iterator[Path]:
    """The files of a run's batches, in order."""
    yield from sorted(out.glob("part-*.parquet"))


__all__ = [
    "Counted",
    "Done",
    "Gate",
    "Run",
    "RunError",
    "Wanted",
    "answer_hash",
    "answers_of",
    "card_of",
    "counts_of",
    "engine_hash",
    "parts",
    "pool_hash",
]
