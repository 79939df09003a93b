"""Pay kept with a plan: indexes, pay plans and bands as its documents, and what one class is paid on a day."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from meritplan.model import JobClass
from meritplan.model.job_class import Pay, PayRange
from meritplan.pay import (
    BandAssignment,
    BandError,
    BandReview,
    PayFileError,
    PayKeptError,
    check_pay,
    docket,
    lint_subject,
    pay_book,
    pay_of,
    rule,
    take_pay,
    take_printed_bands,
)
from meritplan.pay.keeping import assigned, reviewed
from meritplan.plan import ClassEdition, Document, create, load, write
from meritplan.plan.lint import chosen, lint
from meritplan.plan.validation import validate

TODAY = date(2026, 11, 21)
WHO = {"by": "T. Brandvold", "on": TODAY}
SCALE = (
    b"class_code,title,range,low,high,unit\n0412,River Warden,A,3000,3757,month\n0412,River Warden,B,3400,4250,month\n"
)
RAISED = b"class_code,title,range,low,high,unit\n0412,River Keeper,A,3090,3870,month\n"
GRADES = """format: meritplan-pay-plan/1
title: Alder general pay plan
unit: year
effective_from: {day}
grades:
  - {{grade: AL04, low: "{low}", market: "38700.00", high: "45800.00"}}
  - {{grade: "55", kind: band, low: "37900.00", high: "55100.00"}}
  - {{grade: "60", kind: band, low: "42400.00", high: "61700.00"}}
