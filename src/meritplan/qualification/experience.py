"""Experience leaves: how many months at least, how many at most, and whether that is enough.

A leaf holds its own length, parts inside it (``subsets``), limits on what a kind contributes (``at_most``) and the
counting rules of its groups. Each is a measure with a least and a most shortage; the leaf is short by the largest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from meritplan.qualification import options
from meritplan.qualification.admission import admitted_experience
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted, Credit, at_level, count, in_service, limited_kind
from meritplan.qualification.overlap import Stretch
from meritplan.qualification.result import (
    MET,
    NEVER,
    NOT_MET,
    UNDETERMINED,
    Finding,
    Gap,
    NodeResult,
    Reason,
    Truth,
    both,
    either,
    least,
    one_cure,
)
from meritplan.qualification.scope import CountingTest, ExperiencePart, GroupPart, OptionPart, Part

ZERO = Fraction(0)
SLIGHT = Fraction(1, 8)  # date-to-date counting of joined stretches may differ from their sum by less than this each


@dataclass(slots=True)
class Measure:
    """One length compared with what is there: shortage at least, shortage at most."""

    result: NodeResult
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Applied:
    """The employments applied, where a counting rule leaves a choice; ``service`` is what must then hold of them."""

    counted: tuple[Counted, ...]
    service: tuple[tuple[CountingTest, tuple[Counted, ...]], ...] = ()


def experience(part: ExperiencePart, claims: Claims) -> NodeResult:
    """The result of an experience leaf."""
    if claims.jobs is None:
        return _unknown_history(part, claims)
    measures = [_applied(part, ways, claims) for ways in applied(part, count(part, claims), claims)]
    best = _best(measures)
    return admitted_experience(part, best.result, best.low, best.high, claims)


def _unknown_history(part: ExperiencePart, claims: Claims) -> NodeResult:
    nothing_asked = part.need is not None and part.need <= 0 and not part.exclusive and not part.subsets
    if nothing_asked and part.hours is None:
        return NodeResult(part=part, clean=MET, relaxed=MET)
    reason = Reason(
        "missing_fact", "The record does not list employment. What jobs were held?", "", part.path, part.node.quote
    )
    truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
    return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))


def _best(measures: Sequence[Measure]) -> Measure:
    if len(measures) == 1:
        return measures[0]
    top = max(measures, key=lambda each: (each.result.clean, -each.low, _most(each)))
    if top.result.clean != MET:
        top.result.reasons = tuple(
            reason for each in measures if each.result.clean == UNDETERMINED for reason in each.result.reasons
        )
        top.result.gap = least([each.result.gap for each in measures])
    widest = max((each for each in measures if each.result.clean != NOT_MET), key=_most, default=top)
    if _most(widest) > _most(top):
        top.result.credit = _wider(top.result, widest.result)
    return Measure(top.result, min(each.low for each in measures), min(each.high for each in measures))


def _most(measure: Measure) -> Fraction:
    return measure.result.credit.upper if measure.result.credit is not None else ZERO


def _wider(surest: NodeResult, widest: NodeResult) -> Credit | None:
    """What certainly counts one way, with all that may count another: whether it does is open."""
    one, other = surest.credit, widest.credit
    if one is None or other is None:
        return one or other
    open_ = Finding(UNDETERMINED, widest.reasons)
    counted = tuple(
        more._replace(finding=open_) if each.high is None and more.high is not None else each
        for each, more in zip(one.counted, other.counted, strict=True)
    )
    return one._replace(counted=counted, upper=other.upper)


# --- counting rules: what may be applied at all ----------------------------------------------------


def applied(part: ExperiencePart, counted: tuple[Counted, ...], claims: Claims) -> list[Applied]:
    """The ways the employments may be applied under the counting rules (C23); without such rules, one way."""
    ways = [Applied(counted)]
    for test in part.counting:
        service = [claims.settle(in_service(test, each.job, claims)) for each in counted]
        if test.months is None:
            level = [
                either([_not(found), claims.settle(at_level(test, each.job))])
                for found, each in zip(service, counted, strict=True)
            ]
            ways = [_narrowed(way, level) for way in ways]
        elif any(found.truth for found in service):
            ways = [split for way in ways for split in _with_and_without(way, test, service, claims)]
    return ways


def _not(finding: Finding) -> Finding:
    return Finding(MET - finding.truth, finding.reasons)


def _narrowed(way: Applied, findings: Sequence[Finding]) -> Applied:
    return Applied(
        tuple(_tested(each, finding) for each, finding in zip(way.counted, findings, strict=True)), way.service
    )


def _tested(counted: Counted, finding: Finding) -> Counted:
    found = both(counted.finding, finding)
    if found.truth == NOT_MET:
        return counted._replace(finding=found, low=None, high=None)
    return counted._replace(finding=found)


def _with_and_without(
    way: Applied, test: CountingTest, service: Sequence[Finding], claims: Claims
) -> Iterable[Applied]:
    """That service left out; or applied whole, if it holds so many months at the level."""
    yield _narrowed(way, [_not(found) for found in service])
    there = [
        both(found, claims.settle(at_level(test, each.job))) for found, each in zip(service, way.counted, strict=True)
    ]
    yield Applied(way.counted, (*way.service, (test, _narrowed(way, there).counted)))


def _applied(part: ExperiencePart, way: Applied, claims: Claims) -> Measure:
    measure = measured(part, way.counted, claims)
    for test, counted in way.service:
        level = _length(part, counted, claims, need=test.months or ZERO, exclusive=False)
        level.result.part = replace(part, need=test.months, subsets=())  # what is kept for the level, not for the whole
        level.result.gap = None  # the shortage is told without that service: need minus what may be applied (C26)
        measure = _joined(part, measure, [level])
    return measure


# --- a leaf and what lies inside it ----------------------------------------------------------------


def measured(part: ExperiencePart, counted: tuple[Counted, ...], claims: Claims) -> Measure:
    """The leaf's own length and every subset, each with its own months inside the total."""
    own = _own(part, counted, claims)
    if not part.subsets:
        return own
    return _joined(part, own, [_subset(each, counted, claims) for each in part.subsets])


