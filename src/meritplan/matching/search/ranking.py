"""How good each class found is: by all its texts, by its title in the very words typed, by its very name.

Words are weighed by BM25. Words that thousands of classes share cannot tell them apart and cost most to weigh: then
titles alone decide.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from meritplan.matching.search.entry import FIELDS
from meritplan.matching.search.filters import Condition
from meritplan.matching.search.query import Query

COMMON = 2500  # found in so many classes, words are not weighed
TITLE_WEIGHT = 2.0
NAMED = 1000.0  # the text is the class's own title, former title or code
WEIGHTS = ", ".join(str(weight) for weight in FIELDS.values())


def ranked(connection: sqlite3.Connection, query: Query, expression: str, condition: Condition) -> dict[int, float]:
    """A score for each class that an expression finds and the filters let pass; the lowest is the best."""
    scores = _by_texts(connection, expression)
    where, values = condition
    if where:
        allowed = connection.execute(f"SELECT id FROM classes WHERE 1{where}", values)  # noqa: S608 conditions of our own
        scores = {number: scores[number] for (number,) in allowed if number in scores}
    for number, score in _by_titles(connection, query):
        if number in scores:
            scores[number] += TITLE_WEIGHT * score
    for (number,) in connection.execute("SELECT id FROM classes WHERE instr(names, ?)", (f"\n{query.name}\n",)):
        if number in scores:
            scores[number] -= NAMED
    return scores


def _by_texts(connection: sqlite3.Connection, expression: str) -> dict[int, float]:
    found = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (expression,))
    if len(few := found.fetchmany(COMMON + 1)) > COMMON:
        return dict.fromkeys((number for rows in (few, found) for (number,) in rows), 0.0)
    sql = f"SELECT rowid, bm25(texts, {WEIGHTS}) FROM texts WHERE texts MATCH ?"  # noqa: S608 numbers of our own
    return dict(connection.execute(sql, (expression,)).fetchall())


def _by_titles(connection: sqlite3.Connection, query: Query) -> Iterator[tuple[int, float]]:
    telling = [term for term in query.terms if 0 < _titles_with(connection, term) <= COMMON]
    if telling:
        sql = "SELECT rowid, bm25(titles, 1.0, 0.6, 1.0) FROM titles WHERE titles MATCH ?"
        yield from connection.execute(sql, (" OR ".join(telling),))


def _titles_with(connection: sqlite3.Connection, term: str) -> int:
    return int(connection.execute("SELECT count(*) FROM titles WHERE titles MATCH ?", (term,)).fetchone()[0])
