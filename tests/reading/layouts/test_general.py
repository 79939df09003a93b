"""Specifications, announcements and excerpts in the wording of many publishers, read by their headings."""

from datetime import date

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import general


def read(text, name="document.txt"):
    return general.read(open_bytes(text.encode(), name))


def blocks(drafted, role):
    return [
        (block.kind, block.text) for section in drafted.sections if section.role == role for block in section.blocks
    ]


def test_a_county_specification_with_open_and_promotional_qualifications(good):
    county = good("general/county_harbor_clerk.txt")
    [job_class] = county.classes
    assert (job_class.title, job_class.code, job_class.revised) == ("SENIOR HARBOR CLERK", "0207", date(2019, 12, 1))
    assert job_class.supervises == ("Supervision may be exercised over a small number of clerks",)
    assert [duty.text for duty in job_class.duties][1] == "Computes fees and prepares the monthly account;"
    [section] = county.sections("0207")
    assert section.heading == "MINIMUM QUALIFICATIONS"
    assert [(block.kind, block.text.split()[0]) for block in section.blocks] == [
        ("heading", "OPEN"),
        ("paragraph", "Graduation"),
        ("heading", "PROMOTIONAL"),
        ("paragraph", "One"),
        ("heading", "NECESSARY"),
        ("paragraph", "At"),
    ]


def test_run_in_labels_stay_blocks_of_the_section():
    draft = read(
        "Alder State Board announcement\n\nEDUCATION: Graduation from a college with a degree in botany.\n"
        "EXPERIENCE: Four (4) years of work in a herbarium.\nNOTE: A master's degree may be substituted for one year."
    )
    assert blocks(draft.classes[0], "minimum") == [
        ("heading", "EDUCATION:"),
        ("paragraph", "Graduation from a college with a degree in botany."),
        ("heading", "EXPERIENCE:"),
        ("paragraph", "Four (4) years of work in a herbarium."),
        ("heading", "NOTE:"),
        ("paragraph", "A master's degree may be substituted for one year."),
    ]


def test_an_announcement_keeps_benefits_and_applying_out(good):
    county = good("general/county_posting.txt")
    [drafted] = county.draft.classes
    assert (drafted.facts.title, drafted.facts.flsa_default) == ("Emergency Dispatcher", "non-exempt")
    [pay] = drafted.facts.pay.ranges
    assert (pay.low, pay.high, pay.unit) == (22.64, 27.52, "hour")
    words = " ".join(text for _, text in blocks(drafted, "minimum"))
    assert "background check" in words
    assert "twenty years" not in words
    assert "equal opportunity" not in words
    assert "online" not in words
    assert blocks(drafted, "desirable") == [("paragraph", "Experience with computer-aided dispatch.")]
    assert "MP-L017" in county.codes("info")


def test_knowledge_between_qualifications_and_experience_is_no_requirement(good):
    city = good("general/city_engineering_aide.txt")
    [drafted] = city.draft.classes
    assert [ksa.text for ksa in drafted.facts.ksas] == [
        "Knowledge of: Drawing instruments and scales.",
        "Ability to: Walk over rough ground.",
    ]
    assert [text for kind, text in blocks(drafted, "minimum") if kind == "heading"] == [
        "Experience:",
        "Training:",
        "License or Certificate:",
    ]
    assert drafted.facts.supervises == ()


def test_a_family_of_classes_with_the_same_headings(good):
    family = good("general/family_of_lockkeepers.txt")
    [group] = family.draft.groups
    assert (group.title, group.functions) == (
        "Lock and Canal",
        ("Open and close lock gates.", "Record the passage of boats."),
    )
    assert [(each.title, each.pay.grade, each.group) for each in family.classes] == [
        ("Lock Attendant", "G2", "Lock and Canal"),
        ("Lock Supervisor", "G5", "Lock and Canal"),
    ]
    assert [[section.role for section in each.sections] for each in family.draft.classes] == [["typical"], ["typical"]]
    assert blocks(family.draft.classes[1], "typical") == [
        ("paragraph", "High school diploma and 3 years of experience in canal work.")
    ]


def test_levels_named_among_the_qualifications_are_classes(good):
    library = good("general/city_librarian_levels.txt")
    assert [(each.title, each.level) for each in library.classes] == [("Librarian I", "I"), ("Librarian II", "II")]
    assert blocks(library.draft.classes[1], "minimum") == [
        ("paragraph", "Master's degree in library science and two (2) years of experience as a professional librarian.")
    ]


def test_legal_and_desirable_are_two_things(good):
    state = good("general/state_intern.txt")
    [drafted] = state.draft.classes
    assert (drafted.facts.title, drafted.facts.code, drafted.facts.established) == (
        "PROJECT INTERN",
        "104H",
        date(1989, 5, 1),
    )
    assert [section.role for section in drafted.sections] == ["minimum", "desirable"]


