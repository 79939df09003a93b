"""Exact amounts of money: read from print, written as print, compared to the cent."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

Unit = Literal["year", "month", "biweek", "week", "day", "hour"]
UNITS: Final[tuple[Unit, ...]] = ("year", "month", "biweek", "week", "day", "hour")
CENT: Final = Decimal("0.01")
HUNDRED: Final = Decimal(100)
_TOO_MUCH: Final = 10**15
# "$2,471.00", "2471", "60 489.50 USD"; separators only where thousands part, so a torn number is no number.
_AMOUNT: Final = re.compile(r"(?:US)?\$?\s?(\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(\.\d{1,4})?(?:\s?USD)?")


def amount(text: object) -> Decimal | None:
    """The amount a text or number states, or None where it is no intact amount.

    >>> amount("$2,471.00"), amount(60489), amount("$3 - ,097.00"), amount("2,47.00")
    (Decimal('2471.00'), Decimal('60489.00'), None, None)
    """
    if isinstance(text, bool) or text is None:
        return None
    if isinstance(text, int | Decimal):
        return to_the_cent(Decimal(text)) if 0 <= text < _TOO_MUCH else None
    # A float out of YAML or JSON is taken by the digits it was written with.
    found = _AMOUNT.fullmatch(str(text).strip())
    return to_the_cent(Decimal(found[1].replace(",", "") + (found[2] or ""))) if found else None


def to_the_cent(value: Decimal) -> Decimal:
    """The value in whole cents, halves up; amounts printed with more digits are rare and are rounded once, here."""
    return value.quantize(CENT, ROUND_HALF_UP)


def dollars(value: Decimal | None) -> str:
    """As a schedule prints it.

    >>> dollars(Decimal("2471.5")), dollars(None)
    ('$2,471.50', 'not stated')
    """
    return "not stated" if value is None else f"${to_the_cent(value):,}"


def percent(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """By how much an amount changed, in percent to two places; None when that cannot be said.

    >>> percent(Decimal("3000"), Decimal("3090"))
    Decimal('3.00')
    """
    if before is None or after is None or not before:
        return None
    return ((after - before) * HUNDRED / before).quantize(CENT, ROUND_HALF_UP)


def ratio(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """A quotient to two places (a salary over the market point: the compa-ratio); None when one is missing or zero."""
    if part is None or not whole:
        return None
    return (part / whole).quantize(CENT, ROUND_HALF_UP)
