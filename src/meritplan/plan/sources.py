"""Published originals: stored by their hash beside a record, never edited."""

from __future__ import annotations

from pathlib import Path

from meritplan.plan import files


def store(root: Path, content: bytes, suffix: str) -> str:
    """Put an original in its place, if it is not there; its sha256.

    Originals go first: one without a record does no harm, a record without its original would.
    """
    digest = files.sha256(content)
    place = root / "sources" / digest[:2] / f"{digest}{suffix}"
    if not place.exists():
        files.replace(place, content)
    return digest


def suffix_of(path: Path) -> str:
    """The end of a file's name, where it is one that says what the file is."""
    said = path.suffix.lower()
    return said if said[1:].isascii() and said[1:].isalnum() and len(said) <= 11 else ""
