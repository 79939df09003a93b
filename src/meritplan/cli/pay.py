"""`meritplan pay`: indexes imported, shown, compared and dated; pay plans and their zones; the docket of bands."""

import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import click
import msgspec

from meritplan.cli.pay_pages import plan_lines
from meritplan.cli.terminal import say, write_json
from meritplan.model.issue import Issue
from meritplan.model.job_class import JobClass
from meritplan.pay.dating import Event, check_date, date_bounds, events_from_csv, events_of
from meritplan.pay.differences import KINDS, differences
from meritplan.pay.docket import Docket, docket
from meritplan.pay.docket_document import assignments_from_text, docket_page
from meritplan.pay.forms import FormError, names
from meritplan.pay.index import PayIndex, PayIndexError, to_json
from meritplan.pay.integrity import against_neighbour
from meritplan.pay.money import amount
from meritplan.pay.opening import open_index
from meritplan.pay.plan_document import plan_from_text
from meritplan.pay.report import class_page, difference_page, index_page, issue_lines
from meritplan.pay.review_rule import rule, rules

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
FORM = click.option("--form", "form_name", type=click.Choice(names()), help="The form of the index, if it is not told.")
MOST = click.option("--most", default=20, show_default=True, help="Entries to list of each kind.")


class _Dated(msgspec.Struct):
    """The little of a reading that dates an index."""

    classes: list[JobClass] = []


@click.group()
def pay() -> None:
    """Pay indexes, pay plans, and the yearly docket of alternative bands."""


@pay.command("import")
@click.argument("file", type=FILE)
@click.option("--as-of", help="The day whose pay the file states, if it does not print one (2026-06-30).")
@FORM
@click.option(
    "--neighbour", type=FILE, help="An earlier or later index: classes with another number of ranges are named."
)
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to store the index (JSON)."
)
@click.option("--most", default=5, show_default=True, help="Examples to list of each issue.")
@JSON
def import_(
    file: Path,
    *,
    as_of: str | None,
    form_name: str | None,
    neighbour: Path | None,
    output: Path | None,
    most: int,
    as_json: bool,
) -> None:
    """Read a pay index (CSV or PDF) and check that every range came out intact.

    Exit code 1 when a range is torn, falls, or stands under no class, or the file is no pay index.
    """
    index = _index(file, form_name, _day(as_of, "--as-of"))
    if neighbour:
        found = against_neighbour(index, _index(neighbour, form_name))
        index = msgspec.structs.replace(index, issues=(*index.issues, *found))
    if output:
        output.write_bytes(to_json(index))
        say(f"stored {output}")
    if as_json:
        write_json(index)
    else:
        click.echo(index_page(index, most=most))
    _leave(index.issues)


@pay.command()
@click.argument("file", type=FILE)
@click.option("--class", "codes", multiple=True, metavar="CODE_OR_TITLE", help="Only this class.")
@click.option("--grade", "grades", multiple=True, help="Only this grade or band of a pay plan.")
@click.option("--salary", help="Where this salary stands in the grade.")
@FORM
@MOST
@JSON
def show(
    file: Path,
    *,
    codes: tuple[str, ...],
    grades: tuple[str, ...],
    salary: str | None,
    form_name: str | None,
    most: int,
    as_json: bool,
) -> None:
    """Show an index class by class, or a pay plan (YAML) grade by grade with its zones."""
    if file.suffix.lower() in {".yaml", ".yml"}:
        _show_plan(file, grades, salary, as_json=as_json)
        return
    index = _index(file, form_name)
    wanted = {each.casefold() for each in codes}
    shown = [each for each in index.classes if not wanted or wanted & {each.code.casefold(), each.title.casefold()}]
    if wanted and not shown:
        raise click.UsageError(f"no class called {', '.join(codes)} in {file}")
    if as_json:
        write_json(shown)
        return
    for each in shown[:most]:
        click.echo(class_page(each))
    if len(shown) > most:
        click.echo(f"and {len(shown) - most:,} more classes (--most, or --json for all)")


def _show_plan(file: Path, grades: Sequence[str], salary: str | None, *, as_json: bool) -> None:
    plan, issues = plan_from_text(file.read_text(encoding="utf-8-sig"), file.name)
    stated = amount(salary) if salary else None
    if salary and stated is None:
        raise click.BadParameter("an amount, as 45000 or 45,000.00", param_hint="--salary")
    if plan is not None:
        shown = [each for each in plan.grades if not grades or each.grade in grades]
        if not shown:
            raise click.UsageError(f"no grade {', '.join(grades)} in {file}")
        if as_json:
            write_json(msgspec.structs.replace(plan, grades=tuple(shown)))
        else:
            click.echo("\n".join(plan_lines(plan, shown, stated)))
    for line in issue_lines(issues, 20):
        say(line)
    _leave(issues)


