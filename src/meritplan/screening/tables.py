"""A compiled plan laid out for the kernel: quantities, thresholds and tests as arrays of whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from meritplan.model.policy import Policy
from meritplan.qualification.dates import window_start
from meritplan.qualification.months import HOURS_A_MONTH, WEEKS_A_MONTH
from meritplan.qualification.scope import exact
from meritplan.screening import calendar, meters, touching
from meritplan.screening.attainments import OF_STUDY, Study, Told, Toward, Unclear
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.lanes import LINE, METER, SURE
from meritplan.screening.lengths import IN, LISTED, OUT, Kind, Possible, Sure
from meritplan.screening.meters import Group
from meritplan.screening.program import Program

Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
HUNDREDTHS = 100  # of an hour a week
SHARES = 10_000  # ten-thousandths of the working time
DAYS_A_WEEK = 7
OVERLAPS = {"union": 0, "sum_capped": 1, "sum_uncapped": 2}
WORD = 64
KINDS = 27


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


class Weighing(NamedTuple):
    """How employments weigh for a quantity: months or hours, whole time only, their share only, and since when."""

    in_hours: bool
    whole_time_only: bool
    shared: bool
    first_day: int


class Variant(NamedTuple):
    """Which employments may count for a quantity: what they must not fail."""

    supervisory: bool
    paid: bool
    services: tuple[tuple[str, str], ...]


class Measures(NamedTuple):
    """What the kernel reads of a plan; days count from the calendar's first, masks are 64 variants a word."""

    weighings: Ints  # in hours, whole time only, shared, first day
    families: Ints  # how jobs weigh, whatever the days: in hours, whole time only, shared, since ever; by pairs
    window_starts: Ints  # for each pair of families, which are the same but for shares: its first window
    windows: Ints  # their first days, the latest first
    lines: NDArray[np.int32]  # quantities that differ by their days alone: variant, family, the first of them
    window: Words  # of each quantity, the first of its family being none
    variant: Ints
    weighing: Ints
    starts: Ints
    kinds: Ints
    thresholds: Ints
    sures: NDArray[np.int32]  # of each sure quantity: its meters, and how it is weighed
    sure_meters: NDArray[np.int32]  # of each meter: group, whether stretches may be left out, its thresholds, first row
    sure_variant: Ints
    sure_least: Ints
    sure_thresholds: Ints
    passing: Words  # for each kind of employment the variants it may count for, and those it certainly does
    certain: Words
    rules: touching.Rules  # how each quantity counts a month, where the month rule asks for it
    numbers: Ints  # full weight, month, hour, overlap, full hours, row of "employment listed", variants
    calendar: calendar.Calendar


@dataclass(slots=True, kw_only=True)
class Tables:
    """A plan with its arrays. ``rows`` says in which row of the program each fact stands."""

    plan: CompiledPlan
    scale: Scale
    rows: dict[Any, int]
    bases: tuple[Possible, ...]
    sures: tuple[Sure, ...]
    services: tuple[str, ...]
    variants: tuple[Variant, ...]
    groups: tuple[Group, ...]
    studies: tuple[Study | Toward | Unclear, ...]
    runs: Ints  # for each meter of a sure quantity with several thresholds: its first row, and the row after its last
    measured: int  # the rows of meters
    measures: Measures
    operations: NDArray[np.int32]
    starts: NDArray[np.int32]
    children: NDArray[np.int32]
    met: Ints  # for each class: rows of the lower and the upper bound
    possible: Ints


