"""Physical lines to blocks: wrapped lines joined, items found, headings and tables kept apart, nothing lost."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Final

from meritplan.reading.document import Block, BlockKind
from meritplan.reading.documents.headings import heading_depth, is_connective, markdown_depth, may_be_headline
from meritplan.reading.documents.lines import Line, physical_lines
from meritplan.reading.documents.margin import Margin
from meritplan.reading.documents.markers import Marker, Outline, find_marker, is_quantity
from meritplan.reading.documents.repair import clean, join_lines
from meritplan.reading.documents.running import interrupts, running_lines, title_shapes
from meritplan.reading.documents.setting import Setting
from meritplan.reading.documents.tabbed import cells, rows_of_table
from meritplan.reading.passage import Passage

_REFERENCE: Final = re.compile(
    r"(?:\b(?:nos?|sec)\.?|\b(?:section|rule|requirements?|patterns?|range|level|option|step|grade|class|chapter|"
    r"paragraph)|#)$",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[;,]$|[;,.:)]\s*(?:and|or|and/or)$", re.IGNORECASE)
_SHORT: Final = 40
_SET_IN: Final = 2
_LIST: Final = 2
_TITLE_CASE: Final = 2
_MOST_HEADERS: Final = 4


def reflow(
    source: str,
    start: int = 0,
    end: int | None = None,
    *,
    first_table: int = 0,
    setting: Setting | None = None,
) -> list[Block]:
    """The blocks of ``source[start:end]``; every character that shows lies in a block, its marker or its lines.

    Tables are numbered from ``first_table`` on. ``setting`` is what is known of the page the text was set on.
    """
    return _Reflow(source, physical_lines(source, start, end), first_table, setting).blocks()


@dataclass(slots=True)
class _Open:
    """The block being gathered: its lines, their numbers, and how much of the first is markers."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    skip: int = 0
    depth: int = 0
    marker: str | None = None

    @property
    def bare(self) -> bool:
        """Nothing but a marker so far."""
        return len(self.lines) == 1 and self.skip >= len(self.lines[0].text)


