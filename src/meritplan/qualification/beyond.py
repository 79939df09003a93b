"""Months that may be given in the place of something else: those beyond what is required beside it (R9, R26).

An hour serves one purpose; the other hours of its month may serve another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from meritplan.qualification.allocation import most_hours_beside
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted
from meritplan.qualification.overlap import Stretch, spanning
from meritplan.qualification.result import MET, NOT_MET, NodeResult
from meritplan.qualification.scope import ExperiencePart

ZERO = Fraction(0)


def months_beyond(
    given: Sequence[Counted],
    beside: Sequence[NodeResult],
    claims: Claims,
    *,
    kind_of_its_own: bool,
    sure: bool,
    facts: bool = True,
) -> Fraction:
    """Months that can be given while the leaves beside keep what they need; below 0 where even that is lacking."""
    offered = _taken(given, sure=sure, facts=facts)
    required = [
        (_keeping(need, held, each, claims) if kind_of_its_own else need, held)
        for each in beside
        for need, held in _required(each, sure=sure, facts=facts)
    ]
    most = claims.months(tuple(offered.values()))
    if not required:
        return most
    everything = dict(offered)
    for _, held in required:
        everything = _together(everything, held)
    beyond = claims.months(tuple(everything.values())) - max(need for need, _ in required)
    if len(required) == 1 or _chained(offered, required, claims):
        return min(most, beyond)
    uses = [tuple(offered.values()), *(tuple(held.values()) for _, held in required)]
    found = claims.remembered(uses, [need for need, _ in required], most_hours_beside)
    return min(most, found) if found is not None else min(ZERO, beyond)


def _chained(
    offered: dict[int, Stretch], required: Sequence[tuple[Fraction, dict[int, Stretch]]], claims: Claims
) -> bool:
    """Whether each requirement lies inside the next and all inside what is offered: then the largest need is kept."""
    chain = [*sorted((held for _, held in required), key=len), offered]
    nested = all(one.items() <= other.items() for one, other in pairwise(chain))
    return nested and all(claims.months(tuple(held.values())) >= need for need, held in required)


def _keeping(need: Fraction, held: dict[int, Stretch], leaf: NodeResult, claims: Claims) -> Fraction:
    """What a leaf keeps for itself: its need, or all it has where it is lacking whatever is given."""
    return min(need, claims.months(tuple(held.values()))) if leaf.relaxed == NOT_MET else need


def _required(leaf: NodeResult, *, sure: bool, facts: bool) -> Iterator[tuple[Fraction, dict[int, Stretch]]]:
    """What a leaf beside needs for itself: its own length, and that of each subset inside it (R9)."""
    part, credit = leaf.part, leaf.credit
    if isinstance(part, ExperiencePart) and part.need and credit is not None:
        yield part.need, _taken(credit.counted, sure=sure, facts=facts)
    if isinstance(part, ExperiencePart):
        for child in leaf.children:
            yield from _required(child, sure=sure, facts=facts)


def _taken(counted: Sequence[Counted], *, sure: bool, facts: bool) -> dict[int, Stretch]:
    """The stretches taken: the certain ones; or all that may count, with dates read narrowly if facts are not open."""
    if sure:
        return {each.job.index: each.low for each in counted if each.low is not None and each.finding.truth == MET}
    found = {each.job.index: each.high if facts else each.low for each in counted if each.finding.truth != NOT_MET}
    return {job: stretch for job, stretch in found.items() if stretch is not None}


def _together(one: dict[int, Stretch], other: dict[int, Stretch]) -> dict[int, Stretch]:
    """Each employment once, at the larger weight."""
    found = dict(one)
    for job, stretch in other.items():
        found[job] = spanning(found.get(job), stretch)
    return found


def best_for_each(several: Sequence[tuple[Counted, ...]]) -> tuple[Counted, ...]:
    """Each employment as it counts best among several leaves: what is certain, and what may count, for any of them."""
    found: dict[int, list[Counted]] = {}
    for counted in several:
        for each in counted:
            found.setdefault(each.job.index, []).append(each)
    return tuple(each[0] if len(each) == 1 else _best(each) for each in found.values())


def _best(several: Sequence[Counted]) -> Counted:
    best = max(several, key=lambda each: (each.finding.truth, each.share))
    low = high = None
    for each in several:
        if each.finding.truth == MET and each.low is not None:
            low = spanning(low, each.low)
        if each.finding.truth != NOT_MET and each.high is not None:
            high = spanning(high, each.high)
    if low == best.low and high == best.high:
        return best
    asked = tuple(reason for each in several for reason in each.finding.reasons)
    return best._replace(low=low, high=high, finding=best.finding._replace(reasons=asked))
