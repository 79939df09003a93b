"""Coursework: units and courses in subjects (R21, C30). One semester unit is one and a half quarter units."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from meritplan.model.record import CourseworkTaken
from meritplan.model.requirement import Coursework
from meritplan.qualification.admission import admitted, rules_for
from meritplan.qualification.claims import Claims
from meritplan.qualification.dates import last_day_within, possible_days
from meritplan.qualification.education import MANY, study_done, study_reasons
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
)
from meritplan.qualification.scope import Part, exact

ZERO = Fraction(0)
QUARTERS = Fraction(3, 2)
Amounts = tuple[Fraction, Fraction]
Amount = Callable[[CourseworkTaken], Amounts]
Judged = tuple[CourseworkTaken, Finding]
_COLLEGE = frozenset({"", "college", "university", "college or university", "undergraduate"})


def coursework(part: Part, claims: Claims) -> NodeResult:
    """The result of a coursework leaf and of the subsets inside it."""
    leaf = part.node
    assert isinstance(leaf, Coursework)
    answer, items = _judged(leaf, claims, completed)
    answer = claims.settle(answer)
    result = NodeResult(
        part=part,
        clean=answer.truth,
        relaxed=answer.truth,
        reasons=tuple(r._replace(path=part.path, quote=leaf.quote) for r in dict.fromkeys(answer.reasons)),
        items=items,
    )
    for rule in rules_for(part, "coursework", claims):
        last = None if rule.short_months is None else last_day_within(claims.as_of, int(rule.short_months))
        later, _ = _judged(leaf, claims, partial(_will_be, last=last))
        result = admitted(part, result, claims.settle(later), rule.by)
    return result


Completed = Callable[[CourseworkTaken, Claims], Finding]


def _judged(leaf: Coursework, claims: Claims, done: Completed) -> tuple[Finding, tuple[tuple[str, Finding], ...]]:
    tests = [_enough(leaf, claims, done)[0], *(_judged(each, claims, done)[0] for each in leaf.subsets)]
    return both(*tests), _enough(leaf, claims, done)[1]


def completed(taken: CourseworkTaken, claims: Claims) -> Finding:
    """Whether the course is finished by the day asked about; without a date it is."""
    return _by(taken, claims.as_of)


def _will_be(taken: CourseworkTaken, claims: Claims, last: int | None) -> Finding:
    return YES if last is None else _by(taken, last)


def _by(taken: CourseworkTaken, last: int) -> Finding:
    if taken.completed is None:
        return YES
    days = possible_days(taken.completed)
    if days is not None and days[1] <= last:
        return YES
    if days is not None and days[0] > last:
        return NO
    question = f"On which day was the coursework in {taken.subject} completed?"
    return Finding(UNDETERMINED, (Reason("missing_fact", question, taken.subject or ""),))


def _enough(leaf: Coursework, claims: Claims, done: Completed) -> tuple[Finding, tuple[tuple[str, Finding], ...]]:
    if claims.record.coursework is None and not (not leaf.subjects and claims.record.education is not None):
        reason = Reason("missing_fact", f"What coursework is there? Asked: {leaf.quote or ', '.join(leaf.subjects)}")
        return claims.settle(Finding(UNDETERMINED, (reason,))), ()
    judged = [(each, claims.settle(_counts(leaf, each, claims, done))) for each in claims.record.coursework or ()]
    items = tuple((_called(each), finding) for each, finding in judged)
    tests = []
    if leaf.semester_units is not None or leaf.quarter_units is not None:
        tests.append(_units(leaf, judged, claims))
    if leaf.courses is not None:
        tests.append(
            _compared(exact(leaf.courses), _total(judged, _courses), judged, _courses, "How many courses were taken?")
        )
    if leaf.hours is not None:
        tests.append(
            _compared(exact(leaf.hours), _total(judged, _hours), judged, _hours, "How many class hours were taken?")
        )
    if not tests and not leaf.subsets:
        tests.append(_compared(Fraction(1), _total(judged, _entries), judged, _entries, "Was such a course taken?"))
    return both(*tests) if tests else YES, items


def _counts(leaf: Coursework, taken: CourseworkTaken, claims: Claims, done: Completed) -> Finding:
    tests = [_subject(leaf, taken, claims), done(taken, claims), claims.verified(taken, _called(taken))]
    if leaf.accredited and not taken.accredited:
        missing = Finding(
            UNDETERMINED, (Reason("missing_fact", f"Was {_called(taken)} taken at an accredited school?"),)
        )
        tests.append(NO if taken.accredited is False else missing)
    if leaf.level and plain(leaf.level) not in _COLLEGE and plain(taken.level or "") != plain(leaf.level):
        tests.append(_asked(leaf, taken, claims, f"Is {_called(taken)} of the level asked: {leaf.level}?"))
    return both(*tests)


def _called(taken: CourseworkTaken) -> str:
    return f"coursework in {taken.subject or 'no stated subject'}"


def _subject(leaf: Coursework, taken: CourseworkTaken, claims: Claims) -> Finding:
    subjects = plain_set(leaf.subjects)
    if not subjects:
        return YES
    if not taken.subject:
        return Finding(UNDETERMINED, (Reason("missing_fact", "In which subject was the coursework?"),))
    if plain(taken.subject) in subjects:
        return YES
    return _asked(leaf, taken, claims, f"Does coursework in {taken.subject} count as {', '.join(leaf.subjects)}?")


def _asked(leaf: Coursework, taken: CourseworkTaken, claims: Claims, question: str) -> Finding:
    """A ruling that names a listed subject, "related field" or the leaf's quote; else the question."""
    said: dict[str, bool | None] = {}
    for about in ("field", "coursework", "subject"):
        said |= claims.ruled(about, taken.subject)
    subjects, whole = plain_set(leaf.subjects), plain_set(("related field", "related subject", leaf.quote or ""))
    if any(said.get(name) for name in subjects | whole):
        return YES
    # a no to one of several subjects leaves the others; a no to the whole, or to every one, settles it (C12)
    if any(said.get(name) is False for name in whole) or (subjects and all(said.get(s) is False for s in subjects)):
        return NO
    return Finding(UNDETERMINED, (Reason("judgement", question, taken.subject or ""),))


