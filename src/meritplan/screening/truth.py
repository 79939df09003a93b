"""Three-valued truths as bits, and as bounds where a requirement is not compiled exactly.

A truth is two bits: *met*, and *possible* (met or undetermined). A node has a clean and a relaxed truth, as the
one-person engine has. Where a rule is not compiled exactly, each bit lies between two expressions; a pair for which
the two differ is put to the one-person engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from meritplan.screening.program import FALSE, TRUE, Builder, Expression


class Bit(NamedTuple):
    """A bit that is at least ``low`` and at most ``high``; the same expression twice where it is exact."""

    low: Expression
    high: Expression


class Truth(NamedTuple):
    """Met outright, possible outright, met or admitted, possible or possibly admitted."""

    clean_met: Bit
    clean_possible: Bit
    met: Bit
    possible: Bit


NO, YES, MAYBE = Bit(FALSE, FALSE), Bit(TRUE, TRUE), Bit(FALSE, TRUE)
MET, NOT_MET = Truth(YES, YES, YES, YES), Truth(NO, NO, NO, NO)
OPEN = Truth(NO, YES, NO, YES)
ANYTHING = Truth(MAYBE, MAYBE, MAYBE, MAYBE)


def exact(expression: Expression) -> Bit:
    """A bit that is known exactly."""
    return Bit(expression, expression)


def plain(met: Expression, possible: Expression) -> Truth:
    """A truth without admission: clean and relaxed are the same."""
    return Truth(exact(met), exact(possible), exact(met), exact(possible))


def _bits(join: Callable[..., Expression], parts: Iterable[Bit]) -> Bit:
    several = tuple(parts)
    return Bit(join(*(part.low for part in several)), join(*(part.high for part in several)))


def both_bits(build: Builder, *parts: Bit) -> Bit:
    """All of these bits."""
    return _bits(build.both, parts)


def either_bits(build: Builder, *parts: Bit) -> Bit:
    """At least one of these bits."""
    return _bits(build.either, parts)


def negation(build: Builder, part: Bit) -> Bit:
    """Not this bit: its bounds change places."""
    return Bit(build.negation(part.high), build.negation(part.low))


def every(build: Builder, parts: Iterable[Truth]) -> Truth:
    """Every part: the minimum."""
    several = tuple(parts)
    if not several:
        return MET
    return Truth(*(_bits(build.both, column) for column in zip(*several, strict=True)))


def some(build: Builder, parts: Iterable[Truth]) -> Truth:
    """At least one part: the maximum."""
    several = tuple(parts)
    if not several:
        return NOT_MET
    return Truth(*(_bits(build.either, column) for column in zip(*several, strict=True)))


def at_most(truth: Truth) -> Truth:
    """Anything from not met up to this truth: a way of which only an upper bound is known."""
    return Truth(*(Bit(FALSE, bit.high) for bit in truth))
