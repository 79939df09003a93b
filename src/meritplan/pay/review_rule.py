"""The rule by which alternative pay bands are reviewed: how often, by whom, on what basis. Data, with citation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from meritplan.pay.plan_document import day_of


class ReviewRuleError(ValueError):
    """There is no such rule."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What a review goes by from a day on (None: from the beginning)."""

    since: date | None
    basis: str
    citation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRule:
    """A band is due ``months`` after its last review, or after it was assigned."""

    name: str
    title: str
    months: int
    notice_days: int
    recommended_by: str
    decided_by: str
    citation: str
    removal: str
    basis: tuple[Basis, ...]

    def due(self, last: date) -> date:
        """The day the next review is due; the last of a month stays one where the month is shorter.

        >>> rule("new_mexico").due(date(2025, 7, 10)), rule("new_mexico").due(date(2024, 2, 29))
        (datetime.date(2026, 7, 10), datetime.date(2025, 2, 28))
        """
        year, month = divmod(last.year * 12 + last.month - 1 + self.months, 12)
        for day in (last.day, 30, 29, 28):
            try:
                return date(year, month + 1, day)
            except ValueError:
                continue
        raise AssertionError("every month has a 28th")

    def basis_on(self, day: date) -> Basis:
        """What a review on that day goes by."""
        return max(
            (each for each in self.basis if each.since is None or each.since <= day),
            key=lambda each: each.since or date.min,
        )


def rules() -> tuple[str, ...]:
    """The rules there are."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


@cache
def rule(name: str) -> ReviewRule:
    """The rule of that name.

    Raises:
        ReviewRuleError: if there is none.
    """
    if name not in rules():
        raise ReviewRuleError(f"there is no review rule {name!r}; there are {', '.join(rules())}")
    raw = yaml.safe_load((_folder() / f"{name}.yaml").read_text(encoding="utf-8"))
    return ReviewRule(
        name=name,
        title=raw["title"],
        months=int(raw["months"]),
        notice_days=int(raw["notice_days"]),
        recommended_by=raw["recommended_by"],
        decided_by=raw["decided_by"],
        citation=raw["citation"],
        removal=raw["removal"],
        basis=tuple(
            Basis(since=day_of(each["from"]), basis=each["basis"], citation=each["citation"]) for each in raw["basis"]
        ),
    )


def _folder() -> Any:
    return files("meritplan.pay") / "reviews"
