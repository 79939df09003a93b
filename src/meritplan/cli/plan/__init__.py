"""`meritplan plan`: one module for each verb or few, registered here."""

import click

from meritplan.cli.plan.asof import asof
from meritplan.cli.plan.diff import diff
from meritplan.cli.plan.export import export
from meritplan.cli.plan.folder import create, sample, tidy, upgrade
from meritplan.cli.plan.importing import import_
from meritplan.cli.plan.ladder import ladder
from meritplan.cli.plan.life import circulate, formerly, publish, retire, revise, withdraw
from meritplan.cli.plan.lint import lint
from meritplan.cli.plan.pay import pay
from meritplan.cli.plan.review import review
from meritplan.cli.plan.search import search
from meritplan.cli.plan.settle import settle
from meritplan.cli.plan.show import show
from meritplan.cli.plan.status import status
from meritplan.cli.plan.validate import validate

__all__ = ["plan"]


@click.group()
def plan() -> None:
    """Keep a classification plan: a folder of dated documents, never half written."""


for _command in (
    asof,
    circulate,
    create,
    diff,
    export,
    formerly,
    import_,
    ladder,
    lint,
    pay,
    publish,
    retire,
    review,
    revise,
    sample,
    search,
    settle,
    show,
    status,
    tidy,
    upgrade,
    validate,
    withdraw,
):
    plan.add_command(_command)
