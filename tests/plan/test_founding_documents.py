"""A university series that holds two maturities, and wording of before, in one document."""

from datetime import date

import pytest

from meritplan.cli.plan.options import today
from meritplan.plan import as_of, create, write
from meritplan.plan.intake import Intake
from meritplan.plan.publication import publish
from meritplan.plan.settling import Decider
from meritplan.reading.pipeline import read_path


@pytest.fixture
def universities(shared, tmp_path):
    """The series, imported."""
    (document,) = (shared / "seeds").glob("002_*.txt")
    plan = create(tmp_path / "plan", title="Plan of the university system")
    intake = Intake(plan, by="A. Clerk", on=today())
    intake.take(read_path(document), document.name, ".txt")
    return write(plan, intake.documents())


def test_dated_classes_are_drafts_with_their_day_and_undated_ones_in_circulation(universities):
    found = {one.code: (one.newest.state, one.newest.dated) for one in universities.classes}
    assert found == {
        "0264": ("draft", date(2011, 11, 15)),
        "4260": ("draft", date(2011, 11, 15)),
        "0876": ("circulated", None),
        "3730": ("circulated", None),
        "3729": ("circulated", None),
    }


def test_wording_of_before_is_an_edition_that_asked_for_a_license(universities):
    before, now = universities.by_code["3730"].editions
    assert now.basis == before.number
    children = before.job_class.minimum_qualifications.children
    assert [type(child).__name__ for child in children] == ["Education", "Experience", "License"]
    assert [one.code for one in before.open_questions if one.code.startswith("MP-P")] == ["MP-P013"]
    assert len(universities.by_code["0876"].editions) == 1


def test_the_wording_of_before_applies_until_the_new_one_does(universities):
    who = Decider(by="A. Clerk", on=date(2026, 3, 2), because="Minute 12.")
    before, now = universities.by_code["3730"].editions
    plan = write(universities, publish(universities, [before], who, effective=date(2004, 1, 1), despite="as it was"))
    now = plan.by_code["3730"].edition(now.number)
    plan = write(plan, publish(plan, [now], who, effective=date(2026, 7, 1), despite="adopted"))
    numbers = [as_of(plan, day).by_code["3730"].number for day in (date(2026, 6, 30), date(2026, 7, 1))]
    assert numbers == [before.number, now.number]
