"""Is the server alive, and can it answer: for load balancers and monitors."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from meritplan.plan import PlanError
from meritplan.server.plans.served import current


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


def ready(request: HttpRequest) -> JsonResponse:
    """The database and the plan can be read."""
    trouble = [said for said in (_database(), _plan()) if said]
    body = {"status": "not ready" if trouble else "ready", "trouble": trouble}
    return JsonResponse(body, status=503 if trouble else 200)


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return None


def _plan() -> str | None:
    try:
        current()
    except (PlanError, OSError) as error:
        return f"the plan cannot be read: {error}"
    return None
