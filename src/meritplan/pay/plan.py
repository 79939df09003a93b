"""A pay plan: the grades or bands of a jurisdiction from one day on, with their ranges, market points and zones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import combinations, pairwise
from typing import Final, Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.money import HUNDRED, Unit, percent, ratio, to_the_cent

FORMAT: Final = "meritplan-pay-plan/1"
ZONE_STEP: Final = Decimal(10)
HOURS_A_YEAR: Final = Decimal(2080)
_TIMES: Final[dict[Unit, int]] = {"year": 1, "month": 12, "biweek": 26, "week": 52}


class PayGrade(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A grade or band: minimum, market point and maximum, in US dollars by the plan's unit."""

    grade: str
    low: Decimal
    high: Decimal
    market: Decimal | None = None
    kind: Literal["grade", "band"] = "grade"


class PayPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """The grades in force from ``effective_from`` to ``effective_to`` (the last day; None while it is open).

    ``zone_step`` is in percent: the first zone ends so much above the minimum, the third so much above the market.
    """

    format: str = msgspec.field(default_factory=lambda: FORMAT)
    title: str
    unit: Unit
    effective_from: date
    effective_to: date | None = None
    jurisdiction: str | None = None
    citation: str | None = None
    zone_step: Decimal = ZONE_STEP
    grades: tuple[PayGrade, ...] = ()

    @cached_property
    def by_grade(self) -> dict[str, PayGrade]:
        """The grades by name; the first where one stands twice."""
        found: dict[str, PayGrade] = {}
        for each in self.grades:
            found.setdefault(each.grade, each)
        return found

    def in_force(self, day: date) -> bool:
        """Whether the plan holds on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a grade's range; what lies on a border belongs to the lower zone."""

    number: int
    low: Decimal
    high: Decimal


class Placement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a salary stands in its grade: zone, salary over market, and percent of the way from minimum to maximum."""

    salary: Decimal
    standing: Literal["below", "within", "above"]
    zone: int | None = None
    compa_ratio: Decimal | None = None
    penetration: Decimal | None = None


def zones(grade: PayGrade, step: Decimal = ZONE_STEP) -> tuple[Zone, ...]:
    """The four zones of a grade, fewer where one has no room, none without a market point.

    From the minimum to a tenth above it, on to the market point, a tenth above that, and on to the maximum: the way
    Mississippi's zones are understood here; ``step`` is that tenth, in percent.

    >>> [
    ...     (z.number, str(z.high))
    ...     for z in zones(PayGrade(grade="1", low=Decimal(100), market=Decimal(130), high=Decimal(160)))
    ... ]
    [(1, '110.00'), (2, '130.00'), (3, '143.00'), (4, '160.00')]
    """
    if grade.market is None:
        return ()
    borders = [
        grade.low,
        min(_above(grade.low, step), grade.market),
        grade.market,
        min(_above(grade.market, step), grade.high),
        grade.high,
    ]
    return tuple(
        Zone(number=number, low=to_the_cent(low), high=to_the_cent(high))
        for number, (low, high) in enumerate(pairwise(borders), 1)
        if low < high
    )


def placement(grade: PayGrade, salary: Decimal, step: Decimal = ZONE_STEP) -> Placement:
    """Where the salary stands in the grade. Both must be by one unit; `yearly` brings them there."""
    if salary < grade.low or salary > grade.high:
        standing: Literal["below", "within", "above"] = "below" if salary < grade.low else "above"
        return Placement(salary=salary, standing=standing, compa_ratio=ratio(salary, grade.market))
    zone = next((each.number for each in zones(grade, step) if salary <= each.high), None)
    width = grade.high - grade.low
    return Placement(
        salary=salary,
        standing="within",
        zone=zone,
        compa_ratio=ratio(salary, grade.market),
        penetration=to_the_cent((salary - grade.low) * HUNDRED / width) if width else None,
    )


def yearly(value: Decimal, unit: Unit | None, hours_a_year: Decimal = HOURS_A_YEAR) -> Decimal | None:
    """The amount by the year; None where that cannot be said (no unit, or a day, whose number in a year varies)."""
    if unit == "hour":
        return to_the_cent(value * hours_a_year)
    return to_the_cent(value * _TIMES[unit]) if unit in _TIMES else None


def plan_in_force(plans: Iterable[PayPlan], day: date) -> PayPlan | None:
    """The plan that holds on that day; the latest where several claim to, None where none does."""
    return max((plan for plan in plans if plan.in_force(day)), key=lambda each: each.effective_from, default=None)


def overlaps(plans: Sequence[PayPlan]) -> list[Issue]:
    """An issue for each two plans of one jurisdiction that hold on the same day."""
    return [
        trouble.editions_overlap(_named(one), _named(other))
        for one, other in combinations(sorted(plans, key=lambda each: each.effective_from), 2)
        if one.jurisdiction == other.jurisdiction and one.in_force(other.effective_from)
    ]


class GradeChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A grade before and after; the percents say how its minimum, market point and maximum moved."""

    grade: str
    before: PayGrade | None = None
    after: PayGrade | None = None
    low_percent: Decimal | None = None
    market_percent: Decimal | None = None
    high_percent: Decimal | None = None


def grade_changes(before: PayPlan, after: PayPlan) -> tuple[GradeChange, ...]:
    """The grades that changed, appeared or went, in the order of the later plan."""
    names = dict.fromkeys([*after.by_grade, *before.by_grade])
    pairs = ((before.by_grade.get(name), after.by_grade.get(name), name) for name in names)
    return tuple(
        GradeChange(
            grade=name,
            before=old,
            after=new,
            low_percent=percent(old.low, new.low) if old and new else None,
            market_percent=percent(old.market, new.market) if old and new else None,
            high_percent=percent(old.high, new.high) if old and new else None,
        )
        for old, new, name in pairs
        if old != new
    )


def _above(value: Decimal, step: Decimal) -> Decimal:
    return value * (HUNDRED + step) / HUNDRED


def _named(plan: PayPlan) -> str:
    return f"{plan.title} (from {plan.effective_from}{f' to {plan.effective_to}' if plan.effective_to else ''})"
