"""Is everything as it should be: each part of a server looked at, and what was found in a sentence."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, Literal

from django.conf import settings
from django.db import DatabaseError, connection

from meritplan.matching.search import opened
from meritplan.plan import PlanError, load
from meritplan.plan.validation import counted, validate
from meritplan.server.audit import guards
from meritplan.server.audit.models import AuditEvent, AuditHead
from meritplan.server.audit.sealing import mac_of, mac_of_head
from meritplan.server.configuration import LOCAL_HOSTS
from meritplan.server.starting import pending_migrations, unknown_migrations
from meritplan.server.worker import last_beat

State = Literal["ok", "warning", "error"]
GIGABYTE: Final = 1024**3
SCARCE, FULL = 2 * GIGABYTE, GIGABYTE // 4
LATE: Final = timedelta(seconds=60)
STUCK: Final = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was found of one part."""

    part: str
    state: State
    said: str


def _ok(part: str, said: str) -> Found:
    return Found(part=part, state="ok", said=said)


def _warning(part: str, said: str) -> Found:
    return Found(part=part, state="warning", said=said)


def _error(part: str, said: str) -> Found:
    return Found(part=part, state="error", said=said)


def check_all() -> Iterator[Found]:
    """Every part, in order; what needs a part that is broken is passed over."""
    yield from configuration()
    found = database()
    yield found
    if found.state != "error":
        for part in (migrations, audit, worker, tasks):
            yield _safely(part)
    yield from plan()
    yield from disk()


def _safely(part: Callable[[], Found]) -> Found:
    try:
        return part()
    except DatabaseError as trouble:
        return _error(
            part.__name__, f"The tables cannot be read ({type(trouble).__name__}); `meritplan serve` makes them."
        )


def configuration() -> Iterator[Found]:
    """What the settings say, and what does not fit together."""
    said = settings.CONFIGURATION
    outside = [host for host in said.hosts if host not in LOCAL_HOSTS]
    if outside and not said.secure:
        yield _warning("configuration", f"Visitors reach {', '.join(outside)} without HTTPS: set MERITPLAN_SECURE=yes.")
    if said.secure and not said.trusted_proxies:
        yield _warning("configuration", "HTTPS ends at a proxy: MERITPLAN_TRUSTED_PROXIES says how many there are.")
    if said.debug:
        yield _warning("configuration", "MERITPLAN_DEBUG is on: error pages show the program to visitors.")
    key = said.home / "secret.key"
    if key.is_file() and key.stat().st_mode & 0o077 and hasattr(key, "owner"):
        yield _warning("configuration", f"{key} can be read by others than its owner: chmod 600.")
    yield _ok("configuration", f"Home {said.home}, plan {said.plan}.")


def database() -> Found:
    """Whether it answers, and whether its file is sound."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA quick_check(1)")
                verdict = str(cursor.fetchone()[0])
                if verdict != "ok":
                    return _error("database", f"The file of the database is damaged ({verdict}): restore a backup.")
                return _ok("database", "SQLite, sound.")
            cursor.execute("SHOW server_version")
            return _ok("database", f"PostgreSQL {cursor.fetchone()[0]}.")
    except DatabaseError as trouble:
        first = (str(trouble).strip().splitlines() or ["no reason given"])[0]
        return _error("database", f"The database does not answer ({first}).")


def migrations() -> Found:
    """Whether its tables are those of this version."""
    if unknown := unknown_migrations():
        return _error("migrations", f"A newer version wrote the database ({', '.join(unknown)}): install that one.")
    if pending := pending_migrations():
        return _error("migrations", f"{len(pending)} changes of tables are to be made: `meritplan serve` makes them.")
    return _ok("migrations", "The tables are those of this version.")


def audit() -> Found:
    """Whether the record ends where its seal says, and its guards stand. `meritplan audit verify` reads all of it."""
    if absent := guards.missing(connection):
        return _error("audit", f"Guards of the audit are missing ({', '.join(absent)}): somebody reached in.")
    head, last = AuditHead.objects.first(), AuditEvent.objects.order_by("-sequence").first()
    if head is None or last is None:
        return _ok("audit", "Nothing recorded yet.") if head is last else _error("audit", "The end is gone.")
    whole = (
        head.sequence == last.sequence
        and hmac.compare_digest(head.last, last.mac)
        and hmac.compare_digest(last.mac, mac_of(last))
        and hmac.compare_digest(head.mac, mac_of_head(head))
    )
    if not whole:
        return _error("audit", "The record does not end as its seal says; `meritplan audit verify` says what is wrong.")
    return _ok("audit", f"{last.sequence} events, the last of {last.at:%Y-%m-%d %H:%M}.")


def worker() -> Found:
    """Whether a background worker lives."""
    beat = last_beat()
    if beat is None:
        return _warning("worker", "No background worker has run yet; `meritplan serve` starts one.")
    silent = datetime.now(UTC) - beat
    if silent > LATE:
        return _warning("worker", f"No sign of a background worker since {beat:%Y-%m-%d %H:%M}.")
    return _ok("worker", "Alive.")


def tasks() -> Found:
    """Whether work waits that nobody does."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 - needs its tables

    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").first()
    if oldest is not None and datetime.now(UTC) - oldest.enqueued_at > STUCK:
        return _warning("tasks", f"{waiting.count()} tasks wait, the oldest since {oldest.enqueued_at:%Y-%m-%d %H:%M}.")
    return _ok("tasks", f"{waiting.count()} tasks wait.")


def plan() -> Iterator[Found]:
    """Whether the plan opens, is in order, and can be searched."""
    try:
        found = load(settings.CONFIGURATION.plan)
    except (PlanError, OSError) as trouble:
        yield _error("plan", str(trouble))
        return
    counts = counted(validate(found))
    said = f"{len(found.classes)} classes, {counts['error']} errors and {counts['warning']} warnings in its documents."
    yield _error("plan", f"{said} `meritplan plan validate` lists them.") if counts["error"] else _ok("plan", said)
    with opened(found) as index:
        held = index.connection.execute("SELECT count(*) FROM classes").fetchone()[0]
    yield _ok("search index", f"{held} classes." + (f" {index.changed} taken up anew." if index.changed else ""))


def disk() -> Iterator[Found]:
    """Whether there is room where the server writes."""
    places = {"home": settings.CONFIGURATION.home, "plan": settings.CONFIGURATION.plan}
    for name, place in places.items():
        yield _room(f"disk of {name}", place)


def _room(part: str, place: Path) -> Found:
    try:
        free = shutil.disk_usage(place).free
    except OSError as trouble:
        return _error(part, f"{place} cannot be looked at ({trouble.strerror}).")
    said = f"{free / GIGABYTE:.1f} GB free."
    return _error(part, said) if free < FULL else _warning(part, said) if free < SCARCE else _ok(part, said)
