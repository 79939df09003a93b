"""A simple pool as CSV: one row for each claim, gathered by applicant.

Columns: ``id``, ``name``, ``kind`` (employment, education, license, coursework, training, skill), and the fields of
that kind as the record names them. An empty cell is unknown; ``end`` takes ``present`` for "still employed".
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvPool:
    """The records of a pool, and what could not be read.

    ``rows`` has the number of the row where each record begins (the header is row 1), ``incomplete`` what could not
    be read of a person, with its row: what is left of that record says less than the person has.
    """

    header: tuple[str, ...]
    records: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]
    issues: tuple[Issue, ...]
    incomplete: Mapping[str, tuple[int, str]]
    nobodys: tuple[tuple[int, str], ...]


def pool_from_csv(text: str) -> tuple[list[dict[str, Any]], tuple[Issue, ...]]:
    """The records of a pool as JSON values, in the order their applicants first appear, with rows set aside."""
    found = read_csv_pool(text)
    return list(found.records), found.issues


def read_csv_pool(text: str) -> CsvPool:
    """The records of a pool with the rows they stand in."""
    people: dict[str, dict[str, Any]] = {}
    begins: dict[str, int] = {}
    troubles: list[tuple[int, str, str]] = []
    rows = csv.DictReader(io.StringIO(text))
    for number, row in enumerate(rows, start=2):
        cells = {
            (key or "").strip().lower(): (cell or "").strip() for key, cell in row.items() if isinstance(cell, str)
        }
        try:
            _gather(people, cells)
        except ValueError as trouble:
            troubles.append((number, cells.get("id", ""), str(trouble)))
        begins.setdefault(cells.get("id", ""), number)
    incomplete = {name: (number, trouble) for number, name, trouble in reversed(troubles) if name}
    return CsvPool(
        header=tuple((name or "").strip().lower() for name in rows.fieldnames or ()),
        records=tuple(people.values()),
        rows=tuple(begins[name] for name in people),
        issues=tuple(_set_aside(number, trouble) for number, _, trouble in troubles),
        incomplete=incomplete,
        nobodys=tuple((number, trouble) for number, name, trouble in troubles if not name),
    )


def _gather(people: dict[str, dict[str, Any]], cells: Mapping[str, str]) -> None:
    """Put what a row says to the rest of its person; ValueError says why it cannot be read."""
    kind = _LISTS.get(cells.get("kind", "").lower())
    if not cells.get("id") or kind is None:
        message = f"it has id {cells.get('id')!r} and kind {cells.get('kind')!r}; it needs an id and a kind of "
        raise ValueError(message + ", ".join(_LISTS))
    person = people.setdefault(cells["id"], {"format": "meritplan-record/1", "id": cells["id"]})
    if cells.get("name") and kind in {"employment", "education"}:
        person.setdefault("name", cells["name"])
    item = _item(kind, cells, len(person.get(kind, [])))  # read first: an empty list would say "none"
    person.setdefault(kind, []).append(item)


def _set_aside(number: int, trouble: str) -> Issue:
    return Issue(code="MP-Q006", severity="error", message=f"Row {number}: {trouble}; the row is set aside.")


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
