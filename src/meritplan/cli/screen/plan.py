"""`meritplan screen plan`: what the classes of a plan share, and which may need the one-person engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from meritplan.cli.screen.asked import Asked, asking, json_option, refusals
from meritplan.cli.terminal import write_json

if TYPE_CHECKING:
    from meritplan.screening.shards import ShardedPlan


@click.command()
@asking
@click.option("--explain", is_flag=True, help="List the classes that may need the one-person engine.")
@json_option
def plan(explain: bool, as_json: bool, **asked: Any) -> None:
    """Compile a plan and say how much its classes share."""
    with refusals():
        found = Asked(**asked).compiled()
    figures: dict[str, Any] = {**_sharing(found), "policy": found.policy.name, "hash": found.hash}
    if as_json:
        write_json(figures | ({"inexact": list(_inexact(found))} if explain else {}))
        return
    for name, value in figures.items():
        click.echo(f"{name}: {value:,}" if isinstance(value, int) else f"{name}: {value}")
    for each in _inexact(found) if explain else ():
        click.echo(f"  may need the one-person engine: {each}")


def _sharing(plan: ShardedPlan) -> dict[str, int]:
    """How much the classes share, added up over the shards; their number where there are several."""
    found: dict[str, int] = {"shards": len(plan.shards)} if len(plan.shards) > 1 else {}
    for shard in plan.shards:
        for name, number in shard.plan.sharing().items():
            found[name] = found.get(name, 0) + number
    return found


def _inexact(plan: ShardedPlan) -> Iterator[str]:
    exact = [flag for shard in plan.shards for flag in zip(shard.places.tolist(), shard.plan.exact, strict=True)]
    for place in sorted(place for place, flag in exact if not flag):
        each = plan.classes[place]
        yield " ".join(word for word in (each.code, each.title) if word)
