"""Substitution and combination rules: the further ways to meet a group, as bounds.

The one-person engine decides what a rule gives from the whole record. Here each way is compiled exactly where shared
facts settle it, and otherwise bounded from above (and from below by "not met"); pairs for which the bounds differ are
put to the one-person engine. A way never takes anything away, so an upper bound is enough to keep answers exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from meritplan.model.policy import Policy
from meritplan.model.requirement import Combination, Education, Substitution
from meritplan.qualification.education import STUDY, rank
from meritplan.qualification.names import plain
from meritplan.qualification.offers import restricts
from meritplan.qualification.scope import ExperiencePart, GroupPart, Part, exact
from meritplan.qualification.substitution import level_months
from meritplan.screening import truth
from meritplan.screening.attainments import MANY, Attainments, Study
from meritplan.screening.lengths import LISTED, Amount, Credit, Lengths, Possible, Scope, Sure, scope_of, shorter
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.truth import Bit, Truth

ZERO = Fraction(0)
UNSETTLED = frozenset({"combination", "substitution", "option"})  # what stands for leaves the engine may look into
ADDABLE = frozenset({"education", "experience", "training", "coursework"})
LOOSEST = Possible(
    supervisory=False, paid=False, whole_time_only=False, within_months=None, in_hours=False, shared=False
)


class Leaf(NamedTuple):
    """One leaf of an alternative, with its truth. Ways that rules open inside have no part of their own to replace."""

    part: Part
    truth: Truth
    kind: str


Alternative = tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of education asked, as months of study."""

    level: str
    months: Fraction
    accredited: bool


class Beyond(NamedTuple):
    """A fact: the possible months beyond those kept come to what is needed.

    Needed are ``needed`` months, or, with ``level`` given, ``scale`` times the study lacking to that level, which
    must not be more than ``cap``. ``loose`` allows for what date-to-date counting may differ by.
    """

    of: Possible
    kept: Fraction
    needed: Fraction
    level: Level | None = None
    scale: Fraction = Fraction(1)
    cap: Fraction | None = None
    loose: bool = False


