"""Trees of many classes as one program of "and", "or" and "not" over shared bits.

An expression is a number: 0 is false, 1 is true, the others are facts or nodes. Equal expressions get equal numbers,
whichever class they come from, so that each is worked out once for a person and not once for a class.

>>> build = Builder()
>>> degree, years = build.fact(("degree",)), build.fact(("years",))
>>> build.both(years, build.both(degree, years)) == build.both(degree, years)
True
>>> build.either(build.both(degree, years), TRUE) == TRUE
True
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

FALSE, TRUE = 0, 1
AND, OR, NOT, FACT = 0, 1, 2, 3
Expression = int


class Node(NamedTuple):
    """An operation on other expressions."""

    operation: int
    children: tuple[Expression, ...]


@dataclass(slots=True)
class Builder:
    """The expressions made so far. It grows while a plan is compiled, and is then laid out as a :class:`Program`."""

    nodes: list[Node] = field(default_factory=lambda: [Node(FACT, ()), Node(FACT, ())])
    facts: dict[Hashable, Expression] = field(default_factory=dict)
    asked: int = 0
    _known: dict[Node, Expression] = field(default_factory=dict)

    def fact(self, key: Hashable) -> Expression:
        """The expression of a fact, the same for the same key."""
        self.asked += 1
        if key not in self.facts:
            self.facts[key] = len(self.nodes)
            self.nodes.append(Node(FACT, ()))
        return self.facts[key]

    def both(self, *parts: Expression) -> Expression:
        """All of these."""
        return self._joined(AND, parts, neutral=TRUE, settled=FALSE)

    def either(self, *parts: Expression) -> Expression:
        """At least one of these."""
        return self._joined(OR, parts, neutral=FALSE, settled=TRUE)

    def negation(self, part: Expression) -> Expression:
        """Not this."""
        if part in {FALSE, TRUE}:
            return TRUE - part
        inside = self.nodes[part]
        return inside.children[0] if inside.operation == NOT else self._node(Node(NOT, (part,)))

    def _joined(self, operation: int, parts: Iterable[Expression], *, neutral: int, settled: int) -> Expression:
        found: set[Expression] = set()
        for part in parts:
            if part == settled:
                return settled
            inside = self.nodes[part]
            found.update(inside.children if inside.operation == operation else (part,))
        found.discard(neutral)
        found -= {part for part in found if self._absorbed(part, found, operation)}
        if len(found) < 2:
            return found.pop() if found else neutral
        return self._node(Node(operation, tuple(sorted(found))))

    def _node(self, node: Node) -> Expression:
        self.asked += 1
        if node not in self._known:
            self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return self._known[node]

    def _absorbed(self, part: Expression, beside: set[Expression], operation: int) -> bool:
        """``a or (a and b)`` is ``a``; ``a and (a or b)`` is ``a``."""
        node = self.nodes[part]
        return node.operation == (OR if operation == AND else AND) and any(child in beside for child in node.children)


@dataclass(frozen=True, slots=True)
class Program:
    """What is left once only certain expressions are asked for: facts first, then nodes, children before parents.

    ``rows`` is the number of rows: false, true, the facts, the nodes. ``operations`` has one entry for each node,
    ``starts`` and ``children`` say where its children stand.
    """

    facts: tuple[Hashable, ...]
    operations: tuple[int, ...]
    starts: tuple[int, ...]
    children: tuple[int, ...]
    place: dict[Expression, int]

    @property
    def rows(self) -> int:
        """Rows of bits the program works on."""
        return 2 + len(self.facts) + len(self.operations)


def lay_out(build: Builder, roots: Iterable[Expression]) -> Program:
    """The program for these expressions, without what none of them needs."""
    needed = _needed(build, roots)
    named = {number: key for key, number in build.facts.items() if number in needed}
    facts = sorted(named)
    place = {FALSE: FALSE, TRUE: TRUE, **{number: 2 + row for row, number in enumerate(facts)}}
    operations: list[int] = []
    starts, children = [0], list[int]()
    for number in sorted(needed):
        node = build.nodes[number]
        if node.operation == FACT:
            continue
        place[number] = 2 + len(facts) + len(operations)
        operations.append(node.operation)
        children.extend(place[child] for child in node.children)
        starts.append(len(children))
    return Program(tuple(named[number] for number in facts), tuple(operations), tuple(starts), tuple(children), place)


def _needed(build: Builder, roots: Iterable[Expression]) -> set[Expression]:
    waiting, needed = list(roots), set[Expression]()
    while waiting:
        number = waiting.pop()
        if number in needed or number in {FALSE, TRUE}:
            continue
        needed.add(number)
        waiting.extend(build.nodes[number].children)
    return needed
