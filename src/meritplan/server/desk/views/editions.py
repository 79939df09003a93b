"""Editions at work: the list of drafts, and one edition with its questions, history and next steps."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from meritplan.plan.errors import StaleDocumentError
from meritplan.server.accounts.policies import may
from meritplan.server.desk import actions, policies
from meritplan.server.desk.actions.approving import case_of
from meritplan.server.desk.actions.writing import found
from meritplan.server.desk.models import Submission
from meritplan.server.desk.queries import Row, before_of, difference_of, facts_of, rows, trees_of
from meritplan.server.desk.telling import told
from meritplan.server.desk.views.frame import REFUSALS, desk_view
from meritplan.server.plans.served import current

STAGES = {
    "questions": "with open questions",
    "ready": "ready to submit",
    "waiting": "waiting for approval",
    "approved": "approved, to be published",
}


@desk_view()
def editions(request: HttpRequest) -> HttpResponse:
    """Drafts and circulated editions."""
    return _list(request)


def _list(request: HttpRequest, *, trouble: str = "", status: int = 200) -> HttpResponse:
    plan = current().plan
    everything = rows(plan)
    stage, words = request.GET.get("stage", ""), request.GET.get("q", "").strip().casefold()
    chosen = [one for one in everything if stage in {"", one.stage} and words in _called(one)]
    counts = Counter(one.stage for one in everything)
    context = {
        "page": Paginator(chosen, 50).get_page(request.GET.get("page")),
        "stages": [(name, label, counts[name]) for name, label in STAGES.items()],
        "names": STAGES,
        "stage": stage,
        "words": request.GET.get("q", ""),
        "total": len(everything),
        "may_submit": may(request.user, policies.SUBMIT),
        "trouble": trouble,
        "sent": request.POST,
    }
    return render(request, "desk/editions.html", context, status=status)


@desk_view("POST", rule=policies.SUBMIT)
def submit_several(request: HttpRequest) -> HttpResponse:
    """Submit the marked editions."""
    named = [one.split(" ") for one in request.POST.getlist("edition")]
    chosen = [(one[0], int(one[1]), one[2]) for one in named if len(one) == 3 and one[1].isdecimal()]
    try:
        made = actions.submit_several(request.user, chosen, comment=request.POST.get("comment", ""))
    except StaleDocumentError as stale:
        trouble = f"Nothing was submitted: {stale.path} was changed meanwhile. Look at it before you submit it."
        return _list(request, trouble=trouble, status=409)
    except REFUSALS as refused:
        return _list(request, trouble=told(current().plan, refused), status=422)
    count = "1 edition was" if len(made) == 1 else f"{len(made)} editions were"
    messages.success(request, f"{count} submitted. An approver who had no hand in them decides.")
    return redirect("desk:approvals")


def _called(one: Row) -> str:
    return f"{one.edition.job_class.title} {one.edition.job_class.code or ''}".casefold()


@desk_view()
def edition(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One edition."""
    return _page(request, key, number)


def _page(request: HttpRequest, key: str, number: int, *, trouble: str = "", status: int = 200) -> HttpResponse:
    plan, one = found(key, number)
    about = Submission.objects.filter(class_key=key, number=number).select_related("by", "decided_by")
    cases = [case_of(each) for each in about]
    standing = next((each for each in cases if each.standing), None)
    asked = {each.id: each for each in one.questions}
    context = {
        "edition": one,
        "job_class": plan.by_key[key],
        "sha256": plan.hashes[one.path],
        "standing": one.standing(timezone.localdate()),
        "trees": trees_of(one),
        "facts": list(facts_of(one)),
        "settled": [(each, asked.get(each.question)) for each in one.settlements],
        "cases": cases,
        "case": standing,
        "draft": one.state in {"draft", "circulated"},
        "can_revise": one.state == "adopted",
        "may_settle": may(request.user, policies.SETTLE),
        "may_submit": may(request.user, policies.SUBMIT),
        "may_take_back": may(request.user, policies.TAKE_BACK, standing) if standing else None,
        "may_approve": may(request.user, policies.APPROVE, standing) if standing else None,
        "may_publish": may(request.user, policies.PUBLISH, standing) if standing else None,
        "may_revise": may(request.user, policies.REVISE),
        "may_withdraw": may(request.user, policies.WITHDRAW),
        "trouble": trouble,
        "sent": request.POST,
    }
    return render(request, "desk/edition.html", context, status=status)


@desk_view()
def changes(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What an edition changes against the one in force or the one it rests on, and for whom."""
    plan, one = found(key, number)
    before = before_of(plan.by_key[key], one, timezone.localdate())
    difference = difference_of(plan, before, one) if before is not None else None
    return render(request, "desk/changes.html", {"edition": one, "before": before, "difference": difference})


@desk_view("POST", rule=policies.SUBMIT)
def submit(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Submit it for approval."""
    sent = request.POST
    try:
        actions.submit(
            request.user,
            (key, number),
            sent.get("sha256", ""),
            comment=sent.get("comment", ""),
            despite=sent.get("despite", ""),
        )
    except StaleDocumentError:
        raise
    except REFUSALS as refused:
        return _page(request, key, number, trouble=told(current().plan, refused), status=422)
    messages.success(request, "Submitted. An approver who had no hand in it decides.")
    return redirect("desk:edition", key, number)


@desk_view("POST", rule=policies.REVISE)
def revise(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Begin the next edition."""
    try:
        made = actions.revise(request.user, (key, number), because=request.POST.get("because", ""))
    except StaleDocumentError:
        raise
    except REFUSALS as refused:
        return _page(request, key, number, trouble=told(current().plan, refused), status=422)
    messages.success(request, f"Edition {made.number} is a draft now.")
    return redirect("desk:edition", made.class_key, made.number)


@desk_view("POST", rule=policies.WITHDRAW)
def withdraw(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Give it up."""
    sent = request.POST
    try:
        actions.withdraw(request.user, (key, number), sent.get("sha256", ""), because=sent.get("because", ""))
    except StaleDocumentError:
        raise
    except REFUSALS as refused:
        return _page(request, key, number, trouble=told(current().plan, refused), status=422)
    messages.success(request, "Withdrawn. It stays in the plan.")
    return redirect("desk:edition", key, number)
