"""Open questions decided: the tree changes accordingly, and who decided stays on record."""

from datetime import date

import pytest

from meritplan.model import (
    AllOf,
    AnyOf,
    Condition,
    Education,
    Experience,
    Issue,
    JobClass,
    License,
    Note,
    Span,
    Substitution,
    Unread,
)
from meritplan.plan import ClassEdition, load, write
from meritplan.plan.errors import AdoptedError, SettlementError, UnknownQuestionError
from meritplan.plan.questions import questions
from meritplan.plan.settling import Decider, alike, answer, confirm, enter, no_requirement, read_as

CLERK = Decider(by="A. Clerk", on=date(2026, 3, 2), because="Asked the board, minute 12.")

TREE = AllOf(
    children=(
        Education(level="bachelor", quote="a degree", spans=(Span(0, 8),), doubt="In any field?"),
        AnyOf(
            children=(
                Experience(months=12, quote="a year", spans=(Span(9, 15),)),
                Unread(quote="or what the board may accept", spans=(Span(16, 44),)),
            )
        ),
        Unread(quote="Work is done outdoors.", spans=(Span(45, 67),)),
    ),
    rules=(Substitution(give="experience", target="education", quote="experience will do", doubt="For how much?"),),
)


def edition(tree=TREE, issues=(), state="draft"):
    said = JobClass(title="Case Aide", code="0264", minimum_qualifications=tree)
    return ClassEdition(class_key="0264", number=1, state=state, questions=questions(said, issues), job_class=said)


def tree(one):
    return one.job_class.minimum_qualifications


def test_every_doubt_and_every_unread_text_is_asked_with_its_place():
    asked = [(one.id, one.code, one.path) for one in edition().questions]
    assert asked == [
        ("q1", "MP-R002", ("children", 0)),
        ("q2", "MP-R001", ("children", 1, "children", 1)),
        ("q3", "MP-R001", ("children", 2)),
        ("q4", "MP-R002", ("rules", 0)),
    ]


def test_a_confirmed_reading_loses_its_doubt():
    settled = confirm(edition(), "q1", CLERK)
    assert tree(settled).children[0] == Education(level="bachelor", quote="a degree", spans=(Span(0, 8),))
    made = settled.settlements[0]
    assert (made.by, made.because, made.decision) == ("A. Clerk", "Asked the board, minute 12.", "confirmed")
    assert made.before["doubt"] == "In any field?"
    assert [one.id for one in settled.open_questions] == ["q2", "q3", "q4"]


def test_unread_text_is_given_a_meaning_and_keeps_its_words():
    settled = read_as(edition(), "q2", License(name="Board certificate"), CLERK)
    branch = tree(settled).children[1].children[1]
    assert branch == License(name="Board certificate", quote="or what the board may accept", spans=(Span(16, 44),))


def test_text_that_asks_nothing_stays_as_a_note():
    settled = no_requirement(edition(), "q3", CLERK)
    assert len(tree(settled).children) == 2
    assert tree(settled).rules[-1] == Note(kind="explanation", quote="Work is done outdoors.", spans=(Span(45, 67),))


def test_questions_find_their_words_after_others_moved():
    one = no_requirement(edition(), "q3", CLERK)
    one = read_as(one, "q1", Note(kind="procedure"), CLERK)
    one = read_as(one, "q2", Condition(kind="other"), CLERK)
    assert [type(child).__name__ for child in tree(one).children[0].children] == ["Experience", "Condition"]
    one = confirm(one, "q4", CLERK)
    assert not one.open_questions


def test_a_rule_that_is_a_requirement_joins_the_requirements():
    settled = read_as(edition(), "q4", Experience(months=24), CLERK)
    assert tree(settled).children[-1] == Experience(months=24, quote="experience will do")
    assert tree(settled).rules == ()


def test_a_tree_that_is_one_unread_text_can_ask_nothing():
    settled = no_requirement(edition(Unread(quote="None.", spans=(Span(0, 5),))), "q1", CLERK)
    assert tree(settled) == AllOf(rules=(Note(kind="explanation", quote="None.", spans=(Span(0, 5),)),))


def test_a_doubtful_group_keeps_the_words_below_it():
    group = AnyOf(
        children=(Education(level="bachelor", quote="a degree"), License(name="LSW", quote="a license")),
        doubt="Either or both?",
    )
    settled = no_requirement(edition(AllOf(children=(group,))), "q1", CLERK)
    assert tree(settled).rules[0].quote == "a degree … a license"


def test_facts_are_entered():
    issue = Issue(code="MP-L203", severity="warning", message="“Febuary 30” is no date.")
    settled = enter(edition(issues=(issue,)), "q5", {"revised": "2019-02-28", "probation_months": 6}, CLERK)
    assert (settled.job_class.revised, settled.job_class.probation_months) == (date(2019, 2, 28), 6)
    assert settled.settlements[0].before == {"revised": None, "probation_months": None}


def test_a_question_about_no_requirement_is_answered_in_words():
    issue = Issue(code="MP-L207", severity="warning", message="The bases differ.")
    settled = answer(edition(issues=(issue,)), "q5", CLERK)
    assert settled.settlements[0].decision == "answered"


@pytest.mark.parametrize(
    ("settle", "refusal", "message"),
    [
        (lambda: confirm(edition(), "q9", CLERK), UnknownQuestionError, "open: q1, q2, q3, q4"),
        (lambda: confirm(confirm(edition(), "q1", CLERK), "q1", CLERK), UnknownQuestionError, "no open question q1"),
        (lambda: confirm(edition(), "q2", CLERK), SettlementError, "nobody has read yet"),
        (lambda: answer(edition(), "q1", CLERK), SettlementError, "is about a requirement"),
        (lambda: enter(edition(), "q1", {"colour": "red"}, CLERK), SettlementError, "colour is no fact"),
        (lambda: enter(edition(), "q1", {"revised": "soon"}, CLERK), SettlementError, "Invalid"),
        (lambda: confirm(edition(state="adopted"), "q1", CLERK), AdoptedError, "plan revise"),
        (
            lambda: no_requirement(edition(AnyOf(children=(Unread(quote="x"),))), "q1", CLERK),
            SettlementError,
            "at least one branch",
        ),
    ],
)
def test_refusals_name_their_cause(settle, refusal, message):
    with pytest.raises(refusal, match=message):
        settle()


def test_the_same_question_about_the_same_words_is_found_everywhere(plan):
    second = ClassEdition(
        **{name: getattr(edition(), name) for name in ("questions", "job_class")}, class_key="0265", number=1
    )
    plan = write(
        plan,
        [
            edition(),
            second,
            edition(Unread(quote="Etc."), state="adopted").__class__(
                class_key="0266", number=1, questions=edition().questions, state="adopted", job_class=second.job_class
            ),
        ],
    )
    found = alike(plan, plan.by_key["0265"].newest, "q3")
    assert [(one.class_key, question) for one, question in found] == [("0265", "q3"), ("0264", "q3")]


def test_a_settled_edition_is_written_and_read_like_any_other(plan):
    settled = read_as(confirm(edition(), "q1", CLERK), "q2", License(name="LSW"), CLERK)
    write(plan, [settled])
    assert load(plan.root).classes[0].newest == settled
