"""How far down each node stands: near its neighbours, in the order of its layer, never over another.

Each layer is solved exactly: the places nearest to those wished for that keep order and distance (pooling of adjacent
violators).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from meritplan.ladders.drawing.layers import Layered

ROUNDS = 12
BETWEEN_BOXES = 14.0
BETWEEN_LANES = 9.0


def heights_down(graph: Layered, columns: Sequence[Sequence[int]], heights: Mapping[int, float]) -> list[float]:
    """The middle of each node, in pixels from the top of the graph, which is at 0."""
    near: list[list[tuple[int, float]]] = [[] for _ in graph.layer]
    for start, end in graph.short_edges:
        # A lane wants to run straight more than a box wants to stand in the middle.
        weight = 4.0 if start >= graph.real and end >= graph.real else 2.0 if max(start, end) >= graph.real else 1.0
        near[start].append((end, weight))
        near[end].append((start, weight))
    middle = [0.0] * len(graph.layer)
    for column in columns:
        for node, place in zip(column, _packed(column, heights, graph.real), strict=True):
            middle[node] = place
    for turn in range(ROUNDS):
        for column in columns if turn % 2 == 0 else columns[::-1]:
            _settle(column, near, middle, heights, graph.real)
    top = min((middle[node] - heights.get(node, 0) / 2 for node in range(len(middle))), default=0)
    return [place - top for place in middle]


def _apart(upper: int, lower: int, heights: Mapping[int, float], real: int) -> float:
    gap = BETWEEN_BOXES if upper < real and lower < real else BETWEEN_LANES
    return (heights.get(upper, 0) + heights.get(lower, 0)) / 2 + gap


def _packed(column: Sequence[int], heights: Mapping[int, float], real: int) -> list[float]:
    places = [0.0] if column else []
    for upper, lower in pairwise(column):
        places.append(places[-1] + _apart(upper, lower, heights, real))
    return places


def _settle(
    column: Sequence[int],
    near: Sequence[Sequence[tuple[int, float]]],
    middle: list[float],
    heights: Mapping[int, float],
    real: int,
) -> None:
    offsets = _packed(column, heights, real)
    wished: list[tuple[float, float]] = []
    for node, offset in zip(column, offsets, strict=True):
        weight = sum(weight for _, weight in near[node])
        mean = sum(middle[other] * weight for other, weight in near[node]) / weight if weight else middle[node]
        wished.append((mean - offset, weight or 0.1))
    for node, offset, place in zip(column, offsets, pooled(wished), strict=True):
        middle[node] = place + offset


def pooled(wished: Sequence[tuple[float, float]]) -> list[float]:
    """The values that never fall and lie nearest to those wished for (value, weight), in least squares.

    >>> pooled([(1, 1), (3, 1), (2, 1), (5, 1)])
    [1.0, 2.5, 2.5, 5.0]
    """
    blocks: list[tuple[float, float, int]] = []  # mean, weight, length
    for value, weight in wished:
        mean, total, length = float(value), weight, 1
        while blocks and blocks[-1][0] > mean:
            other, more, longer = blocks.pop()
            mean = (mean * total + other * more) / (total + more)
            total, length = total + more, length + longer
        blocks.append((mean, total, length))
    return [mean for mean, _, length in blocks for _ in range(length)]
