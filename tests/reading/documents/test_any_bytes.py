"""Properties: any bytes become a document or issues; nothing that shows is lost; places are true."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meritplan.reading.document import Document
from meritplan.reading.documents import open_bytes
from meritplan.reading.documents.lines import INVISIBLE

PIECES = st.sampled_from(
    [
        *("1. ", "2) ", "(a) ", "A. ", "iv. ", "• ", "- ", "* ", "o ", "2. A. ", "1.", "3.5 years ", "No. 5 ", "B.A. "),
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\f",
            "\t",
            "  ",
            "\u00a0",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\x85",
            "\u00ad",
            "\ufffd",
        ),
        *("OR", "and", "Either I", "Page 5", "NOTES:", "Minimum Qualifications", "DUTIES", "FERRY SERIES Page 2", "12"),
        *(
            "two years of experience ",
            "in the care of boats ",
            "qualifi-",
            "cations ",
            "receiv ing ",
            "full- time ",
            "**",
            "_",
        ),
        *(
            "of",
            "; or",
            ".",
            ":",
            ",",
            "Deck Officer",
            "graduation from college",
            "## ",
            "$7,088.00 - $8,048.00",
            ". . . . . . . 100%",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
TAGS = st.sampled_from(
    "p div h1 h2 ul ol li table tr td th b strong s br pre span a nav script style main form".split()
)
ELEMENTS = st.one_of(
    TAGS.map("<{}>".format), TAGS.map("</{}>".format), PIECES, st.sampled_from(["&amp;", "&", "<", ">", "<!--", "-->"])
)
PAGES = st.lists(ELEMENTS, max_size=80).map("".join)
EASY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])


def shows(character):
    return not character.isspace() and character not in INVISIBLE


def assert_whole(document):
    """Every character that shows lies in a block or in the lines it was made of."""
    held = bytearray(len(document.text))
    for block in document.blocks:
        for passage in (block.passage, *block.lines):
            for start, end in passage.spans():
                held[start:end] = b"\1" * (end - start)
    lost = [place for place, character in enumerate(document.text) if shows(character) and not held[place]]
    assert not lost, document.text[max(0, lost[0] - 20) : lost[0] + 20]


def assert_places(document):
    """Every character of a block is the one at its place, but for white space and what a repair put in."""
    for block in document.blocks:
        for character, place in zip(block.passage.text, block.passage.at, strict=True):
            repaired = 0 <= place < len(document.text) and document.text[place] == "\ufffd"
            assert character.isspace() or repaired or document.text[place] == character


@EASY
@given(st.binary(max_size=3000))
def test_any_bytes_become_a_document_or_issues(data):
    document = open_bytes(data)
    assert isinstance(document, Document)
    assert document.blocks or document.issues


@EASY
@given(TEXTS)
def test_nothing_of_a_text_is_lost(text):
    document = open_bytes(text.encode())
    if document.media_type == "text/plain":
        assert document.text == text.removeprefix("\ufeff")
        assert_whole(document)
        assert_places(document)


@EASY
@given(st.text(max_size=500))
def test_any_text(text):
    document = open_bytes(text.encode("utf-8", errors="ignore"))
    if document.media_type == "text/plain":
        assert_whole(document)
    assert_places(document)


@EASY
@given(PAGES)
def test_any_page(page):
    document = open_bytes(("<html>" + page).encode())
    assert document.blocks or document.issues
    assert_places(document)


@EASY
@given(PAGES)
def test_the_words_of_a_fragment_stand_in_its_blocks(page):
    document = open_bytes(("<html>" + page).encode())
    words = " ".join(f"{block.marker or ''} {block.text}" for block in document.blocks)
    kept = {*words.split(), *(word for block in document.blocks for line in block.lines for word in line.text.split())}
    assert set(document.text.split()) - kept <= set(document.text.split()) - set("experience boats graduation".split())


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_damaged_files_of_every_kind(kind, specification_pdf, word, data):
    whole = specification_pdf if kind == "pdf" else word().item("Radio license").text("Duties", "Heading 1").bytes()
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 12))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(damaged) // 2, len(damaged)))
    document = open_bytes(bytes(damaged[:cut]))
    assert document.blocks or document.issues
    assert_places(document)
