"""Runs in a folder: pools in and out, resumed after a kill, the same bytes, the same counts on Spark."""

import sys

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.screening.conftest import AS_OF

from meritplan.qualification import policy
from meritplan.screening import runs
from meritplan.screening.compile import compile_plan
from meritplan.screening.generator import pool as made_up
from meritplan.screening.pools import Pool, PoolError, write_parquet
from meritplan.screening.runs import Run, RunError
from meritplan.screening.schema import POOL, conformed


@pytest.fixture(scope="module")
def plan(asked):
    return compile_plan(asked[:6], policy(), AS_OF)


@pytest.fixture
def pool(plan, tmp_path):
    write_parquet(made_up(plan, 300, seed=4), tmp_path / "pool.parquet")
    return tmp_path / "pool.parquet"


def _files(out):
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def _run(plan, pool, out, **options):
    return Run(plan=plan, pool=Pool(path=pool, batch=128), out=out, **options)


def test_a_stopped_run_goes_on_and_ends_with_the_same_bytes(plan, pool, tmp_path):
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    _run(plan, pool, whole, threads=2).go()

    def kill(done):
        if done.people > 128:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _run(plan, pool, stopped).go(kill)
    assert not (stopped / "counts.parquet").exists()
    resumed = []
    _run(plan, pool, stopped).go(lambda done: resumed.append(done.resumed))
    assert resumed == [True, True, False]
    assert _files(whole) == _files(stopped)


def test_a_folder_holds_one_run_only(plan, pool, tmp_path):
    _run(plan, pool, tmp_path / "out").go()
    with pytest.raises(RunError, match="MP-Q063"):
        _run(plan, pool, tmp_path / "out", wanted="open").go()


def test_open_pairs_and_planes_agree_with_the_counts(plan, pool, tmp_path):
    for wanted in ("counts", "planes", "open"):
        _run(plan, pool, tmp_path / wanted, wanted=wanted).go()
    hashes = {runs.answer_hash(tmp_path / wanted) for wanted in ("counts", "planes", "open")}
    assert len(hashes) == 1
    counts = pq.read_table(tmp_path / "open" / "counts.parquet")
    pairs = sum(pq.read_metadata(path).num_rows for path in runs.parts(tmp_path / "open"))
    assert sum(counts.column("undetermined").to_pylist()) == pairs
    card = msgspec.json.decode(pq.read_schema(tmp_path / "open" / "counts.parquet").metadata[b"meritplan"])
    assert card["plan_hash"] == plan.hash


def test_rows_that_cannot_be_read_are_set_aside_by_number(tmp_path):
    path = tmp_path / "pool.jsonl"
    path.write_text('{"format": "meritplan-record/1", "id": "a"}\nnot json\n{"id": "b", "employment": []}\n')
    pool = Pool(path=path)
    ids = [name for batch in pool.batches() for name in batch.column("id").to_pylist()]
    assert ids == ["a", "b"]
    assert [(each.row, "line 2" in each.reason) for each in pool.aside] == [(2, True)]


def test_a_duckdb_table_is_a_pool(plan, pool, tmp_path):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(tmp_path / "pool.duckdb")) as database:
        database.execute(f"create table people as select * from read_parquet('{pool}')")
    assert _table(Pool(path=tmp_path / "pool.duckdb")).equals(_table(Pool(path=pool)))


def _table(pool):
    return pa.Table.from_batches([conformed(batch, plain=True).cast(POOL) for batch in pool.batches()])


def test_another_kind_of_file_is_refused(tmp_path):
    (tmp_path / "pool.xls").write_text("")
    with pytest.raises(PoolError, match="MP-Q060"):
        list(Pool(path=tmp_path / "pool.xls").batches())


def test_spark_counts_the_same(plan, pool, tmp_path, monkeypatch):
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    sql = pytest.importorskip("pyspark.sql", reason="the spark extra is not installed")
    from meritplan.screening.spark import screen_with_spark  # noqa: PLC0415 only with the extra

    _run(plan, pool, tmp_path / "local").go()
    session = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        counts, routed = screen_with_spark(session.read.parquet(str(pool)), plan)
    finally:
        session.stop()
    table = pq.read_table(tmp_path / "local" / "counts.parquet")
    assert counts.tolist() == [
        list(row) for row in zip(*(table.column(n).to_pylist() for n in runs.RESULTS), strict=True)
    ]
    card = msgspec.json.decode(table.schema.metadata[b"meritplan"])
    assert routed == card["routed"]
