"""What the pages refuse, what they keep to themselves, and what they never say."""

import json
import logging
import threading

import pytest
from django.test import Client

from meritplan.server.eligibility import standing


def test_too_many_jobs_are_refused_with_the_number_taken(visitor):
    one = visitor({"employment": [{"id": f"e{number}"} for number in range(31)]})
    page = one.send("/qualify/summary/")
    assert one.response.status_code == 413
    assert "lists 31 entries under employment; 30 are taken here" in page
    full = visitor({"employment": [{"id": f"e{number}"} for number in range(30)]})
    page = full.send("/qualify/jobs/", do="save:employment:", title="One more")
    assert full.response.status_code == 413
    assert "already holds 30 entries" in page


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"employment": [{"title": "x" * 501}]}, "has 501 characters; 500 are taken"),
        ({"employment": [{"duties": "x" * 5001}]}, "has 5,001 characters; 5,000 are taken"),
        ({"conditions": {f"condition {number}": True for number in range(201)}}, "answers to 201 conditions"),
        ({"conditions": {"long": ["x" * 400] * 500}}, "characters"),
    ],
)
def test_long_texts_are_refused(visitor, record, words):
    one = visitor(record)
    assert words in one.send("/qualify/summary/")
    assert one.response.status_code == 413


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"record": []}',
        '{"record": {"employment": "many"}}',
        '{"record": {"format": "something-else/9"}}',
        '{"record": {}, "as_of": "yesterday"}',
        '{"record": {}, "as_of": "9999-01-01"}',
        '{"record": {}, "rulings": [{"employment": []}]}',
        "[" * 50_000,
    ],
)
@pytest.mark.parametrize("path", ["/qualify/summary/", "/qualify/results/", "/qualify/class/0671/"])
def test_what_is_no_sheet_is_refused_in_words(client, path, text):
    response = client.post(path, {"sheet": text})
    assert response.status_code == 400
    assert b"The record could not be read" in response.content


def test_nothing_of_a_record_is_stored_or_logged(visitor, applicant, caplog, django_assert_num_queries):
    record = applicant("wren-halloway")
    one = visitor(record)
    with caplog.at_level(logging.DEBUG), django_assert_num_queries(0):
        for path in ("/qualify/", "/qualify/jobs/", "/qualify/summary/", "/qualify/results/", "/qualify/class/0673/"):
            one.send(path, q="Wren secret", months="12")
    assert set(one.client.cookies) <= {"csrftoken"}
    said = " ".join(str(vars(entry)) for entry in caplog.records)
    assert caplog.records
    for word in ("Wren", "Gauge reader", "Sedge Valley", "hydrology", "secret"):
        assert word not in said


def test_pages_may_be_kept_by_the_visitor_alone(visitor, applicant):
    one = visitor(applicant("tobias-fenn"))
    for path in ("/qualify/summary/", "/qualify/results/", "/qualify/class/0671/", "/qualify/save/record/"):
        one.send(path)
        said = one.response.headers["Cache-Control"]
        assert "private" in said
        assert "no-store" not in said  # or the browser's Back button shows an error


def test_a_form_of_another_site_is_refused(client):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/qualify/results/", {"sheet": json.dumps({"record": {"employment": []}})}).status_code == 403


def test_what_a_person_wrote_is_text_and_not_markup(visitor):
    one = visitor(
        {"employment": [{"id": "e1", "title": "<script>alert(1)</script>", "employer": '"><b>', "end": None}]}
    )
    for path in ("/qualify/jobs/", "/qualify/summary/", "/qualify/results/", "/qualify/class/0673/"):
        one.send(path)
        raw = one.response.content.decode()
        assert "<script>alert" not in raw
        assert '"><b>' not in raw


def test_too_many_at_once_are_asked_to_wait(visitor, applicant, monkeypatch):
    monkeypatch.setattr(standing, "_WORKING", threading.BoundedSemaphore(1))
    monkeypatch.setattr(standing, "PATIENCE", 0.01)
    one = visitor(applicant("tobias-fenn"), as_of="2026-11-19")
    with standing._WORKING:
        page = one.send("/qualify/results/")
    assert one.response.status_code == 503
    assert one.response.headers["Retry-After"] == "30"
    assert "Many people are comparing" in page


def test_a_comparison_that_takes_too_long_is_given_up(visitor, applicant, monkeypatch):
    monkeypatch.setattr(standing, "LONGEST", -1.0)
    one = visitor(applicant("tobias-fenn"), as_of="2026-11-18")
    assert "Leave out what hardly matters" in one.send("/qualify/results/")
    assert one.response.status_code == 413


def test_the_order_kept_in_memory_holds_no_word_of_the_record(visitor, applicant):
    visitor(applicant("wren-halloway")).send("/qualify/results/")
    assert standing._MEMORY._kept
    for key, (_, places) in standing._MEMORY._kept.items():
        assert len(key) == 32
        assert {type(value) for place in places for value in place} <= {int, float, str}
        assert {place.standing for place in places} <= {"qualifies", "conditional", "position", "open", "short"}
