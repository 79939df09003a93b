"""Plain text: what is joined, what is kept apart, and where everything stands."""

import pytest

from meritplan.reading.documents import open_bytes

WRAPPED = """\
FERRY SERVICES SERIES

Employees of this series keep the ferries of the bay running, look after passengers and vehicles and
see to the safety of both.  They report to the harbor office.

A Deck Officer typically -

1. directs the loading of vehicles and passengers and watches over the trim of the vessel during

the crossing.

2. keeps the log.
 3. trains deck hands in the use of lines, boats and fire equipment, and in the care of passengers
who need help.

"""
PAGED = """\
FERRY SERVICES SERIES

Keeps the accounts of the ticket office, orders supplies for the ferries and the piers and


FERRY SERVICES SERIES Page 2


writes the monthly report of the line for the harbor office, the council and the public
of the city.
"""


def blocks(text):
    return [(block.kind, block.marker, block.text) for block in open_bytes(text.encode()).blocks]


def texts(text, kind=None):
    return [block.text for block in open_bytes(text.encode()).blocks if kind in {None, block.kind}]


def test_wrapped_lines_are_joined_even_across_an_empty_line():
    found = blocks(WRAPPED)
    assert [(kind, marker) for kind, marker, _ in found] == [
        ("heading", None),
        ("paragraph", None),
        ("paragraph", None),
        ("item", "1."),
        ("item", "2."),
        ("item", "3."),
    ]
    assert found[1][2].endswith(
        "passengers and vehicles and see to the safety of both. They report to the harbor office."
    )
    assert found[3][2].endswith("over the trim of the vessel during the crossing.")
    assert found[5][2].endswith("and in the care of passengers who need help.")


def test_a_joined_block_keeps_its_lines_and_its_places():
    document = open_bytes(WRAPPED.encode())
    block = next(block for block in document.blocks if block.marker == "1.")
    assert [line.text for line in block.lines] == [
        "1. directs the loading of vehicles and passengers and watches over the trim of the vessel during",
        "the crossing.",
    ]
    start, end = block.passage[-13:].spans()[0]
    assert document.text[start:end] == "the crossing."


def test_places_count_every_character_of_the_stored_file():
    document = open_bytes(b"DUTIES\r\n\r\nFiles letters.\r\n\r\nNOTES\r\n")
    assert document.text == "DUTIES\r\n\r\nFiles letters.\r\n\r\nNOTES\r\n"
    assert [block.passage.spans()[0] for block in document.blocks] == [(0, 6), (10, 24), (28, 33)]


def test_one_paragraph_to_a_line_is_never_joined_with_the_next():
    long = "Two years of full-time paid experience in the care of boats, ropes and moorings of a public harbor " * 2
    assert texts(f"{long.strip()}\n{long.strip()}\nApplications close in May\nThe test is written") == [
        long.strip(),
        long.strip(),
        "Applications close in May",
        "The test is written",
    ]


def test_a_heading_is_not_joined_to_its_paragraph():
    assert blocks("Minimum Qualifications\nGraduation from high school.") == [
        ("heading", None, "Minimum Qualifications"),
        ("paragraph", None, "Graduation from high school."),
    ]


@pytest.mark.parametrize(
    "line",
    ["OR", "AND", "and/or", "Or"],
)
def test_a_connective_alone_is_a_paragraph_of_its_own(line):
    found = blocks(f"A. Graduation from college in the field of\nforestry.\n{line}\nB. Four years of experience.")
    assert found[1] == ("paragraph", None, line)
    assert [marker for _, marker, _ in found] == ["A.", None, "B."]


def test_two_markers_are_an_item_within_an_item():
    document = open_bytes(b"2. A. License as a pilot.\n\nOR\n\nB. Three years as a mate.\n\n3. Good hearing.")
    assert [(block.marker, block.depth, block.text) for block in document.blocks if block.kind == "item"] == [
        ("2.", 1, ""),
        ("A.", 2, "License as a pilot."),
        ("B.", 2, "Three years as a mate."),
        ("3.", 1, "Good hearing."),
    ]


def test_a_page_header_is_lifted_out_of_the_sentence_it_interrupts():
    document = open_bytes(PAGED.encode())
    assert [(block.text, block.running) for block in document.blocks] == [
        ("FERRY SERVICES SERIES", False),
        (" ".join([*PAGED.splitlines()[2:3], *PAGED.splitlines()[8:]]), False),
        ("FERRY SERVICES SERIES Page 2", True),
    ]


def test_a_repeated_section_heading_is_no_page_header():
    text = "NOTES:\n\n1. One.\n\nNOTES:\n\n1. Two.\n\nNOTES:\n\n1. Three.\n"
    assert [block.running for block in open_bytes(text.encode()).blocks] == [False] * 6


