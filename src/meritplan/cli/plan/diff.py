"""`meritplan plan diff`: what differs between editions, days or plans."""

from datetime import date
from functools import partial
from pathlib import Path

import click

from meritplan.cli.plan.comparing import compared
from meritplan.cli.plan.options import Day, as_json, opened, plan_folder, refusals
from meritplan.cli.terminal import write_json
from meritplan.model.policy import Policy
from meritplan.plan import ClassEdition, Plan, View, as_of, newest
from meritplan.plan.choosing import class_named, edition_named
from meritplan.plan.diff import edition_difference, plan_difference
from meritplan.plan.diff.page import class_page, plan_page
from meritplan.qualification.profiles import PolicyError
from meritplan.qualification.profiles import policy as profile

ALONE, IN_A_PLAN = 400, 200


@click.command()
@plan_folder
@click.argument("names", metavar="[CLASS]...", nargs=-1)
@click.option("--from", "before", type=Day(), metavar="DATE", help="The plan as of this day, against --to.")
@click.option("--to", "after", type=Day(), metavar="DATE", help="The later day (without it, the newest editions).")
@click.option("--against", type=click.Path(path_type=Path), metavar="PLAN", help="Another plan, the earlier one.")
@click.option("--words", is_flag=True, help="Show the redlines of a whole plan, too.")
@click.option(
    "--persons",
    type=click.IntRange(min=20),
    help=f"Made-up persons to try each requirement with ({ALONE}; of a whole plan {IN_A_PLAN}).",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes to compare with (chosen by the amount of work).")
@as_json
def diff(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    names: tuple[str, ...],
    *,
    before: date | None,
    after: date | None,
    against: Path | None,
    words: bool,
    persons: int | None,
    workers: int | None,
    as_json: bool,
) -> None:
    """What differs: of one class, of two days, or of two plans.

    One CLASS: its newest edition against the one before it. Two: those editions (0264/1 0264/2), or two classes. None:
    the whole plan, --from a day or --against another plan. Whether a requirement was loosened or tightened is proved by
    trying made-up persons around each of its thresholds; `[-gone-]` and `{+new+}` mark words.
    """
    plan = opened(plan_folder)
    rules = _policy(plan)
    if names:
        if before or after or against or len(names) > 2:
            raise click.UsageError("name one class or two editions, or a day, or another plan")
        with refusals():
            pair = _editions(plan, names)
        found = edition_difference(*pair, rules, most=persons or ALONE)
        if as_json:
            write_json(found)
        else:
            click.echo("\n".join(class_page(found)))
        return
    views = _views(plan, before, after, against)
    comparing = partial(compared, policy=rules, most=persons or IN_A_PLAN, workers=workers)
    whole = plan_difference(*views, rules, compared=comparing)
    if as_json:
        write_json(whole)
    else:
        click.echo("\n".join(plan_page(whole, words=words)))


def _policy(plan: Plan) -> Policy:
    try:
        return profile(plan.policy)
    except PolicyError as trouble:
        raise click.ClickException(str(trouble)) from None


def _editions(plan: Plan, names: tuple[str, ...]) -> tuple[ClassEdition, ClassEdition]:
    if len(names) == 2:
        return edition_named(plan, names[0]), edition_named(plan, names[1])
    one = class_named(plan, names[0])
    earlier = [edition for edition in one.editions if edition != one.newest and edition.state != "withdrawn"]
    if not earlier:
        raise click.UsageError(f"{one.key} {one.title} has one edition only; name another to compare it with")
    return max(earlier, key=lambda edition: (edition.dated or date.min, edition.number)), one.newest


def _views(plan: Plan, before: date | None, after: date | None, against: Path | None) -> tuple[View, View]:
    later = as_of(plan, after) if after else newest(plan)
    if against is not None:
        other = opened(against)
        return (as_of(other, before) if before else newest(other)), later
    if before is None:
        raise click.UsageError("name a class, a day (--from), or another plan (--against)")
    return as_of(plan, before), later
