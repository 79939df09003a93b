"""The queue of open questions, and the page on which one is decided."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from meritplan.plan import ClassEdition, Question
from meritplan.plan.errors import SettlementError, StaleDocumentError
from meritplan.plan.settling import alike, answer, confirm, enter, no_requirement, node_of, read_as
from meritplan.server.accounts.policies import may
from meritplan.server.desk import actions, meanings, policies
from meritplan.server.desk.actions.settling import Way
from meritplan.server.desk.actions.writing import found
from meritplan.server.desk.errors import DeskError
from meritplan.server.desk.facts import facts_form
from meritplan.server.desk.queries import reading_of
from meritplan.server.desk.queue import Filter, documents, of_plan
from meritplan.server.desk.telling import told
from meritplan.server.desk.views.frame import REFUSALS, desk_view
from meritplan.server.plans.served import current

PLAIN: dict[str, Way] = {"confirm": confirm, "no requirement": no_requirement, "answer": answer}
UNREAD_NODE = "unread"
KINDS = [(kind, name) for kind, name in meanings.NAMES.items() if kind not in {UNREAD_NODE, *meanings.GROUPS}]


@desk_view()
def questions(request: HttpRequest) -> HttpResponse:
    """The queue."""
    plan = current().plan
    everything = of_plan(plan)
    wanted = Filter.of(request.GET)
    chosen = everything.only(wanted)
    groups = {one.key: one.group.title or one.key for one in plan.groups}
    used = {one.edition.group for one in everything.asked}
    context = {
        "queue": chosen,
        "everything": everything,
        "wanted": wanted,
        "page": Paginator(chosen.groups, 40).get_page(request.GET.get("page")),
        "groups": [(key, title) for key, title in groups.items() if key in used],
        "documents": documents(everything.asked),
        "first": chosen.asked[0] if chosen.asked else None,
    }
    return render(request, "desk/questions.html", context)


@desk_view("GET", "HEAD", "POST")
def question(request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    """One question: the source, the reading, and what can be decided."""
    if request.method == "POST":
        return _decide(request, key, number, name)
    edition = found(key, number)[1]
    asked = next((one for one in edition.open_questions if one.id == name), None)
    if asked is None:
        return _settled_already(request, edition, name)
    return _page(request, edition, asked)


def _settled_already(request: HttpRequest, edition: ClassEdition, name: str) -> HttpResponse:
    done = next((one for one in edition.settlements if one.question == name), None)
    if done is None:
        raise Http404("There is no such question.")
    messages.info(request, f"{done.by} settled {name} on {done.on}: {done.because}")
    return redirect("desk:edition", edition.class_key, edition.number)


def _page(
    request: HttpRequest,
    edition: ClassEdition,
    asked: Question,
    *,
    trouble: str = "",
    meaning: Any = None,
    facts: Any = None,
    status: int = 200,
) -> HttpResponse:
    plan = current().plan
    wanted = Filter.of(request.GET)
    waiting = of_plan(plan).only(wanted)
    node = node_of(edition, asked)
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    if meaning is None and kind in meanings.NAMES and kind not in {UNREAD_NODE, *meanings.GROUPS}:
        meaning = meanings.form_of(kind, node=node[1] if node else None)
    name = (edition.class_key, edition.number, asked.id)
    same = alike(plan, edition, asked.id)
    context = {
        "edition": edition,
        "question": asked,
        "node": node[1] if node else None,
        "unread": node is not None and meanings.KINDS[UNREAD_NODE] is type(node[1]),
        "reading": reading_of(plan, edition, asked),
        "sha256": plan.hashes[edition.path],
        "alike": same[1:],
        "wanted": wanted,
        "queue": waiting,
        "place": 1 + [one.name for one in waiting.asked].index(name) if name in {a.name for a in waiting.asked} else 0,
        "following": waiting.after(name),
        "previous": waiting.before(name),
        "kinds": KINDS,
        "kind": kind,
        "meaning": meaning,
        "facts": facts or (facts_form(edition.job_class) if node is None else None),
        "sent": request.POST,
        "trouble": trouble,
        "may_settle": may(request.user, policies.SETTLE),
    }
    template = "desk/parts/meaning.html" if request.htmx and "fields" in request.GET else "desk/question.html"
    return render(request, template, context, status=status)


def _decide(request: HttpRequest, key: str, number: int, name: str) -> HttpResponse:
    plan, edition = found(key, number)
    sha256, wanted = request.POST.get("sha256", ""), Filter.of(request.GET)
    asked = next((one for one in edition.open_questions if one.id == name), None)
    if asked is None or plan.hashes[edition.path] != sha256:
        raise StaleDocumentError(edition.path)
    meaning = facts = None
    try:
        way, meaning, facts = _way(request, edition)
        before = of_plan(plan).only(wanted)
        count = actions.settle(
            request.user,
            (key, number),
            sha256,
            name,
            way,
            because=request.POST.get("because", ""),
            everywhere=bool(request.POST.get("everywhere")),
        )
    except StaleDocumentError:
        raise
    except _UnfitError as unfit:
        return _page(request, edition, asked, trouble=str(unfit), meaning=unfit.meaning, facts=unfit.facts, status=422)
    except REFUSALS as refused:
        return _page(request, edition, asked, trouble=told(plan, refused), meaning=meaning, facts=facts, status=422)
    messages.success(request, f"{edition.job_class.title}, {name}: settled{_and_more(count)}.")
    following = of_plan(current().plan).only(wanted).after((key, number, name), before)
    if following is None:
        return redirect(reverse("desk:questions") + wanted.address)
    return redirect(reverse("desk:question", args=following.name) + wanted.address)


def _and_more(count: int) -> str:
    return "" if count == 1 else f", and {count - 1} like it"


class _UnfitError(DeskError):
    def __init__(self, *, meaning: Any = None, facts: Any = None) -> None:
        self.meaning, self.facts = meaning, facts
        super().__init__("Some fields do not fit; see there.")


def _way(request: HttpRequest, edition: ClassEdition) -> tuple[Way, Any, Any]:
    """How the form wants the question settled, and the form where it has fields."""
    decision = request.POST.get("decision", "")
    if decision in PLAIN:
        return PLAIN[decision], None, None
    if decision == "read as":
        kind = request.POST.get("kind", "")
        if kind not in meanings.NAMES or kind in meanings.GROUPS:
            raise SettlementError("Choose what the words are.")
        form = meanings.form_of(kind, request.POST)
        node = form.node()
        if node is None:
            raise _UnfitError(meaning=form)
        return lambda one, which, who: read_as(one, which, node, who), form, None
    if decision == "enter":
        entered = facts_form(edition.job_class, request.POST)
        changed = entered.changed_facts()
        if changed is None:
            raise _UnfitError(facts=entered)
        if not changed:
            raise SettlementError("No fact was changed. To leave all as it is, answer the question in words.")
        return lambda one, which, who: enter(one, which, changed, who), None, entered
    raise SettlementError("Choose how the question is settled.")
