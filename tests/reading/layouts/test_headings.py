"""What headings mean, in the wording of states, counties, cities, universities and federal agencies."""

import pytest

from meritplan.reading.layouts.headings import kind_of, label_of, looks_like_qualifications

KINDS = {
    "minimum": """
        Minimum Qualifications:
        MINIMUM ACCEPTABLE TRAINING AND EXPERIENCE
        Education/Experience
        Legal Requirement(s)
        Job Standards (Minimum qualifications needed for the job)
        Established Requirements
        Requirements
        MQs
        Training and Experience (positions in this class typically require)
        Necessary Employment Standards
        Minimum Education and/or Experience
        Entrance Requirements
        Typical Qualifications
        Qualifications Required
        Education, Experience, and Special Requirements
        Minimum Qualifications - Experience and Education
        REQUIREMENT/MINIMUM QUALIFICATION
        General Requirements
        Job Qualifications
        EMPLOYMENT STANDARDS
    """,
    "label": """
        EDUCATION
        Experience Requirement:
        Basic Education Requirement
        License or Certificate
        Special Requirements
        Certificates, Licenses, Registrations
        Special Requirements, Licenses, and Certifications
        Necessary Special Requirement
        Specific License or Certification Required
        Substitution(s)
        Specialized Experience
        Training
        Driver's License
        OPEN COMPETITIVE
        Promotional
        Supervisory Aptitude
        Citizenship Requirement
    """,
    "desirable": """
        Desirable Qualifications
        PREFERRED QUALIFICATIONS
        Additional Desirable Qualifications
        Preferred
        DESIRABLE EXPERIENCE AND TRAINING
        Highly Desirable
        Desired Qualifications
    """,
    "ksas": """
        Knowledge of:
        ABILITY TO
        Required Knowledges, Skills and Abilities
        Knowledge, Skills & Abilities Required
        FULL PERFORMANCE KNOWLEDGES, SKILLS, ABILITIES AND PERSONAL CHARACTERISTICS
        Competencies Required
    """,
    "duties": """
        Examples of Duties
        TYPICAL EXAMPLES OF WORK (ILLUSTRATIVE ONLY)
        Essential Functions:
        Typical Tasks
        DUTIES/RESPONSIBILITIES
        Typical Work Activities
        Examples of Work
        Work Examples
        Job Duties
    """,
    "summary": """
        Definition
        GENERAL DEFINITION
        Nature of Work
        Position Summary
        Purpose of Classification
        Kind of Work
        General Statement of Duties
        Job Summary
    """,
    "distinguishing": """
        Distinguishing Characteristics
        DISTINGUISHING FEATURES OF THE CLASS
        Class Characteristics
        Allocating Factors
    """,
    "aside": """
        How to Apply
        BENEFITS
        Physical Demands
        Working Conditions
        Equal Opportunity Employer
        Selection Process
        Supplemental Information
        PHYSICAL AND MEDICAL REQUIREMENTS
        Class Specification History
    """,
}


@pytest.mark.parametrize("kind", KINDS)
def test_headings_of_a_kind(kind):
    wording = [line.strip() for line in KINDS[kind].strip().splitlines()]
    assert {heading: kind_of(heading) for heading in wording if kind_of(heading) != kind} == {}


@pytest.mark.parametrize(
    "title",
    [
        "Librarian II",
        "Training Officer",
        "License Inspector",
        "Education Specialist",
        "Benefits Specialist",
        "Skills Coach",
    ],
)
def test_class_titles_are_no_headings(title):
    assert kind_of(title) is None


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Class Code", "code"),
        ("Class No.", "code"),
        ("Job Code", "code"),
        ("Pay Grade", "pay.grade"),
        ("FLSA Status", "flsa_default"),
        ("Bargaining Unit", "bargaining_unit"),
        ("Class Established", "established"),
        ("Classification Title", "title"),
        ("Salary", "salary"),
    ],
)
def test_labels_of_facts(label, field):
    assert label_of(label) == field


def test_words_that_only_qualifications_hold():
    assert looks_like_qualifications("Graduation from a standard senior high school")
    assert looks_like_qualifications("18 years of age or older")
    assert not looks_like_qualifications("Sweeps floors and empties baskets.")
