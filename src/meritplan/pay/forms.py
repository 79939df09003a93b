"""The forms in which pay indexes are published: which column or line holds what. Data, one file for each publisher."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from meritplan.pay.money import UNITS, Unit, amount

GENERAL: Final = "general"


class FormError(ValueError):
    """A form that cannot be used; the message names it and the key."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageForm:
    """How the lines of a printed index look; ``sign`` tells it from other documents."""

    sign: re.Pattern[str]
    class_line: re.Pattern[str]
    range_line: re.Pattern[str]
    terms: re.Pattern[str] | None
    date: re.Pattern[str] | None
    date_format: str
    running: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexForm:
    """One publisher's form.

    ``columns`` maps our names (``code``, ``title``, ``low`` ...) to header texts in lower case; ``terms`` are the
    other columns worth keeping; ``glued_range`` knows a title to whose end the name of the first range
    stuck; ``unit_marks`` say which mark means which unit. An amount without a mark is by ``unmarked_unit`` when it is
    at least ``unmarked_from``; below that its unit is unknown, not guessed.
    ``plausible`` bounds the amounts of a unit, ``most_times`` the upper end of a range as a multiple of the lower.
    """

    name: str
    title: str
    jurisdiction: str | None
    note: str
    columns: Mapping[str, Sequence[str]]
    terms: Mapping[str, Sequence[str]]
    code: re.Pattern[str] | None
    rows_continue: bool
    glued_range: re.Pattern[str] | None
    unit_marks: Mapping[str, Unit]
    unmarked_unit: Unit | None
    unmarked_from: Decimal
    plausible: Mapping[Unit, tuple[Decimal, Decimal]]
    most_times: Decimal
    page: PageForm | None

    def unit(self, marks: Sequence[str], high: Decimal | None) -> Unit | None:
        """The unit by the marks printed beside a range, or by what the form says of unmarked amounts."""
        for mark in marks:
            if mark in self.unit_marks:
                return self.unit_marks[mark]
        if high is None or (0 < high < self.unmarked_from):
            return None
        return self.unmarked_unit


def names() -> tuple[str, ...]:
    """The forms there are, the general one last."""
    found = sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml"))
    return (*(name for name in found if name != GENERAL), GENERAL)


@cache
def form(name: str) -> IndexForm:
    """The form of that name.

    Raises:
        FormError: if there is none.
    """
    if name not in names():
        raise FormError(f"there is no form {name!r} of pay indexes; there are {', '.join(names())}")
    return form_from(yaml.safe_load((_folder() / f"{name}.yaml").read_text(encoding="utf-8")), name)


def form_from(raw: Mapping[str, Any], name: str) -> IndexForm:
    """The form a document describes.

    Raises:
        FormError: if a key is missing or a pattern is none.
    """
    try:
        return _form(raw, name)
    except (KeyError, TypeError, ValueError, re.error) as trouble:
        raise FormError(f"the form {name!r} of pay indexes is wrong at {trouble}") from None


def _form(raw: Mapping[str, Any], name: str) -> IndexForm:
    money = raw.get("money", {})
    page = raw.get("page")
    return IndexForm(
        name=name,
        title=raw["title"],
        jurisdiction=raw.get("jurisdiction"),
        note=raw.get("note", ""),
        columns={key: tuple(each) for key, each in raw["columns"].items()},
        terms={key: tuple(each) for key, each in raw.get("terms", {}).items()},
        code=_pattern(raw.get("code")),
        rows_continue=bool(raw.get("rows_continue", False)),
        glued_range=_pattern(raw.get("glued_range")),
        unit_marks={mark: _unit(unit) for mark, unit in money.get("unit_marks", {}).items()},
        unmarked_unit=_unit(money["unmarked_unit"]) if money.get("unmarked_unit") else None,
        unmarked_from=_money(money.get("unmarked_from", "0")),
        plausible={_unit(key): (_money(low), _money(high)) for key, (low, high) in money.get("plausible", {}).items()},
        most_times=Decimal(str(money.get("most_times", "4"))),
        page=_page(page) if page else None,
    )


def _page(raw: Mapping[str, Any]) -> PageForm:
    return PageForm(
        sign=re.compile(raw["sign"]),
        class_line=re.compile(raw["class_line"]),
        range_line=re.compile(raw["range_line"]),
        terms=_pattern(raw.get("terms")),
        date=_pattern(raw.get("date")),
        date_format=raw.get("date_format", "%m/%d/%Y"),
        running=tuple(re.compile(each) for each in raw.get("running", [])),
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _unit(text: str) -> Unit:
    for unit in UNITS:
        if unit == text:
            return unit
    raise ValueError(f"unit {text!r}")


def _money(text: object) -> Decimal:
    found = amount(text)
    if found is None:
        raise ValueError(f"amount {text!r}")
    return found


def _folder() -> Any:
    return files("meritplan.pay") / "forms"
