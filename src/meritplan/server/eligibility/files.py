"""Records in and out: the record's own form and JSON Resume, each saying what it could not carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from meritplan.model.determination import Determination
from meritplan.qualification import RecordError, read_record
from meritplan.server.eligibility.dates import partial_date
from meritplan.server.eligibility.entries import LEVELS, NOT_KNOWN
from meritplan.server.eligibility.sheet import MOST_CHARACTERS, Sheet, SheetError, TooMuchError, checked

FORMAT: Final = "meritplan-record/1"
RESUME: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
DETERMINATION: Final = "meritplan-determination/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """A sheet from a file, and what to tell the person about it."""

    sheet: Sheet
    notes: tuple[str, ...]


def imported(data: bytes, sheet: Sheet) -> Imported:
    """The record of a file: the record's own form, a determination saved earlier, or JSON Resume.

    Raises:
        TooMuchError, SheetError: if it holds no record that can be taken; the message says what to do.
    """
    if len(data) > MOST_CHARACTERS:
        raise TooMuchError(f"The file has {len(data):,} bytes; up to {MOST_CHARACTERS:,} are taken here.")
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise SheetError(
            "The file is not JSON. Choose a record saved from this page, or a résumé in the JSON Resume form."
        ) from None
    raw, rulings = _record_in(raw)
    try:
        read = read_record(raw)
    except RecordError as trouble:
        raise SheetError(str(trouble)) from None
    record = dict(raw) if raw.get("format") == FORMAT else msgspec.to_builtins(read.record)
    notes = tuple(issue.message for issue in read.issues if issue.severity == "info")
    taken = checked(sheet.replaced(record=_with_ids(record), rulings=rulings))
    return Imported(sheet=taken, notes=notes)


def _record_in(raw: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The record, and rulings that came with it."""
    if isinstance(raw, Mapping) and raw.get("format") == DETERMINATION and isinstance(raw.get("inputs"), Mapping):
        inputs = raw["inputs"]
        return dict(inputs.get("record") or {}), [one for one in inputs.get("rulings") or () if isinstance(one, dict)]
    if not isinstance(raw, dict):
        raise SheetError('The file holds no record. A record is a JSON object with "format": "meritplan-record/1".')
    known = {"format", "basics", "work", "education", "employment", "licenses", "training", "skills", "coursework"}
    if not known & set(raw):
        raise SheetError(
            "The file is JSON, but neither a record nor a résumé: it has none of education, employment, licenses, work."
        )
    return ({**raw, "format": FORMAT} if "format" not in raw and not {"basics", "work"} & set(raw) else raw), []


def _with_ids(record: dict[str, Any]) -> dict[str, Any]:
    jobs = record.get("employment")
    if not isinstance(jobs, list):
        return record
    taken = {str(job.get("id")) for job in jobs if job.get("id") is not None}
    free = (f"e{number}" for number in range(1, 10_000) if f"e{number}" not in taken)
    return {**record, "employment": [job if job.get("id") is not None else {"id": next(free), **job} for job in jobs]}


def record_file(sheet: Sheet) -> bytes:
    """The record as a file of its own form."""
    record = {"format": FORMAT, **{key: value for key, value in sheet.record.items() if key != "format"}}
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def answer_file(found: Determination) -> bytes:
    """The answer for one class with everything it rests on, to be worked out again by anybody."""
    return msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=2) + b"\n"


# --- JSON Resume ----------------------------------------------------------------------------------------------


def resume_file(sheet: Sheet) -> bytes:
    """The record as JSON Resume 1.0, as far as that form can say it."""
    record = sheet.record
    jobs = list(record.get("employment") or ())
    found: dict[str, Any] = {
        "$schema": RESUME,
        "basics": _said({"name": record.get("name")}),
        "work": [_work(job, "name") for job in jobs if job.get("paid") is not False],
        "volunteer": [_work(job, "organization") for job in jobs if job.get("paid") is False],
        "education": [_studied(each) for each in record.get("education") or ()],
        "certificates": [_certificate(each) for each in record.get("licenses") or ()],
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"


def _said(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in {None, ""}}


def _day(value: Any) -> str | None:
    text = str(value or "")
    try:
        return partial_date(text)
    except ValueError:
        return None


def _work(job: Mapping[str, Any], employer: str) -> dict[str, Any]:
    return _said(
        {
            employer: job.get("employer"),
            "position": job.get("title"),
            "startDate": _day(job.get("start")),
            "endDate": _day(job.get("end")),
            "summary": job.get("duties"),
        }
    )


def _studied(item: Mapping[str, Any]) -> dict[str, Any]:
    ged = item.get("level") == "high_school" and item.get("equivalency")
    level = str(item.get("level") or "")
    return _said(
        {
            "institution": item.get("institution"),
            "area": item.get("field"),
            "studyType": "GED" if ged else LEVELS.get(level, level),
            "endDate": _day(item.get("conferred")),
        }
    )


def _certificate(item: Mapping[str, Any]) -> dict[str, Any]:
    return _said({"name": item.get("name"), "issuer": item.get("issuer"), "date": _day(item.get("issued"))})


_CARRIED: Final[Mapping[str, tuple[str, ...]]] = {
    "employment": ("id", "employer", "title", "start", "duties"),
    "education": ("level", "field", "institution", "equivalency"),
    "licenses": ("name", "issuer", "issued"),
}
_CALLED: Final[Mapping[str, str]] = {
    "hours_per_week": "hours a week",
    "class_code": "civil-service class",
    "supervised": "people supervised",
    "share": "part of the working time",
    "verified": "what was verified",
    "in_progress": "whether it is in progress",
    "end": "that a job still goes on",
    "expected": "the date it is expected",
    "expires": "the date it runs out",
    "status": "whether it is held now",
    "accredited": "accreditation",
    "semester_units": "semester units",
    "quarter_units": "quarter units",
}
_LISTS: Final[Mapping[str, str]] = {
    "training": "training",
    "coursework": "coursework",
    "skills": "measured skills",
    "conditions": "answers to conditions",
}


def not_carried(sheet: Sheet) -> list[str]:
    """What of this record JSON Resume cannot say."""
    return [*_lost_of_entries(sheet.record), *(_LISTS[name] for name in _LISTS if sheet.record.get(name))]


def _lost_of_entries(record: Mapping[str, Any]) -> Iterator[str]:
    for name, carried in _CARRIED.items():
        lost = dict.fromkeys(
            _CALLED.get(key, key.replace("_", " "))
            for item in record.get(name) or ()
            for key, value in item.items()
            if _is_lost(key, value, carried)
        )
        called = {"employment": "of jobs", "education": "of schooling", "licenses": "of licenses"}[name]
        yield from (f"{words} ({called})" for words in lost)


def _is_lost(key: str, value: Any, carried: tuple[str, ...]) -> bool:
    if value is None and key == "end":
        return True  # "still there" and "not known" look alike in that form
    if value in {None, False} if not isinstance(value, dict | list) else not value:
        return False
    if key == "conferred":
        return value == NOT_KNOWN
    return key not in (*carried, "end", "paid")
