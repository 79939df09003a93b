"""From job histories and study to facts: which lengths are reached, for certain and possibly.

These functions are compiled by numba where it is installed and run as they are where it is not; both give the same
whole numbers. They work on plain arrays (see :mod:`meritplan.screening.tables` and ``people``) and set one bit for a
person in the row of each fact that holds.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from meritplan.screening.compiled import kernel

MOST_JOBS = 63
MOST_LEFT_OUT = 40
NEVER = 2**62
VARIANTS = 256


@kernel
def dated(first: int, last: int, calendar: Any) -> Any:
    """Parts of a month from one day to another, both included: whole months, then the days left over."""
    month, day, month_first, month_length = calendar
    after = last + 1
    whole = month[after] - month[first]
    later = month_first[month[after]] + min(day[first], month_length[month[after]]) - 1
    if later > after:
        whole -= 1
        at = month[after] - 1
        later = month_first[at] + min(day[first], month_length[at]) - 1
    return np.int64(whole) * 487 + 16 * np.int64(after - later)


@kernel
def worked(line: Any, number: int, laid: Any, calendar: Any, overlap: int, full: int, in_hours: int) -> Any:
    """Work of some stretches (first day, last day, weight; in order) laid over each other."""
    clash = False
    for n in range(1, number):
        if line[n, 0] <= line[n - 1, 1]:
            clash = True
    if clash:
        number = _swept(line, number, laid, overlap, full)
    else:
        for n in range(number):
            laid[n, 0] = line[n, 0]
            laid[n, 1] = line[n, 1]
            laid[n, 2] = line[n, 2]
    total = np.int64(0)
    n = 0
    while n < number:
        first, last, weight = laid[n, 0], laid[n, 1], laid[n, 2]
        n += 1
        while n < number and laid[n, 0] == last + 1 and laid[n, 2] == weight:
            last = laid[n, 1]
            n += 1
        if in_hours:
            total += (last - first + 1) * weight
        else:
            total += dated(first, last, calendar) * weight
    return total


@kernel
def _swept(line: Any, number: int, laid: Any, overlap: int, full: int) -> Any:
    """Overlapping stretches as disjoint ones; between two days on which something changes the weight is constant."""
    cuts = np.empty(2 * number, np.int64)
    for n in range(number):
        cuts[2 * n] = line[n, 0]
        cuts[2 * n + 1] = line[n, 1] + 1
    cuts.sort()
    found = 0
    for c in range(2 * number - 1):
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
def stretches(jobs: Any, begin: int, end: int, mask: Any, base: Any, sure: bool, full: int, line: Any) -> Any:
    """The stretches of the jobs in the mask, in order, as this quantity weighs them; their number."""
    number = 0
    for j in range(begin, end):
        if not (mask >> np.uint64(j - begin)) & np.uint64(1):
            continue
        side = 0 if sure else 2
        first, last = jobs[j, side], jobs[j, side + 1]
        weight = jobs[j, 4 + (0 if sure else 1) + (2 if base[4] else 0)]
        if base[2] and not base[4]:
            weight = full if weight >= full else np.int64(0)
        weight *= jobs[j, 8] if base[5] else np.int64(10_000)
        first = max(first, base[3])
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
def leaving_out(line: Any, number: int, found: int, laid: Any, calendar: Any, overlap: int, full: int) -> Any:
    """The most that some of the stretches come to: one is left out as long as that makes it more."""
    kept = line[:number].copy()
    trial = np.empty((number, 3), np.int64)
    best = found
    while number > 1:
        value: Any = np.int64(-1)
        dropped = 0
        for n in range(number):
            trial[:n] = kept[:n]
            trial[n : number - 1] = kept[n + 1 : number]
            without = worked(trial, number - 1, laid, calendar, overlap, full, 0)
            if without > value:
                value, dropped = without, n
        if value <= best:
            break
        best = value
        for n in range(dropped, number - 1):
            kept[n] = kept[n + 1]
        number -= 1
    return best


@kernel
def slightly_short(found: int, number: int, thresholds: Any, start: int, stop: int, month: int) -> Any:
    """Whether a length is missed by so little that leaving stretches out may reach it."""
    short = False
    for t in range(start, stop):
        short |= found < thresholds[t, 0] and thresholds[t, 2] - 8 * found <= number * month
    return short


@kernel
def reach(
    found: int,
    number: int,
    line: Any,
    thresholds: Any,
    start: int,
    stop: int,
    base: Any,
    numbers: Any,
    calendar: Any,
    laid: Any,
    rows: Any,
    word: int,
    bit: Any,
) -> None:
    """Set the facts of one quantity that hold for a person."""
    more = found
    tried = False
    for t in range(start, stop):
        if found >= thresholds[t, 0]:
            rows[thresholds[t, 3], word] |= bit
            continue
        slight = thresholds[t, 2] - 8 * found <= number * numbers[1]
        if base[4] or number < 2 or number > MOST_LEFT_OUT or not slight:
            if not tried:
                break
            continue
        if found >= thresholds[t, 1]:
            continue
        if not tried:
            more = leaving_out(line, number, found, laid, calendar, numbers[3], numbers[0] * 10_000)
            tried = True
        if more >= thresholds[t, 0]:
            rows[thresholds[t, 3], word] |= bit


@kernel
def fits(job: Any, base: Any, yes: Any, no: Any) -> Any:
    """Whether an employment may count for a quantity."""
    if base[0] and job[9] == 0:
        return False
    if base[1] and job[10] == 0:
        return False
    if job[11] == 0:
        return False
    return (yes & base[6]) == 0 and (no & base[7]) == 0


@kernel
def certain(job: Any, base: Any) -> Any:
    """Whether supervision, pay and verification are certain where the quantity asks for them."""
    return (not base[0] or job[9] == 2) and (not base[1] or job[10] == 2) and job[11] == 2


@kernel
def people_facts(
    begin: int,
    end: int,
    job_starts: Any,
    jobs: Any,
    keys: Any,
    key_services: Any,
    key_starts: Any,
    key_sures: Any,
    told: Any,
    study: Any,
    base: Any,
    base_starts: Any,
    thresholds: Any,
    sure: Any,
    sure_starts: Any,
    sure_thresholds: Any,
    beyond: Any,
    credited: Any,
    asked: Any,
    listed: int,
    numbers: Any,
    calendar: Any,
    rows: Any,
) -> None:
    """The facts about employment and study for the people from ``begin`` to ``end``, into the rows of one block.

    ``told`` says for each person whether employment and education are listed; ``study`` holds months of study:
    certain, possible, possible at accredited schools.
    """
    line = np.empty((MOST_JOBS, 3), np.int64)
    laid = np.empty((2 * MOST_JOBS, 3), np.int64)
    masks = np.zeros(len(sure), np.uint64)
    touched = np.empty(len(sure), np.int64)
    raw = np.zeros(len(base), np.int64)
    memo_keys = np.empty((VARIANTS, 5), np.int64)
    memo = np.empty((VARIANTS, 2), np.int64)
    for person in range(begin, end):
        word = (person - begin) >> 6
        bit = np.uint64(1) << np.uint64((person - begin) & 63)
        study_facts(study[person], told[person, 1], asked, rows, word, bit)
        if not told[person, 0]:
            unlisted(thresholds, beyond, credited, study[person], told[person, 1], rows, word, bit)
            continue
        if listed >= 0:
            rows[listed, word] |= bit
        first = job_starts[person]
        last = min(job_starts[person + 1], first + MOST_JOBS)  # who has more is put to the one-person engine
        number_touched = 0
        remembered = 0
        for b in range(len(base)):
            mask = np.uint64(0)
            for j in range(first, last):
                key = keys[j]
                if fits(jobs[j], base[b], key_services[key, 0], key_services[key, 1]):
                    mask |= np.uint64(1) << np.uint64(j - first)
            raw[b] = 0
            if mask == 0:
                continue
            # quantities that come to the same jobs, days and weights are worked out once
            known = -1
            for m in range(remembered):
                if (
                    memo_keys[m, 0] == np.int64(mask)
                    and memo_keys[m, 1] == base[b, 2]
                    and memo_keys[m, 2] == base[b, 3]
                    and memo_keys[m, 3] == base[b, 4]
                    and memo_keys[m, 4] == base[b, 5]
                ):
                    known = m
                    break
            if known >= 0:
                found, count = memo[known, 0], memo[known, 1]
                line_ready = False
            else:
                count = stretches(jobs, first, last, mask, base[b], False, numbers[0], line)
                full = (numbers[4] if base[b, 4] else numbers[0]) * 10_000
                found = worked(line, count, laid, calendar, numbers[3], full, base[b, 4])
                line_ready = True
                if remembered < VARIANTS:
                    memo_keys[remembered, 0] = np.int64(mask)
                    for c in range(4):
                        memo_keys[remembered, 1 + c] = base[b, 2 + c]
                    memo[remembered, 0], memo[remembered, 1] = found, count
                    remembered += 1
            raw[b] = found
            if base_starts[b] == base_starts[b + 1]:
                continue
            if (
                not line_ready
                and count > 1
                and slightly_short(found, count, thresholds, base_starts[b], base_starts[b + 1], numbers[1])
            ):
                count = stretches(jobs, first, last, mask, base[b], False, numbers[0], line)
            reach(
                found, count, line, thresholds, base_starts[b], base_starts[b + 1], base[b], numbers, calendar, laid,
                rows, word, bit,
            )  # fmt: skip
        for j in range(first, last):
            key = keys[j]
            for s in range(key_starts[key], key_starts[key + 1]):
                at = key_sures[s]
                of = base[sure[at]]
                if certain(jobs[j], of) and fits(jobs[j], of, key_services[key, 0], key_services[key, 1]):
                    if masks[at] == 0:
                        touched[number_touched] = at
                        number_touched += 1
                    masks[at] |= np.uint64(1) << np.uint64(j - first)
        for n in range(number_touched):
            at = touched[n]
            of = base[sure[at]]
            count = stretches(jobs, first, last, masks[at], of, True, numbers[0], line)
            masks[at] = 0
            if count == 0:
                continue
            full = (numbers[4] if of[4] else numbers[0]) * 10_000
            found = worked(line, count, laid, calendar, numbers[3], full, of[4])
            reach(
                found, count, line, sure_thresholds, sure_starts[at], sure_starts[at + 1], of, numbers, calendar, laid,
                rows, word, bit,
            )  # fmt: skip
        for n in range(len(beyond)):
            if beyond_holds(beyond[n], raw[beyond[n, 0]], last - first, study[person], told[person, 1], numbers):
                rows[beyond[n, 9], word] |= bit
        for n in range(len(credited)):
            if credited_holds(credited[n], raw[credited[n, 0]], last - first, study[person], told[person, 1], numbers):
                rows[credited[n, 8], word] |= bit


@kernel
def unlisted(
    thresholds: Any, beyond: Any, credited: Any, study: Any, listed: bool, rows: Any, word: int, bit: Any
) -> None:
    """Who lists no employment may have any."""
    for t in range(len(thresholds)):
        rows[thresholds[t, 3], word] |= bit
    for n in range(len(beyond)):
        lack = max(np.int64(0), beyond[n, 3] - (study[2] if beyond[n, 7] else study[1]))
        if beyond[n, 3] < 0 or beyond[n, 6] < 0 or not listed or lack <= beyond[n, 6]:
            rows[beyond[n, 9], word] |= bit
    for n in range(len(credited)):
        rows[credited[n, 8], word] |= bit


@kernel
def study_facts(study: Any, listed: bool, asked: Any, rows: Any, word: int, bit: Any) -> None:
    """Months of study compared with those asked; who lists no education may have any."""
    for n in range(len(asked)):
        if not listed:
            if not asked[n, 1]:
                rows[asked[n, 3], word] |= bit
            continue
        have = study[0] if asked[n, 1] else study[2] if asked[n, 2] else study[1]
        if have >= asked[n, 0]:
            rows[asked[n, 3], word] |= bit


@kernel
def beyond_holds(fact: Any, found: int, jobs: int, study: Any, listed: bool, numbers: Any) -> Any:
    """Whether months are left to be given, beyond those kept, for what is needed."""
    if fact[8]:
        found = found + numbers[1] * (jobs + 1) // 2
    left = found - fact[1]
    if fact[3] < 0:
        return left >= fact[2]
    lack = np.int64(0)
    if listed:
        lack = max(np.int64(0), fact[3] - (study[2] if fact[7] else study[1]))
    if fact[6] >= 0 and lack > fact[6]:
        return False
    # scale x lack in parts of a month, rounded up, without a product that is too large
    share, under = fact[4] * lack, fact[5] * numbers[5]
    return left >= share * (numbers[1] // under) - (-(share * (numbers[1] % under)) // under)


@kernel
def credited_holds(fact: Any, found: int, jobs: int, study: Any, listed: bool, numbers: Any) -> Any:
    """Whether months come to the need, less what study is credited."""
    if not listed:
        return False  # asked apart
    if fact[7]:
        found = found + numbers[1] * (jobs + 1) // 2
    share, under = fact[3] * max(np.int64(0), study[1] - fact[2]), fact[4] * numbers[5]
    given = share * (numbers[1] // under) + share * (numbers[1] % under) // under
    if fact[5] >= 0:
        given = min(given, fact[5])
    return found >= max(fact[1] - given, fact[6])


@kernel
def evaluate(operations: Any, starts: Any, children: Any, first: int, rows: Any, words: int) -> None:
    """The program of one block: each node from its children, children first."""
    for n in range(len(operations)):
        target = rows[first + n]
        a = rows[children[starts[n]]]
        b = rows[children[starts[n] + 1]]
        if operations[n] == 0:
            for w in range(words):
                target[w] = a[w] & b[w]
        else:
            for w in range(words):
                target[w] = a[w] | b[w]
        for c in range(starts[n] + 2, starts[n + 1]):
            more = rows[children[c]]
            if operations[n] == 0:
                for w in range(words):
                    target[w] &= more[w]
            else:
                for w in range(words):
                    target[w] |= more[w]
