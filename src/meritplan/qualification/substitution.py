"""Substitutions: one thing in the place of another, on printed terms (R25 to R27; C18 to C20).

Each rule adds ways to meet its group and never takes one away. Experience given for education must lie beyond the
experience required beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from meritplan.model.record import Degree
from meritplan.model.requirement import Education, Substitution
from meritplan.qualification.admission import covers_substitution, limit
from meritplan.qualification.beyond import best_for_each, months_beyond
from meritplan.qualification.claims import Claims
from meritplan.qualification.credit import Counted, count
from meritplan.qualification.education import (
    MANY,
    STUDY,
    covers,
    finished,
    in_field,
    study_done,
    study_reasons,
    unit_months,
)
from meritplan.qualification.experience import experience
from meritplan.qualification.months import MEAN_MONTH
from meritplan.qualification.names import plain
from meritplan.qualification.offers import Offer, offer, restricts
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    WORDS,
    Finding,
    Gap,
    NodeResult,
    Pending,
    Reason,
    all_of,
)
from meritplan.qualification.scope import ExperiencePart, GroupPart, Part, exact

ZERO = Fraction(0)
A_DAY = 1 / MEAN_MONTH
Alternative = tuple[NodeResult, ...]


def substitutions(part: GroupPart, paths: Sequence[Alternative], claims: Claims) -> Iterator[NodeResult]:
    """Every further way to meet the group that its substitution rules open."""
    by_purpose: dict[tuple[str, str], list[Substitution]] = {}
    for rule in part.substitutions:
        by_purpose.setdefault((rule.give, rule.target), []).append(rule)
    # rules with the same purpose are alternatives; of different purposes, several may be used together (C19)
    for chosen in product(*([None, *rules] for rules in by_purpose.values())):
        rules = [rule for rule in chosen if rule is not None]
        if not rules or _both_ways(rules):
            continue
        for path in paths:
            way = _substituted(part, path, rules, claims)
            if way is not None:
                yield way


def _both_ways(rules: Sequence[Substitution]) -> bool:
    pairs = {(rule.give, rule.target) for rule in rules}
    return any((target, give) in pairs for give, target in pairs)


def _substituted(
    part: GroupPart, path: Alternative, rules: Sequence[Substitution], claims: Claims
) -> NodeResult | None:
    """One alternative with these rules applied; None where a rule finds nothing to do in it."""
    leaves: list[NodeResult] = list(path)
    study: dict[int, Offer] = {}
    for rule in sorted(rules, key=lambda each: each.give == "experience"):
        if rule.target == "all":
            return _whole(part, rule, path, claims)
        targets = _targets(rule, leaves)
        if not targets:
            return None
        if rule.give == "experience":
            given = _experience_given(rule, targets, leaves, study, claims)
            leaves = [leaf for place, leaf in enumerate(leaves) if place not in targets] + [given]
        else:
            found = offer(rule, path, leaves[targets[0]], claims)
            if found is None or (found.finding.truth == NOT_MET and found.later.truth == NOT_MET):
                return None
            _apply(rule, found, targets, leaves, study, claims)
    return all_of(_rule_part(part, rules[0], path), tuple(leaves))


def _rule_part(part: GroupPart, rule: Substitution, path: Alternative) -> Part:
    return Part(node=rule, path=(*part.path, "rules", _place(part, rule)), admissions=part.admissions)


def _place(part: GroupPart, rule: Substitution) -> int:
    rules = getattr(part.node, "rules", ())
    return next((number for number, each in enumerate(rules) if each is rule), 0)


def _targets(rule: Substitution, leaves: Sequence[NodeResult]) -> list[int]:
    """The unmet leaves the rule may stand in for. One of supervision is the last to be replaced."""
    kinds = [place for place, leaf in enumerate(leaves) if leaf.part.type == rule.target and leaf.clean != MET]
    if rule.target_text and len(kinds) > 1:
        words = plain(rule.target_text)
        kinds = [
            place for place in kinds if any(words in name or name in words for name in leaves[place].part.names)
        ] or kinds
    if rule.target == "experience":
        return sorted(kinds, key=lambda place: bool(getattr(leaves[place].part, "supervisory", False)))[:1]
    return kinds


def _whole(part: GroupPart, rule: Substitution, path: Alternative, claims: Claims) -> NodeResult | None:
    """A rule that stands in for everything the group asks."""
    rule_part = _rule_part(part, rule, path)
    if rule.give == "experience":
        return _measured(rule_part, rule, _given(rule, path, claims), (), _stated(rule), claims)
    found = offer(rule, (), NodeResult(part=part, clean=NOT_MET, relaxed=NOT_MET), claims)
    return None if found is None else _offered(rule_part, found)


def _offered(part: Part, found: Offer) -> NodeResult:
    """What is given, as a node of its own."""
    pending = found.finding.truth < MET and found.later.truth == MET
    return NodeResult(
        part=part,
        clean=found.finding.truth,
        relaxed=max(found.finding.truth, found.later.truth),
        reasons=(found.later if found.later.truth > found.finding.truth else found.finding).reasons,
        pending=(Pending(found.until, part.node.quote or "what stands in for it", part.path),) if pending else (),
    )


def _apply(
    rule: Substitution,
    found: Offer,
    targets: Sequence[int],
    leaves: list[NodeResult],
    study: dict[int, Offer],
    claims: Claims,
) -> None:
    """Credit what is given to its target: months off a length, study toward a level, or the whole leaf."""
    for place in targets:
        leaf = leaves[place]
        if found.low is None or found.high is None:
            leaves[place] = replace(_offered(leaf.part, found), note=f"replaced by: {rule.quote or rule.give}")
        elif isinstance(leaf.part, ExperiencePart):
            credited = _credited(leaf.part, rule, found, claims)
            leaves[place] = all_of(leaf.part, (credited, _offered(Part(node=rule, path=leaf.part.path), found)))
        elif isinstance(leaf.part.node, Education):
            study[place] = found
            leaves[place] = _studied(rule, leaf, found, claims)
        else:
            leaves[place] = all_of(leaf.part, (_unmeasured(rule, leaf, claims), _offered(leaf.part, found)))


def _unmeasured(rule: Substitution, leaf: NodeResult, claims: Claims) -> NodeResult:
    """Months credited toward something that is not measured in months: a person judges whether they are enough."""
    question = f"Is this enough in the place of {leaf.part.node.quote or leaf.part.type}: {rule.quote}?"
    reason = Reason("judgement", question, "", leaf.part.path, rule.quote)
    truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
    return NodeResult(part=leaf.part, clean=truth, relaxed=truth, reasons=(reason,))


def _credited(part: ExperiencePart, rule: Substitution, found: Offer, claims: Claims) -> NodeResult:
    """The leaf with so many months less to show; what must remain, and its subsets, must still be there."""
    least = experience(_shorter(part, rule, found.low or ZERO), claims)
    if found.low == found.high:
        return least
    most = experience(_shorter(part, rule, found.high or ZERO), claims)
    if most.clean == least.clean:
        return most if most.clean == NOT_MET else least
    reasons = found.reasons or (Reason("missing_fact", f"How many months does this come to: {rule.quote}?"),)
    if claims.supposed is not None:
        return most if claims.granted(reasons) else least
    asked = tuple(reason._replace(path=part.path) for reason in reasons)
    relaxed = max(UNDETERMINED, least.relaxed)
    return replace(most, clean=UNDETERMINED, relaxed=relaxed, reasons=(*most.reasons, *asked), gap=None)


def _shorter(part: ExperiencePart, rule: Substitution, credit: Fraction) -> ExperiencePart:
    need = (part.need or ZERO) - credit
    if rule.floor_months is not None:
        need = max(need, exact(rule.floor_months))
    if need <= 0:
        return replace(part, need=ZERO, exclusive=False)
    return replace(part, need=need)


# --- study and experience given for education ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """Months to be given: at least, at most; ``curable`` is false where a cap forbids it."""

    low: Fraction
    high: Fraction
    low_possible: bool = True
    high_possible: bool = True
    reasons: tuple[Reason, ...] = ()


def _studied(rule: Substitution, leaf: NodeResult, found: Offer, claims: Claims) -> NodeResult:
    """An education leaf with study credited: met if that makes up the whole lack."""
    low, high, reasons = _lack(leaf, {0: found}, 0, claims)
    truth = MET if high <= 0 else NOT_MET if low > 0 else UNDETERMINED
    offered = _offered(Part(node=rule, path=leaf.part.path), found)
    base = NodeResult(part=leaf.part, clean=truth, relaxed=truth, reasons=reasons if truth == UNDETERMINED else ())
    return all_of(leaf.part, (base, offered))


def _lack(
    leaf: NodeResult, study: dict[int, Offer], place: int, claims: Claims
) -> tuple[Fraction, Fraction, tuple[Reason, ...]]:
    """Months of study lacking, at least and at most: level asked minus study done (C20)."""
    asked = leaf.part.node
    assert isinstance(asked, Education)
    months = level_months(asked)
    if months is None:
        question = f"How many months of study is {asked.quote or asked.level}?"
        reason = Reason("judgement", question, "", leaf.part.path, asked.quote)
        return *claims.amount(ZERO, MANY, (reason,)), (reason,)
    low, high = _study_toward(asked, claims)
    credit = study.get(place)
    if credit is not None:
        low += (credit.low or ZERO) if credit.finding.truth == MET else ZERO
        high += (credit.high or ZERO) if credit.finding.truth != NOT_MET else ZERO
    question = f"How much study was done toward: {asked.quote or asked.level}?"
    given = credit.finding.reasons if credit is not None else ()
    reasons = (*given, *study_reasons(claims), *_elsewhere_reasons(asked, claims))
    reasons = reasons or (Reason("missing_fact", question, "", leaf.part.path, asked.quote),)
    least, most = max(ZERO, months - high), max(ZERO, months - low)
    if not least and most and _studying(asked, months, claims):
        least = A_DAY
    return least, most, reasons if low != high else ()


def level_months(asked: Education) -> Fraction | None:
    """Months of study a level stands for; None where neither the language nor the text says."""
    if asked.years is not None and asked.level in {"some_college", "vocational", "associate", "bachelor"}:
        return exact(asked.years) * 12
    return Fraction(STUDY[asked.level]) if asked.level in STUDY else None


def _study_toward(asked: Education, claims: Claims) -> tuple[Fraction, Fraction]:
    """Study done, at least and at most. A finished degree in another field is not certain to count at all."""
    degrees = claims.record.education
    if degrees is None:
        return ZERO, MANY
    usable = [each for each in degrees if not (asked.accredited and each.accredited is False)]
    certain = [
        each
        for each in usable
        if not _elsewhere(asked, each, claims)
        and claims.verified(each, "").truth == MET
        and (each.accredited or not asked.accredited)
    ]
    return study_done(claims, certain)[0], study_done(claims, usable)[1]


def _elsewhere(asked: Education, degree: Degree, claims: Claims) -> bool:
    """Whether a degree is finished and of the level asked, but not certainly in a field asked."""
    return (
        degree.level is not None
        and finished(degree, claims).truth == MET
        and _reaches(degree.level, asked, claims)
        and in_field(asked, degree, claims).truth != MET
    )


def _elsewhere_reasons(asked: Education, claims: Claims) -> tuple[Reason, ...]:
    """Whether a degree in another field counts as study toward the one asked: a person says."""
    return tuple(
        reason
        for each in claims.record.education or ()
        if _elsewhere(asked, each, claims)
        for reason in in_field(asked, each, claims).reasons or (_study_question(asked, each),)
    )


def _study_question(asked: Education, degree: Degree) -> Reason:
    question = f"Does the study of {degree.field} count toward: {asked.quote or asked.level}?"
    return Reason("judgement", question, degree.field or "")


def _studying(asked: Education, months: Fraction, claims: Claims) -> bool:
    """Whether only study of no stated amount could make up for what is asked: then some of it lies ahead still."""
    degrees = [each for each in claims.record.education or () if not _may_be_finished(asked, each, claims)]
    said = [each for each in degrees if unit_months(each, claims) is not None]
    return len(degrees) == len(claims.record.education or (None,)) and study_done(claims, said)[1] < months


def _may_be_finished(asked: Education, degree: Degree, claims: Claims) -> bool:
    if degree.level is None:
        return True
    return _reaches(degree.level, asked, claims) and finished(degree, claims).truth != NOT_MET


def _reaches(level: str, asked: Education, claims: Claims) -> bool:
    known = level in {*STUDY, "professional"}
    return known and covers(level, asked.level, claims.policy.professional_level, in_fields=False)


def _experience_given(
    rule: Substitution, targets: Sequence[int], leaves: Sequence[NodeResult], study: dict[int, Offer], claims: Claims
) -> NodeResult:
    """Experience in the place of the targets, beyond what is required beside them."""
    first = leaves[targets[0]]
    beside = [
        leaf for place, leaf in enumerate(leaves) if place not in targets and isinstance(leaf.part, ExperiencePart)
    ]
    if isinstance(first.part.node, Education):
        lacks = [
            _lack(leaves[place], study, place, claims)
            for place in targets
            if isinstance(leaves[place].part.node, Education)
        ]
        need = _need(rule, max(lack[0] for lack in lacks), max(lack[1] for lack in lacks))
        need = replace(need, reasons=(*need.reasons, *(reason for lack in lacks for reason in lack[2])))
    else:
        need = _stated(rule)
    part = _in_place_of(rule, first.part)
    return _measured(part, rule, _given(rule, leaves, claims), beside, need, claims)


def _in_place_of(rule: Substitution, target: Part) -> Part:
    """The rule standing where its target stands, with the admission rules that reach the target."""
    return Part(node=rule, path=target.path, admissions=target.admissions)


def _need(rule: Substitution, low: Fraction, high: Fraction) -> Need:
    """The months that must be given for so much lacking."""
    if rule.give_months is not None and rule.ratio is None:
        return Need(exact(rule.give_months), exact(rule.give_months))
    if rule.ratio is None and rule.cap_months is None:
        reason = Reason("judgement", f"How much experience does this rule ask: {rule.quote}?")
        return Need(ZERO, MANY, reasons=(reason,))
    cap = None if rule.cap_months is None else exact(rule.cap_months)
    given, credited = rule.ratio or (12, 12)
    scale = exact(given) / exact(credited)
    return Need(low * scale, high * scale, cap is None or low <= cap, cap is None or high <= cap)


def _stated(rule: Substitution) -> Need:
    """The months a rule prints outright, where what it replaces has no length of its own."""
    if rule.give_months is not None:
        return Need(exact(rule.give_months), exact(rule.give_months))
    return Need(ZERO, MANY, reasons=(Reason("judgement", f"How much experience does this rule ask: {rule.quote}?"),))


def _given(rule: Substitution, leaves: Sequence[NodeResult], claims: Claims) -> tuple[Counted, ...]:
    """The employments the rule lets count: as its words say, or those qualifying for the leaves beside it."""
    beside = [leaf for leaf in leaves if isinstance(leaf.part, ExperiencePart) and leaf.credit is not None]
    if not restricts(rule.give_text) and beside:
        return best_for_each([leaf.credit.counted for leaf in beside if leaf.credit is not None])
    return count(_asking(rule), claims)


def _asking(rule: Substitution) -> ExperiencePart:
    words = plain(rule.give_text or "") if restricts(rule.give_text) else ""
    return ExperiencePart(
        node=rule,
        path=(),
        need=None,
        hours=None,
        exclusive=False,
        full_time=False,
        paid=False,
        supervisory=False,
        quote=plain(rule.quote) if rule.quote else None,
        function=words or None,
        classes=frozenset(),
        level_of=frozenset(),
        qualities=False,
        employer=None,
        employer_named=False,
        within_months=None,
        inside=False,
        outside=False,
        kind=frozenset({words} if words else ()),
    )


def _measured(
    part: Part,
    rule: Substitution,
    given: tuple[Counted, ...],
    beside: Sequence[NodeResult],
    need: Need,
    claims: Claims,
) -> NodeResult:
    """Compare the months that may be given with the months that must be."""
    if not need.low_possible:
        return NodeResult(part=part, clean=NOT_MET, relaxed=NOT_MET, note="more is lacking than the rule allows")
    if need.high <= 0 and need.high_possible:
        return NodeResult(part=part, clean=MET, relaxed=MET, note="nothing is lacking")
    if claims.jobs is None:
        reason = Reason("missing_fact", "The record does not list employment. What jobs were held?", "", part.path)
        truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
        return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))
    if claims.supposed is not None and need.low != need.high:
        asked = need.low if claims.granted(need.reasons) else need.high
        need = Need(asked, asked, need.low_possible, need.low_possible if asked == need.low else need.high_possible)
    own = restricts(rule.give_text)
    least, most = (months_beyond(given, beside, claims, kind_of_its_own=own, sure=sure) for sure in (True, False))
    most = max(least, most)
    clean = _truth(least, most, need, ZERO)
    short = max((limit(each) for each in covers_substitution(part, claims)), default=ZERO)
    relaxed = max(clean, _truth(least, most, need, short)) if short else clean
    kind = (
        frozenset(name for each in beside for name in getattr(each.part, "kind", ()))
        if not restricts(rule.give_text)
        else frozenset({plain(rule.give_text or "")})
    )
    used = tuple(each.job.index for each in given if each.high is not None)
    # what is given lies beyond what is required: where that is lacking too, both amounts must come
    lacking = max((each.gap.amount for each in beside if each.gap is not None and own), default=ZERO)
    gap = Gap(need.low - most + lacking, kind, "months", part.path, rule.quote or "experience given", used)
    return NodeResult(
        part=part,
        clean=clean,
        relaxed=relaxed,
        reasons=_reasons(part, given, need) if relaxed == UNDETERMINED else (),
        pending=(Pending("appointment", part.node.quote or "the experience given", part.path),)
        if relaxed == MET > clean
        else (),
        gap=gap if relaxed == NOT_MET and need.low != A_DAY else None,  # a day is no length anybody knows
        note=f"{WORDS[clean]}: {_text(least)} to {_text(most)} months beyond those required, {_text(need.high)} needed",
    )


def _text(months: Fraction) -> str:
    return f"{float(months):.2f}".rstrip("0").rstrip(".")


def _truth(least: Fraction, most: Fraction, need: Need, short: Fraction) -> int:
    if need.high_possible and least >= need.high - short:
        return MET
    nothing = need.low <= 0  # perhaps nothing is to be given: what is required beside it is judged where it stands
    return UNDETERMINED if need.low_possible and (nothing or most >= need.low - short) else NOT_MET


def _reasons(part: Part, given: Sequence[Counted], need: Need) -> tuple[Reason, ...]:
    found = [
        reason
        for each in given
        if each.finding.truth != NOT_MET and each.high is not None
        for reason in (*each.finding.reasons, *each.open_facts)
    ]
    return tuple(
        reason._replace(path=reason.path or part.path, quote=reason.quote or part.node.quote)
        for reason in dict.fromkeys((*found, *need.reasons))
    )
