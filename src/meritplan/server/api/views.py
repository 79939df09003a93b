"""The pages of the API: its reference, its document, and the keys."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from meritplan.server.accounts.policies import NotAllowedError, may
from meritplan.server.api import description, policies
from meritplan.server.api import reference as told
from meritplan.server.api.actions import DAYS, KeyRefusedError, make_key, revoke_key
from meritplan.server.api.models import Scope
from meritplan.server.api.problems import KINDS
from meritplan.server.api.queries import keys_of


@require_safe
def entrance(request: HttpRequest) -> HttpResponse:
    """`/api/` leads to the reference."""
    return redirect("api:reference")


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    content = description.text().encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="application/json", headers={"ETag": tag})
    response.headers["Cache-Control"] = "public, no-cache"
    return get_conditional_response(request, etag=tag, response=response) or response


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation, every form, every problem."""
    said = {"operations": told.operations(), "forms": told.forms(), "problems": KINDS, "title": "API"}
    return render(request, "api/reference.html", said)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def keys(request: Any) -> HttpResponse:
    """The keys of a person, and a form that makes one. The new key is shown in the answer, and never again."""
    if not may(request.user, policies.MAKE):
        raise PermissionDenied(may(request.user, policies.MAKE).reason)
    if request.method != "POST":
        return _keys_page(request)
    days = request.POST.get("days", "")
    said = {"name": request.POST.get("name", ""), "scopes": request.POST.getlist("scopes")}
    try:
        key, text = make_key(request.user, days=int(days) if days.isdecimal() else 0, **said)
    except (KeyRefusedError, NotAllowedError) as refused:
        return _keys_page(request, status=422, refused=str(refused), entered={**said, "days": days})
    return _keys_page(request, status=201, made=key, text=text)


def _keys_page(request: Any, *, status: int = 200, **more: Any) -> HttpResponse:
    said = {
        "title": "API keys",
        "keys": keys_of(request.user),
        "scopes": Scope,
        "may_drafts": bool(may(request.user, policies.MAKE, [Scope.DRAFTS])),
        "days": DAYS,
        **more,
    }
    return render(request, "api/keys.html", said, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: Any, number: int) -> HttpResponse:
    """Asks whether to revoke a key, and does it."""
    key = get_object_or_404(keys_of(request.user), pk=number)
    if request.method != "POST":
        return render(request, "api/revoke.html", {"key": key, "title": "Revoke a key"})
    try:
        revoke_key(request.user, key, reason=request.POST.get("reason", "")[:500])
    except NotAllowedError as refused:
        raise PermissionDenied(str(refused)) from None
    messages.success(request, f"The key {key.prefix}… opens nothing any more.")
    return redirect("api:keys")
