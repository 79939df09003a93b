"""What the pages of one state of the plan share: each part is worked out when it is first asked for, and kept.

Days between two changes of the plan show the same editions, so days are told apart only where something begins or
ends; however many days visitors ask for, there are few views.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property, lru_cache
from weakref import WeakKeyDictionary

from meritplan.ladders import Ladders, ladders
from meritplan.model.policy import Policy
from meritplan.pay.book import PayBook, pay_book
from meritplan.pay.of_class import ClassPay, pay_of
from meritplan.plan import ClassEdition, GroupDocument, Plan, PlanClass, SourceDocument, View
from meritplan.plan.diff import ClassDifference, edition_difference
from meritplan.plan.identity import slug
from meritplan.qualification import PolicyError, policy
from meritplan.server.catalogue import grouping
from meritplan.server.catalogue.searching import Searcher
from meritplan.server.catalogue.steps import Picture, around, parts
from meritplan.server.plans.served import Served, current

VIEWS = 12
PICTURES = 500
DIFFERENCES = 500
PERSONS = 200  # made-up persons that try a changed requirement
DAY = timedelta(days=1)


class Shown:
    """The plan on a day as pages show it: one edition for each class that has one then."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._lock = threading.RLock()
        self.around = lru_cache(maxsize=PICTURES)(self._around)

    @cached_property
    def by_key(self) -> Mapping[str, ClassEdition]:
        """The editions by key of their class."""
        return self.view.by_key

    @property
    def ladders(self) -> Ladders:
        """What leads to what: worked out by the first visitor who asks, while the others wait."""
        with self._lock:
            return self._ladders

    @cached_property
    def _ladders(self) -> Ladders:
        return ladders(self.view)

    def _around(self, key: str, most: int, query: str) -> Picture:
        """The ladder picture around a class (see :func:`~.steps.around`)."""
        return around(self.ladders, key, most=most, query=query)

    @cached_property
    def parts(self) -> list[Ladders]:
        """The ladders that hang together."""
        return parts(self.ladders)

    @cached_property
    def members(self) -> grouping.Members:
        """The editions by key of their group, in order of level."""
        return grouping.members(self.view.editions)

    @cached_property
    def groups(self) -> list[grouping.ShownGroup]:
        """The groups that have classes then."""
        return grouping.groups(self.view.plan.groups, self.members)

    @cached_property
    def choices(self) -> grouping.Choices:
        """What filters offer."""
        return grouping.choices(self.view)

    @cached_property
    def joined(self) -> Ladders:
        """The ladders without the classes that stand on none."""
        return self.ladders.joined()


class Reference:
    """What is derived from one state of a plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.difference = lru_cache(maxsize=DIFFERENCES)(self._difference)
        self._shown = lru_cache(maxsize=VIEWS)(self._view)
        self.search = Searcher(plan).search

    def shown(self, on: date, *, strictly: bool = False) -> Shown:
        """The plan on a day. Of a class with nothing in force the newest edition, unless ``strictly``."""
        return self._shown(bisect_right(self._turns, on), strictly)

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which something begins to apply, or applies no more."""
        return sorted({day for one in self.plan.classes for day in _turns_of(one)})

    def _view(self, period: int, strictly: bool) -> Shown:
        day = self._turns[period - 1] if period else date.min
        editions = (edition_on(one, day, strictly=strictly) for one in self.plan.classes)
        return Shown(View(plan=self.plan, on=day, editions=tuple(one for one in editions if one is not None)))

    @cached_property
    def groups(self) -> Mapping[str, GroupDocument]:
        """The groups by key."""
        return {one.key: one for one in self.plan.groups}

    @cached_property
    def sources(self) -> Mapping[str, SourceDocument]:
        """What is known of each original, by its hash."""
        return {one.sha256: one for one in self.plan.sources}

    def meant(self, name: str) -> tuple[PlanClass, ...]:
        """The classes an address may mean: by key, code or title, past or present, or a title as addresses spell it."""
        return self.plan.named(name) or self._by_slug.get(slug(name), ())

    @cached_property
    def _by_slug(self) -> Mapping[str, tuple[PlanClass, ...]]:
        found: dict[str, dict[str, PlanClass]] = {}
        for one in self.plan.classes:
            for title in (one.title, *one.former_titles):
                found.setdefault(slug(title), {})[one.key] = one
        return {name: tuple(those.values()) for name, those in found.items()}

    @cached_property
    def policy(self) -> Policy:
        """The rules the plan computes with; the default ones where the plan's own cannot be used."""
        try:
            return policy(self.plan.policy)
        except PolicyError:
            return policy("default")

    @cached_property
    def _book(self) -> PayBook:
        return pay_book(self.plan)

    def pay(self, job_class: PlanClass, on: date) -> ClassPay:
        """What a class pays on a day."""
        return pay_of(self._book, job_class, on)

    def _difference(self, key: str, before: int, after: int) -> ClassDifference:
        editions = {one.number: one for one in self.plan.by_key[key].editions}
        return edition_difference(editions[before], editions[after], self.policy, most=PERSONS)


def edition_on(job_class: PlanClass, on: date, *, strictly: bool) -> ClassEdition | None:
    """The edition in force on a day; if there is none and not ``strictly``, the newest, drafts among them."""
    found = job_class.in_force(on)
    if found is not None or strictly:
        return found
    newest = job_class.newest
    return None if job_class.record.retired or newest.state == "withdrawn" else newest


def reference() -> Reference:
    """That of the plan being served.

    Raises:
        PlanError: if the folder holds no plan, or one that cannot be read.
    """
    return reference_of(current())


def reference_of(served: Served) -> Reference:
    """That of a state of the plan; the same for as long as it is served."""
    with _LOCK:
        found = _KNOWN.get(served)
        if found is None:
            found = _KNOWN[served] = Reference(served.plan)
        return found


_KNOWN: WeakKeyDictionary[Served, Reference] = WeakKeyDictionary()
_LOCK = threading.Lock()


def _turns_of(job_class: PlanClass) -> Iterator[date]:
    for one in job_class.editions:
        if one.effective_from:
            yield one.effective_from
        if one.effective_to and one.effective_to < date.max:
            yield one.effective_to + DAY
    if job_class.record.retired and job_class.record.retired.on < date.max:
        yield job_class.record.retired.on + DAY
