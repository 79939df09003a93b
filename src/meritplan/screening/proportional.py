"""Patterns combined in proportion, compiled: shares of each that together make a whole (R30; C22).

Work that certainly counts, for two patterns at once, is put to the one-person engine; what may count is decided here
wherever all patterns may count the same work, or some of them a narrower kind of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from meritplan.model.policy import Policy
from meritplan.qualification.scope import ExperiencePart
from meritplan.screening import truth
from meritplan.screening.alternatives import OPENED, Alternative, hidden_work
from meritplan.screening.beyond import APART, LOOSEST, Beyond
from meritplan.screening.lengths import (
    IN,
    LISTED,
    Amount,
    Lengths,
    Possible,
    Scope,
    Service,
    Sure,
    Test,
    scope_of,
    ways,
)
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.truth import Bit, Truth
from meritplan.screening.unions import inside

ZERO = Fraction(0)
STEPS = 8


class Pattern(NamedTuple):
    """One alternative that can lend a share: its own length first and those inside it, and what else it asks.

    ``services`` are those whose time a counting rule lets be applied in several ways; ``judged`` says that a part is
    left to a person, ``otherwise`` that the leaf by itself asks more than its length, ``opened`` that a rule inside
    opens the alternative.
    """

    need: Fraction
    lengths: tuple[tuple[Fraction, Scope], ...]
    rest: Truth
    services: tuple[str, ...]
    judged: bool
    otherwise: bool
    opened: bool

    @property
    def whole(self) -> bool:
        """Whether nothing inside asks more than the whole."""
        return not self.judged and all(need <= self.need for need, _ in self.lengths)

    @property
    def kind(self) -> Possible:
        """What may count for it at all."""
        return self.lengths[0][1].possible

    @property
    def alone(self) -> bool:
        """Whether its own length says all of it."""
        return self.whole and all(scope.possible == self.kind for _, scope in self.lengths)


def _narrower(one: Possible, other: Possible) -> bool:
    """Whether all that may count as one may count as the other, and weighs the same."""
    return inside(Scope(one, None), Scope(other, None), sure=False)


class Proportional:
    """Compiles the way that a rule about shares opens."""

    def __init__(self, build: Builder, policy: Policy, lengths: Lengths) -> None:
        self.build, self.policy, self.lengths = build, policy, lengths

    def way(self, paths: Sequence[Alternative], *, measured: bool) -> Truth | None:
        """Patterns that count the same work lend each other nothing: the shortest decides.

        Where a rule combines something else than several patterns of work, a person judges, unless only the policy
        combines (``measured``).
        """
        patterns = [found for path in paths if (found := self._pattern(path)) is not None]
        listed = self.build.fact(LISTED)
        if not self.lengths.countable or any(True for path in paths for _ in hidden_work(path)):
            return truth.at_most(truth.plain(listed, listed))
        if sum(not pattern.opened for pattern in patterns) < 2:
            return None if measured else truth.plain(FALSE, listed)
        services = {name for pattern in patterns for name in pattern.services}
        if not services:
            return self._whole_or_not(patterns)
        # who has not been in any of these services leaves no choice of what is applied
        served = truth.exact(self.build.either(*map(self._served, sorted(services))))
        elsewhere = self._whole_or_not([pattern._replace(services=()) for pattern in patterns])
        return self._either_way(served, self._at_most(patterns), elsewhere or truth.NOT_MET)

    def _served(self, service: str) -> Expression:
        """Whether any work may have been in a service."""
        return self.build.fact(Amount(LOOSEST._replace(services=((IN, service),)), ZERO, strict=True))

    def _either_way(self, condition: Bit, where: Truth, where_not: Truth) -> Truth:
        other = truth.negation(self.build, condition)
        return Truth(
            *(
                truth.either_bits(
                    self.build, truth.both_bits(self.build, condition, one), truth.both_bits(self.build, other, two)
                )
                for one, two in zip(where, where_not, strict=True)
            )
        )

    def _whole_or_not(self, patterns: Sequence[Pattern]) -> Truth | None:
        sure = self._several_sure(patterns)
        alike = {scope.possible for pattern in patterns for _, scope in pattern.lengths}
        if len(alike) == 1 and all(pattern.whole for pattern in patterns):
            return self._alike(patterns, sure, next(iter(alike)))
        if not all(pattern.alone for pattern in patterns):
            return self._at_most(patterns)
        found, listed = self._most(patterns), self.build.fact(LISTED)
        most = truth.both_bits(self.build, truth.exact(listed), found)
        met = Bit(FALSE, self.build.both(most.high, sure))
        return Truth(met, most, met, most)

    def _at_most(self, patterns: Sequence[Pattern]) -> Truth:
        """At most what shares of all work come to; for certain, where two patterns have some."""
        most = self.build.both(self.build.fact(LISTED), self._most(patterns).high)
        return truth.at_most(truth.plain(self.build.both(most, self._several_sure(patterns)), most))

    def _most(self, patterns: Sequence[Pattern]) -> Bit:
        """What may count, a pattern taken to ask its own length alone: one by itself, or a narrower and a wider kind.

        Months that a history is cut into may differ from its sum by a little, which the bounds allow for.
        """
        if len({pattern.kind for pattern in patterns}) > 2:
            return Bit(FALSE, self._shortest(patterns))
        found = [
            truth.both_bits(self.build, self._reached(each, each.need), each.rest.clean_possible) for each in patterns
        ]
        for one, other in permutations(patterns, 2):
            if one.kind != other.kind and one.need <= other.need and not _narrower(other.kind, one.kind):
                rest = (one.rest.clean_possible, other.rest.clean_possible)
                found.append(truth.both_bits(self.build, self._in_steps(one, other), *rest))
        return truth.either_bits(self.build, *found)

    def _shortest(self, patterns: Sequence[Pattern]) -> Expression:
        """At most what all work comes to for the shortest pattern."""
        enough = self._months(LOOSEST, min(pattern.need for pattern in patterns) - APART)
        return self.build.both(enough, self.build.either(*(each.rest.clean_possible.high for each in patterns)))

    def _in_steps(self, narrow: Pattern, wide: Pattern) -> Bit:
        """A share of one pattern and the rest of another, for shares in steps: at least and at most.

        The months of the narrower kind are taken to be months of the wider one too.
        """
        low, high = [], []
        for step in range(1, STEPS):
            share = Fraction(step, STEPS)
            low.append(self._lent(narrow, share * narrow.need, wide, (1 - share) * wide.need).low)
        for step in range(STEPS):
            least, most = Fraction(step, STEPS), Fraction(step + 1, STEPS)
            high.append(self._lent(narrow, least * narrow.need, wide, (1 - most) * wide.need).high)
        certain = self.build.either(*low) if _narrower(narrow.kind, wide.kind) else FALSE
        return Bit(certain, self.build.either(*high))

    def _lent(self, narrow: Pattern, one: Fraction, wide: Pattern, other: Fraction) -> Bit:
        """So many months of the one, and in all so many more of the other."""
        together = one + other if _narrower(narrow.kind, wide.kind) else other
        return truth.both_bits(self.build, self._reached(narrow, one), self._reached(wide, together))

    def _reached(self, pattern: Pattern, months: Fraction) -> Bit:
        """Whether what may count for a pattern comes to so many months, give or take what cutting it up may make."""
        return Bit(self._months(pattern.kind, months + APART), self._months(pattern.kind, months - APART))

    def _months(self, kind: Possible, months: Fraction) -> Expression:
        return self.build.fact(Beyond(kind, ZERO, months)) if months > 0 else TRUE

    def _alike(self, patterns: Sequence[Pattern], sure: Expression, of: Possible) -> Truth | None:
        """Patterns that all may count the same work: what may be met so is what may be met by one of them alone."""
        found = truth.at_most(truth.plain(sure, sure))
        if not any(pattern.otherwise for pattern in patterns):
            return None if sure == FALSE else found
        alone = (
            truth.both_bits(
                self.build, truth.exact(self.build.fact(Beyond(of, ZERO, each.need))), each.rest.clean_possible
            )
            for each in patterns
        )
        possible = truth.either_bits(self.build, *alone, found.possible)
        return found._replace(clean_possible=possible, possible=possible)

    def _pattern(self, path: Alternative) -> Pattern | None:
        """An alternative with one length of work, and what it asks."""
        leaves = [leaf.part for leaf in path if isinstance(leaf.part, ExperiencePart)]
        if len(leaves) != 1 or not leaves[0].need:
            return None
        leaf = leaves[0]
        always = tuple(test for test in leaf.counting if test.months is None or test.service is None)
        way = ways(replace(leaf, counting=always), self.policy)[-1]
        total = way.scope
        parts = [each for each in leaf.subsets if isinstance(each, ExperiencePart)]
        lengths = [(each.need, scope_of(each, self.policy, total)) for each in parts if each.need]
        return Pattern(
            need=leaf.need or ZERO,
            lengths=((leaf.need or ZERO, total), *lengths, *way.service),
            rest=truth.every(self.build, [each.truth for each in path if each.kind != "experience"]),
            services=tuple(test.service for test in leaf.counting if test.months is not None and test.service),
            judged=len(parts) < len(leaf.subsets),
            otherwise=any(each.limits or each.exclusive for each in (leaf, *parts)),
            opened=any(each.kind in OPENED for each in path),
        )

    def _several_sure(self, patterns: Sequence[Pattern]) -> Expression:
        """Whether certain work may make shares: for two patterns that count different work, or nearly all of one.

        By itself a pattern may be met where its leaf is missed by a little, since its history is cut into pieces here,
        and neither limits nor "more than" are asked of a share.
        """
        some: dict[object, Expression] = {}
        nearly = []
        for number, pattern in enumerate(patterns):
            tests = pattern.lengths[0][1].tests
            if tests is None or pattern.judged or any(scope.tests is None for _, scope in pattern.lengths):
                continue
            loosest = Sure(pattern.lengths[0][1].possible._replace(services=()), _without_services(tests))
            held = self.build.both(self.build.fact(Amount(loosest, ZERO, strict=True)), pattern.rest.clean_met.high)
            if pattern.services:  # each way its rules let time be applied is a pattern of its own
                some[number, "again"] = held
            if pattern.need > APART:
                held_long = self.build.fact(Beyond(loosest, ZERO, pattern.need - APART))
                nearly.append(self.build.both(held, held_long))
            else:
                nearly.append(held)
            key: object = number if pattern.services or len(pattern.lengths) > 1 else pattern.lengths[0][1]
            some[key] = self.build.either(some.get(key, FALSE), held)
        pairs = list(some.values())
        return self.build.either(
            *nearly, *(self.build.both(one, self.build.either(*pairs[n + 1 :])) for n, one in enumerate(pairs))
        )


def _without_services(tests: frozenset[Test]) -> frozenset[Test]:
    """The tests but those of counting rules, of which there may be several ways."""
    return frozenset(test for test in tests if not isinstance(test, Service))
