"""Options: what binds only if the position says so (C17, R36, R38, R39)."""

from __future__ import annotations

from collections.abc import Callable

from meritplan.qualification.claims import Claims
from meritplan.qualification.result import (
    MET,
    NOT_MET,
    UNDETERMINED,
    NodeResult,
    Reason,
    Truth,
    all_of,
    least,
)
from meritplan.qualification.scope import GroupPart, OptionPart, Part

Evaluate = Callable[[Part], NodeResult]


def option(part: OptionPart, claims: Claims, evaluate: Evaluate) -> NodeResult:
    """The result of an option: as its child where the position requires it, met where it waives it, else open."""
    asked = _asked(part, claims)
    if asked:
        return all_of(part, tuple(evaluate(each) for each in asked))
    alternatives = part.child.children if isinstance(part.child, GroupPart) and not part.child.every else ()
    if part.by == "institution" and alternatives:
        return _supposed(_institutional(part, tuple(evaluate(each) for each in alternatives)), claims)
    remaining = _not_waived(part, claims)
    if remaining is None:
        return NodeResult(part=part, clean=MET, relaxed=MET, note="waived by the position")
    return _supposed(_open(part, evaluate(remaining)), claims)


def _supposed(result: NodeResult, claims: Claims) -> NodeResult:
    """An option nobody has decided, where an answer is supposed."""
    if claims.supposed is not None and result.relaxed == UNDETERMINED:
        result.relaxed = result.clean = MET if claims.granted(result.reasons) else NOT_MET
    return result


def _asked(part: OptionPart, claims: Claims) -> tuple[Part, ...]:
    """The nodes the position requires: the whole option, or the leaves it names (those alone)."""
    if not claims.required:
        return ()
    if part.names & claims.required:
        return (part.child,)
    named = [each for each in part.below if each.names & claims.required]
    return tuple(each for each in named if not any(each is not other and _holds(other, each) for other in named))


def _holds(outer: Part, inner: Part) -> bool:
    return len(outer.path) < len(inner.path) and inner.path[: len(outer.path)] == outer.path


def _not_waived(part: OptionPart, claims: Claims) -> Part | None:
    """What the position leaves open: nothing if it waives the option or all its leaves."""
    if not claims.waived:
        return part.child
    leaves = [each for each in part.below if not isinstance(each, GroupPart | OptionPart)]
    if part.names & claims.waived or part.child.names & claims.waived:
        return None
    if leaves and all(each.names & claims.waived for each in leaves):
        return None
    return part.child


def _institutional(part: OptionPart, results: tuple[NodeResult, ...]) -> NodeResult:
    """An institution chooses between alternatives: only what all or none of them say is certain."""
    relaxed = _agreed([each.relaxed for each in results])
    clean = min(_agreed([each.clean for each in results]), relaxed)
    return NodeResult(
        part=part,
        clean=clean,
        relaxed=relaxed,
        children=results,
        reasons=_position(part) if relaxed == UNDETERMINED else (),
        pending=tuple(item for each in results for item in each.pending) if clean < MET and relaxed == MET else (),
        gap=least([each.gap for each in results]) if relaxed == NOT_MET else None,
        closed=relaxed == UNDETERMINED,
    )


def _agreed(truths: list[Truth]) -> Truth:
    if all(truth == MET for truth in truths):
        return MET
    return NOT_MET if all(truth == NOT_MET for truth in truths) else UNDETERMINED


def _open(part: OptionPart, child: NodeResult) -> NodeResult:
    """Nobody has decided: met if the child is met anyway, else it depends on the position."""
    met = child.relaxed == MET
    return NodeResult(
        part=part,
        clean=MET if child.clean == MET else UNDETERMINED,
        relaxed=MET if met else UNDETERMINED,
        children=(child,),
        reasons=() if met else _position(part),
        pending=child.pending if met and child.clean < MET else (),
        watch=() if met else (f"the position may ask: {part.node.quote or child.part.node.quote}",),
        closed=not met,
    )


def _position(part: OptionPart) -> tuple[Reason, ...]:
    words = part.node.quote or part.child.node.quote or "this option"
    return (Reason("position", f"Does the position ask for: {words}?", "", part.path, part.node.quote),)
