"""What can be wrong with pay data, each with its code. Every message says what was found, where, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from meritplan.model.issue import Issue, Severity
from meritplan.pay.index import IndexClass, IndexRange
from meritplan.pay.money import dollars


def no_form(path: str, expected: str) -> Issue:
    """Nothing in the file looks like a pay index."""
    return _issue(
        "MP-Y001",
        "error",
        f"{path} is no pay index that can be read: {expected}. Name a form with --form, or save it as CSV with columns "
        "code, title, low and high.",
    )


def torn(job: IndexClass | None, each: IndexRange) -> Issue:
    """The amounts of a range did not come out whole."""
    return _about(
        "MP-Y002",
        "error",
        job,
        f"the range on {each.place()} is not intact: {each.printed!r}. Two amounts were expected, the lower first. "
        "It is kept without amounts; enter them from the published page.",
    )


def falls(job: IndexClass, each: IndexRange) -> Issue:
    """The lower end is above the upper end."""
    return _about(
        "MP-Y003",
        "error",
        job,
        f"{each.words()} on {each.place()} begins above its end. Compare it with the published page.",
    )


def implausible(job: IndexClass, each: IndexRange, why: str) -> Issue:
    """Amounts that are whole, but hardly right."""
    return _about(
        "MP-Y004", "warning", job, f"{each.words()} on {each.place()}: {why}. Compare with the published page."
    )


def unit_unknown(job: IndexClass, each: IndexRange) -> Issue:
    """No mark says by what unit of time the amounts are."""
    return _about(
        "MP-Y005",
        "info",
        job,
        f"{each.words()} on {each.place()} carries no mark of its unit and is too low for the unit of unmarked pay; "
        "its unit is left open; look it up before comparing.",
    )


def no_range(job: IndexClass) -> Issue:
    """A class without any range."""
    place = f"page {job.page}, line {job.line}" if job.page else f"line {job.line}"
    return _about("MP-Y006", "error", job, f"no range follows the class on {place}. One at least was expected.")


def unset(job: IndexClass, each: IndexRange) -> Issue:
    """Zeros stand in place of amounts."""
    what = "both ends are printed as 0.00" if each.unset else f"the lower end of {each.words()} is printed as 0.00"
    return _about(
        "MP-Y007",
        "info",
        job,
        f"{what} ({each.place()}): the pay is fixed elsewhere. It is no salary of nothing; leave it out of averages.",
    )


def continued(job: IndexClass, lines: list[int]) -> Issue:
    """Rows without a class code, taken as going on with the class above."""
    where = f"line {lines[0]}" if len(lines) == 1 else f"lines {lines[0]} to {lines[-1]}"
    return _about(
        "MP-Y008",
        "info",
        job,
        f"rows below it have no class code ({where}) and went to it, as rows do where a page of the printed index "
        "begins. Compare with the printed index.",
    )


def unplaced(line: int, page: int | None, text: str) -> Issue:
    """A line that is neither class nor range nor running head."""
    where = f"page {page}, line {line}" if page else f"line {line}"
    return _issue(
        "MP-Y009",
        "warning",
        f"{where}: {text[:80]!r} is neither a class nor a range. It was left out; check that nothing is missing there.",
    )


def reread(page: int, before: int, after: int) -> Issue:
    """A page read by the second program because of what the first made of its ranges."""
    return _issue(
        "MP-Y010",
        "info" if not after else "warning",
        f"page {page} had {before} torn range{'s' if before > 1 else ''} and was read again by another program, "
        f"which left {after or 'none'}.",
    )


def homeless(each: IndexRange) -> Issue:
    """A range before the first class."""
    return _issue(
        "MP-Y011",
        "error",
        f"{each.words()} on {each.place()} stands under no class. A class line was expected above it.",
    )


def same_name(job: IndexClass, each: IndexRange, other: IndexRange) -> Issue:
    """Two ranges that cannot be told apart."""
    return _about(
        "MP-Y012",
        "warning",
        job,
        f"{each.words()} ({each.place()}) and {other.words()} ({other.place()}) have one name and one unit. "
        "A class line may be missing between them.",
    )


def two_titles(job: IndexClass, other: str, line: int) -> Issue:
    """One code under two titles."""
    return _about("MP-Y013", "warning", job, f"line {line} has the same code with the title {other!r}. Which is right?")


def odd_code(job: IndexClass, pattern: str) -> Issue:
    """A code unlike those of this publisher."""
    return _about(
        "MP-Y014",
        "warning",
        job,
        f"the code {job.code!r} is not of the form {pattern}. A spreadsheet may have taken its leading zeros; "
        "nothing was added to it.",
    )


def thin_page(page: int, found: int, usual: int) -> Issue:
    """A page with far fewer ranges than the pages around it."""
    return _issue(
        "MP-Y015",
        "warning",
        f"page {page} gave {found} ranges, pages around it about {usual}. Some may not have been read; compare it.",
    )


def other_count(job: IndexClass, here: int, there: int, neighbour: str) -> Issue:
    """A class with another number of ranges than in the index it is compared with."""
    return _about(
        "MP-Y016",
        "warning",
        job,
        f"{here} range{'s' if here != 1 else ''} here, {there} in {neighbour}. A change is possible, a lost line too.",
    )


def odd_terms(job: IndexClass, each: IndexRange, rest: str) -> Issue:
    """What follows the amounts is not what this form prints there."""
    return _about(
        "MP-Y017",
        "info",
        job,
        f"{rest!r} behind the amounts on {each.place()} was not understood; kept under `unread`.",
    )


def cut_title(job: IndexClass) -> Issue:
    """A title that ends inside a bracket."""
    return _about(
        "MP-Y018",
        "info",
        job,
        "the title ends inside a bracket: the column was too narrow. Take it from the specification.",
    )


def unglued(job: IndexClass, printed: str) -> Issue:
    """The letter of the first range stuck to the title, and was put back."""
    return _about(
        "MP-Y019",
        "warning",
        job,
        f"the title reads {printed!r}, and of its ranges only the first has no name: its last letter was taken as the "
        "name of that range. Compare with the printed index.",
    )


def no_name(job: IndexClass, each: IndexRange) -> Issue:
    """One range without a name among ranges with names."""
    return _about(
        "MP-Y024",
        "warning",
        job,
        f"{each.words()} on {each.place()} has no name, the other ranges have. It may be lost.",
    )


def undated() -> Issue:
    """No day is known."""
    return _issue(
        "MP-Y020",
        "warning",
        "nothing in the file says of what day it is, and its name is no evidence. State the day with --as-of, or bound "
        "it by dated events with `meritplan pay date`.",
    )


def two_dates(dates: Iterable[str]) -> Issue:
    """The pages name several days."""
    return _issue(
        "MP-Y021",
        "warning",
        f"its pages are dated differently: {', '.join(dates)}. Pages of two editions may be mixed; no day was taken.",
    )


def against_event(code: str, words: str) -> Issue:
    """The index and a dated event contradict one another."""
    return Issue(code="MP-Y022", severity="warning", message=words, class_code=code)


def other_name(path: str, said: str, found: str) -> Issue:
    """The name of the file says another day than its content."""
    return _issue(
        "MP-Y023", "info", f"the name {path} says {said}, the document itself {found}. The document was believed."
    )


def reused(code: str, before: str, after: str) -> Issue:
    """One code, two classes that have nothing in common."""
    return Issue(
        code="MP-Y030",
        severity="warning",
        message=f"{code} was {before!r} and is {after!r}, with another place in the schedule: the code seems to have "
        "been given to another class. Records that cite the code need the date.",
        class_code=code,
    )


def steep(code: str, title: str, words: str, most: Decimal) -> Issue:
    """A change of pay beyond what raises bring, or a fall."""
    return Issue(
        code="MP-Y031",
        severity="warning",
        message=f"{code} {title}: {words}. Pay seldom falls, or changes by more than {most} %; compare both pages.",
        class_code=code,
    )


def plan_unreadable(where: str, found: str, expected: str) -> Issue:
    """A document of pay that does not say what it should."""
    return _issue("MP-Y040", "error", f"{where}: {found}. Expected: {expected}.")


def grade_disordered(grade: str, low: Decimal, market: Decimal | None, high: Decimal) -> Issue:
    """Minimum, market and maximum are not in order."""
    market_words = f", market {dollars(market)}" if market is not None else ""
    return _issue(
        "MP-Y041",
        "error",
        f"grade {grade}: minimum {dollars(low)}{market_words}, maximum {dollars(high)} are not in order. Correct them.",
    )


def editions_overlap(first: str, second: str) -> Issue:
    """Two pay plans are in force on one day."""
    return _issue("MP-Y042", "error", f"{first} and {second} are in force on the same day. End the earlier one.")


def grade_twice(grade: str) -> Issue:
    """A grade that stands twice in one plan."""
    return _issue("MP-Y043", "error", f"grade {grade} stands twice in the plan; the first was taken. Remove one.")


def no_market(grade: str) -> Issue:
    """Zones cannot be drawn without a market point."""
    return _issue("MP-Y044", "info", f"grade {grade} has no market point, so its zones cannot be drawn.")


def grade_lost(grade: str) -> Issue:
    """A grade of the earlier edition is gone."""
    return _issue("MP-Y045", "info", f"grade {grade} is gone from the later plan. Classes that name it need another.")


def grade_unheld(grade: str, class_code: str | None, day: str) -> Issue:
    """A class is paid by a grade, and no pay plan of the day says what that is."""
    message = f"{grade} is in no pay plan kept for {day}, so what it pays cannot be said. Import the pay plan."
    return Issue(code="MP-Y046", severity="info", message=message, class_code=class_code)


def band_issue(code: str, severity: Severity, class_code: str, message: str) -> Issue:
    """Something about a class on the docket of alternative bands."""
    return Issue(code=code, severity=severity, message=message, class_code=class_code)


def _issue(code: str, severity: Severity, message: str) -> Issue:
    return Issue(code=code, severity=severity, message=message)


def _about(code: str, severity: Severity, job: IndexClass | None, message: str) -> Issue:
    name = f"{job.code} {job.title}: " if job else ""
    return Issue(code=code, severity=severity, message=f"{name}{message}", class_code=job.code if job else None)
