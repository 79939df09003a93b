"""Answers kept in the memory of a process: the last that were asked for, within a bound of bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass

MOST = 48 * 1024 * 1024
LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was answered: the bytes, their type, and the mark by which a client knows them again."""

    content: bytes
    media_type: str
    etag: str


class Kept:
    """Answers by what was asked. It belongs to one state of the plan and goes with it, so nothing in it grows old.

    >>> kept = Kept(most=10)
    >>> kept.put("a", Answer(content=b"12345678", media_type="text/plain", etag="1"))
    >>> kept.put("b", Answer(content=b"12345678", media_type="text/plain", etag="2"))
    >>> kept.get("a"), kept.get("b").etag
    (None, '2')
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._lock = threading.Lock()
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, asked: Hashable) -> Answer | None:
        """The answer, if it was given lately."""
        with self._lock:
            found = self._answers.get(asked)
            if found is not None:
                self._answers.move_to_end(asked)
            return found

    def put(self, asked: Hashable, answer: Answer) -> None:
        """Keep an answer; the ones not asked for longest make room."""
        if len(answer.content) > min(LARGEST, self._most):
            return
        with self._lock:
            before = self._answers.pop(asked, None)
            self._answers[asked] = answer
            self._size += len(answer.content) - (len(before.content) if before else 0)
            while self._size > self._most:
                _, gone = self._answers.popitem(last=False)
                self._size -= len(gone.content)
