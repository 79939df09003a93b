"""A document that describes several classes, cut into one part for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from meritplan.reading.layouts.headings import label_of
from meritplan.reading.layouts.identity import Title, is_title, split_code
from meritplan.reading.layouts.outline import Stretch


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """The stretches of one class, under its title; the only part of a document has its title still to be found."""

    title: Title | None
    stretches: tuple[Stretch, ...]


def divide(stretches: Sequence[Stretch]) -> list[Part]:
    """One part for each title that is followed by qualifications of its own; else the whole as one part."""
    whole = [Part(title=None, stretches=tuple(stretches))]
    starts = _title_places(stretches)
    titles = [stretches[at].blocks[block].text for at, block in starts]
    if len(starts) < 2 or len(set(titles)) < len(titles):
        return whole
    ends = [*starts[1:], (len(stretches), 0)]
    return [_part(stretches, start, end) for start, end in zip(starts, ends, strict=True)]


def _title_places(stretches: Sequence[Stretch]) -> list[tuple[int, int]]:
    """For each heading of qualifications, the place (stretch, block) of the title above it; none if one lacks it."""
    mains = [at for at, stretch in enumerate(stretches) if stretch.name == "minimum" and stretch.blocks]
    found, after = [], 0
    for main in mains:
        place = _title_between(stretches, after, main)
        if place is None:
            return []
        found.append(place)
        after = main
    return found


def _title_between(stretches: Sequence[Stretch], first: int, main: int) -> tuple[int, int] | None:
    """The last title in the first stretch that holds one, from the last qualifications to the next."""
    for at in range(first, main):
        titles = [
            number
            for number, block in enumerate(stretches[at].blocks)
            if block.kind == "heading" and is_title(block.text) and not label_of(block.text)
        ]
        if titles:
            return at, titles[-1]
    return None


def _part(stretches: Sequence[Stretch], start: tuple[int, int], end: tuple[int, int]) -> Part:
    (at, block), (last, until) = start, end
    title = split_code(stretches[at].blocks[block].passage)
    kept: list[Stretch] = []
    for number in range(at, min(last + 1, len(stretches))):
        stretch = stretches[number]
        blocks = stretch.blocks[: until if number == last else None][block + 1 if number == at else 0 :]
        if number == at:
            kept.append(Stretch(name="", heading=None, blocks=blocks))
        elif number < last or blocks or stretch.name:
            kept.append(replace(stretch, blocks=blocks))
    return Part(title=title, stretches=tuple(kept))
