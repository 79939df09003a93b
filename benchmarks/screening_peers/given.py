"""What each peer is given: raw records as Arrow, the plan's own tables, and what its words mean.

Runs where Meritplan is installed. Nothing here is timed: it is what compiling a plan and learning its words are to the
kernel. A peer is given

- the batch of people as Parquet gives it, lists and texts as they are (``people.arrow``);
- each text of the pool with the number the plan knows it by (titles, employers, fields, licenses), and for those
  numbers which quantities they touch and which tests they pass;
- for each kind of degree and license found in the pool (its level, field, ... as one number) the facts that hold;
- quantities, thresholds, rows of facts and the program of "and", "or" and "not";
- for each text in which coursework, training, skills or conditions are told the facts that hold;
- the facts it is not asked to work out (what study done adds to lengths of work), for nothing.

It counts under the default policy alone, looks only at columns a made-up pool fills, and where months are counted from
date to date does not try whether leaving a stretch out makes more (C3): one answer in hundreds of millions differs.
Neither the kernel nor its peers look at rulings: people of whom a class was ruled on are the one-person engine's.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from meritplan.qualification.dates import last_day_within, possible_days, window_start
from meritplan.qualification.names import plain, plain_set
from meritplan.screening.attainments import Given, Held, Told
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.kernel import Kernel
from meritplan.screening.lengths import ANY_SERVICE, LISTED, OUT, Amount, Employer, Kind, Possible, Service, Sure, Test
from meritplan.screening.schema import POOL, TEXTS

MONTH, HUNDREDTHS, SHARES, DAYS_A_WEEK = 487, 100, 10_000, 7
KEYS = {
    "education": ("level", "field", "accredited", "conferred", "in_progress", "semester_units", "verified"),
    "licenses": ("name", "issuer", "expires", "status", "verified"),
}
DATES = {"conferred", "expires"}
JOBS = ("id", "employer", "title", "start", "end", "hours_per_week", "paid", "people", "functions", "share", "verified")
NAMES = {"education": ("field", "fields"), "licenses": ("name", "names")}
FIRST_RADIX = 3  # of yes, no and unknown


class UnmeasurableError(Exception):
    """A plan or pool for which the peers were not written."""


def give(kernel: Kernel, batch: pa.RecordBatch, other: pa.RecordBatch, folder: Path) -> int:
    """Write all a peer needs into a folder; how many facts it gets for nothing.

    The ``other`` people are for the kernel alone, which meets them in between.
    """
    plan, rows = kernel.plan, kernel.tables.rows
    _check(plan, batch)
    _write_people(plan, batch, other, folder)
    texts = {name: _texts(batch.column("employment").values.field(name)) for name in ("title", "employer")}
    amounts = [fact for fact in plan.program.facts if isinstance(fact, Amount)]
    work, words = _work(plan, amounts, rows, texts)
    work["listed_row"] = np.array(rows.get(LISTED, -1))
    worked_out = {rows[fact] for fact in plan.program.facts if isinstance(fact, Amount) or fact == LISTED}
    held = {items: _held(kernel, batch, items) for items in KEYS}
    held |= {items: _told(kernel, batch, items) for items in TEXTS[:-1]}
    for items, each in held.items():
        words[items] = each.pop("words")
        work |= {f"{items}_{name}": value for name, value in each.items()}
        worked_out |= set(each["facts"].tolist())
    known = kernel.facts(batch)
    free = sorted(set(range(len(known))) - worked_out)
    facts = np.zeros_like(known)
    facts[free] = known[free]
    program = _program(kernel, batch.num_rows)
    np.savez(folder / "records.npz", facts=np.packbits(facts, axis=1, bitorder="little"), **program, **work)
    np.savez(folder / "facts.npz", facts=np.packbits(known, axis=1, bitorder="little"), **program)
    (folder / "words.json").write_text(json.dumps(words))
    return len(free) - 2  # "no" and "yes" are no facts


def _write_people(plan: CompiledPlan, batch: pa.RecordBatch, other: pa.RecordBatch, folder: Path) -> None:
    for name, people in (("people", batch), ("other", other)):
        with pa.ipc.new_file(folder / f"{name}.arrow", people.schema) as file:
            file.write_batch(people)
    numbered = pa.table(batch).append_column("person", pa.array(np.arange(batch.num_rows)))
    pq.write_table(numbered, folder / "people.parquet")
    (folder / "plan.pickle").write_bytes(pickle.dumps(plan))


def _program(kernel: Kernel, people: int) -> dict[str, Any]:
    tables = kernel.tables
    return {
        "operations": tables.operations,
        "starts": tables.starts,
        "children": tables.children,
        "met": tables.met[:, 0],
        "possible": tables.possible[:, 0],
        "people": np.array(people),
    }


def _check(plan: CompiledPlan, batch: pa.RecordBatch) -> None:
    """Raise where the peers were not written for this policy, or these records."""
    policy = plan.policy
    test = policy.supervision_test
    ways = (policy.month_rule, policy.overlap, policy.month_dates, test.people, test.functions)
    if ways != ("exact", "union", "widen", 1, 0) or plan.gate in policy.verification_gates:
        raise UnmeasurableError(f"the peers count under the default policy, not under {policy.name!r}")
    for items, looked_at in (("employment", JOBS), *KEYS.items()):
        values = batch.column(items).values
        for field in values.type:
            if field.name not in looked_at and values.field(field.name).null_count < len(values):
                raise UnmeasurableError(f"the peers do not look at {items}.{field.name}, which this pool holds")


def _texts(column: Any) -> list[str]:
    """Every text a column speaks of."""
    return sorted(set(column.dictionary.to_pylist()) - {None})


# --- work ------------------------------------------------------------------------------------------------


def _work(
    plan: CompiledPlan, amounts: Sequence[Amount], rows: dict[Any, int], texts: dict[str, list[str]]
) -> tuple[dict[str, Any], dict[str, dict[str, int]]]:
    """Quantities with their thresholds, and what titles and employers mean for them."""
    possibles = tuple(dict.fromkeys(fact.of for fact in amounts if isinstance(fact.of, Possible)))
    sures = tuple(dict.fromkeys(fact.of for fact in amounts if isinstance(fact.of, Sure)))
    services = tuple(dict.fromkeys(each.services for each in (*possibles, *(sure.possible for sure in sures))))
    full = int(plan.policy.full_time_hours * HUNDREDTHS)
    found: dict[str, Any] = {"full": np.array(full), "as_of": np.array(plan.as_of.toordinal())}
    found["quantities"] = _quantities(possibles, services, plan)
    found["sures"] = _quantities([sure.possible for sure in sures], services, plan)
    found |= _thresholds("quantity", possibles, amounts, rows, full)
    found |= _thresholds("sure", sures, amounts, rows, full)
    titles, title_numbers = _titles(sures, texts["title"])
    needs = list(dict.fromkeys(need for each in titles for _, need in each))
    found["title_starts"] = np.cumsum([0, *map(len, titles)])
    found["title_sures"] = np.array([sure for each in titles for sure, _ in each], np.int64)
    found["title_needs"] = np.array([needs.index(need) for each in titles for _, need in each], np.int64)
    listed = plan.nobody().employers
    employers = ["", *(plain(text) for text in texts["employer"])]
    found["employer_passes"] = np.array(
        [[all(_passed(test, name, listed) for test in need) for need in needs] for name in employers], np.bool_
    ).reshape(len(employers), len(needs))
    found["employer_allowed"] = np.array(
        [[_allowed(each, name, listed) for each in services] for name in employers], np.bool_
    )
    numbers = {text: place for place, text in enumerate(texts["employer"], 1)}
    return found, {"title": title_numbers, "employer": numbers}


def _quantities(several: Iterable[Possible], services: Sequence[Any], plan: CompiledPlan) -> Any:
    """Supervisory, paid, whole time only, in hours, shared, services, first day."""
    as_of = plan.as_of.toordinal()
    found = [
        [
            each.supervisory, each.paid, each.whole_time_only, each.in_hours, each.shared,
            services.index(each.services), 0 if each.within_months is None else window_start(as_of, each.within_months),
        ]
        for each in several
    ]  # fmt: skip
    return np.array(found, np.int64).reshape(len(found), 7)


def _thresholds(
    name: str, quantities: Sequence[Any], amounts: Sequence[Amount], rows: dict[Any, int], full: int
) -> dict[str, Any]:
    """For each quantity its thresholds in order, in whole numbers, and their rows."""
    by_quantity: dict[Any, list[tuple[int, int]]] = {each: [] for each in quantities}
    for fact in amounts:
        if fact.of in by_quantity:
            by_quantity[fact.of].append((_needed(fact, full), rows[fact]))
    ordered = [sorted(by_quantity[each]) for each in quantities]
    return {
        f"{name}_starts": np.cumsum([0, *map(len, ordered)]),
        f"{name}_needs": np.array([need for each in ordered for need, _ in each], np.int64),
        f"{name}_rows": np.array([row for each in ordered for _, row in each], np.int64),
    }


def _needed(fact: Amount, full: int) -> int:
    of = fact.of.possible if isinstance(fact.of, Sure) else fact.of
    whole = Fraction(fact.need) * (DAYS_A_WEEK * HUNDREDTHS if of.in_hours else MONTH * full) * SHARES
    return min(2**56, floor(whole) + 1 if fact.strict else ceil(whole))


def _titles(
    sures: Sequence[Sure], texts: Iterable[str]
) -> tuple[list[list[tuple[int, frozenset[Test]]]], dict[str, int]]:
    """For each title the plan tells apart the sure quantities it touches, with the tests left; 0 is any other title."""
    forms, numbers = {"": 0}, dict[str, int]()
    named = {title for sure in sures for test in sure.tests if isinstance(test, Kind) for title in test.titles}
    for text in texts:
        form = plain(text)
        numbers[text] = forms.setdefault(form if form in named else "", len(forms))
    return [[*_touched(sures, form)] for form in forms], numbers


def _touched(sures: Sequence[Sure], form: str) -> Iterator[tuple[int, frozenset[Test]]]:
    for number, sure in enumerate(sures):
        if all(form in test.titles for test in sure.tests if isinstance(test, Kind)):
            yield number, frozenset(test for test in sure.tests if not _settled(test, form))


def _settled(test: Test, form: str) -> bool:
    if isinstance(test, Kind):
        return True
    return isinstance(test, Service) and test.side == OUT and test.level is not None and form in test.level


def _passed(test: Test, employer: str, listed: Any) -> bool:
    if isinstance(test, Employer):
        return bool(employer) and (employer in listed.get(test.name, ()) or (test.named and test.name == employer))
    assert isinstance(test, Service)
    serves = _serves(test.name, employer, listed)
    return serves is False if test.side == OUT else serves is True


def _serves(service: str, employer: str, listed: Any) -> bool | None:
    if service in (ANY_SERVICE, employer) or employer in listed.get(service, ()):
        return True
    return False if employer else None


def _allowed(services: Any, employer: str, listed: Any) -> bool:
    return not any(_serves(name, employer, listed) is (side == OUT) for side, name in services)


# --- degrees and licenses --------------------------------------------------------------------------------


def _held(kernel: Kernel, batch: pa.RecordBatch, items: str) -> dict[str, Any]:
    """The kinds of degree (or license) in the pool, and the facts that hold for each: the kernel's own answers."""
    plan = kernel.plan
    facts = [fact for fact in plan.program.facts if isinstance(fact, Held | Given) and fact.items == items]
    rows = np.array(sorted(kernel.tables.rows[fact] for fact in facts), np.int64)
    days = _days(facts, plan)
    values = batch.column(items).values
    columns = [values.field(name).to_pylist() for name in KEYS[items]]
    words = {name: _words(name, items, _said(values.field(name)), plan, facts) for name in KEYS[items]}
    radix = [9 ** len(days) + 1 if name in DATES else 1 + max(words[name].values(), default=2) for name in KEYS[items]]
    samples: dict[int, tuple[Any, ...]] = {}
    for entry in zip(*columns, strict=True):
        key = 0
        for name, value, base in zip(KEYS[items], entry, radix, strict=True):
            key = key * base + _code(name, value, words[name], days)
        samples.setdefault(key, entry)
    keys = sorted(samples)
    probes = [[dict(zip(KEYS[items], samples[key], strict=True))] for key in keys]
    holding = kernel.facts(_probe(items, [None, *probes]))[rows]
    return {
        "facts": rows, "keys": np.array(keys, np.int64), "holding": holding, "days": np.array(days, np.int64),
        "radix": np.array(radix, np.int64), "words": words,
    }  # fmt: skip


