"""Which range of a class became which: by name and unit first, by amounts where names changed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

import msgspec

from meritplan.pay.index import IndexRange
from meritplan.pay.money import percent

Ranges = list[IndexRange]


class RangeChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One range before and after; ``low_percent`` and ``high_percent`` say by how much its ends moved."""

    kind: Literal["repriced", "range_added", "range_removed", "range_renamed"]
    before: IndexRange | None = None
    after: IndexRange | None = None
    low_percent: Decimal | None = None
    high_percent: Decimal | None = None

    def words(self) -> str:
        """As a person would say it."""
        if self.before is None or self.after is None:
            each = self.after or self.before
            said = each.words() if each else ""
            return f"{said} {'added' if self.before is None else 'removed'}"
        if self.kind == "range_renamed":
            return f"{self.before.words()} is now {f'Range {self.after.name}' if self.after.name else 'without a name'}"
        renamed = self.before.name != self.after.name
        return f"{self.before.words()} became {self.after.words() if renamed else _amounts(self.after)}{self._by()}"

    def _by(self) -> str:
        steps = [step for step in (self.low_percent, self.high_percent) if step is not None]
        if not steps:
            return ""
        return f" ({' and '.join(dict.fromkeys(f'{step:+} %' for step in steps))})"


def range_changes(before: Sequence[IndexRange], after: Sequence[IndexRange]) -> tuple[RangeChange, ...]:
    """What became of each range of a class; nothing for ranges that stayed as they were."""
    old, new = _without_equals(list(before), list(after))
    found: list[RangeChange] = []
    for same in (_same_name_and_unit, _same_name, _same_amounts):
        for each in list(old):
            other = next((one for one in new if same(each, one)), None)
            if other is not None:
                old.remove(each)
                new.remove(other)
                found.append(_pair(each, other))
    if old and new and _only_one(before) != _only_one(after):
        found.append(_pair(old.pop(0), new.pop(_first_named(new))))
    found += [RangeChange(kind="range_removed", before=each) for each in old]
    found += [RangeChange(kind="range_added", after=each) for each in new]
    return tuple(found)


def _only_one(ranges: Sequence[IndexRange]) -> bool:
    """Whether the class is no deep class: one range without a name. When it is split, that one becomes the first."""
    return len(ranges) == 1 and ranges[0].name is None


def _first_named(ranges: Sequence[IndexRange]) -> int:
    return min(range(len(ranges)), key=lambda at: ranges[at].name or "")


def _pair(before: IndexRange, after: IndexRange) -> RangeChange:
    if _amounts(before) == _amounts(after):
        return RangeChange(kind="range_renamed", before=before, after=after)
    return RangeChange(
        kind="repriced",
        before=before,
        after=after,
        low_percent=percent(before.low, after.low),
        high_percent=percent(before.high, after.high),
    )


def _without_equals(before: Ranges, after: Ranges) -> tuple[Ranges, Ranges]:
    """What is left on both sides once ranges alike in name, unit and amounts are paired off, in order of amount."""
    left = list(after)
    changed: Ranges = []
    for each in before:
        same = next((one for one in left if _key(one) == _key(each)), None)
        if same is None:
            changed.append(each)
        else:
            left.remove(same)
    return sorted(changed, key=_size), sorted(left, key=_size)


def _key(each: IndexRange) -> tuple[object, ...]:
    return (each.name, each.unit, each.low, each.high, each.printed)


def _size(each: IndexRange) -> Decimal:
    return each.high if each.high is not None else Decimal(-1)


def _same_name_and_unit(one: IndexRange, other: IndexRange) -> bool:
    return one.name == other.name and one.unit == other.unit


def _same_name(one: IndexRange, other: IndexRange) -> bool:
    """One name, and pay of one magnitude where the units differ: the mark of the unit was added or lost."""
    if one.name != other.name or one.unit == other.unit:
        return False
    small, large = sorted((_size(one), _size(other)))
    return small > 0 and large < small * 3


def _same_amounts(one: IndexRange, other: IndexRange) -> bool:
    return one.low is not None and (one.low, one.high, one.unit) == (other.low, other.high, other.unit)


def _amounts(each: IndexRange) -> str:
    return msgspec.structs.replace(each, name=None).words()
