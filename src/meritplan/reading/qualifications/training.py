"""Training programmes, apprenticeships, academies."""

from __future__ import annotations

import re

from meritplan.model import Training
from meritplan.reading.passage import Passage

_LEAD = re.compile(
    r"(?i)^(?:(?:must|shall|have|has|be|you|applicants?|candidates?|successful(?:ly)?|satisfactor(?:y|ily)|"
    r"complet(?:ion|ed|e)(?: of)?|graduation from|graduate of|possession of|possess|an?|the|any|at least|of|"
    r"either|proof of|evidence of|certificate of completion of|recognized|having|graduate from|a minimum of|"
    r"\d[\d,]* hours of|\w+ months in)\b[\s,:]*)+"
)
_TAIL = re.compile(
    r",?\s+(?:from (?:a|an|the|any)\b(?=.*$)(?!.*\bin\s)|such as|sponsored by|conducted by|offered (?:by|"
    r"through)|developed by|at (?:an?|the|either|Los|los)\b(?! approved)|as determined|prior to|"
    r"before (?:appoint|hire)|within (?:the|one|two|three|six|\d)|is required|are required|required\b|"
    r"at (?:an?|the) (?:accredited|recognized))|[.;]\s*$"
)

_TELLS = re.compile(
    r"\b(?:is|are|was|were|will|may|must|shall|can|available|assistance|provided(?! by)|years? of (?!age)|"
    r"degree|graduation|experience)\b|;"
)


def read(passage: Passage) -> Training:
    """The programme a phrase asks people to have completed, as written."""
    lead = _LEAD.match(passage.text)
    start = lead.end() if lead else 0
    tail = _TAIL.search(passage.plain, start)
    program = passage.text[start : tail.start() if tail else len(passage)].strip(" ,.;:")
    doubt = None if program else "the programme is not named. Which is meant?"
    if program and (found := _TELLS.search(program.lower())):
        doubt = f"“{found.group()}” stands in what was taken as the name of a programme. Is it asked for?"
    if re.match(r"(?:successful )?graduation from an? (?:[\w-]+ )*curriculum", passage.plain):
        doubt = "a curriculum is named, and no degree. Is a degree meant, and which?"
    return Training(program=program or None, quote=passage.quote(), spans=passage.spans(), doubt=doubt)
