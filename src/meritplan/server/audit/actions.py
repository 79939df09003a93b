"""Writing the record. Every action of every app calls :func:`record` inside the transaction of its change."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from meritplan.server.audit import anchors
from meritplan.server.audit.models import AuditEvent, AuditHead
from meritplan.server.audit.sealing import START, mac_of, mac_of_head, plain, text

SYSTEM = "system"
LONGEST = {"actor_name": 150, "verb": 60, "kind": 60, "key": 200}


class ChainBrokenError(Exception):
    """The chain's head is gone although there are events: somebody reached into the database."""


def record(
    *,
    actor: Any,
    verb: str,
    kind: str,
    key: str,
    before: Any = None,
    after: Any = None,
    reason: str = "",
    acting_as: str = SYSTEM,
) -> AuditEvent:
    """Add one row at the end of the chain. ``before`` and ``after`` are what changed, as JSON, or their hashes.

    Call it last in a transaction: who writes holds the chain's end until the transaction ends. ``acting_as`` names
    who acts where no person of the database does.

    Raises:
        RuntimeError: outside a transaction.
        ValueError: if a name is longer than its column, or a value has no JSON form.
        ChainBrokenError: if the chain's end cannot be found.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event is written in the transaction of the change it tells of")
    head = _end_of_chain()
    known = actor if actor is not None and actor.is_authenticated else None
    event = AuditEvent(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=known,
        actor_name=_fitting("actor_name", known.get_username() if known else acting_as),
        verb=_fitting("verb", verb),
        kind=_fitting("kind", kind),
        key=_fitting("key", key),
        before=plain(before),
        after=plain(after),
        reason=text(reason),
        previous=head.last,
    )
    event.mac = mac_of(event)
    event.save(force_insert=True)
    _move(head, event)
    note = partial(anchors.note, settings.CONFIGURATION.home, event.at, event.sequence, event.mac)
    transaction.on_commit(note, robust=True)
    return event


def _end_of_chain() -> AuditHead:
    """The head, locked: on PostgreSQL by its row, on SQLite by the IMMEDIATE transaction."""
    head = _locked()
    if head is not None:
        return head
    if not AuditEvent.objects.exists():
        first = AuditHead(pk=1, sequence=0, last=START)
        first.mac = mac_of_head(first)
        AuditHead.objects.bulk_create([first], ignore_conflicts=True)  # two may begin at once
    head = _locked()  # which another transaction may have made a moment ago
    if head is None:
        raise ChainBrokenError("The end of the audit chain is gone. Run `meritplan audit verify` and ask the operator.")
    return head


def _locked() -> AuditHead | None:
    return AuditHead.objects.select_for_update().filter(pk=1).first()


def _move(head: AuditHead, event: AuditEvent) -> None:
    head.sequence, head.last = event.sequence, event.mac
    head.mac = mac_of_head(head)
    head.save(force_update=True)


def _fitting(column: str, value: str) -> str:
    if len(value) > LONGEST[column]:
        raise ValueError(f"{column} has {len(value)} characters; the audit keeps {LONGEST[column]}.")
    return text(value)
