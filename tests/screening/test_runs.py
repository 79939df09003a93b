"""Runs in a folder: pools in and out, resumed after a kill, the same bytes, the same counts on Spark."""

import signal
import subprocess
import sys
import time
from functools import partial

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from tests.screening.conftest import AS_OF

from meritplan.cli import main
from meritplan.qualification import policy
from meritplan.screening import runs, shards
from meritplan.screening.compile import compile_plan
from meritplan.screening.generator import pool as made_up
from meritplan.screening.pools import Pool, write_parquet
from meritplan.screening.runs import Run, RunError
from meritplan.screening.schema import POOL, conformed
from meritplan.screening.shards import compile_shards, whole


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
    return Run(plan=whole(plan), pool=Pool(path=pool, batch=128), out=out, **options)


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
    assert resumed == [128, 256, 256]
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


def _table(pool):
    return pa.Table.from_batches([conformed(batch, plain=True).cast(POOL) for batch in pool.batches()])


def test_batches_do_not_hang_on_how_a_file_was_written(pool, tmp_path):
    """Many small row groups, or one whose texts have several dictionaries: the same people in the same batches."""
    table = pq.read_table(pool)
    long = pa.array([f"Clerk of a title so long that no dictionary holds many {n:06}" for n in range(40_000)])
    pq.write_table(table, tmp_path / "groups.parquet", row_group_size=70)
    groups = [batch.num_rows for batch in Pool(path=tmp_path / "groups.parquet", batch=128).batches()]
    assert groups == [128, 128, 44]
    assert _table(Pool(path=tmp_path / "groups.parquet", batch=128)).equals(_table(Pool(path=pool)))
    entries = pa.StructArray.from_arrays([long], names=["title"])
    jobs = pa.ListArray.from_arrays(pa.array(range(len(long) + 1), pa.int32()), entries)
    people = pa.table({"id": pa.array(map(str, range(len(long)))), "employment": jobs})
    pq.write_table(people, tmp_path / "long.parquet", dictionary_pagesize_limit=4096)
    found = _table(Pool(path=tmp_path / "long.parquet", batch=1000)).column("employment")
    assert [each["title"] for jobs in found.to_pylist() for each in jobs] == long.to_pylist()


@pytest.mark.slow
def test_spark_writes_the_same_from_the_command_line(asked, plan, tmp_path, monkeypatch):
    """Counts and rows set aside of a folder of files, byte for byte; on Spark in shards of two classes."""
    pytest.importorskip("pyspark.sql", reason="the spark extra is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master local[2] --conf spark.ui.enabled=false pyspark-shell")
    rows = [row for batch in made_up(plan, 300, seed=4) for row in batch.to_pylist()]
    rows[7]["id"], rows[150]["employment"] = None, [{"hours_per_week": float("nan")}]
    rows[299]["coursework"] = "[{"
    pool, reading = tmp_path / "a pool", _reading(asked[:6], tmp_path)
    pool.mkdir()
    for name, part in (("part 1.parquet", rows[:120]), ("part 2.parquet", rows[120:])):
        pq.write_table(pa.Table.from_pylist(part, schema=POOL), pool / name, row_group_size=50)
    found = []
    for engine, most in (("local", shards.SHARD), ("spark", 2)):
        monkeypatch.setattr(shards, "compile_shards", partial(compile_shards, most=most))
        given = [str(pool), "--from", str(reading), "--as-of", AS_OF.isoformat(), "--out", str(tmp_path / engine)]
        done = CliRunner().invoke(main, ["screen", *given, "--engine", engine, "--json"], catch_exceptions=False)
        assert done.exit_code == 1, done.output
        found.append(msgspec.json.decode(done.stdout))
    assert found[0] == found[1]
    assert found[0]["set_aside"] == 3
    for name in ("run.json", "set_aside.jsonl", "counts.parquet"):
        assert (tmp_path / "local" / name).read_bytes() == (tmp_path / "spark" / name).read_bytes(), name


def _reading(asked, folder):
    """A reading that holds these classes."""
    classes = [
        {"code": each.code, "title": each.title, "minimum_qualifications": msgspec.to_builtins(each.tree)}
        for each in asked
    ]
    path = folder / "reading.json"
    path.write_bytes(msgspec.json.encode({"format": "meritplan-reading/1", "classes": classes}))
    return path


@pytest.mark.slow
def test_a_run_that_is_killed_goes_on_and_ends_with_the_same_bytes(asked, plan, tmp_path):
    """Killed outright (signal 9) from outside, in the middle, by the clock of its own files."""
    write_parquet(made_up(plan, 2500, seed=5), tmp_path / "pool.parquet")
    reading, program = _reading(asked[:6], tmp_path), "from meritplan.cli import main; main()"

    def command(out, threads):
        given = ["--from", str(reading), "--as-of", AS_OF.isoformat(), "--batch", "64", "--out", str(out)]
        return [sys.executable, "-c", program, "screen", str(tmp_path / "pool.parquet"), *given, "--threads", threads]

    whole, killed = tmp_path / "whole", tmp_path / "killed"
    subprocess.run(command(whole, "1"), check=True, capture_output=True)
    running = subprocess.Popen(command(killed, "2"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(list(killed.glob("part-*.parquet"))) < 3 and running.poll() is None:
        time.sleep(0.005)
    running.kill()
    assert running.wait() == -signal.SIGKILL
    assert not (killed / "counts.parquet").exists()
    done = {path: path.stat().st_mtime_ns for path in killed.glob("part-*.parquet")}
    subprocess.run(command(killed, "3"), check=True, capture_output=True)
    assert {path: path.stat().st_mtime_ns for path in done} == done
    assert _files(whole) == _files(killed)


def test_a_pool_may_leave_out_any_list(plan, pool, tmp_path):
    """What is not there is unknown of everybody, whatever else the file has."""
    for names in (["id", "licenses"], ["id", "employment"], ["id", "skills"]):
        path = tmp_path / f"{names[1]}.parquet"
        pq.write_table(pq.read_table(pool).select(names).slice(0, 77), path)
        done = _run(plan, path, tmp_path / names[1]).go()
        assert done.people == 77


@pytest.mark.slow
def test_spark_refuses_what_is_no_pool_as_a_local_run_does(asked, tmp_path, monkeypatch):
    pytest.importorskip("pyspark.sql", reason="the spark extra is not installed")
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "--master local[1] --conf spark.ui.enabled=false pyspark-shell")
    pq.write_table(pa.table({"id": ["a"], "employment": ["Clerk"]}), tmp_path / "pool.parquet")
    given = [str(tmp_path / "pool.parquet"), "--from", str(_reading(asked[:2], tmp_path)), "--out"]
    said = []
    for engine in ("local", "spark"):
        done = CliRunner().invoke(
            main, ["screen", *given, str(tmp_path / engine), "--engine", engine], catch_exceptions=False
        )
        assert done.exit_code == 2
        said.append(done.output)
    assert said[0] == said[1]
    assert "MP-Q061" in said[0]
