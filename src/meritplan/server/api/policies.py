"""Who may make and revoke keys of the API."""

from __future__ import annotations

from typing import Any

from meritplan.server.accounts.models import Role
from meritplan.server.accounts.policies import Rule
from meritplan.server.api.models import ApiKey, Scope

EVERYBODY = frozenset(Role.values)
SEES_DRAFTS = frozenset({Role.ANALYST, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR})


def _not_beyond_oneself(user: Any, scopes: Any) -> str | None:
    """A key opens no more than its owner may see."""
    if scopes and Scope.DRAFTS in scopes and not user.roles & SEES_DRAFTS:
        return "Drafts are for analysts, approvers, auditors and administrators; make the key without them."
    return None


def _ones_own(user: Any, key: ApiKey | None) -> str | None:
    if key is None or key.owner_id == user.pk or Role.ADMINISTRATOR in user.roles:
        return None
    return "The key is somebody else's; its owner or an administrator can revoke it."


MAKE = Rule(verb="api.key.make", what="make an API key", roles=EVERYBODY, refuses=_not_beyond_oneself)
SEE = Rule(verb="api.key.see", what="see an API key", roles=EVERYBODY, refuses=_ones_own)
REVOKE = Rule(verb="api.key.revoke", what="revoke an API key", roles=EVERYBODY, refuses=_ones_own)
