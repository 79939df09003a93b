"""The command line: one module for each noun, one line here to register it.

Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 done with errors, 2 wrong usage.
"""

import click

from meritplan import __version__
from meritplan.cli.audit import audit
from meritplan.cli.backup import backup, restore
from meritplan.cli.check import check
from meritplan.cli.explain import explain
from meritplan.cli.layouts import layouts
from meritplan.cli.pay import pay
from meritplan.cli.plan import plan
from meritplan.cli.policy import policy
from meritplan.cli.qualify import qualify
from meritplan.cli.read import read
from meritplan.cli.schema import schema
from meritplan.cli.screen import screen
from meritplan.cli.serve import serve
from meritplan.cli.user import user

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="meritplan")
def main() -> None:
    """Read published class specifications, and see who qualifies for what."""


main.add_command(audit)
main.add_command(backup)
main.add_command(check)
main.add_command(explain)
main.add_command(layouts)
main.add_command(pay)
main.add_command(plan)
main.add_command(policy)
main.add_command(qualify)
main.add_command(read)
main.add_command(restore)
main.add_command(schema)
main.add_command(screen)
main.add_command(serve)
main.add_command(user)
