"""Searches of many visitors over few connections."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor

from meritplan.matching.search import Filters
from meritplan.plan import load
from meritplan.server.catalogue.searching import THREADS, Searcher


def own_threads() -> set[threading.Thread]:
    return {one for one in threading.enumerate() if one.name.startswith("search")}


def test_many_visitors_are_answered_over_few_connections(served_plan):
    before = own_threads()
    searcher = Searcher(load(served_plan))
    with ThreadPoolExecutor(max_workers=16) as visitors:
        answers = list(visitors.map(lambda _: searcher.search("river", Filters(), limit=5), range(64)))
    assert len({tuple(hit.key for hit in one.hits) for one in answers}) == 1
    assert len(own_threads() - before) <= THREADS


def test_a_searcher_nobody_uses_any_more_ends_its_threads(served_plan, recwarn):
    before = own_threads()
    searcher = Searcher(load(served_plan))
    assert searcher.search("lookout", Filters(), limit=5).hits[0].key == "5120"
    (own,) = own_threads() - before
    del searcher
    gc.collect()
    own.join(timeout=30)
    assert not own.is_alive()
    assert not [one for one in recwarn if "sqlite" in str(one.message).lower()]
