"""Editions come into force, follow each other without a gap or an overlap, and are never deleted."""

from datetime import date

import msgspec
import pytest

from meritplan.model import AllOf, JobClass, Unread
from meritplan.plan import ClassEdition, as_of, load, newest, write
from meritplan.plan.errors import (
    NoEffectiveDateError,
    OpenQuestionsError,
    OverlapError,
    StateError,
    UnknownClassError,
)
from meritplan.plan.identity import in_sequence
from meritplan.plan.publication import circulate, formerly, publish, retire, revise, withdraw
from meritplan.plan.questions import questions
from meritplan.plan.settling import Decider

CLERK = Decider(by="A. Clerk", on=date(2026, 3, 2), because="Minute 12.")


def draft(number=1, *, key="0264", printed=None, doubtful=False):
    tree = AllOf(children=(Unread(quote="Etc."),)) if doubtful else None
    said = JobClass(title="Case Aide", code=key, effective_date=printed, minimum_qualifications=tree)
    return ClassEdition(class_key=key, number=number, questions=questions(said, ()), job_class=said)


def days(plan, key="0264"):
    return [(one.effective_from, one.effective_to) for one in plan.by_key[key].editions]


def published(plan, edition, **how):
    return write(plan, publish(plan, [edition], CLERK, **how))


def test_an_edition_ends_the_day_before_the_next_one_begins(plan):
    first, second = draft(1), draft(2)
    plan = write(plan, [first, second])
    plan = published(plan, first, effective=date(2020, 1, 1))
    plan = published(plan, second, effective=date(2026, 7, 1))
    assert days(plan) == [(date(2020, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), None)]
    numbers = {day: [one.number for one in as_of(plan, day).editions] for day in (date(2026, 6, 30), date(2026, 7, 1))}
    assert numbers == {date(2026, 6, 30): [1], date(2026, 7, 1): [2]}
    assert plan.by_key["0264"].editions[0].events[-1].what == "ended"


def test_an_older_wording_published_later_ends_where_the_next_one_began(plan):
    now, before = draft(2), draft(1)
    plan = write(plan, [now, before])
    plan = published(plan, now, effective=date(2026, 7, 1))
    plan = published(plan, before, effective=date(2011, 11, 15))
    assert days(plan) == [(date(2011, 11, 15), date(2026, 6, 30)), (date(2026, 7, 1), None)]


def test_several_editions_of_a_class_published_at_once_follow_each_other(plan):
    plan = write(plan, [draft(1, printed=date(2020, 1, 1)), draft(2, printed=date(2024, 1, 1))])
    plan = write(plan, publish(plan, plan.classes[0].editions, CLERK))
    assert days(plan) == [(date(2020, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), None)]


def test_the_printed_effective_date_holds_unless_another_is_named(plan):
    plan = write(plan, [draft(printed=date(2011, 11, 15))])
    assert days(published(plan, plan.classes[0].newest))[0][0] == date(2011, 11, 15)


def test_open_questions_stop_a_publication_unless_a_reason_is_given(plan):
    plan = write(plan, [draft(doubtful=True)])
    with pytest.raises(OpenQuestionsError, match=r"classes/0264/1\.yaml q1: Not understood"):
        published(plan, plan.classes[0].newest, effective=date(2026, 7, 1))
    plan = published(plan, plan.classes[0].newest, effective=date(2026, 7, 1), despite="The exam is on Monday.")
    event = plan.classes[0].newest.events[-1]
    assert (event.by, event.because, event.open_questions) == ("A. Clerk", "The exam is on Monday.", ("q1",))


def test_two_editions_never_begin_on_one_day(plan):
    plan = write(plan, [draft(1), draft(2)])
    plan = published(plan, plan.classes[0].editions[0], effective=date(2026, 7, 1))
    with pytest.raises(OverlapError, match="begins on 2026-07-01 as well"):
        published(plan, plan.classes[0].editions[1], effective=date(2026, 7, 1))


def test_steps_that_do_not_follow_are_refused(plan):
    plan = published(write(plan, [draft()]), draft(), effective=date(2020, 1, 1))
    in_force = plan.classes[0].newest
    with pytest.raises(StateError, match="only drafts and circulated"):
        publish(plan, [in_force], CLERK, effective=date(2027, 1, 1))
    with pytest.raises(StateError, match="is in force"):
        withdraw(in_force, CLERK)
    with pytest.raises(StateError, match="only a draft is circulated"):
        circulate(in_force, CLERK)
    with pytest.raises(NoEffectiveDateError, match="--effective"):
        publish(plan, [draft()], CLERK)


