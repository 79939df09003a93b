"""The pay of one class as its edition in the plan holds it."""

from __future__ import annotations

from decimal import Decimal

from meritplan.model.job_class import Pay, PayRange
from meritplan.pay.index import IndexClass, IndexRange


def as_pay(job: IndexClass) -> Pay:
    """The ranges an index lists for a class, in the words of the class itself.

    Ranges that are not intact, or whose rate is fixed elsewhere (zeros), have no amounts there; a unit the index does
    not say is written ``unknown``.
    """
    return Pay(ranges=tuple(_range(each) for each in job.ranges))


def _range(each: IndexRange) -> PayRange:
    known = each.intact and not each.unset
    return PayRange(
        name=each.name,
        low=_number(each.low) if known and each.low else None,
        high=_number(each.high) if known else None,
        unit=each.unit or "unknown",
        flat=known and each.low == each.high,
    )


def _number(value: Decimal | None) -> float | int | None:
    """A JSON number; cents survive because they are few digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
