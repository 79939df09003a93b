"""Text that remembers where each of its characters stands in the document it came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from meritplan.model.span import Span

# Runs of white space other than the one plain space that may stay as it is.
_WHITE = re.compile(r"\s{2,}|[^\S ]")
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u0092\u00b4`", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u0093\u0094", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u0096\u0097", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2009\u202f\ufffd", " ")
)


class Passage:
    """A readable text cut from a document: white space collapsed, wrapped lines joined, repairs made.

    ``text`` is what a reader works on. ``at[i]`` is the offset in ``source`` of character ``i`` of ``text``;
    a character that was put in by a repair has the offset of the character after it. Slicing keeps the map.
    """

    __slots__ = ("_plain", "at", "source", "text")

    def __init__(self, source: str, text: str, at: array[int]) -> None:
        if len(text) != len(at):
            raise ValueError("a passage needs one offset for each character")
        self.source, self.text, self.at = source, text, at
        self._plain: str | None = None

    @property
    def plain(self) -> str:
        """The text in lower case with plain quotes, dashes and blanks, character for character as long."""
        if self._plain is None:
            plain = self.text.translate(_TYPOGRAPHY)
            lower = plain.lower()
            if len(lower) != len(plain):  # "İ" is two characters in small letters; offsets must stay
                lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
            self._plain = lower
        return self._plain

    @classmethod
    def of(cls, source: str, start: int = 0, end: int | None = None) -> Passage:
        """The stretch ``source[start:end]``, stripped, each run of white space as one space."""
        end = len(source) if end is None else end
        pieces, at, here = [], array("l"), start
        for gap in _WHITE.finditer(source, start, end):
            pieces.append(source[here : gap.start()])
            at.extend(range(here, gap.start()))
            pieces.append(" ")
            at.append(gap.start())
            here = gap.end()
        pieces.append(source[here:end])
        at.extend(range(here, end))
        return cls(source, "".join(pieces), at).strip()

    @classmethod
    def join(cls, passages: Iterable[Passage], between: str = " ") -> Passage:
        """The passages one after another (all of one document), ``between`` them a separator put in."""
        made = list(passages)
        if not made:
            return cls("", "", array("l"))
        pieces, at = [made[0].text], array("l", made[0].at)
        for passage in made[1:]:
            if passage.text and at:
                pieces.append(between)
                at.extend([at[-1] + 1] * len(between))
            pieces.append(passage.text)
            at.extend(passage.at)
        return cls(made[0].source, "".join(pieces), at)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.source, self.text[part], self.at[part])

    def strip(self, characters: str | None = None) -> Passage:
        """Without white space (or ``characters``) at either end."""
        left = len(self.text) - len(self.text.lstrip(characters))
        return self[left : max(left, len(self.text.rstrip(characters)))]

    def replace(self, start: int, end: int, text: str) -> Passage:
        """With ``text[start:end]`` repaired to ``text``; new characters stand at the offset of what follows."""
        anchor = self.at[end] if end < len(self.at) else (self.at[-1] + 1 if len(self.at) else 0)
        kept = self.at[start : start + min(len(text), end - start)]
        added = array("l", kept)
        added.extend([anchor] * (len(text) - len(kept)))
        return Passage(self.source, self.text[:start] + text + self.text[end:], self.at[:start] + added + self.at[end:])

    def spans(self) -> tuple[Span, ...]:
        """Where the passage stands: neighbours separated by white space alone are one span."""
        found: list[Span] = []
        start = last = -1
        for offset in self.at:
            if start < 0:
                start = last = offset
            elif 0 <= offset - last <= 1 or (1 < offset - last < 400 and not self.source[last + 1 : offset].strip()):
                last = offset
            else:
                found.append(Span(start, last + 1))
                start = last = offset
        if start >= 0:
            found.append(Span(start, last + 1))
        return tuple(self._trim(span) for span in found if self.source[span.start : span.end].strip())

    def _trim(self, span: Span) -> Span:
        words = self.source[span.start : span.end]
        return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))

    def quote(self) -> str:
        """The exact source words of the passage, white space collapsed."""
        return " ".join(" ".join(self.source[start:end].split()) for start, end in self.spans())
