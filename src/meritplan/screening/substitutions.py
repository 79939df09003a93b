"""Substitution rules compiled: each choice of rules, of an alternative, and of what is unmet in it is a way of its own.

The one-person engine looks which leaves a person does not meet and lets the rules stand in for these (R25 to R27; C18
to C20). Here every such case is a way with its condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from meritplan.model.policy import Policy
from meritplan.model.requirement import Education, Substitution
from meritplan.qualification.education import STUDY, rank
from meritplan.qualification.names import plain
from meritplan.qualification.offers import restricts
from meritplan.qualification.scope import ExperiencePart, GroupPart, OptionPart, Part, exact
from meritplan.screening import truth
from meritplan.screening.alternatives import OPENED, Alternative, Leaf
from meritplan.screening.attainments import MANY, Attainments, Study
from meritplan.screening.beyond import ExperienceGiven, Need, needed
from meritplan.screening.lengths import Credit, Lengths, shorter
from meritplan.screening.program import FALSE, Builder
from meritplan.screening.truth import Bit, Truth

ZERO = Fraction(0)
SOMETHING = Fraction(1, 10**9)  # less than any study said in hundredths of a unit
MOST_TARGETS = 4


class Substitutions:
    """Compiles the substitution rules of a group."""

    def __init__(self, build: Builder, policy: Policy, lengths: Lengths, attainments: Attainments) -> None:
        self.build, self.policy, self.lengths, self.attainments = build, policy, lengths, attainments
        self.admits = attainments.nobody.admits
        self.experience = ExperienceGiven(build, policy, admits=self.admits)

    def ways(self, part: GroupPart, paths: Sequence[Alternative]) -> Iterator[Truth]:
        """The ways the rules open."""
        by_purpose: dict[tuple[str, str], list[Substitution]] = {}
        for rule in part.substitutions:
            by_purpose.setdefault((rule.give, rule.target), []).append(rule)
        for chosen in product(*([None, *rules] for rules in by_purpose.values())):
            rules = [rule for rule in chosen if rule is not None]
            pairs = {(rule.give, rule.target) for rule in rules}
            if rules and not any((target, give) in pairs for give, target in pairs):
                for path in paths:
                    yield from self._along(part, rules, path)

    def _along(self, part: GroupPart, rules: Sequence[Substitution], path: Alternative) -> Iterator[Truth]:
        """The ways along one alternative, where the ways opened inside it are looked for at all."""
        looked_for = [truth.negation(self.build, leaf.unless) for leaf in path if leaf.kind in OPENED]
        options = [leaf.part for leaf in path if isinstance(leaf.part, OptionPart)]
        kinds = {"experience", "education", *(rule.target for rule in rules)}
        touched = any(below.type in kinds for option in options for below in option.below)
        for found in self._substituted(part, rules, path):
            way = self._where(looked_for, found)
            if touched:  # the engine looks into an option that is met anyway
                yield truth.at_most(truth.some(self.build, [way, truth.ANYTHING]))
            elif options:
                yield way._replace(clean_possible=Bit(FALSE, way.clean_possible.high))
            else:
                yield way

    def _where(self, conditions: Sequence[Bit], found: Truth) -> Truth:
        if not conditions:
            return found
        return Truth(*(truth.both_bits(self.build, *conditions, bit) for bit in found))

    def _substituted(self, part: GroupPart, rules: Sequence[Substitution], path: Alternative) -> Iterator[Truth]:
        if any(rule.target == "all" for rule in rules):
            if len(rules) == 1:  # beside others it says no more than alone
                found = self._whole(rules[0], part, path)
                # a way opened inside must be there for its alternative to be one
                yield truth.at_most(found) if any(leaf.kind in OPENED for leaf in path) else found
            return
        ordered = sorted(rules, key=lambda each: each.give == "experience")
        if self._too_many(ordered, path) or self._study_shared(ordered):
            kinds = {rule.target for rule in ordered}
            yield truth.at_most(truth.every(self.build, (leaf.truth for leaf in path if leaf.kind not in kinds)))
            return
        bounded = ordered[-1].give == "experience" and any(self._by_ratio(rule) for rule in ordered)
        for leaves, conditions in self._applied(ordered, path, path):
            way = self._where(conditions, truth.every(self.build, (leaf.truth for leaf in leaves)))
            yield truth.at_most(way) if bounded else way

    @staticmethod
    def _too_many(rules: Sequence[Substitution], path: Alternative) -> bool:
        return any(sum(leaf.kind == rule.target for leaf in path) > MOST_TARGETS for rule in rules)

    @staticmethod
    def _by_ratio(rule: Substitution) -> bool:
        """Whether how much is left of the target hangs on the person, and so what is kept beside other things."""
        return rule.give == "education" and rule.give_level is None and rule.ratio is not None

    def _study_shared(self, rules: Sequence[Substitution]) -> bool:
        """Whether months are credited toward education that experience is given for too."""
        toward = [rule for rule in rules if rule.target == "education"]
        return len(toward) > 1 and any(rule.give != "experience" and self._amount(rule) is not None for rule in toward)

    def _applied(
        self, rules: Sequence[Substitution], leaves: Alternative, path: Alternative, *, together: bool | None = None
    ) -> Iterator[tuple[Alternative, list[Bit]]]:
        """The leaves once the rules are applied one after the other, and where that is so."""
        if not rules:
            yield leaves, []
            return
        together = len(rules) > 1 if together is None else together
        for targets, condition in self._targets(rules[0], leaves, outright=together):
            new = self._apply(rules[0], targets, leaves, path)
            for after, more in self._applied(rules[1:], new, path, together=together):
                yield after, [*condition, *more]

    # --- what a rule may stand in for --------------------------------------------------------------------

    def _targets(
        self, rule: Substitution, leaves: Alternative, *, outright: bool
    ) -> Iterator[tuple[list[int], list[Bit]]]:
        """The leaves the rule stands in for, by which of its kind are not met, and where that is so.

        A leaf that is met is no worse than what stands in for it, so that "not met" need not be asked (``outright``)
        unless other rules hang on it.
        """
        kinds = [place for place, leaf in enumerate(leaves) if leaf.kind == rule.target]
        outright = outright or len({leaves[place].part.admissions for place in kinds}) > 1
        for size in range(1, len(kinds) + 1):
            for unmet in combinations(kinds, size):
                met = [leaves[place].truth.clean_met for place in kinds if place not in unmet]
                lacking = [truth.negation(self.build, leaves[place].truth.clean_met) for place in unmet]
                yield self._among(rule, leaves, unmet), [*met, *(lacking if outright else ())]

    def _among(self, rule: Substitution, leaves: Alternative, unmet: Sequence[int]) -> list[int]:
        """Of the unmet leaves those the rule stands in for. One of supervision is the last to be replaced."""
        kinds = list(unmet)
        if rule.target_text and len(kinds) > 1:
            words = plain(rule.target_text)
            named = [place for place in kinds if any(words in n or n in words for n in leaves[place].part.names)]
            kinds = named or kinds
        if rule.target == "experience":
            return sorted(kinds, key=lambda place: bool(getattr(leaves[place].part, "supervisory", False)))[:1]
        return kinds

    # --- what stands in their place ----------------------------------------------------------------------

    def _apply(self, rule: Substitution, targets: Sequence[int], leaves: Alternative, path: Alternative) -> Alternative:
        first = leaves[targets[0]].part
        if rule.give == "experience":
            others = tuple(leaf for place, leaf in enumerate(leaves) if place not in targets)
            beside = [leaf for leaf in others if isinstance(leaf.part, ExperiencePart)]
            need = needed(rule, [leaves[place].part for place in targets])
            return (*others, Leaf(first, self._experience(rule, need, leaves, beside, first), "substitution"))
        return tuple(
            self._replaced(rule, leaf, first, path) if place in targets else leaf for place, leaf in enumerate(leaves)
        )

    def _experience(self, rule: Substitution, need: Need, leaves: Alternative, beside: list[Leaf], at: Part) -> Truth:
        if not self.lengths.countable:
            return truth.ANYTHING
        return self.experience.truth(rule, need, leaves, beside, at)

    def _replaced(self, rule: Substitution, leaf: Leaf, first: Part, path: Alternative) -> Leaf:
        """A leaf with what is given in its place, whole or in part."""
        if rule.give == "education" and rule.give_level is None:
            return self._study_given(rule, leaf, path)
        given = self.attainments.given(rule, first, self._above(rule, path))
        return self._credited(rule, leaf, truth.OPEN if given is None else given)

    def _above(self, rule: Substitution, path: Alternative) -> str | None:
        """The highest level a leaf of the alternative asks, where the degree given may be the one that meets it."""
        if rule.give != "education":
            return None
        policy = self.policy.professional_level
        asked = [leaf.part.node.level for leaf in path if isinstance(leaf.part.node, Education)]
        return max(asked, key=lambda level: rank(level, policy), default=None)

    @staticmethod
    def _amount(rule: Substitution) -> Fraction | None:
        months = rule.credit_months if rule.credit_months is not None else rule.cap_months
        return None if months is None else exact(months)

    def _credited(self, rule: Substitution, leaf: Leaf, given: Truth) -> Leaf:
        """Months off a length; study toward a level; or the whole leaf."""
        amount = self._amount(rule)
        if amount is None:
            return leaf._replace(truth=given, requires=(), counts=False)
        if isinstance(leaf.part, ExperiencePart):
            less = self._shorter(rule, leaf.part, amount)
            return self._instead(leaf, less, truth.every(self.build, [self._length(less), given]))
        if isinstance(leaf.part.node, Education):
            return leaf._replace(truth=truth.at_most(given))
        return leaf._replace(truth=truth.every(self.build, [truth.OPEN, given]))

    @staticmethod
    def _instead(leaf: Leaf, less: ExperiencePart, found: Truth) -> Leaf:
        return leaf._replace(truth=found, requires=(less,), counts=False)

    def _shorter(self, rule: Substitution, part: ExperiencePart, credit: Fraction) -> ExperiencePart:
        need = (part.need or ZERO) - credit
        return shorter(part, need if rule.floor_months is None else max(need, exact(rule.floor_months)))

    def _length(self, part: ExperiencePart) -> Truth:
        return self.lengths.leaf(part, admits=self.admits)

    # --- study ---------------------------------------------------------------------------------------------

    def _study_given(self, rule: Substitution, leaf: Leaf, path: Alternative) -> Leaf:
        """Study beyond what the base asks."""
        base = max(
            (Fraction(STUDY.get(each.part.node.level, 0)) for each in path if isinstance(each.part.node, Education)),
            default=ZERO,
        )
        if rule.ratio is None:
            return self._credited(rule, leaf, self._study(rule, base))
        if not isinstance(leaf.part, ExperiencePart):
            return leaf._replace(truth=truth.ANYTHING, requires=(), counts=False)
        found = self._study_by_ratio(rule, leaf.part, base)
        # how much is left of the length hangs on the person: what would be kept beside is not known here
        return leaf._replace(truth=found, requires=(), counts=False)

    def _study(self, rule: Substitution, base: Fraction) -> Truth:
        """Whether study comes to the units or months the rule prints."""
        if rule.give_units is not None:
            months = exact(rule.give_units) * 12 / exact(self.policy.college_year_units.semester)
        elif rule.give_months is not None:
            months = exact(rule.give_months)
        else:
            return truth.OPEN
        if months <= 0:
            return truth.ANYTHING
        possible = self.build.fact(Study(base + months, sure=False, given=True))
        sure = FALSE if restricts(rule.give_text) else self.build.fact(Study(base + months, sure=True))
        return truth.plain(sure, possible)

    def _study_by_ratio(self, rule: Substitution, part: ExperiencePart, base: Fraction) -> Truth:
        """The length, less what study is credited for; of those who list no education all that is printed."""
        if not self.lengths.countable or part.hours is not None:
            return truth.ANYTHING
        least, most = self._least_and_most(rule, part, base)
        amount = self._amount(rule)
        printed = truth.YES if amount is None else self._length(self._shorter(rule, part, amount)).possible
        unlisted = truth.exact(self.build.fact(Study(MANY, sure=False)))
        open_ = truth.both_bits(self.build, unlisted, printed)
        clean_possible = truth.either_bits(self.build, most.clean_possible, open_)
        possible = truth.either_bits(self.build, most.possible, open_)
        # where not even the most would be met outright, the most may still be admitted
        lacking = truth.negation(self.build, clean_possible)
        met = truth.either_bits(self.build, least.met, truth.both_bits(self.build, most.met, lacking))
        some = self._some_study(base)
        return truth.every(self.build, [some, Truth(least.clean_met, clean_possible, met, possible)])

    def _least_and_most(self, rule: Substitution, part: ExperiencePart, base: Fraction) -> tuple[Truth, Truth]:
        """The length with as little credited as is certain, and with as much as is possible."""
        uncredited = self._length(self._shorter(rule, part, ZERO))
        if not part.need:  # nothing to take off, but what must remain
            return uncredited, uncredited
        given, credited = rule.ratio or (12, 12)
        cap = None if rule.cap_months is None else exact(rule.cap_months)
        floor = ZERO if rule.floor_months is None else exact(rule.floor_months)
        credit = Credit(base, exact(credited) / exact(given), cap, floor)
        most = self.lengths.leaf(part, admits=self.admits, credit=credit._replace(possible_is_enough=True))
        if restricts(rule.give_text):  # none of it is certain to be what the rule gives
            return uncredited, most
        return self.lengths.leaf(part, admits=self.admits, credit=credit), most

    def _some_study(self, base: Fraction) -> Truth:
        """Whether there may be any study beyond a base; who lists no education is asked about it."""
        listed = self.build.negation(self.build.fact(Study(MANY, sure=False)))
        some = self.build.fact(Study(base + SOMETHING, sure=False, given=True))
        return truth.plain(self.build.both(listed, some), some)

    # --- everything the group asks -------------------------------------------------------------------------

    def _whole(self, rule: Substitution, part: GroupPart, path: Alternative) -> Truth:
        """A rule that stands in for everything the group asks."""
        if rule.give == "experience":
            if not self.lengths.countable:
                return truth.ANYTHING
            return self.experience.truth(rule, needed(rule, [part]), path, [], part)
        if rule.give != "education" or rule.give_level is not None:
            return self.attainments.given(rule, part, None) or truth.OPEN
        if rule.ratio is None:
            return self._study(rule, ZERO)
        return self._some_study(ZERO)
