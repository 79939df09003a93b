"""Words that paper broke in two, made whole where that is certain."""

from __future__ import annotations

import re
from typing import Final

from meritplan.reading.passage import Passage

# Endings that are never words of their own: "qualifi- cations", "evalua tion", "receiv ing".
_ENDING: Final = (
    r"(?:[a-z]{0,2}[st]ion(?:s|al|ally|ed|ing)?|[a-z]{0,3}ments?|[a-z]{0,2}ings?|[a-z]?ness|[a-z]{0,3}ity|"
    r"[a-z]{0,3}ities|[a-z]?[ae]nces?|[a-z]?ncy|[a-z]{0,2}[ai]b(?:le|ly|ility|ilities)|[a-z]{0,2}[ai]tives?|"
    r"[a-z]?tives?|[a-z]?ively|[a-z]{0,2}ally|[a-z]?ated|[a-z]?ating)"
)
_SPLIT: Final = re.compile(rf"(?<![\w-])[A-Za-z]{{2,}}- (?={_ENDING}\b)")
_GAP: Final = re.compile(r"(?<![\w'’-])[A-Za-z]{3,} (?=(?:ing|tions?|tional|ations?|ments?|ences?|ances?|ble|bly|ness|ities)\b)")
_WHOLE_ENDINGS: Final = frozenset("able ably mention mentions station stations nation nations notion motion action "
    "actions option options ration rations session sessions vision mission missions unction moment moments cement "
    "king ring sing wing being doing going sting thing things string spring swing bring fling cling wings rings "
    "city cities entity entities pity unity units dance dances lance hence once pence fence ability abilities "
    "native natives motive motives active stable table cable fable rally ally tally orally totally finally dating "
    "rating mating stated rated dated usable legally equity parity amity laity quality tion's".split())
_COMPOUND: Final = re.compile(
    r"(?<![\w-])(?:full|part|self|well|non|entry|one|two|three|four|five|six|year|month|day|on|in|post|pre|quasi|"
    r"multi|semi|drug|labor|audio|fund|air|co|re|high|low|mid|long|short|first|second|third|journey|hands)- (?=[a-z])",
    re.IGNORECASE,
)
# "two- and three-year", "pre- or post-natal": the hyphen hangs on purpose.
_SHARED: Final = re.compile(r"(?:and|or|to|through|and/or)\b", re.IGNORECASE)


def mend(passage: Passage) -> Passage:
    """The passage with words rejoined that were broken by a hyphen and a space, or by a space alone."""
    text = passage.text
    if "- " in text:
        passage = _join(passage, _SPLIT, 2)
        passage = _join(passage, _COMPOUND, 1)
        text = passage.text
    return _join(passage, _GAP, 1) if _GAP.search(text) else passage


def close_hyphen(before: Passage, after: Passage) -> Passage:
    """Two lines as one text: with a space between, or none behind the hyphen of a word broken or compounded."""
    text = before.text
    hyphenated = len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and after.text[:1].islower()
    if not hyphenated or _SHARED.match(after.text):
        return Passage.join((before, after))
    whole = re.match(_ENDING + r"\b", after.text) and _first_word(after.text) not in _WHOLE_ENDINGS
    return Passage.join((before[:-1] if whole else before, after), between="")


def _join(passage: Passage, pattern: re.Pattern[str], drop: int) -> Passage:
    """Take the last ``drop`` characters of every match out; read from the end so that places stay true."""
    for found in reversed(list(pattern.finditer(passage.text))):
        after = passage.text[found.end() :]
        if _SHARED.match(after) or (drop == 2 or pattern is _GAP) and _first_word(after) in _WHOLE_ENDINGS:
            continue
        passage = passage.replace(found.end() - drop, found.end(), "")
    return passage


def _first_word(text: str) -> str:
    return re.match(r"[a-z'’]*", text)[0]  # type: ignore[index]
