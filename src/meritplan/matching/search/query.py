"""What people type: words, "phrases", beginnings*, and -words that must not occur."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from meritplan.matching.search.entry import plain
from meritplan.matching.search.spelling import SHORTEST, nearest

SMALL = frozenset("a an and as at by for in of on or the to with".split())
TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What is asked, ready for the index: ``all_of`` wants each term, ``any_of`` one of them.

    ``terms`` are the terms one by one, for titles. ``corrected`` maps words the plan does not know to those looked
    for as well; ``name`` is the whole question as a title or code would be written.
    """

    all_of: str
    any_of: str
    terms: tuple[str, ...]
    name: str
    corrected: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Term:
    words: tuple[str, ...]
    phrase: bool = False
    beginning: bool = False
    excluded: bool = False


def understood(connection: sqlite3.Connection, text: str) -> Query | None:
    """The query a text means; none if it holds no word to look for."""
    terms = list(_terms(text))
    said_to = [term for term in terms if not term.excluded]
    # Words that stand in every text cost time and find nothing, unless there is nothing else to look for.
    wanted = [term for term in said_to if term.phrase or term.words[0] not in SMALL] or said_to
    if not wanted:
        return None
    corrected: dict[str, tuple[str, ...]] = {}
    said = [_expression(term, _alternatives(connection, term, corrected)) for term in wanted]
    without = "".join(f" NOT {_expression(term, ())}" for term in terms if term.excluded)
    return Query(
        all_of=f"({' AND '.join(said)}){without}",
        any_of=f"({' OR '.join(said)}){without}",
        terms=tuple(said),
        name=" ".join(word for term in said_to for word in term.words),
        corrected=corrected,
    )


def _terms(text: str) -> Iterator[_Term]:
    for minus, phrase, word in TERM.findall(text):
        words = tuple(plain(phrase or word).split())
        if words:
            several = bool(phrase) or len(words) > 1
            yield _Term(words=words, phrase=several, beginning=word.endswith("*"), excluded=bool(minus))


def _alternatives(connection: sqlite3.Connection, term: _Term, corrected: dict[str, tuple[str, ...]]) -> Sequence[str]:
    """Known words in place of an unknown one."""
    if term.phrase or term.beginning or len(term.words[0]) < SHORTEST:
        return ()
    word = term.words[0]
    if connection.execute("SELECT 1 FROM words WHERE word = ?", (word,)).fetchone():
        return ()
    found = nearest(connection, word)
    if found:
        corrected[word] = found
    return found


def _expression(term: _Term, alternatives: Sequence[str]) -> str:
    """A term in the language of the index; plain words hold nothing that would need escaping but the quotes."""
    said = f'"{" ".join(term.words)}"' + ("*" if term.beginning else "")
    others = "".join(f' OR "{word}"' for word in alternatives)
    return f"({said}{others})"
