"""The home page in a browser."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("width", [1280, 390])
def test_the_home_page_is_accessible(visit, width):
    visitor = visit(width=width)
    visitor.go("/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("Classification plan of the State of Alder")
    visitor.accessible()
    visitor.picture(f"home-{width}")


def test_a_visitor_reaches_main_by_keyboard(visit):
    visitor = visit()
    visitor.go("/")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(":focus")).to_have_text("Skip to main content")
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("location.hash") == "#main"
