"""The classes of a plan by group and in order of level, and the values by which lists of them can be narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import get_args

from meritplan.ladders.order import promotional_lines, series
from meritplan.model.requirement import EducationLevel
from meritplan.plan import ClassEdition, GroupDocument, View
from meritplan.vocabulary.wording import LEVELS

KINDS = {"family": "Family", "series": "Series", "occupation": "Occupation"}
Members = Mapping[str | None, tuple[ClassEdition, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownGroup:
    """A group and its classes in order of level."""

    document: GroupDocument
    kind: str
    members: tuple[ClassEdition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What the filters of a list offer: the values that tell its classes apart."""

    jurisdictions: tuple[str, ...]
    grades: tuple[str, ...]
    levels: tuple[str, ...]
    education: tuple[tuple[str, str], ...]


def members(editions: Iterable[ClassEdition]) -> Members:
    """Editions by key of their group in order of level; those of no group under ``None``, by title."""
    found: dict[str | None, list[ClassEdition]] = {}
    for edition in editions:
        found.setdefault(edition.group, []).append(edition)
    return {key: tuple(by_level(those) if key else sorted(those, key=_title)) for key, those in found.items()}


def by_level(those: list[ClassEdition]) -> list[ClassEdition]:
    """Each class after those that lead to it by level, grade or promotional line; else as their document has them."""
    steps: dict[str, list[str]] = {}
    for lower, higher, _ in (*series(those), *promotional_lines(those)):
        steps.setdefault(higher, []).append(lower)
    depth: dict[str, int] = {}

    def deep(key: str, above: frozenset[str] = frozenset()) -> int:
        if key not in depth:
            here = above | {key}
            depth[key] = max((deep(one, here) + 1 for one in steps.get(key, ()) if one not in here), default=0)
        return depth[key]

    return sorted(those, key=lambda one: (deep(one.class_key), _place(one), _title(one)))


def groups(documents: Iterable[GroupDocument], those: Members) -> list[ShownGroup]:
    """The groups that have classes, in the order of their titles."""
    made = (
        ShownGroup(document=one, kind=KINDS[one.group.kind], members=those[one.key])
        for one in documents
        if those.get(one.key)
    )
    return sorted(made, key=lambda one: (one.document.group.title or one.document.key).casefold())


def choices(view: View) -> Choices:
    """What the filters offer for a view."""

    def said(value: Callable[[ClassEdition], str | None]) -> tuple[str, ...]:
        counted = Counter(map(value, view.editions))
        return tuple(sorted(one for one in counted if one)) if len(counted) > 1 else ()

    return Choices(
        jurisdictions=said(lambda one: _jurisdiction(one) or view.plan.card.jurisdiction),
        grades=said(_grade),
        levels=said(lambda one: one.job_class.level),
        education=tuple((level, LEVELS[level]) for level in get_args(EducationLevel)),
    )


def _jurisdiction(edition: ClassEdition) -> str | None:
    at = edition.job_class.source
    return edition.sources[at].jurisdiction if at < len(edition.sources) else None


def _grade(edition: ClassEdition) -> str | None:
    pay = edition.job_class.pay
    return (pay.grade or pay.band) if pay else None


def _place(edition: ClassEdition) -> int:
    """Where the document names the class."""
    return min((span.start for span in edition.job_class.evidence.get("title", ())), default=0)


def _title(edition: ClassEdition) -> str:
    return edition.job_class.title.casefold()
