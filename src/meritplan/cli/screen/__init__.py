"""`meritplan screen`: a pool of people against a plan, the same three answers for every pair."""

import click

from meritplan.cli.screen.check import check
from meritplan.cli.screen.convert import convert, generate
from meritplan.cli.screen.pair import pair
from meritplan.cli.screen.plan import plan
from meritplan.cli.screen.pool import pool
from meritplan.cli.screen.show import show

__all__ = ["screen"]


class _WithAPool(click.Group):
    """A group whose first word, if it names none of its commands, is a pool."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in that is meant."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["pool", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithAPool)
def screen() -> None:
    """Screen a pool of people against the classes of a plan.

    \b
    meritplan screen POOL --from PLAN --out RUN    screen a pool
    meritplan screen show RUN                      how many meet each class
    meritplan screen pair RUN POOL --from PLAN     explain the answers for one person
    meritplan screen check POOL                    which rows cannot be read, and what is wrong in the others
    meritplan screen convert POOL --out FILE       a pool in another form, as Parquet
    meritplan screen generate --from PLAN          a made-up pool
    meritplan screen plan --from PLAN --explain    what the classes of a plan share
    """  # noqa: D301


for _command in (check, convert, generate, pair, plan, pool, show):
    screen.add_command(_command)
