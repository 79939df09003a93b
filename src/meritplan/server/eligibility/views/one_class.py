"""One class explained, what if, and the answer to take along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from meritplan.server.eligibility.explained import Explained, explained, open_questions
from meritplan.server.eligibility.files import answer_file
from meritplan.server.eligibility.prepared import Prepared, prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.steps_up import held_classes, steps_up, way
from meritplan.server.eligibility.supposing import (
    Rulings,
    StillOpen,
    Supposed,
    after,
    choices,
    questions,
    supposed_from,
)
from meritplan.server.eligibility.telling import rules_of
from meritplan.server.eligibility.views.carrying import carried, page
from meritplan.server.eligibility.views.results import filters_of


@carried
def one_class(request: HttpRequest, sheet: Sheet, key: str) -> HttpResponse:
    """Where the record stands with one class, and why. Without a record: the way to enter one for this class."""
    ready = prepared(sheet.day)
    if key not in ready.numbers:
        raise Http404
    if sheet.is_empty:
        return page(request, "eligibility/start.html", sheet.replaced(wanted=key), ready=ready)
    found = explained(sheet, ready, key)
    tree = found.edition.job_class.minimum_qualifications
    supposed = supposed_from(request.POST, request.POST.getlist("answer"))
    return page(
        request,
        "eligibility/one_class.html",
        sheet,
        ready=ready,
        key=key,
        one=found,
        filters=filters_of(request),
        rules=rules_of(ready.policy),
        steps_up=steps_up(ready, key, found.claims, found.names),
        ways=[each for held in held_classes(ready, sheet.record)[:3] if (each := way(ready, held, key))],
        choices=choices(tree, sheet),
        questions=questions(found.found, sheet.record, tree, still_open(sheet, ready, key)),
        supposed=supposed,
        then=_then(sheet, ready, key, found, supposed),
    )


def still_open(sheet: Sheet, ready: Prepared, key: str) -> StillOpen:
    """Which questions about a class rulings and the choices of a position would leave open."""

    def left(rulings: Rulings, position: Mapping[str, Any]) -> set[str]:
        ruled = sheet.replaced(rulings=[*sheet.rulings, *rulings])
        return open_questions(ruled, ready, key, position)

    return left


@carried
def what_if(request: HttpRequest, sheet: Sheet, key: str) -> HttpResponse:
    """What the supposition changes: the part of the page that is drawn anew while a slider moves."""
    ready = prepared(sheet.day)
    if key not in ready.numbers:
        raise Http404
    before = explained(sheet, ready, key)
    supposed = supposed_from(request.POST, request.POST.getlist("answer"))
    context = {"one": before, "then": _then(sheet, ready, key, before, supposed)}
    return render(request, "eligibility/parts/then.html", context)


def _then(sheet: Sheet, ready: Prepared, key: str, before: Explained, supposed: Supposed) -> dict[str, object] | None:
    """The same class with what is supposed; none if nothing is."""
    if supposed.is_nothing:
        return None
    tree = before.edition.job_class.minimum_qualifications
    other, position = after(sheet, tree, supposed, before.found)
    found = explained(other, ready, key, position)
    same = (found.row.standing, found.row.months) == (before.row.standing, before.row.months)
    return {"one": found, "same": same, "day": other.day, "later": supposed.months}


@carried
def answer(request: HttpRequest, sheet: Sheet, key: str) -> HttpResponse:
    """The answer with everything it rests on, as a file."""
    ready = prepared(sheet.day)
    if key not in ready.numbers or request.method != "POST":
        raise Http404
    response = HttpResponse(answer_file(explained(sheet, ready, key).found), content_type="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="answer-{key}.json"'
    return response
