"""`meritplan plan validate`: whether the documents of a plan agree."""

from pathlib import Path

import click

from meritplan.cli.plan.options import as_json, opened, plan_folder, today
from meritplan.cli.terminal import say, write_json
from meritplan.pay import check_pay, pay_book
from meritplan.plan.validation import counted
from meritplan.plan.validation import validate as findings
from meritplan.reading.documents import open_document


@click.command()
@plan_folder
@click.option("--quotes", is_flag=True, help="Compare every quote with the words of its source (slower).")
@as_json
def validate(plan_folder: Path, *, quotes: bool, as_json: bool) -> None:
    """Check the form of the documents, originals, dates, references, questions and pay.

    Exit code 1: errors were found.
    """
    plan = opened(plan_folder)
    about_pay = check_pay(plan, pay_book(plan), today())
    found = (*findings(plan, (lambda path: open_document(path).text) if quotes else None), *about_pay)
    if as_json:
        write_json(found)
    for one in () if as_json else found:
        click.echo(f"{one.document}: {one.issue.severity} {one.issue.code} {one.issue.message}")
    counts = counted(found)
    say(f"{len(plan.hashes)} documents: " + ", ".join(f"{number} {kind}" for kind, number in counts.items()))
    if counts["error"]:
        click.get_current_context().exit(1)
