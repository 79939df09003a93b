"""What allauth asks us when somebody comes in: may they make an account, which is theirs, how secrets are kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from meritplan.server.accounts import actions
from meritplan.server.accounts.models import Role, User

LABEL = b"meritplan second factors 1"
WRONG = "There is no account with this name and this password."


class Doors(DefaultAccountAdapter):
    """The front door: sign-up is for applicants, where the operator allows it."""

    error_messages: ClassVar[dict[str, str]] = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": "Too many wrong passwords. Wait five minutes, then try again.",
        "enter_current_password": "This is not your password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """As the operator set it."""
        return bool(settings.SIGNING_IN.sign_up)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To *My account*, where the next steps are, and not to the form again."""
        return reverse("accounts:me")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep a newcomer as an applicant."""
        with transaction.atomic():
            saved: User = super().save_user(request, user, form, commit)
            if commit:
                actions.welcome(saved, Role.APPLICANT)
        return saved


class SingleSignOn(DefaultSocialAccountAdapter):
    """The side door: an account is found by the provider's number for the person, or by a verified e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether the provider may bring people who have no account yet."""
        provider = settings.SIGNING_IN.provider
        return provider is not None and provider.newcomers

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        """Keep a newcomer without a role: an administrator gives it."""
        with transaction.atomic():
            saved: User = super().save_user(request, sociallogin, form)
            actions.welcome(saved, None)
        return saved


class SecondFactors(DefaultMFAAdapter):
    """Second factors, whose secrets are encrypted with a key derived from the server's."""

    def encrypt(self, text: str) -> str:
        """As the database keeps it."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was."""
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), LABEL, hashlib.sha256)))
