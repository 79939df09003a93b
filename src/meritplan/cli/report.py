"""The readable report of a reading: for each class what needs a person first, then its facts, then its trees."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from meritplan.cli.facts import facts
from meritplan.model import AllOf, AnyOf, Issue, JobClass, Reading, Source, Span
from meritplan.model.requirement import Node, doubts
from meritplan.vocabulary.wording import in_words

Spans = tuple[Span, ...]

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
        classes = [job_class for job_class in reading.classes if job_class.source == number]
        issues = [issue for issue in reading.issues if issue.source == number]
        codes = {job_class.code for job_class in classes if job_class.code}
        repeated = _repeated(classes, issues)
        others = [issue for issue in issues if issue not in repeated.values()]
        if general := [_said(issue) for issue in others if issue.class_code not in codes]:
            console.print(_doubts(general))
        for job_class in classes:
            own = [_said(issue) for issue in others if job_class.code and issue.class_code == job_class.code]
            console.print(_job_class(job_class, [*_open_questions(job_class, repeated), *own]))


def _repeated(classes: Iterable[JobClass], issues: Iterable[Issue]) -> dict[Spans, Issue]:
    """The issues that say again what a doubt in a tree says, by the words they are about."""
    asked = {node.spans for job_class in classes for node in _doubtful(job_class)}
    return {issue.spans: issue for issue in issues if issue.code.startswith("MP-R") and issue.spans in asked}


def closing(reading: Reading) -> str:
    """One line that counts what was read and what waits for a person."""
    waiting = sum(1 for job_class in reading.classes for _ in _doubtful(job_class))
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


def _job_class(job_class: JobClass, to_settle: list[Doubt]) -> RenderableType:
    title = Text.assemble("\n", (job_class.title, "bold"), f"  {job_class.code or 'no code printed'}")
    parts = [*([_doubts(to_settle)] if to_settle else []), _facts(job_class), *_trees(job_class)]
    return Group(title, *(Padding(part, (0, 0, 0, 2), expand=False) for part in parts))


def _open_questions(job_class: JobClass, repeated: Mapping[Spans, Issue]) -> Iterator[Doubt]:
    for node in _doubtful(job_class):
        question = node.doubt or "What do these words ask for?"
        code = f"{repeated[node.spans].code} " if node.spans in repeated else ""
        yield Doubt(question=code + question, quote=_words(node))


def _doubtful(job_class: JobClass) -> Iterator[Node]:
    for name, _ in TREES:
        tree = getattr(job_class, name)
        yield from doubts(tree) if tree is not None else ()


def _words(node: Node) -> str:
    """The quote of a node; of a group that has none, the quotes of what is below it."""
    return node.quote or " … ".join(_words(child) for child in getattr(node, "children", ()))


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
    words = Text(_called(node.label), style="dim")
    words.append(in_words(node), style="yellow" if node.doubt else "")
    if node.doubt:
        words.append("  ?", style="yellow")
    if node.quote and not isinstance(node, (AllOf, AnyOf)):
        words.append(f"\n“{node.quote}”", style="dim")
    return words


def _called(label: str | None) -> str:
    """How the document calls the node: "A. ", "Pattern II: "; a bullet is no name."""
    if not label or not any(character.isalnum() for character in label):
        return ""
    return f"{label}: " if " " in label else f"{label}. "
