"""What lint is told of pay: the classes that indexes list, and bands whose review presses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from meritplan.pay.book import PayBook, pay_book
from meritplan.pay.docket import BandAssignment, assignments_from, docket
from meritplan.pay.index import PayIndex
from meritplan.pay.review_rule import rule
from meritplan.plan import Plan, View, newest
from meritplan.plan.lint import BandDue, ClassIndex, Subject
from meritplan.qualification.profiles import policy


def lint_subject(
    plan: Plan,
    on: date,
    *,
    view: View | None = None,
    book: PayBook | None = None,
    indexes: Iterable[PayIndex] = (),
    assignments: Sequence[BandAssignment] | None = None,
) -> Subject:
    """A plan as lint looks at it, with the indexes and the docket it keeps.

    ``view`` holds the editions looked over (the newest ones if not given). ``indexes`` are looked at beside those of
    the plan; ``assignments`` take the place of its docket. Without any docket the bands count that documents print.

    Raises:
        PolicyError: if the policy of the plan cannot be used.
    """
    view, book = view or newest(plan), book or pay_book(plan)
    listed = [*(one.index for one in book.indexes), *indexes]
    return Subject(
        view=view,
        on=on,
        indexes=tuple(sorted(map(class_index, listed), key=lambda one: one.as_of or date.min)),
        bands=bands_due(view, book, on, assignments),
        rules=policy(plan.policy),
    )


def class_index(index: PayIndex) -> ClassIndex:
    """What lint needs of an index."""
    called = Path(index.source.path).name if index.source else ""
    return ClassIndex(
        name=f"the index of {index.as_of}" if index.as_of else f"the index {called}",
        as_of=index.as_of,
        titles={one.code: one.title for one in index.classes},
        pay={
            one.code: max(monthly)
            for one in index.classes
            if (monthly := [float(each.high) for each in one.ranges if each.unit == "month" and each.high])
        },
    )


def bands_due(
    view: View, book: PayBook, on: date, assignments: Sequence[BandAssignment] | None = None
) -> tuple[BandDue, ...]:
    """The bands that press: by the docket given, the one kept, or where there is none by what documents print."""
    if assignments is None:
        printed = assignments_from(one.job_class for one in view.editions)
        assignments = book.assignments if book.has_docket else printed
    found = docket(assignments, rule(book.rule), on)
    return tuple(
        BandDue(
            class_code=one.assignment.class_code,
            title=one.assignment.title,
            band=one.assignment.alternative_band,
            standing=one.standing,
            due=one.due,
            last_review=one.last_review,
        )
        for one in found.standing("overdue", "due_unknown", "undecided")
    )
