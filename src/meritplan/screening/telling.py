"""Lists told as a whole (coursework, training, skills, conditions): what each distinct text means for a plan."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.record import Record
from meritplan.qualification.claims import Claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.scope import Part
from meritplan.screening import blocks
from meritplan.screening.attained import holds, offered
from meritplan.screening.attainments import Told
from meritplan.screening.columns import coded
from meritplan.screening.compile import claims_of
from meritplan.screening.schema import TEXTS
from meritplan.screening.tables import Tables

LISTS = TEXTS[:-1]
NOTHING = -1


class Telling:
    """Texts met so far, each with the rows it clears and the rows it sets."""

    def __init__(self, tables: Tables) -> None:
        self.plan = tables.plan
        self.facts: dict[str, list[tuple[Told, int]]] = {name: [] for name in LISTS}
        for fact, row in tables.rows.items():
            if isinstance(fact, Told):
                self.facts[fact.items].append((fact, row))
        # of people who list nothing of a kind anything may be so
        self.always = [row for name in LISTS for fact, row in self.facts[name] if "possible" in fact.which]
        self._numbers: dict[tuple[str, str], int] = {}
        self._cleared, self._set = Rows(), Rows()

    def of(self, batch: pa.RecordBatch) -> blocks.Told:
        """What every text of a batch says."""
        columns = [
            self._codes(name, batch.column(name)) for name in LISTS if batch.column(name).null_count < len(batch)
        ]
        codes = np.array(columns, np.int32).reshape(len(columns), len(batch))
        return blocks.Told(codes, *self._cleared.arrays(), *self._set.arrays())

    def _codes(self, items: str, column: Any) -> NDArray[np.int32]:
        """The number of each text; -1 where there is none."""
        column = coded(column)
        known = [self._number(items, text) for text in column.dictionary.to_pylist()]
        numbers = np.array([*known, NOTHING], np.int32)
        places = column.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        found: NDArray[np.int32] = numbers[places]
        return found

    def _number(self, items: str, text: str) -> int:
        key = (items, text)
        if key not in self._numbers:
            self._learn(items, text)
            self._numbers[key] = len(self._numbers)
        return self._numbers[key]

    def _learn(self, items: str, text: str) -> None:
        # units of any subject are counted from the education too, which is asked about apart
        record = msgspec.convert({"education": [], items: msgspec.json.decode(text)}, Record)
        known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
        answers: dict[Hashable, tuple[int, int]] = {}
        cleared, set_ = [], []
        for fact, row in self.facts[items]:
            asked = fact._replace(which="met")
            if asked not in answers:
                answers[asked] = _answer(fact, known)
            possible, holding = "possible" in fact.which, holds(answers[asked], fact.which)
            if possible and not holding:
                cleared.append(row)
            elif holding and not possible:
                set_.append(row)
        self._cleared.add(cleared)
        self._set.add(set_)


class Rows:
    """Lists of rows, one after the other, growing as more is met."""

    def __init__(self) -> None:
        self._starts, self._rows = [0], list[int]()

    def add(self, rows: list[int]) -> None:
        """One more list."""
        self._rows.extend(rows)
        self._starts.append(len(self._rows))

    def arrays(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each list begins, and all lists."""
        return np.array(self._starts, np.int64), np.array(self._rows, np.int64)


def _answer(fact: Told, known: Claims) -> tuple[int, int]:
    if fact.leaf.__struct_config__.tag != "substitution":
        found = evaluate(Part(node=fact.leaf, path=(), admissions=fact.admissions), known)
        return found.clean, found.relaxed
    return offered(fact.leaf, fact.admissions, known)
