"""Made-up persons around every threshold of requirements: exactly enough, just below, more, without, and by chance.

The same requirements always give the same persons.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, islice

from meritplan.model import (
    Combination,
    Condition,
    Counting,
    Coursework,
    Education,
    Experience,
    License,
    Option,
    Skill,
    Substitution,
    Training,
)
from meritplan.model.requirement import Node, walk
from meritplan.plan.proof.asked import ANY_WORK, Asked, Marked, facts, kinds_of
from meritplan.plan.proof.person import SOMETHING_ELSE, Course, Person, Schooling, Work
from meritplan.plan.proof.standing import RELATED
from meritplan.qualification.education import LADDER, STUDY
from meritplan.qualification.names import plain

MOST_LENGTHS = 24
HOURS_IN_A_MONTH = 173
SEED = 2047


@dataclass(frozen=True, kw_only=True)
class Grid:
    """What is varied: lengths of work, levels and fields of schooling; what rules of counting ask; options."""

    lengths: tuple[int, ...]
    levels: tuple[str, ...]
    fields: tuple[str, ...]
    counted: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Spec:
    """How one leaf of a way is met, or not. None leaves a value as the leaf asks it."""

    drop: bool = False
    months: int | None = None
    kind: str | None = None
    level: str | None = None
    schooling: str | None = None
    amount: float | None = None
    bare: bool = False  # work that lacks what its subsets ask, schooling not accredited


Specs = Mapping[str, Spec]


def persons(requirements: Sequence[Marked], *, most: int = 400) -> Iterator[Person]:
    """Each made-up person once: first those around the thresholds, then ``most`` // 4 by chance."""
    grid = grid_of(requirements)
    ways = [way for one in requirements for way in one.ways]
    seen: set[Person] = set()
    chance = random.Random(SEED)  # noqa: S311 the same persons every time
    systematic = islice(_fresh(_around(ways, grid), seen), most - most // 4)
    by_chance = islice(_fresh(_by_chance(ways, grid, chance, most), seen), most // 4)
    yield from systematic
    yield from by_chance


def around(requirement: Marked, grid: Grid) -> Iterator[Person]:
    """Each person around the thresholds of one requirement, the exact ones first."""
    return _fresh(_around(requirement.ways, grid), set())


def _fresh(made: Iterable[Person], seen: set[Person]) -> Iterator[Person]:
    for one in made:
        if one not in seen:
            seen.add(one)
            yield one


# --- the grid ------------------------------------------------------------------------------------


def grid_of(requirements: Sequence[Marked]) -> Grid:
    """All lengths, levels and fields that make a difference in any of the requirements."""
    nodes = [asked.node for one in requirements for asked in one.asked]
    nodes += [node for one in requirements for node in walk(one.part.node)]
    rules = any(isinstance(node, Substitution | Combination) for node in nodes)
    fields = [kind for one in requirements for asked in one.asked for kind in _fields(asked)]
    return Grid(
        lengths=tuple(_lengths(nodes, rules=rules)),
        levels=tuple(_levels(nodes, rules=rules)),
        fields=tuple(dict.fromkeys((*fields, SOMETHING_ELSE))),
        counted=_counted(requirements),
        options=frozenset(kind for one in requirements for asked in one.asked for kind in _option(asked)),
    )


def _option(asked: Asked) -> tuple[str, ...]:
    return asked.kinds if isinstance(asked.node, Option) else ()


def _counted(requirements: Sequence[Marked]) -> frozenset[str]:
    """What rules say must be among the work; a rule without words is met by any."""
    rules = [asked for one in requirements for asked in one.asked if isinstance(asked.node, Counting)]
    return frozenset(fact for asked in rules for fact in facts(asked.kinds[:1] or (ANY_WORK,)))


def _fields(asked: Asked) -> Iterator[str]:
    node = asked.node
    if isinstance(node, Education):
        yield from asked.kinds
        if node.related_field:
            yield from (RELATED + one for one in asked.kinds or (ANY_WORK,))
    if isinstance(node, Substitution) and node.give == "education":
        yield from asked.kinds


def _lengths(nodes: Sequence[Node], *, rules: bool) -> list[int]:
    """The numbers of months printed, and where rules trade one thing for another, their sums and differences."""
    names = "months total_months cap_months credit_months give_months floor_months within_months short_months".split()
    printed = {math.ceil(value) for node in nodes for name in names if (value := getattr(node, name, None))}
    printed |= {
        math.ceil(node.hours / HOURS_IN_A_MONTH) for node in nodes if isinstance(node, Experience) and node.hours
    }
    if not rules:
        return sorted(printed)[:MOST_LENGTHS]
    asked = {STUDY[node.level] for node in nodes if isinstance(node, Education) and node.level in STUDY}
    base = sorted(printed | asked)
    traded = {abs(one - other) for one in base for other in base} | {one + other for one in base for other in base}
    known = [*base, *sorted(traded - set(base) - {0})]
    return known[:MOST_LENGTHS]


def _levels(nodes: Sequence[Node], *, rules: bool) -> list[str]:
    """The levels asked or given, those next to them, and all from high school on where rules trade study."""
    named = {node.level for node in nodes if isinstance(node, Education)}
    named |= {node.give_level for node in nodes if isinstance(node, Substitution) and node.give_level}
    ladder = [place for place, level in enumerate(LADDER) if level in named]
    near = {LADDER[place] for at in ladder for place in (at - 1, at, at + 1) if 0 <= place < len(LADDER)}
    near |= named - set(LADDER)
    if rules:
        near |= set(LADDER[1:])
    return [level for level in (*LADDER, "vocational", "professional") if level in near]


# --- around the thresholds -----------------------------------------------------------------------


def _around(ways: Sequence[tuple[Asked, ...]], grid: Grid) -> Iterator[Person]:
    """Every person; where rules say what counts, the same with such work; where there are options, the same bound."""
    for one in _plain(ways, grid):
        yield one
        if grid.options:
            yield replace(one, binding=grid.options)
        if grid.counted and one.work:
            work = tuple(replace(each, kinds=each.kinds | grid.counted) for each in one.work)
            yield replace(one, work=work)


def _plain(ways: Sequence[tuple[Asked, ...]], grid: Grid) -> Iterator[Person]:
    yield Person()
    for way in ways:
        yield build(way, {})
    for way in ways:
        yield build(way, {}, together=True)
        for asked in way:
            yield build(way, {asked.mark: Spec(drop=True)})
    for way in ways:
        for asked in way:
            for spec in _variants(asked, grid):
                yield build(way, {asked.mark: spec})
    for way in ways:
        for one, other in combinations(way, 2):
            for spec in _variants(one, grid):
                yield from (build(way, {one.mark: spec, other.mark: each}) for each in _variants(other, grid))


def _variants(asked: Asked, grid: Grid) -> Iterator[Spec]:
    node = asked.node
    yield Spec(drop=True)
    if isinstance(node, Experience):
        yield from _of_work(asked, node, grid)
    elif isinstance(node, Education):
        yield from (Spec(level=level) for level in grid.levels)
        yield from (Spec(schooling=name) for name in grid.fields)
        yield Spec(bare=True)
    elif isinstance(node, Coursework | Skill | Condition | License):
        need = _need(node)
        yield from (Spec(amount=need + step) for step in (-1, 1) if need)


def _of_work(asked: Asked, node: Experience, grid: Grid) -> Iterator[Spec]:
    need = _months(node)
    near = sorted({need - 1, need + 1, *(step for one in grid.lengths for step in (one - 1, one, one + 1))})
    yield from (Spec(months=months) for months in near if months >= 0)
    yield from (Spec(kind=kind) for kind in asked.kinds)
    yield Spec(bare=True)


def _need(node: Node) -> float:
    if isinstance(node, Coursework):
        return float(node.semester_units or (node.quarter_units or 0) / 1.5 or node.courses or node.hours or 0)
    if isinstance(node, License):
        return float(node.held_months or 0)
    return float(getattr(node, "min", None) or 0)


# --- by chance -----------------------------------------------------------------------------------


def _by_chance(ways: Sequence[tuple[Asked, ...]], grid: Grid, chance: random.Random, times: int) -> Iterator[Person]:
    leaves = list({asked.mark: asked for way in ways for asked in way}.values())
    for _ in range(times if leaves else 0):
        some = tuple(chance.sample(leaves, min(len(leaves), chance.randint(1, 4))))
        specs = {}
        for asked in some:
            variants = list(_variants(asked, grid))
            if chance.random() < 0.8:
                specs[asked.mark] = chance.choice(variants)
        yield build(some, specs)


# --- one person ----------------------------------------------------------------------------------


@dataclass(kw_only=True)
class _Having:
    """What a person is given, leaf after leaf."""

    schooling: list[Schooling] = field(default_factory=list)
    work: list[Work] = field(default_factory=list)
    courses: list[Course] = field(default_factory=list)
    licenses: dict[str, int] = field(default_factory=dict)
    training: set[str] = field(default_factory=set)
    skills: dict[str, float] = field(default_factory=dict)
    amounts: dict[str, float] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    binding: set[str] = field(default_factory=set)


def build(way: Sequence[Asked], specs: Specs, *, together: bool = False) -> Person:
    """The person who has what a way asks, changed by ``specs``; ``together``: in one job, not one after the other."""
    having = _Having()
    for asked in way:
        spec = specs.get(asked.mark) or Spec()
        if not spec.drop:
            _give(having, asked, spec, together=together)
    work = _one_job(having.work) if together and having.work else having.work
    return Person(
        schooling=tuple(dict.fromkeys(having.schooling)),
        work=tuple(sorted(work, key=lambda one: (one.months, sorted(one.kinds)))),
        courses=tuple(having.courses),
        licenses=tuple(sorted(having.licenses.items())),
        training=frozenset(having.training),
        skills=tuple(sorted(having.skills.items())),
        amounts=tuple(sorted(having.amounts.items())),
        met=frozenset(having.met),
        binding=frozenset(having.binding),
    )


def _one_job(work: list[Work]) -> list[Work]:
    first = work[0]
    kinds = frozenset(kind for one in work for kind in one.kinds)
    return [replace(first, months=max(one.months for one in work), kinds=kinds)]


def _give(having: _Having, asked: Asked, spec: Spec, *, together: bool) -> None:
    node = asked.node
    if isinstance(node, Experience):
        having.work += [_all_at_once(asked, node, spec)] if together else _work(asked, node, spec)
    elif isinstance(node, Education):
        having.schooling.append(_schooling(asked, node, spec))
    elif isinstance(node, Coursework):
        having.courses += _courses(asked, node, spec)
    elif isinstance(node, License):
        months = _need(node) if spec.amount is None else spec.amount
        having.licenses[spec.kind or asked.kinds[0]] = int(months)
    elif isinstance(node, Training):
        having.training.update(asked.kinds)
    elif isinstance(node, Skill):
        having.skills[asked.kinds[0]] = _need(node) if spec.amount is None else spec.amount
    elif isinstance(node, Condition) and node.min is not None:
        having.amounts[asked.kinds[0]] = _need(node) if spec.amount is None else spec.amount
    elif isinstance(node, Option):
        having.binding.update(asked.kinds)
    else:
        having.met.update(asked.kinds)


def _schooling(asked: Asked, node: Education, spec: Spec) -> Schooling:
    level = spec.level or node.level
    listed = asked.kinds[0] if asked.kinds else SOMETHING_ELSE
    if not asked.kinds and node.related_field:
        listed = RELATED + ANY_WORK
    years = node.years if level == node.level else None
    years = (years or 1) if level == "some_college" else years if level == "vocational" else None
    return Schooling(level=level, field=spec.schooling or listed, years=years, accredited=not spec.bare)


def _courses(asked: Asked, node: Coursework, spec: Spec) -> Iterator[Course]:
    """The coursework asked; what its subsets ask lies inside, under subjects of their own."""
    whole = _course(asked, node, spec)
    for subset in node.subsets:
        yield _course(Asked(mark="", node=subset, kinds=(kinds_of(subset)[0],)), subset, Spec())
    yield whole


def _course(asked: Asked, node: Coursework, spec: Spec) -> Course:
    need = _need(node) if spec.amount is None else spec.amount
    of_units = node.semester_units is not None or node.quarter_units is not None
    return Course(
        subject=asked.kinds[0],
        units=need if of_units else 0,
        courses=need if node.courses is not None and not of_units else 99,
        hours=need if node.hours is not None and not of_units else 0,
    )


def _months(node: Experience) -> int:
    inner = max((one.months or 0 for one in node.subsets if isinstance(one, Experience)), default=0)
    asked = node.months if node.months is not None else max(1, inner)
    months = math.ceil(node.hours / HOURS_IN_A_MONTH) if node.hours is not None else math.ceil(asked)
    return months + 1 if node.exclusive else months


def _work(asked: Asked, node: Experience, spec: Spec) -> Iterator[Work]:
    """The months asked, the first of them as its subsets ask."""
    kind = spec.kind or asked.kinds[0]
    left = _months(node) if spec.months is None else spec.months
    employer = asked.employer or SOMETHING_ELSE
    plain_work = Work(months=left, kinds=frozenset(facts((kind,))), employer=employer, supervised=not spec.bare)
    for subset in () if spec.bare else _subsets(node):
        months = min(left, _months(subset.node)) if isinstance(subset.node, Experience) else 0
        if months:
            yield replace(plain_work, months=months, kinds=plain_work.kinds | set(facts(subset.kinds[:1])))
            left -= months
    if left > 0:
        yield replace(plain_work, months=left)


def _all_at_once(asked: Asked, node: Experience, spec: Spec) -> Work:
    """One job that is all of what its parts ask at the same time."""
    subsets = list(_subsets(node))
    kinds = facts((spec.kind or asked.kinds[0], *(one.kinds[0] for one in subsets)))
    employer = next((one.employer for one in (asked, *subsets) if one.employer), SOMETHING_ELSE)
    return Work(months=_months(node), kinds=frozenset(kinds), employer=employer)


def _subsets(node: Experience) -> Iterator[Asked]:
    for one in node.subsets:
        inner = (
            one if isinstance(one, Experience) else next((c for c in one.children if isinstance(c, Experience)), None)
        )
        if inner is not None:
            employer = plain(inner.employer) if inner.employer else None
            yield Asked(mark="", node=inner, kinds=kinds_of(inner), employer=employer)
