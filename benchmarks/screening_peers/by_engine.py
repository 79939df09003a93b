"""Meritplan's one-person engine: plain Python, one record and one class after the other."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa

from meritplan.qualification.groups import evaluate
from meritplan.qualification.result import MET, NOT_MET
from meritplan.screening.screening import Screen
from plan import Measured, best

PEOPLE = 10


def from_records(folder: Path) -> Measured:
    """All of it, for the first people."""
    screen = Screen(pickle.loads((folder / "plan.pickle").read_bytes()))  # noqa: S301 written by given.py
    people = pa.ipc.open_file(folder / "people.arrow").get_batch(0).slice(0, PEOPLE)
    parts = [screen.part(number) for number in range(len(screen.plan.classes))]

    def answers(person: int) -> list[int]:
        known = screen.claims(people, person)
        return [evaluate(part, known).relaxed for part in parts]

    spent, found = best(lambda: [answers(person) for person in range(people.num_rows)], 1)
    truth = np.array(found).T
    return Measured(spent, people.num_rows, [truth == MET, truth != NOT_MET])
