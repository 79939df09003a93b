"""The results: every class by where the record stands with it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from meritplan.qualification.claims import Claims
from meritplan.qualification.compare import ORDER, Standing
from meritplan.server.eligibility.prepared import Prepared, prepared
from meritplan.server.eligibility.sheet import Sheet, SheetError, asked_day
from meritplan.server.eligibility.standing import (
    Filters,
    Listed,
    Place,
    counts,
    listed,
    matching,
    places,
    question,
)
from meritplan.server.eligibility.steps_up import held_classes, steps_up
from meritplan.server.eligibility.telling import MEANINGS, TITLES, Names, chip_words, cure_words
from meritplan.server.eligibility.views.carrying import carried, page

FIRST: Final = 5  # of each group, where all groups are shown
PAGE: Final = 25
MOST_FAMILIES: Final = 200  # more would be no choice; the search reaches them all


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One class in the list."""

    listed: Listed
    chip: str
    needs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Classes of one standing."""

    standing: Standing
    title: str
    meaning: str
    count: int
    rows: list[Shown]

    @property
    def more(self) -> int:
        """Classes that are not on this page."""
        return self.count - len(self.rows)


@carried
def results(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Where the record stands with each class; counts, filters and pages."""
    sheet, trouble = _dated(request, sheet)
    if sheet.is_empty:
        return page(request, "eligibility/nothing.html", sheet)
    ready = prepared(sheet.day)
    asked = question(sheet, ready)
    claims = asked.claims()
    found = places(sheet, ready, claims)
    filters = filters_of(request)
    left = matching(found, ready, filters)
    names = Names(sheet.record)
    shown = [place for place in left if filters.standing in {None, place.standing}]
    return page(
        request,
        "eligibility/results.html",
        sheet,
        ready=ready,
        counts=[(standing, TITLES[standing], count) for standing, count in counts(left).items()],
        total=len(left),
        everything=len(found),
        filters=filters,
        groups=_groups(shown, ready, claims, names, filters),
        pages=_pages(len(shown), filters) if filters.standing else None,
        families=_families(ready),
        day_trouble=trouble,
        own=_own_steps(ready, sheet, claims, names),
        wanted_row=_wanted(sheet, ready, claims, names),
    )


def filters_of(request: HttpRequest) -> Filters:
    """The filters a form carries; what it cannot mean is not used. ``goto`` is a page newly chosen."""
    said = request.POST
    standing = next((one for one in ORDER if one == said.get("show", said.get("standing"))), None)
    number = said.get("goto") or ("1" if "show" in said else said.get("page", "1"))
    return Filters(
        standing=standing,
        text=said.get("q", "").strip()[:100],
        group=said.get("family", "")[:300],
        page=int(number) if number.isdecimal() and 0 < len(number) < 6 else 1,
    )


def _dated(request: HttpRequest, sheet: Sheet) -> tuple[Sheet, str]:
    """The sheet asking about the day the form names; a day that cannot be read is said, and not used."""
    said = request.POST.get("as_of")
    if said is None:
        return sheet, ""
    if not said.strip():
        return sheet.replaced(as_of=None), ""
    try:
        return sheet.replaced(as_of=asked_day(said).isoformat()), ""
    except SheetError as trouble:
        return sheet, str(trouble)


def shown_rows(found: list[Listed], names: Names) -> list[Shown]:
    """Rows in the words of the page."""
    return [
        Shown(
            listed=one,
            chip=chip_words(one.row, at_least=one.at_least),
            needs=tuple(cure_words(need, names) for need in one.row.needs[: 1 if one.row.standing == "short" else 2]),
        )
        for one in found
    ]


def _groups(shown: list[Place], ready: Prepared, claims: Claims, names: Names, filters: Filters) -> list[Group]:
    found = []
    for standing in ORDER:
        those = [place for place in shown if place.standing == standing]
        if not those:
            continue
        first = (min(filters.page, _last(len(those))) - 1) * PAGE if filters.standing else 0
        rows = listed(tuple(those[first : first + (PAGE if filters.standing else FIRST)]), ready, claims)
        found.append(
            Group(
                standing=standing,
                title=TITLES[standing],
                meaning=MEANINGS[standing],
                count=len(those),
                rows=shown_rows(rows, names),
            )
        )
    return found


def _last(count: int) -> int:
    return max(1, math.ceil(count / PAGE))


def _pages(count: int, filters: Filters) -> dict[str, Any]:
    last = _last(count)
    here = min(filters.page, last)
    near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    return {
        "here": here,
        "last": last,
        "before": here - 1 if here > 1 else None,
        "after": here + 1 if here < last else None,
        "numbers": [(number, number - 1 not in near and number > 1) for number in near],
        "filters": replace(filters, page=here),
    }


def _families(ready: Prepared) -> list[str]:
    found = sorted({title for title in ready.group_titles if title})
    return found if 1 < len(found) <= MOST_FAMILIES else []


def _own_steps(ready: Prepared, sheet: Sheet, claims: Claims, names: Names) -> list[tuple[str, str, list[Any]]]:
    """What the classes lead to that the person works in now."""
    held = held_classes(ready, sheet.record)[:3]
    found = [(key, ready.view.by_key[key].job_class.title, steps_up(ready, key, claims, names)) for key in held]
    return [each for each in found if each[2]]


def _wanted(sheet: Sheet, ready: Prepared, claims: Claims, names: Names) -> Shown | None:
    """The class the visitor came from."""
    number = ready.numbers.get(sheet.wanted or "")
    if number is None:
        return None
    place = Place(number, "open", 0)  # only its number is looked at
    return shown_rows(listed((place,), ready, claims), names)[0]
