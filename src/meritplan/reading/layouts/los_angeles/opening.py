"""The opening of a bulletin: title, class code, the day it opened and was revised, who may apply."""

from __future__ import annotations

import re
from collections.abc import Sequence

from meritplan.model.issue import Issue
from meritplan.reading.document import Block
from meritplan.reading.layouts.cuts import lines
from meritplan.reading.layouts.dates import read_date
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage

_CODE = re.compile(r"\bclass code\s*:?\s*(\d{4})\b(?!\s*\.\s*\.)", re.IGNORECASE)
_ANY_CODE = re.compile(r"^class code\s*:?\s*(\d{4})\b", re.IGNORECASE)
_OPENED = re.compile(r"\b(?:open(?:ing)? date|date)\s*:\s*([A-Za-z0-9 ,/.-]*\d)", re.IGNORECASE)
_REVISED = re.compile(r"\brevised\s*:?\s*([\d/ -]*\d)", re.IGNORECASE)
_SCOPE = re.compile(r"\(?\s*exam(?:ination)? open to\b(.*?)\)?\s*$", re.IGNORECASE)
_FORMER = re.compile(r"\(\s*class title of\s+(.*?)\s*\)", re.IGNORECASE)
_NO_TITLE = re.compile(
    r".*\binterviews? only|revised\b.*|.*\bexaminations?|city of\b.*|job bulletin|.*:\s*", re.IGNORECASE
)


def read_opening(front: Sequence[Block], facts: Facts) -> list[Issue]:
    """Put title, code and dates; answer what is missing or cannot be read."""
    found = [line for block in front for line in lines(block)]
    title = _title(found)
    if title is not None:
        facts.put("title", " ".join(title.text.split()), title)
    for line in found:
        if code := _CODE.search(line.text):
            facts.put("code", code[1], line[code.start(1) : code.end(1)])
        if former := _FORMER.search(line.text):
            facts.put("former_titles", (former[1],), line)
    return [*_missing(facts, found), *_dates(found, facts)]


def _title(found: Sequence[Passage]) -> Passage | None:
    """The lines above the class code, less what is no title ("CAMPUS INTERVIEWS ONLY"); never the file's name."""
    kept: list[Passage] = []
    for line in found:
        code = _CODE.search(line.text)
        before = line[: code.start()].strip() if code else line
        if before and not (
            _NO_TITLE.fullmatch(before.text) or _SCOPE.search(before.text) or _OPENED.search(before.text)
        ):
            kept.append(before)
        if code:
            break
    else:
        kept = kept[:1]
    kept = [line for line in kept if not _FORMER.search(line.text)]
    return Passage.join(kept) if kept else None


def _missing(facts: Facts, found: Sequence[Passage]) -> list[Issue]:
    issues = []
    first = found[0] if found else None
    if "title" not in facts:
        message = "No class title stands above the class code; give the class its title by hand."
        issues.append(trouble("MP-L201", "error", message, first))
    if "code" not in facts:
        message = 'No "Class Code:" with four digits heads the bulletin; look the class up in the city\'s index.'
        issues.append(trouble("MP-L202", "warning", message, first))
    return issues


def _dates(found: Sequence[Passage], facts: Facts) -> list[Issue]:
    issues = []
    for field, pattern in (("open_date", _OPENED), ("revised", _REVISED)):
        for line in found:
            stated = pattern.search(line.text)
            if not stated:
                continue
            day = read_date(stated[1].replace(" ", "") if field == "revised" else stated[1])
            words = line[stated.start(1) : stated.end(1)]
            facts.put(field, day, words)
            if day is None:
                message = f'The {field.replace("_", " ")} "{stated[1]}" is no date; it is left open.'
                issues.append(trouble("MP-L203", "warning", message, words))
    if "open_date" not in facts and not issues:
        message = "The bulletin states no open date."
        issues.append(trouble("MP-L203", "info", message, found[0] if found else None))
    return issues


def other_codes(blocks: Sequence[Block], code: str | None) -> list[Issue]:
    """Class codes in footers that are not the class's own: left over from the bulletin this one was made from."""
    for block in blocks:
        stated = _ANY_CODE.match(block.text)
        if stated and code and stated[1] != code:
            message = (
                f"A footer names class code {stated[1]}, the head {code}. The head is taken; the footer "
                "was probably left from another bulletin."
            )
            return [trouble("MP-L204", "info", message, block.passage, class_code=code)]
    return []
