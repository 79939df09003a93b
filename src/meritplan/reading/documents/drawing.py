"""The text drawn from a page, and the blocks that point into it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace
from typing import Final

from meritplan.reading.document import Block, BlockKind
from meritplan.reading.documents.lines import INVISIBLE
from meritplan.reading.documents.reflow import reflow
from meritplan.reading.documents.repair import mend
from meritplan.reading.passage import Passage

_UNSEEN: Final = dict.fromkeys(map(ord, INVISIBLE))


def shown(text: str) -> str:
    """The text as it is shown: runs of white space as one space, characters that show nothing left out."""
    if not text.isascii() or not text.isprintable():
        text = text.translate(_UNSEEN)
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Stroke:
    """One block to be: where it stands in the text, and what it is."""

    start: int
    end: int
    kind: BlockKind
    depth: int = 0
    marker: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    struck: bool = False
    lines: bool = False


@dataclass(slots=True)
class Drawing:
    """Gathers block texts one under the other; the cells of a row stand beside each other, a tab between."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    strokes: list[_Stroke] = field(default_factory=list)
    tables: int = 0

    def block(
        self,
        kind: BlockKind,
        text: str,
        *,
        depth: int = 0,
        marker: str | None = None,
        struck: bool = False,
        table: int | None = None,
    ) -> None:
        """A block of shown text, its marker before it."""
        self._separate("\n")
        if marker:
            self._write(marker + " " if text else marker)
        start = self._write(text)
        self.strokes.append(_Stroke(start, self.length, kind, depth=depth, marker=marker, struck=struck, table=table))

    def last(self) -> tuple[BlockKind, str] | None:
        """What kind the newest block is, and its text."""
        return (self.strokes[-1].kind, self.pieces[-1]) if self.strokes and not self.strokes[-1].lines else None

    def extend(self, text: str) -> None:
        """More text for the newest block."""
        self._write(" " + text)
        self.pieces[-2:] = ["".join(self.pieces[-2:])]
        self.strokes[-1] = replace(self.strokes[-1], end=self.length)

    def cell(self, text: str, *, table: int, row: int, column: int, struck: bool = False) -> None:
        """A cell of a table."""
        last = self.strokes[-1] if self.strokes else None
        beside = last is not None and (last.table, last.row) == (table, row)
        self._separate("\t" if beside else "\n")
        start = self._write(text)
        self.strokes.append(_Stroke(start, self.length, "cell", table=table, row=row, column=column, struck=struck))

    def lines(self, text: str) -> None:
        """Text whose line breaks mean something; it is reflowed into blocks of its own."""
        self._separate("\n")
        start = self._write(text)
        self.strokes.append(_Stroke(start, self.length, "paragraph", lines=True))

    def _separate(self, separator: str) -> None:
        if self.length:
            self._write(separator)

    def _write(self, text: str) -> int:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The whole text, and its blocks."""
        text = "".join(self.pieces)
        blocks: list[Block] = []
        for stroke in self.strokes:
            if stroke.lines:
                made = reflow(text, stroke.start, stroke.end, first_table=self.tables)
                self.tables = max([self.tables, *(block.table + 1 for block in made if block.table is not None)])
                blocks.extend(made)
            else:
                blocks.append(_block(text, stroke))
        return text, tuple(blocks)


def _block(text: str, stroke: _Stroke) -> Block:
    passage = Passage(text, text[stroke.start : stroke.end], array("l", range(stroke.start, stroke.end)))
    mended = mend(passage)
    # What a repair took out stands in the line it was made from.
    lines = () if len(mended) == len(passage) else (passage,)
    if stroke.marker and stroke.start == stroke.end:
        lines = (Passage.of(text, stroke.start - len(stroke.marker), stroke.end),)
    return Block(
        kind=stroke.kind, passage=mended, lines=lines, depth=stroke.depth, marker=stroke.marker,
        table=stroke.table, row=stroke.row, column=stroke.column, struck=stroke.struck,
    )  # fmt: skip