def _own(part: ExperiencePart, counted: tuple[Counted, ...], claims: Claims) -> Measure:
    need = part.hours if part.hours is not None else part.need
    if need is None:
        return _any_length(part, counted, claims)
    return _length(part, counted, claims, need=need, exclusive=part.exclusive)


def _any_length(part: ExperiencePart, counted: tuple[Counted, ...], claims: Claims) -> Measure:
    """No length stated: any counting experience will do (R17)."""
    truth = max((_held(each) for each in counted), default=NOT_MET)
    reasons = tuple(reason for each in counted if _held(each) for reason in (*each.finding.reasons, *each.open_facts))
    result = _result(part, truth, counted, (ZERO, ZERO), reasons if truth == UNDETERMINED else (), None, claims)
    return Measure(result, ZERO if truth else NEVER, ZERO if truth == MET else NEVER)


def _held(counted: Counted) -> Truth:
    if counted.high is None:
        return NOT_MET
    return min(counted.finding.truth, UNDETERMINED if counted.low is None else MET)


def _length(
    part: ExperiencePart, counted: tuple[Counted, ...], claims: Claims, *, need: Fraction, exclusive: bool
) -> Measure:
    lower, upper = bounds(part, counted, claims, need)
    truth = _compared(lower, upper, need, exclusive=exclusive)
    reasons: tuple[Reason, ...] = ()
    if truth == UNDETERMINED:
        reasons = (*_asked(counted), *_limit_reasons(part, counted, claims))
    short = need - upper if truth == NOT_MET else ZERO
    gap = _gap(part, counted, short) if truth == NOT_MET else None
    result = _result(part, truth, counted, (lower, upper), reasons, gap, claims)
    return Measure(result, short, need - lower if truth != MET else ZERO)


def _compared(lower: Fraction, upper: Fraction, need: Fraction, *, exclusive: bool) -> Truth:
    if (lower > need) if exclusive else (lower >= need):
        return MET
    return NOT_MET if ((upper <= need) if exclusive else (upper < need)) else UNDETERMINED


def _gap(part: ExperiencePart, counted: Sequence[Counted], short: Fraction) -> Gap:
    used = tuple(each.job.index for each in counted if each.high is not None)
    unit = "months" if part.hours is None else "hours"
    return Gap(short, part.kind, unit, part.path, part.node.quote or "experience", used)


