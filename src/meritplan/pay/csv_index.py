"""Pay indexes in tables: CSV with a row for each range, the class repeated on every row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.forms import IndexForm
from meritplan.pay.index import IndexClass, IndexRange
from meritplan.pay.money import amount

MEDIA_TYPE: Final = "text/csv"
REQUIRED: Final = ("code", "title", "low", "high")
_WORD: Final = re.compile(r"[A-Za-z0-9]+")


@dataclass(slots=True)
class _Open:
    """A class while its rows come in."""

    code: str
    title: str
    schematic_code: str | None
    line: int
    ranges: list[IndexRange] = field(default_factory=list)
    continued: list[int] = field(default_factory=list)

    def done(self) -> IndexClass:
        return IndexClass(
            code=self.code,
            title=self.title,
            schematic_code=self.schematic_code,
            ranges=tuple(self.ranges),
            line=self.line,
        )


def fits(header: Sequence[str], form: IndexForm) -> int:
    """How many columns of the header the form knows; 0 when one it needs is missing."""
    known = _columns(header, form.columns)
    if any(each not in known for each in REQUIRED):
        return 0
    return len(known) + len(_columns(header, form.terms))


def header_of(text: str) -> list[str]:
    """The names of the columns, from the first line that is not empty; nothing where that is no line of a table."""
    return next((row for _, row in _rows(text, [])), [])


def read_rows(text: str, form: IndexForm) -> tuple[list[IndexClass], list[Issue]]:
    """The classes of the table in the order they first appear, and what was wrong with its rows."""
    issues: list[Issue] = []
    rows = _rows(text, issues)
    _, header = next(rows, (0, []))
    columns, terms = _columns(header, form.columns), _columns(header, form.terms)
    found: dict[str, _Open] = {}
    current: _Open | None = None
    for line, row in rows:
        code = _cell(row, columns.get("code"))
        each = _range(row, columns, terms, form, line)
        if code or current is None or not form.rows_continue:
            current = _class(code, row, columns, found, issues, line)
        else:
            current.continued.append(line)
        if current is None:
            issues.append(trouble.homeless(each))
            continue
        current.ranges.append(each)
    issues.extend(trouble.continued(each.done(), each.continued) for each in found.values() if each.continued)
    return [_unglued(each.done(), form, issues) for each in found.values()], issues


def _rows(text: str, issues: list[Issue]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the number of its last line."""
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        yield from ((reader.line_num, row) for row in reader if any(each.strip() for each in row))
    except csv.Error as error:
        issues.append(trouble.unplaced(reader.line_num, None, f"and what follows it ({error})"))


def _unglued(job: IndexClass, form: IndexForm, issues: list[Issue]) -> IndexClass:
    """The class with the name of its first range, where a table made from print glued it to the title."""
    unnamed = [each for each in job.ranges if each.name is None]
    stuck = form.glued_range.match(job.title) if form.glued_range else None
    if not stuck or len(unnamed) != 1 or job.ranges[0].name is not None or len(job.ranges) == 1:
        return job
    name = stuck["range"]
    if any((each.name or "") <= name for each in job.ranges[1:]):
        return job
    mended = msgspec.structs.replace(
        job,
        title=f"{stuck['title']}-",
        ranges=(msgspec.structs.replace(job.ranges[0], name=name), *job.ranges[1:]),
    )
    issues.append(trouble.unglued(mended, job.title))
    return mended


def _class(
    code: str,
    row: Sequence[str],
    columns: Mapping[str, int],
    found: dict[str, _Open],
    issues: list[Issue],
    line: int,
) -> _Open | None:
    """The class a row names, opened at its first row."""
    if not code:
        return None
    title = _cell(row, columns.get("title"))
    known = found.get(code)
    if known is None:
        known = found[code] = _Open(code, title, _cell(row, columns.get("schematic_code")) or None, line)
    elif title and title != known.title:
        issues.append(trouble.two_titles(known.done(), title, line))
    return known


def _range(
    row: Sequence[str], columns: Mapping[str, int], terms: Mapping[str, int], form: IndexForm, line: int
) -> IndexRange:
    low_text, high_text = _cell(row, columns["low"]), _cell(row, columns["high"])
    low, high = amount(low_text), amount(high_text)
    whole = low is not None and high is not None
    marks = _listed(_cell(row, columns.get("marks"))) + _listed(_cell(row, columns.get("unit")).lower())
    return IndexRange(
        name=_cell(row, columns.get("range")) or None,
        low=low if whole else None,
        high=high if whole else None,
        unit=form.unit(marks, high),
        criteria=tuple(_listed(_cell(row, columns.get("criteria")))),
        terms={name: words for name, at in terms.items() if (words := " ".join(_listed(_cell(row, at))))},
        line=line,
        printed=None if whole else f"{low_text} - {high_text}",
    )


def _columns(header: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where each of our columns stands in the header."""
    plain = [each.strip().lower() for each in header]
    found = {name: next((plain.index(each) for each in texts if each in plain), -1) for name, texts in wanted.items()}
    return {name: at for name, at in found.items() if at >= 0}


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _listed(text: str) -> list[str]:
    """The words of a cell, also of one written as a list: "['01', '43']"."""
    return _WORD.findall(text)
