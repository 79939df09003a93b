"""Visitors with a record, and what the pages carry back."""

import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

SHEET = re.compile(r'<input type="hidden" name="sheet" value="([^"]*)">')


@pytest.fixture(autouse=True)
def database(db: None) -> None:
    """The frame of the pages asks who is signed in."""


@pytest.fixture
def applicant(samples: Path) -> Callable[[str], dict[str, Any]]:
    """The records that come with the sample plan, by name."""

    def found(name: str) -> dict[str, Any]:
        return json.loads((samples / "applicants" / f"{name}.json").read_text(encoding="utf-8"))

    return found


class Visitor:
    """Somebody who goes from page to page: the sheet of each page is sent to the next."""

    def __init__(self, client: Client, record: dict[str, Any] | None = None, **sheet: Any) -> None:
        self.client = client
        self.sheet = json.dumps({"record": record, **sheet}) if record is not None else ""
        self.response: Any = None

    def send(self, path: str, **said: Any) -> str:
        """Press a button: the text of the page it brings, its sheet kept for the next."""
        self.response = self.client.post(path, {"sheet": self.sheet, **said})
        page = self.response.content.decode()
        found = SHEET.search(page)
        if found:
            self.sheet = html.unescape(found[1])
        return html.unescape(page)

    @property
    def record(self) -> dict[str, Any]:
        """The record as the last page carries it."""
        return json.loads(self.sheet).get("record", {}) if self.sheet else {}


@pytest.fixture
def visitor(client: Client) -> Callable[..., Visitor]:
    """Makes visitors: ``visitor()``, ``visitor(record)``, ``visitor(record, as_of="2026-06-30")``."""
    return lambda record=None, **sheet: Visitor(client, record, **sheet)
