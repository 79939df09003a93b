"""Groups of classes and the class itself, as a document publishes them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from meritplan.model.requirement import Requirement
from meritplan.model.span import Span

GroupKind = Literal["family", "series", "occupation"]
ExamType = Literal["OPEN", "INT_DEPT_PROM", "DEPT_PROM", "OPEN_INT_PROM"]
DriversLicense = Literal["required", "may_be_required", "none"]


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence or item of a document: a duty, a knowledge or an ability, with where it stands."""

    text: str
    spans: tuple[Span, ...] = ()


class Setting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of several surroundings a family works in ("Community Setting")."""

    name: str
    text: str
    spans: tuple[Span, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A family, series or occupation: what its classes share."""

    kind: GroupKind
    title: str | None = None
    code: str | None = None
    narrative: str | None = None
    settings: tuple[Setting, ...] = ()
    functions: tuple[str, ...] = ()
    promotional_line: str | None = None
    established: date | None = None
    revised: date | None = None
    evidence: dict[str, tuple[Span, ...]] = {}


class PayRange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One printed salary range, in US dollars per ``unit``."""

    name: str | None = None
    low: float | int | None = None
    high: float | int | None = None
    unit: str = msgspec.field(default_factory=lambda: "year")  # always written out
    department: str | None = None
    flat: bool = False


class Pay(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Grade, band and ranges. ``alternative_band`` absent means none is assigned."""

    grade: str | None = None
    band: str | None = None
    alternative_band: str | None = None
    ranges: tuple[PayRange, ...] = ()


class Filing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One printed window for applications. Times are kept as written."""

    opens: date | None = None
    closes: date | None = None
    text: str | None = None
    spans: tuple[Span, ...] = ()


class JobClass(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One class as one document describes it. Absent means the document does not say.

    ``source`` counts into the reading's sources; ``group`` names a group of the reading by title;
    ``evidence`` maps a field's name to the spans it was read from.
    """

    title: str
    code: str | None = None
    schematic_code: str | None = None
    group: str | None = None
    level: str | None = None
    source: int = 0
    summary: str | None = None
    duties: tuple[Statement, ...] = ()
    inherits_lower_duties: bool = False
    distinguishing: tuple[str, ...] = ()
    ksas: tuple[Statement, ...] = ()
    pay: Pay | None = None
    probation_months: int | None = None
    occupational_area: str | None = None
    work_area: str | None = None
    promotional_line: str | None = None
    effective_date: date | None = None
    established: date | None = None
    revised: date | None = None
    abolished: date | None = None
    last_action: str | None = None
    flsa_default: str | None = None
    bargaining_unit: str | None = None
    statutory_requirements: str | None = None
    conditions_of_employment: str | None = None
    supervises: tuple[str, ...] = ()
    open_date: date | None = None
    exam_type: ExamType | None = None
    drivers_license: DriversLicense | None = None
    filing: tuple[Filing, ...] = ()
    former_titles: tuple[str, ...] = ()
    minimum_qualifications: Requirement | None = None
    recommended_qualifications: Requirement | None = None
    prior_qualifications: Requirement | None = None
    desirable_qualifications: Requirement | None = None
    evidence: dict[str, tuple[Span, ...]] = {}
