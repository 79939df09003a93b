"""Any other publisher: read by what its headings mean in the wording of many publishers.

The document is cut at the headings that the lexicon (``lexicon/headings.yaml``) knows, on a line of their own or
run in ("EDUCATION: Graduation from ..."). What stands under the headings of qualifications becomes the sections;
the labels inside ("Education", "Experience", "License") stay as headings among the blocks. A document that names
its qualifications nowhere, an excerpt for instance, is searched for text that reads like them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritplan.model.issue import Issue
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import ClassDraft, Draft
from meritplan.reading.layouts.cuts import clauses, sentences
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.headings import find_heading, lexicon
from meritplan.reading.layouts.identity import Title, find_title, labelled, put_labelled, put_salary, put_title
from meritplan.reading.layouts.outline import Stretch, outline
from meritplan.reading.layouts.parts import Part, divide
from meritplan.reading.layouts.sections import Findings, find_sections
from meritplan.reading.layouts.supervision import supervises
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage

NAME = "general"
JURISDICTION: str | None = None

_LEAD_IN = re.compile(r".*:$", re.DOTALL)
_LONG = 80
_ABOUT_DUTIES = re.compile(
    r"(?:the |these )?(?:following|listed|above|these|examples (?:of|below))\b.*\b(?:duties|functions|tasks)\b"
    r"|(?:according to|the duties|the functions|duties)\b.*\b(?:below|representative|illustrative|normal)\b",
    re.IGNORECASE,
)
_OF_PAGE = re.compile(r"(?:job|class|position)? ?(?:description|specification)s?\W*", re.IGNORECASE)
_TEXT = ("minimum", "label", "remark", "desirable", "duties", "ksas")
_NONE = re.compile(r"\W*none\W*|n/?a\.?", re.IGNORECASE)


def recognise(document: Document) -> float:
    """Never sure of anything, and always there."""
    return 0.1 if document.blocks else 0.05


def read(document: Document) -> Draft:
    """The class, or the classes where the headings of qualifications repeat under several titles."""
    blocks = [block for block in document.blocks if not block.running and not _is_address(block)]
    parts = divide(outline(blocks, find_heading))
    family = _family(document, parts.above)
    drafts, issues = [], list[Issue]()
    for part in parts.classes:
        made, found = _classes(document, part, family)
        drafts += made
        issues += found
    groups = (family.group("family"),) if family else ()
    return Draft(groups=groups, classes=tuple(drafts), issues=tuple(issues))


def _family(document: Document, above: Sequence[Stretch]) -> Facts | None:
    """What stands above the first of several classes, if it has a title."""
    head = above[0].blocks if above and above[0].heading is None else ()
    title = find_title(document, head, ()) if head else None
    if title is None or title.source:
        return None
    family = Facts()
    family.put("title", title.text, *([title.passage] if title.passage else []))
    text = [block for stretch in above for block in stretch.blocks if block.passage is not title.passage]
    items = [block.passage for block in text if block.kind == "item"]
    family.put_text("narrative", *(b.passage for b in text if b.kind == "paragraph" and not _LEAD_IN.match(b.text)))
    family.put("functions", tuple(item.text for item in items), *items)
    return family


def _is_address(block: Block) -> bool:
    return bool(re.fullmatch(r"(?:https?://|www\.)\S+", block.text))


def _classes(document: Document, part: Part, family: Facts | None) -> tuple[list[ClassDraft], list[Issue]]:
    """The class of one part of the document, or each level of it that has its own qualifications."""
    head = _head(part.stretches)
    found = _labelled(part.stretches)
    title = part.title or find_title(document, head, found)
    findings = find_sections(part.stretches, title.passage)
    issues = _about_title(title) + findings.issues
    drafts = []
    for named, sections in findings.by_title(title):
        facts = Facts()
        put_title(facts, named)
        put_labelled(facts, found)
        facts.put("group", family.get("title") if family else None)
        _put_text(facts, part.stretches, findings)
        drafts.append(ClassDraft(facts=facts.job_class(), sections=sections))
    if not findings.sections:
        issues.append(_nothing(title))
    return drafts, issues


def _head(stretches: Sequence[Stretch]) -> list[Block]:
    """What stands above the text: before the first heading, and short lines below a mere "Job Description"."""
    found: list[Block] = []
    for stretch in stretches:
        if stretch.heading is None:
            found += stretch.blocks
        elif stretch.name == "summary" and _OF_PAGE.fullmatch(stretch.heading.text):
            found += [block for block in stretch.blocks if not _is_prose(block.passage)]
        else:
            break
    return found


def _labelled(stretches: Sequence[Stretch]) -> list[tuple[str, Passage]]:
    """The labelled facts of a part; a title is sought only where no duty or requirement could look like one."""
    return [
        (field, value)
        for stretch in stretches
        for field, value in labelled(stretch.blocks)
        if field != "title" or stretch.name not in _TEXT
    ]


def _put_text(facts: Facts, stretches: Sequence[Stretch], findings: Findings) -> None:
    for stretch in stretches:
        text = [passage for passage in stretch.passages if passage]
        if stretch.name == "summary":
            facts.put_text(stretch.name, *(passage for passage in text if _is_prose(passage)))
        elif stretch.name == "conditions_of_employment":
            facts.put_text(stretch.name, *text)
        elif stretch.name == "statutory_requirements":
            facts.put(stretch.name, "none stated" if all(map(_is_none, text)) else _joined(text), *text)
        elif stretch.name == "duties":
            facts.put_statements("duties", _duties(stretch))
    apart = [
        passage for stretch in stretches if stretch.name == "distinguishing" for passage in stretch.passages if passage
    ]
    facts.put("distinguishing", tuple(passage.text for passage in apart), *apart)
    _put_ksas(facts, stretches)
    _put_head(facts, stretches, findings)
    stated = supervises(_about_supervision(stretches))
    facts.put("supervises", tuple(phrase.text for phrase in stated), *stated)


def _is_prose(passage: Passage) -> bool:
    return passage.text.endswith((".", ")")) or len(passage) >= _LONG


def _is_none(passage: Passage) -> bool:
    return bool(_NONE.fullmatch(passage.text))


def _joined(text: Sequence[Passage]) -> str:
    return "\n\n".join(passage.text for passage in text)


def _duties(stretch: Stretch) -> list[Passage]:
    """Items and paragraphs; a paragraph that strings its duties together is cut at sentences and semicolons."""
    found: list[Passage] = []
    for block in stretch.blocks:
        if block.kind == "heading" or not block.text or (_LEAD_IN.match(block.text) and block.kind != "item"):
            continue
        strung = block.kind == "paragraph" and (len(block.text) > 3 * _LONG or block.text.count(";") > 1)
        cut = [clause for sentence in sentences(block.passage) for clause in clauses(sentence)]
        found += cut if strung else [block.passage]
    return [duty for duty in found if not _ABOUT_DUTIES.match(duty.text)]


def _put_ksas(facts: Facts, stretches: Sequence[Stretch]) -> None:
    """Each item with the words it hangs on: "Knowledge of:" and "basic repairs" are "Knowledge of: basic repairs"."""
    found: list[Passage] = []
    for stretch in stretches:
        if stretch.name == "ksas":
            text = [b.passage for b in stretch.blocks if b.text and (b.kind == "item" or not _LEAD_IN.match(b.text))]
            found += [_hung(stretch.heading, passage) for passage in text]
    facts.put_statements("ksas", found)


def _hung(heading: Passage | None, passage: Passage) -> Passage:
    hangs = heading and re.search(r"\b(?:of|to|in)\W*$", heading.text)
    return Passage.join((heading, passage)) if heading and hangs else passage


def _put_head(facts: Facts, stretches: Sequence[Stretch], findings: Findings) -> None:
    """What stands above the first heading: the summary, if nothing else is called so; and perhaps the salary."""
    if not stretches or stretches[0].heading is not None:
        return
    text = [
        block.passage
        for block in stretches[0].blocks
        if block.kind == "paragraph" and len(block.text) >= _LONG and block not in findings.taken
    ]
    text = [
        passage for passage in text if passage.text.endswith(".") and not lexicon().boilerplate.search(passage.text)
    ]
    facts.put_text("summary", *text)
    for block in stretches[0].blocks:
        if "$" in block.text and len(block.text) < 2 * _LONG:
            put_salary(facts, block.passage)


def _about_supervision(stretches: Sequence[Stretch]) -> list[Passage]:
    return [
        passage
        for stretch in stretches
        if stretch.name in ("supervision", "summary", "duties", "distinguishing", "")
        for passage in stretch.passages
    ]


def _about_title(title: Title) -> list[Issue]:
    if title.source is None:
        return []
    message = f"The document prints no title for its class. “{title.text}” was taken from {title.source}: confirm it."
    return [trouble("MP-L014", "warning", message)]


def _nothing(title: Title) -> Issue:
    message = (
        f"No qualifications were found for “{title.text}”: no heading names them and no text reads like them. "
        "If the document has some, enter them by hand and tell us the heading they stand under."
    )
    return trouble("MP-L001", "error", message, title.passage)
