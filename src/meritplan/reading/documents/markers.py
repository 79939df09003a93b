"""What list items are counted by: "1.", "(a)", "IV.", "•" and the like, and how deep each stands in its list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal

MarkerKind = Literal["number", "lower", "upper", "lower roman", "upper roman", "bullet"]

_BULLETS: Final = "•‣◦▪▫■□●○◘◙∙·⁃◆◇♦❖➢➤►▶▸✓✔✦★☐☑❑❒❏\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"
_COUNTED: Final = re.compile(
    r"""(?P<marker>(?P<open>\(?)(?P<label>\d{1,3}|[A-Za-z]|[ivxIVX]{2,5}|[a-z]{2}(?=\)))(?P<close>\.\)|\.|\)))
        (?:(?P<space>\s+)|(?=[A-Z"“(\[$])|$)""",
    re.VERBOSE,
)
_OUTLINE: Final = re.compile(r"(?P<marker>\d{1,2}(?:\.\d{1,2}){1,3}\.?)\s+(?=[A-Z])")
_BULLET: Final = re.compile(
    rf"(?P<marker>[{_BULLETS}])\s*|(?P<dash>[-–—−])(?:\s+|(?=[A-Z])|$)|"
    r"(?P<star>\*)(?:[ \t\xa0]+|$)|(?P<round>[o§])\s+(?=\S)"
)
# "(1) year", "(24) semester units": a number repeated in digits.
_QUANTITY: Final = re.compile(
    r"\(?\d{1,3}\)\s+(?:or more\s+|full\s+)?(?:calendar\s+)?"
    r"(?:years?|months?|weeks?|days?|hours?|semester|quarter|units?)\b"
)
_SET_IN: Final = 2
_AREA_CODE: Final = 3
_ROMAN: Final = re.compile(r"(?:x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10}
# "U. S. citizen", "J. D. or equivalent", "M. S. W.": capital letters with full stops are initials when another one
# follows; but "A. B.A. degree" is item A.
_INITIALS: Final = re.compile(r"[A-Z]\.\s?[A-Z]\.(?![A-Z])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Marker:
    """A marker as written, its style ("number" with "." is another style than "number" with ")") and its place.

    ``values`` are the places it can have: "i." is the ninth letter or the first Roman number. ``length`` is how
    many characters of the line it takes up with the white space after it.
    """

    text: str
    length: int
    styles: tuple[tuple[str, int], ...]

    @property
    def bullet(self) -> bool:
        """Whether it counts nothing."""
        return self.styles[0][0].startswith("bullet")

    @property
    def numbered(self) -> bool:
        """Whether it is a number, which nothing but an item begins with."""
        return self.styles[0][0].startswith("number")

    def follows(self, other: Marker) -> bool:
        """Whether the two are neighbours in one list, whichever comes first."""
        return any(
            style == its and abs(value - place) == 1 for style, value in self.styles for its, place in other.styles
        )

    @property
    def first(self) -> bool:
        """Whether it can begin a list."""
        return self.bullet or any(value == 1 for _, value in self.styles)


def find_marker(text: str) -> Marker | None:
    """The marker ``text`` begins with, if any. "3.5 years", "B.A. degree", "U.S. citizen" begin with none."""
    head = text[:1]
    if head.isalnum() or head == "(":
        return _counted(text) or (_bullet(text) if head == "o" else None)
    return _bullet(text)


def is_quantity(text: str) -> bool:
    """Whether what ``text`` begins with looks like a marker and is an amount: "(1) year of experience"."""
    return bool(_QUANTITY.match(text))


def roman(number: str) -> int:
    """The value of a Roman number up to 39, or 0 when it is none."""
    if not number or not _ROMAN.match(number):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in number.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _counted(text: str) -> Marker | None:
    found = _OUTLINE.match(text)
    if found:
        parts = found["marker"].rstrip(".").split(".")
        return Marker(text=found["marker"], length=found.end(), styles=((f"outline{len(parts)}", int(parts[-1])),))
    found = _COUNTED.match(text)
    if not found or (found["open"] and found["close"] == "."):
        return None
    label, wrapper = found["label"], found["open"] + found["close"]
    if found["open"] and len(label) == _AREA_CODE and label.isdigit():
        return None
    if found["close"] == "." and _INITIALS.match(text):
        return None
    if found["space"] is None and found.end() < len(text) and len(label) == 1 and label.isalpha():
        return None if wrapper == "." else _marker(found, label, wrapper)
    return _marker(found, label, wrapper)


def _marker(found: re.Match[str], label: str, wrapper: str) -> Marker | None:
    styles = tuple((f"{kind} {wrapper}", value) for kind, value in _readings(label))
    return Marker(text=found["marker"], length=found.end(), styles=styles) if styles else None


def _readings(label: str) -> list[tuple[MarkerKind, int]]:
    if label.isdigit():
        return [("number", int(label))] if int(label) else []
    if label == "l":
        # The letter is often typed, or recognised from a scan, for the number one.
        return [("lower", 12), ("number", 1)]
    small = label.islower()
    read: list[tuple[MarkerKind, int]] = []
    if len(label) == 1 or (len(label) == 2 and label[0] == label[1]):
        read.append(("lower" if small else "upper", ord(label[0].lower()) - 96 + 26 * (len(label) - 1)))
    value = roman(label)
    if value and (small or label.isupper()):
        read.append(("lower roman" if small else "upper roman", value))
    return read


def _bullet(text: str) -> Marker | None:
    found = _BULLET.match(text)
    if not found:
        return None
    shown = found["marker"] or found["dash"] or found["star"] or found["round"]
    return Marker(text=shown, length=found.end(), styles=((f"bullet {shown}", 0),))


@dataclass(slots=True)
class _Level:
    style: str
    value: int
    indent: int


@dataclass(slots=True)
class Outline:
    """The lists open at a place in a document, outermost first; tells the depth of the next marker."""

    levels: list[_Level] = field(default_factory=list)

    def close(self) -> None:
        """A heading ends every list."""
        self.levels.clear()

    def interrupt(self, marker: Marker, indent: int) -> None:
        """After a paragraph between items: a list that begins there, no further in, is a list of its own."""
        if marker.first and not self.expects(marker) and self.levels and indent <= self.levels[0].indent:
            self.close()

    def expects(self, marker: Marker) -> bool:
        """Whether the marker carries on an open list: the next number, or the same bullet."""
        return any(
            style == level.style and (value == level.value + 1 or marker.bullet)
            for level in self.levels
            for style, value in marker.styles
        )

    def place(self, marker: Marker, indent: int, *, owned: bool) -> int:
        """The depth of the marker, which becomes the newest of its list.

        ``owned`` says that the text before it ends in a colon, so that a marker that begins anew is nested.
        """
        for depth in range(len(self.levels), 0, -1):
            level = self.levels[depth - 1]
            if marker.bullet and level.style == marker.styles[0][0] and indent >= level.indent + _SET_IN:
                break
            if marker.bullet and indent <= level.indent - _SET_IN and self._stands_further_out(level):
                continue
            for style, value in marker.styles:
                if style == level.style and (marker.bullet or value == level.value + 1):
                    return self._continue(depth, value, indent)
        return self._begin(marker, indent, owned=owned)

    def _continue(self, depth: int, value: int, indent: int) -> int:
        del self.levels[depth:]
        level = self.levels[depth - 1]
        level.value, level.indent = value, indent
        return depth

    def _stands_further_out(self, level: _Level) -> bool:
        return any(outer.style == level.style and outer.indent < level.indent for outer in self.levels)

    def _begin(self, marker: Marker, indent: int, *, owned: bool) -> int:
        style, value = next((read for read in marker.styles if read[1] == 1), marker.styles[0])
        within = marker.bullet and bool(self.levels) and indent >= self.levels[-1].indent + _SET_IN
        same = next((depth for depth, level in enumerate(self.levels, 1) if level.style == style and not within), 0)
        if same and not (owned and value <= 1 and same == len(self.levels)):
            return self._continue(same, value, indent)
        if not marker.bullet and value != 1:
            # A list met in its middle (its beginning stood elsewhere): beside, not inside, what is open.
            self.levels = [level for level in self.levels if level.indent < indent]
        self.levels.append(_Level(style, value, indent))
        return len(self.levels)
