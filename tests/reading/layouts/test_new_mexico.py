"""A classification description of the State of Alder, laid out as New Mexico lays them out."""

from datetime import date

import pytest


@pytest.fixture
def observers(good):
    return good("new_mexico/tide_observers.txt")


def test_the_occupation_has_the_nature_of_work_and_no_letterhead(observers):
    [group] = observers.draft.groups
    assert (group.kind, group.title) == ("occupation", "TIDE AND CURRENT OBSERVERS, ALL OTHER")
    assert group.narrative == "Observers measure tides and currents and supervise the upkeep of gauges."
    assert (group.established, group.revised) == (date(1999, 3, 4), date(2014, 8, 2))
    texts = [group.narrative, *(each.summary for each in observers.classes)]
    assert not any("Beacon Street" in text for text in texts)


def test_roles_are_joined_to_codes_by_their_last_letter(observers):
    assert [(each.title, each.code, each.level, each.pay.band) for each in observers.classes] == [
        ("Tide & Current Obs, AO-B", "K2071B", "Basic", "40"),
        ("Tide & Current Obs, AO-O", "K2071O", "Operational", "50"),
        ("Tide & Current Obs, AO-A", "K2071A", "Advanced", "60"),
    ]


def test_a_blank_alternative_band_is_none_assigned_and_says_by_which_rule(observers):
    assert [each.pay.alternative_band for each in observers.classes] == [None, "55", None]
    found = observers.issues("MP-L010")
    assert [issue.class_code for issue in found] == ["K2071B", "K2071A"]
    assert all(issue.severity == "info" and "1.7.4.10 NMAC" in issue.message for issue in found)
    assert observers.facts("K2071B").evidence["pay.alternative_band"]


def test_recommended_and_minimum_stay_apart_and_headings_lose_their_mark(observers):
    assert observers.words("K2071O", "minimum") == [
        "High school diploma and two (2) years of experience as a gauge reader."
    ]
    [recommended] = observers.sections("K2071O", "recommended")
    assert recommended.heading == "Recommended Education and Experience for Full Performance"
    assert [block.text for block in recommended.blocks] == [
        "Associate's Degree in Hydrography and two (2) years of experience as a gauge reader."
    ]


def test_duties_are_cut_only_where_a_semicolon_or_a_sentence_ends_one(observers):
    assert [duty.text for duty in observers.facts("K2071B").duties] == [
        "Employees in this Role read gauges",
        "keep the log",
        "report faults (stuck floats; broken glass) to the office.",
    ]
    assert [duty.text for duty in observers.facts("K2071O").duties] == [
        "Employees in this role calibrate gauges.",
        "Prepares monthly tables.",
    ]


def test_cumulative_examples_pass_duties_on_to_higher_roles_only(observers):
    assert [each.inherits_lower_duties for each in observers.classes] == [False, True, True]


def test_supervision_in_the_narrative_is_no_role_s_supervision(observers):
    assert [each.supervises for each in observers.classes] == [(), (), ("supervise gauge technicians",)]


def test_what_is_stated_as_none_is_said(observers):
    for job_class in observers.classes:
        assert job_class.statutory_requirements == "none stated"
        assert job_class.ksas == ()
        assert observers.said(job_class.evidence["ksas"]) == ["N/A"]
    assert len(observers.issues("MP-L012")) == 1


def test_what_follows_holds_for_all_roles(observers):
    for job_class in observers.classes:
        assert job_class.flsa_default == "non-exempt"
        assert job_class.bargaining_unit == "This position may be covered by an agreement."
        assert job_class.conditions_of_employment == "Work is done outdoors and by boat."
        assert job_class.revised == date(2014, 8, 2)


def test_footnotes_are_kept_with_what_they_explain(observers):
    notes = [issue.message for issue in observers.issues("MP-L011")]
    assert any("Under SPB Rule" in note and "Alt Pay Band*" in note for note in notes)
    assert any("Adapted from" in note and "Full Performance*" in note for note in notes)
    assert any("Subject to change" in note for note in notes)


def test_the_running_header_is_no_class_and_no_text(observers):
    assert len(observers.classes) == 3
    assert not any("ALL OTHER" in word for each in observers.classes for word in observers.words(each.code, "minimum"))


def test_every_fact_points_at_its_words(observers):
    job_class = observers.facts("K2071O")
    assert observers.said(job_class.evidence["pay.alternative_band"]) == ["55"]
    assert observers.said(job_class.evidence["level"]) == ["Operational"]
    assert observers.evidence_is_exact()
