"""Uploaded documents: what may come in, and where it lies until it is read. Stored by hash, under no name of a person.

What a file is, its content tells; its name only says what to call it.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from meritplan.reading.documents.encoding import looks_binary
from meritplan.reading.documents.sniff import describe, sniff

HEAD = 64 * 1024  # bytes that tell what a file is
MOST_FILES = 500
NAME = 200
SUFFIXES = {"text": ".txt", "html": ".html", "pdf": ".pdf", "zip": ".docx"}
_ODD = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """A document that was stored, or the reason it was not."""

    name: str
    size: int = 0
    sha256: str = ""
    suffix: str = ""
    refused: str = ""


def place_of(sha256: str, suffix: str) -> Path:
    """Where an uploaded document lies."""
    return Path(settings.MEDIA_ROOT) / "documents" / sha256[:2] / f"{sha256}{suffix}"


def store(uploaded: Iterable[Any]) -> list[Stored]:
    """Store what can be read, each content once; say of the rest why not."""
    stored: list[Stored] = []
    seen: dict[str, str] = {}
    for number, file in enumerate(uploaded):
        name = plain_name(file.name)
        refused = f"more than {MOST_FILES} documents at once" if number >= MOST_FILES else refusal(file)
        one = Stored(name=name, size=file.size, refused=refused) if refused else _store(file, name)
        if not one.refused and one.sha256 in seen:
            one = Stored(name=name, size=one.size, refused=f"the same document as {seen[one.sha256]}")
        elif not one.refused:
            seen[one.sha256] = name
        stored.append(one)
    return stored


def refusal(file: Any) -> str:
    """Why a file is not taken, or nothing."""
    limit = settings.CONFIGURATION.upload_limit
    if file.size > limit:
        return f"{megabytes(file.size)}, and the limit is {megabytes(limit)}. Split it, or ask the operator."
    if not file.size:
        return "it is empty"
    head = file.read(HEAD)
    file.seek(0)
    known = describe(head)
    if known:
        return f"it is {known[0]}: {known[1]}"
    kind = sniff(head)
    if kind == "unknown" or (kind in {"text", "html"} and looks_binary(head)):
        return "it is neither HTML, PDF, DOCX nor plain text"
    return _not_word(file) if kind == "zip" else ""


def _not_word(file: Any) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "it is a damaged archive: fetch it again"
    finally:
        file.seek(0)
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        return "it is an archive and no Word document: unpack it, or save it as DOCX or PDF"
    return ""


def _store(file: Any, name: str) -> Stored:
    suffix = SUFFIXES[sniff(_head(file))]
    folder = Path(settings.MEDIA_ROOT) / "documents"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = folder / f".tmp-{secrets.token_hex(8)}"
    try:
        sha256 = _written(file, temporary)
        place = place_of(sha256, suffix)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        temporary.replace(place)
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(name=name, size=file.size, sha256=sha256, suffix=suffix)


def _head(file: IO[bytes]) -> bytes:
    head = file.read(HEAD)
    file.seek(0)
    return head


def _written(file: Any, path: Path) -> str:
    digest = hashlib.sha256()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, settings.FILE_UPLOAD_PERMISSIONS)
    with os.fdopen(handle, "wb") as opened:
        for piece in file.chunks():
            digest.update(piece)
            opened.write(piece)
        opened.flush()
        os.fsync(opened.fileno())
    return digest.hexdigest()


def plain_name(name: str) -> str:
    """What to call a file: its name without folders and signs that names of files do not have."""
    plain = _ODD.sub(" ", str(name).replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    return plain if len(plain) <= NAME else f"{stem[: NAME - len(suffix) - 1]}{dot}{suffix}"[:NAME] or "document"


def megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} kB"
