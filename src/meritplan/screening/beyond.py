"""Experience given in the place of something else: the months beyond those required beside it (R9, R26; C18 to C20).

What may be given and what certainly may are compared with what is needed, as facts. Where requirements beside lie
inside each other, the largest is kept; where they do not, what is kept is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from meritplan.model.policy import Policy
from meritplan.model.requirement import Education, Substitution
from meritplan.qualification.offers import restricts
from meritplan.qualification.scope import ExperiencePart, Part, exact
from meritplan.qualification.substitution import level_months
from meritplan.screening import truth
from meritplan.screening.alternatives import Leaf
from meritplan.screening.attainments import Toward, Unclear
from meritplan.screening.lengths import ANY_SERVICE, LISTED, OUT, Possible, Scope, Sure, Way, scope_of, ways
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.truth import Bit, Truth
from meritplan.screening.unions import nested, possible_union, sure_union

ZERO = Fraction(0)
# A history cut into pieces may differ from its sum from date to date by less than a tenth of a month for each cut. The
# bounds allow for the cuts that so many employments make; who has more is put to the one-person engine.
MOST_BOUNDED = 15
APART = Fraction(3)
LOOSEST = Possible(
    supervisory=False, paid=False, whole_time_only=False, within_months=None, in_hours=False, shared=False
)


class Level(NamedTuple):
    """A level of education asked, as months of study; ``certain`` where only study certain to count toward it does."""

    level: str
    months: Fraction
    accredited: bool
    certain: bool = False


class Beyond(NamedTuple):
    """A fact: the months beyond those kept come to what is needed.

    Needed are ``needed`` months, or, with ``level`` given, ``scale`` times the study lacking to that level, which
    must not be more than ``cap``.
    """

    of: Possible | Sure
    kept: Fraction
    needed: Fraction
    level: Level | None = None
    scale: Fraction = Fraction(1)
    cap: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What must be given: months outright, or by what study lacks to each level; ``unsaid`` where nobody can say."""

    months: Fraction = ZERO
    levels: tuple[Level, ...] = ()
    scale: Fraction = Fraction(1)
    cap: Fraction | None = None
    unsaid: bool = False

    @property
    def nothing(self) -> bool:
        """Whether nothing at all must be given."""
        return not self.levels and not self.unsaid and self.months <= 0


class Kept(NamedTuple):
    """A length required beside, and what it counts: at least and at most, where a counting rule leaves a choice."""

    months: Fraction
    least: Scope
    most: Scope


def needed(rule: Substitution, targets: Sequence[Part]) -> Need:
    """What must be given for these targets."""
    asked = [part.node for part in targets if isinstance(part.node, Education)]
    if rule.give_months is not None and (rule.ratio is None or not isinstance(targets[0].node, Education)):
        return Need(exact(rule.give_months))
    if not isinstance(targets[0].node, Education) or (rule.ratio is None and rule.cap_months is None):
        return Need(unsaid=True)
    given, credited = rule.ratio or (12, 12)
    months = [(each, level_months(each)) for each in asked]
    return Need(
        levels=tuple(
            dict.fromkeys(Level(each.level, long, each.accredited) for each, long in months if long is not None)
        ),
        scale=exact(given) / exact(credited),
        cap=None if rule.cap_months is None else exact(rule.cap_months),
        unsaid=any(long is None for _, long in months),
    )


def _nothing_left(way: Way) -> bool:
    """Whether a way of applying the employments leaves all of them out, so that another is never worse."""
    return (OUT, ANY_SERVICE) in way.scope.possible.services


