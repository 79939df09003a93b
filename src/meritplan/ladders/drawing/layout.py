"""Where everything of a drawing goes: boxes in columns, lines between them, parts of the graph under one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meritplan.ladders.drawing.boxes import WIDTH, Box, box
from meritplan.ladders.drawing.crossings import ordered
from meritplan.ladders.drawing.layers import Edge, Layered, layered
from meritplan.ladders.drawing.places import heights_down
from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Move

Point = tuple[float, float]
LABELLED_UP_TO = 60  # classes; beyond, the time of a move stands in its tooltip and in the table
BETWEEN_PORTS = 13.0
BETWEEN_PARTS = 40.0
NARROWEST_PAGE = 1150.0


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedBox:
    """A box and its upper left corner."""

    key: str
    x: float
    y: float
    box: Box


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacedLine:
    """A move as a row of points: from the first to the second in a curve, on to the third straight, and so on.

    ``turned`` lines are drawn against the direction of the move, on which the arrow stands at their beginning.
    """

    move: Move
    points: tuple[Point, ...]
    turned: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """A drawing without its ink."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    lines: tuple[PlacedLine, ...]
    labelled: bool


def laid_out(ladders: Ladders) -> Layout:
    """Places for every class and move of a graph."""
    labelled = len(ladders.rungs) <= LABELLED_UP_TO
    parts = [_part(ladders, keys, labelled=labelled) for keys in _parts(ladders)]
    corners, width, height = _packed(parts)
    return Layout(
        width=width,
        height=height,
        boxes=tuple(_box_at(one, at) for part, at in zip(parts, corners, strict=True) for one in part.boxes),
        lines=tuple(_line_at(one, at) for part, at in zip(parts, corners, strict=True) for one in part.lines),
        labelled=labelled,
    )


def _parts(ladders: Ladders) -> list[list[str]]:
    """The classes of each part of the graph that hangs together, the largest first."""
    root = {key: key for key in ladders.rungs}

    def top(key: str) -> str:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for move in ladders.moves:
        root[top(move.start)] = top(move.end)
    found: dict[str, list[str]] = {}
    for key in ladders.rungs:
        found.setdefault(top(key), []).append(key)
    return sorted(found.values(), key=lambda keys: (-len(keys), keys))


def _part(ladders: Ladders, keys: Sequence[str], *, labelled: bool) -> Layout:
    number = {key: at for at, key in enumerate(keys)}
    moves = [move for key in keys for move in ladders.up.get(key, ()) if move.end in number]
    graph = layered(len(keys), [(number[move.start], number[move.end]) for move in moves])
    boxes = [_box(ladders, key, graph, at, labelled=labelled) for key, at in number.items()]
    heights = {at: one.height for at, one in enumerate(boxes)}
    columns = ordered(graph)
    middle = heights_down(graph, columns, heights)
    left = _columns_across(graph, columns, labelled=labelled)
    placed = tuple(
        PlacedBox(key=key, x=left[graph.layer[at]], y=middle[at] - heights[at] / 2, box=boxes[at])
        for key, at in number.items()
    )
    ports = _ports(graph, middle, heights)
    lines = [_line(move, graph, (number[move.start], number[move.end]), left, middle, ports) for move in moves]
    lowest = max((middle[node] + heights.get(node, 0) / 2 for node in range(len(middle))), default=0)
    return Layout(
        width=left[-1] + WIDTH if left else 0, height=lowest, boxes=placed, lines=tuple(lines), labelled=labelled
    )


def _box(ladders: Ladders, key: str, graph: Layered, at: int, *, labelled: bool) -> Box:
    rung = ladders.rungs[key]
    coming = sum(chain[-1] == at for chain in graph.chains.values()) if labelled else 0
    code = " · ".join(part for part in (rung.code, rung.grade) if part)
    return box(rung.title, code, ports=coming, between_ports=BETWEEN_PORTS)


def _columns_across(graph: Layered, columns: Sequence[Sequence[int]], *, labelled: bool) -> list[float]:
    """The left side of each column; the more lines run between two, the farther they stand apart."""
    lines = [0] * len(columns)
    for start, _ in graph.short_edges:
        lines[graph.layer[start]] += 1
    left = [0.0]
    for number in lines[:-1]:
        left.append(left[-1] + WIDTH + min(170.0, (120.0 if labelled else 60.0) + 1.5 * number))
    return left


Ports = Mapping[tuple[int, int, bool], float]  # (node, neighbour, leaving) -> middle of the line there


def _ports(graph: Layered, middle: Sequence[float], heights: Mapping[int, float]) -> Ports:
    """Where lines leave and reach each box, in the order of where they lead."""
    found: dict[tuple[int, int, bool], float] = {}
    sides: dict[tuple[int, bool], list[int]] = {}
    for start, end in graph.short_edges:
        sides.setdefault((start, True), []).append(end)
        sides.setdefault((end, False), []).append(start)
    for (node, leaving), others in sides.items():
        room = max(heights.get(node, 0) - 12, 0)
        apart = min(BETWEEN_PORTS, room / max(len(others) - 1, 1))
        others.sort(key=lambda other: middle[other])
        for at, other in enumerate(others):
            found[node, other, leaving] = middle[node] + (at - (len(others) - 1) / 2) * apart
    return found


def _line(
    move: Move, graph: Layered, edge: Edge, left: Sequence[float], middle: Sequence[float], ports: Ports
) -> PlacedLine:
    chain = graph.chains[edge]
    points: list[Point] = [(left[graph.layer[chain[0]]] + WIDTH, ports[chain[0], chain[1], True])]
    for node in chain[1:-1]:
        x = left[graph.layer[node]]
        points += [(x, middle[node]), (x + WIDTH, middle[node])]
    points.append((left[graph.layer[chain[-1]]], ports[chain[-1], chain[-2], False]))
    return PlacedLine(move=move, points=tuple(points), turned=edge in graph.turned)


def _packed(parts: Sequence[Layout]) -> tuple[list[Point], float, float]:
    """Parts in rows as wide as the widest, each row as high as its highest; the corner of each, and the whole."""
    across = max((NARROWEST_PAGE, *(part.width for part in parts)))
    corners: list[Point] = []
    x = y = row = widest = 0.0
    for part in parts:
        if x and x + part.width > across:
            x, y, row = 0.0, y + row + BETWEEN_PARTS, 0.0
        corners.append((x, y))
        widest = max(widest, x + part.width)
        x += part.width + BETWEEN_PARTS
        row = max(row, part.height)
    return corners, widest, y + row


def _box_at(one: PlacedBox, corner: Point) -> PlacedBox:
    return PlacedBox(key=one.key, x=one.x + corner[0], y=one.y + corner[1], box=one.box)


def _line_at(one: PlacedLine, corner: Point) -> PlacedLine:
    points = tuple((x + corner[0], y + corner[1]) for x, y in one.points)
    return PlacedLine(move=one.move, points=points, turned=one.turned)
