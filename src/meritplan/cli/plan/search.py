"""`meritplan plan search`: classes by words, best first, with the words marked."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from meritplan.cli.plan.options import as_json, opened, plan_folder
from meritplan.cli.report import counted
from meritplan.cli.terminal import say, write_json
from meritplan.matching import search as searching
from meritplan.matching.search import Answer, Filters, Hit
from meritplan.matching.search.asked import LEVELS as RANKS
from meritplan.model import Span
from meritplan.vocabulary.wording import LEVELS


@click.command()
@plan_folder
@click.argument("words", nargs=-1)
@click.option("--jurisdiction", help="Only classes of this jurisdiction.")
@click.option("--group", help="Only groups (families, series, occupations) whose title holds these words.")
@click.option("--grade", help="Only this pay grade or band.")
@click.option("--level", help="Only this level, such as II.")
@click.option(
    "--education",
    type=click.Choice(list(RANKS)),
    help="Only classes one can enter with so much education, or where that cannot be told.",
)
@click.option("--license", "license_", help="Only classes that speak of such a license.")
@click.option("--no-license", is_flag=True, help="Only classes that speak of no license.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show.")
@click.option("--anew", is_flag=True, help="Make the index from nothing first.")
@as_json
def search(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    words: tuple[str, ...],
    *,
    jurisdiction: str | None,
    group: str | None,
    grade: str | None,
    level: str | None,
    education: str | None,
    license_: str | None,
    no_license: bool,
    limit: int,
    anew: bool,
    as_json: bool,
) -> None:
    """Find classes by WORDS in titles, former titles, duties, abilities and qualifications.

    Slips in words the plan does not know are mended; "several words" in quotes are a phrase, begin* a beginning, and
    what follows -- may hold -words that must not occur. Without words the filters alone choose. The index lies beside
    the cache of the plan and follows its documents.
    """
    filters = Filters(
        jurisdiction=jurisdiction,
        group=group,
        grade=grade,
        level=level,
        education=next((known for known in RANKS if known == education), None),
        license=license_,
        no_license=no_license,
    )
    plan = opened(plan_folder)
    with searching.opened(plan, anew=anew) as index:
        began = time.perf_counter()
        answer = searching.search(index, " ".join(map(_quoted, words)), filters, limit=limit)
        seconds = time.perf_counter() - began
    if as_json:
        write_json(answer)
        return
    for hit in answer.hits:
        click.echo("\n".join(_lines(hit, asked_education=bool(education))))
    _tell(answer, seconds)


def _quoted(word: str) -> str:
    """An argument of several words is a phrase: the terminal has taken its quotes away."""
    return f'"{word}"' if " " in word and '"' not in word else word


def _lines(hit: Hit, *, asked_education: bool) -> Iterator[str]:
    beside = ", ".join(
        filter(None, (hit.group, hit.level and f"level {hit.level}", hit.grade and f"grade {hit.grade}"))
    )
    yield f"{hit.code or hit.key}  {marked(hit.title, hit.title_marks)}{f'  ({beside})' if beside else ''}"
    if hit.excerpt:
        yield f"      {hit.field}: {marked(hit.excerpt, hit.excerpt_marks)}"
    if asked_education:
        yield f"      education: {_education(hit)}"


def _education(hit: Hit) -> str:
    asked = LEVELS[hit.education] if hit.education else "none asked on the easiest way"
    replaced = ", something else may stand in for it" if hit.education and hit.education_replaceable else ""
    return asked + replaced + ("" if hit.education_certain else "; not certain: parts are open or not read")


def marked(text: str, marks: Iterable[Span]) -> str:
    """A text with the words found set off: bold on a terminal, between ** elsewhere."""
    to_a_person = sys.stdout.isatty()
    said, at = "", 0
    for start, end in marks:
        found = text[start:end]
        said += text[at:start] + (click.style(found, bold=True) if to_a_person else f"**{found}**")
        at = end
    return said + text[at:]


def _tell(answer: Answer, seconds: float) -> None:
    for word, others in answer.corrected.items():
        say(f"“{word}” is in no class; looked for {' and '.join(f'“{other}”' for other in others)} as well")
    if answer.loosened:
        say("no class holds all of the words; these hold some")
    shown = f", {len(answer.hits)} shown" if len(answer.hits) < answer.total else ""
    say(f"{counted(answer.total, 'class', 'classes')}{shown}, {seconds * 1000:.0f} ms")
