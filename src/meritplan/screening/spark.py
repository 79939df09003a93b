"""The same screening on Apache Spark: each worker screens the batches of its partitions, and only counts travel.

A class's counts are the same whoever counts them, so the result equals a local run's by hash. The functions Spark
calls live in this module, so that workers import them and keep what they have compiled between tasks. Set
``NUMBA_CACHE_DIR`` on the workers, and they compile once for each machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.screening.compile import CompiledPlan
from meritplan.screening.pools import set_aside
from meritplan.screening.schema import conformed
from meritplan.screening.screening import Screen

SHARD = 10_000  # classes: beyond, the rows of a block no longer stay near the processor
COUNTS = "class int, met long, undetermined long, not_met long, routed long, people long, set_aside long"
_SCREENS: dict[str, Screen] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What Spark found: for each class met, undetermined, not met; and the pairs routed, people, rows set aside."""

    counts: NDArray[np.int64]
    routed: int
    people: int
    set_aside: int


def counted(batches: Iterable[pa.RecordBatch], plan: bytes, key: str) -> Iterator[pa.RecordBatch]:
    """The counts of one partition: what Spark's ``mapInArrow`` calls on a worker."""
    if key not in _SCREENS:
        _SCREENS[key] = Screen(pickle.loads(plan))  # noqa: S301 made by this program, on the driver
    screen = _SCREENS[key]
    total = np.zeros((len(screen.plan.classes), 3), np.int64)
    routed = people = aside = 0
    for batch in batches:
        sound, bad = set_aside(conformed(batch))
        answered = screen.answer(sound)
        total += answered.counts()
        routed, people, aside = routed + answered.routed, people + sound.num_rows, aside + len(bad)
    once = np.zeros((len(total), 3), np.int64)
    once[:1] = routed, people, aside
    columns = {"class": pa.array(np.arange(len(total)), pa.int32())}
    names = ("met", "undetermined", "not_met", "routed", "people", "set_aside")
    yield pa.RecordBatch.from_pydict(columns | dict(zip(names, np.hstack([total, once]).T, strict=True)))


def screen_with_spark(frame: Any, plan: CompiledPlan) -> Counted:
    """Counts of met, undetermined and not met for each class over a Spark data frame."""
    packed, key = pickle.dumps(plan), plan.hash

    def on_worker(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return counted(batches, packed, key)

    names = ("met", "undetermined", "not_met", "routed", "people", "set_aside")
    rows = frame.mapInArrow(on_worker, COUNTS).groupBy("class").sum(*names)
    found = np.zeros((len(plan.classes), len(names)), np.int64)
    for row in rows.collect():
        found[row[0]] = row[1:]
    routed, people, aside = found[:, 3:].sum(axis=0).tolist()
    return Counted(counts=found[:, :3], routed=routed, people=people, set_aside=aside)


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
