"""The difference of two requirements: the effect, proved by the engine, and the sentence that says what changed."""

from __future__ import annotations

import msgspec

from meritplan.model import Requirement
from meritplan.model.policy import Policy
from meritplan.model.requirement import Node, doubts
from meritplan.plan.diff.changes import clauses
from meritplan.plan.diff.pairing import paired
from meritplan.plan.diff.phrases import quoted
from meritplan.plan.proof import Effect, Verdict, verdict

MOST_CLAUSES = 6
FREE = frozenset({"quote", "spans", "label", "doubt", "strength"})


class RequirementDifference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a change of a requirement does.

    ``effect`` is what the engine proved with the persons of ``verdict``. It is ``unclear`` where the engine cannot
    tell, where text is not understood, or where it hangs on whether work named otherwise is the same work:
    ``supposed`` is the effect if all of ``suppositions`` hold. ``doubts`` counts the open questions of both readings.
    """

    effect: Effect
    sentence: str
    clauses: tuple[str, ...] = ()
    supposed: Effect | None = None
    suppositions: tuple[str, ...] = ()
    doubts: int = 0
    verdict: Verdict | None = None


def difference(
    before: Requirement | None, after: Requirement | None, policy: Policy, *, most: int = 400
) -> RequirementDifference | None:
    """The difference, or None where both say the same in the same words."""
    if before is None or after is None:
        if before is after:
            return None
        said = "no requirement was read " + ("before" if before is None else "after the change")
        return RequirementDifference(effect="unclear", sentence=_sentence([said], "unclear"), clauses=(said,))
    if _bare(before, frozenset({"spans"})) == _bare(after, frozenset({"spans"})):
        return None
    return _compared(before, after, policy, most)


def _compared(before: Requirement, after: Requirement, policy: Policy, most: int) -> RequirementDifference:
    pairing = paired(before, after)
    told = clauses(before, after, pairing)
    same = pairing.rewordings()
    found = verdict(before, after, policy, most=most)
    supposed = verdict(before, after, policy, same=same, most=most) if same and found.effect != "unchanged" else None
    effect, shown = found.effect, found
    suppositions: tuple[str, ...] = ()
    if supposed is not None and supposed.effect != found.effect:
        effect, shown = "unclear", supposed
        suppositions = tuple(f"{quoted(new)} is the same as {quoted(old)}" for new, old in same.items())
    sentence = _sentence(list(told), effect)
    if suppositions and supposed is not None:
        sentence += f" {supposed.effect.capitalize()} if {' and '.join(suppositions[:2])}."
    return RequirementDifference(
        effect=effect,
        sentence=sentence,
        clauses=told,
        supposed=supposed.effect if suppositions and supposed else None,
        suppositions=suppositions,
        doubts=sum(1 for node in (before, after) for _ in doubts(node)),
        verdict=shown,
    )


def _sentence(told: list[str], effect: Effect) -> str:
    """The clauses as one sentence, with a capital and a full stop."""
    more = len(told) - MOST_CLAUSES
    words = "; ".join(told[:MOST_CLAUSES]) or _wordless(effect)
    words += f"; and {more} more" if more > 0 else ""
    return f"{words[0].upper()}{words[1:]}."


def _wordless(effect: Effect) -> str:
    return (
        "worded otherwise, the same in effect" if effect == "unchanged" else "the parts stand in another order or group"
    )


def _bare(node: Node, free: frozenset[str]) -> object:
    """The node as plain data without some of its fields."""
    return _without(msgspec.to_builtins(node), free)


def _without(data: object, free: frozenset[str]) -> object:
    if isinstance(data, dict):
        return {key: _without(value, free) for key, value in data.items() if key not in free}
    return [_without(one, free) for one in data] if isinstance(data, list | tuple) else data
