"""Commands that work on a server's database: where its home is, and Django made ready for it."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]


def at_home(command: Command) -> Command:
    """Options that name a server, as ``meritplan serve`` names it; the command gets its home."""

    @click.option(
        "--home",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="MERITPLAN_HOME",
        help="The folder the server keeps its database and key in; without it, the one it makes for --plan.",
    )
    @click.option(
        "--plan",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="MERITPLAN_PLAN",
        help="The plan the server serves; without it, the sample plan.",
    )
    @functools.wraps(command)
    def placed(*, home: Path | None, plan: Path | None, **options: Any) -> Any:
        return command(home=_opened(home, plan), **options)

    return placed


def _opened(home: Path | None, plan: Path | None) -> Path:
    """Django ready for a server's database, which must be there already."""
    from meritplan.server.configuration import ConfigurationError
    from meritplan.server.starting import default_home, not_installed, set_up

    if message := not_installed():
        raise click.ClickException(message)
    found = home or default_home(plan)
    if not (found / "secret.key").is_file():
        raise click.UsageError(f"{found} is no home of a server: it holds no secret.key. Name one with --home.")
    os.environ.setdefault("MERITPLAN_LOG_LEVEL", "warning")  # the command's own words are enough
    try:
        set_up(plan or found / "plan", found)
    except ConfigurationError as trouble:
        raise click.ClickException(str(trouble)) from None
    return found
