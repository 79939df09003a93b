"""What a class asks at the least, as far as filters need it: education and licenses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from meritplan.model import (
    AllOf,
    AnyOf,
    Combination,
    Education,
    License,
    Option,
    Requirement,
    Substitution,
    Unread,
)
from meritplan.model.requirement import EducationLevel, walk

#: Levels of education from the lowest to the highest; some stand side by side.
LEVELS: dict[EducationLevel, int] = {
    "grade_8": 1,
    "high_school": 2,
    "some_college": 3,
    "vocational": 3,
    "associate": 4,
    "bachelor": 5,
    "master": 6,
    "professional": 7,
    "doctorate": 7,
}
assert set(LEVELS) == set(get_args(EducationLevel))


@dataclass(frozen=True, kw_only=True, slots=True)
class Schooling:
    """The least education a class asks on any way into it.

    ``rank`` counts as :data:`LEVELS` does, 0 for none. ``replaceable``: a rule lets something else stand in for
    education. ``certain`` is false where the requirement is not fully read or depends on the position.
    """

    rank: int = 0
    replaceable: bool = False
    certain: bool = True

    @property
    def level(self) -> EducationLevel | None:
        """The level as the requirement language names it."""
        return next((level for level, rank in LEVELS.items() if rank == self.rank), None)


def schooling(tree: Requirement | None) -> Schooling:
    """The least education a tree asks.

    >>> schooling(AnyOf(children=(Education(level="master"), Education(level="associate")))).level
    'associate'
    """
    if tree is None:
        return Schooling(certain=False)
    if isinstance(tree, Education):
        return Schooling(rank=LEVELS[tree.level], certain=not tree.doubt)
    if isinstance(tree, (AllOf, AnyOf)) and tree.children:
        return _of_group(tree)
    if isinstance(tree, Option):
        inside = [schooling(child) for child in tree.children]
        return Schooling(certain=not any(one.rank for one in inside))
    return Schooling(certain=not isinstance(tree, Unread))


def _of_group(tree: AllOf | AnyOf) -> Schooling:
    inside = [schooling(child) for child in tree.children]
    choose = max if isinstance(tree, AllOf) else min
    chosen = choose(inside, key=lambda one: one.rank)
    return Schooling(
        rank=chosen.rank,
        replaceable=chosen.replaceable or any(_replaces(rule) for rule in tree.rules),
        certain=all(one.certain for one in inside),
    )


def _replaces(rule: object) -> bool:
    if isinstance(rule, Substitution):
        return rule.target in {"education", "all"} and rule.give != "education"
    return isinstance(rule, Combination) and "education" in rule.of


def licenses(tree: Requirement | None) -> tuple[str, ...]:
    """The names of all licenses a tree speaks of, whether every way asks for them or not."""
    found = (node for node in walk(tree) if isinstance(node, License)) if tree is not None else ()
    return tuple(dict.fromkeys(name for node in found for name in (*node.names, node.kind)))
