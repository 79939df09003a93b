"""The next steps up a ladder: how long each takes, what it asks beside, and what this record still lacks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from meritplan.ladders import Move, route
from meritplan.ladders.needs import beside
from meritplan.ladders.telling import ground_in_words, time_in_words
from meritplan.model.requirement import GROUPS, AllOf, Node, Note, leaves
from meritplan.qualification.claims import Claims
from meritplan.qualification.compare import Row
from meritplan.server.eligibility.prepared import Prepared
from meritplan.server.eligibility.standing import is_least, row_of
from meritplan.server.eligibility.telling import Names, chip_words, cure_words

MOST: Final = 12
_DIRECTIONS: Final = {"promotion": "Promotion", "diagonal": "Another line of work", "lateral": "Same level"}


@dataclass(frozen=True, kw_only=True, slots=True)
class StepUp:
    """One class the present one leads to."""

    key: str
    code: str | None
    title: str
    direction: str
    time: str
    why: str
    quote: str | None
    stated: bool
    asks: tuple[str, ...]
    row: Row
    chip: str
    lacks: tuple[str, ...]
    then: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """A way from a class the person works in to another: its steps in words, and the time they add up to."""

    start: str
    legs: tuple[tuple[str, str], ...]
    total: str
    open_steps: int


def steps_up(ready: Prepared, key: str, claims: Claims, names: Names) -> list[StepUp]:
    """The classes a class leads to: those its own requirements name first, then by time."""
    moves = sorted(ready.ladders.up.get(key, ()), key=lambda move: (not move.stated, move.best.time or 10**6, move.end))
    return [_step(ready, move, claims, names) for move in moves[:MOST]]


def _step(ready: Prepared, move: Move, claims: Claims, names: Names) -> StepUp:
    rung = ready.ladders.rungs[move.end]
    row = row_of(ready, ready.numbers[move.end], claims)
    return StepUp(
        key=move.end,
        code=rung.code,
        title=rung.title,
        direction=_DIRECTIONS[move.direction],
        time=time_in_words(move.best.time),
        why=ground_in_words(move.best),
        quote=move.best.quote,
        stated=move.stated,
        asks=tuple(_asks(ready, move)),
        row=row,
        chip=chip_words(row, at_least=is_least(ready, ready.numbers[move.end], claims)),
        lacks=tuple(cure_words(need, names) for need in row.needs[:3]),
        then=tuple(ready.ladders.rungs[one.end].title for one in ready.ladders.up.get(move.end, ())[:4]),
    )


def _asks(ready: Prepared, move: Move) -> Iterator[str]:
    """What the class asks beside the time in the class before it."""
    tree = ready.view.by_key[move.end].job_class.minimum_qualifications
    if tree is None:
        return
    nodes: list[Node] = [tree] if move.best.path is None else list(beside(tree, move.best.path))
    yield from dict.fromkeys(words for node in nodes for words in _words(node))


def _words(node: Node) -> Iterator[str]:
    if not isinstance(node, GROUPS):
        if node.quote and not isinstance(node, Note):
            yield node.quote
        return
    said = [leaf.quote for leaf in leaves(node) if leaf.quote]
    if said:
        yield ("; " if isinstance(node, AllOf) else "; or ").join(dict.fromkeys(said))


def held_classes(ready: Prepared, record: Mapping[str, Any]) -> list[str]:
    """The classes of the plan the person works in now, by class code or title."""
    jobs = [job for job in record.get("employment") or () if "end" in job and job["end"] is None]
    found = [ready.named(job.get("class_code")) or ready.named(job.get("title")) for job in jobs]
    return list(dict.fromkeys(key for key in found if key))


def way(ready: Prepared, start: str, key: str) -> Way | None:
    """The shortest way from one class to another, if any leads there."""
    found = route(ready.ladders, ready.view, start, key) if start != key else None
    if found is None or not found.steps:
        return None
    return Way(
        start=ready.ladders.rungs[start].title,
        legs=tuple((ready.ladders.rungs[leg.end].title, time_in_words(leg.months)) for leg in found.steps),
        total=time_in_words(found.months) if found.months else "",
        open_steps=found.open_steps,
    )
