"""Months of experience under a jurisdiction's month rule (R1, R2, R5; C3 to C5), in exact fractions.

>>> from datetime import date
>>> day = lambda text: date.fromisoformat(text).toordinal()
>>> dated_months(day("2025-02-15"), day("2026-02-14"))
Fraction(12, 1)
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from meritplan.qualification.dates import months_later
from meritplan.qualification.overlap import Stretch, timeline

MEAN_MONTH = Fraction("30.4375")
HOURS_A_MONTH = Fraction("173.33")  # 2 CCR 171.1
WEEKS_A_MONTH = max(Fraction(52, 12), Fraction("4.35"))  # the greater of the two methods, 2 CCR 171.1
FULL = Fraction(1)
TOUCH = 15


def weekly_weight(hours: Fraction, full_time: Fraction, month_rule: str) -> Fraction:
    """What a week of so many hours is of full time, never more than 1.

    Under ``hours_173`` full-time work goes by the calendar and only part-time work by the formula: the formula
    would make 12.05 months of a full-time year.
    """
    if hours >= full_time:
        return FULL
    if month_rule == "hours_173":
        return min(FULL, hours * WEEKS_A_MONTH / HOURS_A_MONTH)
    return hours / full_time


@lru_cache(maxsize=1 << 16)
def dated_months(first: int, last: int) -> Fraction:
    """Whole months from date to date, and the days left over divided by 30.4375 (C3). Both days included."""
    start, after = date.fromordinal(first), date.fromordinal(last + 1)
    whole = (after.year - start.year) * 12 + after.month - start.month
    if months_later(first, whole) > last + 1:
        whole -= 1
    return whole + (last + 1 - months_later(first, whole)) / MEAN_MONTH


def months(stretches: Sequence[Stretch], month_rule: str, overlap: str) -> Fraction:
    """Months of work laid over each other under the overlap rule."""
    line = timeline(stretches, overlap, FULL)
    if month_rule == "touch15":
        return sum((touched(days) for days in by_calendar_month(line).values()), Fraction(0))
    return sum((dated_months(first, last) * weight for first, last, weight in line), Fraction(0))


def hours(stretches: Sequence[Stretch], overlap: str, full_time: Fraction) -> Fraction:
    """Hours of work, the weights being hours a week: days / 7 x hours (C37)."""
    line = timeline(stretches, overlap, full_time)
    return sum(((last - first + 1) * weight / 7 for first, last, weight in line), Fraction(0))


def by_calendar_month(line: Sequence[Stretch]) -> dict[tuple[int, int], list[tuple[int, Fraction]]]:
    """For each calendar month the worked days, as pairs of a number of days and their weight."""
    found: dict[tuple[int, int], list[tuple[int, Fraction]]] = defaultdict(list)
    for first, last, weight in line:
        for month, days in _months_of(first, last):
            found[month].append((days, weight))
    return found


def _months_of(first: int, last: int) -> Iterator[tuple[tuple[int, int], int]]:
    while first <= last:
        day = date.fromordinal(first)
        following = months_later(first - day.day + 1, 1)
        yield (day.year, day.month), min(last + 1, following) - first
        first = following


def touched(days: Sequence[tuple[int, Fraction]]) -> Fraction:
    """What a calendar month counts under ``touch15``: the mean weight of its days if they are 15 at least (C4)."""
    number = sum(count for count, _ in days)
    if number < TOUCH:
        return Fraction(0)
    return sum((count * weight for count, weight in days), Fraction(0)) / number


def touched_bounds(
    sure: Sequence[Stretch], possible: Sequence[Stretch], extra: Sequence[Stretch], overlap: str
) -> tuple[Fraction, Fraction]:
    """The least and the most ``touch15`` can give when only some of the work is certain.

    A month's credit is the mean weight of its days (C4), so uncertain part-time days may lower it: the least
    takes them in (``extra``, at their lowest weights), the most leaves them out.
    """
    low, high = by_calendar_month(timeline(sure, overlap, FULL)), by_calendar_month(timeline(possible, overlap, FULL))
    added = by_calendar_month(timeline(extra, overlap, FULL))
    least = sum((_least(days, added.get(month, [])) for month, days in low.items()), Fraction(0))
    most = sum((_most(days, low.get(month, [])) for month, days in high.items()), Fraction(0))
    return least, most


def _least(sure: Sequence[tuple[int, Fraction]], extra: Sequence[tuple[int, Fraction]]) -> Fraction:
    credit = touched(sure)
    number, total = sum(count for count, _ in sure), sum((count * weight for count, weight in sure), Fraction(0))
    if number < TOUCH:
        return Fraction(0)
    for count, weight in sorted(extra, key=lambda pair: pair[1]):
        if weight >= total / number:
            break
        number, total = number + count, total + count * weight
        credit = min(credit, total / number)
    return credit


def _most(possible: Sequence[tuple[int, Fraction]], sure: Sequence[tuple[int, Fraction]]) -> Fraction:
    """The mean of the best fifteen days that could be there, or of the certain ones if that is more."""
    if sum(count for count, _ in possible) < TOUCH:
        return Fraction(0)
    need, total = max(TOUCH, 1), Fraction(0)
    for count, weight in sorted(possible, key=lambda pair: -pair[1]):
        taken = min(count, need)
        total, need = total + taken * weight, need - taken
    return max(total / TOUCH, touched(sure))
