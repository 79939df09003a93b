"""Publishing approved editions with the day they apply from; beginning a revision; withdrawing a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from meritplan.plan import ClassEdition
from meritplan.plan import publication as life
from meritplan.plan.settling import Decider
from meritplan.server.accounts.policies import require
from meritplan.server.audit.actions import record
from meritplan.server.desk.actions.approving import case_of
from meritplan.server.desk.actions.writing import as_seen, decider, found, plain, put, sha256_of
from meritplan.server.desk.errors import NotNowError
from meritplan.server.desk.models import Submission
from meritplan.server.desk.policies import PUBLISH, REVISE, WITHDRAW


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """What publishing changes, or would change: the editions adopted, and those that end by it."""

    adopted: tuple[ClassEdition, ...]
    ended: tuple[ClassEdition, ...]


def planned(numbers: Sequence[int], user: Any, effective: date | None, because: str = "") -> Published:
    """What publishing these submissions would change. Nothing is written.

    Raises:
        NotAllowedError: if one is not approved, or was changed since.
        PlanError: as :func:`meritplan.plan.publication.publish` refuses.
    """
    chosen = _approved(list(Submission.objects.filter(pk__in=numbers)), user, numbers)
    return _made(chosen, Decider(by=user.get_username(), on=timezone.localdate(), because=because), effective)


def publish(user: Any, numbers: Sequence[int], *, effective: date | None, because: str = "") -> Published:
    """Publish approved editions, in force from ``effective`` or the day each document prints; all or none.

    Raises:
        NotAllowedError: if one is not approved as it stands.
        StaleDocumentError: if the plan was changed at the same moment.
        PlanError: as :func:`meritplan.plan.publication.publish` refuses.
    """
    with transaction.atomic():
        chosen = _approved(list(Submission.objects.select_for_update().filter(pk__in=numbers)), user, numbers)
        plan = found(chosen[0].class_key, chosen[0].number)[0]
        who = Decider(by=user.get_username(), on=timezone.localdate(), because=" ".join(plain(because).split()))
        made = _made(chosen, who, effective)
        for one in chosen:
            one.state = Submission.State.PUBLISHED
            one.save()
        for edition in (*made.adopted, *made.ended):
            record(
                actor=user,
                verb=PUBLISH.verb if edition in made.adopted else "desk.end",
                kind="edition",
                key=f"{edition.class_key}/{edition.number}",
                before={"sha256": plan.hashes[edition.path]},
                after={
                    "sha256": sha256_of(edition),
                    "from": str(edition.effective_from),
                    "to": str(edition.effective_to) if edition.effective_to else None,
                },
                reason=who.because,
            )
        put(plan, (*made.adopted, *made.ended), user)
    return made


def _approved(found_: list[Submission], user: Any, numbers: Sequence[int]) -> list[Submission]:
    if not found_ or {one.pk for one in found_} != set(numbers):
        raise NotNowError("Choose at least one approved edition.")
    for one in found_:
        require(user, PUBLISH, case_of(one))
    return found_


def _made(chosen: Sequence[Submission], who: Decider, effective: date | None) -> Published:
    plan = found(chosen[0].class_key, chosen[0].number)[0]
    changed: dict[str, ClassEdition] = {}
    for one in chosen:
        edition = found(one.class_key, one.number)[1]
        if any(other.class_key == edition.class_key for other in changed.values()):
            raise NotNowError(f"Two editions of {edition.job_class.title} are chosen. Publish one after the other.")
        for made in life.publish(plan, [edition], who, effective=effective, despite=one.despite or None):
            changed[made.path] = made
    paths = {one.path for one in chosen}
    return Published(
        adopted=tuple(one for one in changed.values() if one.path in paths),
        ended=tuple(one for one in changed.values() if one.path not in paths),
    )


def revise(user: Any, edition: tuple[str, int], *, because: str) -> ClassEdition:
    """Begin a new draft that says what an edition says.

    Raises:
        NotAllowedError, NoReasonError: if the person may not, or gives no reason.
        StaleDocumentError: if somebody began one at the same moment.
    """
    require(user, REVISE)
    who = decider(user, because)
    with transaction.atomic():
        plan, basis = found(*edition)
        made = life.revise(plan.by_key[basis.class_key], basis, who)
        _record(user, REVISE.verb, made, None, who.because)
        put(plan, [made], user)
    return made


def withdraw(user: Any, edition: tuple[str, int], sha256: str, *, because: str) -> ClassEdition:
    """Give up an edition that does not apply yet. It stays in the plan.

    Raises:
        NotAllowedError, NoReasonError, StaleDocumentError: as with the other actions.
        StateError: if it applies or did, or is withdrawn already.
    """
    require(user, WITHDRAW)
    who = decider(user, because)
    with transaction.atomic():
        plan, seen = as_seen(*edition, sha256)
        made = life.withdraw(seen, who)
        _record(user, WITHDRAW.verb, made, sha256, who.because)
        put(plan, [made], user)
    return made


def _record(user: Any, verb: str, made: ClassEdition, before: str | None, reason: str) -> None:
    record(
        actor=user,
        verb=verb,
        kind="edition",
        key=f"{made.class_key}/{made.number}",
        before={"sha256": before} if before else None,
        after={"sha256": sha256_of(made), "state": made.state},
        reason=reason,
    )
