"""The plan made ready to be compared with, once for each state of it and each set of editions in force."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from meritplan.ladders import Ladders, ladders
from meritplan.model.policy import Policy
from meritplan.model.requirement import Condition, License, leaves
from meritplan.plan import ClassEdition, View
from meritplan.qualification import policy
from meritplan.qualification.compare import Candidate, candidate
from meritplan.server.plans.served import Served, current

KEPT: Final = 4  # states of the plan held ready
MOST_CONDITIONS: Final = 12
MOST_LICENSES: Final = 100


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """The classes of a day with their requirements made ready. ``drafts``: nothing is in force, these are drafts."""

    view: View
    drafts: bool
    mark: str
    policy: Policy

    @property
    def count(self) -> int:
        """How many classes there are."""
        return len(self.view.editions)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The classes ready to be compared with; of a large plan this takes a second, once."""
        return tuple(
            candidate(one.job_class.code, one.job_class.title, one.job_class.minimum_qualifications)
            for one in self.view.editions
        )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the classes, in the order of the candidates."""
        return tuple(edition.class_key for edition in self.view.editions)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Where each class stands among the candidates."""
        return {key: number for number, key in enumerate(self.keys)}

    @cached_property
    def ladders(self) -> Ladders:
        """Which class leads to which."""
        return ladders(self.view)

    @cached_property
    def group_titles(self) -> tuple[str, ...]:
        """The family or series of each class, in the order of the candidates."""
        known = {one.key: one.group.title or one.key for one in self.view.plan.groups}
        return tuple(
            known.get(edition.group or "", edition.group or edition.job_class.group or "")
            for edition in self.view.editions
        )

    @cached_property
    def conditions(self) -> tuple[str, ...]:
        """What classes ask most often that no diploma, job or license shows, in their words."""
        asked = Counter(
            leaf.quote
            for edition in self.view.editions
            if edition.job_class.minimum_qualifications is not None
            for leaf in leaves(edition.job_class.minimum_qualifications)
            if isinstance(leaf, Condition) and leaf.quote and leaf.kind != "age"
        )
        return tuple(words for words, _ in asked.most_common(MOST_CONDITIONS))

    @cached_property
    def licenses(self) -> tuple[str, ...]:
        """The licenses classes ask for most often, by name."""
        asked = Counter(
            name
            for edition in self.view.editions
            if edition.job_class.minimum_qualifications is not None
            for leaf in leaves(edition.job_class.minimum_qualifications)
            if isinstance(leaf, License)
            for name in leaf.names
        )
        return tuple(name for name, _ in asked.most_common(MOST_LICENSES))

    @cached_property
    def asks_age(self) -> bool:
        """Whether any class asks for an age."""
        return any(
            isinstance(leaf, Condition) and leaf.kind == "age"
            for edition in self.view.editions
            if edition.job_class.minimum_qualifications is not None
            for leaf in leaves(edition.job_class.minimum_qualifications)
        )

    def named(self, name: str | None) -> str | None:
        """The key of the one class of this day that a code or title means."""
        if not name:
            return None
        meant = [one.key for one in self.view.plan.named(name) if one.key in self.numbers]
        return meant[0] if len(meant) == 1 else None

    def edition(self, key: str) -> ClassEdition | None:
        """The edition of a class."""
        return self.view.by_key.get(key)


class _Shelf:
    """Keeps the last few that were made ready; what is being made ready is waited for, not made twice."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Prepared] = OrderedDict()

    def get(self, served: Served, on: date) -> Prepared:
        view = served.as_of(on)
        drafts = not view.editions
        view = served.newest if drafts else view
        mark = _mark(view)
        with self._lock:
            found = self._kept.get(mark)
            if found is None:
                found = Prepared(view=view, drafts=drafts, mark=mark, policy=policy(view.plan.policy))
                self._kept[mark] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(mark)
            return found


def _mark(view: View) -> str:
    """The state of the plan, and which editions of it: many days have the same."""
    return f"{view.plan.fingerprint}-{hash(tuple((one.class_key, one.number) for one in view.editions))}"


_SHELF = _Shelf()


def prepared(on: date) -> Prepared:
    """The classes in force on a day, ready; of a plan with nothing in force, the newest drafts.

    Raises:
        PlanError: if there is no plan to serve.
    """
    return _SHELF.get(current(), on)


def begin(on: date) -> None:
    """Start making the classes of a day ready, while the visitor reads the first page."""
    ready = prepared(on)
    threading.Thread(target=_work_out, args=(ready,), name="eligibility-prepare", daemon=True).start()


def _work_out(ready: Prepared) -> None:
    _ = ready.candidates, ready.ladders
