"""Pools in: Parquet, JSON lines, CSV and DuckDB tables as batches of one schema; bad rows are set aside by number."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from meritplan.model.ruling import Ruling
from meritplan.qualification.records import RecordError, pool_from_csv, read_record
from meritplan.screening.records import record_of, row_of, rulings_of
from meritplan.screening.schema import POOL, TEXTS, conformed

NUMBERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("employment", ("hours_per_week", "people", "share")),
    ("education", ("semester_units", "quarter_units", "years")),
    ("licenses", ()),
)


class PoolError(ValueError):
    """A pool cannot be read at all; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row that is not screened: its number (the first is 1), whose it is, and what is wrong with it."""

    row: int
    id: str | None
    reason: str


@dataclass(slots=True)
class Pool:
    """A pool on disk. Reading it gathers the rows set aside in ``aside``."""

    path: Path
    table: str | None = None
    batch: int = 65_536
    aside: list[SetAside] = field(default_factory=list)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The people of the pool, bad rows left out, in batches of one size whatever the file's own.

        Raises:
            PoolError: if the file is no pool.
        """
        self.aside.clear()
        yield from _rebatched(self._sound(self._read()), self.batch)

    def _read(self) -> Iterator[tuple[int, pa.RecordBatch]]:
        row = 1
        for batch in _READERS.get(self.path.suffix.lower(), _unknown)(self):
            try:
                yield row, conformed(batch)
            except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as trouble:
                raise PoolError(f"MP-Q061: {self.path} does not have the columns of a pool: {trouble}") from None
            row += batch.num_rows

    def _sound(self, batches: Iterable[tuple[int, pa.RecordBatch]]) -> Iterator[pa.RecordBatch]:
        for row, batch in batches:
            sound, bad = set_aside(batch)
            for place, reason in sorted(bad.items()):
                self.aside.append(SetAside(row=row + place, id=batch.column("id")[place].as_py(), reason=reason))
            yield sound


def set_aside(batch: pa.RecordBatch) -> tuple[pa.RecordBatch, dict[int, str]]:
    """The batch without the rows that cannot be screened, and what is wrong with those, by place."""
    bad = dict(troubles(batch))
    if not bad:
        return batch, bad
    kept = np.ones(batch.num_rows, np.bool_)
    kept[list(bad)] = False
    return batch.filter(pa.array(kept)), bad


def _unknown(pool: Pool) -> Iterator[pa.RecordBatch]:
    kinds = ", ".join(sorted(_READERS))
    raise PoolError(f"MP-Q060: {pool.path} is no pool that can be read; a pool is a file ending in {kinds}")


def _parquet(pool: Pool) -> Iterator[pa.RecordBatch]:
    try:
        schema = pq.ParquetFile(pool.path).schema
        columns = [schema.column(number) for number in range(len(schema.names))]
        texts = [each.path for each in columns if each.physical_type == "BYTE_ARRAY" and "." in each.path]
        coded = pq.ParquetFile(pool.path, read_dictionary=texts)  # nested texts are few: read as they were written
        for group in range(coded.num_row_groups):
            yield from _group(pool, coded, group)
    except pa.ArrowInvalid as trouble:
        raise PoolError(f"MP-Q061: {pool.path} is no Parquet file: {trouble}") from None


def _group(pool: Pool, coded: Any, group: int) -> Iterator[pa.RecordBatch]:
    """One row group; where its texts have several dictionaries, they are read one by one."""
    done = 0
    try:
        for batch in coded.iter_batches(batch_size=pool.batch, row_groups=[group]):
            yield batch
            done += batch.num_rows
    except pa.ArrowNotImplementedError:
        for batch in pq.ParquetFile(pool.path).iter_batches(batch_size=pool.batch, row_groups=[group]):
            if done < batch.num_rows:
                yield batch.slice(done)
            done = max(0, done - batch.num_rows)


