"""Ladders on pages: pictures, their tables, and the way from one class to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.urls import reverse

from meritplan.ladders import Ladders, Move, Rung, Step, route
from meritplan.ladders.drawing import drawn
from meritplan.ladders.telling import ground_in_words, time_in_words
from meritplan.model.requirement import Node
from meritplan.plan import View

DRAWN = 80  # classes in one picture at most
NAMED = 8  # titles that a list tells of one ladder


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMove:
    """One line of a picture as a row: its ends, the time before it, and why it is there."""

    start: Rung
    end: Rung
    time: str
    words: str
    quote: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """A ladder drawn, and its table. ``svg`` is absent where there are too many classes, or none."""

    ladders: Ladders
    svg: str | None
    rows: tuple[ShownMove, ...]

    @property
    def size(self) -> int:
        """How many classes there are."""
        return len(self.ladders.rungs)


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownNeed:
    """What a step asks beside the time. ``name`` tells its tree apart on the page."""

    name: str
    node: Node
    already: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownStep:
    """One step of a route: its ends, the time before it, why it is a step, and what else it asks."""

    start: str
    start_title: str
    end: str
    end_title: str
    time: str
    why: str
    quote: str | None
    stated: bool
    needs: tuple[ShownNeed, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRoute:
    """A way from one class to another."""

    steps: tuple[ShownStep, ...]
    time: str
    open_steps: int
    picture: Picture


def picture(graph: Ladders, title: str, *, focus: str | None = None, query: str = "") -> Picture:
    """The picture of a graph; its classes lead to their pages with ``query``."""

    def link(key: str) -> str:
        return reverse("catalogue:class", args=(key,)) + query

    fits = graph.moves and len(graph.rungs) <= DRAWN
    svg = drawn(graph, title=title, focus=focus, link=link, style=False) if fits else None
    return Picture(ladders=graph, svg=svg, rows=tuple(shown_moves(graph, graph.moves)))


def shown_moves(graph: Ladders, moves: Iterable[Move]) -> Iterator[ShownMove]:
    """Moves as rows."""
    for move in moves:
        best = move.best
        yield ShownMove(
            start=graph.rungs[move.start],
            end=graph.rungs[move.end],
            time=time_in_words(best.time),
            words=ground_in_words(replace(best, months=None, total_months=None))
            + ("" if move.direction == "promotion" else f" ({move.direction})"),
            quote=best.quote,
        )


def around(graph: Ladders, key: str, *, most: int, query: str = "") -> Picture:
    """What leads to a class and on from it: as far as ``most`` classes allow, and one step each way at the least."""
    for reach in (None, 3, 2):
        part = graph.around(key, reach)
        if len(part.rungs) <= most:
            break
    else:
        part = graph.around(key, 1)
    return picture(part, f"Ladders of {graph.rungs[key].title}", focus=key, query=query)


def shown_route(graph: Ladders, view: View, start: str, end: str, *, lateral: bool, query: str) -> ShownRoute | None:
    """The way from one class to another that takes the least time, or none."""
    found = route(graph, view, start, end, lateral=lateral)
    if found is None:
        return None
    keys = [start, *(step.end for step in found.steps)]
    title = f"From {graph.rungs[start].title} to {graph.rungs[end].title}"
    return ShownRoute(
        steps=tuple(_step(at, one, graph) for at, one in enumerate(found.steps, start=1)),
        time=time_in_words(found.months) if found.months else "",
        open_steps=found.open_steps,
        picture=picture(graph.among(keys), title, focus=end, query=query),
    )


def _step(number: int, step: Step, graph: Ladders) -> ShownStep:
    if step.ground is not None:
        why = ground_in_words(replace(step.ground, months=None, total_months=None))
    else:
        why = f"both stand at {step.level.kind} {step.level.name}" if step.level else "both stand at one level"
    return ShownStep(
        start=step.start,
        start_title=graph.rungs[step.start].title,
        end=step.end,
        end_title=graph.rungs[step.end].title,
        time=time_in_words(step.months),
        why=why,
        stated=step.ground is not None and step.ground.stated,
        quote=step.ground.quote if step.ground else None,
        needs=tuple(
            ShownNeed(name=f"step-{number}-{at}", node=one.node, already=one.already)
            for at, one in enumerate(step.needs, start=1)
        ),
    )


def parts(graph: Ladders) -> list[Ladders]:
    """The ladders that hang together, the largest first; classes that lead nowhere are left out."""
    beside: dict[str, set[str]] = {}
    for move in graph.moves:
        beside.setdefault(move.start, set()).add(move.end)
        beside.setdefault(move.end, set()).add(move.start)
    found, seen = [], set[str]()
    for key in beside:
        if key in seen:
            continue
        together, border = {key}, {key}
        while border:
            border = {other for one in border for other in beside[one]} - together
            together |= border
        seen |= together
        found.append(graph.among(together))
    return sorted(found, key=lambda one: (-len(one.rungs), _first(one)))


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownPart:
    """A ladder in a list: called by the class most steps lead to, with the titles of some of its classes."""

    key: str
    title: str
    size: int
    names: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many classes are not named."""
        return self.size - len(self.names)


def shown_part(graph: Ladders) -> ShownPart:
    """A ladder as lists show it."""
    first = [key for key in graph.rungs if key not in graph.down] or list(graph.rungs)
    last = [key for key in graph.rungs if key not in graph.up] or list(graph.rungs)
    top = max(last, key=lambda key: (len(graph.around(key).rungs), graph.rungs[key].title))
    low, high = graph.rungs[min(first, key=lambda key: graph.rungs[key].title)], graph.rungs[top]
    names = sorted(rung.title for rung in graph.rungs.values())
    title = f"{low.title} to {high.title}" if low.key != high.key else high.title
    return ShownPart(key=top, title=title, size=len(graph.rungs), names=tuple(names[:NAMED]))


def _first(graph: Ladders) -> str:
    return min(rung.title for rung in graph.rungs.values())
