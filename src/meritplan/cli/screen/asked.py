"""What the commands of screening share: what is asked of whom, where pools are, and how a refusal is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from meritplan.cli.classes import Listed, classes_from, policy_for
from meritplan.cli.terminal import say
from meritplan.qualification import CaseError, PolicyError, policy
from meritplan.qualification.cases import day

if TYPE_CHECKING:
    from meritplan.screening.pools import Pool
    from meritplan.screening.shards import ShardedPlan

MOST_TOLD = 10
HOW_TO_INSTALL = "MP-Q065: screening needs the extra packages of `pip install 'meritplan[pools]'`"
pool_file = click.argument("pool", type=click.Path(exists=True, path_type=Path))
run_folder = click.argument("run", type=click.Path(exists=True, file_okay=False, path_type=Path))
table_option = click.option("--table", help="The table of a DuckDB file.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
sources_option = click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="READING_OR_PLAN",
    help="A plan, a reading (JSON), a published document, or a folder of them.",
)
classes_option = click.option(
    "--classes", multiple=True, metavar="CLASS", help="Only the class with this code or title; may be given again."
)


class Refused(click.ClickException):
    """Nothing can be screened: the message says why and what to do."""

    exit_code = 2


@contextmanager
def refusals(place: Path | None = None) -> Iterator[None]:
    """Tell a refusal in one message, with exit code 2; ``place`` is where something is written."""
    try:
        yield
    except (CaseError, PolicyError) as trouble:
        raise Refused(str(trouble)) from None
    except ValueError as trouble:
        if type(trouble).__name__ not in {"PoolError", "RunError"}:  # of modules that need the extra packages
            raise
        raise Refused(str(trouble)) from None
    except OSError as trouble:
        where = Path(trouble.filename) if trouble.filename else place
        if place is not None and not place.parent.is_dir():
            why = f"there is no folder {place.parent}"
        else:
            why = (trouble.strerror or str(trouble)).rpartition("Detail: ")[2]
        message = f"MP-Q068: {where} cannot be written or read: {why}"
        raise Refused(f"{message}. Make room there, or name another place") from None


def needing_the_extra(module: str) -> Any:
    """A module of screening, or the word how to install what it needs."""
    try:
        return import_module(f"meritplan.screening.{module}")
    except ImportError as missing:
        if (missing.name or "").startswith("meritplan"):
            raise
        raise Refused(f"{HOW_TO_INSTALL} ({missing.name} is missing)") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of whom: classes, policy, day and gate."""

    sources: tuple[str, ...]
    classes: tuple[str, ...]
    as_of: str | None
    gate: str
    policy_source: str | None
    which: str

    @property
    def day(self) -> date:
        """The day asked about; the only place where a clock is read."""
        return day(self.as_of) if self.as_of else datetime.now(UTC).astimezone().date()

    def compiled(self) -> ShardedPlan:
        """The classes compiled, in shards if they are many."""
        shards = needing_the_extra("shards")
        listed = classes_from(self.sources, self.classes, self.day)
        found: ShardedPlan = shards.compile_shards(
            put(listed, self.which),
            [each.family for each in listed],
            policy(policy_for(self.policy_source, listed)),
            self.day,
            self.gate,
        )
        return found


def put(listed: Sequence[Listed], which: str) -> list[Any]:
    """The classes as they are put to a pool."""
    compile_ = needing_the_extra("compile")
    return [compile_.Asked(code=each.code, title=each.title, tree=each.tree(which)) for each in listed]


def asking(command: Any) -> Any:
    """The options that say what is asked."""
    options = [
        sources_option,
        classes_option,
        click.option("--as-of", metavar="DATE", help="The day asked about, as 2026-06-30 (today if not given)."),
        click.option(
            "--gate",
            type=click.Choice(["admission", "appointment"]),
            default="admission",
            show_default=True,
            help="Who may compete, or who may be appointed.",
        ),
        click.option(
            "--policy",
            "policy_source",
            help="A policy profile, or a file with policy keys (that of the plan, else the default, if not given).",
        ),
        click.option(
            "--which",
            type=click.Choice(["minimum", "prior", "recommended", "desirable"]),
            default="minimum",
            show_default=True,
            help="Which printed qualifications.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def many(number: int, one: str, several: str | None = None) -> str:
    """ "1 person", "12,000 people"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def tell_of(pool: Pool) -> None:
    """Say what of a pool was not used: columns nobody reads, rows set aside."""
    if pool.unused:
        say(f"columns that are not read: {', '.join(pool.unused)}; docs/screening.md lists those of a pool")
    for each in pool.aside[:MOST_TOLD]:
        who = "" if each.id is None else f" ({each.id})"
        say(f"row {each.row}{who} is set aside: {each.reason}")
    if len(pool.aside) > MOST_TOLD:
        more = many(len(pool.aside) - MOST_TOLD, "row")
        say(f"and {more} more; `meritplan screen check {pool.path}` lists them")
