"""Approving and publishing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from meritplan.plan import PlanError
from meritplan.plan.editing.correction import CORRECTED
from meritplan.plan.errors import StaleDocumentError
from meritplan.server.accounts.policies import NotAllowedError, may
from meritplan.server.desk import actions, policies
from meritplan.server.desk.actions.approving import case_of
from meritplan.server.desk.actions.publishing import planned
from meritplan.server.desk.errors import DeskError
from meritplan.server.desk.models import Submission
from meritplan.server.desk.policies import Case, hands
from meritplan.server.desk.queries import before_of, difference_of, facts_of, touched, trees_of
from meritplan.server.desk.telling import told
from meritplan.server.desk.views.frame import REFUSALS, desk_view
from meritplan.server.plans.served import current


@desk_view()
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for approval, what is approved, what was decided lately."""
    found = Submission.objects.select_related("by", "decided_by")
    waiting = [case_of(one) for one in found.filter(state=Submission.State.WAITING)]
    approved = [case_of(one) for one in found.filter(state=Submission.State.APPROVED)]
    context = {
        "waiting": [(one, may(request.user, policies.APPROVE, one)) for one in waiting],
        "approved": [(one, may(request.user, policies.PUBLISH, one)) for one in approved],
        "decided": found.exclude(state__in=(Submission.State.WAITING, Submission.State.APPROVED))[:20],
        "today": timezone.localdate(),
    }
    return render(request, "desk/approvals.html", context)


@desk_view()
def approval(request: HttpRequest, number: int) -> HttpResponse:
    """One submission: what is to be approved, and what it changes."""
    return _page(request, number)


def _page(request: HttpRequest, number: int, *, trouble: str = "", status: int = 200) -> HttpResponse:
    case = case_of(Submission.objects.select_related("by", "decided_by").get(pk=number))
    plan, edition = current().plan, case.edition
    before = before_of(plan.by_key[edition.class_key], edition, timezone.localdate()) if edition else None
    context = {
        "case": case,
        "submission": case.submission,
        "edition": edition,
        "trees": trees_of(edition) if edition else (),
        "facts": list(facts_of(edition)) if edition else [],
        "settled": _settled(case),
        "corrections": [one for one in edition.events if one.what.startswith(CORRECTED)] if edition else [],
        "hands": hands(edition) if edition else {},
        "before": before,
        "difference": difference_of(plan, before, edition) if edition and before else None,
        "may_approve": may(request.user, policies.APPROVE, case),
        "may_return": may(request.user, policies.RETURN, case),
        "may_take_back": may(request.user, policies.TAKE_BACK, case),
        "may_publish": may(request.user, policies.PUBLISH, case),
        "trouble": trouble,
        "sent": request.POST,
    }
    return render(request, "desk/approval.html", context, status=status)


def _settled(case: Case) -> list[tuple[Any, Any]]:
    if case.edition is None:
        return []
    asked = {one.id: one for one in case.edition.questions}
    return [(one, asked.get(one.question)) for one in case.edition.settlements]


@desk_view("POST")
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Approve, return or take back."""
    asked, said = request.POST.get("decision", ""), request.POST.get("answer", "")
    try:
        if asked == "approve":
            actions.approve(request.user, number, request.POST.get("sha256", ""), answer=said)
            messages.success(request, "Approved. It can be published now.")
        elif asked == "return":
            actions.give_back(request.user, number, answer=said)
            messages.success(request, "Returned with your comment.")
        elif asked == "take back":
            actions.take_back(request.user, number)
            messages.info(request, "Taken back.")
        else:
            return _page(request, number, trouble="Choose what to do.", status=422)
    except REFUSALS as refused:
        return _page(request, number, trouble=str(refused), status=422)
    return redirect("desk:approval", number)


@desk_view("GET", "HEAD", "POST")
def publishing(request: HttpRequest) -> HttpResponse:
    """Publish approved editions: the day, what it touches, what stands in the way."""
    sent = request.POST if request.method == "POST" else request.GET
    numbers = [int(one) for one in sent.getlist("submission") if one.isdecimal() and len(one) < 18]
    effective, trouble = _day(sent.get("effective", ""))
    status = 200
    if request.method == "POST" and not trouble:
        try:
            made = actions.publish(request.user, numbers, effective=effective, because=sent.get("because", ""))
        except (StaleDocumentError, NotAllowedError):
            raise
        except REFUSALS as refused:
            trouble, status = told(current().plan, refused), 422
        else:
            return _published(request, made)
    return _plan_page(request, numbers, effective, trouble, status)


def _published(request: HttpRequest, made: actions.Published) -> HttpResponse:
    for one in made.adopted:
        messages.success(request, f"{one.job_class.title} is published, in force from {one.effective_from}.")
    for one in made.ended:
        messages.info(request, f"{one.job_class.title}, edition {one.number}: in force until {one.effective_to}.")
    if len(made.adopted) == 1:
        return redirect("desk:edition", made.adopted[0].class_key, made.adopted[0].number)
    return redirect("desk:approvals")


def _plan_page(
    request: HttpRequest, numbers: list[int], effective: date | None, trouble: str, status: int
) -> HttpResponse:
    plan, made, refused = current().plan, None, ""
    cases = [case_of(one) for one in Submission.objects.filter(pk__in=numbers).select_related("by", "decided_by")]
    if cases:
        try:
            made = planned(numbers, request.user, effective)
        except (PlanError, DeskError, NotAllowedError) as why:
            refused = told(plan, why)
    on = timezone.localdate()
    context = {
        "cases": cases,
        "numbers": numbers,
        "effective": effective,
        "made": made,
        "refused": "" if trouble else refused,
        "trouble": trouble,
        "touched": [touched(plan, one.edition, on) for one in cases if one.edition is not None],
        "sent": request.POST,
    }
    return render(request, "desk/publishing.html", context, status=status)


def _day(said: str) -> tuple[date | None, str]:
    if not said.strip():
        return None, ""
    try:
        return date.fromisoformat(said.strip()), ""
    except ValueError:
        return None, f"{said} is no day such as 2026-07-01."
