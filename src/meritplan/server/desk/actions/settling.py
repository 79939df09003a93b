"""Settling open questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction

from meritplan.plan import ClassEdition
from meritplan.plan.settling import Decider, alike
from meritplan.server.accounts.policies import require
from meritplan.server.audit.actions import record
from meritplan.server.desk.actions.writing import as_seen, decider, put, sha256_of
from meritplan.server.desk.policies import SETTLE

Way = Callable[[ClassEdition, str, Decider], ClassEdition]


def settle(
    user: Any, edition: tuple[str, int], sha256: str, question: str, way: Way, *, because: str, everywhere: bool = False
) -> int:
    """Decide a question of an edition seen as ``sha256``, or every one alike; how many were settled.

    Raises:
        NotAllowedError: if the person may not.
        NoReasonError: without a reason.
        StaleDocumentError: if somebody changed the edition meanwhile.
        PlanError: if the question cannot be settled in this way.
    """
    require(user, SETTLE)
    who = decider(user, because)
    with transaction.atomic():
        plan, seen = as_seen(*edition, sha256)
        asked = alike(plan, seen, question) if everywhere else ((seen, question),)
        made: dict[str, ClassEdition] = {}
        for one, which in asked:
            made[one.path] = way(made.get(one.path, one), which, who)
        for path, one in made.items():
            key = f"{one.class_key}/{one.number}"
            new = [said for said in one.settlements if any((key, said.question) == _name(*each) for each in asked)]
            record(
                actor=user,
                verb=SETTLE.verb,
                kind="edition",
                key=key,
                before={"sha256": plan.hashes[path], "settled": {said.question: said.before for said in new}},
                after={
                    "sha256": sha256_of(one),
                    "settled": {said.question: {"decision": said.decision, "as": said.after} for said in new},
                },
                reason=who.because,
            )
        put(plan, made.values(), user)
    return len(asked)


def _name(edition: ClassEdition, question: str) -> tuple[str, str]:
    return f"{edition.class_key}/{edition.number}", question
