"""What every template knows: the plan's name, the navigation of this person, and the version of static files."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from meritplan import __version__
from meritplan.plan import PlanError
from meritplan.server.plans.served import current


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame's own values."""
    user = getattr(request, "user", None)
    return {
        "version": __version__,
        "plan_card": _card(),
        "roles": user.roles if user is not None and user.is_authenticated else frozenset(),
    }


def _card() -> Any:
    try:
        return current().plan.card
    except (PlanError, OSError):
        return None
