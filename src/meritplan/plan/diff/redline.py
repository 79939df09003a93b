"""A redline: which words of a text went and which came, and how lists of statements were changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

import msgspec

Part = Literal["same", "gone", "new"]
ALIKE = 0.6
_TOKENS = re.compile(r"\s+|[\w’'-]+|[^\w\s]")


class Segment(msgspec.Struct, frozen=True, array_like=True):
    """Some words, and whether they stand in both texts, only in the earlier, or only in the later one."""

    part: Part
    text: str


Redline = tuple[Segment, ...]


class StatementChange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statement that went, came, was reworded, or stands in another place of its list (places count from 1)."""

    kind: Literal["gone", "new", "reworded", "moved"]
    before: int | None = None
    after: int | None = None
    words: Redline


def redline(before: str, after: str) -> Redline:
    """The words of both texts in order.

    >>> [(one.part, one.text) for one in redline("two years of case work", "three years of case work")]
    [('gone', 'two'), ('new', 'three'), ('same', ' years of case work')]
    """
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    found: list[Segment] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Segment("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Segment("gone", "".join(old[a:b])))
        if d > c:
            found.append(Segment("new", "".join(new[c:d])))
    return tuple(_whole(found))


def _whole(found: list[Segment]) -> Iterator[Segment]:
    """Words that are replaced in one go are told in one go: a lone space between two changes is part of them."""
    at = 0
    while at < len(found):
        gone, new, stop = "", "", at
        while stop < len(found) and (found[stop].part != "same" or (stop > at and _joins(found, stop))):
            one = found[stop]
            gone += one.text * (one.part != "new")
            new += one.text * (one.part != "gone")
            stop += 1
        if stop == at:
            yield found[at]
            at += 1
            continue
        if gone:
            yield Segment("gone", gone)
        if new:
            yield Segment("new", new)
        at = stop


def _joins(found: list[Segment], at: int) -> bool:
    return not found[at].text.strip() and at + 1 < len(found) and found[at + 1].part != "same"


def marked_up(words: Redline) -> str:
    """The redline as text: ``[-gone-]`` and ``{+new+}``."""
    signs = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(f"{signs[one.part][0]}{one.text}{signs[one.part][1]}" for one in words)


def statements(before: Sequence[str], after: Sequence[str]) -> tuple[StatementChange, ...]:
    """What changed in a list: each statement paired with its equal, or the one most like it."""
    pairs = dict(_pairs(before, after))
    taken = set(pairs.values())
    changes = [_gone(n, text) for n, text in enumerate(before) if n not in pairs]
    for old, new in sorted(pairs.items(), key=lambda pair: pair[1]):
        if before[old] != after[new]:
            words = redline(before[old], after[new])
            changes.append(StatementChange(kind="reworded", before=old + 1, after=new + 1, words=words))
    changes += [_new(n, text) for n, text in enumerate(after) if n not in taken]
    changes += _moved(pairs, before, after)
    return tuple(sorted(changes, key=lambda one: (one.after or one.before or 0, one.kind)))


def _gone(number: int, text: str) -> StatementChange:
    return StatementChange(kind="gone", before=number + 1, words=(Segment("gone", text),))


def _new(number: int, text: str) -> StatementChange:
    return StatementChange(kind="new", after=number + 1, words=(Segment("new", text),))


def _moved(pairs: dict[int, int], before: Sequence[str], after: Sequence[str]) -> Iterator[StatementChange]:
    """Statements out of the order that most of the others kept."""
    order = [old for old, _ in sorted(pairs.items(), key=lambda pair: pair[1])]
    kept = _longest_rise(order)
    for old in order:
        if old not in kept and before[old] == after[pairs[old]]:
            words = (Segment("same", before[old]),)
            yield StatementChange(kind="moved", before=old + 1, after=pairs[old] + 1, words=words)


def _longest_rise(order: Sequence[int]) -> set[int]:
    """The longest part of an order that rises."""
    best: list[list[int]] = []
    for value in order:
        fitting = [one for one in best if one[-1] < value]
        best.append([*(_longest(fitting) if fitting else []), value])
    return set(_longest(best)) if best else set()


def _longest(several: list[list[int]]) -> list[int]:
    return max(several, key=len)


def _pairs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    left, right = list(range(len(before))), list(range(len(after)))
    places: dict[str, list[int]] = {}
    for new in right:
        places.setdefault(after[new], []).append(new)
    for old in list(left):
        if places.get(before[old]):
            new = places[before[old]].pop(0)
            left.remove(old)
            right.remove(new)
            yield old, new
    scored = sorted(((_likeness(before[old], after[new]), old, new) for old in left for new in right), reverse=True)
    for score, old, new in scored:
        if score >= ALIKE and old in left and new in right:
            left.remove(old)
            right.remove(new)
            yield old, new


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _TOKENS.findall(one), _TOKENS.findall(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0
