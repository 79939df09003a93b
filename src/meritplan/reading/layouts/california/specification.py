"""Reads one California State Personnel Board specification: a single class or a series."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritplan.model.issue import Issue
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import Draft
from meritplan.reading.layouts.california.classes import draft, series, unqualified
from meritplan.reading.layouts.california.entries import Entries
from meritplan.reading.layouts.california.headings import Heading, announce, headings
from meritplan.reading.layouts.california.sections import Divider, Stretch
from meritplan.reading.passage import Passage

_PUBLISHER = re.compile(r"\bstate\b.*\bpersonnel board specification", re.IGNORECASE)
_SCHEMATIC = re.compile(r"schem(?:atic)? code\b", re.IGNORECASE)


def recognise(document: Document) -> float:
    """Certain where the board's name heads the page, likely where a schematic code and minimum qualifications stand."""
    if any(block.kind == "heading" and _PUBLISHER.search(block.text) for block in document.blocks):
        return 0.98
    schematic = any(_SCHEMATIC.match(block.text) for block in document.blocks)
    return 0.8 if schematic and re.search(r"(?i)minimum qualifications", document.text) else 0.0


def read(document: Document) -> Draft:
    """The classes of the specification, each with its own text; the series as a group."""
    entries = Entries(document.blocks)
    issues = list(entries.issues)
    if not entries.classes:
        return Draft(issues=(*issues, _nothing()))
    parts = list(headings(_main(document), entries.book))
    stated = any(isinstance(part, Heading) and part.kind == "minimum" for part in parts)
    divider = Divider(entries.book, has_minimum=stated)
    stretches = divider.divide(parts)
    issues += [*divider.issues, *_doubts(stretches, entries), *_implied(stretches)]
    group = series(stretches, _title(document, entries)) if len(entries.classes) > 1 or _is_series(document) else None
    drafts = tuple(
        draft(entries.classes, place, stretches, group.title if group else None)
        for place in range(len(entries.classes))
    )
    for made, entry in zip(drafts, entries.classes, strict=True):
        if issue := unqualified(made, abolished=entry.abolished):
            issues.append(issue)
    return Draft(groups=(group,) if group else (), classes=drafts, issues=tuple(issues))


def _main(document: Document) -> list[Block]:
    """The blocks that are text: tables are read by ``entries``, and the page's own title is no part of it."""
    return [
        block
        for block in document.blocks
        if block.kind != "cell" and not (block.kind == "heading" and block.depth == 1)
    ]


def _title(document: Document, entries: Entries) -> Passage:
    """The title of a series: the heading above the publisher's name, or the first one."""
    found: Passage | None = None
    for block in document.blocks:
        if block.kind == "heading" and announce(block.text, entries.book)[0] == "publisher" and found:
            break
        if block.kind == "heading" and (block.depth == 1 or found is None):
            found = block.passage
    return found or entries.classes[0].where


def _is_series(document: Document) -> bool:
    return any(re.match(r"(?i)(?:class )?series established\b", block.text) for block in document.blocks)


def _doubts(stretches: Sequence[Stretch], entries: Entries) -> list[Issue]:
    """One issue for each heading that was tied to its classes by less than their exact title."""
    told: set[str] = set()
    issues = []
    for stretch in stretches:
        scope, heading = stretch.scope, stretch.heading
        if scope is None or heading is None or not scope.doubt or not stretch.inside or heading.text in told:
            continue
        told.add(heading.text)
        titles = ", ".join(f'"{entries.classes[place].title}"' for place in sorted(scope.classes))
        message = f'The heading "{heading.text}" was tied to {titles}: {scope.doubt}. Check its text.'
        spans = tuple(span for block in heading.blocks for span in block.passage.spans())
        issues.append(Issue(code="MP-L102", severity="info", message=message, spans=spans))
    return issues


def _implied(stretches: Sequence[Stretch]) -> list[Issue]:
    first = next((stretch for stretch in stretches if stretch.implied), None)
    if first is None or first.heading is None:
        return []
    message = (
        f'The document has no heading "Minimum Qualifications"; from "{first.heading.text}" on, the text is read as '
        "such, because it is built like them. Check where they begin."
    )
    spans = tuple(span for block in first.heading.blocks for span in block.passage.spans())
    return [Issue(code="MP-L107", severity="warning", message=message, spans=spans)]


def _nothing() -> Issue:
    message = (
        "No class table and no list of class codes was found, as a California specification has above its first "
        "section. Nothing was read; try another layout."
    )
    return Issue(code="MP-L109", severity="error", message=message)
