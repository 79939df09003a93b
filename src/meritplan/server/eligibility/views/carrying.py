"""What all pages share: the sheet comes with the form, is read, and goes back into the page; nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from meritplan.server.eligibility.prepared import Prepared, prepared
from meritplan.server.eligibility.sheet import Sheet, SheetError, TooMuchError, sheet_from
from meritplan.server.eligibility.standing import BusyError, TooLongError

View = Callable[..., HttpResponse]
STEPS = (
    ("education", "Schooling"),
    ("jobs", "Jobs"),
    ("licenses", "Licenses"),
    ("more", "More"),
    ("summary", "Summary"),
)


def carried(view: Callable[..., HttpResponse]) -> View:
    """A page that is given the sheet that came with the form; an empty one where none came.

    The answer may be kept by the visitor's own browser, so that its Back button works, and by nobody else. What was
    sent is left out of reports of errors.
    """

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    def answered(request: HttpRequest, **address: Any) -> HttpResponse:
        try:
            response = view(request, sheet_from(request.POST.get("sheet", "")), **address)
        except TooMuchError as trouble:
            response = refused(request, 413, "That is more than this page takes", str(trouble))
        except SheetError as trouble:
            response = refused(request, 400, "The record could not be read", str(trouble))
        except TooLongError:
            text = "So many entries, held against so many classes, take too long. Leave out what hardly matters."
            response = refused(request, 413, "That is more than this page takes", text)
        except BusyError:
            text = "Many people are comparing records right now. Go back, wait half a minute, and try once more."
            response = refused(request, 503, "Please try again in a moment", text)
            response.headers["Retry-After"] = "30"
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return answered


def refused(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A page that says why there is no answer."""
    return render(request, "eligibility/refused.html", {"title": title, "text": text}, status=status)


def page(request: HttpRequest, template: str, sheet: Sheet, *, step: str | None = None, **context: Any) -> HttpResponse:
    """A page that carries the sheet."""
    ready = context.pop("ready", None) or prepared(sheet.day)
    frame = {
        "sheet": sheet,
        "steps": [(name, words, name == step) for name, words in STEPS],
        "step": step,
        "ready": ready,
        "wanted": wanted(sheet, ready),
        "today": sheet.day,
    }
    return render(request, template, {**frame, **context})


def wanted(sheet: Sheet, ready: Prepared) -> Any:
    """The class the visitor came from, if it is in the plan."""
    return ready.edition(sheet.wanted) if sheet.wanted else None
