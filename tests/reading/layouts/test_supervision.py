"""Whom a class supervises, as far as its text states it."""

import pytest

from meritplan.reading.layouts.supervision import supervises
from meritplan.reading.passage import Passage


def stated(text, titles=()):
    return [phrase.text for phrase in supervises([Passage.of(text)], titles)]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("Plans the work and supervises clerks and typists.", ["supervises clerks and typists"]),
        ("provides direct supervision for the Map Keepers.", ["provides direct supervision for the Map Keepers"]),
        (
            "Accountable for overseeing first-line supervisors of a facility.",
            ["overseeing first-line supervisors of a facility"],
        ),
        ("Employee supervision includes hiring; training.", ["Employee supervision includes hiring; training"]),
        ("May supervise volunteers.", ["May supervise volunteers"]),
        (
            "First-line supervision of the crews of one district.",
            ["First-line supervision of the crews of one district"],
        ),
        (
            "Supervision is exercised over a few pages and aides.",
            ["Supervision is exercised over a few pages and aides"],
        ),
    ],
)
def test_supervision_of_people_is_stated(text, phrases):
    assert stated(text, titles=["Map Keeper", "typist"]) == phrases


@pytest.mark.parametrize(
    "text",
    [
        "Works under the supervision of a manager.",
        "Receives general supervision from the director.",
        "Plans and supervises investigations and inspections.",
        "Supervision at this level also requires these employees to know the work.",
        "Gives work direction to the lower levels.",
    ],
)
def test_being_supervised_and_supervising_work_is_not(text):
    assert stated(text) == []
