"""What if, over the whole plan: which classes come nearer with a degree, a license or months of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse

from meritplan.qualification.compare import ORDER, Standing
from meritplan.server.eligibility.prepared import Prepared, prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.standing import counts, is_least, places, question, row_of
from meritplan.server.eligibility.supposing import HERE, Supposed, after, choices, supposed_from
from meritplan.server.eligibility.telling import TITLES, chip_words
from meritplan.server.eligibility.views.carrying import carried, page
from meritplan.server.eligibility.views.results import filters_of

MOST: Final = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """A class that would stand in a better group."""

    key: str
    code: str | None
    title: str
    before: Standing
    after: Standing
    before_words: str
    after_words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What a supposition changes over the plan."""

    day: date
    counts: list[tuple[str, int, int]]
    moved: tuple[int, ...]
    shown: list[Moved]
    worse: int

    @property
    def more(self) -> int:
        """Classes that are not listed."""
        return len(self.moved) - len(self.shown)


@carried
def what_if(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """The form, and what changes."""
    if sheet.is_empty:
        return page(request, "eligibility/nothing.html", sheet)
    ready = prepared(sheet.day)
    supposed = supposed_from(request.POST)
    offered = choices(None, sheet)
    return page(
        request,
        "eligibility/what_if_all.html",
        sheet,
        ready=ready,
        filters=filters_of(request),
        choices=offered,
        works=[(value, "the work each class asks for" if value == HERE else words) for value, words in offered.works],
        supposed=supposed,
        change=None if supposed.is_nothing else difference(sheet, ready, supposed),
    )


def difference(sheet: Sheet, ready: Prepared, supposed: Supposed) -> Difference:
    """The comparison before and after.

    The classes are those of today; only the record and the day it is asked about change.
    """
    other, _ = after(sheet, None, supposed, None)
    claims, claims_then = question(sheet, ready).claims(), question(other, ready).claims()
    before, then = places(sheet, ready, claims), places(other, ready, claims_then)
    was = {place.number: place.standing for place in before}
    moved = tuple(place.number for place in then if _rank(place.standing) < _rank(was[place.number]))
    shown = []
    for number in moved[:MOST]:
        row, row_then = row_of(ready, number, claims), row_of(ready, number, claims_then)
        one = Moved(
            key=ready.keys[number],
            code=row.code,
            title=row.title,
            before=row.standing,
            after=row_then.standing,
            before_words=chip_words(row, at_least=is_least(ready, number, claims)),
            after_words=chip_words(row_then, at_least=is_least(ready, number, claims_then)),
        )
        shown.append(one)
    return Difference(
        day=other.day,
        counts=[(TITLES[one], counts(before)[one], counts(then)[one]) for one in ORDER],
        moved=moved,
        shown=shown,
        worse=sum(_rank(place.standing) > _rank(was[place.number]) for place in then),
    )


def _rank(standing: Standing) -> int:
    return ORDER.index(standing)
