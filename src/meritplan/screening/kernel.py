"""From a batch of people to two planes of bits for every class, block by block, in several threads."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.screening import facts
from meritplan.screening.answers import Answers
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.compiled import COMPILED, kernel
from meritplan.screening.people import Encoder, People
from meritplan.screening.schema import TEXTS
from meritplan.screening.tables import Tables, tables

Planes = NDArray[np.uint64]
WORDS = 16  # of 64 people: with some ten thousand rows a block stays near the processor


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """Two planes: for each class a row of words, one bit for each person. ``open`` marks pairs not decided here."""

    people: int
    met: Planes
    possible: Planes
    open: Planes
    irregular: NDArray[np.bool_]


@kernel
def set_items(
    begin: int, end: int, starts: Any, items: Any, row_starts: Any, values: Any, listed: Any, unlisted: Any, rows: Any
) -> None:
    """The facts of every degree (or license) of these people; who lists none may have any."""
    for person in range(begin, end):
        word = (person - begin) >> 6
        bit = np.uint64(1) << np.uint64((person - begin) & 63)
        if not listed[person]:
            for n in range(len(unlisted)):
                rows[unlisted[n], word] |= bit
            continue
        for at in range(starts[person], starts[person + 1]):
            item = items[at]
            for n in range(row_starts[item], row_starts[item + 1]):
                rows[values[n], word] |= bit


@kernel
def add_study(starts: Any, items: Any, months: Any, into: Any) -> None:
    """Months of study of each person: certain, possible, possible at accredited schools (C20)."""
    for person in range(len(into)):
        low_degree, low_units = np.int64(0), np.int64(0)
        high_degree, high_units = np.int64(0), np.int64(0)
        other_degree, other_units = np.int64(0), np.int64(0)
        for at in range(starts[person], starts[person + 1]):
            done, low, high, accredited = months[items[at]]
            if done:
                low_degree, high_degree = max(low_degree, low), max(high_degree, high)
                if accredited:
                    other_degree = max(other_degree, high)
            else:
                low_units, high_units = low_units + low, high_units + high
                if accredited:
                    other_units += high
        into[person, 0] = max(low_degree, low_units)
        into[person, 1] = high_degree + high_units
        into[person, 2] = other_degree + other_units


@kernel
def copy_out(rows: Any, wanted: Any, words: int, into: Any, at: int) -> None:
    """Rows of a block into the planes of the batch."""
    for n in range(len(wanted)):
        for w in range(words):
            into[n, at + w] = rows[wanted[n], w]


@dataclass(slots=True)
class Kernel:
    """A plan ready to screen batches; keeps what it learns of words, so use one for each process."""

    plan: CompiledPlan
    threads: int
    tables: Tables
    encoder: Encoder
    answers: Answers

    def screen(self, batch: pa.RecordBatch) -> Screened:
        """The two planes of a batch, and which pairs must be put to the one-person engine."""
        people = self.encoder.encode(batch)
        self.answers.learn()
        told = self._told(batch)
        study, odd = self._study(people)
        words = (people.number + 63) // 64
        shape = (len(self.plan.classes), words)
        met, possible = np.empty(shape, np.uint64), np.empty(shape, np.uint64)
        opened = np.zeros((len(self._inexact), words), np.uint64)
        blocks = range(0, words, WORDS)
        with ThreadPoolExecutor(self.threads) as pool:
            list(pool.map(lambda at: self._block(at, people, study, told, (met, possible, opened)), blocks))
        planes = np.zeros(shape, np.uint64)
        planes[self._inexact] = opened
        return Screened(people=people.number, met=met, possible=possible, open=planes, irregular=people.irregular | odd)

    @property
    def _inexact(self) -> NDArray[np.int64]:
        return np.flatnonzero(~np.array(self.plan.exact, bool))

    def _open_rows(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        rows = [(self.plan.met[n][1], self.plan.possible[n][1]) for n in self._inexact]
        found = np.array(rows, np.int64).reshape(len(rows), 2)
        return found[:, 0], found[:, 1]

    def _study(self, people: People) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        starts, items = people.item_starts["education"], people.items["education"]
        found = np.zeros((people.number, 3), np.int64)
        if len(self.answers.study):
            add_study(starts, items, self.answers.study, found)
        odd = np.zeros(people.number, np.bool_)
        if self.answers.irregular_study and len(self.tables.study) + len(self.tables.beyond):
            strange = np.isin(items, np.array(sorted(self.answers.irregular_study)))
            odd[np.repeat(np.arange(people.number), np.diff(starts))[strange]] = True
        return found, odd

    def _told(self, batch: pa.RecordBatch) -> dict[int, tuple[list[int], list[int]]]:
        """For people who list coursework, training, skills or conditions: rows to set, rows to clear."""
        found: dict[int, tuple[list[int], list[int]]] = {}
        for items in TEXTS[:-1]:
            column = batch.column(items)
            if column.null_count == len(column):
                continue
            for person, text in enumerate(column.to_pylist()):
                if text is not None:
                    set_, cleared = self.answers.told(items, text)
                    known = found.setdefault(person, ([], []))
                    known[0].extend(set_)
                    known[1].extend(cleared)
        return found

    def _block(
        self,
        at: int,
        people: People,
        study: NDArray[np.int64],
        told: dict[int, tuple[list[int], list[int]]],
        into: tuple[Planes, Planes, Planes],
    ) -> None:
        met, possible, opened = into
        begin, end = at * 64, min(people.number, (at + WORDS) * 64)
        words = (end - begin + 63) // 64
        program, found = self.plan.program, self.tables
        rows = np.zeros((program.rows, words), np.uint64)
        rows[1] = ~np.uint64(0)
        self._always(rows, begin, end, told)
        for number, name in enumerate(("education", "licenses"), start=1):
            starts, values = self.answers.items[name].arrays()
            set_items(
                begin, end, people.item_starts[name], people.items[name], starts, values,
                people.listed[:, number], np.array(self.answers.unlisted[name], np.int64), rows,
            )  # fmt: skip
        key_starts, key_sures = self.answers.sures.arrays()
        facts.people_facts(
            begin, end, people.job_starts, people.jobs, people.keys, self.answers.key_services(), key_starts, key_sures,
            people.listed, study, found.base, found.base_starts, found.thresholds, found.sure, found.sure_starts,
            found.sure_thresholds, found.beyond, found.credited, found.study, found.listed, found.numbers,
            found.calendar, rows,
        )  # fmt: skip
        self._run(rows, words)
        exact_met = np.array([low for low, _ in self.plan.met], np.int64)
        exact_possible = np.array([low for low, _ in self.plan.possible], np.int64)
        copy_out(rows, exact_met, words, met, at)
        copy_out(rows, exact_possible, words, possible, at)
        most_met, most_possible = self._open_rows()
        inexact = self._inexact
        for n in range(len(inexact)):
            number = inexact[n]
            opened[n, at : at + words] = (rows[exact_met[number]] ^ rows[most_met[n]]) | (
                rows[exact_possible[number]] ^ rows[most_possible[n]]
            )

    def _always(self, rows: Planes, begin: int, end: int, told: dict[int, tuple[list[int], list[int]]]) -> None:
        """What a person must judge is possible, unless the record says otherwise."""
        rows[self.answers.always] = ~np.uint64(0)
        for person in range(begin, end) if told else ():
            if person in told:
                set_, cleared = told[person]
                word, bit = (person - begin) >> 6, np.uint64(1) << np.uint64((person - begin) & 63)
                rows[cleared, word] &= ~bit
                rows[set_, word] |= bit

    def _run(self, rows: Planes, words: int) -> None:
        program = self.plan.program
        first = 2 + len(program.facts)
        if COMPILED:
            arrays = _arrays(program)
            facts.evaluate(*arrays, first, rows, words)
            return
        for n, operation in enumerate(program.operations):
            children = rows[list(program.children[program.starts[n] : program.starts[n + 1]])]
            join = np.bitwise_and if operation == 0 else np.bitwise_or
            rows[first + n] = join.reduce(children, axis=0)


_ARRAYS: dict[int, tuple[Any, ...]] = {}


def _arrays(program: Any) -> tuple[Any, ...]:
    if id(program) not in _ARRAYS:
        _ARRAYS[id(program)] = (
            np.array(program.operations, np.int64),
            np.array(program.starts, np.int64),
            np.array(program.children, np.int64),
        )
    return _ARRAYS[id(program)]


def kernel_for(plan: CompiledPlan, *, threads: int = 1) -> Kernel:
    """A kernel for a plan."""
    found = tables(plan)
    encoder = Encoder(found)
    return Kernel(plan=plan, threads=threads, tables=found, encoder=encoder, answers=Answers(found, encoder))


def bits(planes: Planes, people: int) -> NDArray[np.bool_]:
    """A plane as one yes or no for each class and person."""
    unpacked = np.unpackbits(planes.view(np.uint8), axis=1, bitorder="little")
    return unpacked[:, :people].astype(np.bool_)


__all__ = ["Kernel", "Screened", "Sequence", "bits", "kernel_for"]
