"""From stretches of text to class drafts: each class gets its own text, the text of all levels, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from meritplan.model.issue import Issue
from meritplan.model.job_class import Group
from meritplan.reading.document import Block
from meritplan.reading.layout import ClassDraft, Part, Role, Section
from meritplan.reading.layouts.california.entries import Entry, established_of_series
from meritplan.reading.layouts.california.sections import Stretch
from meritplan.reading.layouts.cuts import clauses
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.passage import Passage

_LABEL = re.compile(
    r"(?:Knowledges? of|Ability to|Abilities to|Skills? (?:in|to|of)|Knowledge and ability to)\b\s*:?\s*", re.IGNORECASE
)
_NARRATIVE = ("scope", "series", "allocation")
_KSAS = ("ksas", "competencies", "personal")


def draft(entries: Sequence[Entry], place: int, stretches: Sequence[Stretch], group: str | None) -> ClassDraft:
    """One class of the document with its facts and its qualification sections."""
    entry = entries[place]
    mine = [stretch for stretch in stretches if _speaks_of(stretch, place)]
    _describe(entry.facts, mine, series=len(entries) > 1)
    entry.facts.put("group", group)
    return ClassDraft(facts=entry.facts.job_class(), sections=tuple(_sections(mine, len(entries))))


def series(stretches: Sequence[Stretch], title: Passage) -> Group:
    """What the document says of the series as a whole."""
    facts = Facts()
    facts.put("title", " ".join(title.text.split()), title)
    own = [stretch for stretch in stretches if stretch.scope is None or stretch.scope.every]
    facts.put_text("narrative", *(words for stretch in own if stretch.kind in _NARRATIVE for words in stretch.passages))
    for stretch in stretches:
        for block in stretch.blocks if stretch.kind == "front" else ():
            if stated := established_of_series(block.text):
                facts.put(stated[0], stated[1], block.passage)
    return facts.group("series")


def unqualified(draft_: ClassDraft, *, abolished: bool) -> Issue | None:
    """The issue of a class the document says no minimum qualifications for."""
    if any(section.role == "minimum" and section.part != "notes" for section in draft_.sections):
        return None
    facts = draft_.facts
    why = "; it says that the class was abolished" if abolished else "; look for them in another document"
    message = f'The document lists "{facts.title}" but states no minimum qualifications for it{why}.'
    spans = facts.evidence.get("title", ())
    return Issue(
        code="MP-L103", severity="info" if abolished else "warning", message=message, spans=spans, class_code=facts.code
    )


def _speaks_of(stretch: Stretch, place: int) -> bool:
    return not stretch.unplaced and (stretch.scope is None or place in stretch.scope.classes)


def _describe(facts: Facts, mine: Iterable[Stretch], *, series: bool) -> None:
    """Summary, duties, distinguishing characteristics, knowledge and abilities."""
    by_kind: dict[str, list[Stretch]] = {}
    for stretch in mine:
        by_kind.setdefault(stretch.kind, []).append(stretch)

    def passages(*kinds: str, scoped: bool = False) -> list[Passage]:
        return [
            words
            for kind in kinds
            for stretch in by_kind.get(kind, ())
            if not scoped or stretch.scope is not None
            for words in stretch.passages
        ]

    facts.put_text("summary", *passages("definition"), *passages("levels", scoped=series))
    if not series:
        facts.put_text("summary", *passages("scope"))
    facts.put_statements("duties", [clause for words in passages("tasks") for clause in clauses(words)])
    distinguishing = passages("distinguishing")
    facts.put("distinguishing", tuple(words.text for words in distinguishing), *distinguishing)
    facts.put_statements("ksas", [item for words in passages(*_KSAS) for item in _ksas(words)])
    facts.put_text("conditions_of_employment", *passages("physical"))


def _ksas(passage: Passage) -> list[Passage]:
    """Each knowledge or ability with the words "Knowledge of:" that open its paragraph."""
    label = _LABEL.match(passage.text)
    if not label:
        return clauses(passage)
    head = passage[: label.end()].strip()
    return [Passage.join([head, item]) for item in clauses(passage[label.end() :])]


def _sections(mine: Sequence[Stretch], size: int) -> Iterable[Section]:
    narrowest = min(
        (_breadth(stretch, size) for stretch in mine if stretch.kind == "minimum" and stretch.blocks), default=size
    )
    starred = any("*" in words.text for stretch in mine if stretch.inside for words in stretch.passages)
    for stretch in mine:
        part = _part(stretch, size, narrowest)
        if stretch.kind == "minimum":
            yield from _cut(stretch, "minimum", part)
        elif stretch.kind in {"requirement", "condition"}:
            inside = stretch.inside and stretch.kind == "requirement"
            yield from _cut(stretch, "minimum", part if inside else "notes")
        elif stretch.kind == "desirable":
            yield from _cut(stretch, "desirable", "shared" if part == "shared" else "requirements")
        elif stretch.kind == "footnotes" and starred:
            yield from _cut(stretch, "minimum", "notes")


def _breadth(stretch: Stretch, size: int) -> int:
    """How many classes the text serves."""
    return size if stretch.scope is None else len(stretch.scope.classes)


def _part(stretch: Stretch, size: int, narrowest: int) -> Part:
    """Text for all levels is shared, and so is text for several classes where a class has narrower text beside it."""
    breadth = _breadth(stretch, size)
    if breadth == 1:
        return "requirements"
    if stretch.scope is None or stretch.scope.every or breadth > narrowest:
        return "shared"
    return "requirements"


def _cut(stretch: Stretch, role: Role, part: Part) -> Iterable[Section]:
    """The stretch as a section; what the publisher crossed out is the qualification that was in force before."""
    heading = stretch.heading.text if stretch.heading else None
    current = tuple(_body(block) for block in stretch.blocks if not block.struck)
    prior = tuple(_body(block) for block in stretch.blocks if block.struck)
    if current:
        yield Section(role=role, part=part, blocks=current, heading=heading)
    if prior and role == "minimum":
        yield Section(role="prior", part=part, blocks=prior, heading=heading)


def _body(block: Block) -> Block:
    """A sentence that the page began in a heading is text."""
    return replace(block, kind="paragraph") if block.kind == "heading" and block.depth == 0 else block
