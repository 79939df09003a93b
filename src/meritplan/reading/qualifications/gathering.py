"""What has been read of a stretch so far, and how a requirement carries its rules."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

from meritplan.model import AllOf, AnyOf, Experience, Requirement, Rule
from meritplan.reading.qualifications.tokens import Joiner


@dataclass(slots=True)
class Unit:
    """A requirement gathered, with the connective printed before it and the topic it stands under."""

    node: Requirement
    joined: Joiner | None = None
    topic: int = 0
    begins: bool = False


@dataclass(slots=True)
class Gathering:
    """What has been read of a stretch so far."""

    units: list[Unit] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pending: Joiner | None = None
    topic: int = 0

    def add(self, node: Requirement, *, begins: bool = False) -> None:
        """Append a requirement, joined by the connective last seen."""
        self.units.append(Unit(node=node, joined=self.pending, topic=self.topic, begins=begins))
        self.pending = None

    def last_experience(self) -> tuple[int, Experience] | None:
        """The experience leaf read last, and its place, if the last unit is or ends in one."""
        for index in range(len(self.units) - 1, -1, -1):
            node = self.units[index].node
            while isinstance(node, AllOf) and node.children:
                node = next(
                    (child for child in reversed(node.children) if isinstance(child, (Experience, AllOf))),
                    node.children[-1],
                )
            if isinstance(node, Experience):
                return index, node
        return None

    def put(self, index: int, old: Experience, new: Experience) -> None:
        """Set ``new`` in the place of ``old`` in a unit."""
        self.units[index].node = _exchanged(self.units[index].node, old, new)


def _exchanged(node: Requirement, old: Experience, new: Experience) -> Requirement:
    if node is old:
        return new
    if isinstance(node, AllOf):
        return msgspec.structs.replace(node, children=tuple(_exchanged(child, old, new) for child in node.children))
    return node


@dataclass(frozen=True, kw_only=True, slots=True)
class Built:
    """A requirement (``None`` when the stretch held only rules) and the rules that modify it."""

    node: Requirement | None
    rules: tuple[Rule, ...] = ()


def with_rules(node: Requirement, rules: tuple[Rule, ...]) -> Requirement:
    """``node`` carrying ``rules``: on the group itself, or on an ``all_of`` around a leaf."""
    if not rules:
        return node
    if isinstance(node, (AllOf, AnyOf)):
        return msgspec.structs.replace(node, rules=(*node.rules, *rules))
    return AllOf(children=(node,), rules=rules)
