"""Which classes stand at one level: by grade, by printed pay range, or because a requirement names them together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from meritplan.ladders.moves import Level
from meritplan.plan import ClassEdition


def by_pay(editions: Iterable[ClassEdition]) -> Iterator[Level]:
    """Classes of one grade; where there are no grades, classes that print the same ranges."""
    grades: dict[str, list[str]] = {}
    ranges: dict[str, list[str]] = {}
    for edition in editions:
        pay = edition.job_class.pay
        grade = (pay.grade or pay.band) if pay else None
        printed = _printed(edition)
        if grade:
            grades.setdefault(grade, []).append(edition.class_key)
        elif printed:
            ranges.setdefault(printed, []).append(edition.class_key)
    for name, members in grades.items():
        if len(members) > 1:
            yield Level(kind="grade", name=name, members=tuple(members))
    for name, members in ranges.items():
        if len(members) > 1:
            yield Level(kind="pay", name=name, members=tuple(members))


def _printed(edition: ClassEdition) -> str | None:
    """The ranges of the employer at large; what one department pays tells nothing about levels."""
    pay = edition.job_class.pay
    whole = [one for one in pay.ranges if one.department is None and one.low] if pay else []
    return "; ".join(f"{one.low:,} to {one.high or one.low:,} a {one.unit}" for one in whole) or None
