"""The log says what happened and nothing about persons."""

from __future__ import annotations

import dataclasses
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from meritplan.server.logs import Json

pytestmark = pytest.mark.django_db
SECRET = "Dolores-Umbridge"


@pytest.fixture
def lines() -> Any:
    """What is written while the test runs, line by line."""
    written: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler = Keep()
    handler.setFormatter(Json())
    loggers = [logging.getLogger(name) for name in ("meritplan", "django", "django.request")]
    for one in loggers:
        one.addHandler(handler)
    yield written
    for one in loggers:
        one.removeHandler(handler)


def test_a_request_by_the_pattern_of_its_address(client: Client, lines: list[str]) -> None:
    answer = client.get(f"/api/v1/search?q={SECRET}")
    client.get(f"/api/v1/classes/{SECRET}")
    client.get(f"/no/such/{SECRET}")
    said = [json.loads(line) for line in lines]
    assert said[0] | {"at": "", "ms": 0} == {
        "at": "",
        "level": "info",
        "from": "meritplan.requests",
        "message": "request",
        "request_id": answer.headers["X-Request-ID"],
        "method": "GET",
        "route": "/api/v1/search",
        "status": 200,
        "ms": 0,
        "person": None,
        "key": None,
    }
    assert said[1]["route"] == "/api/v1/classes/<name>"
    assert said[2]["route"] is None
    assert SECRET not in "".join(lines)
    assert "127.0.0.1" not in "".join(lines)


def test_a_person_is_told_apart_and_not_named(as_person: Callable[..., Client], lines: list[str]) -> None:
    one, other = as_person("analyst", name="r.okafor"), as_person("approver", name="t.brandvold")
    for client in (one, other, one):
        client.get("/")
    persons = [json.loads(line)["person"] for line in lines]
    assert persons[0] == persons[2] != persons[1]
    assert "okafor" not in "".join(lines)


def test_an_error_without_what_it_quotes(client: Client, lines: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_: Any, **__: Any) -> None:
        raise ValueError(f"cannot use {SECRET}")

    monkeypatch.setattr("meritplan.server.api.people_operations.searching.search", break_)
    client.raise_request_exception = False
    assert client.get(f"/api/v1/search?q={SECRET}").status_code == 500
    said = next(json.loads(line) for line in lines if json.loads(line)["level"] == "error")
    assert said["error"] == "ValueError"
    assert any("break_" in frame for frame in said["where"])
    assert SECRET not in "".join(lines)


def test_the_identifier_of_a_proxy_counts_only_where_there_is_one(client: Client, settings: Any) -> None:
    sent = {"X-Request-ID": "abc-12345678"}
    assert client.get("/", headers=sent).headers["X-Request-ID"] != "abc-12345678"
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, trusted_proxies=1)
    assert client.get("/", headers=sent).headers["X-Request-ID"] == "abc-12345678"
    bad = {"X-Request-ID": 'x" onload="alert(1)'}
    assert client.get("/", headers=bad).headers["X-Request-ID"] != bad["X-Request-ID"]
