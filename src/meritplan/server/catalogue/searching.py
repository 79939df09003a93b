"""The search index of one state of the plan, asked by any number of threads over few connections.

A connection belongs to the thread that made it, and has to be closed there. So searches run in threads of their own,
each with one connection, which it keeps in what is its own and closes with itself. The threads end when the searcher is
no longer used, or the process ends.
"""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from meritplan.matching.search import Answer, Filters, Index, opened, search
from meritplan.plan import Plan

THREADS = 2
_OWN = threading.local()
_OPENING = threading.Lock()


class Searcher:
    """Answers searches in a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="search")

    def search(self, text: str, filters: Filters, *, limit: int, offset: int = 0) -> Answer:
        """As :func:`meritplan.matching.search.search` answers."""
        return self._threads.submit(_searched, self._plan, text, filters, limit, offset).result()


def _searched(plan: Plan, text: str, filters: Filters, limit: int, offset: int) -> Answer:
    return search(_index(plan), text, filters, limit=limit, offset=offset)


def _index(plan: Plan) -> Index:
    """The index of this thread. The first thread of all brings it up to date, which may take a while; others wait."""
    found: Index | None = getattr(_OWN, "index", None)
    if found is None:
        _OWN.opened = opened(plan)
        with _OPENING:
            found = _OWN.index = _OWN.opened.__enter__()
    return found
