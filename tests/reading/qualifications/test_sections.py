# ruff: noqa: E501  (sections of documents keep their lines)
"""Qualification sections, in the words of fictional publishers, and the trees they must give."""

import json
from typing import Any

import msgspec
import pytest

from meritplan.model import AllOf, AnyOf, Requirement
from meritplan.model.requirement import doubts, walk
from meritplan.reading.documents import open_bytes
from meritplan.reading.qualifications.ledger import lost
from meritplan.reading.qualifications.reader import read_blocks


def tree(text: str) -> Requirement:
    """The tree of a section given as plain text."""
    made = read_blocks(open_bytes(text.encode(), path="section.txt").blocks)
    assert made is not None
    return made


def shape(node: Requirement) -> Any:
    """A tree without its words: groups as ``{"all": [...]}`` / ``{"any": [...]}``, leaves by type and key figure."""
    if isinstance(node, AllOf):
        return {"all": [shape(child) for child in node.children]} if len(node.children) > 1 else shape(node.children[0])
    if isinstance(node, AnyOf):
        return {"any": [shape(child) for child in node.children]}
    plain = json.loads(msgspec.json.encode(node))
    if plain["type"] == "option":
        return {"option": shape(node.children[0])}  # type: ignore[union-attr]
    figures = ("level", "months", "semester_units", "min", "name", "program")
    return " ".join([plain["type"], *(str(plain[figure]) for figure in figures if figure in plain)])


def rules(node: Requirement) -> list[dict[str, Any]]:
    """Every rule of the tree without quotes and spans."""
    found = []
    for below in walk(node):
        for rule in getattr(below, "rules", ()):
            plain = json.loads(msgspec.json.encode(rule))
            found.append({key: value for key, value in plain.items() if key not in ("quote", "spans", "give_text")})
    return found


SECTIONS = {
    "one sentence, three requirements": (
        "Typically requires a Bachelor's Degree, 4+ years of experience, and 1-2 years of supervisory experience.",
        {"all": ["education bachelor", "experience 48", "experience 12"]},
    ),
    "an authority may ask for more": (
        "Requires a Bachelor's Degree. Appointing authority may require a Master's Degree and/or ranger's license.",
        {"all": ["education bachelor", {"option": {"any": ["education master", "license ranger's license"]}}]},
    ),
    "patterns with shared preamble": (
        (
            "Possession of a valid license as a Harbor Pilot. and\nEither I\n\nOne year of experience in the Alder state service performing "
            "the duties of a Mate II.\n\nOr II\n\nExperience: Three years of experience in coastal navigation. and\n\n"
            "Education: Equivalent to graduation from college. (Additional qualifying experience may be substituted for the required "
            "education on a year-for-year basis.)"
        ),
        {"all": ["license Harbor Pilot", {"any": ["experience 12", {"all": ["experience 36", "education bachelor"]}]}]},
    ),
    "numbered alternatives, then a third that stands beside them": (
        (
            "1. One year of full-time paid experience as a Gardener; or\n2. Two years of full-time paid landscape experience.\n"
            "3. A valid State of Alder driver's license is required."
        ),
        {"all": [{"any": ["experience 12", "experience 24"]}, "license State of Alder driver's license"]},
    ),
    "and either": (
        (
            "1. Graduation from an accredited four-year college or university; and either\n2. Two years of full-time paid experience as a "
            "Curator; or\n3. Four years of full-time paid museum experience."
        ),
        {"all": ["education bachelor", {"any": ["experience 24", "experience 48"]}]},
    ),
    "inline alternatives after a base": (
        (
            "Graduation from high school or possession of an equivalency diploma, plus EITHER: (A) Graduation from a regionally accredited "
            "college with a Bachelor's degree plus one (1) year paid full-time payroll experience; OR,\n(B) Three (3) years paid "
            "full-time experience as defined in (A) above; OR,\n(C) Any equivalent combination of education and experience."
        ),
        {
            "all": [
                "education high_school",
                {"any": [{"all": ["education bachelor", "experience 12"]}, "experience 36"]},
            ]
        },
    ),
    "items that only spell out one requirement": (
        (
            "Experience: Two years of experience in one or a combination of the following:\n1. Repairing pumps. or\n2. Testing valves. or\n"
            "3. Reading gauges."
        ),
        "experience 24",
    ),
    "a setting that serves every item": (
        "In the Alder state service either:\n1. Two years of experience as a Deckhand. or\n2. One year of experience as a Bosun.",
        {"any": ["experience 24", "experience 12"]},
    ),
    "run-in headings": (
        (
            "EDUCATION: Graduation from an accredited college with an Associate's degree in Surveying.\nEXPERIENCE: Two (2) years of "
            "land survey experience."
        ),
        {"all": ["education associate", "experience 24"]},
    ),
    "a position decides between two": (
        (
            "1. Master's degree in Nursing from an accredited university.\n\nBased on institutional requirements for each position:\n\n"
            "2. A. Current State of Alder licensure as a Clinical Nurse.\n\nOR\n\nB. Three (3) years (36 months) of ward experience."
        ),
        {"all": ["education master", {"option": {"any": ["license Clinical Nurse", "experience 36"]}}]},
    ),
    "units beside a degree": (
        (
            "Graduation from an accredited four-year college or university with a major in chemistry, which includes at least 12 semester "
            "units or 18 quarter units of laboratory courses."
        ),
        {"all": ["education bachelor", "coursework 12"]},
    ),
    "a number said twice is no list": (
        "Two (2) years of clerical experience, plus one (1) year of experience as a Cashier.",
        {"all": ["experience 24", "experience 12"]},
    ),
    "conditions one by one": (
        "We require you to:\n- Be a minimum of 19 years of age.\n- Be a citizen of the United States.\n- Pass a medical examination.",
        {"all": ["condition 19", "condition", "condition"]},
    ),
}


