"""Months of work under the month rule ``touch15``: what each calendar month of a history counts (C4).

A month with fewer than fifteen days of work counts nothing, any other the mean weight of its days. What may count is
at most the mean of the best fifteen days there may be; what certainly counts is lowered by uncertain days of less
weight. Means of days are fractions: their parts below a whole number are kept by what they are parts of, and added up
exactly at the end.
"""

from __future__ import annotations

from math import lcm
from typing import Any, NamedTuple

import numpy as np

from meritplan.screening.amounts import ENOUGH, WHOLE
from meritplan.screening.calendar import MONTH
from meritplan.screening.compiled import kernel
from meritplan.screening.employment import MOST_JOBS, fitting
from meritplan.screening.lanes import LANES, SURE
from meritplan.screening.work import laid_over, lined_up, worked

TOUCH = 15
MEAN, BEST, LEAST, ANY = 0, 1, 2, 3
RULES = {"": MEAN, "best": BEST, "least": LEAST, "any": ANY}
LONGEST = 31
TOGETHER = lcm(*range(TOUCH, LONGEST + 1))
KEPT = 24  # quantities of one person remembered


class Rules(NamedTuple):
    """How each quantity counts a month; both empty under another month rule."""

    possible: Any
    sure: Any


class Room(NamedTuple):
    """Room to work in, one for each thread."""

    line: Any
    laid: Any
    other_line: Any
    other_laid: Any
    days: Any  # days of one month, with their weights
    rest: Any  # what is left over of each mean, by what it is parts of
    masks: Any  # quantities of one person: their jobs, weighing and rule, and what they come to
    values: Any


def room() -> Room:
    """Room for one thread."""
    return Room(
        line=np.empty((MOST_JOBS, 3), np.int64),
        laid=np.empty((2 * MOST_JOBS, 4), np.int64),
        other_line=np.empty((MOST_JOBS, 3), np.int64),
        other_laid=np.empty((2 * MOST_JOBS, 4), np.int64),
        days=np.empty((4 * MOST_JOBS, 2), np.int64),
        rest=np.zeros(LONGEST + 1, np.int64),
        masks=np.zeros(KEPT, np.uint64),
        values=np.zeros((KEPT, 3), np.int64),
    )


