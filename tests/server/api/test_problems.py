"""Every refusal has the form of RFC 9457, whatever raised it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from meritplan.server.api import limits
from meritplan.server.api.limits import address_of
from meritplan.server.api.models import Allowance
from meritplan.server.api.problems import KINDS

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


def problem(answer: Any, status: int) -> Any:
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["type"].startswith("/api/v1/docs#problem-")
    assert said["request"] == answer.headers["X-Request-ID"]
    return said


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/classes/none-such", 404),
        ("/nowhere", 404),
        ("/", 404),
        ("/groups/none-such", 404),
        ("/classes?limit=0", 422),
        ("/classes?limit=many", 422),
        ("/classes?as_of=2026-13-01", 422),
        ("/classes?as_of=20260101", 422),
        ("/classes/0672/compare?before=1", 422),
        ("/classes/0672/editions/99", 404),
        ("/routes?start=0671", 422),
    ],
)
def test_what_cannot_be_read(client: Client, address: str, status: int) -> None:
    problem(client.get(V1 + address), status)


def test_a_method_that_is_not_for_the_address(client: Client) -> None:
    answer = client.delete(f"{V1}/classes")
    problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


def test_bodies_that_are_no_json(client: Client) -> None:
    address = f"{V1}/qualify"
    problem(client.post(address, b"{not json", content_type="application/json"), 400)
    problem(client.post(address, b'{"record": {"x": NaN}}', content_type="application/json"), 400)
    problem(client.post(address, b"[" * 100_000, content_type="application/json"), 400)
    problem(client.post(address, b"record=1", content_type="application/x-www-form-urlencoded"), 415)
    problem(client.post(address, b"x" * (1024 * 1024 + 1), content_type="application/json"), 413)


def test_a_title_of_several_classes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from meritplan.plan import Plan  # noqa: PLC0415

    monkeypatch.setattr(Plan, "named", lambda self, _: self.classes[:2])
    said = problem(client.get(f"{V1}/classes/Inspector"), 409)
    assert "Several classes bear the title" in said["detail"]


def test_a_plan_that_cannot_be_read(
    client: Client, own_plan: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_plan.root / "plan.yaml").unlink()
    said = problem(client.get(f"{V1}/plan"), 503)
    assert str(tmp_path) not in json.dumps(said)


def test_an_error_of_our_own(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("of Dolores Umbridge")

    monkeypatch.setattr("meritplan.server.api.people_operations.searching.search", break_)
    client.raise_request_exception = False
    said = problem(client.get(f"{V1}/search?q=anything"), 500)
    assert "Umbridge" not in json.dumps(said)


def test_too_many_requests(client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import dataclasses  # noqa: PLC0415

    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, visitor_rate=3)
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_015.0)
    left = [client.get(f"{V1}/plan").headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    answer = client.get(f"{V1}/plan")
    problem(answer, 429)
    assert answer.headers["Retry-After"] == "45"
    assert client.get(f"{V1}/plan", REMOTE_ADDR="192.0.2.7").status_code == 200
    monkeypatch.setattr(limits.time, "time", lambda: 1_800_000_061.0)
    assert client.get(f"{V1}/plan").status_code == 200
    assert "127.0.0.1" not in "".join(Allowance.objects.values_list("subject", flat=True))


def test_the_address_that_counts_is_the_one_our_own_proxy_saw(rf: Any, settings: Any) -> None:
    import dataclasses  # noqa: PLC0415

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.4")
    assert address_of(request) == "10.0.0.1"
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, trusted_proxies=1)
    assert address_of(request) == "198.51.100.4"
    assert address_of(rf.get("/", REMOTE_ADDR="2001:db8::1:2:3:4")) == "2001:db8::/64"


def test_each_kind_of_problem_is_described_in_the_reference(client: Client) -> None:
    page = client.get(f"{V1}/docs").content.decode()
    for kind in KINDS:
        assert f'id="problem-{kind.name}"' in page
        assert kind.title in page
