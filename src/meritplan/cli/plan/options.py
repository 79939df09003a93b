"""What the verbs of a plan share: where it is, who acts, on which day, and how a refusal is told."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from meritplan.plan import Plan, PlanError, load
from meritplan.plan.settling import Decider

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg]  # generic in newer versions only
    """A day as ISO 8601 writes it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or the complaint that it is none."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is no day such as 2026-07-01", param, ctx)


def today() -> date:
    """The day of the person at the terminal."""
    return date.today()  # noqa: DTZ011 a decision bears the day where it is made


plan_folder = click.argument("plan_folder", metavar="PLAN", type=click.Path(path_type=Path))
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def decision(*, reason_required: bool) -> Callable[[Command], Command]:
    """The options of whoever decides: name, reason, day."""

    def added(command: Command) -> Command:
        options = (
            click.option("--by", required=True, envvar="MERITPLAN_BY", help="Who decides (or MERITPLAN_BY)."),
            click.option("--because", required=reason_required, default="", help="Why; kept with the decision."),
            click.option("--on", type=Day(), metavar="DATE", help="The day of the decision (today)."),
        )
        for option in reversed(options):
            command = option(command)
        return command

    return added


def decider(by: str, because: str, on: date | None) -> Decider:
    """Whoever decides, as a value."""
    return Decider(by=by, on=on or today(), because=because)


def user() -> str:
    """The name of the person at the terminal, as the system knows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


@contextmanager
def refusals() -> Iterator[None]:
    """Tell a refusal in one message, with exit code 1."""
    try:
        yield
    except PlanError as refused:
        raise click.ClickException(str(refused)) from None


def opened(folder: Path) -> Plan:
    """The plan in a folder, or the reason there is none."""
    with refusals():
        return load(folder)
