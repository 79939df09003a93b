"""The audit is a chain: what is written holds, and what is falsified shows."""

import random
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.server.audit import tampering

from meritplan.server.audit import actions, anchors, guards
from meritplan.server.audit.actions import ChainBrokenError, record
from meritplan.server.audit.anchors import Anchor
from meritplan.server.audit.models import AuditEvent, AuditHead
from meritplan.server.audit.sealing import mac_of, plain
from meritplan.server.audit.verification import verify

ROWS = 12


def write(number, **said):
    with transaction.atomic():
        return record(
            **{
                "actor": None,
                "verb": "desk.publish",
                "kind": "edition",
                "key": f"{number:04}@2026-01-01",
                "before": {"months": number},
                "after": {"months": number + 1, "quote": f"{number} months of experience"},
                "reason": f"board order {number}",
            }
            | said
        )


@pytest.fixture
def chain(db):
    return [write(number) for number in range(1, ROWS + 1)]


def lift():
    with connection.cursor() as cursor:
        for statement in guards.lifting(connection.vendor):
            cursor.execute(statement)


def codes(verification):
    return {finding.what for finding in verification.findings} - {"guard"}


def test_a_chain_that_was_only_written_is_whole(chain):
    found = verify()
    assert found.whole
    assert (found.rows, found.last, found.mac) == (ROWS, ROWS, chain[-1].mac)


