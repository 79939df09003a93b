"""Which employment counts toward which experience leaf: yes, no, or a person must say (C7 to C9, C24, C25, C41).

The tests are a conjunction: kind of work, supervision, employer, pay, recency, verification.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from meritplan.model.ruling import Ruling
from meritplan.qualification.claims import Claims, Job
from meritplan.qualification.dates import window_start
from meritplan.qualification.months import FULL
from meritplan.qualification.overlap import Stretch
from meritplan.qualification.result import (
    MET,
    NO,
    NOT_MET,
    UNDETERMINED,
    YES,
    Finding,
    Reason,
    Truth,
    both,
)
from meritplan.qualification.scope import CountingTest, ExperiencePart

ZERO = Fraction(0)


class Counted(NamedTuple):
    """One employment at one leaf. ``low`` is the work that certainly counts, ``high`` all that may."""

    job: Job
    finding: Finding
    share: Fraction
    low: Stretch | None
    high: Stretch | None
    ruling: Ruling | None = None

    @property
    def open_facts(self) -> tuple[Reason, ...]:
        """What is not known of the amount: dates, hours."""
        if self.high is None or (self.low == self.high and self.finding.truth == MET):
            return ()
        return _open_facts(self.job)


def _open_facts(job: Job) -> tuple[Reason, ...]:
    return (*_open_dates(job), *_open_hours(job), *_open_share(job))


def _open_dates(job: Job) -> tuple[Reason, ...]:
    if job.dates_known:
        return ()
    return (Reason("missing_fact", f"When exactly did {job.name} begin and end?", job.name),)


def _open_hours(job: Job) -> tuple[Reason, ...]:
    if job.hours_known:
        return ()
    return (Reason("missing_fact", f"How many hours a week was {job.name}?", job.name),)


def _open_share(job: Job) -> tuple[Reason, ...]:
    if job.share_known:
        return ()
    return (Reason("missing_fact", f"What part of the time in {job.name} was spent on the duties?", job.name),)


def _supposed(job: Job, claims: Claims) -> Job:
    """The employment as it would be if its open facts were answered as supposed, each by itself."""
    days = job.wide if claims.granted(_open_dates(job)) else job.narrow
    all_hours = claims.granted(_open_hours(job))
    weight, weekly = (job.high_weight, job.high_hours) if all_hours else (job.low_weight, job.low_hours)
    stretch = (*days, weight) if days is not None and weight else None
    return replace(
        job,
        narrow=days,
        wide=days,
        low_weight=weight,
        high_weight=weight,
        low_hours=weekly,
        high_hours=weekly,
        sure=stretch,
        possible=stretch,
        share_known=job.share_known or claims.granted(_open_share(job)),
    )


class Credit(NamedTuple):
    """What the employments come to at one leaf."""

    counted: tuple[Counted, ...]
    lower: Fraction
    upper: Fraction
    unit: str
    claims: Claims

    def alone(self, stretch: Stretch) -> Fraction:
        """What one stretch would come to by itself."""
        return self.claims.hours((stretch,)) if self.unit == "hours" else self.claims.months((stretch,))


class Ruled(NamedTuple):
    """A ruling found for a leaf, and by what it was named: quote, function, class, level, or ``*``."""

    truth: Truth
    tier: str
    ruling: Ruling | None


def count(part: ExperiencePart, claims: Claims, within: Sequence[Counted] | None = None) -> tuple[Counted, ...]:
    """Every employment as it counts for the leaf; for a subset, only what counts ``within`` its total."""
    jobs, tests = claims.jobs or (), _tests(part, claims)
    if within is None or part.outside:
        return tuple(_counted(part, job, claims, None, tests) for job in jobs)
    return tuple(_counted(part, total.job, claims, total, tests) for total in within)


def _tests(part: ExperiencePart, claims: Claims) -> tuple[_Test, ...]:
    """The tests that can say anything but yes for this leaf."""
    tests: list[_Test] = [kind_of_work]
    if part.supervisory:
        tests.append(supervision)
    if part.employer is not None:
        tests.append(employer)
    if part.paid or claims.policy.volunteer != "counts":
        tests.append(pay)
    return (*tests, _verified)


def _counted(
    part: ExperiencePart, job: Job, claims: Claims, total: Counted | None, tests: tuple[_Test, ...]
) -> Counted:
    ruled = ruling_for(part, job) if job.rulings else None
    finding = claims.settle(_tested(part, job, claims, ruled, tests))
    if total is not None:
        finding = both(total.finding, finding)
    share = _share(part, job, ruled, total)
    if finding.truth == NOT_MET or job.wide is None:
        return Counted(job, finding, share, None, None, ruling=ruled.ruling if ruled else None)
    if claims.supposed is not None and _open_facts(job):
        job = _supposed(job, claims)
    low, high = _stretches(part, job, claims, share)
    if not job.share_known and part.asks_kind and (ruled is None or ruled.ruling is None or ruled.ruling.share is None):
        low = None
        high = high if claims.supposed is None else None
    if total is not None:
        low, high = _inside(low, total.low), _inside(high, total.high)
    return Counted(job, finding, share, low, high, ruling=ruled.ruling if ruled else None)


def _tested(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None, tests: tuple[_Test, ...]) -> Finding:
    """The conjunction of the tests; the first "no" settles it."""
    opened: list[Finding] = []
    note = ""
    for test in tests:
        found = test(part, job, claims, ruled)
        if found.truth == NOT_MET:
            return found
        if found.truth == UNDETERMINED:
            opened.append(found)
        note = note or found.note
    if not opened:
        return Finding(MET, (), note) if note else YES
    return opened[0] if len(opened) == 1 else both(*opened)


def _share(part: ExperiencePart, job: Job, ruled: Ruled | None, total: Counted | None) -> Fraction:
    """The ruling's share, else the employment's; in a subset no more than in its total; none without a kind (C9)."""
    share = job.share if part.asks_kind else FULL
    if part.asks_kind and ruled is not None and ruled.ruling is not None and ruled.ruling.share is not None:
        share = min(FULL, max(ZERO, Fraction(str(ruled.ruling.share))))
    return share if total is None or share is total.share else min(share, total.share)


def _stretches(
    part: ExperiencePart, job: Job, claims: Claims, share: Fraction
) -> tuple[Stretch | None, Stretch | None]:
    """The certain and the possible days in the window, with their weights."""
    all_or_nothing = part.full_time and claims.policy.part_time == "none"
    if share is FULL and part.hours is None and part.within_months is None and not all_or_nothing:
        return job.sure, job.possible
    if part.hours is not None:
        low, high = job.low_hours, job.high_hours
    else:
        low, high = job.low_weight, job.high_weight
        if all_or_nothing:
            low, high = (FULL if low >= FULL else ZERO), (FULL if high >= FULL else ZERO)
    first = window_start(claims.as_of, part.within_months) if part.within_months is not None else None
    if share is not FULL:
        low, high = low * share, high * share
    return _windowed(job.narrow, first, low), _windowed(job.wide, first, high)


def _windowed(days: tuple[int, int] | None, first: int | None, weight: Fraction) -> Stretch | None:
    if days is None or not weight:
        return None
    start = days[0] if first is None else max(days[0], first)
    return (start, days[1], weight) if start <= days[1] else None


def _inside(stretch: Stretch | None, total: Stretch | None) -> Stretch | None:
    """The days of a subset that lie within the days of its total."""
    if stretch is None or total is None:
        return None
    first, last = max(stretch[0], total[0]), min(stretch[1], total[1])
    return (first, last, stretch[2]) if first <= last else None


# --- the tests -----------------------------------------------------------------------------------


def ruling_for(part: ExperiencePart, job: Job) -> Ruled | None:
    """The ruling in force for this leaf: by its quote, function, a class, a level, or ``*``, in this order (C41)."""
    known = job.rulings
    if not known:
        return None
    for tier, name in (("quote", part.quote), ("function", part.function)):
        if name is not None and name in known:
            return _ruled(known[name], tier)
    for tier, names in (("class", part.classes), ("level", part.level_of)):
        found = [_ruled(known[name], tier) for name in sorted(names) if name in known]
        yes = max((each for each in found if each.truth == MET), key=_day, default=None)
        if yes is not None or (found and not ({job.title, job.code} & names - known.keys())):
            return yes or min(found, key=lambda each: -each.truth)
    return _ruled(known["*"], "*") if "*" in known else None


def _day(ruled: Ruled) -> str:
    return (ruled.ruling.on or "") if ruled.ruling is not None else ""


def _ruled(ruling: Ruling | None, tier: str) -> Ruled:
    if ruling is None:
        return Ruled(UNDETERMINED, tier, None)
    return Ruled(MET if ruling.says else NOT_MET, tier, ruling)


def kind_of_work(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None) -> Finding:
    """The kind of work: a ruling, an equal class title, or a question."""
    function = None if part.inside and part.supervisory else part.function  # settled by the supervision test (C7)
    if ruled is not None and (ruled.truth == NOT_MET or not (ruled.tier == "level" and function)):
        if ruled.truth != UNDETERMINED:
            return Finding(ruled.truth, (), f"ruled {'yes' if ruled.truth else 'no'}{_by(ruled.ruling)}")
        return Finding(
            UNDETERMINED, (Reason("judgement", f"Rulings of one day contradict each other on {job.name}.", job.name),)
        )
    if _holds_title(job, part.classes):
        return Finding(MET, (), "class title is equal")
    if not part.qualities and not function:
        if not part.classes and not part.level_of:
            if claims.policy.unspecified_experience == "any" or (part.inside and part.supervisory):
                return YES
        elif _holds_title(job, part.level_of):
            return Finding(MET, (), "class title is equal")
    return Finding(UNDETERMINED, (Reason("judgement", _work_question(part, job), job.name),))


def _by(ruling: Ruling | None) -> str:
    return f" by {ruling.by}" if ruling is not None and ruling.by else ""


def _holds_title(job: Job, names: frozenset[str]) -> bool:
    return bool(names) and ((job.title in names and bool(job.title)) or (job.code in names and bool(job.code)))


def _work_question(part: ExperiencePart, job: Job) -> str:
    node = part.node
    kind = getattr(node, "function", None) or " or ".join(
        (*getattr(node, "classes", ()), *getattr(node, "level_of", ()))
    )
    return (
        f"Does {job.name} ({job.source.title or 'no title given'}) count as {kind or node.quote or 'this experience'}?"
    )


def limited_kind(part: ExperiencePart, job: Job, claims: Claims) -> Finding:
    """Whether the employment is of a kind that may contribute only so much: the kind of work alone (C36)."""
    ruled = ruling_for(part, job)
    return both(kind_of_work(part, job, claims, ruled), supervision(part, job, claims, ruled))


def supervision(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None) -> Finding:
    """Whether people were supervised, under the policy's test (C7, R14)."""
    if not part.supervisory:
        return YES
    held, test = job.source.supervised, claims.policy.supervision_test
    people = held.people if held is not None else None
    if people is None:
        return Finding(
            UNDETERMINED, (Reason("missing_fact", f"How many people were supervised in {job.name}?", job.name),)
        )
    if people <= 0:
        return Finding(NOT_MET, (), "supervised nobody")
    if ruled is not None and ruled.truth == MET:
        return YES  # people were supervised, and somebody ruled that it counts
    functions = held.functions if held is not None else None
    if people >= test.people and not test.functions:
        return YES
    if functions is None and test.functions:
        return Finding(
            UNDETERMINED, (Reason("missing_fact", f"Which supervisory functions did {job.name} have?", job.name),)
        )
    if people >= test.people and _performs(functions or (), test.functions):
        return YES
    known = ", ".join(functions or ()) or "not stated"
    question = f"{job.name}: {people} people supervised, functions {known}. Is that supervision?"
    return Finding(UNDETERMINED, (Reason("judgement", question, job.name),))


