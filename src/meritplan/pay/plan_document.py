"""Pay plans as documents: read from YAML or JSON with everything wrong said, written canonically."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import yaml

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.money import UNITS, Unit, amount
from meritplan.pay.plan import FORMAT, ZONE_STEP, PayGrade, PayPlan

_KEYS = frozenset("format title unit effective_from effective_to jurisdiction citation zone_step grades".split())
_GRADE_KEYS = frozenset("grade low market high kind".split())


def plan_from(raw: Any, where: str = "pay plan") -> tuple[PayPlan | None, list[Issue]]:
    """The pay plan a parsed document holds, and what is wrong with it; None where it cannot be used at all."""
    issues = list(_missing(raw, where))
    if issues:
        return None, issues
    issues += [
        trouble.plan_unreadable(where, f"the key {key!r} is not known", f"one of {', '.join(sorted(_KEYS))}")
        for key in raw
        if key not in _KEYS
    ]
    begins, ends = day_of(raw["effective_from"]), day_of(raw.get("effective_to"))
    unit = _unit(raw["unit"])
    if begins is None or unit is None or (ends is not None and ends < begins):
        stated = f"in force from {raw['effective_from']} to {raw.get('effective_to') or 'further notice'}"
        found = f"unit {raw['unit']!r}, {stated}"
        return None, [
            *issues,
            trouble.plan_unreadable(where, found, f"one of {', '.join(UNITS)} and two days in order"),
        ]
    grades = tuple(_grades(raw["grades"], where, issues))
    return (
        PayPlan(
            title=str(raw["title"]),
            unit=unit,
            effective_from=begins,
            effective_to=ends,
            jurisdiction=raw.get("jurisdiction"),
            citation=raw.get("citation"),
            zone_step=amount(raw.get("zone_step")) or ZONE_STEP,
            grades=grades,
        ),
        issues,
    )


def plan_from_text(text: str, where: str = "pay plan") -> tuple[PayPlan | None, list[Issue]]:
    """The pay plan in YAML or JSON."""
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return None, [trouble.plan_unreadable(where, f"it cannot be parsed ({error})", "YAML or JSON")]
    return plan_from(raw, where)


def as_document(plan: PayPlan) -> dict[str, Any]:
    """The plan as plain data in canonical order; amounts are strings, absent facts left out."""
    head: dict[str, Any] = {
        "format": plan.format,
        "title": plan.title,
        "jurisdiction": plan.jurisdiction,
        "citation": plan.citation,
        "unit": plan.unit,
        "effective_from": plan.effective_from,
        "effective_to": plan.effective_to,
        "zone_step": None if plan.zone_step == ZONE_STEP else str(plan.zone_step),
    }
    grades = [
        {
            "grade": each.grade,
            **({"kind": each.kind} if each.kind != "grade" else {}),
            "low": str(each.low),
            **({"market": str(each.market)} if each.market is not None else {}),
            "high": str(each.high),
        }
        for each in plan.grades
    ]
    return {**{key: value for key, value in head.items() if value is not None}, "grades": grades}


def to_yaml(plan: PayPlan) -> str:
    """The plan as YAML. Same value, same bytes."""
    return yaml.safe_dump(as_document(plan), sort_keys=False, allow_unicode=True, width=120)


def day_of(value: object) -> date | None:
    """A day out of YAML or JSON, None where there is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _missing(raw: Any, where: str) -> Iterator[Issue]:
    if not isinstance(raw, Mapping) or raw.get("format") != FORMAT:
        found = f"its format is {raw.get('format')!r}" if isinstance(raw, Mapping) else "it is no mapping"
        yield trouble.plan_unreadable(where, found, f"format {FORMAT!r}")
        return
    for key in ("title", "unit", "effective_from", "grades"):
        if not raw.get(key):
            yield trouble.plan_unreadable(where, f"{key} is missing", f"a document with {key}")


def _grades(raw: Any, where: str, issues: list[Issue]) -> Iterator[PayGrade]:
    seen: set[str] = set()
    for number, each in enumerate(raw if isinstance(raw, list) else [raw], 1):
        place = f"{where}, grade {number}"
        if not isinstance(each, Mapping) or not _GRADE_KEYS.issuperset(each) or not each.get("grade"):
            expected = f"a grade with {', '.join(sorted(_GRADE_KEYS))}"
            issues.append(trouble.plan_unreadable(place, f"{each!r}"[:80], expected))
            continue
        grade = _grade(each, place, issues)
        if grade is not None and grade.grade in seen:
            issues.append(trouble.grade_twice(grade.grade))
        elif grade is not None:
            seen.add(grade.grade)
            yield grade


def _grade(each: Mapping[str, Any], place: str, issues: list[Issue]) -> PayGrade | None:
    name = str(each["grade"])
    low, market, high = (amount(each.get(key)) for key in ("low", "market", "high"))
    if low is None or high is None or (market is None and each.get("market") is not None):
        issues.append(trouble.plan_unreadable(f"{place} ({name})", f"{dict(each)!r}"[:80], "low and high as amounts"))
        return None
    if not _ordered(low, market, high):
        issues.append(trouble.grade_disordered(name, low, market, high))
        return None
    if market is None:
        issues.append(trouble.no_market(name))
    kind: Literal["grade", "band"] = "band" if each.get("kind") == "band" else "grade"
    return PayGrade(grade=name, low=low, high=high, market=market, kind=kind)


def _ordered(low: Decimal, market: Decimal | None, high: Decimal) -> bool:
    return low <= high and (market is None or low <= market <= high)


def _unit(text: object) -> Unit | None:
    return next((unit for unit in UNITS if unit == text), None)
