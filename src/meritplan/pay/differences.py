"""What changed between two pay indexes: classes, titles, codes, ranges and amounts, as values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final, Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.index import IndexClass, IndexRange, PayIndex
from meritplan.pay.money import percent
from meritplan.pay.range_changes import RangeChange, range_changes

FORMAT: Final = "meritplan-pay-difference/1"
Kind = Literal[
    "new", "abolished", "recoded", "reused", "renamed", "respelled", "moved", "repriced", "range_added",
    "range_removed", "range_renamed", "terms",
]  # fmt: skip
KINDS: Final[tuple[Kind, ...]] = (
    "new", "abolished", "recoded", "reused", "renamed", "respelled", "moved", "repriced", "range_added",
    "range_removed", "range_renamed", "terms",
)  # fmt: skip
MOST_PERCENT: Final = Decimal(30)
_ALIKE: Final = 0.5
_CUT: Final = 50
_WORDS: Final = re.compile(r"[a-z]{3,}")
_SMALL: Final = frozenset("and the for iii viii vii senior associate assistant chief department state".split())


class TermChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another column of a range that changed (bargaining unit, probation)."""

    term: str
    before: str | None = None
    after: str | None = None
    ranges: tuple[str, ...] = ()


class ClassChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What changed about one class; ``kinds`` name it, most important first."""

    code: str
    title: str
    kinds: tuple[Kind, ...]
    former_title: str | None = None
    former_code: str | None = None
    schematic_code: str | None = None
    former_schematic_code: str | None = None
    ranges: tuple[RangeChange, ...] = ()
    terms: tuple[TermChange, ...] = ()


class IndexName(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which index was compared."""

    path: str | None = None
    sha256: str | None = None
    as_of: date | None = None
    classes: int = 0
    ranges: int = 0


class IndexDifferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All changes from ``before`` to ``after``, by code; ``unchanged`` counts the classes alike in both."""

    format: str = msgspec.field(default_factory=lambda: FORMAT)
    before: IndexName
    after: IndexName
    changes: tuple[ClassChange, ...] = ()
    unchanged: int = 0
    issues: tuple[Issue, ...] = ()

    def of(self, kind: Kind) -> tuple[ClassChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if kind in change.kinds)


def differences(before: PayIndex, after: PayIndex, *, most_percent: Decimal = MOST_PERCENT) -> IndexDifferences:
    """Every change from one index to the later one. Falls, and changes beyond ``most_percent``, become issues."""
    issues: list[Issue] = []
    recoded = _recoded(before, after)
    found = [*_listed_anew(before, after, recoded), *_gone(before, after, recoded)]
    both = [(before.by_code[each.code], each) for each in after.classes if each.code in before.by_code]
    changed = [change for old, new in both if (change := class_change(old, new)).kinds]
    for change in changed:
        issues.extend(_doubts(change, most_percent))
    return IndexDifferences(
        before=_name(before),
        after=_name(after),
        changes=tuple(sorted([*found, *changed], key=lambda each: (each.code, each.title))),
        unchanged=len(both) - len(changed),
        issues=tuple(issues),
    )


def class_change(old: IndexClass, new: IndexClass) -> ClassChange:
    """What changed about a class listed in both; no ``kinds`` when nothing did."""
    ranges = range_changes(old.ranges, new.ranges)
    terms = tuple(_terms(old.ranges, new.ranges))
    moved = old.schematic_code != new.schematic_code
    kinds: list[Kind] = [kind] if (kind := _title_kind(old, new)) else []
    kinds += ["moved"] if moved else []
    kinds += [kind for kind in KINDS if any(change.kind == kind for change in ranges)]
    kinds += ["terms"] if terms else []
    return ClassChange(
        code=new.code,
        title=new.title,
        kinds=tuple(kinds),
        former_title=old.title if old.title != new.title else None,
        schematic_code=new.schematic_code,
        former_schematic_code=old.schematic_code if moved else None,
        ranges=ranges,
        terms=terms,
    )


def _title_kind(old: IndexClass, new: IndexClass) -> Kind | None:
    if old.title == new.title:
        return None
    if same_title(old.title, new.title):
        return "respelled"
    return "reused" if _unlike(old.title, new.title) and old.schematic_code != new.schematic_code else "renamed"


def same_title(one: str, other: str) -> bool:
    """Whether two titles have the same letters, or one was cut off at the width of a column."""
    short, long = sorted((_letters(one), _letters(other)), key=len)
    return short == long or (len(min(one, other, key=len)) >= _CUT and long.startswith(short))


def _unlike(one: str, other: str) -> bool:
    """Whether titles have no word of weight in common, and hardly letters."""
    words, others = (set(_WORDS.findall(title.lower())) - _SMALL for title in (one, other))
    return not words & others and SequenceMatcher(None, _letters(one), _letters(other)).ratio() < _ALIKE


def _letters(title: str) -> str:
    return "".join(each for each in title.lower() if each.isalnum())


def _recoded(before: PayIndex, after: PayIndex) -> dict[str, str]:
    """New codes of classes that are gone under their old code and listed under another with the same title."""
    gone: dict[str, list[str]] = {}
    for each in before.classes:
        if each.code not in after.by_code:
            gone.setdefault(_letters(each.title), []).append(each.code)
    return {
        each.code: gone[_letters(each.title)][0]
        for each in after.classes
        if each.code not in before.by_code and len(gone.get(_letters(each.title), ())) == 1
    }


def _listed_anew(before: PayIndex, after: PayIndex, recoded: dict[str, str]) -> Iterator[ClassChange]:
    for each in after.classes:
        if each.code in recoded:
            old = before.by_code[recoded[each.code]]
            change = class_change(old, each)
            yield msgspec.structs.replace(change, kinds=("recoded", *change.kinds), former_code=old.code)
        elif each.code not in before.by_code:
            ranges = tuple(RangeChange(kind="range_added", after=one) for one in each.ranges)
            yield ClassChange(
                code=each.code, title=each.title, kinds=("new",), schematic_code=each.schematic_code, ranges=ranges
            )


def _gone(before: PayIndex, after: PayIndex, recoded: dict[str, str]) -> Iterator[ClassChange]:
    moved = set(recoded.values())
    for each in before.classes:
        if each.code not in after.by_code and each.code not in moved:
            ranges = tuple(RangeChange(kind="range_removed", before=one) for one in each.ranges)
            yield ClassChange(
                code=each.code,
                title=each.title,
                kinds=("abolished",),
                schematic_code=each.schematic_code,
                ranges=ranges,
            )


def _terms(before: Sequence[IndexRange], after: Sequence[IndexRange]) -> Iterator[TermChange]:
    """The other columns of ranges that stand in both, change by change with the ranges it is about."""
    old = {(each.name, each.unit): each for each in before}
    found: dict[tuple[str, str | None, str | None], list[str]] = {}
    for each in after:
        was = old.get((each.name, each.unit))
        if was is None:
            continue
        mine, others = _columns(each), _columns(was)
        for term in sorted({*mine, *others}):
            if mine.get(term) != others.get(term):
                found.setdefault((term, others.get(term), mine.get(term)), []).append(each.name or "")
    for (term, was_words, words), names in found.items():
        yield TermChange(term=term, before=was_words, after=words, ranges=tuple(names))


def _columns(each: IndexRange) -> dict[str, str]:
    return {**each.terms, **({"criteria": " ".join(each.criteria)} if each.criteria else {})}


def _doubts(change: ClassChange, most: Decimal) -> Iterator[Issue]:
    if "reused" in change.kinds:
        yield trouble.reused(change.code, change.former_title or "", change.title)
    for each in change.ranges:
        if each.kind == "repriced" and each.before and each.after:
            steps = (percent(each.before.low, each.after.low), percent(each.before.high, each.after.high))
            if any(step is not None and (step < 0 or step > most) for step in steps):
                yield trouble.steep(change.code, change.title, each.words(), most)


def _name(index: PayIndex) -> IndexName:
    return IndexName(
        path=index.source.path if index.source else None,
        sha256=index.source.sha256 if index.source else None,
        as_of=index.as_of,
        classes=len(index.classes),
        ranges=index.ranges,
    )
