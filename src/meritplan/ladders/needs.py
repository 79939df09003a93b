"""What a move asks beside the time in the lower class: the rest of the branch it goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from meritplan.ladders.citing import Path
from meritplan.model import AllOf, Experience
from meritplan.model.requirement import GROUPS, Node


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One requirement beside the time. ``already`` says that an earlier step of the route asks the same."""

    node: Node
    already: bool = False


def beside(tree: Node, path: Path) -> Iterator[Node]:
    """The requirements that hold together with the node at the end of a path.

    On the way down, everything an ``all_of`` asks stays asked; of an ``any_of`` only the branch taken.
    A rule of counting holds together with all its group asks.
    """
    node = tree
    for name, number in zip(path[::2], path[1::2], strict=True):
        following = getattr(node, str(name))[int(number)]
        if isinstance(node, AllOf) or (isinstance(node, GROUPS) and name == "rules"):
            yield from (child for child in node.children if name == "rules" or child is not following)
        elif isinstance(node, Experience):
            yield msgspec.structs.replace(node, subsets=())
        node = following


def same(node: Node) -> bytes:
    """What a requirement asks, without where it stands: two that ask the same are the same bytes."""
    return msgspec.json.encode(_plain(node))


def _plain(node: Node) -> Node:
    changes: dict[str, object] = {"quote": None, "spans": (), "doubt": None, "label": None}
    for name in ("subsets", "at_most", "children", "rules"):
        if hasattr(node, name):
            changes[name] = tuple(_plain(below) for below in getattr(node, name))
    return msgspec.structs.replace(node, **changes)
