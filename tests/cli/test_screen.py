"""`meritplan screen` as its users meet it: a plan, a pool in any form, and what goes wrong on the way."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pyarrow", reason="pools need the extra packages of meritplan[pools]")

from meritplan.cli import main
from meritplan.model.job_class import JobClass
from meritplan.model.requirement import Experience, License
from meritplan.plan import create, write
from meritplan.plan.edition import ClassEdition

AS_OF = "2026-06-30"


def said(*words):
    """What a command says, which must never be a traceback."""
    done = CliRunner().invoke(main, ["screen", *map(str, words)])
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done


def edition(code, title, tree):
    job_class = JobClass(title=title, code=code, minimum_qualifications=tree)
    return ClassEdition(class_key=code, number=1, state="adopted", effective_from=date(2020, 1, 1), job_class=job_class)


@pytest.fixture
def alder(tmp_path, monkeypatch):
    """Two classes of the State of Alder, under the arithmetic of California, and three people."""
    monkeypatch.chdir(tmp_path)
    plan = create(tmp_path / "alder", title="State of Alder", policy="california")
    year = Experience(months=12, quote="one year of experience")
    write(plan, [edition("0671", "River Inspector", year), edition("0672", "Ferry Pilot", License(name="Pilot"))])
    half = [{"id": "e1", "title": "Hand", "start": "2024-01-01", "end": "2025-12-31", "hours_per_week": 20}]
    people = [
        {"format": "meritplan-record/1", "id": "half", "employment": half, "licenses": []},
        {"format": "meritplan-record/1", "id": "none", "employment": [], "licenses": [{"name": "Pilot"}]},
        {"format": "meritplan-record/1", "id": "silent"},
    ]
    (tmp_path / "pool.jsonl").write_text("".join(json.dumps(each) + "\n" for each in people))
    return plan


def screened(*more, pool="pool.jsonl", out="run"):
    return said(pool, "--from", "alder", "--as-of", AS_OF, "--out", out, *more)


def card(out="run"):
    return json.loads(Path(out, "run.json").read_text())


def test_the_plan_s_own_policy_decides_and_another_may_be_named(alder):
    assert screened().exit_code == 0
    assert card()["policy"] == "california"
    assert screened("--policy", "default", out="other").exit_code == 0
    assert card("other")["policy"] == "default"
    assert card("other")["policy_hash"] != card()["policy_hash"]
