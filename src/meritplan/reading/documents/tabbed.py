"""Tables in plain text: columns set apart by tabs, or by upright strokes as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from meritplan.reading.document import Block
from meritplan.reading.documents.lines import Line
from meritplan.reading.documents.markers import find_marker
from meritplan.reading.documents.repair import clean
from meritplan.reading.passage import Passage

_RULE: Final = re.compile(r"\|?[\s:|+-]*-[\s:|+-]*$")
_FEWEST: Final = 2


def rows_of_table(lines: Sequence[Line], index: int) -> int:
    """How many lines from ``index`` on are the rows of one table: two at least, at most an empty line between."""
    columns = _has_strokes if lines[index].text.startswith("|") else _has_tabs
    end = index
    while end < len(lines) and (end == index or lines[end].gap <= 1) and columns(lines[end].text):
        end += 1
    return end - index if end - index >= _FEWEST else 0


def cells(source: str, lines: Sequence[Line], table: int) -> Iterator[Block]:
    """The cells of a table that hold something; the line they stand in is kept with each."""
    row, rules = 0, []
    for line in lines:
        whole = Passage.of(source, line.start, line.end)
        if _RULE.match(line.text):
            rules.append(whole)
            continue
        kept = (whole, *rules)
        for column, start, end in _columns(line):
            passage = clean(Passage.of(source, start, end))
            if passage:
                yield Block(kind="cell", passage=passage, lines=kept, table=table, row=row, column=column)
                kept, rules = (whole,), []
        row += 1
    if rules:
        yield Block(kind="paragraph", passage=rules[0][:0], lines=tuple(rules), table=table)


def _columns(line: Line) -> Iterator[tuple[int, int, int]]:
    """Column, start and end of each cell of a line."""
    text, here = line.text, line.start
    mark = "|" if text.startswith("|") else "\t"
    if mark == "|":
        text, here = text[1:].removesuffix("|"), here + 1
    for column, cell in enumerate(text.split(mark)):
        yield column, here, here + len(cell)
        here += len(cell) + 1


def _has_strokes(text: str) -> bool:
    return text.startswith("|") and text.endswith("|") and text.count("|") > _FEWEST


def _has_tabs(text: str) -> bool:
    """Whether tabs stand between words, other than after a marker or a label with a colon."""
    if "\t" not in text:
        return False
    marker = find_marker(text)
    rest = text[marker.length :] if marker else text
    return "\t" in rest and not rest.split("\t", 1)[0].rstrip().endswith(":")
