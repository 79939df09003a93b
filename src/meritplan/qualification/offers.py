"""What a substitution rule gives: which claims stand in, and for how many months (R26, R27; C18, C19).

Here everything given that is not experience: degrees, study, licenses, training, coursework.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from meritplan.model.record import CourseworkTaken, Degree
from meritplan.model.requirement import Education, Substitution
from meritplan.qualification.admission import covers_substitution
from meritplan.qualification.claims import Claims
from meritplan.qualification.coursework import QUARTERS, completed
from meritplan.qualification.education import STUDY, called, covers, expected_in_time, finished, rank, study_done
from meritplan.qualification.licenses import usable
from meritplan.qualification.names import plain
from meritplan.qualification.result import (
    MET,
    NO,
    NOT_MET,
    UNDETERMINED,
    YES,
    Finding,
    NodeResult,
    Reason,
    both,
    either,
)
from meritplan.qualification.scope import exact

ZERO = Fraction(0)
_PLAIN_WORDS = frozenset(
    """
    a an and any additional further more extra other qualifying acceptable appropriate experience work employment type
    kind nature same such required as the of in this that above below specified described stated mentioned paid unpaid
    full-time part-time full time education training study studies college university level graduate undergraduate
    postgraduate degree field school accredited recognized from at or successful satisfactory completion completed
    possession year years months for each by on to be it required-type""".split()
)
_A_LEVEL = re.compile(r"(possession of )?(an? )?(associate|bachelor|master|doctora)\w*('s|s)?( degree)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """What is given: whether it is there, and the months credited (None: the whole target)."""

    finding: Finding
    later: Finding
    low: Fraction | None
    high: Fraction | None
    until: str = "appointment"
    reasons: tuple[Reason, ...] = ()  # why the amount is not certain, where it is not


def restricts(text: str | None) -> bool:
    """Whether the words of a rule narrow what may be given (C18).

    >>> restricts("Additional qualifying experience"), restricts("clerical work experience")
    (False, True)
    """
    if not text:
        return False
    words = re.findall(r"[a-z'-]+", plain(text))
    return not (all(word in _PLAIN_WORDS for word in words) or _A_LEVEL.fullmatch(plain(text)))


def named(text: str | None, quote: str | None) -> tuple[str, ...]:
    """The words by which a ruling may name what a rule gives."""
    return tuple(plain(each) for each in (text, quote) if each)


def offer(rule: Substitution, path: Sequence[NodeResult], target: NodeResult, claims: Claims) -> Offer | None:
    """What the rule gives in this alternative, or None where it gives experience (which is worked out apart)."""
    if rule.give == "experience":
        return None
    found = _education(rule, path, target, claims) if rule.give == "education" else _other(rule, claims)
    return replace(found, finding=claims.settle(found.finding), later=claims.settle(found.later))


def _other(rule: Substitution, claims: Claims) -> Offer:
    finding = {"license": _license, "training": _training, "coursework": _coursework}.get(rule.give, _unreadable)(
        rule, claims
    )
    amount = _amount(rule)
    return Offer(finding, finding, amount, amount)


def _amount(rule: Substitution) -> Fraction | None:
    """The months credited: as printed, else the cap alone; neither means the whole target (C19)."""
    months = rule.credit_months if rule.credit_months is not None else rule.cap_months
    return None if months is None else exact(months)


def _unreadable(rule: Substitution, claims: Claims) -> Finding:
    return Finding(UNDETERMINED, (Reason("judgement", f"What does this rule give: {rule.quote}?"),))


# --- degrees and study -----------------------------------------------------------------------------------


def _education(rule: Substitution, path: Sequence[NodeResult], target: NodeResult, claims: Claims) -> Offer:
    if claims.record.education is None:
        missing = Finding(UNDETERMINED, (Reason("missing_fact", f"What education is there? {rule.quote}"),))
        return Offer(missing, missing, _amount(rule), _amount(rule))
    if rule.give_level is None:
        return _study(rule, path, claims)
    asked = [(number, each) for number, each in enumerate(claims.record.education)]
    now = either([claims.settle(_given(rule, number, each, path, claims)) for number, each in asked])
    later, until = now, "appointment"
    for admission in covers_substitution(target.part, claims, giving="education"):
        found = [
            claims.settle(
                both(
                    _of_level(rule, each, claims),
                    _in_text(rule, each, claims),
                    expected_in_time(each, claims, admission),
                )
            )
            for _, each in asked
            if finished(each, claims).truth != MET
        ]
        later, until = either([now, *found]), admission.by
    return Offer(now, later, _amount(rule), _amount(rule), until)


def _given(rule: Substitution, number: int, degree: Degree, path: Sequence[NodeResult], claims: Claims) -> Finding:
    """One degree offered: of the level, finished, as the rule's words say, and not the one already used."""
    tests = [_of_level(rule, degree, claims), finished(degree, claims), _in_text(rule, degree, claims)]
    unused = [_unused(number, degree, each, claims) for each in path if isinstance(each.part.node, Education)]
    return both(*tests, *unused, claims.verified(degree, called(degree)))


def _of_level(rule: Substitution, degree: Degree, claims: Claims) -> Finding:
    if degree.level is None or rank(degree.level, claims.policy.professional_level) < 0:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"What level is {degree.level!r}?"),))
    asked = rule.give_level or "grade_8"
    return YES if covers(degree.level, asked, claims.policy.professional_level, in_fields=False) else NO


