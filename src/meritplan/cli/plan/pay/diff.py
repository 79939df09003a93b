"""`meritplan plan pay diff`: what changed between two days: classes, ranges, grades."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder
from meritplan.cli.report import counted
from meritplan.cli.terminal import write_json
from meritplan.pay import KeptIndex, KeptPlan, PayBook, differences, pay_book
from meritplan.pay.differences import KINDS
from meritplan.pay.money import dollars
from meritplan.pay.plan import GradeChange, PayGrade, grade_changes
from meritplan.pay.report import difference_page


@click.command()
@plan_folder
@click.option("--from", "since", type=Day(), metavar="DATE", help="The earlier day (that of the index or plan before).")
@click.option("--to", "until", type=Day(), metavar="DATE", help="The later day (that of the newest index or plan).")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="List only changes of this kind.")
@click.option("--most", default=20, show_default=True, help="Entries to list of each kind.")
@as_json
def diff(
    plan_folder: Path, *, since: date | None, until: date | None, kinds: tuple[str, ...], most: int, as_json: bool
) -> None:
    """What changed in pay from one day to another, by the indexes and by the pay plans of the two days.

    Without days the newest index is compared with the one before it, and each pay plan with its predecessor.
    """
    book = pay_book(opened(plan_folder))
    indexes, plans = _indexes(book, since, until), _plans(book, since, until)
    listed = [differences(one.index, other.index) for one, other in indexes]
    if as_json:
        graded = [
            {"before": a.document, "after": b.document, "grades": grade_changes(a.plan, b.plan)} for a, b in plans
        ]
        write_json({"indexes": listed, "plans": graded})
        return
    for found in listed:
        click.echo(difference_page(found, most=most, kinds=[kind for kind in KINDS if not kinds or kind in kinds]))
    for before, after in plans:
        click.echo("\n".join(_grades(before, after)))
    if not listed and not plans:
        days = ", ".join(str(one.index.as_of) for one in book.indexes) or "none"
        raise click.ClickException(
            f"nothing to compare: two indexes or two pay plans of different days are needed (indexes kept: {days})"
        )


def _indexes(book: PayBook, since: date | None, until: date | None) -> list[tuple[KeptIndex, KeptIndex]]:
    """The two indexes of each service that hold on the two days."""
    pairs = []
    for service in dict.fromkeys(one.index.jurisdiction for one in book.indexes):
        dated = [one for one in book.indexes if one.index.jurisdiction == service and one.index.as_of]
        later = [one for one in dated if until is None or (one.index.as_of and one.index.as_of <= until)]
        earlier = [one for one in later[:-1] if since is None or (one.index.as_of and one.index.as_of <= since)]
        pairs += [(earlier[-1], later[-1])] if earlier else []
    return pairs


def _plans(book: PayBook, since: date | None, until: date | None) -> list[tuple[KeptPlan, KeptPlan]]:
    """The two pay plans of each title that hold on the two days."""
    pairs = []
    for title in dict.fromkeys(one.plan.title for one in book.plans):
        own = [one for one in book.plans if one.plan.title == title]
        later = [one for one in own if until is None or one.plan.effective_from <= until]
        earlier = [one for one in later[:-1] if since is None or one.plan.effective_from <= since]
        pairs += [(earlier[-1], later[-1])] if earlier else []
    return pairs


def _grades(before: KeptPlan, after: KeptPlan) -> Iterator[str]:
    changed = grade_changes(before.plan, after.plan)
    days = f"{before.plan.effective_from} to {after.plan.effective_from}"
    yield f"{after.plan.title}: {days}, {counted(len(changed), 'grade')} changed"
    for one in changed:
        yield f"  {_grade(one)}"


def _grade(one: GradeChange) -> str:
    if one.before is None or one.after is None:
        there, what = (one.after, "is new") if one.after else (one.before, "is gone")
        return f"{one.grade} {what}: {_range(there)}"
    moved = ", ".join(
        f"{name} {percent:+} %"
        for name, percent in (("low", one.low_percent), ("market", one.market_percent), ("high", one.high_percent))
        if percent
    )
    return f"{one.grade}  {_range(one.before)} became {_range(one.after)} ({moved or 'another kind'})"


def _range(grade: PayGrade | None) -> str:
    if grade is None:
        return "nothing"
    return f"{dollars(grade.low)} to {dollars(grade.high)}"
