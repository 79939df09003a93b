"""Combinations: kinds of evidence added together (R28, R32; C21)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from meritplan.model.record import Degree
from meritplan.model.requirement import Combination, Education
from meritplan.qualification.admission import covers_substitution, limit
from meritplan.qualification.beyond import best_for_each
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted
from meritplan.qualification.education import MANY, called, in_field, study_done, study_reasons
from meritplan.qualification.experience import amounts
from meritplan.qualification.names import plain
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    YES,
    Finding,
    Gap,
    NodeResult,
    Pending,
    Reason,
    all_of,
    both,
    either,
)
from meritplan.qualification.scope import ExperiencePart, GroupPart, Part, exact
from meritplan.qualification.substitution import Alternative

ZERO = Fraction(0)
ADDABLE = frozenset({"education", "experience", "training", "coursework"})


def combinations(part: GroupPart, paths: Sequence[Alternative], claims: Claims) -> Iterator[NodeResult]:
    """The ways that combination rules with a total, or without one, open. Proportional ones stand apart."""
    for rule in part.combinations:
        if rule.proportional:
            continue
        rule_part = Part(node=rule, path=(*part.path, "rules", _place(part, rule)), admissions=part.admissions)
        added = _open(rule_part, rule, claims) if rule.total_months is None else _total(rule_part, rule, paths, claims)
        kinds = frozenset(rule.of) or ADDABLE
        for others in _beside(paths, kinds):
            yield all_of(rule_part, (added, *others)) if others else added


def _place(part: GroupPart, rule: Combination) -> int:
    return next((number for number, each in enumerate(getattr(part.node, "rules", ())) if each is rule), 0)


def _beside(paths: Sequence[Alternative], kinds: frozenset[str]) -> list[Alternative]:
    """What each alternative still asks beside the kinds that are added together; each set of leaves once."""
    found: dict[tuple[object, ...], Alternative] = {}
    for path in paths:
        others = tuple(leaf for leaf in path if leaf.part.type not in kinds)
        found[tuple(leaf.part.path for leaf in others)] = others
    return list(found.values())


def _open(part: Part, rule: Combination, claims: Claims) -> NodeResult:
    """No total is printed: a person judges what is equivalent."""
    question = f"Is there an equivalent combination: {rule.quote or 'any combination'}?"
    reason = Reason("judgement", question, "", part.path, rule.quote)
    truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
    return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))


def _total(part: Part, rule: Combination, paths: Sequence[Alternative], claims: Claims) -> NodeResult:
    kinds = frozenset(rule.of) or ADDABLE
    need = exact(rule.total_months)
    study = _study(rule, paths, claims) if kinds & {"education", "coursework"} else (ZERO, ZERO, ())
    counted = _counting(paths) if "experience" in kinds else ()
    worked = _worked(counted, claims, need - study[0]) if "experience" in kinds else (ZERO, ZERO, ())
    trained = _training(kinds, claims)
    low, high = study[0] + worked[0], study[1] + worked[1] + trained[0]
    clean = MET if low >= need else NOT_MET if high < need else UNDETERMINED
    short = max((limit(each) for each in covers_substitution(part, claims)), default=ZERO)
    relaxed = max(clean, MET if low >= need - short else NOT_MET if high < need - short else UNDETERMINED)
    reasons = tuple(dict.fromkeys((*study[2], *worked[2], *trained[1])))
    kind = frozenset(name for path in paths for leaf in path for name in getattr(leaf.part, "kind", ()))
    used = tuple(each.job.index for each in counted if each.high is not None)
    return NodeResult(
        part=part,
        clean=clean,
        relaxed=relaxed,
        reasons=tuple(r._replace(path=part.path, quote=rule.quote) for r in reasons) if relaxed == UNDETERMINED else (),
        pending=(Pending("appointment", rule.quote or "the combination", part.path),) if relaxed == MET > clean else (),
        gap=Gap(need - high, kind, "months", part.path, rule.quote or "the combination", used)
        if relaxed == NOT_MET and "experience" in kinds
        else None,
        note=f"study {_text(study[0])} to {_text(study[1])}, experience {_text(worked[0])} to {_text(worked[1])}, "
        f"together at least {_text(low)} of {_text(need)} months",
    )


def _text(months: Fraction) -> str:
    return "any number" if months >= MANY else f"{float(months):.2f}".rstrip("0").rstrip(".")


# --- what is added ---------------------------------------------------------------------------------------


def _study(
    rule: Combination, paths: Sequence[Alternative], claims: Claims
) -> tuple[Fraction, Fraction, tuple[Reason, ...]]:
    """Months of study in a listed or ruled field (C20, C21)."""
    degrees = claims.record.education
    if degrees is None:
        reason = Reason("missing_fact", f"What education is there? {rule.quote}")
        return *claims.amount(ZERO, MANY, (reason,)), (reason,)
    leaves = _education_leaves(paths)
    judged = [(each, claims.settle(_counts(rule, each, leaves, claims))) for each in degrees]
    possible = [each for each, finding in judged if finding.truth != NOT_MET]
    low = study_done(claims, [each for each, finding in judged if finding.truth == MET])[0]
    high = study_done(claims, possible)[1]
    reasons = [reason for _, finding in judged if finding.truth == UNDETERMINED for reason in finding.reasons]
    reasons.extend(study_reasons(claims, possible))
    return low, high, tuple(reasons) if high > low else ()


def _education_leaves(paths: Sequence[Alternative]) -> list[Education]:
    found: dict[tuple[object, ...], Education] = {}
    for path in paths:
        for leaf in path:
            if isinstance(leaf.part.node, Education):
                found[leaf.part.path] = leaf.part.node
    return list(found.values())


def _counts(rule: Combination, degree: Degree, leaves: Sequence[Education], claims: Claims) -> Finding:
    if degree.level in {"grade_8", "high_school"}:
        return Finding(NOT_MET)
    accredited = any(leaf.accredited for leaf in leaves)
    if degree.accredited is False and (accredited or "accredited" in plain(rule.quote or "")):
        return Finding(NOT_MET, (), "not accredited")
    tests = [claims.verified(degree, called(degree))]
    if accredited and degree.accredited is None:
        tests.append(Finding(UNDETERMINED, (Reason("missing_fact", "Was the school accredited?", degree.field or ""),)))
    return both(_field(rule, degree, leaves, claims), *tests)


def _field(rule: Combination, degree: Degree, leaves: Sequence[Education], claims: Claims) -> Finding:
    fields = tuple(field for leaf in leaves for field in leaf.fields)
    if not fields and not any(leaf.related_field for leaf in leaves):
        return YES
    listed = either([in_field(leaf, degree, claims) for leaf in leaves if leaf.fields or leaf.related_field])
    if listed.truth == MET:
        return listed
    related = Education(level="bachelor", fields=fields, related_field=True, quote=rule.quote)
    return in_field(related, degree, claims)


def _counting(paths: Sequence[Alternative]) -> tuple[Counted, ...]:
    """What counts for any experience child of the group."""
    several = {
        leaf.part.path: leaf.credit.counted
        for path in paths
        for leaf in path
        if isinstance(leaf.part, ExperiencePart) and leaf.credit is not None
    }
    return best_for_each(list(several.values()))


def _worked(
    counted: Sequence[Counted], claims: Claims, need: Fraction
) -> tuple[Fraction, Fraction, tuple[Reason, ...]]:
    """Months worked, at least and at most; dates are only asked for where they can matter."""
    if claims.jobs is None:
        reason = Reason("missing_fact", "The record does not list employment. What jobs were held?")
        return *claims.amount(ZERO, MANY, (reason,)), (reason,)
    low, high = amounts(counted, claims)
    narrow = claims.months([each.low for each in counted if each.low is not None and each.finding.truth != NOT_MET])
    reasons = [
        reason
        for each in counted
        if each.finding.truth != NOT_MET and each.high is not None
        for reason in (*each.finding.reasons, *(each.open_facts if narrow < need else ()))
    ]
    return low, high, tuple(reasons) if high > low else ()


def _training(kinds: frozenset[str], claims: Claims) -> tuple[Fraction, tuple[Reason, ...]]:
    """Training has no length in a record: how many months it comes to, a person says."""
    if "training" not in kinds or (claims.record.training is not None and not claims.record.training):
        return ZERO, ()
    reason = Reason("judgement", "How many months does the training come to?")
    return claims.amount(ZERO, MANY, (reason,))[1], (reason,)
