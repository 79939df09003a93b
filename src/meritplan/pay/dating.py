"""Of what day is an index? Told from dated events: classes abolished or established, present in it or not.

Names of files lie about their content. An abolished class that is gone puts the index on or after that day; one still
listed puts it before. A class listed already puts it on or after its establishment.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

from meritplan.model.issue import Issue
from meritplan.model.job_class import JobClass
from meritplan.pay import trouble
from meritplan.pay.index import PayIndex

EventKind = Literal["abolished", "established"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A class was abolished or established on a day."""

    code: str
    kind: EventKind
    on: date
    title: str | None = None

    def words(self) -> str:
        """As a person would say it."""
        return f"{self.code}{f' {self.title}' if self.title else ''} was {self.kind} on {self.on}"


@dataclass(frozen=True, kw_only=True, slots=True)
class DateBounds:
    """The index is of a day from ``not_before`` to before ``before``; None where no event bounds it.

    ``evidence`` are the two events that bound it, ``against`` those that cannot be squared with it; ``events`` counts
    all that had something to say.
    """

    not_before: date | None = None
    before: date | None = None
    evidence: tuple[Event, ...] = ()
    against: tuple[Event, ...] = ()
    events: int = 0

    def allow(self, day: date) -> bool:
        """Whether the day lies within the bounds."""
        return (self.not_before is None or day >= self.not_before) and (self.before is None or day < self.before)

    def words(self) -> str:
        """As a person would say it."""
        if not self.events:
            return "no event bounds the day"
        said = [f"on or after {self.not_before}"] if self.not_before else []
        said += [f"before {self.before}"] if self.before else []
        return " and ".join(said)


def events_of(classes: Iterable[JobClass]) -> list[Event]:
    """The dated events that specifications state about their own classes."""
    found: list[Event] = []
    for each in classes:
        if each.code and each.abolished:
            found.append(Event(code=each.code, kind="abolished", on=each.abolished, title=each.title))
        if each.code and each.established:
            found.append(Event(code=each.code, kind="established", on=each.established, title=each.title))
    return found


def events_from_csv(text: str) -> list[Event]:
    """Events from a table with the columns ``code``, ``event`` and ``date``.

    Raises:
        ValueError: if a row has no known event or no date.
    """
    found: list[Event] = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        kind = (row.get("event") or "").strip().lower()
        if kind not in {"abolished", "established"}:
            raise ValueError(f"line {number}: event {kind!r}; abolished or established was expected")
        known: EventKind = "abolished" if kind == "abolished" else "established"
        day = date.fromisoformat((row.get("date") or "").strip())
        found.append(Event(code=(row.get("code") or "").strip(), kind=known, on=day, title=row.get("title") or None))
    return found


def date_bounds(index: PayIndex, events: Sequence[Event]) -> DateBounds:
    """Between which days the index must lie. Where events contradict one another, as few as possible are set aside."""
    since, until = _bounds(index, events)
    low, high = _best([event.on for event in since], [event.on for event in until])
    after = max(
        (event for event in since if low is not None and event.on <= low), key=lambda each: each.on, default=None
    )
    before = min(
        (event for event in until if high is not None and event.on >= high), key=lambda each: each.on, default=None
    )
    against = [event for event in since if high is not None and event.on >= high]
    against += [event for event in until if low is not None and event.on <= low]
    return DateBounds(
        not_before=low,
        before=high,
        evidence=tuple(event for event in (after, before) if event),
        against=tuple(against),
        events=len(since) + len(until),
    )


def check_date(index: PayIndex, events: Sequence[Event]) -> list[Issue]:
    """An issue for each event that contradicts the day of the index."""
    if index.as_of is None:
        return []
    since, until = _bounds(index, events)
    found = [
        trouble.against_event(event.code, f"{event.words()}, and the index of {index.as_of} still lists it.")
        for event in until
        if event.on <= index.as_of
    ]
    return found + [
        trouble.against_event(event.code, f"{event.words()}, and the index of {index.as_of} {_already(event)}.")
        for event in since
        if event.on > index.as_of
    ]


def _already(event: Event) -> str:
    return "does not list it any more" if event.kind == "abolished" else "lists it already"


def _bounds(index: PayIndex, events: Sequence[Event]) -> tuple[list[Event], list[Event]]:
    """Events that put the index on or after their day, and those that put it before."""
    since: list[Event] = []
    until: list[Event] = []
    for event in events:
        listed = event.code in index.by_code
        if event.kind == "abolished":
            (until if listed else since).append(event)
        elif listed:
            since.append(event)
    return since, until


def _best(since: Sequence[date], until: Sequence[date]) -> tuple[date | None, date | None]:
    """The stretch between two neighbouring days against which the fewest events stand; the latest of equals."""
    days = sorted({*since, *until})
    stretches: list[tuple[date | None, date | None]] = (
        [(None, days[0]), *pairwise(days), (days[-1], None)] if days else []
    )
    fewest: tuple[int, tuple[date | None, date | None]] | None = None
    for low, high in stretches:
        missed = sum(low is None or day > low for day in since) + sum(low is not None and day <= low for day in until)
        if fewest is None or missed <= fewest[0]:
            fewest = (missed, (low, high))
    if fewest is None:
        return None, None
    low = max((day for day in since if fewest[1][0] is not None and day <= fewest[1][0]), default=None)
    high = min((day for day in until if fewest[1][0] is None or day > fewest[1][0]), default=None)
    return low, high
