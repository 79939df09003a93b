"""Words that paper broke in two, made whole where that is certain."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import Final

from meritplan.reading.documents.lines import INVISIBLE
from meritplan.reading.passage import Passage

# Endings that are never words of their own: "qualifi- cations", "evalua tion", "receiv ing".
_ENDING: Final = (
    r"(?:[a-z]{0,2}[st]ion(?:s|al|ally|ed|ing)?|[a-z]{0,3}ments?|[a-z]{0,2}ings?|[a-z]?ness|[a-z]{0,3}ity|"
    r"[a-z]{0,3}ities|[a-z]?[ae]nces?|[a-z]?ncy|[a-z]{0,2}[ai]b(?:le|ly|ility|ilities)|[a-z]{0,2}[ai]tives?|"
    r"[a-z]?tives?|[a-z]?ively|[a-z]{0,2}ally|[a-z]?ated|[a-z]?ating)"
)
_SPLIT: Final = re.compile(rf"(?<![\w-])[A-Za-z]{{2,}}- (?={_ENDING}\b)")
_GAP: Final = re.compile(
    r"(?<=[A-Za-z]{3}) (?=(?:ing|tions?|tional|ations?|ments?|ences?|ances?|ble|bly|ness|ities)\b)"
)
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])\ufffd(?=(?:s|t|re|ll|ve)\b)|(?<=s)\ufffd(?= [a-z])")
_SPACE: Final = re.compile(r"(?<=[\w.,;:)])\ufffd|\ufffd(?=[\w(])")
_DOUBLED: Final = re.compile(r"  +")
_EMPHASIS: Final = re.compile(r"(?<!\w)(\*\*|__|\*)(?=[^\s*_])(.+?)(?<=\S)\1(?![\w*])")
_UNSEEN: Final = re.compile(f"[{re.escape(INVISIBLE)}]")
_MOST_EMPHASIS: Final = 200
_NESTED_EMPHASIS: Final = 3
_LETTERS: Final = re.compile(r"[a-z'’]*")
_WHOLE_ENDINGS: Final = frozenset(
    "able ably mention mentions station stations nation nations notion motion action "
    "actions option options ration rations session sessions vision mission missions unction moment moments cement "
    "king ring sing wing being doing going sting thing things string spring swing bring fling cling wings rings "
    "city cities entity entities pity unity units dance dances lance hence once pence fence ability abilities "
    "native natives motive motives active stable table cable fable rally ally tally orally totally finally dating "
    "rating mating stated rated dated usable legally equity parity amity laity quality".split()
)
_COMPOUND: Final = re.compile(
    r"(?<![\w-])(?:full|part|self|well|non|entry|one|two|three|four|five|six|year|month|day|on|in|post|pre|quasi|"
    r"multi|multiple|semi|drug|labor|audio|fund|air|co|re|high|low|mid|long|short|first|second|third|journey|"
    r"hands)- (?=[a-z])",
    re.IGNORECASE,
)
# "two- and three-year", "pre- or post-natal": the hyphen hangs on purpose.
_SHARED: Final = re.compile(r"(?:and|or|to|through|and/or)\b", re.IGNORECASE)


def clean(passage: Passage) -> Passage:
    """Without characters that show nothing and the marks of emphasis; broken words mended."""
    if not passage.text.isascii() or not passage.text.isprintable():
        passage = without(passage, [found.span() for found in _UNSEEN.finditer(passage.text)])
    if 1 < passage.text.count("*") + passage.text.count("_") < _MOST_EMPHASIS:
        passage = _without_emphasis(passage)
    return mend(passage)


def _without_emphasis(passage: Passage) -> Passage:
    for _ in range(_NESTED_EMPHASIS):
        marks: list[tuple[int, int]] = []
        for found in _EMPHASIS.finditer(passage.text):
            width = len(found[1])
            marks += [(found.start(), found.start() + width), (found.end() - width, found.end())]
        if not marks:
            break
        passage = without(passage, marks)
    return passage


def mend(passage: Passage) -> Passage:
    """The passage with words rejoined that were broken by a hyphen and a space, or by a space alone."""
    if "\ufffd" in passage.text:
        passage = _replaced(passage)
    if "- " in passage.text:
        passage = without(passage, [(end - 2, end) for end in _ends(passage.text, _SPLIT, whole=True)])
        passage = without(passage, [(end - 1, end) for end in _ends(passage.text, _COMPOUND)])
    ends = _ends(passage.text, _GAP, whole=True)
    return without(passage, [(end - 1, end) for end in ends]) if ends else passage


def _replaced(passage: Passage) -> Passage:
    """A character lost before it came here was an apostrophe or a space that does not break, where words tell."""
    text = _APOSTROPHE.sub("’", passage.text)
    text = _SPACE.sub(" ", text)
    doubled = [found.span() for found in _DOUBLED.finditer(text)]
    return without(Passage(passage.source, text, passage.at), [(start + 1, end) for start, end in doubled]).strip()


def _ends(text: str, pattern: re.Pattern[str], *, whole: bool = False) -> list[int]:
    """Where the breaks end that surely are breaks; with ``whole``, what follows must be no word of its own."""
    return [
        found.end()
        for found in pattern.finditer(text)
        if not _SHARED.match(text, found.end()) and not (whole and _first_word(text, found.end()) in _WHOLE_ENDINGS)
    ]


def join_lines(lines: Sequence[Passage]) -> Passage:
    """Lines as one text: with a space between, or none behind the hyphen of a word broken or compounded."""
    if len(lines) == 1:
        return lines[0]
    pieces, at = [lines[0].text], array("l", lines[0].at)
    for line in lines[1:]:
        between = _between(pieces[-1], line.text)
        if between < 0:
            pieces[-1] = pieces[-1][:-1]
            at.pop()
        elif between and at:
            pieces.append(" ")
            at.append(at[-1] + 1)
        pieces.append(line.text)
        at.extend(line.at)
    return Passage(lines[0].source, "".join(pieces), at)


def _between(before: str, after: str) -> int:
    """How many characters to put between two lines; -1 to take the hyphen away."""
    hyphenated = len(before) > 1 and before[-1] == "-" and before[-2].isalpha() and after[:1].islower()
    if not hyphenated or _SHARED.match(after):
        return 1
    whole = re.match(_ENDING + r"\b", after) and _first_word(after) not in _WHOLE_ENDINGS
    return -1 if whole else 0


def without(passage: Passage, ranges: Sequence[tuple[int, int]]) -> Passage:
    """The passage without these stretches of it, given in order."""
    if not ranges:
        return passage
    pieces, at, here = [], array("l"), 0
    for start, end in ranges:
        pieces.append(passage.text[here:start])
        at.extend(passage.at[here:start])
        here = end
    pieces.append(passage.text[here:])
    at.extend(passage.at[here:])
    return Passage(passage.source, "".join(pieces), at)


def _first_word(text: str, start: int = 0) -> str:
    found = _LETTERS.match(text, start)
    return found[0] if found else ""
