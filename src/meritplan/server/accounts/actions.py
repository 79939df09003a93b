"""What is done to people's accounts: one verb each, with its permission, its change and its audit event."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from meritplan.server.accounts.models import Role, RoleGrant, User
from meritplan.server.accounts.policies import MANAGE_PEOPLE, require
from meritplan.server.audit.actions import record

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that reads like something else
FIRST = ADMINISTRATOR = str(Role.ADMINISTRATOR)


class AccountError(Exception):
    """Something that cannot be done to an account; the message says why and what to do."""


class NameTakenError(AccountError):
    """Somebody has this user name or e-mail address."""


class NameRefusedError(AccountError):
    """The user name has characters it may not have."""


class UnknownRoleError(AccountError):
    """There is no such role."""


class ReasonMissingError(AccountError):
    """The reason is empty."""


class LastAdministratorError(AccountError):
    """Nobody would be left to give roles."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operator:
    """Who runs the server and uses the command line: no person of the database, named in the audit as he says."""

    name: str = "command line"
    is_authenticated: bool = False
    pk: None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NewPassword:
    """A password to be shown once, and whose it is."""

    person: User
    password: str = field(repr=False)


def first_administrator() -> tuple[str, str] | None:
    """Make the first account, if there is none: its name and one-time password, to be shown once; else none."""
    with transaction.atomic():
        if User.objects.exists():
            return None
        made = create_person(
            actor=Operator(name="first start"),
            username=FIRST,
            roles=[ADMINISTRATOR],
            reason="the first start of this server",
        )
    return made.person.username, made.password


@transaction.atomic
def create_person(
    *, actor: Any, username: str, name: str = "", email: str = "", roles: Iterable[str] = (), reason: str
) -> NewPassword:
    """Make an account with a one-time password, which must be changed at the first sign-in.

    Raises:
        NotAllowedError: if the actor may not.
        AccountError: if the name is taken or refused, a role is unknown, or the reason is empty.
    """
    wanted = _permitted(actor, reason, roles)
    _free(username, email)
    person = User(username=username, first_name=name, email=email, must_change_password=True)
    password = _one_time(person)
    person.save()
    if email:
        EmailAddress.objects.create(user=person, email=email.lower(), verified=True, primary=True)
    _grant(actor, person, wanted)
    _tell(actor, "accounts.create", person, None, reason)
    return NewPassword(person=person, password=password)


@transaction.atomic
def set_roles(*, actor: Any, person: User, roles: Iterable[str], reason: str) -> None:
    """Give the roles named and take all others away.

    Raises:
        NotAllowedError: if the actor may not.
        LastAdministratorError: if nobody would be left to give roles.
        AccountError: if a role is unknown, or the reason is empty.
    """
    wanted = _permitted(actor, reason, roles)
    before = _state(person)
    held = set(person.grants.values_list("role", flat=True))
    if ADMINISTRATOR in held and ADMINISTRATOR not in wanted:
        _another_administrator(person)
    if wanted == held:
        return
    person.grants.exclude(role__in=wanted).delete()
    _grant(actor, person, wanted - held)
    _tell(actor, "accounts.roles", person, before, reason)


