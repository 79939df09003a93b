"""What a visitor asks for in the address of a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """The day a page is about. ``chosen`` says that the visitor named it; ``trouble``, that it cannot be read."""

    on: date
    chosen: bool = False
    trouble: str | None = None

    @property
    def query(self) -> str:
        """What addresses of other pages need to be about the same day: ``?on=2024-01-31``, or nothing."""
        return f"?on={self.on.isoformat()}" if self.chosen else ""


def day(asked: Mapping[str, str], today: date) -> Day:
    """The day named by ``on``, or today.

    >>> day({"on": "2024-01-31"}, date(2026, 11, 21)).query
    '?on=2024-01-31'
    >>> day({"on": "yesterday"}, date(2026, 11, 21)).trouble
    '“yesterday” is no date. Write it as 2026-11-21.'
    """
    said = asked.get("on", "").strip()
    if not said:
        return Day(on=today)
    try:
        return Day(on=date.fromisoformat(said), chosen=True)
    except ValueError:
        return Day(on=today, trouble=f"“{said}” is no date. Write it as {today.isoformat()}.")


def whole_number(asked: Mapping[str, str], name: str, otherwise: int) -> int:
    """A number of at least one.

    >>> whole_number({"page": "3"}, "page", 1), whole_number({"page": "-2"}, "page", 1), whole_number({}, "page", 1)
    (3, 1, 1)
    """
    said = asked.get(name, "")
    return max(int(said), 1) if said.isascii() and said.isdecimal() and len(said) < 10 else otherwise


def with_query(asked: Mapping[str, str], **changes: object) -> str:
    """The query of this page with some of it changed, as an address needs it; empty values are left out.

    >>> with_query({"q": "river", "page": "3"}, page=None)
    '?q=river'
    """
    said = {**asked, **changes}
    kept = {name: value for name, value in said.items() if value not in (None, "")}
    return f"?{urlencode(kept)}" if kept else "?"
