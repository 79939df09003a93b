"""Every address of the project, every role, and things that are one's own or not: who may, and nobody else.

Each app declares its addresses in ``tests/server/<app>/access.py``: ``PAGES``, and where they need things to be about,
``things(plan)`` that makes them (with ``WRITES``, in a copy of the plan). An address without a declaration fails here.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from tests.server.access import ANYBODY, NO_ROLE, NOBODY, ROLES, SIGNED_IN, VISITOR, Page, routes

from meritplan.server.accounts.models import RoleGrant, User

HERE = Path(__file__).parent
DECLARED = {
    file.parent.name: importlib.import_module(f"tests.server.{file.parent.name}.access")
    for file in sorted(HERE.glob("*/access.py"))
}
PAGES = [
    pytest.param(declared, page, id=f"{app}: {page}") for app, declared in DECLARED.items() for page in declared.PAGES
]
WHO = [VISITOR, NO_ROLE, *sorted(ROLES)]


def test_every_address_is_declared():
    known = {page.route for declared in DECLARED.values() for page in declared.PAGES}
    assert sorted(set(routes()) - known) == [], "declare who may open it, in tests/server/<app>/access.py"
    assert sorted(known - set(routes())) == [], "declared, but there is no such address"


def test_every_page_says_who_may():
    for declared in DECLARED.values():
        for page in declared.PAGES:
            assert page.get <= ANYBODY
            assert (page.post or NOBODY) <= ANYBODY


@pytest.fixture
def clients(db):
    """One client for each kind of person. ``user`` is who it is, or none."""
    made = {}
    for who in WHO:
        client = Client(raise_request_exception=True)
        client.user = None
        if who != VISITOR:
            client.user = User.objects.create(username=who.replace(" ", "-"))
            if who in ROLES:
                RoleGrant.objects.create(user=client.user, role=who)
            client.force_login(client.user)
        made[who] = client
    return made


def refused(answer, *, hidden=False):
    """Whether the person was told that they may not, or sent to the sign-in."""
    if answer.status_code in {401, 403} or (hidden and answer.status_code == 404):
        return True
    return answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("declared", "page"), PAGES)
def test_only_those_may_who_are_declared(clients, request, declared, page):
    plan = request.getfixturevalue("own_plan") if getattr(declared, "WRITES", False) else None
    if hasattr(declared, "things"):
        declared.things(plan)
    wrong = []
    sent = page.data() if callable(page.data) else page.data
    for who in sorted(clients, key=lambda who: who in (page.post or NOBODY)):  # last, who may change the plan
        client = clients[who]
        for method, allowed in (("get", page.get), ("post", page.post)):
            with transaction.atomic():  # what one person does is not there for the next
                address = page.address(client.user) if callable(page.address) else page.address
                answer = getattr(client, method)(address, sent if method == "post" else {})
                transaction.set_rollback(True)
            assert answer.status_code < 500, f"{method} {address} as {who}: {answer.status_code}"
            if allowed is None:
                right = not refused(answer)
            elif allowed == NOBODY:
                right = refused(answer) or answer.status_code in {302, 404, 405, 410, 422}
            else:
                right = refused(answer, hidden=page.hidden) == (who not in allowed) and answer.status_code != 405
            if not right:
                wrong.append(f"{method.upper()} {address} as {who}: {answer.status_code}")
    assert wrong == []


def test_the_kinds_of_people_are_told_apart(clients):
    """The test above would say nothing if everybody were refused, or nobody."""
    assert refused(clients[VISITOR].get("/accounts/"))
    assert not refused(clients[NO_ROLE].get("/accounts/"))
    assert refused(clients["analyst"].get("/audit/"))
    assert not refused(clients["auditor"].get("/audit/"))
    assert SIGNED_IN < ANYBODY


def test_a_page_is_called_by_its_route():
    assert str(Page(route="audit/", address="/audit/")) == "audit/"
