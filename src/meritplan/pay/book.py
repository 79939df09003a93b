"""The pay a plan keeps: its indexes, pay plans and docket of bands, read from the documents under ``pay/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.docket import FORMAT as DOCKET_FORMAT
from meritplan.pay.docket import BandAssignment
from meritplan.pay.docket_document import assignments_from_data
from meritplan.pay.index import FORMAT as INDEX_FORMAT
from meritplan.pay.index import IndexClass, PayIndex
from meritplan.pay.plan import FORMAT as PLAN_FORMAT
from meritplan.pay.plan import PayGrade, PayPlan, overlaps
from meritplan.pay.plan_document import plan_from
from meritplan.plan import Document, Finding, Plan

DOCKET: Final = "pay/docket.yaml"
RULE: Final = "new_mexico"  # the one rule of review that ships; a docket names its own


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptIndex:
    """A pay index and the document of the plan that holds it."""

    document: str
    index: PayIndex


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptPlan:
    """A pay plan and the document of the plan that holds it."""

    document: str
    plan: PayPlan


@dataclass(frozen=True, kw_only=True)
class PayBook:
    """All that a plan keeps about pay. Make it once for each state of a plan: a large index takes a moment to read.

    ``indexes`` and ``plans`` are ordered by their day, undated indexes first; ``trouble`` names what is damaged.
    """

    indexes: tuple[KeptIndex, ...] = ()
    plans: tuple[KeptPlan, ...] = ()
    assignments: tuple[BandAssignment, ...] = ()
    rule: str = RULE
    has_docket: bool = False
    trouble: tuple[Finding, ...] = ()
    _by_class: Mapping[str, tuple[BandAssignment, ...]] = field(default_factory=dict)

    def index_on(self, day: date, jurisdiction: str | None = None) -> KeptIndex | None:
        """The latest index of that day or before. An index whose day is not known answers for no day."""
        fit = [
            one
            for one in self.indexes
            if one.index.as_of and one.index.as_of <= day and fits(one.index.jurisdiction, jurisdiction)
        ]
        return fit[-1] if fit else None

    def listed(self, code: str, day: date, jurisdiction: str | None = None) -> tuple[KeptIndex, IndexClass] | None:
        """The class with that code in the latest index, if it is there."""
        kept = self.index_on(day, jurisdiction)
        found = kept.index.by_code.get(code) if kept else None
        return (kept, found) if kept and found else None

    def grade_on(self, name: str, day: date, jurisdiction: str | None = None) -> tuple[KeptPlan, PayGrade] | None:
        """The grade or band of that name in a pay plan in force on that day; of several the latest."""
        for kept in reversed(self.plans):
            if kept.plan.in_force(day) and fits(kept.plan.jurisdiction, jurisdiction):
                grade = kept.plan.by_grade.get(name)
                if grade is not None:
                    return kept, grade
        return None

    def assigned(self, code: str) -> tuple[BandAssignment, ...]:
        """The alternative bands the class has or had, in the order they were assigned."""
        return self._by_class.get(code, ())


def fits(one: str | None, other: str | None) -> bool:
    """Whether two documents may speak of one service: they name the same, or one names none."""
    return one is None or other is None or one.casefold() == other.casefold()


def pay_book(plan: Plan) -> PayBook:
    """The pay documents of a plan. What cannot be read is named in ``trouble`` and left out."""
    found: list[Finding] = []
    indexes, plans, bands, rule = [], [], None, RULE
    for document in plan.pay:
        data = document.data if isinstance(document.data, Mapping) else {}
        said = data.get("format")
        if said == INDEX_FORMAT:
            indexes += [KeptIndex(document=document.path, index=each) for each in _index(document, found)]
        elif said == PLAN_FORMAT:
            made, issues = plan_from(data, document.path)
            found += _errors(document.path, issues)
            plans += [KeptPlan(document=document.path, plan=made)] if made else []
        elif said == DOCKET_FORMAT:
            bands, issues = assignments_from_data(data, document.path)
            found += _errors(document.path, issues)
            rule = str(data.get("rule") or RULE)
        else:
            expected = f"one of {INDEX_FORMAT}, {PLAN_FORMAT}, {DOCKET_FORMAT}"
            issue = trouble.plan_unreadable(document.path, f"its format is {said!r}", expected)
            found.append(Finding(document=document.path, issue=issue))
    plans.sort(key=lambda one: (one.plan.effective_from, one.document))
    found += _overlapping(plans)
    listed = tuple(sorted(bands or (), key=lambda one: (one.class_code, one.assigned or date.min)))
    return PayBook(
        indexes=tuple(sorted(indexes, key=lambda one: (one.index.as_of or date.min, one.document))),
        plans=tuple(plans),
        assignments=listed,
        rule=rule,
        has_docket=bands is not None,
        trouble=tuple(found),
        _by_class=_grouped(listed),
    )


def _index(document: Document, found: list[Finding]) -> Iterator[PayIndex]:
    try:
        yield msgspec.convert(document.data, PayIndex, strict=False)
    except msgspec.ValidationError as error:
        issue = trouble.plan_unreadable(document.path, str(error), "a pay index as `meritplan plan pay import` writes")
        found.append(Finding(document=document.path, issue=issue))


def _errors(path: str, issues: Sequence[Issue]) -> list[Finding]:
    return [Finding(document=path, issue=one) for one in issues if one.severity == "error"]


def _overlapping(plans: Sequence[KeptPlan]) -> Iterator[Finding]:
    """Two pay plans of one title that hold on one day; plans of different titles may pay different classes."""
    by_title: dict[str, list[KeptPlan]] = {}
    for one in plans:
        by_title.setdefault(one.plan.title, []).append(one)
    for those in by_title.values():
        for issue in overlaps([one.plan for one in those]):
            yield Finding(document=those[-1].document, issue=issue)


def _grouped(listed: Sequence[BandAssignment]) -> dict[str, tuple[BandAssignment, ...]]:
    grouped: dict[str, Any] = {}
    for one in listed:
        grouped[one.class_code] = (*grouped.get(one.class_code, ()), one)
    return grouped
