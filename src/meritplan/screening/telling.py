"""Lists told as a whole (coursework, training, skills, conditions): what each distinct text means for a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.record import Record
from meritplan.model.requirement import walk
from meritplan.qualification.claims import Claims
from meritplan.qualification.names import plain
from meritplan.screening import blocks
from meritplan.screening.attained import Lists, decided, holds, offered
from meritplan.screening.attainments import Told, Which
from meritplan.screening.columns import coded
from meritplan.screening.compile import claims_of, names_in
from meritplan.screening.schema import TEXTS
from meritplan.screening.tables import Tables

Answer = tuple[int, int]
LISTS = TEXTS[:-1]
CALLED = {"coursework": "subject", "training": "program", "skills": "skill"}
ANOTHER = "\N{EM DASH} another name \N{EM DASH}"
NOTHING = -1


class Telling:
    """Texts met so far, each with the rows it clears and the rows it sets.

    What a subject, program or skill is called matters only to facts that name it. So a list is asked about once with
    its names left out, which many lists share, and then by those facts alone that name something in it.
    """

    def __init__(self, tables: Tables) -> None:
        self.plan = tables.plan
        self.facts: dict[str, dict[Told, list[tuple[Which, int]]]] = {name: {} for name in LISTS}
        for fact, row in tables.rows.items():
            if isinstance(fact, Told):
                self.facts[fact.items].setdefault(fact._replace(which="met"), []).append((fact.which, row))
        self._naming: dict[tuple[str, str], list[Told]] = {}
        for items, facts in self.facts.items():
            for fact in facts:
                for name in names_in(*walk(fact.leaf)):
                    self._naming.setdefault((items, name), []).append(fact)
        # of people who list nothing of a kind anything may be so
        every = (each for facts in self.facts.values() for several in facts.values() for each in several)
        self.always = [row for which, row in every if "possible" in which]
        self._numbers: dict[tuple[str, str], int] = {}
        self._unnamed: dict[tuple[str, bytes], dict[Told, Answer]] = {}
        self._cleared, self._set = Lists(), Lists()

    def of(self, batch: pa.RecordBatch) -> blocks.Told:
        """What every text of a batch says."""
        told = [name for name in LISTS if batch.column(name).null_count < len(batch)]
        columns = [self._codes(name, batch.column(name)) for name in told]
        codes = np.array(columns, np.int32).reshape(len(columns), len(batch))
        return blocks.Told(codes, self._cleared.starts, self._cleared.rows, self._set.starts, self._set.rows)

    def _codes(self, items: str, column: Any) -> NDArray[np.int32]:
        """The number of each text; -1 where there is none."""
        column = coded(column)
        texts = column.dictionary.to_pylist()
        self._learn(items, [text for text in texts if (items, text) not in self._numbers])
        known = [self._numbers[items, text] for text in texts]
        numbers = np.array([*known, NOTHING], np.int32)
        places = column.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        found: NDArray[np.int32] = numbers[places]
        return found

    def _learn(self, items: str, texts: Sequence[str]) -> None:
        new = [self._rows(items, msgspec.json.decode(text)) for text in texts]
        self._numbers |= {(items, text): len(self._numbers) + n for n, text in enumerate(texts)}
        for side, lists in enumerate((self._cleared, self._set)):
            rows = [each[side] for each in new]
            lists.extend(np.array([*map(len, rows)], np.int64), np.array([*chain(*rows)], np.int64))

    def _rows(self, items: str, told: Any) -> tuple[list[int], list[int]]:
        """The rows a list clears, of those that are set where nothing is listed, and those it sets."""
        answers = self._answers(items, told)
        cleared, set_ = [], []
        for fact, rows in self.facts[items].items():
            for which, row in rows:
                possible, holding = "possible" in which, holds(answers[fact], which)
                if possible and not holding:
                    cleared.append(row)
                elif holding and not possible:
                    set_.append(row)
        return cleared, set_

    def _answers(self, items: str, told: Any) -> dict[Told, Answer]:
        if items not in CALLED:
            return self._asked(items, told, self.facts[items])
        called = CALLED[items]
        named = {plain(each.get(called) or "") for each in told} - {""}
        without = [{**each, called: ANOTHER} if plain(each.get(called) or "") else each for each in told]
        without.sort(key=msgspec.json.encode)
        key = (items, msgspec.json.encode(without))
        if key not in self._unnamed:
            self._unnamed[key] = self._asked(items, without, self.facts[items])
        naming = {fact for name in named for fact in self._naming.get((items, name), ())}
        return {**self._unnamed[key], **self._asked(items, told, naming)} if naming else self._unnamed[key]

    def _asked(self, items: str, told: Any, facts: Iterable[Told]) -> dict[Told, Answer]:
        # units of any subject are counted from the education too, which is asked about apart
        record = msgspec.convert({"education": [], items: told}, Record)
        known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
        return {fact: _answer(fact, known) for fact in facts}


def _answer(fact: Told, known: Claims) -> Answer:
    if fact.leaf.__struct_config__.tag != "substitution":
        return decided(fact.leaf, fact.admissions, known)
    return offered(fact.leaf, fact.admissions, known)
