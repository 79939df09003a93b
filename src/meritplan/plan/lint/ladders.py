"""Rules about promotion: who can reach a class, and from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from meritplan.model import AllOf, AnyOf, Experience, Option, Substitution
from meritplan.model.requirement import Node
from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.subject import Subject, finding
from meritplan.plan.lint.titles import Titles

Feeders = frozenset[str]


def dangling(subject: Subject) -> Iterator[Finding]:
    """A class that can only be reached from classes that are no longer in use (MP-P210)."""
    titles = Titles(subject)
    for edition in subject.editions:
        names = only_from(edition.job_class.minimum_qualifications)
        if not names or any(titles.lives(name) for name in names):
            continue
        known = [name for name in sorted(names) if (found := titles.find(name)) is not None and found.ended]
        if known and len(known) == len(names):
            message = f"Every way into it leads through {_listed(known)}, and no such class is in use any more. Nobody "
            message += "new can qualify; name the classes people come from today."
            yield finding(edition, "MP-P210", "error", message)


def circular(subject: Subject) -> Iterator[Finding]:
    """Classes that can only be reached from one another (MP-P211)."""
    titles = Titles(subject)
    by_code = subject.view.by_code
    feeders: dict[str, frozenset[str]] = {}
    for edition in subject.editions:
        names = only_from(edition.job_class.minimum_qualifications)
        found = [known for name in names if (known := titles.find(name)) is not None]
        codes = {code for known in found for code in known.living if code in by_code}
        if names and len(found) == len(names) and codes:
            feeders[edition.job_class.code or edition.class_key] = frozenset(codes)
    for code in _closed(feeders):
        one = by_code.get(code)
        if one is not None:
            message = (
                f"Every way into it leads through {_listed(sorted(feeders[code]))}, and every way into those leads "
            )
            message += "back here. Nobody can begin; one of them must take people from outside."
            yield finding(one, "MP-P211", "error", message)


def _closed(feeders: Mapping[str, Feeders]) -> list[str]:
    """The classes that feed on one another alone: what is left when all that can be reached from elsewhere is gone."""
    left = dict(feeders)
    while True:
        free = [code for code, those in left.items() if any(one not in left for one in those)]
        if not free:
            return sorted(left)
        for code in free:
            del left[code]


def only_from(tree: Node | None) -> Feeders:
    """The titles one of which everybody must have held; empty where there is another way.

    >>> from meritplan.model import AnyOf, Experience
    >>> aide = Experience(months=12, classes=("Park Aide",), employer="state service", quote="a year as Park Aide")
    >>> sorted(only_from(aide)), sorted(only_from(AnyOf(children=(aide, Experience(months=60)))))
    (['Park Aide'], [])
    """
    if isinstance(tree, AnyOf):
        several = [only_from(child) for child in tree.children]
        closed = bool(several) and all(several) and not _adds_ways(tree)
        return frozenset(name for names in several for name in names) if closed else frozenset()
    if isinstance(tree, AllOf) and not _adds_ways(tree):
        return next((found for child in tree.children if (found := only_from(child))), frozenset())
    if isinstance(tree, Experience) and tree.employer and not (tree.function or tree.or_comparable or tree.level_of):
        return frozenset(tree.classes)  # held in the service itself: the same trade elsewhere is another way
    return frozenset()


def _adds_ways(tree: AllOf | AnyOf | Option) -> bool:
    return any(isinstance(rule, Substitution) and rule.target in {"experience", "all"} for rule in tree.rules)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def cited_by(edition: ClassEdition, node: Node | None) -> Iterator[str]:
    """The titles a requirement names as experience held, in any of its ways."""
    if isinstance(node, AllOf | AnyOf | Option):
        for child in node.children:
            yield from cited_by(edition, child)
    elif isinstance(node, Experience):
        yield from node.classes
