"""Wordings of many publishers: what a phrase must become, and what must be asked about instead of asserted."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from meritplan.model.requirement import Node, walk
from meritplan.reading.documents import open_bytes
from meritplan.reading.qualifications.reader import read_blocks


def tree(text: str) -> Node:
    """The tree read from plain text."""
    made = read_blocks(open_bytes(text.encode(), "wording.txt").blocks)
    assert made is not None
    return made


def compact(node: Node) -> dict[str, Any]:
    """A node without its quotes, places and labels; groups of one and notes of explanation left out."""
    facts: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(node))
    return _bare(facts)


def _bare(facts: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in facts.items() if key not in ("quote", "spans", "label")}
    for group in ("children", "rules", "subsets"):
        if group in kept:
            kept[group] = [_bare(child) for child in kept[group] if child.get("kind") != "explanation"]
            if not kept[group]:
                del kept[group]
    if (
        kept["type"] in ("all_of", "any_of")
        and len(kept.get("children", ())) == 1
        and "rules" not in kept
        and "doubt" not in kept
    ):
        return dict(kept["children"][0])
    return kept


READ: list[tuple[str, dict[str, Any]]] = [
    # schooling
    ("Educational pre-requisite - h.s. diploma", {"type": "education", "level": "high_school"}),
    (
        "Be a U.S. high school graduate or equivalent",
        {"type": "education", "level": "high_school", "or_equivalent": True},
    ),
    ("Highschool diploma or state issued GED", {"type": "education", "level": "high_school", "or_equivalent": True}),
    (
        "Graduate of accredited law school.",
        {"type": "education", "level": "professional", "fields": ["law"], "accredited": True},
    ),
    (
        "Possession of the degree of Doctor of Medicine",
        {"type": "education", "level": "professional", "fields": ["medicine"]},
    ),
    (
        "Equivalent to completion of two years (60 semester units or 90 quarter units) of college education",
        {"type": "education", "level": "some_college", "years": 2, "or_equivalent": True},
    ),
    (
        "Possession of a bachelor's or advanced degree with a major in tidal biology or soil science",
        {"type": "education", "level": "bachelor", "fields": ["tidal biology", "soil science"]},
    ),
    (
        "Equivalent to possession of a doctoral degree with specialization in salt chemistry",
        {"type": "education", "level": "doctorate", "fields": ["salt chemistry"]},
    ),
    (
        "Graduation with an MLS degree from an accredited program",
        {"type": "education", "level": "master", "accredited": True},
    ),
    ("A 4 yr degree in botany", {"type": "education", "level": "bachelor", "fields": ["botany"]}),
    (
        "Master's degree in a field related to marine biology",
        {"type": "education", "level": "master", "fields": ["marine biology"], "related_field": True},
    ),
    (
        "2 full years of progressively higher-level graduate education leading to such a degree",
        {"type": "education", "level": "master", "years": 2},
    ),
    # work
    (
        "Two years experience as a harbor pilot practicing at night",
        {"type": "experience", "months": 24, "classes": ["harbor pilot"], "function": "practicing at night"},
    ),
    ("9 mths experience in bookkeeping", {"type": "experience", "months": 9, "function": "bookkeeping"}),
    (
        (
            "No person shall be named fire marshal unless he or she has had at least four years of "
            "experience in fire prevention."
        ),
        {"type": "experience", "months": 48, "function": "fire prevention"},
    ),
    (
        "The clerk shall have had, before appointment, at least two years of paid office experience.",
        {"type": "experience", "months": 24, "paid": True, "function": "office"},
    ),
    # several things in one sentence
    (
        "A driver must be at least 21 years old, pass an annual physical exam, and have a safe driving record.",
        {
            "type": "all_of",
            "children": [
                {"type": "condition", "kind": "age", "min": 21},
                {"type": "condition", "kind": "physical"},
                {"type": "condition", "kind": "driving_record"},
            ],
        },
    ),
    (
        "A valid driver's license with an acceptable driving record",
        {
            "type": "all_of",
            "children": [
                {"type": "license", "name": "driver's license", "kind": "driver", "valid": True},
                {"type": "condition", "kind": "driving_record"},
            ],
        },
    ),
    (
        "Five years of journey experience in the trades; AND possession of an Alder Code Council certification",
        {
            "type": "all_of",
            "children": [
                {"type": "experience", "months": 60, "qualities": ["journey"], "function": "trades"},
                {"type": "license", "name": "Alder Code Council certification", "kind": "certificate"},
            ],
        },
    ),
    (
        (
            "Any combination of training and experience equivalent to graduation from high school and three "
            "years of clerical experience"
        ),
        {
            "type": "all_of",
            "children": [
                {"type": "education", "level": "high_school"},
                {"type": "experience", "months": 36, "function": "clerical"},
            ],
            "rules": [{"type": "combination", "of": ["training", "experience"]}],
        },
    ),
    (
        "One course in bookkeeping - OR - two years of bookkeeping experience",
        {
            "type": "any_of",
            "children": [
                {"type": "coursework", "courses": 1, "subjects": ["bookkeeping"]},
                {"type": "experience", "months": 24, "function": "bookkeeping"},
            ],
        },
    ),
    (
        (
            "Not less than six years' experience in law enforcement and a bachelor's degree; provided that "
            "a master's degree may be substituted for two years of such experience."
        ),
        {
            "type": "all_of",
            "children": [
                {"type": "experience", "months": 72, "function": "law enforcement"},
                {"type": "education", "level": "bachelor"},
            ],
            "rules": [
                {
                    "type": "substitution",
                    "give": "education",
                    "target": "experience",
                    "give_level": "master",
                    "credit_months": 24,
                    "give_text": "master's degree",
                }
            ],
        },
    ),
    (
        (
            "Completion of the ferry academy; first aid and CPR cards; ability to swim; no felony "
            "convictions; U.S. citizenship."
        ),
        {
            "type": "all_of",
            "children": [
                {"type": "training", "program": "ferry academy"},
                {"type": "license", "name": "first aid and CPR cards", "kind": "certificate"},
                {"type": "condition", "kind": "ability"},
                {"type": "condition", "kind": "background"},
                {"type": "condition", "kind": "citizenship"},
            ],
        },
    ),
    (
        (
            "(A) at least three years of experience in ferry work and (B) of which at least one year must "
            "have been in a supervisory capacity"
        ),
        {
            "type": "experience",
            "months": 36,
            "function": "ferry work",
            "subsets": [{"type": "experience", "months": 12, "supervisory": True, "function": "supervisory capacity"}],
        },
    ),
    (
        (
            "Shall be at least twenty-one (21) years of age, of good moral character, a citizen of the "
            "United States, and able to swim."
        ),
        {
            "type": "all_of",
            "children": [
                {"type": "condition", "kind": "age", "min": 21},
                {"type": "condition", "kind": "background"},
                {"type": "condition", "kind": "citizenship"},
                {"type": "condition", "kind": "ability"},
            ],
        },
    ),
    (
        (
            "Graduation from high school and six years of experience in surveying, two of which in a lead "
            "role; or an equivalent combination of education and experience substituting one year for another"
        ),
        {
            "type": "all_of",
            "children": [
                {"type": "education", "level": "high_school"},
                {
                    "type": "experience",
                    "months": 72,
                    "function": "surveying",
                    "subsets": [{"type": "experience", "months": 24, "function": "lead role"}],
                },
            ],
            "rules": [
                {
                    "type": "combination",
                    "of": ["education", "experience"],
                    "doubt": "“one year” became no part of this combination. What does it ask?",
                }
            ],
        },
    ),
    (
        (
            "Applicants who do not possess the required degree may substitute additional experience on a "
            "year-for-year basis."
        ),
        {
            "type": "all_of",
            "rules": [
                {
                    "type": "substitution",
                    "give": "experience",
                    "target": "education",
                    "ratio": [12, 12],
                    "give_text": "additional experience on a year-for-year basis",
                }
            ],
        },
    ),
    # rules
    (
        "Note for Option 2: Additional experience may substitute for the associate's degree on a year for year basis.",
        {
            "type": "all_of",
            "rules": [
                {
                    "type": "substitution",
                    "give": "experience",
                    "target": "education",
                    "ratio": [12, 12],
                    "give_text": "Additional experience",
                }
            ],
        },
    ),
]


@pytest.mark.parametrize(("phrase", "expected"), READ, ids=[phrase[:40] for phrase, _ in READ])
def test_a_wording_becomes_its_node(phrase: str, expected: dict[str, Any]) -> None:
    assert compact(tree(phrase)) == expected


ASKED = [
    "Certified harbor staff must be a resident of Marrow Bay",
    "Must possess the license at the time of filing",
    "Certified aides - 19 y.o.",
    "Must not be over the age of 40 at appointment",
    "Be 18 to 35 years of age",
    "Applicants for the airport must be able to obtain a badge",
    "Training assistance is available through the ferry office",
    "Persons with a degree may be able to attain a provisional teaching certificate after one year as an aide",
    "Six months of the required experience stated above may be substituted for thirty hours of approved classes",
    "One year of college and two years of service may be substituted for the required certificate",
    "Passing the ferry test may, unless waived, follow the appointment",
    "Applicants must, if hired, be found fit by a licensed physician approved by the harbor board",
]


@pytest.mark.parametrize("phrase", ASKED, ids=[phrase[:40] for phrase in ASKED])
def test_what_is_half_understood_is_asked(phrase: str) -> None:
    asserted = [
        node
        for node in walk(tree(phrase))
        if node.__struct_config__.tag not in ("all_of", "any_of", "note", "definition")
        and node.__struct_config__.tag != "unread"
        and not node.doubt
    ]
    assert asserted == []


def test_acceptable_combinations_in_a_list_are_other_ways_to_qualify() -> None:
    made = compact(
        tree(
            "Bachelor's degree and 6 years of ferry experience.\n\nAcceptable combinations of training and "
            "experience:\n\n- High school diploma and 10 years of ferry experience\n"
            "- Master's degree and 4 years of ferry experience\n"
        )
    )
    assert made["type"] == "any_of"
    assert [child["children"][0]["level"] for child in made["children"]] == ["bachelor", "high_school", "master"]


def test_what_stands_under_a_heading_of_wishes_is_no_requirement() -> None:
    made = tree("High school diploma or GED.\n\nDesirable qualifications:\n\nTwo years of ferry experience.\n")
    assert [type(node).__name__ for node in walk(made) if type(node).__name__ in ("Education", "Experience")] == [
        "Education"
    ]


def test_promotion_stands_beside_open_competition() -> None:
    made = compact(
        tree(
            "Graduation from high school and two years of clerical experience.\n\nPROMOTIONAL:\n\nOne year "
            "as a Ferry Clerk.\n"
        )
    )
    assert made["type"] == "any_of"


def test_a_wish_ends_where_something_else_is_asked() -> None:
    made = compact(tree("A bachelor's degree, preferably in geology, and at least three years of survey experience"))
    assert [child["type"] for child in made["children"]] == ["education", "experience"]


@pytest.mark.parametrize(
    ("sentence", "offered"),
    [
        (
            (
                "A master's degree, doctorate degree, or membership in the Alder State Bar may be substituted for one "
                "year of the required experience."
            ),
            [("education", "master", 12), ("license", None, 12)],
        ),
        (
            (
                "A bachelor's degree in finance or certification as a public accountant may be substituted for one "
                "year of experience."
            ),
            [("education", "bachelor", 12), ("license", None, 12)],
        ),
        (
            "A two or four year college degree may be substituted for one year of the required experience.",
            [("education", "associate", 12)],
        ),
    ],
)
def test_each_thing_that_may_stand_in_is_offered(sentence: str, offered: list[tuple[str, str | None, int]]) -> None:
    made = tree(f"Three years of experience in land surveys. {sentence}")
    rules = [(rule.give, rule.give_level, rule.credit_months) for rule in made.rules]
    assert rules == offered
    assert not any(rule.doubt for rule in made.rules)


@pytest.mark.parametrize(
    ("sentence", "ratio", "cap"),
    [
        ("Study of soils may be substituted for the experience on a year-for-six-months basis.", (12, 6), None),
        (
            (
                "College education may be substituted for up to 12 months of the experience with one year of college "
                "education being equivalent to six months of experience."
            ),
            (12, 6),
            12,
        ),
    ],
)
def test_a_rate_is_read_from_its_words(sentence: str, ratio: tuple[int, int], cap: int | None) -> None:
    (rule,) = tree(f"Three years of experience in land surveys. {sentence}").rules
    assert (rule.ratio, rule.cap_months, rule.doubt) == (ratio, cap, None)


def test_two_substitutions_in_one_sentence_are_two() -> None:
    made = tree(
        "Three years of experience in land surveys. A doctoral degree in geodesy may be substituted for two years of "
        "the required experience or a master's degree in geodesy may be substituted for one year of the experience."
    )
    assert [(rule.give_level, rule.credit_months) for rule in made.rules] == [("doctorate", 24), ("master", 12)]


def test_what_a_lead_asks_before_its_list_is_asked() -> None:
    made = tree(
        "Graduation from an accredited four-year college or university and successful completion of at least:\n"
        "a) six semester units of college level courses in surveying; or\n"
        "b) 60 hours of course work in surveying."
    )
    schooling, courses = made.children
    assert schooling.level == "bachelor"
    assert [(one.semester_units, one.hours) for one in courses.children] == [(6, None), (None, 60)]


def test_two_degrees_share_the_field_named_after_them() -> None:
    made = tree(
        "Graduation from an accredited college with a Bachelor's Degree or Master's Degree in tidal biology or geodesy"
    )
    assert [(one.level, one.fields) for one in made.children] == [
        ("bachelor", ("tidal biology", "geodesy")),
        ("master", ("tidal biology", "geodesy")),
    ]


def test_any_major_names_no_field() -> None:
    made = tree("Graduation from college in any major")
    assert (made.level, made.fields, made.doubt) == ("bachelor", (), None)


def test_a_field_that_is_announced_and_not_named_is_asked_about() -> None:
    made = tree("Graduation from college with a major or eight semester units of course work in ecology")
    assert made.children[0].doubt == "a field is announced and none is named. Which is meant?"
