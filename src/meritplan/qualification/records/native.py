"""Records and rulings from JSON values: the native form, or JSON Resume recognised by its keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from meritplan.model.issue import Issue
from meritplan.model.position import Position
from meritplan.model.record import CourseworkTaken, Degree, Employment, LicenseHeld, Record, SkillShown, TrainingDone
from meritplan.model.ruling import Ruling
from meritplan.qualification.attainments import EVERY_OTHER
from meritplan.qualification.records.json_resume import from_json_resume, is_json_resume
from meritplan.qualification.records.validation import validate, validate_rulings

FORMAT = "meritplan-record/1"
_LISTS: dict[str, type[msgspec.Struct]] = {
    "education": Degree,
    "coursework": CourseworkTaken,
    "employment": Employment,
    "licenses": LicenseHeld,
    "training": TrainingDone,
    "skills": SkillShown,
}
_MISTAKEN = re.compile(r"Expected `(?P<wanted>[^`]+)`, got `(?P<found>[^`]+)`(?: - at `(?P<where>[^`]+)`)?")


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
    held = raw.get("conditions")
    if isinstance(held, list) and all(isinstance(each, str) for each in held):
        # a list of the conditions that are met; like any list that is present it is complete (C11, C31)
        raw = {**raw, "conditions": {**dict.fromkeys(held, True), EVERY_OTHER: False}}
    try:
        return msgspec.convert(raw, Record)
    except msgspec.ValidationError as trouble:
        message = (
            f"MP-Q002: the record cannot be read: {in_words(trouble)}; correct that field, or leave it out if it is "
            "not known"
        )
        raise RecordError(message) from None


_KINDS = {
    "array": "a list",
    "object": "an object in braces",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "null": "nothing",
}


def in_words(trouble: msgspec.ValidationError) -> str:
    """Which field holds what, and what was expected there, for people who do not program.

    >>> in_words(msgspec.ValidationError("Expected `array | null`, got `str` - at `$.employment`"))
    'employment holds a text where a list is expected'
    """
    found = _MISTAKEN.fullmatch(str(trouble))
    if found is None:
        return str(trouble)
    wanted = dict.fromkeys(_KINDS.get(kind, kind) for kind in found["wanted"].split(" | ") if kind != "null")
    where = (found["where"] or "").removeprefix("$").removeprefix(".") or "it"
    return f"{where} holds {_KINDS.get(found['found'], found['found'])} where {' or '.join(wanted)} is expected"


def _unknown_keys(raw: Mapping[str, Any]) -> tuple[Issue, ...]:
    found = [_unused("The record", raw, Record)] if set(raw) - _keys(Record) else []
    for name, kind in _LISTS.items():
        places: dict[str, list[int]] = {}
        for number, item in enumerate(raw.get(name) or ()):
            for key in sorted(set(item) - _keys(kind)):
                places.setdefault(key, []).append(number)
        found.extend(_unused_in(name, key, numbers, kind) for key, numbers in places.items())
    return tuple(found)


def _keys(kind: type[msgspec.Struct]) -> frozenset[str]:
    return frozenset(field.encode_name for field in msgspec.structs.fields(kind))


def _unused(what: str, raw: Mapping[str, Any], kind: type[msgspec.Struct]) -> Issue:
    strange = ", ".join(sorted(set(raw) - _keys(kind)))
    message = f"{what} holds keys that are not used: {strange}. Known are: {', '.join(sorted(_keys(kind)))}."
    return Issue(code="MP-Q003", severity="info", message=message)


def _unused_in(name: str, key: str, numbers: Sequence[int], kind: type[msgspec.Struct]) -> Issue:
    """One message for a key, however many items have it."""
    where = f"{name}[{numbers[0]}].{key}" + (f" and {len(numbers) - 1} more" if len(numbers) > 1 else "")
    message = f"{where} is not used: items of {name} have no {key}. Known are: {', '.join(sorted(_keys(kind)))}."
    return Issue(code="MP-Q003", severity="info", message=message)


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
        message = f"MP-Q020: the rulings cannot be read: {in_words(trouble)}; {form}"
        raise RecordError(message) from None
    return rulings, validate_rulings(rulings, record)


def read_position(raw: Any) -> Position:
    """The choices of a position: what it requires, what it waives.

    Raises:
        RecordError: if it is neither absent nor such an object.
    """
    if isinstance(raw, Mapping) and raw and not set(raw) & _keys(Position):
        raise RecordError(f"MP-Q025: the position has {', '.join(map(str, raw))}, but neither require nor waive")
    if isinstance(raw, Mapping):  # one text is a list of one
        raw = {key: [value] if isinstance(value, str) else value for key, value in raw.items() if value is not None}
    try:
        return msgspec.convert(raw or {}, Position)
    except msgspec.ValidationError as trouble:
        form = "it has two lists of texts, require and waive"
        message = f"MP-Q025: the position cannot be read: {in_words(trouble)}; {form}"
        raise RecordError(message) from None
