"""The physical lines of a text: where each stands, how far it is indented, what it ends and begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# Characters that show nothing and separate nothing: zero-width spaces and joiners, byte order mark, soft hyphen,
# and control characters that are no line breaks.
INVISIBLE: Final = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad" + "".join(
    chr(code) for code in (*range(9), *range(14, 28), 127)
)
_EDGE: Final = (
    INVISIBLE
    + " \t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + ("\u2028\u2029\u202f\u205f\u3000")
)
_HANGING: Final = frozenset(
    "a an the of in to for with from by at as on into under within between through per than that which who whose "
    "is are be been was were has have had shall will may must can or/and and/or their its his her this these those "
    "such any each other not no".split()
)
_FAR_IN: Final = 20
_ENDING: Final = 30
_DOTS: Final = 5
_LEADERS: Final = re.compile(r"(?:\.\s?){6,}\S*$")
_OPENING: Final = "([\"'“‘*_"
_TERMINAL: Final = re.compile(r"[.!?:][)\]\"'”’*_]*$")
# An abbreviation at the end of a line does not end the sentence.
_ABBREVIATION: Final = re.compile(r"(?:\b(?:e\.g|i\.e|etc|No|Nos|vs|St|Dr|Mr|Mrs|Ms|Sec|Dept|approx)|\bU\.S)\.$")


@dataclass(slots=True)
class Line:
    """One line that shows something: ``source[start:end]`` without its white space.

    ``gap`` counts the empty lines before it, ``page`` says that it is the first of a page (a form feed before it).
    """

    start: int
    end: int
    text: str
    indent: int
    gap: int
    page: bool = False

    @property
    def right(self) -> int:
        """The column the line ends in."""
        # What is set far in stands in a column or in the middle; its end says nothing of the margin.
        return len(self.text) + (self.indent if self.indent <= _FAR_IN else 0)

    @property
    def ending(self) -> str:
        """Its last characters, all that tells how it ends."""
        return self.text[-_ENDING:]

    def ends_sentence(self) -> bool:
        """Whether it closes with a full stop, colon, question or exclamation mark."""
        return bool(_TERMINAL.search(self.ending)) and not _ABBREVIATION.search(self.ending)

    def in_columns(self) -> bool:
        """Whether a wide gap parts it, as it does labels and values set side by side."""
        return "     " in self.text

    def leads(self) -> bool:
        """Whether dots lead to what it ends in ("Interview . . . . . . 100%")."""
        return self.text.count(".") > _DOTS and bool(_LEADERS.search(self.ending))

    def hangs(self) -> bool:
        """Whether it ends in a word that cannot end a sentence ("of", "the")."""
        return self.text.rsplit(None, 1)[-1].lstrip("(") in _HANGING

    def joins(self) -> bool:
        """Whether it ends in the middle of a clause: in "and" or "or", or in the hyphen of a word."""
        if self.text[-1] == "-" and self.text[-2:-1].isalpha():
            return True
        words = self.text.rsplit(None, 2)
        return len(words) > 1 and words[-1].lower() in {"and", "or"} and words[-2][-1] not in ".;:"

    def starts_lower(self) -> bool:
        """Whether its first letter is small, an opening bracket or quote before it or not."""
        first = self.text.lstrip(_OPENING)[:1]
        return first.islower()

    def first_word(self) -> str:
        """The word a wider line before would have taken up."""
        return self.text.split(None, 1)[0]


def physical_lines(source: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of ``source[start:end]`` that show something, ends of line of every kind."""
    found: list[Line] = []
    here, gap, page = start, 0, False
    piece = source if start == 0 and end is None else source[start:end]
    for raw in piece.splitlines(keepends=True):
        text = raw.strip(_EDGE)
        if text:
            left = len(raw) - len(raw.lstrip(_EDGE))
            indent = len(raw[:left].expandtabs(4)) if left else 0
            found.append(Line(here + left, here + left + len(text), text, indent, gap, page))
            gap, page = 0, False
        else:
            gap += 1
        page = page or raw.endswith("\f")
        here += len(raw)
    return found
