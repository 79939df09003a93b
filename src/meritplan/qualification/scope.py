"""A requirement made ready: names normalised once, and each leaf knowing which rules of its groups bind it.

Counting and admission rules reach every leaf below the group they stand on; substitution and combination rules
stay with their group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from meritplan.model.requirement import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Counting,
    Experience,
    Leaf,
    Node,
    Option,
    Requirement,
    Substitution,
    walk,
)
from meritplan.qualification.names import plain, plain_set
from meritplan.qualification.result import Path

_NO_NAME = re.compile(r"(outside|other than|a|an|any|another|some|public or private)\b")  # C8: never equal to a name


def exact(number: float | None) -> Fraction:
    """A number as printed, exactly: 37.5 is 75/2, not the nearest binary fraction."""
    return Fraction(0) if number is None else Fraction(str(number))


@dataclass(slots=True, kw_only=True)
class Part:
    """One node of the requirement, where it stands, and the admission rules that reach it."""

    node: Node
    path: Path
    admissions: tuple[Admission, ...] = ()
    names: frozenset[str] = frozenset()

    @property
    def type(self) -> str:
        """The node's type in the requirement language."""
        return str(self.node.__struct_config__.tag)


@dataclass(slots=True, kw_only=True)
class GroupPart(Part):
    """``all_of`` or ``any_of`` with the rules that modify it."""

    every: bool
    children: tuple[Part, ...]
    substitutions: tuple[Substitution, ...] = ()
    combinations: tuple[Combination, ...] = ()

    @property
    def modified(self) -> bool:
        """Whether a rule adds ways to meet the group."""
        return bool(self.substitutions or self.combinations)


@dataclass(slots=True, kw_only=True)
class OptionPart(Part):
    """What binds only if someone decides so."""

    child: Part
    by: str
    below: tuple[Part, ...]


@dataclass(slots=True, kw_only=True)
class CountingTest:
    """A ``counting`` rule: what part of the experience may be applied (C23)."""

    months: Fraction | None
    service: str | None
    quote: str | None
    function: str | None
    classes: frozenset[str]
    level_of: frozenset[str]
    class_leaves: frozenset[str]  # class titles asked as such somewhere in the tree (C41)


@dataclass(slots=True, kw_only=True)
class ExperiencePart(Part):
    """An experience leaf, subset or limit, its names normalised."""

    need: Fraction | None
    hours: Fraction | None
    exclusive: bool
    full_time: bool
    paid: bool
    supervisory: bool
    quote: str | None
    function: str | None
    classes: frozenset[str]
    level_of: frozenset[str]
    qualities: bool
    employer: str | None
    employer_named: bool
    within_months: int | None
    inside: bool  # a subset or limit of a total
    outside: bool  # a subset that need not lie inside the total
    subsets: tuple[Part, ...] = ()
    limits: tuple[ExperiencePart, ...] = ()
    counting: tuple[CountingTest, ...] = ()
    kind: frozenset[str] = field(default_factory=frozenset)

    @property
    def asks_kind(self) -> bool:
        """Whether the leaf asks for a kind of work at all."""
        return bool(self.function or self.classes or self.level_of or self.qualities)


@dataclass(slots=True, kw_only=True)
class _Bound:
    """The rules gathered on the way down."""

    admissions: tuple[Admission, ...] = ()
    counting: tuple[CountingTest, ...] = ()


def prepare(tree: Requirement) -> Part:
    """The requirement ready to be evaluated, as often as you like."""
    titles = frozenset(
        title for node in walk(tree) if isinstance(node, Experience) for title in plain_set(node.classes)
    )
    return _part(tree, (), _Bound(), titles)


def _part(node: Requirement, path: Path, bound: _Bound, titles: frozenset[str]) -> Part:
    if isinstance(node, AllOf | AnyOf):
        return _group(node, path, bound, titles)
    if isinstance(node, Option):
        return _option(node, path, bound, titles)
    if isinstance(node, Experience):
        return _experience(node, path, bound, titles)
    return Part(node=node, path=path, admissions=bound.admissions, names=leaf_names(node))


def _group(node: AllOf | AnyOf, path: Path, bound: _Bound, titles: frozenset[str]) -> GroupPart:
    inner = _bound_below(node, bound, titles)
    return GroupPart(
        node=node,
        path=path,
        admissions=inner.admissions,
        names=_group_names(node),
        every=isinstance(node, AllOf),
        children=tuple(_part(child, (*path, number), inner, titles) for number, child in enumerate(node.children)),
        substitutions=tuple(rule for rule in node.rules if isinstance(rule, Substitution)),
        combinations=tuple(rule for rule in node.rules if isinstance(rule, Combination)),
    )


