"""Numpy's way with records: columns, dates and words read, jobs laid over each other, months from date to date."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from plan import CONTRADICTED, DAWN, DAY, HUNDREDTHS, MONTH, MOST_HOURS, SHARES, Plan

FAR = 1 << 22  # more than any day
EPOCH = 719_163
UNKNOWN = -1


class Calendar(NamedTuple):
    """For each day since the first of 1800 its month and day of the month; for each month its first day, its length."""

    month: Any
    day: Any
    first: Any
    length: Any
    begins: int

    def between(self, first: Any, last: Any) -> Any:
        """Parts of a month from date to date: whole months, then the days left over."""
        first, after = first - self.begins, last - (self.begins - 1)
        month, day = self.month[after], self.day[first]
        whole = month - self.month[first]
        later = self.first[month] + np.minimum(day, self.length[month]) - 1
        early = later > after
        whole -= early
        month = month - early
        later = self.first[month] + np.minimum(day, self.length[month]) - 1
        return whole * MONTH + DAY * (after - later)


def calendar() -> Calendar:
    """The days from 1800 to 2200."""
    days = np.arange("1800-01-01", "2200-01-01", dtype="datetime64[D]")
    months = days.astype("datetime64[M]")
    month = (months - months[0]).astype(np.int64)
    first = np.flatnonzero(np.diff(month, prepend=-1))
    length = np.diff(np.append(first, len(days)))
    return Calendar(month, np.arange(len(days)) - first[month] + 1, first, length, int(days[0].astype(int)) + EPOCH)


class Jobs(NamedTuple):
    """Jobs in order of person and first possible day."""

    owner: Any
    possible: tuple[Any, Any]
    certain: tuple[Any, Any]
    weights: Any  # of full time at least and at most, hours at least and at most
    shares: Any
    supervised: Any  # yes (2), unknown (1), no (0)
    paid: Any
    relied_on: Any  # not contradicted by a check
    title: Any
    employer: Any


def codes(column: Any, numbers: dict[str, int]) -> Any:
    """The number of each text, 0 where there is none: looked up once for each distinct text."""
    found = np.array([numbers[text] for text in column.dictionary.to_pylist()] + [0], np.int64)
    return found[column.indices.fill_null(len(found) - 1).to_numpy()]


def dates(column: Any) -> tuple[Any, Any]:
    """The first and the last day each date may mean (UNKNOWN: no date)."""
    texts = np.array([*column.dictionary.to_pylist(), ""], "U10")
    sizes, isdate = np.char.str_len(texts), np.char.isdigit(texts.astype("U4")) & (texts != "")
    first, last = np.full(len(texts), UNKNOWN), np.full(len(texts), UNKNOWN)
    for size, unit in ((10, "D"), (7, "M"), (4, "Y")):
        meant = np.flatnonzero((sizes == size) & isdate)
        begin = texts[meant].astype(f"datetime64[{unit}]")
        first[meant] = begin.astype("datetime64[D]").astype(np.int64) + EPOCH
        last[meant] = (begin + 1).astype("datetime64[D]").astype(np.int64) - 1 + EPOCH
    place = column.indices.fill_null(len(texts) - 1).to_numpy()
    return first[place], last[place]


def answers(column: Any) -> Any:
    """Each yes (2), unknown (1) or no (0)."""
    yes, known = (each.to_numpy(zero_copy_only=False) for each in (column.fill_null(False), column.is_valid()))
    return np.where(known, 2 * yes.astype(np.int64), 1)


def numbers(column: Any) -> Any:
    """Numbers; NaN where there is none."""
    return column.to_numpy(zero_copy_only=False)


def owners(lists: Any) -> Any:
    """Whose each entry is."""
    return np.repeat(np.arange(len(lists)), np.diff(lists.offsets.to_numpy()))


def days_worked(values: Any, today: int) -> tuple[tuple[Any, Any], tuple[Any, Any]]:
    """The first and the last day possibly worked, and those certainly worked."""
    end = values.field("end")
    present = np.array([text == "present" for text in end.dictionary.to_pylist()] + [False])
    present = present[end.indices.fill_null(len(present) - 1).to_numpy()]
    begun, ended = dates(values.field("start")), dates(end)
    crossed = (begun[0] >= 0) & (ended[1] >= 0) & (begun[0] > ended[1])
    ended = np.where(present, today, ended[0]), np.where(present, today, ended[1])
    has_begun, has_ended = (begun[0] >= 0) & ~crossed, (ended[0] >= 0) & ~crossed
    both = has_begun & has_ended
    possible = np.where(has_begun, begun[0], DAWN), np.where(has_ended, np.minimum(ended[1], today), today)
    certain = np.where(both, begun[1], today + 1), np.where(both, np.minimum(ended[0], today), today)
    return possible, certain


def read_jobs(lists: Any, plan: Plan) -> Jobs:
    """The columns of jobs, dated, weighed and numbered."""
    values, full, owner = lists.values, int(plan["full"]), owners(lists)
    possible, certain = days_worked(values, int(plan["as_of"]))
    hours, share, people = (numbers(values.field(name)) for name in ("hours_per_week", "share", "people"))
    known = (hours >= 0) & (hours <= MOST_HOURS)
    parts = np.where(known, hours * HUNDREDTHS + 0.5, 0).astype(np.int64)
    least = np.minimum(parts, full)
    weights = np.stack([least, np.where(known, least, full), parts, np.where(known, parts, full)])
    order = np.argsort(owner * FAR + possible[0], kind="stable")
    verified = values.field("verified")
    found = Jobs(
        owner, possible, certain, weights,
        np.where(np.isnan(share), SHARES, np.nan_to_num(share) * SHARES + 0.5).astype(np.int64),
        np.where(people >= 1, 2, np.where(people <= 0, 0, 1)),
        answers(values.field("paid")),
        codes(verified, {text: text == CONTRADICTED for text in verified.dictionary.to_pylist()}) == 0,
        codes(values.field("title"), plan.words["title"]),
        codes(values.field("employer"), plan.words["employer"]),
    )  # fmt: skip
    return Jobs(*(
        tuple(side[order] for side in each) if isinstance(each, tuple) else each[..., order] for each in found
    ))  # fmt: skip


def laid_over(group: Any, first: Any, last: Any, weight: Any) -> tuple[Any, Any, Any, Any]:
    """Stretches in order as disjoint ones, each day at the largest weight; what touches at one weight runs on."""
    if not len(group):
        return group, first, last, weight
    until = np.maximum.accumulate(group * FAR + last) - group * FAR
    opens = np.ones(len(group), np.bool_)
    opens[1:] = (group[1:] != group[:-1]) | (first[1:] > until[:-1] + 1)
    begins = np.flatnonzero(opens)
    size = np.diff(np.append(begins, len(group)))
    lightest, heaviest = np.minimum.reduceat(weight, begins), np.maximum.reduceat(weight, begins)
    plain = lightest == heaviest
    found = group[begins], first[begins], until[begins + size - 1], heaviest
    if plain.all():
        return found
    mixed = np.repeat(~plain, size)
    swept = swept_over(
        np.repeat(np.cumsum(~plain) - 1, size)[mixed], size[~plain], first[mixed], last[mixed], weight[mixed]
    )
    owner = group[begins[~plain]]
    return tuple(
        np.concatenate([alone[plain], more]) for alone, more in zip(found, (owner[swept[0]], *swept[1:]), strict=True)
    )  # type: ignore[return-value]


def swept_over(cluster: Any, size: Any, first: Any, last: Any, weight: Any) -> tuple[Any, Any, Any, Any]:
    """Overlapping stretches cut at every day on which something changes."""
    cut = np.sort(np.concatenate([cluster * FAR + first, cluster * FAR + last + 1]))
    begin, after = cut[:-1], cut[1:]
    kept = (begin != after) & (begin // FAR == after // FAR)
    begin, after = begin[kept], after[kept]
    of = begin // FAR
    begin, after = begin - of * FAR, after - of * FAR
    starts = np.cumsum(size) - size
    number = size[of]  # each piece beside each stretch of its cluster
    places = np.cumsum(number) - number
    piece = np.repeat(np.arange(len(of)), number)
    stretch = np.arange(len(piece)) - places[piece] + starts[of][piece]
    covers = (first[stretch] <= begin[piece]) & (last[stretch] >= begin[piece])
    heaviest = np.maximum.reduceat(np.where(covers, weight[stretch], 0), places)
    opens = np.ones(len(of), np.bool_)
    opens[1:] = (of[1:] != of[:-1]) | (begin[1:] != after[:-1]) | (heaviest[1:] != heaviest[:-1])
    begins = np.flatnonzero(opens)
    ends = np.append(begins[1:], len(of)) - 1
    worked = heaviest[begins] > 0
    return of[begins][worked], begin[begins][worked], after[ends][worked] - 1, heaviest[begins][worked]


def amounts(days: Calendar, stretches: tuple[Any, Any, Any, Any], groups: int, *, in_hours: bool) -> Any:
    """What the stretches of each group come to."""
    group, first, last, weight = laid_over(*stretches)
    worth = (last - first + 1 if in_hours else days.between(first, last)) * weight
    return summed(group, worth, groups)


def summed(group: Any, worth: Any, groups: int) -> Any:
    """Whole numbers summed: in two halves, for bincount counts in floats."""
    low, high = worth & 0xFFFFFFFF, worth >> 32
    return (np.bincount(group, high, groups).astype(np.int64) << 32) + np.bincount(group, low, groups).astype(np.int64)
