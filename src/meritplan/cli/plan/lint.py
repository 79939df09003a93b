"""`meritplan plan lint`: what a plan says that cannot be right, or should be looked at."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, today
from meritplan.cli.progress import watched
from meritplan.cli.terminal import say, write_json
from meritplan.model import Severity
from meritplan.pay import PayIndex, lint_subject, open_index
from meritplan.pay.docket_document import assignments_from_text
from meritplan.pay.forms import FormError
from meritplan.pay.index import PayIndexError
from meritplan.plan import Plan, newest
from meritplan.plan import as_of as as_of_day
from meritplan.plan.lint import RULES, LintRule, Subject, at_least, chosen
from meritplan.plan.lint import lint as look
from meritplan.qualification.profiles import PolicyError

NAMES = ", ".join(one.name for one in RULES)


@click.command()
@plan_folder
@click.option("--only", multiple=True, metavar="RULE", help="Only this rule, by name or code; may be repeated.")
@click.option("--severity", type=click.Choice(["error", "warning", "info"]), default="info", help="This and graver.")
@click.option("--as-of", type=Day(), metavar="DATE", help="The editions in force on this day, not the newest.")
@click.option(
    "--index",
    "indexes",
    multiple=True,
    metavar="FILE[@DATE]",
    help="A pay index (CSV, PDF or stored) beside those the plan keeps, with its day if it prints none.",
)
@click.option(
    "--docket",
    "docket_file",
    type=click.Path(exists=True, path_type=Path),
    help="Alternative bands, not those the plan keeps.",
)
@click.option("--most", type=click.IntRange(min=0), help="Findings to list of each code (all).")
@as_json
def lint(
    plan_folder: Path,
    *,
    only: tuple[str, ...],
    severity: Severity,
    as_of: date | None,
    indexes: tuple[str, ...],
    docket_file: Path | None,
    most: int | None,
    as_json: bool,
) -> None:
    """Look the plan over: classes cited and gone, ladders, alternatives, levels, numbers, dates, wording.

    `meritplan explain MP-P205` says what a code means. Exit code 1: errors were found.
    """
    rules = _rules(only)
    plan = opened(plan_folder)
    subject = _subject(plan, as_of, [_index(one) for one in indexes], docket_file)
    found = at_least(look(subject, watched(iter(rules), len(rules), what="looking")), severity)
    if as_json:
        write_json(found)
    counts = Counter((one.issue.code, one.issue.severity) for one in found)
    listed: Counter[str] = Counter()
    for one in () if as_json else found:
        listed[one.issue.code] += 1
        if most is None or listed[one.issue.code] <= most:
            title = subject.plan.by_key[one.document.split("/")[1]].title
            click.echo(f"{one.document}: {one.issue.severity} {one.issue.code} {title}: {one.issue.message}")
    for (code, kind), number in sorted(counts.items()):
        say(f"{code} {kind:8} {number}")
    say(f"{len(subject.editions)} editions looked over by {len(rules)} rules, {len(found)} findings")
    if any(kind == "error" for _, kind in counts):
        click.get_current_context().exit(1)


def _rules(only: Sequence[str]) -> Sequence[LintRule]:
    try:
        return chosen(only) if only else RULES
    except KeyError as unknown:
        raise click.UsageError(f"no rule has the name or code {unknown}; there are {NAMES}") from None


def _subject(plan: Plan, as_of: date | None, indexes: Sequence[PayIndex], docket_file: Path | None) -> Subject:
    on = as_of or today()
    assignments = None
    if docket_file is not None:
        assignments, _ = assignments_from_text(docket_file.read_text(encoding="utf-8-sig"), docket_file.name)
    try:
        view = as_of_day(plan, on) if as_of else newest(plan)
        return lint_subject(plan, on, view=view, indexes=indexes, assignments=assignments)
    except PolicyError as trouble:
        raise click.ClickException(str(trouble)) from None


def _index(said: str) -> PayIndex:
    path, _, day = said.rpartition("@")
    try:
        return open_index(path or said, as_of=date.fromisoformat(day) if path else None)
    except (PayIndexError, FormError, OSError) as trouble:
        raise click.UsageError(f"{said}: {trouble}") from None
    except ValueError:
        raise click.UsageError(f"{day} is no day such as 2026-07-01") from None
