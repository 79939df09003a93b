"""``meritplan check``: is everything as it should be."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from meritplan.cli.home import at_home
from meritplan.cli.terminal import write_json

SIGNS = {"ok": "ok     ", "warning": "warning", "error": "ERROR  "}
COLOURS = {"ok": "green", "warning": "yellow", "error": "red"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@at_home
def check(*, home: Path, as_json: bool) -> None:
    """Look at every part of a server: configuration, database, audit, worker, plan, search index, disk.

    Exit with 1 if anything is broken; what only deserves a look is a warning. Run it before and after an upgrade, and
    from whatever watches your machines.
    """
    from meritplan.server.plans.health import check_all

    found = list(check_all())
    broken = any(one.state == "error" for one in found)
    if as_json:
        write_json({"home": str(home), "whole": not broken, "found": found})
    else:
        for one in found:
            click.echo(f"{click.style(SIGNS[one.state], fg=COLOURS[one.state])}  {one.part:14}  {one.said}")
    sys.exit(1 if broken else 0)