def _result(
    part: ExperiencePart,
    truth: Truth,
    counted: tuple[Counted, ...],
    found: tuple[Fraction, Fraction],
    reasons: tuple[Reason, ...],
    gap: Gap | None,
    claims: Claims,
) -> NodeResult:
    placed = tuple(
        Reason(each.kind, each.question, each.about, each.path or part.path, part.node.quote) for each in reasons
    )
    unit = "months" if part.hours is None else "hours"
    credit = Credit(counted, found[0], found[1], unit, claims)
    return NodeResult(part=part, clean=truth, relaxed=truth, reasons=placed, gap=gap, credit=credit)


def _subset(part: Part, total: tuple[Counted, ...], claims: Claims) -> Measure:
    if isinstance(part, ExperiencePart):
        return measured(part, count(part, claims, total), claims)
    if isinstance(part, GroupPart):
        return _either(part, [_subset(child, total, claims) for child in part.children])
    if isinstance(part, OptionPart):
        known: list[Measure] = []
        result = options.option(part, claims, lambda child: _noted(_subset(child, total, claims), known))
        low = ZERO if result.closed else max((each.low for each in known), default=ZERO)
        high = max((each.high for each in known), default=ZERO)
        return Measure(result, low if result.clean < MET else ZERO, high if result.clean < MET else ZERO)
    return Measure(NodeResult(part=part, clean=UNDETERMINED, relaxed=UNDETERMINED), ZERO, NEVER)


def _noted(measure: Measure, known: list[Measure]) -> NodeResult:
    known.append(measure)
    return measure.result


def _either(part: GroupPart, measures: list[Measure]) -> Measure:
    best = max(measures, key=lambda each: (each.result.clean, -each.low))
    truth = best.result.clean
    reasons = tuple(r for each in measures if each.result.clean == UNDETERMINED for r in each.result.reasons)
    result = NodeResult(
        part=part,
        clean=truth,
        relaxed=truth,
        children=tuple(each.result for each in measures),
        reasons=reasons if truth == UNDETERMINED else (),
        gap=least([each.result.gap for each in measures]) if truth == NOT_MET else None,
    )
    return Measure(result, min(each.low for each in measures), min(each.high for each in measures))


def _joined(part: ExperiencePart, own: Measure, inner: list[Measure]) -> Measure:
    """Own length and inner measures together: all must hold; the months of a part lie inside the total."""
    parts = [each.result for each in inner]
    clean = min(own.result.clean, *(each.clean for each in parts))
    open_ones = [own.result, *parts]
    result = NodeResult(
        part=part,
        clean=clean,
        relaxed=clean,
        reasons=tuple(reason for each in open_ones if each.clean == UNDETERMINED for reason in each.reasons)
        if clean == UNDETERMINED
        else (),
        gap=_inner_gap(part, own.result, parts) if clean == NOT_MET else None,
        credit=own.result.credit,
        children=(*own.result.children, *parts),
        watch=tuple(word for each in parts for word in each.watch),
    )
    return Measure(result, max(own.low, *(each.low for each in inner)), max(own.high, *(each.high for each in inner)))


def _inner_gap(part: ExperiencePart, own: NodeResult, parts: Sequence[NodeResult]) -> Gap | None:
    """The same months cure a part and its total; two parts may need different things (C26)."""
    unmet = [each.gap for each in parts if each.clean == NOT_MET]
    if any(gap is None for gap in unmet) or (own.clean == NOT_MET and own.gap is None):
        return None
    known = [gap for gap in unmet if gap is not None]
    inner = one_cure(known) if known else own.gap
    if inner is None:
        return None
    if own.gap is None:
        within = not any(getattr(each.part, "outside", False) for each in parts)
        return inner._replace(kind=inner.kind | part.kind) if within else inner  # the months lie inside the total
    return max(inner, own.gap, key=lambda gap: gap.amount)._replace(kind=inner.kind | own.gap.kind)


# --- months ----------------------------------------------------------------------------------------


def bounds(
    part: ExperiencePart, counted: Sequence[Counted], claims: Claims, need: Fraction
) -> tuple[Fraction, Fraction]:
    """The least and the most that counts, limits applied (C36)."""
    lower, upper = amounts(counted, claims, in_hours=part.hours is not None, need=need)
    if not part.limits:
        return lower, upper
    limited = [(each.need, _of_kind(each, claims)) for each in part.limits if each.need is not None]
    return _limited(part, counted, limited, claims, lower, upper)


