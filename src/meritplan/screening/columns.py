"""Columns of a batch as plain arrays, without copying: values, and bits that say where there is one.

Texts are read as codes: each distinct text is understood once for its dictionary, not once for each row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.screening import calendar
from meritplan.screening.compiled import COMPILED, kernel

NOTHING = -1
SPAN_COLUMNS = 3
_CALENDAR = calendar.tables()


class Column(NamedTuple):
    """Values, bits that say where there is one (empty: everywhere), and the place of the first of both."""

    data: Any
    there: Any
    first: int


class Lists(NamedTuple):
    """For each person whether a list is there and where its entries begin and end; ``values`` holds them all."""

    listed: NDArray[np.bool_]
    begins: NDArray[np.int32]
    ends: NDArray[np.int32]
    values: Any


def _fixed(array: Any) -> Any:
    array.flags.writeable = False  # one type for the compiler, wherever the values come from
    return array


_EVERYWHERE = _fixed(np.zeros(0, np.uint8))


def lists(column: Any) -> Lists:
    """A column of lists; what stands behind a null is left alone."""
    listed = column.is_valid().to_numpy(zero_copy_only=False)
    offsets = column.offsets.to_numpy()
    first, last = int(offsets[0]), int(offsets[-1])
    places = offsets - np.int32(first)
    ends = np.where(listed, places[1:], places[:-1]).astype(np.int32)
    return Lists(listed, np.ascontiguousarray(places[:-1], np.int32), ends, column.values.slice(first, last - first))


def numbers(column: Any) -> Column:
    """A column of numbers."""
    return _column(column, np.dtype(np.float64))


def indices(column: Any) -> Column:
    """The places into its dictionary of a dictionary-encoded column."""
    found = column.indices
    return _column(found if pa.types.is_int32(found.type) else found.cast(pa.int32()), np.dtype(np.int32))


def flags(column: Any) -> Column:
    """A column of yes and no, as bits."""
    return _column(column, np.dtype(np.uint8))


def _column(column: Any, kind: np.dtype[Any]) -> Column:
    there, data = column.buffers()
    bits = _EVERYWHERE if there is None or not column.null_count else np.frombuffer(there, np.uint8)
    values = (
        _fixed(np.zeros(1, kind))
        if data is None or not data.size
        else np.frombuffer(data, kind, data.size // kind.itemsize)
    )
    return Column(values, bits, column.offset)


def coded(column: Any) -> Any:
    """The column with each text as a place into a dictionary."""
    return column if pa.types.is_dictionary(column.type) else column.dictionary_encode()


class Meanings:
    """What the texts of a column mean, as rows of numbers; the last row is for "no text"."""

    def __init__(self, read: Callable[[str], tuple[int, ...]], nothing: tuple[int, ...]) -> None:
        self.read = read
        self._numbers: dict[str | None, int] = {None: 0}
        self._rows = [nothing]
        self._meant = np.array(self._rows, np.int32)
        self._last: tuple[Any, NDArray[np.int32]] | None = None

    def of(self, column: Any) -> tuple[Column, NDArray[np.int32]]:
        """Places into a table of meanings, and the table."""
        column = coded(column)
        return indices(column), self._table(column.dictionary)

    def _table(self, dictionary: Any) -> NDArray[np.int32]:
        if self._last is None or not (self._last[0] is dictionary or self._last[0].equals(dictionary)):
            self._last = dictionary, self._read(dictionary)
        return self._last[1]

    def _read(self, dictionary: Any) -> NDArray[np.int32]:
        texts = dictionary.to_pylist()
        for text in [text for text in texts if text not in self._numbers]:
            self._numbers[text] = len(self._rows)
            self._rows.append(self.read(text))
        if len(self._rows) > len(self._meant):
            self._meant = np.concatenate([self._meant, np.array(self._rows[len(self._meant) :], np.int32)])
        places = np.fromiter(map(self._numbers.__getitem__, texts), np.int64, len(texts))
        table: NDArray[np.int32] = self._meant[np.append(places, 0)]
        return table


class Dates(Meanings):
    """Meanings of dates: those with year, month and day are read all at once, each as one day; others one by one."""

    def _read(self, dictionary: Any) -> NDArray[np.int32]:
        number = len(dictionary)
        if not COMPILED or not pa.types.is_string(dictionary.type) or dictionary.null_count or not number:
            return super()._read(dictionary)
        _, offsets, data = dictionary.buffers()
        places = np.frombuffer(offsets, np.int32)[dictionary.offset : dictionary.offset + number + 1]
        table = np.empty((number + 1, SPAN_COLUMNS), np.int32)
        whole = np.zeros(number, np.bool_)
        read_whole_dates(
            np.frombuffer(data, np.uint8), places, _CALENDAR.months, 12 * calendar.FIRST_YEAR, table, whole
        )
        others = np.flatnonzero(~whole)
        table[np.append(others, number)] = super()._read(dictionary.take(pa.array(others)))
        return table


@kernel
def read_whole_dates(data: Any, places: Any, months: Any, first_month: int, into: Any, whole: Any) -> None:
    """Dates as "2019-05-31" read as days; ``whole`` says which are."""
    for n in range(len(whole)):
        begin = places[n]
        if places[n + 1] - begin != 10 or data[begin + 4] != 45 or data[begin + 7] != 45:
            continue
        digits = True
        for k in range(10):
            digits &= k == 4 or k == 7 or (data[begin + k] >= 48 and data[begin + k] <= 57)  # noqa: PLR1714 numba has no sets of constants
        if not digits:
            continue
        year, month, day = np.int64(0), np.int64(0), np.int64(0)
        for k in range(4):
            year = 10 * year + data[begin + k] - 48
        for k in range(5, 7):
            month = 10 * month + data[begin + k] - 48
        for k in range(8, 10):
            day = 10 * day + data[begin + k] - 48
        at = 12 * year + month - 1 - first_month
        if month < 1 or month > 12 or at < 0 or at >= len(months) or day < 1 or day > months[at, 1]:
            continue
        whole[n] = True
        into[n, 0] = into[n, 1] = into[n, 2] = months[at, 0] + day - 1


@kernel
def put_codes(column: Any, table: Any, into: Any, at: int) -> None:
    """The code of each text of a column."""
    data, there, first = column.data, column.there, column.first
    for n in range(len(into)):
        place = first + n
        known = len(there) == 0 or (there[place >> 3] >> np.uint8(place & 7)) & np.uint8(1) != 0
        into[n, at] = table[data[place], 0] if known else table[len(table) - 1, 0]


@kernel
def put_answers(column: Any, into: Any, at: int) -> None:
    """Each yes (2), unknown (1) or no (0) of a column."""
    data, there, first = column.data, column.there, column.first
    for n in range(len(into)):
        place = first + n
        bit = np.uint8(1) << np.uint8(place & 7)
        known = len(there) == 0 or there[place >> 3] & bit != 0
        into[n, at] = 1 if not known else 2 if data[place >> 3] & bit != 0 else 0
