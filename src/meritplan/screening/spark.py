"""The same screening on Apache Spark: each worker screens the batches of its partitions, and only counts travel.

A class's counts are the same whoever counts them, so the result equals a local run's by hash. The functions Spark
calls live in this module, so that workers import them and keep what they have compiled between tasks. Set
``NUMBA_CACHE_DIR`` on the workers, and they compile once for each machine.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from meritplan.screening.engine import engine_hash
from meritplan.screening.pool_files import parquet_files, parquet_schema
from meritplan.screening.pools import PoolError, Read, SetAside, columns_of, sound_rows
from meritplan.screening.runs import Counted, Done, Run
from meritplan.screening.shards import ShardedPlan, ShardedScreen

FILE, NUMBER = "meritplan_file", "meritplan_row"  # columns that carry the file and its row to the workers
NUMBERS = ("met", "undetermined", "not_met", "routed", "people")
COUNTS = f"class int, {', '.join(f'{name} long' for name in NUMBERS)}, aside array<string>"
_SCREENS: dict[str, ShardedScreen] = {}


def counted(
    batches: Iterable[pa.RecordBatch], plan: bytes, key: str, engine: str, name: str, before: Mapping[str, int]
) -> Iterator[pa.RecordBatch]:
    """The counts of one partition: what Spark's ``mapInArrow`` calls on a worker.

    ``before`` says how many rows stand in the files before each file. The row of the first class carries what is
    counted once: pairs routed, people, and rows set aside as JSON texts.
    """
    if key not in _SCREENS:
        if engine_hash() != engine:
            raise PoolError("MP-Q070: a worker has another version of meritplan; install the same one everywhere")
        _SCREENS[key] = ShardedScreen(pickle.loads(plan))  # noqa: S301 made by this program, on the driver
    screen = _SCREENS[key]
    total = np.zeros((len(screen.plan.classes), len(NUMBERS)), np.int64)
    texts = list[str]()
    for batch in batches:
        sound, aside = sound_rows(_numbered(batch, before), name)
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


def _numbered(batch: pa.RecordBatch, before: Mapping[str, int]) -> Read:
    rows = batch.column(NUMBER).to_numpy(zero_copy_only=False)
    offsets = [before[unquote(name)] for name in batch.column(FILE).to_pylist()]
    return Read(batch.drop_columns([FILE, NUMBER]), rows + np.array(offsets, np.int64), {})


def go(run: Run, session: Any) -> Done:
    """Count a Parquet pool that every worker can read, and write what a local run writes for ``--answers counts``.

    Raises:
        RunError: if the folder holds another run.
        PoolError: if the file has not the columns of a pool.
    """
    card = run.begin()
    name, files = str(run.pool.path), parquet_files(run.pool.path)
    schema = parquet_schema(files[0])
    run.pool.unused[:] = columns_of(schema, name)
    nobody = pa.RecordBatch.from_pylist([], schema=schema)
    sound_rows(Read(nobody, np.zeros(0, np.int64), {}), name)  # a wrong column is refused here, not by each worker
    found = screen_with_spark(session, files, run.plan)
    run.pool.aside[:] = found.aside
    run.finish(card, found)
    return Done(people=found.people, routed=found.routed)


def screen_with_spark(session: Any, files: Sequence[Path], plan: ShardedPlan) -> Counted:
    """Counts of met, undetermined and not met for each class over Parquet files."""
    from pyspark.sql import functions  # noqa: PLC0415 the `spark` extra, on the driver alone

    rows = [pq.read_metadata(file).num_rows for file in files]
    before = {unquote(file.name): sum(rows[:place]) for place, file in enumerate(files)}
    row = (functions.col("_metadata.row_index") + 1).alias(NUMBER)  # as a local run counts rows
    file = functions.col("_metadata.file_name").alias(FILE)
    packed, key, engine = pickle.dumps(plan), plan.hash, engine_hash()

    def on_worker(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return counted(batches, packed, key, engine, files[0].name, before)

    paths = [f"file://{each.resolve().as_posix()}" for each in files]  # as Hadoop writes paths: spaces stay
    counts = session.read.parquet(*paths).select("*", file, row).mapInArrow(on_worker, COUNTS).groupBy("class")
    sums = [functions.sum(name) for name in NUMBERS]
    asides = functions.flatten(functions.collect_list("aside"))
    found = np.zeros((len(plan.classes), len(NUMBERS)), np.int64)
    aside = list[SetAside]()
    for each in counts.agg(*sums, asides).collect():
        found[each[0]] = each[1:-1]
        aside.extend(msgspec.json.decode(text, type=SetAside) for text in each[-1])
    routed, people = found[:, 3:].sum(axis=0).tolist()
    return Counted(counts=found[:, :3], routed=routed, people=people, aside=sorted(aside, key=lambda each: each.row))
