"""The index: a SQLite file beside the plan's cache, made from documents, brought up to date when it is opened."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from meritplan.matching.search.entry import FIELDS, Entry, entries, entry, plain
from meritplan.matching.search.spelling import SHORTEST, pieces
from meritplan.plan import Plan, newest
from meritplan.plan.files import PRIVATE
from meritplan.plan.transaction import prepare

FORM = "3"  # of the tables below
TABLES = f"""
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE classes (id INTEGER PRIMARY KEY, key TEXT UNIQUE, state TEXT, edition INTEGER, title TEXT, code TEXT,
  names TEXT, group_title TEXT, level TEXT, grade TEXT, jurisdiction TEXT, education INTEGER, replaceable INTEGER,
  certain INTEGER, licenses TEXT);
CREATE VIRTUAL TABLE texts USING fts5({", ".join(FIELDS)}, tokenize = "porter unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE titles USING fts5(title, former, code, tokenize = "unicode61 remove_diacritics 2");
CREATE TABLE words (word TEXT PRIMARY KEY, uses INTEGER) WITHOUT ROWID;
CREATE TABLE grams (gram TEXT, word TEXT, PRIMARY KEY (gram, word)) WITHOUT ROWID;
"""
ROW = (
    "INSERT INTO classes (key, state, edition, title, code, names, group_title, level, grade, jurisdiction, education, "
    "replaceable, certain, licenses) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Index:
    """An open index. ``changed`` counts the classes taken up anew when it was opened."""

    connection: sqlite3.Connection
    changed: int = 0


@contextmanager
def opened(plan: Plan, *, anew: bool = False) -> Iterator[Index]:
    """The index of a plan, brought up to date. ``anew`` makes it from nothing.

    A damaged file is made anew; where none can be written, the index stands in memory.
    """
    path = plan.root / PRIVATE / "search.sqlite3"
    if anew:
        path.unlink(missing_ok=True)
    connection = _connected(path)
    try:
        changed = _fresh(connection, plan)
    except sqlite3.DatabaseError as trouble:
        connection.close()
        # Locked or write-protected: nothing is wrong with the file, and this time memory will do.
        usable = isinstance(trouble, sqlite3.OperationalError)
        connection = sqlite3.connect(":memory:", isolation_level=None) if usable else _replaced(path)
        changed = _fresh(connection, plan)
    try:
        yield Index(connection=connection, changed=changed)
    finally:
        connection.close()


def _connected(path: Path) -> sqlite3.Connection:
    try:
        prepare(path.parent)
        return sqlite3.connect(path, isolation_level=None, timeout=30)
    except (OSError, sqlite3.OperationalError):
        return sqlite3.connect(":memory:", isolation_level=None)


def _replaced(path: Path) -> sqlite3.Connection:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return sqlite3.connect(":memory:", isolation_level=None)
    return _connected(path)


def _fresh(connection: sqlite3.Connection, plan: Plan) -> int:
    """Bring the tables to the state of the plan, in one transaction; how many classes were taken up."""
    wanted = f"{FORM} {plan.fingerprint}"
    if _state(connection) == wanted:
        return 0
    connection.execute("BEGIN IMMEDIATE")
    try:
        if not (_state(connection) or "").startswith(f"{FORM} "):
            _emptied(connection)
        changed = _updated(connection, plan)
        connection.execute("INSERT OR REPLACE INTO facts VALUES ('state', ?)", (wanted,))
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return changed


def _state(connection: sqlite3.Connection) -> str | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
        return None
    row = connection.execute("SELECT value FROM facts WHERE name = 'state'").fetchone()
    return str(row[0]) if row else None


def _emptied(connection: sqlite3.Connection) -> None:
    for name in ("facts", "classes", "texts", "titles", "words", "grams"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in filter(str.strip, TABLES.split(";\n")):
        connection.execute(statement)


def _updated(connection: sqlite3.Connection, plan: Plan) -> int:
    known = {key: (number, state) for number, key, state in connection.execute("SELECT id, key, state FROM classes")}
    uses: Counter[str] = Counter()
    groups = {one.key: one.group.title for one in plan.groups if one.group.title}
    changed = 0
    for key, state, edition in entries(newest(plan)):
        number, before = known.pop(key, (None, None))
        if before == state:
            continue
        if number is not None:
            _removed(connection, number, uses)
        _added(connection, entry(edition, state, plan, groups), uses)
        changed += 1
    for number, _ in known.values():
        _removed(connection, number, uses)
    _count_words(connection, uses)
    return changed


def _added(connection: sqlite3.Connection, made: Entry, uses: Counter[str]) -> None:
    number = connection.execute(
        ROW,
        (
            made.key,
            made.state,
            made.edition,
            made.title,
            made.code,
            "\n".join(("", *made.names, "")),
            made.group,
            made.level,
            made.grade,
            made.jurisdiction,
            made.schooling.rank,
            made.schooling.replaceable,
            made.schooling.certain,
            "\n".join(plain(name) for name in made.licenses),
        ),
    ).lastrowid
    marks = ", ".join("?" * (len(FIELDS) + 1))
    connection.execute(f"INSERT INTO texts (rowid, {', '.join(FIELDS)}) VALUES ({marks})", (number, *made.texts))  # noqa: S608
    connection.execute("INSERT INTO titles (rowid, title, former, code) VALUES (?, ?, ?, ?)", (number, *made.texts[:3]))
    uses.update(_words(made.texts))


def _removed(connection: sqlite3.Connection, number: int, uses: Counter[str]) -> None:
    texts = connection.execute(f"SELECT {', '.join(FIELDS)} FROM texts WHERE rowid = ?", (number,)).fetchone()  # noqa: S608
    uses.subtract(Counter(_words(texts or ())))
    for table, row in (("texts", "rowid"), ("titles", "rowid"), ("classes", "id")):
        connection.execute(f"DELETE FROM {table} WHERE {row} = ?", (number,))  # noqa: S608 names of our own


def _words(texts: Iterable[str]) -> set[str]:
    """The words of a class that a slip could be mended to."""
    return {word for text in texts for word in plain(text).split() if len(word) >= SHORTEST and not word.isdecimal()}


def _count_words(connection: sqlite3.Connection, uses: Counter[str]) -> None:
    add = "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET uses = uses + excluded.uses"
    connection.executemany(add, uses.items())
    gone = [word for (word,) in connection.execute("SELECT word FROM words WHERE uses <= 0")]
    connection.executemany("DELETE FROM words WHERE word = ?", ((word,) for word in gone))
    connection.executemany("DELETE FROM grams WHERE word = ?", ((word,) for word in gone))
    new = (word for word, count in uses.items() if count > 0)
    rows = ((gram, word) for word in new for gram in pieces(word))
    connection.executemany("INSERT OR IGNORE INTO grams VALUES (?, ?)", rows)
