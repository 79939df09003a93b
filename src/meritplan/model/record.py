"""One person's record: what they say they have, in the ``meritplan-record/1`` form.

Absent means unknown, never "no"; a list that is present is complete. Dates are ISO 8601 texts and may be
partial (``2019``, ``2019-05``); nothing is filled in here.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

Number = int | float
PartialDate = str | int | None


class Verification(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who checked a claim, how, when, and what came out: verified, contradicted, unobtainable or pending."""

    by: str | None = None
    on: str | None = None
    method: str | None = None
    result: str | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every item of a record may carry."""

    verified: Verification | bool | None = None


class Degree(Item, frozen=True, kw_only=True, omit_defaults=True):
    """A credential or a stretch of study. Without dates and not in progress it counts as conferred."""

    level: str | None = None
    field: str | None = None
    institution: str | None = None
    accredited: bool | None = None
    conferred: PartialDate = None
    equivalency: str | None = None
    in_progress: bool | None = None
    expected: PartialDate = None
    semester_units: Number | None = None
    quarter_units: Number | None = None
    years: Number | None = None


class CourseworkTaken(Item, frozen=True, kw_only=True, omit_defaults=True):
    """Units or courses taken in a subject."""

    subject: str | None = None
    semester_units: Number | None = None
    quarter_units: Number | None = None
    courses: Number | None = None
    hours: Number | None = None
    level: str | None = None
    accredited: bool | None = None
    completed: PartialDate = None


class Supervised(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How many people were supervised, and in which functions."""

    people: Number | None = None
    functions: tuple[str, ...] | None = None


class Employment(Item, frozen=True, kw_only=True, omit_defaults=True):
    """One job. ``end`` null means still employed; an absent ``end`` is unknown."""

    id: str | int | None = None
    employer: str | None = None
    title: str | None = None
    class_code: str | None = None
    start: PartialDate = None
    end: PartialDate | UnsetType = UNSET
    hours_per_week: Number | None = None
    paid: bool | None = None
    sector: str | None = None
    supervised: Supervised | None = None
    duties: str | None = None
    share: Number | None = None


class LicenseHeld(Item, frozen=True, kw_only=True, omit_defaults=True):
    """A license, registration or certificate. ``status``: active, suspended, lapsed, eligible, applied."""

    name: str | None = None
    issuer: str | None = None
    number: str | None = None
    issued: PartialDate = None
    expires: PartialDate = None
    status: str | None = None


class TrainingDone(Item, frozen=True, kw_only=True, omit_defaults=True):
    """A program of training completed."""

    program: str | None = None
    completed: PartialDate = None
    hours: Number | None = None


class SkillShown(Item, frozen=True, kw_only=True, omit_defaults=True):
    """A measured skill."""

    skill: str | None = None
    value: Number | None = None
    unit: str | None = None
    measured: PartialDate = None


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one person has. A list that is absent is unknown; an empty one says "none"."""

    format: str = "meritplan-record/1"
    id: str | int | None = None
    name: str | None = None
    education: tuple[Degree, ...] | None = None
    coursework: tuple[CourseworkTaken, ...] | None = None
    employment: tuple[Employment, ...] | None = None
    licenses: tuple[LicenseHeld, ...] | None = None
    training: tuple[TrainingDone, ...] | None = None
    skills: tuple[SkillShown, ...] | None = None
    conditions: dict[str, Any] | None = None
