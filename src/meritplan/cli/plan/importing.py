"""`meritplan plan import`: published documents into draft editions."""

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing as ended
from dataclasses import dataclass, field
from pathlib import Path

import click
import msgspec

from meritplan.cli.crew import Crew
from meritplan.cli.plan.options import opened, plan_folder, refusals, today, user
from meritplan.cli.progress import watched
from meritplan.cli.read import fitting
from meritplan.cli.report import counted
from meritplan.cli.sources import find
from meritplan.cli.terminal import say, write_json
from meritplan.model import Reading
from meritplan.plan import Plan
from meritplan.plan.importing import Importer, begin, end, interrupted
from meritplan.plan.intake import Arrival
from meritplan.reading.layouts import LAYOUTS
from meritplan.reading.pipeline import read_path


@dataclass(kw_only=True, slots=True)
class _Log:
    """What an import has done so far."""

    arrivals: list[Arrival] = field(default_factory=list)
    taken: int = 0
    known: int = 0
    failed: list[str] = field(default_factory=list)


class _Result(msgspec.Struct, kw_only=True):
    """What the import says in JSON."""

    documents: int
    known_before: int
    not_read: list[str]
    arrivals: list[Arrival]


@click.command("import")
@plan_folder
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("--layout", type=click.Choice([known.NAME for known in LAYOUTS]), help="Read by this layout.")
@click.option("--by", default=user, envvar="MERITPLAN_BY", help="Who imports (or MERITPLAN_BY; the user's name).")
@click.option("--again", is_flag=True, help="Read documents again that were imported before.")
@click.option("--resume", is_flag=True, help="Take up the import that was interrupted.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes to read with (chosen by the amount of work).")
@click.option("--json", "as_json", is_flag=True, help="Print every class and what became of it as JSON.")
def import_(  # noqa: PLR0913 one argument for each option
    plan_folder: Path,
    paths: tuple[Path, ...],
    *,
    layout: str | None,
    by: str,
    again: bool,
    resume: bool,
    dry_run: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Read documents into draft editions of the plan.

    Each class is matched to those of the plan by code, former code, title and former title. A class that says
    something new becomes a new edition; drafts from the same document that nobody has worked on are replaced; what
    people settled stays. Doubts become open questions (`meritplan plan review`). The originals are stored beside the
    documents. An import that was interrupted loses nothing: the same command again, or --resume, goes on.
    Exit code 1 means that at least one document could not be read.
    """
    began = time.monotonic()
    plan = opened(plan_folder)
    if resume:
        paths, layout = _interrupted(plan, layout)
    documents = find(paths).documents
    if not documents:
        raise click.UsageError("no documents found; meritplan reads .html, .htm, .pdf, .docx and .txt files")
    importer, log = Importer(plan, by=by, on=today(), dry=dry_run), _Log()
    wanted = [path for path in documents if again or not _known(importer, path, log)]
    if not dry_run:
        begin(plan, paths, total=len(documents), by=by, layout=layout)
    crew = Crew(read=read_path, layout=layout, workers=workers or fitting(len(wanted)))
    with ended(crew), refusals():
        for path, reading in zip(wanted, watched(crew.readings(wanted), len(wanted)), strict=True):
            _take(importer, path, reading, log)
        importer.flush()
    if not dry_run:
        end(importer.plan)
    _tell(log, as_json=as_json, seconds=time.monotonic() - began)
    if log.failed:
        click.get_current_context().exit(1)


def _interrupted(plan: Plan, layout: str | None) -> tuple[tuple[Path, ...], str | None]:
    under = interrupted(plan)
    if under is None:
        raise click.ClickException("no import was interrupted")
    return tuple(Path(path) for path in under.paths), layout or under.layout


def _known(importer: Importer, path: Path, log: _Log) -> bool:
    with path.open("rb") as file:
        known = importer.knows(hashlib.file_digest(file, "sha256").hexdigest())
    log.known += known
    return known


def _take(importer: Importer, path: Path, reading: Reading, log: _Log) -> None:
    arrivals = importer.take(path, reading)
    errors = [issue for issue in reading.issues if issue.severity == "error"]
    log.failed += [f"{path}: {issue.code} {issue.message}" for issue in errors]
    if arrivals is None:
        if not errors:
            log.failed.append(f"{path}: changed while it was read; import it again")
        return
    log.taken += 1
    log.arrivals += arrivals


def _tell(log: _Log, *, as_json: bool, seconds: float) -> None:
    if as_json:
        write_json(_Result(documents=log.taken, known_before=log.known, not_read=log.failed, arrivals=log.arrivals))
    else:
        click.echo("\n".join(_line(one) for one in log.arrivals if one.outcome != "unchanged"), nl=bool(log.arrivals))
    outcomes = Counter(one.outcome for one in log.arrivals)
    kinds = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.most_common()) or "no class"
    asked = sum(one.questions for one in log.arrivals)
    say(f"\n{counted(log.taken, 'document')}: {kinds}; {counted(asked, 'open question')}, in {seconds:.1f} s")
    if log.known:
        say(f"{counted(log.known, 'document')} imported before")
    _list_failed(log.failed)


def _list_failed(failed: Sequence[str]) -> None:
    if failed:
        say(f"\nRead with errors ({len(failed)}):")
        for line in failed:
            say(f"  {line}")


def _line(one: Arrival) -> str:
    """One class of one document: ``new edition  0264/2 Case Aide: duties (1 question)``."""
    changed = f": {', '.join(one.changed)}" if one.changed else ""
    asked = f" ({counted(one.questions, 'question')})" if one.questions else ""
    by = f" [matched by {one.matched_by}]" if one.matched_by not in {None, "code"} else ""
    return f"{one.outcome:12} {one.key}/{one.number} {one.title}{changed}{asked}{by}"
