"""Bytes to characters: UTF-8, UTF-16, Latin-1 and Windows-1252 by their own marks, a guess only when all fail."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from meritplan.model.issue import Issue
from meritplan.reading.documents import trouble

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE: Final = 65_536
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_RUN: Final = re.compile(rb"[\x80-\xff]{3,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """The characters of a file, what they were encoded in, and what was doubtful about it."""

    text: str
    encoding: str
    issues: tuple[Issue, ...] = ()


def looks_binary(data: bytes) -> bool:
    """Whether the bytes are no text in any encoding: too many control characters among the first 64 KB."""
    sample = data[:_SAMPLE]
    if _marked(sample) or _utf16_without_mark(sample):
        return False
    controls = len(_CONTROL.findall(sample))
    return sample.count(b"\0") > 2 or controls > len(sample) * 0.03 + 2


def decode(data: bytes) -> Decoded:
    """The text of ``data``. Never fails: what cannot be decoded stands as U+FFFD, with an issue that says so."""
    marked = _marked(data)
    if marked:
        mark, encoding = marked
        return _strict_or_replaced(data[len(mark) :], encoding)
    encoding = _utf16_without_mark(data[:_SAMPLE])
    if encoding:
        return _strict_or_replaced(data, encoding)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data)


def _marked(data: bytes) -> tuple[bytes, str] | None:
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), None)


def _utf16_without_mark(sample: bytes) -> str:
    """UTF-16 of mostly Latin letters has a zero in every other byte."""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    even, odd = sample[: 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd > pairs * 0.7 and even < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > pairs * 0.7 and odd < pairs * 0.05 else ""


def _strict_or_replaced(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding))
    issues = (trouble.guessed_encoding(encoding.upper(), lost),) if lost > 0 else ()
    return Decoded(text=text, encoding=encoding, issues=issues)


def _eight_bit(data: bytes) -> Decoded:
    """One byte, one character: Windows-1252, which holds Latin-1; or UTF-8 with a little damage; or a guess."""
    high = len(_HIGH.findall(data))
    sequences = _SEQUENCE.findall(data)
    covered = sum(map(len, sequences))
    if covered > 5 * (high - covered):
        return _strict_or_replaced(data, "utf-8")
    # In the languages of Windows-1252 a letter with an accent stands among plain ones; other alphabets run on.
    runs = sum(map(len, _RUN.findall(data)))
    if runs * 2 <= high and not _UNDEFINED.search(data):
        return Decoded(text=data.decode("cp1252"), encoding="cp1252")
    return _guessed(data)


def _guessed(data: bytes) -> Decoded:
    # Imported late: it is slow to load and almost never needed.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "latin-1"
    text = data.decode(encoding, errors="replace")
    return Decoded(text=text, encoding=encoding, issues=(trouble.guessed_encoding(encoding, text.count("\ufffd")),))
