"""Pools in: every kind of file says the same of the same people, and what cannot be read is named by its row."""

import json
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.screening.conftest import people, rulings

from meritplan.screening.pools import Pool, PoolError, SetAside, write_parquet
from meritplan.screening.records import row_of
from meritplan.screening.schema import POOL

HEADER = "id,kind,title,start,end,hours_per_week,level,name"


def read(path, **options):
    """The people of a pool as rows, and the pool with what it set aside."""
    pool = Pool(path=path, **options)
    return [row for batch in pool.batches() for row in batch.to_pylist()], pool


def aside(pool):
    return [(each.row, each.id) for each in pool.aside]


@pytest.fixture
def written(tmp_path):
    """Forty people of the State of Alder with rulings, as Parquet, DuckDB, JSON lines and a JSON list."""
    rows = [row_of(record, rulings(3, record)) for record in people(40, seed=3)]
    pq.write_table(pa.Table.from_pylist(rows, schema=POOL), tmp_path / "pool.parquet")
    return tmp_path


def as_records(rows):
    """Rows as the records they came from, each with its rulings."""
    import msgspec  # noqa: PLC0415

    from meritplan.screening.records import record_of, rulings_of  # noqa: PLC0415

    for row in rows:
        yield {**msgspec.to_builtins(record_of(row)), "rulings": msgspec.to_builtins(rulings_of(row))}


def test_every_kind_of_file_says_the_same(written):
    duckdb = pytest.importorskip("duckdb")
    expected, _ = read(written / "pool.parquet")
    records = list(as_records(expected))
    (written / "pool.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records))
    (written / "pool.json").write_text(json.dumps(records))
    with duckdb.connect(str(written / "pool.duckdb")) as database:
        database.execute(f"create table people as select * from '{written}/pool.parquet'")
    for kind in ("jsonl", "json", "duckdb"):
        assert read(written / f"pool.{kind}")[0] == expected, kind
    assert [row["row"] for row in expected] == list(range(1, 41))


def test_a_converted_pool_is_the_same_pool(written):
    expected, pool = read(written / "pool.parquet")
    assert write_parquet(pool.batches(), written / "again.parquet") == 40
    assert read(written / "again.parquet")[0] == expected


def test_lines_that_hold_no_record_are_named_by_their_line(tmp_path):
    lines = ['{"id": "a", "licenses": []}', "", "not json", '{"id": 7, "education": "none"}', '{"education": []}']
    (tmp_path / "pool.jsonl").write_text("\n".join(lines))
    rows, pool = read(tmp_path / "pool.jsonl")
    assert [(row["row"], row["id"]) for row in rows] == [(1, "a")]
    assert aside(pool) == [(3, None), (4, "7"), (5, None)]
    assert "education holds a text where a list is expected" in pool.aside[1].reason


def test_who_is_not_read_whole_from_csv_is_set_aside(tmp_path):
    """The rest of the record would say less than the person has, and a list that is there counts as complete."""
    lines = [
        HEADER,
        "ines,employment,Clerk,2019-01,present,40,,",
        "ines,employment,Clerk,2017-01,2018-12,plenty,,",
        "tobias,education,,,,,bachelor,",
        ",education,,,,,master,",
        "wren,hobby,,,,,,",
    ]
    (tmp_path / "pool.csv").write_text("\n".join(lines))
    rows, pool = read(tmp_path / "pool.csv")
    assert [(row["row"], row["id"]) for row in rows] == [(4, "tobias")]
    assert aside(pool) == [(3, "ines"), (5, None), (6, "wren")]
    assert "hours_per_week is 'plenty'" in pool.aside[0].reason


def test_single_values_that_do_not_fit_set_their_row_aside(tmp_path):
    job = {"title": "Clerk", "start": datetime(2019, 1, 1), "end": None, "hours_per_week": "40", "shift": "late"}  # noqa: DTZ001
    table = pa.table(
        {
            "id": [1, 2, 3, None, 5],
            "employment": [[job], [{**job, "hours_per_week": "forty"}], [job], [job], [job]],
            "coursework": ['[{"subject": "Biology"}]', None, "[{", None, None],
            "colour": ["red"] * 5,
        }
    )
    pq.write_table(table, tmp_path / "pool.parquet")
    rows, pool = read(tmp_path / "pool.parquet", batch=64)
    assert [row["id"] for row in rows] == ["1", "5"]
    assert rows[0]["employment"][0]["start"] == "2019-01-01"
    assert rows[0]["employment"][0]["hours_per_week"] == 40.0
    assert aside(pool) == [(2, "2"), (3, "3"), (4, None)]
    assert "'forty'" in pool.aside[0].reason
    assert pool.unused == ["colour", "employment.shift"]


@pytest.mark.parametrize(
    ("job", "why"),
    [
        (None, "an entry of employment is null"),
        ({"hours_per_week": float("nan")}, "hours_per_week in employment is no finite number"),
    ],
)
def test_entries_that_say_nothing_set_their_row_aside(tmp_path, job, why):
    rows = [{"id": "a", "employment": [{"title": "Clerk"}, job]}, {"id": "b", "employment": []}]
    pq.write_table(pa.Table.from_pylist(rows, schema=POOL), tmp_path / "pool.parquet")
    kept, pool = read(tmp_path / "pool.parquet")
    assert [row["id"] for row in kept] == ["b"]
    assert pool.aside == [SetAside(row=1, id="a", reason=pool.aside[0].reason)]
    assert why in pool.aside[0].reason


def table_without(*names):
    return pa.table({"id": ["a"], "education": [[]], "employment": [[]]}).drop_columns(list(names))


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (table_without("id"), "no column id"),
        (table_without("education", "employment"), "no column that says anything of a person"),
        (pa.table({"id": ["a"], "employment": ["Clerk"]}), "column employment holds string where a list"),
    ],
)
def test_what_is_no_pool_is_refused_with_the_columns_it_has(tmp_path, table, why):
    pq.write_table(table, tmp_path / "pool.parquet")
    with pytest.raises(PoolError, match=f"MP-Q061: .*{why}"):
        read(tmp_path / "pool.parquet")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("pool.xls", b"", "MP-Q060"),
        ("pool.parquet", b"PAR1", "MP-Q061"),
        ("pool.csv", b"a;b\n1;2\n", "MP-Q061: .* needs the columns id and kind"),
        ("pool.csv", b"id,kind,title\na,employment,B\xfcro\n", "MP-Q061: .* is not UTF-8"),
        ("pool.json", b"{}{", "MP-Q061"),
    ],
)
def test_files_that_cannot_be_read_are_refused(tmp_path, name, data, why):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(PoolError, match=why):
        read(tmp_path / name)


