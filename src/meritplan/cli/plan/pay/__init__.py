"""`meritplan plan pay`: what comes in, what each class is paid, what changed, what is to be reviewed."""

import click

from meritplan.cli.plan.pay.bands import assign, docket, reviewed
from meritplan.cli.plan.pay.diff import diff
from meritplan.cli.plan.pay.importing import import_
from meritplan.cli.plan.pay.show import show

__all__ = ["pay"]


@click.group()
def pay() -> None:
    """Keep pay with the plan: dated indexes, pay plans, and the docket of alternative bands."""


for _command in (assign, diff, docket, import_, reviewed, show):
    pay.add_command(_command)