class ExperienceGiven:
    """Compiles what experience gives."""

    def __init__(self, build: Builder, policy: Policy, *, admits: bool) -> None:
        self.build, self.policy, self.admits = build, policy, admits

    def truth(
        self, rule: Substitution, need: Need, leaves: Sequence[Leaf], beside: Sequence[Leaf], target: Part
    ) -> Truth:
        """What the rule gives among these leaves, those ``beside`` keeping what they require."""
        offered = self._offered(rule, leaves)
        kept = [each for leaf in beside for part in leaf.required for each in self._kept(part)]
        if offered is None or any(part.hours is not None for leaf in beside for part in leaf.required):
            return truth.ANYTHING
        possible = self._possible(need, offered, kept)
        met = self._certain(need, offered, kept)
        short = [each.short_months for each in target.admissions if each.applies_to == "all" and self.admits]
        if not short:
            return Truth(met, possible, met, possible)
        return Truth(met, possible, *self._admitted(need, offered, kept, short, met, possible))

    def _admitted(
        self,
        need: Need,
        offered: Sequence[Kept],
        kept: Sequence[Kept],
        short: Sequence[float | None],
        met: Bit,
        possible: Bit,
    ) -> tuple[Bit, Bit]:
        """The same where so many months may be lacking for the time being (C16); where none are named, any number."""
        if None in short and need.cap is None:
            listed = truth.exact(self.build.fact(LISTED))
            return truth.either_bits(self.build, met, listed), truth.YES
        months = max((exact(each) for each in short if each is not None), default=ZERO)
        if need.unsaid and None not in short:
            return met, possible
        if need.levels or None in short or need.months <= months:
            return Bit(met.low, TRUE), Bit(possible.low, TRUE)
        less = replace(need, months=need.months - months)
        return self._certain(less, offered, kept), self._possible(less, offered, kept)

    # --- what is offered and what is kept ----------------------------------------------------------------

    def _offered(self, rule: Substitution, leaves: Sequence[Leaf]) -> list[Kept] | None:
        """The employments the rule lets count: as its words say, or those that count for the leaves."""
        parts = [leaf.part for leaf in leaves if leaf.counts and isinstance(leaf.part, ExperiencePart)]
        if restricts(rule.give_text):
            own = Scope(LOOSEST._replace(shared=True, paid=self.policy.volunteer == "no"), None)
            return [Kept(ZERO, own, own)]
        if not parts:
            any_work = self.policy.unspecified_experience == "any"
            asked = Scope(LOOSEST._replace(paid=self.policy.volunteer == "no"), frozenset() if any_work else None)
            return [Kept(ZERO, asked, asked)]
        if any(part.hours is not None for part in parts):
            return None
        return [self._counted(part) for part in parts]

    def _counted(self, part: ExperiencePart) -> Kept:
        applied = [way for way in ways(part, self.policy) if not _nothing_left(way)]
        return Kept(part.need or ZERO, applied[0].scope, applied[-1].scope)

    def _kept(self, part: ExperiencePart) -> Iterator[Kept]:
        """What a leaf needs for itself: its own length, and those inside it (R9)."""
        own = self._counted(part)
        if part.need:
            yield own
        for least, most in zip(self._inside(part, own.least), self._inside(part, own.most), strict=True):
            yield Kept(least[0], least[1], most[1])

    def _inside(self, part: ExperiencePart, total: Scope) -> Iterator[tuple[Fraction, Scope]]:
        for each in part.subsets:
            if isinstance(each, ExperiencePart):
                scope = scope_of(each, self.policy, total)
                if each.need:
                    yield each.need, scope
                yield from self._inside(each, scope)

    # --- the bits ----------------------------------------------------------------------------------------

    def _possible(self, need: Need, offered: Sequence[Kept], kept: Sequence[Kept]) -> Bit:
        if need.unsaid and not need.levels:
            return truth.YES  # perhaps nothing is to be given
        found = self._bit(need, offered, kept, certain=False, study=False)
        sure = [each for each in offered if each.most.tests is not None]
        if not sure:
            return found
        # counting from date to date, what certainly counts may come to a day more than all that may
        more = self._bit(need, sure, kept, certain=True, study=False)
        return truth.either_bits(self.build, found, more)

    def _certain(self, need: Need, offered: Sequence[Kept], kept: Sequence[Kept]) -> Bit:
        if need.nothing:
            return truth.YES
        if need.unsaid:
            return truth.NO
        nothing = truth.both_bits(self.build, *(self._nothing_lacking(level) for level in need.levels))
        sure = [each for each in offered if each.most.tests is not None]
        if not sure:
            return nothing if need.levels else truth.NO
        found = self._bit(need, sure, kept, certain=True, study=True)
        return truth.either_bits(self.build, found, nothing) if need.levels else found

    def _nothing_lacking(self, level: Level) -> Bit:
        """Study that certainly counts makes up the whole level. What is unclear of a degree that has it may too."""
        low = self.build.fact(Toward(level.level, level.months, level.accredited))
        return Bit(low, self.build.either(low, self.build.fact(Unclear(level.level))))

    def _bit(
        self,
        need: Need,
        offered: Sequence[Kept],
        kept: Sequence[Kept],
        *,
        certain: bool,
        study: bool,
    ) -> Bit:
        """Whether what is offered comes to the need, and with all that is kept to both.

        Work is what certainly counts (``certain``) or what may; study is taken as it is certain, or as it may be.
        """
        most = max((each.months for each in kept), default=ZERO)
        in_line = len(kept) < 2 or nested([each.least for each in (*kept, *offered)], sure=certain)
        outer, everything, _ = self._unions(offered, kept, certain=certain, most=True)
        high = self._both(need, outer, everything, most if in_line else max(ZERO, most - APART), study=study).high
        inner, inside, exactly = self._unions(offered, kept, certain=certain, most=False)
        if not exactly:
            return Bit(FALSE, high)
        alone = len(kept) < 2
        if certain and not alone and any(each.least.tests is None for each in kept):
            return Bit(FALSE, high)  # a part that nothing certainly counts for is never had beside what is given
        held = [] if alone else [self._at_least(self._of(each.least, certain=certain), each.months) for each in kept]
        if in_line:
            low = self._both(need, inner, inside, most, study=study).low
        else:  # what is kept may be as much as all of them together
            together = sum((each.months for each in kept), APART)
            low = self._enough(need, inner, together, study=study).low
        return Bit(self.build.both(low, *held), high)

    def _unions(
        self, offered: Sequence[Kept], kept: Sequence[Kept], *, certain: bool, most: bool
    ) -> tuple[Possible | Sure, Possible | Sure, bool]:
        """What is offered, and that with what is kept; whether both are exact."""
        given = [each.most if most else each.least for each in offered]
        every = [*given, *(each.most if most else each.least for each in kept)]
        if not certain:
            one, sharp = possible_union([each.possible for each in given])
            other, sharp_too = possible_union([each.possible for each in every])
            return one, other, sharp and sharp_too
        first = sure_union(given)
        second = sure_union([each for each in every if each.tests is not None])
        return first.of, second.of, first.exact and second.exact

    @staticmethod
    def _of(scope: Scope, *, certain: bool) -> Possible | Sure:
        if not certain:
            return scope.possible
        return Sure(scope.possible, scope.tests or frozenset())

    def _at_least(self, of: Possible | Sure, months: Fraction) -> Expression:
        return self.build.fact(Beyond(of, ZERO, months)) if months > 0 else TRUE

    def _both(
        self, need: Need, offered: Possible | Sure, everything: Possible | Sure, kept: Fraction, *, study: bool
    ) -> Bit:  # fmt: skip
        parts = [self._enough(need, everything, kept, study=study)]
        if offered != everything:
            parts.append(self._enough(need, offered, ZERO, study=study))
        return truth.both_bits(self.build, *parts)

    def _enough(self, need: Need, of: Possible | Sure, kept: Fraction, *, study: bool) -> Bit:
        if not need.levels:
            wanted = kept + need.months
            return truth.exact(self.build.fact(Beyond(of, kept, need.months)) if wanted > 0 else TRUE)
        found = []
        for level in need.levels:
            asked = level._replace(certain=study)
            fact = truth.exact(self.build.fact(Beyond(of, kept, ZERO, asked, need.scale, need.cap)))
            if study:
                fact = truth.either_bits(self.build, fact, self._nothing_lacking(level))
            found.append(fact)
        return truth.both_bits(self.build, *found)
