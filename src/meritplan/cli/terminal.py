"""Where words go: data to standard output, talk to standard error, both readable in a pipe."""

import io
import sys
from typing import Any

import click
import msgspec
from rich.console import Console

WIDTH_OF_A_PIPE = 100


def console(*, stderr: bool = False) -> Console:
    """A console of the terminal's width and colours; in a pipe, 100 columns and no colours."""
    stream = sys.stderr if stderr else sys.stdout
    to_a_person = stream.isatty()
    if isinstance(stream, io.TextIOWrapper) and not to_a_person:
        stream.reconfigure(errors="replace")
    width = None if to_a_person else WIDTH_OF_A_PIPE
    return Console(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)


def say(message: str) -> None:
    """Tell the person at the terminal something that is not data."""
    click.echo(message, err=True)


def write_json(value: Any) -> None:
    """Write one JSON value to standard output, indented, in UTF-8 wherever it goes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
    sys.stdout.buffer.flush()
