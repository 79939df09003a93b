"""The yearly docket of alternative pay bands: what is assigned, when it was reviewed, what is due and what is overdue.

A blank alternative band means none is assigned: nothing is due. A band whose day of assignment is unknown is due on a
day that cannot be told; it is on the docket as such, and never as reviewed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal

import msgspec

from meritplan.model.issue import Issue, Severity
from meritplan.model.job_class import JobClass
from meritplan.pay import trouble
from meritplan.pay.review_rule import ReviewRule

FORMAT: Final = "meritplan-band-docket/1"
Decision = Literal["continue", "remove"]
Standing = Literal["overdue", "due_unknown", "due_soon", "undecided", "current", "removed", "none_assigned"]
STANDINGS: Final[tuple[Standing, ...]] = (
    "overdue", "due_unknown", "undecided", "due_soon", "current", "removed", "none_assigned",
)  # fmt: skip


class BandReview(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One review: what was recommended, what was decided, and the minute that says so."""

    on: date
    recommended: Decision | None = None
    decision: Decision | None = None
    minute: str | None = None
    market: str | None = None


class BandAssignment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A class and the alternative band assigned to it; ``alternative_band`` None means that none is."""

    class_code: str
    title: str | None = None
    base_band: str | None = None
    alternative_band: str | None = None
    assigned: date | None = None
    reason: str | None = None
    minute: str | None = None
    reviews: tuple[BandReview, ...] = ()


class DocketEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where one class stands on the day of the docket; ``due`` is None where nothing is due or it cannot be told."""

    assignment: BandAssignment
    standing: Standing
    last_review: date | None = None
    decision: Decision | None = None
    minute: str | None = None
    due: date | None = None
    days_overdue: int = 0
    basis: str | None = None


