"""PDF to documents: PDFium first; a page that came out suspicious is read again by pdfplumber."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2

from meritplan.model.issue import Issue
from meritplan.reading.document import Document
from meritplan.reading.documents import trouble
from meritplan.reading.documents.pdf_page import PageLine, page_lines
from meritplan.reading.documents.reflow import reflow
from meritplan.reading.documents.setting import compose
from meritplan.reading.documents.text import LONGEST

MEDIA_TYPE: Final = "application/pdf"
_MOST_PAGES: Final = 500
_MOST_REREAD: Final = 40
_WRONG_PASSWORD: Final = 4
# Numbers torn apart ("7, 088", "$8 - ,048", "1 5,000"), a sure sign that glyphs were not put in their order.
_TORN: Final = re.compile(r"\d\s?[-–]\s,\d|\d\s,\d{3}\b|\d,\s\d{3}\.\d\d|\$\s?\d\s\d{1,2},\d{3}|\d\s\.\d\d\b")
_SPACED_OUT: Final = re.compile(r"(?:\b[A-Za-z]\s){5,}")
_GLUED: Final = re.compile(r"[A-Za-z]{36,}")
_UNMAPPED: Final = re.compile(r"[\ufffd\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]|\(cid:\d+\)")
_DAMAGED_SHARE: Final = 0.01


@dataclass(slots=True)
class _Reading:
    pages: list[list[PageLine]] = field(default_factory=list)
    length: int = 0
    blank: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    reread: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)

    def add(self, lines: list[PageLine]) -> None:
        self.pages.append(lines)
        self.length += sum(len(line.text) + 1 for line in lines)


def open_pdf(data: bytes, path: str, sha256: str) -> Document:
    """The document in the PDF. ``Document.text`` has a line for each line of type, a form feed after each page."""
    try:
        source = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _WRONG_PASSWORD
        return _nothing(path, sha256, trouble.encrypted("PDF") if locked else trouble.damaged("PDF", str(error)))
    try:
        return _read(source, data, path, sha256)
    finally:
        source.close()


def suspicious(text: str) -> bool:
    """Whether the text of a page shows that its glyphs were put together wrongly."""
    if _TORN.search(text) or _SPACED_OUT.search(text) or _GLUED.search(text):
        return True
    return len(_UNMAPPED.findall(text)) > len(text) * _DAMAGED_SHARE


def second_reading(data: bytes, page: int) -> str:
    """The text of one page (counted from 1) by pdfplumber, for readers who find that the first reading does not add up.

    Slow (about a third of a second a page); empty when that fails as well.
    """
    return compose([_with_pdfplumber(data, page - 1)])[0]


def _read(source: pypdfium2.PdfDocument, data: bytes, path: str, sha256: str) -> Document:
    count, reading = len(source), _Reading()
    issues: list[Issue] = []
    if not count:
        return _nothing(path, sha256, trouble.damaged("PDF", "it has no pages"))
    for number in range(min(count, _MOST_PAGES)):
        if reading.length > LONGEST:
            break
        _read_page(source, data, number, reading)
    read = len(reading.pages)
    if read < count:
        issues.append(trouble.cut_short(read, count, "pages"))
    issues.extend(_issues(reading, read))
    text, setting = compose(reading.pages)
    blocks = tuple(reflow(text, setting=setting)) if text.strip() else ()
    if not blocks and not issues:
        issues.append(trouble.without_text("PDF"))
    title = _title(source) or next((block.text for block in blocks if block.kind == "heading"), None)
    return Document(
        path=path, sha256=sha256, media_type=MEDIA_TYPE, text=text, blocks=blocks, title=title, issues=tuple(issues)
    )


def _read_page(source: pypdfium2.PdfDocument, data: bytes, number: int, reading: _Reading) -> None:
    try:
        page = source[number]
        lines = page_lines(page)
        page.close()
    except pypdfium2.PdfiumError:
        reading.broken.append(number + 1)
        lines = []
    else:
        if not lines:
            reading.blank.append(number + 1)
        elif suspicious(_words(lines)):
            lines = _second_reading(data, number, reading, lines)
    reading.add(lines)


def _words(lines: list[PageLine]) -> str:
    return "\n".join(line.text for line in lines)


def _second_reading(data: bytes, number: int, reading: _Reading, lines: list[PageLine]) -> list[PageLine]:
    """The page by pdfplumber, when that reads it better; slow, so for a limited number of pages."""
    if len(reading.reread) + len(reading.doubtful) < _MOST_REREAD:
        again = _with_pdfplumber(data, number)
        if again and not suspicious(_words(again)):
            reading.reread.append(number + 1)
            return again
    reading.doubtful.append(number + 1)
    return lines


def _with_pdfplumber(data: bytes, number: int) -> list[PageLine]:
    import pdfplumber  # noqa: PLC0415  (slow to load, seldom needed)

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[number + 1]) as source:
            return [_plumbed(line) for line in source.pages[0].extract_text_lines(return_chars=False)]
    except Exception:  # noqa: BLE001  (pdfminer fails in many ways on damaged files; the first reading stands)
        return []


def _plumbed(line: dict[str, Any]) -> PageLine:
    return PageLine(
        text=line["text"], left=line["x0"], right=line["x1"], base=-line["bottom"], height=line["bottom"] - line["top"]
    )


def _issues(reading: _Reading, count: int) -> list[Issue]:
    found = []
    if reading.blank:
        found.append(trouble.image_only(reading.blank, count))
    if reading.broken:
        found.append(trouble.broken_pages(reading.broken))
    if reading.reread:
        found.append(trouble.read_again(reading.reread))
    if reading.doubtful:
        found.append(trouble.doubtful_pages(reading.doubtful))
    return found


def _title(source: pypdfium2.PdfDocument) -> str | None:
    try:
        title = source.get_metadata_value("Title").strip()
    except pypdfium2.PdfiumError:
        return None
    unnamed = title.lower() in {"", "untitled", "(anonymous)"} or title.lower().startswith("microsoft word")
    return None if unnamed else title


def _nothing(path: str, sha256: str, issue: Issue) -> Document:
    return Document(path=path, sha256=sha256, media_type=MEDIA_TYPE, text="", blocks=(), issues=(issue,))
