"""A small linear program solved exactly: the simplex method with Bland's rule, which always ends.

Numbers are whole throughout: every row is brought to whole numbers first, and a pivot keeps them whole over one common
denominator (Edmonds' integer pivoting), which is many times as fast as fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

UNBOUNDED = Fraction(10**12)


def maximize(
    goal: Sequence[Fraction], rows: Sequence[Sequence[Fraction]], limits: Sequence[Fraction]
) -> Fraction | None:
    """The largest ``goal . x`` with ``rows x <= limits`` and ``x >= 0``; None if no such x exists.

    >>> maximize([Fraction(1), Fraction(1)], [[Fraction(2), Fraction(1)]], [Fraction(4)])
    Fraction(4, 1)
    """
    table = _Table(len(goal), [_whole([*row, limit]) for row, limit in zip(rows, limits, strict=True)])
    if not table.make_feasible():
        return None
    scale = lcm(*(value.denominator for value in goal)) if goal else 1
    found = table.optimum({number: int(value * scale) for number, value in enumerate(goal) if value})
    return UNBOUNDED if found is None else found / scale


def _whole(row: Sequence[Fraction]) -> list[int]:
    """The same condition in the smallest whole numbers."""
    scale = lcm(*(value.denominator for value in row))
    values = [int(value * scale) for value in row]
    common = gcd(*values)
    return [value // common for value in values] if common > 1 else values


class _Table:
    """Basic variables by row, free ones by column; each entry is to be divided by ``common``."""

    def __init__(self, number: int, rows: list[list[int]]) -> None:
        self.rows, self.common = rows, 1
        self.free = list(range(number))
        self.names = list(range(number, number + len(rows)))

    def make_feasible(self) -> bool:
        """Bring every limit to at least 0, by an extra variable that must come out as 0."""
        if all(row[-1] >= 0 for row in self.rows):
            return True
        extra = len(self.names) + len(self.free)
        for row in self.rows:
            row.insert(len(self.free), -self.common)
        self.free.append(extra)
        self._pivot(min(range(len(self.rows)), key=lambda n: self.rows[n][-1]), len(self.free) - 1)
        if self.optimum({extra: -1}) != 0:
            return False
        if extra in self.names and not self._drive_out(self.names.index(extra)):
            return True
        column = self.free.index(extra)
        for row in self.rows:
            del row[column]
        del self.free[column]
        return True

    def _drive_out(self, row: int) -> bool:
        """Make the variable of a row a free one; where nothing stands in the row, it goes."""
        column = next((n for n in range(len(self.free)) if self.rows[row][n]), None)
        if column is None:
            del self.rows[row], self.names[row]
            return False
        self._pivot(row, column)
        return True

    def optimum(self, goal: dict[int, int]) -> Fraction | None:
        """The largest value of a goal given by its variables; None if it has no bound."""
        self.rows.append(self._gains(goal))
        while True:
            gains = self.rows[-1]
            rising = [n for n in range(len(self.free)) if gains[n] > 0]
            if not rising:
                return Fraction(-self.rows.pop()[-1], self.common)
            entering = min(rising, key=self.free.__getitem__)
            leaving = self._leaving(entering)
            if leaving is None:
                self.rows.pop()
                return None
            self._pivot(leaving, entering)

    def _gains(self, goal: dict[int, int]) -> list[int]:
        """What each free variable adds to the goal; last, less what the goal is now."""
        gains = [goal.get(name, 0) * self.common for name in self.free] + [0]
        for name, row in zip(self.names, self.rows, strict=True):
            if value := goal.get(name, 0):
                gains = [gain - value * entry for gain, entry in zip(gains, row, strict=True)]
        return gains

    def _leaving(self, column: int) -> int | None:
        """The row whose limit the entering variable meets first; of several, that of the first variable."""
        best: tuple[Fraction, int, int] | None = None
        for n, name in enumerate(self.names):
            row = self.rows[n]
            if row[column] > 0:
                found = (Fraction(row[-1], row[column]), name, n)
                best = found if best is None or found < best else best
        return None if best is None else best[2]

    def _pivot(self, row: int, column: int) -> None:
        chosen = self.rows[row]
        pivot, before = chosen[column], self.common
        if row < len(self.names):
            self.names[row], self.free[column] = self.free[column], self.names[row]
        for n, values in enumerate(self.rows):
            factor = values[column]
            if n == row:
                continue
            if factor:
                self.rows[n] = [
                    (value * pivot - factor * new) // before for value, new in zip(values, chosen, strict=True)
                ]
                self.rows[n][column] = -factor
            elif pivot != before:
                self.rows[n] = [value * pivot // before for value in values]
        chosen[column], self.common = before, pivot
        if pivot < 0:
            self.rows = [[-value for value in values] for values in self.rows]
            self.common = -pivot
