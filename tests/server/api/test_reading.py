"""What programs read of the sample plan."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from meritplan.model import Requirement
from meritplan.plan import Plan, as_of, load, write
from meritplan.plan.diff import ClassDifference
from meritplan.server.plans.served import changed

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
TODAY = date(2026, 11, 21)


def read(client: Client, address: str, **more: Any) -> Any:
    answer = client.get(V1 + address, **more)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_the_plan_says_what_is_in_force(client: Client, served_plan: Plan) -> None:
    plan = load(served_plan)
    said = read(client, "/plan")
    assert said["title"] == "Classification plan of the State of Alder"
    assert said["fingerprint"] == plan.fingerprint
    assert said["classes"] == len(as_of(plan, TODAY).editions) > 10
    assert read(client, "/plan?as_of=2001-01-01")["classes"] == 0


def test_classes_come_in_pages_that_miss_none(client: Client) -> None:
    everything = read(client, "/classes?limit=500")
    assert everything["next"] is None
    assert len(everything["items"]) == everything["total"]
    keys, address = [], "/classes?limit=5"
    while address:
        page = read(client, address)
        keys += [one["key"] for one in page["items"]]
        assert page["total"] == everything["total"]
        address = page["next"] and page["next"].removeprefix(V1)
    assert keys == [one["key"] for one in everything["items"]] == sorted(keys)


def test_filters_hold_through_pages(client: Client) -> None:
    found = read(client, "/classes?title=river&limit=1")
    assert found["total"] == 3
    assert "title=river" in found["next"]
    following = read(client, found["next"].removeprefix(V1))
    assert "River" in following["items"][0]["title"]


def test_a_class_by_code_and_by_a_former_title(client: Client) -> None:
    said = read(client, "/classes/0671")
    assert said["edition"]["class"]["title"] == said["title"]
    assert said["edition"]["standing"] == "in force"
    assert read(client, "/classes/Levee%20Warden")["key"] == "0671"
    assert set(said["links"]) == {"requirements", "editions", "pay", "ladder", "qualify"}
    for address in said["links"].values():
        assert client.get(address).status_code in {200, 405}


def test_a_class_as_of_an_earlier_day_is_its_earlier_edition(client: Client) -> None:
    assert read(client, "/classes/0672?as_of=2018-01-01")["edition"]["number"] == 1
    assert read(client, "/classes/0672")["edition"]["number"] == 2
    assert client.get(f"{V1}/classes/0672?as_of=2001-01-01").status_code == 404


def test_the_requirement_is_the_tree_of_the_document(client: Client, served_plan: Plan) -> None:
    sent = client.get(f"{V1}/classes/0672/requirements").content
    edition = as_of(load(served_plan), TODAY).by_key["0672"]
    assert msgspec.json.decode(sent, type=Requirement) == edition.job_class.minimum_qualifications


def test_history_and_comparison(client: Client) -> None:
    history = read(client, "/classes/0672/editions")["items"]
    assert [one["number"] for one in history] == [1, 2]
    assert history[0]["standing"] == "superseded"
    assert "published" in {step["what"] for step in history[1]["events"]}
    sent = client.get(f"{V1}/classes/0672/compare?before=1&after=2").content
    found = msgspec.json.decode(sent, type=ClassDifference)
    assert found.changed
    assert found.requirement() is not None


def test_nobody_is_named(client: Client) -> None:
    """Who decided is for the desk and the audit; what was decided, when and why is public."""
    for address in ("/classes/5120", "/classes/5120/editions", "/changes?limit=500"):
        said = json.dumps(read(client, address))
        assert "Okafor" not in said
        assert "Brandvold" not in said


def test_drafts_are_not_published(client: Client, served_plan: Plan) -> None:
    draft = next(one for one in load(served_plan).classes if one.newest.state == "draft" and one.in_force(TODAY))
    numbers = [one["number"] for one in read(client, f"/classes/{draft.key}/editions")["items"]]
    assert draft.newest.number not in numbers
    assert client.get(f"{V1}/classes/{draft.key}/editions/{draft.newest.number}").status_code == 404
    assert client.get(f"{V1}/classes?edition=newest").status_code == 403
    assert client.get(f"{V1}/classes/{draft.key}?edition=newest").status_code == 403


def test_groups(client: Client) -> None:
    listed = read(client, "/groups")["items"]
    assert listed
    one = max(listed, key=lambda each: each["classes"])
    said = read(client, f"/groups/{one['key']}")
    assert len(said["classes"]) == one["classes"] > 1
    assert said["group"]["kind"] == one["kind"]


def test_search_finds_and_pages(client: Client) -> None:
    found = read(client, "/search?q=river+inspctor&limit=1")
    assert "River" in found["found"]["hits"][0]["title"]
    assert found["found"]["corrected"]
    assert read(client, found["next"].removeprefix(V1))["found"]["hits"]


def test_ladders_and_the_way_between_two_classes(client: Client) -> None:
    whole = read(client, "/ladders")
    assert {one["key"] for one in whole["classes"]} >= {"0671", "0672", "0673"}
    around = read(client, "/classes/0672/ladder?steps=1")
    assert {"0671", "0673"} & {one["key"] for one in around["classes"]}
    way = read(client, "/routes?start=0671&end=0673")["route"]
    assert way["steps"][0]["start"] == "0671"
    assert way["steps"][-1]["end"] == "0673"
    assert read(client, "/routes?start=0673&end=0671")["route"] is None


def test_pay(client: Client) -> None:
    said = read(client, "/classes/0672/pay")
    assert said["class_key"] == "0672"
    assert said["statements"]


def test_policies_say_where_each_rule_comes_from(client: Client) -> None:
    listed = read(client, "/policies")
    assert listed["plan"] in {one["name"] for one in listed["items"]}
    assert all(key["citation"] for key in read(client, "/policies/opm")["keys"].values())
    assert client.get(f"{V1}/policies/none-such").status_code == 404


def test_changes_since_a_day_page_by_page(client: Client) -> None:
    everything = read(client, "/changes?limit=500")
    assert everything["total"] == len(everything["items"]) > 20
    days = [one["on"] for one in everything["items"]]
    assert days == sorted(days)
    later = read(client, "/changes?since=2022-07-01&limit=500")
    assert {one["on"] >= "2022-07-01" for one in later["items"]} == {True}
    gathered, address = [], "/changes?since=2022-07-01&limit=3"
    while address:
        page = read(client, address)
        gathered += page["items"]
        address = page["next"] and page["next"].removeprefix(V1)
    assert gathered == later["items"]


def test_what_changed_since_a_fingerprint(client: Client, own_plan: Plan) -> None:
    known = read(client, "/plan")["fingerprint"]
    assert read(client, f"/changes/documents?since={known}")["items"] == []
    edition = own_plan.by_key["0671"].in_force(TODAY)
    write(own_plan, [replace(edition, note="Printed anew.")])
    changed()
    delta = read(client, f"/changes/documents?since={known}")
    assert [(one["what"], one["key"], one["edition"]) for one in delta["items"]] == [
        ("changed", "0671", edition.number)
    ]
    assert delta["fingerprint"] != known
    assert client.get(f"{V1}/changes/documents?since={'0' * 64}").status_code == 404


@pytest.mark.parametrize("address", ["/plan", "/classes", "/classes/0672", "/classes/0672/requirements", "/ladders"])
def test_an_answer_that_is_the_same_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(V1 + address)
    again = client.get(V1 + address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert not first.cookies


def test_the_mark_changes_with_the_plan(client: Client, own_plan: Plan) -> None:
    first = client.get(f"{V1}/classes/0671")
    other = client.get(f"{V1}/classes/0673")
    edition = own_plan.by_key["0671"].in_force(TODAY)
    write(own_plan, [replace(edition, note="Printed anew.")])
    changed()
    again = client.get(f"{V1}/classes/0671", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    same = client.get(f"{V1}/classes/0673", headers={"If-None-Match": other.headers["ETag"]})
    assert same.status_code == 304
