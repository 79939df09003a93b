"""A class through all its editions: its key, code, titles past and present, and what replaced it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

import msgspec

from meritplan.plan.edition import ClassEdition, Key

FORMAT = "meritplan-class/1"


class Former(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code or title the class had, and the last day it had it, if known."""

    name: str
    until: date | None = None


class Retirement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The class is used no more after a day. It stays in the plan; ``replaced_by`` are keys of classes."""

    on: date
    by: str
    because: str
    replaced_by: tuple[str, ...] = ()


class ClassRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a class beyond its editions: ``classes/<key>/class.yaml``, where there is something."""

    format: str = msgspec.field(default_factory=lambda: FORMAT)
    key: Key
    former_codes: tuple[Former, ...] = ()
    former_titles: tuple[Former, ...] = ()
    retired: Retirement | None = None

    @property
    def path(self) -> str:
        """Where the record stands in the plan's folder."""
        return f"classes/{self.key}/class.yaml"


class PlanClass(msgspec.Struct, frozen=True, kw_only=True):
    """One class of a plan with all its editions, in the order of their numbers."""

    key: str
    record: ClassRecord
    editions: tuple[ClassEdition, ...]

    @property
    def newest(self) -> ClassEdition:
        """The last edition of :func:`in_sequence`, drafts included; a withdrawn one only where there is no other."""
        return in_sequence(self.editions)[-1]

    @property
    def code(self) -> str | None:
        """The code of the newest edition."""
        return self.newest.job_class.code

    @property
    def title(self) -> str:
        """The title of the newest edition."""
        return self.newest.job_class.title

    @property
    def former_codes(self) -> tuple[str, ...]:
        """Codes of the class other than the present one."""
        said = [one.name for one in self.record.former_codes]
        said += [one.job_class.code for one in self.editions if one.job_class.code]
        return tuple(dict.fromkeys(name for name in said if name != self.code))

    @property
    def former_titles(self) -> tuple[str, ...]:
        """Titles of the class other than the present one: entered, printed in an edition, or borne by one."""
        said = [one.name for one in self.record.former_titles]
        for one in self.editions:
            said += [one.job_class.title, *one.job_class.former_titles]
        return tuple(dict.fromkeys(name for name in said if name != self.title))

    def in_force(self, on: date) -> ClassEdition | None:
        """The edition in force on a day, or none: nothing adopted yet, ended, or the class retired."""
        if self.record.retired is not None and on > self.record.retired.on:
            return None
        return next((one for one in self.editions if one.standing(on) == "in force"), None)

    def edition(self, number: int) -> ClassEdition | None:
        """The edition of that number."""
        return next((one for one in self.editions if one.number == number), None)


def in_sequence(editions: Iterable[ClassEdition]) -> tuple[ClassEdition, ...]:
    """Editions of a class from the oldest to the newest, withdrawn ones first.

    An edition stands by the day it bears, but never before the one it rests on; of two alike the later entered one
    is newer. So the revision of what applies from next year is newer than that, whatever day its document bears.
    """
    found = {one.number: one for one in editions}
    if len(found) == 1:
        return tuple(found.values())

    def since(one: ClassEdition, passed: tuple[int, ...] = ()) -> date:
        day = one.dated or date.min
        basis = found.get(one.basis) if one.basis is not None and one.state in {"draft", "circulated"} else None
        if basis is None or basis.number in passed:
            return day
        return max(day, since(basis, (*passed, one.number)))

    return tuple(sorted(found.values(), key=lambda one: (one.state != "withdrawn", since(one), one.number)))


def slug(text: str) -> str:
    """A name for files: lower case, digits and hyphens.

    >>> slug("Social Worker, Senior (Clinical)")
    'social-worker-senior-clinical'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:80].rstrip("-") or "untitled"
