"""Worked determinations: those of the State of Alder, and those of the reference material."""

import json

from meritplan.qualification import determine_case, encoded, verify


def disagreements(folder):
    """Name, expected and given answer of every case of a folder that comes out otherwise."""
    cases = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    assert cases
    answers = [(case["id"], case["expect"], answer(case)) for case in cases]
    return [each for each in answers if each[1] != each[2]]


def answer(case):
    found = determine_case(case)
    stored = encoded(found)
    assert verify(json.loads(stored), stored).same
    assert found.shortfall_months == (found.missing[0].months if found.missing else None)
    return {
        "result": found.result,
        "reason_kinds": sorted({reason.kind for reason in found.reasons}),
        "shortfall_months": found.shortfall_months,
        "conditional": bool(found.conditional),
    }


def test_worked_cases_of_the_state_of_alder(repository):
    assert disagreements(repository / "tests" / "documents" / "determinations") == []


def test_worked_cases_of_the_reference_material(shared):
    assert disagreements(shared / "gold" / "determinations" / "dev") == []
