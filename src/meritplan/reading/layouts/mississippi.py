"""Mississippi: a page for each job family, its classes one after another, each closed by its code and pay grade.

The family stands first (a title, one narrative or several settings, perhaps a list of functions that "vary by
level"), then "Jobs and Descriptions", then the classes. A class has a title, a description, the sentence
"Typically requires ..." with perhaps "Appointing authority may require ...", and the lines ``OCCU`` and
``Pay Grade``. The page states no dates, no probation and no overtime status, so those stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from meritplan.model.issue import Issue, Severity
from meritplan.model.job_class import Setting
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import ClassDraft, Draft, Section
from meritplan.reading.layouts import level
from meritplan.reading.layouts.cuts import cut
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.names import common_beginning, words_of_address
from meritplan.reading.layouts.supervision import supervises
from meritplan.reading.layouts.trouble import trouble

NAME = "mississippi"
JURISDICTION: str | None = "Mississippi"

_CODE = re.compile(r"\bOCCU\s*:\s*(\w+)", re.IGNORECASE)
_GRADE = re.compile(r"\bPay Grade\s*:\s*([A-Z]{0,4}\d+[A-Z]?)", re.IGNORECASE)
_CLASSES_BEGIN = re.compile(r"jobs and descriptions:?", re.IGNORECASE)
_TYPICAL = re.compile(r"(?<!\w )\b(?:Typically|Usually|Generally) requires?\b|^Requires\b")
_ALSO = re.compile(r"^(?:The )?Appointing authority may\b|^May require\b", re.IGNORECASE)
_SETTING = re.compile(r"([A-Z][\w /&-]{2,60} Setting)\s*:\s*")
_FUNCTIONS = re.compile(r"\bfunctions\b.*\b(?:may include|include)\b", re.IGNORECASE)
_NAVIGATION = re.compile(
    r"(?:\s*(?:skip to (?:main )?content|the official website of the (?:state|city|county) of [A-Z]\w+"
    r"|menu|search|home|breadcrumb|print|share)\b[\s|>»]*)+",
    re.IGNORECASE,
)


def recognise(document: Document) -> float:
    """Sure where classes are closed by ``OCCU`` and ``Pay Grade`` lines."""
    codes, grades = len(_CODE.findall(document.text)), len(_GRADE.findall(document.text))
    if codes and grades:
        return 0.95
    family = "jobs in this family" in document.text.lower()
    return 0.6 if codes and family else 0.3 if family and _TYPICAL.search(document.text) else 0.0


def read(document: Document) -> Draft:
    """The family and its classes."""
    blocks = [block for block in document.blocks if not _NAVIGATION.fullmatch(block.text)]
    head, body = _halves(blocks)
    parts, rest = _classes(body)
    family, issues = _family(head, parts, document)
    group = family.group("family") if family.get("title") or family.get("narrative") else None
    drafts = []
    for part in parts:
        draft, found = _class(part, family, parts)
        drafts.append(draft)
        issues += found
    issues += _left_over(rest) if parts else [_no_class()]
    return Draft(groups=(group,) if group else (), classes=tuple(drafts), issues=tuple(issues))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """The blocks of one class: its title, what stands before the closing lines, and those lines."""

    title: Block | None
    text: tuple[Block, ...]
    closing: tuple[Block, ...]


def _halves(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    for place, block in enumerate(blocks):
        if _CLASSES_BEGIN.fullmatch(block.text.strip()):
            return list(blocks[:place]), list(blocks[place + 1 :])
    first = next((place for place, block in enumerate(blocks) if _TYPICAL.search(block.text)), len(blocks))
    start = next((place for place in range(first - 1, -1, -1) if _is_title(blocks[place])), first)
    return list(blocks[:start]), list(blocks[start:])


def _is_title(block: Block) -> bool:
    text = block.text.strip()
    return block.kind in ("heading", "paragraph") and len(text) <= 90 and text[-1:] not in ".:;,"


def _classes(blocks: Iterable[Block]) -> tuple[list[_Part], list[Block]]:
    """The blocks by class, and those after the last closing line."""
    parts: list[_Part] = []
    text: list[Block] = []
    closing: list[Block] = []
    for block in blocks:
        if _CODE.search(block.text) or _GRADE.search(block.text):
            closing.append(block)
            continue
        if closing:
            parts.append(_part(text, closing))
            text, closing = [], []
        text.append(block)
    if closing or any(_TYPICAL.search(block.text) for block in text):
        parts.append(_part(text, closing))
        text = []
    return parts, text


def _part(text: Sequence[Block], closing: Sequence[Block]) -> _Part:
    titled = 0
    while titled < len(text) and _is_title(text[titled]) and not _TYPICAL.search(text[titled].text):
        titled += 1
    title = text[titled - 1] if titled else None
    return _Part(title=title, text=tuple(text[titled:]), closing=tuple(closing))


def _family(head: Sequence[Block], parts: Sequence[_Part], document: Document) -> tuple[Facts, list[Issue]]:
    family = Facts()
    body = list(head)
    if body and _is_title(body[0]) and not _SETTING.match(body[0].text):
        family.put_text("title", body.pop(0).passage)
    narrative, functions, settings = [], [], []
    for block in body:
        found = _SETTING.match(block.text)
        if block.kind == "item":
            functions.append(block.passage)
            continue
        if found:
            rest = block.passage[found.end() :]
            settings.append(Setting(name=found[1], text=rest.text, spans=rest.spans()))
            family.witness("settings", block.passage)
        if _FUNCTIONS.search(block.text):
            family.witness("functions", block.passage)
        else:
            narrative.append(block.passage)
    family.put_text("narrative", *narrative)
    family.put("settings", tuple(settings))
    family.put("functions", tuple(item.text for item in functions), *functions)
    return family, _supply_title(family, parts, document)


def _supply_title(family: Facts, parts: Sequence[_Part], document: Document) -> list[Issue]:
    """A page may have lost its title: its address, or what all class titles begin with, names the family."""
    titles = [part.title.passage for part in parts if part.title]
    if family.get("title") or not titles:
        return []
    shared = common_beginning([title.text for title in titles])
    name, source = words_of_address(document.address), "the address of the page"
    if not name and shared:
        name, source = shared, "the words all its class titles begin with"
    family.put("title", name, *(title[: len(shared or "")] for title in titles if name == shared))
    took = f'It was taken from {source}: "{name}".' if name else "Nothing on the page names it for certain."
    message = f"The page prints no title for its job family. {took} Confirm or correct the name."
    return [trouble("MP-L003", "warning", message, *titles[:1])]


def _class(part: _Part, family: Facts, parts: Sequence[_Part]) -> tuple[ClassDraft, list[Issue]]:
    facts = Facts()
    title = part.title.passage if part.title else None
    if title:
        facts.put_text("title", title)
        level.put_suffix(facts, title)
    _close(facts, part.closing)
    facts.put("group", family.get("title"))
    description, wanted = _separate(part.text)
    facts.put_text("summary", *(block.passage for block in description))
    others = [each.title.text for each in parts if each.title and each is not part]
    stated = supervises((block.passage for block in description), others)
    facts.put("supervises", tuple(phrase.text for phrase in stated), *stated)
    issues = _missing(facts, wanted, part)
    facts.put("title", "Class without a title")
    sections = (Section(role="typical", blocks=tuple(wanted)),) if wanted else ()
    return ClassDraft(facts=facts.job_class(), sections=sections), issues


def _close(facts: Facts, closing: Iterable[Block]) -> None:
    for block in closing:
        for field, pattern in (("code", _CODE), ("pay.grade", _GRADE)):
            if found := pattern.search(block.text):
                facts.put(field, found[1], block.passage[found.start(1) : found.end(1)])


def _separate(text: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The description, and the sentences of the qualification: from "Typically requires" to the closing lines."""
    description: list[Block] = []
    wanted: list[Block] = []
    for block in text:
        found = None if wanted else _TYPICAL.search(block.text) or _ALSO.search(block.text)
        if found and found.start():
            before, after = cut(block, block.passage.at[found.start()])
            description.append(before)
            wanted.append(after)
        else:
            (wanted if wanted or found else description).append(block)
    return description, [replace(block, kind="paragraph") if block.kind == "heading" else block for block in wanted]


