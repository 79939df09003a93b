"""Employments read: the days certainly and possibly worked, and how they weigh (C1, C2, C5)."""

from __future__ import annotations

from typing import Any

import numpy as np

from meritplan.screening.compiled import kernel

MOST_JOBS = 56  # as bits of a word, beside a byte
UNKNOWN = -(2**30)
NEARLY = 1e-9


@kernel
def held(there: Any, at: int) -> Any:
    """Whether a value is there."""
    return len(there) == 0 or (there[at >> 3] >> np.uint8(at & 7)) & np.uint8(1) != 0


@kernel
def read_days(starts: Any, ends: Any, bounds: Any, days: Any, odd: Any) -> None:
    """The days certainly and possibly worked."""
    start_codes, start_there, start_first = starts[0].data, starts[0].there, starts[0].first
    end_codes, end_there, end_first = ends[0].data, ends[0].there, ends[0].first
    start_days, end_days = starts[1], ends[1]
    dawn, today, latest = bounds[0], bounds[1], bounds[2]
    for n in range(len(days)):
        s = start_codes[start_first + n] if held(start_there, start_first + n) else len(start_days) - 1
        e = end_codes[end_first + n] if held(end_there, end_first + n) else len(end_days) - 1
        # ends before it starts, however its dates are read: neither can be relied on
        printed = start_days[s, 2] != UNKNOWN and end_days[e, 2] != UNKNOWN
        crossed = printed and start_days[s, 2] > end_days[e, 2]
        begun, ended = start_days[s, 0] != UNKNOWN and not crossed, end_days[e, 0] != UNKNOWN and not crossed
        first = np.int64(start_days[s, 0]) if begun else dawn
        last = min(np.int64(end_days[e, 1]), today) if ended else today
        narrow_first = np.int64(start_days[s, 1]) if begun and ended else today + 1
        narrow_last = min(np.int64(end_days[e, 0]), today) if begun and ended else today
        if min(first, last, narrow_first, narrow_last) < 0 or max(first, last, narrow_first, narrow_last) > latest:
            odd[n] = True
            first = last = narrow_first = narrow_last = np.int64(0)
        days[n, 0], days[n, 1], days[n, 2], days[n, 3] = narrow_first, narrow_last, first, last


@kernel
def read_weights(hours: Any, share: Any, constants: Any, weights: Any, shares: Any, odd: Any) -> None:
    """Weights of full time at least and at most, hours a week at least and at most, and the share of the time."""
    hour_data, hour_there, hour_first = hours.data, hours.there, hours.first
    share_data, share_there, share_first = share.data, share.there, share.first
    full, factor, full_hours = constants[0], constants[1], constants[2]
    hundredths, most_hours, whole = constants[3], constants[4], constants[5]
    for n in range(len(weights)):
        low, high, low_hours, high_hours = np.int64(0), full, np.int64(0), full_hours
        if held(hour_there, hour_first + n):
            amount = hour_data[hour_first + n]
            if amount >= 0 and amount <= most_hours:
                parts = np.int64(amount * hundredths + 0.5)
                odd[n] |= abs(amount * hundredths - parts) > NEARLY
                low = high = full if parts >= full_hours else min(parts * factor, full)
                low_hours = high_hours = parts
        weights[n, 0], weights[n, 1], weights[n, 2], weights[n, 3] = low, high, low_hours, high_hours
        shares[n] = whole
        if held(share_there, share_first + n):
            amount = share_data[share_first + n]
            if amount >= 0 and amount <= 1:
                shares[n] = np.int64(amount * whole + 0.5)
                odd[n] |= abs(amount * whole - shares[n]) > NEARLY
            else:
                odd[n] = True  # a share nobody can have: what it was is open


@kernel
def read_kinds(people: Any, paid: Any, checked: Any, performed: Any, enough: int, kinds: Any) -> None:
    """Supervision under the policy's test, pay and verification: each yes (2), unknown (1) or no (0)."""
    people_data, people_there, people_first = people.data, people.there, people.first
    paid_data, paid_there, paid_first = paid.data, paid.there, paid.first
    codes, code_there, code_first, answers = checked[0].data, checked[0].there, checked[0].first, checked[1]
    for n in range(len(kinds)):
        supervised = 1
        if held(people_there, people_first + n):
            amount = people_data[people_first + n]
            if amount <= 0:
                supervised = 0
            elif amount >= enough and (len(performed) == 0 or performed[n]):
                supervised = 2
        pay = 1
        at = paid_first + n
        if held(paid_there, at):
            pay = 2 if (paid_data[at >> 3] >> np.uint8(at & 7)) & np.uint8(1) else 0
        code = codes[code_first + n] if held(code_there, code_first + n) else len(answers) - 1
        kinds[n] = 9 * supervised + 3 * pay + answers[code, 0]


@kernel
def read_odd(begins: Any, ends: Any, odd: Any, irregular: Any) -> None:
    """Mark the people whose employments are out of the ordinary."""
    for person in range(len(irregular)):
        if ends[person] - begins[person] > MOST_JOBS:
            irregular[person] = True
        for n in range(begins[person], ends[person]):
            if odd[n]:
                irregular[person] = True


@kernel
def sort_jobs(
    begins: Any, ends: Any, days: Any, weights: Any, shares: Any, kinds: Any, titles: Any, employers: Any
) -> None:
    """Put the jobs of each person in the order of their first possible day."""
    for person in range(len(begins)):
        for n in range(begins[person] + 1, ends[person]):
            at = n
            while at > begins[person] and days[at - 1, 2] > days[at, 2]:
                for side in range(4):
                    days[at - 1, side], days[at, side] = days[at, side], days[at - 1, side]
                    weights[at - 1, side], weights[at, side] = weights[at, side], weights[at - 1, side]
                shares[at - 1], shares[at] = shares[at], shares[at - 1]
                kinds[at - 1], kinds[at] = kinds[at], kinds[at - 1]
                titles[at - 1], titles[at] = titles[at], titles[at - 1]
                employers[at - 1], employers[at] = employers[at], employers[at - 1]
                at -= 1


@kernel
def fitting(first_job: int, number: int, kinds: Any, employers: Any, passing: Any, allowed: Any, variant: int) -> Any:
    """The jobs of a person that fit a variant."""
    mask = np.uint64(0)
    shift, w = np.uint64(variant & 63), variant >> 6
    for n in range(number):
        fit = passing[kinds[first_job + n], w] & allowed[employers[first_job + n], w]
        mask |= ((fit >> shift) & np.uint64(1)) << np.uint64(n)
    return mask
