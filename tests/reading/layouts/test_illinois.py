"""A class series of the universities of Alder, laid out as those of Illinois."""

from datetime import date

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import illinois


@pytest.fixture
def series(good):
    return good("illinois/reading_room_series.txt")


def test_the_table_is_read_from_both_ends(series):
    assert [
        (each.code, each.title, each.occupational_area, each.work_area, each.probation_months, each.last_action)
        for each in series.classes
    ] == [
        ("0031", "Reading Room Assistant", "04", "210", 6, "Rev."),
        ("0032", "Reading Room Associate of Maps and Globes", "04", "210", 6, "Rev."),
        ("0033", "Head of Reading Rooms", "04", "210", 12, "New"),
    ]


def test_two_digit_years_are_of_this_century_and_zeros_are_no_date(series):
    assert [each.effective_date for each in series.classes] == [date(2012, 3, 1), None, None]
    assert series.said(series.facts("0032").evidence["effective_date"]) == ["00/00/00"]
    assert [(issue.class_code, issue.severity) for issue in series.issues("MP-L008")] == [
        ("0032", "info"),
        ("0033", "info"),
    ]


def test_line_and_narrative_belong_to_the_series(series):
    [group] = series.draft.groups
    assert (group.kind, group.title, group.promotional_line) == ("series", "READING ROOM SERIES", "88")
    assert group.narrative == "Employees in this series help readers, keep order, and direct those who do."
    assert {each.promotional_line for each in series.classes} == {"88"}


def test_both_halves_of_a_level_are_joined_on_its_code(series):
    job_class = series.facts("0032")
    assert job_class.level == "II"
    assert job_class.summary == "Employees at this level care for maps."
    assert [ksa.text for ksa in job_class.ksas] == ["Knowledge of map projections."]
    assert "Master’s degree in library science." in series.words("0032", "minimum")


def test_duties_by_item_glued_ones_too_and_boilerplate_kept(series):
    assert [duty.text for duty in series.facts("0031").duties] == [
        "fetches books from the stacks and returns them to their place.",
        "keeps the register of readers.",
        "performs other related duties as assigned.",
    ]


def test_work_of_the_lower_level_is_a_duty_and_a_pointer(series):
    assert [each.inherits_lower_duties for each in series.classes] == [False, True, False]
    assert series.facts("0032").duties[-1].text == "performs work related to the lower level in this series."


def test_summary_ends_where_the_list_is_led_in(series):
    assert series.facts("0031").summary == "Employees at this level hand out books. They work under direct supervision."


def test_the_running_header_is_gone_from_the_text(series):
    texts = [word for each in series.classes for role in ("minimum", "prior") for word in series.words(each.code, role)]
    assert not any("Page 3" in text for text in texts)


def test_credentials_keep_items_letters_and_the_or_between(series):
    [section] = series.sections("0032", "minimum")
    assert [(block.kind, block.marker, block.text) for block in section.blocks] == [
        ("item", "1.", ""),
        ("item", "A.", "Bachelor’s degree in geography."),
        ("paragraph", None, "OR"),
        ("item", "B.", "Master’s degree in library science."),
        ("item", "2.", "One (1) year (12 months) of full-time experience with maps."),
    ]


def test_original_is_the_prior_text_and_ends_at_the_knowledge(series):
    assert series.words("0033", "prior") == [
        "Master’s degree in library science.",
        "Three (3) years (36 months) of full-time experience at the Map Keeper level of this series.",
    ]
    assert [ksa.text for ksa in series.facts("0033").ksas] == ["Ability to plan."]
    assert "Map Keeper" not in " ".join(series.words("0033", "minimum"))
    [issue] = series.issues("MP-L009")
    assert "may still be in force" in issue.message


def test_a_title_that_the_series_does_not_have_is_asked_about(series):
    [issue] = series.issues("MP-L016")
    assert "Map Keeper level" in issue.message
    assert series.said(issue.spans) == ["Map Keeper"]


def test_supervision_names_the_class_supervised(series):
    [stated] = series.facts("0033").supervises
    assert stated == "provides direct supervision for the Reading Room Associates of Maps and Globes"
    assert series.facts("0031").supervises == ()


def test_every_fact_points_at_its_words(series):
    job_class = series.facts("0032")
    assert series.said(job_class.evidence["code"]) == ["0032"]
    assert series.said(job_class.evidence["title"]) == ["Reading Room Associate of Maps and Globes"]
    assert series.evidence_is_exact()


def test_a_page_with_the_code_above_each_level_and_a_short_table():
    text = """Register Series

Code No. Class Title Class Spec Effective Date

0510 Registrar I 07/01/2022

0511 Registrar II 07/01/2022

Promotional Line: 9

Series Narrative

Employees keep registers.

DESCRIPTIONS OF LEVELS OF WORK

0510

Level I: Registrar I

Employees at this level enter names.

A(n) Registrar I typically -

1. enters names;
2. performs other related duties as assigned.

0511

Level II: Registrar II

Employees at this level correct names.

A(n) Registrar II typically -

1. corrects names;

MINIMUM ACCEPTABLE QUALIFICATIONS REQUIRED FOR ENTRY INTO:

Level I: Registrar I 0510

CREDENTIALS TO BE VERIFIED BY EMPLOYER

1. High school diploma or equivalent.

Level II: Registrar II 0511
"""
    draft = illinois.read(open_bytes(text.encode(), "register.txt"))
    assert [(each.facts.code, each.facts.level, each.facts.effective_date) for each in draft.classes] == [
        ("0510", "I", date(2022, 7, 1)),
        ("0511", "II", date(2022, 7, 1)),
    ]
    assert [len(each.facts.duties) for each in draft.classes] == [2, 1]
    assert [(issue.code, issue.class_code) for issue in draft.issues] == [("MP-L001", "0511")]
