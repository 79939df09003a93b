"""A record in, a determination out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from meritplan.qualification import verify
from meritplan.server.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
RECORD = {
    "id": "p1",
    "education": [{"id": "d1", "level": "bachelor", "field": "Hydrology", "conferred": "2012-05-20"}],
    "employment": [
        {"id": "e1", "title": "River Inspector I", "start": "2014-01-01", "end": None, "hours_per_week": 40},
    ],
}


def ask(client: Client, address: str, body: Any, status: int = 200) -> Any:
    answer = client.post(V1 + address, json.dumps(body), content_type="application/json")
    assert answer.status_code == status, answer.content
    return answer


def test_one_class_with_its_arithmetic(client: Client) -> None:
    answer = ask(client, "/classes/0672/qualify", {"record": RECORD, "as_of": "2026-06-30"})
    said = answer.json()
    assert said["format"] == "meritplan-determination/1"
    assert said["result"] in {"met", "undetermined", "not_met"}
    assert said["class"]["code"] == "0672"
    assert said["as_of"] == "2026-06-30"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_determination_can_be_worked_out_again_to_the_same_bytes(client: Client) -> None:
    answer = ask(client, "/classes/0672/qualify", {"record": RECORD, "as_of": "2026-06-30"})
    assert verify(answer.json(), answer.content).same


def test_all_classes_in_force_on_the_day(client: Client) -> None:
    in_force = client.get(f"{V1}/classes?as_of=2026-06-30&limit=1").json()["total"]
    said = ask(client, "/qualify", {"record": RECORD, "as_of": "2026-06-30"}).json()
    assert len(said["rows"]) == in_force == sum(said["counts"].values())
    assert said["record"] == "p1"


def test_some_classes_by_code(client: Client) -> None:
    said = ask(client, "/qualify", {"record": RECORD, "as_of": "2026-06-30", "classes": ["0671", "0673", "0671"]})
    assert {row["code"] for row in said.json()["rows"]} == {"0671", "0673"}
    ask(client, "/qualify", {"record": RECORD, "classes": ["no such class"]}, 404)


def test_the_plans_policy_counts_unless_another_is_named(client: Client) -> None:
    own = ask(client, "/classes/0672/qualify", {"record": RECORD}).json()
    other = ask(client, "/classes/0672/qualify", {"record": RECORD, "policy": "opm"}).json()
    assert own["policy"] == client.get(f"{V1}/plan").json()["policy"]
    assert other["policy"] == "opm"
    refused = ask(client, "/classes/0672/qualify", {"record": RECORD, "policy": "none-such"}, 422).json()
    assert refused["code"] == "MP-Q030"
    assert "there are:" in refused["detail"]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "record"),
        ({"record": []}, "record"),
        ({"record": RECORD, "as_of": "yesterday"}, "as_of"),
        ({"record": RECORD, "as_of": 1467244800}, "as_of"),
        ({"record": RECORD, "gate": "back door"}, "gate"),
        ({"record": RECORD, "asof": "2026-06-30"}, "asof"),
    ],
)
def test_what_is_not_in_order_is_named(client: Client, body: Any, where: str) -> None:
    said = ask(client, "/classes/0672/qualify", body, 422).json()
    assert where in said["errors"][0]["where"]


def test_what_was_entered_is_not_repeated_in_a_refusal(client: Client) -> None:
    said = ask(client, "/classes/0672/qualify", {"record": RECORD, "gate": "Dolores Umbridge"}, 422)
    assert b"Umbridge" not in said.content


def test_a_long_record_is_refused(client: Client) -> None:
    jobs = [{"id": f"e{n}", "title": "Clerk"} for n in range(301)]
    said = ask(client, "/qualify", {"record": {"employment": jobs}}, 422).json()
    assert said["errors"] == [{"where": "record.employment", "what": "at most 300 entries"}]


def test_nothing_is_stored(client: Client) -> None:
    before = AuditEvent.objects.count()
    ask(client, "/qualify", {"record": RECORD})
    assert AuditEvent.objects.count() == before


def test_a_position_with_a_choice_that_is_none(client: Client) -> None:
    ask(client, "/classes/0672/qualify", {"record": RECORD, "position": {"waive": ["a driver license"]}})
    said = ask(client, "/classes/0672/qualify", {"record": RECORD, "position": {"waives": ["x"]}}, 422).json()
    assert said["errors"][0]["where"].endswith("position.waives")


def test_a_key_of_the_policy_that_is_null_is_refused_by_name(client: Client) -> None:
    asked = {"record": RECORD, "policy": {"unspecified_experience": None}}
    said = ask(client, "/qualify", asked, status=422).json()
    assert said["errors"] == [
        {"where": "policy.unspecified_experience", "what": "a value, or leave the key out"},
    ]
