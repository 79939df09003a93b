"""What a peer reads: the folder written by ``given.py``, without Meritplan."""

from __future__ import annotations

import json
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

AND, OR, NOT = 0, 1, 2
SUPERVISORY, PAID, WHOLE, IN_HOURS, SHARED, SERVICES, SINCE = range(7)  # columns of quantities
DAWN = 693_596  # 1 January 1900: an unknown beginning reaches back this far
MONTH, DAY, HUNDREDTHS, SHARES = 487, 16, 100, 10_000  # a mean month of 30.4375 days is 487/16
MOST_HOURS = 168
TOLD = ("coursework", "training", "skills", "conditions")
CONTRADICTED = "contradicted"  # what a check contradicts is never certain


@dataclass(frozen=True, slots=True)
class Plan:
    """Quantities, thresholds, what words and kinds mean, and the program; see ``given.py`` for each."""

    folder: Path
    tables: dict[str, Any]
    words: dict[str, dict[str, Any]]

    @property
    def people(self) -> str:
        """The Arrow file of the people."""
        return str(self.folder / "people.arrow")

    def __getitem__(self, name: str) -> Any:
        return self.tables[name]

    def holding(self, items: str) -> dict[str, Any]:
        """For each fact about a list, which kinds (or texts) it holds for, by the name of its row."""
        rows = self[f"{items}_facts"].tolist()
        return {f"r{row}": held for row, held in zip(rows, self[f"{items}_holding"], strict=True)}

    def layers(self) -> list[list[int]]:
        """The nodes in layers: each needs only facts and the layers before it."""
        facts, starts, children = len(self["facts"]), self["starts"].tolist(), self["children"].tolist()
        depth = [0] * facts
        layers: list[list[int]] = []
        for node in range(len(starts) - 1):
            depth.append(1 + max(depth[child] for child in children[starts[node] : starts[node + 1]]))
            if depth[-1] > len(layers):
                layers.append([])
            layers[depth[-1] - 1].append(node)
        return layers


def read(folder: Path, name: str) -> Plan:
    """What a peer is given: the ``records`` with the plan's tables, or all ``facts`` with the program alone."""
    tables = dict(np.load(folder / f"{name}.npz"))
    return Plan(folder, tables, json.loads((folder / "words.json").read_text()))


class Spent(NamedTuple):
    """CPU-seconds, and the largest memory before and after, in MB."""

    seconds: float
    before: float
    peak: float


class Measured(NamedTuple):
    """What was spent on so many people, and what was found: two planes of classes x people."""

    spent: Spent
    people: int
    planes: Sequence[Any]


def peak() -> float:
    """The largest memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux: what a process inherits from the one that started it is counted, too
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def best(asked: Callable[[], Any], times: int = 5, between: Callable[[], Any] = lambda: None) -> tuple[Spent, Any]:
    """The best of several runs, and what the last one found."""
    before, spent = peak(), list[float]()
    for _ in range(times):
        between()
        began = time.process_time()
        found = asked()
        spent.append(time.process_time() - began)
    return Spent(min(spent), before, peak()), found


def unpacked(rows: Any, people: int) -> Any:
    """Rows of bits as one truth value for each person."""
    return np.unpackbits(rows.view(np.uint8), axis=1, count=people, bitorder="little").astype(np.bool_)
