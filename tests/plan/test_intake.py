"""Documents come into a plan: matched, compared, kept apart by source; nothing a person did is undone."""

from datetime import date

import msgspec
import pytest

from meritplan.model import AllOf, Education, Experience, Group, Issue, JobClass, Reading, Source, Span, Unread
from meritplan.plan import load, newest, write
from meritplan.plan.carrying import as_before
from meritplan.plan.intake import Intake
from meritplan.plan.settling import Decider, no_requirement, read_as

TODAY = date(2026, 3, 2)
CLERK = Decider(by="A. Clerk", on=TODAY, because="The board said so.")


def reading(*classes, sha="a", groups=(), issues=()):
    return Reading(
        layout="general",
        sources=(Source(path="x.txt", sha256=sha * 64, media_type="text/plain"),),
        classes=classes,
        groups=groups,
        issues=issues,
    )


def taken(plan, *readings):
    """The plan after these documents came in one after the other, and what became of each class."""
    intake, arrivals = Intake(plan, by="A. Clerk", on=TODAY), []
    for number, one in enumerate(readings):
        arrivals += intake.take(one, f"{number}.txt", ".txt")
    return write(plan, intake.documents()), arrivals


def outcomes(arrivals):
    return [(one.key, one.number, one.outcome) for one in arrivals]


AIDE = JobClass(
    title="Case Aide", code="0264", minimum_qualifications=Education(level="associate", quote="An associate degree")
)
RAISED = JobClass(
    title="Case Aide", code="0264", minimum_qualifications=Education(level="bachelor", quote="A bachelor's degree")
)


def test_a_class_comes_in_as_a_draft_with_its_source(plan):
    plan, arrivals = taken(plan, reading(AIDE, sha="a"))
    assert outcomes(arrivals) == [("0264", 1, "new class")]
    edition = load(plan.root).classes[0].newest
    assert (edition.state, edition.job_class, edition.sources[0].sha256) == ("draft", AIDE, "a" * 64)
    assert plan.sources[0].editions == ("classes/0264/1.yaml",)


def test_the_same_words_in_another_copy_are_no_new_edition(plan):
    moved = JobClass(
        title="Case Aide",
        code="0264",
        minimum_qualifications=Education(level="associate", quote="An associate degree", spans=(Span(5, 24),)),
    )
    plan, arrivals = taken(plan, reading(AIDE, sha="a"), reading(moved, sha="b"))
    assert outcomes(arrivals) == [("0264", 1, "new class"), ("0264", 1, "unchanged")]
    assert [one.editions for one in plan.sources] == [("classes/0264/1.yaml",)] * 2


def test_other_words_are_a_new_edition_that_says_what_changed(plan):
    plan, arrivals = taken(plan, reading(AIDE, sha="a"), reading(RAISED, sha="b"))
    assert outcomes(arrivals)[1] == ("0264", 2, "new edition")
    assert arrivals[1].changed == ("minimum_qualifications",)
    assert [one.basis for one in plan.classes[0].editions] == [None, 1]


def test_a_document_of_an_earlier_day_rests_on_none_of_a_later_one(plan):
    new = JobClass(title="Case Aide", code="0264", revised=date(2018, 5, 1))
    old = JobClass(title="Case Aide", code="0264", revised=date(2015, 5, 1))
    plan, _ = taken(plan, reading(new, sha="a"), reading(old, sha="b"))
    assert [(one.number, one.basis) for one in plan.classes[0].editions] == [(1, None), (2, None)]
    assert plan.classes[0].newest.number == 1


def test_a_draft_nobody_worked_on_is_replaced_when_its_document_is_read_again(plan):
    plan, _ = taken(plan, reading(AIDE, sha="a"))
    plan, arrivals = taken(plan, reading(RAISED, sha="a"))
    assert outcomes(arrivals) == [("0264", 1, "read again")]
    assert plan.classes[0].newest.job_class == RAISED


