"""`meritplan screen POOL`: the run itself, here or on Spark."""

from __future__ import annotations

import os
import re
import sys
import warnings
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from meritplan.cli.progress import progress
from meritplan.cli.screen.asked import (
    Asked,
    Refused,
    asking,
    json_option,
    many,
    needing_the_extra,
    pool_file,
    refusals,
    table_option,
    tell_of,
)
from meritplan.cli.terminal import say, write_json

A_REFUSAL = re.compile(r"PoolError: (MP-Q\d{3}: .*)")


class Stopped(click.ClickException):
    """The person at the terminal stopped a run."""

    exit_code = 1


@click.command("pool", short_help="Screen a pool: the same as POOL alone.")
@pool_file
@asking
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="RUN",
    required=True,
    help="The folder the answers go to; a stopped run goes on there.",
)
@click.option(
    "--answers",
    "wanted",
    type=click.Choice(["counts", "pairs", "open", "planes"]),
    default="counts",
    show_default=True,
    help="Counts for each class alone; beside them a table of person, class and answer (pairs; open: what is "
    "undetermined alone); or two rows of bits for each person (planes).",
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="This machine, or Spark.",
)
@click.option(
    "--threads",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processors to use; the answers are the same.",
)
@click.option("--batch", type=click.IntRange(64), default=65_536, show_default=True, help="People in a batch.")
@table_option
@json_option
def pool(
    pool: Path,
    out: Path,
    wanted: str,
    engine: str,
    threads: int,
    batch: int,
    table: str | None,
    as_json: bool,
    **asked: Any,
) -> None:
    """Screen a pool: a file of Parquet (or a folder of them), CSV, JSON or JSON lines, or a DuckDB table.

    Exit code 1: rows were set aside, or there was nobody to screen.
    """
    runs, pools = needing_the_extra("runs"), needing_the_extra("pools")
    with refusals(out):
        plan = Asked(**asked).compiled()
        source = pools.Pool(path=pool, table=table, batch=batch)
        run = runs.Run(plan=plan, pool=source, out=out, wanted=wanted, which=asked["which"], threads=threads)
        done = _on_spark(run) if engine == "spark" else _here(run)
        answers = runs.answer_hash(out)
    tell_of(source)
    _tell(run, done, answers, as_json=as_json)
    if source.aside or not done.people:
        sys.exit(1)


def _here(run: Any) -> Any:
    done = 0
    with progress(run.pool.rows(), what="screening") as bar:

        def told(now: Any) -> None:
            nonlocal done
            done = now.people
            bar(done)

        try:
            return run.go(told)
        except KeyboardInterrupt:
            message = f"stopped after {many(done, 'person', 'people')}; the same command goes on from there"
            raise Stopped(message) from None


def _tell(run: Any, done: Any, answers: str, *, as_json: bool) -> None:
    classes = len(run.plan.classes)
    pairs = done.people * classes
    if as_json:
        found = {
            "people": done.people,
            "classes": classes,
            "pairs": pairs,
            "one_person_engine": done.routed,
            "set_aside": len(run.pool.aside),
            "resumed": done.resumed,
            "policy": run.plan.policy.name,
            "as_of": run.plan.as_of,
            "plan_hash": run.plan.hash,
            "answers": answers,
        }
        write_json(found)
        return
    if not done.people:
        say(f"{run.pool.path} holds nobody who can be screened")
    share = done.routed / pairs if pairs else 0.0
    people, of_classes = many(done.people, "person", "people"), many(classes, "class", "classes")
    click.echo(f"{people} x {of_classes} = {many(pairs, 'pair')}, in {run.out}")
    click.echo(
        f"put to the one-person engine: {many(done.routed, 'pair')} ({share:.4%}); "
        f"set aside: {many(len(run.pool.aside), 'row')}; policy {run.plan.policy.name}, as of {run.plan.as_of}"
    )
    click.echo(f"answers {answers}")
    if done.resumed:
        say(f"screened before: {many(done.resumed, 'person', 'people')}")
    if done.people:
        say(f"Next: meritplan screen show {run.out}")


# --- Spark --------------------------------------------------------------------------------------------------


def _on_spark(run: Any) -> Any:
    """Count on Spark."""
    path = run.pool.path
    if run.wanted != "counts" or not (path.is_dir() or path.suffix.lower() == ".parquet"):
        raise Refused("MP-Q067: Spark counts a Parquet pool; other pools and answers are for --engine local")
    # Arrow batches alone go to the workers, so that the version of pandas does not matter
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas", category=FutureWarning)
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 the `spark` extra
        from pyspark.sql import SparkSession  # noqa: PLC0415

        refused_by_java = import_module("py4j.protocol").Py4JError
    except ImportError:
        raise Refused("MP-Q065: this needs the extra packages of `pip install 'meritplan[spark]'`") from None
    spark = needing_the_extra("spark")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this machine import what this program does
    try:
        session = SparkSession.builder.appName("meritplan screen").getOrCreate()
        try:
            return spark.go(run, session)
        finally:
            session.stop()
    except (PySparkException, refused_by_java) as trouble:
        raise Refused(_why(str(trouble))) from None


def _why(said: str) -> str:
    """What Spark says, in one line: our own refusal if a worker met one."""
    ours = A_REFUSAL.search(said)
    if ours:
        return ours[1]
    first = next((line.strip() for line in said.splitlines() if line.strip()), "no reason given").rstrip(".")
    message = f"MP-Q070: Spark could not count the pool: {first}; what Spark printed above may say more"
    return f"{message}. Spark needs Java 17 or later, and meritplan with its pools packages on each worker"
