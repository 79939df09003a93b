"""Web pages and fragments of HTML to documents: a walk over the content, block by block."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from meritplan.model.issue import Issue
from meritplan.reading.document import Document
from meritplan.reading.documents import trouble
from meritplan.reading.documents.encoding import Decoded, decode
from meritplan.reading.documents.page import Content, content, hidden, left_out
from meritplan.reading.documents.text import LONGEST
from meritplan.reading.documents.walk import Walk

MEDIA_TYPE: Final = "text/html"
_MOST_BYTES: Final = 8 * 1024 * 1024
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_SCRIPTS: Final = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAGS: Final = re.compile(r"<[!/a-zA-Z][^<>]*>")
_GAVE_UP: Final = frozenset(("ERR_INTERNAL_ERROR", "ERR_NAME_TOO_LONG", "ERR_RESOURCE_LIMIT", "ERR_NO_MEMORY"))
_ADDRESS: Final = re.compile(r"https?://\S+$")


def open_html(data: bytes, path: str, sha256: str, *, media_type: str = MEDIA_TYPE) -> Document:
    """The document on the page; ``Document.text`` is the text drawn from it, one block to a line."""
    issues: list[Issue] = []
    if len(data) > _MOST_BYTES:
        issues.append(trouble.cut_short(_MOST_BYTES, len(data), "bytes"))
        data = data[:_MOST_BYTES]
    decoded = _decode(data)
    issues.extend(decoded.issues)
    root, cut = _parse(decoded.text)
    if cut:
        issues.append(trouble.nested_too_deep())
        root, _ = _parse(_flat(decoded.text))
    if root is None:
        issues.append(trouble.without_text("page"))
        return Document(path=path, sha256=sha256, media_type=media_type, text="", blocks=(), issues=tuple(issues))
    return _read(root, path, sha256, media_type, issues)


def _read(root: etree._Element, path: str, sha256: str, media_type: str, issues: list[Issue]) -> Document:
    body = root.find("body")
    body = root if body is None else body
    chosen = content(body)
    walk = Walk(limit=LONGEST, frame=chosen.frame)
    if not chosen.whole:
        _titles_outside(body, chosen, walk)
        missed = left_out(body, chosen)
        if missed:
            issues.append(trouble.outside_content(len(missed), missed[0]))
    walk.read(chosen.element)
    text, blocks = walk.finish()
    issues.extend(walk.issues)
    lost = text.count("\ufffd")
    if lost:
        issues.append(trouble.damaged_characters(lost))
    if not blocks:
        issues.append(trouble.without_text("page"))
    return Document(
        path=path, sha256=sha256, media_type=media_type, text=text, blocks=blocks,
        title=_title(root), address=_address(root), issues=tuple(issues),
    )  # fmt: skip


def _titles_outside(body: etree._Element, chosen: Content, walk: Walk) -> None:
    """Publishing systems put the title of a page above its content, or into its header."""
    inside = {title for title in chosen.element.iter("h1") if not _in_frame(title, chosen)}
    for title in body.iter("h1"):
        if title not in inside and not any(hidden(above) for above in title.iterancestors()):
            walk.read(title)


def _in_frame(element: etree._Element, chosen: Content) -> bool:
    return element in chosen.frame or any(above in chosen.frame for above in element.iterancestors())


def _decode(data: bytes) -> Decoded:
    """By the bytes themselves when they are UTF-8 or UTF-16, else by what the page declares."""
    declared = _CHARSET.search(data[:4096])
    try:
        return Decoded(text=data.decode("utf-8-sig"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = declared[1].decode("ascii", errors="replace").lower()
        name = "cp1252" if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"} else name
        try:
            return Decoded(text=data.decode(name), encoding=name)
        except (LookupError, ValueError):
            pass
    return decode(data)


def _parse(text: str) -> tuple[etree._Element | None, bool]:
    """The page, and whether the parser gave up in the middle of it because of its nesting."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.replace("\0", " ").encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return root, any(error.type_name in _GAVE_UP for error in parser.error_log)


def _flat(text: str) -> str:
    """The page without its tags, line by line."""
    return f"<pre>{_TAGS.sub(chr(10), _SCRIPTS.sub(' ', text))}</pre>"


def _title(root: etree._Element) -> str | None:
    for tag in ("title", "h1"):
        found = next(root.iter(tag), None)
        words = " ".join("".join(found.itertext()).split()) if found is not None else ""
        if words:
            return words
    return None


def _address(root: etree._Element) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and _ADDRESS.match((link.get("href") or "").strip()):
            return (link.get("href") or "").strip()
    for meta in root.iter("meta"):
        if (meta.get("property") or "").lower() == "og:url" and _ADDRESS.match((meta.get("content") or "").strip()):
            return (meta.get("content") or "").strip()
    return None
