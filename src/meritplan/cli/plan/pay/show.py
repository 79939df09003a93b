"""`meritplan plan pay show`: what is kept, and what a class is paid on a day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from meritplan.cli.pay_pages import placement_words
from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, refusals, today
from meritplan.cli.report import counted
from meritplan.cli.terminal import say, write_json
from meritplan.pay import ClassPay, PaidRange, PayBook, PayGrade, PayStatement, pay_book, pay_of, placement
from meritplan.pay.index import per
from meritplan.pay.money import amount, dollars
from meritplan.plan import Plan, PlanClass, as_of, newest
from meritplan.plan.choosing import class_named

GROUNDS = {
    "alternative band": "alternative band {name}",
    "index": "by the pay index",
    "band": "band {name}",
    "grade": "grade {name}",
    "specification": "as the specification prints it",
}


@click.command()
@plan_folder
@click.argument("names", metavar="[CLASS]...", nargs=-1)
@click.option("--as-of", "on", type=Day(), metavar="DATE", help="The day (today).")
@click.option("--salary", help="Where this salary stands in the ranges that hold.")
@click.option("--all", "every", is_flag=True, help="The pay of every class.")
@as_json
def show(
    plan_folder: Path, names: tuple[str, ...], *, on: date | None, salary: str | None, every: bool, as_json: bool
) -> None:
    """Show what each CLASS is paid on a day and by which document; without a class, what the plan keeps of pay."""
    plan, day = opened(plan_folder), on or today()
    book, stated = pay_book(plan), amount(salary) if salary else None
    if salary and stated is None:
        raise click.BadParameter("an amount, as 45000 or 45,000.00", param_hint="--salary")
    if not names and not every:
        _summary(plan, book, day, as_json=as_json)
        return
    with refusals():
        chosen = [class_named(plan, name) for name in names] or _classes(plan, day)
    found = [pay_of(book, one, day) for one in chosen]
    if as_json:
        write_json(found)
        return
    for one in found:
        click.echo("\n".join(_page(plan, one, stated)))


def _page(plan: Plan, found: ClassPay, salary: Decimal | None) -> Iterator[str]:
    one = plan.by_key[found.class_key]
    yield f"{one.code or one.key} {one.title}, on {found.on}"
    if not found.statements:
        yield "  no document says what it is paid"
    for number, said in enumerate(sorted(found.statements, key=lambda each: each != found.holds)):
        yield from _statement(said, also=number > 0, salary=salary)
    for issue in found.issues:
        yield f"  ? {issue.code} {issue.message}"


def _statement(said: PayStatement, *, also: bool, salary: Decimal | None) -> Iterator[str]:
    since = f", from {said.since}" if said.since else ""
    known = "" if said.ranges else ": what it pays is not kept"
    yield f"  {'also ' if also else ''}{GROUNDS[said.ground].format(name=said.name)}{since}{known}  ({said.document})"
    for each in said.ranges:
        yield f"    {range_words(each)}"
        if salary is not None and not also and each.low is not None and each.high is not None:
            grade = PayGrade(grade=said.name or "", low=each.low, high=each.high, market=each.market)
            yield f"      {placement_words(placement(grade, salary))}"


def range_words(each: PaidRange) -> str:
    """As a person would say it: "Range A $3,000.00 to $3,757.00 a month"."""
    name = f"Range {each.name}: " if each.name else ""
    name += f"{each.department}: " if each.department else ""
    unit = per(each.unit)  # type: ignore[arg-type]  # of a specification it may be any word
    if each.fixed_elsewhere:
        return f"{name}fixed elsewhere (zeros in the index)"
    if each.low is None and each.high is None:
        return f"{name}not intact ({each.printed})"
    if each.flat:
        return f"{name}{dollars(each.low)}{unit}"
    ends = [dollars(one) for one in (each.low, each.high) if one is not None]
    market = f", market {dollars(each.market)}" if each.market is not None else ""
    return f"{name}{' to '.join(ends)}{unit}{market}"


def _summary(plan: Plan, book: PayBook, day: date, *, as_json: bool) -> None:
    counts = _counts(plan, book, day)
    if as_json:
        indexes = [{"document": one.document, "as_of": one.index.as_of} for one in book.indexes]
        plans = [{"document": one.document, "effective_from": one.plan.effective_from} for one in book.plans]
        kept = {"indexes": indexes, "plans": plans, "bands": len(book.assignments)}
        write_json({"on": day, **kept, "classes": counts})
        return
    click.echo("\n".join([*_kept(book), *(f"{number:7,}  {name}" for name, number in counts.items())]))
    if not book.indexes and not book.plans:
        say("No pay index and no pay plan is kept. Next: meritplan plan pay import PLAN FILE")


def _kept(book: PayBook) -> Iterator[str]:
    """A line for each document."""
    for one in book.indexes:
        said = one.index
        found = f"{len(said.classes):,} classes, {said.ranges:,} ranges, {said.intact:,} intact"
        yield f"index     {said.as_of or 'undated'}  {found}  ({one.document})"
    for each in book.plans:
        until = f" to {each.plan.effective_to}" if each.plan.effective_to else ""
        grades = counted(len(each.plan.grades), "grade")
        yield f"pay plan  from {each.plan.effective_from}{until}  {each.plan.title}, {grades}  ({each.document})"
    if book.has_docket:
        yield f"docket    {counted(len(book.assignments), 'class', 'classes')}"


def _counts(plan: Plan, book: PayBook, day: date) -> dict[str, int]:
    """How many classes are paid by what."""
    return dict(Counter(_paid_by(pay_of(book, one, day)) for one in _classes(plan, day)).most_common())


def _classes(plan: Plan, day: date) -> list[PlanClass]:
    """The classes in force on the day; where none is, those there are."""
    view = as_of(plan, day) if as_of(plan, day).editions else newest(plan)
    return [plan.by_key[one.class_key] for one in view.editions]


def _paid_by(found: ClassPay) -> str:
    if found.holds is None:
        return "without a word of pay"
    return f"paid by {found.holds.ground}" if found.ranges else f"paid by {found.holds.ground}, amount not known"
