"""The same screening on Apache Spark: each worker screens the batches of its partitions, and only counts travel.

A class's counts are the same whoever counts them, so the result equals a local run's by hash. The functions Spark
calls live in this module, so that workers import them and keep what they have compiled between tasks. Set
``NUMBA_CACHE_DIR`` on the workers, and they compile once for each machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from meritplan.screening.pools import Read, SetAside, columns_of, sound_rows
from meritplan.screening.runs import Counted, Done, Run
from meritplan.screening.shards import ShardedPlan, ShardedScreen

NUMBER = "meritplan_row"  # the column that carries the row of the file to the workers
NUMBERS = ("met", "undetermined", "not_met", "routed", "people")
COUNTS = f"class int, {', '.join(f'{name} long' for name in NUMBERS)}, aside array<string>"
_SCREENS: dict[str, ShardedScreen] = {}


def counted(batches: Iterable[pa.RecordBatch], plan: bytes, key: str, name: str) -> Iterator[pa.RecordBatch]:
    """The counts of one partition: what Spark's ``mapInArrow`` calls on a worker.

    The first class's row carries what is counted once: pairs routed, people, and rows set aside as JSON texts.
    """
    if key not in _SCREENS:
        _SCREENS[key] = ShardedScreen(pickle.loads(plan))  # noqa: S301 made by this program, on the driver
    screen = _SCREENS[key]
    total = np.zeros((len(screen.plan.classes), len(NUMBERS)), np.int64)
    texts = list[str]()
    for batch in batches:
        sound, aside = sound_rows(_numbered(batch), name)
        found = screen.answer(sound)
        total[:, :3] += found.counts
        total[0, 3:] += found.routed, sound.num_rows
        texts.extend(msgspec.json.encode(msgspec.to_builtins(each)).decode() for each in aside)
    yield pa.RecordBatch.from_pydict(
        {
            "class": pa.array(np.arange(len(total)), pa.int32()),
            **dict(zip(NUMBERS, total.T, strict=True)),
            "aside": pa.array([texts, *([] for _ in total[1:])], pa.list_(pa.string())),
        }
    )


def _numbered(batch: pa.RecordBatch) -> Read:
    place = batch.schema.get_field_index(NUMBER)
    return Read(batch.remove_column(place), batch.column(place).to_numpy(zero_copy_only=False), {})


def go(run: Run, session: Any) -> Done:
    """Count a Parquet pool that every worker can read, and write what a local run writes for ``--answers counts``.

    Raises:
        RunError: if the folder holds another run.
        PoolError: if the file has not the columns of a pool.
    """
    card = run.begin()
    name, schema = str(run.pool.path), pq.read_schema(run.pool.path)
    run.pool.unused[:] = columns_of(schema, name)
    nobody = pa.RecordBatch.from_pylist([], schema=schema)
    sound_rows(Read(nobody, np.zeros(0, np.int64), {}), name)  # a wrong column is refused here, not by each worker
    found = screen_with_spark(session, run.pool.path.resolve().as_uri(), run.plan)
    run.pool.aside[:] = found.aside
    run.finish(card, found)
    return Done(people=found.people, routed=found.routed)


def screen_with_spark(session: Any, path: str, plan: ShardedPlan) -> Counted:
    """Counts of met, undetermined and not met for each class over a Parquet file."""
    from pyspark.sql import functions  # noqa: PLC0415 the `spark` extra, on the driver alone

    row = (functions.col("_metadata.row_index") + 1).alias(NUMBER)  # as a local run counts rows
    packed, key = pickle.dumps(plan), plan.hash

    def on_worker(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return counted(batches, packed, key, path)

    counts = session.read.parquet(path).select("*", row).mapInArrow(on_worker, COUNTS).groupBy("class")
    sums = [functions.sum(name) for name in NUMBERS]
    asides = functions.flatten(functions.collect_list("aside"))
    found = np.zeros((len(plan.classes), len(NUMBERS)), np.int64)
    aside = list[SetAside]()
    for each in counts.agg(*sums, asides).collect():
        found[each[0]] = each[1:-1]
        aside.extend(msgspec.json.decode(text, type=SetAside) for text in each[-1])
    routed, people = found[:, 3:].sum(axis=0).tolist()
    return Counted(counts=found[:, :3], routed=routed, people=people, aside=sorted(aside, key=lambda each: each.row))
