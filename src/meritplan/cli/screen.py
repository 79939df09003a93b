"""`meritplan screen`: a pool of people against a plan, the same three answers for every pair."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from meritplan.cli.classes import classes_from, policy_for
from meritplan.cli.terminal import console, say, write_json
from meritplan.model.determination import ClassNamed
from meritplan.qualification import CaseError, PolicyError, determine, page, policy
from meritplan.qualification.cases import day
from meritplan.qualification.determination import Question

if TYPE_CHECKING:
    from meritplan.screening.compile import CompiledPlan

POOL_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HOW_TO_INSTALL = "MP-Q065: screening needs the extra packages of `pip install 'meritplan[pools]'`"


class Refused(click.ClickException):
    """Nothing can be screened: the message says why and what to do."""

    exit_code = 2


class _WithAPool(click.Group):
    """A group whose first word, if it names none of its commands, is a pool."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in that is meant."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["pool", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithAPool)
def screen() -> None:
    """Screen a pool of people against the classes of a plan.

    \b
    meritplan screen POOL --from PLAN --out DIR    screen a pool
    meritplan screen plan --from PLAN --explain    what the classes of a plan share
    meritplan screen pair DIR POOL --from PLAN     explain one pair of a run
    meritplan screen convert POOL --out FILE       a pool in another form, as Parquet
    meritplan screen generate --from PLAN          a made-up pool
    """  # noqa: D301


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of whom: classes, policy, day and gate."""

    sources: tuple[str, ...]
    classes: tuple[str, ...]
    as_of: str | None
    gate: str
    policy_source: str | None
    which: str

    @property
    def day(self) -> date:
        """The day asked about; the only place where a clock is read."""
        return day(self.as_of) if self.as_of else datetime.now(UTC).astimezone().date()

    def compiled(self) -> CompiledPlan:
        """The classes compiled."""
        compile_ = _needing_the_extra("compile")
        listed = classes_from(self.sources, self.classes, self.day)
        asked = [compile_.Asked(code=each.code, title=each.title, tree=each.tree(self.which)) for each in listed]
        found: CompiledPlan = compile_.compile_plan(
            asked, policy(policy_for(self.policy_source, listed)), self.day, self.gate
        )
        return found


def _needing_the_extra(module: str) -> Any:
    from importlib import import_module  # noqa: PLC0415 the command line works without the extra

    try:
        return import_module(f"meritplan.screening.{module}")
    except ImportError as missing:
        raise Refused(f"{HOW_TO_INSTALL} ({missing.name} is missing)") from None


def asking(command: Any) -> Any:
    """The options that say what is asked."""
    options = [
        click.option("--from", "sources", multiple=True, required=True, metavar="READING_OR_PLAN"),
        click.option("--classes", multiple=True, help="Only the class with this code or title."),
        click.option("--as-of", help="The day asked about, as 2026-06-30 (today if not given)."),
        click.option("--gate", type=click.Choice(["admission", "appointment"]), default="admission", show_default=True),
        click.option(
            "--policy",
            "policy_source",
            help="A policy profile, or a file with policy keys (that of the plan, else the default, if not given).",
        ),
        click.option(
            "--which",
            type=click.Choice(["minimum", "prior", "recommended", "desirable"]),
            default="minimum",
            show_default=True,
            help="Which printed qualifications.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@screen.command("pool")
@click.argument("pool", type=POOL_FILE)
@asking
@click.option("--out", type=FOLDER, required=True, help="Where the answers go; a stopped run goes on there.")
@click.option(
    "--answers",
    "wanted",
    type=click.Choice(["counts", "planes", "open"]),
    default="counts",
    show_default=True,
    help="Counts for each class; both bits for each person; or the undetermined pairs.",
)
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True)
@click.option("--threads", type=click.IntRange(1), default=1, show_default=True)
@click.option("--batch", type=click.IntRange(64), default=65_536, show_default=True, help="People in a batch.")
@click.option("--table", help="The table of a DuckDB file.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def pool_command(
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
    """Screen a pool: Parquet, JSON lines, CSV, or a DuckDB table."""
    runs, pools = _needing_the_extra("runs"), _needing_the_extra("pools")
    try:
        plan = Asked(**asked).compiled()
        source = pools.Pool(path=pool, table=table, batch=batch)
        run = runs.Run(plan=plan, pool=source, out=out, wanted=wanted, threads=threads)
        done, aside = _on_spark(run) if engine == "spark" else (_gone(run), None)
    except (runs.RunError, pools.PoolError, CaseError, PolicyError) as trouble:
        raise Refused(str(trouble)) from None
    _tell(plan, done, source.aside, out, as_json=as_json, answer_hash=runs.answer_hash(out), aside_elsewhere=aside)


def _gone(run: Any) -> Any:
    columns = (TextColumn("screening"), BarColumn(), MofNCompleteColumn(), TextColumn("people"), TimeElapsedColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("screening", total=None)
        return run.go(lambda done: progress.update(task, completed=done.people))


def _tell(
    plan: CompiledPlan,
    done: Any,
    aside: list[Any],
    out: Path,
    *,
    as_json: bool,
    answer_hash: str,
    aside_elsewhere: int | None,
) -> None:
    pairs = done.people * len(plan.classes)
    share = done.routed / pairs if pairs else 0.0
    set_aside = len(aside) if aside_elsewhere is None else aside_elsewhere
    for each in aside[:10]:
        say(f"row {each.row} is set aside: {each.reason}")
    if as_json:
        found = {
            "people": done.people,
            "classes": len(plan.classes),
            "pairs": pairs,
            "one_person_engine": done.routed,
            "set_aside": set_aside,
            "answers": answer_hash,
        }
        write_json(found)
        return
    click.echo(f"{done.people:,} people x {len(plan.classes):,} classes = {pairs:,} pairs, in {out}")
    click.echo(f"{done.routed:,} pairs ({share:.4%}) were put to the one-person engine; {set_aside:,} rows set aside")
    click.echo(f"answers {answer_hash}")


def _on_spark(run: Any) -> tuple[Any, int]:
    """Count on Spark: how far the run is, and how many rows were set aside."""
    if run.wanted != "counts" or run.pool.path.suffix.lower() != ".parquet":
        raise Refused("MP-Q067: Spark counts a Parquet pool; other pools and answers are for --engine local")
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 the `spark` extra
    except ImportError:
        raise Refused("MP-Q065: this needs the extra packages of `pip install 'meritplan[spark]'`") from None
    spark, runs = _needing_the_extra("spark"), _needing_the_extra("runs")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # workers on this machine import what this program does
    card = run.begin()
    session = SparkSession.builder.appName("meritplan screen").getOrCreate()
    try:
        found = spark.screen_with_spark(session.read.parquet(str(run.pool.path)), run.plan)
    finally:
        session.stop()
    run.finish(card, found.counts, found.people, found.routed)
    return runs.Done(people=found.people, routed=found.routed, resumed=False), found.set_aside


@screen.command("plan")
@asking
@click.option("--explain", is_flag=True, help="List the classes that may need the one-person engine.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def plan_command(explain: bool, as_json: bool, **asked: Any) -> None:
    """Compile a plan and say how much its classes share."""
    try:
        plan = Asked(**asked).compiled()
    except (CaseError, PolicyError) as trouble:
        raise Refused(str(trouble)) from None
    figures = {**plan.sharing(), "hash": plan.hash}
    if as_json:
        write_json(figures)
        return
    for name, value in figures.items():
        click.echo(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")
    for each in _inexact(plan) if explain else ():
        click.echo(f"  may need the one-person engine: {each}")


def _inexact(plan: CompiledPlan) -> Iterator[str]:
    for each, exact in zip(plan.classes, plan.exact, strict=True):
        if not exact:
            yield " ".join(word for word in (each.code, each.title) if word)


@screen.command("pair")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("pool", type=POOL_FILE)
@asking
@click.option("--id", "person", required=True, help="The person, by the id the pool gives.")
@click.option("--table", help="The table of a DuckDB file.")
def pair_command(out: Path, pool: Path, person: str, table: str | None, **asked: Any) -> None:
    """Explain the answers for one person and the classes named by --classes, through the one-person engine."""
    runs, pools, records = (_needing_the_extra(name) for name in ("runs", "pools", "records"))
    try:
        card = runs.card_of(out)
        asked.update(as_of=card["as_of"], gate=card["gate"])
        asked_for = Asked(**asked)
        row = next(
            (row for batch in pools.Pool(path=pool, table=table).batches() for row in _rows(batch, person)), None
        )
        if row is None:
            raise Refused(f"MP-Q066: nobody in {pool} has the id {person!r}")
        listed = classes_from(asked_for.sources, asked_for.classes, asked_for.day)
        question = Question(
            record=records.record_of(row),
            policy=policy(policy_for(asked_for.policy_source, listed)),
            rulings=records.rulings_of(row),
            as_of=asked_for.day,
            gate=card["gate"],
        )
        for each in listed:
            named = ClassNamed(code=each.code, title=each.title)
            click.echo(page(determine(each.tree(asked_for.which), question, job_class=named)))
    except (runs.RunError, pools.PoolError, CaseError, PolicyError) as trouble:
        raise Refused(str(trouble)) from None


def _rows(batch: Any, person: str) -> Iterator[dict[str, Any]]:
    ids = batch.column("id").to_pylist()
    if person in ids:
        yield batch.slice(ids.index(person), 1).to_pylist()[0]


@screen.command("convert")
@click.argument("pool", type=POOL_FILE)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--table", help="The table of a DuckDB file.")
def convert_command(pool: Path, out: Path, table: str | None) -> None:
    """Write a pool (records as JSON lines, CSV, DuckDB) as Parquet, and say which rows were set aside."""
    pools = _needing_the_extra("pools")
    try:
        source = pools.Pool(path=pool, table=table)
        people = pools.write_parquet(source.batches(), out)
    except pools.PoolError as trouble:
        raise Refused(str(trouble)) from None
    for each in source.aside:
        say(f"row {each.row} is set aside: {each.reason}")
    click.echo(f"{people:,} people in {out}; {len(source.aside):,} rows set aside")


@screen.command("generate")
@asking
@click.option("--people", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def generate_command(people: int, seed: int, out: Path, **asked: Any) -> None:
    """Write a made-up pool that speaks of the classes of a plan."""
    generator, pools = _needing_the_extra("generator"), _needing_the_extra("pools")
    try:
        plan = Asked(**asked).compiled()
    except (CaseError, PolicyError) as trouble:
        raise Refused(str(trouble)) from None
    click.echo(f"{pools.write_parquet(generator.pool(plan, people, seed=seed), out):,} people in {out}")
