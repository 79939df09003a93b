"""Where a requirement asks for work in a named class: leaves, parts of leaves and rules of counting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meritplan.model import Counting, Experience
from meritplan.model.requirement import Node, Number

Path = tuple[str | int, ...]
BELOW = ("children", "rules", "subsets")  # not ``at_most``: a limit opens no way


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Names in one node. ``total_months`` is the length of the whole experience that the node is a part of."""

    kind: Literal["class", "level", "counting"]
    names: tuple[str, ...]
    node: Experience | Counting
    path: Path
    total_months: Number | None = None


def citations(tree: Node) -> Iterator[Citation]:
    """Each mention of classes in a tree, with the path to its node."""
    for node, path, total in _places(tree, (), None):
        if not isinstance(node, (Experience, Counting)):
            continue
        counting = isinstance(node, Counting)
        if node.classes:
            kind: Literal["class", "counting"] = "counting" if counting else "class"
            yield Citation(kind=kind, names=node.classes, node=node, path=path, total_months=total)
        if node.level_of:
            at: Literal["level", "counting"] = "counting" if counting else "level"
            yield Citation(kind=at, names=node.level_of, node=node, path=path, total_months=total)


def _places(node: Node, path: Path, total: Number | None) -> Iterator[tuple[Node, Path, Number | None]]:
    if isinstance(node, Experience):
        total = max((said for said in (total, node.months) if said is not None), default=None)
    yield node, path, total
    for name in BELOW:
        for number, below in enumerate(getattr(node, name, ())):
            yield from _places(below, (*path, name, number), total)
