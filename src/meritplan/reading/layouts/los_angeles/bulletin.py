"""Reads one City of Los Angeles job bulletin: one class, its facts, its requirements and the notes beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from meritplan.model.issue import Issue
from meritplan.model.job_class import Filing
from meritplan.reading.document import Block, Document
from meritplan.reading.layout import ClassDraft, Draft, Section
from meritplan.reading.layouts.cuts import sentences
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.los_angeles import sections
from meritplan.reading.layouts.los_angeles.driving import drivers_license
from meritplan.reading.layouts.los_angeles.filing import exam_type, unreadable_days, windows
from meritplan.reading.layouts.los_angeles.opening import other_codes, read_opening
from meritplan.reading.layouts.los_angeles.pay import ranges
from meritplan.reading.layouts.los_angeles.sections import CLOSING, FRONT, NOTES, Part
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage
from meritplan.vocabulary import numbers

_NOTE_PARTS = {"process", "selective", "condition"}
_FILING_PARTS = {"deadline", "apply"}
_PROBATION = re.compile(
    r"\b(?:appointments?\b[^.]{0,60}\bsubject to|begin|serve)\b[^.]{0,30}?"
    r"\b([\w-]+)[\s-]+(year|month)s?[\s-]+probation(?:ary)?\b",
    re.IGNORECASE,
)
_TO_ALL = re.compile(r"open to all\b", re.IGNORECASE)


def recognise(document: Document) -> float:
    """Sure where a class code, an annual salary and the closing statement of an examination stand together."""
    signs = (
        re.search(r"(?im)^\W*class\s+code\s*:?\s*\d{4}\b|\bclass code:\s+\d{4}\b", document.text),
        re.search(r"(?im)^\s*annual\s*salary\b", document.text),
        re.search(r"(?i)this exam(?:ination)? is to be given\b", document.text),
        re.search(r"(?i)\bcity of los angeles\b", document.text),
        re.search(r"(?im)^\s*open date\s*:", document.text),
    )
    return {5: 0.98, 4: 0.9, 3: 0.75, 2: 0.3}.get(sum(sign is not None for sign in signs), 0.0)


def read(document: Document) -> Draft:
    """The class of the bulletin."""
    made = sections.parts(document.blocks)
    facts = Facts()
    issues = read_opening([block for part in made if part.of == FRONT for block in part.blocks], facts)
    code = facts.get("code")
    issues += other_codes(document.blocks, code)
    if "title" not in facts:
        return Draft(issues=tuple(issues))
    issues += _pay(made, facts)
    facts.put_statements("duties", [sentence for words in _words(made, "duties") for sentence in sentences(words)])
    facts.put_statements("ksas", list(_words(made, "abilities")))
    _license(made, facts)
    issues += [*_examination(made, facts), *_filing(made, facts), *_probation(document.blocks, facts)]
    kept = tuple(_sections(made))
    if not any(section.part == "requirements" and section.role == "minimum" for section in kept):
        message = 'No section "Requirements" or "Minimum Qualifications" was found; the class has no requirement tree.'
        issues.append(trouble("MP-L205", "warning", message, made[0].passages[0] if made[0].blocks else None))
    tied = tuple(issue if issue.class_code else Issue(**{**_fields(issue), "class_code": code}) for issue in issues)
    return Draft(classes=(ClassDraft(facts=facts.job_class(), sections=kept),), issues=tied)


def _fields(issue: Issue) -> dict[str, object]:
    return {name: getattr(issue, name) for name in issue.__struct_fields__}


def _words(made: Iterable[Part], kind: str) -> list[Passage]:
    return [words for part in made if part.kind == kind for words in part.passages]


def _pay(made: Sequence[Part], facts: Facts) -> list[Issue]:
    stated = _words(made, "salary")
    found = list(ranges(stated))
    facts.put("pay.ranges", tuple(made_range for made_range, _ in found), *(words for _, words in found))
    odd = [words for made_range, words in found if (made_range.low or 0) > (made_range.high or 0)]
    issues = []
    for words in odd:
        message = f'The salary range "{words.text}" falls instead of rising; check it with the publisher.'
        issues.append(trouble("MP-L206", "warning", message, words))
    if not found:
        message = "No salary was found under an annual salary heading."
        issues.append(trouble("MP-L206", "info", message, *stated[:1]))
    return issues


def _license(made: Sequence[Part], facts: Facts) -> None:
    """From the requirements and everything said beside them, and from general notes that bind an appointment."""
    first = [words for part in made if part.of == "minimum" for words in part.passages]
    rest = [words for part in made if part.of not in {"minimum", "salary", CLOSING} for words in part.passages]
    answer, spoken = drivers_license(first, rest)
    facts.put("drivers_license", answer, *spoken)


def _examination(made: Sequence[Part], facts: Facts) -> list[Issue]:
    statements = [Passage.join(part.passages) for part in made if part.kind == CLOSING]
    kinds = {kind for words in statements if (kind := exam_type(words.text))}
    if len(kinds) == 1:
        facts.put("exam_type", kinds.pop(), *statements)
        return _scope(made, facts)
    said = f"{len(kinds)} different ones" if kinds else "none"
    message = f'The bulletin should close with one statement of its basis ("... IS TO BE GIVEN ..."); found: {said}.'
    return [trouble("MP-L207", "warning", message, *statements)]


def _scope(made: Sequence[Part], facts: Facts) -> list[Issue]:
    """ "(Exam Open to All ...)" at the head must agree with the closing statement."""
    for words in (words for part in made if part.of == FRONT for words in part.passages):
        if "exam open to" not in words.text.lower():
            continue
        open_to_all, is_open = bool(_TO_ALL.search(words.text)), facts.get("exam_type") in {"OPEN", "OPEN_INT_PROM"}
        if open_to_all != is_open:
            message = (
                f'The head says "{words.text.strip("() ")}", the closing statement {facts.get("exam_type")}. '
                "The closing statement is taken."
            )
            return [trouble("MP-L207", "warning", message, words)]
    return []


def _filing(made: Sequence[Part], facts: Facts) -> list[Issue]:
    stated = [words for part in made if part.of in _FILING_PARTS for words in part.passages]
    found: list[Filing] = []
    for window in windows(stated):
        if not any((window.opens, window.closes) == (other.opens, other.closes) and window.closes for other in found):
            found.append(window)
    facts.put("filing", tuple(found))
    facts.witness(
        "filing", *(words for words in stated if any(window.text in words.text for window in found if window.text))
    )
    issues = []
    for words in (bad for passage in stated for bad in unreadable_days(passage)):
        message = f'"{words.text}" names no month; the day is left open.'
        issues.append(trouble("MP-L203", "warning", message, words))
    return issues


def _probation(blocks: Iterable[Block], facts: Facts) -> list[Issue]:
    """A probationary period is stated in a note; two different ones are not chosen between."""
    found = [
        (months, block.passage[stated.start() : stated.end()])
        for block in blocks
        for stated in _PROBATION.finditer(block.text)
        if (months := _months(stated[1], stated[2]))
    ]
    if len({months for months, _ in found}) > 1:
        message = "The bulletin states probationary periods of different length; none is taken."
        return [trouble("MP-L208", "info", message, *(words for _, words in found))]
    if found:
        facts.put("probation_months", found[0][0], *(words for _, words in found))
    return []


def _months(number: str, unit: str) -> int | None:
    try:
        amount = numbers.value(number.replace("-", " "))
    except ValueError:
        return None
    months = amount * (12 if unit.lower() == "year" else 1)
    return int(months) if months == Fraction(int(months)) and months > 0 else None


def _sections(made: Iterable[Part]) -> Iterable[Section]:
    for part in made:
        if not part.blocks:
            continue
        blocks = tuple(part.blocks)
        if part.kind == "minimum":
            yield Section(role="minimum", part="requirements", blocks=blocks, heading=part.heading)
        elif part.kind == "desirable":
            yield Section(role="desirable", part="requirements", blocks=blocks, heading=part.heading)
        elif part.kind in _NOTE_PARTS or (part.kind == NOTES and part.of in {"minimum", *_NOTE_PARTS}):
            yield Section(role="minimum", part="notes", blocks=blocks, heading=part.heading)
