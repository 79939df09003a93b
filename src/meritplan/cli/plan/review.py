"""`meritplan plan review`: the open questions, with the words they are about."""

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from meritplan.cli.plan.options import as_json, opened, plan_folder, refusals
from meritplan.cli.report import counted
from meritplan.cli.terminal import say, write_json
from meritplan.plan import ClassEdition, Question
from meritplan.plan.choosing import class_named


class Asked(msgspec.Struct, kw_only=True, frozen=True):
    """An open question of an edition."""

    edition: str
    title: str
    question: Question


@click.command()
@plan_folder
@click.argument("names", metavar="[CLASS]...", nargs=-1)
@click.option("--code", help="Only questions with this issue code, such as MP-R001.")
@as_json
def review(plan_folder: Path, names: tuple[str, ...], *, code: str | None, as_json: bool) -> None:
    """List what waits for a person: open questions of the whole plan, or of some classes."""
    plan = opened(plan_folder)
    with refusals():
        chosen = [class_named(plan, name) for name in names] if names else plan.classes
    found = [asked for one in chosen for edition in one.editions for asked in _asked(edition, code)]
    if as_json:
        write_json(found)
        return
    for asked in found:
        click.echo("\n".join(_lines(asked)))
    editions = len({asked.edition for asked in found})
    say(f"{counted(len(found), 'open question')} in {counted(editions, 'edition')}. Next: meritplan plan settle")


def _asked(edition: ClassEdition, code: str | None) -> Iterator[Asked]:
    if edition.state == "withdrawn":
        return
    name = f"{edition.class_key}/{edition.number}"
    for question in edition.open_questions:
        if code in {None, question.code}:
            yield Asked(edition=name, title=edition.job_class.title, question=question)


def _lines(asked: Asked) -> Iterator[str]:
    question = asked.question
    tree = f" [{question.tree}]" if question.tree not in {None, "minimum"} else ""
    yield f"{asked.edition} {question.id}  {asked.title}{tree}: {question.code} {question.text}"
    if question.quote:
        yield f"    “{question.quote}”"
