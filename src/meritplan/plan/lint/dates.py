"""Rules about dates: those that are none, and those that are old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.subject import Subject, finding

FIRST = date(1880, 1, 1)  # merit systems are not older
PLACEHOLDERS = frozenset({(1, 1, 1), (1900, 1, 1), (1970, 1, 1), (1899, 12, 30), (1899, 12, 31), (9999, 12, 31)})
YEARS = 25
DAYS = ("effective_date", "established", "revised", "abolished", "open_date")
ZEROS = "MP-L008"


def placeholder(subject: Subject) -> Iterator[Finding]:
    """A date that stands for none, lies ahead, or contradicts another (MP-P235)."""
    for edition in subject.editions:
        printed = _zeros(subject, edition)
        for name, fault in (*_faults(edition, subject.on), *printed):
            said = edition.job_class
            message = f"{name.replace('_', ' ').capitalize()} {fault}. Look it up and enter it, or leave it out."
            yield finding(edition, "MP-P235", "warning", message, said.evidence.get(name, ()))


def _faults(edition: ClassEdition, on: date) -> Iterator[tuple[str, str]]:
    said = edition.job_class
    for name in DAYS:
        day = getattr(said, name)
        if day is None:
            continue
        if (day.year, day.month, day.day) in PLACEHOLDERS:
            yield name, f"is {day}, which stands for no date"
        elif day < FIRST:
            yield name, f"is {day}, before there were such plans"
        elif day > on and name not in {"effective_date", "open_date"}:
            yield name, f"is {day}, a day that has not come"
    if said.established and said.revised and said.revised < said.established:
        yield "revised", f"is {said.revised}, before the class was established ({said.established})"
    if said.established and said.abolished and said.abolished < said.established:
        yield "abolished", f"is {said.abolished}, before the class was established ({said.established})"


def _zeros(subject: Subject, edition: ClassEdition) -> list[tuple[str, str]]:
    """What the reading of its document said of a date of zeros."""
    said = edition.job_class
    hashes = {ref.sha256 for ref in edition.sources}
    issues = (issue for source in subject.plan.sources if source.sha256 in hashes for issue in source.issues)
    zeros = any(issue.code == ZEROS and issue.class_code == said.code for issue in issues)
    return [("effective_date", "is printed as zeros")] if zeros and said.effective_date is None else []


def stale(subject: Subject) -> Iterator[Finding]:
    """A specification not revised for a generation (MP-P236)."""
    for edition in subject.editions:
        said = edition.job_class
        days = [day for day in (said.effective_date, said.revised, said.established, said.open_date) if day]
        if days and not said.abolished and (subject.on - max(days)).days > YEARS * 365.25:
            age = (subject.on - max(days)).days // 365
            message = f"Nothing in it is younger than {max(days)}, {age} years ago. Does it still describe the work?"
            yield finding(edition, "MP-P236", "info", message)
