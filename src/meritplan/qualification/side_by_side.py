"""Experience and supervisory experience side by side, where a jurisdiction wants different months (R13, C35)."""

from __future__ import annotations

from fractions import Fraction

from meritplan.qualification.allocation import atoms, most_beside
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted
from meritplan.qualification.overlap import Stretch, spanning
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    Gap,
    NodeResult,
    Reason,
    all_of,
)
from meritplan.qualification.scope import ExperiencePart, GroupPart

ZERO = Fraction(0)


def side_by_side(part: GroupPart, base: NodeResult, claims: Claims) -> NodeResult:
    """The group with one more test for each pair: their months together, for both needs together."""
    lengths = [child for child in base.children if isinstance(child.part, ExperiencePart) and child.part.need]
    general = [each for each in lengths if not getattr(each.part, "supervisory", False)]
    supervisory = [each for each in lengths if getattr(each.part, "supervisory", False)]
    pairs = [_pair(part, one, other, claims) for one in general for other in supervisory]
    if not pairs or claims.jobs is None:
        return base
    joined = all_of(part, (*base.children, *pairs))
    if joined.relaxed == NOT_MET:
        joined.gap = _gap(base, pairs)
    return joined


def _gap(base: NodeResult, pairs: list[NodeResult]) -> Gap | None:
    """The shortage of a pair includes that of each of the two; anything else lacking is another thing (C26)."""
    if base.relaxed == NOT_MET and base.gap is None:
        return None
    gaps = [each.gap for each in pairs if each.gap is not None]
    return max([*gaps, *([base.gap] if base.gap is not None else [])], key=lambda gap: gap.amount, default=None)


def _pair(part: GroupPart, one: NodeResult, other: NodeResult, claims: Claims) -> NodeResult:
    """The supervisory months left when the general requirement has its own, compared with those asked."""
    assert isinstance(one.part, ExperiencePart)
    assert isinstance(other.part, ExperiencePart)
    needs = one.part.need or ZERO, other.part.need or ZERO
    least = _shortage(one, other, needs, claims, sure=True)
    most = min(least, _shortage(one, other, needs, claims, sure=False))
    narrow = _shortage(one, other, needs, claims, sure=False, facts=False)
    truth = MET if least <= 0 else NOT_MET if most > 0 else UNDETERMINED
    words = f"different months for {one.part.node.quote} and {other.part.node.quote}"
    return NodeResult(
        part=part,
        clean=truth,
        relaxed=truth,
        reasons=_reasons(one, other, facts=narrow > 0) if truth == UNDETERMINED else (),
        gap=Gap(most, frozenset(), "months", part.path, words) if truth == NOT_MET else None,
        note=f"{words}: {float(sum(needs) - least):.2f} of {float(sum(needs)):.2f} together",
    )


def _shortage(
    one: NodeResult,
    other: NodeResult,
    needs: tuple[Fraction, Fraction],
    claims: Claims,
    *,
    sure: bool,
    facts: bool = True,
) -> Fraction:
    """The months lacking when no month serves both; the cheaper of lacking the one kind or the other."""
    held = [_taken(each, sure=sure, facts=facts) for each in (one, other)]
    ways = []
    for first, second in ((0, 1), (1, 0)):
        pieces = atoms(
            [tuple(held[first].values()), tuple(held[second].values())], claims.policy.month_rule, claims.policy.overlap
        )
        most = most_beside(pieces, [needs[second]])
        ways.append(None if most is None else needs[first] - most)
    possible = [way for way in ways if way is not None]
    if possible:
        return max(ZERO, min(possible))
    everything = dict(held[0])
    for job, stretch in held[1].items():
        everything[job] = spanning(everything.get(job), stretch)
    return max(ZERO, sum(needs, ZERO) - claims.months(tuple(everything.values())))


def _taken(result: NodeResult, *, sure: bool, facts: bool) -> dict[int, Stretch]:
    found = {}
    for each in _counted(result):
        stretch = each.low if sure or not facts else each.high
        if stretch is not None and each.finding.truth != NOT_MET and not (sure and each.finding.truth != MET):
            found[each.job.index] = stretch
    return found


def _counted(result: NodeResult) -> tuple[Counted, ...]:
    return result.credit.counted if result.credit is not None else ()


def _reasons(one: NodeResult, other: NodeResult, *, facts: bool) -> tuple[Reason, ...]:
    found = [
        reason
        for each in (*_counted(one), *_counted(other))
        if each.finding.truth != NOT_MET
        for reason in (*each.finding.reasons, *(each.open_facts if facts else ()))
    ]
    return tuple(dict.fromkeys(found))
