"""The one way in: a path or bytes become a document, and trouble becomes issues."""

from __future__ import annotations

import hashlib
from pathlib import Path

from meritplan.reading.document import Document
from meritplan.reading.documents.html import open_html
from meritplan.reading.documents.text import open_text


def open_document(path: str | Path) -> Document:
    """The document at ``path``. Never raises for trouble with the document."""
    return open_bytes(Path(path).read_bytes(), str(path))


def open_bytes(data: bytes, path: str = "document") -> Document:
    """The document in ``data``; ``path`` is only what it is called."""
    sha256 = hashlib.sha256(data).hexdigest()
    if data[:2000].lstrip()[:1] == b"<":
        return open_html(data, path, sha256)
    return open_text(data, path, sha256)
