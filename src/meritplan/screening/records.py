"""Records as rows of a pool, and rows as records: what the kernel and the one-person engine both see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from meritplan.model.record import Record
from meritplan.model.ruling import Ruling
from meritplan.screening.schema import ITEMS, PRESENT, TEXTS


def row_of(record: Record, rulings: Sequence[Ruling] = ()) -> dict[str, Any]:
    """A record, with the rulings made on it, as a row of a pool. Names, duties and other free words stay behind."""
    raw = msgspec.to_builtins(record)
    row: dict[str, Any] = {"id": None if record.id is None else str(record.id)}
    for name, item in ITEMS.items():
        entries = raw.get(name)
        fields = {field.name for field in item}
        row[name] = None if entries is None else [_entry(name, each, fields) for each in entries]
    for name in TEXTS[:-1]:
        row[name] = None if raw.get(name) is None else msgspec.json.encode(raw[name]).decode()
    row["rulings"] = msgspec.json.encode(rulings).decode() if rulings else None
    return row


def _entry(name: str, raw: Mapping[str, Any], fields: set[str]) -> dict[str, Any]:
    entry = {key: value for key, value in raw.items() if key in fields and key != "verified"}
    for key in ("conferred", "expected", "issued", "expires", "start", "id"):
        if entry.get(key) is not None:
            entry[key] = str(entry[key])
    if name == "employment":
        entry["end"] = PRESENT if "end" in raw and raw["end"] is None else str(raw["end"]) if "end" in raw else None
        supervised = raw.get("supervised") or {}
        entry["people"], entry["functions"] = supervised.get("people"), supervised.get("functions")
    entry["verified"] = _verified(raw.get("verified"))
    return {key: entry.get(key) for key in fields}


def _verified(found: Any) -> str | None:
    if isinstance(found, Mapping):
        return str(found.get("result") or "verified")
    return "verified" if found is True else None


def record_of(row: Mapping[str, Any]) -> Record:
    """The record a row of a pool holds."""
    found: dict[str, Any] = {"id": row.get("id")}
    for name in ITEMS:
        entries = row.get(name)
        found[name] = None if entries is None else [_item(name, each) for each in entries]
    for name in TEXTS[:-1]:
        text = row.get(name)
        found[name] = None if text is None else msgspec.json.decode(text)
    return msgspec.convert({key: value for key, value in found.items() if value is not None}, Record)


def _item(name: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: value for key, value in entry.items() if value is not None}
    if name == "employment":
        end = found.pop("end", None)
        if end is not None:
            found["end"] = None if end.strip().lower() == PRESENT else end
        people, functions = found.pop("people", None), found.pop("functions", None)
        if people is not None or functions is not None:
            found["supervised"] = {"people": people, "functions": functions}
    if "verified" in found:
        found["verified"] = {"result": found["verified"]}
    return found


def rulings_of(row: Mapping[str, Any]) -> tuple[Ruling, ...]:
    """The rulings a row of a pool holds."""
    text = row.get("rulings")
    return () if text is None else msgspec.json.decode(text, type=tuple[Ruling, ...])
