"""The plan written by an action: only as the person saw it, with what was there before kept for comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from meritplan.plan import ClassEdition, Plan, canonical, files, write
from meritplan.plan.documents import Writable
from meritplan.plan.errors import StaleDocumentError, UnknownClassError
from meritplan.plan.settling import Decider
from meritplan.server.desk.errors import NoReasonError
from meritplan.server.desk.models import Replaced
from meritplan.server.plans.served import changed, current


def found(class_key: str, number: int) -> tuple[Plan, ClassEdition]:
    """An edition in the plan as it is now.

    Raises:
        UnknownClassError: if there is none.
    """
    plan = current().plan
    one = plan.by_key.get(class_key)
    edition = one.edition(number) if one else None
    if edition is None:
        raise UnknownClassError(f"The plan has no edition {class_key}/{number}.")
    return plan, edition


def as_seen(class_key: str, number: int, sha256: str) -> tuple[Plan, ClassEdition]:
    """An edition, if it still is what the person saw.

    Raises:
        StaleDocumentError: if somebody changed it since.
        UnknownClassError: if there is none.
    """
    plan, edition = found(class_key, number)
    if plan.hashes[edition.path] != sha256:
        raise StaleDocumentError(edition.path)
    return plan, edition


def decider(user: Any, because: str) -> Decider:
    """The person who decides, today, with a reason.

    Raises:
        NoReasonError: without one.
    """
    reason = " ".join(plain(because).split())
    if not reason:
        raise NoReasonError
    return Decider(by=user.get_username(), on=timezone.localdate(), because=reason)


def plain(said: str) -> str:
    """What somebody wrote, without characters that no person writes and no database keeps."""
    kept = (one for one in said if one in "\n\t" or (one.isprintable() and not "\ud800" <= one <= "\udfff"))
    return "".join(kept).strip()


def put(plan: Plan, documents: Iterable[Writable], user: Any) -> None:
    """Write documents: the last thing an action does, so that what is refused here undoes the rest.

    Raises:
        StaleDocumentError: if one was changed since the plan was read. The next request sees the change.
    """
    documents = tuple(documents)
    for one in documents:
        _keep(plan, one.path, user)
    try:
        write(plan, documents)
    finally:
        changed()


def _keep(plan: Plan, path: str, user: Any) -> None:
    before = plan.hashes.get(path)
    if before is None:
        return
    try:
        content = (plan.root / path).read_bytes()
    except FileNotFoundError:
        return
    if files.sha256(content) == before:
        Replaced.objects.get_or_create(
            path=path, sha256=before, defaults={"content": content.decode("utf-8"), "by": user}
        )


def sha256_of(document: Any) -> str:
    """The hash a document will have when it is written."""
    return files.sha256(canonical.encode(document))
