"""Days, months and the arithmetic of time: C1-C6, C37, R1-R5."""

import calendar as gregorian
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

DAWN = date(1940, 1, 1)  # an unknown beginning reaches back this far: longer than any requirement
DAY = timedelta(days=1)
MEAN_MONTH = Fraction("30.4375")


def fraction(number):
    """An exact number from what JSON holds."""
    return Fraction(str(number))


def span(text):
    """The first and the last day an ISO date, perhaps partial, may mean (C1)."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts), date(*parts)
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    year, month = parts
    return date(year, month, 1), date(year, month, gregorian.monthrange(year, month)[1])


def plus_months(day, months):
    """The same day of the month so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


def window(as_of, months):
    """The days of the last so many months, ``as_of`` included (R15)."""
    first = plus_months(as_of + DAY, -int(months))
    return days(first, as_of)


@lru_cache(maxsize=50_000)
def days(first, last):
    """Every day from first to last, both included, as a set (C2)."""
    return frozenset(range(first.toordinal(), last.toordinal() + 1))


def worked_days(job, as_of, month_dates, *, wide):
    """The days of an employment read widely or narrowly, none after ``as_of`` (C1, C2)."""
    if not wide and ("end" not in job or job.get("start") is None):
        return frozenset()  # an absent key: the lower bound is 0
    starts = span(job["start"]) if job.get("start") is not None else (DAWN, as_of)
    ends = span(job["end"]) if job.get("end") is not None else (as_of, as_of)
    if month_dates == "whole":
        starts, ends = (starts[0], starts[0]), (ends[1], ends[1])
    elif month_dates == "subtract":
        whole_day = job.get("end") is None or len(job["end"]) == 10
        starts = (starts[0], starts[0])
        ends = ends if whole_day else (ends[0] - DAY, ends[0] - DAY)
    return days(starts[0], min(ends[1], as_of)) if wide else days(starts[1], min(ends[0], as_of))


def weight(hours, policy):
    """What a week of so many hours is of full time: R1, R2, C5. More than full time is full time."""
    full = fraction(policy.get("full_time_hours", 40))
    if hours >= full:
        return Fraction(1)
    if policy.get("month_rule") == "hours_173":
        return min(Fraction(1), hours * max(Fraction(52, 12), Fraction("4.35")) / Fraction("173.33"))
    return hours / full


def months(spells, policy):
    """Months of ``spells``, pairs of (days, weight), some of which may overlap (C3-C6)."""
    key = policy.get("month_rule", "exact"), policy.get("overlap", "union")
    return _months(tuple(spells), *key)


@lru_cache(maxsize=50_000)
def _months(spells, month_rule, overlap):
    by_day = daily(spells, overlap, Fraction(1))
    if month_rule == "touch15":
        return _touched(by_day)
    return sum((by_day[first] * _whole(first, last) for first, last in _runs(by_day)), Fraction(0))


def partition(sets):
    """Days by the sets they lie in: pairs of (days, the positions of those sets)."""
    cells = [(frozenset().union(*sets), ())]
    for at, each in enumerate(sets):
        cells = [(cell & each, (*members, at)) for cell, members in cells] + [(c - each, m) for c, m in cells]
        cells = [(cell, members) for cell, members in cells if cell]
    return cells


def together(weights, overlap, full):
    """What employments of one day weigh: the largest, or their sum, perhaps at most full time (C6)."""
    if overlap == "union":
        return max(weights, default=Fraction(0))
    return min(sum(weights, Fraction(0)), full) if overlap == "sum_capped" else sum(weights, Fraction(0))


def daily(spells, overlap, full):
    """What each day weighs, of spells that may overlap (C6)."""
    by_day = {}
    for cell, members in partition([worked for worked, _ in spells]):
        by_day |= dict.fromkeys(cell, together([spells[at][1] for at in members], overlap, full))
    return by_day


def _runs(by_day):
    """Stretches of consecutive days of one weight."""
    first = previous = None
    for day in sorted(by_day):
        if previous is not None and (day != previous + 1 or by_day[day] != by_day[previous]):
            yield first, previous
            first = day
        first, previous = (day if first is None else first), day
    if previous is not None:
        yield first, previous


@lru_cache(maxsize=50_000)
def _whole(first, last):
    """Whole months from date to date, then the remaining days by the mean month (C3)."""
    start, end = date.fromordinal(first), date.fromordinal(last) + DAY
    count = 0
    while plus_months(start, count + 1) <= end:
        count += 1
    return count + Fraction((end - plus_months(start, count)).days) / MEAN_MONTH


def _touched(by_day):
    """A calendar month of 15 worked days counts once, times the mean weight of those days (C4)."""
    by_month = {}
    for day, weighs in by_day.items():
        if weighs:
            when = date.fromordinal(day)
            by_month.setdefault((when.year, when.month), []).append(weighs)
    return sum((sum(each) / len(each) for each in by_month.values() if len(each) >= 15), Fraction(0))


def hours(spells, policy):
    """Hours of ``spells``, pairs of (days, hours a week): days / 7 x hours (C37)."""
    full = fraction(policy.get("full_time_hours", 40))
    return sum(daily(spells, policy.get("overlap", "union"), full).values(), Fraction(0)) / 7


class Hours(Fraction):
    """A shortfall in hours (C37)."""


def cheapest(shorts):
    """The smallest shortfall; hours as the months of full-time work they come to."""
    known = [short for short in shorts if short is not None]
    return min(known, key=lambda short: short / fraction(173.33) if isinstance(short, Hours) else short, default=None)
