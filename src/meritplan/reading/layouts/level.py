"""The level a class title ends in."""

from __future__ import annotations

import re

from meritplan.reading.layouts.facts import Facts
from meritplan.reading.passage import Passage

_SUFFIX = re.compile(r"(?<=\s)(?:VIII|VII|VI|IV|IX|V|III|II|I|X|\d{1,2})$")


def put_suffix(facts: Facts, title: Passage) -> None:
    """Set ``level`` where the title ends in a numeral ("Social Worker III", "Clerk 2"); else leave it unknown."""
    if found := _SUFFIX.search(title.text):
        facts.put("level", found[0], title[found.start() :])


def in_title(text: str) -> str | None:
    """The numeral a title ends in, if it does."""
    found = _SUFFIX.search(text)
    return found[0] if found else None
