"""Which class an address means: its key, or a code or title it has or had, which lead to the key for good."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from meritplan.server.catalogue import asked
from meritplan.server.catalogue.asked import Day
from meritplan.server.catalogue.reference import reference

MULTIPLE_CHOICES = 300
View = Callable[..., HttpResponse]


def day_of(request: HttpRequest) -> Day:
    """The day a page is asked for."""
    return asked.day(request.GET, localdate())


def of_class(name: str) -> Callable[[View], View]:
    """A view called with the class its address names; any other name of the class leads to its address for good.

    ``name`` is that of the view's own address.
    """

    def made(view: View) -> View:
        @wraps(view)
        def found(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
            ref = reference()
            one = ref.plan.by_key.get(key)
            if one is not None:
                return view(request, ref, one, **kwargs)
            those = ref.meant(key)
            if not those:
                raise Http404
            if len(those) > 1:
                context = {"name": key, "those": those}
                return render(request, "catalogue/several.html", context, status=MULTIPLE_CHOICES)
            return redirected(request, name, key=those[0].key, **kwargs)

        return found

    return made


def redirected(request: HttpRequest, name: str, **kwargs: Any) -> HttpResponse:
    """To another address for good, with the query kept."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse(f"catalogue:{name}", kwargs=kwargs) + (f"?{query}" if query else "")
    return HttpResponsePermanentRedirect(address)
