"""Numbers as personnel documents write them: words, digits, halves, and both at once ("Three (3)").

``NUMBER`` is a regular expression for one number in lower-case text; :func:`value` reads what it found and
:func:`disagreement` tells where a word and the digits beside it differ.
"""

from __future__ import annotations

import re
from fractions import Fraction

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_SMALL)} | {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_FRACTIONS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}

_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ]?(?:{'|'.join(_SMALL[1:10])})\b)?|"
    rf"{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
    r"(?: hundred(?:(?: and)? (?:" + "|".join([*_TENS, *_SMALL[1:]]) + r"))?)?(?: thousand(?! dollars))?"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
_HALF = r"(?:\s*-?(?:and|&)\s+(?:one[- ]half|a[- ]half|1/2|½)|\s+1/2|\s?[½¼¾⅓⅔]|\s+one[- ]half)"
_PLAIN = rf"(?:\bone[- ]half\b|(?<!\d )\b1/2\b|[½¼¾]|(?:{_DIGITS}|\b{_WORD}\b){_HALF}?)"

#: One number, perhaps said twice: ``three``, ``3``, ``three (3)``, ``one and one-half (1 1/2)``, ``2.5``, ``1,040``.
NUMBER = rf"{_PLAIN}(?:\s*\(\s*{_PLAIN}\s*\))?"

_SPLIT = re.compile(rf"({_PLAIN})(?:\s*\(\s*({_PLAIN})\s*\))?")


def _plain(text: str) -> Fraction:
    total, started = Fraction(0), False
    for half in re.finditer(r"(?<!\d)1/2|(?:one|a)[- ]half|[½¼¾⅓⅔]", text):
        total += _FRACTIONS.get(half.group(), Fraction(1, 2))
    rest = re.sub(r"(?<!\d)1/2|(?:\bone|\ba)[- ]half|[½¼¾⅓⅔]", " ", text)
    for word in re.findall(rf"{_DIGITS}|[a-z]+", rest):
        if word[0].isdigit():
            total += Fraction(word.replace(",", ""))
        elif word in ("hundred", "thousand"):
            total *= 100 if word == "hundred" else 1000
        elif word in _WORDS:
            total += _WORDS[word]
        else:
            continue
        started = True
    if not started and not total:
        raise ValueError(f"not a number: {text!r}")
    return total


def value(text: str) -> Fraction:
    """The number written in ``text``. Where word and digits disagree, the word is taken.

    Raises ``ValueError`` when there is no number in it.
    """
    found = _SPLIT.search(text.lower())
    if not found:
        raise ValueError(f"not a number: {text!r}")
    return _plain(found.group(1))


def disagreement(text: str) -> str | None:
    """The words "five (45)" where a number is said twice and differently, else ``None`` (domain rule R18)."""
    found = _SPLIT.search(text.lower())
    if found and found.group(2) and _plain(found.group(1)) != _plain(found.group(2)):
        return found.group()
    return None


def tidy(number: Fraction) -> int | float:
    """A whole number as ``int``, anything else as ``float``."""
    return int(number) if number.denominator == 1 else float(number)
