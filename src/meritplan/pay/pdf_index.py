"""Pay indexes in print: lines of classes and ranges on the pages of a PDF.

The pages are opened as all documents are: hyphens painted out of order go back to where they stand. Every line with an
amount must then be one whole range; a page on which one is not is read again by the second program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import Final

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.forms import IndexForm, PageForm
from meritplan.pay.index import IndexClass, IndexRange
from meritplan.pay.money import amount

_MONEY: Final = re.compile(r"[$]|\d,\d{3}\.\d\d")
_THIN: Final = 0.4
_FEWEST: Final = 20
SecondReading = Callable[[int], str]


@dataclass(slots=True)
class _Reading:
    """What the pages have given so far."""

    classes: list[IndexClass] = field(default_factory=list)
    ranges: list[IndexRange] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    dates: dict[str, date] = field(default_factory=dict)
    just_named: bool = False

    def close(self) -> None:
        """Hand the ranges read to the class above them."""
        if self.classes:
            last = self.classes[-1]
            self.classes[-1] = msgspec.structs.replace(last, ranges=(*last.ranges, *self.ranges))
        self.ranges = []


def read_pages(
    pages: Sequence[str], form: IndexForm, again: SecondReading
) -> tuple[list[IndexClass], list[Issue], date | None]:
    """The classes on the pages, what was wrong, and the day printed on them.

    ``again`` gives the text of a page (counted from 1) by the second program, empty when it has none.
    """
    if form.page is None:
        raise ValueError(f"the form {form.name} has no pages")
    reading = _Reading()
    counts: list[int] = []
    for number, text in enumerate(pages, 1):
        lines = _best(text, number, form.page, again, reading.issues)
        counts.append(sum(_read_line(line, (number, at), form, reading) for at, line in enumerate(lines, 1)))
    reading.close()
    reading.issues.extend(_thin(counts))
    if len(reading.dates) > 1:
        reading.issues.append(trouble.two_dates(sorted(reading.dates)))
    day = next(iter(reading.dates.values())) if len(reading.dates) == 1 else None
    return _merged(reading.classes), reading.issues, day


def torn_lines(lines: Sequence[str], page: PageForm) -> int:
    """How many lines hold an amount and are no whole range."""
    return sum(bool(_MONEY.search(line)) and not page.range_line.match(line) for line in lines)


def _best(text: str, number: int, page: PageForm, again: SecondReading, issues: list[Issue]) -> list[str]:
    """The lines of the page; by the second program when that leaves fewer torn ranges and no fewer whole ones."""
    lines = [line.strip() for line in text.splitlines()]
    before = torn_lines(lines, page)
    if not before:
        return lines
    others = [line.strip() for line in again(number).splitlines()]
    after = torn_lines(others, page)
    if after < before and _whole(others, page) > _whole(lines, page):
        issues.append(trouble.reread(number, before, after))
        return others
    return lines


def _whole(lines: Sequence[str], page: PageForm) -> int:
    return sum(bool(page.range_line.match(line)) for line in lines)


def _read_line(line: str, place: tuple[int, int], form: IndexForm, reading: _Reading) -> bool:
    """Take one line in; whether it was a range."""
    page = form.page
    if page is None or not line:
        return False
    if page.date and (dated := page.date.search(line)):
        _note_date(dated["date"], page.date_format, reading)
    if any(each.match(line) for each in page.running):
        return False
    if found := page.class_line.match(line):
        _open_class(found, place, reading)
        return False
    if _MONEY.search(line):
        _take_range(line, place, form, reading)
        return True
    if reading.just_named:
        _lengthen_title(line, reading)
    else:
        reading.issues.append(trouble.unplaced(place[1], place[0], line))
    return False


def _note_date(text: str, pattern: str, reading: _Reading) -> None:
    try:
        reading.dates[text] = datetime.strptime(text, pattern).date()  # noqa: DTZ007  (a printed day has no zone)
    except ValueError:
        return


def _open_class(found: re.Match[str], place: tuple[int, int], reading: _Reading) -> None:
    reading.close()
    parts = found.groupdict()
    reading.classes.append(
        IndexClass(
            code=parts["code"],
            title=" ".join(parts["title"].split()),
            schematic_code=parts.get("schematic_code"),
            page=place[0],
            line=place[1],
        )
    )
    reading.just_named = True


def _lengthen_title(line: str, reading: _Reading) -> None:
    """A title may go on in the line below it."""
    last = reading.classes[-1]
    reading.classes[-1] = msgspec.structs.replace(last, title=f"{last.title} {' '.join(line.split())}")


def _take_range(line: str, place: tuple[int, int], form: IndexForm, reading: _Reading) -> None:
    reading.just_named = False
    each = _range(line, place, form)
    job = reading.classes[-1] if reading.classes else None
    if job is None:
        reading.issues.append(trouble.homeless(each))
        return
    if "unread" in each.terms:
        reading.issues.append(trouble.odd_terms(job, each, each.terms["unread"]))
    reading.ranges.append(each)


def _range(line: str, place: tuple[int, int], form: IndexForm) -> IndexRange:
    found = form.page.range_line.match(line) if form.page else None
    low, high = (amount(found["low"]), amount(found["high"])) if found else (None, None)
    if not found or low is None or high is None:
        return IndexRange(page=place[0], line=place[1], printed=line)
    criteria, terms = _terms(" ".join((found["rest"] or "").split()), form)
    marks = terms.get("special", "").split()
    return IndexRange(
        name=found["range"],
        low=low,
        high=high,
        unit=form.unit(marks, high),
        criteria=criteria,
        terms=terms,
        page=place[0],
        line=place[1],
    )


def _terms(rest: str, form: IndexForm) -> tuple[tuple[str, ...], dict[str, str]]:
    """The columns behind the amounts; as one piece under ``unread`` where the form does not know them."""
    if not rest:
        return (), {}
    found = form.page.terms.match(rest) if form.page and form.page.terms else None
    if not found:
        return (), {"unread": rest}
    parts = {name: (words or "").strip() for name, words in found.groupdict().items()}
    criteria = tuple(parts.pop("criteria", "").split())
    return criteria, {name: words for name, words in parts.items() if words}


def _thin(counts: Sequence[int]) -> list[Issue]:
    """Pages with far fewer ranges than usual; the last page may be short."""
    usual = median(counts) if counts else 0
    if usual < _FEWEST:
        return []
    return [
        trouble.thin_page(number, count, round(usual))
        for number, count in enumerate(counts[:-1], 1)
        if count < usual * _THIN
    ]


def _merged(classes: Sequence[IndexClass]) -> list[IndexClass]:
    """Classes whose line is repeated at the head of the next page are one class."""
    found: dict[tuple[str, str], IndexClass] = {}
    for each in classes:
        key = (each.code, each.title)
        first = found.get(key)
        found[key] = each if first is None else msgspec.structs.replace(first, ranges=(*first.ranges, *each.ranges))
    return list(found.values())
