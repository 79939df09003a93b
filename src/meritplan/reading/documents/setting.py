"""Pages of type as one text, with what only the page shows: which lines are headlines, and which had no room left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from meritplan.reading.documents.pdf_page import PageLine

# A line much lower under its predecessor than the closest lines are begins a new paragraph.
_PARAGRAPH_GAP: Final = 1.3
# Of the line ends of a document, the share that lies left of the right margin; beyond it stand headers and tables.
_WITHIN_MARGIN: Final = 0.95
_NARROWEST: Final = 40
_TOLERANCE: Final = 0.01


@dataclass(frozen=True, slots=True)
class Setting:
    """Offsets of lines in a text: ``headlines`` are set bold or large, ``full`` lines were broken by the margin."""

    headlines: frozenset[int]
    full: frozenset[int]


@dataclass(slots=True)
class _Composed:
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    headlines: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def compose(pages: Sequence[Sequence[PageLine]]) -> tuple[str, Setting]:
    """The text of the pages, a form feed between them and an empty line where a paragraph ends, and its setting."""
    margin = _margin(pages)
    made = _Composed()
    for number, page in enumerate(pages):
        if number:
            made.write("\f")
        _compose_page(page, pages[number + 1] if number + 1 < len(pages) else (), margin, made)
    return "".join(made.pieces), Setting(frozenset(made.headlines), frozenset(made.full))


def _compose_page(page: Sequence[PageLine], following: Sequence[PageLine], margin: float, made: _Composed) -> None:
    for end, line, after in zip(_ends(page), page, [*page[1:], *following[:1], None], strict=False):
        made.write(end)
        if line.headline:
            made.headlines.append(made.length)
        if after is not None and _no_room(line, after, margin):
            made.full.append(made.length)
        made.write(line.text)


def _ends(page: Sequence[PageLine]) -> Iterator[str]:
    """What stands before each line of a page: nothing, a line end, or a line end and an empty line."""
    steps = sorted(
        above.base - below.base for above, below in pairwise(page) if above.base - below.base > above.height * 0.5
    )
    usual = steps[len(steps) // 4] if steps else 0.0
    for number, line in enumerate(page):
        apart = page[number - 1].base - line.base if number else 0.0
        far = bool(usual) and apart > max(usual, line.height) * _PARAGRAPH_GAP
        yield "" if not number else "\n\n" if far else "\n"


def _margin(pages: Sequence[Sequence[PageLine]]) -> float:
    """Where lines of running text end on the right."""
    ends = sorted(line.right for page in pages for line in page if len(line.text) >= _NARROWEST)
    return ends[min(len(ends) - 1, int(len(ends) * _WITHIN_MARGIN))] if ends else float("inf")


def _no_room(line: PageLine, after: PageLine, margin: float) -> bool:
    """Whether the first word of the next line would have stood beyond the margin."""
    width = (line.right - line.left) / max(1, len(line.text))
    needed = (len(after.text.split(None, 1)[0]) + 1) * width
    return line.right + needed > margin * (1 - _TOLERANCE)
