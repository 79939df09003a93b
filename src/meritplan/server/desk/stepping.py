"""Steps of a correction as forms send them and pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meritplan.model import AllOf, AnyOf, Note, Option, Unread
from meritplan.model.requirement import GROUPS, Node, Requirement
from meritplan.model.requirement import RULES as RULE_NODES
from meritplan.plan.editing import (
    Cut,
    Delete,
    Group,
    Join,
    Path,
    Put,
    Recast,
    Shift,
    Step,
    Ungroup,
    apply,
    at,
    places,
)
from meritplan.plan.errors import EditingError
from meritplan.plan.questions import BELOW, steps
from meritplan.server.desk.meanings import GROUPS as GROUP_KINDS
from meritplan.server.desk.meanings import LEAVES, NAMES, RULES, MeaningForm, form_of
from meritplan.vocabulary.wording import in_words

ROOT = "root"
UNDER = {"children": "under", "rules": "as a rule of", "subsets": "as a part of", "at_most": "as a limit within"}
DONE = {
    "recast": "read otherwise",
    "group": "grouped",
    "ungroup": "ungrouped",
    "shift": "moved",
    "put": "put elsewhere",
    "cut": "split",
    "join": "joined",
    "delete": "deleted; its words are unread again",
}


def dotted(path: Path) -> str:
    """A path as part of an address."""
    return ".".join(map(str, path)) or ROOT


def path_of(said: str) -> Path:
    """The path an address names.

    Raises:
        EditingError: if it is no path.
    """
    if said in {"", ROOT}:
        return ()
    parts = said.split(".")
    names, numbers = parts[::2], parts[1::2]
    if len(names) != len(numbers) or not all(one in BELOW for one in names) or not all(map(str.isdecimal, numbers)):
        raise EditingError("That part is not there. Load the page again.")
    return tuple(part for pair in zip(names, map(int, numbers), strict=True) for part in pair)


class UnfitError(EditingError):
    """The fields of a meaning do not fit; the form says which."""

    def __init__(self, form: MeaningForm) -> None:
        self.form = form
        super().__init__("Some fields do not fit; see below.")


def step_of(said: Any, root: Requirement) -> Step:
    """The step a form asks for.

    Raises:
        EditingError: if it asks for none that can be.
    """
    path = path_of(said.get("path", ""))
    asked = said.get("step", "")
    if asked == "recast":
        return Recast(path=path, node=_meaning(said))
    if asked == "group":
        numbers = tuple(int(one) for one in said.getlist("number") if one.isdecimal())
        if not numbers and said.get("several"):
            raise EditingError("Mark the parts that are to be grouped.")
        kind, by = said.get("kind", ""), said.get("by") or None
        if kind not in GROUP_KINDS:
            raise EditingError("Choose what the group is to be.")
        return Group(path=path, numbers=numbers, kind=kind, by=by if kind == "option" else None)
    if asked == "cut":
        start, end = said.get("start", ""), said.get("end", "")
        return Cut(path=path, start=int(start) if start.isdecimal() else -1, end=int(end) if end.isdecimal() else -1)
    if asked == "put":
        to, _, place = said.get("to", "").partition(" ")
        if place not in UNDER:
            raise EditingError("Choose where to put it.")
        return Put(path=path, to=path_of(to), place=place)
    if asked == "join":
        return Join(path=path, to=path_of(said.get("to", "")))
    return _plain(asked, path, root)


def _plain(asked: str, path: Path, root: Requirement) -> Step:
    """The steps that need no more than the part they are about."""
    if asked in {"up", "down"}:
        return Shift(path=path, way="up" if asked == "up" else "down")
    if asked == "out":
        return _out(root, path)
    if asked == "into":
        return _into(root, path)
    if asked == "ungroup":
        return Ungroup(path=path)
    if asked == "delete":
        return Delete(path=path)
    raise EditingError("Choose what to do.")


def _meaning(said: Any) -> Any:
    kind = said.get("kind", "")
    if kind not in NAMES:
        raise EditingError("Choose what the words are.")
    form = form_of(kind, said)
    node = form.node()
    if node is None:
        raise UnfitError(form)
    return node


def _out(root: Requirement, path: Path) -> Put:
    """Out of its group, to stand after it; a rule goes to the group above; a part of a whole stands beside it."""
    if len(path) < 4:
        raise EditingError("It stands in the outermost group already.")
    home, place = path[:-4], "rules" if path[-2] == "rules" else "children"
    if path[-2] in {"subsets", "at_most"} and path[-4] != "children":
        raise EditingError("A part of a part is put elsewhere by choosing the place.")
    number = path[-3] if place == "children" else None
    assert number is None or isinstance(number, int), "a path names fields before numbers"
    return Put(path=path, to=home, place="rules" if place == "rules" else "children", at=_next(number))


def _next(number: int | None) -> int | None:
    return None if number is None else number + 1


def _into(root: Requirement, path: Path) -> Put:
    """Into the group before it, or else the one after it."""
    number = path[-1] if path else None
    if not isinstance(number, int) or path[-2] != "children":
        raise EditingError("Only a requirement moves into a group beside it.")
    beside = getattr(at(root, path[:-2]), "children", ())
    for other in (number - 1, number + 1):
        if 0 <= other < len(beside) and isinstance(beside[other], AllOf | AnyOf):
            return Put(path=path, to=(*path[:-1], other), place="children")
    raise EditingError("There is no group beside it. Group it with its neighbours first.")


def led_to(before: Requirement, step: Step, after: Requirement) -> Path:
    """Where to look after a step: at the part it was about, or what holds it now."""
    node, path = at(before, step.path), step.path
    if isinstance(step, Shift):
        assert isinstance(path[-1], int), "a path names fields before numbers"
        return (*path[:-1], path[-1] + (1 if step.way == "down" else -1))
    words = getattr(node, "quote", None), getattr(node, "spans", ())
    if isinstance(step, Recast | Put) and words[0]:
        same = [other for other, one in steps(after) if (one.quote, one.spans) == words]
        if same:
            return path if path in same else same[0]
    while path:
        try:
            at(after, path)
        except EditingError:
            path = path[:-2]
        else:
            return path
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """One word of a quote, and where it begins and ends in it."""

    number: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What can be done with the part chosen."""

    path: str
    node: Node
    said: str
    kinds: tuple[tuple[str, str], ...]
    words: tuple[Word, ...] = ()
    children: tuple[tuple[int, str], ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    joins: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    group: bool = False
    rule: bool = False
    can_ungroup: bool = False
    can_delete: bool = False
    can_be_grouped: bool = False


def choices(root: Requirement, path: Path, text: str | None) -> Choices:
    """What can be done with the part at ``path``: only what will be taken."""
    node: Any = at(root, path)
    group = isinstance(node, GROUPS)
    kinds = GROUP_KINDS if group else (*LEAVES, *RULES)
    return Choices(
        path=dotted(path),
        node=node,
        said=short(node),
        kinds=tuple((kind, NAMES[kind]) for kind in kinds),
        words=_words(root, path, node, text),
        children=tuple((number, short(one)) for number, one in enumerate(node.children)) if group else (),
        places=tuple(
            (f"{dotted(to)} {place}", f"{UNDER[place]}: {short(one)}") for to, place, one in places(root, path)
        ),
        joins=_joins(root, path, node, text),
        moves=tuple(_moves(root, path)),
        group=group,
        rule=isinstance(node, RULE_NODES),
        can_ungroup=group and _can(root, Ungroup(path=path), text),
        can_delete=_can(root, Delete(path=path), text),
        can_be_grouped=_can(root, Group(path=path, kind="all_of"), text),
    )


def short(node: Node) -> str:
    """A part in a line."""
    said = in_words(node)
    if isinstance(node, Unread | Note) or (not isinstance(node, GROUPS) and len(said) < 12):
        said = f"{said}: “{node.quote or ''}”"
    elif isinstance(node, AllOf | AnyOf | Option):
        said = f"{said} ({len(node.children)})"
    return said if len(said) <= 90 else f"{said[:89].rstrip()}…"


def _words(root: Requirement, path: Path, node: Any, text: str | None) -> tuple[Word, ...]:
    found = tuple(_each_word(node.quote or ""))
    if isinstance(node, GROUPS) or len(found) < 2:
        return ()
    return found if _can(root, Cut(path=path, start=0, end=found[0].end), text) else ()


def _each_word(quote: str) -> Iterator[Word]:
    start = 0
    for number, word in enumerate(quote.split(" "), start=1):
        if word:
            yield Word(number=number, text=word, start=start, end=start + len(word))
        start += len(word) + 1


def _joins(root: Requirement, path: Path, node: Any, text: str | None) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, Unread | Note):
        return ()
    others = [(to, one) for to, one in steps(root) if to != path and one.quote]
    return tuple((dotted(to), short(one)) for to, one in others if _can(root, Join(path=path, to=to), text))


def _moves(root: Requirement, path: Path) -> Iterator[tuple[str, str]]:
    names: Mapping[str, str] = {"up": "Up", "down": "Down", "into": "Into the group beside", "out": "Out of its group"}
    for asked, name in names.items():
        try:
            apply(root, _plain(asked, path, root))
        except EditingError:
            continue
        yield asked, name


def _can(root: Requirement, step: Step, text: str | None) -> bool:
    try:
        apply(root, step, text)
    except EditingError:
        return False
    return True
