"""Pages that anybody may read leave no cookie behind, so that they can be kept by whoever stands between."""

from collections.abc import Callable

import pytest
from django.test import Client
from msgspec.structs import replace

from meritplan.plan import Plan, write
from meritplan.server.plans.served import changed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/health/live/", "/no-such-page/"])
def test_a_visitor_who_only_reads_gets_no_cookie(client: Client, address: str) -> None:
    assert not client.get(address).cookies


def test_somebody_signed_in_has_the_token_that_scripts_send(as_person: Callable[..., Client]) -> None:
    assert b"X-CSRFToken" in as_person("analyst").get("/").content
    assert b"X-CSRFToken" not in Client().get("/").content


def test_a_page_somebody_has_is_not_sent_again(client: Client) -> None:
    page = client.get("/")
    assert page.headers["Cache-Control"] == "public, no-cache"
    assert {"Cookie", "HX-Request"} <= {one.strip() for one in page.headers["Vary"].split(",")}
    again = client.get("/", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["ETag"] == page.headers["ETag"]
    assert client.get("/", headers={"If-None-Match": '"another"'}).content == page.content


def test_a_change_of_the_plan_shows_in_the_next_page(client: Client, own_plan: Plan) -> None:
    before = client.get("/")
    write(own_plan, [replace(own_plan.card, title="Plan of the City of Marrow Bay")])
    changed()
    after = client.get("/", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert b"Plan of the City of Marrow Bay" in after.content


def test_what_is_somebodys_own_is_never_kept(as_person: Callable[..., Client], client: Client) -> None:
    client.get("/")
    own = as_person("analyst", name="r.okafor").get("/")
    assert b"r.okafor" in own.content
    assert "ETag" not in own.headers
    assert b"r.okafor" not in client.get("/").content


def test_a_part_of_a_page_is_not_taken_for_the_whole(client: Client) -> None:
    whole = client.get("/").headers["ETag"]
    assert client.get("/", headers={"HX-Request": "true"}).headers["ETag"] != whole
