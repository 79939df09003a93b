"""Reading the audit: filters, pages, one event with its difference, and files."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.server.audit.test_chain import write

from meritplan.server.accounts import policies
from meritplan.server.accounts.policies import RULES, Rule, by_role, may
from meritplan.server.audit import queries
from meritplan.server.audit.difference import difference
from meritplan.server.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(as_person):
    return as_person("auditor")


def found(**asked):
    return list(queries.events(asked).values_list("sequence", flat=True))


def test_events_are_found_by_each_filter(person):
    ada = person("analyst", name="ada")
    write(1, actor=ada, verb="desk.settle", kind="question", key="0673/2 q1", reason="the board said so")
    write(2)
    assert found(who="ada") == [1]
    assert found(verb="desk.publish") == [2]
    assert found(kind="question") == [1]
    assert found(key="0002@2026-01-01") == [2]
    assert found(q="BOARD said") == [1]
    assert found(q="0673/2") == [1]
    assert found(who="ada", verb="desk.publish") == []


def test_days_are_counted_with_their_ends():
    write(1)
    today = datetime.now(UTC).date()
    assert found(since=today.isoformat(), until=today.isoformat()) == [1]
    assert found(since=(today + timedelta(days=1)).isoformat()) == []
    assert found(until=(today - timedelta(days=1)).isoformat()) == []


@pytest.mark.parametrize("said", ["", "yesterday", "2026-02-31", "2026-13-01"])
def test_what_is_no_day_does_not_narrow(said):
    write(1)
    assert found(since=said, until=said) == [1]


def test_pages_go_by_number_so_that_new_events_move_nothing(auditor):
    for number in range(1, 121):
        write(number)
    first = queries.page(queries.events({}))
    assert [first.events[0].sequence, first.events[-1].sequence] == [120, 71]
    write(121)
    second = queries.page(queries.events({}), before=str(first.older))
    assert [second.events[0].sequence, second.events[-1].sequence, second.older] == [70, 21, 21]
    third = queries.page(queries.events({}), before=str(second.older))
    assert ([third.events[0].sequence, third.events[-1].sequence], third.older) == ([20, 1], None)
    back = queries.page(queries.events({}), after=str(third.newer))
    assert [back.events[0].sequence, back.events[-1].sequence] == [70, 21]
    assert queries.page(queries.events({}), after="121").events == ()


def test_the_list_keeps_its_filters_from_page_to_page(auditor):
    for number in range(1, 60):
        write(number)
    page = auditor.get("/audit/", {"verb": "desk.publish"}).content.decode()
    assert "?verb=desk.publish&amp;before=10" in page
    assert "/audit/export.csv?verb=desk.publish" in page


def test_one_event_shows_what_changed(auditor):
    write(1, before={"roles": ["analyst"], "active": True}, after={"roles": ["approver"], "active": True})
    page = auditor.get("/audit/1/").content.decode()
    assert "<del>analyst</del>" in page
    assert "<ins>approver</ins>" in page
    assert "board order 1" in page


def test_markup_in_an_event_stays_text(auditor):
    write(1, key="<script>alert(1)</script>", reason="<img src=x>", after={"<b>": "<i>"})
    for address in ("/audit/", "/audit/1/"):
        page = auditor.get(address).content
        assert b"<script>alert" not in page
        assert b"<img src=x>" not in page
        assert b"<b>" not in page


def test_the_list_as_files(auditor):
    for number in range(1, 4):
        write(number)
    answer = auditor.get("/audit/export.jsonl", {"key": "0002@2026-01-01"})
    (line,) = b"".join(answer.streaming_content).splitlines()
    assert json.loads(line)["sequence"] == 2
    assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.jsonl"'
    csv = b"".join(auditor.get("/audit/export.csv").streaming_content).decode()
    assert csv.splitlines()[0] == "sequence,at,who,verb,kind,key,reason,before,after,previous,mac"
    assert len(csv.splitlines()) == 4


def test_reading_changes_nothing(auditor):
    write(1)
    auditor.get("/audit/")
    auditor.get("/audit/1/")
    assert AuditEvent.objects.count() == 1


def test_a_difference_names_each_field_by_its_path():
    before = {"minimum": {"months": 12, "of": ["a", "b"]}, "steps": [{"n": 1}], "gone": None}
    after = {"minimum": {"months": 24, "of": ["a", "b"]}, "steps": [{"n": 1}, {"n": 2}], "new": {}}
    assert [(line.path, line.change, line.before, line.after) for line in difference(before, after)] == [
        ("minimum.months", "changed", "12", "24"),
        ("minimum.of", "same", "a, b", "a, b"),
        ("steps[1].n", "same", "1", "1"),
        ("gone", "removed", "null", ""),
        ("steps[2].n", "added", "", "2"),
        ("new", "added", "", "{}"),
    ]
    assert difference(None, None) == []
    assert [line.path for line in difference("draft", "adopted")] == ["value"]


def test_what_roles_alone_say_leaves_the_rules_as_they_are(person):
    rule = Rule(verb="test.never", what="do the impossible", anybody=True, refuses=lambda *_: "It is not done.")
    try:
        ada = person("analyst", name="ada")
        assert not may(ada, rule)
        assert may(ada, rule).reason == "It is not done."
        assert by_role(ada, rule)
        assert RULES["test.never"] is rule
    finally:
        del RULES["test.never"]


def test_every_rule_says_what_it_allows_in_words_that_fit_a_sentence():
    assert policies.MANAGE_PEOPLE.verb in RULES
    for verb, rule in RULES.items():
        assert rule.what[0].islower(), verb
        assert not rule.what.endswith("."), verb
        assert rule.roles or rule.anybody, verb


def test_days_of_the_field_are_dates():
    assert write(1, after={"on": date(2026, 7, 1)}).after == {"on": "2026-07-01"}
