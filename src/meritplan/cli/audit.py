"""``meritplan audit``: is the record whole, where does it end, and what does it say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from meritplan.cli.home import at_home
from meritplan.cli.terminal import console, say, write_json

LONG = 20_000  # rows that take about two seconds
SHOWN = 50

database = click.option(
    "--database",
    metavar="FILE|URL",
    help="Another database than the server's own: a copy or a backup, written with the same key.",
)


@click.group()
def audit() -> None:
    """The record of what was done: prove that it is whole, and take it out."""


@audit.command()
@database
@click.option("--expect", metavar="NUMBER:HASH", help="Where the chain stood once, from `meritplan audit head`.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@at_home
def verify(*, home: Path, database: str | None, expect: str | None, as_json: bool) -> None:
    """Find a changed, removed, inserted or moved row, and say which; exit with 1 if there is one.

    Compares each row with its hash and with the row before it, the last one with the end the database names, and
    all with what the server noted in its home and with --expect.
    """
    from meritplan.server.audit import anchors
    from meritplan.server.audit.verification import verify as verify_chain

    expected = _anchor(expect) if expect else None
    noted = () if database else anchors.noted(home)
    with _reading(using := _using(database)) as progress:
        found = verify_chain(using, anchors=noted, expected=expected, progress=progress)
    if as_json:
        findings = [{"what": each.what, "sequence": each.sequence, "message": each.message} for each in found.findings]
        write_json(
            {"whole": found.whole, "rows": found.rows, "last": found.last, "mac": found.mac, "findings": findings}
        )
    else:
        for finding in found.findings[:SHOWN]:
            click.echo(finding.message)
        if (more := len(found.findings) - SHOWN) > 0:
            say(f"... and {more:,} more.")
        if found.rows and len(found.findings) >= found.rows:
            say(f"No row fits {home / 'secret.key'}. Is it the key of this server? A restored home needs the old one.")
        click.echo(f"{found.rows:,} {'row' if found.rows == 1 else 'rows'}: {'whole' if found.whole else 'NOT whole'}")
    sys.exit(0 if found.whole else 1)


@audit.command()
@database
@at_home
def head(*, home: Path, database: str | None) -> None:
    """Print where the chain ends, NUMBER:HASH. A copy kept elsewhere shows later whether something is gone."""
    from meritplan.server.audit.models import AuditHead

    found = AuditHead.objects.using(_using(database)).first()
    click.echo(f"{found.sequence}:{found.last}" if found else "0:nothing was written yet")


@audit.command()
@database
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True)
@click.option("--who", default="", help="Only what this user did.")
@click.option("--verb", default="", help="Only this, such as desk.publish.")
@click.option("--kind", default="", help="Only things of this kind.")
@click.option("--key", default="", help="Only this thing.")
@click.option("--since", default="", metavar="YYYY-MM-DD", help="From this day (UTC).")
@click.option("--until", default="", metavar="YYYY-MM-DD", help="To this day, included.")
@at_home
def export(*, home: Path, database: str | None, form: str, **asked: str) -> None:
    """Print the events, oldest first, with their hashes."""
    from meritplan.server.audit import queries
    from meritplan.server.audit.export import as_csv, as_json_lines

    rows = queries.rows(queries.events(asked, _using(database)))
    for line in (as_csv if form == "csv" else as_json_lines)(rows):
        sys.stdout.buffer.write(line.encode("utf-8"))
    sys.stdout.buffer.flush()


def _anchor(said: str) -> Any:
    from meritplan.server.audit.anchors import Anchor

    sequence, _, mac = said.partition(":")
    if not sequence.isdigit() or not mac:
        raise click.BadParameter(f"{said!r} is not NUMBER:HASH as `meritplan audit head` prints it.")
    return Anchor(sequence=int(sequence), mac=mac.strip(), said_by="--expect")


def _using(database: str | None) -> str:
    """The name under which Django knows the database asked for."""
    if not database:
        return "default"
    from meritplan.server.audit.copies import opened
    from meritplan.server.configuration import ConfigurationError

    try:
        return opened(database)
    except ConfigurationError as trouble:
        raise click.UsageError(str(trouble)) from None


@contextmanager
def _reading(using: str) -> Iterator[Callable[[int], None] | None]:
    """A progress bar on standard error for a long chain."""
    from meritplan.server.audit.models import AuditEvent

    err = console(stderr=True)
    rows = AuditEvent.objects.using(using).count()
    if rows < LONG or not err.is_terminal:
        yield None
        return
    columns = (TextColumn("verifying"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task("verifying", total=rows)
        yield lambda done: bar.update(task, completed=done)
