"""What requirements ask, as marks: every leaf and rule under a name of its own, and the facts that would meet it.

Whether some work counts for a leaf is a person's decision. To compare two requirements it is supposed decided: work
that is named alike counts alike, work that is named otherwise does not count. So each leaf gets a mark in the place of
its quote, and made-up persons come with a ruling on every mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import msgspec

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Coursework,
    Education,
    Experience,
    License,
    Option,
    Requirement,
    Rule,
    Skill,
    Substitution,
    Training,
)
from meritplan.model.requirement import Node
from meritplan.qualification.names import plain
from meritplan.qualification.offers import restricts
from meritplan.qualification.scope import Part, prepare

MOST_WAYS = 32
ANY_WORK = "any work"
AND = " + "
"""Between facts that one kind needs together."""
_ARTICLES = frozenset({"a", "an", "the"})


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One leaf, rule or option under its mark.

    ``kinds`` are those any of which it accepts: a fact spelled alike, or several with ``AND`` between them.
    """

    mark: str
    node: Node
    kinds: tuple[str, ...] = ()
    employer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Marked:
    """A requirement made ready for made-up persons: the part the engine evaluates, its marks, and the ways through it.

    A way is a set of leaves that together meet the requirement; at most ``MOST_WAYS`` are kept.
    """

    part: Part
    asked: tuple[Asked, ...]
    ways: tuple[tuple[Asked, ...], ...]
    by_mark: Mapping[str, Asked] = field(default_factory=dict)


def marked(tree: Requirement, side: str, same: Mapping[str, str] | None = None) -> Marked:
    """The requirement under marks that begin with ``side``; ``same`` says which kind is supposed to be which other."""
    found: list[Asked] = []
    made = _marked(tree, side, found, same or {})
    by_mark = {one.mark: one for one in found}
    return Marked(part=prepare(made), asked=tuple(found), ways=tuple(_ways(made, by_mark)), by_mark=by_mark)


@lru_cache(maxsize=1 << 16)
def alike(text: str) -> str:
    """Words without the accidents of writing: case, signs, articles, plurals.

    >>> alike("the Social Workers'") == alike("social worker")
    True
    """
    found = (word for word in re.findall(r"[a-z0-9½]+", plain(text)) if word not in _ARTICLES)
    return " ".join(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found)


def kinds_of(node: Node) -> tuple[str, ...]:
    """The facts any of which meets the node, each as one spelling."""
    if isinstance(node, Experience):
        return _work(node)
    if isinstance(node, Education):
        return tuple(alike(one) for one in node.fields)
    if isinstance(node, Coursework):
        own = tuple(_of_level(node, one) for one in node.subjects) or (_of_level(node, "coursework"),)
        return (*own, *(kind for one in node.subsets for kind in kinds_of(one)))
    if isinstance(node, License):
        issued = f" issued by {alike(node.issuer)}" if node.issuer else ""
        return tuple(alike(one) + issued for one in node.names or (node.quote or node.kind,))
    return _named(node)


def _named(node: Node) -> tuple[str, ...]:
    if isinstance(node, Training):
        return (alike(node.program or node.quote or "training"),)
    if isinstance(node, Skill):
        return (alike(node.skill) + f" in {node.unit}" * bool(node.unit),)
    if isinstance(node, Condition):
        return (node.kind if node.min is not None else f"{node.kind} {alike(node.quote or '')}",)
    if isinstance(node, Substitution):
        return (alike(node.give_text),) if node.give_text and restricts(node.give_text) else ()
    if isinstance(node, Counting):
        return (*_named_classes(node.classes, node.level_of), *((alike(node.function),) if node.function else ()))
    return (alike(node.quote or ""),)


def _of_level(node: Coursework, subject: str) -> str:
    return alike(f"{node.level or ''} {subject}")


def _work(node: Experience) -> tuple[str, ...]:
    """Work described, under a title, or of the level of one. Titles and descriptions together narrow each other.

    Who held a title worked at its level, but not the other way round.
    """
    described = alike(" ".join((*node.qualities, node.function or "")))
    named = _named_classes(node.classes, node.level_of)
    if not described:
        return named or (ANY_WORK,)
    return tuple(f"{described}{AND}{one}" for one in named) or (described,)


