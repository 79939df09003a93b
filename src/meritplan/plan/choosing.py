"""The class or edition a person means by a few characters: ``0264``, ``Case Aide``, ``0264/2``."""

from __future__ import annotations

from meritplan.plan.edition import ClassEdition
from meritplan.plan.errors import UnknownClassError
from meritplan.plan.identity import PlanClass
from meritplan.plan.value import Plan


def class_named(plan: Plan, name: str) -> PlanClass:
    """The class with this key, code or title, present or former.

    Raises:
        UnknownClassError: if there is none, or several bear the title.
    """
    found = plan.named(name)
    if not found:
        raise UnknownClassError(f"no class has or had the code or title “{name}”")
    if len(found) > 1:
        those = ", ".join(f"{one.key} {one.title}" for one in found)
        raise UnknownClassError(f"“{name}” may be any of {those}; say which by its code")
    return found[0]


def edition_named(plan: Plan, name: str) -> ClassEdition:
    """The newest edition of a class, or the one whose number stands after a slash.

    Raises:
        UnknownClassError: if there is no such class or edition.
    """
    said, slash, number = name.rpartition("/")
    if not slash or not number.isdecimal() or plan.named(name):
        return class_named(plan, name).newest
    one = class_named(plan, said)
    edition = one.edition(int(number))
    if edition is None:
        there = ", ".join(str(each.number) for each in one.editions)
        raise UnknownClassError(f"{one.key} has no edition {number}; it has {there}")
    return edition
