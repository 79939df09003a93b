"""What is wrong with a record, field by field, and what to do. Nothing wrong is used as if it were right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from meritplan.model.issue import Issue, Severity
from meritplan.model.record import Degree, Employment, LicenseHeld, Record
from meritplan.model.ruling import Ruling
from meritplan.qualification.claims import HOURS_IN_A_WEEK, SUBJECTS
from meritplan.qualification.dates import possible_days
from meritplan.qualification.education import LEVELS
from meritplan.qualification.licenses import KNOWN
from meritplan.qualification.names import plain

MANY_JOBS = 200
LONG_WEEK = 80


def validate(record: Record, as_of: date | None = None) -> tuple[Issue, ...]:
    """Everything found wrong in a record. The evaluation treats each such value as unknown."""
    today = as_of.toordinal() if as_of is not None else None
    found: list[Issue] = []
    for number, degree in enumerate(record.education or ()):
        found.extend(_degree(f"education[{number}]", degree, today))
    for number, job in enumerate(record.employment or ()):
        found.extend(_job(f"employment[{number}]", job, today))
    for number, held in enumerate(record.licenses or ()):
        found.extend(_license(f"licenses[{number}]", held))
    return (*found, *_jobs(record.employment or ()))


def _issue(code: str, severity: Severity, message: str) -> Issue:
    return Issue(code=code, severity=severity, message=message)


def _dated(where: str, field: str, value: str | int | None) -> Iterator[Issue]:
    if value is not None and possible_days(value) is None:
        yield _issue(
            "MP-Q010",
            "error",
            f"{where}.{field} is {value!r}, which is no date; write 2019, 2019-05 or 2019-05-31. It counts as unknown.",
        )


def _degree(where: str, degree: Degree, today: int | None) -> Iterator[Issue]:
    if degree.level not in LEVELS:
        levels = ", ".join(sorted(LEVELS))
        yield _issue(
            "MP-Q011",
            "error",
            f"{where}.level is {degree.level!r}; it must be one of {levels}. The level counts as unknown.",
        )
    yield from _dated(where, "conferred", degree.conferred)
    yield from _dated(where, "expected", degree.expected)
    days = possible_days(degree.conferred)
    if today is not None and days is not None and days[0] > today:
        yield _issue(
            "MP-Q012",
            "warning",
            f"{where}.conferred is {degree.conferred}, after the day asked about; the degree counts as not finished.",
        )
    if degree.in_progress and degree.conferred is not None:
        yield _issue(
            "MP-Q013",
            "warning",
            f"{where} is in progress and has a date of conferral; it counts as in progress. Remove one of the two.",
        )


def _job(where: str, job: Employment, today: int | None) -> Iterator[Issue]:
    end = job.end if isinstance(job.end, str | int) else None
    yield from _dated(where, "start", job.start)
    yield from _dated(where, "end", end)
    start_days, end_days = possible_days(job.start), possible_days(end)
    if start_days and end_days and start_days[0] > end_days[1]:
        yield _issue(
            "MP-Q014",
            "error",
            f"{where} ends ({end}) before it starts ({job.start}); both dates count as unknown until one is corrected.",
        )
    if today is not None and start_days is not None and start_days[0] > today:
        yield _issue(
            "MP-Q015", "warning", f"{where}.start is {job.start}, after the day asked about; it counts nothing yet."
        )
    elif today is not None and end_days is not None and end_days[0] > today:
        message = f"{where}.end is {job.end}, after the day asked about; the job counts up to that day."
        yield _issue("MP-Q015", "info", message)
    yield from _hours(where, job)
    if job.share is not None and not 0 <= job.share <= 1:
        yield _issue(
            "MP-Q017",
            "error",
            f"{where}.share is {job.share}; it is a part of the working time from 0 to 1. It counts as unknown.",
        )


def _hours(where: str, job: Employment) -> Iterator[Issue]:
    hours = job.hours_per_week
    if hours is None:
        return
    if not 0 <= hours <= HOURS_IN_A_WEEK:
        yield _issue(
            "MP-Q016",
            "error",
            f"{where}.hours_per_week is {hours:g}; a week has {HOURS_IN_A_WEEK} hours. The hours count as unknown.",
        )
    elif hours > LONG_WEEK:
        yield _issue(
            "MP-Q016",
            "warning",
            f"{where}.hours_per_week is {hours:g}; check it. More than full time is full time.",
        )


def _license(where: str, held: LicenseHeld) -> Iterator[Issue]:
    yield from _dated(where, "issued", held.issued)
    yield from _dated(where, "expires", held.expires)
    if held.status is not None and plain(held.status) not in KNOWN:
        yield _issue(
            "MP-Q018",
            "error",
            f"{where}.status is {held.status!r}; it must be one of {', '.join(sorted(KNOWN))}. It counts as unknown.",
        )


def _jobs(jobs: Sequence[Employment]) -> Iterator[Issue]:
    ids = Counter(str(job.id) for job in jobs if job.id is not None)
    for each, number in ids.items():
        if number > 1:
            yield _issue(
                "MP-Q019",
                "error",
                f"employment id {each!r} stands on {number} jobs; rulings reach none of them until each has its own.",
            )
    if len(jobs) > MANY_JOBS:
        yield _issue("MP-Q004", "warning", f"The record lists {len(jobs)} jobs; check that it describes one person.")


def validate_rulings(rulings: Sequence[Ruling], record: Record | None) -> tuple[Issue, ...]:
    """Rulings that reach nothing: no answer, nothing they are about, or an employment the record does not have."""
    found = []
    known = {str(job.id) for job in (record.employment or ())} if record is not None else None
    for number, ruling in enumerate(rulings):
        if ruling.says is None:
            message = f"rulings[{number}].answer is {ruling.answer!r}; it must be yes or no. The ruling is not used."
            found.append(_issue("MP-Q021", "error", message))
        if not _about_something(ruling):
            message = (
                f"rulings[{number}] does not say what it is about: employment with counts_for; field, subject, "
                "license, training or skill with counts_as; or condition. The ruling is not used."
            )
            found.append(_issue("MP-Q023", "error", message))
        if ruling.employment is not None and known is not None and str(ruling.employment) not in known:
            message = f"rulings[{number}] is about employment {ruling.employment!r}, which the record does not have."
            found.append(_issue("MP-Q022", "warning", message))
    return tuple(found)


def _about_something(ruling: Ruling) -> bool:
    if ruling.employment is not None:
        return bool(ruling.counts_for)
    return any(getattr(ruling, subject) for subject in SUBJECTS)
