"""Keys: made, shown once, used, limited to what they open, revoked; all of it audited."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from meritplan.server.accounts.models import User
from meritplan.server.accounts.policies import NotAllowedError
from meritplan.server.api.actions import KeyRefusedError, make_key, revoke_key
from meritplan.server.api.models import ApiKey
from meritplan.server.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
Person = Callable[..., User]


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


@pytest.fixture
def analyst(person: Person) -> User:
    return person("analyst", name="r.okafor")


def test_a_key_is_shown_once_and_stored_as_a_hash(as_person: Callable[..., Client]) -> None:
    client = as_person("analyst")
    page = client.post("/api/keys/", {"name": "Nightly export", "scopes": ["read"], "days": "90"})
    assert page.status_code == 201
    text = re.search(r'value="(mp_[^"]+)"', page.content.decode()).group(1)
    assert "no-store" in page.headers["Cache-Control"]
    assert text not in client.get("/api/keys/").content.decode()
    key = ApiKey.objects.get()
    assert text.startswith(f"mp_{key.prefix}_")
    assert key.digest not in text
    assert client.get(f"{V1}/plan", headers=bearer(text)).status_code == 200


def test_making_and_revoking_are_audited_without_the_key(analyst: User) -> None:
    key, text = make_key(analyst, name="Export", scopes=["read"], days=30)
    revoke_key(analyst, key, reason="Lost a laptop")
    revoke_key(analyst, key)
    made, revoked = AuditEvent.objects.filter(kind="api key", key=key.prefix)
    assert (made.verb, made.actor_name, made.after["name"]) == ("api.key.make", "r.okafor", "Export")
    assert (revoked.verb, revoked.reason) == ("api.key.revoke", "Lost a laptop")
    assert text not in str([made.after, revoked.before, revoked.after])


@pytest.mark.parametrize("spoiled", ["revoked", "expired", "mistyped", "owner"])
def test_a_key_that_opens_nothing(client: Client, analyst: User, spoiled: str) -> None:
    key, text = make_key(analyst, name="Export", scopes=["read"], days=30)
    if spoiled == "revoked":
        revoke_key(analyst, key)
    elif spoiled == "expired":
        ApiKey.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif spoiled == "mistyped":
        text = text[:-1] + ("a" if text[-1] != "a" else "b")
    else:
        User.objects.update(is_active=False)
    answer = client.get(f"{V1}/plan", headers=bearer(text))
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_another_scheme_is_no_key(client: Client) -> None:
    assert client.get(f"{V1}/plan", headers={"Authorization": "Basic bWU6bWU="}).status_code == 401


def test_a_key_opens_what_it_says_and_no_more(client: Client, analyst: User) -> None:
    _, read = make_key(analyst, name="Reader", scopes=["read"], days=30)
    _, qualify = make_key(analyst, name="Judge", scopes=["qualify"], days=30)
    asked: dict[str, Any] = {"data": {"record": {}}, "content_type": "application/json"}
    assert client.get(f"{V1}/plan", headers=bearer(read)).status_code == 200
    assert client.post(f"{V1}/qualify", **asked, headers=bearer(read)).status_code == 403
    assert client.get(f"{V1}/plan", headers=bearer(qualify)).status_code == 403
    assert client.post(f"{V1}/qualify", **asked, headers=bearer(qualify)).status_code == 200


def test_drafts_need_a_key_whose_owner_may_see_them(client: Client, analyst: User, person: Person) -> None:
    _, text = make_key(analyst, name="Review", scopes=["read", "drafts"], days=30)
    everything = client.get(f"{V1}/classes?edition=newest&limit=500", headers=bearer(text)).json()
    assert "draft" in {one["standing"] for one in everything["items"]}
    assert client.get(f"{V1}/classes?edition=newest").status_code == 403
    analyst.grants.all().delete()
    assert client.get(f"{V1}/classes?edition=newest", headers=bearer(text)).status_code == 403
    with pytest.raises(NotAllowedError, match="Drafts are for"):
        make_key(person("applicant"), name="Curious", scopes=["drafts"], days=30)


def test_a_key_allows_more_requests(client: Client, analyst: User) -> None:
    _, text = make_key(analyst, name="Export", scopes=["read"], days=30)
    without = int(client.get(f"{V1}/plan").headers["RateLimit-Limit"])
    assert int(client.get(f"{V1}/plan", headers=bearer(text)).headers["RateLimit-Limit"]) > without


def test_use_is_noted(client: Client, analyst: User) -> None:
    _, text = make_key(analyst, name="Export", scopes=["read"], days=30)
    client.get(f"{V1}/plan", headers=bearer(text))
    assert ApiKey.objects.get().used_at is not None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": " ", "scopes": ["read"], "days": 30}, "Name the program"),
        ({"name": "x" * 81, "scopes": ["read"], "days": 30}, "at most 80"),
        ({"name": "Export", "scopes": [], "days": 30}, "at least one"),
        ({"name": "Export", "scopes": ["everything"], "days": 30}, "at least one"),
        ({"name": "Export", "scopes": ["read"], "days": 4000}, "30, 90, 365"),
    ],
)
def test_what_makes_no_key(analyst: User, said: Any, words: str) -> None:
    with pytest.raises(KeyRefusedError, match=words):
        make_key(analyst, **said)
    assert not ApiKey.objects.exists()


def test_a_refusal_keeps_what_was_entered(as_person: Callable[..., Client]) -> None:
    page = as_person("analyst").post("/api/keys/", {"name": "Export", "days": "30"})
    assert page.status_code == 422
    assert b'value="Export"' in page.content


def test_ones_own_keys_and_the_administrators_view(as_person: Callable[..., Client], analyst: User) -> None:
    key, _ = make_key(analyst, name="Export", scopes=["read"], days=30)
    other, boss = as_person("hiring"), as_person("administrator")
    assert b"Export" not in other.get("/api/keys/").content
    assert other.post(f"/api/keys/{key.pk}/revoke/").status_code == 404
    assert b"Export" in boss.get("/api/keys/").content
    assert b"r.okafor" in boss.get(f"/api/keys/{key.pk}/revoke/").content
    assert boss.post(f"/api/keys/{key.pk}/revoke/", {"reason": "left"}).status_code == 302
    assert ApiKey.objects.get().revoked_at is not None


def test_visitors_and_people_without_a_role_make_none(client: Client, as_person: Callable[..., Client]) -> None:
    assert client.get("/api/keys/").status_code == 302
    assert as_person(name="nobody").get("/api/keys/").status_code == 403


def test_a_session_opens_nothing_of_the_api(as_person: Callable[..., Client]) -> None:
    """Only keys count, so that no page elsewhere can use somebody's cookie."""
    assert as_person("administrator").get(f"{V1}/classes?edition=newest").status_code == 403
