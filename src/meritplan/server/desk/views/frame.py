"""What all pages of the desk share: who may see them, and how a refusal or a conflict is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meritplan.plan import ClassEdition, PlanError
from meritplan.plan.errors import StaleDocumentError, UnknownClassError, UnknownQuestionError
from meritplan.server.accounts.policies import NotAllowedError, Rule, require
from meritplan.server.desk.actions.writing import found
from meritplan.server.desk.errors import DeskError
from meritplan.server.desk.models import Import, Submission
from meritplan.server.desk.policies import SEE
from meritplan.server.desk.queries import conflict
from meritplan.server.ui.views import forbidden

View = Callable[..., HttpResponse]
REFUSALS = (DeskError, PlanError)
HIDDEN = frozenset({"csrfmiddlewaretoken", "sha256"})


def desk_view(*methods: str, rule: Rule = SEE) -> Callable[[View], View]:
    """A page of the desk, for those a rule names. Visitors sign in first; others are told why not."""

    def made(view: View) -> View:
        @never_cache
        @require_http_methods(methods or ("GET", "HEAD"))
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")
            try:
                require(request.user, SEE)
                require(request.user, rule) if rule.refuses is None else None
                return view(request, *args, **named)
            except NotAllowedError as refused:
                return forbidden(request, refused)
            except (UnknownClassError, UnknownQuestionError, Import.DoesNotExist, Submission.DoesNotExist) as missing:
                raise Http404(str(missing)) from None
            except StaleDocumentError as stale:
                return conflicting(request, stale)
            except REFUSALS as refused:
                return refusing(request, refused)

        return page

    return made


def refusing(request: HttpRequest, refused: Exception) -> HttpResponse:
    """A step that cannot be taken, where the page has no better place to say so."""
    return render(request, "desk/refused.html", {"title": "That was not done", "text": str(refused)}, status=422)


def conflicting(
    request: HttpRequest, stale: StaleDocumentError, *, seen: str | None = None, **more: Any
) -> HttpResponse:
    """409: what somebody else did meanwhile, and what this person wanted, which can be sent again."""
    try:
        plan, edition = _meant(stale.path)
    except (ValueError, UnknownClassError):
        return render(request, "desk/refused.html", {"title": "Somebody was faster", "text": str(stale)}, status=409)
    context = {
        "title": "Somebody else changed this edition",
        "conflict": conflict(plan, edition, request.POST.get("sha256", "") if seen is None else seen),
        "edition": edition,
        "wanted": [(_plain(name), value) for name, value in _sent(request) if value.strip()],
        "again": [(name, value) for name, value in _sent(request)],
        "action": request.path if request.method == "POST" else "",
        "query": request.GET.urlencode(),
        **more,
    }
    return render(request, "desk/conflict.html", context, status=409)


def _meant(path: str) -> tuple[Any, ClassEdition]:
    _, key, name = path.split("/")
    return found(key, int(name.removesuffix(".yaml")))


def _plain(name: str) -> str:
    """What a field is called by people."""
    bare = name.removeprefix("is-").removeprefix("fact-").replace("_", " ").capitalize()
    return {"Because": "Reason", "Kind": "The words are"}.get(bare, bare)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    sent: Mapping[str, list[str]] = dict(request.POST.lists())
    return [(name, value) for name, values in sent.items() if name not in HIDDEN for value in values]
