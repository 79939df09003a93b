"""Making and revoking keys."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from meritplan.server.accounts.policies import require
from meritplan.server.api import policies
from meritplan.server.api.models import ApiKey, Scope
from meritplan.server.audit.actions import record

SIGN = "mp"
LONGEST = 80
DAYS = (30, 90, 365)


class KeyRefusedError(Exception):
    """A key cannot be made in this way: the message says why."""


def digest_of(secret: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(user: Any, *, name: str, scopes: Sequence[str], days: int) -> tuple[ApiKey, str]:
    """A new key and, this once, its text.

    Raises:
        NotAllowedError: if the person may not.
        KeyRefusedError: if it has no name, opens nothing, or has a length of life that is not offered.
    """
    chosen = [one for one in Scope.values if one in scopes]
    require(user, policies.MAKE, chosen)
    if not name.strip() or len(name.strip()) > LONGEST:
        raise KeyRefusedError(f"Name the program that will use the key, in at most {LONGEST} characters.")
    if not chosen or len(chosen) != len(set(scopes)):
        raise KeyRefusedError("Choose at least one thing the key opens.")
    if days not in DAYS:
        raise KeyRefusedError(f"A key holds {', '.join(map(str, DAYS))} days.")
    prefix = secrets.token_hex(4)
    text = f"{SIGN}_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        owner=user,
        name=name.strip(),
        prefix=prefix,
        digest=digest_of(text),
        scopes=chosen,
        expires_at=timezone.now() + timedelta(days=days),
    )
    after = {"name": key.name, "scopes": key.scopes, "expires_at": key.expires_at.isoformat()}
    record(actor=user, verb=policies.MAKE.verb, kind="api key", key=prefix, after=after)
    return key, text


@transaction.atomic
def revoke_key(user: Any, key: ApiKey, *, reason: str = "") -> None:
    """The key opens nothing any more. Revoking it again changes nothing.

    Raises:
        NotAllowedError: if it is not the person's to revoke.
    """
    key = ApiKey.objects.select_for_update().get(pk=key.pk)
    require(user, policies.REVOKE, key)
    if key.revoked_at is not None:
        return
    key.revoked_at = timezone.now()
    key.save(update_fields=["revoked_at"])
    after = {"revoked_at": key.revoked_at.isoformat()}
    before = {"revoked_at": None, "owner": key.owner.get_username()}
    record(
        actor=user, verb=policies.REVOKE.verb, kind="api key", key=key.prefix, before=before, after=after, reason=reason
    )
