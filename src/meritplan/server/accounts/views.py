"""Pages of a person's own account, and those where an administrator sees to people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.views import password_reset as allauth_password_reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from meritplan.server.accounts import actions, forms, queries
from meritplan.server.accounts.models import User
from meritplan.server.accounts.policies import MANAGE_PEOPLE, may

PAGE = 50
ACTS = (
    (
        "password",
        "New one-time password",
        "For somebody who forgot theirs. All their sessions end.",
        "Make a password",
    ),
    (
        "second-factor",
        "Take the second factor away",
        "For somebody who lost the phone and the recovery codes. Make sure it is them who asks.",
        "Take it away",
    ),
    ("sessions", "Sign out everywhere", "Ends all their sessions now.", "Sign out everywhere"),
    (
        "close",
        "Close the account",
        "Nobody signs in with it any more. It stays for the record and can be opened again.",
        "Close the account",
    ),
    ("reopen", "Open the account again", "With the roles it has.", "Open the account"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """Something an administrator can do on a person's page."""

    verb: str
    title: str
    text: str
    button: str
    form: Any


@require_GET
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """My account: who I am here, and where to change what."""
    person: Any = request.user
    values = {
        "person": person,
        "held": queries.role_names(person),
        "standing": queries.standing(person),
        "may_manage": may(person, MANAGE_PEOPLE),
        "provider": settings.SIGNING_IN.provider,
    }
    return render(request, "accounts/me.html", values)


@require_GET
@login_required
def rights(request: HttpRequest) -> HttpResponse:
    """What may I do, and why."""
    person: Any = request.user
    values = {"rights": queries.rights(person), "held": queries.role_names(person)}
    return render(request, "accounts/rights.html", values)


def password_reset(request: HttpRequest) -> HttpResponse:
    """A forgotten password: by mail, or, on a server that sends none, what else to do."""
    if settings.CONFIGURATION.mail is None:
        return render(request, "accounts/no_mail.html")
    return allauth_password_reset(request)


def _administrators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @login_required
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        verdict = may(request.user, MANAGE_PEOPLE)
        if not verdict:
            raise PermissionDenied(verdict.reason)
        return view(request, **named)

    return guarded


@require_GET
@_administrators_only
def people(request: HttpRequest) -> HttpResponse:
    """Who has an account."""
    found = queries.people(request.GET)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(person, queries.role_names(person)) for person in page]
    asked = request.GET.copy()
    asked.pop("page", None)
    values = {"finder": forms.Finder(request.GET or None), "page": page, "rows": rows, "asked": asked.urlencode()}
    return render(request, "accounts/people.html", values)


@never_cache
@_administrators_only
def new_person(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password is shown in the answer and nowhere else."""
    form = forms.NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_person(actor=request.user, **form.cleaned_data)
        except actions.AccountError as error:
            form.add_error(None, str(error))
        else:
            return render(request, "accounts/password.html", {"made": made, "new": True})
    status = 400 if form.errors else 200
    return render(request, "accounts/new_person.html", {"form": form}, status=status)


@require_GET
@_administrators_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person's account."""
    return _person(request, get_object_or_404(User, pk=pk))


def _person(request: HttpRequest, shown: User, verb: str = "", failed: Any = None) -> HttpResponse:
    """The page of a person; where something was refused, with the form that says why."""
    initial = {"roles": list(shown.grants.values_list("role", flat=True))}
    acts = [
        Act(verb=name, title=title, text=text, button=button, form=_form(name, verb, failed))
        for name, title, text, button in ACTS
        if name != ("reopen" if shown.is_active else "close")
    ]
    values = {
        "shown": shown,
        "held": queries.role_names(shown),
        "standing": queries.standing(shown),
        "roles_form": failed if verb == "roles" else forms.Roles(initial=initial, prefix="roles"),
        "acts": acts,
    }
    return render(request, "accounts/person.html", values, status=400 if failed else 200)


def _form(name: str, verb: str, failed: Any) -> Any:
    return failed if name == verb else forms.Reasoned(prefix=name)


@never_cache
@require_POST
@_administrators_only
def change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Do one thing to a person's account."""
    shown = get_object_or_404(User, pk=pk)
    form = (forms.Roles if verb == "roles" else forms.Reasoned)(request.POST, prefix=verb)
    if not form.is_valid():
        return _person(request, shown, verb, form)
    action, said = VERBS[verb]
    try:
        done = action(actor=request.user, person=shown, **form.cleaned_data)
    except actions.AccountError as error:
        form.add_error(None, str(error))
        return _person(request, shown, verb, form)
    if isinstance(done, actions.NewPassword):
        return render(request, "accounts/password.html", {"made": done})
    messages.success(request, said.format(person=shown))
    return redirect("accounts:person", pk=pk)


VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "roles": (actions.set_roles, "The roles of {person} are changed."),
    "password": (actions.new_password, ""),
    "second-factor": (actions.reset_second_factor, "{person} signs in without a second factor now."),
    "sessions": (actions.sign_out_everywhere, "{person} is signed out everywhere."),
    "close": (actions.close, "The account of {person} is closed."),
    "reopen": (actions.reopen, "The account of {person} is open again."),
}
