"""HTML tables: which hold data and which only lay a page out, and where each cell of a grid stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

_STRUCTURE: Final = frozenset("h1 h2 h3 h4 h5 h6 ul ol table pre".split())
_MOST_PARAGRAPHS: Final = 3
_WIDEST: Final = 1000


def is_grid(table: _Element) -> bool:
    """Whether the table holds data: no headings, lists or tables inside, no long text, more than one cell a row."""
    if table.get("role") == "presentation":
        return False
    widest = 0
    for row in _rows(table):
        cells = [cell for cell in row if cell.tag in {"td", "th"}]
        widest = max(widest, len(cells))
        if any(_lays_out(cell) for cell in cells):
            return False
    return widest > 1


def _lays_out(cell: _Element) -> bool:
    paragraphs = 0
    for part in cell.iter():
        if part.tag in _STRUCTURE:
            return True
        paragraphs += part.tag == "p" and bool("".join(part.itertext()).strip())
    return paragraphs > _MOST_PARAGRAPHS


def _rows(table: _Element) -> Iterator[_Element]:
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in {"thead", "tbody", "tfoot"}:
            yield from (row for row in part if row.tag == "tr")


def place_cells(table: _Element) -> Iterator[tuple[int, int, _Element]]:
    """Row, column and element of each cell, both from 0; cells that span several push others aside."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line:
            if cell.tag not in {"td", "th"}:
                continue
            while (row, column) in taken:
                column += 1
            yield row, column, cell
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            taken.update((row + down, column + right) for down in range(high) for right in range(wide) if down)
            column += wide


def _span(cell: _Element, name: str) -> int:
    text = cell.get(name) or "1"
    return min(int(text), _WIDEST) if text.isdigit() and text.isascii() and int(text) else 1
