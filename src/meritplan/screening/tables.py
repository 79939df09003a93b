"""A compiled plan laid out for the kernel: quantities, thresholds and tests as arrays of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from meritplan.model.policy import Policy
from meritplan.qualification.dates import window_start
from meritplan.qualification.months import HOURS_A_MONTH, WEEKS_A_MONTH
from meritplan.qualification.scope import exact
from meritplan.screening import calendar
from meritplan.screening.attainments import Study
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.lengths import IN, LISTED, OUT, Amount, Possible, Sure
from meritplan.screening.rules import Beyond, Credited

Ints = NDArray[np.int64]
HUNDREDTHS = 100  # of an hour a week
SHARES = 10_000  # ten-thousandths of the working time
DAYS_A_WEEK = 7
LARGEST = 2**62
OVERLAPS = {"union": 0, "sum_capped": 1, "sum_uncapped": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Whole numbers for weights and study: ``full`` is the weight of full time, ``factor`` that of a hundredth hour."""

    full: int
    factor: int
    full_hours: int
    study: int

    @property
    def month(self) -> int:
        """A month of full-time work."""
        return calendar.MONTH * self.full * SHARES

    @property
    def hour(self) -> int:
        """An hour of work."""
        return DAYS_A_WEEK * HUNDREDTHS * SHARES


def scale_of(policy: Policy) -> Scale:
    """The smallest whole numbers in which hours with two decimals are exact."""
    full_time = exact(policy.full_time_hours)
    hundredth = Fraction(1, HUNDREDTHS) / full_time
    if policy.month_rule == "hours_173":
        hundredth = WEEKS_A_MONTH / HOURS_A_MONTH / HUNDREDTHS
    full = hundredth.denominator
    year = policy.college_year_units
    study = HUNDREDTHS * np.lcm(
        (Fraction(12) / exact(year.semester)).denominator, (Fraction(12) / exact(year.quarter)).denominator
    )
    return Scale(
        full=full,
        factor=int(hundredth * full),
        full_hours=ceil(full_time * HUNDREDTHS),
        study=int(study) * 10,
    )


@dataclass(slots=True, kw_only=True)
class Tables:
    """What the kernel reads. Rows are rows of the program; days count from the calendar's first day."""

    plan: CompiledPlan
    scale: Scale
    bases: tuple[Possible, ...]
    sures: tuple[Sure, ...]
    services: tuple[str, ...]
    base: Ints  # for each quantity: supervisory, paid, whole time only, first day, in hours, shared, out, in
    base_starts: Ints  # thresholds of each quantity
    thresholds: Ints  # at least, at least without strictness, eight times the need, row
    sure: Ints  # for each sure quantity: its base
    sure_starts: Ints
    sure_thresholds: Ints
    beyond: Ints  # base, kept, needed, level, scale over, scale under, cap, accredited, loose, row
    credited: Ints  # base, need, study of the base, scale over, scale under, cap, floor, loose, row
    study: Ints  # months, sure, accredited, row
    listed: int
    calendar: tuple[Any, ...]
    numbers: Ints  # full weight, month, hour, overlap, full hours


