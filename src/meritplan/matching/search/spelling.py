"""Words that people meant: the nearest words of the plan to one it does not know.

Candidates share three-letter pieces with the word typed; of them, those of the fewest slips count: a letter left out,
added, changed, or two neighbours swapped.
"""

from __future__ import annotations

import sqlite3

SHORTEST = 4
MOST = 3


def pieces(word: str) -> frozenset[str]:
    """The three-letter pieces of a word and its ends.

    >>> sorted(pieces("aide"))
    [' ai', 'aid', 'de ', 'ide']
    """
    padded = f" {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def slips_allowed(word: str) -> int:
    """How many slips a word of that length may have."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 8 else 2


def nearest(connection: sqlite3.Connection, word: str) -> tuple[str, ...]:
    """The known words of the fewest slips, at most three, the most used first."""
    allowed = slips_allowed(word)
    if not allowed:
        return ()
    wanted = sorted(pieces(word))
    marks = ", ".join("?" * len(wanted))
    # Two slips spoil at most six pieces: fewer than a third in common is another word.
    rows = connection.execute(
        f"SELECT grams.word, words.uses, count(*) AS shared FROM grams JOIN words USING (word) "  # noqa: S608 marks only
        f"WHERE gram IN ({marks}) AND abs(length(grams.word) - ?) <= ? "
        "GROUP BY grams.word ORDER BY shared DESC, words.uses DESC LIMIT 60",
        (*wanted, len(word), allowed),
    ).fetchall()
    found = [(slips(word, known, allowed), -uses, known) for known, uses, _ in rows]
    fewest = min((count for count, _, _ in found), default=allowed + 1)
    if fewest > allowed:
        return ()
    return tuple(known for count, _, known in sorted(found) if count == fewest)[:MOST]


def slips(typed: str, known: str, allowed: int) -> int:
    """The slips between two words (optimal string alignment); more than ``allowed`` are not counted out.

    >>> slips("enginere", "engineer", 2), slips("clerk", "cleric", 2), slips("aide", "botanist", 2)
    (1, 2, 3)
    """
    if abs(len(typed) - len(known)) > allowed:
        return allowed + 1
    before: list[int] = []
    row = list(range(len(known) + 1))
    for at, letter in enumerate(typed, start=1):
        two_before, before, row = before, row, [at]
        for place, other in enumerate(known, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != other))
            if at > 1 and place > 1 and letter == known[place - 2] and typed[at - 2] == other:
                cost = min(cost, two_before[place - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return allowed + 1
    return min(row[-1], allowed + 1)
