"""Headers that keep a page to itself: it loads nothing from elsewhere and runs no script but the files we ship."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'{provider}; "
    "frame-ancestors 'none'"
)
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class Headers:
    """Middleware: the content security policy and the permissions policy on every response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with the headers it lacks."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy())
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def policy() -> str:
    """What a page may load.

    A form may also lead to the single sign-on, if there is one: browsers count where the
    sign-in button leads to as where the form goes.
    """
    provider = settings.SIGNING_IN.provider
    if provider is None:
        return POLICY.format(provider="")
    parts = urlsplit(provider.issuer)
    return POLICY.format(provider=f" {parts.scheme}://{parts.netloc}")
