"""`meritplan screen check`: what is wrong in a pool, row by row, before anybody is screened."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from meritplan.cli.progress import progress
from meritplan.cli.screen.asked import json_option, many, needing_the_extra, pool_file, refusals, table_option
from meritplan.cli.terminal import say, write_json
from meritplan.model.issue import Issue
from meritplan.qualification.cases import day
from meritplan.qualification.records.validation import validate, validate_rulings

ORDER = ("set aside", "error", "warning", "info")


@click.command(short_help="What is wrong in a pool, row by row.")
@pool_file
@table_option
@click.option("--as-of", metavar="DATE", help="The day dates are held against (today if not given).")
@click.option("--most", type=click.IntRange(0), default=20, show_default=True, help="Lines to print; counts are whole.")
@json_option
def check(pool: Path, table: str | None, as_of: str | None, most: int, as_json: bool) -> None:
    """Say which rows of a pool cannot be read, and what is wrong in those that can.

    A row that cannot be read is set aside when the pool is screened. A wrong value in a row that can be read counts as
    unknown. Exit code 1: there are rows or values of either kind.
    """
    pools = needing_the_extra("pools")
    with refusals():
        on = day(as_of) if as_of else datetime.now(UTC).astimezone().date()
        source = pools.Pool(path=pool, table=table)
        found, people = _found(source, on)
        aside = [_one(each.row, each.id, "set aside", None, each.reason) for each in source.aside]
    found = sorted([*aside, *found], key=lambda one: one["row"])
    kinds = Counter(one["severity"] for one in found)
    if as_json:
        write_json(
            {"people": people, "unused": source.unused, "counts": {kind: kinds[kind] for kind in ORDER}, "found": found}
        )
    else:
        _tell(source, people, found, kinds, most)
    if kinds["set aside"] or kinds["error"]:
        sys.exit(1)


def _found(source: Any, on: date) -> tuple[list[dict[str, Any]], int]:
    """What is wrong in the rows that can be read, and how many these are."""
    records, pools = needing_the_extra("records"), needing_the_extra("pools")
    found: list[dict[str, Any]] = []
    known: dict[str, int] = {}
    people = 0
    with progress(source.rows(), what="checking") as bar:
        for batch in source.batches():
            for row in batch.to_pylist():
                number, name, record = row[pools.ROW], row["id"], records.record_of(row)
                issues: tuple[Issue, ...] = validate(record, on)
                issues += validate_rulings(records.rulings_of(row), record)
                found.extend(_one(number, name, each.severity, each.code, each.message) for each in issues)
                if known.setdefault(name, number) != number:
                    message = f"the id stands on row {known[name]} too; each row is screened as a person of its own"
                    found.append(_one(number, name, "warning", "MP-Q071", message))
            people += batch.num_rows
            bar(people)
    return found, people


def _one(row: int, name: str | None, severity: str, code: str | None, message: str) -> dict[str, Any]:
    return {"row": row, "id": name, "severity": severity, "code": code, "message": message}


def _tell(source: Any, people: int, found: list[dict[str, Any]], kinds: Counter[str], most: int) -> None:
    for one in found[:most]:
        who = "" if one["id"] is None else f" ({one['id']})"
        code = "" if one["code"] is None else f" {one['code']}"
        click.echo(f"row {one['row']}{who}: {one['severity']}{code}: {one['message']}")
    if len(found) > most:
        say(f"and {len(found) - most:,} more; --most prints more of them, --json all")
    if source.unused:
        say(f"columns that are not read: {', '.join(source.unused)}; docs/screening.md lists those of a pool")
    codes = Counter(one["code"] for one in found if one["code"])
    for code, number in codes.most_common():
        say(f"{code}: {number:,}; `meritplan explain {code}` says what it means")
    say(f"{source.path}: {many(people, 'person', 'people')}; " + ", ".join(f"{kinds[kind]:,} {kind}" for kind in ORDER))
