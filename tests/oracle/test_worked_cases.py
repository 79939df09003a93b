"""The oracle gives the expected answer of every worked case."""

import json

from tests.oracle import evaluate


def disagreements(folder):
    """Name, expected and given answer of every case of a folder that the oracle decides otherwise."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    assert cases
    return [(case["id"], case["expect"], evaluate(case)) for case in cases if evaluate(case) != case["expect"]]


def test_worked_cases_of_the_reference_material(shared):
    assert disagreements(shared / "gold" / "determinations" / "dev") == []


def test_worked_cases_of_the_state_of_alder(repository):
    assert disagreements(repository / "tests" / "documents" / "determinations") == []
