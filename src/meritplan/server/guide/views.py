"""The documentation inside the application."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from meritplan.server.guide import pages
from meritplan.server.guide.rendering import rendered


@require_GET
def contents(request: HttpRequest) -> HttpResponse:
    """What there is to read, by role and by task; or where some words are."""
    words = request.GET.get("q", "").strip()
    values = {
        "by_role": pages.by_role(),
        "by_task": pages.by_task(),
        "reference": pages.reference(),
        "words": words,
        "found": pages.search(words),
    }
    return render(request, "guide/contents.html", values)


@require_GET
def page(request: HttpRequest, name: str) -> HttpResponse:
    """One page."""
    if name not in pages.pages():
        raise Http404
    return render(request, "guide/page.html", {"shown": pages.pages()[name], "rendered": rendered(name)})
