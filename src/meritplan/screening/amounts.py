"""What people may have of each quantity: the jobs that may count laid over each other once, then cut to each window.

Most quantities of a plan differ only by the days they look at, and most people's jobs may count for all of them or for
none. So the jobs of a person that fit are laid over each other once for each set of jobs and each way to weigh them,
and every window takes what lies in its days.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from meritplan.screening.calendar import DAY, MONTH
from meritplan.screening.compiled import inlined, kernel
from meritplan.screening.employment import MOST_JOBS
from meritplan.screening.lanes import LANES, LINE
from meritplan.screening.work import dated, laid_over, lined_up

ENOUGH = 2**57  # more than any threshold: what may be there where nothing is listed
SHIFT = np.uint64(6)  # of 64 people
WHOLE = 10_000  # ten-thousandths of the time


@kernel
def possible_amounts(
    begin: int, end: int, jobs: Any, study: Any, measures: Any, learned: Any, room: Any, rows: Any, word: int
) -> None:
    """What 64 people may have of each quantity, and what their study changes."""
    listed, begins, ends = jobs.listed, jobs.begins, jobs.ends
    days, weights, shares, job_kinds, employers = jobs.days, jobs.weights, jobs.shares, jobs.kinds, jobs.employers
    passing, calendar, numbers, window_of = measures.passing, measures.calendar, measures.numbers, measures.window
    lines, families, window_starts, sinces = (
        measures.lines, measures.families, measures.window_starts, measures.windows,
    )  # fmt: skip
    changes, employer_variants = learned.changes, learned.employer_variants
    amounts, added, slack, bits = room.amounts, room.changes, room.slack, room.bits
    fits, sets, masks, keys, values = room.fits, room.sets, room.masks, room.keys, room.values
    pieces, spans, line, laid = room.pieces, room.spans, room.line, room.laid
    month, listed_row = numbers[1], numbers[5]
    words, windows, count_of_lines = passing.shape[1], len(sinces), len(lines) - LINE
    quantities = np.int64(lines[count_of_lines + 2])
    for group in range(len(added)):
        for lane in range(end - begin):
            added[group, lane] = changes[group, study[begin + lane]]
    for person in range(begin, end):
        lane = person - begin
        slack[lane] = 0
        if not listed[person]:  # who lists no employment may have any
            for b in range(quantities):
                amounts[LANES * b + lane] = ENOUGH
            continue
        if listed_row >= 0:
            rows[listed_row, word] |= bits[lane]
        first_job = np.int64(begins[person])
        number: Any = min(np.int64(ends[person]) - first_job, MOST_JOBS)  # who has more is put to the one-person engine
        shared, latest, unlike = np.int64(0), np.int64(-2), 0
        touching: Any = False
        for n in range(number):
            j = first_job + n
            shared |= np.int64(shares[j] != WHOLE)
            first, last = np.int64(days[j, 2]), np.int64(days[j, 3])
            if first <= last:
                touching |= first <= latest + 1
                latest = max(latest, last)
                spans[n] = dated(first, last, calendar)
            for w in range(words):
                fits[words * unlike + w] = passing[job_kinds[j], w] & employer_variants[employers[j], w]
            alike = 0
            while not _alike(fits, words, alike, unlike):
                alike += 1
            if alike == unlike:
                sets[unlike] = 0
                unlike += 1
            sets[alike] |= np.uint64(1) << np.uint64(n)
        if touching:
            slack[lane] = month * number // 8 + 1
        for v in range(len(masks)):
            masks[v] = 0
        for each in range(unlike):
            those = sets[each]
            for w in range(words):
                fit = fits[words * each + w]
                for v in range(64 * w, min(len(masks), 64 * w + 64)):
                    masks[v] |= those * ((fit >> np.uint64(v & 63)) & np.uint64(1))
        known = 1  # the first is for no jobs at all
        for at in range(0, count_of_lines, LINE):
            mask, found = masks[lines[at]], 0
            if mask != 0:
                family = lines[at + 1] & ~1 | (lines[at + 1] & shared)  # where no share is told, shares are the same
                key = mask | (np.uint64(family) << np.uint64(MOST_JOBS))
                found = 1
                while found < known and keys[found] != key:
                    found += 1
                if found == known:
                    keys[known] = key
                    known += 1
                    count = stretches(
                        mask, number, first_job, days, weights, shares, families[family], numbers, pieces, line, laid
                    )
                    measured(
                        count, families[family, 0], pieces, spans, sinces, window_starts[family >> 1],
                        window_starts[(family >> 1) + 1], calendar, values, windows * found,
                    )  # fmt: skip
            # places that are never negative need not be looked at for that
            place = np.uint64(windows * found)
            for b in range(np.uint64(lines[at + 2]), np.uint64(lines[at + LINE + 2])):
                amounts[(b << SHIFT) + np.uint64(lane)] = values[place + window_of[b]]


@inlined
def _alike(fits: Any, words: int, one: int, other: int) -> Any:
    """Whether two jobs fit the same variants."""
    for w in range(words):
        if fits[words * one + w] != fits[words * other + w]:
            return False
    return True


@inlined
def stretches(
    mask: Any, number: int, first_job: int, days: Any, weights: Any, shares: Any, family: Any, numbers: Any,
    pieces: Any, line: Any, laid: Any,
) -> Any:  # fmt: skip
    """The jobs in the mask as stretches of one weight each: first and last day, weight, the job it is (or -1)."""
    in_hours, whole, shared = family[0], family[1], family[2]
    full, overlap, full_hours = numbers[0], numbers[3], numbers[4]
    column = 1 + 2 * in_hours
    count = 0
    begun, until, heavy, alone = np.int64(0), np.int64(-2), np.int64(0), np.int64(-1)
    for n in range(number):
        if (mask >> np.uint64(n)) & np.uint64(1) == 0:
            continue
        j = first_job + n
        first, last, weight = np.int64(days[j, 2]), np.int64(days[j, 3]), np.int64(weights[j, column])
        if whole and not in_hours and weight < full:
            continue
        weight *= np.int64(shares[j]) if shared else np.int64(WHOLE)
        if weight <= 0 or first > last:
            continue
        if first <= until + 1 and heavy > 0:
            if weight == heavy and (first == until + 1 or overlap == 0):
                until, alone = max(until, last), np.int64(-1)
                continue
            if first <= until:
                if overlap == 0 and weight < heavy and last <= until:
                    continue  # all of it lies in heavier work
                most = (full_hours if in_hours else full) * WHOLE
                count = lined_up(days, weights, shares, first_job, mask, 1, family, full, line)
                count = laid_over(line, count, laid, overlap, most)
                for k in range(count):
                    pieces[k, 0], pieces[k, 1], pieces[k, 2], pieces[k, 3] = laid[k, 0], laid[k, 1], laid[k, 2], -1
                return count
        if heavy > 0:
            pieces[count, 0], pieces[count, 1], pieces[count, 2], pieces[count, 3] = begun, until, heavy, alone
            count += 1
        begun, until, heavy, alone = first, last, weight, np.int64(n)
    if heavy > 0:
        pieces[count, 0], pieces[count, 1], pieces[count, 2], pieces[count, 3] = begun, until, heavy, alone
        count += 1
    return count


@inlined
def measured(
    count: int, in_hours: int, pieces: Any, spans: Any, sinces: Any, begin: int, end: int, calendar: Any, values: Any,
    into: int,
) -> None:  # fmt: skip
    """What stretches in order come to in each window; windows are given by their first days, the latest first."""
    total, k = np.int64(0), begin
    for at in range(count - 1, -1, -1):
        first, last, weight, alone = pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3]
        while k < end and sinces[k] > last:
            values[into + k - begin] = total
            k += 1
        after = last + 1
        month = np.int64(calendar.days[after] >> 5)
        begun, length = np.int64(calendar.months[month, 0]), np.int64(calendar.months[month, 1])
        while k < end and sinces[k] > first:  # the same as "dated", with the last day looked up once
            if in_hours:
                part = after - sinces[k]
            else:
                since = np.int64(calendar.days[sinces[k]])
                whole, day = month - (since >> 5), since & 31
                later = begun + min(day, length) - 1
                if later > after:
                    whole -= 1
                    later = (
                        np.int64(calendar.months[month - 1, 0]) + min(day, np.int64(calendar.months[month - 1, 1])) - 1
                    )
                part = whole * MONTH + DAY * (after - later)
            values[into + k - begin] = total + part * weight
            k += 1
        if in_hours:
            total += (after - first) * weight
        else:
            total += (spans[alone] if alone >= 0 else dated(first, last, calendar)) * weight
    while k < end:
        values[into + k - begin] = total
        k += 1
