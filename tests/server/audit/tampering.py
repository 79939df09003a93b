"""Ways to falsify the audit of a database, by somebody who may write to it but has not the server's key.

Each is a function of (cursor, chance, rows) that returns what it did. The guards must have been lifted before.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

TABLE, HEAD = "audit_auditevent", "audit_audithead"
COLUMNS = "sequence, at, actor_id, actor_name, verb, kind, key, before, after, reason, previous, mac"
Tampering = Callable[[Any, random.Random, int], str]


def change_a_name(cursor, chance, rows):
    row = chance.randint(1, rows)
    cursor.execute(f"UPDATE {TABLE} SET actor_name = actor_name || 'x' WHERE sequence = %s", [row])
    return f"changed who did {row}"


def change_a_value(cursor, chance, rows):
    row = chance.randint(1, rows)
    column = chance.choice(("before", "after"))
    cursor.execute(f"UPDATE {TABLE} SET {column} = %s WHERE sequence = %s", [json.dumps({"forged": row}), row])
    return f"changed {column} of {row}"


def change_a_moment(cursor, chance, rows):
    row = chance.randint(1, rows)
    cursor.execute(f"UPDATE {TABLE} SET at = '2020-02-02 02:02:02+00:00' WHERE sequence = %s", [row])
    return f"changed when {row} was done"


def change_a_reason(cursor, chance, rows):
    row = chance.randint(1, rows)
    cursor.execute(f"UPDATE {TABLE} SET reason = reason || ' ' WHERE sequence = %s", [row])
    return f"added a blank to the reason of {row}"


def change_and_hash_without_the_key(cursor, chance, rows):
    """Change a row and rewrite the hash of it and of all after it, with a guess of how it is made."""
    row = chance.randint(1, rows)
    cursor.execute(f"UPDATE {TABLE} SET verb = 'nothing' WHERE sequence = %s", [row])
    cursor.execute(f"SELECT previous FROM {TABLE} WHERE sequence = %s", [row])
    previous = cursor.fetchone()[0]
    for place in range(row, rows + 1):
        mac = hashlib.sha256(f"{previous}{place}".encode()).hexdigest()
        cursor.execute(f"UPDATE {TABLE} SET previous = %s, mac = %s WHERE sequence = %s", [previous, mac, place])
        previous = mac
    cursor.execute(f"UPDATE {HEAD} SET last = %s", [previous])
    return f"changed {row} and rewrote the hashes from there"


def delete_one(cursor, chance, rows):
    row = chance.randint(1, rows)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence = %s", [row])
    return f"deleted {row}"


def delete_one_and_close_the_gap(cursor, chance, rows):
    row = chance.randint(1, rows)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence = %s", [row])
    for place in range(row + 1, rows + 1):
        cursor.execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", [place - 1, place])
    cursor.execute(f"UPDATE {HEAD} SET sequence = sequence - 1")
    return f"deleted {row} and numbered the rest anew"


def delete_the_tail(cursor, chance, rows):
    row = chance.randint(2, rows)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence >= %s", [row])
    return f"deleted {row} and all after it"


def delete_the_tail_and_move_the_head(cursor, chance, rows):
    row = chance.randint(2, rows)
    cursor.execute(f"DELETE FROM {TABLE} WHERE sequence >= %s", [row])
    cursor.execute(f"SELECT mac FROM {TABLE} WHERE sequence = %s", [row - 1])
    cursor.execute(f"UPDATE {HEAD} SET sequence = %s, last = %s", [row - 1, cursor.fetchone()[0]])
    return f"deleted {row} and all after it, and moved the head"


def delete_everything(cursor, chance, rows):
    cursor.execute(f"DELETE FROM {TABLE}")
    return "deleted everything"


def delete_the_head(cursor, chance, rows):
    cursor.execute(f"DELETE FROM {HEAD}")
    return "deleted the head"


def append_a_forged_one(cursor, chance, rows):
    _copy(cursor, chance.randint(1, rows), rows + 1)
    cursor.execute(f"UPDATE {HEAD} SET sequence = sequence + 1")
    return "added a copy at the end"


def insert_between(cursor, chance, rows):
    row = chance.randint(1, rows)
    for place in range(rows, row - 1, -1):
        cursor.execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", [place + 1, place])
    _copy(cursor, row + 1, row)
    cursor.execute(f"UPDATE {TABLE} SET reason = 'forged' WHERE sequence = %s", [row])
    cursor.execute(f"UPDATE {HEAD} SET sequence = sequence + 1")
    return f"inserted a row before {row}"


def swap_two(cursor, chance, rows):
    one, other = chance.sample(range(1, rows + 1), 2)
    _renumber(cursor, {one: -1, other: one, -1: other})
    return f"swapped {one} and {other}"


def swap_two_and_keep_the_links(cursor, chance, rows):
    """Swap what two rows say, and leave number, link and hash where they were."""
    one, other = chance.sample(range(1, rows + 1), 2)
    said = "at, actor_id, actor_name, verb, kind, key, before, after, reason"
    cursor.execute(f"SELECT {said} FROM {TABLE} WHERE sequence = %s", [one])
    first = cursor.fetchone()
    cursor.execute(
        f"UPDATE {TABLE} SET verb = (SELECT verb FROM {TABLE} WHERE sequence = %s), "
        f"reason = (SELECT reason FROM {TABLE} WHERE sequence = %s), at = (SELECT at FROM {TABLE} WHERE sequence = %s) "
        "WHERE sequence = %s",
        [other, other, other, one],
    )
    cursor.execute(
        f"UPDATE {TABLE} SET verb = %s, reason = %s, at = %s WHERE sequence = %s", [first[3], first[8], first[0], other]
    )
    return f"swapped what {one} and {other} say"


def reverse_a_stretch(cursor, chance, rows):
    first = chance.randint(1, rows - 2)
    last = chance.randint(first + 1, min(rows, first + 6))
    aside = {place: -place for place in range(first, last + 1)}
    _renumber(cursor, aside)
    _renumber(cursor, {-place: first + last - place for place in aside})
    return f"reversed {first} to {last}"


ALL: tuple[Tampering, ...] = (
    change_a_name,
    change_a_value,
    change_a_moment,
    change_a_reason,
    change_and_hash_without_the_key,
    delete_one,
    delete_one_and_close_the_gap,
    delete_the_tail,
    delete_the_tail_and_move_the_head,
    delete_everything,
    delete_the_head,
    append_a_forged_one,
    insert_between,
    swap_two,
    swap_two_and_keep_the_links,
    reverse_a_stretch,
)


def _copy(cursor, row, place):
    cursor.execute(
        f"INSERT INTO {TABLE} ({COLUMNS}) SELECT %s, at, actor_id, actor_name, verb, kind, key, before, after, reason, "
        f"previous, mac FROM {TABLE} WHERE sequence = %s",
        [place, row],
    )


def _renumber(cursor, places):
    for place, now in places.items():
        cursor.execute(f"UPDATE {TABLE} SET sequence = %s WHERE sequence = %s", [now, place])
