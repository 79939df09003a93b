"""`meritplan read`: documents into classes, as a report for people or as JSON."""

import os
import sys
import time
from collections.abc import Iterable
from contextlib import closing as ended
from pathlib import Path

import click

from meritplan.cli import report
from meritplan.cli.crew import Crew
from meritplan.cli.progress import watched
from meritplan.cli.sources import find
from meritplan.cli.terminal import console, say, write_json
from meritplan.model import Reading
from meritplan.reading.documents import open_document
from meritplan.reading.layouts import LAYOUTS
from meritplan.reading.pipeline import merge, read_path

ENOUGH_FOR_A_CREW = 24  # documents; fewer are read sooner than workers start


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON (meritplan-reading/1) instead of the report.")
@click.option("--text", "as_text", is_flag=True, help="Print only the text that spans count in.")
@click.option(
    "--layout",
    type=click.Choice([known.NAME for known in LAYOUTS]),
    help="Read by this layout instead of choosing one.",
)
@click.option("--workers", type=click.IntRange(min=1), help="Processes to read with (chosen by the amount of work).")
def read(paths: tuple[Path, ...], *, as_json: bool, as_text: bool, layout: str | None, workers: int | None) -> None:
    """Read the class specifications in files and folders.

    In folders, files ending in .html, .htm, .pdf, .docx and .txt are read. The report shows for each class
    what needs a person first, then its facts, then its qualifications with the words they were read from.
    Exit code 1 means that at least one document was read with an error; all others are in the result.
    """
    found = find(paths)
    if not found.documents:
        raise click.UsageError("no documents found; meritplan reads .html, .htm, .pdf, .docx and .txt files")
    if as_text:
        _print_text(found.documents)
        return
    crew = Crew(read=read_path, layout=layout, workers=workers or fitting(len(found.documents)))
    began = time.monotonic()
    with ended(crew):
        # A report that scrolls by on a terminal shows progress enough.
        hidden = not as_json and sys.stdout.isatty()
        readings = watched(crew.readings(found.documents), len(found.documents), hidden=hidden)
        reading = _collected(readings) if as_json else _shown(readings)
    if as_json:
        write_json(reading)
    _close(reading, len(found.passed_over), time.monotonic() - began)


def _print_text(documents: Iterable[Path]) -> None:
    for document in documents:
        click.echo(open_document(document).text)


def fitting(documents: int) -> int:
    """How many processes the number of documents is worth."""
    return 1 if documents < ENOUGH_FOR_A_CREW else min(os.cpu_count() or 1, 8)


def _collected(readings: Iterable[Reading]) -> Reading:
    return merge(list(readings))


def _shown(readings: Iterable[Reading]) -> Reading:
    """Each document's report as soon as it is read; the whole at the end."""
    kept, page = [], console()
    for reading in readings:
        with page.capture() as drawn:
            report.show(reading, page)
        click.echo("\n".join(line.rstrip() for line in drawn.get().splitlines()))
        kept.append(reading)
    return merge(kept)


def _close(reading: Reading, passed_over: int, seconds: float) -> None:
    say(f"\n{report.closing(reading)}, in {seconds:.1f} s")
    if passed_over:
        say(f"{report.counted(passed_over, 'file')} of other kinds passed over")
    if failed := report.failures(reading):
        say(f"\nRead with errors ({len(failed)}):")
        for line in failed:
            say(f"  {line}")
        click.get_current_context().exit(1)