class Rules:
    """Compiles the rules of a group."""

    def __init__(self, build: Builder, policy: Policy, lengths: Lengths, attainments: Attainments) -> None:
        self.build, self.policy, self.lengths, self.attainments = build, policy, lengths, attainments

    def ways(self, part: GroupPart, paths: Sequence[Alternative]) -> Iterator[Leaf]:
        """The ways the rules of a group open."""
        for rule in part.combinations:
            if not rule.proportional:
                yield from (Leaf(part, found, "combination") for found in self._combined(rule, paths))
        asked = any(rule.proportional for rule in part.combinations)
        if asked or (self.policy.patterns_proportional and not part.every):
            found = self._proportional(paths, measured=not part.combinations)
            if found is not None:
                yield Leaf(part, found, "combination")
        yield from (Leaf(part, found, "substitution") for found in self._substitutions(part, paths))

    # --- combinations ------------------------------------------------------------------------------------

    def _combined(self, rule: Combination, paths: Sequence[Alternative]) -> Iterator[Truth]:
        kinds = frozenset(rule.of) or ADDABLE
        added = truth.OPEN if rule.total_months is None else truth.ANYTHING
        asked = [tuple(leaf for leaf in path if leaf.kind not in kinds) for path in paths]
        # each set of leaves once: how many ways there are matters to rules of groups around this one
        beside = {tuple((leaf.part.path, leaf.kind, leaf.truth) for leaf in others): others for others in asked}
        for others in beside.values():
            yield truth.every(self.build, [added, *(leaf.truth for leaf in others)])

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
        if len(needing) < 2:
            return truth.at_most(truth.plain(listed, listed))
        scopes = {scope_of(leaf, self.policy) for leaf in leaves}
        never_sure = all(scope.tests is None for scope in scopes)
        simple = not any(leaf.counting or leaf.limits or leaf.hours is not None for leaf in leaves)
        if never_sure and simple and len({scope.possible for scope in scopes}) == 1:
            return None
        least = min((leaf.need for leaf in leaves if leaf.need), default=ZERO)
        enough = self._fact(Beyond(LOOSEST, ZERO, least, loose=True))
        rest = self.build.either(
            *(self._met([leaf.truth for leaf in path if leaf.kind != "experience"]).possible.high for path in patterns)
        )
        most = self.build.both(enough, rest)
        sure = FALSE if never_sure else self.build.both(most, self._some_sure(scopes))
        return truth.at_most(truth.plain(sure, most))

    def _some_sure(self, scopes: Iterable[Scope]) -> Expression:
        """Whether any work counts for certain, for any of these leaves."""
        return self.build.either(
            *(
                self.build.fact(Amount(Sure(scope.possible._replace(services=()), scope.tests), ZERO, strict=True))
                for scope in scopes
                if scope.tests is not None
            )
        )

    def _met(self, parts: Sequence[Truth]) -> Truth:
        return truth.every(self.build, parts)

    # --- substitutions -----------------------------------------------------------------------------------

    def _substitutions(self, part: GroupPart, paths: Sequence[Alternative]) -> Iterator[Truth]:
        by_purpose: dict[tuple[str, str], list[Substitution]] = {}
        for rule in part.substitutions:
            by_purpose.setdefault((rule.give, rule.target), []).append(rule)
        for chosen in product(*([None, *rules] for rules in by_purpose.values())):
            rules = [rule for rule in chosen if rule is not None]
            pairs = {(rule.give, rule.target) for rule in rules}
            if not rules or any((target, give) in pairs for give, target in pairs):
                continue
            for path in paths:
                found = self._substituted(part, rules, path)
                if any(leaf.kind in UNSETTLED for leaf in path):
                    found = (truth.at_most(way) for way in found)
                yield from found

    def _substituted(self, part: GroupPart, rules: Sequence[Substitution], path: Alternative) -> Iterator[Truth]:
        ordered = sorted(rules, key=lambda each: each.give == "experience")
        if ordered[0].target == "all" or any(rule.target == "all" for rule in ordered):
            yield self._whole(ordered[0], part) if len(ordered) == 1 else truth.ANYTHING
            return
        if len(ordered) > 1:
            yield self._several(ordered, path)
            return
        rule = ordered[0]
        places = self._targets(rule, path)
        if rule.target != "experience" and len(places) > 1:
            others = [leaf.truth for place, leaf in enumerate(path) if place not in places]
            yield truth.at_most(self._met(others))
            return
        earlier: list[Bit] = []
        for place in places:
            others = [leaf.truth for number, leaf in enumerate(path) if number != place]
            found = self._met([*others, self._replaced(rule, path, place)])
            # the first unmet leaf is replaced: a later one only where those before it are met outright
            met = truth.both_bits(self.build, *earlier)
            yield Truth(*(truth.both_bits(self.build, bit, met) for bit in found)) if earlier else found
            earlier.append(path[place].truth.clean_met)

    def _targets(self, rule: Substitution, path: Alternative) -> list[int]:
        """The leaves the rule may stand in for, in the order in which they are tried."""
        kinds = [place for place, leaf in enumerate(path) if leaf.kind == rule.target]
        words = plain(rule.target_text) if rule.target_text else ""

        def order(place: int) -> tuple[bool, bool]:
            part = path[place].part
            named = not words or any(words in name or name in words for name in part.names)
            return (not named, rule.target == "experience" and bool(getattr(part, "supervisory", False)))

        if rule.target != "experience" and words and len(kinds) > 1:
            return kinds  # several may be replaced at once: bounded
        return sorted(kinds, key=order)

    def _several(self, rules: Sequence[Substitution], path: Alternative) -> Truth:
        """Several rules at once: at most what is left when each target is taken as met."""
        replaced = {place for rule in rules for place in self._targets(rule, path)}
        if not all(self._targets(rule, path) for rule in rules):
            return truth.NOT_MET
        others = [leaf.truth for place, leaf in enumerate(path) if place not in replaced]
        upper = [self._most(rule, path) for rule in rules]
        return truth.at_most(self._met([*others, *upper]))

    def _most(self, rule: Substitution, path: Alternative) -> Truth:
        """At most what a rule gives, whatever it is given for."""
        if rule.give == "experience" or (rule.give == "education" and rule.give_level is None):
            return truth.ANYTHING
        targets = [path[place].part for place in self._targets(rule, path)]
        if len({target.admissions for target in targets}) > 1:
            return truth.ANYTHING
        return self.attainments.given(rule, targets[0], None) or truth.ANYTHING

    def _whole(self, rule: Substitution, part: GroupPart) -> Truth:
        if rule.give == "experience" or (rule.give == "education" and rule.give_level is None):
            return truth.ANYTHING
        return self.attainments.given(rule, part, None) or truth.ANYTHING

    def _replaced(self, rule: Substitution, path: Alternative, place: int) -> Truth:
        """What stands in the place of a leaf."""
        leaf = path[place]
        if rule.give == "experience":
            return self._experience_given(rule, path, place)
        if rule.give == "education" and rule.give_level is None:
            return self._study_given(rule, path, leaf)
        given = self.attainments.given(rule, leaf.part, self._above(rule, path))
        if given is None:
            return truth.OPEN if self._amount(rule) is None else truth.ANYTHING
        return self._credited(rule, leaf, given)

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

    def _credited(self, rule: Substitution, leaf: Leaf, given: Truth) -> Truth:
        amount = self._amount(rule)
        if amount is None:
            return given
        if not isinstance(leaf.part, ExperiencePart):
            return truth.at_most(given)
        return self._met([self._shortened(rule, leaf.part, amount), given])

    def _shortened(self, rule: Substitution, part: ExperiencePart, credit: Fraction) -> Truth:
        need = (part.need or ZERO) - credit
        if rule.floor_months is not None:
            need = max(need, exact(rule.floor_months))
        return self.lengths.leaf(shorter(part, need), admits=self.attainments.nobody.admits)

    def _study_given(self, rule: Substitution, path: Alternative, leaf: Leaf) -> Truth:
        """Study beyond what the base asks."""
        base = max(
            (Fraction(STUDY.get(each.part.node.level, 0)) for each in path if isinstance(each.part.node, Education)),
            default=ZERO,
        )
        if rule.ratio is not None:
            if not isinstance(leaf.part, ExperiencePart):
                return truth.ANYTHING
            return self._study_by_ratio(rule, leaf.part, base)
        if rule.give_units is not None:
            needed = exact(rule.give_units) * 12 / exact(self.policy.college_year_units.semester)
        elif rule.give_months is not None:
            needed = exact(rule.give_months)
        else:
            return self._credited(rule, leaf, self._unless_no_education())
        if needed <= 0:
            return truth.ANYTHING
        possible = self.build.fact(Study(base + needed, sure=False))
        sure = FALSE if restricts(rule.give_text) else self.build.fact(Study(base + needed, sure=True))
        return self._credited(rule, leaf, truth.plain(sure, possible))

    def _study_by_ratio(self, rule: Substitution, part: ExperiencePart, base: Fraction) -> Truth:
        """The length, less what study is credited for; of those who list no education all that is printed."""
        if not self.lengths.countable or part.hours is not None:
            return truth.ANYTHING
        given, credited = rule.ratio or (12, 12)
        cap = None if rule.cap_months is None else exact(rule.cap_months)
        floor = ZERO if rule.floor_months is None else exact(rule.floor_months)
        credit = Credit(base, exact(credited) / exact(given), cap, floor)
        admits = self.attainments.nobody.admits
        least = self.lengths.leaf(part, admits=admits, credit=credit)
        most = self.lengths.leaf(part, admits=admits, credit=credit._replace(possible_is_enough=True))
        amount = self._amount(rule)
        printed = truth.YES if amount is None else self._shortened(rule, part, amount).possible
        unlisted = truth.exact(self.build.fact(Study(MANY, sure=False)))
        open_ = truth.both_bits(self.build, unlisted, printed)
        clean_possible = truth.either_bits(self.build, least.clean_possible, open_)
        possible = truth.either_bits(self.build, least.possible, open_)
        met = truth.NO if restricts(rule.give_text) else least.clean_met
        if not (admits and part.admissions):
            return Truth(met, clean_possible, met, clean_possible)
        low = FALSE if restricts(rule.give_text) else least.met.low
        return Truth(met, clean_possible, Bit(low, most.met.high), possible)

    @staticmethod
    def _unless_no_education() -> Truth:
        return truth.OPEN

    # --- experience given --------------------------------------------------------------------------------

    def _experience_given(self, rule: Substitution, path: Alternative, place: int) -> Truth:
        target = path[place].part
        beside = [leaf.part for n, leaf in enumerate(path) if n != place and isinstance(leaf.part, ExperiencePart)]
        named = [leaf.part for leaf in path if isinstance(leaf.part, ExperiencePart)]
        needs = self._needed(rule, target)
        if needs is None:
            return truth.ANYTHING
        scopes = [scope_of(part, self.policy) for part in named]
        own = restricts(rule.give_text) or not named
        scopes_offered = [_asked(rule, self.policy)] if own else scopes
        kept = [need for part in beside for need in _lengths_of(part)]
        simple = all(_plain_enough(part) for part in (*beside, *named)) and self.lengths.countable
        alike = {scope.possible for scope in (*scopes_offered, *(scope_of(part, self.policy) for part in beside))}
        alike |= {inner for part in beside for inner in _inner_scopes(part, self.policy)}
        never_sure = all(scope.tests is None for scope in scopes_offered)
        most_kept = max(kept, default=ZERO)
        if not self.lengths.countable:
            return truth.ANYTHING
        if own and kept and len(alike) > 1:
            simple = False
        admitted = any(rule_.applies_to == "all" for rule_ in target.admissions) and self.attainments.nobody.admits
        lacking_nothing = FALSE if needs.level is None else self.build.fact(Study(needs.level.months, sure=True))
        if simple and len(alike) == 1:
            fact = self._fact(needs(next(iter(alike)), most_kept, False))
            # where something counts for certain, counting from date to date may make that a day more
            possible = Bit(fact, fact if never_sure else self._fact(needs(LOOSEST, most_kept, True)))
        else:
            possible = Bit(FALSE, self._fact(needs(LOOSEST, most_kept, True)))
        possible = Bit(possible.low, self.build.either(possible.high, lacking_nothing))
        sure = self.build.either(self._some_sure(scopes_offered), lacking_nothing)
        met = Bit(FALSE, self.build.both(possible.high, sure) if most_kept > 0 else possible.high)
        if admitted:
            return Truth(met, possible, Bit(met.low, TRUE), Bit(possible.low, TRUE))
        return Truth(met, possible, met, possible)

    def _needed(self, rule: Substitution, target: Part) -> Needed | None:
        """What must be given, as a fact to be completed with the quantity and the months kept."""
        if rule.give_months is not None and (rule.ratio is None or not isinstance(target.node, Education)):
            return Needed(exact(rule.give_months))
        if not isinstance(target.node, Education) or (rule.ratio is None and rule.cap_months is None):
            return Needed(ZERO)
        months = level_months(target.node)
        if months is None:
            return Needed(ZERO)
        given, credited = rule.ratio or (12, 12)
        cap = None if rule.cap_months is None else exact(rule.cap_months)
        asked = Level(target.node.level, months, target.node.accredited)
        return Needed(ZERO, asked, exact(given) / exact(credited), cap)

    def _fact(self, wanted: Beyond) -> Expression:
        if not self.lengths.countable:
            return self.build.fact(("not counted",))
        if wanted.level is None and wanted.needed <= 0:
            return TRUE  # perhaps nothing is to be given
        return self.build.fact(wanted)


