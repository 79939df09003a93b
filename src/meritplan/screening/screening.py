"""Batches of people in, answers out: compiled facts first, the one-person engine for every pair they leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from meritplan.model.ruling import Ruling
from meritplan.qualification.claims import Claims
from meritplan.qualification.names import plain
from meritplan.qualification.result import MET, NOT_MET
from meritplan.qualification.scope import Part
from meritplan.screening.beyond import MOST_BOUNDED
from meritplan.screening.blocks import BLOCK, WORDS, turn
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.deciding import Deciders
from meritplan.screening.kernel import Kernel, Planes, Screened, kernel_for
from meritplan.screening.records import rulings_of
from meritplan.screening.schema import POOL, conformed

BATCH = 65_536
ANY_EXPERIENCE = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answers for one batch: two planes of bits."""

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
        return turned(self.met, self.people), turned(self.possible, self.people)


def _ones(planes: Planes) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.bitwise_count(planes).sum(axis=(0, 2), dtype=np.int64)
    return found


def turned(planes: Planes, people: int) -> NDArray[np.uint8]:
    """One row of bytes for each person, bit n (from the lowest) being class n."""
    words = -(-planes.shape[1] // 64)
    found = np.empty((planes.shape[0] * BLOCK, words), np.uint64)
    turn(planes, found)
    rows = found.astype("<u8", copy=False).view(np.uint8)[:people, : (planes.shape[1] + 7) // 8]
    return np.ascontiguousarray(rows)


@dataclass(slots=True)
class Screen:
    """A plan ready to answer batch after batch. Not a value: it remembers the words it has met.

    The kernel runs in so many threads, and the one-person engine in as many processes; the answers are the same.
    """

    plan: CompiledPlan
    threads: int = 1
    _kernel: Kernel = field(init=False)
    _deciders: Deciders = field(init=False)
    _by_name: dict[str, list[int]] = field(default_factory=dict)
    _inexact: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._kernel = kernel_for(self.plan, threads=self.threads)
        self._deciders = Deciders(self.plan, self.threads)
        self._inexact = [number for number, exact in enumerate(self.plan.exact) if not exact]
        for number, names in enumerate(self.plan.names):
            for name in names:
                self._by_name.setdefault(name, []).append(number)

    def answer(self, batch: pa.RecordBatch, first_row: int = 0) -> Answered:
        """The answers for one batch, every pair decided."""
        batch = conformed(batch)
        found = self._kernel.screen(batch)
        _cut(found)
        pairs = self._open(batch, found)
        self._route(batch, found, pairs)
        return Answered(
            first_row=first_row, ids=batch.column("id"), met=found.met, possible=found.possible, routed=len(pairs)
        )

    def undecided(self, batch: pa.RecordBatch) -> tuple[Screened, set[tuple[int, int]]]:
        """What the kernel alone found, and the pairs (place in the batch, class) it leaves to the one-person engine."""
        batch = conformed(batch)
        found = self._kernel.screen(batch)
        _cut(found)
        return found, {(person, number) for person, number in self._open(batch, found).tolist()}

    def _open(self, batch: pa.RecordBatch, found: Screened) -> NDArray[np.int64]:
        """The pairs left to the one-person engine: people (by place in the batch) and classes, people first."""
        places = [_pairs(found.open, found.inexact)]
        for person, classes in self._open_more(batch, found.irregular):
            places.append(np.array([[person, number] for number in classes], np.int64).reshape(len(classes), 2))
        return np.unique(np.concatenate(places), axis=0) if len(places) > 1 else places[0]

    def _open_more(self, batch: pa.RecordBatch, irregular: NDArray[np.bool_]) -> Iterator[tuple[int, list[int]]]:
        """Pairs that what is ruled or out of the ordinary leaves to the one-person engine."""
        for person in np.flatnonzero(irregular).tolist():
            yield person, list(range(len(self.plan.classes)))
        for person in np.flatnonzero(_lengths(batch.column("employment")) > MOST_BOUNDED).tolist():
            yield person, self._inexact
        column = batch.column("rulings")
        for person in _there(column):
            yield person, self._ruled(rulings_of({"rulings": column[person].as_py()}))

    def _ruled(self, rulings: tuple[Ruling, ...]) -> list[int]:
        """The classes whose answers these rulings may change."""
        texts = {text for each in rulings for text in _named(each)}
        if ANY_EXPERIENCE in texts:
            return list(range(len(self.plan.classes)))
        return sorted({number for text in texts for number in self._by_name.get(plain(text), ())})

    def _route(self, batch: pa.RecordBatch, found: Screened, pairs: NDArray[np.int64]) -> None:
        if not len(pairs):
            return
        people, begins = np.unique(pairs[:, 0], return_index=True)
        classes = [each.tolist() for each in np.split(pairs[:, 1], begins[1:])]
        answers = self._deciders.decide(batch.take(pa.array(people)), classes)
        for person, numbers, truths in zip(people.tolist(), classes, answers, strict=True):
            block, word, bit = person // BLOCK, person % BLOCK >> 6, np.uint64(1) << np.uint64(person & 63)
            met, possible = found.met[block, :, word], found.possible[block, :, word]
            for number, truth in zip(numbers, truths, strict=True):
                met[number] = met[number] | bit if truth == MET else met[number] & ~bit
                possible[number] = possible[number] & ~bit if truth == NOT_MET else possible[number] | bit

    def claims(self, batch: pa.RecordBatch, person: int) -> Claims:
        """The claims of one person of a batch, with the rulings made on them."""
        return self._deciders.own.claims(batch.slice(person, 1).to_pylist()[0])

    def part(self, number: int) -> Part:
        """The requirement of a class, ready for the one-person engine."""
        return self._deciders.own.part(number)


def _cut(found: Screened) -> None:
    """Clear the bits behind the last person."""
    last = found.people % BLOCK
    if not last:
        return
    for word in range(WORDS):
        kept = min(64, max(0, last - 64 * word))
        mask = np.uint64((1 << kept) - 1)
        for plane in (found.met, found.possible, found.open):
            plane[-1, :, word] &= mask


def _pairs(open_: Planes, classes: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pairs whose bits are set, people first."""
    places = [np.zeros((0, 2), np.int64)]
    for block, part in enumerate(open_):
        if part.any():
            held = np.flatnonzero(part.any(axis=1))
            found = np.unpackbits(np.ascontiguousarray(part[held]).view(np.uint8), axis=1, bitorder="little").T
            people, at = np.nonzero(found)
            places.append(np.stack([people + block * BLOCK, classes[held[at]]], axis=1))
    return np.concatenate(places)


def _lengths(lists: pa.Array) -> NDArray[np.int64]:
    """How many entries each list has."""
    found: NDArray[np.int64] = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
    return found


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
