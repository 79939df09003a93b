"""A record made ready to be asked: dates as intervals, rulings by claim, tables of the policy normalised.

Everything that depends on the record, the policy, the rulings and the day alone is worked out once here, so that
one record can be held against thousands of classes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from meritplan.model.determination import Gate
from meritplan.model.policy import Policy
from meritplan.model.position import Position
from meritplan.model.record import Employment, Item, Record, Verification
from meritplan.model.ruling import Ruling
from meritplan.qualification.allocation import Atom, atoms
from meritplan.qualification.dates import DAWN, is_full, names_month, possible_days
from meritplan.qualification.months import FULL, hours, months, touched_bounds, weekly_weight
from meritplan.qualification.names import plain, plain_set
from meritplan.qualification.overlap import Stretch
from meritplan.qualification.result import MET, NOT_MET, UNDETERMINED, Finding, Kind, Reason
from meritplan.qualification.scope import exact

HOURS_IN_A_WEEK = 168
Asked = tuple[Kind, str]
"""An open question, by its kind and its words."""
Key = tuple[tuple[int, int, int, int], ...]
SUBJECTS = ("field", "subject", "coursework", "license", "training", "skill", "condition")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One employment, worked out. Intervals are inclusive; None means no day is certain (or possible)."""

    index: int
    name: str
    source: Employment
    title: str
    code: str
    employer: str
    sector: str
    narrow: tuple[int, int] | None
    wide: tuple[int, int] | None
    dates_known: bool
    low_weight: Fraction
    high_weight: Fraction
    low_hours: Fraction
    high_hours: Fraction
    hours_known: bool
    share: Fraction
    share_known: bool
    sure: Stretch | None  # the days certainly worked, and those possibly worked, all of the time on the duties
    possible: Stretch | None
    verified: Finding
    rulings: dict[str, Ruling | None] = field(default_factory=dict)  # None: rulings of one day contradict


@dataclass(slots=True, kw_only=True)
class Claims:
    """What one person claims, as of one day, at one gate, under one policy, with the rulings made."""

    record: Record
    policy: Policy
    rulings: tuple[Ruling, ...]
    position: Position
    as_of: int
    gate: Gate
    jobs: tuple[Job, ...] | None
    employers: dict[str, frozenset[str]]
    licenses_covered: dict[str, frozenset[str]]
    licenses_listed: frozenset[str]
    required: frozenset[str]
    waived: frozenset[str]
    decided: dict[tuple[str, str], dict[str, bool | None]]
    full_time: Fraction
    supposed: frozenset[Asked] | None = None  # questions supposed to be answered for the applicant, all others against
    _months: dict[Key, Fraction] = field(default_factory=dict)
    _shared: dict[tuple[str, tuple[Key, ...], tuple[Fraction, ...]], Fraction | None] = field(default_factory=dict)
    _bounds: dict[tuple[Key, Key, Key], tuple[Fraction, Fraction]] = field(default_factory=dict)

    @property
    def admits(self) -> bool:
        """Whether admission rules apply: at the admission gate alone (C16)."""
        return self.gate == "admission"

    def supposing(self, answered: frozenset[Asked]) -> Claims:
        """The same claims, these questions answered for the applicant and all others against them."""
        return replace(self, supposed=answered)

    def granted(self, reasons: Iterable[Reason]) -> bool:
        """Whether all these questions are supposed to be answered for the applicant."""
        return self.supposed is not None and all((reason.kind, reason.question) in self.supposed for reason in reasons)

    def settle(self, finding: Finding) -> Finding:
        """The finding; where answers are supposed, an open one becomes yes or no."""
        if self.supposed is None or finding.truth != UNDETERMINED:
            return finding
        return Finding(MET if self.granted(finding.reasons) else NOT_MET)

    def amount(self, low: Fraction, high: Fraction, reasons: Iterable[Reason]) -> tuple[Fraction, Fraction]:
        """An amount, at least and at most; where answers are supposed, one of the two."""
        if self.supposed is None or low == high:
            return low, high
        found = high if self.granted(reasons) else low
        return found, found

    def months(self, stretches: Sequence[Stretch]) -> Fraction:
        """Months of these stretches under the policy, worked out once."""
        key = _key(stretches)
        found = self._months.get(key)
        if found is None:
            found = self._months[key] = months(stretches, self.policy.month_rule, self.policy.overlap)
        return found

    def month_bounds(
        self, sure: Sequence[Stretch], possible: Sequence[Stretch], extra: Sequence[Stretch]
    ) -> tuple[Fraction, Fraction]:
        """The least and the most months, whichever way the uncertain work turns out."""
        if self.policy.month_rule != "touch15" or tuple(sure) == tuple(possible):
            return self.months(sure), self.months(possible)
        key = (_key(sure), _key(possible), _key(extra))
        found = self._bounds.get(key)
        if found is None:
            found = self._bounds[key] = touched_bounds(sure, possible, extra, self.policy.overlap)
        return found

    def remembered(
        self,
        uses: Sequence[Sequence[Stretch]],
        needs: Sequence[Fraction],
        solve: Callable[[Sequence[Atom], Sequence[Fraction]], Fraction | None],
    ) -> Fraction | None:
        """How time is best shared between several uses, worked out once for each question of that form."""
        key = (solve.__name__, tuple(_key(each) for each in uses), tuple(needs))
        if key not in self._shared:
            self._shared[key] = solve(atoms(uses, self.policy.month_rule, self.policy.overlap), needs)
        return self._shared[key]

    def hours(self, stretches: Sequence[Stretch]) -> Fraction:
        """Hours of these stretches, their weights being hours a week."""
        return hours(stretches, self.policy.overlap, self.full_time)

    def verified(self, item: Item, what: str) -> Finding:
        """Whether an item may be relied on at this gate (C32)."""
        return verification(item, what, asked=self.gate in self.policy.verification_gates)

    def ruled(self, subject: str, name: str | None) -> dict[str, bool | None]:
        """What was ruled about a field, subject, license, training or skill: answers by what it counts as."""
        return self.decided.get((subject, plain(name)), {}) if name else {}


