"""`meritplan plan circulate`, `publish`, `withdraw`, `revise`, `retire`: the life of editions and classes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from meritplan.cli.plan.options import Day, decider, decision, opened, plan_folder, refusals
from meritplan.cli.report import counted
from meritplan.cli.terminal import say
from meritplan.plan import ClassEdition, Plan, newest, write
from meritplan.plan import publication as life
from meritplan.plan.choosing import class_named, edition_named

classes = click.argument("names", metavar="CLASS...", nargs=-1, required=True)


@click.command()
@plan_folder
@classes
@decision(reason_required=False)
def circulate(plan_folder: Path, names: tuple[str, ...], *, by: str, because: str, on: date | None) -> None:
    """Send drafts out for comment."""
    plan, who = opened(plan_folder), decider(by, because, on)
    with refusals():
        write(plan, [life.circulate(edition_named(plan, name), who) for name in names])
    say(f"{counted(len(names), 'edition')} circulated")


@click.command()
@plan_folder
@click.argument("names", metavar="[CLASS]...", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every newest edition that is a draft or circulated.")
@click.option("--ready", is_flag=True, help="Those of --all without open questions, and with a day.")
@click.option("--effective", type=Day(), metavar="DATE", help="From when they apply (the printed effective date).")
@click.option("--adopted", type=Day(), metavar="DATE", help="The day of adoption (the day of the decision).")
@click.option(
    "--with-open-questions", "despite", metavar="REASON", help="Publish although questions are open, and why."
)
@decision(reason_required=False)
def publish(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    names: tuple[str, ...],
    *,
    everything: bool,
    ready: bool,
    effective: date | None,
    adopted: date | None,
    despite: str | None,
    by: str,
    because: str,
    on: date | None,
) -> None:
    """Adopt editions, in force from a day. The editions before them end the day before.

    CLASS is a code or title, or 0264/2 for its second edition. All are published or none. Nothing is published with
    open questions unless --with-open-questions says why; the questions stay open and are named with the edition.
    """
    if sum((bool(names), everything, ready)) != 1:
        raise click.UsageError("name the classes to publish, or --all, or --ready")
    plan, who = opened(plan_folder), decider(by, because, on)
    with refusals():
        chosen = [edition_named(plan, name) for name in names] or _waiting(plan, ready=ready, effective=effective)
        if not chosen:
            say("no edition waits for publication without open questions; `meritplan plan status` lists what waits")
            return
        changed = life.publish(plan, chosen, who, effective=effective, adopted=adopted, despite=despite)
        write(plan, changed)
    ended = len(changed) - len(chosen)
    say(f"{counted(len(chosen), 'edition')} published" + (f", {counted(ended, 'edition')} ended" if ended else ""))


def _waiting(plan: Plan, *, ready: bool, effective: date | None) -> Sequence[ClassEdition]:
    waiting = [one for one in newest(plan).editions if one.state in {"draft", "circulated"}]
    gone = {one.path for one in waiting if _gone(one, effective)}
    if gone:
        say(f"{counted(len(gone), 'class', 'classes')} passed over: abolished by then, as their documents say")
    waiting = [one for one in waiting if one.path not in gone]
    if not ready:
        return waiting
    return [one for one in waiting if not one.open_questions and (effective or one.job_class.effective_date)]


def _gone(edition: ClassEdition, effective: date | None) -> bool:
    begins, abolished = effective or edition.job_class.effective_date, edition.job_class.abolished
    return begins is not None and abolished is not None and abolished < begins


@click.command()
@plan_folder
@classes
@decision(reason_required=True)
def withdraw(plan_folder: Path, names: tuple[str, ...], *, by: str, because: str, on: date | None) -> None:
    """Give up editions that do not apply yet. They stay in the plan."""
    plan, who = opened(plan_folder), decider(by, because, on)
    with refusals():
        write(plan, [life.withdraw(edition_named(plan, name), who) for name in names])
    say(f"{counted(len(names), 'edition')} withdrawn")


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@decision(reason_required=False)
def revise(plan_folder: Path, name: str, *, by: str, because: str, on: date | None) -> None:
    """Begin a new draft that says what an edition says."""
    plan = opened(plan_folder)
    with refusals():
        basis = edition_named(plan, name)
        draft = life.revise(plan.by_key[basis.class_key], basis, decider(by, because, on))
        write(plan, [draft])
    say(f"{draft.path} is a draft now")


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.option("--title", "titles", metavar="TITLE", multiple=True, help="A title it had; may be repeated.")
@click.option("--code", "codes", metavar="CODE", multiple=True, help="A code it had; may be repeated.")
@click.option("--until", type=Day(), metavar="DATE", help="The last day it had them, if known.")
def formerly(
    plan_folder: Path, name: str, *, titles: tuple[str, ...], codes: tuple[str, ...], until: date | None
) -> None:
    """Enter titles and codes a class had; it is found by them from now on."""
    if not titles and not codes:
        raise click.UsageError("name a title or a code it had")
    plan = opened(plan_folder)
    with refusals():
        one = class_named(plan, name)
        write(plan, [life.formerly(plan, one, titles=titles, codes=codes, until=until)])
    say(f"{one.key} {one.title}: formerly {', '.join((*titles, *codes))}")


@click.command()
@plan_folder
@click.argument("name", metavar="CLASS")
@click.option("--replaced-by", metavar="CLASS", multiple=True, help="A class that takes its place; may be repeated.")
@decision(reason_required=True)
def retire(
    plan_folder: Path, name: str, *, replaced_by: tuple[str, ...], by: str, because: str, on: date | None
) -> None:
    """Use a class no more after a day (--on). It stays in the plan and says what replaced it."""
    plan = opened(plan_folder)
    with refusals():
        one = class_named(plan, name)
        keys = tuple(class_named(plan, other).key for other in replaced_by)
        write(plan, life.retire(plan, one, decider(by, because, on), keys))
    say(f"{one.key} {one.title} is retired")
