"""`meritplan plan status`: what is in a plan, and what waits for a person."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, today
from meritplan.cli.report import counted
from meritplan.cli.terminal import write_json
from meritplan.plan.status import Status
from meritplan.plan.status import status as status_of


@click.command()
@plan_folder
@click.option("--as-of", type=Day(), metavar="DATE", help="The day to look at (today).")
@as_json
def status(plan_folder: Path, *, as_of: date | None, as_json: bool) -> None:
    """Say where the plan stands on a day."""
    found = status_of(opened(plan_folder), as_of or today())
    if as_json:
        write_json(found)
    else:
        click.echo("\n".join(_page(found)))


def _page(found: Status) -> Iterator[str]:
    yield f"{found.title}{f' ({found.jurisdiction})' if found.jurisdiction else ''}, on {found.on}"
    retired = f", {found.retired} of them retired" if found.retired else ""
    yield f"  classes    {found.classes}{retired}"
    yield "  editions   " + (", ".join(f"{number} {kind}" for kind, number in found.editions.items()) or "none")
    if found.dated_drafts:
        yield f"             {counted(found.dated_drafts, 'draft')} with a printed effective date"
    asked = sum(found.questions.values())
    by_code = ", ".join(f"{number} {code}" for code, number in found.questions.items())
    yield f"  open       {counted(asked, 'question')}" + (
        f" about {counted(found.classes_with_questions, 'class', 'classes')} ({by_code})" if asked else ""
    )
    yield f"  groups     {found.groups}"
    yield f"  sources    {found.sources}, {len(found.sources_without_class)} of them without a class"
    if found.pay:
        names = {"indexes": "index", "plans": "pay plan", "docket": "docket"}
        many = {"indexes": "indexes"}
        yield "  pay        " + ", ".join(
            counted(number, names.get(kind, kind), many.get(kind)) for kind, number in found.pay.items()
        )
    yield f"  policy     {found.policy}"
    yield f"  fingerprint {found.fingerprint}"
    if found.unreadable:
        yield f"  ! {counted(found.unreadable, 'document')} cannot be read: meritplan plan validate"
    if found.interrupted_import:
        yield f"  ! an import of {found.interrupted_import} was interrupted: meritplan plan import PLAN --resume"
