"""Meritplan's own kernel, in a process of its own as the peers are; it has met every word of these people before."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pyarrow as pa

from meritplan.screening.blocks import BLOCK, WORDS, evaluate, write
from meritplan.screening.kernel import Kernel, bits, kernel_for
from plan import Measured, best, read


def _kernel(folder: Path) -> Kernel:
    return kernel_for(pickle.loads((folder / "plan.pickle").read_bytes()))  # noqa: S301 written by given.py


def from_records(folder: Path) -> Measured:
    """All of it. Others come in between, so that what a batch says of itself is read each time."""
    kernel = _kernel(folder)
    people, others = (pa.ipc.open_file(folder / f"{name}.arrow").get_batch(0) for name in ("people", "other"))
    kernel.screen(people)
    spent, found = best(lambda: kernel.screen(people), between=lambda: kernel.screen(others))
    planes = [bits(plane, people.num_rows) for plane in (found.met, found.possible)]
    return Measured(spent, people.num_rows, planes)


def from_facts(folder: Path) -> Measured:
    """The program and the planes alone, over facts that are there."""
    plan, kernel = read(folder, "facts"), _kernel(folder)
    layout, number = kernel.layout, int(plan["people"])
    blocks = -(-number // BLOCK)
    padded = np.zeros((len(plan["facts"]), blocks * WORDS), np.uint64)
    padded.view(np.uint8)[:, : plan["facts"].shape[1]] = plan["facts"]
    rows = np.zeros((blocks, int(layout.sizes[1]), WORDS), np.uint64)
    rows[:, : len(padded)] = padded.reshape(len(padded), blocks, WORDS).transpose(1, 0, 2)
    met, possible = (np.empty((blocks, len(layout.met), WORDS), np.uint64) for _ in range(2))
    opened = np.empty((blocks, len(layout.inexact), WORDS), np.uint64)

    def run() -> None:
        for block in range(blocks):
            evaluate(layout, rows[block])
            write(layout, rows[block], met[block], possible[block], opened[block])

    spent, _ = best(run)
    return Measured(spent, number, [bits(plane, number) for plane in (met, possible)])
