"""`meritplan plan pay import`: pay indexes, pay plans and dockets become documents of the plan."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, opened, plan_folder, refusals, today, user
from meritplan.cli.progress import watched
from meritplan.cli.terminal import say, write_json
from meritplan.pay import PayArrival, take_pay, take_printed_bands
from meritplan.pay.forms import names
from meritplan.pay.report import issue_lines


@click.command("import")
@plan_folder
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as-of", type=Day(), metavar="DATE", help="The day whose pay an index states, if it prints none.")
@click.option("--form", type=click.Choice(names()), help="The form of an index, if it is not told.")
@click.option("--from-classes", is_flag=True, help="Put the bands that descriptions print on the docket.")
@click.option("--replace", is_flag=True, help="In place of the document of that day, or of the whole docket.")
@click.option("--by", default=user, envvar="MERITPLAN_BY", help="Who imports (or MERITPLAN_BY; the user's name).")
@click.option("--most", default=2, show_default=True, help="Examples to list of each issue.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    files: tuple[Path, ...],
    *,
    as_of: date | None,
    form: str | None,
    from_classes: bool,
    replace: bool,
    by: str,
    most: int,
    as_json: bool,
) -> None:
    """Take pay into the plan: an index (CSV, PDF, stored), a pay plan (YAML), a docket of bands (YAML, CSV).

    A new pay plan ends the one of the same title the day before. What an index says is kept in a document of its day;
    the published file is stored beside the other originals. Exit code 1: something in a file could not be read.
    """
    if not files and not from_classes:
        raise click.UsageError("name a pay index, a pay plan or a docket, or say --from-classes")
    plan, arrivals = opened(plan_folder), []
    with refusals():
        for path in watched(iter(files), len(files)):
            plan, arrival = take_pay(
                plan, path.read_bytes(), path.name, by=by, on=today(), as_of=as_of, form=form, replace=replace
            )
            arrivals.append(arrival)
        if from_classes:
            plan, arrival = take_printed_bands(plan)
            arrivals.append(arrival)
    if as_json:
        write_json(arrivals)
    for line in () if as_json else _lines(arrivals, most):
        click.echo(line)
    if any(one.kept.outcome != "unchanged" for one in arrivals):
        say("Next: meritplan plan pay show, meritplan plan lint")
    if any(issue.severity == "error" for one in arrivals for issue in one.issues):
        click.get_current_context().exit(1)


def _lines(arrivals: Sequence[PayArrival], most: int) -> Iterator[str]:
    for one in arrivals:
        yield f"{one.kept.outcome:9} {one.kept.document}  from {one.file}: {one.says}"
        if one.kept.ended:
            yield f"          {one.kept.ended} ends the day before"
        if one.kept.outcome != "unchanged":
            yield from issue_lines(one.issues, most)