@pay.command()
@click.argument("before", type=FILE)
@click.argument("after", type=FILE)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="List only changes of this kind.")
@click.option("--look-at", default="30", show_default=True, metavar="PERCENT", help="Name changes of pay beyond this.")
@FORM
@MOST
@JSON
def diff(
    before: Path,
    after: Path,
    *,
    kinds: tuple[str, ...],
    look_at: str,
    form_name: str | None,
    most: int,
    as_json: bool,
) -> None:
    """What changed from one index to a later one: classes, titles, codes, ranges, amounts."""
    limit = amount(look_at)
    if limit is None:
        raise click.BadParameter("a number of percent, as 30", param_hint="--look-at")
    found = differences(_index(before, form_name), _index(after, form_name), most_percent=Decimal(limit.normalize()))
    if as_json:
        write_json(found)
        return
    click.echo(difference_page(found, most=most, kinds=[kind for kind in KINDS if not kinds or kind in kinds]))


@pay.command("date")
@click.argument("file", type=FILE)
@click.option(
    "--events",
    "sources",
    multiple=True,
    required=True,
    type=FILE,
    help="A reading (JSON) whose classes state when they were abolished or established, or CSV: code, event, date.",
)
@FORM
@JSON
def date_command(file: Path, *, sources: tuple[Path, ...], form_name: str | None, as_json: bool) -> None:
    """Of what day an index is, told from dated events; names of files are no evidence.

    Exit code 1 when an event contradicts the day the index has.
    """
    index = _index(file, form_name)
    events = [event for source in sources for event in _events(source)]
    bounds, issues = date_bounds(index, events), check_date(index, events)
    if as_json:
        write_json({"bounds": bounds, "as_of": index.as_of, "issues": issues})
    else:
        click.echo(f"{file}: {bounds.words()} ({bounds.events:,} events)")
        for event in bounds.evidence:
            click.echo(f"  {event.words()}")
        for event in bounds.against:
            click.echo(f"  cannot be squared with that: {event.words()}")
        if index.as_of:
            click.echo(f"  as of {index.as_of} in the document: {'agrees' if not issues else f'{len(issues)} against'}")
        for line in issue_lines(issues, 10):
            click.echo(line)
    if issues:
        sys.exit(1)


@pay.command("docket")
@click.argument("file", type=FILE)
@click.option("--as-of", help="The day of the docket, as 2026-06-30 (today if not given).")
@click.option("--rule", "rule_name", type=click.Choice(rules()), default="new_mexico", show_default=True)
@click.option("--overdue", is_flag=True, help="Only what is overdue, and what is due on a day that cannot be told.")
@JSON
def docket_command(file: Path, *, as_of: str | None, rule_name: str, overdue: bool, as_json: bool) -> None:
    """The yearly review of alternative pay bands: assigned, last review, due, decision, minute.

    FILE lists the assignments (YAML, JSON or CSV). A blank alternative band means none: nothing is due.
    """
    day = _day(as_of, "--as-of") or datetime.now(UTC).astimezone().date()
    assignments, issues = assignments_from_text(file.read_text(encoding="utf-8-sig"), file.name)
    found = docket(assignments, rule(rule_name), day)
    found = msgspec.structs.replace(found, issues=(*issues, *found.issues))
    if overdue:
        found = msgspec.structs.replace(found, entries=found.standing("overdue", "due_unknown"))
    _print_docket(found, rule_name, as_json=as_json)
    _leave(found.issues)


def _print_docket(found: Docket, rule_name: str, *, as_json: bool) -> None:
    if as_json:
        write_json(found)
    else:
        click.echo(docket_page(found, rule(rule_name)))


def _index(file: Path, form_name: str | None, as_of: date | None = None) -> PayIndex:
    try:
        return open_index(file, form_name=form_name, as_of=as_of)
    except (PayIndexError, FormError) as trouble:
        raise click.UsageError(f"{file}: {trouble}") from None


def _events(source: Path) -> list[Event]:
    data = source.read_bytes()
    try:
        if data.lstrip()[:1] == b"{":
            return events_of(msgspec.json.decode(data, type=_Dated).classes)
        return events_from_csv(data.decode("utf-8-sig"))
    except (ValueError, msgspec.DecodeError) as trouble:
        raise click.UsageError(f"{source} holds no dated events: {trouble}") from None


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no day; write it as 2026-06-30", param_hint=option) from None


def _leave(issues: Sequence[Issue]) -> None:
    """Exit with 1 when something could not be read."""
    if any(issue.severity == "error" for issue in issues):
        sys.exit(1)