def _performs(held: Sequence[str], asked: int | tuple[str, ...]) -> bool:
    if isinstance(asked, int):
        return len(set(held)) >= asked
    return set(asked) <= set(held)


def employer(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None) -> Finding:
    """Equal by name or sector, listed in the policy, or ruled on the whole leaf; otherwise a question (C8)."""
    if part.employer is None or (ruled is not None and ruled.truth == MET and ruled.tier in _WHOLE):
        return YES
    if part.employer_named and part.employer in {job.employer, job.sector}:
        return YES
    if job.employer and job.employer in claims.employers.get(part.employer, ()):
        return Finding(MET, (), "employer listed in the policy")
    wanted = getattr(part.node, "employer", None)
    if not job.employer and not job.sector:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Who was the employer in {job.name}?", job.name),))
    question = f"Was {job.name} ({job.source.employer or job.source.sector}) experience with: {wanted}?"
    return Finding(UNDETERMINED, (Reason("judgement", question, job.name),))


def pay(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None) -> Finding:
    """Paid work where the leaf or the policy asks for it (R7, C10)."""
    if not part.paid and claims.policy.volunteer == "counts":
        return YES
    if job.source.paid is None:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Was {job.name} paid work?", job.name),))
    return YES if job.source.paid else Finding(NOT_MET, (), "unpaid")


