"""Writing the record. Every action of every app calls :func:`record` inside the transaction of its change."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from meritplan.server.audit.models import AuditEvent

START = "0" * 64


def record(
    *, actor: Any, verb: str, kind: str, key: str, before: Any = None, after: Any = None, reason: str = ""
) -> AuditEvent:
    """Add one row at the end of the chain. ``before`` and ``after`` are what changed, as JSON, or their hashes."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit event is written in the transaction of the change it tells of")
    last = AuditEvent.objects.select_for_update().order_by("-sequence").first()
    known = actor if actor is not None and actor.is_authenticated else None
    event = AuditEvent(
        sequence=(last.sequence if last else 0) + 1,
        at=timezone.now(),
        actor=known,
        actor_name=known.get_username() if known else "system",
        verb=verb,
        kind=kind,
        key=key,
        before=before,
        after=after,
        reason=reason,
        previous=last.mac if last else START,
    )
    event.mac = mac_of(event)
    event.save(force_insert=True)
    return event


def mac_of(event: AuditEvent) -> str:
    """The keyed hash of a row and the one before it: nobody without the server's key can make one."""
    said = [
        event.sequence,
        event.at.isoformat(),
        event.actor_id,
        event.actor_name,
        event.verb,
        event.kind,
        event.key,
        event.before,
        event.after,
        event.reason,
        event.previous,
    ]
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
