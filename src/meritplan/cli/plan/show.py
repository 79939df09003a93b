"""`meritplan plan show`: one class with its editions, and one of them whole."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from meritplan.cli import report
from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, refusals, today
from meritplan.cli.report import counted
from meritplan.cli.terminal import console, write_json
from meritplan.model import Reading
from meritplan.plan import ClassEdition, Plan, PlanClass
from meritplan.plan.choosing import class_named, edition_named
from meritplan.plan.export import reading_of


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.option("--as-of", type=Day(), metavar="DATE", help="The edition in force on this day, not the newest.")
@as_json
def show(plan_folder: Path, name: str, *, as_of: date | None, as_json: bool) -> None:
    """Show a CLASS, by code, former code, title or former title; 0264/2 is its second edition."""
    plan = opened(plan_folder)
    with refusals():
        edition = edition_named(plan, name)
        one = class_named(plan, edition.class_key)
    if as_of is not None:
        in_force = one.in_force(as_of)
        if in_force is None:
            raise click.ClickException(f"no edition of {one.key} {one.title} is in force on {as_of}")
        edition = in_force
    if as_json:
        write_json(edition)
        return
    show_edition(plan, one, edition, as_of or today())


def show_edition(plan: Plan, one: PlanClass, edition: ClassEdition, on: date) -> None:
    """The page of an edition: the class and its editions first, then what the edition says."""
    click.echo("\n".join(_head(one, edition, on)))
    page = console()
    said: Reading = reading_of(plan, [edition])
    with page.capture() as drawn:
        report.show(said, page)
    click.echo("\n".join(line.rstrip() for line in drawn.get().splitlines()))


def _head(one: PlanClass, shown: ClassEdition, on: date) -> Iterator[str]:
    yield f"{one.title}  {one.code or one.key}"
    if one.former_titles:
        yield f"  formerly {', '.join(one.former_titles)}"
    if one.former_codes:
        yield f"  former codes {', '.join(one.former_codes)}"
    if retired := one.record.retired:
        instead = f", replaced by {', '.join(retired.replaced_by)}" if retired.replaced_by else ""
        yield f"  retired on {retired.on} by {retired.by}: {retired.because}{instead}"
    for edition in one.editions:
        sign = ">" if edition == shown else " "
        more = _days(edition) + _asked(edition) + _note(edition)
        yield f"{sign} edition {edition.number}  {edition.standing(on)}{more}"
    for made in shown.settlements:
        yield f"  settled {made.question} on {made.on} by {made.by}: {made.decision}. {made.because}"
    for event in shown.events:
        yield f"  {event.what} on {event.on} by {event.by}{f': {event.because}' if event.because else ''}"
    for question in shown.open_questions:
        yield f"  ? {question.id} {question.code} {question.text}"


def _days(edition: ClassEdition) -> str:
    if edition.effective_from is not None:
        return f" from {edition.effective_from}" + (f" to {edition.effective_to}" if edition.effective_to else "")
    printed = edition.job_class.effective_date
    return f", prints {printed} as its effective date" if printed else ""


def _asked(edition: ClassEdition) -> str:
    return f", {counted(len(edition.open_questions), 'open question')}" if edition.open_questions else ""


def _note(edition: ClassEdition) -> str:
    return f". {edition.note}" if edition.note else ""
