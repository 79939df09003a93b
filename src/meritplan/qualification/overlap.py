"""Jobs held at the same time: one line of days, each with one weight (R4, C6).

``union``: a day weighs the largest of its employments. ``sum_capped``: their sum, at most full time.
``sum_uncapped``: their sum.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise

Stretch = tuple[int, int, Fraction]
"""First day, last day (both included) and the weight of each day."""


def spanning(one: Stretch | None, other: Stretch) -> Stretch:
    """Two stretches of the same employment as one: all their days, at the larger weight."""
    if one is None:
        return other
    return min(one[0], other[0]), max(one[1], other[1]), max(one[2], other[2])


def timeline(stretches: Iterable[Stretch], overlap: str, full: Fraction) -> tuple[Stretch, ...]:
    """The stretches laid over each other: disjoint, in order, neighbours of equal weight joined, no empty ones."""
    held = sorted(stretch for stretch in stretches if stretch[2] > 0 and stretch[0] <= stretch[1])
    if len(held) < 2:
        return tuple(held)
    laid = _swept(held, overlap, full) if _clash(held) else held
    return tuple(_joined(laid))


def _clash(held: Sequence[Stretch]) -> bool:
    return any(second[0] <= first[1] for first, second in pairwise(held))


def _swept(held: Sequence[Stretch], overlap: str, full: Fraction) -> list[Stretch]:
    """Between two days on which something begins or ends, the weight is constant."""
    changes: dict[int, list[tuple[int, Fraction]]] = defaultdict(list)
    for first, last, weight in held:
        changes[first].append((1, weight))
        changes[last + 1].append((-1, weight))
    days, current = sorted(changes), defaultdict[Fraction, int](int)
    laid: list[Stretch] = []
    for day, following in zip(days, [*days[1:], days[-1]], strict=True):
        for sign, weight in changes[day]:
            current[weight] += sign
            if not current[weight]:
                del current[weight]
        if current and following > day:
            laid.append((day, following - 1, _weight(current, overlap, full)))
    return laid


def _weight(current: dict[Fraction, int], overlap: str, full: Fraction) -> Fraction:
    largest = max(current)
    if overlap == "union":
        return largest
    total = sum((weight * number for weight, number in current.items()), Fraction(0))
    return total if overlap == "sum_uncapped" else min(total, max(full, largest))


def _joined(laid: Iterable[Stretch]) -> Iterable[Stretch]:
    pending: Stretch | None = None
    for stretch in laid:
        if pending is not None and pending[1] + 1 == stretch[0] and pending[2] == stretch[2]:
            pending = (pending[0], stretch[1], pending[2])
            continue
        if pending is not None:
            yield pending
        pending = stretch
    if pending is not None:
        yield pending
