"""`meritplan plan settle`: a person decides an open question."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from meritplan.cli.plan.options import decider, decision, opened, plan_folder, refusals
from meritplan.cli.report import counted
from meritplan.cli.terminal import say
from meritplan.model import Requirement, Rule
from meritplan.plan import ClassEdition, write
from meritplan.plan.carrying import as_before as carried
from meritplan.plan.choosing import edition_named
from meritplan.plan.parsing import UnreadableError, parse
from meritplan.plan.settling import Decider, alike, answer, confirm, enter, no_requirement, read_as

Settle = Callable[[ClassEdition, str, Decider], ClassEdition]


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.argument("question", required=False)
@click.option("--confirm", "confirmed", is_flag=True, help="The reading is right as it stands.")
@click.option("--as", "meaning", metavar="NODE", help="What the words mean: a node as JSON or YAML, or @FILE.")
@click.option("--no-requirement", "nothing", is_flag=True, help="The words ask nothing; they stay as a note.")
@click.option("--set", "facts", metavar="FIELD=VALUE", multiple=True, help="Enter a fact of the class.")
@click.option("--answer", "answered", is_flag=True, help="Answered in words (--because); nothing changes.")
@click.option("--as-before", is_flag=True, help="All as an earlier edition decided the same of the same words.")
@click.option("--everywhere", is_flag=True, help="Also wherever a draft asks the same of the same words.")
@decision(reason_required=False)
def settle(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    name: str,
    question: str | None,
    *,
    confirmed: bool,
    meaning: str | None,
    nothing: bool,
    facts: tuple[str, ...],
    answered: bool,
    as_before: bool,
    everywhere: bool,
    by: str,
    because: str,
    on: date | None,
) -> None:
    """Decide a QUESTION (q1, q2, ...) of an edition of CLASS; 0264/2 is its second edition.

    Who decided, when and why is kept with the edition, beside what stood there before. With --as-before, no question
    is named: all are decided as an earlier edition of the class decided them, under the name and day of that decision.
    """
    ways: dict[str, Settle | None] = {
        "--confirm": confirm if confirmed else None,
        "--as": _as(meaning) if meaning is not None else None,
        "--no-requirement": no_requirement if nothing else None,
        "--set": _entered(facts) if facts else None,
        "--answer": answer if answered else None,
    }
    chosen = [way for way in ways.values() if way is not None]
    if as_before and not chosen and question is None:
        _as_before(plan_folder, name)
        return
    if len(chosen) != 1 or question is None or as_before:
        raise click.UsageError(f"name the question and say how it is settled: one of {', '.join(ways)}, or --as-before")
    if not because:
        raise click.UsageError("say why: --because")
    plan = opened(plan_folder)
    with refusals():
        edition = edition_named(plan, name)
        asked = alike(plan, edition, question) if everywhere else ((edition, question),)
        settled: dict[str, ClassEdition] = {}
        for one, which in asked:
            settled[one.path] = chosen[0](settled.get(one.path, one), which, decider(by, because, on))
        write(plan, settled.values())
    first = settled[edition.path]
    left = counted(len(first.open_questions), "question")
    more = f", and {len(asked) - 1} like it" if len(asked) > 1 else ""
    say(f"{first.path} {question}{more}: {first.settlements[-1].decision}; {left} left in this edition")


def _as_before(plan_folder: Path, name: str) -> None:
    plan = opened(plan_folder)
    with refusals():
        edition = edition_named(plan, name)
        settled = carried(edition, plan.by_key[edition.class_key].editions)
        if settled == edition:
            raise click.ClickException(f"no other edition of {edition.class_key} decided the same of the same words")
        write(plan, [settled])
    made = settled.settlements[len(edition.settlements) :]
    for one in made:
        click.echo(f"{one.question}: {one.decision}, by {one.by} on {one.on}. {one.because}")
    left = counted(len(settled.open_questions), "question")
    say(f"{settled.path}: {counted(len(made), 'question')} settled as before; {left} left in this edition")


def _as(said: str) -> Settle:
    try:
        content = Path(said[1:]).read_bytes() if said.startswith("@") else said.encode()
        meaning: Any = msgspec.convert(parse(content), Requirement | Rule)
    except (OSError, UnreadableError, msgspec.ValidationError) as trouble:
        raise click.UsageError(f"--as is no node of a requirement: {trouble}") from None
    return lambda edition, question, who: read_as(edition, question, meaning, who)


def _entered(facts: tuple[str, ...]) -> Settle:
    entered = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise click.UsageError(f"--set takes FIELD=VALUE, not {fact}")
        try:
            entered[name] = parse(value.encode())
        except UnreadableError as trouble:
            raise click.UsageError(f"--set {name}: {trouble}") from None
    return lambda edition, question, who: enter(edition, question, entered, who)
