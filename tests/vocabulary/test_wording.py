"""Requirements in plain words, as the report prints them."""

import pytest

from meritplan.model import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Coursework,
    Definition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Skill,
    Substitution,
    Training,
    Unread,
)
from meritplan.model.requirement import GROUPS, LEAVES, RULES
from meritplan.vocabulary.wording import duration, in_words

SAID = [
    (AllOf(), "all of these"),
    (AnyOf(), "any one of these"),
    (AnyOf(inclusive=True), "any of these, or several together"),
    (Option(by="appointing authority"), "only if the appointing authority asks for it"),
    (Education(level="high_school", or_equivalent=True), "high school diploma or the equivalent"),
    (Education(level="some_college", years=2, accredited=True), "2 years of college study, accredited"),
    (
        Coursework(semester_units=24, quarter_units=36, subjects=("accounting",)),
        "24 semester units or 36 quarter units of coursework in accounting",
    ),
    (
        Experience(months=24, max_months=48, full_time=True, paid=True, classes=("Deckhand", "Mate")),
        "2 years (the text says up to 4 years) of full-time paid experience as Deckhand or Mate",
    ),
    (Experience(months=12, exclusive=True, supervisory=True), "more than 1 year of supervisory experience"),
    (
        Experience(months=6, level_of=("Mate",), within_months=60),
        "6 months of experience at least at the level of Mate, within the last 5 years",
    ),
    (
        License(name=("Pilot", "Master"), issuer="State of Alder", valid=True),
        "license: Pilot or Master, issued by State of Alder, in force",
    ),
    (License(kind="driver"), "driver license"),
    (License(kind="driver", name="valid Alder driver's license"), "valid Alder driver's license"),
    (Experience(months=0, max_months=12), "any length (the text says up to 1 year) of experience"),
    (Experience(months=12, classes=("Mate",), employer="Alder"), "1 year of experience as Mate (employer: Alder)"),
    (
        License(kind="certificate", name="Appraiser", within_months_of_hire=18),
        "certificate: Appraiser, within 1½ years of hire",
    ),
    (Training(program="deck academy", hours=40), "training: deck academy, 40 hours"),
    (Skill(skill="typing", min=40, unit="wpm"), "skill: typing, at least 40 wpm"),
    (Condition(kind="age", min=18), "age: at least 18"),
    (Unread(quote="as the board sees fit"), "not understood; a person must read this"),
    (
        Substitution(give="education", target="experience", ratio=(12, 12), cap_months=24),
        "education may stand in for experience (1 year for 1 year; at most 2 years)",
    ),
    (
        Combination(total_months=48, of=("education", "experience")),
        "education and experience may be combined to a total of 4 years",
    ),
    (
        Counting(months=12, when_employer="the State", level_of=("Mate",)),
        "if experience with the State is used: 1 year at least at the level of Mate",
    ),
    (
        Admission(applies_to="experience", short_months=6),
        "may apply while 6 months short before meeting experience; must meet it by appointment",
    ),
    (Admission(), "may apply before meeting everything asked for; must meet it by appointment"),
    (
        Substitution(give="experience", target="all", give_text="work at sea", credit_months=12),
        "“work at sea” may stand in for everything asked for (counts as 1 year)",
    ),
    (Definition(term="season"), "explains “season”"),
    (Note(kind="desirable"), "desirable, not required"),
]


@pytest.mark.parametrize(("node", "words"), SAID, ids=lambda value: value if isinstance(value, str) else "")
def test_a_node_in_plain_words(node, words):
    assert in_words(node) == words


def test_every_kind_of_node_has_words():
    assert {type(node) for node, _ in SAID} == {*GROUPS, *LEAVES, *RULES}


def test_lengths_keep_odd_months_and_fractions():
    assert [duration(months) for months in (1, 12, 18, 20, 24, 4.5)] == [
        "1 month",
        "1 year",
        "1½ years",
        "20 months",
        "2 years",
        "4.5 months",
    ]
