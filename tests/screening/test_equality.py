"""Every answer for every pair is the one-person engine's answer."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from tests.screening.conftest import AS_OF, people, rulings
from tests.screening.interpreted import digest

from meritplan.model.position import Position
from meritplan.qualification import policy
from meritplan.qualification.claims import claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.scope import prepare
from meritplan.screening import deciding
from meritplan.screening.compile import compile_plan
from meritplan.screening.kernel import bits
from meritplan.screening.records import record_of, row_of
from meritplan.screening.schema import POOL
from meritplan.screening.screening import Screen

POLICIES = (
    "default",
    "california",
    "opm",
    {"extends": "default", "month_rule": "touch15"},
    {"extends": "default", "overlap": "sum_uncapped", "month_dates": "whole", "part_time": "none", "volunteer": "no"},
    {"extends": "default", "unspecified_experience": "related", "and_supervisory": "additive"},
    {"extends": "default", "license_equivalents": {"Case License": ["Driver License"]}, "month_dates": "subtract"},
)


def engine_says(plan, record, ruled):
    known = claims(record, policy=plan.policy, rulings=ruled, position=Position(), as_of=plan.as_of, gate=plan.gate)
    return [evaluate(prepare(each.requirement), known).relaxed for each in plan.classes]


def answers(plan, records, seed, threads=1):
    rows = [row_of(record, rulings(seed, record)) for record in records]
    found = Screen(plan, threads).answer(pa.RecordBatch.from_pylist(rows, schema=POOL))
    return bits(found.met, len(rows)).astype(int) + bits(found.possible, len(rows)), found.routed


@pytest.mark.parametrize("gate", ["admission", "appointment"])
@pytest.mark.parametrize("source", POLICIES, ids=lambda each: each if isinstance(each, str) else list(each.values())[1])
def test_all_three_answers_are_the_engines(asked, source, gate):
    plan = compile_plan(asked, policy(source), AS_OF, gate)
    records = people(60, seed=7)
    found, _ = answers(plan, records, 7)
    expected = np.array([engine_says(plan, record, rulings(7, record)) for record in records]).T
    wrong = np.argwhere(found != expected)
    assert [(plan.classes[c].title, records[p].id, found[c, p], expected[c, p]) for c, p in wrong[:5]] == []
    assert set(np.unique(expected)) == {0, 1, 2}


def test_few_pairs_need_the_one_person_engine(asked):
    plan = compile_plan(asked, policy(), AS_OF)
    records = people(150, seed=8)
    _, routed = answers(plan, records, seed="nobody ruled")
    assert 0 < routed / (150 * len(asked)) < 0.35


def test_threads_change_nothing(asked):
    plan = compile_plan(asked, policy(), AS_OF)
    records = people(2500, seed=9)
    one, two = (Screen(plan, threads).answer(_batch(records)) for threads in (1, 2))
    assert (one.met == two.met).all()
    assert (one.possible == two.possible).all()


def test_processes_change_nothing_even_where_one_is_killed(asked, monkeypatch):
    monkeypatch.setattr(deciding, "FEW", 1)
    monkeypatch.setattr(deciding, "AT_ONCE", 5)
    plan = compile_plan(asked, policy(), AS_OF)
    batch = _batch(people(60, seed=10))
    one, screen = Screen(plan).answer(batch), Screen(plan, 2)
    two = screen.answer(batch)
    assert one.routed == two.routed > 5
    screen._deciders._workers[0].kill()
    three = screen.answer(batch)
    for each in (two, three):
        assert (one.met == each.met).all()
        assert (one.possible == each.possible).all()
    assert screen.answer(batch).counts().sum() == one.counts().sum()


def _batch(records):
    return pa.RecordBatch.from_pylist([row_of(record) for record in records], schema=POOL)


def test_more_employments_than_the_kernel_holds_go_to_the_engine(asked):
    plan = compile_plan(asked[:3], policy(), AS_OF)
    record = people(60, seed=3)[-1]
    job = {"id": "e", "title": "Case Aide", "start": "2020-01-01", "end": "2020-01-31", "hours_per_week": 40.0}
    row = {**row_of(record), "employment": [job] * 70}
    found = Screen(plan).answer(pa.RecordBatch.from_pylist([row], schema=POOL))
    assert found.routed == 3
    assert [*(bits(found.met, 1).astype(int) + bits(found.possible, 1))[:, 0]] == engine_says(plan, record_of(row), ())


def test_without_numba_the_answers_are_the_same(asked):
    """The same functions, interpreted: in a process of their own, since the choice is made at import."""
    script = Path(__file__).with_name("interpreted.py")
    root = script.parents[2]
    environment = {**os.environ, "MERITPLAN_INTERPRETED": "1", "PYTHONPATH": f"{root / 'src'}:{root}"}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == digest()
