"""The home page, and the pages for what went wrong."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from meritplan.server.plans.public import public_page
from meritplan.server.plans.served import current


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """Three doors: look a class up, see what you qualify for, work on the plan."""
    served = current()
    in_force = len(served.as_of(timezone.localdate()).editions)
    return render(request, "ui/home.html", {"plan": served.plan, "in_force": in_force})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _trouble(request, 400, "That request cannot be answered", "The address or the form is not in order.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with the reason where there is one for the person."""
    reason = str(exception) if exception is not None and str(exception) else "Your account may not do that."
    return _trouble(request, 403, "You may not do that", reason)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that did not come from a page of ours."""
    text = "The form was too old, or did not come from this site. Go back, load the page again, and send it once more."
    return _trouble(request, 403, "The form was not accepted", text)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _trouble(
        request, 404, "There is no such page", "The address may be mistyped, or the class may have another code."
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: without the frame's own queries, which may be what broke."""
    return render(request, "ui/broken.html", status=500)


def _trouble(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "ui/trouble.html", {"title": title, "text": text, "status": status}, status=status)
