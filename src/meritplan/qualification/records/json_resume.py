"""JSON Resume 1.x as a record. What it cannot carry stays unknown and is listed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET

from meritplan.model.issue import Issue
from meritplan.model.record import Degree, Employment, LicenseHeld, Record

_LEVELS = (
    (re.compile(r"\b(ph\.?\s?d|doctor|d\.?sc)", re.IGNORECASE), "doctorate"),
    (re.compile(r"\b(j\.?d\.?|m\.?d\.?|juris)\b", re.IGNORECASE), "professional"),
    (re.compile(r"\b(master|m\.?a\.?|m\.?s\.?|m\.?sc|mba|msw|mpa)\b", re.IGNORECASE), "master"),
    (re.compile(r"\b(bachelor|b\.?a\.?|b\.?s\.?|b\.?sc|bsw)\b", re.IGNORECASE), "bachelor"),
    (re.compile(r"\b(associate|a\.?a\.?|a\.?s\.?|a\.?a\.?s)\b", re.IGNORECASE), "associate"),
    (re.compile(r"\b(high school|ged|diploma)\b", re.IGNORECASE), "high_school"),
)
NOT_CARRIED = (
    "hours per week",
    "whether work was paid (for work entries)",
    "people supervised",
    "part of the time spent on the described duties",
    "accreditation",
    "license status, issuing state in a fixed form",
    "units and coursework amounts",
    "whether a list is complete",
)


def is_json_resume(raw: Mapping[str, Any]) -> bool:
    """Whether a JSON object has the keys of JSON Resume and not those of a record."""
    return "format" not in raw and ("basics" in raw or "work" in raw)


def from_json_resume(raw: Mapping[str, Any]) -> tuple[Record, tuple[Issue, ...]]:
    """The record, and what the form could not say."""
    basics = raw.get("basics") if isinstance(raw.get("basics"), Mapping) else {}
    work = [_job(f"w{number}", each, paid=None) for number, each in enumerate(_entries(raw, "work"), start=1)]
    work += [_job(f"v{number}", each, paid=False) for number, each in enumerate(_entries(raw, "volunteer"), start=1)]
    record = Record(
        id=str(basics.get("email") or basics.get("name") or "") or None,  # type: ignore[union-attr]
        name=_text(basics, "name"),
        education=tuple(_degree(each) for each in _entries(raw, "education")) if "education" in raw else None,
        employment=tuple(work) if "work" in raw else None,
        licenses=tuple(_license(each) for each in _entries(raw, "certificates")) or None,
    )
    message = f"JSON Resume does not carry: {'; '.join(NOT_CARRIED)}. These stay unknown."
    return record, (Issue(code="MP-Q005", severity="info", message=message),)


def _entries(raw: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = raw.get(key)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def _text(entry: Any, key: str) -> str | None:
    found = entry.get(key) if isinstance(entry, Mapping) else None
    return str(found) if found else None


def _job(job_id: str, entry: Mapping[str, Any], *, paid: bool | None) -> Employment:
    return Employment(
        id=job_id,
        employer=_text(entry, "name") or _text(entry, "company") or _text(entry, "organization"),
        title=_text(entry, "position"),
        start=_text(entry, "startDate"),
        end=_text(entry, "endDate") or UNSET,  # an absent end may mean "still employed", or not known
        paid=paid,
        duties=_text(entry, "summary"),
    )


def _degree(entry: Mapping[str, Any]) -> Degree:
    kind = _text(entry, "studyType") or ""
    return Degree(
        level=next((level for words, level in _LEVELS if words.search(kind)), kind or None),
        field=_text(entry, "area"),
        institution=_text(entry, "institution"),
        conferred=_text(entry, "endDate"),
        # without an end date nobody can tell whether the study was finished
        in_progress=None if entry.get("endDate") else True,
    )


def _license(entry: Mapping[str, Any]) -> LicenseHeld:
    return LicenseHeld(name=_text(entry, "name"), issuer=_text(entry, "issuer"), issued=_text(entry, "date"))
