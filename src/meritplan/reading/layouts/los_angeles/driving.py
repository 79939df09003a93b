"""Whether a bulletin asks for a driver's license: of everybody, of some positions, or of nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from meritplan.model.job_class import DriversLicense
from meritplan.reading.layouts.cuts import sentences
from meritplan.reading.passage import Passage

_LICENSE = re.compile(
    r"\bdriver\W{0,2}s?\W{0,2}\s+licen[sc]e|\bclass\s+[\"'\u201c]*(?:[ABC1-3]|I{1,3})\b[^.]{0,40}\blicen[sc]e",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\bmay (?:also )?(?:be )?require|\bsome (?:positions|employees)\b|\bfor (?:some )?positions\b"
    r"|\bif (?:required|you)\b"
    r"|\b(?:these|certain) positions\b|\bsome other\b|\bwho (?:intend to|personally|drive)\b|\bother departments\b",
    re.IGNORECASE,
)
_PARTLY = re.compile(r"\b(?:the )?(?:bureau|department|harbor|airports?)\b[^.]{0,120}\brequires?\b", re.IGNORECASE)
_MUST = re.compile(
    r"\b(?:is|are|will be) (?:also )?required\b|\bmust (?:possess|have|hold)\b|\brequires?\b"
    r"|\bsubject to (?:the )?possession\b"
    r"|^(?:possession of )?(?:an? )?valid\b|\brequired to (?:obtain|possess|have|maintain)|\bwith a valid\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:passport|identification|present|commercial driving history|pre-trip|knowledge of|non-california)\b"
    r"|\bresiding outside\b",
    re.IGNORECASE,
)


def drivers_license(requirements: Iterable[Passage], others: Iterable[Passage]) -> tuple[DriversLicense, list[Passage]]:
    """The strongest thing said, and the sentences that say it. Nothing said is ``none``."""
    must: list[Passage] = []
    may: list[Passage] = []
    for passage in [*requirements, *others]:
        for sentence in sentences(passage):
            if not _LICENSE.search(sentence.text) or _ASIDE.search(sentence.text):
                continue
            if _SOME.search(sentence.text) or _PARTLY.search(sentence.text):
                may.append(sentence)
            elif _MUST.search(sentence.text):
                must.append(sentence)
            else:
                may.append(sentence)
    if must:
        return "required", must
    return ("may_be_required", may) if may else ("none", [])
