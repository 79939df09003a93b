"""Signing in and out, and what people do to their own accounts, told to the audit."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.contrib.auth import signals as auth
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from meritplan.server.accounts import actions
from meritplan.server.accounts.models import User
from meritplan.server.audit.actions import record


@transaction.atomic
def tell(actor: Any, verb: str, person: User, after: Any = None) -> None:
    """One event about a person's own account."""
    record(actor=actor, verb=verb, kind="person", key=person.username, after=after, acting_as="visitor")


@receiver(account.user_logged_in)
def signed_in(sender: Any, request: Any, user: User, **more: Any) -> None:
    """Somebody came in; the methods say how (password, second factor, single sign-on)."""
    methods = [str(one.get("method")) for one in request.session.get("account_authentication_methods", [])]
    tell(user, "accounts.sign_in", user, {"by": methods})


@receiver(auth.user_logged_out)
def signed_out(sender: Any, request: Any, user: User | None, **more: Any) -> None:
    """Somebody went."""
    if user is not None:
        tell(user, "accounts.sign_out", user)


@receiver(auth.user_login_failed)
def refused(sender: Any, credentials: dict[str, Any], **more: Any) -> None:
    """A wrong password for an account there is. What was typed for others is not kept: it may be a password."""
    login = str(credentials.get("username") or credentials.get("email") or "")
    by_address = EmailAddress.objects.filter(email__iexact=login).values("user_id")
    person = User.objects.filter(Q(username__iexact=login) | Q(pk__in=by_address)).first() if login else None
    if person is not None:
        tell(None, "accounts.sign_in_refused", person)


@receiver((account.password_changed, account.password_set, account.password_reset))
def password_changed(sender: Any, user: User, **more: Any) -> None:
    """A person chose a password."""
    actions.password_changed(user)


@receiver(post_save, sender=Authenticator)
def second_factor_added(sender: Any, instance: Any, created: bool, **more: Any) -> None:
    """A second factor, or recovery codes: told in the same transaction, which allauth's own signal is not."""
    if created:
        tell(instance.user, "accounts.second_factor_added", instance.user, {"type": str(instance.type)})


@receiver(mfa.authenticator_removed)
def second_factor_removed(sender: Any, user: User, authenticator: Any, **more: Any) -> None:
    """Taken away by the person."""
    tell(user, "accounts.second_factor_removed", user, {"type": str(authenticator.type)})


@receiver(mfa.authenticator_reset)
def recovery_codes_made(sender: Any, user: User, authenticator: Any, **more: Any) -> None:
    """New recovery codes in place of the old."""
    tell(user, "accounts.recovery_codes_made", user)


@receiver(social.social_account_added)
def connected(sender: Any, request: Any, sociallogin: Any, **more: Any) -> None:
    """An account of the single sign-on belongs to a person now."""
    tell(sociallogin.user, "accounts.connected", sociallogin.user, {"provider": sociallogin.account.provider})


@receiver(social.social_account_removed)
def disconnected(sender: Any, request: Any, socialaccount: Any, **more: Any) -> None:
    """And no longer."""
    tell(socialaccount.user, "accounts.disconnected", socialaccount.user, {"provider": socialaccount.provider})
