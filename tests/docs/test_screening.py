"""The guide to screening: its commands run, its Python reads what they wrote, its tables are whole."""

import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pyarrow", reason="pools need the extra packages of meritplan[pools]")
pytest.importorskip("duckdb", reason="the guide reads answers with DuckDB")

import pyarrow.parquet as pq

from meritplan.cli import main
from meritplan.screening.schema import ITEMS, POOL

BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def guide():
    return (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(guide, tmp_path_factory):
    """The folder and the names that are left when the guide is followed from top to bottom."""
    folder, names, printed = tmp_path_factory.mktemp("guide"), {}, io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        for language, text in BLOCK.findall(guide):
            if language == "python":
                exec(compile(text, "docs/screening.md", "exec"), names)
                continue
            for line in text.splitlines():
                done = CliRunner().invoke(main, shlex.split(line)[1:])
                assert done.exit_code == 0, (line, done.output)
    return folder, names, printed.getvalue()


def counts(folder, run):
    return pq.read_table(folder / run / "counts.parquet").to_pylist()


def test_planes_decoded_as_the_guide_says_give_the_counts(followed):
    folder, names, _ = followed
    assert names["answers"].shape == (2000, 22)
    for row in counts(folder, "planes"):
        column = names["answers"][:, row["class"]]
        assert {name: int((column == name).sum()) for name in ("met", "undetermined", "not_met")} == {
            name: row[name] for name in ("met", "undetermined", "not_met")
        }


def test_pairs_read_as_the_guide_says_give_the_counts(followed):
    folder, names, _ = followed
    (inspector,) = [row for row in counts(folder, "run") if row["code"] == "0671"]
    answers = [answer for _, answer in names["people"]]
    assert answers.count("met") == inspector["met"]
    assert answers.count("undetermined") == inspector["undetermined"]
    assert len(answers) == inspector["met"] + inspector["undetermined"]


def test_the_program_of_the_guide_counts_the_same(followed):
    folder, names, _ = followed
    expected = [[row[name] for name in ("met", "undetermined", "not_met")] for row in counts(folder, "run")]
    assert names["totals"].tolist() == expected


def test_the_metadata_is_where_the_guide_says(followed):
    folder, _, printed = followed
    run = json.loads((folder / "run" / "run.json").read_text())
    assert printed.split() == ["default", run["plan_hash"], "2000"]


def test_every_key_and_column_has_its_line(guide, followed):
    folder, names, _ = followed
    known = set(names["card"]) | set(json.loads((folder / "run" / "run.json").read_text()))
    known |= {*POOL.names, *(field.name for struct in ITEMS.values() for field in struct)}
    for run in ("run", "planes"):
        known |= {name for path in (folder / run).glob("*.parquet") for name in pq.read_schema(path).names}
    told = set(re.findall(r"`(\w+)`", "\n".join(line for line in guide.splitlines() if line.startswith("|"))))
    assert sorted(known - told) == []
