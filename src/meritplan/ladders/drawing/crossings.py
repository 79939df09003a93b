"""The order of nodes in each layer, so that few edges cross: medians of neighbours, then swaps that help."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence

from meritplan.ladders.drawing.layers import Edge, Layered

SWEEPS = 16
Columns = list[list[int]]
Near = Mapping[int, Sequence[int]]


def ordered(graph: Layered) -> Columns:
    """The nodes of each layer from top to bottom."""
    edges = graph.short_edges
    behind: dict[int, list[int]] = {}
    ahead: dict[int, list[int]] = {}
    for start, end in edges:
        ahead.setdefault(start, []).append(end)
        behind.setdefault(end, []).append(start)
    columns = _first(graph, ahead, behind)
    best, fewest = [list(column) for column in columns], crossings(columns, edges)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        _sweep(columns, behind if sweep % 2 == 0 else ahead, forward=sweep % 2 == 0)
        _swapped(columns, ahead, behind)
        now = crossings(columns, edges)
        if now < fewest:
            best, fewest = [list(column) for column in columns], now
    return best


def _first(graph: Layered, ahead: Near, behind: Near) -> Columns:
    """Nodes in the order in which a walk along the edges meets them: relatives stand together from the start."""
    columns: Columns = [[] for _ in graph.columns]
    seen: set[int] = set()
    for root in (node for column in graph.columns for node in column):
        waiting = [root]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            columns[graph.layer[node]].append(node)
            waiting += [*reversed(behind.get(node, ())), *reversed(ahead.get(node, ()))]
    return columns


def _sweep(columns: Columns, near: Near, *, forward: bool) -> None:
    place = {node: at for column in columns for at, node in enumerate(column)}
    for column in columns if forward else columns[::-1]:
        weight = {node: _median([place[one] for one in near.get(node, ())], place[node]) for node in column}
        column.sort(key=weight.__getitem__)
        place |= {node: at for at, node in enumerate(column)}


def _median(places: list[int], otherwise: int) -> float:
    if not places:
        return otherwise
    places.sort()
    middle = len(places) // 2
    if len(places) % 2:
        return places[middle]
    return (places[middle - 1] + places[middle]) / 2


def _swapped(columns: Columns, ahead: Near, behind: Near) -> None:
    """Swap neighbours as long as that saves crossings."""
    place = {node: at for column in columns for at, node in enumerate(column)}
    for _ in range(3):
        saved = False
        for column in columns:
            for at in range(len(column) - 1):
                upper, lower = column[at], column[at + 1]
                if _between(upper, lower, ahead, behind, place) > _between(lower, upper, ahead, behind, place):
                    column[at], column[at + 1] = lower, upper
                    place[upper], place[lower] = at + 1, at
                    saved = True
        if not saved:
            return


def _between(upper: int, lower: int, ahead: Near, behind: Near, place: Mapping[int, int]) -> int:
    """How often the edges of two neighbours cross, the first standing above."""
    return sum(
        sum(place[one] > place[other] for one in near.get(upper, ()) for other in near.get(lower, ()))
        for near in (ahead, behind)
    )


def crossings(columns: Columns, edges: Sequence[Edge]) -> int:
    """How many pairs of edges cross between neighbouring layers.

    >>> crossings([[0, 1], [2, 3]], [(0, 3), (1, 2)])
    1
    """
    layer = {node: at for at, column in enumerate(columns) for node in column}
    place = {node: at for column in columns for at, node in enumerate(column)}
    gaps: list[list[tuple[int, int]]] = [[] for _ in columns]
    for start, end in edges:
        gaps[layer[start]].append((place[start], place[end]))
    found = 0
    for gap in gaps:
        ends: list[int] = []
        for _, end in sorted(gap):
            found += len(ends) - bisect_right(ends, end)
            insort(ends, end)
    return found
