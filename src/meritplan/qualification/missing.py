"""What is missing: the cheapest cures first, and the fewest questions that would settle an open result (R40; C26)."""

from __future__ import annotations

import math
from fractions import Fraction

from meritplan.model.determination import Cure
from meritplan.model.requirement import Education, Experience, License
from meritplan.qualification.claims import Claims
from meritplan.qualification.dates import iso, months_later
from meritplan.qualification.months import MEAN_MONTH
from meritplan.qualification.overlap import Stretch
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    Gap,
    NodeResult,
    Reason,
    cure_of_all,
    in_months,
)
from meritplan.qualification.scope import ExperiencePart, GroupPart, OptionPart

CENT = Fraction(1, 100)


def rounded(amount: Fraction) -> int | float:
    """Two decimals, half up; whole numbers without decimals.

    >>> rounded(Fraction(2005, 1000)), rounded(Fraction(6))
    (2.01, 6)
    """
    cents = math.floor(amount * 100 + Fraction(1, 2))
    return cents // 100 if cents % 100 == 0 else cents / 100


def cures(result: NodeResult, claims: Claims) -> tuple[Cure, ...]:
    """Every way to "met" from a result that is not met, the cheapest first."""
    if result.relaxed != NOT_MET:
        return ()
    found = {(each.path, each.needs): each for each in _cures(result, claims)}
    return tuple(
        sorted(
            found.values(),
            key=lambda each: (each.months is None, in_months(each.months or 0, each.unit), len(each.path)),
        )
    )


def _cures(result: NodeResult, claims: Claims) -> list[Cure]:
    own = [cure for way in result.ways if way.relaxed == NOT_MET for cure in _cures(way, claims)]
    unmet = [child for child in result.children if child.relaxed == NOT_MET]
    if isinstance(result.part, ExperiencePart) or not unmet:
        return [*own, _cure(result, claims)]
    if _any_will_do(result):
        return [*own, *(cure for child in unmet for cure in _cures(child, claims))]
    if len(unmet) == 1:
        return [*own, *_cures(unmet[0], claims)]
    return [*own, _together(result, unmet, claims)]


def _any_will_do(result: NodeResult) -> bool:
    part = result.part
    if isinstance(part, GroupPart):
        return not part.every and result.clean == max(child.clean for child in result.children)
    return isinstance(part, OptionPart) and part.by == "institution"


def _together(result: NodeResult, unmet: list[NodeResult], claims: Claims) -> Cure:
    """Several things lacking at once; months only where the same months cure them all (C26)."""
    gap = result.gap if result.gap is not None else cure_of_all(unmet)
    firsts = [_cures(child, claims)[0] for child in unmet]
    needs = "; and ".join(dict.fromkeys(each.needs for each in firsts))
    return _with_gap(result.part.path, needs, gap, claims)


def _cure(result: NodeResult, claims: Claims) -> Cure:
    return _with_gap(result.part.path, _needs(result), result.gap, claims)


def _with_gap(path: tuple[int | str, ...], needs: str, gap: Gap | None, claims: Claims) -> Cure:
    if gap is None:
        return Cure(path=path, needs=needs)
    return Cure(
        path=path,
        needs=needs,
        months=rounded(gap.amount),
        unit=gap.unit,
        reached_on=_reached(gap, claims),
    )


def _needs(result: NodeResult) -> str:
    """What to do, in plain words."""
    node, words = result.part.node, result.part.node.quote or result.part.type
    if result.gap is not None:
        if result.gap.amount == 0:
            return f"any time more of: {result.gap.needs}"
        return f"{rounded(result.gap.amount):g} more {result.gap.unit} of: {result.gap.needs}"
    if isinstance(node, License):
        return f"obtain or renew: {words}"
    if isinstance(node, Education):
        return f"complete: {words}"
    if isinstance(node, Experience):
        return f"gain: {words}"
    return f"meet: {words}"


