"""Pages that say the same to every visitor as long as the plan, the day and the program are the same.

:func:`public_page` marks the view of such a page. Visitors without a session get it from memory where it was made
before, with a mark (ETag) that browsers and proxies ask by; a page that somebody has is answered without being made.
A change of the plan shows at once, because every request still asks whether it is as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from meritplan import __version__
from meritplan.plan import PlanError
from meritplan.server.plans.kept import Answer
from meritplan.server.plans.served import current

View = Callable[..., HttpResponse]
VARIES = ("Cookie", "HX-Request")
OWN = ("HX-Request", "HX-Target", "HX-History-Restore-Request")  # by which views choose a whole page or a part of one


def public_page(view: View) -> View:
    """A view whose answer depends on nothing but the plan, the day, the address and the program."""

    @wraps(view)
    def answered(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if not _of_a_visitor(request):
            return view(request, *given, **named)
        try:
            served = current()
        except (PlanError, OSError):
            return view(request, *given, **named)
        asked = _asked(request)
        mark = hashlib.sha256("\0".join((served.plan.fingerprint, __version__, *asked)).encode()).hexdigest()[:32]
        tag = f'"{mark}"'
        found = served.kept.get(asked)
        if found is None:
            seen = get_conditional_response(request, etag=tag) if _kept_by_client(request) else None
            if seen is not None:
                return _told(seen, tag)
            response = view(request, *given, **named)
            if not _keepable(request, response):
                return response
            served.kept.put(asked, Answer(content=response.content, media_type=response["Content-Type"], etag=tag))
            return _told(response, tag)
        fresh = HttpResponse(found.content, content_type=found.media_type)
        return _told(get_conditional_response(request, etag=tag, response=fresh) or fresh, tag)

    return answered


def _of_a_visitor(request: HttpRequest) -> bool:
    """Whether nothing of the request can make the page somebody's own."""
    personal = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)
    return request.method in {"GET", "HEAD"} and not any(name in request.COOKIES for name in personal)


def _kept_by_client(request: HttpRequest) -> bool:
    return "If-None-Match" in request.headers


def _asked(request: HttpRequest) -> tuple[str, ...]:
    kinds = (request.headers.get(name, "") for name in OWN)
    return (request.get_full_path(), timezone.localdate().isoformat(), *kinds)


def _keepable(request: HttpRequest, response: HttpResponse) -> bool:
    """A page that was made in order and says nothing to one visitor alone: no cookie, no form's token."""
    alone = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or response.streaming
    return response.status_code == 200 and not alone and "Cache-Control" not in response.headers


def _told(response: HttpResponse, tag: str) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, no-cache"  # keep it, but ask whether it still holds
    patch_vary_headers(response, VARIES)
    return response
