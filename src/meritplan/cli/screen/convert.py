"""`meritplan screen convert`, `generate`: pools out, as Parquet."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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
from meritplan.cli.terminal import write_json

out_file = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="The Parquet file to write.",
)


@click.command(short_help="Write a pool as Parquet.")
@pool_file
@out_file
@table_option
@json_option
def convert(pool: Path, out: Path, table: str | None, as_json: bool) -> None:
    """Write a pool (records as JSON or JSON lines, CSV, a DuckDB table) as Parquet.

    Exit code 1: rows were set aside.
    """
    pools = needing_the_extra("pools")
    with refusals(out):
        source = pools.Pool(path=pool, table=table)
        people = _written(pools, source.batches(), out, source.rows(), "converting")
    tell_of(source)
    if as_json:
        write_json({"people": people, "set_aside": source.aside, "unused": source.unused})
    else:
        click.echo(f"{many(people, 'person', 'people')} in {out}; {many(len(source.aside), 'row')} set aside")
    if source.aside:
        sys.exit(1)


@click.command(short_help="Write a made-up pool.")
@asking
@click.option("--people", type=click.IntRange(1), default=10_000, show_default=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Another seed, other people.")
@out_file
@json_option
def generate(people: int, seed: int, out: Path, as_json: bool, **asked: Any) -> None:
    """Write a made-up pool that speaks of the classes of a plan.

    The same plan, number and seed give the same people.
    """
    generator, pools = needing_the_extra("generator"), needing_the_extra("pools")
    with refusals(out):
        plan = Asked(**asked).compiled()
        number = _written(pools, generator.pool(plan, people, seed=seed), out, people, "generating")
    if as_json:
        write_json({"people": number, "seed": seed, "plan_hash": plan.hash})
    else:
        click.echo(f"{many(number, 'person', 'people')} in {out}")


def _written(pools: Any, batches: Iterable[Any], out: Path, total: int | None, what: str) -> int:
    if out.suffix.lower() != ".parquet":
        raise Refused(f"{out} would be a Parquet file: let its name end in .parquet")
    with progress(total, what=what) as bar:

        def counted() -> Iterator[Any]:
            done = 0
            for batch in batches:
                yield batch
                bar(done := done + batch.num_rows)

        number: int = pools.write_parquet(counted(), out)
        return number