@pytest.mark.parametrize(("text", "expected"), SECTIONS.values(), ids=SECTIONS.keys())
def test_a_section_gives_its_tree(text: str, expected: Any) -> None:
    made = tree(text)
    assert shape(made) == expected
    assert list(doubts(made)) == []


RULES = {
    "year for year": (
        (
            "Four years of dock experience. (College education may be substituted for the required experience on a year-for-year basis "
            "to a maximum of two years.)"
        ),
        {"type": "substitution", "give": "education", "target": "experience", "ratio": [12, 12], "cap_months": 24},
    ),
    "a degree for a fixed time": (
        "Two years of audit experience.\n\nA Master's degree in accounting may be substituted for one year of the required experience.",
        {
            "type": "substitution",
            "give": "education",
            "target": "experience",
            "give_level": "master",
            "credit_months": 12,
        },
    ),
    "work for a diploma": (
        "Equivalent to completion of the 12th grade. (One year of mail room experience may be substituted for the required education.)",
        {"type": "substitution", "give": "experience", "target": "education", "give_months": 12},
    ),
    "short of it by six months": (
        (
            "Three years of full-time paid experience as a Roofer.\n\nApplicants who lack six months or less of the required experience may "
            "file for this examination. However, they cannot be appointed until the full experience requirement is met."
        ),
        {"type": "admission", "applies_to": "experience", "by": "appointment", "short_months": 6},
    ),
    "what counts": (
        (
            "Five years of audit experience. (Experience in the California state service applied toward this requirement must include one "
            "year performing the duties of a Field Auditor II.)"
        ),
        {
            "type": "counting",
            "months": 12,
            "when_employer": "California state service",
            "classes": ["Field Auditor II"],
        },
    ),
    "any combination": (
        (
            "Associate's Degree in Biology and two (2) years of laboratory experience. Any combination of education and direct experience "
            "totaling four (4) years may substitute for the required education and experience."
        ),
        {"type": "combination", "total_months": 48, "of": ["education", "experience"]},
    ),
}


@pytest.mark.parametrize(("text", "expected"), RULES.values(), ids=RULES.keys())
def test_a_sentence_becomes_a_rule(text: str, expected: dict[str, Any]) -> None:
    found = rules(tree(text))
    assert expected in found


FLAGGED = {
    "and with or, no order said": (
        "1. A valid Boiler Operator license; and\n2. One year of experience as a Fireman; or\n3. Two years of experience as a Stoker.",
        "mixed",
    ),
    "two lengths for one": ("Two years (36 months) of experience as a Baker.", "different lengths"),
    "a number and its word disagree": ("Five (4) years of experience as a Baker.", "twice and differently"),
    "a broken field list": (
        "Master's degree from an accredited university in Social Work or Family Studies. child or youth science.",
        "broken in the source",
    ),
    "words nobody understood": ("A bachelor's degree wobbling in the moonlight.", "not understood"),
    "a requirement inside a description": (
        "Two years of experience mending nets where workers must possess a knife.",
        "description of the work",
    ),
}


@pytest.mark.parametrize(("text", "question"), FLAGGED.values(), ids=FLAGGED.keys())
def test_doubt_asks_its_question(text: str, question: str) -> None:
    asked = [node.doubt or "" for node in doubts(tree(text))]
    assert any(question in doubt for doubt in asked), asked


def test_parts_stay_inside_the_total() -> None:
    made = tree(
        "Six years of experience in forestry, at least two years of which must have been in a supervisory capacity."
    )
    plain = json.loads(msgspec.json.encode(made))
    assert plain["months"] == 72
    assert [part["months"] for part in plain["subsets"]] == [24]
    assert plain["subsets"][0]["supervisory"] is True


def test_a_limit_is_no_requirement() -> None:
    made = tree("Three years of drafting experience (one year of which may be model making only).")
    plain = json.loads(msgspec.json.encode(made))
    assert "subsets" not in plain
    assert plain["at_most"][0]["months"] == 12


def test_a_reference_is_filled_in_without_the_employer() -> None:
    made = tree(
        "1. One year of full-time paid experience with the City of Marrow Bay mixing asphalt; or\n"
        "2. Two years of full-time paid experience performing the duties as described in Requirement #1."
    )
    first, second = json.loads(msgspec.json.encode(made))["children"]
    assert second["function"] == first["function"] == "mixing asphalt"
    assert "employer" not in second


def test_every_quote_is_an_exact_slice() -> None:
    text = SECTIONS["patterns with shared preamble"][0]
    for node in walk(tree(text)):
        if node.quote and node.spans:
            assert " ".join(" ".join(text[start:end].split()) for start, end in node.spans) == node.quote


@pytest.mark.parametrize("text", [text for text, _ in SECTIONS.values()], ids=SECTIONS.keys())
def test_nothing_is_lost(text: str) -> None:
    document = open_bytes(text.encode(), path="section.txt")
    made = read_blocks(document.blocks)
    assert made is not None
    assert lost(document.blocks, [made]) == 0
