"""A batch of a pool as arrays: days, weights and keys of every employment, kinds of every degree and license."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.requirement import Node
from meritplan.qualification.claims import HOURS_IN_A_WEEK
from meritplan.qualification.dates import DAWN, is_full, months_later, names_month, possible_days
from meritplan.qualification.names import plain, plain_set
from meritplan.screening import calendar
from meritplan.screening.attainments import Given, Held
from meritplan.screening.facts import MOST_JOBS
from meritplan.screening.lengths import Employer, Kind, Service
from meritplan.screening.schema import PRESENT
from meritplan.screening.tables import HUNDREDTHS, SHARES, Tables

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NOTHING = -1
NO_DAY = calendar.FIRST_DAY - 1


@dataclass(slots=True)
class Words:
    """Texts met so far, each told apart only as far as the plan does; ``names`` are those the plan uses."""

    told: Callable[[str], Hashable]
    numbers: dict[Hashable, int] = field(default_factory=dict)
    samples: list[str] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)

    def codes(self, column: Any) -> Ints:
        """One number for each text of a column; -1 where there is none."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        found = np.array([self.code(text) for text in column.dictionary.to_pylist()] or [NOTHING], np.int64)
        if column.null_count:
            indices = column.indices.fill_null(0).to_numpy(zero_copy_only=False)
            return np.where(column.is_null().to_numpy(zero_copy_only=False), NOTHING, found[indices])
        codes: Ints = found[column.indices.to_numpy(zero_copy_only=False)]
        return codes

    def code(self, text: str) -> int:
        """The number of a text."""
        if text not in self._known:
            told = self.told(text)
            if told not in self.numbers:
                self.numbers[told] = len(self.numbers)
                self.samples.append(text)
            self._known[text] = self.numbers[told]
        return self._known[text]

    def sample(self, code: int) -> str | None:
        """A text that has this number."""
        return None if code == NOTHING else self.samples[code]


@dataclass(slots=True)
class Days:
    """Dates of employment met so far as the days they may mean."""

    read: Callable[[str], tuple[int, int] | None]
    _known: dict[str, tuple[int, int]] = field(default_factory=dict)

    def spans(self, column: Any) -> tuple[Ints, Ints]:
        """First and last possible day of each date; -1, -1 where it is no date."""
        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        found = np.array([self._span(text) for text in column.dictionary.to_pylist()] or [(-1, -1)], np.int64)
        indices = column.indices.fill_null(0).to_numpy(zero_copy_only=False)
        spans = found[indices]
        if column.null_count:
            spans[column.is_null().to_numpy(zero_copy_only=False)] = NOTHING
        return spans[:, 0], spans[:, 1]

    def _span(self, text: str) -> tuple[int, int]:
        if text not in self._known:
            days = self.read(text)
            self._known[text] = (NOTHING, NOTHING) if days is None else days
        return self._known[text]


@dataclass(slots=True, kw_only=True)
class People:
    """One batch, ready for the kernel. ``irregular`` people are put to the one-person engine altogether."""

    number: int
    listed: Flags  # whether employment, education and licenses are listed
    irregular: Flags
    job_starts: Ints
    jobs: Ints
    keys: Ints
    item_starts: dict[str, Ints]
    items: dict[str, Ints]


def list_of(column: Any) -> tuple[Flags, Ints, Any]:
    """Whether there is a list, where each begins, and the entries of all lists, one after the other."""
    listed = column.is_valid().to_numpy(zero_copy_only=False)
    values = column.flatten()  # leaves out what stands behind a null
    lengths = column.value_lengths().fill_null(0).to_numpy(zero_copy_only=False)
    return listed, np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), values


def numbers(column: Any) -> tuple[NDArray[np.float64], Flags]:
    """A column of numbers, and where there is one."""
    there = column.is_valid().to_numpy(zero_copy_only=False)
    return column.fill_null(0.0).to_numpy(zero_copy_only=False), there


def flags(column: Any) -> Ints:
    """A column of yes (2), unknown (1) and no (0)."""
    there = column.is_valid().to_numpy(zero_copy_only=False)
    said = column.fill_null(False).to_numpy(zero_copy_only=False)
    return np.where(there, np.where(said, 2, 0), 1).astype(np.int64)


