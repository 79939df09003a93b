"""Pages a browser need not load twice: a visitor who has the page as it is now is told so, and nothing is drawn.

A public page depends on the plan, on the day, on the address and on nothing else, as long as the visitor is nobody in
particular. Whoever has a session gets the page drawn: it names the person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from meritplan import __version__
from meritplan.server.plans.served import current

View = Callable[..., HttpResponse]
MEANWHILE = "no-cache"  # may be kept, and is asked for again each time


def conditional(view: View) -> View:
    """A view that is only read, and answers 304 to a visitor who has the page as it is."""

    @require_safe
    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return view(request, *args, **kwargs)
        tag = tag_of(request)
        known = get_conditional_response(request, etag=tag)
        response = known if known is not None else view(request, *args, **kwargs)
        if response.status_code in {200, 304}:
            response.headers["ETag"] = tag
            response.headers.setdefault("Cache-Control", MEANWHILE)
            patch_vary_headers(response, ("Cookie", "HX-Request"))
        return response

    return asked


def tag_of(request: HttpRequest) -> str:
    """What the page depends on, as an entity tag."""
    part = "part" if request.headers.get("HX-Request") else "whole"
    said = "\n".join((__version__, current().plan.fingerprint, localdate().isoformat(), part, request.get_full_path()))
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
