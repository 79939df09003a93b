"""Lengths of work as quantities that many leaves share: which employments may count, and which certainly do.

Without rulings an employment is excluded from a leaf only by supervision, pay or a service left out; its kind is
never "no". So nearly all leaves share the most a person may have (:class:`Possible`), and what certainly counts
(:class:`Sure`) hangs on class titles and employers, which few people share with a leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from meritplan.model.policy import Policy
from meritplan.qualification.admission import limit
from meritplan.qualification.months import HOURS_A_MONTH
from meritplan.qualification.result import NEVER
from meritplan.qualification.scope import CountingTest, ExperiencePart, GroupPart, Part
from meritplan.screening.attainments import Study
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.truth import MAYBE, NO, Bit, Truth, both_bits, either_bits, exact

ZERO = Fraction(0)
OUT, IN = "out", "in"
ANY_SERVICE = ""  # a counting rule that names no service speaks of all employments
LISTED = ("employment listed",)


class Possible(NamedTuple):
    """What may count: tests an employment may fail for certain, the days in the window, and how days are weighed.

    Where the month rule takes the mean of the days of a month, ``days`` says of which: all, the ``best`` there may be,
    those that are certain and the uncertain ones that lower it (``least``), or whether there are ``any``.
    """

    supervisory: bool
    paid: bool
    whole_time_only: bool
    within_months: int | None
    in_hours: bool
    shared: bool
    services: tuple[tuple[str, str], ...] = ()
    days: str = ""


class Kind(NamedTuple):
    """The kind of work: certain where the title (or class code) equals one of these, or any work will do."""

    titles: frozenset[str]
    any_work: bool


class Employer(NamedTuple):
    """An employer asked for; ``named`` where an equal name settles it."""

    name: str
    named: bool


class Service(NamedTuple):
    """In a service, outside it, or outside it unless at the level of these titles."""

    side: str
    name: str
    level: frozenset[str] | None = None


Test = Kind | Employer | Service


class Sure(NamedTuple):
    """What certainly counts: the possible employments that also pass these tests for certain."""

    possible: Possible
    tests: frozenset[Test]


class Amount(NamedTuple):
    """A fact: the quantity comes to the need, or to strictly more."""

    of: Possible | Sure
    need: Fraction
    strict: bool = False


class Credited(NamedTuple):
    """A fact: the quantity and what study beyond ``base`` is credited for, at most ``cap`` months, come to the need.

    Counted is study that is certain (``sure``) or such as may be given. Where study and work are ``added`` to a sum,
    it is that of college ("college"), at schools that may be accredited ("accredited"); no stretch of work is left out.
    """

    of: Possible | Sure
    need: Fraction
    base: Fraction
    scale: Fraction
    cap: Fraction | None
    sure: bool
    strict: bool = False
    added: str = ""


class Credit(NamedTuple):
    """What a leaf is shortened by: study beyond ``base``; what must remain; whether possible study is enough."""

    base: Fraction
    scale: Fraction
    cap: Fraction | None
    floor: Fraction
    possible_is_enough: bool = False


class Scope(NamedTuple):
    """The employments a leaf counts; ``tests`` is None where none can count for certain."""

    possible: Possible
    tests: frozenset[Test] | None

    def narrowed(self, *tests: Test, services: tuple[tuple[str, str], ...] = ()) -> Scope:
        """The same, with further tests."""
        possible = self.possible._replace(services=tuple(sorted({*self.possible.services, *services})))
        return Scope(possible, None if self.tests is None else self.tests | set(tests))


class Way(NamedTuple):
    """One way the employments may be applied under the counting rules, and what must then hold of a service."""

    scope: Scope
    service: tuple[tuple[Fraction, Scope], ...] = ()


def scope_of(part: ExperiencePart, policy: Policy, total: Scope | None = None) -> Scope:
    """The employments that count for a leaf; for a subset, those that also count for its total."""
    possible = Possible(
        supervisory=part.supervisory,
        paid=part.paid or policy.volunteer == "no",
        whole_time_only=part.full_time and policy.part_time == "none",
        within_months=part.within_months,
        in_hours=part.hours is not None,
        shared=part.asks_kind,
    )
    tests = _tests(part, policy)
    if total is None or part.outside:
        return Scope(possible, tests)
    outer = total.possible
    windows = [months for months in (outer.within_months, possible.within_months) if months is not None]
    possible = possible._replace(
        supervisory=possible.supervisory or outer.supervisory,
        paid=possible.paid or outer.paid,
        whole_time_only=possible.whole_time_only or outer.whole_time_only,
        within_months=min(windows, default=None),
        shared=possible.shared or outer.shared,
        services=outer.services,
    )
    return Scope(possible, None if tests is None or total.tests is None else tests | total.tests)


def _tests(part: ExperiencePart, policy: Policy) -> frozenset[Test] | None:
    settled = part.inside and part.supervisory  # the supervision test settles the function (C7)
    function = None if settled else part.function
    bare = not part.qualities and not function
    any_work = bare and not part.classes and not part.level_of
    any_work = any_work and (policy.unspecified_experience == "any" or settled)
    titles = part.classes | (part.level_of if bare else frozenset())
    if not titles and not any_work:
        return None
    tests: set[Test] = set() if any_work else {Kind(titles, any_work=False)}
    if part.employer is not None:
        tests.add(Employer(part.employer, part.employer_named))
    return frozenset(tests)


def ways(part: ExperiencePart, policy: Policy) -> list[Way]:
    """The ways the employments may be applied under the counting rules; without such rules, one."""
    found = [Way(scope_of(part, policy))]
    for test in part.counting:
        found = [split for way in found for split in _split(way, test)]
    return found


def _split(way: Way, test: CountingTest) -> Iterable[Way]:
    name = test.service if test.service is not None else ANY_SERVICE
    level = test.classes | test.level_of
    if test.months is None:
        yield Way(way.scope.narrowed(Service(OUT, name, level)), way.service)
        return
    yield Way(way.scope.narrowed(Service(OUT, name), services=((OUT, name),)), way.service)
    there = way.scope.narrowed(Service(IN, name), Kind(level, any_work=False), services=((IN, name),))
    yield Way(way.scope, (*way.service, (test.months, there)))


class Lengths:
    """Compiles experience leaves: comparisons of shared quantities with the lengths asked."""

    def __init__(self, build: Builder, policy: Policy) -> None:
        self.build, self.policy = build, policy
        self.countable = policy.month_rule != "touch15"  # whether months of several leaves can be told together

    def leaf(self, part: ExperiencePart, *, admits: bool, credit: Credit | None = None) -> Truth:
        """The truth of an experience leaf, counting and admission rules applied, study credited toward its length."""
        applied = ways(part, self.policy)
        met, possible = self._leaf(part, applied, None, credit)
        relaxed = [(met, possible)]
        if admits:
            scale = HOURS_A_MONTH if part.hours is not None else Fraction(1)
            rules = (rule for rule in part.admissions if rule.applies_to in {"experience", "all"})
            relaxed.extend(self._leaf(part, applied, limit(rule) * scale, credit) for rule in rules)
        return Truth(
            met,
            possible,
            either_bits(self.build, *(bit for bit, _ in relaxed)),
            either_bits(self.build, *(bit for _, bit in relaxed)),
        )

    def _leaf(
        self, part: ExperiencePart, applied: list[Way], less: Fraction | None, credit: Credit | None
    ) -> tuple[Bit, Bit]:
        found = [self._way(part, way, less, credit) for way in applied]
        met = either_bits(self.build, *(bit for bit, _ in found))
        possible = either_bits(self.build, *(bit for _, bit in found))
        if met.low == TRUE and not (less is None and _asks_nothing(part)):
            listed = self.build.fact(LISTED)  # nothing is known of people who list no employment
            met = Bit(listed, listed)
        return met, possible

    def _way(self, part: ExperiencePart, way: Way, less: Fraction | None, credit: Credit | None) -> tuple[Bit, Bit]:
        found = [self.measured(part, way.scope, less, credit)]
        found += [self.length(scope, months, strict=False, less=less) for months, scope in way.service]
        return self._joined(found)

    def _joined(self, found: list[tuple[Bit, Bit]]) -> tuple[Bit, Bit]:
        return both_bits(self.build, *(bit for bit, _ in found)), both_bits(self.build, *(bit for _, bit in found))

    def measured(
        self, part: ExperiencePart, scope: Scope, less: Fraction | None = None, credit: Credit | None = None
    ) -> tuple[Bit, Bit]:
        """The leaf's own length and every subset."""
        need = part.hours if part.hours is not None else part.need
        if credit is not None:
            own = self._credited(scope, need or ZERO, part.exclusive, less, credit)
        elif need is None:
            own = self._any_length(scope, less)
        else:
            own = self.length(scope, need, strict=part.exclusive, less=less)
        if part.limits:  # what a kind may contribute is limited: at most what it is without the limit
            own = (Bit(FALSE, own[0].high), Bit(FALSE, own[1].high))
        return self._joined([own, *(self._subset(each, scope, less) for each in part.subsets)])

    def _subset(self, part: Part, total: Scope, less: Fraction | None) -> tuple[Bit, Bit]:
        if isinstance(part, ExperiencePart):
            return self.measured(part, scope_of(part, self.policy, total), less)
        if isinstance(part, GroupPart) and part.children:
            found = [self._subset(child, total, less) for child in part.children]
            met, possible = (tuple(bits) for bits in zip(*found, strict=True))
            return either_bits(self.build, *met), either_bits(self.build, *possible)
        return MAYBE, MAYBE

    def _any_length(self, scope: Scope, less: Fraction | None) -> tuple[Bit, Bit]:
        if less is not None and less >= NEVER:
            return exact(TRUE), exact(TRUE)
        return self._held(scope)

    def _held(self, scope: Scope) -> tuple[Bit, Bit]:
        """Whether there is any such work at all."""
        if not self.countable:
            scope = Scope(scope.possible._replace(days="any"), scope.tests)
        return self._compared(scope, lambda of: Amount(of, ZERO, strict=True))

    def _compared(self, scope: Scope, fact: Callable[[Possible | Sure], Hashable]) -> tuple[Bit, Bit]:
        possible = self.build.fact(fact(scope.possible))
        sure = FALSE if scope.tests is None else self.build.fact(fact(Sure(scope.possible, scope.tests)))
        return exact(sure), exact(self.build.either(possible, sure))

    def length(self, scope: Scope, need: Fraction, *, strict: bool, less: Fraction | None) -> tuple[Bit, Bit]:
        """Whether what counts comes to the need for certain, and whether it possibly does."""
        if less is not None:
            need, strict = need - less, False
        if need < 0 or (need == 0 and not strict):
            return exact(TRUE), exact(TRUE)
        if self.countable or scope.possible.in_hours:
            return self._compared(scope, lambda of: Amount(of, need, strict))
        if strict:
            return MAYBE, MAYBE
        return self._touched(scope, lambda of: Amount(of, need))

    def _touched(self, scope: Scope, fact: Callable[[Possible | Sure], Hashable]) -> tuple[Bit, Bit]:
        """The same by the means of calendar months: where all that may count is certain, all its days tell the mean."""
        best = self.build.fact(fact(scope.possible._replace(days="best")))
        if scope.tests is None:
            return NO, exact(best)
        sure = self.build.fact(fact(Sure(scope.possible._replace(days="least"), scope.tests)))
        mean = self.build.fact(fact(scope.possible))
        return exact(sure), Bit(self.build.either(mean, sure), self.build.either(best, sure))

    def _credited(
        self, scope: Scope, need: Fraction, strict: bool, less: Fraction | None, credit: Credit
    ) -> tuple[Bit, Bit]:
        """The same for what is left of the need once study is credited; what must remain must still be there."""
        floor = credit.floor
        if less is not None:
            need, floor, strict = need - less, floor - less, False
        if need < 0 or (need == 0 and not strict):
            return exact(TRUE), exact(TRUE)
        if not self.countable:
            return MAYBE, MAYBE
        terms = (need, credit.base, credit.scale, credit.cap)

        def reached(of: Possible | Sure, *, sure: bool) -> Expression:
            found = self.build.fact(Credited(of, *terms, sure=sure, strict=strict))
            return found if floor <= 0 else self.build.both(found, self.build.fact(Amount(of, floor, strict)))

        def whole(*, sure: bool) -> Expression:
            """All of the need is credited."""
            if floor > 0 or (credit.cap is not None and credit.cap < need):
                return FALSE
            return self.build.fact(Study(credit.base + need / credit.scale, sure=sure, given=not sure))

        certain = not credit.possible_is_enough
        met = FALSE if scope.tests is None else reached(Sure(scope.possible, scope.tests), sure=certain)
        met = self.build.either(met, whole(sure=certain))
        possible = self.build.either(reached(scope.possible, sure=False), met, whole(sure=False))
        return exact(met), exact(possible)


def _asks_nothing(part: ExperiencePart) -> bool:
    asked = part.need is None or part.need > 0 or part.exclusive or part.subsets
    return not asked and part.hours is None


def shorter(part: ExperiencePart, need: Fraction) -> ExperiencePart:
    """The leaf with another length."""
    return replace(part, need=max(ZERO, need), exclusive=part.exclusive and need > 0)