def tables(plan: CompiledPlan) -> Tables:
    """The plan as arrays."""
    scale = scale_of(plan.policy)
    facts = plan.program.facts
    found = meters.of_facts(facts)
    sures = tuple(sorted({key.of for key in found if isinstance(key.of, Sure)}, key=_by_title))
    known = {key.of for key in found if isinstance(key.of, Possible)}
    possibles = [*known, *(sure.possible for sure in sures)]
    services = tuple(sorted({name for each in possibles for _, name in each.services}))
    variants = tuple(sorted({_variant(each) for each in possibles}, key=repr))
    weighings = tuple(sorted({_weighing(each, plan) for each in possibles}))
    bases = tuple(sorted(known, key=lambda each: (variants.index(_variant(each)), _by_days(_weighing(each, plan)))))
    windows = _windows([_weighing(each, plan) for each in bases])
    groups = tuple(sorted({key.group for key in found if key.group is not None}, key=repr))
    rows, runs, measured = _rows(facts, found)
    order = _order(plan.program)
    place = _places(plan, rows, order)
    scales, to_date = (scale.month, scale.hour), plan.policy.month_rule != "touch15"
    base_meters, sure_meters = (
        meters.lay_out(each, found, groups, rows, scales, to_date=to_date) for each in (bases, sures)
    )
    passing, certain = _kinds(variants)
    program = plan.program
    return Tables(
        plan=plan,
        scale=scale,
        rows=rows,
        bases=bases,
        sures=sures,
        services=services,
        variants=variants,
        groups=groups,
        studies=tuple(fact for fact in facts if isinstance(fact, OF_STUDY)),
        runs=runs,
        measured=measured,
        measures=Measures(
            weighings=_ints([list(each) for each in weighings], 4),
            **_lines(bases, windows, variants, plan),
            variant=np.array([variants.index(_variant(each)) for each in bases], np.int64),
            weighing=np.array([weighings.index(_weighing(each, plan)) for each in bases], np.int64),
            starts=base_meters.starts,
            kinds=base_meters.kinds,
            thresholds=base_meters.thresholds,
            sures=_flat(
                SURE,
                [
                    [*meters_of, weighings.index(_weighing(each.possible, plan))]
                    for each, meters_of in zip(sures, pairwise(sure_meters.starts.tolist()), strict=True)
                ],
            ),
            sure_meters=_flat(
                METER,
                [
                    [group, lenient, first, after, row]
                    for (group, lenient, first, row), (*_, after, _) in pairwise(sure_meters.kinds.tolist())
                ],
            ),
            sure_variant=np.array([variants.index(_variant(each.possible)) for each in sures], np.int64),
            sure_least=np.ascontiguousarray(sure_meters.thresholds[:, 0]),
            sure_thresholds=sure_meters.thresholds,
            passing=passing,
            certain=certain,
            rules=_month_rules(bases, sures, plan.policy),
            numbers=np.array(
                [
                    scale.full,
                    scale.month,
                    scale.hour,
                    OVERLAPS[plan.policy.overlap],
                    scale.full_hours,
                    rows.get(LISTED, -1),
                    len(variants),
                ],
                np.int64,
            ),
            calendar=calendar.tables(),
        ),
        operations=np.array([program.operations[number] for number in order], np.int32),
        starts=np.cumsum([0, *(len(_children(program, number)) for number in order)]).astype(np.int32),
        children=place[_joined([_children(program, number) for number in order])].astype(np.int32),
        met=place[_ints([list(each) for each in plan.met], 2)],
        possible=place[_ints([list(each) for each in plan.possible], 2)],
    )


def _month_rules(bases: tuple[Possible, ...], sures: tuple[Sure, ...], policy: Policy) -> touching.Rules:
    several = [bases, [sure.possible for sure in sures]] if policy.month_rule == "touch15" else [[], []]
    return touching.Rules(*(np.array([touching.RULES[each.days] for each in part], np.int64) for part in several))


def _flat(width: int, rows: list[list[int]]) -> NDArray[np.int32]:
    """Rows one after the other, each of this width: what the kernel reads most is read fastest so."""
    return np.array([(*row, *[0] * (width - len(row))) for row in rows], np.int32).reshape(-1)


def _ints(rows: list[list[int]], width: int) -> Ints:
    return np.array(rows, np.int64).reshape(len(rows), width)


def _rows(facts: tuple[Any, ...], found: dict[Any, list[tuple[Any, bool, Any]]]) -> tuple[dict[Any, int], Ints, int]:
    """Rows for all facts: those of meters first, the thresholds of one meter in order, one after the other."""
    rows: dict[Any, int] = {}
    runs = []
    for key, thresholds in found.items():
        first = 2 + len(rows)
        rows.update({fact: first + number for number, (_, _, fact) in enumerate(thresholds)})
        if len(thresholds) > 1 and isinstance(key.of, Sure):
            runs.append([first, first + len(thresholds)])
    measured = len(rows)
    for fact in sorted(facts, key=lambda each: isinstance(each, Told)):  # what is told of as a whole comes last
        rows.setdefault(fact, 2 + len(rows))
    return rows, _ints(runs, 2), measured


def _children(program: Program, number: int) -> tuple[int, ...]:
    return program.children[program.starts[number] : program.starts[number + 1]]


def _joined(several: list[tuple[int, ...]]) -> Ints:
    return np.array([each for part in several for each in part], np.int64)


