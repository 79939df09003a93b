"""Pay plans: grades in order, zones, where a salary stands, which plan is in force."""

import itertools
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meritplan.pay import PayGrade, PayPlan, placement, plan_from, plan_in_force, to_yaml, zones
from meritplan.pay.plan import grade_changes, overlaps, yearly
from meritplan.pay.plan_document import plan_from_text

GRADE = PayGrade(grade="AL01", low=Decimal(31000), market=Decimal(38500), high=Decimal(46200))
DOCUMENT = {
    "format": "meritplan-pay-plan/1",
    "title": "Alder general pay plan",
    "unit": "year",
    "effective_from": "2026-07-01",
    "grades": [{"grade": "AL01", "low": 31000, "market": "38,500.00", "high": 46200.0}],
}


def plan(begins, ends=None, grades=(GRADE,)):
    return PayPlan(title="Alder", unit="year", effective_from=begins, effective_to=ends, grades=grades)


def codes(raw):
    return [issue.code for issue in plan_from(raw)[1]]


def test_a_document_becomes_a_plan_and_goes_back():
    found, issues = plan_from(DOCUMENT)
    assert issues == []
    assert found.grades == (
        PayGrade(grade="AL01", low=Decimal("31000.00"), market=Decimal("38500.00"), high=Decimal("46200.00")),
    )
    again, issues = plan_from_text(to_yaml(found))
    assert (again, issues) == (found, [])
    assert to_yaml(again) == to_yaml(found)


def test_a_grade_has_four_zones():
    assert [(zone.number, str(zone.low), str(zone.high)) for zone in zones(GRADE)] == [
        (1, "31000.00", "34100.00"),
        (2, "34100.00", "38500.00"),
        (3, "38500.00", "42350.00"),
        (4, "42350.00", "46200.00"),
    ]


def test_a_narrow_grade_has_fewer_zones_and_one_without_market_none():
    narrow = PayGrade(grade="N", low=Decimal(100), market=Decimal(105), high=Decimal(110))
    assert [zone.number for zone in zones(narrow)] == [1, 3]
    assert zones(PayGrade(grade="N", low=Decimal(100), high=Decimal(110))) == ()


@pytest.mark.parametrize(
    ("salary", "standing", "zone"),
    [
        ("30999.99", "below", None),
        ("31000.00", "within", 1),
        ("34100.00", "within", 1),
        ("34100.01", "within", 2),
        ("38500.00", "within", 2),
        ("42350.01", "within", 4),
        ("46200.00", "within", 4),
        ("46200.01", "above", None),
    ],
)
def test_where_a_salary_stands(salary, standing, zone):
    found = placement(GRADE, Decimal(salary))
    assert (found.standing, found.zone) == (standing, zone)


def test_compa_ratio_and_way_through_the_range():
    found = placement(GRADE, Decimal(40000))
    assert (found.compa_ratio, found.penetration) == (Decimal("1.04"), Decimal("59.21"))


@settings(deadline=None)
@given(
    st.tuples(*[st.decimals(min_value=1, max_value=200000, places=2)] * 3).map(sorted),
    st.decimals(min_value=0, max_value=1),
)
def test_zones_cover_the_range_without_gaps(ends, share):
    low, market, high = ends
    grade = PayGrade(grade="P", low=low, market=market, high=high)
    found = zones(grade)
    assert all(one.high == other.low for one, other in itertools.pairwise(found))
    if low < high:
        assert (found[0].low, found[-1].high) == (low, high)
        salary = min(high, max(low, (low + (high - low) * share).quantize(Decimal("0.01"))))
        assert placement(grade, salary).zone is not None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": "other"}, "MP-Y040"),
        ({"unit": "fortnight"}, "MP-Y040"),
        ({"effective_to": "2026-01-01"}, "MP-Y040"),
        ({"colour": "blue"}, "MP-Y040"),
        ({"grades": [{"grade": "A", "low": 5, "market": 4, "high": 6}]}, "MP-Y041"),
        ({"grades": [{"grade": "A", "low": 5, "high": 6}]}, "MP-Y044"),
        ({"grades": [{"grade": "A", "low": "5 0", "high": 6}]}, "MP-Y040"),
        ({"grades": [DOCUMENT["grades"][0], DOCUMENT["grades"][0]]}, "MP-Y043"),
    ],
)
def test_what_is_wrong_with_a_plan_is_said(change, code):
    assert codes({**DOCUMENT, **change}) == [code]


def test_the_plan_in_force_on_a_day():
    old, new = plan(date(2025, 7, 1), date(2026, 6, 30)), plan(date(2026, 7, 1))
    assert plan_in_force([new, old], date(2026, 6, 30)) == old
    assert plan_in_force([old, new], date(2026, 7, 1)) == new
    assert plan_in_force([old, new], date(2020, 1, 1)) is None
    assert overlaps([old, new]) == []
    assert [issue.code for issue in overlaps([plan(date(2025, 7, 1)), new])] == ["MP-Y042"]


def test_what_changed_between_two_plans():
    raised = PayGrade(grade="AL01", low=Decimal(31930), market=Decimal(39655), high=Decimal(47586))
    found = grade_changes(plan(date(2025, 7, 1)), plan(date(2026, 7, 1), grades=(raised,)))
    assert [(each.grade, each.low_percent, each.high_percent) for each in found] == [
        ("AL01", Decimal("3.00"), Decimal("3.00"))
    ]


def test_pay_by_the_year():
    assert yearly(Decimal("20.00"), "hour") == Decimal("41600.00")
    assert yearly(Decimal("3000.00"), "month") == Decimal("36000.00")
    assert yearly(Decimal("100.00"), "day") is None
    assert yearly(Decimal("100.00"), None) is None


def test_a_moment_is_taken_as_its_day():
    found, _ = plan_from({**DOCUMENT, "effective_from": datetime(2026, 7, 1, 8, 30)})  # noqa: DTZ001
    assert found.effective_from == date(2026, 7, 1)
