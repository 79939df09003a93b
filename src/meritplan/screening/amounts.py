"""What people may have of each quantity: the jobs that may count laid over each other once, then cut to each window.

Most quantities of a plan differ only by the days they look at, and most people's jobs may count for all of them or for
none. So the jobs of a person that fit are laid over each other once for each set of jobs and each way to weigh them,
and every window takes what lies in its days.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from meritplan.screening.compiled import inlined, kernel
from meritplan.screening.employment import MOST_JOBS
from meritplan.screening.work import dated, laid_over, lined_up

ENOUGH = 2**57  # more than any threshold: what may be there where nothing is listed
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
    masks, keys, key_families, values = room.masks, room.keys, room.families, room.values
    pieces, spans, line, laid = room.pieces, room.spans, room.line, room.laid
    month, listed_row = numbers[1], numbers[5]
    words, variants, groups, quantities = passing.shape[1], len(masks), len(added), len(amounts)
    for person in range(begin, end):
        lane = person - begin
        for g in range(groups):
            added[g, lane] = changes[study[person], g]
        slack[0, lane] = slack[1, lane] = 0
        if not listed[person]:  # who lists no employment may have any
            for b in range(quantities):
                amounts[b, lane] = ENOUGH
            continue
        if listed_row >= 0:
            rows[listed_row, word] |= bits[lane]
        first_job = np.int64(begins[person])
        number: Any = min(np.int64(ends[person]) - first_job, MOST_JOBS)  # who has more is put to the one-person engine
        shared, latest = np.int64(0), np.int64(-2)
        touching: Any = False
        for v in range(variants):
            masks[v] = 0
        for n in range(number):
            j = first_job + n
            shared |= np.int64(shares[j] != WHOLE)
            first, last = np.int64(days[j, 2]), np.int64(days[j, 3])
            if first <= last:
                touching |= first <= latest + 1
                latest = max(latest, last)
                spans[n] = dated(first, last, calendar)
            for w in range(words):
                fit = passing[job_kinds[j], w] & employer_variants[employers[j], w]
                for v in range(min(variants - 64 * w, 64)):
                    masks[64 * w + v] |= ((fit >> np.uint64(v)) & np.uint64(1)) << np.uint64(n)
        slack[0, lane] = month * (number + 1) // 2
        if touching:
            slack[1, lane] = month * number // 8 + 1
        known = 0
        for at in range(len(lines) - 1):
            mask = masks[lines[at, 0]]
            if mask == 0:
                for b in range(lines[at, 2], lines[at + 1, 2]):
                    amounts[b, lane] = 0
                continue
            family = lines[at, 1] & ~1 | (lines[at, 1] & shared)  # where no share is told, shares are the same
            found = 0
            while found < known and (keys[found] != mask or key_families[found] != family):
                found += 1
            if found == known:
                keys[known], key_families[known] = mask, family
                count = stretches(
                    mask, number, first_job, days, weights, shares, families[family], numbers, pieces, line, laid
                )
                measured(
                    count, families[family, 0], pieces, spans, sinces, window_starts[family >> 1],
                    window_starts[(family >> 1) + 1], calendar, values[known],
                )  # fmt: skip
                known += 1
            for b in range(lines[at, 2], lines[at + 1, 2]):
                amounts[b, lane] = values[found, window_of[b]]


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
    count: int, in_hours: int, pieces: Any, spans: Any, sinces: Any, begin: int, end: int, calendar: Any, values: Any
) -> None:
    """What stretches in order come to in each window; windows are given by their first days, the latest first."""
    total = np.int64(0)
    at = count - 1
    for k in range(begin, end):
        since = sinces[k]
        while at >= 0 and pieces[at, 0] >= since:
            first, last, weight, alone = pieces[at, 0], pieces[at, 1], pieces[at, 2], pieces[at, 3]
            if in_hours:
                total += (last - first + 1) * weight
            else:
                total += (spans[alone] if alone >= 0 else dated(first, last, calendar)) * weight
            at -= 1
        value = total
        if at >= 0 and pieces[at, 1] >= since:
            last, weight = pieces[at, 1], pieces[at, 2]
            value += ((last - since + 1) if in_hours else dated(since, last, calendar)) * weight
        values[k - begin] = value
