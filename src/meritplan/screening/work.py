"""Stretches of work laid over each other, in whole numbers: what they come to in months or hours (R4, C3, C6)."""

from __future__ import annotations

from typing import Any

import numpy as np

from meritplan.screening.calendar import DAY, MONTH
from meritplan.screening.compiled import inlined, kernel

MOST_LEFT_OUT = 40


@inlined
def dated(first: int, last: int, calendar: Any) -> Any:
    """Parts of a month from one day to another, both included: whole months, then the days left over."""
    after = last + 1
    month = np.int64(calendar.days[after] >> 5)
    begun = np.int64(calendar.days[first])
    whole, day = month - (begun >> 5), begun & 31
    later = calendar.months[month, 0] + min(day, np.int64(calendar.months[month, 1])) - 1
    if later > after:
        whole -= 1
        later = calendar.months[month - 1, 0] + min(day, np.int64(calendar.months[month - 1, 1])) - 1
    return whole * MONTH + DAY * np.int64(after - later)


@kernel
def joined(line: Any, number: int) -> Any:
    """Whether stretches in order touch or overlap: then they do not simply add up."""
    for n in range(1, number):
        if line[n, 0] <= line[n - 1, 1] + 1:
            return True
    return False


@kernel
def worked(line: Any, number: int, laid: Any, calendar: Any, overlap: int, full: int, in_hours: int) -> Any:
    """Work of some stretches (first day, last day, weight; in order) laid over each other."""
    total = np.int64(0)
    for n in range(laid_over(line, number, laid, overlap, full)):
        first, last, weight = laid[n, 0], laid[n, 1], laid[n, 2]
        total += ((last - first + 1) if in_hours else dated(first, last, calendar)) * weight
    return total


@kernel
def laid_over(line: Any, number: int, laid: Any, overlap: int, full: int) -> Any:
    """Stretches in order as stretches that do not overlap, each as long as its weight lasts; their number."""
    clash = False
    for n in range(1, number):
        if line[n, 0] <= line[n - 1, 1]:
            clash = True
    if clash:
        number = _swept(line, number, laid, overlap, full)
    else:
        for n in range(number):
            laid[n, 0], laid[n, 1], laid[n, 2] = line[n, 0], line[n, 1], line[n, 2]
    found = 0
    for n in range(number):
        if found > 0 and laid[n, 0] == laid[found - 1, 1] + 1 and laid[n, 2] == laid[found - 1, 2]:
            laid[found - 1, 1] = laid[n, 1]
        else:
            laid[found, 0], laid[found, 1], laid[found, 2] = laid[n, 0], laid[n, 1], laid[n, 2]
            found += 1
    return found


@kernel
def _swept(line: Any, number: int, laid: Any, overlap: int, full: int) -> Any:
    """Overlapping stretches as disjoint ones; between two days on which something changes the weight is constant."""
    cuts = laid[:, 3]
    count = 0
    for n in range(number):
        for side in range(2):
            day = line[n, side] + side
            at = count
            while at > 0 and cuts[at - 1] > day:
                cuts[at] = cuts[at - 1]
                at -= 1
            cuts[at] = day
            count += 1
    found = 0
    for c in range(count - 1):
        first, after = cuts[c], cuts[c + 1]
        if first == after:
            continue
        largest: Any = np.int64(0)
        total: Any = np.int64(0)
        for n in range(number):
            if line[n, 0] > first:
                break
            if line[n, 1] >= first:
                total += line[n, 2]
                largest = max(largest, line[n, 2])
        if largest == 0:
            continue
        weight = largest
        if overlap == 1:
            weight = min(total, max(full, largest))
        elif overlap == 2:
            weight = total
        laid[found, 0] = first
        laid[found, 1] = after - 1
        laid[found, 2] = weight
        found += 1
    return found


@kernel
def lined_up(
    days: Any, weights: Any, shares: Any, begin: int, mask: Any, side: int, weighing: Any, full: int, line: Any
) -> Any:
    """The stretches of the jobs in the mask, in order, as a quantity weighs them; their number.

    ``side`` is 0 for what is certain and 1 for what is possible.
    """
    number = 0
    while mask != 0:
        j = begin
        bit = mask & (~mask + np.uint64(1))
        mask ^= bit
        while bit != np.uint64(1):
            bit >>= np.uint64(1)
            j += 1
        first, last = np.int64(days[j, 2 * side]), np.int64(days[j, 2 * side + 1])
        weight: Any = np.int64(weights[j, side + 2 * weighing[0]])
        if weighing[1] and not weighing[0]:
            weight = full if weight >= full else np.int64(0)
        weight *= shares[j] if weighing[2] else np.int64(10_000)
        first = max(first, weighing[3])
        if weight <= 0 or first > last:
            continue
        at = number
        while at > 0 and (
            line[at - 1, 0] > first
            or (
                line[at - 1, 0] == first
                and (line[at - 1, 1] > last or (line[at - 1, 1] == last and line[at - 1, 2] > weight))
            )
        ):
            line[at, 0], line[at, 1], line[at, 2] = line[at - 1, 0], line[at - 1, 1], line[at - 1, 2]
            at -= 1
        line[at, 0], line[at, 1], line[at, 2] = first, last, weight
        number += 1
    return number


@kernel
def leaving_out(
    line: Any, number: int, found: int, laid: Any, trials: Any, calendar: Any, overlap: int, full: int
) -> Any:
    """The most that some of the stretches come to: one is left out as long as that makes it more."""
    kept, trial = trials[0], trials[1]
    for n in range(number):
        kept[n, 0], kept[n, 1], kept[n, 2] = line[n, 0], line[n, 1], line[n, 2]
    best = found
    while number > 1:
        value: Any = np.int64(-1)
        dropped = 0
        for n in range(number):
            for k in range(number - 1):
                other = k if k < n else k + 1
                trial[k, 0], trial[k, 1], trial[k, 2] = kept[other, 0], kept[other, 1], kept[other, 2]
            without = worked(trial, number - 1, laid, calendar, overlap, full, 0)
            if without > value:
                value, dropped = without, n
        if value <= best:
            break
        best = value
        for n in range(dropped, number - 1):
            kept[n, 0], kept[n, 1], kept[n, 2] = kept[n + 1, 0], kept[n + 1, 1], kept[n + 1, 2]
        number -= 1
    return best
