"""Bringing documents in, and watching them being read."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meritplan.reading.layouts import LAYOUTS
from meritplan.server.accounts.policies import may
from meritplan.server.desk import actions, policies, uploads
from meritplan.server.desk.errors import DeskError, NothingBroughtInError
from meritplan.server.desk.models import Import, ImportedFile
from meritplan.server.desk.views.frame import desk_view


@desk_view("GET", "HEAD", "POST")
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and the form that begins one."""
    refused: list[tuple[str, str]] = []
    trouble, status = "", 200
    if request.method == "POST":
        try:
            batch = actions.bring_in(
                request.user, request.FILES.getlist("documents"), layout=request.POST.get("layout", "")
            )
            return redirect("desk:import", batch.pk)
        except NothingBroughtInError as nothing:
            trouble, refused, status = str(nothing), nothing.refused, 422
        except DeskError as other:
            trouble, status = str(other), 422
    context = {
        "page": Paginator(Import.objects.select_related("by").prefetch_related("files"), 20).get_page(
            request.GET.get("page")
        ),
        "layouts": [one.NAME for one in LAYOUTS],
        "limit": uploads.megabytes(_limit()),
        "most": uploads.MOST_FILES,
        "trouble": trouble,
        "refused": refused,
        "may_import": may(request.user, policies.BRING_IN),
    }
    return render(request, "desk/imports.html", context, status=status)


def _limit() -> int:
    from django.conf import settings  # noqa: PLC0415 - a test may serve under other settings

    return int(settings.CONFIGURATION.upload_limit)


@desk_view()
def one_import(request: HttpRequest, number: int) -> HttpResponse:
    """One import: how far it is, and what became of each document."""
    template = "desk/parts/progress.html" if request.htmx and "progress" in request.GET else "desk/import.html"
    return render(request, template, _progress(request, number))


def _progress(request: HttpRequest, number: int) -> dict[str, object]:
    batch = Import.objects.select_related("by").get(pk=number)
    files = list(batch.files.all())
    counts = Counter(one.state for one in files)
    left = counts[ImportedFile.State.WAITING] + counts[ImportedFile.State.READING]
    return {
        "batch": batch,
        "files": files,
        "done": len(files) - left,
        "total": len(files),
        "counts": [(label, counts[value]) for value, label in ImportedFile.State.choices if counts[value]],
        "classes": sum(len(one.arrivals) for one in files),
        "questions": sum(arrival.get("questions", 0) for one in files for arrival in one.arrivals),
        "may_import": may(request.user, policies.BRING_IN),
    }


@desk_view("POST", rule=policies.BRING_IN)
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Read no more of it."""
    actions.cancel(request.user, number)
    messages.info(request, "The import was cancelled. What had been taken in stays.")
    return redirect("desk:import", number)


@desk_view("POST", rule=policies.BRING_IN)
def go_on(request: HttpRequest, number: int) -> HttpResponse:
    """Take it up again."""
    actions.go_on(request.user, number)
    return redirect("desk:import", number)
