"""Whether what a plan keeps of pay fits together, and fits its classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from meritplan.pay import trouble
from meritplan.pay.book import DOCKET, PayBook
from meritplan.pay.docket import against_published, assignments_from, check
from meritplan.pay.of_class import pay_of
from meritplan.plan import Finding, Plan, as_of, newest


def check_pay(plan: Plan, book: PayBook, on: date) -> tuple[Finding, ...]:
    """What is wrong with the pay documents of a plan, and with classes that lean on them, on a day."""
    found = [*book.trouble, *_docket(plan, book, on), *_grades(plan, book, on)]
    return tuple(sorted(found, key=lambda one: (one.document, one.issue.code, one.issue.message)))


def _docket(plan: Plan, book: PayBook, on: date) -> Iterator[Finding]:
    for one in book.assignments:
        for issue in check(one, on):
            yield Finding(document=DOCKET, issue=issue)
        if one.class_code not in plan.by_code:
            message = f"{one.class_code} {one.title or ''}: no class of the plan has or had this code."
            yield Finding(document=DOCKET, issue=trouble.band_issue("MP-Y059", "warning", one.class_code, message))
    latest = {one.class_code: one for one in book.assignments}
    printed = assignments_from(edition.job_class for edition in newest(plan).editions)
    for issue in against_published(latest.values(), printed):
        yield Finding(document=DOCKET, issue=issue)


def _grades(plan: Plan, book: PayBook, on: date) -> Iterator[Finding]:
    """Grades that no pay plan holds, each once: said of the first class that names it."""
    named: Counter[str] = Counter()
    first: dict[str, Finding] = {}
    if not book.plans:
        return  # nobody keeps pay plans here: a grade is a name, and nothing is amiss
    for edition in as_of(plan, on).editions:
        for issue in pay_of(book, plan.by_key[edition.class_key], on).issues:
            named[issue.message] += 1
            first.setdefault(issue.message, Finding(document=edition.path, issue=issue))
    for message, finding in first.items():
        more = f" {named[message]} classes name it." if named[message] > 1 else ""
        yield Finding(document=finding.document, issue=msgspec.structs.replace(finding.issue, message=message + more))
