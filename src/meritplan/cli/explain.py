"""`meritplan explain`: what an issue code means and what to do about it."""

import re
from functools import cache
from importlib import resources
from pathlib import Path

import click

IN_A_WORKING_COPY = Path(__file__).parents[3] / "docs" / "issues.md"
ENTRY = re.compile(r"^#+ *(?P<code>MP-[A-Z]\d{3})\b[ .:·—-]*(?P<title>.*)$", re.MULTILINE)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """Explain an issue CODE such as MP-R012."""
    known = paragraphs()
    if code.upper() not in known:
        raise click.BadParameter(f"{code} is not a code of this version; {len(known)} are, see docs/issues.md")
    click.echo(known[code.upper()])


def paragraphs() -> dict[str, str]:
    """Each issue code and its paragraph, heading line first."""
    page = _page()
    return {entry["code"]: f"{entry['code']} {entry['title']}\n{_body(page, entry)}" for entry in ENTRY.finditer(page)}


def _body(page: str, entry: re.Match[str]) -> str:
    """The lines below a heading, up to the next heading of any level."""
    following = re.compile(r"^#", re.MULTILINE).search(page, entry.end())
    return page[entry.end() : following.start() if following else len(page)].strip()


@cache
def _page() -> str:
    """The page of a working copy where there is one, else the one packed with the program."""
    if IN_A_WORKING_COPY.is_file():
        return IN_A_WORKING_COPY.read_text(encoding="utf-8")
    return resources.files("meritplan.cli").joinpath("issues.md").read_text(encoding="utf-8")
