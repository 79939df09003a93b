"""Sharing time out between requirements that may not use it twice, solved exactly (R9)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from meritplan.qualification.linear import maximize
from meritplan.qualification.months import FULL, by_calendar_month, dated_months, touched
from meritplan.qualification.overlap import Stretch, timeline

ZERO = Fraction(0)
Row = list[Fraction]
Atom = tuple[Fraction, tuple[Fraction, ...]]
"""Calendar months, and for each requirement the weight these months have there (0: they do not count)."""


def atoms(uses: Sequence[Sequence[Stretch]], month_rule: str, overlap: str) -> list[Atom]:
    """The calendar cut where the weight for any of the requirements changes, equal pieces put together."""
    lines = [timeline(stretches, overlap, FULL) for stretches in uses]
    return _by_month(lines) if month_rule == "touch15" else _by_days(lines)


def _by_days(lines: Sequence[Sequence[Stretch]]) -> list[Atom]:
    cuts = sorted({day for line in lines for first, last, _ in line for day in (first, last + 1)})
    pieces: list[list[int]] = []
    weights: list[tuple[Fraction, ...]] = []
    for first, after in pairwise(cuts):
        weight = tuple(_weight_on(line, first) for line in lines)
        if weights and weights[-1] == weight and pieces[-1][1] == first - 1:
            pieces[-1][1] = after - 1
        elif any(weight):
            pieces.append([first, after - 1])
            weights.append(weight)
    found: dict[tuple[Fraction, ...], Fraction] = defaultdict(Fraction)
    for (first, last), weight in zip(pieces, weights, strict=True):
        found[weight] += dated_months(first, last)
    return [(months, weight) for weight, months in found.items()]


def _weight_on(line: Sequence[Stretch], day: int) -> Fraction:
    return next((weight for first, last, weight in line if first <= day <= last), ZERO)


def _by_month(lines: Sequence[tuple[Stretch, ...]]) -> list[Atom]:
    credited = [_credited(line) for line in lines]
    worked = {month for each in credited for month in each}
    together = Counter(tuple(each.get(month, ZERO) for each in credited) for month in sorted(worked))
    return [(Fraction(months), weight) for weight, months in together.items() if any(weight)]


@lru_cache(maxsize=4096)
def _credited(line: tuple[Stretch, ...]) -> dict[tuple[int, int], Fraction]:
    """What each calendar month counts under ``touch15``; a history is laid beside thousands of patterns."""
    return {month: touched(days) for month, days in by_calendar_month(line).items()}


def most_beside(pieces: Sequence[Atom], needs: Sequence[Fraction]) -> Fraction | None:
    """The most months of the first use, when the other uses must have their needs from other months.

    The other uses may share months with each other (they are conditions on the same history, not sums).
    """
    number = len(pieces)
    rows = [[Fraction(int(k % number == n)) for k in range(2 * number)] for n in range(number)]
    limits = [FULL] * number
    for use, need in enumerate(needs, start=1):
        rows.append([*([ZERO] * number), *(-(months * weight[use]) for months, weight in pieces)])
        limits.append(-need)
    goal = [*(months * weight[0] for months, weight in pieces), *([ZERO] * number)]
    return maximize(goal, rows, limits)


def most_hours_beside(pieces: Sequence[Atom], needs: Sequence[Fraction]) -> Fraction | None:
    """The same for time instead of months: an hour serves one purpose, the other hours of its month another.

    Unknowns for each piece: the time given, the time kept for the others, and what each of these counts of it.
    """
    width = (2 + len(needs)) * len(pieces)
    rows: list[Row] = []
    limits: list[Fraction] = []

    def limit(values: dict[int, Fraction], most: Fraction) -> None:
        row = [ZERO] * width
        for place, value in values.items():
            row[place] = value
        rows.append(row)
        limits.append(most)

    for n, (months, weight) in enumerate(pieces):
        given, kept = n, len(pieces) + n
        limit({given: FULL}, months * weight[0])
        limit({given: FULL, kept: FULL}, months * max(weight))
        for use in range(1, len(needs) + 1):
            limit({_place(use, n, pieces): FULL, kept: -FULL}, ZERO)
            limit({_place(use, n, pieces): FULL}, months * weight[use])
    for use, need in enumerate(needs, start=1):
        limit({_place(use, n, pieces): -FULL for n in range(len(pieces))}, -need)
    return maximize([FULL if place < len(pieces) else ZERO for place in range(width)], rows, limits)


def _place(use: int, piece: int, pieces: Sequence[Atom]) -> int:
    return (1 + use) * len(pieces) + piece
