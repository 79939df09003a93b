"""A batch of a pool as arrays: days, weights and names of every employment, kinds of every degree and license."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import ceil
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.requirement import Node
from meritplan.qualification.claims import HOURS_IN_A_WEEK
from meritplan.qualification.dates import DAWN, is_full, last_day_within, names_month, possible_days
from meritplan.qualification.names import plain, plain_set
from meritplan.screening import calendar
from meritplan.screening.attainments import Given, Held
from meritplan.screening.columns import NOTHING, Dates, Lists, Meanings, flags, lists, numbers, put_answers, put_codes
from meritplan.screening.employment import MOST_JOBS, UNKNOWN, read_days, read_kinds, read_odd, read_weights, sort_jobs
from meritplan.screening.interning import Numbering
from meritplan.screening.lengths import Kind, Service
from meritplan.screening.schema import PRESENT
from meritplan.screening.tables import HUNDREDTHS, SHARES, Tables

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
OF_LIST = ("education", "licenses")
NAMES = {"education": (1, "field"), "licenses": (0, "name")}  # where their names stand in keys, and in records


class Words:
    """Texts met so far, each told apart only as far as the plan does."""

    def __init__(self, told: Callable[[str], Hashable]) -> None:
        self.told = told
        self.samples: list[str] = []
        self._numbers: dict[Hashable, int] = {}
        self.meanings = Meanings(lambda text: (self.code(text),), (NOTHING,))

    def code(self, text: str) -> int:
        """The number of a text."""
        told = self.told(text)
        if told not in self._numbers:
            self._numbers[told] = len(self._numbers)
            self.samples.append(text)
        return self._numbers[told]

    def put(self, column: Any, into: Ints, at: int) -> None:
        """One number for each text of a column; -1 where there is none."""
        if column.null_count == len(column):
            into[:, at] = NOTHING
            return
        found, table = self.meanings.of(column)
        put_codes(found, table, into, at)

    def sample(self, code: int) -> str | None:
        """A text that has this number."""
        return None if code == NOTHING else self.samples[code]


class Items(NamedTuple):
    """The degrees (or licenses) of each person, each as the number of its kind."""

    listed: Flags
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    kinds: NDArray[np.int32]


class Jobs(NamedTuple):
    """The employments of each person in order of their first possible day; days count from the calendar's first.

    ``days`` are the first and last day certainly and possibly worked; ``weights`` those of full time at least and at
    most, and hours at least and at most; ``shares`` ten-thousandths of the time; ``kinds`` nine times supervision,
    three times pay, and verification, each yes (2), unknown (1) or no (0); ``titles`` and ``employers`` numbers of
    names.
    """

    listed: Flags
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    days: NDArray[np.int32]
    weights: NDArray[np.int32]
    shares: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    titles: NDArray[np.int32]
    employers: NDArray[np.int32]


class People(NamedTuple):
    """One batch, ready for the kernel. ``irregular`` people are put to the one-person engine altogether."""

    number: int
    irregular: Flags
    jobs: Jobs
    education: Items
    licenses: Items


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
        self.day = Words(self.against_day)
        self.issued = Words(lambda text: text) if _held_long(facts) else self.day
        unknown = (UNKNOWN, UNKNOWN, UNKNOWN)
        self.starts = Dates(lambda text: self._dated(self._start(text), text, 0), unknown)
        self.ends = Dates(lambda text: self._dated(self._end(text), text, 1), unknown)
        asked = plan.gate in plan.policy.verification_gates
        self.checked = Meanings(lambda text: (_relied_on(text, asked=asked),), (_relied_on(None, asked=asked),))
        self.titles, self.employers = Numbering(2), Numbering(2)
        self.items = {"education": Numbering(11), "licenses": Numbering(6)}

    def encode(self, batch: pa.RecordBatch) -> People:
        """The batch as arrays."""
        irregular = np.zeros(batch.num_rows, np.bool_)
        return People(
            number=batch.num_rows,
            irregular=irregular,
            jobs=self._jobs(lists(batch.column("employment")), irregular),
            education=self._items("education", lists(batch.column("education")), self._degrees),
            licenses=self._items("licenses", lists(batch.column("licenses")), self._licenses),
        )

    def _items(self, name: str, found: Lists, codes: Callable[[Any], Ints]) -> Items:
        return Items(found.listed, found.begins, found.ends, self.items[name].of(codes(found.values)))

    # --- employment --------------------------------------------------------------------------------------

    def _jobs(self, found: Lists, irregular: Flags) -> Jobs:
        values, number = found.values, len(found.values)
        jobs = Jobs(
            listed=found.listed,
            begins=found.begins,
            ends=found.ends,
            days=np.empty((number, 4), np.int32),
            weights=np.empty((number, 4), np.int32),
            shares=np.empty(number, np.int32),
            kinds=np.empty(number, np.uint8),
            titles=self.titles.of(self._codes(values, {"title": self.title, "class_code": self.code})),
            employers=self.employers.of(self._codes(values, {"employer": self.employer, "sector": self.sector})),
        )
        scale, test = self.tables.scale, self.tables.plan.policy.supervision_test
        amounts = np.array([scale.full, scale.factor, scale.full_hours, HUNDREDTHS, HOURS_IN_A_WEEK, SHARES], np.int64)
        days = np.array([DAWN, self.as_of, calendar.LAST_DAY], np.int64) - calendar.FIRST_DAY
        odd = np.zeros(number, np.bool_)
        read_days(self.starts.of(values.field("start")), self.ends.of(values.field("end")), days, jobs.days, odd)
        hours, share, people = (numbers(values.field(name)) for name in ("hours_per_week", "share", "people"))
        read_weights(hours, share, amounts, jobs.weights, jobs.shares, odd)
        checked = self.checked.of(values.field("verified"))
        read_kinds(people, flags(values.field("paid")), checked, self._performed(values), ceil(test.people), jobs.kinds)
        sort_jobs(*jobs[1:])
        if odd.any() or (found.ends - found.begins > MOST_JOBS).any():
            read_odd(found.begins, found.ends, odd, irregular)
        return jobs

    @staticmethod
    def _codes(values: Any, words: dict[str, Words]) -> Ints:
        found = np.empty((len(values), len(words)), np.int64)
        for at, (name, each) in enumerate(words.items()):
            each.put(values.field(name), found, at)
        return found

    def _performed(self, values: Any) -> NDArray[np.uint8]:
        """Whether the functions the policy's test names were performed; empty where it names none."""
        asked = self.tables.plan.policy.supervision_test.functions
        if not asked:
            return np.zeros(0, np.uint8)
        return np.array([_performs(each, asked) for each in values.field("functions").to_pylist()], np.uint8)

    def _dated(self, days: tuple[int, int] | None, text: str, side: int) -> tuple[int, ...]:
        """First and last day a date may mean, and the first (or last) one it prints."""
        printed = possible_days(text)
        found = (*(days or (None, None)), None if printed is None else printed[side])
        return tuple(UNKNOWN if day is None else day - calendar.FIRST_DAY for day in found)

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

    # --- degrees and licenses ----------------------------------------------------------------------------

    def _degrees(self, values: Any) -> Ints:
        words = (self.level, self.field, self.date, self.any_text, self.date, self.verified)
        names = ("level", "field", "conferred", "equivalency", "expected", "verified")
        found = np.empty((len(values), 11), np.int64)
        for at, (name, each) in enumerate(zip(names, words, strict=True)):
            each.put(values.field(name), found, at)
        for at, name in enumerate(("accredited", "in_progress"), start=6):
            put_answers(flags(values.field(name)), found, at)
        for at, name in enumerate(("semester_units", "quarter_units", "years"), start=8):
            amounts = values.field(name)
            if amounts.null_count == len(amounts):
                found[:, at] = _NO_AMOUNT
            else:
                found[:, at] = amounts.fill_null(-1.0).to_numpy(zero_copy_only=False).view(np.int64)
        return found

    def degree(self, key: Ints) -> dict[str, Any]:
        """A degree with this key, as an entry of a record."""
        words = (self.level, self.field, self.date, self.any_text, self.date, self.verified)
        names = ("level", "field", "conferred", "equivalency", "expected", "verified")
        found: dict[str, Any] = {name: each.sample(code) for name, each, code in zip(names, words, key, strict=False)}
        for name, code in zip(("accredited", "in_progress"), key[6:8], strict=True):
            found[name] = {2: True, 1: None, 0: False}[int(code)]
        for name, amount in zip(("semester_units", "quarter_units", "years"), key[8:].view(np.float64), strict=True):
            found[name] = None if amount == -1.0 else float(amount)
        return found

    def _licenses(self, values: Any) -> Ints:
        return self._codes(
            values,
            {
                "name": self.license,
                "issuer": self.issuer,
                "issued": self.issued,
                "expires": self.day,
                "status": self.status,
                "verified": self.verified,
            },
        )

    def license_held(self, key: Ints) -> dict[str, Any]:
        """A license with this key, as an entry of a record."""
        words = (self.license, self.issuer, self.issued, self.day, self.status, self.verified)
        names = ("name", "issuer", "issued", "expires", "status", "verified")
        return {name: each.sample(code) for name, each, code in zip(names, words, key, strict=True)}

    def against_day(self, text: str) -> Hashable:
        """A date as far as only the day asked about tells dates apart."""
        return _told_by((self.as_of,), text)

    def _against_days(self, text: str) -> Hashable:
        """A date as far as the plan tells dates apart: before or after the day asked about, and the like."""
        return _told_by(self.days, text)


def _told_by(breakpoints: tuple[int, ...], text: str) -> Hashable:
    days = possible_days(text)
    if days is None:
        return None
    return tuple((days[0] > day, days[1] > day, days[0] < day, days[1] < day) for day in breakpoints)


_NO_AMOUNT = int(np.array(-1.0).view(np.int64))


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
    return tuple(sorted({as_of, *(last_day_within(as_of, int(each)) for each in months)}))


def _held_long(facts: list[Any]) -> bool:
    return any(isinstance(fact, Held) and _months_held(fact.leaf) for fact in facts)


def _months_held(leaf: Node) -> bool:
    return getattr(leaf, "held_months", None) is not None


def _performs(held: list[str] | None, asked: int | tuple[str, ...]) -> bool:
    found = set(held or ())
    return len(found) >= asked if isinstance(asked, int) else set(asked) <= found


def _relied_on(result: str | None, *, asked: bool) -> int:
    """Whether a claim may be relied on (C32): yes (2) or unknown (1). What a check contradicts is never certain."""
    if result is not None and plain(result) == "contradicted":
        return 1
    return 2 if not asked or (result is not None and plain(result) == "verified") else 1
