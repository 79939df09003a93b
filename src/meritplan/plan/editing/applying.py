"""Taking a step: the tree as it is after it. Every word of the tree before is a word of the tree after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, cast

import msgspec

from meritplan.model import AllOf, AnyOf, Note, Option, Unread
from meritplan.model.requirement import GROUPS, RULES, Branch, Node, Requirement
from meritplan.plan.editing.steps import Cut, Delete, Group, Join, Path, Put, Recast, Shift, Step, Ungroup
from meritplan.plan.editing.words import cut, held, joined
from meritplan.plan.errors import EditingError
from meritplan.plan.questions import BELOW, steps

INSIDE = ("subsets", "at_most")  # parts of an experience or of coursework
CHOICE = "A choice must keep at least one branch. Ungroup it, or delete it as a whole."


def apply(root: Requirement, step: Step, text: str | None = None) -> Requirement:
    """The tree after a step. ``text`` is what its spans point into; cutting words that have a place needs it.

    Raises:
        EditingError: if the step cannot be taken, with the reason.
    """
    node = at(root, step.path)
    made = _TAKEN[type(step)](root, node, step, text)
    made = _crowned(made, root)
    if held(made, text).lacks(held(root, text)):
        raise EditingError("This step would lose words of the document; it was not taken.")
    return made


def replay(root: Requirement, taken: Iterable[Step], text: str | None = None) -> Requirement:
    """The tree after several steps."""
    for step in taken:
        root = apply(root, step, text)
    return root


def at(root: Node, path: Path) -> Node:
    """The node a path leads to.

    Raises:
        EditingError: if there is none: the tree is another one than the path was made for.
    """
    found: Any = root
    try:
        for name, number in zip(path[::2], path[1::2], strict=True):
            below: dict[Any, Any] = dict(enumerate(getattr(found, str(name)) if name in BELOW else ()))
            found = below[number]
    except (LookupError, AttributeError, TypeError, ValueError):
        raise EditingError("The part this step is about is not there any more. Load the page again.") from None
    return cast("Node", found)


def places(root: Requirement, path: Path) -> Iterator[tuple[Path, str, Node]]:
    """Where the node at ``path`` may be put: path and field of the new place, and the node it will stand under."""
    node = at(root, path)
    for other, under in steps(root) if path else ():
        if other[: len(path)] == path:
            continue
        for name in ("rules",) if isinstance(node, RULES) else ("children", *INSIDE):
            if hasattr(under, name) and not isinstance(under, Option) and (other, name) != (path[:-2], path[-2]):
                try:
                    apply(root, Put(path=path, to=other, place=name))  # type: ignore[arg-type]
                except EditingError:
                    continue
                yield other, name, under


def _crowned(root: Requirement, before: Requirement) -> Requirement:
    """Checked to be of the form of a tree; how strong it is stands on the root, and nowhere else."""
    if isinstance(root, RULES):
        root = AllOf(rules=(root,))
    data = msgspec.to_builtins(root)
    for one in _dictionaries(data):
        one.pop("strength", None)
    if before.strength is not None:
        data["strength"] = before.strength
    try:
        return cast("Requirement", msgspec.convert(data, Requirement))
    except msgspec.ValidationError as trouble:
        raise EditingError(f"Such a part cannot stand there ({trouble}).") from None


def _dictionaries(data: Any) -> Iterator[dict[str, Any]]:
    yield data
    for name in BELOW:
        for below in data.get(name, ()):
            yield from _dictionaries(below)


def _with(root: Any, path: Path, made: Iterable[Node]) -> Any:
    """The tree with other nodes (none, one, several) in the place of one."""
    if not path:
        (only,) = made
        return only
    name, number, *rest = path
    below = getattr(root, str(name))
    assert isinstance(number, int), "a path names fields before numbers"
    new = [_with(below[number], tuple(rest), made)] if rest else list(made)
    return msgspec.structs.replace(root, **{str(name): (*below[:number], *new, *below[number + 1 :])})


def _without(root: Any, path: Path) -> Any:
    """The tree without a node; a group left empty goes with it."""
    if not path:
        raise EditingError("The whole requirement cannot go; its words would be lost.")
    made = _with(root, path, ())
    parent = path[:-2]
    left: Any = at(made, parent)
    if isinstance(left, GROUPS) and not left.children:
        if left.rules or left.quote:
            if not isinstance(left, AllOf):
                raise EditingError(CHOICE)
        elif parent:
            return _without(made, parent)
    return made


def _beside(root: Any, path: Path, before: Iterable[Any], after: Iterable[Any]) -> Any:
    """The tree with requirements before and after the one at ``path``, all to be met together with it.

    Where that is a group all of which must be met, they become its children.
    """
    before, after = tuple(before), tuple(after)
    if not (before or after):
        return root
    own: Any = at(root, path)
    holder: Any = at(root, path[:-2]) if path else None
    if isinstance(own, AllOf):
        return _with(root, path, (msgspec.structs.replace(own, children=(*before, *own.children, *after)),))
    if isinstance(holder, AllOf) and path[-2] == "children":
        return _with(root, path, (*before, own, *after))
    return _with(root, path, (AllOf(children=(*before, own, *after)),))


def _standing(path: Path) -> Path:
    """The path of the requirement a rule or a part belongs to: where words of it can stand as unread."""
    while path and path[-2] != "children":
        path = path[:-2]
    return path


# --- one function for each step ------------------------------------------------------------------


def _recast(root: Requirement, node: Any, step: Recast, text: str | None) -> Any:
    meaning: Any = step.node
    if isinstance(node, GROUPS) != isinstance(meaning, GROUPS):
        raise EditingError("A group stays a group, and words stay words: group, ungroup or delete instead.")
    if isinstance(node, GROUPS):
        return _with(root, step.path, (_regrouped(node, meaning),))
    kept = {name: getattr(node, name) for name in INSIDE if hasattr(meaning, name) and hasattr(node, name)}
    if kept and type(node) is not type(meaning):
        kept = {}
    words = {"quote": node.quote, "spans": node.spans, "label": node.label, "doubt": None}
    made = msgspec.structs.replace(meaning, **words, **kept)
    lost = () if kept else tuple(_unread([one for name in INSIDE for one in getattr(node, name, ())], text))
    if isinstance(made, RULES) == isinstance(node, RULES):
        return _beside(_with(root, step.path, (made,)), _standing(step.path), (), lost)
    if isinstance(made, RULES):
        return _ruled(root, step.path, made, lost)
    home = step.path[:-2]
    return _beside(_with(root, step.path, ()), home, (), (made,))


def _ruled(root: Any, path: Path, rule: Any, lost: tuple[Any, ...]) -> Any:
    """A requirement becomes a rule of the group it stood in."""
    if not path:
        return AllOf(children=lost, rules=(rule,))
    if path[-2] != "children":
        raise EditingError("A part of an experience cannot become a rule or a note. Put it elsewhere first.")
    group: Any = at(root, path[:-2])
    if len(group.children) == 1 and not isinstance(group, AllOf):
        raise EditingError(CHOICE)
    made = _with(root, path[:-2], (msgspec.structs.replace(group, rules=(*group.rules, rule)),))
    return _with(made, path, _together(lost, group))


def _regrouped(node: Branch, meaning: Branch) -> Branch:
    children: tuple[Any, ...] = node.children
    if isinstance(meaning, Option) and len(children) > 1:
        children = (AnyOf(children=children) if isinstance(node, AnyOf) else AllOf(children=children),)
    words = {"quote": node.quote, "spans": node.spans, "label": node.label, "doubt": None}
    return msgspec.structs.replace(meaning, children=children, rules=node.rules, **words)


def _group(root: Requirement, node: Any, step: Group, text: str | None) -> Any:
    if not step.numbers:
        if step.path and step.path[-2] != "children":
            raise EditingError("Only requirements are grouped, not rules or parts of an experience.")
        return _with(root, step.path, (_grouped(step, (node,)),))
    numbers = sorted(set(step.numbers))
    if not isinstance(node, GROUPS) or numbers[0] < 0 or numbers[-1] >= len(node.children):
        raise EditingError("The parts to be grouped are not there any more. Load the page again.")
    if len(numbers) == len(node.children) and isinstance(node, Option):
        raise EditingError("An option has one child; group that itself.")
    made = _grouped(step, tuple(node.children[number] for number in numbers))
    rest = [(number, one) for number, one in enumerate(node.children) if number not in numbers]
    children = sorted([*rest, (numbers[0], made)], key=lambda pair: pair[0])
    return _with(root, step.path, (msgspec.structs.replace(node, children=tuple(one for _, one in children)),))


def _grouped(step: Group, children: tuple[Any, ...]) -> Branch:
    if step.kind == "option":
        if step.by is None:
            raise EditingError("Say who decides whether it is asked for.")
        only = children if len(children) == 1 else (AllOf(children=children),)
        return Option(by=step.by, children=only)
    return AllOf(children=children) if step.kind == "all_of" else AnyOf(children=children)


def _ungroup(root: Requirement, node: Any, step: Ungroup, text: str | None) -> Any:
    if not isinstance(node, GROUPS):
        raise EditingError("Only a group can be ungrouped.")
    own = () if _covered(node, text) else (Unread(quote=node.quote, spans=node.spans),)
    children: tuple[Any, ...] = (*own, *node.children)
    if not step.path:
        if len(children) != 1 or node.rules:
            raise EditingError("The outermost group holds everything together. Make it all of or any of instead.")
        return children[0]
    parent: Any = at(root, step.path[:-2])
    if not isinstance(parent, GROUPS):
        raise EditingError("This group is part of an experience and cannot be ungrouped.")
    if own:
        children = _together(children, parent)
    if len(children) != 1 and isinstance(parent, Option):
        raise EditingError("An option has one child, so its group stays.")
    parent = msgspec.structs.replace(parent, rules=(*parent.rules, *node.rules))
    return _with(_with(root, step.path[:-2], (parent,)), step.path, children)


def _covered(group: Any, text: str | None) -> bool:
    """Whether the words of a group are those of its children and rules."""
    below = [held(one, text) for one in (*group.children, *group.rules)]
    own = held(msgspec.structs.replace(group, children=(), rules=()), text)
    return not own.loose and own.offsets <= frozenset().union(*(one.offsets for one in below))


def _shift(root: Requirement, node: Any, step: Shift, text: str | None) -> Any:
    if not step.path:
        raise EditingError("The outermost part has no neighbours.")
    *parent, name, number = step.path
    holder: Any = at(root, tuple(parent))
    below = list(getattr(holder, str(name)))
    other = cast("int", number) + (1 if step.way == "down" else -1)
    if not 0 <= other < len(below):
        raise EditingError(f"It is the {'last' if step.way == 'down' else 'first'} one already.")
    below[cast("int", number)], below[other] = below[other], below[cast("int", number)]
    return _with(root, tuple(parent), (msgspec.structs.replace(holder, **{str(name): tuple(below)}),))


def _put(root: Requirement, node: Any, step: Put, text: str | None) -> Any:
    if step.to[: len(step.path)] == step.path:
        raise EditingError("A part cannot be put into itself.")
    under: Any = at(root, step.to)
    below = getattr(under, step.place, None)
    if below is None or isinstance(under, Option) or isinstance(node, RULES) != (step.place == "rules"):
        raise EditingError("It cannot stand there: rules belong to groups, and an option has one child.")
    number = len(below) if step.at is None else step.at
    moved = (*below[:number], node, *below[number:])
    made = _with(root, step.to, (msgspec.structs.replace(under, **{step.place: moved}),))
    return _without(made, _after(step.path, step.to, step.place, number))


def _after(path: Path, to: Path, place: str, number: int) -> Path:
    """Where a node is once another was inserted at ``number`` of a list its path may lead through."""
    level = len(to)
    if path[:level] != to or path[level] != place or cast("int", path[level + 1]) < number:
        return path
    return (*path[: level + 1], cast("int", path[level + 1]) + 1, *path[level + 2 :])


def _cut(root: Requirement, node: Any, step: Cut, text: str | None) -> Any:
    if not node.quote or isinstance(node, GROUPS):
        raise EditingError("There are no words to split here.")
    if not 0 <= step.start < step.end <= len(node.quote) or not node.quote[step.start : step.end].strip():
        raise EditingError("Choose the words that stay, from the first to the last.")
    pieces = [cut(node.quote, node.spans, *ends, text) for ends in ((0, step.start), (step.start, step.end))]
    pieces.append(cut(node.quote, node.spans, step.end, len(node.quote), text))
    before, own, after = pieces
    made = msgspec.structs.replace(node, quote=own[0], spans=own[1])
    rest = [[Unread(quote=quote, spans=spans)] if quote else [] for quote, spans in (before, after)]
    return _beside(_with(root, step.path, (made,)), _standing(step.path), *rest)


def _join(root: Requirement, node: Any, step: Join, text: str | None) -> Any:
    if not isinstance(node, Unread | Note):
        raise EditingError("Only words that ask nothing by themselves are joined to others: unread ones and notes.")
    other: Any = at(root, step.to)
    if isinstance(other, GROUPS) or other is node:
        raise EditingError("Words are joined to words, not to a group.")
    quote, spans = joined((other, node) if step.to < step.path else (node, other), text)
    made = _with(root, step.to, (msgspec.structs.replace(other, quote=quote, spans=spans),))
    return _without(made, step.path)


def _delete(root: Requirement, node: Any, step: Delete, text: str | None) -> Any:
    if isinstance(node, Unread):
        raise EditingError(
            "These words are unread already. Say that they ask nothing (a note), or join them to others."
        )
    back = tuple(_unread([node], text))
    if not back:
        return _without(root, step.path)
    if not step.path:
        return AllOf(children=back)
    home = _standing(step.path)
    if home != step.path:
        return _beside(_with(root, step.path, ()), home, (), back)
    return _with(root, step.path, _together(back, at(root, step.path[:-2])))


def _together(nodes: tuple[Any, ...], parent: Node) -> tuple[Any, ...]:
    """Nodes that are to be met together, as children of a group."""
    return nodes if isinstance(parent, AllOf) or len(nodes) < 2 else (AllOf(children=nodes),)


def _unread(nodes: Iterable[Node], text: str | None) -> Iterator[Unread]:
    """Unread text for every quote at and below nodes, without those that only repeat a part of one above."""
    seen: set[int] = set()
    for node in nodes:
        for _, one in steps(node):
            offsets = held(Unread(quote=one.quote, spans=one.spans), text).offsets
            if one.quote and (not one.spans or offsets - seen):
                seen |= offsets
                yield Unread(quote=one.quote, spans=one.spans)


_TAKEN: dict[type, Any] = {
    Recast: _recast,
    Group: _group,
    Ungroup: _ungroup,
    Shift: _shift,
    Put: _put,
    Cut: _cut,
    Join: _join,
    Delete: _delete,
}