@pytest.mark.django_db
def test_an_empty_chain_is_whole():
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_only_in_the_transaction_of_its_change():
    with pytest.raises(RuntimeError, match="transaction of the change"):
        record(actor=None, verb="desk.publish", kind="edition", key="0673")


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_change_that_failed_leaves_no_trace():
    write(1)

    def fail_after_writing():
        with transaction.atomic():
            record(actor=None, verb="desk.publish", kind="edition", key="0673")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_writing()
    write(2)
    assert verify().rows == 2
    assert verify().whole


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET reason = 'other' WHERE sequence = 3",
        "DELETE FROM audit_auditevent WHERE sequence = 3",
        "DELETE FROM audit_auditevent",
        "UPDATE audit_audithead SET sequence = sequence - 1",
        "UPDATE audit_audithead SET sequence = sequence + 2",
        "DELETE FROM audit_audithead",
        (
            "INSERT INTO audit_auditevent (sequence, at, actor_name, verb, kind, key, reason, previous, mac)"
            " VALUES (99, '2026-01-01', 'x', 'x', 'x', 'x', '', '', '')"
        ),
    ],
)
def test_the_database_itself_refuses(chain, statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert verify().whole


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a statement of SQLite")
def test_replacing_a_row_is_refused(chain):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO audit_auditevent (sequence, at, actor_name, verb, kind, key, reason, previous, mac)"
            " VALUES (3, '2026-01-01', 'x', 'x', 'x', 'x', '', '', '')"
        )


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="a statement of PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_truncating_is_refused():
    write(1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent")


def test_lifted_guards_are_noticed(chain):
    lift()
    assert {finding.what for finding in verify().findings} == {"guard"}


@pytest.mark.parametrize("falsify", tampering.ALL, ids=lambda each: each.__name__)
def test_every_falsification_shows(chain, falsify):
    lift()
    for seed in range(4):
        with transaction.atomic(), connection.cursor() as cursor:
            what = falsify(cursor, random.Random(seed), ROWS)
            assert codes(verify()), what
            transaction.set_rollback(True)
        assert not codes(verify())


def said_after(chain, *statements):
    lift()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return [finding.message for finding in verify().findings if finding.what != "guard"]


def test_a_changed_row_is_named(chain):
    assert said_after(chain, "UPDATE audit_auditevent SET verb = 'x' WHERE sequence = 7") == [
        "Row 7 is not what was written: it was changed, or added without the server's key."
    ]


def test_a_removed_row_is_named(chain):
    assert said_after(chain, "DELETE FROM audit_auditevent WHERE sequence IN (4, 5)") == ["Rows 4 to 5 are missing."]


def test_a_removed_end_is_named(chain):
    assert said_after(chain, "DELETE FROM audit_auditevent WHERE sequence > 10") == [
        "The chain ended with row 12; the last one there is 10. The rows after it were removed."
    ]


def test_swapped_rows_are_named(chain):
    swap = "UPDATE audit_auditevent SET sequence = {} WHERE sequence = {}"
    assert said_after(chain, swap.format(-1, 2), swap.format(2, 9), swap.format(9, -1)) == [
        "Row 2 holds what was written as row 9.",
        "Row 9 holds what was written as row 2.",
    ]


def test_an_inserted_row_is_named(chain):
    lift()
    with connection.cursor() as cursor:
        for place in range(ROWS, 6, -1):
            cursor.execute("UPDATE audit_auditevent SET sequence = %s WHERE sequence = %s", [place + 1, place])
        tampering._copy(cursor, 3, 7)
        cursor.execute("UPDATE audit_auditevent SET reason = 'forged' WHERE sequence = 7")
    said = [finding for finding in verify().findings if finding.what == "inserted"]
    assert [one.message for one in said] == ["Row 7 was inserted: what was written as row 7 stands after it."]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL refuses such a value")
def test_a_row_that_cannot_be_read_is_named(chain):
    said = said_after(chain, "UPDATE audit_auditevent SET at = 'last Tuesday' WHERE sequence = 5")
    assert said == ["Row 5 is not what was written: it was changed, or added without the server's key."]


def test_a_chain_whose_end_is_gone_takes_no_more_events(chain):
    lift()
    AuditHead.objects.all().delete()
    with pytest.raises(ChainBrokenError, match="audit verify"):
        write(99)


def test_a_database_set_back_as_a_whole_is_noticed_by_what_was_expected(chain):
    """An older copy of the database is a whole chain: only what was noted elsewhere tells."""
    later = Anchor(sequence=ROWS + 5, mac="f" * 64, said_by="the expected end")
    assert [finding.message for finding in verify(expected=later).findings] == [
        "the expected end names row 17, which is not there: rows were removed, or an older copy put back."
    ]
    held = Anchor(sequence=ROWS, mac=chain[-1].mac, said_by="the expected end")
    assert verify(expected=held).whole


def test_a_chain_begun_by_somebody_else_a_moment_ago_is_found(chain, monkeypatch):
    """Two begin at once: the head is not there when looked for, and both head and events when looked again."""
    seen = iter([None])
    locked = actions._locked
    monkeypatch.setattr(actions, "_locked", lambda: next(seen) if seen.__length_hint__() else locked())
    assert write(ROWS + 1).sequence == ROWS + 1
    assert verify().whole


@pytest.mark.django_db(transaction=True)
def test_every_event_is_noted_beside_the_database():
    for number in range(1, 4):
        write(number)
    home = settings.CONFIGURATION.home
    (noted,) = anchors.noted(home)
    assert noted.sequence == 3
    assert verify(anchors=anchors.noted(home)).whole
    lift()
    AuditEvent.objects.filter(sequence=3).delete()
    assert "anchor" in codes(verify(anchors=anchors.noted(home)))


@pytest.mark.django_db(transaction=True)
def test_many_write_at_once_and_the_chain_holds():
    trouble = []

    def work(worker):
        try:
            for number in range(10):
                write(worker * 100 + number)
        except Exception as error:  # noqa: BLE001 - a thread's failure must reach the test
            trouble.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    found = verify()
    assert found.rows == 80
    assert found.whole


def test_values_of_the_field_are_kept_as_json():
    held = plain({"on": date(2026, 7, 1), "share": Decimal("0.50"), "codes": ("0673", "0674"), "whole": 2.0, 3: None})
    assert held == {"on": "2026-07-01", "share": "0.50", "codes": ["0673", "0674"], "whole": 2, "3": None}


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="no number JSON knows"):
        plain({"ratio": float("nan")})


def test_a_key_too_long_for_its_column_is_refused(db):
    with pytest.raises(ValueError, match="key has 201 characters"):
        write(1, key="x" * 201)


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.dates(),
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(), below, max_size=4),
    max_leaves=12,
)


@given(before=values, after=values, reason=st.text())
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.django_db
def test_the_hash_is_the_same_after_reading_back(before, after, reason):
    """Floats, dates, key order, characters: what the database gives back has the hash of what was given."""
    written = write(1, before=before, after=after, reason=reason)
    read = AuditEvent.objects.get(sequence=written.sequence)
    assert mac_of(read) == written.mac
