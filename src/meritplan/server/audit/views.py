"""The explorer of the audit: a list with filters, one event, and the list as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from meritplan.server.accounts.policies import require
from meritplan.server.audit import queries
from meritplan.server.audit.difference import difference
from meritplan.server.audit.export import as_csv, as_json_lines
from meritplan.server.audit.models import AuditEvent, AuditHead
from meritplan.server.audit.policies import READ_AUDIT

FORMS = {"csv": (as_csv, "text/csv; charset=utf-8"), "jsonl": (as_json_lines, "application/x-ndjson")}


def _readers_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @require_GET
    @login_required
    def guarded(request: HttpRequest, **named: Any) -> HttpResponseBase:
        require(request.user, READ_AUDIT)
        return view(request, **named)

    return guarded


@_readers_only
def explorer(request: HttpRequest) -> HttpResponse:
    """What was done, newest first."""
    asked = request.GET.dict()
    found = queries.page(queries.events(asked), asked.pop("before", ""), asked.pop("after", ""))
    filters = request.GET.copy()
    for name in ("before", "after"):
        filters.pop(name, None)
    values = {
        "asked": asked,
        "filters": filters.urlencode(),
        "narrowed": any(asked.values()),
        "page": found,
        "choices": queries.choices(),
        "head": AuditHead.objects.first(),
    }
    return render(request, "audit/explorer.html", values)


@_readers_only
def event(request: HttpRequest, sequence: int) -> HttpResponse:
    """One event: before and after, why, and its place in the chain."""
    shown = get_object_or_404(AuditEvent, sequence=sequence)
    values = {
        "shown": shown,
        "lines": difference(shown.before, shown.after),
        "neighbours": queries.neighbours(shown),
    }
    return render(request, "audit/event.html", values)


@_readers_only
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The events the filters leave, as a file."""
    write, kind = FORMS[form]
    lines = write(queries.rows(queries.events(request.GET.dict())))
    response = StreamingHttpResponse(lines, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="audit.{form}"'
    return response