def _told(kernel: Kernel, batch: pa.RecordBatch, items: str) -> dict[str, Any]:
    """The texts of a list that is told as a whole, and the facts that hold for each; 0 is "not listed"."""
    facts = [fact for fact in kernel.plan.program.facts if isinstance(fact, Told) and fact.items == items]
    rows = np.array(sorted(kernel.tables.rows[fact] for fact in facts), np.int64)
    texts = sorted(set(batch.column(items).to_pylist()) - {None})
    holding = kernel.facts(_probe(items, [None, *texts]))[rows]
    return {"facts": rows, "holding": holding, "words": {text: place for place, text in enumerate(texts, 1)}}


def _days(facts: Sequence[Any], plan: CompiledPlan) -> list[int]:
    """The days on which the plan tells dates apart."""
    as_of = plan.as_of.toordinal()
    months = {rule.short_months for fact in facts for rule in fact.admissions if rule.short_months is not None}
    return sorted({as_of, *(last_day_within(as_of, int(each)) for each in months)})


def _said(column: Any) -> list[Any]:
    """The texts or numbers a column speaks of; none where it holds yes and no."""
    if pa.types.is_boolean(column.type):
        return []
    return _texts(column) if pa.types.is_dictionary(column.type) else sorted(set(column.to_pylist()) - {None})