def _missing(facts: Facts, wanted: Sequence[Block], part: _Part) -> list[Issue]:
    name, code = facts.get("title") or "A class", facts.get("code")
    here = [block.passage for block in (part.title, *part.text[:1], *part.closing) if block]
    lacks: list[tuple[str, Severity, str]] = []
    if "title" not in facts:
        lacks.append(("MP-L004", "error", "Text closed by a code and a pay grade has no title above it."))
    if not code:
        lacks.append(("MP-L005", "warning", f'"{name}" has no code: an OCCU line was expected after its text.'))
    if not wanted:
        expected = 'a sentence beginning "Typically requires" was expected before its code. Enter them by hand.'
        lacks.append(("MP-L001", "error", f'No qualifications were found for "{name}": {expected}'))
    return [trouble(number, severity, message, *here, class_code=code) for number, severity, message in lacks]


def _left_over(rest: Sequence[Block]) -> list[Issue]:
    if not rest:
        return []
    message = "Text after the last class belongs to no class; it was left out. Check that no class is cut off."
    return [trouble("MP-L006", "info", message, *(block.passage for block in rest))]


def _no_class() -> Issue:
    message = "No class was found: expected titles, descriptions and lines with OCCU and Pay Grade."
    return trouble("MP-L002", "error", message)
