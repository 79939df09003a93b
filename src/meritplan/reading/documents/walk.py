"""One pass over the elements of a page: inline text is gathered, and each block element closes a block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from meritplan.model.issue import Issue
from meritplan.reading.document import Block
from meritplan.reading.documents import trouble
from meritplan.reading.documents.drawing import Drawing, shown
from meritplan.reading.documents.headings import is_connective
from meritplan.reading.documents.markers import Marker, Outline, find_marker, is_quantity
from meritplan.reading.documents.numbering import Numbering
from meritplan.reading.documents.page import SILENT, hidden
from meritplan.reading.documents.table import is_grid, place_cells

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    "html body main section article header footer aside nav div p address blockquote center dl dt dd fieldset form "
    "figure figcaption hr details summary legend pre ul ol li dir table thead tbody tfoot tr td th caption h1 h2 h3 h4 "
    "h5 h6 title".split()
)
_BOLD: Final = frozenset(("b", "strong"))
_STRUCK: Final = frozenset(("s", "strike", "del"))
_LISTS: Final = frozenset(("ul", "ol", "dir"))
_DEEPEST: Final = 120
_LONGEST_PSEUDO_HEADING: Final = 100
_TAIL: Final = re.compile(r"(?:[A-Z]|[IVXivx]{1,5})\.$")


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool
    struck: bool


class Walk:
    """Reads elements into a :class:`Drawing`."""

    def __init__(self, limit: int, frame: frozenset[_Element] = frozenset()) -> None:
        self.drawing = Drawing()
        self.issues: list[Issue] = []
        self._limit = limit
        self._frame = frame
        self._pieces: list[_Piece] = []
        self._outline = Outline()
        self._lists: list[Numbering] = []
        self._bold = self._struck = self._gathered = 0
        self._heading = 0
        self._last_level = 2
        self._too_deep = self._too_long = False

    def read(self, element: _Element) -> None:
        """Draw the element with all it contains."""
        self._visit(element, 0)
        self._flush()

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The text drawn and its blocks."""
        if self._too_deep:
            self.issues.append(trouble.nested_too_deep())
        if self._too_long:
            self.issues.append(trouble.drawn_too_long(self._limit))
        return self.drawing.finish()

    # The walk

    def _visit(self, element: _Element, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in SILENT or self._leave_out(element):
            return
        if depth > _DEEPEST:
            self._flatten(element)
            return
        if tag == "br":
            self._add("\n")
        elif tag in _BLOCKS:
            self._visit_block(element, tag, depth)
        else:
            self._visit_inline(element, tag, depth)

    def _leave_out(self, element: _Element) -> bool:
        if self.drawing.length > self._limit:
            self._too_long = True
            return True
        return (bool(element.attrib) and hidden(element)) or element.tag == "nav" or element in self._frame

    def _children(self, element: _Element, depth: int) -> None:
        if element.text:
            self._add(element.text)
        for child in element:
            self._visit(child, depth + 1)
            if child.tail:
                self._add(child.tail)

    def _visit_inline(self, element: _Element, tag: str, depth: int) -> None:
        bold, struck = tag in _BOLD, tag in _STRUCK
        self._bold += bold
        self._struck += struck
        self._children(element, depth)
        self._bold -= bold
        self._struck -= struck

    def _visit_block(self, element: _Element, tag: str, depth: int) -> None:
        self._flush()
        if tag in _HEADINGS:
            self._visit_heading(element, _HEADINGS[tag], depth)
        elif tag in _LISTS:
            self._lists.append(Numbering.of(element, depth=len(self._lists) + 1))
            self._children(element, depth)
            self._flush()
            self._lists.pop()
        elif tag == "li":
            self._visit_item(element, depth)
        elif tag == "table" and is_grid(element):
            self._visit_grid(element)
        elif tag == "pre":
            self._visit_preformatted(element)
        else:
            self._children(element, depth)
            self._flush()

    def _visit_heading(self, element: _Element, level: int, depth: int) -> None:
        outer, self._heading = self._heading, level
        self._children(element, depth)
        self._flush()
        self._heading = outer

    def _visit_item(self, element: _Element, depth: int) -> None:
        if self._lists:
            self._lists[-1].next(element)
        self._children(element, depth)
        self._flush()
        if self._lists:
            self._lists[-1].leave()

    def _visit_preformatted(self, element: _Element) -> None:
        text = "".join(element.itertext())
        room = max(0, self._limit - self.drawing.length)
        self._too_long = self._too_long or len(text) > room
        if text[:room].strip():
            self.drawing.lines(text[:room])

    def _visit_grid(self, element: _Element) -> None:
        number = self.drawing.tables
        self.drawing.tables += 1
        caption = element.find("caption")
        if caption is not None and shown("".join(caption.itertext())):
            self.drawing.block("paragraph", shown("".join(caption.itertext())), table=number)
        for row, column, cell in place_cells(element):
            if self._too_long or self.drawing.length > self._limit:
                self._too_long = True
                break
            words, struck = self._words(cell)
            if words:
                self.drawing.cell(words, table=number, row=row, column=column, struck=struck)

    def _words(self, element: _Element) -> tuple[str, bool]:
        """The text of a cell, and whether all of it is struck."""
        kept, self._pieces = self._pieces, []
        self._gather(element)
        pieces, self._pieces, self._gathered = self._pieces, kept, 0
        said = [piece for piece in pieces if piece.text.strip()]
        return shown("".join(piece.text for piece in pieces)), bool(said) and all(piece.struck for piece in said)

    def _gather(self, element: _Element) -> None:
        """All text under a cell; its blocks are separated by a space."""
        for part in element.iter():
            if not isinstance(part.tag, str) or part.tag in SILENT:
                continue
            self._struck = any(above.tag in _STRUCK for above in (part, *part.iterancestors()))
            if part.tag in _BLOCKS or part.tag == "br":
                self._add(" ")
            if part.text:
                self._add(part.text)
            if part.tail and part is not element:
                self._struck = any(above.tag in _STRUCK for above in part.iterancestors())
                self._add((" " if part.tag in _BLOCKS else "") + part.tail)
        self._struck = 0

    def _flatten(self, element: _Element) -> None:
        """What lies too deep to be structure: its text, piece by piece."""
        self._too_deep = True
        for text in element.itertext():
            self._add(text + "\n")

    def _add(self, text: str) -> None:
        if self.drawing.length + self._gathered > self._limit:
            self._too_long = self._too_long or bool(text.strip())
            return
        self._gathered += len(text)
        self._pieces.append(_Piece(text, self._bold > 0, self._struck > 0))

    # Blocks

    def _flush(self) -> None:
        """Close the block gathered so far."""
        if not self._pieces:
            return
        pieces, self._pieces, self._gathered = self._pieces, [], 0
        kept = [piece for piece in pieces if not piece.struck]
        self._draw(kept, struck=False)
        if len(kept) < len(pieces):
            self._draw([piece for piece in pieces if piece.struck], struck=True)

    def _draw(self, pieces: list[_Piece], *, struck: bool) -> None:
        raw = "".join(piece.text for piece in pieces)
        text = shown(raw)
        if not text:
            return
        if self._heading:
            self._draw_heading(text, self._heading, struck=struck)
        elif self._lists and self._lists[-1].inside:
            self._draw_item(text, struck=struck)
        elif any(piece.text == "\n" for piece in pieces) and "\n" in _breaks(pieces).strip() and not struck:
            self._outline.close()
            self.drawing.lines(_breaks(pieces))
        elif self._bold_throughout(pieces) and _short_title(text):
            self._draw_heading(text, min(self._last_level + 1, 6), struck=struck, real=False)
        else:
            self._draw_paragraph(text, struck=struck)

    def _bold_throughout(self, pieces: list[_Piece]) -> bool:
        return all(piece.bold or not piece.text.strip() for piece in pieces)

    def _draw_heading(self, text: str, level: int, *, struck: bool, real: bool = True) -> None:
        last = self.drawing.last()
        if last and last[0] in {"paragraph", "item"} and not struck and _ends_it(last[1], text):
            self.drawing.extend(text)
            return
        self._outline.close()
        if real:
            self._last_level = level
        self.drawing.block("heading", text, depth=level, struck=struck)

    def _draw_item(self, text: str, *, struck: bool) -> None:
        numbering = self._lists[-1]
        marker = numbering.take()
        typed = find_marker(text) if marker else None
        told = typed is not None and (not typed.bullet or numbering.bulleted) and not is_quantity(text)
        if typed and told and typed.length < len(text):
            marker, text = typed.text, text[typed.length :]
        self.drawing.block("item", text, depth=numbering.depth, marker=marker, struck=struck)

    def _draw_typed_item(self, marker: Marker, text: str, *, struck: bool) -> None:
        """An item with its marker in the text; "(2) (a) Minor in ..." is item (a) of item (2)."""
        depth = self._outline.place(marker, 0, owned=False)
        rest = text[marker.length :]
        inner = find_marker(rest)
        nested = (
            inner is not None
            and not (inner.bullet or marker.bullet)
            and inner.styles[0][0] != marker.styles[0][0]
            and inner.first
            and inner.length < len(rest)
            and not is_quantity(rest)
        )
        self.drawing.block("item", "" if nested else rest, depth=depth, marker=marker.text, struck=struck)
        if inner is not None and nested:
            self._draw_typed_item(inner, rest, struck=struck)

    def _draw_paragraph(self, text: str, *, struck: bool) -> None:
        marker = find_marker(text)
        surely = marker is not None and (marker.numbered or marker.first or self._outline.expects(marker))
        if marker is None or not surely or is_quantity(text):
            self.drawing.block("paragraph", text, struck=struck)
            return
        self._draw_typed_item(marker, text, struck=struck)


def _ends_it(before: str, text: str) -> bool:
    """Whether what is tagged as a heading is the end of the sentence before it: "(... Range" and then "C.)"."""
    if before[-1:] in ".:;!?)":
        return False
    closes = text.count(")") - text.count("(")
    if closes > 0 and closes == before.count("(") - before.count(")"):
        return True
    return bool(_TAIL.match(text))


def _breaks(pieces: list[_Piece]) -> str:
    """The text with a line break only where the page has one."""
    return "\n".join(shown(line) for line in "".join(_line(piece) for piece in pieces).split("\n"))


def _line(piece: _Piece) -> str:
    return piece.text if piece.text == "\n" else piece.text.replace("\n", " ").replace("\r", " ")


def _short_title(text: str) -> bool:
    return len(text) <= _LONGEST_PSEUDO_HEADING and not text.endswith((".", ";", ",")) and not is_connective(text)
