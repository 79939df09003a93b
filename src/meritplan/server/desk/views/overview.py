"""The desk at a glance: what is coming in, what is open, what waits for whom."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from meritplan.server.accounts.policies import may
from meritplan.server.desk import policies
from meritplan.server.desk.models import Correction, Import
from meritplan.server.desk.queries import rows
from meritplan.server.desk.queue import of_plan
from meritplan.server.desk.views.frame import desk_view
from meritplan.server.plans.served import current


@desk_view()
def overview(request: HttpRequest) -> HttpResponse:
    """The first page of the desk."""
    plan = current().plan
    waiting = of_plan(plan)
    found = rows(plan)
    context = {
        "queue": waiting,
        "first": waiting.asked[0] if waiting.asked else None,
        "stages": Counter(one.stage for one in found),
        "drafts": len(found),
        "imports": Import.objects.select_related("by")[:5],
        "corrections": Correction.objects.filter(by=request.user),
        "may_import": may(request.user, policies.BRING_IN),
        "may_settle": may(request.user, policies.SETTLE),
        "trouble": plan.trouble,
    }
    return render(request, "desk/overview.html", context)
