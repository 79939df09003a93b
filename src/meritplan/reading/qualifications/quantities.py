"""Lengths of time and amounts of study as they are printed: "at least two (2) years (24 months)", "3-5 years"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from re import Match

from meritplan.model.requirement import Number
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_UNIT = r"(?:years?|yrs?\.?|months?|mths?\.?|mos?\.?|hours?|hrs?\.?|weeks?|days?)"
_LEAD = (
    r"(?:(?P<lead>(?:at least|at minimum|(?:a |the )?minimum(?: of)?(?: at least)?|not less than|"
    r"no less than|no fewer than|"
    r"more than|over|in excess of|the equivalent of|equivalent (?:of|to)|up to)(?:,)?\s+(?:a |an |"
    r"the )?(?:equivalent of )?)?)"
)

#: A length of time. Groups: lead, n, plus, m, unit, check, n2, unit2.
DURATION = (
    rf"{_LEAD}(?P<n>(?:{NUMBER}|\ba\b(?=\s+year)))\s*(?P<plus>\+)?(?:\s*(?:-|to|"
    rf"or)\s*(?P<m>{NUMBER}))?\s*(?P<more>(?:or more|plus)\s+)?-?\s*"
    r"(?:(?:full|calendar|academic|fiscal|complete|additional|required|consecutive|continuous|cumulative|"
    rf"total|qualifying)\s+)*(?P<unit>{_UNIT})\b['’]?"
    rf"(?:\s*(?:and|,)\s*(?P<n2>{NUMBER})\s*(?P<unit2>months?)\b['’]?)?"
    rf"(?:\s+or\s+(?P<h>{NUMBER})\s+hours\b)?"
    rf"(?P<after>\s+or more\b)?(?:\s*\(\s*(?P<check>{NUMBER})\s*(?P<unit3>months?|years?|hours?)\s*\))?"
)
DURATION_PATTERN = re.compile(DURATION)

#: The same without named groups, to be built into larger patterns.
DURATION_PLAIN = re.sub(r"\?P<\w+>", "?:", DURATION)

_MONTHS = {"y": Fraction(12), "m": Fraction(1), "w": Fraction(12, 52), "d": Fraction(12, 365)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """A printed length: months (or hours), the upper end of a range, and whether strictly more is asked."""

    months: Number | None = None
    max_months: Number | None = None
    hours: Number | None = None
    exclusive: bool = False
    doubt: str | None = None


def duration(match: Match[str]) -> Duration:
    """What a match of ``DURATION`` says."""
    unit = match["unit"][0]
    low = Fraction(1) if match["n"] == "a" else numbers.value(match["n"])
    doubt = _disagreement(match, low)
    exclusive = bool(match["lead"]) and match["lead"].startswith(("more than", "over", "in excess"))
    if unit == "h":
        return Duration(hours=numbers.tidy(low), exclusive=exclusive, doubt=doubt)
    months = low * _MONTHS[unit]
    if unit == "d" and low % 30 == 0:  # 30, 60, 90 days are said for one, two, three months
        months = low / 30
    if match["n2"]:
        months += numbers.value(match["n2"])
    high = numbers.value(match["m"]) * _MONTHS[unit] if match["m"] else None
    return Duration(
        months=numbers.tidy(months),
        max_months=numbers.tidy(high) if high is not None and high > months else None,
        hours=numbers.tidy(numbers.value(match["h"])) if match["h"] else None,
        exclusive=exclusive,
        doubt=doubt or (f"“{match.group().strip()}” gives two lengths. Is either enough?" if match["h"] else None),
    )


def _disagreement(match: Match[str], low: Fraction) -> str | None:
    twice = numbers.disagreement(match["n"])
    if twice:
        return f"the number is given twice and differently: “{twice}”. Which is meant?"
    if not match["check"] or match["m"]:
        return None
    said, checked = match["unit"][0], match["unit3"][0]
    if said in _MONTHS and checked in _MONTHS:
        total = low * _MONTHS[said] + (numbers.value(match["n2"]) if match["n2"] else 0)
        if total != numbers.value(match["check"]) * _MONTHS[checked]:
            return f"“{match.group()}” gives two different lengths. Which is meant?"
    return None


def months_in(text: str) -> Number | None:
    """The first length of time in ``text`` as months; ``None`` without one."""
    found = DURATION_PATTERN.search(text)
    return duration(found).months if found else None
