"""What a sentence does: asks for something, trades, admits, counts, defines, wishes, or describes a procedure."""

from __future__ import annotations

import re
from typing import Literal

from meritplan.model.requirement import Chooser
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import heads, lexicon
from meritplan.reading.qualifications.quantities import DURATION_PLAIN
from meritplan.reading.qualifications.rules import admission, combination, counting, substitution

Role = Literal[
    "requirement", "substitution", "admission", "counting", "combination", "definition", "procedure", "desirable"
]

#: "The following education is required when Pattern II is used": shared text that belongs to one pattern only.
WHEN_PATTERN = re.compile(r"\bwhen patterns? (?P<n>[ivx]+(?:,? (?:or|and) [ivx]+)*) (?:is|are) used\b")
#: "... when non-state experience is used to qualify": shared text for the patterns outside the state's own service.
WHEN_OUTSIDE = re.compile(
    r"\bnon-?\s?(?:california )?state (?:civil )?(?:service )?(?:experience )?is used\b|"
    r"\bonly to the non-?\s?(?:california )?state (?:civil )?service\b|"
    r"\bapplying under non-?\s?(?:california )?state\b|\bnon-?\s?state (?:requirements|patterns?)\b"
)
#: "The following background is required for all classes in this series": what follows asks, this only leads to it.
_LEADS_IN = re.compile(
    r"^the following (?:[\w-]+ ){0,3}(?:is|are) (?:required|part of)\b[^:;.]*"
    r"\b(?:all|each|one or more|classes|classifications|levels)\b[^:;.]*$"
)
_EXPERIENCE_MUST = re.compile(r"^(?:such |all |this |the |qualifying |any )?(?:\w+ ){0,3}experience (?:must|shall)\b")
_LEAD_EDGE = re.compile(r"^[\s:;,.]+")


def role(passage: Passage, *, remark: bool = False) -> Role:
    """What a sentence does. Anything that is not surely a rule, a wish or a procedure asks for something.

    The order decides between readings that both fit: what forbids and what wishes are told before rules, rules before
    procedures.
    """
    plain = passage.plain
    asks = heads.head(strip_lead(passage).plain)
    if _FORBIDS.match(plain) and find_ask(passage):
        return "requirement"
    if _wishes(plain, asks):
        return "desirable"
    return (
        _counting_role(plain)
        or _trading_role(passage, asks)
        or _combination_role(passage, asks)
        or _remaining_role(plain, asks, remark=remark)
    )


def _wishes(plain: str, asks: str | None) -> bool:
    wish = lexicon.either("sentences", "desirable").search(plain)
    return (
        wish is not None and not re.search(r"\bpreferabl[ey]\b", plain) and not _wish_beside(plain, wish.start(), asks)
    )


def _counting_role(plain: str) -> Role | None:
    """When something must be had, and what counts as experience."""
    if "may be demonstrated" in plain or WHEN_PATTERN.search(plain):
        return "definition"
    if (WHEN_OUTSIDE.search(plain) or _LEADS_IN.match(plain.strip(" :."))) and ":" not in plain[:-1]:
        return "definition"
    if not counting.is_counting(plain) or _THEY_SUBSTITUTE.match(plain):
        return None
    if re.search(r"\bin addition to\b|\bcombinations? of\b[^.]*\bwill not\b", plain):
        return "definition"
    return None if re.match(rf"\W*(?:{DURATION_PLAIN})", plain) else "counting"


def _trading_role(passage: Passage, asks: str | None) -> Role | None:
    """One thing for another: any combination, or a substitution."""
    plain = passage.plain
    if _ANY_COMBINATION.match(plain):
        return "combination"
    if asks in ("education", "experience", "coursework") and _combines_before_trading(passage):
        return "requirement"
    if _NOTHING_ASKED.match(plain):
        return "procedure"
    if substitution.is_substitution(plain):
        return "procedure" if re.match(r"(?:note:\s*)?if substituting\b", plain) else "substitution"
    return None


