"""The parts of a job bulletin: what stands under which heading, and the notes that go with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from meritplan.reading.document import Block
from meritplan.reading.layouts.cuts import cut_at_lines
from meritplan.reading.passage import Passage

FRONT, NOTES, CLOSING = "front", "own", "closing"
_LONGEST = 70
_CLOSING = re.compile(r".{0,80}\bthis exam(?:ination)? is to be given\b.*", re.IGNORECASE)
_BASIS = re.compile(r"[^.]{0,60}\bbasis\b.{0,12}", re.IGNORECASE)


@dataclass(kw_only=True, slots=True)
class Part:
    """The blocks under one heading; ``of`` is the part that a "NOTES" heading belongs to."""

    kind: str
    of: str
    heading: str | None = None
    blocks: list[Block] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """The words of the part, block by block."""
        return [block.passage for block in self.blocks]


@cache
def _lexicon() -> tuple[tuple[re.Pattern[str], str], ...]:
    data = tomllib.loads(files(__package__).joinpath("headings.toml").read_text(encoding="utf-8"))["headings"]
    return tuple((re.compile(phrase), kind) for kind, phrases in data.items() for phrase in phrases)


@cache
def _heading_line() -> re.Pattern[str]:
    """Any line that is one of the headings in full: to be cut out of a paragraph it was joined to."""
    phrases = "|".join(f"(?:{pattern.pattern})" for pattern, _ in _lexicon())
    return re.compile(rf"\s*(?:{phrases})\s*:?\s*", re.IGNORECASE)


def kind_of(text: str) -> str | None:
    """What a line announces, if it is one of the headings."""
    plain = " ".join(text.lower().split()).strip(":;. ")
    if not plain or len(plain) > _LONGEST:
        return None
    return next((kind for pattern, kind in _lexicon() if pattern.fullmatch(plain)), None)


def parts(blocks: Iterable[Block]) -> list[Part]:
    """The bulletin in parts. Notes stay with the part they follow; the closing statement is a part of its own."""
    made = [Part(kind=FRONT, of=FRONT)]
    for block in _lines(blocks):
        here = made[-1]
        kind = None if block.kind == "item" else kind_of(block.text)
        if _CLOSING.match(block.text):
            made.append(Part(kind=CLOSING, of=CLOSING, blocks=[block]))
        elif here.kind == CLOSING and _BASIS.fullmatch(block.text):
            here.blocks.append(block)
        elif kind is not None:
            of = here.of if kind == NOTES else kind
            made.append(Part(kind=kind, of=of, heading=block.text))
        elif here.kind == CLOSING:
            made.append(Part(kind="notice", of="notice", blocks=[block]))
        else:
            here.blocks.append(block)
    return made


def _lines(blocks: Iterable[Block]) -> Iterator[Block]:
    yield from cut_at_lines(blocks, _heading_line())
