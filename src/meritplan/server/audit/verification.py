"""Is the record whole? Walks the chain and says which row was changed, removed, inserted or moved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from django.db import connections

from meritplan.server.audit import guards
from meritplan.server.audit.anchors import Anchor
from meritplan.server.audit.models import AuditEvent, AuditHead
from meritplan.server.audit.sealing import START, mac_at, mac_of, mac_of_head

What = Literal["changed", "removed", "inserted", "moved", "unbound", "end", "anchor", "guard"]
CHUNK = 1000
DIAGNOSED = 200  # rows that do not hold are compared with each other up to this many


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that does not hold: of which row, and in words."""

    what: What
    sequence: int | None
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """How many rows were read, where the chain ends, and what does not hold."""

    rows: int
    last: int
    mac: str
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Nothing was found."""
        return not self.findings


@dataclass(kw_only=True, slots=True)
class _Walk:
    """What one pass over the rows gathers."""

    expected: int = 1
    rows: int = 0
    last: str = START
    end: int = 0
    doubtful: bool = False  # the row before did not hold, so that this one's link says nothing
    unsound: list[AuditEvent] = field(default_factory=list)
    more_unsound: int = 0
    removed: list[tuple[int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def verify(
    using: str = "default",
    *,
    anchors: Iterable[Anchor] = (),
    expected: Anchor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verification:
    """Read the whole chain of a database and compare it with its end, the anchors, and what somebody expects.

    ``progress`` is told how many rows were read, now and then.
    """
    known = {anchor.sequence: anchor for anchor in anchors}
    if expected is not None:
        known[expected.sequence] = expected
    walk = _Walk()
    for event in _rows(using):
        _step(walk, event, known.pop(event.sequence, None))
        if progress is not None and walk.rows % CHUNK == 0:
            progress(walk.rows)
    found = [*_diagnosed(walk), *walk.findings, *_at_the_end(walk, using), *_beyond(known.values()), *_guards(using)]
    return Verification(rows=walk.rows, last=walk.end, mac=walk.last, findings=tuple(found))


def _rows(using: str) -> Iterator[AuditEvent]:
    """The rows in order, a thousand at a time."""
    after = None
    while True:
        keys = AuditEvent.objects.using(using).order_by("sequence")
        if after is not None:
            keys = keys.filter(sequence__gt=after)
        chunk = list(keys.values_list("sequence", flat=True)[:CHUNK])
        if not chunk:
            return
        yield from _read(using, chunk)
        after = chunk[-1]


def _read(using: str, chunk: list[int]) -> list[AuditEvent]:
    held = AuditEvent.objects.using(using).filter(sequence__gte=chunk[0], sequence__lte=chunk[-1])
    try:
        return list(held.order_by("sequence"))
    except (ValueError, TypeError):  # a value that is not of its column's kind, which SQLite does not refuse
        return [_alone(using, sequence) for sequence in chunk]


def _alone(using: str, sequence: int) -> AuditEvent:
    held = AuditEvent.objects.using(using).filter(sequence=sequence)
    try:
        return held.get()
    except (ValueError, TypeError):
        return AuditEvent(**held.values("sequence", "previous", "mac").get(), reason="cannot be read")


def _step(walk: _Walk, event: AuditEvent, anchor: Anchor | None) -> None:
    sound = mac_of(event) == event.mac
    if event.sequence > walk.expected:
        walk.removed.append((walk.expected, event.sequence - 1))
        walk.doubtful = True
    if not sound:
        _keep(walk, event)
    elif event.previous != walk.last and not walk.doubtful:
        text = f"Row {event.sequence} does not follow from the row before it."
        walk.findings.append(Finding(what="unbound", sequence=event.sequence, message=text))
    if anchor is not None and anchor.mac != event.mac:
        walk.findings.append(_other(anchor))
    walk.rows += 1
    walk.doubtful, walk.last = not sound, event.mac
    walk.end, walk.expected = event.sequence, event.sequence + 1


def _keep(walk: _Walk, event: AuditEvent) -> None:
    if len(walk.unsound) < DIAGNOSED:
        walk.unsound.append(event)
    else:
        walk.more_unsound += 1


def _diagnosed(walk: _Walk) -> Iterator[Finding]:
    """What happened, as far as the rows tell."""
    moved = {event.sequence: _written_as(event, walk) for event in walk.unsound}
    homes = {home for home in moved.values() if home is not None}
    for first, last in walk.removed:
        yield _removal(first, last, homes)
    for event in walk.unsound:
        yield _unsound(event.sequence, moved[event.sequence], moved)
    if walk.more_unsound:
        text = f"{walk.more_unsound:,} more rows do not hold."
        yield Finding(what="changed", sequence=None, message=text)


def _removal(first: int, last: int, homes: set[int]) -> Finding:
    which = f"Row {first} is" if first == last else f"Rows {first} to {last} are"
    if first == last and first in homes:
        return Finding(what="moved", sequence=first, message=f"{which} missing from its place.")
    return Finding(what="removed", sequence=first, message=f"{which} missing.")


def _unsound(sequence: int, home: int | None, moved: dict[int, int | None]) -> Finding:
    if home is not None:
        text = f"Row {sequence} holds what was written as row {home}."
        return Finding(what="moved", sequence=sequence, message=text)
    if moved.get(sequence + 1) == sequence:
        text = f"Row {sequence} was inserted: what was written as row {sequence} stands after it."
        return Finding(what="inserted", sequence=sequence, message=text)
    text = f"Row {sequence} is not what was written: it was changed, or added without the server's key."
    return Finding(what="changed", sequence=sequence, message=text)


def _written_as(event: AuditEvent, walk: _Walk) -> int | None:
    """The place the row was written for, if it is another one nearby or one that does not hold."""
    near = range(max(1, event.sequence - 3), event.sequence + 4)
    gaps = (place for first, last in walk.removed for place in range(first, min(last, first + DIAGNOSED) + 1))
    for place in (*near, *(other.sequence for other in walk.unsound), *gaps):
        if place != event.sequence and mac_at(event, place) == event.mac:
            return place
    return None


def _at_the_end(walk: _Walk, using: str) -> Iterator[Finding]:
    heads = list(AuditHead.objects.using(using).all()[:2])
    if not heads:
        if walk.rows:
            yield _end("The row that says where the chain ends is missing.")
        return
    head = heads[0]
    if len(heads) > 1 or head.pk != 1 or mac_of_head(head) != head.mac:
        yield _end("The row that says where the chain ends is not what was written.")
    if head.sequence > walk.end:
        text = f"The chain ended with row {head.sequence}; the last one there is {walk.end}."
        yield Finding(what="removed", sequence=walk.end + 1, message=f"{text} The rows after it were removed.")
    elif head.sequence < walk.end:
        yield _end(f"The chain ended with row {head.sequence}, but rows to {walk.end} are there.")
    elif head.last != walk.last:
        yield _end(f"Row {walk.end} is not the one the chain ended with.")


def _end(message: str) -> Finding:
    return Finding(what="end", sequence=None, message=message)


def _other(anchor: Anchor) -> Finding:
    text = f"Row {anchor.sequence} is not the one that {anchor.said_by} names."
    return Finding(what="anchor", sequence=anchor.sequence, message=text)


def _beyond(anchors: Iterable[Anchor]) -> Iterator[Finding]:
    """Anchors whose row was not met: only the furthest of each file is worth a line."""
    furthest: dict[str, Anchor] = {}
    for anchor in anchors:
        if anchor.said_by not in furthest or anchor.sequence > furthest[anchor.said_by].sequence:
            furthest[anchor.said_by] = anchor
    for said_by, anchor in furthest.items():
        text = (
            f"{said_by} names row {anchor.sequence}, which is not there: rows were removed, or an older copy put back."
        )
        yield Finding(what="anchor", sequence=anchor.sequence, message=text)


def _guards(using: str) -> Iterator[Finding]:
    for name in guards.missing(connections[using]):
        text = f"The database's guard {name} is missing: rows can be changed without anybody being refused."
        yield Finding(what="guard", sequence=None, message=text)
