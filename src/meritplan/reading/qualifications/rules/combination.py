"""Kinds of evidence that may be added together."""

from __future__ import annotations

import re

from meritplan.model import Combination
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications.quantities import DURATION_PATTERN, duration

CUE = re.compile(
    r"\b(?:any|an|or)?\s*(?:other\s+)?(?:(?:equivalent|acceptable|satisfactory|appropriate|suitable|"
    r"comparable|related|qualifying)\s+)*combinations?(?: thereof| of)\b(?=[^.;]*\b(?:education|training|"
    r"experience|above|foregoing|thereof)\b)|\bcombinations? (?:equivalent|thereof)\b|\bmay be combined\b|"
    r"\bproportional(?:ly)? basis\b|\bequivalent combination|\bequivalent (?:education|training|"
    r"experience)(?:,? (?:and|or|and/or) (?:\w+ )?(?:education|training|experience))+\b|\b(?:education|"
    r"training|experience)(?:,? (?:and|or|and/or)) (?:training|experience|education) (?:equivalent|"
    r"which would|that would|that provides?|which provides?)"
)
_KINDS = (
    ("education", r"\beducation|\bcollege|\bacademic|\bdegree|\bschooling"),
    ("training", r"\btraining\b"),
    ("experience", r"\bexperience\b"),
    ("coursework", r"\bcourse ?work\b"),
    ("skill", r"\bskills?\b(?=.*combination)"),
)
_TOTAL = re.compile(r"\b(?:total(?:l?ing|s)?|equal(?:s|ing)?(?: to)?|equivalent to|sum of)\s+(?:of\s+|at least\s+)?")


def is_combination(plain: str) -> bool:
    """Whether a sentence lets kinds of evidence be added together."""
    return bool(CUE.search(plain))


def read(passage: Passage) -> Combination:
    """The combination a sentence allows, with its total when one is printed."""
    plain = passage.plain
    kinds = [kind for kind, cue in _KINDS[:4] if re.search(cue, plain)]
    cut = _TOTAL.search(plain)
    named = cut
    if cut and re.match(
        r"(?:an? |the )?(?:graduat|completion|bachelor|master|associate|high school|possession|these|those)",
        plain[cut.end() :],
    ):
        cut = None  # equal to a degree and so many years of work, not to a sum of years
    found = DURATION_PATTERN.search(plain, cut.start()) if cut else None
    if not found:
        lead = re.search(r"(?:minimum of|at least)\s", plain)
        found = DURATION_PATTERN.search(plain, lead.start()) if lead and re.search(r"combination", plain) else None
    total = duration(found).months if found else None
    others = [
        match.group().strip()
        for match in DURATION_PATTERN.finditer(plain)
        if duration(match).months not in (None, total) and not (named and not cut)
    ]
    return Combination(
        total_months=total,
        of=tuple(kinds) or ("education", "experience"),
        proportional="proportion" in plain or "pro rata" in plain,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=f"“{others[0]}” became no part of this combination. What does it ask?" if others else None,
    )
