"""The table twin of a drawing: the same classes, moves and levels in rows, for readers and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meritplan.ladders.circles import circles
from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Direction, Ground, Level, Move, Rung, Unplaced
from meritplan.ladders.telling import ground_in_words
from meritplan.model.requirement import Number

FORMAT = "meritplan-ladders/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One move: ``months`` is the least time before it, ``why`` says it in words, ``grounds`` holds all there are."""

    start: Rung
    end: Rung
    direction: Direction
    months: Number | None
    why: str
    quote: str | None
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Everything a drawing shows, and what it cannot: classes at one level, circles, names that lead nowhere."""

    format: str
    classes: tuple[Rung, ...]
    moves: tuple[Row, ...]
    levels: tuple[Level, ...]
    circles: tuple[tuple[str, ...], ...]
    unplaced: tuple[Unplaced, ...]


def table(ladders: Ladders) -> Table:
    """The table of a graph. Levels are those of its classes, with all their members in the plan."""
    return Table(
        format=FORMAT,
        classes=tuple(ladders.rungs.values()),
        moves=tuple(rows(ladders, ladders.moves)),
        levels=tuple(one for one in ladders.levels if any(key in ladders.rungs for key in one.members)),
        circles=circles(ladders),
        unplaced=ladders.unplaced,
    )


def rows(ladders: Ladders, moves: Iterable[Move]) -> Iterator[Row]:
    """Moves as rows."""
    for move in moves:
        yield Row(
            start=ladders.rungs[move.start],
            end=ladders.rungs[move.end],
            direction=move.direction,
            months=move.best.time,
            why=ground_in_words(move.best),
            quote=move.best.quote,
            grounds=move.grounds,
        )
