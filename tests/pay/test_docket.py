"""The yearly docket of alternative bands."""

from datetime import date

import pytest

from meritplan.model import JobClass, Pay
from meritplan.pay import BandAssignment, BandReview, docket, rule
from meritplan.pay.docket import against_published, assignments_from
from meritplan.pay.docket_document import assignments_from_text, docket_page
from meritplan.pay.review_rule import ReviewRuleError

RULE = rule("new_mexico")
TODAY = date(2026, 11, 21)


def band(**given):
    return BandAssignment(**{"class_code": "A2051B", "base_band": "65", "alternative_band": "70", **given})


def review(day, decision="continue", minute="item 2"):
    return BandReview(on=day, decision=decision, minute=minute)


def only(assignment, as_of=TODAY):
    return docket([assignment], RULE, as_of).entries[0]


def codes(assignment, as_of=TODAY):
    return [issue.code for issue in docket([assignment], RULE, as_of).issues]


def test_the_next_review_is_a_year_after_the_last():
    own = band(assigned=date(2024, 7, 1), reviews=(review(date(2025, 7, 10)),))
    found = only(own, date(2026, 7, 10))
    assert (found.due, found.standing, found.days_overdue) == (date(2026, 7, 10), "due_soon", 0)
    late = only(own, date(2026, 7, 11))
    assert (late.standing, late.days_overdue) == ("overdue", 1)
    assert only(own, date(2025, 12, 1)).standing == "current"


def test_without_a_review_the_assignment_counts():
    assert only(band(assigned=date(2026, 3, 1))).due == date(2027, 3, 1)


def test_blank_means_none_assigned_and_nothing_due():
    found = only(band(alternative_band=None))
    assert (found.standing, found.due) == ("none_assigned", None)


def test_a_band_of_unknown_date_is_due_on_a_day_that_cannot_be_told():
    assert only(band()).standing == "due_unknown"
    assert codes(band()) == ["MP-Y050"]


def test_a_removed_band_is_due_no_more_until_it_is_assigned_anew():
    own = band(assigned=date(2024, 7, 1), reviews=(review(date(2025, 7, 10), "remove"),))
    assert only(own).standing == "removed"
    assert only(band(assigned=date(2026, 1, 1), reviews=own.reviews)).due == date(2027, 1, 1)


def test_a_review_without_decision_settles_nothing():
    own = band(assigned=date(2025, 12, 1), reviews=(review(date(2026, 11, 1), None),))
    assert (only(own).standing, only(own).due) == ("undecided", date(2026, 12, 1))
    assert codes(own) == ["MP-Y052"]


@pytest.mark.parametrize(
    ("assignment", "code"),
    [
        (band(assigned=date(2026, 1, 1), reviews=(review(date(2025, 7, 10)),)), "MP-Y051"),
        (band(assigned=date(2026, 1, 1), reviews=(review(date(2026, 7, 10), minute=None),)), "MP-Y053"),
        (band(assigned=date(2026, 1, 1), alternative_band="65"), "MP-Y054"),
        (band(assigned=date(2026, 1, 1), reviews=(review(date(2027, 1, 1)),)), "MP-Y055"),
        (
            band(assigned=date(2024, 1, 1), reviews=(review(date(2025, 1, 1), "remove"), review(date(2026, 1, 1)))),
            "MP-Y056",
        ),
        (band(assigned=date(2026, 1, 1), alternative_band=None), "MP-Y057"),
    ],
)
def test_what_does_not_fit_together_is_said(assignment, code):
    assert codes(assignment) == [code]


def test_a_review_goes_by_the_rule_of_its_day():
    assert RULE.basis_on(date(2026, 2, 23)).basis.startswith("market data and")
    assert RULE.basis_on(date(2026, 2, 24)).basis == "market analysis"


def test_overdue_comes_first():
    found = docket(
        [
            band(class_code="1", alternative_band=None),
            band(class_code="2", assigned=date(2026, 10, 1)),
            band(class_code="3", assigned=date(2025, 1, 1)),
            band(class_code="4", assigned=date(2024, 1, 1)),
        ],
        RULE,
        TODAY,
    )
    assert [each.assignment.class_code for each in found.entries] == ["4", "3", "2", "1"]
    page = docket_page(found, RULE)
    assert page.index("Overdue (2)") < page.index("Reviewed within the year (1)") < page.index("nothing due (1)")


YAML = """\
format: meritplan-band-docket/1
bands:
  - class_code: 0051B
    title: Snowpack Surveyor
    base_band: "65"
    alternative_band: "70"
    assigned: 2024-07-01
    reviews:
      - {on: 2025-07-10, recommended: continue, decision: continue, minute: 2025-07 item 2}
  - {class_code: 0051A, base_band: "60"}
"""
CSV = """\
class_code,title,base_band,alternative_band,assigned,last_review,decision,minute
0051B,Snowpack Surveyor,65,70,2024-07-01,2025-07-10,continue,2025-07 item 2
0051A,,60,,,,,
"""


@pytest.mark.parametrize("text", [YAML, CSV])
def test_a_docket_comes_as_yaml_or_as_csv(text):
    found, issues = assignments_from_text(text, "bands")
    assert issues == []
    first, second = found
    assert (first.class_code, first.assigned, first.reviews[0].on) == ("0051B", date(2024, 7, 1), date(2025, 7, 10))
    assert (first.reviews[0].decision, first.reviews[0].minute) == ("continue", "2025-07 item 2")
    assert second.alternative_band is None


@pytest.mark.parametrize(
    "text",
    [
        "format: other",
        "format: meritplan-band-docket/1\nbands: [{class_code: A, colour: blue}]",
        "format: meritplan-band-docket/1\nbands: [{class_code: A, assigned: last year}]",
        "format: meritplan-band-docket/1\nbands: [{class_code: A, reviews: [{on: 2025-01-01, decision: maybe}]}]",
        "format: meritplan-band-docket/1\nbands: [{class_code: A, reviews: [{decision: continue}]}]",
        "class_code,alternative_band,decision\nA,70,continue",
        "a: [",
    ],
)
def test_what_is_wrong_with_a_docket_is_said(text):
    assert [issue.code for issue in assignments_from_text(text, "bands")[1]] == ["MP-Y040"]


def test_published_descriptions_say_which_bands_there_are():
    printed = assignments_from([JobClass(title="Surveyor", code="A2051B", pay=Pay(band="65"))])
    assert printed[0].alternative_band is None
    assert [issue.code for issue in against_published([band()], printed)] == ["MP-Y058"]


def test_there_is_no_rule_of_atlantis():
    with pytest.raises(ReviewRuleError, match="new_mexico"):
        rule("atlantis")