def _in_text(rule: Substitution, degree: Degree, claims: Claims) -> Finding:
    if not restricts(rule.give_text):
        return YES
    said = claims.ruled("field", degree.field)
    answers = {said[name] for name in named(rule.give_text, rule.quote) if name in said}
    if True in answers:
        return YES
    if False in answers:
        return NO
    question = f"Is {degree.level} in {degree.field or 'no stated field'} what the rule gives: {rule.give_text}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, degree.field or ""),))


def _unused(number: int, degree: Degree, base: NodeResult, claims: Claims) -> Finding:
    """A degree above the base both meets the base and may be given; the one that is the base may not (C19, R27)."""
    asked = base.part.node
    assert isinstance(asked, Education)
    policy = claims.policy.professional_level
    if rank(degree.level, policy) > rank(asked.level, policy):
        return YES
    others = either([finding for place, (_, finding) in enumerate(base.items) if place != number])
    return Finding(others.truth, others.reasons) if others.truth != NOT_MET else NO


def _study(rule: Substitution, path: Sequence[NodeResult], claims: Claims) -> Offer:
    """Study beyond what the base asks, year for year or by units."""
    judged = [(each, claims.settle(_offered(rule, each, claims))) for each in claims.record.education or ()]
    degrees = [each for each, finding in judged if finding.truth == MET]
    possible = [each for each, finding in judged if finding.truth != NOT_MET]
    base = max(
        (Fraction(STUDY.get(each.part.node.level, 0)) for each in path if isinstance(each.part.node, Education)),
        default=ZERO,
    )
    low = max(ZERO, study_done(claims, degrees)[0] - base)
    high = max(ZERO, study_done(claims, possible)[1] - base)
    unknown = _study_question(rule, possible, claims)
    if rule.ratio is not None:
        credited = tuple(_capped(months * exact(rule.ratio[1]) / exact(rule.ratio[0]), rule) for months in (low, high))
        found = YES if credited[1] > 0 else NO
        return Offer(found, found, credited[0], credited[1], reasons=unknown.reasons)
    needed = _months_asked(rule, claims)
    if needed is None:
        return Offer(_unreadable(rule, claims), _unreadable(rule, claims), _amount(rule), _amount(rule))
    finding = YES if low >= needed else unknown if high >= needed else NO
    return Offer(finding, finding, _amount(rule), _amount(rule))


def _offered(rule: Substitution, degree: Degree, claims: Claims) -> Finding:
    """Whether study of one entry may be given: as the rule's words say, and verified where the gate asks for it."""
    return both(_in_text(rule, degree, claims), claims.verified(degree, called(degree)))


def _study_question(rule: Substitution, degrees: Sequence[Degree], claims: Claims) -> Finding:
    asked = either([_offered(rule, each, claims) for each in degrees])
    missing = Reason("missing_fact", f"How much study was there? {rule.quote or ''}".strip())
    return Finding(UNDETERMINED, asked.reasons if asked.truth == UNDETERMINED else (missing,))


def _capped(months: Fraction, rule: Substitution) -> Fraction:
    return months if rule.cap_months is None else min(months, exact(rule.cap_months))


def _months_asked(rule: Substitution, claims: Claims) -> Fraction | None:
    if rule.give_units is not None:
        return exact(rule.give_units) * 12 / exact(claims.policy.college_year_units.semester)
    return None if rule.give_months is None else exact(rule.give_months)


# --- licenses, training, coursework ------------------------------------------------------------------------


def _license(rule: Substitution, claims: Claims) -> Finding:
    if claims.record.licenses is None:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Is this held: {rule.give_text or rule.quote}?"),))
    return either(
        [both(_ruled(rule, "license", each.name, claims), usable(each, claims)) for each in claims.record.licenses]
    )


def _training(rule: Substitution, claims: Claims) -> Finding:
    if claims.record.training is None:
        return Finding(UNDETERMINED, (Reason("judgement", f"Is this completed: {rule.give_text or rule.quote}?"),))
    return either(
        [
            both(_ruled(rule, "training", each.program, claims), claims.verified(each, each.program or "the training"))
            for each in claims.record.training
        ]
    )


def _coursework(rule: Substitution, claims: Claims) -> Finding:
    if claims.record.coursework is None:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Is this taken: {rule.give_text or rule.quote}?"),))
    judged = [
        (each, both(_ruled(rule, "subject", each.subject, claims), completed(each, claims), _checked(each, claims)))
        for each in claims.record.coursework
    ]
    if rule.give_units is None:
        return either([finding for _, finding in judged])
    need = exact(rule.give_units)
    low = sum((_units(each) for each, finding in judged if finding.truth == MET), ZERO)
    high = sum((_units(each) for each, finding in judged if finding.truth != NOT_MET), ZERO)
    if low >= need:
        return YES
    return NO if high < need else either([finding for _, finding in judged if finding.truth == UNDETERMINED])


def _checked(taken: CourseworkTaken, claims: Claims) -> Finding:
    return claims.verified(taken, f"coursework in {taken.subject}")


def _units(taken: CourseworkTaken) -> Fraction:
    return max(exact(taken.semester_units), exact(taken.quarter_units) / QUARTERS)


def _ruled(rule: Substitution, subject: str, name: str | None, claims: Claims) -> Finding:
    """The claim is what the rule names: by its own words, or because a person ruled so."""
    names = named(rule.give_text, rule.quote)
    if name and plain(name) in names:
        return YES
    said = {**(claims.ruled("field", name) if subject == "subject" else {}), **claims.ruled(subject, name)}
    answers = {said[each] for each in names if each in said}
    if True in answers:
        return YES
    if False in answers:
        return NO
    question = f"Is {name or 'this'} what the rule gives: {rule.give_text or rule.quote}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, name or ""),))