def test_what_a_person_settled_stays_when_the_document_is_read_again(plan):
    doubtful = JobClass(title="Case Aide", code="0264", minimum_qualifications=AllOf(children=(Unread(quote="Etc."),)))
    plan, _ = taken(plan, reading(doubtful, sha="a"))
    settled = no_requirement(plan.classes[0].newest, "q1", CLERK)
    plan, arrivals = taken(write(plan, [settled]), reading(RAISED, sha="a"))
    assert outcomes(arrivals) == [("0264", 1, "kept")]
    assert plan.classes[0].newest == settled


def doubtful(start, duty="Visits families."):
    """A class one of whose sentences was not understood, as a copy of the document prints it from ``start`` on."""
    quote = "One season with a survey party"
    season = Unread(quote=quote, spans=(Span(start, start + len(quote)),))
    degree = Education(level="associate", quote="An associate degree")
    return JobClass(
        title="Case Aide", code="0264", summary=duty, minimum_qualifications=AllOf(children=(degree, season))
    )


@pytest.mark.parametrize(
    "settle",
    [
        lambda edition: no_requirement(edition, "q1", CLERK),
        lambda edition: read_as(edition, "q1", Experience(months=6, function="survey party"), CLERK),
    ],
)
def test_another_copy_of_what_was_settled_is_no_new_edition(plan, settle):
    plan, _ = taken(plan, reading(doubtful(10), sha="a"))
    plan = write(plan, [settle(plan.classes[0].newest)])
    plan, arrivals = taken(plan, reading(doubtful(80), sha="b"))
    assert outcomes(arrivals) == [("0264", 1, "unchanged")]


def test_what_was_settled_of_the_same_words_is_repeated_when_somebody_says_so(plan):
    plan, _ = taken(plan, reading(doubtful(10), sha="a"))
    season = Experience(months=6, function="survey party")
    plan = write(plan, [read_as(plan.classes[0].newest, "q1", season, CLERK)])
    plan, arrivals = taken(plan, reading(doubtful(80, duty="Visits families and schools."), sha="b"))
    assert outcomes(arrivals) == [("0264", 2, "new edition")]
    first, second = plan.classes[0].editions
    assert [one.id for one in second.open_questions] == ["q1"]
    repeated = as_before(second, [first, second])
    assert repeated.open_questions == ()
    assert (repeated.settlements[0].by, repeated.settlements[0].on) == (CLERK.by, CLERK.on)
    assert repeated.settlements[0].because == "The board said so. (as in edition 1)"
    node = repeated.job_class.minimum_qualifications.children[1]
    assert (node.months, node.spans[0].start) == (6, 80)


def test_what_two_editions_decided_differently_stays_open(plan):
    plan, _ = taken(plan, reading(doubtful(10), sha="a"), reading(doubtful(80, duty="Visits schools."), sha="b"))
    first, second = plan.classes[0].editions
    earlier = [no_requirement(first, "q1", CLERK), read_as(second, "q1", Experience(months=6), CLERK)]
    third = msgspec.structs.replace(second, number=3)
    assert as_before(third, earlier) == third


def test_a_class_without_a_code_is_known_by_its_title_present_or_former(plan):
    named = JobClass(title="Social Worker – Senior")
    renamed = JobClass(title="Senior Social Worker", former_titles=("Social Worker – Senior",), code="0300")
    later = JobClass(title="SOCIAL WORKER - SENIOR", summary="Leads others.")
    plan, arrivals = taken(plan, reading(named), reading(later, sha="b"))
    assert [(one.key, one.matched_by) for one in arrivals] == [
        ("social-worker-senior", None),
        ("social-worker-senior", "title"),
    ]
    plan, arrivals = taken(plan, reading(renamed, sha="c"))
    assert arrivals[0].key == "0300", "another title with a code of its own is another class until a person says so"


def test_a_known_code_under_an_unknown_title_is_asked_about(plan):
    plan, _ = taken(plan, reading(AIDE))
    worker = JobClass(title="Case Worker", code="0264")
    plan, arrivals = taken(plan, reading(worker, sha="b"))
    assert (arrivals[0].outcome, arrivals[0].questions) == ("new edition", 1)
    question = newest(plan).by_key["0264"].open_questions[0]
    assert question.code == "MP-P010"
    assert "“Case Aide”; the document says “Case Worker”" in question.text
    assert plan.named("case aide") == plan.named("Case Worker")