@transaction.atomic
def close(*, actor: Any, person: User, reason: str) -> None:
    """Close an account: nobody signs in with it, and who is signed in is out. It stays for the record.

    Raises:
        NotAllowedError: if the actor may not.
        LastAdministratorError: if nobody would be left to give roles.
    """
    _permitted(actor, reason)
    if not person.is_active:
        return
    _another_administrator(person)
    before = _state(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _end_sessions(person)
    _tell(actor, "accounts.close", person, before, reason)


@transaction.atomic
def reopen(*, actor: Any, person: User, reason: str) -> None:
    """Open a closed account again, with the roles it had."""
    _permitted(actor, reason)
    if person.is_active:
        return
    before = _state(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _tell(actor, "accounts.reopen", person, before, reason)


@transaction.atomic
def new_password(*, actor: Any, person: User, reason: str) -> NewPassword:
    """A one-time password in place of the one a person forgot. All their sessions end."""
    _permitted(actor, reason)
    password = _one_time(person)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    _end_sessions(person)
    _tell(actor, "accounts.new_password", person, None, reason)
    return NewPassword(person=person, password=password)


@transaction.atomic
def reset_second_factor(*, actor: Any, person: User, reason: str) -> None:
    """Take away the second factor of a person who lost it. All their sessions end."""
    _permitted(actor, reason)
    gone = sorted(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)
    _record(actor, "accounts.reset_second_factor", person, {"second_factor": gone}, {"second_factor": []}, reason)


@transaction.atomic
def sign_out_everywhere(*, actor: Any, person: User, reason: str) -> None:
    """End all sessions of a person."""
    _permitted(actor, reason)
    ended = _end_sessions(person)
    _record(actor, "accounts.sign_out_everywhere", person, None, {"sessions_ended": ended}, reason)


@transaction.atomic
def welcome(person: User, role: Role | None) -> None:
    """Somebody made their own account: by signing up, or by coming through single sign-on."""
    if role is not None:
        _grant(None, person, {role})
    how = "signed up" if role is not None else "came by single sign-on"
    _record(person, "accounts.sign_up", person, None, _state(person), how)


@transaction.atomic
def password_changed(person: User) -> None:
    """A person has a password of their own choice now."""
    if person.must_change_password:
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])
    _record(person, "accounts.password_changed", person, None, None, "")


def _permitted(actor: Any, reason: str, roles: Iterable[str] = ()) -> set[str]:
    """The roles as a set, once it is clear that the actor may, says why, and names roles that exist."""
    if not isinstance(actor, Operator):
        require(actor, MANAGE_PEOPLE)
    if not reason.strip():
        raise ReasonMissingError("Say why: the audit keeps the reason.")
    wanted = {str(role) for role in roles}
    unknown = sorted(wanted.difference(Role.values))
    if unknown:
        raise UnknownRoleError(f"There is no role {', '.join(unknown)}. The roles are {', '.join(Role.values)}.")
    return wanted


def _free(username: str, email: str) -> None:
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError:
        raise NameRefusedError(
            f"“{username}” cannot be a user name: it may have letters, digits and @ . + - _ only."
        ) from None
    if User.objects.filter(username__iexact=username).exists():
        raise NameTakenError(f"There is a person “{username}” already. Choose another user name.")
    if email and EmailAddress.objects.filter(email__iexact=email).exists():
        raise NameTakenError("Somebody has this e-mail address already.")


def _one_time(person: User) -> str:
    password = "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(4))
    person.set_password(password)
    return password


def _grant(actor: Any, person: User, roles: Iterable[str]) -> None:
    giver = actor if isinstance(actor, User) else None
    RoleGrant.objects.bulk_create(RoleGrant(user=person, role=role, granted_by=giver) for role in sorted(roles))
    person.__dict__.pop("roles", None)  # the cached answer is old


def _another_administrator(person: User) -> None:
    """Refuse to go on if this is the last administrator whose account is open."""
    grants = RoleGrant.objects.select_for_update().filter(role=ADMINISTRATOR, user__is_active=True)
    holders = {grant.user_id for grant in grants}
    if holders == {person.pk}:
        raise LastAdministratorError(
            f"{person} is the last administrator: nobody would be left to give roles. "
            "Give somebody else the role of administrator first."
        )


def _end_sessions(person: User) -> int:
    sessions = list(UserSession.objects.filter(user=person))
    for session in sessions:
        session.end()
    return len(sessions)


def _state(person: User) -> dict[str, Any]:
    """What the audit keeps of a person: no name but the user name, no address."""
    return {"roles": sorted(person.grants.values_list("role", flat=True)), "active": person.is_active}


def _tell(actor: Any, verb: str, person: User, before: Any, reason: str) -> None:
    person.__dict__.pop("roles", None)
    _record(actor, verb, person, before, _state(person), reason)


def _record(actor: Any, verb: str, person: User, before: Any, after: Any, reason: str) -> None:
    acting_as = actor.name if isinstance(actor, Operator) else "visitor"
    known = None if isinstance(actor, Operator) else actor
    record(
        actor=known,
        verb=verb,
        kind="person",
        key=person.username,
        before=before,
        after=after,
        reason=reason,
        acting_as=acting_as,
    )
