"""What is looked over: one edition of each class, and what is known beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import msgspec

from meritplan.model import Issue, JobClass, Severity, Span
from meritplan.model.policy import Policy
from meritplan.plan.asof import View
from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.value import Plan
from meritplan.qualification import policy as profile


class ClassIndex(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A published list of the classes in use on a day: titles by code, and the highest pay where it is known."""

    name: str
    as_of: date | None = None
    titles: Mapping[str, str]
    pay: Mapping[str, float] = {}


class BandDue(msgspec.Struct, frozen=True, kw_only=True):
    """An alternative pay band whose review is due: ``standing`` is ``overdue``, ``due_unknown``, ``undecided``."""

    class_code: str
    title: str | None = None
    band: str | None = None
    standing: str
    due: date | None = None
    last_review: date | None = None


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A plan as rules look at it. ``indexes`` are ordered by day, the newest last; ``on`` is the day of the look."""

    view: View
    on: date
    indexes: tuple[ClassIndex, ...] = ()
    bands: tuple[BandDue, ...] = ()
    rules: Policy = field(default_factory=lambda: profile("default"))

    @property
    def plan(self) -> Plan:
        """The plan looked over."""
        return self.view.plan

    @property
    def editions(self) -> tuple[ClassEdition, ...]:
        """The editions looked over."""
        return self.view.editions

    @property
    def newest_index(self) -> ClassIndex | None:
        """The index of the latest day."""
        return self.indexes[-1] if self.indexes else None

    @cached_property
    def by_layout(self) -> Mapping[str, tuple[ClassEdition, ...]]:
        """The editions by the layout of their publisher; those without a source stand under an empty name."""
        found: dict[str, list[ClassEdition]] = {}
        for one in self.editions:
            found.setdefault(layout_of(one), []).append(one)
        return {name: tuple(those) for name, those in found.items()}


def layout_of(edition: ClassEdition) -> str:
    """The layout an edition was read by."""
    place = edition.job_class.source
    return (edition.sources[place].layout or "") if place < len(edition.sources) else ""


def finding(
    edition: ClassEdition, code: str, severity: Severity, message: str, spans: tuple[Span, ...] = ()
) -> Finding:
    """A finding about an edition."""
    issue = Issue(code=code, severity=severity, message=message, spans=spans, class_code=edition.job_class.code)
    return Finding(document=edition.path, issue=issue)


def texts(job: JobClass) -> Iterator[tuple[str, str, tuple[Span, ...]]]:
    """Every running text of a class: which field, the words, where they stand."""
    if job.summary:
        yield "summary", job.summary, ()
    for name in ("duties", "ksas"):
        for one in getattr(job, name):
            yield name, one.text, one.spans
    for text in job.distinguishing:
        yield "distinguishing", text, ()
