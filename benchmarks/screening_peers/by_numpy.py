"""Numpy: jobs as columns, each quantity a few passes over those that count; facts as rows of bits, eight in a byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from records_numpy import (
    FAR,
    UNKNOWN,
    Calendar,
    Jobs,
    amounts,
    answers,
    calendar,
    codes,
    dates,
    laid_over,
    numbers,
    read_jobs,
    summed,
)

from plan import (
    AND,
    IN_HOURS,
    NOT,
    PAID,
    SERVICES,
    SHARED,
    SHARES,
    SINCE,
    SUPERVISORY,
    TOLD,
    WHOLE,
    Measured,
    Plan,
    best,
    read,
    unpacked,
)


def weighed(jobs: Jobs, quantity: list[int], side: int, full: int) -> Any:
    """How each job weighs for a quantity: ``side`` is 0 for at least, 1 for at most."""
    weight = jobs.weights[side + 2 * quantity[IN_HOURS]]
    if quantity[WHOLE] and not quantity[IN_HOURS]:
        weight = np.where(weight >= full, full, 0)
    return weight * (jobs.shares if quantity[SHARED] else SHARES)


def possibly(jobs: Jobs, listed: Any, plan: Plan, days: Calendar, facts: Any) -> None:
    """The facts about what may count: each quantity for all people."""
    full, allowed = int(plan["full"]), plan["employer_allowed"]
    starts, needs, rows = (plan[f"quantity_{name}"] for name in ("starts", "needs", "rows"))
    for number, quantity in enumerate(plan["quantities"].tolist()):
        kept = allowed[jobs.employer, quantity[SERVICES]]
        if quantity[SUPERVISORY]:
            kept &= jobs.supervised > 0
        if quantity[PAID]:
            kept &= jobs.paid > 0
        weight = weighed(jobs, quantity, 1, full)
        first, last = np.maximum(jobs.possible[0], quantity[SINCE]), jobs.possible[1]
        kept &= (first <= last) & (weight > 0)
        stretches = jobs.owner[kept], first[kept], last[kept], weight[kept]
        amount = amounts(days, stretches, len(listed), in_hours=bool(quantity[IN_HOURS]))
        reached = amount >= needs[starts[number] : starts[number + 1], None]
        facts[rows[starts[number] : starts[number + 1]]] = np.packbits(reached | ~listed, axis=1, bitorder="little")


def spread(starts: Any, of: Any) -> tuple[Any, Any]:
    """For each entry, once for each thing listed for it: the entry's place, and the place of the thing."""
    size = starts[of + 1] - starts[of]
    place = np.repeat(np.arange(len(of)), size)
    return place, np.arange(len(place)) - np.repeat(np.cumsum(size) - size, size) + starts[of][place]


def certainly(jobs: Jobs, plan: Plan, days: Calendar, facts: Any) -> None:
    """The facts about what counts for certain: each job beside the quantities its title touches."""
    full, sures = int(plan["full"]), plan["sures"]
    dated = np.flatnonzero((jobs.certain[0] <= jobs.certain[1]) & (jobs.weights[0] > 0) & jobs.relied_on)
    place, at = spread(plan["title_starts"], jobs.title[dated])
    job, sure = dated[place], plan["title_sures"][at]
    employer = jobs.employer[job]
    kept = plan["employer_passes"][employer, plan["title_needs"][at]]
    kept &= plan["employer_allowed"][employer, sures[sure, SERVICES]]
    kept &= (sures[sure, SUPERVISORY] == 0) | (jobs.supervised[job] == 2)
    kept &= (sures[sure, PAID] == 0) | (jobs.paid[job] == 2)
    job, sure = job[kept], sure[kept]
    in_hours, whole, shared = (sures[sure, column] > 0 for column in (IN_HOURS, WHOLE, SHARED))
    weight = np.where(in_hours, jobs.weights[2, job], jobs.weights[0, job])
    weight = np.where(whole & ~in_hours & (weight < full), 0, weight) * np.where(shared, jobs.shares[job], SHARES)
    first, last = np.maximum(jobs.certain[0][job], sures[sure, SINCE]), jobs.certain[1][job]
    group = jobs.owner[job] * len(sures) + sure
    order = np.argsort(group * FAR + first, kind="stable")
    order = order[((first <= last) & (weight > 0))[order]]
    group, number = numbered(group[order])
    _reach(group, number, (first[order], last[order], weight[order]), plan, days, facts)


def numbered(group: Any) -> tuple[Any, Any]:
    """The distinct groups, in order as they are, and the number of each entry's."""
    opens = np.ones(len(group), np.bool_)
    opens[1:] = group[1:] != group[:-1]
    return group[opens], np.cumsum(opens) - 1


def _reach(group: Any, number: Any, stretches: tuple[Any, Any, Any], plan: Plan, days: Calendar, facts: Any) -> None:
    person, sure = np.divmod(group, len(plan["sures"]))
    in_hours = plan["sures"][sure, IN_HOURS] > 0
    of, first, last, weight = laid_over(number, *stretches)
    worth = np.where(in_hours[of], last - first + 1, days.between(first, last)) * weight
    amount = summed(of, worth, len(group))
    place, at = spread(plan["sure_starts"], sure)
    reached = amount[place] >= plan["sure_needs"][at]
    person, row = person[place[reached]], plan["sure_rows"][at[reached]]
    np.bitwise_or.at(facts, (row, person >> 3), np.left_shift(1, person & 7).astype(np.uint8))


