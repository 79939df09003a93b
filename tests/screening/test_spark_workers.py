"""What Spark's workers run, called here without Spark: partitions of any size count what a local run counts."""

import pickle

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.screening.conftest import AS_OF

from meritplan.qualification import policy
from meritplan.screening import spark
from meritplan.screening.engine import engine_hash
from meritplan.screening.generator import pool as made_up
from meritplan.screening.pools import Pool, PoolError
from meritplan.screening.runs import RESULTS, Run
from meritplan.screening.schema import POOL
from meritplan.screening.shards import compile_shards


@pytest.fixture(scope="module")
def plan(asked):
    return compile_shards(asked[:5], ["parks", "law", "parks", "law", "parks"], policy(), AS_OF, most=3)


def partitions(table, number):
    """The rows in partitions as Spark cuts them, each of small batches that carry their file and row."""
    files = pa.array(["part%201.parquet"] * len(table))
    table = table.append_column(spark.FILE, files).append_column(spark.NUMBER, pa.array(range(1, len(table) + 1)))
    size = -(-len(table) // number)
    return [table.slice(first, size).to_batches(max_chunksize=37) for first in range(0, len(table), size)]


def counted(plan, batches, engine=None):
    packed = pickle.dumps(plan)
    return spark.counted(batches, packed, plan.hash, engine or engine_hash(), "pool", {"part 1.parquet": 1000})


def test_partitions_count_what_a_local_run_counts(plan, tmp_path):
    rows = [row for batch in made_up(plan, 300, seed=8) for row in batch.to_pylist()]
    rows[70]["employment"], rows[299]["id"] = [{"share": float("inf")}], None
    table = pa.Table.from_pylist(rows, schema=POOL)
    pq.write_table(table, tmp_path / "pool.parquet")
    local = Run(plan=plan, pool=Pool(path=tmp_path / "pool.parquet"), out=tmp_path / "run")
    local.go()
    expected = pq.read_table(tmp_path / "run" / "counts.parquet")
    for number in (1, 4):
        found = pa.Table.from_batches([each for part in partitions(table, number) for each in counted(plan, part)])
        sums = found.group_by("class").aggregate([(name, "sum") for name in RESULTS]).sort_by("class")
        for name in RESULTS:
            assert sums.column(f"{name}_sum").to_pylist() == expected.column(name).to_pylist(), name
        assert sum(found.column("people").to_pylist()) == 298
        aside = [msgspec.json.decode(text) for texts in found.column("aside").to_pylist() for text in texts]
        assert [(each["row"], each["id"]) for each in aside] == [(1071, rows[70]["id"]), (1300, None)]


def test_a_worker_with_another_program_counts_nothing(plan):
    spark._SCREENS.clear()
    with pytest.raises(PoolError, match="MP-Q070: a worker has another version of meritplan"):
        next(counted(plan, [], engine="sha256:another"))
