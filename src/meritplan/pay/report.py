"""Indexes and their differences as pages a person reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from meritplan.model.issue import Issue
from meritplan.pay.differences import KINDS, ClassChange, IndexDifferences, Kind
from meritplan.pay.index import IndexClass, PayIndex

ZERO = Decimal(0)
TITLES: dict[Kind, str] = {
    "new": "New classes",
    "abolished": "Abolished classes",
    "recoded": "Classes under a new code",
    "reused": "Codes given to another class",
    "renamed": "Renamed classes",
    "respelled": "Titles printed otherwise",
    "moved": "Classes moved in the schedule",
    "repriced": "Repriced classes",
    "range_added": "Ranges added",
    "range_removed": "Ranges removed",
    "range_renamed": "Ranges with another name",
    "terms": "Other columns changed",
}


def index_page(index: PayIndex, *, most: int = 5) -> str:
    """What came in: counts, date, and what needs a person."""
    return "\n".join(_index_lines(index, most))


def _index_lines(index: PayIndex, most: int) -> Iterator[str]:
    yield f"{index.title or 'No pay index'}"
    if index.source:
        yield f"  from      {index.source.path} ({index.source.media_type}, sha256 {index.source.sha256[:12]})"
    how = {"printed": "printed in the document", "stated": "as stated", "events": "by dated events"}
    by = f", {how[index.dated_by]}" if index.dated_by else ""
    yield f"  as of     {index.as_of or 'not known'}{by}"
    yield f"  classes   {len(index.classes):,}"
    yield f"  ranges    {index.ranges:,}, of which {index.intact:,} intact"
    yield from issue_lines(index.issues, most)


def issue_lines(issues: Sequence[Issue], most: int) -> Iterator[str]:
    """Issues by code, a few of each, errors first."""
    order = {"error": 0, "warning": 1, "info": 2}
    counts = Counter((order[issue.severity], issue.severity, issue.code) for issue in issues)
    for (_, severity, code), count in sorted(counts.items()):
        yield f"  {severity} {code}: {count:,}"
        own = [issue for issue in issues if issue.code == code and issue.severity == severity]
        yield from (f"    {issue.message}" for issue in own[:most])
        if count > most:
            yield f"    and {count - most:,} more"


def class_page(job: IndexClass) -> str:
    """One class with its ranges and the other columns."""
    return "\n".join(_class_lines(job))


def _class_lines(job: IndexClass) -> Iterator[str]:
    yield f"{job.code} {job.title}{f' ({job.schematic_code})' if job.schematic_code else ''}"
    for each in job.ranges:
        columns = [f"{name} {words}" for name, words in each.terms.items()]
        columns += [f"criteria {' '.join(each.criteria)}"] if each.criteria else []
        beside = f"   [{', '.join(columns)}]" if columns else ""
        yield f"  {each.words()}{beside}"


def difference_page(found: IndexDifferences, *, most: int = 20, kinds: Sequence[Kind] = KINDS) -> str:
    """The changes by kind, with the counts first and the usual raises."""
    return "\n".join(_difference_lines(found, most, kinds))


def _difference_lines(found: IndexDifferences, most: int, kinds: Sequence[Kind]) -> Iterator[str]:
    for name, side in (("before", found.before), ("after", found.after)):
        counts = f"{side.classes:,} classes, {side.ranges:,} ranges"
        yield f"{name:7} {side.path or 'index'}: {counts}, as of {_day(side.as_of)}"
    yield ""
    for kind in KINDS:
        count = len(found.of(kind))
        if count:
            yield f"{count:7,}  {TITLES[kind].lower()}"
    yield f"{found.unchanged:7,}  classes unchanged"
    yield from _raises(found)
    for kind in kinds:
        yield from _section(found.of(kind), kind, most)
    if found.issues:
        yield ""
        yield "What needs a look"
        yield from issue_lines(found.issues, most)


def _raises(found: IndexDifferences) -> Iterator[str]:
    """The commonest changes (of the upper end, or the lower where only that moved): what a general raise looks like."""
    steps = Counter(
        (each.high_percent or each.low_percent or ZERO).to_integral_value()
        for change in found.changes
        for each in change.ranges
        if each.kind == "repriced" and each.high_percent is not None
    )
    if steps:
        said = (f"{count:,} by about {step:+} %" for step, count in steps.most_common(5))
        yield f"Repriced ranges: {sum(steps.values()):,}; {', '.join(said)}"


def _section(changes: Sequence[ClassChange], kind: Kind, most: int) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield f"{TITLES[kind]} ({len(changes):,})"
    for change in changes[:most]:
        yield from change_lines(change, kind)
    if len(changes) > most:
        yield f"  and {len(changes) - most:,} more"


def change_lines(change: ClassChange, kind: Kind) -> Iterator[str]:
    """What a change of this kind says about its class."""
    name = f"  {change.code} {change.title}"
    if kind in {"renamed", "respelled", "reused"}:
        yield f"{name}, formerly {change.former_title}"
    elif kind == "recoded":
        yield f"{name}, formerly {change.former_code}"
    elif kind == "moved":
        yield f"{name}: {change.former_schematic_code} to {change.schematic_code}"
    elif kind == "terms":
        yield name
        for each in change.terms:
            named = [name for name in each.ranges if name]
            where = f" (Range {', '.join(named)})" if named else ""
            yield f"    {each.term}: {each.before or 'blank'} to {each.after or 'blank'}{where}"
    else:
        yield name
        yield from (f"    {each.words()}" for each in change.ranges if kind in {each.kind, "new", "abolished"})


def _day(value: object) -> str:
    return str(value) if value else "no known day"
