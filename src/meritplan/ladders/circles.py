"""Circles: classes that, by what their requirements say, each lead to the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

from meritplan.ladders.graph import Ladders
from meritplan.ladders.moves import Move


def circles(ladders: Ladders) -> tuple[tuple[str, ...], ...]:
    """The circles of stated moves, each by one shortest way round (keys, beginning with the smallest).

    Every move that lies on a circle lies in a knot of classes that reach one another; for each knot its moves are
    covered by shortest ways round, so that whoever mends those mends them all.

    >>> from meritplan.ladders.moves import Ground, Move
    >>> def move(start, end):
    ...     return Move(start=start, end=end, direction="promotion", grounds=(Ground(kind="class", months=12),))
    >>> circles(Ladders(rungs={}, moves=(move("a", "b"), move("b", "a"), move("b", "c"))))
    (('a', 'b'),)
    """
    ahead = _ahead(move for move in ladders.moves if move.stated)
    found: dict[tuple[str, ...], None] = {}
    for knot in knots(ahead):
        covered: set[tuple[str, str]] = set()
        for start in sorted(knot):
            for end in sorted(ahead[start] & knot):
                if (start, end) not in covered:
                    way = _way(end, start, ahead, knot)
                    covered |= set(zip(way, (*way[1:], way[0]), strict=True))
                    found.setdefault(_turned(way))
    return tuple(sorted(found, key=lambda way: (len(way), way)))


def _ahead(moves: Iterable[Move]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for move in moves:
        found.setdefault(move.start, set()).add(move.end)
        found.setdefault(move.end, set())
    return found


def knots(ahead: Mapping[str, set[str]]) -> list[set[str]]:
    """The sets of two or more nodes that reach one another (Tarjan's algorithm, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[set[str]] = []
    for root in ahead:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting = [(root, iter(sorted(ahead[root])))]
        while waiting:
            node, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                if waiting:
                    low[waiting[-1][0]] = min(low[waiting[-1][0]], low[node])
                if low[node] == number[node]:
                    at = stack.index(node)
                    knot = set(stack[at:])
                    del stack[at:]
                    found += [knot] if len(knot) > 1 else []
            elif following not in number:
                number[following] = low[following] = len(number)
                stack.append(following)
                waiting.append((following, iter(sorted(ahead[following]))))
            elif following in stack:
                low[node] = min(low[node], number[following])
    return found


def _way(start: str, end: str, ahead: Mapping[str, set[str]], knot: set[str]) -> tuple[str, ...]:
    """The shortest way inside a knot."""
    before: dict[str, str | None] = {start: None}
    border = deque([start])
    while end not in before:
        one = border.popleft()
        for following in sorted(ahead[one] & knot):
            if following not in before:
                before[following] = one
                border.append(following)
    way: list[str] = []
    at: str | None = end
    while at is not None:
        way.append(at)
        at = before[at]
    return tuple(reversed(way))


def _turned(way: tuple[str, ...]) -> tuple[str, ...]:
    at = way.index(min(way))
    return (*way[at:], *way[:at])
