"""Consume a phrase piece by piece, and know what is left over.

A leaf is confident only if its whole text was understood. A :class:`Scanner` blanks out what a pattern took,
so that :meth:`Scanner.leftover` is exactly what nobody understood.
"""

from __future__ import annotations

import re
from re import Match, Pattern

from meritplan.reading.passage import Passage

_WORD = re.compile(r"[a-z0-9][a-z0-9'&/-]*")

#: Words that carry no requirement of their own.
STOP_WORDS = frozenset(
    "a an the of in from with and or by at to for as is are be been must shall should will have has had having possess "
    "possession possesses required require requires requirement requirements any that which who this such "
    "other one both either "
    "applicants applicant candidates candidate incumbents persons person you your individual individuals minimum "
    "their its it on also e.g i.e etc plus including include includes qualifying degree degrees".split()
)


class Scanner:
    """A passage with the parts already understood blanked out."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.rest = passage.plain

    def take(self, pattern: Pattern[str]) -> Match[str] | None:
        """Find ``pattern`` in what is left and blank it out; ``None`` when it is not there."""
        found = pattern.search(self.rest)
        if found:
            self.blank(found.start(), found.end())
        return found

    def take_all(self, pattern: Pattern[str]) -> list[Match[str]]:
        """Every match of ``pattern`` in what is left, each blanked out."""
        found = list(pattern.finditer(self.rest))
        for match in found:
            self.blank(match.start(), match.end())
        return found

    def blank(self, start: int, end: int) -> None:
        """Mark ``[start, end)`` as understood."""
        self.rest = self.rest[:start] + " " * (end - start) + self.rest[end:]

    def words(self, match: Match[str], group: int | str = 0) -> str:
        """The original words of a match, in the document's own capitals."""
        start, end = match.span(group)
        return self.passage.text[start:end].strip(" ,;.:")

    def leftover(self) -> list[str]:
        """The words nobody understood, stop words aside."""
        return [word for word in _WORD.findall(self.rest) if word not in STOP_WORDS]