def _key(stretches: Sequence[Stretch]) -> Key:
    """Whole numbers hash faster than fractions, and months are asked for thousands of times."""
    return tuple((first, last, weight.numerator, weight.denominator) for first, last, weight in stretches)


def verification(item: Item, what: str, *, asked: bool) -> Finding:
    """A claim as stated, or only as verified where the gate asks for it (C32).

    A contradicted claim is never certain; nor does it fail, since the check need not have said what holds instead.
    """
    found = item.verified
    result = plain(found.result or "verified") if isinstance(found, Verification) else ""
    if isinstance(found, Verification) and result == "contradicted":
        return Finding(UNDETERMINED, (Reason("unverified", f"A check contradicted {what}. What holds?", what),))
    if not asked or found is True or result == "verified":
        return Finding(MET)
    return Finding(UNDETERMINED, (Reason("unverified", f"Verify {what}.", what),))


def claims(
    record: Record, *, policy: Policy, rulings: Sequence[Ruling], position: Position, as_of: date, gate: Gate
) -> Claims:
    """The record made ready under a policy, on a day, at a gate."""
    full_time = exact(policy.full_time_hours)
    today = as_of.toordinal()
    asked = gate in policy.verification_gates
    return Claims(
        record=record,
        policy=policy,
        rulings=tuple(rulings),
        position=position,
        as_of=today,
        gate=gate,
        jobs=_jobs(record, policy, rulings, today, asked=asked),
        employers={plain(service): plain_set(names) for service, names in policy.employers.items()},
        licenses_covered=_covering(policy),
        licenses_listed=frozenset(
            plain(name) for key, names in policy.license_equivalents.items() for name in (key, *names)
        ),
        required=plain_set(position.require),
        waived=plain_set(position.waive),
        decided=_decided(rulings),
        full_time=full_time,
    )


def _covering(policy: Policy) -> dict[str, frozenset[str]]:
    """For each license, all it covers, directly or through another."""
    direct = {plain(held): plain_set(names) for held, names in policy.license_equivalents.items()}
    found: dict[str, frozenset[str]] = {}
    for held, covered in direct.items():
        reached, frontier = set(covered), list(covered)
        while frontier:
            for name in direct.get(frontier.pop(), frozenset()) - reached:
                reached.add(name)
                frontier.append(name)
        found[held] = frozenset(reached)
    return found


def _decided(rulings: Sequence[Ruling]) -> dict[tuple[str, str], dict[str, bool | None]]:
    """Answers by what they are about and by what it counts as; None where rulings of one day contradict."""
    latest: dict[tuple[str, str], dict[str, tuple[str, bool | None]]] = {}
    for ruling in rulings:
        answer = ruling.says
        if answer is None:
            continue
        for subject in SUBJECTS:
            name = getattr(ruling, subject)
            if name:
                known = latest.setdefault((subject, plain(name)), {})
                target = plain(ruling.counts_as or "")
                known[target] = _later(known.get(target), ruling.on or "", answer)
    return {about: {target: said for target, (_, said) in known.items()} for about, known in latest.items()}


def _later(known: tuple[str, bool | None] | None, on: str, answer: bool) -> tuple[str, bool | None]:
    if known is None or on > known[0]:
        return on, answer
    if on < known[0]:
        return known
    return on, answer if known[1] is answer else None


