"""Patterns combined on a proportional basis: half of one and half of another (R9, R30; C22).

Each month goes to one pattern; the largest sum of shares is found exactly. A pattern lends its share only where
everything else it asks is met, since other children are not combined; subsets shrink with the share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from meritplan.model.requirement import Combination
from meritplan.qualification.allocation import Atom, atoms
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted, count
from meritplan.qualification.experience import applied
from meritplan.qualification.linear import maximize
from meritplan.qualification.months import FULL
from meritplan.qualification.overlap import Stretch
from meritplan.qualification.result import MET, NOT_MET, UNDETERMINED, Finding, Gap, NodeResult, Reason
from meritplan.qualification.scope import ExperiencePart, GroupPart, Part, exact
from meritplan.qualification.substitution import Alternative

ZERO = Fraction(0)
Row = list[Fraction]


@dataclass(frozen=True, slots=True)
class Length:
    """A length inside a pattern: the leaf's own, or one of its subsets; ``use`` counts into the uses of time."""

    need: Fraction
    use: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """One alternative that can lend a share: the lengths it asks, and whether the rest of it is met."""

    lengths: tuple[Length, ...]
    rest: int
    leaf: NodeResult
    others: tuple[NodeResult, ...]


def proportional(part: GroupPart, paths: Sequence[Alternative], claims: Claims) -> Iterator[NodeResult]:
    """The way a proportional combination opens, where the group has one or the policy allows it anywhere."""
    rules = [rule for rule in part.combinations if rule.proportional]
    if not rules and claims.policy.patterns_proportional and not part.every:
        rules = [Combination(proportional=True, of=("experience",))]
    several = sum(_printed(path) for path in paths) > 1
    for rule in rules if claims.jobs is not None else ():
        rule_part = Part(node=rule, path=(*part.path, "rules"), admissions=part.admissions)
        if several:
            uses: list[tuple[Counted, ...]] = []
            patterns = [found for path in paths for found in _patterns(path, uses, claims)]
            yield _shared(rule_part, rule, patterns, uses, claims)
        elif part.combinations:
            yield _unmeasured(rule_part, rule, claims)


def _printed(path: Alternative) -> bool:
    """Whether an alternative is a pattern as the text prints it, and no way that a rule inside it opens."""
    own = _length_of_work(path)
    return own is not None and not any(leaf.part.type in {"substitution", "combination"} for leaf in path)


def _length_of_work(path: Alternative) -> NodeResult | None:
    """The one length of work an alternative asks; None where it asks several, or none."""
    leaves = [leaf for leaf in path if isinstance(leaf.part, ExperiencePart)]
    if len(leaves) != 1 or not getattr(leaves[0].part, "need", None):
        return None
    return leaves[0]


def _unmeasured(part: Part, rule: Combination, claims: Claims) -> NodeResult:
    """Shares of something else than several patterns of work, such as schooling and work: a person judges (R29)."""
    question = f"Do the shares add to the whole: {rule.quote or 'on a proportional basis'}?"
    reason = Reason("judgement", question, "", part.path, rule.quote)
    truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
    return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))


def _patterns(path: Alternative, uses: list[tuple[Counted, ...]], claims: Claims) -> Iterator[Pattern]:
    """A path with one experience leaf is a pattern, once for each way its counting rules let time be applied."""
    own = _length_of_work(path)
    if own is None or not isinstance(part := own.part, ExperiencePart) or part.need is None:
        return
    others = tuple(leaf for leaf in path if leaf is not own)
    rest = min((leaf.clean for leaf in others), default=MET)
    for way in applied(part, count(part, claims), claims):
        lengths = [_length(part.need, way.counted, uses)]
        for subset in part.subsets:
            if isinstance(subset, ExperiencePart) and subset.need:
                lengths.append(_length(subset.need, count(subset, claims, way.counted), uses))
            elif not isinstance(subset, ExperiencePart):
                rest = min(rest, UNDETERMINED)
        lengths.extend(_length(test.months, found, uses) for test, found in way.service if test.months)
        yield Pattern(tuple(lengths), rest, own, others)


def _length(need: Fraction, counted: tuple[Counted, ...], uses: list[tuple[Counted, ...]]) -> Length:
    uses.append(counted)
    return Length(need, len(uses) - 1)


