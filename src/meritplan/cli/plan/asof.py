"""`meritplan plan asof`: the plan as it was, or will be, on a day."""

from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder
from meritplan.cli.report import counted
from meritplan.cli.terminal import say, write_json
from meritplan.plan import as_of


@click.command()
@plan_folder
@click.argument("day", metavar="DATE", type=Day())
@as_json
def asof(plan_folder: Path, day: date, *, as_json: bool) -> None:
    """List the editions in force on a DATE such as 2026-07-01."""
    view = as_of(opened(plan_folder), day)
    if as_json:
        write_json(view.editions)
        return
    for edition in view.editions:
        ends = f" to {edition.effective_to}" if edition.effective_to else ""
        title = edition.job_class.title
        click.echo(f"{edition.class_key}/{edition.number}  {title}  from {edition.effective_from}{ends}")
    without = len(view.plan.classes) - len(view.editions)
    say(f"{len(view.editions)} in force on {day}, {counted(without, 'class', 'classes')} without an edition in force")
