"""`meritplan qualify`: one record against one class, many files or a folder; stored cases; working out again."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import yaml

from meritplan.cli.classes import Listed, classes_from, policy_for
from meritplan.cli.terminal import say, write_json
from meritplan.model.determination import ClassNamed, Determination
from meritplan.model.requirement import Requirement
from meritplan.qualification import (
    CaseError,
    PolicyError,
    RecordError,
    changed,
    compare,
    determine,
    determine_case,
    encoded,
    page,
    verify,
)
from meritplan.qualification.cases import day, question_of
from meritplan.qualification.compare import TITLES, Comparison, candidate
from meritplan.qualification.compare import page as comparison_page
from meritplan.qualification.determination import Question
from meritplan.qualification.records import pool_from_csv
from meritplan.qualification.trees import TreeError
from meritplan.qualification.what_if import (
    Change,
    degree,
    difference,
    from_document,
    license_held,
    months_worked,
    together,
)

REFUSED = (CaseError, RecordError, PolicyError, TreeError)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path, allow_dash=True)


class Refused(click.ClickException):
    """Nothing can be answered: the message names the field and the fix."""

    exit_code = 2


class _WithARecord(click.Group):
    """A group whose first word, if it names none of its commands, is a record."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in that is meant."""
        if args and args[0] not in {*self.commands, "--help", "-h"}:
            args = ["record", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithARecord)
def qualify() -> None:
    """Who qualifies, why, and what is missing.

    \b
    meritplan qualify RECORD --from READING    one person against one class or many
    meritplan qualify case FILE                one self-contained question
    meritplan qualify verify FILE              work a stored determination out again
    """  # noqa: D301


