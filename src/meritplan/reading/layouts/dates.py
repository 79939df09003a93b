"""Dates as class specifications print them."""

from __future__ import annotations

import re
from datetime import date

_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")
_MONTHS = "january february march april may june july august september october november december".split()
_NAMED = re.compile(r"\b([A-Z][a-z]{2,8})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_PIVOT = 50
"""Two-digit years below this are 20xx, others 19xx: specifications are revised, not announced far ahead."""


def read_date(text: str) -> date | None:
    """The first day, month and year in the text ("11/15/11", "9/20/2011", "August 14, 2009"), or None.

    ``00/00/00`` and other impossible days give None: ask :func:`is_blank_date` what they mean.
    """
    if found := _SLASHED.search(text):
        month, day, year = (int(part) for part in found.groups())
        return _date(year if year > 99 else year + (2000 if year < _PIVOT else 1900), month, day)
    named = _NAMED.search(text)
    number = _month(named[1]) if named else None
    return _date(int(named[3]), number, int(named[2])) if named and number else None


def is_blank_date(text: str) -> bool:
    """Whether the text holds a date of zeros, which says that no date is set."""
    return bool(re.search(r"\b0{1,2}[/-]0{1,2}[/-]0{2,4}\b", text))


def _month(name: str) -> int | None:
    low = name.lower()
    hits = [number for number, month in enumerate(_MONTHS, 1) if month.startswith(low) or low == "sept" == month[:4]]
    return hits[0] if len(hits) == 1 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
