"""The forms of the API's own answers; trees, determinations and differences have the forms of the core.

Addresses (``href``, ``next``) are paths on this host.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from meritplan.ladders import Route
from meritplan.matching.search import Answer as Found
from meritplan.model import JobClass
from meritplan.model.job_class import Group
from meritplan.plan import Question, Retirement, SourceRef
from meritplan.plan.edition import Standing


class PlanAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The plan: what it is called, how much is in force on a day, and the hash of all its documents."""

    title: str
    jurisdiction: str | None
    format: str
    fingerprint: str
    policy: str
    as_of: date
    classes: int
    groups: int
    unreadable: int


class ClassLine(msgspec.Struct, frozen=True, kw_only=True):
    """A class in a list, as one edition of it says."""

    key: str
    code: str | None
    title: str
    group: str | None
    level: str | None
    grade: str | None
    edition: int
    standing: Standing
    effective_from: date | None
    effective_to: date | None
    open_questions: int
    hash: str
    href: str


class ClassPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some classes, ordered by key; ``next`` is the address of those that follow."""

    as_of: date | None
    total: int
    items: tuple[ClassLine, ...]
    next: str | None


class GroupLine(msgspec.Struct, frozen=True, kw_only=True):
    """A family, series or occupation, and how many classes of it are in force on the day."""

    key: str
    kind: str
    code: str | None
    title: str | None
    classes: int
    href: str


class GroupList(msgspec.Struct, frozen=True, kw_only=True):
    """All groups of the plan."""

    as_of: date
    items: tuple[GroupLine, ...]


class GroupAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One group with what its documents say of it, and its classes in force on the day."""

    key: str
    as_of: date
    group: Group
    sources: tuple[SourceRef, ...]
    classes: tuple[ClassLine, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an edition's life. Who took it is not told."""

    what: str
    on: date
    because: str | None = None


class EditionAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One edition of a class. ``hash`` is the sha256 of its document in the plan."""

    class_key: str
    number: int
    standing: Standing
    effective_from: date | None
    effective_to: date | None
    circulated: date | None
    adopted: date | None
    basis: int | None
    note: str | None
    group: str | None
    sources: tuple[SourceRef, ...]
    open_questions: tuple[Question, ...]
    events: tuple[Step, ...]
    hash: str
    job_class: JobClass = msgspec.field(name="class")


class ClassAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One class: its names past and present, and its edition of the day."""

    key: str
    code: str | None
    title: str
    former_codes: tuple[str, ...]
    former_titles: tuple[str, ...]
    retired: Retired | None
    as_of: date | None
    edition: EditionAnswer
    editions: tuple[int, ...]
    links: dict[str, str]


class Retired(msgspec.Struct, frozen=True, kw_only=True):
    """The class is used no more after a day; ``replaced_by`` are keys of classes."""

    on: date
    because: str
    replaced_by: tuple[str, ...]

    @classmethod
    def of(cls, said: Retirement | None) -> Retired | None:
        """Without the name of who decided."""
        return cls(on=said.on, because=said.because, replaced_by=said.replaced_by) if said else None


class EditionLine(msgspec.Struct, frozen=True, kw_only=True):
    """An edition in the history of its class."""

    number: int
    title: str
    code: str | None
    standing: Standing
    effective_from: date | None
    effective_to: date | None
    adopted: date | None
    basis: int | None
    note: str | None
    events: tuple[Step, ...]
    hash: str
    href: str


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The editions of a class from the oldest to the newest."""

    key: str
    items: tuple[EditionLine, ...]


class SearchAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What was found, best first; ``next`` is the address of the hits that follow."""

    q: str
    found: Found
    next: str | None


class RouteAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The way from one class to another that takes the least time; none where no way leads there."""

    start: str
    end: str
    as_of: date
    route: Route | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to an edition, or that begins or ends to apply on a day."""

    on: date
    what: str
    key: str
    code: str | None
    title: str
    edition: int
    standing: Standing
    hash: str
    href: str
    because: str | None = None


class ChangePage(msgspec.Struct, frozen=True, kw_only=True):
    """Changes since a day, the oldest first, and the fingerprint of the plan they lead to."""

    since: date | None
    fingerprint: str
    total: int
    items: tuple[Change, ...]
    next: str | None


class DocumentChange(msgspec.Struct, frozen=True, kw_only=True):
    """An edition whose document came, went or was written anew."""

    what: Literal["added", "changed", "removed"]
    key: str
    edition: int
    hash: str | None
    href: str | None


class Delta(msgspec.Struct, frozen=True, kw_only=True):
    """Which editions differ between a state of the plan a program knows and the one served now."""

    since: str
    fingerprint: str
    items: tuple[DocumentChange, ...]


class PolicyLine(msgspec.Struct, frozen=True, kw_only=True):
    """A profile of rules a jurisdiction computes with."""

    name: str
    title: str
    as_of: str
    href: str


class PolicyList(msgspec.Struct, frozen=True, kw_only=True):
    """The profiles there are, and the one this plan computes with."""

    plan: str
    items: tuple[PolicyLine, ...]


class PolicyAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """One profile: every key with its value and the rule it comes from."""

    name: str
    title: str
    as_of: str
    note: str | None
    keys: dict[str, Any]
