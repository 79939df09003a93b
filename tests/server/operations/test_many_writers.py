"""Many who write at once: each transaction reads and writes, and none is lost. benchmarks/server.py makes 1,200."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from meritplan.server.accounts.models import RoleGrant, User
from meritplan.server.api.actions import make_key
from meritplan.server.api.limits import _count
from meritplan.server.api.models import Allowance, ApiKey
from meritplan.server.audit.models import AuditEvent
from meritplan.server.audit.verification import verify

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, EACH = 20, 6


def test_every_transaction_of_many_at_once_is_kept() -> None:
    user = User.objects.create_user(username="r.okafor")
    RoleGrant.objects.create(user=user, role="analyst")
    gate = Barrier(THREADS)

    def write(thread: int) -> None:
        gate.wait()
        for number in range(EACH):
            make_key(user, name=f"Program {thread} {number}", scopes=["read"], days=30)
        connection.close()

    with ThreadPoolExecutor(THREADS) as crowd:
        list(crowd.map(write, range(THREADS)))
    assert ApiKey.objects.count() == AuditEvent.objects.count() == THREADS * EACH
    assert verify().whole


def test_requests_counted_by_many_at_once_are_all_counted() -> None:
    gate = Barrier(THREADS)

    def count(_: int) -> None:
        gate.wait()
        for _ in range(EACH):
            _count("at:somebody", 1, 2)
        connection.close()

    with ThreadPoolExecutor(THREADS) as crowd:
        list(crowd.map(count, range(THREADS)))
    assert Allowance.objects.get(subject="at:somebody").used == 2 * THREADS * EACH
