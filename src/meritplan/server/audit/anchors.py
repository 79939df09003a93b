"""Where the chain stood, noted outside the database: who sets a database back must set these files back too.

One file for each month in ``audit-anchors`` of the server's home, one line for each event: when, sequence, hash.
Copies of the lines kept elsewhere (a log server, a printed page) are what ``meritplan audit verify --expect`` is for.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

FOLDER = "audit-anchors"
STEP = 100  # of the lines of a file every hundredth is compared, and the last


@dataclass(frozen=True, kw_only=True, slots=True)
class Anchor:
    """The hash a row had, and which file says so."""

    sequence: int
    mac: str
    said_by: str


def note(home: Path, at: datetime, sequence: int, mac: str) -> None:
    """Add a line. Lines of several processes may come in any order; each is written whole."""
    moment = at.astimezone(UTC)
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    line = f"{moment:%Y-%m-%dT%H:%M:%SZ} {sequence} {mac}\n"
    handle = os.open(folder / f"{moment:%Y-%m}.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode("ascii"))
    finally:
        os.close(handle)


def noted(home: Path) -> Iterator[Anchor]:
    """What the files say: every hundredth event of each, and the furthest."""
    for file in sorted((home / FOLDER).glob("*.txt")):
        furthest: Anchor | None = None
        for anchor in _lines(file):
            if anchor.sequence % STEP == 0:
                yield anchor
            if furthest is None or anchor.sequence > furthest.sequence:
                furthest = anchor
        if furthest is not None:
            yield furthest


def _lines(file: Path) -> Iterator[Anchor]:
    with file.open(encoding="ascii", errors="replace") as opened:
        for line in opened:
            _, _, said = line.strip().partition(" ")
            sequence, _, mac = said.partition(" ")
            if sequence.isdigit() and mac:
                yield Anchor(sequence=int(sequence), mac=mac, said_by=f"{FOLDER}/{file.name}")