def _jobs(
    record: Record, policy: Policy, rulings: Sequence[Ruling], today: int, *, asked: bool
) -> tuple[Job, ...] | None:
    if record.employment is None:
        return None
    ids = Counter(str(job.id) for job in record.employment if job.id is not None)
    twice = {each for each, number in ids.items() if number > 1}  # a ruling on such an id reaches none of them
    by_job = _rulings_by_job(rulings)
    return tuple(
        _job(
            number,
            source,
            policy,
            {} if str(source.id) in twice else by_job.get(str(source.id), {}),
            today,
            asked=asked,
        )
        for number, source in enumerate(record.employment)
    )


def _rulings_by_job(rulings: Sequence[Ruling]) -> dict[str, dict[str, Ruling | None]]:
    """For each employment the ruling in force for each kind of work: the latest (C41)."""
    found: dict[str, dict[str, Ruling | None]] = {}
    days: dict[tuple[str, str], str] = {}
    for ruling in rulings:
        if ruling.employment is None or not ruling.counts_for or ruling.says is None:
            continue
        job, name, on = str(ruling.employment), plain(ruling.counts_for), ruling.on or ""
        known, before = found.setdefault(job, {}), days.get((job, name))
        if before is None or on > before:
            known[name], days[job, name] = ruling, on
        elif on == before:
            current = known[name]
            if current is not None and (current.says is not ruling.says or current.share != ruling.share):
                known[name] = None
    return found


def _job(
    number: int, source: Employment, policy: Policy, rulings: dict[str, Ruling | None], today: int, *, asked: bool
) -> Job:
    narrow, wide = _days(source, policy.month_dates, today)
    full = exact(policy.full_time_hours)
    low, high, known = _weekly(source, full)
    low_weight = weekly_weight(low, full, policy.month_rule) if known else Fraction(0)
    high_weight = weekly_weight(high, full, policy.month_rule) if known else FULL
    name = str(source.id) if source.id is not None else f"employment {number + 1}"
    return Job(
        index=number,
        name=name,
        source=source,
        title=plain(source.title or ""),
        code=plain(source.class_code or ""),
        employer=plain(source.employer or ""),
        sector=plain(source.sector or ""),
        narrow=narrow,
        wide=wide,
        dates_known=narrow == wide,
        low_weight=low_weight,
        high_weight=high_weight,
        low_hours=low,
        high_hours=high,
        hours_known=known,
        share=_share(source),
        share_known=source.share is None or 0 <= source.share <= 1,
        sure=(*narrow, low_weight) if narrow is not None and low_weight else None,
        possible=(*wide, high_weight) if wide is not None and high_weight else None,
        verified=verification(source, _called(name, source), asked=asked),
        rulings=rulings,
    )


def _called(name: str, source: Employment) -> str:
    return f"{source.title} at {source.employer}" if source.title and source.employer else source.title or name


def _share(source: Employment) -> Fraction:
    share = FULL if source.share is None else exact(source.share)
    return share if 0 <= share < 1 else FULL


def _weekly(source: Employment, full_time: Fraction) -> tuple[Fraction, Fraction, bool]:
    """Hours a week at least and at most. Missing or impossible hours lie between 0 and full time."""
    if source.hours_per_week is None or not 0 <= source.hours_per_week <= HOURS_IN_A_WEEK:
        return Fraction(0), full_time, False
    weekly = exact(source.hours_per_week)
    return weekly, weekly, True


def _days(source: Employment, month_dates: str, today: int) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The days certainly worked and the days possibly worked (C1, C2)."""
    start = _start(source, month_dates)
    end = _end(source, month_dates, today)
    if _impossible(source):
        start = end = None  # neither date can be relied on
    earliest, latest_end = (start or (DAWN, today))[0], min((end or (today, today))[1], today)
    wide = (earliest, latest_end) if earliest <= latest_end else None
    if start is None or end is None:
        return None, wide
    narrow = (start[1], min(end[0], today))
    return (narrow if narrow[0] <= narrow[1] else None), wide


def _impossible(source: Employment) -> bool:
    """Whether it ends before it starts, however its dates are read."""
    start, end = possible_days(source.start), possible_days(source.end) if isinstance(source.end, str | int) else None
    return start is not None and end is not None and start[0] > end[1]


def _start(source: Employment, month_dates: str) -> tuple[int, int] | None:
    days = possible_days(source.start)
    if days is None or month_dates == "widen" or not names_month(source.start):
        return days
    return days[0], days[0]


def _end(source: Employment, month_dates: str, today: int) -> tuple[int, int] | None:
    if source.end is None:
        return today, today  # still employed: counts through the day asked about
    end = source.end if isinstance(source.end, str | int) else None
    days = possible_days(end)
    if days is None or month_dates == "widen" or not names_month(end) or is_full(end):
        return days
    return (days[1], days[1]) if month_dates == "whole" else (days[0] - 1, days[0] - 1)
