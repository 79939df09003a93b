"""Second-person approval, bound to the document as it was submitted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from meritplan.plan import ClassEdition
from meritplan.plan.errors import StateError
from meritplan.server.accounts.policies import require
from meritplan.server.audit.actions import record
from meritplan.server.desk.actions.writing import as_seen, plain
from meritplan.server.desk.errors import NoReasonError, NotNowError
from meritplan.server.desk.models import Submission
from meritplan.server.desk.policies import APPROVE, RETURN, SUBMIT, TAKE_BACK, Case
from meritplan.server.plans.served import current

OPEN = (Submission.State.WAITING, Submission.State.APPROVED)


def case_of(submission: Submission) -> Case:
    """The submission beside the edition as it is now."""
    plan = current().plan
    one = plan.by_key.get(submission.class_key)
    edition = one.edition(submission.number) if one else None
    return Case(submission=submission, edition=edition, sha256=plan.hashes.get(submission.path))


def submit(user: Any, edition: tuple[str, int], sha256: str, *, comment: str = "", despite: str = "") -> Submission:
    """Submit an edition seen as ``sha256`` for approval; what was submitted of it before is taken back.

    Raises:
        NotAllowedError: if the person may not.
        StaleDocumentError: if somebody changed it meanwhile.
        StateError: if it is neither a draft nor circulated.
        NotNowError: if questions are open and ``despite`` gives no reason, or the same was submitted before.
    """
    require(user, SUBMIT)
    with transaction.atomic():
        _, seen = as_seen(*edition, sha256)
        _ready(seen, despite)
        earlier = Submission.objects.select_for_update().filter(class_key=edition[0], number=edition[1], state__in=OPEN)
        if any(one.sha256 == sha256 for one in earlier):
            raise NotNowError("It was submitted as it stands already.")
        earlier.update(state=Submission.State.TAKEN_BACK)
        made = Submission.objects.create(
            class_key=edition[0],
            number=edition[1],
            sha256=sha256,
            title=seen.job_class.title[:255],
            by=user,
            comment=plain(comment),
            despite=plain(despite),
        )
        _record(user, SUBMIT.verb, made, comment or despite)
    return made


def submit_several(user: Any, editions: Iterable[tuple[str, int, str]], *, comment: str = "") -> list[Submission]:
    """Submit several editions, each named with the hash it was seen as; all or none.

    Raises:
        NotNowError: if none is named, and as :func:`submit` does.
    """
    chosen = list(editions)
    if not chosen:
        raise NotNowError("Mark the editions to submit.")
    with transaction.atomic():
        return [submit(user, (key, number), sha256, comment=comment) for key, number, sha256 in chosen]


def _ready(edition: ClassEdition, despite: str) -> None:
    if edition.state not in {"draft", "circulated"}:
        raise StateError(f"The edition is {edition.state}; only drafts and circulated editions are submitted.")
    still = len(edition.open_questions)
    if still and not despite.strip():
        those = "1 question is" if still == 1 else f"{still} questions are"
        raise NotNowError(f"{those} open. Settle them, or say why the edition is to be published nevertheless.")


def take_back(user: Any, number: int) -> Submission:
    """Take one's own submission back."""
    return _decide(user, number, TAKE_BACK, str(Submission.State.TAKEN_BACK), "")


def approve(user: Any, number: int, sha256: str, *, answer: str = "") -> Submission:
    """Approve what was submitted, seen as ``sha256``.

    Raises:
        NotAllowedError: if the person had a hand in it, or it was changed since.
        NotNowError: if the page showed another edition than the one submitted.
    """
    return _decide(user, number, APPROVE, str(Submission.State.APPROVED), answer, sha256)


def give_back(user: Any, number: int, *, answer: str) -> Submission:
    """Return what was submitted, with a comment.

    Raises:
        NotAllowedError: if the person may not.
        NoReasonError: without a comment.
    """
    if not answer.strip():
        raise NoReasonError
    return _decide(user, number, RETURN, str(Submission.State.RETURNED), answer)


def _decide(user: Any, number: int, rule: Any, state: str, answer: str, sha256: str | None = None) -> Submission:
    with transaction.atomic():
        made = Submission.objects.select_for_update().get(pk=number)
        require(user, rule, case_of(made))
        if sha256 is not None and sha256 != made.sha256:
            raise NotNowError("The page showed another state of the edition than the one submitted. Load it again.")
        made.state, made.decided_by, made.decided_at, made.answer = state, user, timezone.now(), plain(answer)
        made.save()
        _record(user, rule.verb, made, answer)
    return made


def _record(user: Any, verb: str, made: Submission, reason: str) -> None:
    after = {"submission": made.pk, "state": made.state, "sha256": made.sha256}
    key = f"{made.class_key}/{made.number}"
    record(actor=user, verb=verb, kind="edition", key=key, after=after, reason=plain(reason))
