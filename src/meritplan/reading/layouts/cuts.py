"""Cutting passages and blocks: at sentences, at semicolons, at the lines a block was made of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from meritplan.reading.document import Block
from meritplan.reading.passage import Passage

# A sentence ends before a capital, unless the full stop belongs to an abbreviation or an initial.
_SENTENCE_END = re.compile(
    r"(?<![\s(][A-Z]\.)(?<!\bi\.e\.)(?<!\be\.g\.)(?<!\betc\.)(?<!\bNo\.)(?<!\bU\.S\.)(?<=[.!?])[\"”’)]?\s+(?=[\"“(]?[A-Z])"
)
_CLAUSE_END = re.compile(r"\s*;\s+(?:and\s+)?|(?<=[a-z)])\s*;\s*$")
_WIDE = 4


def pieces(passage: Passage, between: re.Pattern[str]) -> list[Passage]:
    """The passage cut wherever ``between`` matches; what matches is left out."""
    found, here = [], 0
    for gap in between.finditer(passage.text):
        found.append(passage[here : gap.start()])
        here = gap.end()
    found.append(passage[here:])
    return [piece for piece in (part.strip() for part in found) if piece]


def sentences(passage: Passage) -> list[Passage]:
    """The sentences of the passage."""
    return pieces(passage, _SENTENCE_END)


def clauses(passage: Passage) -> list[Passage]:
    """The clauses of the passage between semicolons outside parentheses; "and" before the last is left out."""
    found, here, text = [], 0, passage.text
    for gap in _CLAUSE_END.finditer(text):
        if text.count("(", 0, gap.start()) == text.count(")", 0, gap.start()):
            found.append(passage[here : gap.start()].strip())
            here = gap.end()
    found.append(passage[here:].strip())
    return [piece for piece in found if piece]


def cut(block: Block, *offsets: int) -> list[Block]:
    """The block cut before the given offsets of the document; its lines go with the part they stand in."""
    at = block.passage.at
    starts = [0, *(bisect_left(at, offset) for offset in sorted(offsets)), len(at)]
    parts = []
    for start, end in pairwise(starts):
        passage = block.passage[start:end].strip()
        if passage:
            kept = tuple(line for line in block.lines if _lies_in(line, passage))
            parts.append(replace(block, passage=passage, lines=kept, marker=block.marker if start == 0 else None))
    return parts


def _lies_in(line: Passage, passage: Passage) -> bool:
    return bool(line) and line.at[0] <= passage.at[-1] and line.at[-1] >= passage.at[0]


def lines(block: Block) -> tuple[Passage, ...]:
    """The lines a block was made of; one line if it was not reflowed."""
    return tuple(line for line in block.lines if line) or (block.passage,)


def cut_at_lines(blocks: Iterable[Block], starts: re.Pattern[str]) -> Iterator[Block]:
    """The blocks, each cut before and after every line that ``starts`` matches in full.

    For headings that a text file prints right above or below a paragraph, without an empty line between.
    """
    for block in blocks:
        offsets = []
        for line in lines(block):
            if starts.fullmatch(line.text):
                offsets += [line.at[0], line.at[-1] + 1]
        yield from cut(block, *offsets) if offsets else (block,)


def columns(line: Passage) -> list[Passage]:
    """The line cut where the document has a tab or a wide gap."""
    at, found, here = line.at, list[Passage](), 0
    for place, letter in enumerate(line.text):
        gap = line.source[at[place] : at[place + 1]] if letter == " " and place + 1 < len(at) else ""
        if "\t" in gap or len(gap) >= _WIDE:
            found.append(line[here:place])
            here = place + 1
    return [part for part in (*found, line[here:]) if part]
