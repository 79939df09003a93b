"""The one way in: a path or bytes become a document, and trouble becomes issues."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final

from meritplan.model.issue import Issue
from meritplan.reading.document import Document
from meritplan.reading.documents import trouble
from meritplan.reading.documents.html import open_html
from meritplan.reading.documents.sniff import describe, sniff
from meritplan.reading.documents.text import open_text

MOST_BYTES: Final = 64 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_UNKNOWN: Final = "application/octet-stream"


def open_document(path: str | Path) -> Document:
    """The document at ``path``. Never raises for trouble with the document: it comes back empty, with an issue."""
    name = str(path)
    try:
        found = Path(path).stat()
        if stat.S_ISDIR(found.st_mode):
            return _nothing(name, trouble.directory(name))
        if not stat.S_ISREG(found.st_mode):
            return _nothing(name, trouble.unreadable(name, "it is no regular file"))
        data, whole, sha256 = _load(Path(path))
    except FileNotFoundError:
        return _nothing(name, trouble.missing(name))
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
        return _nothing(name, trouble.unreadable(name, reason))
    return _open(data, name, sha256, whole)


def open_bytes(data: bytes, path: str = "document") -> Document:
    """The document in ``data``; ``path`` is only what it is called."""
    return _open(data[:MOST_BYTES], path, hashlib.sha256(data).hexdigest(), len(data))


def _load(path: Path) -> tuple[bytes, int, str]:
    """The file up to the limit, its whole size and its hash, which is always that of the whole file."""
    digest, kept, whole = hashlib.sha256(), bytearray(), 0
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
            whole += len(piece)
            if len(kept) < MOST_BYTES:
                kept += piece
    return bytes(kept[:MOST_BYTES]), whole, digest.hexdigest()


def _open(data: bytes, path: str, sha256: str, whole: int) -> Document:
    if not data:
        return _nothing(path, trouble.empty(), sha256)
    document = _by_format(data, path, sha256)
    if len(data) < whole:
        document = with_issues(document, trouble.cut_short(len(data), whole, "bytes"))
    return document


def _by_format(data: bytes, path: str, sha256: str) -> Document:
    kind = sniff(data)
    if kind == "html":
        return open_html(data, path, sha256)
    if kind == "pdf":
        from meritplan.reading.documents.pdf import open_pdf  # noqa: PLC0415  (slow to load, seldom needed)

        return open_pdf(data, path, sha256)
    if kind == "zip":
        from meritplan.reading.documents.docx import open_docx  # noqa: PLC0415  (slow to load, seldom needed)

        return open_docx(data, path, sha256)
    if kind == "text":
        return open_text(data, path, sha256)
    what, advice = describe(data) or ("binary data of no known kind", "fetch it again, or save it in one of these")
    return _nothing(path, trouble.unknown_format(what, advice), sha256)


def with_issues(document: Document, *issues: Issue) -> Document:
    """The document with more said about it."""
    return replace(document, issues=(*document.issues, *issues))


def _nothing(path: str, issue: Issue, sha256: str = "") -> Document:
    return Document(path=path, sha256=sha256, media_type=_UNKNOWN, text="", blocks=(), issues=(issue,))