class _Reflow:
    def __init__(self, source: str, lines: list[Line], tables: int, setting: Setting | None) -> None:
        self.source, self.lines, self.outline = source, lines, Outline()
        self.headlines = setting.headlines if setting else frozenset[int]()
        self.full = setting.full if setting else None
        self.margin = Margin(lines)
        self.running = running_lines(lines)
        self.titles = title_shapes(lines, self.running)
        self.done: list[Block] = []
        self.open: _Open | None = None
        self.held: list[Line] = []
        self.tables = tables
        self.interrupted = False

    def blocks(self) -> list[Block]:
        index = 0
        while index < len(self.lines):
            index = self._take(index)
        self._close()
        return self.done

    def _take(self, index: int) -> int:
        """Read the line ``index``, or what begins there; the number of the next line to read."""
        rows = rows_of_table(self.lines, index)
        if rows:
            self._table(self.lines[index : index + rows])
            return index + rows
        behind = self._behind_headers(index)
        if behind > index and self._carries_on(behind, across=True):
            self.held.extend(self.lines[index:behind])
            self._append(behind)
            return behind + 1
        if index in self.running:
            self._close()
            self._lift(self.lines[index])
        elif self._carries_on(index):
            self._append(index)
        else:
            self._begin(index)
        return index + 1

    # Page headers and footers

    def _behind_headers(self, index: int) -> int:
        """The first line from ``index`` on that cannot be a page header or footer."""
        behind = index
        while (
            behind < len(self.lines)
            and behind - index < _MOST_HEADERS
            and (behind in self.running or interrupts(self.lines[behind], self.titles))
        ):
            behind += 1
        return behind

    def _lift(self, line: Line) -> None:
        whole = Passage.of(self.source, line.start, line.end)
        self.done.append(Block(kind="paragraph", passage=clean(whole), lines=(whole,), running=True))

    def _table(self, lines: list[Line]) -> None:
        self._close()
        self.done.extend(cells(self.source, lines, self.tables))
        self.tables += 1
        self.interrupted = True

    # Sentences over several lines

    def _carries_on(self, index: int, *, across: bool = False) -> bool:
        """Whether line ``index`` goes on with the open block. ``across``: a page header stands between."""
        if self.open is None or index >= len(self.lines):
            return False
        last, line = self.open.lines[-1], self.lines[index]
        if self.open.bare:
            return line.gap <= 1 and heading_depth(line.text) != 1 and not self._marks_item(index)
        if line.start in self.headlines or (last.start in self.headlines and self.open.kind == "heading"):
            return self._headline_carries_on(last, line)
        if (
            self.open.kind == "heading"
            or is_connective(last.text)
            or is_connective(line.text)
            or last.leads()
            or last.in_columns()
        ):
            return False
        if markdown_depth(line.text) or self._marks_item(index):
            return False
        forced = self._forced(line, last)
        if line.gap == 0 and not across:
            return self._next_line_carries_on(last, line, forced=forced)
        return self._after_gap_carries_on(last, line, forced=forced, across=across)

    def _forced(self, line: Line, last: Line) -> bool:
        """Whether the margin, not the writer, broke the text between the open block's last line and this one."""
        if self.full is not None:
            return last.start in self.full
        return self.open is not None and self.margin.forced(self.open.numbers[-1], line, last)

    def _headline_carries_on(self, last: Line, line: Line) -> bool:
        """A heading set bold or large that did not fit in one line; never a heading and a text."""
        both = line.start in self.headlines and last.start in self.headlines
        return both and line.gap == 0 and self._forced(line, last) and not find_marker(line.text)

    def _next_line_carries_on(self, last: Line, line: Line, *, forced: bool) -> bool:
        if last.hangs() or self._hangs_under_marker(line):
            return True
        if heading_depth(line.text) == 1 and not last.text.isupper():
            return False
        if line.starts_lower() and not last.ends_sentence():
            within = self.open is not None and (self.open.kind == "item" or len(self.open.lines) > 1)
            settled = len(last.text) >= _SHORT or within or last.joins()
            return forced or (settled and not last.text.endswith(";"))
        return forced

    def _hangs_under_marker(self, line: Line) -> bool:
        """Whether the line is set in as far as the words of the open item are: "o  Keeps" and "   logs"."""
        if self.open is None or self.open.kind != "item" or heading_depth(line.text) == 1:
            return False
        first = self.open.lines[0]
        return line.indent >= first.indent + _SET_IN and abs(line.indent - first.indent - self.open.skip) <= _SET_IN

    def _after_gap_carries_on(self, last: Line, line: Line, *, forced: bool, across: bool) -> bool:
        ended = last.ends_sentence()
        if line.starts_lower():
            return forced or (last.hangs() and line.gap <= 1) or (across and not ended)
        if ended or heading_depth(line.text) or not (line.gap <= 1 or across):
            return False
        return forced or last.hangs()

    def _append(self, index: int) -> None:
        if self.open is not None:
            self.open.lines.append(self.lines[index])
            self.open.numbers.append(index)

    # Beginnings

    def _begin(self, index: int) -> None:
        line = self.lines[index]
        if self._marks_item(index):
            self._begin_item(index)
            return
        depth = self._heading(index)
        self._close()
        if depth:
            self.outline.close()
            skip = len(line.text) - len(line.text.lstrip("#").lstrip()) if line.text.startswith("#") else 0
            self.open = _Open("heading", [line], [index], skip=skip, depth=depth)
        else:
            self.interrupted = self.interrupted or not is_connective(line.text)
            self.open = _Open("paragraph", [line], [index])

    def _heading(self, index: int) -> int:
        """The heading level of a line, 0 for none: a line whose sentence goes on below, or one of a list, is none."""
        line = self.lines[index]
        depth = markdown_depth(line.text) or heading_depth(line.text)
        if line.start in self.headlines and may_be_headline(line.text):
            return depth or _TITLE_CASE
        if depth < _TITLE_CASE or line.text.startswith("#"):
            return depth
        after = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if after and after.gap == 0 and after.starts_lower() and not find_marker(after.text):
            return 0
        return 0 if depth == _TITLE_CASE and self._in_list_of_titles(index) else depth

    def _in_list_of_titles(self, index: int) -> bool:
        """Three or more short lines in title case under one another are a list ("Accounting", "Finance", ...)."""
        low, high = index, index
        while high - low < _LIST and low and self._title_under(low):
            low -= 1
        while high - low < _LIST and high + 1 < len(self.lines) and self._title_under(high + 1):
            high += 1
        return high - low >= _LIST

    def _title_under(self, index: int) -> bool:
        """Whether this line and the one right above it are both in title case."""
        pair = (self.lines[index - 1].text, self.lines[index].text)
        return self.lines[index].gap == 0 and all(heading_depth(text) == _TITLE_CASE for text in pair)

    def _begin_item(self, index: int) -> None:
        line = self.lines[index]
        owned = self.open is not None and self.open.lines[-1].text.endswith(":")
        self._close()
        skip = 0
        marker = find_marker(line.text)
        while marker:
            if self.interrupted:
                self.outline.interrupt(marker, line.indent)
            depth = self.outline.place(marker, line.indent + skip, owned=owned)
            self.interrupted = False
            skip += marker.length
            inner = self._inner_marker(marker, line.text[skip:])
            if inner:
                bare = Passage(self.source, "", array("l"))
                whole = (Passage.of(self.source, line.start, line.end),)
                self.done.append(Block(kind="item", passage=bare, depth=depth, marker=marker.text, lines=whole))
            else:
                heads = self._heads_section(index, marker, line.text[skip:])
                kind: BlockKind = "heading" if heads else "item"
                self.open = _Open(kind, [line], [index], skip=skip, depth=depth, marker=marker.text)
            marker, owned = inner, True

    def _heads_section(self, index: int, marker: Marker, text: str) -> bool:
        """Whether a counted line in capitals is a heading ("II. SCOPE"): not if its neighbour is one of a list."""
        if marker.bullet or heading_depth(text) != 1:
            return False
        beside = [self.lines[near].text for near in (index - 1, index + 1) if 0 <= near < len(self.lines)]
        return not any(other and other.follows(marker) for other in map(find_marker, beside))

    def _inner_marker(self, outer: Marker, rest: str) -> Marker | None:
        """The second of two markers: "2. A. Bachelor's degree" is item A of item 2."""
        inner = find_marker(rest)
        if inner is None or inner.bullet or outer.bullet or inner.styles[0][0] == outer.styles[0][0]:
            return None
        return inner if (inner.first or self.outline.expects(inner)) and inner.length < len(rest) else None

    def _marks_item(self, index: int) -> bool:
        """Whether the marker a line begins with is one: not the end of a sentence that happens to look like it."""
        line = self.lines[index]
        marker = find_marker(line.text)
        if marker is None or (is_quantity(line.text) and not self.outline.expects(marker)):
            return False
        if self.open is None or self.open.kind == "heading":
            return True
        last = self.open.lines[-1]
        forced = self._forced(line, last)
        if line.gap == 0 and _REFERENCE.search(last.ending) and (forced or last.text[-1] in ".#"):
            return False
        settled = last.ends_sentence() or line.gap > 0 or bool(_STOP.search(last.ending))
        if settled or is_connective(last.text) or self.outline.expects(marker):
            return True
        return marker.first and not forced and not last.hangs()

    # Ends

    def _close(self) -> None:
        if self.open is not None:
            self.done.append(self._block(self.open))
            self.open = None
        for line in self.held:
            self._lift(line)
        self.held.clear()

    def _block(self, gathered: _Open) -> Block:
        whole = tuple(Passage.of(self.source, line.start, line.end) for line in gathered.lines)
        first = gathered.lines[0]
        begun = Passage.of(self.source, first.start + gathered.skip, first.end) if gathered.skip else whole[0]
        pieces = [begun, *whole[1:]]
        passage = join_lines(pieces)
        return Block(
            kind=gathered.kind, passage=clean(passage), depth=gathered.depth, marker=gathered.marker, lines=whole
        )