def tables(plan: CompiledPlan) -> Tables:
    """The plan as arrays."""
    scale = scale_of(plan.policy)
    rows = {fact: 2 + number for number, fact in enumerate(plan.program.facts)}
    amounts = [fact for fact in rows if isinstance(fact, Amount)]
    lacks = [fact for fact in rows if isinstance(fact, Beyond)]
    credited = [fact for fact in rows if isinstance(fact, Credited)]
    sures = tuple(sorted({fact.of for fact in amounts if isinstance(fact.of, Sure)}, key=repr))
    known = {fact.of for fact in amounts if isinstance(fact.of, Possible)}
    bases = tuple(
        sorted(
            {*known, *(sure.possible for sure in sures), *(fact.of for fact in lacks), *(fact.of for fact in credited)},
            key=repr,
        )
    )
    place = {base: number for number, base in enumerate(bases)}
    services = tuple(sorted({name for base in bases for _, name in base.services}))
    base_starts, thresholds = _thresholds(bases, amounts, rows, scale)
    sure_starts, sure_thresholds = _thresholds(sures, amounts, rows, scale)
    overlap = OVERLAPS[plan.policy.overlap]
    return Tables(
        plan=plan,
        scale=scale,
        bases=bases,
        sures=sures,
        services=services,
        base=_ints([_base(base, services, plan.as_of.toordinal()) for base in bases], 8),
        base_starts=base_starts,
        thresholds=thresholds,
        sure=np.array([place[sure.possible] for sure in sures], np.int64),
        sure_starts=sure_starts,
        sure_thresholds=sure_thresholds,
        beyond=_ints([_beyond(fact, place, rows, scale) for fact in lacks], 10),
        credited=_ints([_credited(fact, place, rows, scale) for fact in credited], 9),
        study=_ints([_study(fact, rows, scale) for fact in rows if isinstance(fact, Study)], 4),
        listed=rows.get(LISTED, -1),
        calendar=calendar.tables(),
        numbers=np.array([scale.full, scale.month, scale.hour, overlap, scale.full_hours, scale.study], np.int64),
    )


def _ints(rows: list[list[int]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(len(rows), width)


def _base(base: Possible, services: tuple[str, ...], as_of: int) -> list[int]:
    first = -1 if base.within_months is None else window_start(as_of, base.within_months) - calendar.FIRST_DAY
    sides = [sum(1 << services.index(name) for side, name in base.services if side == each) for each in (OUT, IN)]
    flags = [base.supervisory, base.paid, base.whole_time_only]
    return [*map(int, flags), first, int(base.in_hours), int(base.shared), *sides]


def _thresholds(
    quantities: tuple[Possible | Sure, ...], amounts: list[Amount], rows: dict[Any, int], scale: Scale
) -> tuple[Ints, Ints]:
    found: dict[Any, list[list[int]]] = {quantity: [] for quantity in quantities}
    for fact in amounts:
        if fact.of not in found:
            continue
        possible = fact.of.possible if isinstance(fact.of, Sure) else fact.of
        need = fact.need * (scale.hour if possible.in_hours else scale.month)
        at_least = floor(need) + 1 if fact.strict else ceil(need)
        numbers = [min(LARGEST, number) for number in (at_least, ceil(need), ceil(8 * need))]
        found[fact.of].append([*numbers, rows[fact]])
    starts = np.cumsum([0, *(len(found[quantity]) for quantity in quantities)]).astype(np.int64)
    return starts, _ints([each for quantity in quantities for each in sorted(found[quantity])], 4)


def _beyond(fact: Beyond, place: dict[Possible, int], rows: dict[Any, int], scale: Scale) -> list[int]:
    def months(number: Fraction) -> int:
        return min(LARGEST, ceil(number * scale.month))

    def study(number: Fraction | None) -> int:
        return -1 if number is None else min(LARGEST, floor(number * scale.study))

    return [
        place[fact.of],
        months(fact.kept),
        months(fact.needed),
        study(fact.level),
        fact.scale.numerator,
        fact.scale.denominator,
        study(fact.cap),
        int(fact.accredited),
        int(fact.loose),
        rows[fact],
    ]


def _credited(fact: Credited, place: dict[Possible, int], rows: dict[Any, int], scale: Scale) -> list[int]:
    return [
        place[fact.of],
        ceil(fact.need * scale.month),
        ceil(fact.base * scale.study),
        fact.scale.numerator,
        fact.scale.denominator,
        -1 if fact.cap is None else floor(fact.cap * scale.month),
        ceil(fact.floor * scale.month),
        int(fact.loose),
        rows[fact],
    ]


def _study(fact: Study, rows: dict[Any, int], scale: Scale) -> list[int]:
    return [ceil(fact.months * scale.study), int(fact.sure), int(fact.accredited), rows[fact]]
