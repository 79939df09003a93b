"""The rules of a group compiled: the further ways to meet it, by combination, in proportion, or by substitution.

The one-person engine decides what a rule gives from the whole record. Here each way is compiled exactly where shared
facts settle it, and otherwise bounded from above (and from below by "not met"); pairs for which the bounds differ are
put to the one-person engine. A way never takes anything away, so an upper bound is enough to keep answers exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from meritplan.model.policy import Policy
from meritplan.model.requirement import Combination
from meritplan.qualification.scope import ExperiencePart, GroupPart, OptionPart, exact
from meritplan.screening import truth
from meritplan.screening.alternatives import Alternative, Leaf
from meritplan.screening.attainments import MANY, Attainments, Study
from meritplan.screening.beyond import APART, LOOSEST, Beyond
from meritplan.screening.lengths import (
    IN,
    LISTED,
    Amount,
    Credited,
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
from meritplan.screening.substitutions import OPENED, Substitutions
from meritplan.screening.truth import Bit, Truth
from meritplan.screening.unions import possible_union, sure_union

ZERO = Fraction(0)
ADDABLE = frozenset({"education", "experience", "training", "coursework"})


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


class Rules:
    """Compiles the rules of a group."""

    def __init__(self, build: Builder, policy: Policy, lengths: Lengths, attainments: Attainments) -> None:
        self.build, self.policy, self.lengths, self.admits = build, policy, lengths, attainments.nobody.admits
        self.substitutions = Substitutions(build, policy, lengths, attainments)

    def ways(self, part: GroupPart, paths: Sequence[Alternative], base: Truth) -> Iterator[Leaf]:
        """The ways the rules of a group open; they are looked for where the group is not met without them."""

        def leaf(found: Truth, kind: str) -> Leaf:
            return Leaf(part, found, kind, unless=base.clean_met)

        for rule in part.combinations:
            if not rule.proportional:
                yield from (leaf(found, "combination") for found in self._combined(rule, part, paths))
        asked = any(rule.proportional for rule in part.combinations)
        if asked or (self.policy.patterns_proportional and not part.every):
            found = self._proportional(paths, measured=not part.combinations)
            if found is not None:
                yield leaf(found, "combination")
        yield from (leaf(found, "substitution") for found in self.substitutions.ways(part, paths))

    # --- combinations ------------------------------------------------------------------------------------

    def _combined(self, rule: Combination, part: GroupPart, paths: Sequence[Alternative]) -> Iterator[Truth]:
        kinds = frozenset(rule.of) or ADDABLE
        added = truth.OPEN if rule.total_months is None else self._total(rule, part, paths, kinds)
        asked = [tuple(leaf for leaf in path if leaf.kind not in kinds) for path in paths]
        # each set of leaves once: how many ways there are matters to rules of groups around this one
        beside = {tuple((leaf.part.path, leaf.kind, leaf.truth) for leaf in others): others for others in asked}
        for others in beside.values():
            yield truth.every(self.build, [added, *(leaf.truth for leaf in others)])

    def _total(self, rule: Combination, part: GroupPart, paths: Sequence[Alternative], kinds: frozenset[str]) -> Truth:
        """Whether what is added comes to the total: exactly where it is experience alone."""
        leaves = {leaf.part.path: leaf.part for path in paths for leaf in path if isinstance(leaf.part, ExperiencePart)}
        hidden = {each.path: each for path in paths for each in _hidden(path)} | leaves
        in_months = [each for each in hidden.values() if each.hours is None]
        if "experience" not in kinds or "training" in kinds or not self.lengths.countable:
            return truth.ANYTHING  # how long training was, a person says
        if not leaves or len(in_months) < len(hidden):
            return truth.ANYTHING
        applied = [ways(each, self.policy) for each in in_months]
        told = [ways(each, self.policy) for each in leaves.values()]
        total = exact(rule.total_months or 0)
        if kinds & {"education", "coursework"}:
            least = self._worked([each[0].scope for each in told], total)
            most = self._worked_and_studied([each[-1].scope for each in applied], total)
        else:
            least = self._worked([each[0].scope for each in told], total)
            most = self._worked([each[-1].scope for each in applied], total)
        met, possible = (Bit(low.low, high.high) for low, high in zip(least, most, strict=True))
        if any(each.applies_to == "all" for each in part.admissions) and self.admits:
            return Truth(met, possible, Bit(met.low, TRUE), Bit(possible.low, TRUE))
        return Truth(met, possible, met, possible)

    def _worked(self, scopes: Sequence[Scope], total: Fraction) -> tuple[Bit, Bit]:
        most, exactly = possible_union([scope.possible for scope in scopes])
        possible = self.build.fact(Beyond(most, ZERO, total)) if total > 0 else TRUE
        certain = [scope for scope in scopes if scope.tests is not None]
        sure = truth.NO
        if certain:
            union = sure_union(certain)
            found = self.build.fact(Beyond(Sure(union.scope.possible, union.scope.tests or frozenset()), ZERO, total))
            sure = Bit(found if union.exact else FALSE, found)
        return sure, truth.either_bits(self.build, Bit(possible if exactly else FALSE, possible), sure)

    def _worked_and_studied(self, scopes: Sequence[Scope], total: Fraction) -> tuple[Bit, Bit]:
        """At most what all study and all work come to: which study counts hangs on its field."""
        most, _ = possible_union([scope.possible for scope in scopes])
        unlisted = self.build.fact(Study(MANY, sure=False))
        terms = (total, ZERO, Fraction(1), None)
        possible = self.build.either(
            unlisted,
            self.build.fact(Credited(most, *terms, sure=False)),
            self.build.fact(Study(total, sure=False, given=True)),
        )
        studied = self.build.fact(Study(total, sure=True))
        certain = [scope for scope in scopes if scope.tests is not None]
        if certain:
            union = sure_union(certain).scope
            worked = Sure(union.possible, union.tests or frozenset())
            together = self.build.fact(Credited(worked, *terms, sure=True))
            studied = self.build.either(studied, together, self.build.fact(Beyond(worked, ZERO, total)))
        return Bit(FALSE, self.build.both(studied, possible)), Bit(FALSE, possible)

    # --- in proportion -----------------------------------------------------------------------------------

    def _proportional(self, paths: Sequence[Alternative], *, measured: bool) -> Truth | None:
        """Patterns that count the same work lend each other nothing: the shortest decides.

        Where a rule combines something else than several patterns of work, a person judges, unless only the policy
        combines (``measured``).
        """
        patterns = [found for path in paths if (found := self._pattern(path)) is not None]
        listed = self.build.fact(LISTED)
        if not self.lengths.countable or any(True for path in paths for _ in _hidden(path)):
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
        alike = {scope.possible for pattern in patterns for _, scope in pattern.lengths}
        if len(alike) == 1 and all(pattern.whole for pattern in patterns):
            return self._alike(patterns, self._several_sure(patterns), next(iter(alike)))
        return self._at_most(patterns)

    def _at_most(self, patterns: Sequence[Pattern]) -> Truth:
        """At most what the shortest pattern would let all work come to; for certain, where two have some."""
        least = min(pattern.need for pattern in patterns)
        enough = self.build.fact(Beyond(LOOSEST, ZERO, least - APART)) if least > APART else TRUE
        rest = self.build.either(*(pattern.rest.clean_possible.high for pattern in patterns))
        most = self.build.both(self.build.fact(LISTED), enough, rest)
        return truth.at_most(truth.plain(self.build.both(most, self._several_sure(patterns)), most))

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
        inside = [each for each in leaf.subsets if isinstance(each, ExperiencePart)]
        lengths = [(each.need, scope_of(each, self.policy, total)) for each in inside if each.need]
        return Pattern(
            need=leaf.need or ZERO,
            lengths=((leaf.need or ZERO, total), *lengths, *way.service),
            rest=truth.every(self.build, [each.truth for each in path if each.kind != "experience"]),
            services=tuple(test.service for test in leaf.counting if test.months is not None and test.service),
            judged=len(inside) < len(leaf.subsets),
            otherwise=bool(leaf.limits) or leaf.exclusive,
            opened=any(each.kind in OPENED for each in path),
        )

    def _several_sure(self, patterns: Sequence[Pattern]) -> Expression:
        """Whether work counts for certain for two patterns that count different work, and the rest of each is met."""
        some: dict[object, Expression] = {}
        for number, pattern in enumerate(patterns):
            tests = pattern.lengths[0][1].tests
            if tests is None or pattern.judged or any(scope.tests is None for _, scope in pattern.lengths):
                continue
            loosest = Sure(pattern.lengths[0][1].possible._replace(services=()), _without_services(tests))
            held = self.build.both(self.build.fact(Amount(loosest, ZERO, strict=True)), pattern.rest.clean_met.high)
            if pattern.services or pattern.otherwise:  # then it may be met by itself where the leaf is not
                some[number, "again"] = held
            key: object = number if pattern.services or len(pattern.lengths) > 1 else pattern.lengths[0][1]
            some[key] = self.build.either(some.get(key, FALSE), held)
        pairs = list(some.values())
        return self.build.either(
            *(self.build.both(one, self.build.either(*pairs[n + 1 :])) for n, one in enumerate(pairs))
        )


def _hidden(path: Alternative) -> Iterator[ExperiencePart]:
    """Lengths of work inside the options of an alternative: what the engine finds there if the option is met anyway."""
    options = (leaf.part for leaf in path if isinstance(leaf.part, OptionPart))
    return (each for option in options for each in option.below if isinstance(each, ExperiencePart))


def _without_services(tests: frozenset[Test]) -> frozenset[Test]:
    """The tests but those of counting rules, of which there may be several ways."""
    return frozenset(test for test in tests if not isinstance(test, Service))


__all__ = ["Rules"]
