"""Credentials by their full names, degrees that stand in for others, and words glued together."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from meritplan.model import License
from meritplan.model.requirement import walk
from meritplan.reading.documents import open_bytes
from meritplan.reading.qualifications.reader import read_blocks


def nodes(text: str, kind: str) -> list[dict[str, Any]]:
    """Every node of a kind in the tree read from plain text."""
    made = read_blocks(open_bytes(text.encode(), "wording.txt").blocks)
    assert made is not None
    plain = [msgspec.json.decode(msgspec.json.encode(node)) for node in walk(made)]
    return [node for node in plain if node["type"] == kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Possession of the legal requirements to practice as a ship pilot in Alder as determined by the Board.",
            "legal requirements to practice as a ship pilot",
        ),
        (
            "Possession of the legal requirements for the practice of midwifery in Alder.",
            "legal requirements for the practice of midwifery",
        ),
        (
            "Possession of a valid Alder teaching credential with specialization in music, drama, or dance.",
            "Alder teaching credential with specialization in music, drama, or dance",
        ),
    ],
)
def test_a_credential_keeps_all_of_its_name(text: str, name: str) -> None:
    (credential,) = nodes(text, "license")
    assert credential["name"] == name


def test_the_lowest_of_the_degrees_offered_is_enough() -> None:
    (rule,) = nodes(
        "Two years of experience in archives. (A master's or doctorate degree may be substituted for one year of the "
        "required experience.)",
        "substitution",
    )
    assert (rule["give_level"], rule["credit_months"]) == ("master", 12)


def test_what_satisfies_a_requirement_stands_in_for_it() -> None:
    (rule,) = nodes(
        "Possession of a valid Alder pilot's license. (A certificate of registration as a coast pilot issued before "
        "1982 satisfies this requirement.)",
        "substitution",
    )
    assert (rule["give"], rule["target"]) == ("license", "license")


def test_a_connective_glued_to_the_next_word() -> None:
    made = read_blocks(
        open_bytes(
            b"Possession of a valid license to practice as a Ferrier issued by the Alder Board. "
            b"andPossession of a valid Alder boating certificate.",
            "wording.txt",
        ).blocks
    )
    assert made is not None
    assert msgspec.json.decode(msgspec.json.encode(made))["type"] == "all_of"
    assert sum(isinstance(node, License) for node in walk(made)) == 2


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Master's degree in library science, Public Librarian Certificate, experience in printing.", "education"),
        ("Two years of experience as a helper to a Cooper.", "experience"),
        ("One year or 1,920 hours of experience in masonry.", "experience"),
    ],
)
def test_asked_about_and_not_asserted(text: str, kind: str) -> None:
    assert all(node.get("doubt") for node in nodes(text, kind))


def test_a_length_in_thousands() -> None:
    (experience,) = nodes("One thousand hours of experience in masonry.", "experience")
    assert experience["hours"] == 1000


def test_a_registered_voter_holds_no_license() -> None:
    assert not nodes("Must be a registered voter in the State of Alder prior to appointment.", "license")


def test_fields_that_share_a_noun() -> None:
    (education,) = nodes("Bachelor's degree in civil or marine engineering.", "education")
    assert education["fields"] == ["civil engineering", "marine engineering"]
    (education,) = nodes("Bachelor's degree in public health, medicine, environmental health, or botany.", "education")
    assert "medicine" in education["fields"]


def test_what_all_classes_require_is_required_of_this_one() -> None:
    made = read_blocks(open_bytes(b"All levels require possession of a valid driver license", "a.txt").blocks)
    assert isinstance(made, License)
    assert (made.kind, made.valid, made.doubt) == ("driver", True, None)
    assert made.quote == "All levels require possession of a valid driver license"
