"""`meritplan policy`: the jurisdiction's arithmetic, every key with its citation."""

import json
import textwrap
from collections.abc import Iterator

import click

from meritplan.cli.terminal import write_json
from meritplan.model.policy import PolicyKey, PolicyProfile
from meritplan.qualification.profiles import DEFAULT, PolicyError, keys_of, names, profile


@click.group()
def policy() -> None:
    """The arithmetic of a jurisdiction: month rule, part-time, overlap, equivalents."""


@policy.command()
@click.argument("name", default=DEFAULT)
@click.option("--json", "as_json", is_flag=True, help="Print the profile as JSON.")
def show(name: str, *, as_json: bool) -> None:
    """Show the profile NAME with each key, its value and where it comes from."""
    try:
        found = profile(name)
    except PolicyError as trouble:
        raise click.UsageError(str(trouble)) from None
    if as_json:
        write_json(
            {"name": found.name, "title": found.title, "as_of": found.as_of, "note": found.note, "keys": keys_of(found)}
        )
        return
    click.echo("\n".join(_page(found)))


@policy.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the names as JSON.")
def list_(*, as_json: bool) -> None:
    """List the profiles there are."""
    if as_json:
        write_json([{"name": name, "title": profile(name).title} for name in names()])
        return
    for name in names():
        click.echo(f"{name:16} {profile(name).title}")


def _page(found: PolicyProfile) -> Iterator[str]:
    yield f"{found.title} ({found.name}), as of {found.as_of}"
    if found.note:
        yield from textwrap.wrap(found.note, 100)
    for key, entry in keys_of(found).items():
        own = key in found.keys
        yield ""
        yield f"{key}: {_value(entry)}{'' if own or found.name == DEFAULT else '   (default)'}"
        yield from _source(entry)


def _value(entry: PolicyKey) -> str:
    return entry.value if isinstance(entry.value, str) else json.dumps(entry.value)


def _source(entry: PolicyKey) -> Iterator[str]:
    checked = "" if entry.verified else "  [not verified]"
    yield from textwrap.wrap(
        f"{entry.citation}, as of {entry.as_of}{checked}", 100, initial_indent="    ", subsequent_indent="    "
    )
    if entry.note:
        yield from textwrap.wrap(entry.note, 100, initial_indent="    ", subsequent_indent="    ")
