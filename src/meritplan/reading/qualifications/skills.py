"""Measured skills: typing, shorthand."""

from __future__ import annotations

import re

from meritplan.model import Skill
from meritplan.reading.passage import Passage
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_SPEED = re.compile(
    rf"(?P<n>{NUMBER})\s*(?:-\s*)?(?:(?:correct|accurate)\s+)?(?P<unit>(?:net |correct |"
    r"gross )?(?:words? (?:per|a) minute|wpm|w\.p\.m\.)|(?:keystrokes|strokes) per (?:hour|minute)|kph)"
)
_KINDS = (
    ("typing", r"\btyp(?:e|ing|ist)|\bkeyboard"),
    ("shorthand", r"\bshorthand|\bdictation|\bstenograph"),
    ("data entry", r"\bdata entry|\bkey ?strokes"),
)


def read(passage: Passage) -> Skill:
    """The skill and the speed asked; with a doubt when the speed was not found."""
    found = _SPEED.search(passage.plain)
    kind = next(
        (name for name, cue in _KINDS if re.search(cue, passage.plain)), "typing" if found else passage.text[:60]
    )
    unit = found["unit"] if found else None
    if unit in ("words per minute", "words a minute", "word per minute"):
        unit = "words per minute"
    return Skill(
        skill=kind,
        min=numbers.tidy(numbers.value(found["n"])) if found else None,
        unit=unit,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=None if found else "no speed was found. What is the least that is asked?",
    )
