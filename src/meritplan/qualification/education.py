"""Education: levels, fields, equivalents, study begun and not finished (R19 to R24; C12, C20, C28, C29, C33b, C39)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from meritplan.model.record import Degree
from meritplan.model.requirement import Admission, Education
from meritplan.qualification.admission import admitted, rules_for
from meritplan.qualification.claims import Claims
from meritplan.qualification.dates import last_day_within, possible_days
from meritplan.qualification.names import plain, plain_set
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
from meritplan.qualification.scope import Part, exact

LADDER = ("grade_8", "high_school", "some_college", "associate", "bachelor", "master", "doctorate")
LEVELS = frozenset((*LADDER, "vocational", "professional"))
BELOW_COLLEGE = frozenset({"grade_8", "high_school", "some_college"})
COLLEGE = frozenset({"some_college", "associate", "bachelor", "master", "doctorate", "professional"})
STUDY = {"associate": 24, "bachelor": 48, "master": 72, "doctorate": 96}  # months (C20)
RELATED = "related field"
MANY = Fraction(10_000)


def education(part: Part, claims: Claims) -> NodeResult:
    """The result of an education leaf: one credential must pass every test."""
    leaf = part.node
    assert isinstance(leaf, Education)
    if claims.record.education is None:
        reason = Reason("missing_fact", f"What education is there? Asked: {_asked(leaf)}", "", part.path, leaf.quote)
        truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
        return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))
    found = [(called(each), claims.settle(credential(leaf, each, claims))) for each in claims.record.education]
    answer = either([finding for _, finding in found])
    result = NodeResult(
        part=part,
        clean=answer.truth,
        relaxed=answer.truth,
        reasons=tuple(r._replace(path=part.path, quote=leaf.quote) for r in dict.fromkeys(answer.reasons)),
        items=tuple(found),
    )
    return _admitted(part, leaf, result, claims)


def _admitted(part: Part, leaf: Education, result: NodeResult, claims: Claims) -> NodeResult:
    for rule in rules_for(part, "education", claims):
        later = either([claims.settle(underway(leaf, each, claims, rule)) for each in claims.record.education or ()])
        result = admitted(part, result, later, rule.by)
    return result


def called(degree: Degree) -> str:
    """What a degree is called in questions and evidence: the same everywhere, so that it is asked about once."""
    words = [degree.level or "education of no stated level", f"in {degree.field}" if degree.field else ""]
    return " ".join(word for word in (*words, f"({degree.conferred})" if degree.conferred else "") if word)


def _asked(leaf: Education) -> str:
    return leaf.quote or " ".join((leaf.level, *leaf.fields))


def credential(leaf: Education, degree: Degree, claims: Claims) -> Finding:
    """Whether one finished credential meets the leaf."""
    level = _level(leaf, degree, claims)
    if level.truth == NOT_MET:
        return level
    done = finished(degree, claims)
    if leaf.level in BELOW_COLLEGE and done.truth != MET:
        done = either([done, _begun(degree)])
    tests = [level, done, _equivalent(leaf, degree), _accredited(leaf, degree), in_field(leaf, degree, claims)]
    return both(*tests, _years(leaf, degree, claims), claims.verified(degree, called(degree)))


def _begun(degree: Degree) -> Finding:
    """College units are some college, which covers what lies below it, whether or not the degree was finished (R19).

    Of a degree that goes on and names no units nobody knows what is behind it: school at least, it may be.
    """
    if degree.level not in COLLEGE:
        return NO
    if degree.semester_units or degree.quarter_units:
        return YES
    return Finding(UNDETERMINED, (_missing(degree, f"What was completed before or in the {called(degree)}?"),))


def underway(leaf: Education, degree: Degree, claims: Claims, rule: Admission) -> Finding:
    """Whether a credential in progress would meet the leaf, within the time an admission rule allows."""
    if finished(degree, claims).truth == MET:
        return NO
    tests = [_level(leaf, degree, claims), _equivalent(leaf, degree), _accredited(leaf, degree)]
    return both(*tests, in_field(leaf, degree, claims), expected_in_time(degree, claims, rule))


def expected_in_time(degree: Degree, claims: Claims, rule: Admission) -> Finding:
    """A degree in progress, to be finished within the months a rule allows (any time where it names none)."""
    if not in_progress(degree) and degree.conferred is None:
        return NO
    if rule.short_months is None:
        return YES
    expected = possible_days(degree.expected if degree.expected is not None else degree.conferred)
    if expected is None:
        return Finding(UNDETERMINED, (_missing(degree, f"When will the {called(degree)} be finished?"),))
    last = last_day_within(claims.as_of, int(rule.short_months))
    if expected[1] <= last:
        return YES
    return (
        NO
        if expected[0] > last
        else Finding(UNDETERMINED, (_missing(degree, "In which month will the degree be finished?"),))
    )


def finished(degree: Degree, claims: Claims) -> Finding:
    """Whether the credential is conferred by the day asked about (R22, C33b). Without any date it is."""
    if in_progress(degree):
        return _due(degree, claims)
    if degree.conferred is None:
        return YES
    days = possible_days(degree.conferred)
    if days is None:
        return Finding(
            UNDETERMINED, (_missing(degree, f"{degree.conferred!r} is no date. When was the degree conferred?"),)
        )
    if days[1] <= claims.as_of:
        return YES
    return (
        NO
        if days[0] > claims.as_of
        else Finding(UNDETERMINED, (_missing(degree, "On which day was the degree conferred?"),))
    )


def in_progress(degree: Degree) -> bool:
    """Whether a credential is said not to be finished: outright, or by the day it is expected."""
    if degree.in_progress is None:
        return degree.conferred is None and degree.expected is not None
    return degree.in_progress


def _due(degree: Degree, claims: Claims) -> Finding:
    days = possible_days(degree.expected) if degree.expected is not None else None
    if days is not None and days[0] <= claims.as_of:
        question = f"The {called(degree)} was expected by {degree.expected}. Has it been conferred?"
        return Finding(UNDETERMINED, (Reason("pending", question, called(degree)),))
    return Finding(NOT_MET, (), "in progress")


def _missing(degree: Degree, question: str) -> Reason:
    return Reason("missing_fact", question, called(degree))


# --- the tests of a credential -----------------------------------------------------------------------


def _level(leaf: Education, degree: Degree, claims: Claims) -> Finding:
    if degree.level not in LEVELS:
        return Finding(UNDETERMINED, (_missing(degree, f"What level is {degree.level!r}? Asked: {_asked(leaf)}"),))
    covered = covers(degree.level, leaf.level, claims.policy.professional_level, in_fields=bool(leaf.fields))
    if (
        covered
        and leaf.fields
        and not claims.policy.higher_degree_in_field_satisfies_lower
        and degree.level != leaf.level
    ):
        return Finding(NOT_MET, (), "another level than asked")
    return YES if covered else Finding(NOT_MET, (), "level too low")


def covers(held: str, asked: str, professional: str, *, in_fields: bool) -> bool:
    """Whether one level covers another (R19, C28)."""
    if held == asked:
        return True
    if asked == "professional":
        return False
    held = professional if held == "professional" else held
    if asked == "vocational":
        return not in_fields and held in {"associate", "bachelor", "master", "doctorate"}
    if held == "vocational":
        return asked in {"high_school", "grade_8"}
    return LADDER.index(held) >= LADDER.index(asked)


def rank(level: str | None, professional: str) -> int:
    """Where a level stands on the ladder; -1 if it is none."""
    level = professional if level == "professional" else "some_college" if level == "vocational" else level
    return LADDER.index(level) if level in LADDER else -1


def _equivalent(leaf: Education, degree: Degree) -> Finding:
    """A GED, or another equivalent, where the leaf accepts equivalents; else a person says (C29, R20, R23)."""
    school = degree.level == "high_school"
    if not degree.equivalency or leaf.or_equivalent or (school and leaf.level != "high_school"):
        return YES
    question = f"Is {degree.equivalency!r} accepted as {_asked(leaf)}?"
    return Finding(UNDETERMINED, (Reason("judgement" if school else "unverified", question, called(degree)),))


def _accredited(leaf: Education, degree: Degree) -> Finding:
    if not leaf.accredited or degree.accredited:
        return YES
    if degree.accredited is None:
        question = f"Was the school of the {called(degree)} accredited?"
        return Finding(UNDETERMINED, (_missing(degree, question),))
    return Finding(NOT_MET, (), "not accredited")


def in_field(leaf: Education, degree: Degree, claims: Claims) -> Finding:
    """Equal to a listed field, or ruled; never decided by likeness (C12, R24)."""
    if not leaf.fields and not leaf.related_field:
        return YES
    if not degree.field:
        return Finding(UNDETERMINED, (_missing(degree, f"In which field was the {called(degree)}?"),))
    fields = plain_set(leaf.fields)
    if plain(degree.field) in fields:
        return YES
    said = claims.ruled("field", degree.field)
    quote = plain(leaf.quote or "")
    if any(said.get(name) for name in (*fields, RELATED, quote) if name):
        return Finding(MET, (), "field ruled to count")
    if said.get(RELATED) is False or (quote and said.get(quote) is False):
        return Finding(NOT_MET, (), "field ruled not to count")
    wanted = ", ".join(leaf.fields) or RELATED
    question = f"Does {degree.field} count as {wanted}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, called(degree)),))


def _years(leaf: Education, degree: Degree, claims: Claims) -> Finding:
    """Years of study, where a level does not say how many."""
    if leaf.years is None or leaf.level not in {"some_college", "vocational"}:
        return YES
    low, high = study_of(degree, claims)
    need = exact(leaf.years) * 12
    if low >= need:
        return YES
    if high < need:
        return Finding(NOT_MET, (), "too few years of study")
    return Finding(UNDETERMINED, (_missing(degree, f"How many years or units of study was the {called(degree)}?"),))


# --- months of study -----------------------------------------------------------------------------------


def study_of(degree: Degree, claims: Claims) -> tuple[Fraction, Fraction]:
    """Months of study one entry stands for, at least and at most (C20)."""
    level = claims.policy.professional_level if degree.level == "professional" else degree.level
    units = unit_months(degree, claims)
    done = finished(degree, claims).truth
    whole = Fraction(STUDY.get(level or "", 0))
    if whole and done == MET:
        return max(whole, units or Fraction(0)), max(whole, units or Fraction(0))
    if units is not None:
        return units, (max(units, whole) if done == UNDETERMINED else units)
    if level in {"grade_8", "high_school"}:
        return Fraction(0), Fraction(0)
    return Fraction(0), whole if done == UNDETERMINED and whole else _below(level)


def _below(level: str | None) -> Fraction:
    """Study begun, its amount not stated: less than the level would take."""
    return {
        "associate": Fraction(24),
        "vocational": Fraction(0),
        "some_college": Fraction(48),
        "bachelor": Fraction(48),
    }.get(level or "", Fraction(96))


def unit_months(degree: Degree, claims: Claims) -> Fraction | None:
    """Months of study by units or years; None where neither is stated."""
    year = claims.policy.college_year_units
    found = []
    if degree.semester_units is not None:
        found.append(exact(degree.semester_units) * 12 / exact(year.semester))
    if degree.quarter_units is not None:
        found.append(exact(degree.quarter_units) * 12 / exact(year.quarter))
    if degree.years is not None:
        found.append(exact(degree.years) * 12)
    return max(found) if found else None


def study_done(claims: Claims, counting: Sequence[Degree] | None = None) -> tuple[Fraction, Fraction]:
    """Months of study of the whole record, at least and at most; degrees include what led to them."""
    degrees = claims.record.education if counting is None else counting
    if degrees is None:
        return claims.amount(Fraction(0), MANY, (Reason("missing_fact", "What education is there?"),))
    degree_low = degree_high = units_low = units_high = Fraction(0)
    for each in degrees:
        low, high = study_of(each, claims)
        if finished(each, claims).truth == MET and each.level in {*STUDY, "professional"}:
            degree_low, degree_high = max(degree_low, low), max(degree_high, high)
        else:
            units_low, units_high = units_low + low, units_high + high
    return claims.amount(
        max(degree_low, units_low), degree_high + units_high, study_reasons(claims, counting) if claims.supposed else ()
    )


def study_reasons(claims: Claims, counting: Sequence[Degree] | None = None) -> tuple[Reason, ...]:
    """What is open about the study done: verification, conferral, its amount."""
    found: list[Reason] = []
    for each in (claims.record.education if counting is None else counting) or ():
        low, high = study_of(each, claims)
        if high:
            found.extend(claims.verified(each, called(each)).reasons)
        if low != high:
            question = f"How much study was the {called(each)}, in units or years?"
            found.extend(finished(each, claims).reasons or (_missing(each, question),))
    return tuple(dict.fromkeys(found))
