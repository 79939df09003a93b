"""What the explorer and the export ask: events by who, what, which thing, when, and words of the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date

from meritplan.server.audit.models import AuditEvent

PAGE = 50
EXACT = {"who": "actor_name", "verb": "verb", "kind": "kind", "key": "key"}


def events(asked: Mapping[str, str], using: str = "default") -> QuerySet[AuditEvent]:
    """The events asked for; what is not asked, or is no day, does not narrow.

    Exact ``who``, ``verb``, ``kind`` and ``key``; the days ``since`` and ``until`` (UTC, both included); ``q`` are
    words in the reason or the key.
    """
    found = AuditEvent.objects.using(using)
    for name, column in EXACT.items():
        if value := asked.get(name, "").strip():
            found = found.filter(**{column: value})
    if since := _day(asked.get("since", "")):
        found = found.filter(at__gte=since)
    if until := _day(asked.get("until", "")):
        found = found.filter(at__lt=until + timedelta(days=1))
    if words := asked.get("q", "").strip():
        found = found.filter(Q(reason__icontains=words) | Q(key__icontains=words))
    return found


def _day(said: str) -> datetime | None:
    try:
        day = parse_date(said.strip())
    except ValueError:
        return None
    return datetime.combine(day, time(), UTC) if day else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """Events newest first, and the numbers to go on from."""

    events: tuple[AuditEvent, ...]
    older: int | None
    newer: int | None


def page(found: QuerySet[AuditEvent], before: str = "", after: str = "") -> Page:
    """Fifty events, newest first: those before a number, those after one, or the last."""
    if after.isdigit():
        chunk = list(found.filter(sequence__gt=int(after)).order_by("sequence")[: PAGE + 1])
        rows, newer, older = chunk[:PAGE][::-1], len(chunk) > PAGE, True
    else:
        start = found.filter(sequence__lt=int(before)) if before.isdigit() else found
        chunk = list(start.order_by("-sequence")[: PAGE + 1])
        rows, older, newer = chunk[:PAGE], len(chunk) > PAGE, before.isdigit()
    if not rows:
        return Page(events=(), older=None, newer=None)
    return Page(
        events=tuple(rows), older=rows[-1].sequence if older else None, newer=rows[0].sequence if newer else None
    )


def choices() -> dict[str, list[str]]:
    """The verbs and kinds there are, for the filters."""
    return {
        name: sorted(AuditEvent.objects.order_by().values_list(name, flat=True).distinct()) for name in ("verb", "kind")
    }


def neighbours(event: AuditEvent) -> dict[str, int | None]:
    """The events before and after this one, whatever they are about."""
    numbers = AuditEvent.objects.values_list("sequence", flat=True)
    return {
        "before": numbers.filter(sequence__lt=event.sequence).order_by("-sequence").first(),
        "after": numbers.filter(sequence__gt=event.sequence).order_by("sequence").first(),
    }


def rows(found: QuerySet[AuditEvent]) -> Iterator[dict[str, Any]]:
    """Each event as a flat value, oldest first, for an export."""
    for event in found.order_by("sequence").iterator(chunk_size=1000):
        yield {
            "sequence": event.sequence,
            "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "who": event.actor_name,
            "verb": event.verb,
            "kind": event.kind,
            "key": event.key,
            "reason": event.reason,
            "before": event.before,
            "after": event.after,
            "previous": event.previous,
            "mac": event.mac,
        }
