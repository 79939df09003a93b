"""JSON in, values, JSON out: nothing is lost, and the answer is the same to the byte."""

import json

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.properties.strategies import cases

from meritplan.model import Requirement
from meritplan.model.determination import Determination
from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.ruling import Ruling
from meritplan.qualification import determine_case, encoded

VALUES = {"tree": Requirement, "record": Record, "rulings": tuple[Ruling, ...], "position": Position}


def rewritten(case):
    """The case after each of its parts has become a value and JSON again."""
    parts = {name: msgspec.convert(case[name], kind) for name, kind in VALUES.items()}
    return case | {name: json.loads(msgspec.json.encode(value)) for name, value in parts.items()}


@given(cases())
def test_what_is_read_is_written_again(case):
    for name, kind in VALUES.items():
        value = msgspec.convert(case[name], kind)
        assert msgspec.json.decode(msgspec.json.encode(value), type=kind) == value
    assert rewritten(rewritten(case)) == rewritten(case)


@given(cases())
def test_the_determination_of_a_rewritten_case_is_the_same(case):
    one, other = determine_case(case), determine_case(rewritten(case))
    assert (one.result, one.reasons, one.missing, one.conditional, one.tree) == (
        other.result,
        other.reasons,
        other.missing,
        other.conditional,
        other.tree,
    )


@given(cases())
def test_the_same_case_gives_the_same_bytes(case):
    determination = determine_case(case)
    written = encoded(determination)
    assert encoded(determine_case(json.loads(json.dumps(case)))) == written
    assert msgspec.json.decode(written, type=Determination) == determination


@given(st.data())
def test_a_determination_holds_what_it_was_decided_on(data):
    case = data.draw(cases())
    inputs = determine_case(case).inputs
    assert inputs is not None
    assert determine_case(inputs).result == determine_case(case).result
