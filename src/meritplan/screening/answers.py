"""What each distinct degree, license and amount of study means, asked of the one-person engine once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from meritplan.screening.attained import Attained
from meritplan.screening.people import OF_LIST, Encoder
from meritplan.screening.study import levels, of_degree
from meritplan.screening.tables import Tables


class Answers:
    """Answers by the one-person engine, remembered."""

    def __init__(self, tables: Tables, encoder: Encoder) -> None:
        self.tables, self.plan, self.rows = tables, tables.plan, tables.rows
        self.nobody = self.plan.nobody()
        self.attained = {name: Attained(name, tables, encoder, self.nobody) for name in OF_LIST}
        self.study: list[tuple[int, ...]] = []
        self.irregular_study: set[int] = set()
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
