"""What each distinct degree, license, list and amount of study means, asked of the one-person engine once."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from meritplan.model.record import Record
from meritplan.qualification.claims import Claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.scope import Part
from meritplan.screening.attained import Attained, holds, offered
from meritplan.screening.attainments import Told
from meritplan.screening.compile import claims_of
from meritplan.screening.people import OF_LIST, Encoder
from meritplan.screening.study import levels, of_degree
from meritplan.screening.tables import Tables


class Answers:
    """Answers by the one-person engine, remembered."""

    def __init__(self, tables: Tables, encoder: Encoder) -> None:
        self.tables, self.plan, self.rows = tables, tables.plan, tables.rows
        self.nobody = self.plan.nobody()
        self.attained = {name: Attained(name, tables, encoder, self.nobody) for name in OF_LIST}
        self.always = [row for fact, row in self.rows.items() if isinstance(fact, Told) and "possible" in fact.which]
        self.study: list[tuple[int, ...]] = []
        self.irregular_study: set[int] = set()
        self._told: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        self._studies: list[tuple[int, ...]] = []
        self.levels = levels(tables)

    def learn(self) -> None:
        """Ask about every kind of degree and license the encoder has met since the last time."""
        self.attained["licenses"].learn()
        self._add_study(self.attained["education"].learn())

    def _add_study(self, shapes: NDArray[np.int64]) -> None:
        """What each kind of degree adds to the study of a person; its field does not matter."""
        for shape in range(len(self._studies), shapes.max(initial=-1) + 1):
            known = self.attained["education"].claims(shape)
            self._studies.append(of_degree(known, self.tables.scale.study, self.levels))
        odd = {shape for shape, each in enumerate(self._studies) if each[0] < 0}
        if odd:
            self.irregular_study |= {len(self.study) + at for at, shape in enumerate(shapes.tolist()) if shape in odd}
        self.study.extend(self._studies[shape] for shape in shapes.tolist())

    def told(self, items: str, text: str) -> tuple[list[int], list[int]]:
        """Rows to set and rows to clear for a person whose list of this name is this JSON text."""
        if (items, text) not in self._told:
            # units of any subject are counted from the education too, which is asked about apart
            record = msgspec.convert({"education": [], items: msgspec.json.decode(text)}, Record)
            known = claims_of(record, self.plan.policy, self.plan.as_of, self.plan.gate)
            facts = [(f, row) for f, row in self.rows.items() if isinstance(f, Told) and f.items == items]
            holding = {row for fact, row in facts if holds(_answer(fact, known), fact.which)}
            cleared = [row for fact, row in facts if row not in holding]
            self._told[items, text] = (sorted(holding), cleared)
        return self._told[items, text]


def _answer(fact: Told, known: Claims) -> tuple[int, int]:
    if fact.leaf.__struct_config__.tag != "substitution":
        found = evaluate(Part(node=fact.leaf, path=(), admissions=fact.admissions), known)
        return found.clean, found.relaxed
    return offered(fact.leaf, fact.admissions, known)
