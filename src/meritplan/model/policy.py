"""A jurisdiction's arithmetic as values: what the engine must be told and never assumes."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

Number = int | float


class SupervisionTest(msgspec.Struct, frozen=True, kw_only=True):
    """What makes an employment supervisory: so many people, and so many functions (or these, by name)."""

    people: Number = 1
    functions: int | tuple[str, ...] = 0


class CollegeYear(msgspec.Struct, frozen=True, kw_only=True):
    """Units that make one year of college."""

    semester: Number = 30
    quarter: Number = 45


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """The keys the engine computes with. ``name`` is the profile they come from."""

    name: str = "default"
    full_time_hours: Number = 40
    month_rule: Literal["exact", "touch15", "hours_173"] = "exact"
    overlap: Literal["union", "sum_capped", "sum_uncapped"] = "union"
    part_time: Literal["prorate", "none"] = "prorate"
    volunteer: Literal["counts", "no"] = "counts"
    unspecified_experience: Literal["any", "related"] = "any"
    and_supervisory: Literal["may_overlap", "additive"] = "may_overlap"
    supervision_test: SupervisionTest = SupervisionTest()
    higher_degree_in_field_satisfies_lower: bool = True
    month_dates: Literal["widen", "whole", "subtract"] = "widen"
    employers: dict[str, tuple[str, ...]] = {}
    professional_level: Literal["doctorate", "master"] = "doctorate"
    rounding: Literal["half_up"] = "half_up"
    default_substitution: str = "none"
    patterns_proportional: bool = False
    license_equivalents: dict[str, tuple[str, ...]] = {}
    college_year_units: CollegeYear = CollegeYear()
    verification_gates: tuple[str, ...] = ("appointment",)


class PolicyKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One key of a profile: its value, the rule it comes from, as of when, and whether that was checked."""

    value: Any
    citation: str
    as_of: str
    verified: bool = False
    note: str | None = None


class PolicyProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A jurisdiction's policy as published: every key with its citation."""

    name: str
    title: str
    as_of: str
    keys: dict[str, PolicyKey] = {}
    note: str | None = None
