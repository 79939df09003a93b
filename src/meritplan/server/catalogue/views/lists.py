"""Classes by group, and those a search finds."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meritplan.plan import ClassEdition
from meritplan.server.catalogue import asked, finding, telling
from meritplan.server.catalogue.asked import Day
from meritplan.server.catalogue.classes import paragraphs
from meritplan.server.catalogue.conditional import conditional
from meritplan.server.catalogue.grouping import KINDS
from meritplan.server.catalogue.reference import Reference, Shown, reference
from meritplan.server.catalogue.steps import Picture, picture
from meritplan.server.catalogue.views.addresses import day_of, redirected


@conditional
def browse(request: HttpRequest) -> HttpResponse:
    """All classes by group, or those a search finds; with scripts only the list is loaded anew."""
    ref, day = reference(), day_of(request)
    shown = ref.shown(day.on, strictly=day.chosen)
    number = asked.whole_number(request.GET, "page", 1)
    said = {name: value for name, value in request.GET.items() if value and name not in {"page", "on", "all"}}
    context: dict[str, Any] = {"day": day, "asked": request.GET, "count": len(shown.view.editions)}
    if said or "all" in request.GET or not ref.groups:
        context["results"] = finding.results(ref, request.GET, day, number)
    else:
        context |= _grouped(shown, number)
    if request.headers.get("HX-Request"):
        return render(request, "catalogue/parts/found.html", context)
    context["choices"] = shown.choices
    return render(request, "catalogue/browse.html", context)


def _grouped(shown: Shown, number: int) -> dict[str, Any]:
    those = shown.groups
    last = max(-(-len(those) // finding.GROUPS), 1)
    return {
        "groups": those[(number - 1) * finding.GROUPS : number * finding.GROUPS],
        "page": finding.Page(number=number, last=last, total=len(those)),
        "ungrouped": shown.members.get(None, ()),
        "unfolded": len(shown.view.editions) <= finding.OPEN,
    }


@conditional
def group(request: HttpRequest, key: str) -> HttpResponse:
    """A family, series or occupation: what its classes share, and the classes in order of level."""
    ref, day = reference(), day_of(request)
    document = ref.groups.get(key)
    if document is None:
        raise Http404
    shown = ref.shown(day.on, strictly=day.chosen)
    members = shown.members.get(key, ())
    rows = [_row(ref, one, day) for one in members]
    context = {
        "document": document,
        "narrative": paragraphs(document.group.narrative),
        "levels": any(one.job_class.level for one in members),
        "kind": KINDS[document.group.kind],
        "day": day,
        "rows": rows,
        "pay": any(row["pay"] for row in rows),
        "settings": [one for one in document.group.settings if one.text not in (document.group.narrative or "")],
        "picture": _group_picture(shown, document.group.title or key, members, day),
        "sources": [ref.sources[one.sha256] for one in document.sources if one.sha256 in ref.sources],
    }
    return render(request, "catalogue/group.html", context)


def _row(ref: Reference, edition: ClassEdition, day: Day) -> dict[str, Any]:
    job_class = ref.plan.by_key[edition.class_key]
    return {
        "edition": edition,
        "pay": telling.brief_pay(ref.pay(job_class, day.on)),
        "standing": telling.standing(edition, day.on),
    }


def _group_picture(shown: Shown, title: str, members: tuple[ClassEdition, ...], day: Day) -> Picture:
    graph = shown.ladders.among(one.class_key for one in members)
    return picture(graph, f"Ladders within {title}", query=day.query)


@require_safe
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """The class with a code, present or former."""
    found = reference().plan.by_code.get(code)
    if found is None:
        raise Http404
    return redirected(request, "class", key=found.key)
