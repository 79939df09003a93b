"""What begins an item of a list, and what only looks like it."""

import pytest

from meritplan.reading.documents import open_bytes
from meritplan.reading.documents.markers import find_marker, roman

HEAD = "Requirements:\n\n"


@pytest.mark.parametrize(
    ("line", "marker"),
    [
        ("1. Graduation", "1."),
        ("1) Graduation", "1)"),
        ("(1) Graduation", "(1)"),
        ("12.Graduation", "12."),
        ("a. graduation", "a."),
        ("A. Graduation", "A."),
        ("b) graduation", "b)"),
        ("(c) graduation", "(c)"),
        ("iv. graduation", "iv."),
        ("II. Graduation", "II."),
        ("- Graduation", "-"),
        ("– Graduation", "–"),
        ("* Graduation", "*"),
        ("• Graduation", "•"),
        ("•Graduation", "•"),
        ("o Graduation", "o"),
        ("A. B.A. degree", "A."),
        ("2.1 Education", "2.1"),
    ],
)
def test_markers(line, marker):
    found = find_marker(line)
    assert found is not None
    assert found.text == marker


@pytest.mark.parametrize(
    "line",
    [
        "3.5 years of experience",
        "B.A. degree in forestry",
        "U.S. citizen",
        "U. S. citizen",
        "J. D. or equivalent",
        "No. 5",
        "*NOTE: Data entry does not count.",
        "old ropes",
        "2018 to 2020",
        "-5 degrees",
        "(213) 555-0199",
        "a person",
        "I supervise",
        "Graduation",
    ],
)
def test_no_markers(line):
    assert find_marker(line) is None


@pytest.mark.parametrize(
    ("number", "value"), [("i", 1), ("iv", 4), ("IX", 9), ("xiv", 14), ("iiii", 0), ("d", 0), ("", 0)]
)
def test_roman_numbers(number, value):
    assert roman(number) == value


def items(text):
    return [(block.marker, block.depth) for block in open_bytes((HEAD + text).encode()).blocks if block.kind == "item"]


def test_depths_of_nested_lists():
    assert items("1. One of:\na. x boats\nb. y boats\n   i. small\n   ii. large\nc. z boats\n2. Two") == [
        ("1.", 1),
        ("a.", 2),
        ("b.", 2),
        ("i.", 3),
        ("ii.", 3),
        ("c.", 2),
        ("2.", 1),
    ]


def test_the_ninth_letter_is_not_a_roman_number():
    assert items("\n".join(f"{letter}. ships" for letter in "abcdefghij")) == [
        (f"{letter}.", 1) for letter in "abcdefghij"
    ]


def test_bullets_under_numbers():
    assert items("1. One:\n• x boats\n• y boats\n2. Two:\n• z boats") == [
        ("1.", 1),
        ("•", 2),
        ("•", 2),
        ("2.", 1),
        ("•", 2),
    ]


def test_a_list_after_a_paragraph_begins_anew():
    assert items("1. One.\n2. Two.\n\nThe holder must also show all of these.\n\n• ropes\n• knots") == [
        ("1.", 1),
        ("2.", 1),
        ("•", 1),
        ("•", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Applicants who file for this examination under the rules and meet Requirement No.\n5. will be told.",
        "Applicants must have at least one\n(1) year of experience in the care of boats.",
        "The holder belongs to the union of the port and has been paying dues since the year of the\n12. The end.",
    ],
)
def test_the_end_of_a_sentence_is_no_item(text):
    assert items(text) == []