class Encoder:
    """Turns batches into arrays; keeps what it has learned of words and dates from batch to batch."""

    def __init__(self, tables: Tables) -> None:
        self.tables, plan = tables, tables.plan
        self.as_of = plan.as_of.toordinal()
        self.rule = plan.policy.month_dates
        tests = {test for sure in tables.sures for test in sure.tests}
        titles = {name for test in tests for name in _titles(test)}
        employers = {test.name for test in tests if not isinstance(test, Kind)} | set(tables.services)
        employers |= {plain(name) for names in plan.policy.employers.values() for name in names}
        self.title, self.code = _told_apart(titles), _told_apart(titles)
        self.employer, self.sector = _told_apart(employers), _told_apart(employers)
        facts = [fact for fact in plan.program.facts if isinstance(fact, Held | Given)]
        self.days = _breakpoints(facts, self.as_of)
        self.level = Words(lambda text: text)
        self.field = _told_apart({name for fact in facts for name in _fields(fact)})
        self.license = _told_apart(
            {name for fact in facts for name in fact.names or ()} | plan.nobody().licenses_listed
        )
        self.any_text, self.date = Words(bool), Words(self._against_days)
        self.issuer, self.status, self.verified = Words(plain), Words(plain), Words(plain)
        self.issued = Words(lambda text: text) if _held_long(facts) else self.date
        self.starts, self.ends, self.printed = Days(self._start), Days(self._end), Days(possible_days)
        self.known_keys: dict[tuple[int, ...], int] = {}
        self.known_items: dict[str, dict[tuple[Any, ...], int]] = {"education": {}, "licenses": {}}

    def encode(self, batch: pa.RecordBatch) -> People:
        """The batch as arrays."""
        irregular = np.zeros(batch.num_rows, np.bool_)
        jobs_listed, job_starts, jobs, keys = self._jobs(batch.column("employment"), irregular)
        listed, starts, items = [jobs_listed], {}, {}
        for name, encode in (("education", self._degrees), ("licenses", self._licenses)):
            there, starts[name], values = list_of(batch.column(name))
            items[name] = encode(values)
            listed.append(there)
        return People(
            number=batch.num_rows,
            listed=np.stack(listed, axis=1),
            irregular=irregular,
            job_starts=job_starts,
            jobs=jobs,
            keys=keys,
            item_starts=starts,
            items=items,
        )

    # --- employment --------------------------------------------------------------------------------------

    def _jobs(self, column: Any, irregular: Flags) -> tuple[Flags, Ints, Ints, Ints]:
        listed, starts, values = list_of(column)
        found = np.zeros((len(values), 12), np.int64)
        odd = np.zeros(len(values), np.bool_)
        self._job_days(values, found, odd)
        self._job_weights(values, found, odd)
        found[:, 9] = self._supervision(values)
        found[:, 10] = flags(values.field("paid"))
        found[:, 11] = self._job_verified(values.field("verified"))
        texts = [("title", self.title), ("class_code", self.code), ("employer", self.employer), ("sector", self.sector)]
        codes = np.stack([words.codes(values.field(name)) for name, words in texts], axis=1)
        keys = _numbered(codes, self.known_keys)
        owners = np.repeat(np.arange(len(listed)), np.diff(starts))
        irregular[owners[odd]] = True
        irregular[np.diff(starts) > MOST_JOBS] = True
        return listed, starts, found, keys

    def _job_days(self, values: Any, found: Ints, odd: Flags) -> None:
        """The days certainly and possibly worked (C1, C2)."""
        start_low, start_high = self.starts.spans(values.field("start"))
        end_low, end_high = self.ends.spans(values.field("end"))
        printed_start, _ = self.printed.spans(values.field("start"))
        _, printed_end = self.printed.spans(values.field("end"))
        # ends before it starts, however its dates are read: neither can be relied on
        crossed = (printed_start >= 0) & (printed_end >= 0) & (printed_start > printed_end)
        start_known, end_known = (start_low >= 0) & ~crossed, (end_low >= 0) & ~crossed
        first = np.where(start_known, start_low, DAWN)
        last = np.minimum(np.where(end_known, end_high, self.as_of), self.as_of)
        narrow = start_known & end_known
        narrow_first = np.where(narrow, start_high, self.as_of + 1)
        narrow_last = np.where(narrow, np.minimum(end_low, self.as_of), self.as_of)
        for place, days in enumerate((narrow_first, narrow_last, first, last)):
            found[:, place] = days - calendar.FIRST_DAY
            odd |= (days < calendar.FIRST_DAY) | (days > calendar.LAST_DAY)

    def _start(self, text: str) -> tuple[int, int] | None:
        days = possible_days(text)
        if days is None or self.rule == "widen" or not names_month(text):
            return days
        return days[0], days[0]

    def _end(self, text: str) -> tuple[int, int] | None:
        if text.strip().lower() == PRESENT:
            return self.as_of, self.as_of
        days = possible_days(text)
        if days is None or self.rule == "widen" or not names_month(text) or is_full(text):
            return days
        return (days[1], days[1]) if self.rule == "whole" else (days[0] - 1, days[0] - 1)

    def _job_weights(self, values: Any, found: Ints, odd: Flags) -> None:
        """Weights of full time at least and at most, hours at least and at most, and the share of the time."""
        scale = self.tables.scale
        hours, there = numbers(values.field("hours_per_week"))
        there = there & (hours >= 0) & (hours <= HOURS_IN_A_WEEK)
        hundredths = np.where(there, np.round(hours * HUNDREDTHS), 0).astype(np.int64)
        odd |= there & (np.abs(hours * HUNDREDTHS - hundredths) > 1e-9)
        weight = np.where(hundredths >= scale.full_hours, scale.full, np.minimum(hundredths * scale.factor, scale.full))
        found[:, 4], found[:, 5] = np.where(there, weight, 0), np.where(there, weight, scale.full)
        found[:, 6], found[:, 7] = np.where(there, hundredths, 0), np.where(there, hundredths, scale.full_hours)
        share, there = numbers(values.field("share"))
        there = there & (share >= 0) & (share <= 1)
        parts = np.where(there, np.round(share * SHARES), SHARES).astype(np.int64)
        odd |= there & (np.abs(share * SHARES - parts) > 1e-9)
        found[:, 8] = parts

    def _supervision(self, values: Any) -> Ints:
        """Whether people were supervised under the policy's test: yes (2), unknown (1), no (0)."""
        test = self.tables.plan.policy.supervision_test
        people, there = numbers(values.field("people"))
        enough = people >= float(test.people)
        if test.functions:
            held = values.field("functions").to_pylist() if there.any() else []
            enough = enough & np.array([_performs(each, test.functions) for each in held] or np.zeros(len(there), bool))
        return np.where(there, np.where(people <= 0, 0, np.where(enough, 2, 1)), 1)

    def _job_verified(self, column: Any) -> Ints:
        asked = self.tables.plan.gate in self.tables.plan.policy.verification_gates
        codes = self.verified.codes(column)
        answers = [
            _relied_on(self.verified.sample(code), asked=asked) for code in range(-1, len(self.verified.samples))
        ]
        return np.array(answers, np.int64)[codes + 1]

    # --- degrees and licenses ----------------------------------------------------------------------------

    def _degrees(self, values: Any) -> Ints:
        texts = [
            ("level", self.level),
            ("field", self.field),
            ("conferred", self.date),
            ("equivalency", self.any_text),
            ("expected", self.date),
            ("verified", self.verified),
        ]
        columns = [words.codes(values.field(name)) for name, words in texts]
        columns += [flags(values.field(name)) for name in ("accredited", "in_progress")]
        for name in ("semester_units", "quarter_units", "years"):
            amount, there = numbers(values.field(name))
            columns.append(np.where(there, amount, -1.0).view(np.int64))
        return _numbered(np.stack(columns, axis=1), self.known_items["education"])

    def degree(self, key: tuple[int, ...]) -> dict[str, Any]:
        """A degree with this key, as an entry of a record."""
        words = (self.level, self.field, self.date, self.any_text, self.date, self.verified)
        names = ("level", "field", "conferred", "equivalency", "expected", "verified")
        found: dict[str, Any] = {name: each.sample(code) for name, each, code in zip(names, words, key, strict=False)}
        for name, code in zip(("accredited", "in_progress"), key[6:8], strict=True):
            found[name] = {2: True, 1: None, 0: False}[code]
        for name, code in zip(("semester_units", "quarter_units", "years"), key[8:], strict=True):
            amount = float(np.array(code, np.int64).view(np.float64))
            found[name] = None if amount == -1.0 else amount
        return found

    def _licenses(self, values: Any) -> Ints:
        texts = [
            ("name", self.license),
            ("issuer", self.issuer),
            ("issued", self.issued),
            ("expires", self.date),
            ("status", self.status),
            ("verified", self.verified),
        ]
        codes = [words.codes(values.field(name)) for name, words in texts]
        return _numbered(np.stack(codes, axis=1), self.known_items["licenses"])

    def license_held(self, key: tuple[int, ...]) -> dict[str, Any]:
        """A license with this key, as an entry of a record."""
        words = (self.license, self.issuer, self.issued, self.date, self.status, self.verified)
        names = ("name", "issuer", "issued", "expires", "status", "verified")
        return {name: each.sample(code) for name, each, code in zip(names, words, key, strict=True)}

    def _against_days(self, text: str) -> Hashable:
        """A date as far as the plan tells dates apart: before or after the day asked about, and the like."""
        days = possible_days(text)
        return (
            None
            if days is None
            else tuple((days[0] > day, days[1] > day, days[0] < day, days[1] < day) for day in self.days)
        )


