"""Months from date to date in whole numbers: a month is 487 parts, a day 16, since 30.4375 days are 487/16."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FIRST_YEAR, LAST_YEAR = 1800, 2200
FIRST_DAY = date(FIRST_YEAR, 1, 1).toordinal()
LAST_DAY = date(LAST_YEAR, 12, 31).toordinal() - 400
MONTH, DAY = 487, 16


class Calendar(NamedTuple):
    """For each day 32 times its month and its day of the month; for each month its first day and its length.

    Days count from the first of ``FIRST_YEAR``, months from January of that year.
    """

    days: NDArray[np.int32]
    months: NDArray[np.int32]


def tables() -> Calendar:
    """All days there are."""
    days = np.arange(
        np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR + 1}-01-01"), dtype="datetime64[D]"
    )
    months = days.astype("datetime64[M]")
    number = (months - months[0]).astype(np.int32)
    first = (np.unique(months).astype("datetime64[D]") - days[0]).astype(np.int32)
    length = np.diff(np.append(first, len(days))).astype(np.int32)
    numbered = (days - months.astype("datetime64[D]")).astype(np.int32) + 1
    return Calendar(32 * number + numbered, np.ascontiguousarray(np.stack([first, length], axis=1)))
