"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import re
from typing import Final, Literal

from meritplan.reading.documents.encoding import decode, looks_binary

Format = Literal["text", "html", "pdf", "zip", "unknown"]

_HEAD: Final = 4096
# A PDF may have some bytes of mail or web server before its header.
_PDF_WITHIN: Final = 1024
_TAG: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|span|table|tr|td|h[1-6]|ul|ol|li|section|article|main|br|"
    r"strong|b|em|i|a|center|font|blockquote|dl|pre|form|nav|header|footer|script|style|!--)(?![a-z0-9])",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|td|table|body|html|title|strong|b|span|a)\s*>", re.IGNORECASE)
_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office file (.doc, .xls) or an encrypted one",
     "save it as DOCX or PDF without a password"),
    (b"{\\rtf", "a Rich Text (RTF) file", "save it as DOCX or PDF"),
    (b"\x89PNG\r\n", "a picture (PNG)", "find the text of the specification, or have it typed"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "find the text of the specification, or have it typed"),
    (b"GIF8", "a picture (GIF)", "find the text of the specification, or have it typed"),
    (b"II*\0", "a picture (TIFF)", "find the text of the specification, or have it typed"),
    (b"MM\0*", "a picture (TIFF)", "find the text of the specification, or have it typed"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it first"),
    (b"BZh", "compressed (bzip2)", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "unpack it first"),
    (b"Rar!", "an archive (RAR)", "unpack it first"),
    (b"SQLite format 3\0", "a database (SQLite)", "export the specification from it"),
)  # fmt: skip


def sniff(data: bytes) -> Format:
    """The format the bytes are in."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if describe(data) or looks_binary(data):
        return "unknown"
    return "html" if _is_html(decode(data[:_HEAD]).text) else "text"


def describe(data: bytes) -> tuple[str, str] | None:
    """What an unreadable file is known to be, and what to do with it."""
    return next(((what, advice) for start, what, advice in _OTHERS if data.startswith(start)), None)


def _is_html(head: str) -> bool:
    """A page or fragment: it begins with a tag of HTML, or its text is full of them."""
    start = head.lstrip("\ufeff \t\r\n\xa0")
    if start.startswith("<") and (_TAG.match(start) or start[:5] == "<?xml"):
        return True
    return len(_CLOSING.findall(head)) > 2
