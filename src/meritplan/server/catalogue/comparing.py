"""The difference of two editions in the words of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from meritplan.pay.of_class import PaidRange
from meritplan.plan.diff import ClassDifference, RequirementDifference
from meritplan.plan.diff.redline import Redline, StatementChange
from meritplan.server.catalogue.classes import HEADINGS
from meritplan.server.catalogue.telling import day_in_words, paid

WORDS = {
    "unchanged": ("Unchanged in effect", "calm"),
    "loosened": ("Loosened", "good"),
    "tightened": ("Tightened", "bad"),
    "moved": ("Moved: looser for some, tighter for others", "warn"),
    "unclear": ("Unclear", "warn"),
}
LISTS = {"duties": "Duties", "ksas": "Knowledge, skills and abilities", "distinguishing": "What sets it apart"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # plain data holds days as texts
NAMES = {"flsa_default": "FLSA", "pay": "Pay as printed"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedTree:
    """What happened to one of the requirements."""

    name: str
    heading: str
    effect: str
    word: str
    tone: str
    supposed: str
    meaning: RequirementDifference
    words: Redline


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedFact:
    """A field that changed."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ComparedList:
    """A list of statements that changed."""

    heading: str
    changes: tuple[StatementChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Compared:
    """Everything that differs, ready for the page."""

    trees: tuple[ComparedTree, ...]
    facts: tuple[ComparedFact, ...]
    texts: tuple[tuple[str, Redline], ...]
    lists: tuple[ComparedList, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.trees or self.facts or self.texts or self.lists)


def compared(found: ClassDifference) -> Compared:
    """A difference as pages show it."""
    return Compared(
        trees=tuple(_trees(found)),
        facts=tuple(
            ComparedFact(name=_named(one.field), before=_said(one.before), after=_said(one.after))
            for one in found.facts
        ),
        texts=tuple((_named(one.field), one.words) for one in found.texts),
        lists=tuple(ComparedList(heading=LISTS[one.field], changes=one.changes) for one in found.lists),
    )


def _trees(found: ClassDifference) -> Iterator[ComparedTree]:
    for one in found.trees:
        word, tone = WORDS[one.meaning.effect]
        yield ComparedTree(
            name=one.tree,
            heading=HEADINGS[one.tree][0],
            effect=one.meaning.effect,
            word=word,
            tone=tone,
            supposed=WORDS[one.meaning.supposed][0].lower() if one.meaning.supposed else "",
            meaning=one.meaning,
            words=one.words,
        )


def _named(field: str) -> str:
    words = NAMES.get(field, field.replace("_", " "))
    return words[:1].upper() + words[1:]


def _said(value: Any) -> str:
    """Plain data as a person reads it: no brackets, no signs of a program."""
    if value in (None, [], (), {}, ""):
        return "not stated"
    if isinstance(value, dict) and "unit" in value:
        return _range(value)
    if isinstance(value, dict):
        return "; ".join(
            f"{name.replace('_', ' ')} {_said(one)}" for name, one in value.items() if one not in (None, [])
        )
    if isinstance(value, list | tuple):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and DAY.fullmatch(value):
        return day_in_words(date.fromisoformat(value))
    return str(value)


def _range(said: dict[str, Any]) -> str:
    """A pay range as the page of a class shows it."""
    low, high = (None if said.get(end) is None else Decimal(str(said[end])) for end in ("low", "high"))
    words = paid(PaidRange(low=low, high=high, unit=said["unit"]))
    apart = ", ".join(str(said[name]) for name in ("name", "department") if said.get(name))
    return f"{words} ({apart})" if apart else words
