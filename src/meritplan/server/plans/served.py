"""The plan this process serves: loaded once, and loaded anew when its folder changes.

A write of our own touches a stamp, which every request looks at: whoever changed the plan sees the change in the next
page, whichever process answers. A change from outside (an editor, git, the command line) is seen within
:data:`PATIENCE` seconds, by a thread, so that no visitor waits for it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings

from meritplan.plan import Plan, PlanError, View, as_of, load, newest
from meritplan.server.plans.kept import Kept

PATIENCE = 5.0  # seconds until a change from outside is looked for again
SHARE = 100  # a look at a large folder takes long: it is not to take more than one part of this of the time
STAMP = "plan.stamp"


class Served:
    """A plan and what pages ask of it again and again. ``kept`` are answers that hold as long as the plan does.

    ``remembered`` says that the database knows this state (see :class:`~meritplan.server.plans.models.PlanState`).
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.kept = Kept()
        self.remembered = False
        self.as_of = lru_cache(maxsize=32)(self._as_of)

    def _as_of(self, on: date) -> View:
        return as_of(self.plan, on)

    @cached_property
    def newest(self) -> View:
        """The newest editions, drafts included."""
        return newest(self.plan)


class _Keeper:
    """Holds the plan of one folder and notices changes."""

    def __init__(self, root: Path, stamp: Path) -> None:
        self._root, self._stamp = root, stamp
        self._lock = threading.Lock()
        self._served: Served | None = None
        self._stamped, self._seen, self._look_again = 0, 0, 0.0

    def current(self) -> Served:
        served = self._served
        if served is None or _changed_at(self._stamp) != self._stamped:
            return self._reload()
        if time.monotonic() > self._look_again:
            self._look_again = time.monotonic() + 60
            threading.Thread(target=self._look, name="plan-watch", daemon=True).start()
        return served

    def _reload(self) -> Served:
        with self._lock:
            stamped = _changed_at(self._stamp)
            if self._served is None or stamped != self._stamped:
                self._seen = _state(self._root)
                self._served = Served(load(self._root))
                self._stamped, self._look_again = stamped, time.monotonic() + PATIENCE
            return self._served

    def _look(self) -> None:
        began = time.monotonic()
        state = _state(self._root)
        self._look_again = time.monotonic() + max(PATIENCE, SHARE * (time.monotonic() - began))
        if state == self._seen:
            return
        try:
            plan = load(self._root)
        except (PlanError, OSError):
            return  # somebody is in the middle of something: what was read before holds until it can be read again
        with self._lock:
            self._served, self._seen = Served(plan), state


def current() -> Served:
    """The plan as its folder stands.

    Raises:
        PlanError: if the folder holds no plan, or one that cannot be read.
    """
    return _keeper(settings.CONFIGURATION.plan, settings.CONFIGURATION.home / STAMP).current()


def changed() -> None:
    """Tell every process that the plan was written: the next page shows it."""
    stamp = settings.CONFIGURATION.home / STAMP
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    os.utime(stamp, ns=(time.time_ns(), time.time_ns()))


@lru_cache(maxsize=8)
def _keeper(root: Path, stamp: Path) -> _Keeper:
    return _Keeper(root, stamp)


def _changed_at(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _state(root: Path) -> int:
    """A number that changes when a document comes, goes or is written."""
    return hash(tuple(sorted(_documents(root))))


def _documents(folder: Path | str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if entry.name != "sources":
                    yield from _documents(entry.path)
            elif entry.name.endswith(".yaml"):
                said = entry.stat()
                yield entry.path, said.st_mtime_ns, said.st_size