def test_a_duckdb_file_says_which_tables_it_has(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "pool.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute("create table people as select 'a' as id, [] :: struct(title text)[] as employment")
        database.execute('create view "of ""them""" as select * from people')
    for table in (None, "others"):
        with pytest.raises(PoolError, match=r'MP-Q062: .*of "them", people'):
            read(path, table=table)
    assert read(path, table='of "them"')[0][0]["id"] == "a"
    (tmp_path / "other.duckdb").write_text("nothing of the kind")
    with pytest.raises(PoolError, match=r"MP-Q061: .*DuckDB"):
        read(tmp_path / "other.duckdb")
    with pytest.raises(PoolError, match=r"MP-Q062: .*--table"):
        read(tmp_path / "other.csv", table="people")


def test_a_pool_is_written_whole_or_not_at_all(written):
    """Even over the file it is read from."""
    before = (written / "pool.parquet").read_bytes()

    def broken():
        yield next(Pool(path=written / "pool.parquet").batches())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_parquet(broken(), written / "pool.parquet")
    assert (written / "pool.parquet").read_bytes() == before
    assert write_parquet(Pool(path=written / "pool.parquet").batches(), written / "pool.parquet") == 40
    assert [path.name for path in written.iterdir()] == ["pool.parquet"]


def test_a_folder_of_parquet_files_is_read_as_one(written):
    expected, _ = read(written / "pool.parquet")
    table, folder = pq.read_table(written / "pool.parquet"), written / "folder"
    folder.mkdir()
    (folder / "_SUCCESS").touch()
    for name, first, number in (("part-1.parquet", 0, 13), ("part-2.parquet", 13, 27)):
        pq.write_table(table.slice(first, number), folder / name)
    assert read(folder, batch=8)[0] == expected
    assert Pool(path=folder).rows() == 40
    pq.write_table(table.drop_columns(["skills"]), folder / "part-3.parquet")
    with pytest.raises(PoolError, match=r"MP-Q061: part-3.parquet in .* has not the columns of part-1.parquet"):
        read(folder)
    (written / "empty").mkdir()
    with pytest.raises(PoolError, match="MP-Q060"):
        read(written / "empty")
