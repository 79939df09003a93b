"""Word files to documents: mammoth makes a page of them, with the numbers Word shows, and the page is walked."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import mammoth
from lxml import etree

from meritplan.model.issue import Issue
from meritplan.reading.document import Document
from meritplan.reading.documents import trouble
from meritplan.reading.documents.docx_numbering import W, WordNumbering
from meritplan.reading.documents.docx_package import Refused, pack, parse, unpack
from meritplan.reading.documents.html import open_html

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_PARAGRAPHS: Final = 20_000
# Private characters around a marker on its way through mammoth; no document holds them.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_ITEM: Final = re.compile(rf"<li>((?:<[^>]+>)*){_OPEN}([^{_CLOSE}]*){_CLOSE}")
_LOOSE: Final = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_STYLES: Final = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def open_docx(data: bytes, path: str, sha256: str) -> Document:
    """The document in the Word file; ``Document.text`` is the text drawn from it."""
    try:
        parts, main = unpack(data)
    except Refused as refused:
        return _nothing(path, sha256, refused.issue)
    root = parse(parts[main])
    if root is None or root.tag != f"{W}document":
        return _nothing(path, sha256, trouble.damaged("DOCX", f"{main} is no Word document"))
    issues = _shorten(root)
    _write_markers(root, WordNumbering.of(_sibling(parts, main, "numbering"), _sibling(parts, main, "styles")))
    parts[main] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    try:
        page = mammoth.convert_to_html(
            pack(parts), style_map=_STYLES, convert_image=mammoth.images.img_element(_no_image)
        ).value
    except Exception as error:  # noqa: BLE001  (mammoth has no error class of its own for damaged parts)
        return _nothing(path, sha256, trouble.damaged("DOCX", f"{type(error).__name__}: {error}"))
    return _drawn(page, path, sha256, issues)


def _drawn(page: str, path: str, sha256: str, issues: tuple[Issue, ...]) -> Document:
    page = _ITEM.sub(lambda found: f'<li data-marker="{found[2]}">{found[1]}', page)
    page = _LOOSE.sub(lambda found: found[1] + " ", page)
    document = open_html(page.encode(), path, sha256, media_type=MEDIA_TYPE)
    return replace(document, issues=(*issues, *document.issues))


def _sibling(parts: dict[str, bytes], main: str, name: str) -> bytes | None:
    folder = main.rsplit("/", 1)[0]
    return parts.get(f"{folder}/{name}.xml")


def _write_markers(root: _Element, numbering: WordNumbering) -> None:
    """Put before each numbered paragraph what Word would show there."""
    for paragraph in root.iter(f"{W}p"):
        marker = numbering.next(paragraph)
        if marker is None:
            continue
        run = etree.Element(f"{W}r")
        text = etree.SubElement(run, f"{W}t")
        text.text = f"{_OPEN}{_escaped(marker)}{_CLOSE}"
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def _escaped(marker: str) -> str:
    return marker.replace('"', "").replace("<", "").replace("&", "")


def _shorten(root: _Element) -> tuple[Issue, ...]:
    """Keep a document of a size that can be one; mammoth builds many objects for each paragraph."""
    body = root.find(f"{W}body")
    paragraphs = list(root.iter(f"{W}p"))
    if body is None or len(paragraphs) <= _MOST_PARAGRAPHS:
        return ()
    kept = 0
    for child in list(body):
        if kept >= _MOST_PARAGRAPHS:
            body.remove(child)
        kept += sum(1 for _ in child.iter(f"{W}p"))
    return (trouble.cut_short(min(kept, _MOST_PARAGRAPHS), len(paragraphs), "paragraphs"),)


def _no_image(image: object) -> dict[str, str]:
    del image
    return {}


def _nothing(path: str, sha256: str, issue: Issue) -> Document:
    return Document(path=path, sha256=sha256, media_type=MEDIA_TYPE, text="", blocks=(), issues=(issue,))