def _verified(part: ExperiencePart, job: Job, claims: Claims, ruled: Ruled | None) -> Finding:
    return job.verified


_WHOLE = frozenset({"quote", "*"})  # a ruling on the whole leaf, not on one thing it names
_Test = Callable[[ExperiencePart, Job, Claims, "Ruled | None"], Finding]


# --- counting rules ------------------------------------------------------------------------------


def in_service(test: CountingTest, job: Job, claims: Claims) -> Finding:
    """Whether the employment was in the service a counting rule speaks of (C23). No service named: all are."""
    if test.service is None or test.service in {job.employer, job.sector}:
        return YES
    if job.employer in claims.employers.get(test.service, ()):
        return YES
    if not job.employer and not job.sector:
        return Finding(UNDETERMINED, (Reason("missing_fact", f"Who was the employer in {job.name}?", job.name),))
    return NO


def at_level(test: CountingTest, job: Job) -> Finding:
    """Whether the employment was at the level a counting rule asks for."""
    known = job.rulings
    for name in (test.quote, test.function):
        if name is not None and name in known:
            return _level_ruled(known[name], job)
    names = test.classes | test.level_of
    if any((ruling := known.get(name)) is not None and ruling.says for name in names):
        return YES
    # a "no" for a class asked as such elsewhere says nothing about this level (C41)
    reached = {name for name in names & known.keys() if known[name] is None or name not in test.class_leaves}
    if _holds_title(job, names - reached):
        return YES
    if any(known[name] is not None for name in reached):
        return NO
    return Finding(UNDETERMINED, (Reason("judgement", f"Was {job.name} at the level asked: {test.quote}?", job.name),))


def _level_ruled(ruling: Ruling | None, job: Job) -> Finding:
    if ruling is None:
        return Finding(
            UNDETERMINED, (Reason("judgement", f"Rulings of one day contradict each other on {job.name}.", job.name),)
        )
    return YES if ruling.says else NO
