"""The lines of one page of a PDF, from where its glyphs stand: in reading order, columns of tables set apart."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

# All in heights of the type: the gap that separates words, and the one that separates columns.
_WORD_GAP: Final = 0.17
_COLUMN_GAP: Final = 0.95
_LARGE: Final = 1.15
_SIDE_BY_SIDE: Final = 0.1
_SAME_LEVEL: Final = 0.2
# How PDFium shows a hyphen that broke a word at the end of a line.
_BROKEN: Final = {"\ufffe": "-", "\x02": "-"}
_BOLD: Final = ("bold", "black", "heavy", "semibold", "demi")
_FONT_NAME: Final = 256
# A page densely set in small type holds some ten thousand characters.
_MOST_GLYPHS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character and its box."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLine:
    """A line of type: ``base`` is how high it stands on the page, ``headline`` that it is set bold or large."""

    text: str
    left: float
    right: float
    base: float
    height: float
    headline: bool = False


def page_lines(page: PdfPage) -> list[PageLine]:
    """The lines of the page, top to bottom unless they stand in columns."""
    text_page = page.get_textpage()
    try:
        rows = _rows(text_page)
        lines = [line for row in rows for part in _levels(row) if (line := _line(text_page, part))]
    finally:
        text_page.close()
    return _mark_large(_in_order(lines))


def _rows(text_page: PdfTextPage) -> list[list[tuple[int, Glyph]]]:
    """The glyphs of the page, row by row as PDFium tells the rows apart, each with its index."""
    box = pdfium.FS_RECTF()
    rows: list[list[tuple[int, Glyph]]] = []
    row: list[tuple[int, Glyph]] = []
    for index in range(min(text_page.count_chars(), _MOST_GLYPHS)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in {10, 13}:
            if row:
                rows.append(row)
                row = []
            continue
        if code in {0, 32} and pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
        text = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        row.append((index, Glyph(_BROKEN.get(text, text), box.left, box.right, box.bottom, box.top)))
    return [*rows, row] if row else rows


def _levels(row: list[tuple[int, Glyph]]) -> list[list[tuple[int, Glyph]]]:
    """A row as it is, or taken apart by height when it is two lines printed over one another."""
    marks = [glyph for _, glyph in row if not glyph.text.isspace()]
    if len(marks) < 3 or _overlaps(sorted(marks, key=lambda glyph: glyph.left)) < 3:
        return [row]
    height = median(abs(glyph.top - glyph.bottom) for glyph in marks) or 1.0
    levels: dict[int, list[tuple[int, Glyph]]] = {}
    for index, glyph in row:
        level = next((base for base in levels if abs(base - glyph.bottom) < height * _SAME_LEVEL), None)
        levels.setdefault(round(glyph.bottom) if level is None else level, []).append((index, glyph))
    return list(levels.values())


def _overlaps(glyphs: list[Glyph]) -> int:
    """How many glyphs stand on the one before them."""
    return sum(glyph.left < before.left + (before.right - before.left) * 0.5 for before, glyph in pairwise(glyphs))


def _across(glyphs: list[Glyph]) -> list[Glyph]:
    """Left to right: glyphs painted out of order ("$7,088.00 $8 - ,048.00") go back to where they stand.

    Where words are printed over one another only the order of painting keeps them apart.
    """
    ordered = sorted(glyphs, key=lambda glyph: glyph.left)
    if _overlaps([glyph for glyph in ordered if not glyph.text.isspace()]) > 2:
        ordered = glyphs
    return list(dropwhile(lambda glyph: glyph.text.isspace(), ordered))


def _line(text_page: PdfTextPage, row: list[tuple[int, Glyph]]) -> PageLine | None:
    marks = [(index, glyph) for index, glyph in row if not glyph.text.isspace()]
    if not marks:
        return None
    height = median(abs(glyph.top - glyph.bottom) for _, glyph in marks) or 1.0
    glyphs = _across([glyph for _, glyph in row])
    return PageLine(
        text=_spaced(glyphs, height),
        left=glyphs[0].left,
        right=max(glyph.right for _, glyph in marks),
        base=median(glyph.bottom for _, glyph in marks),
        height=height,
        headline=all(_is_bold(text_page, index) for index in (marks[0][0], marks[-1][0])),
    )


def _spaced(glyphs: list[Glyph], height: float) -> str:
    """The text of a line: spaces where they were set or words part, tabs where columns do."""
    pieces, before, spaced = [glyphs[0].text], glyphs[0], False
    for glyph in glyphs[1:]:
        if glyph.text.isspace():
            spaced = True
            continue
        gap = (glyph.left - before.right) / height
        if gap > _COLUMN_GAP:
            pieces.append("\t")
        elif spaced or gap > _WORD_GAP or gap < -1:
            pieces.append(" ")
        pieces.append(glyph.text)
        before, spaced = glyph, False
    return "".join(pieces)


def _is_bold(text_page: PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(_FONT_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, _FONT_NAME, ctypes.byref(flags))
    font = name.value.decode("ascii", errors="replace").lower()
    return any(word in font for word in _BOLD)


def _mark_large(lines: list[PageLine]) -> list[PageLine]:
    """Lines set in type larger than most of the page are headlines; where all is bold, none is."""
    if not lines:
        return lines
    usual = median(line.height for line in lines)
    bold = sum(line.headline for line in lines) <= len(lines) * 0.5
    return [replace(line, headline=(line.headline and bold) or line.height > usual * _LARGE) for line in lines]


def _in_order(lines: list[PageLine]) -> list[PageLine]:
    """Top to bottom, unless lines stand side by side as in columns."""
    ordered = sorted(lines, key=lambda line: -line.base)
    beside = sum(above.base - below.base < above.height * 0.5 for above, below in pairwise(ordered))
    return lines if beside > len(lines) * _SIDE_BY_SIDE else ordered
