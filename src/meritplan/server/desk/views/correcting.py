"""The editor of requirements: one page, one step at a time."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from meritplan.model.requirement import Chooser
from meritplan.plan.diff import difference
from meritplan.plan.edition import TREES
from meritplan.plan.errors import EditingError, StaleDocumentError
from meritplan.plan.questions import tree_field
from meritplan.qualification import policy
from meritplan.server.accounts.policies import may
from meritplan.server.catalogue.trees import node_id, shown_tree
from meritplan.server.desk import actions, meanings, policies
from meritplan.server.desk.actions.correcting import Place, Work, kind_of, work_of
from meritplan.server.desk.actions.writing import found
from meritplan.server.desk.models import Correction
from meritplan.server.desk.queries import PROOF, TREE_NAMES, before_of, beside
from meritplan.server.desk.stepping import DONE, UnfitError, choices, dotted, led_to, path_of, short, step_of
from meritplan.server.desk.telling import told
from meritplan.server.desk.views.frame import REFUSALS, View, conflicting, desk_view

CHOOSERS: tuple[Chooser, ...] = ("position", "appointing authority", "institution")


def _place(key: str, number: int, tree: str) -> Place:
    found = next((one for one in TREES if one == tree), None)
    if found is None:
        raise Http404("There is no such requirement.")
    return key, number, found


def _correcting(view: View) -> View:
    """A page of the editor. Where the edition was changed meanwhile, the steps are offered to be repeated on it."""

    @wraps(view)
    def page(request: HttpRequest, key: str, number: int, tree: str) -> HttpResponse:
        place = _place(key, number, tree)
        try:
            return view(request, place)
        except StaleDocumentError as stale:
            return _stale(request, place, stale)

    return page


def _stale(request: HttpRequest, place: Place, stale: StaleDocumentError) -> HttpResponse:
    plan, edition = found(*place[:2])
    kept = Correction.objects.filter(by=request.user, class_key=place[0], number=place[1], tree=place[2]).first()
    seen = kept.base if kept else request.POST.get("base", "")
    if seen == plan.hashes[edition.path]:
        messages.warning(request, "You took other steps meanwhile, in another window. This is where they led.")
        return redirect(_editor(place, None))
    steps = [DONE[str(one["step"])] for one in kept.steps] if kept else []
    return conflicting(request, stale, seen=seen, place=place, steps=steps)


@desk_view(rule=policies.CORRECT)
@_correcting
def editor(request: HttpRequest, place: Place) -> HttpResponse:
    """The requirement, the part chosen, and what can be done with it."""
    return _page(request, place, work_of(request.user, place))


def _page(
    request: HttpRequest, place: Place, work: Work, *, trouble: str = "", meaning: Any = None, status: int = 200
) -> HttpResponse:
    chosen = request.POST.get("path") or request.GET.get("at")
    try:
        path = path_of(chosen) if chosen is not None else None
        found = choices(work.now, path, work.text) if path is not None else None
    except EditingError:
        path = found = None
    kind = request.POST.get("kind") or request.GET.get("kind") or (_kind(found.node) if found else "")
    if found and meaning is None and kind in dict(found.kinds):
        meaning = meanings.form_of(kind, node=found.node)
    context = {
        "edition": work.edition,
        "tree": work.tree,
        "tree_title": TREE_NAMES[work.tree],
        "work": work,
        "sha256": work.sha256,
        "shown": shown_tree(work.now, name=work.tree),
        "lit": node_id(work.tree, path) if path is not None else "",
        "excerpts": beside(work.plan, work.edition, work.now, work.tree),
        "steps": [DONE[kind_of(one)] for one in work.steps],
        "choices": found,
        "choosers": CHOOSERS,
        "kind": kind,
        "meaning": meaning,
        "trouble": trouble,
        "sent": request.POST,
        "draft": work.edition.state in {"draft", "circulated"},
        "may_correct": may(request.user, policies.CORRECT),
    }
    template = "desk/parts/recast.html" if request.htmx and "fields" in request.GET else "desk/editor.html"
    return render(request, template, context, status=status)


def _kind(node: Any) -> str:
    return str(node.__struct_config__.tag)


@desk_view("POST", rule=policies.CORRECT)
@_correcting
def step(request: HttpRequest, place: Place) -> HttpResponse:
    """Take a step, take one back, or take it again."""
    sha256, asked = request.POST.get("sha256", ""), request.POST.get("step", "")
    if asked in {"undo", "redo"}:
        (actions.undo if asked == "undo" else actions.redo)(request.user, place, sha256)
        return redirect(_editor(place, None))
    work = work_of(request.user, place)
    try:
        taken = step_of(request.POST, work.now)
        after = actions.take(request.user, place, sha256, taken)
    except UnfitError as unfit:
        return _page(request, place, work, trouble=str(unfit), meaning=unfit.form, status=422)
    except StaleDocumentError:
        raise
    except REFUSALS as refused:
        return _page(request, place, work_of(request.user, place), trouble=told(work.plan, refused), status=422)
    messages.success(request, f"{short(work.now) if not taken.path else 'The part'}: {DONE[kind_of(taken)]}.")
    return redirect(_editor(place, dotted(led_to(work.now, taken, after.now))))


def _editor(place: Place, at: str | None) -> str:
    address = reverse("desk:editor", args=place)
    return f"{address}?{urlencode({'at': at})}#chosen" if at is not None else address


@desk_view("GET", "HEAD", "POST", rule=policies.CORRECT)
@_correcting
def preview(request: HttpRequest, place: Place) -> HttpResponse:
    """What the correction changes, in words and for whom; here it is put into the plan."""
    work = work_of(request.user, place)
    trouble = ""
    if request.method == "POST":
        try:
            made = actions.save(
                request.user, place, request.POST.get("sha256", ""), because=request.POST.get("because", "")
            )
        except StaleDocumentError:
            raise
        except REFUSALS as refused:
            trouble = told(work.plan, refused)
        else:
            left = len(made.open_questions)
            messages.success(request, f"The correction is in the plan. Open questions of this edition: {left}.")
            return redirect("desk:edition", *place[:2])
    return _preview(request, work, trouble)


def _preview(request: HttpRequest, work: Work, trouble: str) -> HttpResponse:
    plan, edition = work.plan, work.edition
    profile = policy(plan.policy)
    force = before_of(plan.by_key[edition.class_key], edition, timezone.localdate())
    held = getattr(force.job_class, tree_field(work.tree)) if force else None
    context = {
        "edition": edition,
        "tree": work.tree,
        "tree_title": TREE_NAMES[work.tree],
        "work": work,
        "sha256": work.sha256,
        "before": work.before,
        "now": work.now,
        "steps": [DONE[kind_of(one)] for one in work.steps],
        "change": difference(work.before, work.now, profile, most=PROOF),
        "force": force,
        "against": difference(held, work.now, profile, most=PROOF) if held is not None else None,
        "trouble": trouble,
        "sent": request.POST,
    }
    return render(request, "desk/preview.html", context, status=422 if trouble else 200)


@desk_view("POST", rule=policies.CORRECT)
@_correcting
def discard(request: HttpRequest, place: Place) -> HttpResponse:
    """Forget all steps."""
    actions.discard(request.user, place)
    messages.info(request, "The steps were discarded. The requirement is as the plan has it.")
    return redirect(_editor(place, None))


@desk_view("POST", rule=policies.CORRECT)
@_correcting
def carry_over(request: HttpRequest, place: Place) -> HttpResponse:
    """Repeat the steps on what somebody else made of the requirement meanwhile."""
    refused = actions.carry_over(request.user, place)
    for one in refused:
        messages.warning(request, f"Not repeated: {one}")
    messages.success(request, "Your steps were repeated on the requirement as it is now. Look it over before saving.")
    return redirect(_editor(place, None))
