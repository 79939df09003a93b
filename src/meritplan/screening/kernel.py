"""From a batch of people to two planes of bits for every class, block by block, in several threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.screening.answers import Answers
from meritplan.screening.attainments import Told
from meritplan.screening.blocks import BLOCK, WORDS, Layout, screen_blocks
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.employers import Names
from meritplan.screening.facts import Learned, room
from meritplan.screening.people import OF_LIST, Encoder, Items
from meritplan.screening.study import Studies
from meritplan.screening.tables import Tables, tables
from meritplan.screening.telling import Telling

Planes = NDArray[np.uint64]
"""For each block of 512 people, for each class, eight words of bits, one bit for each person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """Two planes, and for the classes ``inexact`` a third: the pairs not decided here."""

    people: int
    met: Planes
    possible: Planes
    inexact: NDArray[np.int64]
    open: Planes
    irregular: NDArray[np.bool_]


@dataclass(slots=True)
class Kernel:
    """A plan ready to screen batches; keeps what it learns of words, so use one for each process."""

    plan: CompiledPlan
    threads: int
    tables: Tables = field(init=False)
    encoder: Encoder = field(init=False)
    answers: Answers = field(init=False)
    names: Names = field(init=False)
    studies: Studies = field(init=False)
    telling: Telling = field(init=False)
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        self.tables = tables(self.plan)
        self.encoder = Encoder(self.tables)
        self.answers = Answers(self.tables, self.encoder)
        self.names = Names(self.tables, self.encoder, self.answers.nobody)
        self.studies = Studies(self.tables)
        self.telling = Telling(self.tables)
        self.layout = self._laid_out()

    def _laid_out(self) -> Layout:
        found = self.tables
        facts = 2 + len(found.rows)
        untold = min((row for fact, row in found.rows.items() if isinstance(fact, Told)), default=facts)
        return Layout(
            runs=found.runs,
            operations=found.operations,
            starts=found.starts,
            children=found.children,
            met=found.met,
            possible=found.possible,
            inexact=np.flatnonzero(~np.array(self.plan.exact, bool)).astype(np.int64),
            always=np.array(self.telling.always, np.int64),
            sizes=np.array([facts, facts + len(found.operations), untold], np.int64),
        )

    def screen(self, batch: pa.RecordBatch) -> Screened:
        """The two planes of a batch, and which pairs must be put to the one-person engine."""
        return self._screened(batch, self.layout)

    def facts(self, batch: pa.RecordBatch) -> NDArray[np.bool_]:
        """Every row of facts for a batch (the first two are "no" and "yes"): what the program starts from."""
        every = np.repeat(np.arange(self.layout.sizes[0]), 2).reshape(-1, 2)
        layout = self.layout._replace(met=every, possible=every, inexact=np.zeros(0, np.int64))
        return bits(self._screened(batch, layout).met, batch.num_rows)

    def _screened(self, batch: pa.RecordBatch, layout: Layout) -> Screened:
        people = self.encoder.encode(batch)
        self.answers.learn()
        study = self.studies.of(people.education, self.answers.study)
        learned = Learned(*self.names.learn(), *self.studies.learn())
        kinds = tuple(self.answers.attained[name].kinds() for name in OF_LIST)
        told = self.telling.of(batch)
        blocks = -(-people.number // BLOCK)
        met, possible = (np.empty((blocks, len(layout.met), WORDS), np.uint64) for _ in range(2))
        opened = np.empty((blocks, len(layout.inexact), WORDS), np.uint64)

        def part(first: int, last: int) -> None:
            measures = self.tables.measures
            space = room(measures, len(self.tables.groups))
            rows, *shapes = (
                np.zeros((number, WORDS), np.uint64)
                for number in (layout.sizes[1], *(len(each.shape_starts) - 1 for each in kinds))
            )
            screen_blocks(
                first, last, people.number, (people.jobs, people.education, people.licenses), study, layout,
                measures, learned, kinds, told, space, rows, tuple(shapes), met, possible, opened,
            )  # fmt: skip

        self._share(part, blocks)
        return Screened(
            people=people.number,
            met=met,
            possible=possible,
            inexact=layout.inexact,
            open=opened,
            irregular=people.irregular | self._odd(people.education),
        )

    def _share(self, part: Any, blocks: int) -> None:
        """Each thread takes some blocks; which thread does not change what is found."""
        if self.threads == 1 or blocks < 2:
            part(0, blocks)
            return
        cuts = np.linspace(0, blocks, min(self.threads, blocks) + 1).astype(int)
        with ThreadPoolExecutor(self.threads) as pool:
            list(pool.map(part, cuts[:-1], cuts[1:]))

    def _odd(self, education: Items) -> NDArray[np.bool_]:
        """People with study in amounts that whole numbers do not hold."""
        found = np.zeros(len(education.listed), np.bool_)
        if self.answers.irregular_study and (self.tables.studies or self.tables.groups):
            strange = np.flatnonzero(np.isin(education.kinds, sorted(self.answers.irregular_study)))
            for place in strange.tolist():
                found |= education.listed & (education.begins <= place) & (place < education.ends)
        return found


def kernel_for(plan: CompiledPlan, *, threads: int = 1) -> Kernel:
    """A kernel for a plan."""
    return Kernel(plan, threads)


def by_class(planes: Planes) -> NDArray[np.uint64]:
    """The planes with one row of words for each class."""
    return np.ascontiguousarray(planes.transpose(1, 0, 2)).reshape(planes.shape[1], -1)


def bits(planes: Planes, people: int) -> NDArray[np.bool_]:
    """A plane as one yes or no for each class and person."""
    unpacked = np.unpackbits(by_class(planes).view(np.uint8), axis=1, bitorder="little")
    return unpacked[:, :people].astype(np.bool_)
