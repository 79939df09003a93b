"""What the pages of accounts ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from meritplan.server.accounts.models import Role, User
from meritplan.server.accounts.policies import RULES, Verdict, by_role


def people(asked: Mapping[str, str]) -> QuerySet[User]:
    """People by name, role and state of the account; their roles are fetched along."""
    found = User.objects.prefetch_related("grants").order_by("username")
    if words := asked.get("q", "").strip():
        found = found.filter(Q(username__icontains=words) | Q(first_name__icontains=words) | Q(email__icontains=words))
    if (role := asked.get("role")) == "none":
        found = found.filter(grants=None)
    elif role:
        found = found.filter(grants__role=role)
    state = asked.get("state") or "active"
    return found if state == "all" else found.filter(is_active=state == "active")


def role_names(person: User) -> list[str]:
    """The roles somebody has, as they are called."""
    return [Role(grant.role).label for grant in sorted(person.grants.all(), key=lambda one: one.role)]


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a person's account stands: second factors and sessions."""

    second_factor: bool
    recovery_codes: bool
    sessions: tuple[UserSession, ...]


def standing(person: User) -> Standing:
    """Second factors, and the sessions that are open."""
    types = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return Standing(
        second_factor="totp" in types,
        recovery_codes="recovery_codes" in types,
        sessions=tuple(UserSession.objects.purge_and_list(person)),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Right:
    """One thing the application does, and whether somebody may."""

    verb: str
    what: str
    verdict: Verdict
    depends: bool


def rights(user: Any) -> list[Right]:
    """Everything that needs permission, in the order of its names, and what the answer is for this person."""
    return [
        Right(verb=rule.verb, what=rule.what, verdict=by_role(user, rule), depends=rule.refuses is not None)
        for _, rule in sorted(RULES.items())
    ]
