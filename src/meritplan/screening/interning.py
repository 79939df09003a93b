"""Rows of codes told apart: equal rows get equal numbers, from batch to batch."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from meritplan.screening.compiled import COMPILED, kernel

Ints = NDArray[np.int64]
SMALLEST = 1 << 10


class Numbering:
    """Numbers for rows of so many codes. ``rows[n]`` is the row that has the number n."""

    def __init__(self, width: int) -> None:
        self.rows: Ints = np.zeros((SMALLEST, width), np.int64)
        self.count = 0
        self._table = np.full(4 * SMALLEST, -1, np.int64)
        self._known: dict[bytes, int] = {}

    def of(self, codes: Ints) -> NDArray[np.int32]:
        """The number of each row."""
        found = np.empty(len(codes), np.int32)
        if not COMPILED:
            for place, row in enumerate(codes):
                found[place] = self._number(row)
            return found
        done = 0
        while done < len(codes):
            done, self.count = number_rows(codes, done, self.rows, self.count, self._table, found)
            if done < len(codes):
                self._grow()
        return found

    def _number(self, row: Ints) -> int:
        key = row.tobytes()
        if key not in self._known:
            self._known[key] = self.count
            if self.count == len(self.rows):
                self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
            self.rows[self.count] = row
            self.count += 1
        return self._known[key]

    def _grow(self) -> None:
        self.rows = np.concatenate([self.rows, np.zeros_like(self.rows)])
        self._table = np.full(4 * len(self.rows), -1, np.int64)
        enter_rows(self.rows, self.count, self._table)


@kernel
def _mixed(codes: Any, row: int) -> Any:
    found = np.uint64(0)
    for column in range(codes.shape[1]):
        found = (found ^ np.uint64(codes[row, column])) * np.uint64(0x9E3779B97F4A7C15)
        found ^= found >> np.uint64(29)
    return found


@kernel
def _same(codes: Any, row: int, rows: Any, other: int) -> Any:
    for column in range(codes.shape[1]):
        if codes[row, column] != rows[other, column]:
            return False
    return True


@kernel
def number_rows(codes: Any, done: int, rows: Any, count: int, table: Any, found: Any) -> Any:
    """Number rows until the room runs out: how many are done, how many distinct rows there are."""
    last = np.uint64(len(table) - 1)
    while done < len(codes):
        at = _mixed(codes, done) & last
        while table[at] >= 0 and not _same(codes, done, rows, table[at]):
            at = (at + np.uint64(1)) & last
        if table[at] < 0:
            if count == len(rows):
                break
            for column in range(codes.shape[1]):
                rows[count, column] = codes[done, column]
            table[at] = count
            count += 1
        found[done] = table[at]
        done += 1
    return done, count


@kernel
def enter_rows(rows: Any, count: int, table: Any) -> None:
    """Enter known rows into an empty table."""
    last = np.uint64(len(table) - 1)
    for n in range(count):
        at = _mixed(rows, n) & last
        while table[at] >= 0:
            at = (at + np.uint64(1)) & last
        table[at] = n
