"""A plan in shards answers as it does in one piece, whatever is asked for."""

import pyarrow.parquet as pq
import pytest
from tests.screening.conftest import AS_OF

from meritplan.qualification import policy
from meritplan.screening import runs
from meritplan.screening.compile import compile_plan
from meritplan.screening.generator import pool as made_up
from meritplan.screening.pools import Pool, write_parquet
from meritplan.screening.runs import Run
from meritplan.screening.shards import compile_shards, cut, whole

FAMILIES = ("parks", "casework", "records")


@pytest.fixture(scope="module")
def plans(asked):
    """The same classes in one piece, and in shards of two families that stand mixed in the plan."""
    classes = asked[:11]
    families = [FAMILIES[place % 3] for place in range(len(classes))]
    cut_up = compile_shards(classes, families, policy(), AS_OF, most=4)
    return whole(compile_plan(classes, policy(), AS_OF)), cut_up


@pytest.mark.parametrize("wanted", ["counts", "planes", "open", "pairs"])
def test_shards_change_no_byte(plans, tmp_path, wanted):
    one, several = plans
    assert [shard.places.tolist() for shard in several.shards] == [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8]]
    write_parquet(made_up(one, 700, seed=4), tmp_path / "pool.parquet")
    files = []
    for name, plan in (("one", one), ("several", several)):
        Run(plan=plan, pool=Pool(path=tmp_path / "pool.parquet", batch=600), out=tmp_path / name, wanted=wanted).go()
        files.append({path.name: path.read_bytes() for path in sorted((tmp_path / name).iterdir())})
    assert files[0] == files[1]
    assert pq.read_metadata(tmp_path / "one" / "part-000001.parquet").num_rows


def test_many_pairs_are_written_piece_by_piece(plans, tmp_path, monkeypatch):
    write_parquet(made_up(plans[0], 200, seed=4), tmp_path / "pool.parquet")
    tables = []
    for most in (1_000_000, 97):
        monkeypatch.setattr(runs, "PAIRS", most)
        Run(plan=plans[0], pool=Pool(path=tmp_path / "pool.parquet"), out=tmp_path / str(most), wanted="pairs").go()
        tables.append(pq.read_table(tmp_path / str(most) / "part-000000.parquet"))
    assert pq.read_metadata(tmp_path / "97" / "part-000000.parquet").num_row_groups == -(-len(tables[0]) // 97)
    assert tables[0].equals(tables[1])


def test_a_few_classes_are_one_shard(asked):
    found = compile_shards(asked[:3], [None] * 3, policy(), AS_OF)
    assert len(found.shards) == 1
    assert found.hash == compile_plan(asked[:3], policy(), AS_OF).hash


def test_families_stay_together_where_they_fit():
    families = ["a"] * 3 + ["b"] * 2 + ["c"] * 7 + ["a"]
    assert list(cut(families, most=5)) == [[0, 1, 2, 12], [3, 4], [5, 6, 7, 8, 9], [10, 11]]
