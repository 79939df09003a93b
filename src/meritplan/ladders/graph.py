"""The ladders of a plan: every class as a rung, every way up, across and sideways, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from meritplan.ladders.citing import Citation, citations
from meritplan.ladders.levels import by_pay
from meritplan.ladders.moves import Direction, Ground, GroundKind, Level, Move, Rung, Unplaced
from meritplan.ladders.order import Suggested, grouped, promotional_lines, series, supervision
from meritplan.ladders.titles import Named, Titles
from meritplan.ladders.words import line_of_work
from meritplan.plan import ClassEdition, View


@dataclass(frozen=True, kw_only=True)
class Ladders:
    """The graph. ``moves`` are ordered by the keys they join; no two join the same classes in one direction."""

    rungs: Mapping[str, Rung]
    moves: tuple[Move, ...] = ()
    levels: tuple[Level, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()

    @cached_property
    def up(self) -> Mapping[str, tuple[Move, ...]]:
        """The moves that begin at each class."""
        return _by(self.moves, "start")

    @cached_property
    def down(self) -> Mapping[str, tuple[Move, ...]]:
        """The moves that end at each class."""
        return _by(self.moves, "end")

    @cached_property
    def level_of(self) -> Mapping[str, tuple[Level, ...]]:
        """The levels each class stands at."""
        found: dict[str, list[Level]] = {}
        for level in self.levels:
            for key in level.members:
                found.setdefault(key, []).append(level)
        return {key: tuple(those) for key, those in found.items()}

    def lateral(self, key: str) -> Mapping[str, tuple[Level, ...]]:
        """The classes that stand at a level of this one, and which levels those are."""
        found: dict[str, list[Level]] = {}
        for level in self.level_of.get(key, ()):
            for other in level.members:
                if other != key:
                    found.setdefault(other, []).append(level)
        return {other: tuple(those) for other, those in found.items()}

    def around(self, key: str, steps: int | None = None) -> Ladders:
        """The part of the graph that leads to a class or on from it, within so many steps each way."""
        kept = {key, *_reached(key, self.down, "start", steps), *_reached(key, self.up, "end", steps)}
        return self.among(kept)

    def among(self, keys: Iterable[str]) -> Ladders:
        """The part of the graph between these classes."""
        kept = set(keys)
        return Ladders(
            rungs={key: rung for key, rung in self.rungs.items() if key in kept},
            moves=tuple(move for move in self.moves if move.start in kept and move.end in kept),
            levels=self.levels,
            unplaced=tuple(one for one in self.unplaced if one.cited_by in kept),
        )

    def joined(self) -> Ladders:
        """The graph without the classes no move begins or ends at; what they name that leads nowhere stays."""
        kept = self.among({key for move in self.moves for key in (move.start, move.end)})
        return replace(kept, unplaced=self.unplaced)


def _by(moves: Iterable[Move], end: str) -> Mapping[str, tuple[Move, ...]]:
    found: dict[str, list[Move]] = {}
    for move in moves:
        found.setdefault(getattr(move, end), []).append(move)
    return {key: tuple(those) for key, those in found.items()}


def _reached(key: str, moves: Mapping[str, tuple[Move, ...]], end: str, steps: int | None) -> set[str]:
    found, border, done = {key}, {key}, 0
    while border and (steps is None or done < steps):
        border = {str(getattr(move, end)) for one in border for move in moves.get(one, ())} - found
        found |= border
        done += 1
    return found


@dataclass(kw_only=True)
class _Gathered:
    """What the editions have said so far."""

    grounds: dict[tuple[str, str], list[Ground]] = field(default_factory=dict)
    levels: list[Level] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def ladders(view: View) -> Ladders:
    """The ladders of a plan as it stands on a day, or in its newest editions.

    Moves come from the minimum qualifications of the higher class first, then from the order of series and
    promotional lines and from statements of supervision. A suggested move that would lead down a stated one is left
    out: what a requirement says weighs more.
    """
    titles, gathered = Titles(view), _Gathered()
    cited = [(edition, tuple(_citations(edition))) for edition in view.editions]
    for name in (name for _, those in cited for citation in those for name in citation.names):
        titles.learn(name)
    for edition, those in cited:
        _cited(edition.class_key, those, titles, gathered)
    stated = set(gathered.grounds)
    for start, end, ground in _suggested(view, titles):
        if (end, start) not in stated:
            gathered.grounds.setdefault((start, end), []).append(ground)
    rungs = {edition.class_key: _rung(edition) for edition in view.editions}
    levels = (*by_pay(view.editions), *gathered.levels)
    return Ladders(
        rungs=rungs,
        moves=tuple(_move(ends, grounds, rungs, view) for ends, grounds in sorted(gathered.grounds.items())),
        levels=tuple({(one.kind, one.members): one for one in levels}.values()),
        unplaced=tuple(gathered.unplaced),
    )


def _suggested(view: View, titles: Titles) -> Iterator[Suggested]:
    for members in grouped(view.editions).values():
        yield from series(members)
        yield from promotional_lines(members)
    yield from supervision(view.editions, titles)


def _rung(edition: ClassEdition) -> Rung:
    said = edition.job_class
    return Rung(
        key=edition.class_key,
        code=said.code,
        title=said.title,
        group=edition.group or said.group,
        level=said.level,
        grade=said.pay.grade if said.pay else None,
    )


def _citations(edition: ClassEdition) -> Iterator[Citation]:
    tree = edition.job_class.minimum_qualifications
    if tree is not None:
        yield from citations(tree)


def _cited(key: str, those: Iterable[Citation], titles: Titles, gathered: _Gathered) -> None:
    for citation in those:
        named = tuple(titles.place(citation.names, citation.node.quote))
        for one in named:
            _enter(key, citation, one, gathered)
        certain = {one.keys[0]: one.name for one in named if len(one.keys) == 1 and one.level is None}
        if citation.kind == "level" and len(certain) > 1:
            name, quote = " = ".join(certain.values()), citation.node.quote
            gathered.levels.append(Level(kind="named", name=name, members=tuple(certain), said_by=key, quote=quote))


def _enter(key: str, citation: Citation, named: Named, gathered: _Gathered) -> None:
    """A move, if the name means one other class; else the name stays unplaced, unless it is an occupation."""
    if len(named.keys) == 1 and named.keys[0] != key:
        ground = _ground(citation, named)
        known = gathered.grounds.setdefault((named.keys[0], key), [])
        if ground not in known:
            known.append(ground)
        return
    if named.occupation and len(named.keys) < 2:
        return
    gathered.unplaced.append(
        Unplaced(
            name=named.name,
            cited_by=key,
            candidates=named.keys,
            quote=citation.node.quote,
            spans=citation.node.spans,
            itself=named.keys == (key,),
        )
    )


def _ground(citation: Citation, named: Named) -> Ground:
    kind: GroundKind = "occupation" if named.occupation and citation.kind == "class" else citation.kind
    node = citation.node
    return Ground(
        kind=kind,
        months=node.months,
        total_months=citation.total_months,
        level=named.level,
        found_by=named.by,
        path=citation.path,
        quote=node.quote,
        spans=node.spans,
        doubt=node.doubt,
    )


def _move(ends: tuple[str, str], grounds: list[Ground], rungs: Mapping[str, Rung], view: View) -> Move:
    start, end = ends
    return Move(start=start, end=end, direction=_direction(rungs[start], rungs[end], view), grounds=tuple(grounds))


def _direction(lower: Rung, higher: Rung, view: View) -> Direction:
    if lower.grade and lower.grade == higher.grade:
        return "lateral"
    if lower.group and lower.group == higher.group:
        return "promotion"
    first, second = view.by_key[lower.key].job_class, view.by_key[higher.key].job_class
    if first.promotional_line and first.promotional_line == second.promotional_line:
        return "promotion"
    return "promotion" if line_of_work(lower.title) == line_of_work(higher.title) else "diagonal"
