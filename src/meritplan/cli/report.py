"""The readable report of a reading: for each class what needs a person first, then its facts, then its trees."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from meritplan.cli.facts import facts
from meritplan.cli.wording import in_words
from meritplan.model import Issue, JobClass, Reading, Source
from meritplan.model.requirement import Node, doubts

TREES = (
    ("minimum_qualifications", "Minimum qualifications"),
    ("recommended_qualifications", "Recommended qualifications"),
    ("desirable_qualifications", "Desirable qualifications"),
    ("prior_qualifications", "Prior qualifications (superseded)"),
)
SIGNS = {"error": ("!!", "red"), "warning": ("!", "yellow"), "info": ("i", "cyan")}


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """One thing a person must settle: the question, and the words it is about."""

    question: str
    quote: str | None = None
    sign: str = "?"
    colour: str = "yellow"


def show(reading: Reading, console: Console) -> None:
    """Draw the report of every source of ``reading`` on ``console``."""
    for number, source in enumerate(reading.sources):
        console.print(_heading(source, reading))
        issues = [issue for issue in reading.issues if issue.source == number]
        classes = [job_class for job_class in reading.classes if job_class.source == number]
        codes = {job_class.code for job_class in classes if job_class.code}
        if general := [_said(issue) for issue in issues if issue.class_code not in codes]:
            console.print(_doubts(general))
        for job_class in classes:
            own = [issue for issue in issues if job_class.code and issue.class_code == job_class.code]
            console.print(_job_class(job_class, own))


def closing(reading: Reading) -> str:
    """One line that counts what was read and what waits for a person."""
    waiting = sum(1 for job_class in reading.classes for _ in _open_questions(job_class))
    words = [
        counted(len(reading.sources), "document"),
        counted(len(reading.classes), "class", "classes"),
        f"{counted(waiting, 'question')} for a person",
    ]
    return ", ".join(words)


def failures(reading: Reading) -> list[str]:
    """Each document with an error, and its reason, as lines for the end of the report."""
    return [
        f"{reading.sources[issue.source].path}: {issue.code} {issue.message}"
        for issue in reading.issues
        if issue.severity == "error" and issue.source < len(reading.sources)
    ]


def counted(number: int, one: str, several: str | None = None) -> str:
    """ "1 class", "2 classes"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def _heading(source: Source, reading: Reading) -> RenderableType:
    layout = source.layout or reading.layout
    how = f"read by the {layout} layout" if layout else "not read"
    return Text.assemble("\n", (source.path, "bold reverse"), "  ", how)


def _job_class(job_class: JobClass, issues: Iterable[Issue]) -> RenderableType:
    title = Text.assemble("\n", (job_class.title, "bold"), f"  {job_class.code or 'no code printed'}")
    to_settle = [*_open_questions(job_class), *(_said(issue) for issue in issues)]
    parts = [*([_doubts(to_settle)] if to_settle else []), _facts(job_class), *_trees(job_class)]
    return Group(title, *(Padding(part, (0, 0, 0, 2), expand=False) for part in parts))


def _open_questions(job_class: JobClass) -> Iterator[Doubt]:
    for name, _ in TREES:
        tree = getattr(job_class, name)
        for node in doubts(tree) if tree is not None else ():
            yield Doubt(question=node.doubt or "What do these words ask for?", quote=node.quote)


def _said(issue: Issue) -> Doubt:
    sign, colour = SIGNS[issue.severity]
    return Doubt(question=f"{issue.code} {issue.message}", sign=sign, colour=colour)


def _doubts(found: list[Doubt]) -> RenderableType:
    drawn = Table.grid(padding=(0, 1))
    for doubt in found:
        words = Text(doubt.question, style=doubt.colour)
        if doubt.quote:
            words.append(f"\n“{doubt.quote}”", style="dim")
        drawn.add_row(Text(doubt.sign, style=doubt.colour), words)
    return drawn


def _facts(job_class: JobClass) -> RenderableType:
    drawn = Table.grid(padding=(0, 2))
    for name, value in facts(job_class):
        drawn.add_row(Text(name, style="dim"), Text(value))
    return drawn


def _trees(job_class: JobClass) -> Iterator[RenderableType]:
    for name, heading in TREES:
        tree = getattr(job_class, name)
        if tree is not None:
            soft = f" ({tree.strength})" if tree.strength not in {None, "minimum", "recommended", "desirable"} else ""
            yield Text(heading + soft, style="bold")
            yield _drawn(tree)


def _drawn(node: Node) -> Tree:
    drawn = Tree(_label(node), guide_style="dim")
    for part in ("subsets", "at_most", "children", "rules"):
        for below in getattr(node, part, ()):
            drawn.add(_under(part, below))
    return drawn


def _under(part: str, below: Node) -> Tree:
    lead = {"subsets": "of which ", "at_most": "counting at most ", "rules": "rule: "}.get(part, "")
    drawn = _drawn(below)
    if isinstance(drawn.label, Text) and lead:
        drawn.label = Text(lead, style="dim").append_text(drawn.label)
    return drawn


def _label(node: Node) -> Text:
    words = Text(f"{node.label}: " if node.label else "", style="dim")
    words.append(in_words(node), style="yellow" if node.doubt else "")
    if node.doubt:
        words.append("  ?", style="yellow")
    if node.quote and not getattr(node, "children", ()):
        words.append(f"\n“{node.quote}”", style="dim")
    return words
