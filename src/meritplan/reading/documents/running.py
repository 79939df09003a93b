"""Page headers, footers and page numbers that paper left in a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from meritplan.reading.documents.headings import heading_depth
from meritplan.reading.documents.lines import Line

_PAGE: Final = re.compile(
    r"(?:^|[\s|(–—-])(?:page|pg\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$|^page\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"[-–—|]?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*[-–—|]?$")
_DASHED: Final = re.compile(r"[-–—]\s*\d{1,4}\s*[-–—]$")
_DIGITS: Final = re.compile(r"\d+")
_LONGEST: Final = 110
_SECTION: Final = re.compile(
    r"qualif|requirem|educat|experien|dut(?:y|ies)|note|knowledge|skill|abilit|definition|example|responsib|salary|"
    r"characteristic|purpose|summary|function|\blevel|credential|licens|condition|section|part\b",
    re.IGNORECASE,
)
_TITLE_LINES: Final = 10
_REPEATED: Final = 3
_EDGE: Final = 3


def running_lines(lines: Sequence[Line]) -> set[int]:
    """The lines that surely are page headers or footers, by number."""
    pages = {index for index, line in enumerate(lines) if _names_page(line.text) or _DASHED.match(line.text)}
    return pages | _repeated_title(lines) | _at_page_edges(lines)


def interrupts(line: Line, titles: frozenset[str]) -> bool:
    """Whether the line may be a header or footer when a sentence evidently goes on behind it."""
    return bool(_NUMBER.match(line.text)) or shape(line.text) in titles


def title_shapes(lines: Sequence[Line], running: set[int]) -> frozenset[str]:
    """What a header may look like: a headline at the top of the document, or a header found already."""
    headlines = list(takewhile(_is_title, (line.text for line in lines[:_TITLE_LINES])))
    return frozenset(map(shape, [*headlines, *(lines[index].text for index in running)])) - {""}


def shape(text: str) -> str:
    """The text without its numbers: what is equal in the headers of all pages."""
    return _DIGITS.sub("#", " ".join(text.split())).strip(" #-–—|")


def _is_title(text: str) -> bool:
    return bool(heading_depth(text)) and not text.endswith(":") and not _SECTION.search(text)


def _names_page(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_PAGE.search(text)) and not text.endswith((".", ";", ","))


def _repeated_title(lines: Sequence[Line]) -> set[int]:
    """The title of a document, met again as it stands on the pages that follow; a section's heading is no title."""
    for line in lines[:_TITLE_LINES]:
        if len(line.text) <= _LONGEST and heading_depth(line.text) == 1 and not line.text.endswith(":"):
            if _SECTION.search(line.text):
                return set()
            places = [index for index, other in enumerate(lines) if other.text == line.text]
            return set(places[1:]) if len(places) >= _REPEATED else set()
    return set()


def _at_page_edges(lines: Sequence[Line]) -> set[int]:
    """Lines at the top or bottom of pages (form feeds between them) that come back on most pages."""
    starts = [0, *(index for index, line in enumerate(lines) if line.page and index)]
    if len(starts) < 2:
        return set()
    ends = [*starts[1:], len(lines)]
    often = len(starts) // 2 + 1
    found: set[int] = set()
    for place in range(_EDGE):
        # A header stands in the same line of every page, counted from the top, and a footer from the bottom.
        found |= _frequent(lines, [a + place for a, b in zip(starts, ends, strict=True) if a + place < b], often)
        found |= _frequent(
            lines, [b - 1 - place for a, b in zip(starts, ends, strict=True) if b - 1 - place >= a], often
        )
    everywhere = Counter(shape(line.text) for line in lines if len(line.text) <= _LONGEST)
    # A header stands once on a page; a line met more often belongs to the text.
    found = {index for index in found if everywhere[shape(lines[index].text)] <= len(starts)}
    found.update(index for index in (*starts, *(end - 1 for end in ends)) if _NUMBER.match(lines[index].text))
    # The first page shows the title itself, which is more than a header.
    return found - set(range(min(_EDGE, ends[0])))


def _frequent(lines: Sequence[Line], places: list[int], often: int) -> set[int]:
    """The places whose line, whatever its numbers, is found at ``often`` of them; a sentence is no header."""
    shapes = {
        index: shape(lines[index].text)
        for index in places
        if len(lines[index].text) <= _LONGEST and not lines[index].text.endswith((".", ";", ","))
    }
    count = Counter(shapes.values())
    return {index for index, found in shapes.items() if found and count[found] >= often}