@kernel
def counted(total: int, number: int, room: Any) -> Any:
    """The mean weight of some days of a month, in whole numbers; the rest is kept."""
    if number < TOUCH:
        return np.int64(0)
    found = total * MONTH // number
    left = total * MONTH - found * number
    if left:
        common, other = left, number
        while other:
            common, other = other, common % other
        if number // common <= LONGEST:
            room.rest[number // common] += left // common
    return found


@kernel
def together(room: Any) -> Any:
    """What the rests come to in whole numbers."""
    found = np.int64(0)
    for n in range(2, LONGEST + 1):
        if room.rest[n]:
            found += room.rest[n] // n * TOGETHER
            found += room.rest[n] % n * (np.int64(TOGETHER) // n)
            room.rest[n] = 0
    return found // TOGETHER


@kernel
def best_of(days: Any, number: int) -> Any:
    """The sum of the weights of the fifteen heaviest days."""
    left, total = np.int64(TOUCH), np.int64(0)
    while left > 0:
        heaviest = -1
        for n in range(number):
            if days[n, 0] > 0 and (heaviest < 0 or days[n, 1] > days[heaviest, 1]):
                heaviest = n
        taken = min(left, days[heaviest, 0])
        total += taken * days[heaviest, 1]
        left -= taken
        days[heaviest, 0] = 0
    return total


@kernel
def month_counted(days: Any, number: int, rule: int, room: Any) -> Any:
    """What one calendar month counts, its days given as numbers and weights."""
    several, total = np.int64(0), np.int64(0)
    for n in range(number):
        several += days[n, 0]
        total += days[n, 0] * days[n, 1]
    if several < TOUCH:
        return np.int64(0)
    if rule == BEST and number > 1:
        return counted(best_of(days, number), TOUCH, room)
    return counted(total, several, room)


@kernel
def touched(laid: Any, number: int, rule: int, calendar: Any, room: Any) -> Any:
    """What stretches that do not overlap count, month by month."""
    days, found, held, month = room.days, np.int64(0), 0, np.int64(-1)
    for n in range(number):
        day, last, weight = laid[n, 0], laid[n, 1], laid[n, 2]
        while day <= last:
            now = np.int64(calendar.days[day] >> 5)
            begin, length = np.int64(calendar.months[now, 0]), np.int64(calendar.months[now, 1])
            if now != month:
                found += month_counted(days, held, rule, room)
                month, held = now, 0
            if day == begin and last >= begin + length - 1:  # whole months, one after the other
                until = np.int64(calendar.days[last + 1] >> 5)
                found += (until - now) * weight * MONTH
                day, month = np.int64(calendar.months[until, 0]), np.int64(-1)
                continue
            stop = min(last, begin + length - 1)
            days[held, 0], days[held, 1] = stop - day + 1, weight
            held += 1
            day = stop + 1
    found += month_counted(days, held, rule, room)
    return found + together(room)


@kernel
def least_touched(laid: Any, number: int, other: Any, others: int, calendar: Any, room: Any) -> Any:
    """What stretches certainly count where uncertain ones (``other``) may lower the mean of their months."""
    days, found = room.days, np.int64(0)
    month, last = np.int64(calendar.days[laid[0, 0]] >> 5), np.int64(calendar.days[laid[number - 1, 1]] >> 5)
    while month <= last:
        begin = np.int64(calendar.months[month, 0])
        end = begin + np.int64(calendar.months[month, 1]) - 1
        several, total = np.int64(0), np.int64(0)
        for n in range(number):
            shared = min(laid[n, 1], end) - max(laid[n, 0], begin) + 1
            if shared > 0:
                several += shared
                total += shared * laid[n, 2]
        if several >= TOUCH:
            held = 0
            for n in range(others):
                shared = min(other[n, 1], end) - max(other[n, 0], begin) + 1
                if shared > 0:
                    days[held, 0], days[held, 1] = shared, other[n, 2]
                    held += 1
            several, total = lowered(several, total, days, held)
            found += counted(total, several, room)
        month += 1
    return found + together(room)


@kernel
def lowered(several: int, total: int, days: Any, held: int) -> Any:
    """Some days with those added that lower their mean, the lightest first."""
    while True:
        lightest = -1
        for n in range(held):
            if days[n, 0] > 0 and (lightest < 0 or days[n, 1] < days[lightest, 1]):
                lightest = n
        if lightest < 0 or days[lightest, 1] * several >= total:
            return several, total
        several += days[lightest, 0]
        total += days[lightest, 0] * days[lightest, 1]
        days[lightest, 0] = 0


@kernel
def uncertain(
    first_job: int, number: int, fit: Any, certain: Any, days: Any, weights: Any, shares: Any, weighing: Any,
    full: int, line: Any,
) -> Any:  # fmt: skip
    """The stretches that may count but do not for certain, or not as they stand, at the least weight they may have."""
    found = 0
    for n in range(number):
        if (fit >> np.uint64(n)) & np.uint64(1) == 0:
            continue
        j = first_job + n
        share = np.int64(shares[j]) if weighing[2] else np.int64(WHOLE)
        low: Any = np.int64(weights[j, 0])
        high: Any = np.int64(weights[j, 1])
        if weighing[1]:
            low, high = full if low >= full else np.int64(0), full if high >= full else np.int64(0)
        low, high = low * share, high * share
        since = weighing[3]
        first, last = max(np.int64(days[j, 2]), since), np.int64(days[j, 3])
        sure_first, sure_last = max(np.int64(days[j, 0]), since), np.int64(days[j, 1])
        if high <= 0 or first > last:
            continue
        there = low > 0 and sure_first <= sure_last
        same = there and low == high and first == sure_first and last == sure_last
        if same and (certain >> np.uint64(n)) & np.uint64(1):
            continue
        weight = low if there else high
        at = found
        while at > 0 and line[at - 1, 0] > first:
            line[at, 0], line[at, 1], line[at, 2] = line[at - 1, 0], line[at - 1, 1], line[at - 1, 2]
            at -= 1
        line[at, 0], line[at, 1], line[at, 2] = first, last, weight
        found += 1
    return found


@kernel
def amount(
    mask: Any, side: int, rule: int, fit: Any, first_job: int, number: int, jobs: Any, weighing: Any, numbers: Any,
    calendar: Any, room: Any,
) -> Any:  # fmt: skip
    """What the jobs of a mask come to."""
    full, overlap = numbers[0], numbers[3]
    line, laid = room.line, room.laid
    count = lined_up(jobs.days, jobs.weights, jobs.shares, first_job, mask, side, weighing, full, line)
    if count == 0:
        return np.int64(0)
    if rule == ANY:
        return np.int64(1)
    if weighing[0]:
        return worked(line, count, laid, calendar, overlap, numbers[4] * WHOLE, 1)
    count = laid_over(line, count, laid, overlap, full * WHOLE)
    if rule != LEAST:
        return touched(laid, count, rule, calendar, room)
    others = uncertain(
        first_job, number, fit, mask, jobs.days, jobs.weights, jobs.shares, weighing, full, room.other_line
    )
    if others == 0:
        return touched(laid, count, MEAN, calendar, room)
    others = laid_over(room.other_line, others, room.other_laid, overlap, full * WHOLE)
    return least_touched(laid, count, room.other_laid, others, calendar, room)


@kernel
def possible_months(
    begin: int, end: int, jobs: Any, study: Any, measures: Any, learned: Any, amounts: Any, added: Any, slack: Any,
    bits: Any, room: Any, rows: Any, word: int,
) -> None:  # fmt: skip
    """What 64 people may have of each quantity, and what their study changes."""
    rules, weighings, numbers, calendar = measures.rules, measures.weighings, measures.numbers, measures.calendar
    masks, values = room.masks, room.values
    for person in range(begin, end):
        lane = person - begin
        for g in range(len(added)):
            added[g, lane] = learned.changes[g, study[person]]
        slack[lane] = 0
        if not jobs.listed[person]:  # who lists no employment may have any
            for b in range(len(measures.variant)):
                amounts[LANES * b + lane] = ENOUGH
            continue
        if numbers[5] >= 0:
            rows[numbers[5], word] |= bits[lane]
        first_job = np.int64(jobs.begins[person])
        number: Any = min(np.int64(jobs.ends[person]) - first_job, MOST_JOBS)
        kept = 0
        for b in range(len(measures.variant)):
            mask = fitting(
                first_job, number, jobs.kinds, jobs.employers, measures.passing, learned.employer_variants,
                measures.variant[b],
            )  # fmt: skip
            at, rule = measures.weighing[b], rules.possible[b]
            known = -1
            for n in range(kept):
                if masks[n] == mask and values[n, 0] == at and values[n, 1] == rule:
                    known = n
            if known < 0:
                found = amount(mask, 1, rule, mask, first_job, number, jobs, weighings[at], numbers, calendar, room)
                known = min(kept, KEPT - 1)
                kept = known + 1
                masks[known] = mask
                values[known, 0], values[known, 1], values[known, 2] = at, rule, found
            amounts[LANES * b + lane] = values[known, 2]


@kernel
def sure_months(
    s: int, mask: Any, first_job: int, number: int, jobs: Any, measures: Any, learned: Any, room: Any
) -> Any:
    """What certainly counts of the jobs of a mask."""
    fit = fitting(
        first_job, number, jobs.kinds, jobs.employers, measures.passing, learned.employer_variants,
        measures.sure_variant[s],
    )  # fmt: skip
    weighing = measures.weighings[measures.sures[SURE * s + 2]]
    return amount(
        mask, 0, measures.rules.sure[s], fit, first_job, number, jobs, weighing, measures.numbers,
        measures.calendar, room,
    )  # fmt: skip
