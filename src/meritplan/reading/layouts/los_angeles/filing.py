"""When applications are taken, and the basis the examination is given on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from meritplan.model.job_class import ExamType, Filing
from meritplan.reading.layouts.cuts import pieces
from meritplan.reading.layouts.dates import read_date
from meritplan.reading.passage import Passage

_DAY = re.compile(r"\b([A-Z][A-Za-z]{2,9})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_FILING = re.compile(r"\b(?:applications?|filing|questionnaires?|materials?)\b", re.IGNORECASE)
_CLOSES = re.compile(
    r"\b(?:received|submitted|filed|accepted)\b[^.]{0,60}\b(?:by|until|before|through)\b|\bdeadline\b", re.IGNORECASE
)
_WINDOW = re.compile(r"\bfrom\b.*\bto\b|\buntil\b|\bthrough\b|\bbetween\b|\s[-\u2013]\s", re.IGNORECASE | re.DOTALL)
_OPEN_ENDED = re.compile(r"\b(?:filing|examination)\b[^.]{0,30}\b(?:may|will)\b[^.]{0,20}\bclose", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!\b[apAP]\.[mM]\.)\s+(?=[A-Z(])")
_KEPT = re.compile(r"\bkept on file\b|\btested\b|\binterview", re.IGNORECASE)
_MONTHS = "january february march april may june july august september october november december".split()


def windows(passages: Iterable[Passage]) -> Iterator[Filing]:
    """One window for each sentence that says when applications are taken."""
    for passage in passages:
        for sentence in pieces(passage, _SENTENCE_END):
            if made := _window(sentence):
                yield made


def _window(sentence: Passage) -> Filing | None:
    text = sentence.text
    days = [day for found in _DAY.finditer(text) if (day := read_date(found[0].title()))]
    if _KEPT.search(text) or not (_FILING.search(text) or (_WINDOW.search(text) and len(days) > 1)):
        return None
    if len(days) > 1 and _WINDOW.search(text):
        return Filing(opens=min(days), closes=max(days), text=text, spans=sentence.spans())
    if days and _CLOSES.search(text):
        return Filing(closes=max(days), text=text, spans=sentence.spans())
    if _OPEN_ENDED.search(text) or unreadable_days(sentence):
        return Filing(text=text, spans=sentence.spans())
    return None


def unreadable_days(sentence: Passage) -> list[Passage]:
    """What looks like a day but names no month ("SEPTEMEBER 28, 2017")."""
    return [
        sentence[found.start() : found.end()]
        for found in _DAY.finditer(sentence.text)
        if read_date(found[0].title()) is None and found[1][:3].lower() in {month[:3] for month in _MONTHS}
    ]


def exam_type(statement: str) -> ExamType | None:
    """The basis the closing statement gives: open competitive, promotional within or between departments, or both."""
    text = " ".join(statement.upper().split())
    is_open, inter = "OPEN COMPET" in text, re.search(r"INTER\W?DEPAR", text) is not None
    within = not inter and re.search(r"\bDEPARTMENTAL\s+PROMOTION", text) is not None
    if is_open and inter:
        return "OPEN_INT_PROM"
    if inter:
        return "INT_DEPT_PROM"
    if within and not is_open:
        return "DEPT_PROM"
    return "OPEN" if is_open and not within else None
