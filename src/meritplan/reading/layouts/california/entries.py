"""The classes a specification lists: codes, titles, dates and notices from its tables or its opening list."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from meritplan.model.issue import Issue
from meritplan.reading.document import Block
from meritplan.reading.layouts.california.headings import clean
from meritplan.reading.layouts.california.titles import TitleBook
from meritplan.reading.layouts.dates import read_date
from meritplan.reading.layouts.facts import Facts
from meritplan.reading.passage import Passage

_ABOLISHED = re.compile(r"\s*\(?\s*\b(abolished\b[^()]*(?:\([^()]*\)[^()]*)*)\)?", re.IGNORECASE)
_LABELLED = re.compile(
    r"(schem(?:atic)? code|class code|(?:date )?(?:established|revised)|title changed|cea established)\s*:\s*(.*)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[-\u2013\u2014\s]*|n/?a|none", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]{4}")
_COLUMNS = {
    "schem code": "schematic_code",
    "schematic code": "schematic_code",
    "class code": "code",
    "code": "code",
    "class": "title",
    "class title": "title",
    "title": "title",
    "date established": "established",
    "established": "established",
    "date revised": "revised",
    "revised": "revised",
    "title changed": "title_changed",
}
_DATES = ("established", "revised", "title_changed")


@dataclass(kw_only=True, slots=True)
class Entry:
    """One class of the document: its facts so far, and ``where`` its title stands."""

    title: str
    where: Passage
    facts: Facts = field(default_factory=Facts)
    code: str | None = None
    abolished: bool = False


class Entries:
    """Reads every class the document lists, in order, and what is doubtful about the list."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.issues: list[Issue] = []
        tables = list(_tables(blocks))
        self.classes = [entry for table in tables if "code" in table.columns for entry in self._listed(table)]
        if not self.classes:
            self.classes = self._single(blocks)
        self.book = TitleBook([entry.title for entry in self.classes])
        for table in tables:
            if "code" not in table.columns:
                self._history(table)

    def _listed(self, table: _Table) -> Iterator[Entry]:
        for row in table.rows:
            title, code = row.get("title"), row.get("code")
            if not title:
                self._doubt("MP-L104", "A row of the class table has no title; it is left out.", *row.values())
                continue
            entry = self._titled(title)
            self._code(entry, code, title)
            if schematic := row.get("schematic_code"):
                entry.facts.put("schematic_code", _plain(schematic.text), schematic)
            yield entry

    def _single(self, blocks: Sequence[Block]) -> list[Entry]:
        """One class: its title is the last heading before the labelled list of codes and dates."""
        labelled = [(place, found) for place, block in enumerate(blocks) if (found := _LABELLED.fullmatch(block.text))]
        if not labelled:
            return []
        above = [block for block in blocks[: labelled[0][0]] if block.kind == "heading" and not _publisher(block.text)]
        if not above:
            return []
        entry = self._titled(above[-1].passage)
        for place, found in labelled:
            name = _COLUMNS.get(found[1].lower().removeprefix("date "), "")
            value = blocks[place].passage[found.start(2) : found.end(2)]
            if name == "code":
                self._code(entry, value, above[-1].passage)
            elif name == "schematic_code" and not _NOTHING.fullmatch(_plain(value.text)):
                entry.facts.put("schematic_code", _plain(value.text), value)
            elif name:
                self._date(entry, name, value)
        self._agree(entry, above)
        return [entry]

    def _agree(self, entry: Entry, above: Iterable[Block]) -> None:
        """A code in the page's heading ("Examiner (1234)") must be the code of the list."""
        for block in above:
            found = re.search(r"\(([A-Z0-9]{4})\)\s*$", block.text)
            if found and entry.code and found[1] != entry.code:
                message = (
                    f"The heading names class code {found[1]}, the list below it {entry.code}. The list is taken; "
                    "compare with the publisher's index."
                )
                self._doubt("MP-L104", message, block.passage)

    def _titled(self, passage: Passage) -> Entry:
        """The class of that title; a notice that it was abolished is no part of the title."""
        notice = _ABOLISHED.search(passage.text)
        bare = passage[: notice.start()] if notice and notice.start() else passage
        title = re.sub(r"\s*\((?=[^)]*\d)[A-Z0-9]{4}\)$", "", _plain(bare.text)).rstrip(" *")
        entry = Entry(title=title, where=bare)
        entry.facts.put("title", title, bare)
        if notice and notice.start():
            entry.abolished = True
            stated = passage[notice.start(1) : notice.end(1)].strip()
            entry.facts.put("last_action", _plain(stated.text), stated)
            entry.facts.put("abolished", read_date(stated.text), stated)
            day = f" on {read_date(stated.text)}" if read_date(stated.text) else " (no date could be read)"
            self._doubt("MP-L106", f'The document says that "{title}" was abolished{day}.', stated, severity="info")
        return entry

    def _code(self, entry: Entry, passage: Passage | None, title: Passage) -> None:
        code = _plain(passage.text) if passage else ""
        if passage and _CODE.fullmatch(code):
            entry.code = code
            entry.facts.put("code", code, passage)
            return
        message = f'"{entry.title}" has no class code of four characters (found: "{code}"); look it up elsewhere.'
        self._doubt("MP-L104", message, passage or title)

    def _history(self, table: _Table) -> None:
        """Dates by class. Rows are tied by title, or by place where the table has as many rows as classes."""
        for place, row in enumerate(table.rows):
            title = row.get("title")
            scope = self.book.scope(_ABOLISHED.sub("", _plain(title.text))) if title else None
            if scope and len(scope.classes) == 1:
                entry = self.classes[min(scope.classes)]
            elif len(table.rows) == len(self.classes):
                entry = self.classes[place]
            elif title:
                message = (
                    f'The class history names "{title.text}", which is no class of the table; its dates are left out.'
                )
                self._doubt("MP-L105", message, title, severity="info")
                continue
            else:
                continue
            for name in _DATES:
                if name in row:
                    self._date(entry, name, row[name])

    def _date(self, entry: Entry, name: str, passage: Passage) -> None:
        text = _plain(passage.text)
        if _NOTHING.fullmatch(text):
            return
        day = read_date(text)
        if day is None:
            known = "only the year is given" if re.fullmatch(r"(?:19|20)\d\d", text) else "it is no date"
            message = f'"{entry.title}": {name.replace("_", " ")} "{text}" is left open, because {known}.'
            entry.facts.witness(name if name != "title_changed" else "former_titles", passage)
            self._doubt("MP-L105", message, passage, severity="info")
        elif name == "title_changed":
            entry.facts.witness("former_titles", passage)
        else:
            entry.facts.put(name, day, passage)

    def _doubt(self, code: str, message: str, *passages: Passage, severity: str = "warning") -> None:
        spans = tuple(span for passage in passages for span in passage.spans())
        self.issues.append(
            Issue(code=code, severity="info" if severity == "info" else "warning", message=message, spans=spans)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Table:
    columns: tuple[str | None, ...]
    rows: tuple[dict[str, Passage], ...]


def _tables(blocks: Sequence[Block]) -> Iterator[_Table]:
    """Tables of classes, each row by the name of its columns. A row with too few cells has lost its first ones."""
    grids: dict[int, dict[int, list[Block]]] = defaultdict(lambda: defaultdict(list))
    for block in blocks:
        if block.kind == "cell" and block.table is not None and block.row is not None:
            grids[block.table][block.row].append(block)
    for grid in grids.values():
        first, *others = [sorted(cells, key=lambda cell: cell.column or 0) for _, cells in sorted(grid.items())]
        columns = tuple(_COLUMNS.get(clean(cell.text).lower()) for cell in first)
        if "title" in columns:
            yield _Table(columns=columns, rows=tuple(_row(columns, first, cells) for cells in others))


def _row(columns: tuple[str | None, ...], head: Sequence[Block], cells: Sequence[Block]) -> dict[str, Passage]:
    """Cells under the heading of their column; where a cell is missing, those that are there are set to the right."""
    at = {cell.column: name for cell, name in zip(head, columns, strict=True)}
    named = {at.get(cell.column): cell.passage for cell in cells}
    full = len(cells) == len(head)
    title = named.get("title")
    if not full and title is not None and _CODE.fullmatch(_plain(title.text)):
        named = dict(zip(columns[-len(cells) :], (cell.passage for cell in cells), strict=False))
    if not full and title is None:
        named = dict(zip(columns[-len(cells) :], (cell.passage for cell in cells), strict=False))
    return {name: passage for name, passage in named.items() if name}


def _publisher(text: str) -> bool:
    return "personnel board specification" in text.lower()


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\u200b\ufeff]", "", text).replace("\ufffd", " ").split())


def established_of_series(text: str) -> tuple[str, date | None] | None:
    """ "Series established August 31, 1982": the word and its day."""
    found = re.match(r"(?i)(?:class )?series\s+(established|revised)\b(.*)", text)
    return (found[1].lower(), read_date(found[2])) if found else None
