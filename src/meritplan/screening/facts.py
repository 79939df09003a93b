"""From job histories and study to facts: which lengths are reached, for certain and possibly.

These functions are compiled by numba where it is installed and run as they are where it is not; both give the same
whole numbers. They work on plain arrays (see :mod:`meritplan.screening.tables` and ``people``) and set one bit for a
person in the row of the highest threshold reached of each meter. Arrays are taken out of their tuples once, since each
taking costs more than what is done with them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from meritplan.screening import touching
from meritplan.screening.amounts import SHIFT, WHOLE, possible_amounts
from meritplan.screening.compiled import inlined, kernel
from meritplan.screening.employment import MOST_JOBS, fitting
from meritplan.screening.lanes import LANES, LINE, METER, SURE, reached
from meritplan.screening.touching import possible_months, sure_months
from meritplan.screening.work import MOST_LEFT_OUT, dated, joined, leaving_out, lined_up, worked

FEW_THRESHOLDS = 5
LAST = np.uint64(63)  # place of a word


class Learned(NamedTuple):
    """What names mean for the plan: see :class:`meritplan.screening.answers.Answers`."""

    title_starts: Any  # for each pair of title and class code, where its sure quantities begin
    title_sures: Any  # the sure quantities
    title_needs: Any  # and the set of tests the employer must pass
    title_variants: Any  # and the variant the employment must fit
    employer_passes: Any  # for each pair of employer and sector, whether it passes each set of tests
    needs: Any  # how many sets there are
    employer_variants: Any  # and the variants its services allow
    study_starts: Any  # for each amount of study, where its facts begin
    study_rows: Any
    changes: Any  # and what it adds to the months there are, for each group


class Room(NamedTuple):
    """Room to work in, one for each thread."""

    line: Any
    laid: Any
    trials: Any
    sure_masks: Any  # the jobs that certainly count for each sure quantity
    allowed: Any  # the variants one job certainly fits
    fit: Any  # those one job counts for, and those any job does
    touched: Any
    sure_keys: Any  # sets of jobs that certainly count
    weighings: Any  # and how they are weighed
    counts: Any  # how many stretches they are
    sure_values: Any  # and what they come to
    fits: Any  # the variants that jobs fit, where they are not the same
    sets: Any  # and the jobs that fit them
    masks: Any  # the jobs that may count for each variant
    keys: Any  # sets of jobs and families that are laid out
    values: Any  # what each of them comes to in each window
    pieces: Any  # stretches of work: first and last day, weight, job
    spans: Any
    amounts: Any  # for each quantity what 64 people have
    changes: Any  # for each group what study adds
    slack: Any  # what date-to-date counting may add where stretches are left out
    lanes: Any
    bits: Any
    touching: Any


def room(measures: Any, groups: int) -> Room:
    """Room for a plan of so many groups."""
    lines, sures = 1 + len(measures.lines) // LINE, len(measures.sures) // SURE
    return Room(
        line=np.empty((MOST_JOBS, 3), np.int64),
        laid=np.empty((2 * MOST_JOBS, 4), np.int64),
        trials=np.empty((2, MOST_JOBS, 3), np.int64),
        sure_masks=np.zeros(sures, np.uint64),
        allowed=np.zeros(measures.certain.shape[1], np.uint64),
        fit=np.empty(sures + 1, np.int64),
        touched=np.empty(sures, np.int64),
        sure_keys=np.empty(sures, np.uint64),
        weighings=np.empty(sures, np.int64),
        counts=np.empty(sures, np.int64),
        sure_values=np.empty(sures, np.int64),
        fits=np.zeros((MOST_JOBS + 1) * measures.passing.shape[1], np.uint64),
        sets=np.zeros(MOST_JOBS + 1, np.uint64),
        masks=np.zeros(measures.numbers[6], np.uint64),
        keys=np.zeros(lines, np.uint64),
        values=np.zeros(lines * len(measures.windows), np.int64),
        pieces=np.empty((2 * MOST_JOBS, 4), np.int64),
        spans=np.zeros(MOST_JOBS, np.int64),
        amounts=np.zeros(LANES * len(measures.variant), np.int64),
        changes=np.zeros((groups, LANES), np.int64),
        slack=np.zeros(LANES, np.int64),
        lanes=np.zeros((2, LANES), np.int64),
        bits=np.uint64(1) << np.arange(LANES, dtype=np.uint64),
        touching=touching.room(),
    )


@inlined
def level(value: int, thresholds: Any, start: int, stop: int) -> Any:
    """How many thresholds a value reaches."""
    if stop - start <= FEW_THRESHOLDS:
        at = start
        while at < stop and value >= thresholds[at]:
            at += 1
        return at - start
    low, high = start, stop
    while low < high:
        middle = (low + high) >> 1
        if value >= thresholds[middle]:
            low = middle + 1
        else:
            high = middle
    return low - start


@inlined
def slight(value: int, eightfold: int, number: int, month: int) -> Any:
    """Whether a length is missed by so little that leaving stretches out may reach it."""
    return eightfold - 8 * value <= number * month


@kernel
def study_facts(begin: int, end: int, study: Any, starts: Any, study_rows: Any, rows: Any) -> None:
    """What is set for each amount of study."""
    for person in range(begin, end):
        word = (person - begin) >> 6
        bit = np.uint64(1) << np.uint64((person - begin) & 63)
        for at in range(starts[study[person]], starts[study[person] + 1]):
            rows[study_rows[at], word] |= bit


@kernel
def compare(begin: int, number: int, jobs: Any, measures: Any, learned: Any, room: Any, rows: Any, word: int) -> None:
    """Which of 64 people reach which threshold."""
    starts, kinds, thresholds, numbers = measures.starts, measures.kinds, measures.thresholds, measures.numbers
    weighings, weighing_of, calendar = measures.weighings, measures.weighing, measures.calendar
    begins, ends, days, weights, shares = jobs.begins, jobs.ends, jobs.days, jobs.weights, jobs.shares
    passing, variant_of, employer_variants = measures.passing, measures.variant, learned.employer_variants
    job_kinds, employers = jobs.kinds, jobs.employers
    amounts, added, slack, bits = room.amounts, room.changes, room.slack, room.bits
    line, laid, trials, lanes = room.line, room.laid, room.trials, room.lanes
    touching = np.uint64(0)
    for lane in range(number):
        if slack[lane] > 0:
            touching |= bits[lane]
    for b in range(len(starts) - 1):
        for meter in range(starts[b], starts[b + 1]):
            group, row = kinds[meter, 0], kinds[meter, 3]
            first, last = kinds[meter, 2], kinds[meter + 1, 2]
            for lane in range(LANES):
                lanes[0, lane] = amounts[LANES * b + lane]
            if group >= 0:
                for lane in range(LANES):
                    lanes[0, lane] += added[group, lane]
            for at in range(first, last):
                rows[row + at - first, word] = reached(lanes, 0, thresholds[at, 0])
            if not kinds[meter, 1] or touching == 0:
                continue
            for lane in range(LANES):
                lanes[1, lane] = lanes[0, lane] + slack[lane]
            for at in range(first, last):
                near = reached(lanes, 1, thresholds[at, 0]) & ~rows[row + at - first, word] & touching
                lane = 0
                while near != 0:
                    if near & np.uint64(1) != 0:
                        first_job = np.int64(begins[begin + lane])
                        count = min(np.int64(ends[begin + lane]) - first_job, MOST_JOBS)
                        mask = fitting(
                            first_job, count, job_kinds, employers, passing, employer_variants, variant_of[b]
                        )
                        if nearly(
                            lanes[0, lane], lanes[0, lane] - amounts[LANES * b + lane], thresholds[at, 0],
                            thresholds[at, 1], thresholds[at, 2], begins[begin + lane], mask, days, weights, shares,
                            weighings, weighing_of[b], numbers, line, laid, trials, calendar,
                        ):  # fmt: skip
                            rows[row + at - first, word] |= bits[lane]
                    near >>= np.uint64(1)
                    lane += 1


@kernel
def nearly(
    value: int, change: int, at_least: int, without_strictness: int, eightfold: int, first_job: int, mask: Any,
    days: Any, weights: Any, shares: Any, weighings: Any, at: int, numbers: Any, line: Any, laid: Any, trials: Any,
    calendar: Any,
) -> Any:  # fmt: skip
    """Whether a threshold is reached where counting from date to date makes a day less (C3)."""
    if value >= without_strictness or mask == 0 or mask & (mask - np.uint64(1)) == 0:
        return False
    count = lined_up(days, weights, shares, first_job, mask, 1, weighings[at], numbers[0], line)
    if count < 2 or count > MOST_LEFT_OUT or not slight(value, eightfold, count, numbers[1]) or not joined(line, count):
        return False
    more = leaving_out(line, count, value - change, laid, trials, calendar, numbers[3], numbers[0] * WHOLE)
    return more + change >= at_least


@kernel
def sure_lengths(
    begin: int, end: int, jobs: Any, study: Any, measures: Any, learned: Any, room: Any, rows: Any
) -> None:
    """The facts about what certainly counts: work follows the few quantities a job's title touches."""
    listed, begins, ends = jobs.listed, jobs.begins, jobs.ends
    days, weights, shares, job_kinds = jobs.days, jobs.weights, jobs.shares, jobs.kinds
    titles, employers = jobs.titles, jobs.employers
    title_starts, title_sures, title_needs = learned.title_starts, learned.title_sures, learned.title_needs
    title_variants, needs = learned.title_variants, np.uint64(learned.needs)
    fit, allowed, words = room.fit, room.allowed, measures.certain.shape[1]
    employer_passes, employer_variants, changes = learned.employer_passes, learned.employer_variants, learned.changes
    sures, meters, least, thresholds = (
        measures.sures, measures.sure_meters, measures.sure_least, measures.sure_thresholds,
    )  # fmt: skip
    weighings, certain, numbers, calendar = measures.weighings, measures.certain, measures.numbers, measures.calendar
    line, laid, trials, masks, touched = room.line, room.laid, room.trials, room.sure_masks, room.touched
    keys, key_weighings, counts, values = room.sure_keys, room.weighings, room.counts, room.sure_values
    spans = room.spans
    full, overlap, full_hours = numbers[0], numbers[3], numbers[4]
    by_touch = len(measures.rules.sure) > 0
    for person in range(begin, end):
        if not listed[person]:
            continue
        word = (person - begin) >> 6
        bit = np.uint64(1) << np.uint64((person - begin) & 63)
        first_job = np.int64(begins[person])
        number: Any = min(np.int64(ends[person]) - first_job, MOST_JOBS)
        touches = 0
        for n in range(number):
            j = first_job + n
            title, employer, kind = titles[j], employers[j], job_kinds[j]
            first, last = np.int64(days[j, 0]), np.int64(days[j, 1])
            if first > last or weights[j, 0] == 0 or title_starts[title] == title_starts[title + 1]:
                continue  # nothing certain: hours at least are none where the weight is
            spans[n] = dated(first, last, calendar)
            one = np.uint64(1) << np.uint64(n)
            for w in range(words):
                allowed[w] = certain[kind, w] & employer_variants[employer, w]
            passes = np.uint64(employer) * needs
            fitting = np.uint64(0)
            # without branches, since there is no telling; places that are never negative are not looked at for that
            for at in range(np.uint64(title_starts[title]), np.uint64(title_starts[title + 1])):
                variant = title_variants[at]
                fit[fitting] = title_sures[at]
                fitting += (allowed[variant >> SHIFT] >> (variant & LAST)) & employer_passes[passes + title_needs[at]]
            for at in range(fitting):
                s = fit[at]
                if masks[s] == 0:
                    touched[touches] = s
                    touches += 1
                masks[s] |= one
        known = 0  # what sets of jobs come to, as they are weighed
        for t in range(touches):
            s = touched[t]
            mask = masks[s]
            masks[s] = 0
            way = np.int64(sures[SURE * s + 2])
            found = 0
            while found < known and (keys[found] != mask or key_weighings[found] != way):
                found += 1
            if found == known:
                known += 1
                keys[found], key_weighings[found], counts[found], values[found] = mask, way, 0, 0
                if by_touch:
                    known = 0  # how a month counts is another matter for each quantity
                    values[found] = sure_months(s, mask, first_job, number, jobs, measures, learned, room.touching)
                    counts[found] = min(values[found], 2)
                elif mask & (mask - np.uint64(1)) == 0 and not weighings[way, 0] and not weighings[way, 1]:
                    n = 0
                    while (mask >> np.uint64(n)) != np.uint64(1):
                        n += 1
                    j = first_job + n
                    first, last, since = np.int64(days[j, 0]), np.int64(days[j, 1]), weighings[way, 3]
                    weight = np.int64(weights[j, 0]) * (shares[j] if weighings[way, 2] else WHOLE)
                    if since <= last and weight > 0:
                        counts[found] = 1
                        values[found] = (spans[n] if first >= since else dated(since, last, calendar)) * weight
                else:
                    count = lined_up(days, weights, shares, first_job, mask, 0, weighings[way], full, line)
                    if count > 0:
                        most = (full_hours if weighings[way, 0] else full) * WHOLE
                        counts[found] = count
                        values[found] = worked(line, count, laid, calendar, overlap, most, weighings[way, 0])
            count, value = counts[found], values[found]
            if count == 0:
                continue
            for meter in range(METER * sures[SURE * s], METER * sures[SURE * s + 1], METER):
                change = np.int64(0)
                if meters[meter] >= 0:
                    change = changes[meters[meter], study[person]]
                start, stop = np.int64(meters[meter + 2]), np.int64(meters[meter + 3])
                top = level(value + change, least, start, stop)
                if meters[meter + 1] and count > 1 and start + top < stop:
                    top = most_reached(
                        value, change, top, first_job, mask, count, days, weights, shares, weighings[way],
                        thresholds, start, stop, numbers, calendar, line, laid, trials,
                    )  # fmt: skip
                if top:
                    rows[meters[meter + 4] + top - 1, word] |= bit


