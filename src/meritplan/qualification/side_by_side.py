"""Experience and supervisory experience side by side, where a jurisdiction wants different months (R13, C35)."""

from __future__ import annotations

from fractions import Fraction

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
    assert isinstance(one.part, ExperiencePart)
    assert isinstance(other.part, ExperiencePart)
    need = (one.part.need or Fraction(0)) + (other.part.need or Fraction(0))
    lower = claims.months(_both(one, other, sure=True))
    upper = max(lower, claims.months(_both(one, other, sure=False)))
    narrow = _both(one, other, sure=False, facts=False)
    truth = MET if lower >= need else NOT_MET if upper < need else UNDETERMINED
    words = f"different months for {one.part.node.quote} and {other.part.node.quote}"
    return NodeResult(
        part=part,
        clean=truth,
        relaxed=truth,
        reasons=_reasons(one, other, facts=claims.months(narrow) < need) if truth == UNDETERMINED else (),
        gap=Gap(need - upper, frozenset(), "months", part.path, words) if truth == NOT_MET else None,
        note=f"{words}: {float(lower):.2f} of {float(need):.2f} together",
    )


def _both(one: NodeResult, other: NodeResult, *, sure: bool, facts: bool = True) -> tuple[Stretch, ...]:
    found: dict[int, Stretch] = {}
    for each in (*_counted(one), *_counted(other)):
        stretch = each.low if sure or not facts else each.high
        if stretch is None or (sure and each.finding.truth != MET) or each.finding.truth == NOT_MET:
            continue
        found[each.job.index] = spanning(found.get(each.job.index), stretch)
    return tuple(found.values())


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
