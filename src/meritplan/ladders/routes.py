"""The shortest way from one class to another: its steps, their time, and what each asks beside."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Ground, Level
from meritplan.ladders.needs import Need, beside, same
from meritplan.model.requirement import Node, Number
from meritplan.plan import View


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One move of a route. ``months`` is the time in the class it begins at; none if no length is stated.

    A lateral step has no ground but the ``level`` both classes stand at: whether a transfer is granted is the
    employer's to say.
    """

    start: str
    end: str
    direction: Literal["promotion", "diagonal", "lateral"]
    months: Number | None = None
    ground: Ground | None = None
    level: Level | None = None
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """Steps from the first class to the last. ``months`` adds up the known times; ``open_steps`` have none."""

    steps: tuple[Step, ...]
    months: Number
    open_steps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edge:
    end: str
    cost: tuple[int, Number, int]
    step: Step


def route(ladders: Ladders, view: View, start: str, end: str, *, lateral: bool = False) -> Route | None:
    """The way from one class (by key) to another that takes the least time, or none.

    Steps whose time is not known weigh more than any known time, and between ways of the same time the one of fewer
    steps is taken. ``lateral`` also lets it pass between classes at one level.
    """
    best: dict[str, tuple[int, Number, int]] = {start: (0, 0, 0)}
    came: dict[str, Step] = {}
    waiting = [(best[start], start)]
    while waiting:
        cost, key = heapq.heappop(waiting)
        if key == end:
            break
        if cost > best[key]:
            continue
        for edge in _edges(ladders, key, lateral=lateral):
            through = (cost[0] + edge.cost[0], cost[1] + edge.cost[1], cost[2] + edge.cost[2])
            if edge.end not in best or through < best[edge.end]:
                best[edge.end], came[edge.end] = through, edge.step
                heapq.heappush(waiting, (through, edge.end))
    if end not in best:
        return None
    steps = _with_needs(_traced(came, start, end), view)
    return Route(steps=steps, months=best[end][1], open_steps=best[end][0])


def _edges(ladders: Ladders, key: str, *, lateral: bool) -> Iterator[_Edge]:
    for move in ladders.up.get(key, ()):
        ground = move.best
        step = Step(start=key, end=move.end, direction=move.direction, months=ground.time, ground=ground)
        yield _Edge(end=move.end, cost=(int(ground.time is None), ground.time or 0, 1), step=step)
    if lateral:
        for other, levels in ladders.lateral(key).items():
            step = Step(start=key, end=other, direction="lateral", level=levels[0])
            yield _Edge(end=other, cost=(0, 0, 1), step=step)


def _traced(came: dict[str, Step], start: str, end: str) -> list[Step]:
    steps: list[Step] = []
    while end != start:
        steps.append(came[end])
        end = steps[-1].start
    return steps[::-1]


def _with_needs(steps: list[Step], view: View) -> tuple[Step, ...]:
    asked: set[bytes] = set()
    return tuple(_needing(step, view, asked) for step in steps)


def _needing(step: Step, view: View, asked: set[bytes]) -> Step:
    tree = view.by_key[step.end].job_class.minimum_qualifications
    if tree is None:
        return step
    path = step.ground.path if step.ground else None
    # Where nothing says which part the lower class answers, all of it stays to be met.
    nodes: list[Node] = [tree] if path is None else list(beside(tree, path))
    needs = tuple(Need(node=node, already=same(node) in asked) for node in nodes)
    asked |= {same(node) for node in nodes}
    return replace(step, needs=needs)