class Needed(NamedTuple):
    """The months needed, given outright or by the study lacking; see :class:`Beyond`."""

    needed: Fraction
    level: Level | None = None
    scale: Fraction = Fraction(1)
    cap: Fraction | None = None

    def __call__(self, of: Possible, kept: Fraction, loose: bool) -> Beyond:
        """The fact for a quantity of work, so many months of which are kept."""
        return Beyond(of, kept, self.needed, self.level, self.scale, self.cap, loose)


def _need(part: Part) -> Fraction:
    return (isinstance(part, ExperiencePart) and part.need) or ZERO


def _plain_enough(part: ExperiencePart) -> bool:
    """A leaf whose employments are applied in one way, and all of whose parts are lengths of work in months."""
    if part.limits or part.hours is not None or any(test.months is not None for test in part.counting):
        return False
    return all(isinstance(each, ExperiencePart) and _plain_enough(each) for each in part.subsets)


def _lengths_of(part: ExperiencePart) -> Iterator[Fraction]:
    """What a leaf beside needs for itself: its own length and those inside it (R9)."""
    if part.need:
        yield part.need
    for each in part.subsets:
        if isinstance(each, ExperiencePart):
            yield from _lengths_of(each)


def _inner_scopes(part: ExperiencePart, policy: Policy, total: Scope | None = None) -> Iterator[Possible]:
    own = scope_of(part, policy, total)
    for each in part.subsets:
        if isinstance(each, ExperiencePart):
            if each.need:
                yield scope_of(each, policy, own).possible
            yield from _inner_scopes(each, policy, own)


def _asked(rule: Substitution, policy: Policy) -> Scope:
    """What a rule's own words let count."""
    if restricts(rule.give_text):
        return Scope(LOOSEST._replace(shared=True, paid=policy.volunteer == "no"), None)
    any_work = policy.unspecified_experience == "any"
    return Scope(LOOSEST._replace(paid=policy.volunteer == "no"), frozenset() if any_work else None)