def _duckdb(pool: Pool) -> Iterator[pa.RecordBatch]:
    import duckdb  # noqa: PLC0415 only where a DuckDB file is read

    with duckdb.connect(str(pool.path), read_only=True) as database:
        tables = [name for (name,) in database.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        if pool.table is None and len(tables) != 1:
            raise PoolError(f"MP-Q062: {pool.path} holds the tables {', '.join(tables)}; say which with --table")
        table = pool.table or tables[0]
        if table not in tables:
            raise PoolError(f"MP-Q062: {pool.path} has no table {table!r}; there are: {', '.join(tables)}")
        quoted = table.replace('"', '""')
        found = database.sql(f'select * from "{quoted}"')  # noqa: S608 a table that is there, quoted
        reader: Any = found.to_arrow_reader(pool.batch)
        yield from reader


def _json_lines(pool: Pool) -> Iterator[pa.RecordBatch]:
    with pool.path.open("rb") as lines:
        rows = (_line(pool, number, line) for number, line in enumerate(lines, start=1) if line.strip())
        yield from _batched(rows, pool.batch)


def _line(pool: Pool, number: int, line: bytes) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(line)
        rulings = msgspec.convert(raw.pop("rulings", None) or [], tuple[Ruling, ...]) if isinstance(raw, dict) else ()
        return row_of(read_record(raw).record, rulings)
    except (msgspec.DecodeError, RecordError, ValueError) as trouble:
        return {"id": None, "rulings": f"line {number}: {trouble}"}


def _csv(pool: Pool) -> Iterator[pa.RecordBatch]:
    raws, issues = pool_from_csv(pool.path.read_text(encoding="utf-8-sig"))
    pool.aside.extend(SetAside(row=0, id=None, reason=issue.message) for issue in issues)
    yield from _batched((row_of(read_record(raw).record) for raw in raws), pool.batch)


def _batched(rows: Iterator[Mapping[str, Any]], size: int) -> Iterator[pa.RecordBatch]:
    while found := list(islice(rows, size)):
        yield pa.RecordBatch.from_pylist(found, schema=POOL)


_READERS: dict[str, Callable[[Pool], Iterator[pa.RecordBatch]]] = {
    ".parquet": _parquet,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".csv": _csv,
    ".duckdb": _duckdb,
    ".db": _duckdb,
}


def troubles(batch: pa.RecordBatch) -> Iterator[tuple[int, str]]:
    """Rows that cannot be screened, by place, and what is wrong with each."""
    for place in _nulls(batch.column("id")):
        text = batch.column("rulings")[place].as_py()
        yield place, text if text and text.startswith("line ") else "it has no id"
    for items, names in NUMBERS:
        column = batch.column(items)
        owners = np.repeat(
            np.arange(batch.num_rows), column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
        )
        values = column.flatten()
        for place in _nulls(values) if values.null_count else ():
            yield int(owners[place]), f"an entry of {items} is null"
        for name in names:
            numbers = values.field(name).fill_null(0.0).to_numpy(zero_copy_only=False)
            for owner in owners[~np.isfinite(numbers)]:
                yield int(owner), f"{name} is no finite number"
    for name in TEXTS:
        column = batch.column(name)
        if column.null_count < len(column):
            for place in np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)).tolist():
                reason = _unreadable(name, column[place].as_py())
                if reason and batch.column("id")[place].is_valid:
                    yield place, reason


def _nulls(column: pa.Array) -> list[int]:
    return np.flatnonzero(column.is_null().to_numpy(zero_copy_only=False)).tolist()


def _unreadable(name: str, text: str) -> str | None:
    try:
        if name == "rulings":
            rulings_of({name: text})
        else:
            record_of({name: text})
    except (msgspec.DecodeError, msgspec.ValidationError) as trouble:
        return f"{name} cannot be read: {trouble}"
    return None


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
        batches = [conformed(each, plain=True).cast(POOL) for each in batches]
    return pa.concat_batches(batches)


def write_parquet(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write a pool as Parquet; the number of people."""
    people = 0
    with pq.ParquetWriter(path, POOL, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(conformed(batch, plain=True).cast(POOL))
            people += batch.num_rows
    return people
