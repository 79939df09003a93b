"""`meritplan layouts`: the layouts documents can be read by."""

import inspect
import sys

import click

from meritplan.cli.terminal import write_json
from meritplan.reading.layout import Layout
from meritplan.reading.layouts import LAYOUTS


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list instead of lines.")
def layouts(*, as_json: bool) -> None:
    """List the layouts that documents are read by."""
    listed = [{"name": known.NAME, "jurisdiction": known.JURISDICTION, "about": _about(known)} for known in LAYOUTS]
    if as_json:
        write_json(listed)
        return
    for layout in listed:
        click.echo(f"{layout['name']:<13} {layout['about']}")


def _about(layout: Layout) -> str:
    """The first sentence of the layout's own documentation."""
    described = inspect.getdoc(layout) or inspect.getdoc(sys.modules[type(layout).__module__]) or ""
    return " ".join(described.split("\n\n")[0].split())
