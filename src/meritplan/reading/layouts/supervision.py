"""Whom a class supervises, where its description states it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from meritplan.reading.layouts.cuts import sentences
from meritplan.reading.layouts.headings import lexicon
from meritplan.reading.passage import Passage

_STAFF = (
    "staff|employees?|personnel|subordinates|workers?|teams?|crews?|volunteers?|interns?|inmates?|professionals?"
    "|positions"
)
_BELOW = re.compile(r"\b(?:under|receiv\w+|requires?)\b(?:\W+\w+){0,4}\W*$", re.IGNORECASE)  # they are supervised
_PLAIN = r"(?:(?!\w+(?:s|ing)\b)\w+[\s-]+){0,3}"


def supervises(passages: Iterable[Passage], titles: Iterable[str] = ()) -> list[Passage]:
    """The phrases that say whom the class supervises, in the words of the document.

    Work is supervised too ("supervising investigations"): only an object that names people counts.
    ``titles`` are the class titles of the document; a class among them is people.
    """
    stated = _stated(tuple(sorted({title for title in titles if title})))
    found: list[Passage] = []
    for passage in passages:
        for sentence in sentences(passage):
            found += _phrases(sentence, stated)
    return found


@lru_cache(maxsize=64)
def _stated(titles: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    # One "lead" or "head" may be a thing; many are people.
    words = [*map(_plural, titles), _STAFF, f"(?:{lexicon().role_words})s"]
    people = rf"\b(?:{'|'.join(words)})\b"
    more = rf"(?:(?:,|,?\s+and|,?\s+or)\s+{_PLAIN}{people})*"
    tail = r"(?:\s+(?:of|in|within|engaged in|assigned to)\s+[^.,;:()]+)?"
    whom = rf"[^.;:()]{{0,140}}?{people}{more}{tail}"
    forms = (
        rf"\b(?:may\s+)?(?:provid|exercis)(?:e|es|ing)\s+(?:\w+\s+){{0,3}}?supervision\s+(?:to|for|of|over)\s+{whom}",
        rf"\b(?:may\s+)?(?:\w+,\s+)?supervis(?:e|es|ing)\b,?\s+(?:and\s+\w+\s+)?(?!by\b){whom}",
        rf"\boversee(?:s|ing)?\s+{whom}",
        rf"\bsupervision (?:is|may be|can be) exercised over\s+{whom}",
        rf"(?:\b(?:first|second)-line |\bdirect )?\bsupervision of\s+(?!a\b|an\b|the \w+ (?:super|manag|direct)){whom}",
        r"\bemployee supervision includes\b[^.]*",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)


def _plural(title: str) -> str:
    """The title with each word in one or many ("Keeper of Maps", "Keepers of Maps")."""
    return r"\s+".join(re.escape(word) + "s?" for word in title.split())


def _phrases(sentence: Passage, stated: tuple[re.Pattern[str], ...]) -> list[Passage]:
    taken: list[tuple[int, int]] = []
    for pattern in stated:
        for hit in pattern.finditer(sentence.text):
            below = _BELOW.search(sentence.text[: hit.start()])
            if not below and not any(start < hit.end() and hit.start() < end for start, end in taken):
                taken.append((hit.start(), hit.end()))
    return [sentence[start:end].strip() for start, end in sorted(taken)]
