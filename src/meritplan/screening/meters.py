"""Quantities of a plan that facts compare with thresholds, laid out so that the highest one reached says it all.

A meter is a quantity with its thresholds in order. For each person only the row of the highest threshold reached is
set; the rows below it follow for a whole block of people at once. Where study changes what is needed, that is worked
out once for each distinct amount of study.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from meritplan.qualification.substitution import A_DAY
from meritplan.screening.beyond import Beyond, Level
from meritplan.screening.lengths import Amount, Credited, Possible, Sure

Ints = NDArray[np.int64]
LARGEST = 2**56
NEVER = -(2**59)
NO_GROUP = -1
AHEAD = -1  # in the place of an amount of study: enough but for a day


@dataclass(frozen=True, slots=True)
class Lacking:
    """What study lacking to a level makes of the months needed."""

    asked: Level
    scale: Fraction
    cap: Fraction | None


@dataclass(frozen=True, slots=True)
class Crediting:
    """What study beyond a base is credited for."""

    base: Fraction
    scale: Fraction
    cap: Fraction | None
    sure: bool
    added: str = ""


Group = Lacking | Crediting


class Done(NamedTuple):
    """An amount of study: months at least and at most, those at accredited schools, at most to be given or said.

    ``finished`` says for each level asked whether a degree that reaches it may be finished, ``toward`` how much study
    certainly counts toward it whatever its field (and how much of it at accredited schools), ``unclear`` whether
    something but the field of a degree that reaches it is open. ``college`` is study above school, at most, and such at
    schools that may be accredited.
    """

    least: int
    least_accredited: int
    most: int
    accredited: int
    given: int
    said: int
    finished: dict[str, bool]
    listed: bool
    toward: dict[str, tuple[int, int]]
    unclear: dict[str, bool]
    college: dict[str, int]


class Key(NamedTuple):
    """A meter: what is measured, and what study adds."""

    of: Possible | Sure
    group: Group | None = None
    alone: Fraction | None = None  # a threshold that is to be strictly exceeded stands alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Meters:
    """Arrays the kernel reads. Meters of one quantity stand together; rows of one meter stand together."""

    starts: Ints  # for each quantity: its first meter
    kinds: Ints  # for each meter: group, whether stretches may be left out, first threshold, first row
    thresholds: Ints  # at least, without strictness, eightfold


def keyed(fact: Any) -> tuple[Key, Fraction, bool] | None:
    """The meter of a fact, its threshold in months (or hours), and whether that is to be exceeded."""
    if isinstance(fact, Amount):
        return Key(fact.of, alone=fact.need if fact.strict and fact.need > 0 else None), fact.need, fact.strict
    if isinstance(fact, Beyond):
        if fact.level is None:
            return Key(fact.of), fact.kept + fact.needed, False
        return Key(fact.of, Lacking(fact.level, fact.scale, fact.cap)), fact.kept, False
    if isinstance(fact, Credited):
        group = Crediting(fact.base, fact.scale, fact.cap, fact.sure, fact.added)
        if fact.added:
            return Key(fact.of, group, _BEYOND), fact.need, fact.strict
        return Key(fact.of, group, fact.need if fact.strict else None), fact.need, fact.strict
    return None


def of_facts(facts: Sequence[Any]) -> dict[Key, list[tuple[Fraction, bool, Any]]]:
    """The meters of all facts, with their thresholds in order."""
    found: dict[Key, list[tuple[Fraction, bool, Any]]] = {}
    for fact in facts:
        of = keyed(fact)
        if of is not None:
            plain = isinstance(fact, Amount)
            key = of[0] if plain or of[0].group else of[0]._replace(alone=_BEYOND)
            found.setdefault(key, []).append((of[1], of[2], fact))
    return {key: sorted(thresholds, key=lambda each: each[:2]) for key, thresholds in found.items()}


_BEYOND = Fraction(-1)  # months beyond others are counted without leaving out, so their meter is one of its own


def lay_out(
    quantities: Sequence[Possible | Sure],
    meters: dict[Key, list[tuple[Fraction, bool, Any]]],
    groups: Sequence[Group],
    rows: dict[Any, int],
    scales: tuple[int, int],
    *,
    to_date: bool,
) -> Meters:
    """The meters of these quantities; ``scales`` is what a month and an hour are in whole numbers.

    Where months are counted from date to date (``to_date``), stretches may be left out.
    """
    by_quantity: dict[Possible | Sure, list[Key]] = {each: [] for each in quantities}
    for key in meters:
        if key.of in by_quantity:
            by_quantity[key.of].append(key)
    starts, kinds, thresholds = [0], list[list[int]](), list[list[int]]()
    for quantity in quantities:
        possible = quantity.possible if isinstance(quantity, Sure) else quantity
        for key in by_quantity[quantity]:
            first_row = rows[meters[key][0][2]]
            group = NO_GROUP if key.group is None else groups.index(key.group)
            lenient = to_date and not (isinstance(key.group, Lacking) or possible.in_hours or key.alone == _BEYOND)
            kinds.append([group, int(lenient), len(thresholds), first_row])
            unit = scales[1] if possible.in_hours else scales[0]
            thresholds.extend(list(each) for each in _numbers(meters[key], unit))
        starts.append(len(kinds))
    kinds.append([NO_GROUP, 0, len(thresholds), 0])
    return Meters(
        starts=np.array(starts, np.int64),
        kinds=np.array(kinds, np.int64).reshape(-1, 4),
        thresholds=np.array(thresholds, np.int64).reshape(-1, 3),
    )


def _numbers(thresholds: Iterable[tuple[Fraction, bool, Any]], unit: int) -> Iterator[tuple[int, int, int]]:
    for need, strict, _ in thresholds:
        whole = need * unit
        at_least = floor(whole) + 1 if strict else ceil(whole)
        yield min(LARGEST, at_least), min(LARGEST, ceil(whole)), min(LARGEST, ceil(8 * whole))


class Changes:
    """What each group of meters adds to the months there are; amounts of study are few, so each is worked out once."""

    def __init__(self, groups: Sequence[Group], month: int, unit: int) -> None:
        self.groups, self.month, self.unit = groups, month, unit
        self._known: list[dict[int, int]] = [{} for _ in groups]

    def of(self, done: Done) -> list[int]:
        """The changes for one amount of study: ``NEVER`` where a cap forbids it or no education is listed."""
        return [self._change(number, group, done) for number, group in enumerate(self.groups)]

    def _change(self, number: int, group: Group, done: Done) -> int:
        if isinstance(group, Crediting):
            if not done.listed:
                return NEVER  # asked apart
            amount = done.least if group.sure else done.college[group.added] if group.added else done.given
        elif group.asked.certain:
            amount = done.toward[group.asked.level][group.asked.accredited]
        elif not done.listed:
            return LARGEST  # perhaps nothing is lacking, and then nothing is to be given
        else:
            amount = AHEAD if self._ahead(group.asked, done) else _most(group.asked, done)
        known = self._known[number]
        if amount not in known:
            known[amount] = (
                self._credited(group, amount) if isinstance(group, Crediting) else self._lacked(group, amount)
            )
        return known[amount]

    def _ahead(self, asked: Level, done: Done) -> bool:
        """Whether only study of no stated amount could make it up: then some of it lies ahead still."""
        needed = asked.months * self.unit
        least = done.least_accredited if asked.accredited else done.least
        return _most(asked, done) >= needed > max(least, done.said) and not done.finished[asked.level]

    def _lacked(self, group: Lacking, amount: int) -> int:
        lack = A_DAY if amount == AHEAD else max(Fraction(0), group.asked.months - Fraction(amount, self.unit))
        if group.cap is not None and lack > group.cap:
            return NEVER
        return -ceil(lack * group.scale * self.month) if lack else LARGEST

    def _credited(self, group: Crediting, amount: int) -> int:
        given = max(Fraction(0), Fraction(amount, self.unit) - group.base) * group.scale
        return floor(given * self.month if group.cap is None else min(given, group.cap) * self.month)


def _most(asked: Level, done: Done) -> int:
    return done.accredited if asked.accredited else done.most