def _shared(
    part: Part, rule: Combination, patterns: Sequence[Pattern], uses: Sequence[tuple[Counted, ...]], claims: Claims
) -> NodeResult:
    low = _best(rule, [each for each in patterns if each.rest == MET], uses, claims, sure=True)
    usable = [each for each in patterns if each.rest != NOT_MET]
    high = _best(rule, usable, uses, claims, sure=False)
    high = max(low, high)
    truth = MET if low >= 1 else NOT_MET if high < 1 else UNDETERMINED
    asked = truth == UNDETERMINED and any(each.open_facts for counted in uses for each in counted)
    facts = asked and _best(rule, usable, uses, claims, sure=False, facts=False) < 1
    return NodeResult(
        part=part,
        clean=truth,
        relaxed=truth,
        reasons=_reasons(part, patterns, uses, facts=facts) if truth == UNDETERMINED else (),
        gap=_gap(part, patterns, high) if truth == NOT_MET else None,
        note=f"shares of the patterns add to {float(low * 100):.1f} % at least, {float(high * 100):.1f} % at most",
    )


def _best(
    rule: Combination,
    patterns: Sequence[Pattern],
    uses: Sequence[tuple[Counted, ...]],
    claims: Claims,
    *,
    sure: bool,
    facts: bool = True,
) -> Fraction:
    """The largest sum of shares; ``facts`` false reads dates and hours narrowly even where kinds are taken widely."""
    stretches = [_taken(counted, sure=sure, facts=facts) for counted in uses]
    if not any(stretches[each.lengths[0].use] for each in patterns):
        return ZERO
    pieces = atoms(stretches, claims.policy.month_rule, claims.policy.overlap)
    total = exact(rule.total_months) if rule.total_months is not None else None
    found = _solve(pieces, patterns, total)
    return ZERO if found is None else min(found, FULL)


def _taken(counted: Sequence[Counted], *, sure: bool, facts: bool) -> list[Stretch]:
    if sure:
        return [each.low for each in counted if each.low is not None and each.finding.truth == MET]
    found = [each.high if facts else each.low for each in counted if each.finding.truth != NOT_MET]
    return [stretch for stretch in found if stretch is not None]


def _solve(pieces: Sequence[Atom], patterns: Sequence[Pattern], total: Fraction | None) -> Fraction | None:
    """Unknowns: for each piece of time and pattern the part lent; then the share of each pattern."""
    width = len(pieces) * len(patterns) + len(patterns)
    rows: list[Row] = []
    limits: list[Fraction] = []
    for piece in range(len(pieces)):
        rows.append(_row(width, {piece * len(patterns) + n: FULL for n in range(len(patterns))}))
        limits.append(FULL)
    for number, pattern in enumerate(patterns):
        share = len(pieces) * len(patterns) + number
        rows.append(_row(width, {share: FULL}))
        limits.append(FULL)
        for length in pattern.lengths:
            lent = {
                p * len(patterns) + number: -months * weight[length.use] for p, (months, weight) in enumerate(pieces)
            }
            rows.append(_row(width, {**lent, share: length.need}))
            limits.append(ZERO)
    if total is not None:
        rows.append(_row(width, _all_lent(pieces, patterns)))
        limits.append(-total)
    return maximize(_row(width, dict.fromkeys(range(width - len(patterns), width), FULL)), rows, limits)


def _all_lent(pieces: Sequence[Atom], patterns: Sequence[Pattern]) -> dict[int, Fraction]:
    return {
        p * len(patterns) + number: -months * weight[pattern.lengths[0].use]
        for p, (months, weight) in enumerate(pieces)
        for number, pattern in enumerate(patterns)
    }


def _row(width: int, values: dict[int, Fraction]) -> Row:
    row = [ZERO] * width
    for place, value in values.items():
        row[place] = value
    return row


def _gap(part: Part, patterns: Sequence[Pattern], high: Fraction) -> Gap | None:
    """What is lacking to the whole, in months of the pattern of which the fewest are needed."""
    usable = [each for each in patterns if each.rest != NOT_MET]
    if not usable:
        return None
    cheapest = min(usable, key=lambda each: each.lengths[0].need)
    kind: frozenset[str] = getattr(cheapest.leaf.part, "kind", frozenset())
    quote = cheapest.leaf.part.node.quote or "the pattern"
    return Gap((1 - high) * cheapest.lengths[0].need, kind, "months", cheapest.leaf.part.path, quote)


def _reasons(
    part: Part, patterns: Sequence[Pattern], uses: Sequence[tuple[Counted, ...]], *, facts: bool
) -> tuple[Reason, ...]:
    found = [
        reason
        for counted in uses
        for each in counted
        if each.finding.truth != NOT_MET and each.high is not None
        for reason in (*each.finding.reasons, *(each.open_facts if facts else ()))
    ]
    found += [
        reason
        for pattern in patterns
        for leaf in pattern.others
        if leaf.clean == UNDETERMINED
        for reason in leaf.reasons
    ]
    return tuple(r._replace(path=r.path or part.path, quote=r.quote or part.node.quote) for r in dict.fromkeys(found))
