"""Which kinds of open questions can still change a result (C27).

Questions are answered both ways, all together where they are few, else all but one of them alike; a kind none of
whose questions ever makes a difference is not reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from meritplan.qualification.claims import Asked, Claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.result import Kind, Reason
from meritplan.qualification.scope import Part

FEW = 4
TRIED = 40  # evaluations; a kind not told by then is reported


def telling_kinds(part: Part, claims: Claims, reasons: Iterable[Reason]) -> frozenset[Kind]:
    """The kinds that can change the result; all of them where no single question can."""
    asked = tuple(dict.fromkeys((reason.kind, reason.question) for reason in reasons))
    kinds = frozenset(kind for kind, _ in asked)
    if len(kinds) < 2:
        return kinds
    found: set[Kind] = set()
    outcomes: dict[frozenset[Asked], bool] = {}
    for answered in _answers(asked):
        for question in asked:
            other = answered ^ {question}
            if question[0] in found:
                continue
            if _met(part, claims, outcomes, answered) is not _met(part, claims, outcomes, other):
                found.add(question[0])
        if found == kinds:
            break
        if len(outcomes) > TRIED:
            return kinds
    return frozenset(found) or kinds


def _answers(asked: tuple[Asked, ...]) -> Iterator[frozenset[Asked]]:
    """Ways of answering: those next to an extreme first."""
    whole = frozenset(asked)
    yield from (frozenset(), whole)
    if len(asked) > FEW:
        for question in asked:
            yield from (frozenset({question}), whole - {question})
        return
    for chosen in product((False, True), repeat=len(asked)):
        yield frozenset(question for question, yes in zip(asked, chosen, strict=True) if yes)


def _met(part: Part, claims: Claims, outcomes: dict[frozenset[Asked], bool], answered: frozenset[Asked]) -> bool:
    if answered not in outcomes:
        outcomes[answered] = evaluate(part, claims.supposing(answered)).relaxed > 0
    return outcomes[answered]