def _bound_below(node: AllOf | AnyOf | Option, bound: _Bound, titles: frozenset[str]) -> _Bound:
    admissions = tuple(rule for rule in node.rules if isinstance(rule, Admission))
    counting = tuple(_counting(rule, titles) for rule in node.rules if isinstance(rule, Counting))
    if not admissions and not counting:
        return bound
    return _Bound(admissions=bound.admissions + admissions, counting=bound.counting + counting)


def _counting(rule: Counting, titles: frozenset[str]) -> CountingTest:
    return CountingTest(
        months=None if rule.months is None else exact(rule.months),
        service=plain(rule.when_employer) if rule.when_employer else None,
        quote=plain(rule.quote) if rule.quote else None,
        function=plain(rule.function) if rule.function else None,
        classes=plain_set(rule.classes),
        level_of=plain_set(rule.level_of),
        class_leaves=titles,
    )


def _option(node: Option, path: Path, bound: _Bound, titles: frozenset[str]) -> OptionPart:
    inner = _bound_below(node, bound, titles)
    children = tuple(_part(child, (*path, number), inner, titles) for number, child in enumerate(node.children))
    child = children[0] if len(children) == 1 else _joined(node, path, children)
    return OptionPart(
        node=node, path=path, names=_group_names(node), child=child, by=node.by, below=tuple(_below(child))
    )


def _joined(node: Option, path: Path, children: tuple[Part, ...]) -> GroupPart:
    return GroupPart(node=AllOf(children=node.children, quote=node.quote), path=path, every=True, children=children)


def _below(part: Part) -> list[Part]:
    if isinstance(part, GroupPart):
        return [part, *(found for child in part.children for found in _below(child))]
    if isinstance(part, OptionPart):
        return [part, *_below(part.child)]
    return [part]


def _experience(
    node: Experience, path: Path, bound: _Bound, titles: frozenset[str], *, inside: bool = False
) -> ExperiencePart:
    function, employer = plain(node.function or ""), plain(node.employer or "")
    classes, level_of = plain_set(node.classes), plain_set(node.level_of)
    return ExperiencePart(
        node=node,
        path=path,
        admissions=bound.admissions,
        names=leaf_names(node),
        need=None if node.months is None else exact(node.months),
        hours=None if node.hours is None else exact(node.hours),
        exclusive=node.exclusive,
        full_time=node.full_time,
        paid=node.paid,
        supervisory=node.supervisory,
        quote=plain(node.quote) if node.quote else None,
        function=function or None,
        classes=classes,
        level_of=level_of,
        qualities=bool(node.qualities),
        employer=employer or None,
        employer_named=bool(employer) and not _NO_NAME.match(employer),
        within_months=None if node.within_months is None else int(node.within_months),
        inside=inside,
        outside=node.may_be_outside,
        subsets=tuple(_subset(each, (*path, "subsets", number), titles) for number, each in enumerate(node.subsets)),
        limits=tuple(
            _experience(each, (*path, "at_most", number), _Bound(), titles, inside=True)
            for number, each in enumerate(node.at_most)
        ),
        counting=bound.counting,
        kind=_demands(node),
    )


def _demands(node: Experience) -> frozenset[str]:
    """What a leaf asks of the work, apart from its length."""
    keys = "function classes level_of qualities supervisory employer paid full_time within_months".split()
    return frozenset(f"{key}: {getattr(node, key)}" for key in keys if getattr(node, key))


def _subset(node: Experience | AnyOf | Option, path: Path, titles: frozenset[str]) -> Part:
    """A part of a total: what holds for the total holds for it without being said again."""
    if isinstance(node, Experience):
        return _experience(node, path, _Bound(), titles, inside=True)
    children = tuple(
        _subset(child, (*path, number), titles)
        for number, child in enumerate(node.children)
        if isinstance(child, Experience | AnyOf | Option)
    )
    if isinstance(node, Option):
        child = children[0] if len(children) == 1 else _joined(node, path, children)
        return OptionPart(
            node=node, path=path, names=_group_names(node), child=child, by=node.by, below=tuple(_below(child))
        )
    return GroupPart(node=node, path=path, names=_group_names(node), every=False, children=children)


def _group_names(node: AllOf | AnyOf | Option) -> frozenset[str]:
    return plain_set(tuple(name for name in (node.quote, node.label) if name))


def leaf_names(node: Leaf | Experience) -> frozenset[str]:
    """What a position may call a leaf: its quote, its label, its name."""
    found: list[str] = [name for name in (node.quote, node.label) if name]
    for attribute in ("function", "program", "skill", "level"):
        value = getattr(node, attribute, None)
        if isinstance(value, str):
            found.append(value)
    found.extend(getattr(node, "classes", ()))
    found.extend(getattr(node, "names", ()))
    return plain_set(tuple(found))
