"""What must hold of the engine, and of the reference evaluator it is checked against, whatever the case."""

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from tests import oracle
from tests.properties import engine
from tests.properties.settlements import more_evidence, reordered, settled
from tests.properties.strategies import FORMS, cases

EVALUATORS = {"engine": engine.evaluate, "oracle": oracle.evaluate}
RANK = {"not_met": 0, "undetermined": 1, "met": 2}

evaluators = pytest.mark.parametrize("evaluate", EVALUATORS.values(), ids=EVALUATORS)
many = settings(max_examples=3 * settings.default.max_examples)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_the_engine_answers_as_the_oracle(form, data):
    case = data.draw(cases(form))
    expected = oracle.evaluate(case)
    event(f"{form}: {expected['result']}")
    assert engine.evaluate(case) == expected


@evaluators
@many
@given(data=st.data())
def test_however_the_unknowns_are_settled_the_answer_lies_within_the_earlier_bounds(evaluate, data):
    case = data.draw(cases())
    before = evaluate(case)
    after = evaluate(data.draw(settled(case)))
    event(f"{before['result']} -> {after['result']}")
    assert before["result"] in (after["result"], "undetermined")


@evaluators
@many
@given(data=st.data())
def test_more_evidence_never_lowers_the_answer(evaluate, data):
    case = data.draw(cases())
    before = evaluate(case)
    after = evaluate(data.draw(more_evidence(case)))
    event(f"{before['result']} -> {after['result']}")
    assert RANK[after["result"]] >= RANK[before["result"]]


@evaluators
@given(data=st.data())
def test_the_order_of_children_employments_and_rulings_does_not_matter(evaluate, data):
    case = data.draw(cases())
    assert evaluate(data.draw(reordered(case))) == evaluate(case)