def _named_classes(classes: tuple[str, ...], level_of: tuple[str, ...]) -> tuple[str, ...]:
    levels = (name for title in level_of for name in (f"level of {alike(title)}", alike(title)))
    return tuple(dict.fromkeys((*(alike(title) for title in classes), *levels)))


def facts(kinds: Iterable[str]) -> tuple[str, ...]:
    """The single facts that kinds consist of, each once."""
    return tuple(dict.fromkeys(fact for kind in kinds for fact in kind.split(AND)))


# --- marking -------------------------------------------------------------------------------------


def _marked(node: Requirement, mark: str, found: list[Asked], same: Mapping[str, str]) -> Requirement:
    _note(node, mark, found, same)
    if isinstance(node, AllOf | AnyOf | Option):
        children = tuple(_marked(one, f"{mark}.{n}", found, same) for n, one in enumerate(node.children))
        rules = tuple(_rule(one, f"{mark}.rule{n}", found, same) for n, one in enumerate(node.rules))
        return msgspec.structs.replace(node, children=children, rules=rules, quote=mark, label=None)
    if isinstance(node, Experience):
        return _experience(node, mark, found, same)
    if isinstance(node, Coursework):
        subsets = tuple(_coursework(one, f"{mark}.of{n}", found, same) for n, one in enumerate(node.subsets))
        subjects = (mark,) if node.subjects else ()
        return msgspec.structs.replace(node, subsets=subsets, quote=mark, subjects=subjects, level=None)
    return _leaf(node, mark)


def _leaf(node: Requirement, mark: str) -> Requirement:
    """Under its mark alone, so that only a ruling on the mark can meet it."""
    if isinstance(node, License):
        return msgspec.structs.replace(node, quote=mark, label=None, name=mark, issuer=None)
    if isinstance(node, Skill):
        return msgspec.structs.replace(node, quote=mark, label=None, skill=mark, unit=None)
    return msgspec.structs.replace(node, quote=mark, label=None)


def _experience(node: Experience, mark: str, found: list[Asked], same: Mapping[str, str]) -> Experience:
    subsets = tuple(_marked(one, f"{mark}.of{n}", found, same) for n, one in enumerate(node.subsets))
    limits = tuple(_marked(one, f"{mark}.most{n}", found, same) for n, one in enumerate(node.at_most))
    return msgspec.structs.replace(node, quote=mark, label=None, subsets=subsets, at_most=limits)


def _coursework(node: Coursework, mark: str, found: list[Asked], same: Mapping[str, str]) -> Coursework:
    made = _marked(node, mark, found, same)
    assert isinstance(made, Coursework), "a node keeps its type"
    return made


def _rule(rule: Rule, mark: str, found: list[Asked], same: Mapping[str, str]) -> Rule:
    if not isinstance(rule, Substitution | Counting | Combination):
        return rule
    _note(rule, mark, found, same)
    return msgspec.structs.replace(rule, quote=mark)


def _note(node: Node, mark: str, found: list[Asked], same: Mapping[str, str]) -> None:
    if isinstance(node, AllOf | AnyOf):
        return
    employer = getattr(node, "employer", None) or getattr(node, "when_employer", None)
    kinds = tuple(AND.join(same.get(fact, fact) for fact in kind.split(AND)) for kind in kinds_of(node))
    found.append(Asked(mark=mark, node=node, kinds=kinds, employer=plain(employer) if employer else None))


# --- ways ----------------------------------------------------------------------------------------


def _ways(node: Node, by_mark: Mapping[str, Asked]) -> list[tuple[Asked, ...]]:
    if isinstance(node, AnyOf):
        return [way for one in node.children for way in _ways(one, by_mark)][:MOST_WAYS]
    if isinstance(node, AllOf | Option):
        return _together(_ways(one, by_mark) for one in node.children)
    return [(by_mark[node.quote or ""],)]


def _together(several: Iterable[list[tuple[Asked, ...]]]) -> list[tuple[Asked, ...]]:
    found: list[tuple[Asked, ...]] = [()]
    for ways in several:
        found = [(*one, *other) for one, other in product(found, ways[: max(1, MOST_WAYS // len(found))])]
    return found
