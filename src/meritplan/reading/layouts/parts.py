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


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The classes of a document, and what stands above the first of several: it holds for the family."""

    classes: tuple[Part, ...]
    above: tuple[Stretch, ...] = ()


def divide(stretches: Sequence[Stretch]) -> Parts:
    """One part for each title that is followed by qualifications of its own; else the whole as one part."""
    starts = _title_places(stretches)
    titles = [stretches[at].blocks[block].text for at, block in starts]
    if len(starts) < 2 or len(set(titles)) < len(titles):
        return Parts(classes=(Part(title=None, stretches=tuple(stretches)),))
    ends = [*starts[1:], (len(stretches), 0)]
    at, block = starts[0]
    above = (*stretches[:at], replace(stretches[at], blocks=stretches[at].blocks[:block]))
    made = tuple(_part(stretches, start, end) for start, end in zip(starts, ends, strict=True))
    return Parts(classes=made, above=above)


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
    """The title nearest above the qualifications, but below those before."""
    for at in range(main - 1, first - 1, -1):
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
