"""`meritplan plan export`: a plan, or a day of it, for other programs and for spreadsheets."""

from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, opened, plan_folder, today
from meritplan.cli.terminal import write_json
from meritplan.plan import as_of as as_of_day
from meritplan.plan import newest
from meritplan.plan.export import reading, table


@click.command()
@plan_folder
@click.option("--as-of", type=Day(), metavar="DATE", help="The editions in force on this day, not the newest.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["reading", "editions", "csv"]),
    default="reading",
    help="reading: what `meritplan qualify` takes; editions: with states, questions, settlements; csv: a line a class.",
)
def export(plan_folder: Path, *, as_of: date | None, form: str) -> None:
    """Write the newest editions, or those in force on a day, to standard output."""
    plan = opened(plan_folder)
    view = as_of_day(plan, as_of) if as_of else newest(plan)
    if form == "csv":
        click.echo(table(view, today()), nl=False)
    else:
        write_json(view.editions if form == "editions" else reading(view))