def test_a_code_above_the_title_and_items_with_labels(good):
    city = good("general/city_placement_processor.txt")
    [drafted] = city.draft.classes
    assert (drafted.facts.title, drafted.facts.code, drafted.facts.level) == ("PLACEMENT PROCESSOR II", "1B79", "II")
    assert blocks(drafted, "minimum") == [
        ("item", "EDUCATION: Completion of the twelfth school grade."),
        ("paragraph", "AND"),
        ("item", "SPECIFIC EXPERIENCE: One year of experience in personnel placement."),
    ]


def test_an_unknown_heading_among_the_qualifications_stays_a_label(good):
    [drafted] = good("general/state_surveyor_alternates.txt").draft.classes
    assert (drafted.facts.title, drafted.facts.level) == ("LAND SURVEYOR 10", "10")
    headings = [text for kind, text in blocks(drafted, "minimum") if kind == "heading"]
    assert headings == [
        "Education",
        "Experience",
        "Land Surveyor 10",
        "Alternate Education and Experience",
        "Special Requirements, Licenses, and Certifications",
        "Note:",
    ]


def test_an_excerpt_without_headings_is_taken_whole_and_said(good):
    excerpt = good("general/excerpt_without_headings.txt")
    [drafted] = excerpt.draft.classes
    assert drafted.facts.title == "Harbor Constable"
    assert len(blocks(drafted, "minimum")) == 3
    [issue] = excerpt.issues("MP-L015")
    assert (issue.severity, "“You must have a high school diploma" in issue.message) == ("info", True)


def test_no_qualifications_is_an_error_and_the_class_is_still_there(good):
    county = good("general/class_without_qualifications.txt")
    [drafted] = county.draft.classes
    assert (drafted.facts.title, len(drafted.facts.duties), drafted.sections) == ("BUOY KEEPER", 2, ())
    assert county.codes("error") == ["MP-L001"]


def test_headings_in_capitals_run_into_their_text(good):
    county = good("general/capitals_run_in.txt")
    [drafted] = county.draft.classes
    assert drafted.facts.title == "CHIEF DEPUTY ARCHIVIST"
    assert drafted.facts.summary == "The purpose of this classification is to direct the daily work of the archive."
    assert [duty.text for duty in drafted.facts.duties] == [
        "Oversees the reading room",
        "writes the budget",
        "supervises archive clerks.",
    ]
    assert len(blocks(drafted, "minimum")) == 1


def test_alternatives_and_levels_stay_inside_however_little_stands_below_them():
    draft = read(
        "ALDER COUNTY\n\nFERRY PILOT\n\nMINIMUM QUALIFICATIONS\n\nEither I\n\nOne year of experience as a mate.\n\n"
        "Or II\n\nExperience:\n\nThree years of experience on boats.\n"
    )
    assert [text for _, text in blocks(draft.classes[0], "minimum")] == [
        "Either I",
        "One year of experience as a mate.",
        "Or II",
        "Experience:",
        "Three years of experience on boats.",
    ]


def test_text_under_a_heading_that_leads_elsewhere_is_left_out_and_said():
    draft = read(
        "FERRY PILOT\n\nMINIMUM QUALIFICATIONS\n\nOne year of experience as a mate.\n\nLife on the Bay\n\n"
        "The bay is wide.\n"
    )
    assert blocks(draft.classes[0], "minimum") == [("paragraph", "One year of experience as a mate.")]
    [issue] = [issue for issue in draft.issues if issue.code == "MP-L017"]
    assert (issue.severity, "Life on the Bay" in issue.message) == ("warning", True)


def test_a_title_that_is_not_printed_comes_from_the_file_and_is_flagged():
    draft = read(
        "Alder County civil service title\n\nMinimum Qualifications:\nA) High school diploma; OR\n"
        "B) Two years of experience.",
        "alder-county-chart-clerk.txt",
    )
    assert draft.classes[0].facts.title == "Chart Clerk"
    assert [issue.code for issue in draft.issues] == ["MP-L014"]


@pytest.mark.parametrize(
    ("line", "title", "code"),
    [
        ("Custodian (#FD2)", "Custodian", "FD2"),
        ("ACCOUNTING DIRECTOR II – 10609", "ACCOUNTING DIRECTOR II", "10609"),
        ("1B58 Records Clerk II", "Records Clerk II", "1B58"),
        ("City of Two Fords - Harbor Clerk 2", "Harbor Clerk 2", None),
        (
            "State of Alder - Eligibility Worker (Human Services Aide 3)",
            "Eligibility Worker (Human Services Aide 3)",
            None,
        ),
        ("School Secretary (Alder County civil service)", "School Secretary", None),
    ],
)
def test_titles_and_codes_on_one_line(line, title, code):
    draft = read(f"{line}\n\nMinimum Qualifications\n\nHigh school diploma and one year of experience.")
    facts = draft.classes[0].facts
    assert (facts.title, facts.code) == (title, code)


def test_every_fact_points_at_its_words(good):
    for name in ("county_harbor_clerk", "county_posting", "city_placement_processor", "family_of_lockkeepers"):
        assert good(f"general/{name}.txt").evidence_is_exact()
