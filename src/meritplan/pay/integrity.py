"""Whether an index came out whole: every range intact and plausible, every class with its ranges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from meritplan.model.issue import Issue
from meritplan.pay import trouble
from meritplan.pay.forms import IndexForm
from meritplan.pay.index import IndexClass, IndexRange, PayIndex


def check(classes: list[IndexClass], form: IndexForm) -> Iterator[Issue]:
    """What a person should look at, class by class."""
    for job in classes:
        yield from _class(job, form)
        for each in job.ranges:
            yield from _range(job, each, form)
    yield from _twice(classes)


def against_neighbour(index: PayIndex, neighbour: PayIndex) -> Iterator[Issue]:
    """Classes in both whose number of ranges differs: a change of the plan, or a line lost on one side."""
    for job in index.classes:
        other = neighbour.by_code.get(job.code)
        if other is not None and len(other.ranges) != len(job.ranges):
            yield trouble.other_count(job, len(job.ranges), len(other.ranges), neighbour.name())


def _class(job: IndexClass, form: IndexForm) -> Iterator[Issue]:
    if not job.ranges:
        yield trouble.no_range(job)
    if form.code and not form.code.fullmatch(job.code):
        yield trouble.odd_code(job, form.code.pattern)
    if job.title.count("(") > job.title.count(")"):
        yield trouble.cut_title(job)
    unnamed = [each for each in job.ranges if each.name is None]
    if len(unnamed) < len(job.ranges):
        yield from (trouble.no_name(job, each) for each in unnamed)
    yield from _same_names(job)


def _same_names(job: IndexClass) -> Iterator[Issue]:
    """Ranges of one name and one known unit; two units make a pair (a month's and an hour's pay), which is usual."""
    seen: dict[tuple[str | None, str | None], IndexRange] = {}
    for each in job.ranges:
        if not each.intact:
            continue
        key = (each.name, each.unit or (f"{each.low} {each.high}"))
        if key in seen and not (each.low == 0 or seen[key].low == 0):
            yield trouble.same_name(job, each, seen[key])
        seen.setdefault(key, each)


def _range(job: IndexClass, each: IndexRange, form: IndexForm) -> Iterator[Issue]:
    if each.low is None or each.high is None:
        yield trouble.torn(job, each)
        return
    if each.low > each.high:
        yield trouble.falls(job, each)
        return
    if not each.low:
        yield trouble.unset(job, each)
        return
    if each.unit is None:
        yield trouble.unit_unknown(job, each)
    elif each.unit in form.plausible:
        lowest, highest = form.plausible[each.unit]
        if not lowest <= each.low <= each.high <= highest:
            yield trouble.implausible(job, each, f"pay by the {each.unit} lies between {lowest:,} and {highest:,}")
    if each.high > each.low * form.most_times:
        yield trouble.implausible(job, each, f"the upper end is more than {form.most_times} times the lower")


def _twice(classes: list[IndexClass]) -> Iterator[Issue]:
    """One code for several classes of one index."""
    counts = Counter(each.code for each in classes)
    first: dict[str, IndexClass] = {}
    for each in classes:
        if counts[each.code] > 1:
            if each.code in first:
                yield trouble.two_titles(first[each.code], each.title, each.line)
            first.setdefault(each.code, each)
