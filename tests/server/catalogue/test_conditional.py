"""Pages a visitor has already are not drawn again."""

import pytest

from meritplan.plan import ClassRecord, write
from meritplan.server.plans.served import changed


@pytest.mark.parametrize("address", ["/classes/", "/classes/0672/", "/ladders/0672/", "/classes/0672/class.pdf"])
def test_a_page_that_is_known_is_not_sent_again(client, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert client.get(f"{address}?on=2018-01-01").headers["ETag"] != first.headers["ETag"]


def test_a_changed_plan_is_sent(client, own_plan):
    first = client.get("/classes/0672/").headers["ETag"]
    write(own_plan, [ClassRecord(key="5120")])
    changed()
    assert client.get("/classes/0672/", headers={"If-None-Match": first}).status_code == 200


def test_the_list_alone_is_another_thing_than_the_page(client):
    whole = client.get("/classes/?q=river")
    part = client.get("/classes/?q=river", headers={"HX-Request": "true"})
    assert whole.headers["ETag"] != part.headers["ETag"]
    assert "HX-Request" in whole.headers["Vary"]


@pytest.mark.django_db
def test_somebody_signed_in_gets_the_page_drawn(as_person):
    answer = as_person("analyst").get("/classes/0672/")
    assert "ETag" not in answer.headers
    assert b"Sign out" in answer.content


def test_visitors_get_no_cookie(client):
    assert not client.get("/classes/0672/").cookies


@pytest.mark.parametrize(
    "address", ["/classes/", "/classes/0672/", "/classes/code/0672/", "/sources/" + "0" * 64 + "/"]
)
def test_pages_are_only_read(client, address):
    assert client.post(address).status_code == 405
