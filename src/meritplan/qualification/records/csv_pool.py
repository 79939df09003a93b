"""A simple pool as CSV: one row for each claim, gathered by applicant.

Columns: ``id``, ``name``, ``kind`` (employment, education, license, coursework, training, skill), and the fields of
that kind as the record names them. An empty cell is unknown; ``end`` takes ``present`` for "still employed".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from meritplan.model.issue import Issue
from meritplan.model.record import Degree, Employment, LicenseHeld, Record, SkillShown, TrainingDone

_LISTS = {
    "employment": "employment",
    "education": "education",
    "license": "licenses",
    "coursework": "coursework",
    "training": "training",
    "skill": "skills",
}
_NUMBERS = {"hours_per_week", "share", "semester_units", "quarter_units", "years", "courses", "value", "people"}
_FLAGS = {"paid", "accredited", "in_progress"}
_PRESENT = {"present", "current", "now"}


def pool_from_csv(text: str) -> tuple[list[dict[str, Any]], tuple[Issue, ...]]:
    """The records of a pool as JSON values, in the order their applicants first appear, with rows set aside."""
    people: dict[str, dict[str, Any]] = {}
    issues: list[Issue] = []
    rows = csv.DictReader(io.StringIO(text))
    for number, row in enumerate(rows, start=2):
        cells = {
            (key or "").strip().lower(): (cell or "").strip() for key, cell in row.items() if isinstance(cell, str)
        }
        kind = _LISTS.get(cells.get("kind", "").lower())
        if not cells.get("id") or kind is None:
            issues.append(_set_aside(number, cells))
            continue
        person = people.setdefault(cells["id"], {"format": "meritplan-record/1", "id": cells["id"]})
        if cells.get("name") and kind in {"employment", "education"}:
            person.setdefault("name", cells["name"])
        try:
            person.setdefault(kind, []).append(_item(kind, cells, len(person.get(kind, []))))
        except ValueError as trouble:
            issues.append(
                Issue(code="MP-Q006", severity="error", message=f"Row {number}: {trouble}; the row is set aside.")
            )
    return list(people.values()), tuple(issues)


def _set_aside(number: int, cells: Mapping[str, str]) -> Issue:
    found = f"Row {number} has id {cells.get('id')!r} and kind {cells.get('kind')!r}"
    message = f"{found}; it needs an id and a kind of {', '.join(_LISTS)}. The row is set aside."
    return Issue(code="MP-Q006", severity="error", message=message)


def _item(kind: str, cells: Mapping[str, str], place: int) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for key, cell in cells.items():
        if not cell or key in {"id", "kind"} or key not in _FIELDS[kind]:
            continue
        item[key] = _value(key, cell)
    if kind == "employment":
        item.setdefault("id", cells.get("job_id") or f"e{place + 1}")
        if cells.get("end", "").lower() in _PRESENT:
            item["end"] = None
        if cells.get("people"):
            item["supervised"] = {"people": _number("people", cells["people"])}
    return item


_FIELDS: dict[str, frozenset[str]] = {
    "employment": frozenset(Employment.__struct_fields__) - {"id", "supervised", "verified"},
    "education": frozenset(Degree.__struct_fields__) - {"verified"},
    "licenses": frozenset(LicenseHeld.__struct_fields__) - {"verified"},
    "coursework": frozenset({"subject", "semester_units", "quarter_units", "courses", "completed"}),
    "training": frozenset(TrainingDone.__struct_fields__) - {"verified", "hours"},
    "skills": frozenset(SkillShown.__struct_fields__) - {"verified"},
}
RECORD_LISTS = frozenset(Record.__struct_fields__)


def _value(key: str, cell: str) -> Any:
    if key in _NUMBERS:
        return _number(key, cell)
    if key in _FLAGS:
        flag = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}.get(cell.lower())
        if flag is None:
            message = f"{key} is {cell!r}, it must be yes or no"
            raise ValueError(message)
        return flag
    return cell


def _number(key: str, cell: str) -> int | float:
    try:
        return int(cell) if cell.lstrip("-").isdigit() else float(cell)
    except ValueError:
        message = f"{key} is {cell!r}, it must be a number"
        raise ValueError(message) from None