def _order(program: Program) -> list[int]:
    """The nodes in an order in which those of one kind follow each other, children still before parents.

    A processor guesses what comes next: it guesses right where the same comes again.
    """
    first = 2 + len(program.facts)
    depth = [0] * program.rows
    for number in range(len(program.operations)):
        depth[first + number] = 1 + max(depth[child] for child in _children(program, number))
    return sorted(
        range(len(program.operations)),
        key=lambda number: (depth[first + number], program.operations[number], len(_children(program, number))),
    )


def _places(plan: CompiledPlan, rows: dict[Any, int], order: list[int]) -> Ints:
    """Where each row of the program as it was laid out stands now."""
    program = plan.program
    found = np.arange(program.rows, dtype=np.int64)
    for number, fact in enumerate(program.facts):
        found[2 + number] = rows[fact]
    first = 2 + len(program.facts)
    for place, number in enumerate(order):
        found[first + number] = first + place
    return found


def _by_title(of: Sure) -> tuple[list[str], str]:
    """Quantities of one title stand together, and so does what the kernel reads of them."""
    titles = sorted(title for test in of.tests if isinstance(test, Kind) for title in test.titles)
    return titles, repr((of.possible, sorted(map(repr, of.tests))))


def _variant(of: Possible) -> Variant:
    return Variant(of.supervisory, of.paid, of.services)


def _weighing(of: Possible, plan: CompiledPlan) -> Weighing:
    months = of.within_months
    first = -1 if months is None else window_start(plan.as_of.toordinal(), months) - calendar.FIRST_DAY
    return Weighing(of.in_hours, of.whole_time_only, of.shared, first)


def _by_days(of: Weighing) -> tuple[bool, bool, bool, int]:
    return of.in_hours, of.whole_time_only, of.shared, -of.first_day


def _windows(asked: list[Weighing]) -> dict[tuple[bool, bool], list[int]]:
    """The days asked about, the latest first, for each way to weigh whole jobs."""
    found: dict[tuple[bool, bool], set[int]] = {}
    for each in asked:
        found.setdefault(each[:2], set()).add(each.first_day)
    return {way: sorted(found[way], reverse=True) for way in sorted(found)}


def _lines(
    bases: tuple[Possible, ...],
    windows: dict[tuple[bool, bool], list[int]],
    variants: tuple[Variant, ...],
    plan: CompiledPlan,
) -> dict[str, Any]:
    """Quantities grouped so that each group is laid out once, and the windows they look through."""
    ways = list(windows)
    lines, window = dict[tuple[int, int], int](), []
    for number, each in enumerate(bases):
        weighing = _weighing(each, plan)
        family = 2 * ways.index(weighing[:2]) + weighing.shared
        lines.setdefault((variants.index(_variant(each)), family), number)
        window.append(windows[weighing[:2]].index(weighing.first_day))
    return {
        "families": _ints([[*way, shared, -1] for way in ways for shared in range(2)], 4),
        "window_starts": np.cumsum([0, *map(len, windows.values())]).astype(np.int64),
        "windows": np.array([day for days in windows.values() for day in days], np.int64),
        "lines": _flat(LINE, [*([*line, first] for line, first in lines.items()), [0, 0, len(bases)]]),
        "window": np.array(window, np.uint64),
    }


def _kinds(variants: tuple[Variant, ...]) -> tuple[Words, Words]:
    """For each kind of employment (supervision, pay, verification), the variants it may and certainly does fit."""
    words = max(1, -(-len(variants) // WORD))
    passing, certain = np.zeros((KINDS, words), np.uint64), np.zeros((KINDS, words), np.uint64)
    for kind in range(KINDS):
        supervised, paid, verified = kind // 9, kind // 3 % 3, kind % 3
        for number, each in enumerate(variants):
            asked = [verified, *([supervised] if each.supervisory else []), *([paid] if each.paid else [])]
            bit = np.uint64(1) << np.uint64(number % WORD)
            if min(asked) > 0:
                passing[kind, number // WORD] |= bit
            if min(asked) == 2:
                certain[kind, number // WORD] |= bit
    return passing, certain


def sides(variant: Variant, services: tuple[str, ...]) -> tuple[int, int]:
    """The services a variant leaves out, and those it asks for, as bits."""
    out, asked = (
        sum(1 << services.index(name) for side, name in variant.services if side == each) for each in (OUT, IN)
    )
    return out, asked


__all__ = ["Measures", "Scale", "Tables", "Variant", "sides", "tables"]
