"""Files a pool may stand in: Parquet, DuckDB, JSON lines, JSON and CSV, each read in batches with its row numbers.

A row that cannot be read keeps its place, with the reason beside it. The row number is that of the row in a Parquet
file, a DuckDB table or a JSON list (the first is 1), of the line in JSON lines, and of the row where the person begins
in CSV (the header is row 1), as an editor or a spreadsheet shows it. A folder of Parquet files is read in the order of
their names, as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from meritplan.qualification.records import RecordError, read_csv_pool, read_record, read_rulings
from meritplan.screening.records import row_of
from meritplan.screening.schema import POOL

COLUMNS = ", ".join(POOL.names[1:])
CSV_COLUMNS = frozenset({"id", "kind"})


class PoolError(ValueError):
    """A pool cannot be read at all; the message says what to do."""


class Read(NamedTuple):
    """A batch as a file has it: the number of each row, and by place what keeps a row from being read."""

    batch: pa.RecordBatch
    rows: NDArray[np.int64]
    bad: dict[int, str]


class Row(NamedTuple):
    """One person of a text file: the number of the row, the person, and what keeps the row from being read."""

    number: int
    person: dict[str, Any]
    trouble: str | None = None


def read_file(path: Path, table: str | None, size: int) -> Iterator[Read]:
    """The rows of a pool in batches of at most ``size``.

    Raises:
        PoolError: if the file is of no kind that can be read, damaged, or holds no such table.
    """
    read = _reader(path, table)
    try:
        yield from read(path, table, size)
    except (OSError, pa.ArrowInvalid) as trouble:
        raise PoolError(f"MP-Q061: {path} cannot be read: {trouble}") from None
    except UnicodeDecodeError as trouble:
        where = f"byte {trouble.start:,} is {trouble.object[trouble.start : trouble.start + 1]!r}"
        message = f"MP-Q061: {path} is not UTF-8 text ({where}); save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
        raise PoolError(message) from None


def count_rows(path: Path, table: str | None) -> int | None:
    """How many rows there are, where the file says it without being read."""
    if path.is_dir() or path.suffix.lower() == ".parquet":
        try:
            return sum(int(pq.read_metadata(file).num_rows) for file in parquet_files(path))
        except (OSError, pa.ArrowInvalid):
            return None
    if _READERS.get(path.suffix.lower()) is _duckdb:
        with _database(path) as database:
            (number,) = database.execute(f"select count(*) from {_table(database, path, table)}").fetchall()[0]  # noqa: S608 quoted
            return int(number)
    return None


def parquet_files(path: Path) -> list[Path]:
    """The file itself, or the Parquet files of a folder in the order of their names, as Spark and others leave them.

    Raises:
        PoolError: if the folder holds none, or files with other columns than the first.
    """
    if not path.is_dir():
        return [path]
    found = sorted(each for each in path.iterdir() if each.suffix.lower() == ".parquet" and each.name[0] not in "._")
    if not found:
        raise PoolError(
            f"MP-Q060: the folder {path} holds no Parquet file; a pool is a file, or a folder of such files"
        )
    schema = parquet_schema(found[0])
    for each in found[1:]:
        if not parquet_schema(each).equals(schema):
            message = (
                f"{each.name} in {path} has not the columns of {found[0].name}; a pool in several files has one form"
            )
            raise PoolError(f"MP-Q061: {message}. Write it anew with the same columns and types")
    return found


def parquet_schema(file: Path) -> Any:
    """The columns of a Parquet file.

    Raises:
        PoolError: if it is none.
    """
    try:
        return pq.read_schema(file)
    except (OSError, pa.ArrowInvalid) as trouble:
        raise PoolError(f"MP-Q061: {file} cannot be read: {trouble}") from None


def _reader(path: Path, table: str | None) -> Callable[[Path, str | None, int], Iterator[Read]]:
    kind = ".parquet" if path.is_dir() else path.suffix.lower()
    if kind not in _READERS:
        kinds = ", ".join(_READERS)
        raise PoolError(f"MP-Q060: {path} is no pool that can be read; a pool is a file ending in {kinds}")
    if table is not None and _READERS[kind] is not _duckdb:
        raise PoolError(f"MP-Q062: {path} has no tables: --table {table} is for a DuckDB file (.duckdb or .db)")
    return _READERS[kind]


# --- columns ------------------------------------------------------------------------------------------------


def _parquet(path: Path, _: str | None, size: int) -> Iterator[Read]:
    yield from _numbered(batch for file in parquet_files(path) for batch in _batches(file, size))


def _batches(path: Path, size: int) -> Iterator[pa.RecordBatch]:
    schema = pq.ParquetFile(path).schema
    columns = [schema.column(number) for number in range(len(schema.names))]
    texts = [each.path for each in columns if each.physical_type == "BYTE_ARRAY" and "." in each.path]
    coded = pq.ParquetFile(path, read_dictionary=texts)  # nested texts are few: read as they were written
    for group in range(coded.num_row_groups):
        yield from _group(path, coded, group, size)


def _group(path: Path, coded: Any, group: int, size: int) -> Iterator[pa.RecordBatch]:
    """One row group; where its texts have several dictionaries, they are read one by one."""
    done = 0
    try:
        for batch in coded.iter_batches(batch_size=size, row_groups=[group]):
            yield batch
            done += batch.num_rows
    except pa.ArrowNotImplementedError:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=size, row_groups=[group]):
            if done < batch.num_rows:
                yield batch.slice(done)
            done = max(0, done - batch.num_rows)


def _duckdb(path: Path, table: str | None, size: int) -> Iterator[Read]:
    with _database(path) as database:
        found: Any = database.sql(f"select * from {_table(database, path, table)}")  # noqa: S608 quoted
        yield from _numbered(found.to_arrow_reader(size))


def _database(path: Path) -> Any:
    try:
        import duckdb  # noqa: PLC0415 only where a DuckDB file is read
    except ImportError:
        raise PoolError("MP-Q065: this needs the extra packages of `pip install 'meritplan[pools]'`") from None
    try:
        return duckdb.connect(str(path), read_only=True)
    except duckdb.Error as trouble:
        raise PoolError(f"MP-Q061: {path} cannot be opened as a DuckDB file: {trouble}") from None


def _table(database: Any, path: Path, table: str | None) -> str:
    """The quoted name of the table (or view) meant."""
    asked = "select table_name from information_schema.tables order by 1"
    tables = [name for (name,) in database.execute(asked).fetchall()]
    if not tables:
        raise PoolError(f"MP-Q062: {path} holds no table")
    if table is None and len(tables) != 1:
        raise PoolError(f"MP-Q062: {path} holds the tables {', '.join(tables)}; say which with --table")
    found = table or tables[0]
    if found not in tables:
        raise PoolError(f"MP-Q062: {path} has no table {found!r}; there are: {', '.join(tables)}")
    return '"' + found.replace('"', '""') + '"'


def _numbered(batches: Any) -> Iterator[Read]:
    first = 1
    for batch in batches:
        yield Read(batch, np.arange(first, first + batch.num_rows), {})
        first += batch.num_rows


# --- records ------------------------------------------------------------------------------------------------


def _json_lines(path: Path, _: str | None, size: int) -> Iterator[Read]:
    with path.open("rb") as lines:
        yield from _batched((_line(n, line) for n, line in enumerate(lines, start=1) if line.strip()), size)


def _line(number: int, line: bytes) -> Row:
    try:
        raw = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as trouble:
        return Row(number, {"id": None}, f"the line is not JSON: {trouble}; give each record a line of its own")
    return _record(number, raw)


def _json(path: Path, _: str | None, size: int) -> Iterator[Read]:
    try:
        raw = msgspec.json.decode(path.read_bytes())
    except msgspec.DecodeError as trouble:
        raise PoolError(f"MP-Q061: {path} is not JSON: {trouble}; JSON lines end in .jsonl") from None
    records = raw if isinstance(raw, list) else [raw]
    yield from _batched((_record(number, each) for number, each in enumerate(records, start=1)), size)


def _record(number: int, raw: Any) -> Row:
    """A record with an optional list of rulings, as a row."""
    given = dict(raw) if isinstance(raw, dict) else raw
    rulings = given.pop("rulings", None) if isinstance(given, dict) else None
    try:
        record = read_record(given).record
        return Row(number, row_of(record, read_rulings(rulings, record)[0]))
    except (RecordError, ValueError) as trouble:
        named = given.get("id") if isinstance(given, dict) else None
        return Row(number, {"id": None if named is None else str(named)}, str(trouble))


def _csv(path: Path, _: str | None, size: int) -> Iterator[Read]:
    found = read_csv_pool(path.read_text(encoding="utf-8-sig"))
    if found.header and not set(found.header) >= CSV_COLUMNS:
        columns = ", ".join(found.header)
        message = "needs the columns id and kind, one row for each claim, cells separated by commas"
        raise PoolError(f"MP-Q061: {path} has the columns {columns}; a pool as CSV {message}")
    rows = [Row(number, {"id": None}, trouble) for number, trouble in found.nobodys]
    for number, raw in zip(found.rows, found.records, strict=True):
        row = _record(number, raw)
        if raw["id"] in found.incomplete:  # the rest says less than the person has
            at, trouble = found.incomplete[raw["id"]]
            row = Row(at, row.person, f"{trouble}; without that row the record would say less than the person has")
        rows.append(row)
    unread = set(found.incomplete) - {raw["id"] for raw in found.records}
    rows.extend(Row(found.incomplete[name][0], {"id": name}, found.incomplete[name][1]) for name in unread)
    yield from _batched(iter(sorted(rows, key=lambda row: row.number)), size)


def _batched(rows: Iterator[Row], size: int) -> Iterator[Read]:
    while found := list(islice(rows, size)):
        batch = pa.RecordBatch.from_pylist([row.person for row in found], schema=POOL)
        bad = {place: row.trouble for place, row in enumerate(found) if row.trouble is not None}
        yield Read(batch, np.array([row.number for row in found], np.int64), bad)


_READERS: dict[str, Callable[[Path, str | None, int], Iterator[Read]]] = {
    ".parquet": _parquet,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".duckdb": _duckdb,
    ".db": _duckdb,
}
