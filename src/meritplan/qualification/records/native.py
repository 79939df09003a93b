"""Records and rulings from JSON values: the native form, or JSON Resume recognised by its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from meritplan.model.issue import Issue
from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.ruling import Ruling
from meritplan.qualification.records.json_resume import from_json_resume, is_json_resume
from meritplan.qualification.records.validation import validate, validate_rulings

FORMAT = "meritplan-record/1"
_LISTS = ("education", "coursework", "employment", "licenses", "training", "skills")


class RecordError(ValueError):
    """The record (or the rulings, or the position) cannot be read at all; the message names the field and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRead:
    """A record, and what a person should know about it."""

    record: Record
    issues: tuple[Issue, ...] = ()


def read_record(raw: Any, as_of: date | None = None) -> RecordRead:
    """The record a JSON value describes, with everything found wrong in it.

    Raises:
        RecordError: if it is no record, or a field holds a value of the wrong kind.
    """
    if not isinstance(raw, Mapping):
        raise RecordError('MP-Q001: a record must be a JSON object such as {"format": "meritplan-record/1", ...}')
    if is_json_resume(raw):
        record, issues = from_json_resume(raw)
        return RecordRead(record=record, issues=(*issues, *validate(record, as_of)))
    form = raw.get("format", FORMAT)
    if form != FORMAT:
        message = f"MP-Q001: the record says format {form!r}; this version reads {FORMAT!r} and JSON Resume 1.x"
        raise RecordError(message)
    record = _converted(raw)
    return RecordRead(record=record, issues=(*_unknown_keys(raw), *validate(record, as_of)))


def _converted(raw: Mapping[str, Any]) -> Record:
    try:
        return msgspec.convert(raw, Record)
    except msgspec.ValidationError as trouble:
        message = (
            f"MP-Q002: the record cannot be read: {trouble}; correct that field, or leave it out if it is not known"
        )
        raise RecordError(message) from None


def _unknown_keys(raw: Mapping[str, Any]) -> tuple[Issue, ...]:
    known = {field.encode_name for field in msgspec.structs.fields(Record)}
    strange = sorted(set(raw) - known)
    if not strange:
        return ()
    use = f"Known are: {', '.join(_LISTS)}, conditions, id, name."
    message = f"The record holds keys that are not used: {', '.join(strange)}. {use}"
    return (Issue(code="MP-Q003", severity="info", message=message),)


def read_rulings(raw: Any, record: Record | None = None) -> tuple[tuple[Ruling, ...], tuple[Issue, ...]]:
    """The rulings a JSON list describes, with those that reach nothing.

    Raises:
        RecordError: if it is no list of rulings.
    """
    if isinstance(raw, Mapping):
        raw = raw.get("rulings", [raw])
    try:
        rulings = msgspec.convert(raw if raw is not None else [], tuple[Ruling, ...])
    except msgspec.ValidationError as trouble:
        form = "each is an object with employment and counts_for, or field and counts_as, and an answer"
        message = f"MP-Q020: the rulings cannot be read: {trouble}; {form}"
        raise RecordError(message) from None
    return rulings, validate_rulings(rulings, record)


def read_position(raw: Any) -> Position:
    """The choices of a position: what it requires, what it waives.

    Raises:
        RecordError: if it is neither absent nor such an object.
    """
    try:
        return msgspec.convert(raw or {}, Position)
    except msgspec.ValidationError as trouble:
        message = f"MP-Q025: the position cannot be read: {trouble}; it has two lists of texts, require and waive"
        raise RecordError(message) from None
