"""`meritplan screen show`: the counts of a finished run, for people, spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from meritplan.cli.screen.asked import json_option, needing_the_extra, refusals, run_folder
from meritplan.cli.terminal import console, write_json

COLUMNS = ("code", "title", "met", "undetermined", "not_met")


@click.command(short_help="Show how many meet each class.")
@run_folder
@click.option("--csv", "as_csv", is_flag=True, help="Print the counts as CSV.")
@json_option
def show(run: Path, as_csv: bool, as_json: bool) -> None:
    """How many people of a pool meet each class, may meet it, or do not."""
    runs = needing_the_extra("runs")
    with refusals():
        card, rows = runs.card_of(run), runs.counts_of(run).to_pylist()
    if as_json:
        known = {key: value for key, value in card.items() if key not in {"classes", "policy_keys"}}
        write_json({**known, "classes": [{name: row[name] for name in COLUMNS} for row in rows]})
        return
    if as_csv:
        text = io.StringIO(newline="")
        written = csv.writer(text, lineterminator="\n")
        written.writerow(COLUMNS)
        written.writerows([row[name] for name in COLUMNS] for row in rows)
        click.echo(text.getvalue(), nl=False)
        return
    click.echo(
        f"{card['pool']['name']}, as of {card['as_of']}, {card['gate']} gate, "
        f"{card['which']} qualifications, policy {card['policy']}"
    )
    console().print(_table(rows))


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name.replace("_", " "), justify="left" if name in {"code", "title"} else "right")
    for row in rows:
        table.add_row(row["code"] or "", row["title"], *(f"{row[name]:,}" for name in COLUMNS[2:]))
    return table