def test_a_withdrawn_draft_stays_and_applies_to_nobody(plan):
    plan = write(plan, [withdraw(circulate(draft(), CLERK), CLERK)])
    assert [one.what for one in plan.classes[0].newest.events] == ["circulated", "withdrawn"]
    assert newest(plan).editions == ()


def test_a_revision_begins_with_what_is_in_force(plan):
    plan = published(write(plan, [draft()]), draft(), effective=date(2020, 1, 1))
    one = plan.classes[0]
    begun = revise(one, one.newest, CLERK)
    assert (begun.number, begun.state, begun.basis, begun.job_class) == (2, "draft", 1, one.newest.job_class)


def test_a_retired_class_says_what_replaced_it_and_stays(plan):
    plan = published(write(plan, [draft(), draft(key="0265")]), draft(), effective=date(2020, 1, 1))
    with pytest.raises(UnknownClassError, match="0999"):
        retire(plan, plan.by_key["0264"], CLERK, ("0999",))
    plan = write(plan, retire(plan, plan.by_key["0264"], CLERK, ("0265",)))
    assert load(plan.root) == plan
    assert [bool(as_of(plan, day).editions) for day in (date(2026, 3, 2), date(2026, 3, 3))] == [True, False]
    assert plan.by_key["0264"].record.retired.replaced_by == ("0265",)
    assert [one.class_key for one in newest(plan).editions] == ["0265"]
    with pytest.raises(StateError, match="was retired"):
        retire(plan, plan.by_key["0264"], CLERK)


def test_a_revision_is_newer_than_what_it_revises_whatever_day_its_document_bears(plan):
    plan = published(
        write(plan, [draft(printed=date(1990, 1, 1))]), draft(printed=date(1990, 1, 1)), effective=date(2026, 1, 1)
    )
    plan = write(plan, [revise(plan.classes[0], plan.classes[0].newest, CLERK)])
    assert (plan.classes[0].newest.number, plan.classes[0].newest.state) == (2, "draft")


def test_a_document_entered_late_is_not_newer_than_one_with_a_later_day():
    editions = [draft(1, printed=date(2018, 1, 1)), draft(2, printed=date(2015, 1, 1)), withdraw(draft(3), CLERK)]
    assert [one.number for one in in_sequence(editions)] == [3, 2, 1]


def test_a_class_its_document_calls_abolished_applies_no_longer_than_that(plan):
    said = JobClass(title="Case Aide", code="0264", abolished=date(2014, 6, 30))
    plan = write(plan, [msgspec.structs.replace(draft(), job_class=said)])
    with pytest.raises(StateError, match="abolished on 2014-06-30"):
        publish(plan, [plan.classes[0].newest], CLERK, effective=date(2026, 7, 1))
    plan = published(plan, plan.classes[0].newest, effective=date(2001, 1, 1))
    assert days(plan) == [(date(2001, 1, 1), date(2014, 6, 30))]


def test_a_class_is_found_under_the_names_it_had(plan):
    plan = write(plan, [draft(), draft(key="0265")])
    one = plan.by_key["0264"]
    record = formerly(plan, one, titles=("Case Attendant",), codes=("0164",), until=date(2001, 6, 30))
    plan = write(plan, [record])
    assert plan.named("case attendant") == plan.named("0164") == (plan.by_key["0264"],)
    assert load(plan.root) == plan
    with pytest.raises(StateError, match="belongs to another class now"):
        formerly(plan, one, codes=("0265",))


def test_an_adopted_edition_is_not_in_force_before_its_day(plan):
    plan = published(write(plan, [draft()]), draft(), effective=date(2030, 1, 1))
    edition = plan.classes[0].newest
    standings = [edition.standing(day) for day in (date(2029, 12, 31), date(2030, 1, 1))]
    assert standings == ["adopted", "in force"]
    assert msgspec.structs.replace(edition, effective_to=date(2031, 1, 1)).standing(date(2031, 1, 2)) == "superseded"
