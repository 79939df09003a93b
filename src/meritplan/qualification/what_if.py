"""What if: a record with a degree, a license, months or a ruling more, and what that changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meritplan.model.determination import Determination
from meritplan.qualification.dates import iso, months_later


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is added: items for the lists of the record, and rulings."""

    items: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    rulings: Sequence[Mapping[str, Any]] = ()

    @property
    def words(self) -> str:
        """The change in words."""
        added = [f"{len(items)} more in {name}" for name, items in self.items.items() if items]
        if self.rulings:
            added.append(f"{len(self.rulings)} more rulings")
        return ", ".join(added) or "nothing"


def degree(text: str, as_of: date) -> Change:
    """A finished degree, written ``level`` or ``level:field``."""
    level, _, name = text.partition(":")
    item = {"level": level.strip(), "field": name.strip() or None, "accredited": True, "conferred": as_of.isoformat()}
    return Change(items={"education": [item]})


def license_held(text: str, as_of: date) -> Change:
    """An active license, written ``name`` or ``name:issuer``."""
    name, _, issuer = text.partition(":")
    item = {
        "name": name.strip(),
        "issuer": issuer.strip() or None,
        "issued": as_of.isoformat(),
        "expires": iso(months_later(as_of.toordinal(), 12)),
        "status": "active",
    }
    return Change(items={"licenses": [item]})


def months_worked(text: str, as_of: date) -> Change:
    """Full-time paid months before the day asked about, written ``number`` or ``number:class title``.

    They are added as a job of its own and count for the title where a class asks for it; otherwise a ruling
    ``*`` says that they count.
    """
    number, _, title = text.partition(":")
    start = months_later(as_of.toordinal() + 1, -int(number))
    item = {
        "id": "what-if",
        "title": title.strip() or None,
        "start": iso(start),
        "end": as_of.isoformat(),
        "hours_per_week": 60,
        "paid": True,
        "supervised": {"people": 1},
    }
    rulings = () if title.strip() else ({"employment": "what-if", "counts_for": "*", "answer": "yes", "by": "what if"},)
    return Change(items={"employment": [item]}, rulings=rulings)


def from_document(raw: Mapping[str, Any]) -> Change:
    """A change file: lists as in a record, and ``rulings``."""
    lists = {key: value for key, value in raw.items() if isinstance(value, list) and key != "rulings"}
    return Change(items=lists, rulings=raw.get("rulings") or ())


def together(changes: Sequence[Change]) -> Change:
    """Several changes as one."""
    items: dict[str, list[Mapping[str, Any]]] = {}
    for change in changes:
        for name, added in change.items.items():
            items.setdefault(name, []).extend(added)
    return Change(items=items, rulings=tuple(ruling for change in changes for ruling in change.rulings))


def changed(raw: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """The record with the change made; a list that was absent becomes present with what was added."""
    found = dict(raw)
    for name, added in change.items.items():
        found[name] = [*(raw.get(name) or ()), *added]
    return found


def difference(before: Determination, after: Determination) -> str:
    """What the change does, in one line."""
    if before.result == after.result and before.shortfall_months == after.shortfall_months:
        return f"No change: still {after.summary[0].lower()}{after.summary[1:]}"
    return f"Before: {before.summary} After: {after.summary}"
