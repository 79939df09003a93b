"""Which keys there are, and which one a program sent."""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from meritplan.server.accounts.models import Role
from meritplan.server.api.actions import SIGN, digest_of
from meritplan.server.api.models import ApiKey, Scope
from meritplan.server.api.policies import SEES_DRAFTS

NOTED = timedelta(minutes=5)  # use is noted no more often, so that reading seldom writes


def keys_of(user: Any) -> QuerySet[ApiKey]:
    """The keys a person sees: their own; of an administrator, everybody's."""
    keys = ApiKey.objects.select_related("owner")
    return keys if Role.ADMINISTRATOR in user.roles else keys.filter(owner=user)


def key_sent(text: str) -> ApiKey | None:
    """The key a program sent, if it is one that opens something."""
    sign, _, rest = text.partition("_")
    prefix, _, secret = rest.partition("_")
    if sign != SIGN or not secret:
        return None
    key = ApiKey.objects.select_related("owner").filter(prefix=prefix).first()
    if key is None or not hmac.compare_digest(key.digest, digest_of(text)) or not key.usable():
        return None
    now = timezone.now()
    if key.used_at is None or now - key.used_at > NOTED:
        ApiKey.objects.filter(pk=key.pk).update(used_at=now)
    return key


def opens(key: ApiKey | None, scope: Any) -> bool:
    """Whether a request with this key, or with none, may do what the scope names. What is published is open to all."""
    if scope == Scope.DRAFTS:
        return key is not None and scope in key.scopes and bool(key.owner.roles & SEES_DRAFTS)
    return key is None or scope in key.scopes