def _numbered(codes: Ints, known: dict[Any, int]) -> Ints:
    """One number for each row of codes, the same from batch to batch."""
    if not len(codes):
        return np.zeros(0, np.int64)
    rows = np.ascontiguousarray(codes)
    mixed = np.zeros(len(rows), np.uint64)
    for column in range(rows.shape[1]):
        mixed = (mixed ^ rows[:, column].view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    _, at, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    if not (rows[at][inverse] == rows).all():  # two rows mixed to one number: told apart the slow way
        _, at, inverse = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    numbers_ = np.array([known.setdefault(tuple(row), len(known)) for row in rows[at].tolist()], np.int64)
    return numbers_[inverse.ravel()]


def _told_apart(names: set[str] | frozenset[str]) -> Words:
    """Texts told apart where the plan names them; all others are one, but for those that are empty."""
    return Words(lambda text: form if (form := plain(text)) in names else bool(form))


def _titles(test: Any) -> frozenset[str]:
    if isinstance(test, Kind):
        return test.titles
    return (test.level or frozenset()) if isinstance(test, Service) else frozenset()


def _fields(fact: Held | Given) -> frozenset[str]:
    return plain_set(getattr(fact.leaf, "fields", ())) if isinstance(fact, Held) else frozenset()


def _breakpoints(facts: list[Any], as_of: int) -> tuple[int, ...]:
    months = {rule.short_months for fact in facts for rule in fact.admissions if rule.short_months is not None}
    return tuple(sorted({as_of, *(months_later(as_of, int(each)) for each in months)}))


def _held_long(facts: list[Any]) -> bool:
    return any(isinstance(fact, Held) and _months_held(fact.leaf) for fact in facts)


def _months_held(leaf: Node) -> bool:
    return getattr(leaf, "held_months", None) is not None


def _performs(held: list[str] | None, asked: int | tuple[str, ...]) -> bool:
    found = set(held or ())
    return len(found) >= asked if isinstance(asked, int) else set(asked) <= found


def _relied_on(result: str | None, *, asked: bool) -> int:
    """Whether a claim may be relied on (C32): yes (2), unknown (1), no (0)."""
    if result is not None and plain(result) == "contradicted":
        return 0 if asked else 1
    return 2 if not asked or (result is not None and plain(result) == "verified") else 1


__all__ = ["Employer", "Encoder", "People", "list_of"]
