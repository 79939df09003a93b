"""A document cut at its headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from meritplan.reading.document import Block, BlockKind
from meritplan.reading.layouts.cuts import cut
from meritplan.reading.passage import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What a heading is called here (``name``), and how many characters of its block it takes."""

    name: str
    length: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """A heading and the blocks below it. The first stretch of a document may have no heading."""

    name: str
    heading: Passage | None
    blocks: tuple[Block, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The words of the blocks."""
        return tuple(block.passage for block in self.blocks)


def outline(blocks: Iterable[Block], named: Callable[[Block], Heading | None]) -> list[Stretch]:
    """The blocks below each heading that ``named`` knows. Text after a run-in heading is the first block below it."""
    found: list[Stretch] = []
    name, heading, below = "", None, list[Block]()
    for block in blocks:
        known = named(block)
        if known is None:
            below.append(block)
            continue
        if heading is not None or below:
            found.append(Stretch(name=name, heading=heading, blocks=tuple(below)))
        name, heading = known.name, block.passage[: known.length].strip()
        below = _rest(block, known.length)
    if heading is not None or below:
        found.append(Stretch(name=name, heading=heading, blocks=tuple(below)))
    return found


def _rest(block: Block, length: int) -> list[Block]:
    """What a block says after its run-in heading."""
    if length >= len(block.passage) or not block.passage[length:].strip():
        return []
    *_, rest = cut(block, block.passage.at[length])
    passage = rest.passage.strip(" :")
    kind: BlockKind = "paragraph" if rest.kind == "heading" else rest.kind
    return [replace(rest, kind=kind, passage=passage)] if passage else []
