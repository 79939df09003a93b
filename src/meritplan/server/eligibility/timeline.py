"""Jobs on a line of time: for one requirement of experience, what of each job counts, what may, and what does not.

Positions are percentages of the width, so that the drawing fits any screen while its words keep their size.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from meritplan.model.determination import Evidence, NodeFinding
from meritplan.qualification.claims import Claims, Job
from meritplan.qualification.dates import DAWN
from meritplan.server.eligibility.telling import Names, amount, months_words

STEP: Final = 44  # height of one job
MOST_TICKS: Final = 5
WORDS: Final = {"yes": "Counts", "no": "Does not count", "unknown": "Open"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One job. ``x`` and ``width`` are all the days it may have lasted, ``sure`` those that are certain."""

    name: str
    counts: str
    words: str
    months: str
    why: str
    arithmetic: str
    top: int
    x: str
    width: str
    sure: tuple[str, str] | None
    undated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A year on the line."""

    year: int
    x: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """The jobs at one requirement."""

    number: int
    quote: str
    result: str
    summary: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    height: int

    @property
    def floor(self) -> int:
        """Where the line of years stands."""
        return self.height - 20


def charts(tree: NodeFinding, claims: Claims, names: Names) -> list[Chart]:
    """One chart for each requirement of experience that looked at jobs, each text once."""
    found: dict[str, NodeFinding] = {}
    for node in _experience(tree):
        found.setdefault(node.quote or "", node)
    jobs = {job.name: job for job in claims.jobs or ()}
    return [_chart(number, node, jobs, claims.as_of, names) for number, node in enumerate(found.values(), start=1)]


def _experience(node: NodeFinding) -> Iterator[NodeFinding]:
    if node.type == "experience" and any(each.employment for each in node.evidence):
        yield node
    for below in node.children:
        yield from _experience(below)


def _chart(number: int, node: NodeFinding, jobs: dict[str, Job], today: int, names: Names) -> Chart:
    evidence = [each for each in node.evidence if each.employment in jobs]
    evidence.sort(key=lambda each: -_start(jobs[each.employment or ""], today))
    first = min((_start(jobs[each.employment or ""], today) for each in evidence), default=today - 365)
    first = date.fromordinal(first).replace(month=1, day=1).toordinal()
    line = _Line(first, max(today, first + 365))
    return Chart(
        number=number,
        quote=node.quote or "Experience",
        result=node.result,
        summary=months_words(node),
        bars=tuple(_bar(row, each, jobs[each.employment or ""], line, names) for row, each in enumerate(evidence)),
        ticks=line.ticks(),
        height=len(evidence) * STEP + 28,
    )


def _start(job: Job, today: int) -> int:
    """The first day to draw: a job of unknown beginning is drawn at its end alone."""
    if job.wide is None:
        return today - 365
    return job.wide[0] if job.wide[0] > DAWN else (job.narrow or job.wide)[1] - 365


def _bar(row: int, each: Evidence, job: Job, line: _Line, names: Names) -> Bar:
    undated = job.wide is None or job.wide[0] <= DAWN
    start, end = _start(job, line.last), (job.wide or (0, line.last))[1]
    sure = None
    if job.narrow is not None and not undated:
        sure = line.stretch(*job.narrow)
    x, width = line.stretch(start, end)
    return Bar(
        name=names.of(each.employment),
        counts=each.counts,
        words=WORDS[each.counts],
        months=_months(each),
        why=names.told(each.because),
        arithmetic=names.told(each.arithmetic),
        top=row * STEP,
        x=x,
        width=width,
        sure=sure,
        undated=undated,
    )


def _months(each: Evidence) -> str:
    if each.counts == "no":
        return "0 months"
    if each.upper_months is not None:
        return f"{each.months or 0:g} to {each.upper_months:g} months"
    return amount(each.months) if each.months else "0 months"


@dataclass(frozen=True)
class _Line:
    first: int
    last: int

    def x(self, day: int) -> float:
        return 100 * (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)

    def stretch(self, start: int, end: int) -> tuple[str, str]:
        left, right = self.x(start), self.x(end + 1)
        return f"{min(left, 99.2):.2f}%", f"{max(right - left, 0.8):.2f}%"

    def ticks(self) -> tuple[Tick, ...]:
        years: Sequence[int] = range(date.fromordinal(self.first).year, date.fromordinal(self.last).year + 1)
        step = max(1, -(-len(years) // MOST_TICKS))
        found = (Tick(year=year, x=f"{self.x(date(year, 1, 1).toordinal()):.2f}%") for year in years[::step])
        return tuple(tick for tick in found if float(tick.x[:-1]) < 92)
