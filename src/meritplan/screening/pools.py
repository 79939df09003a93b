"""Pools in: batches of one schema from any file; rows that cannot be screened are set aside by number.

>>> import numpy as np, pyarrow as pa
>>> people = pa.RecordBatch.from_pylist([{"id": "a", "employment": []}, {"id": None, "employment": []}])
>>> sound, aside = sound_rows(Read(people, np.array([1, 2]), {}), "pool")
>>> sound.num_rows, aside[0].row, aside[0].reason
(1, 2, 'it has no id; every person needs one')
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from meritplan.screening.pool_files import COLUMNS, PoolError, Read, count_rows, read_file
from meritplan.screening.records import record_of, rulings_of
from meritplan.screening.schema import ITEMS, POOL, TEXTS, conformed

NUMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("employment", ("hours_per_week", "people", "share")),
    ("education", ("semester_units", "quarter_units", "years")),
    ("licenses", ()),
)
ROW = "row"
NUMBERED = pa.schema([*POOL, (ROW, pa.int64())])
NO_ID = "it has no id; every person needs one"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row that is not screened: its number (the first is 1), whose it is, and what is wrong with it."""

    row: int
    id: str | None
    reason: str


@dataclass(slots=True)
class Pool:
    """A pool on disk. Reading it gathers the rows set aside in ``aside``, and in ``unused`` columns nothing reads."""

    path: Path
    table: str | None = None
    batch: int = 65_536
    aside: list[SetAside] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The people of the pool, bad rows left out, in batches of one size whatever the file's own.

        Each batch has the columns of a pool and ``row``, the number of the row in the file.

        Raises:
            PoolError: if the file is no pool.
        """
        self.aside.clear()
        self.unused.clear()
        yield from _rebatched(self._sound(), self.batch)

    def rows(self) -> int | None:
        """How many rows there are, where the file says it without being read."""
        return count_rows(self.path, self.table)

    def _sound(self) -> Iterator[pa.RecordBatch]:
        for number, read in enumerate(read_file(self.path, self.table, self.batch)):
            if number == 0:
                self.unused.extend(columns_of(read.batch.schema, str(self.path)))
            batch, aside = sound_rows(read, str(self.path))
            self.aside.extend(aside)
            yield batch


def sound_rows(read: Read, name: str) -> tuple[pa.RecordBatch, list[SetAside]]:
    """The people of a batch with the columns of a pool and ``row``, and the rows that cannot be screened.

    Raises:
        PoolError: if a whole column is of another kind.
    """
    batch, bad = _conformed(read, name)
    bad = dict(troubles(batch)) | bad
    ids = batch.column("id")
    aside = [SetAside(row=int(read.rows[at]), id=ids[at].as_py(), reason=bad[at]) for at in sorted(bad)]
    numbered = pa.RecordBatch.from_arrays([*batch.columns, pa.array(read.rows)], names=NUMBERED.names)
    if not bad:
        return numbered, aside
    kept = np.ones(batch.num_rows, np.bool_)
    kept[list(bad)] = False
    return numbered.filter(pa.array(kept)), aside


# --- columns ------------------------------------------------------------------------------------------------


def columns_of(schema: Any, name: str) -> list[str]:
    """The columns and fields of a file that no pool has, and which are not read.

    Raises:
        PoolError: if there is no id, or nothing else that a pool has.
    """
    found = ", ".join(schema.names) or "none"
    if "id" not in schema.names:
        raise PoolError(f"MP-Q061: {name} has no column id, by which each person is told; its columns are: {found}")
    if not set(schema.names) & set(POOL.names[1:]):
        message = f"its columns are: {found}; those of a pool are: id, {COLUMNS}"
        raise PoolError(f"MP-Q061: {name} has no column that says anything of a person: {message}")
    unused = [each for each in schema.names if each not in POOL.names]
    for items, struct in ITEMS.items():
        kind = schema.field(items).type if items in schema.names else struct
        entry = kind.value_type if pa.types.is_list(kind) or pa.types.is_large_list(kind) else kind
        if pa.types.is_struct(entry):
            known = {each.name for each in struct}
            unused.extend(f"{items}.{each.name}" for each in entry if each.name not in known)
    return unused


def _conformed(read: Read, name: str) -> tuple[pa.RecordBatch, dict[int, str]]:
    """The batch with the columns of a pool, and the rows with values that are not what their column holds.

    Raises:
        PoolError: if a whole column is of another kind.
    """
    try:
        return conformed(read.batch), read.bad
    except (pa.ArrowNotImplementedError, pa.ArrowTypeError):
        column, trouble = next(_failing(read.batch))
        kind = read.batch.schema.field(column).type
        message = f"its column {column} holds {kind} where {_kind(column)} is expected ({trouble})"
        raise PoolError(f"MP-Q061: {name} does not have the columns of a pool: {message}") from None
    except pa.ArrowInvalid:
        parts = list(_row_by_row(read.batch, 0))
        bad = {place: reason for _, found in parts for place, reason in found.items()}
        return pa.Table.from_batches([part for part, _ in parts]).combine_chunks().to_batches()[0], bad | read.bad


def _failing(batch: pa.RecordBatch) -> Iterator[tuple[str, Exception]]:
    """The columns that cannot be read as what they should hold."""
    for name in batch.schema.names:
        try:
            conformed(batch.select([name]))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as trouble:
            yield name, trouble


def _row_by_row(batch: pa.RecordBatch, first: int) -> Iterator[tuple[pa.RecordBatch, dict[int, str]]]:
    """A batch in which some values cannot be read, split until each such row stands alone."""
    try:
        yield conformed(batch, plain=True).cast(POOL), {}
    except pa.ArrowInvalid:
        if batch.num_rows > 1:
            half = batch.num_rows // 2
            yield from _row_by_row(batch.slice(0, half), first)
            yield from _row_by_row(batch.slice(half), first + half)
            return
        column, trouble = next(_failing(batch))
        named = batch.column("id").cast(pa.string())[0].as_py()
        empty = pa.RecordBatch.from_pylist([{"id": named}], schema=POOL)
        yield empty, {first: f"{column} does not hold {_kind(column)}: {trouble}"}


def _kind(column: str) -> str:
    if column in ITEMS:
        return f"a list of entries with {', '.join(each.name for each in ITEMS[column])}"
    return "a text" if column == "id" else "a text with JSON, as records have it"


# --- rows ---------------------------------------------------------------------------------------------------


def troubles(batch: pa.RecordBatch) -> Iterator[tuple[int, str]]:
    """Rows that cannot be screened, by place, and what is wrong with each."""
    for items, names in NUMBERS:
        column = batch.column(items)
        owners = np.repeat(
            np.arange(batch.num_rows), column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
        )
        values = column.flatten()
        for place in _nulls(values) if values.null_count else ():
            yield int(owners[place]), f"an entry of {items} is null; leave it out, or say what is known of it"
        for name in names:
            numbers = values.field(name).fill_null(0.0).to_numpy(zero_copy_only=False)
            for owner in owners[~np.isfinite(numbers)]:
                yield int(owner), f"{name} in {items} is no finite number; write null where it is not known"
    for name in TEXTS:
        yield from _unreadable_texts(batch.column(name), name)
    yield from ((place, NO_ID) for place in _nulls(batch.column("id")))


def _unreadable_texts(column: pa.Array, name: str) -> Iterator[tuple[int, str]]:
    """Rows whose JSON text cannot be read; each distinct text is looked at once."""
    if column.null_count == len(column):
        return
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    places: NDArray[np.int64] = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    for number, text in enumerate(coded.dictionary.to_pylist()):
        reason = _unreadable(name, text)
        if reason:
            yield from ((place, reason) for place in np.flatnonzero(places == number).tolist())


def _nulls(column: pa.Array) -> list[int]:
    return np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist()


def _unreadable(name: str, text: str) -> str | None:
    try:
        if name == "rulings":
            rulings_of({name: text})
        else:
            record_of({name: text})
    except (msgspec.DecodeError, msgspec.ValidationError) as trouble:
        return f"{name} cannot be read: {trouble}; it is a text with JSON, as records have it"
    return None


# --- batches ------------------------------------------------------------------------------------------------


def _rebatched(batches: Iterable[pa.RecordBatch], size: int) -> Iterator[pa.RecordBatch]:
    """The same rows in batches of one size."""
    waiting: list[pa.RecordBatch] = []
    held = 0
    for batch in batches:
        at = 0
        while at < batch.num_rows:
            taken = batch.slice(at, size - held)
            waiting.append(taken)
            at, held = at + taken.num_rows, held + taken.num_rows
            if held == size:
                yield _one(waiting)
                waiting, held = [], 0
    if waiting:
        yield _one(waiting)


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    """Several batches as one; where some hold their texts in dictionaries, all are written out first."""
    if len(batches) == 1:
        return batches[0]
    if any(each.schema != batches[0].schema for each in batches):
        plain = [[*conformed(each, plain=True).cast(POOL).columns, each.column(ROW)] for each in batches]
        batches = [pa.RecordBatch.from_arrays(columns, schema=NUMBERED) for columns in plain]
    return pa.concat_batches(batches)


def write_parquet(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write a pool as Parquet, whole or not at all; the number of people."""
    people, partial = 0, path.with_name(f"{path.name}.partial")
    try:
        with pq.ParquetWriter(partial, POOL, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(conformed(batch, plain=True).cast(POOL))
                people += batch.num_rows
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return people


__all__ = ["NUMBERED", "ROW", "Pool", "PoolError", "Read", "SetAside", "columns_of", "sound_rows", "write_parquet"]
