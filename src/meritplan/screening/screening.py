"""Batches of people in, answers out: compiled facts first, the one-person engine for every pair they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.requirement import Coursework, walk
from meritplan.model.ruling import Ruling
from meritplan.qualification.claims import Claims, claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.names import plain
from meritplan.qualification.result import MET, NOT_MET
from meritplan.qualification.scope import Part, prepare
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.kernel import Kernel, kernel_for
from meritplan.screening.records import record_of, rulings_of
from meritplan.screening.schema import POOL, conformed

BATCH = 32_768
ANY_EXPERIENCE = "*"
Planes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answers for one batch: for each class two rows of bits, one bit for each person."""

    first_row: int
    ids: pa.Array
    met: Planes
    possible: Planes
    routed: int

    @property
    def people(self) -> int:
        """How many people the batch holds."""
        return len(self.ids)

    def counts(self) -> NDArray[np.int64]:
        """For each class how many are met, undetermined, not met."""
        met, possible = (_ones(plane) for plane in (self.met, self.possible))
        return np.stack([met, possible - met, self.people - possible], axis=1)

    def by_person(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """The planes turned: for each person one row of bytes, bit n (from the lowest) being class n."""
        return _turned(self.met, self.people), _turned(self.possible, self.people)

    def undetermined(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The undetermined pairs: people (by place in the batch) and classes, people first."""
        places: list[NDArray[np.int64]] = []
        for word in range(0, self.met.shape[1], 64):
            part = np.ascontiguousarray((self.possible & ~self.met)[:, word : word + 64])
            found = np.unpackbits(part.view(np.uint8), axis=1, bitorder="little").T
            people, classes = np.nonzero(found)
            places.append(np.stack([people + word * 64, classes], axis=1))
        pairs = np.concatenate(places) if places else np.zeros((0, 2), np.int64)
        pairs = pairs[pairs[:, 0] < self.people]
        return pairs[:, 0], pairs[:, 1]


def _ones(plane: Planes) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.bitwise_count(plane).sum(axis=1, dtype=np.int64)
    return found


def _turned(plane: Planes, people: int) -> NDArray[np.uint8]:
    found = np.empty((people, (plane.shape[0] + 7) // 8), np.uint8)
    for word in range(0, plane.shape[1], 64):
        part = np.ascontiguousarray(plane[:, word : word + 64])
        bits = np.unpackbits(part.view(np.uint8), axis=1, bitorder="little")
        first, last = word * 64, min(people, (word + 64) * 64)
        found[first:last] = np.packbits(bits[:, : last - first].T, axis=1, bitorder="little")
    return found


@dataclass(slots=True)
class Screen:
    """A plan ready to answer batch after batch. Not a value: it remembers the words it has met."""

    plan: CompiledPlan
    threads: int = 1
    _kernel: Kernel = field(init=False)
    _parts: dict[int, Part] = field(default_factory=dict)
    _by_name: dict[str, list[int]] = field(default_factory=dict)
    _any_coursework: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._kernel = kernel_for(self.plan, threads=self.threads)
        for number, names in enumerate(self.plan.names):
            for name in names:
                self._by_name.setdefault(name, []).append(number)
        self._any_coursework = [
            number
            for number, each in enumerate(self.plan.classes)
            if any(isinstance(node, Coursework) and not node.subjects for node in walk(each.requirement))
        ]

    def answer(self, batch: pa.RecordBatch, first_row: int = 0) -> Answered:
        """The answers for one batch, every pair decided."""
        batch = conformed(batch)
        found = self._kernel.screen(batch)
        last = np.uint64((1 << (found.people % 64)) - 1) if found.people % 64 else ~np.uint64(0)
        open_ = found.open
        for plane in (found.met, found.possible, open_):
            if plane.shape[1]:
                plane[:, -1] &= last
        self._open_more(batch, open_, found.irregular)
        routed = int(np.bitwise_count(open_).sum())
        if routed:
            self._route(batch, found.met, found.possible, open_)
        return Answered(
            first_row=first_row, ids=batch.column("id"), met=found.met, possible=found.possible, routed=routed
        )

    def _open_more(self, batch: pa.RecordBatch, open_: Planes, irregular: NDArray[np.bool_]) -> None:
        """Pairs that what is ruled, listed or out of the ordinary leaves to the one-person engine."""
        for person in np.flatnonzero(irregular).tolist():
            _mark(open_, slice(None), person)
        for person in _there(batch.column("coursework")):
            _mark(open_, self._any_coursework, person)
        column = batch.column("rulings")
        for person in _there(column):
            rulings = rulings_of({"rulings": column[person].as_py()})
            _mark(open_, self._ruled(rulings), person)

    def _ruled(self, rulings: tuple[Ruling, ...]) -> list[int]:
        """The classes whose answers these rulings may change."""
        texts = {text for each in rulings for text in _named(each)}
        if ANY_EXPERIENCE in texts:
            return list(range(len(self.plan.classes)))
        return sorted({number for text in texts for number in self._by_name.get(plain(text), ())})

    def _route(self, batch: pa.RecordBatch, met: Planes, possible: Planes, open_: Planes) -> None:
        people = np.flatnonzero(np.unpackbits(np.bitwise_or.reduce(open_, axis=0).view(np.uint8), bitorder="little"))
        for person in people.tolist():
            word, bit = person >> 6, np.uint64(1) << np.uint64(person & 63)
            known = self.claims(batch, person)
            for number in np.flatnonzero(open_[:, word] & bit).tolist():
                truth = evaluate(self.part(number), known).relaxed
                met[number, word] = met[number, word] | bit if truth == MET else met[number, word] & ~bit
                one = possible[number, word]
                possible[number, word] = one & ~bit if truth == NOT_MET else one | bit

    def claims(self, batch: pa.RecordBatch, person: int) -> Claims:
        """The claims of one person of a batch, with the rulings made on them."""
        row = batch.slice(person, 1).to_pylist()[0]
        record: Record = record_of(row)
        return claims(
            record,
            policy=self.plan.policy,
            rulings=rulings_of(row),
            position=Position(),
            as_of=self.plan.as_of,
            gate=self.plan.gate,
        )

    def part(self, number: int) -> Part:
        """The requirement of a class, ready for the one-person engine."""
        if number not in self._parts:
            self._parts[number] = prepare(self.plan.classes[number].requirement)
        return self._parts[number]


def _mark(planes: Planes, classes: slice | list[int], person: int) -> None:
    planes[classes, person >> 6] |= np.uint64(1) << np.uint64(person & 63)


def _there(column: pa.Array) -> list[int]:
    if column.null_count == len(column):
        return []
    return np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)).tolist()


def _named(ruling: Ruling) -> Iterator[str]:
    for name in ("counts_for", "counts_as", "field", "subject", "license", "training", "skill", "condition"):
        text = getattr(ruling, name)
        if text:
            yield text


def answers(screen: Screen, batches: Iterable[pa.RecordBatch]) -> Iterator[Answered]:
    """The answers for every batch, in order."""
    row = 0
    for batch in batches:
        yield screen.answer(batch, row)
        row += batch.num_rows


__all__ = ["BATCH", "POOL", "Answered", "Screen", "answers"]
