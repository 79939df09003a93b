"""Fictional bulletins of the City of Marrow Bay in the layout of Los Angeles."""

from datetime import date

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import los_angeles

BULLETIN = """TIDE GAUGE KEEPER
Class Code:       0417
Open Date:  03-05-19
Revised: 03-11-19
(Exam Open to All, including Current City Employees)

ANNUAL SALARY

$41,530 to $60,760 and $49,255 to $72,036
The salary in the Harbor Department is $52,116 to $64,748; $61,324 to 76,212; and $70,000 (flat-rated)

NOTES:

1. The salary range is subject to change.

DUTIES

A Tide Gauge Keeper reads gauges, e.g. float gauges; keeps the books; and does related work. Keepers may work at night.

REQUIREMENTS/MINIMUM QUALIFICATIONS

1. One year of full-time paid experience as a Gauge Aid; or
2. Completion of 12 semester units in physics.

PROCESS NOTES

1. Applicants who lack six months or less of the required experience may file.
2. Some positions may require a valid driver's license.

SELECTIVE CERTIFICATION

Some positions require fluency in Portuguese.

WHERE TO APPLY

Applications will only be accepted on-line.

NOTE:

Apply early.

APPLICATION DEADLINE

Applications must be received by THURSDAY, MARCH 21, 2019.

SELECTION PROCESS

Examination Weight: Interview . . . . . . . . . 100%

NOTES:

1. Appointment to this position is subject to a one-year probationary period under the Charter.

THIS EXAMINATION IS TO BE GIVEN BOTH ON AN
INTERDEPARTMENTAL PROMOTIONAL AND AN OPEN COMPETITIVE BASIS

The City of Marrow Bay does not discriminate.
Class Code 0417 . . . . . . . . . . . . 03-05-19

AN EQUAL EMPLOYMENT OPPORTUNITY EMPLOYER
"""


def read(text, path="some other class 9999 010101.txt"):
    document = open_bytes(text.encode("cp1252"), path)
    return document, los_angeles.read(document)


def facts_of(text):
    return read(text)[1].classes[0].facts


def swapped(old, new):
    assert old in BULLETIN
    return BULLETIN.replace(old, new)


@pytest.fixture
def facts():
    return facts_of(BULLETIN)


def test_a_bulletin_is_recognised():
    assert los_angeles.recognise(read(BULLETIN)[0]) >= 0.9
    assert los_angeles.recognise(open_bytes(b"REQUIREMENTS\n\nOne year.", "x.txt")) == 0.0


def test_the_opening(facts):
    assert (facts.title, facts.code) == ("TIDE GAUGE KEEPER", "0417")
    assert (facts.open_date, facts.revised) == (date(2019, 3, 5), date(2019, 3, 11))


def test_facts_point_at_the_words_they_were_read_from():
    document, draft = read(BULLETIN)
    evidence = draft.classes[0].facts.evidence
    said = {name: [document.text[start:end] for start, end in spans] for name, spans in evidence.items()}
    assert said["title"] == ["TIDE GAUGE KEEPER"]
    assert said["code"] == ["0417"]
    assert said["open_date"] == ["03-05-19"]
    assert said["drivers_license"] == ["Some positions may require a valid driver's license."]
    assert "$41,530 to $60,760" in said["pay.ranges"]


def test_salaries_by_department_and_flat_rates(facts):
    read_ = [(each.department, each.low, each.high, each.flat) for each in facts.pay.ranges]
    assert read_ == [
        (None, 41530, 60760, False),
        (None, 49255, 72036, False),
        ("Harbor Department", 52116, 64748, False),
        ("Harbor Department", 61324, 76212, False),
        ("Harbor Department", 70000, 70000, True),
    ]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("$90,100 and $94,523 (flat-rated)", [(90100, 90100, "year", True), (94523, 94523, "year", True)]),
        ("$100,495 to $106, 091", [(100495, 106091, "year", False)]),
        ("$ $58,777 TO $83,645", [(58777, 83645, "year", False)]),
        (
            "$45,017 to $48,838. The hourly rate is $17.35.",
            [(45017, 48838, "year", False), (17.35, 17.35, "hour", False)],
        ),
        ("$3,100 to $4,200 per month", [(3100, 4200, "month", False)]),
    ],
)
def test_the_spellings_of_a_salary(line, wanted):
    text = swapped("$41,530 to $60,760 and $49,255 to $72,036\n", line + "\n").replace(
        "The salary in the Harbor", "In the"
    )
    ranges = [each for each in facts_of(text).pay.ranges if each.department is None]
    assert [(each.low, each.high, each.unit, each.flat) for each in ranges][: len(wanted)] == wanted


def test_duties_are_sentences(facts):
    assert [duty.text for duty in facts.duties] == [
        "A Tide Gauge Keeper reads gauges, e.g. float gauges; keeps the books; and does related work.",
        "Keepers may work at night.",
    ]


def test_requirements_end_where_notes_begin():
    (draft,) = read(BULLETIN)[1].classes
    assert [(section.part, section.heading) for section in draft.sections] == [
        ("requirements", "REQUIREMENTS/MINIMUM QUALIFICATIONS"),
        ("notes", "PROCESS NOTES"),
        ("notes", "SELECTIVE CERTIFICATION"),
    ]
    assert [block.marker for block in draft.sections[0].blocks] == ["1.", "2."]
    kept = " ".join(block.text for section in draft.sections for block in section.blocks)
    assert "Apply early" not in kept
    assert "salary range" not in kept


