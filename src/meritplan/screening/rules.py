"""The rules of a group compiled: the further ways to meet it, by combination, in proportion, or by substitution.

The one-person engine decides what a rule gives from the whole record. Here each way is compiled exactly where shared
facts settle it, and otherwise bounded from above (and from below by "not met"); pairs for which the bounds differ are
put to the one-person engine. A way never takes anything away, so an upper bound is enough to keep answers exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from meritplan.model.policy import Policy
from meritplan.model.requirement import Combination, Education
from meritplan.qualification.names import plain
from meritplan.qualification.scope import ExperiencePart, GroupPart, exact
from meritplan.screening import truth
from meritplan.screening.alternatives import Alternative, Leaf, hidden_work
from meritplan.screening.attainments import MANY, Attainments, Study
from meritplan.screening.beyond import Beyond
from meritplan.screening.lengths import (
    Credited,
    Lengths,
    Scope,
    ways,
)
from meritplan.screening.program import FALSE, TRUE, Builder
from meritplan.screening.proportional import Proportional
from meritplan.screening.substitutions import Substitutions
from meritplan.screening.truth import Bit, Truth
from meritplan.screening.unions import possible_union, sure_union

ZERO = Fraction(0)
ADDABLE = frozenset({"education", "experience", "training", "coursework"})


class Rules:
    """Compiles the rules of a group."""

    def __init__(self, build: Builder, policy: Policy, lengths: Lengths, attainments: Attainments) -> None:
        self.build, self.policy, self.lengths, self.admits = build, policy, lengths, attainments.nobody.admits
        self.proportional = Proportional(build, policy, lengths)
        self.substitutions = Substitutions(build, policy, lengths, attainments)

    def ways(self, part: GroupPart, paths: Sequence[Alternative], base: Truth) -> Iterator[Leaf]:
        """The ways the rules of a group open; they are looked for where the group is not met without them."""

        def leaf(found: Truth, kind: str) -> Leaf:
            return Leaf(part, found, kind, unless=base.clean_met)

        for rule in part.combinations:
            if not rule.proportional:
                yield from (leaf(found, "combination") for found in self._combined(rule, part, paths))
        shares = [rule for rule in part.combinations if rule.proportional]
        if shares or (self.policy.patterns_proportional and not part.every):
            found = self.proportional.way(paths, measured=not part.combinations)
            if found is not None:
                totals = any(rule.total_months is not None for rule in shares)  # which all shares must come to as well
                yield leaf(truth.at_most(found) if totals else found, "combination")
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
        hidden = {each.path: each for path in paths for each in hidden_work(path)} | leaves
        in_months = [each for each in hidden.values() if each.hours is None]
        if "experience" not in kinds or "training" in kinds or not self.lengths.countable:
            return truth.ANYTHING  # how long training was, a person says
        if not leaves or len(in_months) < len(hidden):
            return truth.ANYTHING
        applied = [ways(each, self.policy) for each in in_months]
        told = [ways(each, self.policy) for each in leaves.values()]
        total = exact(rule.total_months or 0)
        narrow, wide = [each[0].scope for each in told], [each[-1].scope for each in applied]
        if kinds & {"education", "coursework"}:
            asked = (leaf.part.node for path in paths for leaf in path)
            accredited = any(isinstance(each, Education) and each.accredited for each in asked)
            accredited = accredited or "accredited" in plain(rule.quote or "")
            least = self._worked_and_studied(narrow, total, accredited=accredited)
            most = self._worked_and_studied(wide, total, accredited=accredited)
        else:
            least, most = self._worked(narrow, total), self._worked(wide, total)
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
            found = self.build.fact(Beyond(union.of, ZERO, total))
            sure = Bit(found if union.exact else FALSE, found)
        return sure, truth.either_bits(self.build, Bit(possible if exactly else FALSE, possible), sure)

    def _worked_and_studied(self, scopes: Sequence[Scope], total: Fraction, *, accredited: bool) -> tuple[Bit, Bit]:
        """What study and work come to: of any field, if it may count; which certainly does hangs on the field."""
        most, exactly = possible_union([scope.possible for scope in scopes])
        unlisted = self.build.fact(Study(MANY, sure=False))
        terms = (total, ZERO, Fraction(1), None)
        added = Credited(most, *terms, sure=False, added="accredited" if accredited else "college")
        possible = self.build.either(unlisted, self.build.fact(added)) if total > 0 else TRUE
        alone, _ = self._worked(scopes, total)
        studied = self.build.fact(Study(total, sure=True))
        certain = [scope for scope in scopes if scope.tests is not None]
        if certain:
            worked = sure_union(certain).of
            together = self.build.fact(Credited(worked, *terms, sure=True))
            studied = self.build.either(studied, together, self.build.fact(Beyond(worked, ZERO, total)))
        met = Bit(alone.low, self.build.both(studied, possible))
        return met, truth.either_bits(self.build, Bit(possible if exactly else FALSE, possible), alone)
