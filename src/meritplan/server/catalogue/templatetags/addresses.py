"""Addresses of the page one is on, with some of the query changed."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import RequestContext

from meritplan.server.catalogue.asked import with_query

register = template.Library()


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: Any) -> str:
    """The query of this page with some values changed: ``{% query page=2 %}``."""
    return with_query(context["request"].GET.dict(), **changes)
