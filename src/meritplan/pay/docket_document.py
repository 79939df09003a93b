"""Dockets of alternative bands as documents: YAML or JSON with all reviews, CSV with the last; and as a page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import yaml

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.docket import FORMAT, STANDINGS, BandAssignment, BandReview, Decision, Docket, DocketEntry, Standing
from meritplan.pay.plan_document import day_of
from meritplan.pay.report import issue_lines
from meritplan.pay.review_rule import ReviewRule

Assignments = tuple[list[BandAssignment], list[Issue]]
TITLES: Final[dict[Standing, str]] = {
    "overdue": "Overdue",
    "due_unknown": "Due on a day that cannot be told",
    "undecided": "Reviewed, not decided",
    "due_soon": "Due soon",
    "current": "Reviewed within the year",
    "removed": "Removed",
    "none_assigned": "No alternative band: nothing due",
}
_KEYS: Final = frozenset("class_code title base_band alternative_band assigned reason minute reviews".split())
_REVIEW_KEYS: Final = frozenset("on recommended decision minute market".split())


def assignments_from_text(text: str, where: str) -> Assignments:
    """The assignments in a document: CSV by its header, else YAML or JSON."""
    first = text.lstrip("\ufeff \n").partition("\n")[0]
    if "class_code" in first and "," in first and ":" not in first:
        return _from_rows(text, where)
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [], [trouble.plan_unreadable(where, f"it cannot be parsed ({error})", "YAML, JSON or CSV")]
    return assignments_from_data(raw, where)


def rule_named(text: str) -> str | None:
    """The rule of review a docket in YAML names for itself."""
    said = re.search(r"^rule:\s*(\w+)\s*$", text, re.MULTILINE)
    return said[1] if said else None


def assignments_from_data(raw: Any, where: str) -> Assignments:
    """The assignments in a parsed document."""
    if not isinstance(raw, Mapping) or raw.get("format") != FORMAT or not isinstance(raw.get("bands"), list):
        return [], [trouble.plan_unreadable(where, "no list of bands", f"format {FORMAT!r} with a list under `bands`")]
    return _from_maps(raw["bands"], where)


def _from_rows(text: str, where: str) -> Assignments:
    """One row for each class; the last review on the row."""
    rows: list[dict[str, Any]] = []
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        cells = {
            (key or "").strip().lower(): (value or "").strip() for key, value in row.items() if isinstance(value, str)
        }
        review = {key: cells.pop(key, "") for key in ("recommended", "decision", "market")}
        on = cells.pop("last_review", "")
        if on or any(review.values()):
            review |= {"on": on, "minute": cells.pop("minute", "")}
            cells["reviews"] = [{key: value for key, value in review.items() if value}]  # type: ignore[assignment]
        rows.append({key: value for key, value in cells.items() if value})
    return _from_maps(rows, where, first=2)


def _from_maps(rows: Sequence[Any], where: str, first: int = 1) -> Assignments:
    issues: list[Issue] = []
    found: list[BandAssignment] = []
    for number, row in enumerate(rows, first):
        place = f"{where}, entry {number}"
        if not isinstance(row, Mapping) or not row.get("class_code") or not _KEYS.issuperset(row):
            expected = f"a class_code, and of the rest only {', '.join(sorted(_KEYS))}"
            issues.append(trouble.plan_unreadable(place, f"{row!r}"[:100], expected))
            continue
        found.append(_assignment(row, place, issues))
    return found, issues


def _assignment(row: Mapping[str, Any], place: str, issues: list[Issue]) -> BandAssignment:
    def text(key: str) -> str | None:
        value = row.get(key)
        return str(value).strip() or None if value is not None else None

    return BandAssignment(
        class_code=str(row["class_code"]),
        title=text("title"),
        base_band=text("base_band"),
        alternative_band=text("alternative_band"),
        assigned=_day(row.get("assigned"), f"{place}, assigned", issues),
        reason=text("reason"),
        minute=text("minute"),
        reviews=tuple(_reviews(row.get("reviews") or (), place, issues)),
    )


def _reviews(rows: Sequence[Any], place: str, issues: list[Issue]) -> Iterator[BandReview]:
    for each in rows:
        # YAML takes the key `on` for the truth.
        row = (
            {"on" if key is True else key: value for key, value in each.items()} if isinstance(each, Mapping) else each
        )
        if not isinstance(row, Mapping) or not _REVIEW_KEYS.issuperset(row):
            issues.append(trouble.plan_unreadable(place, f"review {row!r}"[:100], ", ".join(sorted(_REVIEW_KEYS))))
            continue
        on = _day(row.get("on"), f"{place}, review", issues)
        if on is None:
            if row.get("on") in {None, ""}:
                issues.append(
                    trouble.plan_unreadable(f"{place}, review", "no day", "the day of the review as 2026-07-10")
                )
            continue
        yield BandReview(
            on=on,
            recommended=_decision(row.get("recommended"), place, issues),
            decision=_decision(row.get("decision"), place, issues),
            minute=str(row["minute"]) if row.get("minute") else None,
            market=str(row["market"]) if row.get("market") else None,
        )


def _day(value: object, place: str, issues: list[Issue]) -> date | None:
    if value is None or value == "":
        return None
    found = day_of(value)
    if found is None:
        issues.append(trouble.plan_unreadable(place, f"{value!r} is no day", "a day as 2026-07-10"))
    return found


def _decision(value: object, place: str, issues: list[Issue]) -> Decision | None:
    if value in {None, ""}:
        return None
    if value == "continue":
        return "continue"
    if value == "remove":
        return "remove"
    issues.append(trouble.plan_unreadable(place, f"decision {value!r}", "continue or remove"))
    return None


def docket_page(found: Docket, rule: ReviewRule, *, wanted: Sequence[Standing] = STANDINGS, most: int = 5) -> str:
    """The docket as a page: by standing, the most pressing first."""
    return "\n".join(_lines(found, rule, wanted, most))


def _lines(found: Docket, rule: ReviewRule, wanted: Sequence[Standing], most: int) -> Iterator[str]:
    yield f"{rule.title}: docket of {found.as_of}"
    yield f"Reviewed every {rule.months} months ({rule.citation})."
    yield f"The {rule.recommended_by} recommends, the {rule.decided_by} decides."
    for standing in wanted:
        entries = found.standing(standing)
        if entries:
            yield ""
            yield f"{TITLES[standing]} ({len(entries)})"
            for each in entries:
                yield from entry_lines(each)
            if standing == "removed":
                yield f"  {rule.removal}"
    if found.issues:
        yield ""
        yield "What needs a look"
        yield from issue_lines(found.issues, most)


def entry_lines(each: DocketEntry) -> Iterator[str]:
    """One class of the docket: its bands, its last review, and when the next is due."""
    own = each.assignment
    yield f"  {own.class_code} {own.title or ''}".rstrip()
    if each.standing == "none_assigned":
        return
    bands = f"band {own.alternative_band or 'none'} in place of {own.base_band or 'not stated'}"
    yield f"    {bands}, assigned {own.assigned or 'not known'}"
    if each.last_review:
        minute = f"minute {each.minute}" if each.minute else "no minute cited"
        yield f"    last review {each.last_review}: {each.decision or 'no decision'}, {minute}"
    if each.due:
        late = f", {each.days_overdue} days overdue" if each.days_overdue else ""
        yield f"    due {each.due}{late}; goes by {each.basis}"