def test_columns_set_with_tabs_are_cells():
    document = open_bytes(b"Class Title\tClass Code\tPay Band\nDeck Hand\tF010\t45\nDeck Officer\tF020\t\n")
    assert [(block.row, block.column, block.text) for block in document.blocks] == [
        (0, 0, "Class Title"),
        (0, 1, "Class Code"),
        (0, 2, "Pay Band"),
        (1, 0, "Deck Hand"),
        (1, 1, "F010"),
        (1, 2, "45"),
        (2, 0, "Deck Officer"),
        (2, 1, "F020"),
    ]


def test_columns_of_labels_with_a_colon_are_no_table():
    assert blocks("Class Code:\t0412\nOpen Date:\t05-18-18") == [
        ("paragraph", None, "Class Code: 0412"),
        ("paragraph", None, "Open Date: 05-18-18"),
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Prepares the specifi-\ncations for boats.", "Prepares the specifications for boats."),
        ("Pays for work done by part-\ntime deck hands.", "Pays for work done by part-time deck hands."),
        ("Two- and three-year terms.", "Two- and three-year terms."),
        ("Keeps a list of receiv ing stations.", "Keeps a list of receiving stations."),
        ("Has a full- time job.", "Has a full-time job."),
    ],
)
def test_words_broken_by_paper_are_made_whole_where_that_is_certain(broken, whole):
    assert texts(broken) == [whole]


def test_a_repaired_word_still_points_into_the_file():
    document = open_bytes(b"Prepares specifi-\ncations for boats.")
    word = document.blocks[0].passage[9:23]
    assert word.text == "specifications"
    assert [document.text[offset] for offset in word.at] == list("specifications")


def test_marks_of_emphasis_are_left_out_and_footnote_stars_stay():
    assert texts("*Note: Made from O*NET data.*\n\nTyping* is part of the *whole job*.\n\n**Scope**") == [
        "Note: Made from O*NET data.",
        "Typing* is part of the whole job.",
        "Scope",
    ]


def test_headings_in_markdown():
    document = open_bytes(b"## Minimum qualifications\nGraduation from high school.\n")
    block = document.blocks[0]
    assert (block.kind, block.depth, block.text) == ("heading", 2, "Minimum qualifications")


def test_a_list_in_title_case_is_no_row_of_headings():
    assert {kind for kind, _, _ in blocks("Accounting\nBusiness Administration\nPublic Finance\nStatistics")} == {
        "paragraph"
    }


def test_a_marker_alone_takes_the_line_below():
    assert blocks("1.\nGraduation from high school\n\n2.\nGood health") == [
        ("item", "1.", "Graduation from high school"),
        ("item", "2.", "Good health"),
    ]


def test_counted_lines_in_capitals_are_headings_unless_they_are_a_list():
    found = open_bytes(b"I. SCOPE\nThis class sails.\nII. QUALIFICATIONS\nA. Education\n").blocks
    assert [(block.kind, block.marker, block.text) for block in found if block.marker] == [
        ("heading", "I.", "SCOPE"),
        ("heading", "II.", "QUALIFICATIONS"),
        ("item", "A.", "Education"),
    ]
    listed = open_bytes(b"Licenses:\n1. FIRST MATE\n2. MASTER OF BOATS\n").blocks
    assert [block.kind for block in listed][1:] == ["item", "item"]


def test_a_line_set_in_under_a_marker_belongs_to_its_item():
    assert blocks("  o   Trains new\n      Deck hands.\n  o   Sails.") == [
        ("item", "o", "Trains new Deck hands."),
        ("item", "o", "Sails."),
    ]


def test_bullets_set_further_in_are_nested():
    found = open_bytes(b"* A degree.\n    * In any field.\n* Two years.").blocks
    assert [block.depth for block in found] == [1, 2, 1]


def test_a_table_in_markdown():
    found = open_bytes(b"| Grade | Pay |\n|---|---|\n| 12 | $40,000 |\n").blocks
    assert [(block.row, block.column, block.text) for block in found] == [
        (0, 0, "Grade"),
        (0, 1, "Pay"),
        (1, 0, "12"),
        (1, 1, "$40,000"),
    ]


def test_labels_set_side_by_side_do_not_run_into_the_text():
    text = "CLASS TITLE:   Deck Hand              CLASS CODE: 0412\n\nUnder supervision, sails."
    assert texts(text) == ["CLASS TITLE: Deck Hand CLASS CODE: 0412", "Under supervision, sails."]


def test_the_address_a_text_begins_with():
    document = open_bytes(b"https://alder.example/specs/0412\nFerry Dispatcher\n")
    assert document.address == "https://alder.example/specs/0412"
