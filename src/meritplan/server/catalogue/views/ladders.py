"""The pages of career ladders, and the way from one class to another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meritplan.plan import PlanClass
from meritplan.server.catalogue import asked, finding
from meritplan.server.catalogue.conditional import conditional
from meritplan.server.catalogue.reference import Reference, Shown, reference
from meritplan.server.catalogue.steps import DRAWN, picture, shown_part, shown_route
from meritplan.server.catalogue.views.addresses import day_of, of_class


@conditional
def ladders(request: HttpRequest) -> HttpResponse:
    """Every ladder of the plan, to choose one; a small plan is drawn whole."""
    ref, day = reference(), day_of(request)
    shown = ref.shown(day.on, strictly=day.chosen)
    number = asked.whole_number(request.GET, "page", 1)
    parts = shown.parts
    joined = shown.joined
    small = len(joined.rungs) <= DRAWN
    whole = picture(joined, f"Ladders of the {ref.plan.card.title}", query=day.query) if small else None
    context = {
        "day": day,
        "whole": whole,
        "ladders": [shown_part(one) for one in parts[(number - 1) * finding.PAGE : number * finding.PAGE]],
        "page": finding.Page(number=number, last=max(-(-len(parts) // finding.PAGE), 1), total=len(parts)),
        "asked": request.GET,
        "alone": len(shown.view.editions) - len(joined.rungs),
    }
    return render(request, "catalogue/ladders.html", context)


@conditional
@of_class("ladder")
def ladder(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """What leads to a class and on from it."""
    day = day_of(request)
    shown = ref.shown(day.on, strictly=day.chosen)
    graph = shown.ladders
    context: dict[str, Any] = {"one": one, "day": day, "start": {"name": one.code or one.key}}
    if one.key in graph.rungs:
        context["picture"] = shown.around(one.key, DRAWN, day.query)
        context["beside"] = [
            (graph.rungs[other], levels[0]) for other, levels in graph.lateral(one.key).items() if other in graph.rungs
        ]
    return render(request, "catalogue/ladder.html", context)


@conditional
def route(request: HttpRequest) -> HttpResponse:
    """The way from one class to another: each step with its time and what it asks beside."""
    ref, day = reference(), day_of(request)
    shown = ref.shown(day.on, strictly=day.chosen)
    ends = {name: _end(ref, shown, request.GET.get(name, "").strip()) for name in ("from", "to")}
    lateral = request.GET.get("lateral") == "yes"
    start, end = (ends[name]["key"] for name in ("from", "to"))
    found = None
    if start and end and start != end:
        found = shown_route(shown.ladders, shown.view, start, end, lateral=lateral, query=day.query)
    context = {
        "day": day,
        "asked": request.GET,
        "start": ends["from"],
        "end": ends["to"],
        "lateral": lateral,
        "route": found,
        "tried": bool(start and end),
        "same": bool(start) and start == end,
    }
    return render(request, "catalogue/route.html", context)


def _end(ref: Reference, shown: Shown, name: str) -> dict[str, Any]:
    """One end of a route: the class a name means, or what is wrong with the name."""
    those = ref.meant(name) if name else ()
    there = [one for one in those if one.key in shown.by_key]
    if len(there) == 1:
        return {"name": name, "key": there[0].key, "title": there[0].title, "trouble": None, "those": ()}
    trouble = None
    if name and not those:
        trouble = f"No class has or had the code or title “{name}”."
    elif name and not there:
        trouble = f"“{those[0].title}” has no edition on that day."
    elif len(there) > 1:
        trouble = f"“{name}” may be any of these; enter the code of the one you mean."
    return {"name": name, "key": None, "title": name, "trouble": trouble, "those": there if len(there) > 1 else ()}