def _words(name: str, items: str, said: list[Any], plan: CompiledPlan, facts: Sequence[Any]) -> dict[str, int]:
    """A number for each value of a column; 0 is "not said". Names the plan does not speak of are one."""
    if name in DATES or not said:
        return {}
    if name != NAMES[items][0]:
        return {str(each): place for place, each in enumerate(said, 1)}
    known = {form for fact in facts for form in fact.names or ()} | plan.nobody().licenses_listed
    known |= {form for fact in facts for form in plain_set(getattr(getattr(fact, "leaf", None), "fields", ()))}
    forms: dict[str | None, int] = {}
    return {text: forms.setdefault(plain(text) if plain(text) in known else None, len(forms) + 1) for text in said}


def _code(name: str, value: Any, words: dict[str, int], days: Sequence[int]) -> int:
    if name in DATES:
        return date_code(possible_days(value), days)
    if value is None or isinstance(value, bool):
        return {None: 0, False: 1, True: 2}[value]
    return words[str(value)]


def date_code(meant: tuple[int, int] | None, days: Sequence[int]) -> int:
    """Whether the first and the last day meant lie before, on or after each of some days; 0 is "not known"."""
    if meant is None:
        return 0
    code = 0
    for day in days:
        for side in meant:
            code = 3 * code + (side > day) - (side < day) + 1
    return code + 1


def _probe(items: str, several: list[Any]) -> pa.RecordBatch:
    """People who list these things and no other."""
    arrays = [
        pa.array(several, field.type)
        if field.name == items
        else pa.array([[]] * len(several), field.type)
        if pa.types.is_list(field.type)
        else pa.nulls(len(several), field.type)
        for field in POOL
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=POOL)
