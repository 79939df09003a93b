"""Layers of a graph: each class stands right of all that lead to it; long edges get a place in each layer between.

After Sugiyama, Tagawa and Toda (1981): circles are opened by turning edges round, layers are the longest ways from
the beginning, drawn together where that shortens edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Edge = tuple[int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Layered:
    """A graph whose edges join neighbouring layers. Nodes from ``real`` on are places that edges pass through.

    ``layer`` of each node; ``chains`` maps each edge of the graph to the nodes it passes, from left to right, its
    ends included; ``turned`` are the edges drawn against their direction.
    """

    real: int
    layer: tuple[int, ...]
    chains: Mapping[Edge, tuple[int, ...]]
    turned: frozenset[Edge]

    @property
    def columns(self) -> list[list[int]]:
        """The nodes of each layer."""
        found: list[list[int]] = [[] for _ in range(max(self.layer, default=-1) + 1)]
        for node, at in enumerate(self.layer):
            found[at].append(node)
        return found

    @property
    def short_edges(self) -> list[Edge]:
        """The edges between neighbouring layers, each once."""
        pairs = (pair for chain in self.chains.values() for pair in pairwise(chain))
        return list(dict.fromkeys(pairs))


def layered(number: int, edges: Iterable[Edge]) -> Layered:
    """Layers for a graph of ``number`` nodes. Edges from a node to itself are left out."""
    wanted = [edge for edge in dict.fromkeys(edges) if edge[0] != edge[1]]
    turned = _turned(number, wanted)
    forward = list(dict.fromkeys((end, start) if (start, end) in turned else (start, end) for start, end in wanted))
    layer = _longest(number, forward)
    _drawn_together(layer, forward)
    places: dict[Edge, int] = {}  # long edges that begin at one node share their way as far as it goes
    chains: dict[Edge, tuple[int, ...]] = {}
    for edge in wanted:
        start, end = (edge[1], edge[0]) if edge in turned else edge
        between = [places.setdefault((start, at), number + len(places)) for at in range(layer[start] + 1, layer[end])]
        chains[edge] = (start, *between, end)
    passed = [at for (_, at), _ in sorted(places.items(), key=lambda one: one[1])]
    return Layered(real=number, layer=(*layer, *passed), chains=chains, turned=frozenset(turned))


def _turned(number: int, edges: Sequence[Edge]) -> set[Edge]:
    """The edges that lead back to where a search in depth still is: without them there is no circle."""
    ahead = _neighbours(number, edges)
    state = [0] * number  # 0 not seen, 1 on the way, 2 done
    found: set[Edge] = set()
    ends = {end for _, end in edges}
    for root in sorted(range(number), key=lambda node: node in ends):
        if state[root]:
            continue
        state[root] = 1
        waiting = [(root, iter(ahead[root]))]
        while waiting:
            node, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                state[node] = 2
                waiting.pop()
            elif state[following] == 1:
                found.add((node, following))
            elif state[following] == 0:
                state[following] = 1
                waiting.append((following, iter(ahead[following])))
    return found


def _neighbours(number: int, edges: Iterable[Edge]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(number)]
    for start, end in edges:
        found[start].append(end)
    return found


def _longest(number: int, edges: Sequence[Edge]) -> list[int]:
    ahead = _neighbours(number, edges)
    before = [0] * number
    for _, end in edges:
        before[end] += 1
    layer = [0] * number
    free = [node for node in range(number) if not before[node]]
    for node in free:
        for following in ahead[node]:
            layer[following] = max(layer[following], layer[node] + 1)
            before[following] -= 1
            if not before[following]:
                free.append(following)
    return layer


def _drawn_together(layer: list[int], edges: Sequence[Edge]) -> None:
    """Move nodes with more edges to one side toward that side, as far as their edges allow."""
    ahead, behind = _neighbours(len(layer), edges), _neighbours(len(layer), [(end, start) for start, end in edges])
    for _ in range(8):
        moved = False
        for node in sorted(range(len(layer)), key=lambda one: -layer[one]):
            at = layer[node]
            if len(ahead[node]) > len(behind[node]):
                at = min(layer[one] for one in ahead[node]) - 1
            elif len(behind[node]) > len(ahead[node]):
                at = max(layer[one] for one in behind[node]) + 1
            moved |= at != layer[node]
            layer[node] = at
        if not moved:
            return
