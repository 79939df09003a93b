"""How many of 1,000 falsified copies of a database the verification finds, and how fast it reads a whole one.

    python benchmarks/audit.py [--copies N] [--rows N]

Each copy is a file of its own. It is falsified by somebody who may write to it but has not the server's key: rows
changed, deleted, inserted, reordered, hashes made anew without the key, the end cut off and the head moved back
(tests/server/audit/tampering.py has them all). One more copy is left as it is and must be found whole.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    """Print the figures; 1 if a falsified copy was taken for whole."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--copies", type=int, default=1000)
    asked.add_argument("--rows", type=int, default=40)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="meritplan-audit-") as folder:
        home = Path(folder)
        os.environ["MERITPLAN_LOG_LEVEL"] = "error"
        from meritplan.server.starting import migrate, set_up  # noqa: PLC0415 - after the environment is set

        set_up(home / "plan", home)
        migrate()
        return _measure(home, options.copies, options.rows)


def _measure(home: Path, copies: int, rows: int) -> int:
    from tests.server.audit import tampering  # noqa: PLC0415 - needs Django

    wrote = _write(rows)
    original = home / "meritplan.sqlite3"
    print(f"{rows} events written, {wrote:,.0f} a second")
    print(f"left as it is: {'whole' if not _found(_copy(original, home)) else 'NOT whole'}")
    missed, what = [], Counter[str]()
    for number in range(copies):
        falsify = tampering.ALL[number % len(tampering.ALL)]
        copy = _copy(original, home)
        did = _falsify(copy, falsify, random.Random(number), rows)  # noqa: S311 - the same at every run
        found = _found(copy)
        what.update(found)
        if not found:
            missed.append(did)
    print(f"{copies - len(missed)} of {copies} falsified copies found, {len(tampering.ALL)} ways")
    print("findings: " + ", ".join(f"{kind} {count}" for kind, count in what.most_common()))
    for did in missed:
        print(f"MISSED: {did}")
    _read_much(home)
    return 1 if missed else 0


def _write(rows: int) -> float:
    from django.db import transaction  # noqa: PLC0415

    from meritplan.server.audit.actions import record  # noqa: PLC0415

    began = time.perf_counter()
    for number in range(1, rows + 1):
        with transaction.atomic():
            record(
                actor=None,
                verb=("desk.publish", "desk.settle", "accounts.roles")[number % 3],
                kind="edition",
                key=f"{number:04}@2026-01-01",
                before={"months": number, "quote": f"{number} months of experience"},
                after={"months": number + 1, "quote": f"{number + 1} months of experience"},
                reason=f"board order {number}",
            )
    return rows / (time.perf_counter() - began)


def _copy(original: Path, home: Path) -> Path:
    copy = home / "copy.sqlite3"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(original) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.execute("PRAGMA journal_mode=DELETE")
    target.close()
    return copy


def _falsify(copy: Path, falsify: object, chance: random.Random, rows: int) -> str:
    """Lift the guards, falsify, and set them again, as somebody would who wants it not to show."""
    from meritplan.server.audit import guards  # noqa: PLC0415

    database = sqlite3.connect(copy, isolation_level=None)
    cursor = _Formatted(database.cursor())
    for statement in guards.lifting("sqlite"):
        cursor.execute(statement)
    did = falsify(cursor, chance, rows)  # type: ignore[operator]
    for statement in guards.setting("sqlite"):
        cursor.execute(statement)
    database.close()
    return str(did)


class _Formatted:
    """A cursor that takes ``%s``, as Django's do."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.fetchone = cursor.fetchone

    def execute(self, statement: str, values: object = ()) -> None:
        self._cursor.execute(statement.replace("%s", "?"), values)  # type: ignore[arg-type]


def _found(copy: Path) -> set[str]:
    from django.db import connections  # noqa: PLC0415

    from meritplan.server.audit.copies import opened  # noqa: PLC0415
    from meritplan.server.audit.verification import verify  # noqa: PLC0415

    using = opened(str(copy))
    try:
        return {finding.what for finding in verify(using).findings}
    finally:
        connections[using].close()


def _read_much(home: Path) -> None:
    from meritplan.server.audit.verification import verify  # noqa: PLC0415

    more = 20_000
    wrote = _write(more)
    began = time.perf_counter()
    found = verify()
    rate = found.rows / (time.perf_counter() - began)
    said = "whole" if found.whole else "NOT whole"
    print(f"{found.rows:,} rows {said}: {rate:,.0f} rows a second read; {wrote:,.0f} a second written")


if __name__ == "__main__":
    sys.exit(main())