def test_a_former_title_the_document_prints_is_no_question(plan):
    plan, _ = taken(plan, reading(AIDE))
    worker = JobClass(title="Case Worker", code="0264", former_titles=("Case Aide",))
    _, arrivals = taken(plan, reading(worker, sha="b"))
    assert (arrivals[0].matched_by, arrivals[0].questions) == ("code", 0)


def test_several_bearers_of_a_title_are_asked_about(plan):
    one, other = JobClass(title="Clerk", code="1"), JobClass(title="Clerk", code="2")
    plan, _ = taken(plan, reading(one, sha="a"), reading(other, sha="b"))
    plan, arrivals = taken(plan, reading(JobClass(title="Clerk"), sha="c"))
    assert (arrivals[0].key, arrivals[0].questions) == ("clerk", 1)
    assert plan.by_key["clerk"].newest.open_questions[0].code == "MP-P011"


def test_wording_of_before_is_an_edition_of_its_own_and_a_row_of_zeros_a_circulated_one(plan):
    printed = JobClass(
        title="Case Supervisor",
        code="0876",
        level="IV",
        minimum_qualifications=Experience(months=36, quote="three years"),
        prior_qualifications=Experience(months=48, quote="four years"),
    )
    zeros = Issue(code="MP-L008", severity="warning", message="The date is 00/00/00.", class_code="0876")
    dated = JobClass(title="Case Aide", code="0264", effective_date=date(2011, 11, 15))
    plan, arrivals = taken(plan, reading(printed, dated, issues=(zeros,)))
    assert outcomes(arrivals)[:2] == [("0876", 1, "new class"), ("0876", 2, "new edition")]
    before, now = plan.by_key["0876"].editions
    assert (before.state, before.job_class.minimum_qualifications.months) == ("draft", 48)
    assert "the wording before" in before.note
    assert [one.code for one in before.open_questions] == ["MP-P013"]
    assert (now.state, now.basis, now.job_class.prior_qualifications) == ("circulated", 1, None)
    assert plan.by_key["0264"].newest.dated == date(2011, 11, 15)
    again, arrivals = taken(plan, reading(printed, dated, issues=(zeros,)))
    assert {one.outcome for one in arrivals} == {"unchanged"}
    assert again.classes == plan.classes


def test_a_class_described_twice_in_a_document_is_asked_about(plan):
    plan, arrivals = taken(plan, reading(AIDE, RAISED))
    assert outcomes(arrivals) == [("0264", 1, "new class"), ("0264", 2, "new edition")]
    assert plan.classes[0].newest.open_questions[0].code == "MP-P012"


def test_groups_are_shared_where_they_say_the_same_and_apart_where_not(plan):
    series = Group(kind="series", title="Case Work", narrative="They work on cases.")
    other = Group(kind="series", title="Case Work", narrative="They work on other cases.")
    member = JobClass(title="Case Aide", code="1", group="Case Work")
    second = JobClass(title="Case Worker", code="2", group="Case Work")
    third = JobClass(title="Case Clerk", code="3", group="Case Work")
    plan, _ = taken(
        plan,
        reading(member, groups=(series,), sha="a"),
        reading(second, groups=(series,), sha="b"),
        reading(third, groups=(other,), sha="c"),
    )
    assert [one.newest.group for one in plan.classes] == ["case-work", "case-work", "case-work-2"]
    assert {one.key: len(one.sources) for one in plan.groups} == {"case-work": 2, "case-work-2": 1}


@pytest.mark.parametrize("code", ["../../x", "A/B", "x" * 60])
def test_a_code_that_is_no_name_for_a_folder_makes_none(plan, code):
    plan, _ = taken(plan, reading(JobClass(title="Case Aide", code=code)))
    assert plan.classes[0].key == "case-aide"
    assert plan.named(code) == plan.classes
