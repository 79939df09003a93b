"""Dates as people write them, as far as they know them.

>>> [partial_date(text) for text in ("2019", "2019-05", "5/2019", "May 2019", "05/14/2019", "14 May 2019")]
['2019', '2019-05', '2019-05', '2019-05', '2019-05-14', '2019-05-14']
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_SLASHES = re.compile(r"(?:(\d{1,2})/)?(?:(\d{1,2})/)?(\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?\s+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})")


class DateError(ValueError):
    """A text is no date; the message says what to write."""


def partial_date(text: str) -> str | None:
    """A year, a month of a year, or a day, as ISO text; nothing for nothing.

    Raises:
        DateError: if it can be read as none of these.
    """
    said = " ".join(text.split()).lower()
    if not said:
        return None
    found = _parts(said)
    if found is None:
        raise DateError(
            f"“{text.strip()}” is not a date this page can read. Write the year (2019), the year and month (2019-05) "
            "or the whole day (2019-05-14). Leave it empty if you do not know."
        )
    return found


def _parts(said: str) -> str | None:
    if found := _ISO.fullmatch(said):
        return _written(found[1], found[2], found[3])
    if found := _SLASHES.fullmatch(said):
        return _written(found[3], found[1], found[2])
    if found := _WORDS.fullmatch(said):
        month = found[2][:3]
        return _written(found[4], str(MONTHS.index(month) + 1), found[1] or found[3]) if month in MONTHS else None
    return None


def _written(year: str, month: str | None, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if not 1900 <= found.year <= 2100:
        return None
    return found.isoformat()[: 10 if day else 7 if month else 4]


def in_words(text: object) -> str:
    """An ISO date, perhaps partial, as people say it.

    >>> in_words("2019-05-14"), in_words("2019-05"), in_words("2019"), in_words(None)
    ('May 14, 2019', 'May 2019', '2019', 'a date not known')
    """
    said = str(text or "")
    found = _ISO.fullmatch(said)
    if found is None:
        return said or "a date not known"
    if found[2] is None:
        return found[1]
    if not 1 <= int(found[2]) <= 12:
        return said
    month = date(2000, int(found[2]), 1).strftime("%B")
    return f"{month} {int(found[3])}, {found[1]}" if found[3] else f"{month} {found[1]}"
