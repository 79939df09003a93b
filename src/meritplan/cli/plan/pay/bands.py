"""`meritplan plan pay docket`, `assign`, `reviewed`: alternative bands and their yearly review."""

from datetime import date
from pathlib import Path

import click
import msgspec

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, refusals, today
from meritplan.cli.terminal import say, write_json
from meritplan.pay import BandAssignment, BandReview, DocketDecision, pay_book, rule
from meritplan.pay import docket as docket_of
from meritplan.pay.docket import assignments_from
from meritplan.pay.docket_document import docket_page, entry_lines
from meritplan.pay.keeping import assigned
from meritplan.pay.keeping import reviewed as entered
from meritplan.plan import newest, write
from meritplan.plan.choosing import class_named


@click.command()
@plan_folder
@click.option("--as-of", "on", type=Day(), metavar="DATE", help="The day of the docket (today).")
@click.option("--pressing", is_flag=True, help="Only what is overdue, undecided, or due on a day that cannot be told.")
@as_json
def docket(plan_folder: Path, *, on: date | None, pressing: bool, as_json: bool) -> None:
    """List the alternative bands: assigned, last review, when the next is due, decision, minute.

    A plan without a docket of its own shows the bands its documents print. A blank band means none: nothing is due.
    """
    plan = opened(plan_folder)
    book = pay_book(plan)
    printed = assignments_from(one.job_class for one in newest(plan).editions)
    found = docket_of(book.assignments if book.has_docket else printed, rule(book.rule), on or today())
    if pressing:
        found = msgspec.structs.replace(found, entries=found.standing("overdue", "due_unknown", "undecided"))
    if as_json:
        write_json(found)
        return
    click.echo(docket_page(found, rule(book.rule)))
    if not book.has_docket and printed:
        say("From what the documents print. Next: meritplan plan pay import PLAN --from-classes")


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.option("--band", required=True, help="The alternative band.")
@click.option("--on", required=True, type=Day(), metavar="DATE", help="The day of the assignment.")
@click.option("--minute", help="The minute of the board.")
@click.option("--because", help="Why; kept with the assignment.")
def assign(plan_folder: Path, name: str, *, band: str, on: date, minute: str | None, because: str | None) -> None:
    """Enter that an alternative band was assigned to a CLASS, or the day of one already known."""
    plan = opened(plan_folder)
    book = pay_book(plan)
    with refusals():
        one = class_named(plan, name)
        pay = one.newest.job_class.pay
        said = BandAssignment(
            class_code=one.code or one.key,
            title=one.title,
            base_band=pay.band if pay else None,
            alternative_band=band,
            assigned=on,
            reason=because,
            minute=minute,
        )
        plan = write(plan, assigned(book, said).documents)
    _tell(one.code or one.key, plan_folder)


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.option("--on", required=True, type=Day(), metavar="DATE", help="The day of the review.")
@click.option("--recommended", type=click.Choice(["continue", "remove"]), help="What was recommended.")
@click.option("--decision", type=click.Choice(["continue", "remove"]), help="What was decided; none yet if absent.")
@click.option("--minute", help="The minute that says so.")
@click.option("--market", help="What the market analysis found.")
def reviewed(
    plan_folder: Path,
    name: str,
    *,
    on: date,
    recommended: DocketDecision | None,
    decision: DocketDecision | None,
    minute: str | None,
    market: str | None,
) -> None:
    """Enter the review of the alternative band of a CLASS; the same day again corrects it."""
    plan = opened(plan_folder)
    with refusals():
        one = class_named(plan, name)
        review = BandReview(on=on, recommended=recommended, decision=decision, minute=minute, market=market)
        write(plan, entered(pay_book(plan), one.code or one.key, review).documents)
    _tell(one.code or one.key, plan_folder)


def _tell(code: str, plan_folder: Path) -> None:
    """How the class stands now."""
    book = pay_book(opened(plan_folder))
    found = docket_of(book.assigned(code), rule(book.rule), today())
    for one in found.entries:
        click.echo(f"{one.standing.replace('_', ' ')}:")
        click.echo("\n".join(entry_lines(one)))