def _combination_role(passage: Passage, asks: str | None) -> Role | None:
    plain = passage.plain
    if not combination.is_combination(plain):
        return None
    if asks is None:
        if _asks_before_combination(passage):
            return "requirement"
    elif not _COMBINATION_FIRST.match(plain):
        return None
    return None if _ASKS_THEN_OR_ANY.match(plain) else "combination"


def _remaining_role(plain: str, asks: str | None, *, remark: bool) -> Role:
    if admission.is_admission(plain) and (
        asks is None or remark or admission.lets_compete(plain) or plain.startswith(_TO_APPLICANTS)
    ):
        return "admission"
    if _DEFINES.search(plain) or (lexicon.either("sentences", "definition").search(plain) and not asks):
        return "definition"
    if lexicon.either("sentences", "procedure").search(plain) and not _surely_asks(plain, asks):
        return "procedure"
    return "requirement"


_THEY_SUBSTITUTE = re.compile(r"\W*(?:\d+\.\s*)?(?:applicants?|candidates?) (?:may|can) substitute\b")
_ANY_COMBINATION = re.compile(
    r"\W*(?:or,? )?(?:any |an? )?(?:other )?(?:equivalent |acceptable |satisfactory )*combinations? of\b"
)
_COMBINATION_FIRST = re.compile(
    r"\W*(?:or |any |an? |experience (?:applicable|under|from)|the (?:above|foregoing)|education|training|applicants)"
)
_ASKS_THEN_OR_ANY = re.compile(r"[^.;]{25,}[,;]\s*(?:or|and) any")
_TO_APPLICANTS = ("applicants", "candidates", "registration as a senior")
_DEFINES = re.compile(
    r"\bequals (?:\w+ )?(?:one|two|three|four|five|six|\d+)\b[^.]*\b(?:years?|months?|hours|units)\b|"
    r"\bclasses (?:that |which )?(?:typically |normally |generally )?(?:meet|satisfy|qualify)\b|"
    r"\b(?:is|are) (?:hereby )?defined as\b|\bshall mean\b|\brefers to\b"
)
_NOTHING_ASKED = re.compile(
    r"\W*(?:none|n/?a|not applicable|none (?:is |are )?(?:required|needed))\W*$|no (?:specific |prior |"
    r"previous |particular |additional )*"
    r"(?:type|amount|experience|education|training|schooling)\b[^.;]{0,60}\b(?:is|are) (?:required|necessary|needed)"
)


def _wish_beside(plain: str, at: int, asks: str | None) -> bool:
    """The wish stands in brackets or behind a semicolon, beside something that is asked."""
    before = plain[:at]
    if re.search(r"\b(?:required|essential|necessary|mandatory|must)\b[^,;]*[,;]", before):
        return True
    in_brackets = before.count("(") > before.count(")")
    return (
        in_brackets
        or ";" in before
        or (
            asks is not None
            and "," in before
            and bool(re.search(r"degree|diploma|years", before))
            and "preferred" in plain
        )
    ) and (asks is not None or find_ask_plain(before))


def find_ask_plain(plain: str) -> bool:
    """Whether the text asks for schooling or experience somewhere."""
    return any(
        heads.head(plain, match.end()) in ("education", "experience", "coursework")
        for match in re.finditer(r"(?:^|[\s,;(])", plain)
    )


def _surely_asks(plain: str, asks: str | None) -> bool:
    if re.search(r"\bmust (?:be|have)\b[^.]{0,60}\b(?:citizen|years of age|years old|resident)\b", plain):
        return True
    return asks in ("education", "experience", "coursework") or bool(
        asks and re.match(r"(?:possession of|valid|a valid|current|must possess|possess)\b", plain)
    )


def strip_lead(passage: Passage) -> Passage:
    """The sentence without the words that only introduce the requirement ("Typically requires")."""
    for _ in range(2):
        found = re.match(r"\s*(?:" + lexicon.either("sentences", "leads").pattern + r")(?=[\s:]|$)", passage.plain)
        if (
            not found
            or found.end() >= len(passage)
            or (
                heads.head(passage.plain) == "license"
                and re.match(r"\s*(?:must )?(?:be|hold|possess)\b", passage.plain)
            )
        ):
            return passage
        rest = passage[found.end() :]
        edge = _LEAD_EDGE.match(rest.text)
        passage = rest[edge.end() :] if edge else rest
    return passage