@qualify.command("record")
@click.argument("record", type=READABLE)
@click.option(
    "--from",
    "sources",
    multiple=True,
    required=True,
    metavar="READING_OR_PLAN",
    help="A plan, a reading (JSON), a published document, a folder of them, or - for standard input.",
)
@click.option("--class", "codes", multiple=True, help="Only the class with this code or title.")
@click.option("--as-of", help="The day asked about, as 2026-06-30 (today if not given).")
@click.option("--gate", type=click.Choice(["admission", "appointment"]), default="admission", show_default=True)
@click.option(
    "--policy",
    "policy_source",
    help="A policy profile, or a file with policy keys (that of the plan, else the default profile, if not given).",
)
@click.option("--rulings", type=READABLE, help="Rulings made on this record (JSON).")
@click.option("--position", type=READABLE, help="What the position requires and waives (JSON).")
@click.option(
    "--which",
    type=click.Choice(["minimum", "prior", "recommended", "desirable"]),
    default="minimum",
    show_default=True,
    help="Which printed qualifications.",
)
@click.option("--what-if", type=READABLE, help="What to add to the record, as lists of a record (JSON).")
@click.option("--add-degree", multiple=True, metavar="LEVEL[:FIELD]", help="What if there were this degree.")
@click.option("--add-license", multiple=True, metavar="NAME[:ISSUER]", help="What if there were this license.")
@click.option("--add-months", multiple=True, metavar="NUMBER[:TITLE]", help="What if there were so many months more.")
@click.option("--most", default=40, show_default=True, help="Classes to list in each group.")
@click.option("--json", "as_json", is_flag=True, help="Print determinations or the comparison as JSON.")
def record_command(**given: Any) -> None:
    """Hold a record against one class, or against all classes of a reading."""
    try:
        _record(Asked(**given))
    except REFUSED as trouble:
        raise Refused(str(trouble)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The options as given."""

    record: Path
    sources: tuple[str, ...]
    codes: tuple[str, ...]
    as_of: str | None
    gate: str
    policy_source: str | None
    rulings: Path | None
    position: Path | None
    which: str
    what_if: Path | None
    add_degree: tuple[str, ...]
    add_license: tuple[str, ...]
    add_months: tuple[str, ...]
    most: int
    as_json: bool

    @property
    def day(self) -> date:
        """The day asked about; the only place where a clock is read."""
        return day(self.as_of) if self.as_of else datetime.now(UTC).astimezone().date()

    def change(self) -> Change | None:
        """What the what-if options add, or None."""
        changes = [degree(text, self.day) for text in self.add_degree]
        changes += [license_held(text, self.day) for text in self.add_license]
        try:
            changes += [months_worked(text, self.day) for text in self.add_months]
        except ValueError:
            raise click.BadParameter("a number of months, as 12 or 12:Class Title", param_hint="--add-months") from None
        if self.what_if is not None:
            changes.append(from_document(_document(self.what_if)))
        return together(changes) if changes else None


def _record(asked: Asked) -> None:
    people, troubled = _people(asked.record)
    if not people:
        raise RecordError(f"MP-Q001: {asked.record} holds no record")
    listed = classes_from(asked.sources, asked.codes, asked.day)
    errors = troubled
    results: list[Any] = []
    policy = policy_for(asked.policy_source, listed)
    for raw in people:
        case = _case(raw, asked, policy)
        question = question_of(case)
        errors += _told(question)
        results.append(_answer(case, question, listed, asked))
    if asked.as_json:
        _print_json(results[0] if len(results) == 1 else results)
    if errors:
        sys.exit(1)


def _people(path: Path) -> tuple[list[dict[str, Any]], int]:
    """The records of a file: one as JSON, or a pool as CSV; and how many rows were set aside."""
    text = _text(path)
    if path.suffix.lower() == ".csv":
        records, issues = pool_from_csv(text)
        for issue in issues:
            say(f"{issue.code}: {issue.message}")
        return records, len(issues)
    found = _parsed(text, path)
    return (found if isinstance(found, list) else [found]), 0


def _case(raw: Any, asked: Asked, policy: Any) -> dict[str, Any]:
    return {
        "record": raw,
        "policy": policy,
        "rulings": _document(asked.rulings) if asked.rulings else [],
        "position": _document(asked.position) if asked.position else {},
        "as_of": asked.day.isoformat(),
        "gate": asked.gate,
    }


def _told(question: Question) -> int:
    """Say what is wrong with the record; how many of it are errors."""
    for issue in question.issues:
        say(f"{issue.severity}: {issue.code}: {issue.message}")
    return sum(issue.severity == "error" for issue in question.issues)


def _answer(case: dict[str, Any], question: Question, listed: list[Listed], asked: Asked) -> Any:
    change = asked.change()
    if len(listed) == 1:
        return _one(case, question, listed[0], asked, change)
    return _many(case, question, listed, asked, change)


def _one(case: dict[str, Any], question: Question, listed: Listed, asked: Asked, change: Change | None) -> Any:
    before = _determined(case, question, listed, listed.tree(asked.which))
    after = None
    if change is not None:
        other = _changed_case(case, change)
        after = _determined(other, question_of(other), listed, listed.tree(asked.which))
    if asked.as_json:
        return before if after is None else {"format": "meritplan-what-if/1", "before": before, "after": after}
    click.echo(page(before))
    for which, tree in listed.others(asked.which):
        click.echo(f"\nUnder the {which} text: {determine(tree, question).summary}")
    if after is not None and change is not None:
        click.echo(f"\nWhat if ({change.words})\n{difference(before, after)}")
    return None


def _determined(case: dict[str, Any], question: Question, listed: Listed, tree: Requirement | None) -> Determination:
    named = ClassNamed(code=listed.code, title=listed.title)
    if tree is None:
        return determine(None, question, job_class=named)
    inputs = {"tree": listed.as_data(tree), **case, "class": {"code": listed.code, "title": listed.title}}
    return determine_case(inputs)


def _changed_case(case: dict[str, Any], change: Change) -> dict[str, Any]:
    record = changed(case["record"], change)
    return {**case, "record": record, "rulings": [*case["rulings"], *change.rulings]}


def _many(case: dict[str, Any], question: Question, listed: list[Listed], asked: Asked, change: Change | None) -> Any:
    candidates = [candidate(each.code, each.title, each.tree(asked.which)) for each in listed]
    known = case["record"].get("id") if isinstance(case["record"], dict) else None
    before = compare(candidates, question.claims(), as_of=case["as_of"], record_id=str(known) if known else None)
    after = None
    if change is not None:
        other = question_of(_changed_case(case, change))
        after = compare(candidates, other.claims(), as_of=case["as_of"], record_id=before.record)
    if asked.as_json:
        return before if after is None else {"format": "meritplan-what-if/1", "before": before, "after": after}
    click.echo(comparison_page(before, most=asked.most))
    if after is not None and change is not None:
        click.echo(f"\nWhat if ({change.words})")
        click.echo("\n".join(_gained(before, after)) or "Nothing changes.")
    return None


def _gained(before: Comparison, after: Comparison) -> Iterator[str]:
    stood = {(row.code, row.title): row for row in before.rows}
    for row in after.rows:
        was = stood.get((row.code, row.title))
        if was is not None and was.standing != row.standing:
            yield f"  {row.code or ''} {row.title}: {TITLES[was.standing]} -> {TITLES[row.standing]}"


# --- stored questions and answers ---------------------------------------------------------------------------


@qualify.command("case")
@click.argument("file", type=READABLE)
@click.option("--json", "as_json", is_flag=True, help="Print the determination as JSON.")
def case_command(file: Path, *, as_json: bool) -> None:
    """Answer one self-contained FILE: tree, policy, record, rulings, position, as_of, gate."""
    try:
        found = determine_case(_document(file))
    except REFUSED as trouble:
        raise Refused(str(trouble)) from None
    if as_json:
        _print_bytes(encoded(found))
    else:
        click.echo(page(found))


@qualify.command("verify")
@click.argument("file", type=READABLE)
def verify_command(file: Path) -> None:
    """Work the determination in FILE out again: exit code 0 if the bytes are the same, 1 if not."""
    stored = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        verdict = verify(_parsed(stored.decode("utf-8", "replace"), file), stored)
    except REFUSED as trouble:
        raise Refused(str(trouble)) from None
    click.echo(verdict.message)
    if not verdict.same:
        sys.exit(1)


# --- files --------------------------------------------------------------------------------------------------


def _text(path: Path) -> str:
    return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig", errors="replace")


def _document(path: Path) -> Any:
    text = _text(path)
    if path.suffix.lower() in {".yaml", ".yml"}:
        return yaml.safe_load(text)
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as trouble:
        message = f"{path} is not JSON: {trouble.msg} in line {trouble.lineno}, column {trouble.colno}"
        raise click.UsageError(message) from None


def _print_json(value: Any) -> None:
    if isinstance(value, Determination):
        _print_bytes(encoded(value))
    else:
        write_json(value)


def _print_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
