"""The pages of one class: its edition of a day, its history, what changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from meritplan.plan import PlanClass
from meritplan.plan.identity import in_sequence
from meritplan.server.catalogue import asked, telling
from meritplan.server.catalogue.classes import ClassPage, before, chosen_edition
from meritplan.server.catalogue.comparing import compared
from meritplan.server.catalogue.conditional import conditional
from meritplan.server.catalogue.reference import Reference
from meritplan.server.catalogue.views.addresses import day_of, of_class

NEAR = 16  # classes in the picture on the page of a class


@conditional
@of_class("class")
def job_class(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """A class as it stands on a day."""
    day = day_of(request)
    page = ClassPage(reference=ref, job_class=one, edition=chosen_edition(one, day.on), day=day)
    return render(request, "catalogue/class.html", _context(page))


@conditional
@of_class("edition")
def edition(request: HttpRequest, ref: Reference, one: PlanClass, number: int) -> HttpResponse:
    """One edition of a class, whatever day it is."""
    found = one.edition(number)
    if found is None:
        raise Http404
    page = ClassPage(reference=ref, job_class=one, edition=found, day=day_of(request), fixed=True)
    return render(request, "catalogue/class.html", _context(page))


def _context(page: ClassPage) -> dict[str, Any]:
    shown = page.reference.shown(page.day.on)
    key = page.job_class.key
    picture = shown.around(key, NEAR, page.day.query) if key in shown.by_key else None
    return {"page": page, "said": page.edition.job_class, "picture": picture}


@conditional
@of_class("history")
def history(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """Every edition of a class with its life, its names before, and who decided what."""
    today = localdate()
    editions = [
        {
            "edition": found,
            "standing": telling.standing(found, today),
            "before": before(one, found),
            "decided": list(telling.decided(found)),
        }
        for found in reversed(in_sequence(one.editions))
    ]
    return render(request, "catalogue/history.html", {"one": one, "editions": editions})


@conditional
@of_class("compare")
def compare(request: HttpRequest, ref: Reference, one: PlanClass) -> HttpResponse:
    """Two editions of a class: what the change does, and the words that went and came."""
    newest = one.newest
    earlier = before(one, newest) or newest
    first = asked.whole_number(request.GET, "from", earlier.number)
    second = asked.whole_number(request.GET, "to", newest.number)
    old, new = one.edition(first), one.edition(second)
    if old is None or new is None:
        raise Http404
    editions = [(each, telling.standing(each, localdate())) for each in in_sequence(one.editions)]
    context = {"one": one, "old": old, "new": new, "editions": editions}
    if first != second:
        context["found"] = compared(ref.difference(one.key, first, second))
    return render(request, "catalogue/compare.html", context)
