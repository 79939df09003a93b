"""What one class of a plan pays on a day, and which documents say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.model.job_class import Pay, PayRange
from meritplan.pay import trouble
from meritplan.pay.book import PayBook
from meritplan.pay.docket import BandAssignment
from meritplan.pay.index import IndexRange
from meritplan.pay.plan import Zone, zones
from meritplan.plan import ClassEdition, PlanClass

Ground = Literal["alternative band", "index", "band", "grade", "specification"]


class PaidRange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One range, in US dollars per ``unit`` (None where nobody says which).

    ``name`` tells the alternate ranges of a class apart. A range that came out torn has no amounts, and ``printed``
    holds its words; ``fixed_elsewhere`` says that zeros stand in place of amounts.
    """

    name: str | None = None
    low: Decimal | None = None
    market: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    department: str | None = None
    criteria: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    fixed_elsewhere: bool = False
    printed: str | None = None

    @property
    def flat(self) -> bool:
        """Whether it is one rate."""
        return self.low is not None and self.low == self.high


class PayStatement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one document says of the pay of the class.

    ``name`` is the grade or band. A grade that no pay plan of the day holds is said with no ranges. ``document`` is
    the path of the plan's document; ``since`` is the day the document gives: of the index, from which the pay plan
    holds, on which the band was assigned, or from which the edition applies.
    """

    ground: Ground
    document: str
    name: str | None = None
    since: date | None = None
    ranges: tuple[PaidRange, ...] = ()


class ClassPay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The pay of a class on a day: every statement, the one that holds first."""

    class_key: str
    on: date
    edition: int
    statements: tuple[PayStatement, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def holds(self) -> PayStatement | None:
        """The statement that holds: the first with ranges, else the first."""
        return next((one for one in self.statements if one.ranges), next(iter(self.statements), None))

    @property
    def ranges(self) -> tuple[PaidRange, ...]:
        """The ranges that hold; none where no document gives amounts."""
        return self.holds.ranges if self.holds else ()


def pay_of(book: PayBook, job_class: PlanClass, on: date) -> ClassPay:
    """What the class pays on that day, by the edition in force then; by the newest where none is.

    An alternative band in force replaces the base band. Then the pay index of the day counts (the latest at or before
    it), then the pay plan that holds the grade or band, and last what the specification prints.
    """
    edition = job_class.in_force(on) or job_class.newest
    pay, service = edition.job_class.pay or Pay(), _service(edition)
    assignment = assignment_on(book, edition, on)
    statements = (
        *_alternative(book, edition, assignment, service, on),
        *_listed(book, edition, service, on),
        *_graded(book, edition, pay, service, on),
        *_printed(edition, pay),
    )
    return ClassPay(
        class_key=job_class.key,
        on=on,
        edition=edition.number,
        statements=statements,
        issues=tuple(_unheld(statements, edition, on)),
    )


def assignment_on(book: PayBook, edition: ClassEdition, on: date) -> BandAssignment | None:
    """The alternative band of the class on that day: by the docket, or by its description where no docket names it.

    A band assigned on an unknown day counts from the beginning; one removed by a decision counts no more.
    """
    pay, code = edition.job_class.pay or Pay(), edition.job_class.code
    listed = book.assigned(code) if code else ()
    if listed:
        return next((one for one in reversed(listed) if one.alternative_band and _assigned_on(one, on)), None)
    if pay.alternative_band is None or not code:
        return None
    return BandAssignment(class_code=code, base_band=pay.band, alternative_band=pay.alternative_band)


def _assigned_on(one: BandAssignment, on: date) -> bool:
    removed = any(each.decision == "remove" and each.on <= on for each in one.reviews)
    return not removed and (one.assigned is None or one.assigned <= on)


def _service(edition: ClassEdition) -> str | None:
    return edition.sources[edition.job_class.source].jurisdiction if edition.sources else None


def _alternative(
    book: PayBook, edition: ClassEdition, one: BandAssignment | None, service: str | None, on: date
) -> Iterator[PayStatement]:
    if one is None or one.alternative_band is None:
        return
    held = book.grade_on(one.alternative_band, on, service)
    yield PayStatement(
        ground="alternative band",
        document=held[0].document if held else edition.path,
        name=one.alternative_band,
        since=one.assigned,
        ranges=_of_grade(book, one.alternative_band, service, on),
    )


def _listed(book: PayBook, edition: ClassEdition, service: str | None, on: date) -> Iterator[PayStatement]:
    code = edition.job_class.code
    found = book.listed(code, on, service) if code else None
    if found:
        kept, listed = found
        ranges = tuple(map(_of_index, listed.ranges))
        yield PayStatement(ground="index", document=kept.document, since=kept.index.as_of, ranges=ranges)


def _graded(book: PayBook, edition: ClassEdition, pay: Pay, service: str | None, on: date) -> Iterator[PayStatement]:
    grounds: tuple[tuple[Ground, str | None], ...] = (("band", pay.band), ("grade", pay.grade))
    for ground, name in grounds:
        if name is None:
            continue
        held = book.grade_on(name, on, service)
        yield PayStatement(
            ground=ground,
            document=held[0].document if held else edition.path,
            name=name,
            since=held[0].plan.effective_from if held else None,
            ranges=_of_grade(book, name, service, on),
        )


def _printed(edition: ClassEdition, pay: Pay) -> Iterator[PayStatement]:
    if pay.ranges:
        ranges = tuple(map(_of_specification, pay.ranges))
        yield PayStatement(ground="specification", document=edition.path, since=edition.dated, ranges=ranges)


def _of_grade(book: PayBook, name: str, service: str | None, on: date) -> tuple[PaidRange, ...]:
    held = book.grade_on(name, on, service)
    if held is None:
        return ()
    kept, grade = held
    split = zones(grade, kept.plan.zone_step)
    return (PaidRange(low=grade.low, market=grade.market, high=grade.high, unit=kept.plan.unit, zones=split),)


def _of_index(one: IndexRange) -> PaidRange:
    known = one.intact and not one.unset
    return PaidRange(
        name=one.name,
        low=one.low if known else None,
        high=one.high if known else None,
        unit=one.unit,
        criteria=one.criteria,
        fixed_elsewhere=one.unset,
        printed=None if known else one.printed,
    )


def _of_specification(one: PayRange) -> PaidRange:
    return PaidRange(
        name=one.name,
        low=None if one.low is None else Decimal(str(one.low)),
        high=None if one.high is None else Decimal(str(one.high)),
        unit=one.unit,
        department=one.department,
    )


def _unheld(statements: tuple[PayStatement, ...], edition: ClassEdition, on: date) -> Iterator[Issue]:
    """A grade or band by which the class is paid, and nobody says what it pays."""
    if any(one.ranges for one in statements):
        return
    for one in statements:
        if one.name is not None:
            yield trouble.grade_unheld(one.name, edition.job_class.code, str(on))
