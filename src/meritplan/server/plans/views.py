"""Is the server alive, and can it answer: for load balancers and monitors."""

from __future__ import annotations

import logging
from functools import lru_cache

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from meritplan.plan import PlanError
from meritplan.server.plans.served import current
from meritplan.server.starting import pending_migrations

LOG = logging.getLogger("meritplan.health")


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database has this version's tables, and the plan can be read. Why not in detail is for the log."""
    trouble = [said for said in (_database(), _plan()) if said]
    body = {"status": "not ready" if trouble else "ready", "trouble": trouble}
    return JsonResponse(body, status=503 if trouble else 200)


def _database() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return None if _up_to_date() else "the database lacks tables of this version"
    except _PendingError:
        return "the database lacks tables of this version"
    except DatabaseError:
        LOG.exception("the database does not answer")
        return "the database does not answer"


class _PendingError(Exception):
    """Raised so that only a good answer is remembered."""


@lru_cache(maxsize=1)
def _up_to_date() -> bool:
    """Asked until it is so, and then no more: tables do not go away."""
    if pending_migrations():
        raise _PendingError
    return True


def _plan() -> str | None:
    try:
        current()
    except (PlanError, OSError):
        LOG.exception("the plan cannot be read")
        return "the plan cannot be read"
    return None
