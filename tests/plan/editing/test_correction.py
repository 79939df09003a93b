"""A corrected requirement in its edition: questions settled by it, new ones asked, the correction kept."""

from datetime import date

import msgspec
import pytest

from meritplan.model import AllOf, Condition, Education, JobClass, Note, Unread
from meritplan.plan import ClassEdition
from meritplan.plan.editing import Cut, Delete, Recast, Shift, corrected, replay
from meritplan.plan.errors import AdoptedError
from meritplan.plan.questions import questions
from meritplan.plan.settling import Decider

ADA = Decider(by="ada", on=date(2026, 3, 1), because="Read against the printed page.")
TREE = AllOf(
    children=(
        Education(level="bachelor", quote="a degree"),
        Condition(quote="trail crews preferred", doubt="Is it a requirement?"),
        Unread(quote="Good boots."),
    )
)
CLASS = JobClass(title="Trail Crew Leader", code="4105", minimum_qualifications=TREE)
DRAFT = ClassEdition(class_key="4105", number=1, questions=questions(CLASS, ()), job_class=CLASS)


def _corrected(*taken):
    return corrected(DRAFT, "minimum", replay(TREE, taken), ADA)


def test_a_question_about_a_part_that_was_read_is_settled():
    made = _corrected(Recast(path=("children", 2), node=Note()))
    assert [one.id for one in made.open_questions] == ["q1"]
    (settled,) = made.settlements
    assert (settled.question, settled.decision, settled.by) == ("q2", "read as", "ada")
    assert settled.before == {"type": "unread", "quote": "Good boots."}
    assert made.events[-1].what == "requirement corrected: minimum"
    assert made.events[-1].because == ADA.because


def test_a_part_that_only_moved_stays_in_question():
    made = _corrected(Shift(path=("children", 1), way="up"))
    assert [one.id for one in made.open_questions] == ["q1", "q2"]
    assert made.settlements == ()


def test_words_given_back_are_asked_about():
    made = _corrected(Delete(path=("children", 0)))
    assert [(one.id, one.code, one.quote) for one in made.open_questions] == [
        ("q1", "MP-R002", "trail crews preferred"),
        ("q2", "MP-R001", "Good boots."),
        ("q3", "MP-R001", "a degree"),
    ]


def test_a_doubtful_part_that_was_split_is_asked_about_anew():
    made = _corrected(Cut(path=("children", 1), start=0, end=11))
    assert [(one.id, one.quote) for one in made.open_questions] == [
        ("q2", "Good boots."),
        ("q3", "trail crews"),
        ("q4", "preferred"),
    ]


def test_what_is_adopted_stays():
    adopted = msgspec.structs.replace(DRAFT, state="adopted", effective_from=date(2026, 1, 1))
    with pytest.raises(AdoptedError):
        corrected(adopted, "minimum", TREE, ADA)
