"""Where a record stands with every class: the order, counts, filters and the rows of one page.

A comparison with ten thousand classes takes seconds, turning its pages must not. So the order is kept for a few
minutes in the memory of the process: numbers of classes and where they stand, under a key that cannot be turned back
into the record. No word of the record is among them; the rows of a page are worked out when it is shown.
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from meritplan.qualification import Question, read_record, read_rulings
from meritplan.qualification.claims import Claims
from meritplan.qualification.compare import ORDER, Row, Standing, rows
from meritplan.qualification.groups import evaluate
from meritplan.qualification.names import plain
from meritplan.qualification.result import NodeResult, Path
from meritplan.server.eligibility.prepared import Prepared
from meritplan.server.eligibility.sheet import Sheet

KEPT: Final = 64
KEPT_FOR: Final = 600.0  # seconds
AT_ONCE: Final = 2  # comparisons worked out at the same time
PATIENCE: Final = 30.0  # seconds a visitor waits for one of them


LONGEST: Final = 20.0  # seconds one comparison may take


class BusyError(Exception):
    """Too many comparisons are being worked out at once."""


class TooLongError(Exception):
    """The record has so many entries that it cannot be compared with so many classes in the time there is."""


class Place(NamedTuple):
    """Where one class stands: its number among the candidates, and how."""

    number: int
    standing: Standing
    distance: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A class as the results show it."""

    key: str
    row: Row
    group: str
    at_least: bool  # the amount lacking supposes that all open work counts


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """What of the results is shown."""

    standing: Standing | None = None
    text: str = ""
    group: str = ""
    page: int = 1


def question(sheet: Sheet, ready: Prepared) -> Question:
    """What is asked of the engine."""
    record = read_record(sheet.record, sheet.day).record
    rulings, _ = read_rulings(sheet.rulings, record)
    return Question(record=record, policy=ready.policy, rulings=rulings, as_of=sheet.day)


def row_of(ready: Prepared, number: int, claims: Claims) -> Row:
    """How the record stands with one class."""
    return rows([ready.candidates[number]], claims)[0]


def places(sheet: Sheet, ready: Prepared, claims: Claims) -> tuple[Place, ...]:
    """Every class in the order of standing, the nearest first.

    Raises:
        BusyError: if too many comparisons are being worked out at once.
        TooLongError: if this one takes too long.
    """
    key = _key(sheet, ready)
    found = _MEMORY.get(key)
    if found is None:
        if not _WORKING.acquire(timeout=PATIENCE):
            raise BusyError
        try:
            found = _placed(ready, claims)
        finally:
            _WORKING.release()
        _MEMORY.put(key, found)
    return found


def _placed(ready: Prepared, claims: Claims) -> tuple[Place, ...]:
    last = time.monotonic() + LONGEST
    found = []
    for number in range(len(ready.candidates)):
        found.append((row_of(ready, number, claims), number))
        if time.monotonic() > last:
            raise TooLongError
    found.sort(key=lambda each: (ORDER.index(each[0].standing), each[0].distance, each[0].title, each[0].code or ""))
    return tuple(Place(number, row.standing, row.distance) for row, number in found)


def counts(found: tuple[Place, ...]) -> dict[Standing, int]:
    """How many classes stand how."""
    return {standing: sum(place.standing == standing for place in found) for standing in ORDER}


def matching(found: tuple[Place, ...], ready: Prepared, filters: Filters) -> tuple[Place, ...]:
    """The places a text and a family leave, in every group."""
    words = plain(filters.text).split()
    return tuple(place for place in found if _matches(place, ready, words, filters.group))


def _matches(place: Place, ready: Prepared, words: list[str], group: str) -> bool:
    if group and ready.group_titles[place.number] != group:
        return False
    one = ready.candidates[place.number]
    said = plain(f"{one.code or ''} {one.title} {ready.group_titles[place.number]}")
    return all(word in said for word in words)


def listed(found: Iterator[Place] | tuple[Place, ...], ready: Prepared, claims: Claims) -> list[Listed]:
    """The rows of some places."""
    return [
        Listed(
            key=ready.keys[place.number],
            row=row_of(ready, place.number, claims),
            group=ready.group_titles[place.number],
            at_least=is_least(ready, place.number, claims),
        )
        for place in found
    ]


def is_least(ready: Prepared, number: int, claims: Claims) -> bool:
    """Whether what is lacking is the least it can be, because some of the work may turn out not to count."""
    result = evaluate(ready.candidates[number].part, claims)
    return result.gap is not None and any(_is_open(each, result.gap.path) for each in _all(result))


def _is_open(result: NodeResult, path: Path) -> bool:
    credit = result.credit
    return result.part.path[: len(path)] == path and credit is not None and credit.lower != credit.upper


def _all(result: NodeResult) -> Iterator[NodeResult]:
    yield result
    for below in (*result.children, *result.ways):
        yield from _all(below)


# --- kept for a few minutes -----------------------------------------------------------------------------------


class _Memory:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, tuple[float, tuple[Place, ...]]] = OrderedDict()

    def get(self, key: bytes) -> tuple[Place, ...] | None:
        with self._lock:
            self._forget()
            found = self._kept.get(key)
            return found[1] if found else None

    def put(self, key: bytes, found: tuple[Place, ...]) -> None:
        with self._lock:
            self._kept[key] = (time.monotonic(), found)
            self._kept.move_to_end(key)
            self._forget()

    def _forget(self) -> None:
        oldest = time.monotonic() - KEPT_FOR
        while self._kept and (len(self._kept) > KEPT or next(iter(self._kept.values()))[0] < oldest):
            self._kept.popitem(last=False)


_MEMORY = _Memory()
_WORKING = threading.BoundedSemaphore(AT_ONCE)
_SALT = secrets.token_bytes(32)  # of this process alone


def _key(sheet: Sheet, ready: Prepared) -> bytes:
    said = f"{sheet.replaced(wanted=None).text}\0{sheet.day}\0{ready.mark}"
    return hmac.digest(_SALT, said.encode(), "sha256")
