"""What a signed-in person must do before anything else: choose a password, set up a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from meritplan.server.accounts.policies import NotAllowedError
from meritplan.server.ui.views import forbidden

FREE = {  # what one may open meanwhile
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_generate_recovery_codes",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
}
PASSWORD = "Your password was made by somebody else. Choose one of your own, then go on."  # noqa: S105 - a sentence
SECOND_FACTOR = "Your role needs a second factor. Set it up, then go on."


class Obligations:
    """Middleware: leads a signed-in person to what is due. A page for a person is never kept by a shared cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page asked for, or the one that is due."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return self._get_response(request)
        found = due(request)
        response = self._get_response(request) if found is None or _free(request.path_info) else _led(request, found)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """An action refused: to the sign-in, or the reason."""
        if not isinstance(exception, NotAllowedError):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return forbidden(request, exception)


def due(request: Any) -> tuple[str, str] | None:
    """The page a person must see to first, and what to tell them; none when nothing is due."""
    if request.user.must_change_password:
        return "account_change_password", PASSWORD
    if request.user.roles & settings.SIGNING_IN.second_factor and not _second_factor(request):
        return "mfa_activate_totp", SECOND_FACTOR
    return None


def _second_factor(request: Any) -> bool:
    """One of ours, or a sign-in through the provider, whose own rules hold then."""
    if is_mfa_enabled(request.user):
        return True
    return any(one.get("method") == "socialaccount" for one in get_authentication_records(request, request.user))


def _free(path: str) -> bool:
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return found.url_name in FREE or path.startswith(("/help/", "/health/"))


def _led(request: HttpRequest, found: tuple[str, str]) -> HttpResponse:
    page, text = found
    if request.path_info.startswith("/api/"):
        return JsonResponse({"title": text, "status": 403}, status=403, content_type="application/problem+json")
    messages.warning(request, text)
    return redirect(page)
