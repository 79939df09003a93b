"""Dates that may be partial, as the days they may mean. Days are proleptic ordinals.

>>> from datetime import date
>>> [date.fromordinal(day).isoformat() for day in possible_days("2019-05")]
['2019-05-01', '2019-05-31']
"""

import calendar
import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

DAWN = date(1900, 1, 1).toordinal()  # an unknown beginning reaches back this far


@lru_cache(maxsize=1 << 14)
def possible_days(text: str | int | None) -> tuple[int, int] | None:
    """The first and last day an ISO date, perhaps partial, may mean; None where it is no date."""
    found = _ISO.fullmatch(str(text).strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if day is not None:
            exact = date(year or 0, month or 0, day).toordinal()
            return exact, exact
        first = date(year or 0, month or 1, 1)
        last_month = month or 12
        return first.toordinal(), date(
            first.year, last_month, calendar.monthrange(first.year, last_month)[1]
        ).toordinal()
    except ValueError:
        return None


def is_full(text: str | int | None) -> bool:
    """Whether a date names its day."""
    return len(str(text).strip()) == 10


def names_month(text: str | int | None) -> bool:
    """Whether a date names at least its month."""
    return len(str(text).strip()) >= 7


@lru_cache(maxsize=1 << 16)
def months_later(day: int, months: int) -> int:
    """The same day of the month so many months later, or the last of that month where there is no such day."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year < 1:
        return 1
    if year > 9999:
        return date.max.toordinal()
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).toordinal()


def window_start(as_of: int, months: int) -> int:
    """The first day of "within the last N months", the day ``as_of`` being the last."""
    return months_later(as_of + 1, -months)


def last_day_within(as_of: int, months: int) -> int:
    """The last day of "within the next N months", counted from the end of the day ``as_of``."""
    return months_later(as_of + 1, months) - 1


def iso(day: int) -> str:
    """A day as an ISO date."""
    return date.fromordinal(day).isoformat()
