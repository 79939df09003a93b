"""Admission rules: who may compete before a requirement is met, and until when (C15, C16, R6, R22, R35).

They apply at the admission gate alone. Experience may be short by so many months, a degree in progress, a license
applied for.
"""

from __future__ import annotations

import re
from fractions import Fraction

from meritplan.model.requirement import Admission
from meritplan.qualification.claims import Claims
from meritplan.qualification.months import HOURS_A_MONTH
from meritplan.qualification.result import (
    MET,
    NEVER,
    NOT_MET,
    UNDETERMINED,
    Finding,
    NodeResult,
    Pending,
    Reason,
    Truth,
)
from meritplan.qualification.scope import ExperiencePart, Part, exact

APPOINTMENT = "appointment"
# An admission rule for a license speaks of people who have applied or are eligible, unless its own words admit
# everybody who lacks it.
_WHOEVER_LACKS = re.compile(r"\b(do(es)? not (yet )?(possess|have|hold)|lack(s|ing)?|without)\b", re.IGNORECASE)
_A_STATE = re.compile(r"\b(eligible to|appl(y|ied) for|application|final year|registered|proof)\b", re.IGNORECASE)


def rules_for(part: Part, kind: str, claims: Claims) -> tuple[Admission, ...]:
    """The admission rules that reach this leaf."""
    if not claims.admits or not part.admissions:
        return ()
    return tuple(rule for rule in part.admissions if rule.applies_to in {kind, "all"})


def covers_substitution(part: Part, claims: Claims, *, giving: str = "all") -> tuple[Admission, ...]:
    """The rules that also cover what a substitution lacks: those for ``all``, or for what is given (C16)."""
    return tuple(rule for rule in rules_for(part, giving, claims))


def limit(rule: Admission) -> Fraction:
    """How many months may be lacking; where none are named, any number."""
    return NEVER if rule.short_months is None else exact(rule.short_months)


def admits_whoever_lacks(rule: Admission) -> bool:
    """Whether the rule's own words admit everybody who lacks the license."""
    words = rule.quote or ""
    return bool(_WHOEVER_LACKS.search(words)) and not _A_STATE.search(words)


def admitted_experience(
    part: ExperiencePart, result: NodeResult, low: Fraction, high: Fraction, claims: Claims
) -> NodeResult:
    """The result of an experience leaf that may be short of its length at admission."""
    if result.clean == MET:
        return result
    best: tuple[Truth, Admission | None] = (result.clean, None)
    scale = HOURS_A_MONTH if part.hours is not None else Fraction(1)
    for rule in rules_for(part, "experience", claims):
        truth = MET if high <= limit(rule) * scale else UNDETERMINED if low <= limit(rule) * scale else NOT_MET
        if truth > best[0]:
            best = (truth, rule)
    if best[1] is None:
        return result
    result.relaxed = best[0]
    if result.relaxed == MET:
        result.pending = (Pending(best[1].by, f"complete: {part.node.quote or 'the experience'}", part.path),)
    elif not result.reasons:
        result.reasons = _open_reasons(part, result)
    return result


def _open_reasons(part: Part, result: NodeResult) -> tuple[Reason, ...]:
    counted = result.credit.counted if result.credit is not None else ()
    found = [
        reason
        for each in counted
        if each.finding.truth != NOT_MET
        for reason in (*each.finding.reasons, *each.open_facts)
    ]
    return tuple(reason._replace(path=part.path, quote=part.node.quote) for reason in dict.fromkeys(found))


def admitted(part: Part, result: NodeResult, later: Finding, until: str) -> NodeResult:
    """A leaf that is not met outright, but for which ``later`` says whether it will be shown in time."""
    if result.clean == MET or later.truth <= max(result.clean, result.relaxed):
        return result  # another rule has admitted the person already
    result.relaxed = later.truth
    if later.truth == MET:
        result.pending = (Pending(until, part.node.quote or "this requirement", part.path),)
    else:
        result.reasons = (*result.reasons, *(r._replace(path=part.path, quote=part.node.quote) for r in later.reasons))
    return result