@kernel
def most_reached(
    value: int, change: int, reached: int, first_job: int, mask: Any, number: int, days: Any, weights: Any, shares: Any,
    weighing: Any, thresholds: Any, start: int, stop: int, numbers: Any, calendar: Any, line: Any, laid: Any,
    trials: Any,
) -> Any:  # fmt: skip
    """How many thresholds are reached where counting from date to date makes a day less (C3)."""
    at = start + reached
    if number > MOST_LEFT_OUT or value + change >= thresholds[at, 1]:
        return reached
    if not slight(value + change, thresholds[at, 2], number, numbers[1]):
        return reached
    lined_up(days, weights, shares, first_job, mask, 0, weighing, numbers[0], line)
    if not joined(line, number):
        return reached
    more = leaving_out(line, number, value, laid, trials, calendar, numbers[3], numbers[0] * WHOLE)
    while (
        at < stop
        and more + change >= thresholds[at, 0]
        and slight(value + change, thresholds[at, 2], number, numbers[1])
    ):
        at += 1
    return at - start


@kernel
def people_facts(
    begin: int, end: int, jobs: Any, study: Any, measures: Any, learned: Any, room: Any, rows: Any
) -> None:
    """The facts about employment and study for the people from ``begin`` to ``end``, into the rows of one block."""
    study_facts(begin, end, study, learned.study_starts, learned.study_rows, rows)
    for first in range(begin, end, LANES):
        word, number = (first - begin) >> 6, min(LANES, end - first)
        if len(measures.rules.possible) > 0:
            possible_months(
                first, first + number, jobs, study, measures, learned, room.amounts, room.changes, room.slack,
                room.bits, room.touching, rows, word,
            )  # fmt: skip
        else:
            possible_amounts(first, first + number, jobs, study, measures, learned, room, rows, word)
        compare(first, number, jobs, measures, learned, room, rows, word)
    sure_lengths(begin, end, jobs, study, measures, learned, room, rows)
