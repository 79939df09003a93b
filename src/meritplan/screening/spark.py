"""The same screening on Apache Spark: each worker screens the batches of its partitions, and only counts travel.

A class's counts are the same whoever counts them, so the result equals a local run's by hash. The functions Spark
calls live in this module, so that workers import them and keep what they have compiled between tasks. Set
``NUMBA_CACHE_DIR`` on the workers, and they compile once for each machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.screening.compile import CompiledPlan
from meritplan.screening.screening import Screen

SHARD = 10_000  # classes: beyond, the rows of a block no longer stay near the processor
COUNTS = "class int, met long, undetermined long, not_met long, routed long"
_SCREENS: dict[str, Screen] = {}


def counted(batches: Iterable[pa.RecordBatch], plan: bytes, key: str) -> Iterator[pa.RecordBatch]:
    """The counts of one partition: what Spark's ``mapInArrow`` calls on a worker."""
    if key not in _SCREENS:
        _SCREENS[key] = Screen(pickle.loads(plan))  # noqa: S301 made by this program, on the driver
    screen = _SCREENS[key]
    total: NDArray[np.int64] | None = None
    routed = 0
    for batch in batches:
        answered = screen.answer(batch)
        routed += answered.routed
        total = answered.counts() if total is None else total + answered.counts()
    if total is not None:
        yield pa.RecordBatch.from_pydict(
            {
                "class": pa.array(np.arange(len(total)), pa.int32()),
                "met": total[:, 0],
                "undetermined": total[:, 1],
                "not_met": total[:, 2],
                "routed": np.concatenate([[routed], np.zeros(len(total) - 1, np.int64)]),
            }
        )


def screen_with_spark(frame: Any, plan: CompiledPlan) -> tuple[NDArray[np.int64], int]:
    """Counts of met, undetermined and not met for each class over a Spark data frame, and the pairs routed."""
    packed, key = pickle.dumps(plan), plan.hash

    def on_worker(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return counted(batches, packed, key)

    rows = frame.mapInArrow(on_worker, COUNTS).groupBy("class").sum("met", "undetermined", "not_met", "routed")
    found = np.zeros((len(plan.classes), 3), np.int64)
    routed = 0
    for row in rows.collect():
        found[row[0]] = row[1], row[2], row[3]
        routed += row[4]
    return found, routed


def shards(plan_classes: list[Any], family: Any, most: int = SHARD) -> Iterator[list[Any]]:
    """Classes in groups of at most ``most``, those of one family (a key) together where they fit."""
    waiting: list[Any] = []
    for each in _families(plan_classes, family):
        if waiting and len(waiting) + len(each) > most:
            yield waiting
            waiting = []
        waiting.extend(each)
        while len(waiting) > most:
            yield waiting[:most]
            waiting = waiting[most:]
    if waiting:
        yield waiting


def _families(classes: list[Any], family: Any) -> list[list[Any]]:
    found: dict[Any, list[Any]] = {}
    for each in classes:
        found.setdefault(family(each), []).append(each)
    return list(found.values())
