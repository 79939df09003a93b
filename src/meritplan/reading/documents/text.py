"""Plain text to a document: the file as it was stored, and blocks that point into it."""

from __future__ import annotations

import re
from typing import Final

from meritplan.model.issue import Issue
from meritplan.reading.document import Document
from meritplan.reading.documents import trouble
from meritplan.reading.documents.encoding import decode
from meritplan.reading.documents.reflow import reflow

MEDIA_TYPE: Final = "text/plain"
# Where a text was saved from is often its first line.
_ADDRESS: Final = re.compile(r"https?://\S+$")
LONGEST: Final = 1_000_000


def open_text(data: bytes, path: str, sha256: str) -> Document:
    """The document in ``data``, whatever its encoding. ``Document.text`` keeps its ends of line as they are."""
    decoded = decode(data)
    text, issues = bounded(decoded.text)
    issues = (*decoded.issues, *issues)
    blocks = tuple(reflow(text))
    if not blocks:
        issues = (*issues, trouble.without_text("file"))
    address = blocks[0].text if blocks and _ADDRESS.match(blocks[0].text) else None
    title = next((block.text for block in blocks if block.kind == "heading"), None)
    return Document(
        path=path,
        sha256=sha256,
        media_type=MEDIA_TYPE,
        text=text,
        blocks=blocks,
        title=title,
        address=address,
        issues=issues,
    )


def bounded(text: str) -> tuple[str, tuple[Issue, ...]]:
    """The text up to the limit, and what a reader must know of it: how much was left out, what is damaged."""
    issues: tuple[Issue, ...] = ()
    if len(text) > LONGEST:
        issues = (trouble.cut_short(LONGEST, len(text), "characters"),)
        text = text[:LONGEST]
    lost = text.count("\ufffd")
    return text, (*issues, trouble.damaged_characters(lost)) if lost else issues
