"""What counts toward a requirement: "state experience applied toward this requirement must include ..."."""

from __future__ import annotations

import re

from meritplan.model import Counting
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import lexicon, titles
from meritplan.reading.qualifications.quantities import DURATION_PATTERN, duration

CUE = re.compile(
    r"\bexperience\b[^.;]*?\b(?:applied|applicable|used|applying|counted|credited|qualifying|gained|"
    r"which is used|substituted)\b[^.;]*?\b(?:toward|towards|to|for|under|in|as)?[^.;]*?\b(?:must|shall|"
    r"should)\b"
    r"|\bpersons applying experience toward\b|\bexperience\b[^.;]*\b(?:is|are|will|shall|"
    r"may) not (?:be )?(?:considered |deemed |accepted |counted )?(?:as )?(?:qualifying|acceptable|count|"
    r"accepted|be counted|credited)"
    r"|\bexperience (?:below|gained (?:at|in)|at or above)\b[^.;]*(?:qualifying|must|shall)|\b(?:state|"
    r"city) experience (?:applied )?[^.;]*must"
)


def is_counting(plain: str) -> bool:
    """Whether a sentence says which experience counts, rather than asking for some."""
    return bool(CUE.search(plain))


def read(passage: Passage) -> Counting:
    """The counting rule a sentence states."""
    plain = passage.plain
    must = re.search(r"\b(?:must|shall|should)\b", plain)
    split = must.start() if must else len(plain)
    named = titles.find(passage[split:]) if must else titles.find(passage)
    found = DURATION_PATTERN.search(plain, split)
    below = re.search(
        r"\bbelow\s+(?:that of\s+)?(?:the\s+)?(?:level of\s+)?(?:an?\s+|"
        r"the\s+)?(?P<t>.+?)(?:\s+level)?\s+(?:is|are|will|shall|may)\s",
        plain,
    )
    level = named.level_of or ((passage.text[below.start("t") : below.end("t")],) if below else ())
    doubt = (
        "the level meant stands in another pattern. Which class is it?"
        if re.search(r"(?:promotional|other|above) pattern", plain)
        else None
    )
    doubt = (
        doubt
        if doubt or named.classes or level or found or _function(passage, split)
        else "which experience counts was not understood. What does this sentence ask?"
    )
    return Counting(
        months=duration(found).months if found else None,
        when_employer=_employer(passage[:split]),
        level_of=level,
        classes=named.classes,
        function=None if (named.classes or level) else _function(passage, split),
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=doubt,
    )


def _employer(before: Passage) -> str | None:
    for pattern in lexicon.load("experience")["employers"]:
        found = re.search(r"\b(?:in|with|within|for|by)\s+(?:the\s+)?" + pattern, before.plain)
        if found:
            return before.text[found.start("e") : found.end("e")]
    return None


def _function(passage: Passage, split: int) -> str | None:
    words = passage.text[split:].strip(" .,;")
    words = re.sub(
        r"(?i)^(?:must|shall|should)\s+(?:have\s+)?(?:been\s+|be\s+|include[d]?\s+)*(?:in\s+|at\s+)?", "", words
    )
    return words or None
