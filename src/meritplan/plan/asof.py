"""A plan as it stands on a day, or as it would if every newest edition applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from meritplan.plan.edition import ClassEdition
from meritplan.plan.value import Plan


@dataclass(frozen=True, kw_only=True)
class View:
    """One edition for each class. ``on`` is the day, or none for the newest editions, drafts included."""

    plan: Plan
    on: date | None
    editions: tuple[ClassEdition, ...]

    @cached_property
    def by_key(self) -> Mapping[str, ClassEdition]:
        """The editions by key of their class."""
        return {one.class_key: one for one in self.editions}

    @cached_property
    def by_code(self) -> Mapping[str, ClassEdition]:
        """The editions by the code they print."""
        return {one.job_class.code: one for one in self.editions if one.job_class.code}


def as_of(plan: Plan, on: date) -> View:
    """The editions in force on a day. Classes with none are left out."""
    found = (one.in_force(on) for one in plan.classes)
    return View(plan=plan, on=on, editions=tuple(one for one in found if one is not None))


def newest(plan: Plan) -> View:
    """The newest edition of every class that is not retired, whatever its state; withdrawn ones are left out."""
    editions = (one.newest for one in plan.classes if one.record.retired is None)
    return View(plan=plan, on=None, editions=tuple(one for one in editions if one.state != "withdrawn"))