def date_codes(column: Any, days: Any) -> Any:
    """Whether the first and the last day meant lie before, on or after each of some days; 0 is "not known"."""
    meant = dates(column)
    code = np.zeros(len(meant[0]), np.int64)
    for day in days.tolist():
        for side in meant:
            code = 3 * code + np.sign(side - day) + 1
    return np.where(meant[0] == UNKNOWN, 0, code + 1)


def holding(lists: Any, items: str, plan: Plan, facts: Any) -> None:
    """The facts about degrees (or licenses): the kind of each entry, and what holds for one of a person's kinds."""
    values, key = lists.values, 0
    for name, radix in zip(plan.words[items], plan[f"{items}_radix"].tolist(), strict=True):
        key = key * radix + _coded(values.field(name), plan.words[items][name], plan[f"{items}_days"])
    kind = np.searchsorted(plan[f"{items}_keys"], key) + 1
    held = np.packbits(plan[f"{items}_holding"].T, axis=1, bitorder="little")  # kinds x facts; 0 is "nothing listed"
    offsets = lists.offsets.to_numpy()
    found = np.zeros((len(lists), held.shape[1]), np.uint8)
    some = np.flatnonzero(np.diff(offsets))
    found[some] = np.bitwise_or.reduceat(held[kind], offsets[some], axis=0)
    found[~lists.is_valid().to_numpy(zero_copy_only=False)] = held[0]
    rows = plan[f"{items}_facts"]
    by_fact = np.unpackbits(found, axis=1, count=len(rows), bitorder="little").T
    facts[rows] = np.packbits(by_fact, axis=1, bitorder="little")


def told(people: Any, plan: Plan, facts: Any) -> None:
    """The facts about lists that are told as a whole: for each distinct text, who tells it and what it says."""
    for items in TOLD:
        column = people.column(items).dictionary_encode()
        number = codes(column, plan.words[items])
        rows, holding = plan[f"{items}_facts"], plan[f"{items}_holding"]
        facts[rows] = 0
        for place in np.unique(number).tolist():
            facts[rows[holding[:, place]]] |= np.packbits(number == place, bitorder="little")


def _coded(column: Any, words: dict[str, int], days: Any) -> Any:
    if pa.types.is_boolean(column.type):
        return np.array([1, 0, 2])[answers(column)]
    if pa.types.is_floating(column.type):
        known = np.array([0.0, *map(float, words)])
        amount = numbers(column)
        return np.where(np.isnan(amount), 0, np.searchsorted(known, np.nan_to_num(amount)))
    return codes(column, words) if words else date_codes(column, days)


def run(plan: Plan, rows: Any) -> tuple[Any, Any]:
    """The program over rows of bits."""
    starts, children = plan["starts"].tolist(), plan["children"].tolist()
    target = len(plan["facts"])
    words = list(rows)
    for node, operation in enumerate(plan["operations"].tolist()):
        held = children[starts[node] : starts[node + 1]]
        made = rows[target + node]
        if operation == NOT:
            np.bitwise_not(words[held[0]], out=made)
            continue
        join = np.bitwise_and if operation == AND else np.bitwise_or
        join(words[held[0]], words[held[1]], out=made)
        for child in held[2:]:
            join(made, words[child], out=made)
    return rows[plan["met"]], rows[plan["possible"]]


def stated(people: Any, plan: Plan, days: Calendar) -> Any:
    """Every fact, with room for the nodes."""
    rows, facts = _room(plan)
    employment = people.column("employment")
    listed = employment.is_valid().to_numpy(zero_copy_only=False)
    jobs = read_jobs(employment, plan)
    if plan["listed_row"] >= 0:
        facts[plan["listed_row"]] = np.packbits(listed, bitorder="little")
    possibly(jobs, listed, plan, days, facts)
    certainly(jobs, plan, days, facts)
    for items in ("education", "licenses"):
        holding(people.column(items), items, plan, facts)
    told(people, plan, facts)
    return rows


def _room(plan: Plan) -> tuple[Any, Any]:
    """Rows of bits for facts and nodes, the facts given filled in; and those of the facts as bytes."""
    number, size = plan["facts"].shape
    rows = np.zeros((number + len(plan["operations"]), -(-size // 8)), np.uint64)
    facts = rows.view(np.uint8)[:number, :size]
    facts[:] = plan["facts"]
    return rows, facts


def from_records(folder: Path) -> Measured:
    """All of it."""
    plan, days = read(folder, "records"), calendar()
    people = pa.ipc.open_file(plan.people).get_batch(0)
    spent, planes = best(lambda: run(plan, stated(people, plan, days)))
    return Measured(spent, people.num_rows, [unpacked(plane, people.num_rows) for plane in planes])


def from_facts(folder: Path) -> Measured:
    """The program alone."""
    plan = read(folder, "facts")
    rows = _room(plan)[0]
    spent, planes = best(lambda: run(plan, rows))
    number = int(plan["people"])
    return Measured(spent, number, [unpacked(plane, number) for plane in planes])
