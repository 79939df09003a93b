"""Job families of the State of Alder, laid out as Mississippi lays them out."""

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.layouts import mississippi


@pytest.fixture
def family(good):
    return good("mississippi/canal_path.txt")


def test_site_navigation_is_no_part_of_the_family(family):
    [group] = family.draft.groups
    assert group.narrative == "Jobs in this family keep the towpaths of the state canals open and safe."


def test_a_missing_family_title_is_what_all_titles_begin_with_and_is_flagged(family):
    assert family.draft.groups[0].title == "Canal Path"
    assert [issue.severity for issue in family.issues("MP-L003")] == ["warning"]
    assert {job_class.group for job_class in family.classes} == {"Canal Path"}


def test_functions_belong_to_the_family(family):
    assert family.draft.groups[0].functions == (
        "Cut back growth along the path.",
        "Report damage to the banks.",
    )
    assert all(not job_class.duties for job_class in family.classes)


def test_code_and_grade_close_a_class_the_last_one_at_the_end_of_the_file(family):
    assert [(each.title, each.code, each.pay.grade, each.level) for each in family.classes] == [
        ("Canal Path Keeper I", "0417", "AL03", "I"),
        ("Canal Path Keeper II", "0418", "AL05", "II"),
        ("Canal Path Team Leader", "0419", "AL06", None),
    ]


def test_typically_requires_and_what_the_authority_may_require_are_the_section(family):
    [words] = family.words("0418", "typical")
    assert words.startswith(
        "Typically requires High School Diploma or equivalent and 3-5 years of experience. Appointing"
    )
    assert words.endswith("may require a pesticide applicator’s license.")


def test_may_require_in_the_description_is_no_qualification(family):
    assert "This position may require specialized training." in family.facts("0418").summary
    assert "specialized" not in " ".join(family.words("0418", "typical"))


def test_supervision_is_stated_or_unknown(family):
    assert family.facts("0419").supervises == ("supervising seasonal staff",)
    assert family.facts("0417").supervises == ()  # works under supervision
    assert family.facts("0418").supervises == ()  # gives work direction, which is not supervision


def test_what_the_page_does_not_say_stays_unknown(family):
    job_class = family.facts("0417")
    assert (job_class.effective_date, job_class.flsa_default, job_class.probation_months) == (None, None, None)


def test_every_fact_points_at_its_words(family):
    job_class = family.facts("0418")
    assert family.said(job_class.evidence["code"]) == ["0418"]
    assert family.said(job_class.evidence["pay.grade"]) == ["AL05"]
    assert family.said(job_class.evidence["level"]) == ["II"]
    assert family.evidence_is_exact()


def test_settings_are_parts_of_one_family():
    text = """Ferry Services

Harbor Setting: Jobs in this family move people across the harbor.

River Setting: Jobs in this family move people across the rivers.

Jobs and Descriptions

Ferry Hand

Handles lines.

Typically requires 0-1 years of experience.

OCCU: 77
Pay Grade: AL01

Ferry Mate

Handles lines and people.

OCCU: 78
Pay Grade: AL02
"""
    draft = mississippi.read(open_bytes(text.encode(), "ferry.txt"))
    [group] = draft.groups
    assert group.title == "Ferry Services"
    assert [(each.name, each.text[:29]) for each in group.settings] == [
        ("Harbor Setting", "Jobs in this family move peop"),
        ("River Setting", "Jobs in this family move peop"),
    ]
    assert [(issue.code, issue.severity, issue.class_code) for issue in draft.issues] == [("MP-L001", "error", "78")]
    assert 'No qualifications were found for "Ferry Mate"' in draft.issues[0].message


def test_a_description_and_its_qualification_in_one_paragraph_are_told_apart():
    text = (
        "Jobs in this family count fish.\n\nJobs and Descriptions\n\nFish Counter\n\nCounts fish at the weir. "
        "Typically requires a Bachelor’s Degree.\n\nOCCU: 5\nPay Grade: AL01\n\nFoot of the page\n"
    )
    draft = mississippi.read(open_bytes(text.encode(), "fish.txt"))
    [drafted] = draft.classes
    assert drafted.facts.summary == "Counts fish at the weir."
    assert [block.text for block in drafted.sections[0].blocks] == ["Typically requires a Bachelor’s Degree."]
    assert "MP-L006" in [issue.code for issue in draft.issues]