# --- amounts ---------------------------------------------------------------------------------------------


def _units(leaf: Coursework, judged: Sequence[Judged], claims: Claims) -> Finding:
    low, high = _total(judged, _semester_units)
    if not leaf.subjects:
        studied = _of_education(claims)
        low, high = max(low, studied[0]), MANY if claims.record.coursework is None else max(high, studied[1])
    needs = []
    if leaf.semester_units is not None:
        needs.append(exact(leaf.semester_units))
    if leaf.quarter_units is not None:
        needs.append(exact(leaf.quarter_units) / QUARTERS)
    question = f"How many units in {', '.join(leaf.subjects) or 'all'} were taken?"
    found = _compared(min(needs), (low, high), judged, _semester_units, question)
    if leaf.subjects or found.truth != UNDETERMINED:
        return found
    return _opened(claims) or found


def _unlisted(claims: Claims) -> tuple[Reason, ...]:
    """Where coursework is not listed, there may be some (C11)."""
    if claims.record.coursework is not None:
        return ()
    return (Reason("missing_fact", "What coursework is there beside the education listed?"),)


def _of_education(claims: Claims) -> Amounts:
    """Semester units of the education listed: as stated, or by the years of a finished degree (C30)."""
    year = exact(claims.policy.college_year_units.semester)
    sure = [each for each in claims.record.education or () if claims.verified(each, "").truth == MET]
    low = ZERO if claims.record.education is None else study_done(claims, sure)[0]
    return low * year / 12, study_done(claims)[1] * year / 12


def _opened(claims: Claims) -> Finding | None:
    """What is open about the education, where units are counted from it."""
    reasons = (*study_reasons(claims), *_unlisted(claims))
    return Finding(UNDETERMINED, reasons) if reasons else None


def _compared(need: Fraction, found: Amounts, judged: Sequence[Judged], amount: Amount, question: str) -> Finding:
    if found[0] >= need:
        return YES
    if found[1] < need:
        return Finding(NOT_MET, (), "too little coursework")
    reasons = [reason for _, finding in judged if finding.truth == UNDETERMINED for reason in finding.reasons]
    if not reasons or any(finding.truth and len(set(amount(taken))) > 1 for taken, finding in judged):
        reasons.append(Reason("missing_fact", question))
    return Finding(UNDETERMINED, tuple(reasons))


def _total(judged: Sequence[Judged], amount: Amount) -> Amounts:
    low = sum((amount(taken)[0] for taken, finding in judged if finding.truth == MET), ZERO)
    return low, sum((amount(taken)[1] for taken, finding in judged if finding.truth != NOT_MET), ZERO)


def _semester_units(taken: CourseworkTaken) -> Amounts:
    if taken.semester_units is None and taken.quarter_units is None:
        return ZERO, MANY
    one, other = exact(taken.semester_units), exact(taken.quarter_units) / QUARTERS
    return max(one, other), one + other  # both printed: two courses, or one told in both units


def _courses(taken: CourseworkTaken) -> Amounts:
    if taken.courses is None:
        return Fraction(1), MANY
    return exact(taken.courses), exact(taken.courses)


def _hours(taken: CourseworkTaken) -> Amounts:
    return (ZERO, MANY) if taken.hours is None else (exact(taken.hours), exact(taken.hours))


def _entries(taken: CourseworkTaken) -> Amounts:
    return Fraction(1), Fraction(1)