@pytest.mark.parametrize(
    "heading",
    ["REQUIREMENT", "REQUIREMENTS", "REQUIREMENT/ MINIMUM QUALIFICATION", "REQUIREMENTS/MINUMUM QUALIFICATONS"],
)
def test_old_and_misspelt_headings_of_the_requirements(heading):
    text = swapped("REQUIREMENTS/MINIMUM QUALIFICATIONS", heading).replace("PROCESS NOTES", "NOTES:")
    (draft,) = read(text)[1].classes
    assert [section.part for section in draft.sections] == ["requirements", "notes", "notes"]


def test_a_heading_right_below_a_paragraph_still_ends_it():
    text = swapped("physics.\n\nPROCESS NOTES\n\n", "physics.\nPROCESS NOTES\n")
    (draft,) = read(text)[1].classes
    assert draft.sections[0].blocks[-1].text == "Completion of 12 semester units in physics."
    assert draft.sections[1].blocks[0].text.startswith("Applicants who lack")


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("A valid driver's license is required prior to appointment.", "required"),
        ("Appointment is subject to possession of a valid California driver's license.", "required"),
        ("A valid Class B driver's license may be required.", "may_be_required"),
        ("The Bureau of Docks requires a valid driver's license.", "may_be_required"),
        ("For positions requiring a valid Class B driver's license, a history is submitted.", "may_be_required"),
        ("Bring a passport or a driver's license as identification.", "none"),
        ("Some positions involve driving.", "none"),
    ],
)
def test_who_needs_a_drivers_license(sentence, answer):
    assert facts_of(swapped("Some positions may require a valid driver's license.", sentence)).drivers_license == answer


@pytest.mark.parametrize(
    ("closing", "answer"),
    [
        ("ONLY\nON AN OPEN COMPETITIVE BASIS", "OPEN"),
        ("ONLY ON AN\nINTERDEPARTMENTAL PROMOTIONAL BASIS", "INT_DEPT_PROM"),
        ("ONLY ON A DEPARTMENTAL PROMOTIONAL BASIS", "DEPT_PROM"),
        ("ON BOTH AN OPEN COMPETITIVE\nAND AN INTERDEPARTMENTAL PROMOTIONAL BASIS ONLY", "OPEN_INT_PROM"),
    ],
)
def test_the_basis_of_the_examination(closing, answer):
    old = "BOTH ON AN\nINTERDEPARTMENTAL PROMOTIONAL AND AN OPEN COMPETITIVE BASIS"
    assert facts_of(swapped(old, closing)).exam_type == answer


def test_a_basis_that_contradicts_the_head_is_said():
    text = swapped(
        "BOTH ON AN\nINTERDEPARTMENTAL PROMOTIONAL AND AN OPEN", "ONLY ON A DEPARTMENTAL PROMOTIONAL BASIS\nOPEN"
    )
    assert "MP-L207" in [issue.code for issue in read(text)[1].issues]


def test_the_window_for_applications(facts):
    (window,) = facts.filing
    assert (window.opens, window.closes) == (None, date(2019, 3, 21))
    assert window.text == "Applications must be received by THURSDAY, MARCH 21, 2019."


def test_a_window_of_days_and_clock_times():
    text = swapped(
        "Applications must be received by THURSDAY, MARCH 21, 2019.",
        "From 8:00 a.m. TUESDAY, MARCH 19, 2019 to 11:59 p.m., THURSDAY, MARCH 21, 2019.",
    )
    (window,) = facts_of(text).filing
    assert (window.opens, window.closes) == (date(2019, 3, 19), date(2019, 3, 21))


def test_a_day_without_a_month_is_left_open_and_said():
    draft = read(swapped("MARCH 21, 2019.", "MARHC 21, 2019."))[1]
    assert [window.closes for window in draft.classes[0].facts.filing] == [None]
    assert "MP-L203" in [issue.code for issue in draft.issues]


def test_probation_is_read_from_the_notes(facts):
    assert facts.probation_months == 12
    assert facts_of(swapped("one-year", "eighteen-month")).probation_months == 18


def test_a_footer_of_another_bulletin_does_not_change_the_code():
    draft = read(swapped("Class Code 0417 .", "Class Code 0999 ."))[1]
    assert draft.classes[0].facts.code == "0417"
    assert [issue.code for issue in draft.issues] == ["MP-L204"]


def test_a_line_above_the_title_is_no_title():
    assert facts_of("CAMPUS INTERVIEWS ONLY\n" + BULLETIN).title == "TIDE GAUGE KEEPER"
    assert facts_of(swapped("KEEPER\nClass Code:       0417", "KEEPER Class Code: 0417")).title == "TIDE GAUGE KEEPER"


def test_nothing_is_taken_from_the_name_of_the_file():
    draft = read("ANNUAL SALARY\n\n$41,530\n", "TIDE CLERK 0418 010119.txt")[1]
    assert draft.classes == ()
    assert {"MP-L201", "MP-L202"} <= {issue.code for issue in draft.issues}


def test_missing_requirements_and_salary_are_said():
    text = swapped("REQUIREMENTS/MINIMUM QUALIFICATIONS", "WISHES").replace("$", "")
    assert {"MP-L205", "MP-L206"} <= {issue.code for issue in read(text)[1].issues}
