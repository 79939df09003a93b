"""Asking the index: the best hits, with the words that were found marked."""

from __future__ import annotations

import heapq
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from meritplan.matching.search.asked import Schooling
from meritplan.matching.search.entry import FIELDS
from meritplan.matching.search.filters import Filters, conditions
from meritplan.matching.search.index import Index
from meritplan.matching.search.query import Query, understood
from meritplan.matching.search.ranking import ranked
from meritplan.model import Span
from meritplan.model.requirement import EducationLevel

BEGIN, END = "\x02", "\x03"
EXCERPT_WORDS = 24
SHOWN = ("former", "summary", "duties", "qualifications", "abilities", "group_title")  # where an excerpt may be from
COLUMNS = "id, key, edition, title, code, group_title, level, grade, jurisdiction, education, replaceable, certain"
Row = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """One class found. Marks are ``[start, end)`` into the text before them.

    ``excerpt`` shows the words found in ``field`` where they are not in the title alone. ``education`` is the least
    the class asks on any way into it, absent for none; ``education_replaceable`` and ``education_certain`` say how
    far to rely on that. ``score`` is larger for better hits, and means nothing beyond one answer.
    """

    key: str
    edition: int
    code: str | None
    title: str
    title_marks: tuple[Span, ...] = ()
    excerpt: str | None = None
    excerpt_marks: tuple[Span, ...] = ()
    field: str | None = None
    group: str | None = None
    level: str | None = None
    grade: str | None = None
    jurisdiction: str | None = None
    education: EducationLevel | None = None
    education_replaceable: bool = False
    education_certain: bool = True
    score: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The hits, best first, and how many there are in all.

    ``corrected``: unknown words and the known ones looked for as well. ``loosened``: no class holds every word, so
    these hold at least one.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    corrected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    loosened: bool = False


def search(index: Index, text: str, filters: Filters | None = None, *, limit: int = 20, offset: int = 0) -> Answer:
    """The classes that hold the words of a text: all of them, or any where none holds all.

    ``"…"`` is a phrase, ``begin*`` a beginning, ``-word`` must not occur. A class whose title, former title or code
    is the text itself comes first. Without words, filters alone choose, in the order of titles.
    """
    query = understood(index.connection, text)
    filters = filters or Filters()
    if query is None:
        return _listed(index, filters, limit, offset)
    hits, total = _found(index, query, query.all_of, filters, (limit, offset))
    loosened = not total and query.any_of != query.all_of
    if loosened:
        hits, total = _found(index, query, query.any_of, filters, (limit, offset))
    return Answer(hits=hits, total=total, corrected=query.corrected, loosened=loosened and total > 0)


def _listed(index: Index, filters: Filters, limit: int, offset: int) -> Answer:
    where, values = conditions(filters)
    of = f"FROM classes WHERE 1{where}"
    total = index.connection.execute(f"SELECT count(*) {of}", values).fetchone()[0]
    sql = f"SELECT {COLUMNS} {of} ORDER BY title LIMIT ? OFFSET ?"
    rows = index.connection.execute(sql, (*values, limit, offset)).fetchall()
    return Answer(hits=tuple(_hit(row, ("",) * (1 + len(SHOWN)), 0.0) for row in rows), total=total)


def _found(
    index: Index, query: Query, expression: str, filters: Filters, page: tuple[int, int]
) -> tuple[tuple[Hit, ...], int]:
    limit, offset = page
    scores = ranked(index.connection, query, expression, conditions(filters))
    best = heapq.nsmallest(offset + limit, scores.items(), key=lambda one: (one[1], one[0]))[offset:]
    rows = _rows(index, [number for number, _ in best])
    marked = _marked(index, expression, [number for number, _ in best])
    return tuple(_hit(rows[number], marked[number], score) for number, score in best), len(scores)


def _rows(index: Index, numbers: list[int]) -> dict[int, Row]:
    marks = ", ".join("?" * len(numbers))
    sql = f"SELECT {COLUMNS} FROM classes WHERE id IN ({marks})"  # noqa: S608 columns of our own
    return {row[0]: row for row in index.connection.execute(sql, numbers)}


def _marked(index: Index, expression: str, numbers: list[int]) -> dict[int, tuple[str, ...]]:
    """The title and excerpts of each hit, with signs around the words found."""
    place = {name: at for at, name in enumerate(FIELDS)}
    excerpts = ", ".join(f"snippet(texts, {place[name]}, ?1, ?2, '…', {EXCERPT_WORDS})" for name in SHOWN)
    marks = ", ".join(f"?{4 + at}" for at in range(len(numbers)))
    sql = (
        f"SELECT rowid, highlight(texts, {place['title']}, ?1, ?2), {excerpts} FROM texts "  # noqa: S608 numbers of our own
        f"WHERE texts MATCH ?3 AND rowid IN ({marks})"
    )
    rows = index.connection.execute(sql, (BEGIN, END, expression, *numbers)) if numbers else ()
    return {row[0]: tuple(row[1:]) for row in rows}


def _hit(row: Row, marked: tuple[str, ...], score: float) -> Hit:
    _, key, edition, title, code, group, level, grade, jurisdiction, rank, replaceable, certain = row
    field_, excerpt = next(
        ((name, text) for name, text in zip(SHOWN, marked[1:], strict=True) if BEGIN in text), (None, "")
    )
    shown, marks = _parted(excerpt.replace("\n", " "))
    return Hit(
        key=str(key),
        edition=int(str(edition)),
        code=_text(code),
        title=str(title),
        title_marks=_parted(marked[0])[1],
        excerpt=shown or None,
        excerpt_marks=marks,
        field=field_,
        group=_text(group),
        level=_text(level),
        grade=_text(grade),
        jurisdiction=_text(jurisdiction),
        education=Schooling(rank=int(str(rank))).level,
        education_replaceable=bool(replaceable),
        education_certain=bool(certain),
        score=round(-score, 3),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _parted(marked: str) -> tuple[str, tuple[Span, ...]]:
    """A text without signs, and where they stood.

    >>> _parted(f"the {BEGIN}Keeper{END} of")
    ('the Keeper of', (Span(start=4, end=10),))
    """
    text, spans = "", []
    for part in marked.split(BEGIN):
        found, end, rest = part.partition(END)
        if end:
            spans.append(Span(len(text), len(text) + len(found)))
        text += found + rest
    return text, tuple(spans)