class Docket(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The docket of one day, the most pressing first."""

    format: str = msgspec.field(default_factory=lambda: FORMAT)
    as_of: date
    rule: str
    citation: str
    entries: tuple[DocketEntry, ...] = ()
    issues: tuple[Issue, ...] = ()

    def standing(self, *wanted: Standing) -> tuple[DocketEntry, ...]:
        """The entries that stand so."""
        return tuple(entry for entry in self.entries if entry.standing in wanted)


def docket(assignments: Iterable[BandAssignment], rule: ReviewRule, as_of: date) -> Docket:
    """The docket of that day: overdue first, then what cannot be told, then by the day it is due."""
    listed = list(assignments)
    entries = sorted((entry(each, rule, as_of) for each in listed), key=_order)
    return Docket(
        as_of=as_of,
        rule=rule.name,
        citation=rule.citation,
        entries=tuple(entries),
        issues=tuple(issue for each in listed for issue in check(each, as_of)),
    )


def entry(assignment: BandAssignment, rule: ReviewRule, as_of: date) -> DocketEntry:
    """Where one class stands on that day. What happened before the assignment, or lies ahead, does not count."""
    begun = assignment.assigned or date.min
    held = sorted((each for each in assignment.reviews if begun <= each.on <= as_of), key=lambda each: each.on)
    decided = [each for each in held if each.decision]
    last = decided[-1] if decided else None
    since = last.on if last else assignment.assigned
    standing, due = _standing(assignment, held, last, rule, as_of, since)
    return DocketEntry(
        assignment=assignment,
        standing=standing,
        last_review=last.on if last else None,
        decision=last.decision if last else None,
        minute=last.minute if last else assignment.minute,
        due=due,
        days_overdue=max(0, (as_of - due).days) if due else 0,
        basis=rule.basis_on(max(due, as_of)).basis if due else None,
    )


def _standing(
    assignment: BandAssignment,
    held: Sequence[BandReview],
    last: BandReview | None,
    rule: ReviewRule,
    as_of: date,
    since: date | None,
) -> tuple[Standing, date | None]:
    if last and last.decision == "remove":
        return "removed", None
    if assignment.alternative_band is None:
        return "none_assigned", None
    if since is None:
        return "due_unknown", None
    due = rule.due(since)
    if as_of > due:
        return "overdue", due
    if held and held[-1] is not last:
        return "undecided", due
    return ("due_soon" if as_of >= due - timedelta(days=rule.notice_days) else "current"), due


def check(assignment: BandAssignment, as_of: date) -> Iterator[Issue]:
    """What does not fit together about one class."""
    band = assignment.alternative_band
    if band and assignment.assigned is None and not any(each.decision for each in assignment.reviews):
        yield _issue(assignment, "MP-Y050", "warning", f"band {band} has no day of assignment and no review, so its "
                     "due day cannot be told. Look the assignment up in the minutes.")  # fmt: skip
    if band and band == assignment.base_band:
        yield _issue(assignment, "MP-Y054", "warning", f"the alternative band {band} is the base band. Blank means "
                     "none assigned; correct one of them.")  # fmt: skip
    if not band and assignment.assigned:
        yield _issue(assignment, "MP-Y057", "warning", f"a day of assignment ({assignment.assigned}) stands beside no "
                     "alternative band. Which is right?")  # fmt: skip
    for each in assignment.reviews:
        yield from _check_review(assignment, each, as_of)
    yield from _check_removal(assignment)


def _check_review(assignment: BandAssignment, each: BandReview, as_of: date) -> Iterator[Issue]:
    if assignment.assigned and each.on < assignment.assigned:
        yield _issue(assignment, "MP-Y051", "warning", f"the review of {each.on} lies before the assignment of "
                     f"{assignment.assigned}. It belongs to an earlier band, or a date is wrong.")  # fmt: skip
    if each.on > as_of:
        yield _issue(assignment, "MP-Y055", "info", f"the review of {each.on} lies after the day of the docket and was "
                     "not counted.")  # fmt: skip
    elif not each.decision:
        yield _issue(assignment, "MP-Y052", "warning", f"the review of {each.on} has no decision. Until it has one the "
                     "band is due as if it had not been held.")  # fmt: skip
    elif not each.minute:
        yield _issue(assignment, "MP-Y053", "info", f"the decision of {each.on} ({each.decision}) cites no minute.")


def _check_removal(assignment: BandAssignment) -> Iterator[Issue]:
    begun = assignment.assigned or date.min
    removed = next((each for each in assignment.reviews if each.decision == "remove" and each.on >= begun), None)
    if removed and any(each.on > removed.on for each in assignment.reviews):
        yield _issue(assignment, "MP-Y056", "warning", f"the band was removed on {removed.on} and reviewed later. A "
                     "band assigned anew needs an assignment of its own.")  # fmt: skip


def assignments_from(classes: Iterable[JobClass]) -> list[BandAssignment]:
    """What published descriptions say of alternative bands: which, but not since when."""
    return [
        BandAssignment(
            class_code=each.code,
            title=each.title,
            base_band=each.pay.band,
            alternative_band=each.pay.alternative_band,
        )
        for each in classes
        if each.code and each.pay and each.pay.band
    ]


def against_published(assignments: Iterable[BandAssignment], published: Iterable[BandAssignment]) -> list[Issue]:
    """Where the docket and the published descriptions name different alternative bands."""
    printed = {each.class_code: each for each in published}
    found: list[Issue] = []
    for each in assignments:
        other = printed.get(each.class_code)
        if other is not None and other.alternative_band != each.alternative_band:
            said = f"the docket has alternative band {each.alternative_band or 'none'}, the published description "
            found.append(_issue(each, "MP-Y058", "warning", f"{said}{other.alternative_band or 'none'}."))
    return found


def _order(each: DocketEntry) -> tuple[int, date, str]:
    return STANDINGS.index(each.standing), each.due or date.max, each.assignment.class_code


def _issue(assignment: BandAssignment, code: str, severity: Severity, message: str) -> Issue:
    name = f"{assignment.class_code} {assignment.title or ''}".strip()
    return trouble.band_issue(code, severity, assignment.class_code, f"{name}: {message}")
