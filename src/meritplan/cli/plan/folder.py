"""`meritplan plan create`, `sample`, `tidy`, `upgrade`: the folder itself."""

from pathlib import Path

import click

from meritplan.cli.plan.options import opened, plan_folder, refusals
from meritplan.cli.report import counted
from meritplan.cli.terminal import say
from meritplan.plan import create as begin
from meritplan.plan import write
from meritplan.plan.upgrade import upgrade as bring_up_to_date
from meritplan.plan.validation import tidied
from meritplan.qualification.profiles import names
from meritplan.sample import sample_plan


@click.command()
@plan_folder
@click.option("--title", required=True, help="What the plan is called.")
@click.option("--jurisdiction", help="Whose plan it is.")
@click.option("--policy", default="default", type=click.Choice(names()), help="The policy profile it computes with.")
def create(plan_folder: Path, *, title: str, jurisdiction: str | None, policy: str) -> None:
    """Begin a plan in a new folder."""
    with refusals():
        begin(plan_folder, title=title, jurisdiction=jurisdiction, policy=policy)
    say(f"{plan_folder} is a plan now. Next: meritplan plan import {plan_folder} DOCUMENTS")


@click.command()
@plan_folder
def sample(plan_folder: Path) -> None:
    """Make the sample plan, of a state that does not exist, in a new folder.

    It has families and series, editions in force and superseded, and drafts with open questions to settle.
    """
    with refusals():
        plan = sample_plan(plan_folder)
    say(f"{plan_folder} holds the sample plan: {plan.card.title}, {counted(len(plan.classes), 'class', 'classes')}.")
    say(f"Next: meritplan plan status {plan_folder}, then meritplan plan review {plan_folder}")


@click.command()
@plan_folder
def tidy(plan_folder: Path) -> None:
    """Write documents edited by hand in the usual way.

    Comments in them are lost; what they say stays the same.
    """
    with refusals():
        plan = opened(plan_folder)
        odd = tidied(plan)
        write(plan, odd)
    say(f"{counted(len(odd), 'document')} written anew")


@click.command()
@plan_folder
def upgrade(plan_folder: Path) -> None:
    """Bring a plan written by an older version to the form of this one."""
    with refusals():
        _, changed = bring_up_to_date(plan_folder)
    say(f"{counted(len(changed), 'document')} changed" if changed else "the plan has the form of this version")
