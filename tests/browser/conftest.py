"""A real browser against a real server: pages, screenshots, accessibility, and what it refuses to load."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.served import as_person, own_plan, person, sample_plan, served_plan

__all__ = ["as_person", "own_plan", "person", "sample_plan", "served_plan"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, where the machine has one."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium, which is not installed here")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield found
        found.close()


class Visit:
    """One visitor's window, and what went wrong in it."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.trouble: list[str] = []
        page.on("console", lambda said: self.trouble.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.trouble.append(str(error)))
        page.on("request", self._stays)

    def _stays(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.trouble.append(f"a request left the host: {request.url}")

    def go(self, path: str) -> Any:
        """Open a page by its path."""
        return self.page.goto(self.address + path)

    def accessible(self) -> None:
        """No violation of WCAG 2.2 A and AA that axe finds."""
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = Axe().run(self.page, options=options)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"

    def picture(self, name: str) -> None:
        """A screenshot of the whole page into ``$MERITPLAN_PICTURES``, where that is set."""
        folder = os.environ.get("MERITPLAN_PICTURES")
        if folder:
            self.page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def visit(browser: Any, live_server: Any, as_person: Callable[..., Client]) -> Iterator[Callable[..., Visit]]:
    """Opens windows: ``visit()``, ``visit("analyst")``, ``visit(width=390)``, ``visit(scripts=False)``.

    At the end of the test none of them may have met a console error (a refused load among them), a script error or a
    request that left the host.
    """
    contexts: list[Any] = []
    visits: list[Visit] = []

    def open_window(*roles: str, width: int = 1280, scripts: bool = True) -> Visit:
        size = NARROW if width == NARROW["width"] else WIDE
        context = browser.new_context(viewport=size, java_script_enabled=scripts)
        contexts.append(context)
        if roles:
            cookie = as_person(*roles).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        found = Visit(context.new_page(), live_server.url)
        visits.append(found)
        return found

    yield open_window
    for context in contexts:
        context.close()
    assert [one for visited in visits for one in visited.trouble if "status of 4" not in one] == []