def _of_kind(part: ExperiencePart, claims: Claims) -> dict[int, Finding]:
    """Whether each employment is of a limited kind. An answer for the applicant is that it is not."""
    found = {job.index: limited_kind(part, job, claims) for job in claims.jobs or ()}
    if claims.supposed is None:
        return found
    return {
        job: Finding(NOT_MET if claims.granted(each.reasons) else MET) if each.truth == UNDETERMINED else each
        for job, each in found.items()
    }


def _asked(counted: Sequence[Counted]) -> tuple[Reason, ...]:
    """What is open about the employments that may count."""
    found = (
        reason
        for each in counted
        if each.high is not None and each.finding.truth != NOT_MET
        for reason in (*each.finding.reasons, *each.open_facts)
    )
    return tuple(dict.fromkeys(found))


def _limit_reasons(part: ExperiencePart, counted: Sequence[Counted], claims: Claims) -> tuple[Reason, ...]:
    """Whether an employment that may count is of a limited kind."""
    used = {each.job.index for each in counted if each.high is not None}
    return tuple(
        reason
        for limit in part.limits
        for job in claims.jobs or ()
        if job.index in used
        for reason in limited_kind(limit, job, claims).reasons
    )


def _limited(
    part: ExperiencePart,
    counted: Sequence[Counted],
    limited: Sequence[tuple[Fraction, dict[int, Finding]]],
    claims: Claims,
    lower: Fraction,
    upper: Fraction,
) -> tuple[Fraction, Fraction]:
    """For every choice of limits: what is outside those kinds, and the caps. The smallest of these holds."""
    for size in range(1, len(limited) + 1):
        for chosen in combinations(limited, size):
            caps = sum((cap for cap, _ in chosen), ZERO)
            least_kept = _kept(counted, [found for _, found in chosen], capped_if=UNDETERMINED)
            most_kept = _kept(counted, [found for _, found in chosen], capped_if=MET)
            in_hours = part.hours is not None
            lower = min(lower, amounts(least_kept, claims, in_hours=in_hours)[0] + caps)
            upper = min(upper, amounts(most_kept, claims, in_hours=in_hours)[1] + caps)
    return lower, upper


def _kept(counted: Sequence[Counted], kinds: Sequence[dict[int, Finding]], *, capped_if: Truth) -> list[Counted]:
    capped = {job for found in kinds for job, finding in found.items() if finding.truth >= capped_if}
    return [each for each in counted if each.job.index not in capped]


def amounts(
    counted: Sequence[Counted], claims: Claims, *, in_hours: bool = False, need: Fraction = ZERO
) -> tuple[Fraction, Fraction]:
    """Months (or hours) that certainly count, and months that may."""
    sure = [each.low for each in counted if each.low is not None and each.finding.truth == MET]
    possible = [each.high for each in counted if each.high is not None and each.finding.truth != NOT_MET]
    if in_hours:
        return claims.hours(sure), claims.hours(possible)
    extra = _extra(counted) if claims.policy.month_rule == "touch15" else ()
    lower, upper = claims.month_bounds(sure, possible, extra)
    if len(possible) < 2:
        return lower, upper
    return _leaving_out(sure, lower, need, claims), max(_leaving_out(possible, upper, need, claims), lower)


def _extra(counted: Sequence[Counted]) -> list[Stretch]:
    """The uncertain days, at the lowest weight they may have."""
    return [
        (each.high[0], each.high[1], each.low[2] if each.low is not None else each.high[2])
        for each in counted
        if each.high is not None and (each.low != each.high or each.finding.truth != MET)
    ]


def _leaving_out(stretches: Sequence[Stretch], found: Fraction, need: Fraction, claims: Claims) -> Fraction:
    """Counting from date to date, one stretch more can come to a day less; an applicant need not claim it.

    31 January to 27 February is a whole month of 28 days, but joined to the 30 days before it makes 1.89 months, not
    1.99. Only where the shortage is that slight, stretches are left out one by one as long as that helps.
    """
    if len(stretches) < 2 or found >= need or need - found > SLIGHT * len(stretches) or len(stretches) > 40:
        return found
    if claims.policy.month_rule == "touch15":
        return found
    kept, best = list(stretches), found
    while len(kept) > 1:
        value, dropped = max((claims.months([*kept[:n], *kept[n + 1 :]]), -n) for n in range(len(kept)))
        if value <= best:
            break
        best = value
        del kept[-dropped]
    return best
