"""The pay index of a plan on one day: every class with the ranges printed for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay.money import Unit, dollars

FORMAT: Final = "meritplan-pay-index/1"
DatedBy = Literal["printed", "stated", "events"]


def per(unit: Unit | None) -> str:
    """The unit as words behind an amount: " a month", " an hour", nothing when it is unknown."""
    return f" {'an' if unit == 'hour' else 'a'} {unit}" if unit else ""


class IndexRange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One printed range, in US dollars per ``unit``; ``unit`` is None where the index does not say.

    ``name`` tells the alternate ranges of a deep class apart (Range A, B, C: reached by time or credentials) and is
    None for the only range of a class. ``criteria`` number the criteria of the alternate range; ``terms`` hold the
    other columns by name. A range that came out torn has no ``low`` and ``high``; ``printed`` has its words.
    """

    name: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: Unit | None = None
    criteria: tuple[str, ...] = ()
    terms: dict[str, str] = {}
    page: int | None = None
    line: int = 0
    printed: str | None = None

    @property
    def intact(self) -> bool:
        """Whether both ends are known and in order."""
        return self.low is not None and self.high is not None and self.low <= self.high

    @property
    def unset(self) -> bool:
        """Whether zeros stand where amounts should: the rate is fixed elsewhere."""
        return not self.low and not self.high and self.low is not None

    def words(self) -> str:
        """As a person would say it: "Range A $3,000.00 to $3,757.00 a month"."""
        name = f"Range {self.name} " if self.name else ""
        if self.low is None or self.high is None:
            return f"{name}not intact ({self.printed})"
        return f"{name}{dollars(self.low)} to {dollars(self.high)}{per(self.unit)}"

    def place(self) -> str:
        """Where it stands in the published index."""
        return f"page {self.page}, line {self.line}" if self.page else f"line {self.line}"


class IndexClass(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A class as the index lists it. ``code`` is a string and keeps its leading zeros."""

    code: str
    title: str
    schematic_code: str | None = None
    ranges: tuple[IndexRange, ...] = ()
    page: int | None = None
    line: int = 0


class IndexSource(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The published file the index was read from."""

    path: str
    sha256: str
    media_type: str


class PayIndex(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A dated list of classes and ranges.

    ``as_of`` is the day whose pay it states, None while unknown; ``dated_by`` says how that day is known: printed in
    the document, stated by the person who imported it, or bounded by dated events. A file's name dates nothing.
    """

    format: str = msgspec.field(default_factory=lambda: FORMAT)
    title: str | None = None
    jurisdiction: str | None = None
    form: str | None = None
    as_of: date | None = None
    dated_by: DatedBy | None = None
    source: IndexSource | None = None
    classes: tuple[IndexClass, ...] = ()
    issues: tuple[Issue, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, IndexClass]:
        """The classes by code."""
        return {each.code: each for each in self.classes}

    @property
    def ranges(self) -> int:
        """How many ranges are printed."""
        return sum(len(each.ranges) for each in self.classes)

    @property
    def intact(self) -> int:
        """How many of them came out whole: two amounts, the lower first."""
        return sum(each_range.intact for each in self.classes for each_range in each.ranges)

    def name(self) -> str:
        """What to call it in a sentence."""
        day = f" of {self.as_of}" if self.as_of else ""
        return f"{self.title or 'pay index'}{day}"


class PayIndexError(ValueError):
    """A stored index that cannot be read back; the message names the field."""


def to_json(index: PayIndex) -> bytes:
    """The index as JSON; amounts are strings, so that no cent is lost on the way. Same value, same bytes."""
    return msgspec.json.format(msgspec.json.encode(index), indent=1) + b"\n"


def from_json(data: bytes) -> PayIndex:
    """The index stored in ``data``.

    Raises:
        PayIndexError: if it is no JSON, has another format version, or a value of the wrong kind.
    """
    try:
        found = msgspec.json.decode(data, type=PayIndex)
    except (msgspec.DecodeError, msgspec.ValidationError) as trouble:
        raise PayIndexError(f"not a stored pay index: {trouble}") from None
    if found.format != FORMAT:
        raise PayIndexError(f"format {found.format!r} is not {FORMAT!r}; write it again with this version")
    return found


def issues_of(index: PayIndex, severity: str) -> list[Issue]:
    """The issues of one severity."""
    return [issue for issue in index.issues if issue.severity == severity]


def as_data(value: Any) -> Any:
    """Plain data for JSON: amounts and dates as strings."""
    return msgspec.to_builtins(value)
