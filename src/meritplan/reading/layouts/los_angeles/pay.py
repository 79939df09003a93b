"""Salaries as bulletins list them: ranges and flat rates, for the city at large and for single departments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from meritplan.model.job_class import PayRange
from meritplan.reading.passage import Passage

_NUMBER = r"\d{1,3}(?:,\s?\d{3})+(?:\.\d\d)?|\d+(?:\.\d\d)?"
_MONEY = rf"\$\s*\$?\s*({_NUMBER})\*?"
_AMOUNT = re.compile(
    rf"{_MONEY}(?:\s*(?:to|through|[-\u2013])\s*\$?\s*({_NUMBER})(?!\s*%))?(?P<flat>\s*\(?\s*flat[-\s]*rated\)?)?",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(
    r"\bsalar(?:y|ies)(?:\s+ranges?)?\s+(?:for\s+(?:most\s+|the\s+)?positions?\s+)?(?:in|for|at)\s+(?:most\s+)?(?:the\s+)?"
    r"(?:positions?\s+in\s+(?:the\s+)?)?(?P<name>[A-Z][\w .&'-]{2,60}?)(?:\s+positions)?\s+(?:is|are)\b",
)
_GROUP = re.compile(r"\bFor ([\w /-]{3,40} positions)\s*:")
_OPEN_END = re.compile(r"(?:[;,]|\band|\bto)\s*$")
_HOURLY = re.compile(r"\b(?:hourly|per hour|an hour)\b", re.IGNORECASE)
_MONTHLY = re.compile(r"\b(?:monthly|per month|a month)\b", re.IGNORECASE)
_FLAT_LIST = re.compile(r"flat[-\s]*rated", re.IGNORECASE)


def ranges(passages: Iterable[Passage]) -> Iterator[tuple[PayRange, Passage]]:
    """Every salary printed, with the words it was read from. A department holds to the end of its list."""
    department: str | None = None
    name: str | None = None
    open_end = False
    for passage in passages:
        if not open_end:
            department = name = None
        for piece in _pieces(passage):
            if found := _DEPARTMENT.search(piece.text):
                department, name = " ".join(found["name"].split()), None
            elif group := _GROUP.search(piece.text):
                name = group[1]
            yield from _amounts(piece, department, name)
        open_end = bool(_OPEN_END.search(passage.text))


def _pieces(passage: Passage) -> Iterator[Passage]:
    """The passage cut where a department or a group of positions is named."""
    starts = sorted(
        {0, *(found.start() for pattern in (_DEPARTMENT, _GROUP) for found in pattern.finditer(passage.text))}
    )
    for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
        yield passage[start:end]


def _amounts(piece: Passage, department: str | None, name: str | None) -> Iterator[tuple[PayRange, Passage]]:
    """The amounts of one list. "$1 and $2 (flat-rated)" says flat of both."""
    found = list(_AMOUNT.finditer(piece.text))
    all_flat = bool(_FLAT_LIST.search(piece.text)) and all(match[2] is None for match in found)
    for match, before in zip(found, [None, *found], strict=False):
        low = _value(match[1])
        high = _value(match[2]) if match[2] else low
        flat = match[2] is None and (all_flat or match["flat"] is not None)
        unit = _unit(piece.text[before.end() if before else 0 : match.start()], piece.text[match.end() :])
        made = PayRange(name=name, low=low, high=high, unit=unit, department=department, flat=flat)
        yield made, piece[match.start() : match.end()]


def _unit(before: str, after: str) -> str:
    """By the hour, month or year, as the words between two amounts say; a sentence ends what they say."""
    around = before + " " + re.split(r"[.;,$]", after[:20])[0]
    return "hour" if _HOURLY.search(around) else "month" if _MONTHLY.search(around) else "year"


def _value(text: str) -> float | int:
    number = re.sub(r"[,\s]", "", text)
    return float(number) if "." in number else int(number)
