"""What makes a row hold: its values in the one form both databases give back, and the keyed hash over them."""

from __future__ import annotations

import hashlib
import hmac
import json
import math
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings

from meritplan.server.audit.models import AuditEvent, AuditHead

START = "0" * 64
LABEL = b"meritplan audit chain 1"  # a key of its own, derived from the server's: signing sessions uses another


def plain(value: Any) -> Any:
    """A value as JSON that reads back the same from SQLite and from PostgreSQL.

    Dates and enumerations become text, tuples and sets lists, whole floats integers (``jsonb`` turns ``1e16`` into
    one), and characters a database refuses the replacement character.

    Raises:
        TypeError: for a value that has no JSON form.
        ValueError: for a number that is none (NaN) or infinite.
    """
    return _settled(msgspec.to_builtins(value, str_keys=True))


def text(value: str) -> str:
    """Text without NUL and without lone surrogates, which PostgreSQL refuses."""
    return value.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _settled(value: Any) -> Any:
    if isinstance(value, dict):
        return {text(key): _settled(below) for key, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [_settled(below) for below in value]
    if isinstance(value, str):
        return text(value)
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | int:
    if not math.isfinite(value):
        raise ValueError(f"{value} cannot be kept in the audit: it is no number JSON knows.")
    return int(value) if value.is_integer() else value


def mac_of(event: AuditEvent) -> str:
    """The keyed hash of a row and the one before it: nobody without the server's key can make one."""
    return mac_at(event, event.sequence)


def mac_at(event: AuditEvent, sequence: int) -> str:
    """What the hash of the row would be if it stood at another place of the chain."""
    return _mac(
        [
            sequence,
            _moment(event.at),
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
    )


def mac_of_head(head: AuditHead) -> str:
    """The keyed hash of the head, so that nobody without the key moves it back."""
    return _mac(["head", head.sequence, head.last])


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def _mac(said: list[Any]) -> str:
    written = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    key = hmac.digest(settings.SECRET_KEY.encode(), LABEL, hashlib.sha256)
    return hmac.new(key, written.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