def _reached(gap: Gap, claims: Claims) -> str | None:
    """The day the gap closes if the present employment goes on as it is."""
    rate = _present_rate(gap, claims)
    if not rate:
        return None
    if gap.unit == "hours":
        return iso(claims.as_of + max(1, math.ceil(gap.amount * 7 / rate)))
    time = gap.amount / rate
    whole = math.floor(time)
    day = months_later(claims.as_of + 1, whole) - 1 + math.ceil((time - whole) * MEAN_MONTH)
    return iso(max(day, claims.as_of + 1))


def _present_rate(gap: Gap, claims: Claims) -> Fraction:
    """The largest weight among the current employments that count toward the gap."""
    current = [job for job in claims.jobs or () if job.index in gap.used and job.source.end is None]
    if gap.unit == "hours":
        return max((job.low_hours for job in current), default=Fraction(0))
    return max((job.low_weight * job.share for job in current), default=Fraction(0))


# --- what would settle it ---------------------------------------------------------------------------------


def settling(result: NodeResult, claims: Claims) -> tuple[Reason, ...]:
    """The fewest questions that, all answered for the applicant, would make an open result "met"."""
    if result.relaxed != UNDETERMINED:
        return ()
    sets = [settling(way, claims) for way in result.ways if way.relaxed == UNDETERMINED]
    own = _own(result, claims)
    if own:
        sets.append(own)
    return min(sets, key=len, default=result.reasons)


def _own(result: NodeResult, claims: Claims) -> tuple[Reason, ...]:
    if result.closed or (result.ways and not any(child.relaxed == UNDETERMINED for child in result.children)):
        return result.reasons if result.closed else ()
    if isinstance(result.part, ExperiencePart) and result.credit is not None:
        inner = tuple(r for child in result.children for r in settling(child, claims))
        return tuple(dict.fromkeys((*_fewest_jobs(result, claims), *inner)))
    if result.items:
        opened = [finding.reasons for _, finding in result.items if finding.truth == UNDETERMINED and finding.reasons]
        return min(opened, key=len, default=result.reasons)
    opened_children = [child for child in result.children if child.relaxed == UNDETERMINED]
    if not opened_children:
        return result.reasons
    if isinstance(result.part, GroupPart) and not result.part.every:
        return min((settling(child, claims) for child in opened_children), key=len)
    if any(child.relaxed == NOT_MET for child in result.children):
        return ()
    return tuple(dict.fromkeys(r for child in opened_children for r in settling(child, claims)))


def _fewest_jobs(result: NodeResult, claims: Claims) -> tuple[Reason, ...]:
    """The employment in question that suffices with the fewest questions, else those that bring most, together."""
    part, credit = result.part, result.credit
    if credit is None or not isinstance(part, ExperiencePart):
        return result.reasons
    need = part.hours if part.hours is not None else part.need or CENT
    sure = [each.low for each in credit.counted if each.low is not None and each.finding.truth == MET]
    asked = [each for each in credit.counted if each.high is not None and each.finding.truth != NOT_MET]
    asked = [each for each in asked if each.low != each.high or each.finding.truth != MET]
    asked.sort(key=lambda each: -_amount(each.high))
    measure = claims.hours if part.hours is not None else claims.months
    alone: list[tuple[Reason, ...]] = []
    for each in asked:
        if each.low is not None and each.finding.reasons and measure([*sure, each.low]) >= need:
            alone.append(each.finding.reasons)  # its dates and hours need not be known exactly
        elif each.high is not None and measure([*sure, each.high]) >= need:
            alone.append((*each.finding.reasons, *each.open_facts))
    if alone:
        alone.sort(key=len)
        return tuple(dict.fromkeys(alone[0]))
    taken = list(sure)
    found: list[Reason] = []
    for each in asked:
        if measure(taken) >= need or each.high is None:
            break
        taken.append(each.high)
        found.extend((*each.finding.reasons, *each.open_facts))
    return tuple(dict.fromkeys(found))


def _amount(stretch: Stretch | None) -> int:
    """Roughly how much a stretch may bring, for putting stretches in order."""
    if stretch is None:
        return 0
    return (stretch[1] - stretch[0] + 1) * stretch[2].numerator // stretch[2].denominator
