"""Requirements with kinds of work under numbers: what work is called makes no difference to anybody's standing.

Persons come with a ruling on every kind of work, so its name decides nothing; fields of study and credentials keep
theirs, which the engine knows. Requirements that differ in such names alone are then one and the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from meritplan.model import Counting, Experience, Requirement
from meritplan.model.requirement import Node, walk
from meritplan.plan.proof.asked import AND, alike, facts, kinds_of

LEVEL = "level of "
_NUMBERED = re.compile(r"\bwork \d{3}\b")
_BELOW = ("children", "rules", "subsets", "at_most")
Named = TypeVar("Named", bound=msgspec.Struct)


@dataclass(frozen=True, kw_only=True)
class Names:
    """The number of each kind of work, by the spelling that counts (:func:`~meritplan.plan.proof.asked.alike`)."""

    numbers: Mapping[str, str] = field(default_factory=dict)

    def renamed(self, node: Requirement) -> Requirement:
        """The requirement under numbers."""
        made: Requirement = self._renamed(node)
        return made

    def fact(self, name: str) -> str:
        """A fact (work described, under a title, or at the level of one) under its number."""
        if name.startswith(LEVEL):
            return LEVEL + self.numbers.get(name.removeprefix(LEVEL), name.removeprefix(LEVEL))
        return self.numbers.get(name, name)

    def in_words(self, text: str) -> str:
        """A text with the names in place of the numbers again."""
        said = {number: name for name, number in self.numbers.items()}
        return _NUMBERED.sub(lambda found: said.get(found[0], found[0]), text)

    def _renamed(self, node: Any) -> Any:
        if isinstance(node, Experience | Counting):
            node = self._of_work(node)
        below = {name: tuple(map(self._renamed, those)) for name in _BELOW if (those := getattr(node, name, ()))}
        return msgspec.structs.replace(node, **below) if below else node

    def _of_work(self, node: Named) -> Named:
        said: dict[str, Any] = {}
        for name in ("classes", "level_of"):
            if titles := getattr(node, name):
                said[name] = tuple(self.numbers.get(alike(title), title) for title in titles)
        if described := _described(node):
            said |= {"function": self.numbers.get(described, described)}
            said |= {"qualities": ()} if isinstance(node, Experience) else {}
        return msgspec.structs.replace(node, **said) if said else node


def names(trees: Sequence[Requirement]) -> Names:
    """Numbers for the kinds of work of some requirements, in the order they stand there.

    A name that anything but work bears, too, is kept.
    """
    nodes = [node for tree in trees for node in walk(tree)]
    work = (name for node in nodes if isinstance(node, Experience | Counting) for name in _names(node))
    others = set(facts(kind for node in nodes if not _is_work(node) for kind in _kinds(node)))
    free = (name for name in dict.fromkeys(work) if name not in others)
    return Names(numbers={name: f"work {number:03}" for number, name in enumerate(free)})


def _is_work(node: Node) -> bool:
    return isinstance(node, Experience | Counting)


def _kinds(node: Node) -> Iterable[str]:
    return () if getattr(node, "children", None) is not None else kinds_of(node)


def _names(node: Experience | Counting) -> Iterable[str]:
    if described := _described(node):
        yield described
    yield from (alike(title) for title in (*node.classes, *node.level_of))


def _described(node: Any) -> str:
    words = alike(" ".join((*getattr(node, "qualities", ()), node.function or "")))
    assert AND not in words, "spelled alike, no sign is left"
    return words