def _combines_before_trading(passage: Passage) -> bool:
    """ "...; or an equivalent combination of X and Y substituting ...": the combination comes first."""
    at, trade = combination.CUE.search(passage.plain), substitution.CUE.search(passage.plain)
    return at is not None and trade is not None and at.start() < trade.start() and _asks_before_combination(passage)


def only_introduces(passage: Passage) -> bool:
    """Whether the whole sentence leads into what follows ("A typical way to obtain these abilities would be:")."""
    found = re.match(r"\s*(?:" + lexicon.either("sentences", "leads").pattern + r")(?=[\s:]|$)", passage.plain)
    return found is not None and found.end() >= len(passage.plain.rstrip(" :"))


#: "No person shall be appointed who has not ...": asks for what is missed.
_FORBIDS = re.compile(r"no (?:person|one|member|applicant|candidate|individual|officer|employee)\b")
_UNLESS = re.compile(
    r"\b(?:unless (?:he or she|he/she|he|she|they|(?:such|the|that) (?:\w+)|\w+) (?:is|be|has|have|"
    r"shall have|shall be|had|was)|who (?:is|has|have|does|do|shall|was) not|"
    r"without(?: having)?)\s+(?:(?:had|been|have|be|possess|hold|also)\s+)*"
)


def _asks_before_combination(passage: Passage) -> bool:
    """ "... must have had five years of ...; or an equivalent combination": asks for something first."""
    found = find_ask(passage)
    at = combination.CUE.search(passage.plain)
    if at is None:
        return False
    before = passage.plain[: at.start()]
    if (
        re.search(r"[;,]\s*(?:or,?\s*)?(?:any|an)?\s*(?:other\s*)?$", before)
        and len(before) > 25
        and find_ask_plain(before)
    ):
        return True
    return found is not None and len(passage) - len(found[1]) < at.start()


_MODAL = re.compile(
    r"\b(?:(?:will|may|can) also be considered (?:who|if they|with)|must|shall|should|will|is required to|"
    r"are required to|requires?|includes?|would be|also be considered (?:who|if they|with))\s+(?:also\s+|"
    r"each\s+)?(?:(?:have(?: had(?=,| )| been)?(?:,\s(?=before|prior|at the time|upon|on the date|"
    r"as of)[^,]{3,50},)?|possess|posses|hold|be|include|require|meet|describe|demonstrate|reflect|"
    r"show)\s+)*(?:have had, |,\s(?=before|prior|at the time|upon|on the date|"
    r"as of)[^,]{3,50},\s)?(?:at least one of the following:?\s*)?"
)


def find_ask(passage: Passage) -> tuple[Passage, Passage] | None:
    """The introduction and the requirement behind it: "The director ..., who shall have had five years of ...".

    ``None`` when no modal verb is followed by a requirement.
    """
    for match in (_UNLESS if _FORBIDS.match(passage.plain) else _MODAL).finditer(passage.plain):
        if match.end() < len(passage) and _asked(passage.plain, match.end()):
            return passage[: match.end()].strip(" ,;"), passage[match.end() :]
    return None


def _asked(plain: str, at: int) -> bool:
    """Whether a requirement surely begins at ``at``."""
    kind = heads.head_or_condition(plain, at)
    return kind in ("education", "experience", "coursework", "condition") or (
        kind == "license" and bool(re.match(heads.LICENSE_START, plain[at:]))
    )


def chooser(plain: str) -> Chooser | None:
    """Who decides whether the sentence binds; ``None`` when it always does."""
    for key, who in (
        ("option_authority", "appointing authority"),
        ("option_institution", "institution"),
        ("option_position", "position"),
    ):
        if lexicon.either("sentences", key).search(plain):
            return who  # type: ignore[return-value]
    return None


def restricts_experience(plain: str) -> bool:
    """ "Such experience must ...": narrows the experience before it."""
    return bool(_EXPERIENCE_MUST.match(plain))
