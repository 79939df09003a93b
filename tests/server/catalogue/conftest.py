"""The catalogue is read without a database: no test of it asks for one, so a page that needed one would fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from meritplan.server.catalogue.views import addresses, classes

TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> date:
    """The day of these tests, whatever day it is."""
    monkeypatch.setattr(addresses, "localdate", lambda: TODAY)
    monkeypatch.setattr(classes, "localdate", lambda: TODAY)
    return TODAY


@pytest.fixture
def read(client: Client) -> Callable[..., str]:
    """The text of a page that must be there: ``read("/classes/")``."""

    def of(address: str, **headers: str) -> str:
        page = client.get(address, headers=headers)
        assert page.status_code == 200, f"{address}: {page.status_code}"
        return page.content.decode()

    return of
