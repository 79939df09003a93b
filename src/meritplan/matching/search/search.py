"""Asking the index: the best hits, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from meritplan.matching.search.asked import Schooling
from meritplan.matching.search.entry import FIELDS
from meritplan.matching.search.filters import Filters, conditions
from meritplan.matching.search.index import Index
from meritplan.matching.search.query import Query, understood
from meritplan.model import Span
from meritplan.model.requirement import EducationLevel

BEGIN, END = "\x02", "\x03"
EXCERPT_WORDS = 24
TITLE_WEIGHT = 2.0
SHOWN = ("former", "summary", "duties", "qualifications", "abilities", "group_title")  # where an excerpt may be from
COLUMNS = (
    "classes.id, classes.key, classes.edition, classes.title, classes.code, classes.group_title, classes.level, "
    "classes.grade, classes.jurisdiction, classes.education, classes.replaceable, classes.certain"
)


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
    sql = f"SELECT {COLUMNS}, 0.0, count(*) OVER () FROM classes WHERE 1{where} ORDER BY title LIMIT ? OFFSET ?"  # noqa: S608 columns and conditions of our own
    rows = index.connection.execute(sql, (*values, limit, offset)).fetchall()
    return Answer(hits=tuple(_hit(row, ("",) * (1 + len(SHOWN))) for row in rows), total=rows[0][-1] if rows else 0)


def _found(
    index: Index, query: Query, expression: str, filters: Filters, page: tuple[int, int]
) -> tuple[tuple[Hit, ...], int]:
    where, values = conditions(filters)
    weights = ", ".join(str(weight) for weight in FIELDS.values())
    # A class is good by all its texts, better by words of its title in the very form typed, best by its very name.
    # The limit keeps SQLite from merging the inner query into the outer one, where bm25 cannot be computed.
    sql = (
        f"SELECT {COLUMNS}, found.score + {TITLE_WEIGHT} * coalesce(named.score, 0) "  # noqa: S608 names of our own
        f"- 1000 * (instr(classes.names, ?) > 0), count(*) OVER () FROM "
        f"(SELECT rowid AS id, bm25(texts, {weights}) AS score FROM texts WHERE texts MATCH ? LIMIT -1) AS found "
        f"LEFT JOIN (SELECT rowid AS id, bm25(titles, 1.0, 0.6, 1.0) AS score FROM titles WHERE titles MATCH ? "
        f"LIMIT -1) AS named USING (id) JOIN classes USING (id) WHERE 1{where} "
        "ORDER BY 13, classes.title LIMIT ? OFFSET ?"
    )
    asked = (f"\n{query.name}\n", expression, query.some, *values, *page)
    rows = index.connection.execute(sql, asked).fetchall()
    marked = _marked(index, expression, [row[0] for row in rows])
    return tuple(_hit(row, marked[row[0]]) for row in rows), rows[0][-1] if rows else 0


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


def _hit(row: tuple[object, ...], marked: tuple[str, ...]) -> Hit:
    _, key, edition, title, code, group, level, grade, jurisdiction, rank, replaceable, certain, score, _ = row
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
        score=round(-float(str(score)), 3),
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
