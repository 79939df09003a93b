"""The home page and the pages for what went wrong."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_home_page_names_the_plan(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert b"Classification plan of the State of Alder" in page.content
    assert b"22 classes in force" in page.content  # one is not used any more, one not yet


def test_a_page_that_is_not_there_says_so_in_the_frame(client: Client) -> None:
    page = client.get("/no-such-page/")
    assert page.status_code == 404
    assert b"There is no such page" in page.content
    assert b"To the home page" in page.content


def test_every_response_has_the_policy(client: Client) -> None:
    for address in ("/", "/health/live/", "/no-such-page/"):
        page = client.get(address)
        assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
        assert page.headers["X-Content-Type-Options"] == "nosniff"
        assert page.headers["X-Frame-Options"] == "DENY"


def test_ready_tells_of_the_plan(client: Client) -> None:
    assert client.get("/health/ready/").json() == {"status": "ready", "trouble": []}
