"""What ladders are made of: classes as rungs, moves between them, and the grounds each move stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from meritplan.ladders.citing import Path
from meritplan.ladders.titles import FoundBy
from meritplan.model import Span
from meritplan.model.requirement import Number

GroundKind = Literal["class", "level", "occupation", "counting", "series", "line", "supervision"]
Direction = Literal["promotion", "diagonal", "lateral"]

#: Grounds that a requirement states; the others are what the plan's order suggests.
STATED: tuple[GroundKind, ...] = ("class", "level", "occupation", "counting")


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Why one class leads to another.

    ``kind``: ``class`` ("two years as an X"), ``level`` ("at the level of X"), ``occupation`` (the same words in
    lower case: the work, inside the service or outside), ``counting`` (experience of this employer counts only if it
    includes such work), ``series`` (order of levels or grades), ``line`` (promotional line), ``supervision`` (the
    higher class supervises the lower). ``months`` is the time asked in that class, ``total_months`` that of the
    whole experience it is a part of; ``level`` a level within the lower class. ``path`` leads to the node in the
    minimum qualifications of the higher class; ``because`` says in words what no quote can.
    """

    kind: GroundKind
    months: Number | None = None
    total_months: Number | None = None
    level: str | None = None
    found_by: FoundBy | None = None
    path: Path | None = None
    quote: str | None = None
    spans: tuple[Span, ...] = ()
    doubt: str | None = None
    because: str | None = None

    @property
    def stated(self) -> bool:
        """Whether a requirement says so."""
        return self.kind in STATED

    @property
    def time(self) -> Number | None:
        """The time to spend before the move: of the whole experience where the class is asked for a part of it."""
        said = [months for months in (self.months, self.total_months) if months is not None]
        return max(said) if said else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """From one class to another (keys). ``direction`` is ``diagonal`` where it leads into another line of work."""

    start: str
    end: str
    direction: Direction
    grounds: tuple[Ground, ...]

    @property
    def best(self) -> Ground:
        """The ground that asks for the least time: stated ones first, unknown lengths last."""
        return min(self.grounds, key=_cost)

    @property
    def stated(self) -> bool:
        """Whether any ground is stated by a requirement."""
        return any(ground.stated for ground in self.grounds)


def _cost(ground: Ground) -> tuple[bool, bool, Number]:
    return (not ground.stated, ground.time is None, ground.time or 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung:
    """A class as ladders show it."""

    key: str
    code: str | None
    title: str
    group: str | None = None
    level: str | None = None
    grade: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """Classes that stand at one level: of one pay grade, of one printed range, or named side by side as a level.

    ``said_by`` is the class whose requirement names them.
    """

    kind: Literal["grade", "pay", "named"]
    name: str
    members: tuple[str, ...]
    said_by: str | None = None
    quote: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Unplaced:
    """A name that leads to no move: no class bears it, several do, or it is the citing class itself."""

    name: str
    cited_by: str
    candidates: tuple[str, ...] = ()
    quote: str | None = None
    spans: tuple[Span, ...] = ()
    itself: bool = False
