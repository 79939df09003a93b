"""Which lines of a plain text are headings, and which are connectives that stand alone."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 110
_MOST_WORDS: Final = 14
_SMALL: Final = frozenset("a an and at by for from in into of on or the to with & / - – — per as vs".split())
_CONNECTIVE: Final = re.compile(r"\W*(?:and\s*/\s*or|either|or|and|plus)\W*$", re.IGNORECASE)
_KEY_VALUE: Final = re.compile(r"[A-Z][\w #/&.'’()-]{0,40}:\s*\S")
_ROMAN_LEVEL: Final = re.compile(r"Level\s+[IVX]+\b", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"(#{1,6})\s+\S")
_NOTHING: Final = re.compile(r"n/?a$|none$", re.IGNORECASE)
_REMARK: Final = re.compile(r"(?<=\w)\s*\([^()]*\)$")
_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")
_NOT_TITLES: Final = re.compile(
    r"[.,;!?]$|https?:|www\.|@|[$%]|\.\s\.\s\.|\d{1,2}[-/]\d{1,2}[-/]\d{2}|"
    r"\b\d{5}(?:-\d{4})?$|\(\d{3}\)\s?\d{3}"
)


def is_connective(text: str) -> bool:
    """ "OR", "and/or", "EITHER" alone on a line."""
    return len(text) <= 12 and bool(_CONNECTIVE.match(text))


def markdown_depth(text: str) -> int:
    """The level of a heading in Markdown, 0 for another line."""
    found = _MARKDOWN.match(text)
    return len(found[1]) if found else 0


def heading_depth(text: str) -> int:
    """1 for a line in capitals, 2 for one in title case, 3 for short words closed by a colon; 0 for no heading."""
    if len(text) > _LONGEST or is_connective(text) or _NOT_TITLES.search(text) or _NOTHING.match(text):
        return 0
    bare = text.replace("(s)", "s").rstrip("*: ").strip()
    words = _WORD.findall(bare)
    if not words or len(words) > _MOST_WORDS or not bare[0].isalpha() or len(words[0]) == len(bare) == 1:
        return 0
    if _KEY_VALUE.match(text) and not _ROMAN_LEVEL.match(text):
        return 0
    if _in_capitals(_REMARK.sub("", bare)):
        return 1
    if _in_title_case(words) and words[-1].lower() not in _SMALL:
        return 3 if text.endswith(":") else 2
    return 0


def may_be_headline(text: str) -> bool:
    """Whether a line set bold or large can be a heading: short, no sentence, no label with its value."""
    if len(text) > _LONGEST or is_connective(text) or _NOT_TITLES.search(text) or _KEY_VALUE.match(text):
        return False
    return text[0].isalpha() and len(text) > 2 and len(_WORD.findall(text)) <= _MOST_WORDS


def _in_capitals(text: str) -> bool:
    small = sum(letter.islower() for letter in text)
    return small <= 1 and sum(letter.isupper() for letter in text) >= 4


def _in_title_case(words: list[str]) -> bool:
    """Every word but the small ones begins with a capital letter."""
    return all(word[0].isupper() or word.lower() in _SMALL for word in words) and words[0][0].isupper()
