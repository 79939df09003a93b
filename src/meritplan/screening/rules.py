"""The rules of a group compiled: the further ways to meet it, by combination, in proportion, or by substitution.

The one-person engine decides what a rule gives from the whole record. Here each way is compiled exactly where shared
facts settle it, and otherwise bounded from above (and from below by "not met"); pairs for which the bounds differ are
put to the one-person engine. A way never takes anything away, so an upper bound is enough to keep answers exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from meritplan.model.policy import Policy
from meritplan.model.requirement import Combination
from meritplan.qualification.scope import ExperiencePart, GroupPart, Part, exact
from meritplan.screening import truth
from meritplan.screening.alternatives import Alternative, Leaf
from meritplan.screening.attainments import MANY, Attainments, Study
from meritplan.screening.beyond import APART, LOOSEST, Beyond
from meritplan.screening.lengths import LISTED, Amount, Credited, Lengths, Scope, Sure, scope_of
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.substitutions import Substitutions
from meritplan.screening.truth import Bit, Truth
from meritplan.screening.unions import possible_union, sure_union

ZERO = Fraction(0)
ADDABLE = frozenset({"education", "experience", "training", "coursework"})


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
        plain = [each for each in leaves.values() if each.hours is None and not each.counting]
        if "experience" not in kinds or not plain or len(plain) < len(leaves) or not self.lengths.countable:
            return truth.ANYTHING
        if kinds & {"training"}:
            return truth.ANYTHING  # how long training was, a person says
        scopes = [scope_of(each, self.policy) for each in plain]
        total = exact(rule.total_months or 0)
        alone = not kinds & {"education", "coursework"}
        met, possible = self._worked(scopes, total) if alone else self._worked_and_studied(scopes, total)
        if any(each.applies_to == "all" for each in part.admissions) and self.admits:
            return Truth(met, possible, Bit(met.low, TRUE), Bit(possible.low, TRUE))
        return Truth(met, possible, met, possible)

    def _worked(self, scopes: Sequence[Scope], total: Fraction) -> tuple[Bit, Bit]:
        most, exactly = possible_union([scope.possible for scope in scopes])
        possible = self.build.fact(Beyond(most, ZERO, total)) if total > 0 else TRUE
        certain = [scope for scope in scopes if scope.tests is not None]
        if not certain:
            return truth.NO, Bit(possible if exactly else FALSE, possible)
        union = sure_union(certain)
        met = self.build.fact(Beyond(Sure(union.scope.possible, union.scope.tests or frozenset()), ZERO, total))
        sure = Bit(met if union.exact else FALSE, met)
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
            studied = self.build.either(
                studied, self.build.fact(Credited(Sure(union.possible, union.tests or frozenset()), *terms, sure=True))
            )
        return Bit(FALSE, self.build.both(studied, possible)), Bit(FALSE, possible)

    # --- in proportion -----------------------------------------------------------------------------------

    def _proportional(self, paths: Sequence[Alternative], *, measured: bool) -> Truth | None:
        """Patterns that count the same work lend each other nothing: the shortest decides.

        Where a rule combines something else than several patterns of work, a person judges, unless only the policy
        combines (``measured``).
        """
        patterns = [path for path in paths if sum(leaf.kind == "experience" for leaf in path) == 1]
        leaves = [leaf.part for path in patterns for leaf in path if isinstance(leaf.part, ExperiencePart)]
        listed = self.build.fact(LISTED)
        needing = [path for path in patterns if any(leaf.kind == "experience" and _need(leaf.part) for leaf in path)]
        counting = any(leaf.counting for leaf in leaves)
        if len(needing) < 2 and not counting:
            return None if measured else truth.plain(FALSE, listed)
        if len(needing) < 2 or not self.lengths.countable:
            return truth.at_most(truth.plain(listed, listed))
        scopes = {scope_of(leaf, self.policy) for leaf in leaves}
        simple = not any(leaf.counting or leaf.limits or leaf.subsets or leaf.hours is not None for leaf in leaves)
        sure = self._several_sure(needing)
        if simple and len({scope.possible for scope in scopes}) == 1:
            return None if sure == FALSE else truth.at_most(truth.plain(sure, sure))
        least = min((leaf.need for leaf in leaves if leaf.need), default=ZERO)
        enough = self.build.fact(Beyond(LOOSEST, ZERO, least - APART)) if least > APART else TRUE
        rest = self.build.either(*(self._rest(path).clean_possible.high for path in needing))
        most = self.build.both(listed, enough, rest)
        return truth.at_most(truth.plain(self.build.both(most, sure), most))

    def _several_sure(self, patterns: Sequence[Alternative]) -> Expression:
        """Whether work counts for certain for two patterns that count different work, and the rest of each is met."""
        some: dict[object, Expression] = {}
        for number, path in enumerate(patterns):
            leaf = next(leaf.part for leaf in path if isinstance(leaf.part, ExperiencePart))
            scope = scope_of(leaf, self.policy)
            if scope.tests is None or leaf.hours is not None:
                continue
            loosest = Sure(scope.possible._replace(services=()), scope.tests)
            held = self.build.both(self.build.fact(Amount(loosest, ZERO, strict=True)), self._rest(path).clean_met.high)
            if leaf.counting:  # each way its rules let time be applied is a pattern of its own
                some[number, "again"] = held
            key: object = number if leaf.counting or leaf.subsets or leaf.limits else scope
            some[key] = self.build.either(some.get(key, FALSE), held)
        pairs = list(some.values())
        return self.build.either(
            *(self.build.both(one, self.build.either(*pairs[n + 1 :])) for n, one in enumerate(pairs))
        )

    def _rest(self, path: Alternative) -> Truth:
        """What a pattern asks beside its work."""
        return truth.every(self.build, [leaf.truth for leaf in path if leaf.kind != "experience"])


def _need(part: Part) -> Fraction:
    return (isinstance(part, ExperiencePart) and part.need) or ZERO


__all__ = ["Rules"]
