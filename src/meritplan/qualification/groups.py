"""From a requirement made ready and claims made ready to a result: groups, leaves, and the rules that add ways."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from meritplan.qualification.attainments import condition, skill, training, unread
from meritplan.qualification.claims import Claims
from meritplan.qualification.combination import combinations
from meritplan.qualification.coursework import coursework
from meritplan.qualification.education import education
from meritplan.qualification.experience import experience
from meritplan.qualification.licenses import license_
from meritplan.qualification.options import option
from meritplan.qualification.proportional import proportional
from meritplan.qualification.result import (
    MET,
    UNDETERMINED,
    Finding,
    NodeResult,
    Reason,
    all_of,
    any_of,
    least,
)
from meritplan.qualification.scope import ExperiencePart, GroupPart, OptionPart, Part
from meritplan.qualification.side_by_side import side_by_side
from meritplan.qualification.substitution import Alternative, substitutions

MOST_PATHS = 256

_LEAVES: dict[str, Callable[[Part, Claims], NodeResult]] = {
    "education": education,
    "coursework": coursework,
    "license": license_,
    "training": training,
    "skill": skill,
    "condition": condition,
}


def evaluate(part: Part, claims: Claims) -> NodeResult:
    """The result at a node and everything below it."""
    if isinstance(part, ExperiencePart):
        return experience(part, claims)
    if isinstance(part, GroupPart):
        return _group(part, claims)
    if isinstance(part, OptionPart):
        return option(part, claims, lambda child: evaluate(child, claims))
    return _LEAVES.get(part.type, unread)(part, claims)


def _group(part: GroupPart, claims: Claims) -> NodeResult:
    children = tuple(evaluate(child, claims) for child in part.children)
    if part.every:
        base = all_of(part, children)
        if claims.policy.and_supervisory == "additive":
            base = side_by_side(part, base, claims)
    elif children:
        base = any_of(part, children)
    else:
        base = _nothing_listed(part, claims)
    if base.clean == MET or not _adds_ways(part, claims):
        return base
    return _with_ways(base, _ways(part, base, claims))


def _nothing_listed(part: GroupPart, claims: Claims) -> NodeResult:
    reason = Reason(
        "judgement", f"No alternative was read here: {part.node.quote or 'any of'}", "", part.path, part.node.quote
    )
    truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
    return NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))


def _adds_ways(part: GroupPart, claims: Claims) -> bool:
    return part.modified or (claims.policy.patterns_proportional and not part.every)


def _ways(part: GroupPart, base: NodeResult, claims: Claims) -> list[NodeResult]:
    paths = alternatives(base)
    if len(paths) > MOST_PATHS:
        reason = Reason(
            "judgement", "Too many alternatives to substitute in; a person must look.", "", part.path, part.node.quote
        )
        truth = claims.settle(Finding(UNDETERMINED, (reason,))).truth
        return [NodeResult(part=part, clean=truth, relaxed=truth, reasons=(reason,))]
    return [
        *combinations(part, paths, claims),
        *proportional(part, paths, claims),
        *substitutions(part, paths, claims),
    ]


def _with_ways(base: NodeResult, ways: list[NodeResult]) -> NodeResult:
    """The base or one of the ways the rules open; the clean one before a conditional one (C16)."""
    if not ways:
        return base
    together = any_of(base.part, (base, *ways))
    base.ways = tuple(ways)
    base.clean, base.relaxed = together.clean, together.relaxed
    base.reasons = tuple(dict.fromkeys(together.reasons))
    base.pending, base.watch = together.pending, together.watch
    base.gap = least([together.gap])
    return base


def alternatives(result: NodeResult) -> list[Alternative]:
    """The ways through a result, each as the leaves it asks (what nobody has decided yet stands as one leaf)."""
    part = result.part
    if isinstance(part, ExperiencePart) or not isinstance(part, GroupPart | OptionPart):
        return [(result,)]
    if isinstance(part, OptionPart):
        if result.closed or result.watch:
            return [(result,)]
        return _product(result.children)
    own = [(way,) for way in result.ways]
    if part.every:
        return [*_product(result.children), *own]
    return [*(path for child in result.children for path in alternatives(child)), *own][: MOST_PATHS + 1]


def _product(children: tuple[NodeResult, ...]) -> list[Alternative]:
    found: list[Alternative] = [()]
    for child in children:
        found = [(*path, *more) for path, more in product(found, alternatives(child))]
        if len(found) > MOST_PATHS:
            return found
    return found
