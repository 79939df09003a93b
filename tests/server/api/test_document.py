"""The OpenAPI document and the page that tells it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from meritplan.server.api.description import document, text

pytestmark = pytest.mark.django_db


def test_the_document_in_docs_is_current(repository: Path) -> None:
    kept = (repository / "docs" / "web" / "openapi.json").read_text(encoding="utf-8")
    assert kept == text(), "write it anew: just openapi"


def test_it_is_served_with_a_mark(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.json() == json.loads(text())
    again = client.get("/api/v1/openapi.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_every_reference_leads_somewhere() -> None:
    said = document()
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(said))):
        assert name in said["components"]["schemas"], name


def test_the_page_tells_every_operation_and_loads_nothing_from_elsewhere(client: Client) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    words = page.content.decode()
    for path, methods in document()["paths"].items():
        for method, one in methods.items():
            assert f"{method.upper()} {path}" in words
            assert f'id="{one["operationId"]}"' in words
    assert not re.search(r'(?:src|href)="(?:https?:)?//', words)
    assert "<script>" not in words
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")


def test_the_guide_tells_every_operation(repository: Path) -> None:
    guide = (repository / "docs" / "web" / "api.md").read_text(encoding="utf-8")
    for path in document()["paths"]:
        assert f"`{path}`" in guide, path


def test_api_leads_to_the_reference(client: Client) -> None:
    assert client.get("/api/").headers["Location"] == "/api/v1/docs"