"""


def edition(key, title, pay=None):
    return ClassEdition(
        class_key=key,
        number=1,
        state="adopted",
        effective_from=date(2022, 7, 1),
        job_class=JobClass(title=title, code=key, pay=pay),
    )


@pytest.fixture
def alder(tmp_path):
    plan = create(tmp_path / "alder", title="Classification plan of the State of Alder")
    return write(
        plan,
        [
            edition("0412", "River Warden"),
            edition("4102", "Park and Trail Worker II", Pay(grade="AL04")),
            edition("T4093O", "Water Resource Technician-O", Pay(band="55", alternative_band="60")),
            edition("T4093B", "Water Resource Technician-B", Pay(band="50")),
            edition("C-6010", "Ferry Deckhand", Pay(ranges=(PayRange(low=24.1, high=31.85, unit="hour"),))),
            edition("0999", "Clerk of the Weir"),
        ],
    )


def paid(plan, key, on=TODAY):
    return pay_of(pay_book(plan), plan.by_key[key], on)


def test_an_index_is_kept_by_its_day_with_the_published_file(alder):
    plan, arrival = take_pay(alder, SCALE, "scale.csv", as_of=date(2025, 7, 1), **WHO)
    assert (arrival.kept.outcome, arrival.kept.document) == ("new", "pay/indexes/2025-07-01.yaml")
    assert load(plan.root) == plan
    assert (plan.root / plan.sources[0].original).read_bytes() == SCALE
    assert validate(plan) == ()
    again, arrival = take_pay(plan, SCALE, "scale.csv", as_of=date(2025, 7, 1), **WHO)
    assert (again, arrival.kept.outcome) == (plan, "unchanged")


def test_another_index_of_the_day_takes_its_place_only_when_that_is_said(alder):
    plan, _ = take_pay(alder, SCALE, "scale.csv", as_of=date(2025, 7, 1), **WHO)
    with pytest.raises(PayKeptError, match="--replace"):
        take_pay(plan, RAISED, "corrected.csv", as_of=date(2025, 7, 1), **WHO)
    plan, arrival = take_pay(plan, RAISED, "corrected.csv", as_of=date(2025, 7, 1), replace=True, **WHO)
    assert arrival.kept.outcome == "replaced"
    assert len(pay_book(plan).indexes) == 1


def test_a_class_is_paid_by_the_latest_index_of_the_day(alder):
    plan, _ = take_pay(alder, SCALE, "2025.csv", as_of=date(2025, 7, 1), **WHO)
    plan, _ = take_pay(plan, RAISED, "2026.csv", as_of=date(2026, 7, 1), **WHO)
    assert paid(plan, "0412", date(2025, 6, 30)).statements == ()
    then = paid(plan, "0412", date(2026, 6, 30))
    assert [(one.name, one.low, one.high, one.unit) for one in then.ranges] == [
        ("A", Decimal("3000.00"), Decimal("3757.00"), "month"),
        ("B", Decimal("3400.00"), Decimal("4250.00"), "month"),
    ]
    assert paid(plan, "0412").holds.since == date(2026, 7, 1)


def test_an_index_without_a_day_answers_for_no_day(alder):
    plan, arrival = take_pay(alder, SCALE, "scale.csv", **WHO)
    assert arrival.kept.document.startswith("pay/indexes/undated-")
    assert paid(plan, "0412").statements == ()


def test_a_new_pay_plan_ends_the_one_before(alder):
    plan, _ = take_pay(alder, GRADES.format(day="2025-07-01", low="31900.00").encode(), "2025.yaml", **WHO)
    plan, arrival = take_pay(plan, GRADES.format(day="2026-07-01", low="32850.00").encode(), "2026.yaml", **WHO)
    assert arrival.kept.ended == "pay/plans/alder-general-pay-plan-2025-07-01.yaml"
    assert [one.plan.effective_to for one in pay_book(plan).plans] == [date(2026, 6, 30), None]
    assert [paid(plan, "4102", day).ranges[0].low for day in (date(2026, 6, 30), date(2026, 7, 1))] == [
        Decimal("31900.00"),
        Decimal("32850.00"),
    ]
    assert [each.number for each in paid(plan, "4102").ranges[0].zones] == [1, 2, 3, 4]
    assert check_pay(plan, pay_book(plan), TODAY)[0].issue.code == "MP-Y046"  # band 50 is in no pay plan


def test_a_grade_without_a_pay_plan_is_a_name_and_no_amount(alder):
    found = paid(alder, "4102")
    assert (found.holds.name, found.ranges) == ("AL04", ())
    assert [one.code for one in found.issues] == ["MP-Y046"]
    assert "4102" in {one.class_code for one in found.issues}


def test_what_the_specification_prints_is_said_where_nothing_else_is(alder):
    found = paid(alder, "C-6010")
    assert found.holds.ground == "specification"
    assert (found.ranges[0].low, found.ranges[0].high) == (Decimal("24.1"), Decimal("31.85"))
    assert paid(alder, "0999").statements == ()


def test_an_alternative_band_replaces_the_base_band_until_it_is_removed(alder):
    plan, _ = take_pay(alder, GRADES.format(day="2020-01-01", low="31900.00").encode(), "plan.yaml", **WHO)
    plan, _ = take_printed_bands(plan)
    said = BandAssignment(
        class_code="T4093O", alternative_band="60", assigned=date(2024, 7, 1), minute="2024-06 item 4"
    )
    plan = write(plan, assigned(pay_book(plan), said).documents)
    assert [one.name for one in paid(plan, "T4093O", date(2024, 6, 30)).statements] == ["55"]
    assert [one.name for one in paid(plan, "T4093O", date(2024, 7, 1)).statements] == ["60", "55"]
    gone = BandReview(on=date(2025, 7, 10), recommended="remove", decision="remove", minute="2025-07 item 2")
    plan = write(plan, reviewed(pay_book(plan), "T4093O", gone).documents)
    assert [one.name for one in paid(plan, "T4093O", date(2025, 7, 10)).statements] == ["55"]


def year_of_the_docket(plan):
    """From the descriptions to the second review, as an office enters it."""
    plan, _ = take_printed_bands(plan)
    said = BandAssignment(
        class_code="T4093O", alternative_band="60", assigned=date(2024, 7, 1), minute="2024-06 item 4"
    )
    plan = write(plan, assigned(pay_book(plan), said).documents)
    review = BandReview(on=date(2025, 7, 10), recommended="continue")
    plan = write(plan, reviewed(pay_book(plan), "T4093O", review).documents)
    yield plan
    decided = msgspec.structs.replace(review, decision="continue", minute="2025-07 item 2")
    yield write(plan, reviewed(pay_book(plan), "T4093O", decided).documents)


def standing(plan, on):
    book = pay_book(plan)
    return {one.assignment.class_code: one for one in docket(book.assignments, rule(book.rule), on).entries}


def test_the_docket_from_description_to_decision(alder):
    """Which band, the description says; since when, somebody enters; a review without decision settles nothing."""
    printed, _ = take_printed_bands(alder)
    assert standing(printed, TODAY)["T4093O"].standing == "due_unknown"
    assert standing(printed, TODAY)["T4093B"].standing == "none_assigned"
    undecided, decided = year_of_the_docket(printed)
    assert standing(undecided, date(2025, 7, 12))["T4093O"].standing == "overdue"
    found = standing(decided, date(2026, 7, 10))["T4093O"]
    assert (found.standing, found.last_review, found.due, found.minute) == (
        "due_soon",
        date(2025, 7, 10),
        date(2026, 7, 10),
        "2025-07 item 2",
    )
    late = standing(decided, date(2026, 7, 11))["T4093O"]
    assert (late.standing, late.days_overdue) == ("overdue", 1)


def test_lint_reads_the_docket_and_the_indexes_that_are_kept(alder):
    *_, plan = year_of_the_docket(alder)
    plan, _ = take_pay(
        plan, SCALE + b"0999,Clerk of the Weir,,2000,2500,month\n", "2025.csv", as_of=date(2025, 7, 1), **WHO
    )
    plan, _ = take_pay(plan, RAISED + b"0998,Weir Aide,,2000,2500,month\n", "2026.csv", as_of=date(2026, 7, 1), **WHO)
    found = lint(lint_subject(plan, TODAY), chosen(["title-differs", "band-overdue"]))
    assert [(one.issue.code, one.issue.class_code) for one in found] == [("MP-P204", "0412"), ("MP-P237", "T4093O")]
    assert "River Keeper" in found[0].issue.message


def test_a_band_is_not_assigned_over_another(alder):
    *_, plan = year_of_the_docket(alder)
    said = BandAssignment(class_code="T4093O", alternative_band="65", assigned=date(2026, 1, 1))
    with pytest.raises(BandError, match="enter its removal first"):
        assigned(pay_book(plan), said)


def test_a_review_of_what_was_never_assigned_is_refused(alder):
    with pytest.raises(BandError, match="no alternative band of 0412"):
        reviewed(pay_book(alder), "0412", BandReview(on=TODAY))
    *_, plan = year_of_the_docket(alder)
    with pytest.raises(BandError, match="after 2024-06-30"):
        reviewed(pay_book(plan), "T4093O", BandReview(on=date(2024, 6, 30)))


def test_a_damaged_document_is_named_and_left_out(alder):
    plan = write(
        alder, [Document(path="pay/indexes/2025-07-01.yaml", data={"format": "meritplan-pay-index/1", "classes": 3})]
    )
    plan = write(plan, [Document(path="pay/notes.yaml", data={"note": "ask the controller"})])
    found = check_pay(plan, pay_book(plan), TODAY)
    assert [(one.document, one.issue.code) for one in found] == [
        ("pay/indexes/2025-07-01.yaml", "MP-Y040"),
        ("pay/notes.yaml", "MP-Y040"),
    ]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"name,colour\nBirch,white\n", "trees.csv"),
        (b"format: meritplan-pay-plan/1\n", "p.yaml"),
        (b"\xff\xfe", "d.yaml"),
    ],
)
def test_what_is_no_pay_is_refused_and_says_why(alder, content, name):
    with pytest.raises(PayFileError, match=r"trees\.csv|title is missing|UTF-8"):
        take_pay(alder, content, name, **WHO)


def test_a_docket_of_a_class_the_plan_does_not_have(alder):
    columns = b"class_code,title,alternative_band,assigned,last_review,decision,minute\n"
    rows = columns + b"T1,Gone,60,2024-01-01,2025-01-01,continue,1\n"
    plan, arrival = take_pay(alder, rows, "docket.csv", **WHO)
    assert arrival.kept.document == "pay/docket.yaml"
    codes = {one.issue.code for one in check_pay(plan, pay_book(plan), TODAY)}
    assert "MP-Y059" in codes
