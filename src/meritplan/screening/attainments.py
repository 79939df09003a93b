"""Facts about what people hold: degrees, licenses, study done, and everything a person must judge.

Each fact is a value that says what is asked. Facts about degrees and licenses hold if they hold for one of them; the
others are asked of a whole list of the record. Every one of them is answered by the one-person engine itself, once
for each distinct degree, license or list found in a pool (see :mod:`meritplan.screening.answers`).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

import msgspec

from meritplan.model.requirement import Admission, Coursework, Education, License, Node, Substitution
from meritplan.qualification.claims import Claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.names import plain_set
from meritplan.qualification.offers import named, restricts
from meritplan.qualification.result import MET
from meritplan.qualification.scope import Part, exact
from meritplan.screening import truth
from meritplan.screening.program import FALSE, TRUE, Builder, Expression
from meritplan.screening.truth import Bit, Truth

Which = Literal["clean_met", "clean_possible", "met", "possible"]
_HELD = {"education": "education", "license": "licenses"}
_TOLD = {"coursework": "coursework", "training": "training", "skill": "skills", "condition": "conditions"}
MANY = Fraction(10**6)
ANYTHING_ELSE = "\N{EM DASH} what no record says \N{EM DASH}"


class Held(NamedTuple):
    """One of the degrees (or licenses) meets the leaf. ``names`` are those that can meet it for certain."""

    items: str
    leaf: Node
    admissions: tuple[Admission, ...]
    which: Which
    names: frozenset[str] | None = None


class Given(NamedTuple):
    """One of the degrees (or licenses) is what a substitution gives; degrees only above ``above``, if that is said."""

    items: str
    rule: Substitution
    admissions: tuple[Admission, ...]
    which: Which
    names: frozenset[str] | None = None
    above: str | None = None


class Told(NamedTuple):
    """A leaf (or what a substitution gives) that is asked of a whole list of the record."""

    items: str
    leaf: Node
    admissions: tuple[Admission, ...]
    which: Which


class Study(NamedTuple):
    """Months of study done come to so many: certainly (``sure``) or possibly.

    Possible study may be asked at accredited schools, or such as may be given in the place of something else.
    """

    months: Fraction
    sure: bool
    accredited: bool = False
    given: bool = False


class Toward(NamedTuple):
    """Study that certainly counts toward a level comes to so many months: none that has the level in another field."""

    level: str
    months: Fraction
    accredited: bool


class Unclear(NamedTuple):
    """Something but the field of a degree of the level is open, so that its study may count toward the level."""

    level: str


OF_STUDY = (Study, Toward, Unclear)


def bare(node: Node) -> Node:
    """The node without the words it was read from."""
    return msgspec.structs.replace(node, quote=None, spans=(), doubt=None, label=None, strength=None)


def reaching(part: Part, kind: str, *, admits: bool, words: bool = False) -> tuple[Admission, ...]:
    """The admission rules that reach a leaf, without what does not change their meaning."""
    if not admits:
        return ()
    rules = (rule for rule in part.admissions if rule.applies_to in {kind, "all"})
    found = (Admission(short_months=rule.short_months, quote=rule.quote if words else None) for rule in rules)
    return tuple(dict.fromkeys(found))  # the same rule twice says no more than once


def _each(rules: tuple[Admission, ...]) -> Iterator[tuple[Admission, ...]]:
    yield from ((rule,) for rule in rules)


class Attainments:
    """Compiles leaves other than experience."""

    def __init__(self, build: Builder, nobody: Claims) -> None:
        self.build, self.nobody = build, nobody

    def leaf(self, part: Part) -> Truth:
        """The truth of a leaf."""
        if part.type in _HELD:
            return self._held(part)
        if part.type not in _TOLD:
            return truth.OPEN  # left unread: undetermined, until a person rules on it
        node = part.node
        if isinstance(node, Coursework):
            return self._subject(part, node)
        return self._told(part, node)

    def _held(self, part: Part) -> Truth:
        items, leaf = _HELD[part.type], bare(part.node)
        shape, names = self._shape(leaf)

        def bit(which: Which, *admissions: Admission) -> Expression:
            sure = which in {"clean_met", "met"}
            if names is not None and not names and sure:
                return FALSE
            return self.build.fact(
                Held(items, leaf if sure else shape, admissions, which, names if sure and names else None)
            )

        clean = (bit("clean_met"), bit("clean_possible"))
        rules = reaching(part, part.type, admits=self.nobody.admits, words=True)
        everybody = [evaluate(Part(node=leaf, path=(), admissions=each), self.nobody) for each in ((), *_each(rules))]
        if any(found.relaxed == MET for found in everybody):  # whoever lacks it is admitted
            return Truth(truth.exact(clean[0]), truth.exact(clean[1]), truth.YES, truth.YES)
        # a rule that does not admit everybody is the same whatever its words; several admit whom one of them admits
        rules = reaching(part, part.type, admits=self.nobody.admits)
        met = self.build.either(clean[0], *(bit("met", rule) for rule in rules))
        possible = self.build.either(clean[1], *(bit("possible", rule) for rule in rules))
        return Truth(*map(truth.exact, (*clean, met, possible)))

    def _shape(self, leaf: Node) -> tuple[Node, frozenset[str] | None]:
        """The leaf with any other name in the place of its own, and the names that can meet it for certain.

        What is possible does not hang on the name: another field, another license is a question, never a "no",
        unless the policy lists which licenses cover which.
        """
        if isinstance(leaf, Education):
            if not leaf.fields and not leaf.related_field:
                return leaf, None
            return msgspec.structs.replace(leaf, fields=(ANYTHING_ELSE,), related_field=False), plain_set(leaf.fields)
        assert isinstance(leaf, License)
        if self.nobody.licenses_listed:
            return leaf, None
        return msgspec.structs.replace(leaf, name=ANYTHING_ELSE), plain_set(leaf.names)

    def _told(self, part: Part, node: Node) -> Truth:
        admissions = reaching(part, part.type, admits=self.nobody.admits)
        leaf = msgspec.structs.replace(node, spans=(), doubt=None, label=None, strength=None)
        asked: tuple[Which, ...] = ("clean_met", "clean_possible", "met", "possible")
        bits = [
            truth.exact(self.build.fact(Told(_TOLD[part.type], leaf, admissions, which)))
            for which in asked[: 4 if admissions else 2]
        ]
        return Truth(*bits) if admissions else Truth(*bits, *bits)

    def _any_subject(self, part: Part, node: Coursework) -> Truth:
        """Units of any subject are counted from the education too; courses and hours are not."""
        unlisted = self.build.fact(Study(MANY, sure=False))  # holds only for those who list no education
        units = [exact(node.semester_units)] if node.semester_units is not None else []
        units += [exact(node.quarter_units) * 2 / 3] if node.quarter_units is not None else []
        parts = [self._subject(part, each) for each in node.subsets]
        if units:
            months = min(units) * 12 / exact(self.nobody.policy.college_year_units.semester)
            if months <= 0:
                return truth.ANYTHING
            listed = self._told(part, msgspec.structs.replace(node, courses=None, hours=None, subsets=()))
            known = self.build.fact(Study(months, sure=True)), self.build.fact(Study(months, sure=False))
            parts.append(truth.some(self.build, [listed, truth.plain(*known)]))
        if node.courses is not None or node.hours is not None or not (units or node.subsets):
            parts.append(self._courses(part, node, unlisted))
        elif not units:
            parts.append(truth.plain(self.build.negation(unlisted), TRUE))
        return truth.every(self.build, parts)

    def _courses(self, part: Part, node: Coursework, unlisted: Expression) -> Truth:
        """Courses or hours of any subject: who lists education and no coursework has taken none beside it (C11)."""
        counted = self._told(
            part, msgspec.structs.replace(node, semester_units=None, quarter_units=None, subsets=(), quote=None)
        )
        listed = self.build.fact(Told("coursework", Coursework(semester_units=0), (), "clean_met"))
        asked = truth.exact(self.build.either(listed, unlisted))
        return Truth(*(truth.both_bits(self.build, bit, asked) for bit in counted))

    def _subject(self, part: Part, node: Coursework) -> Truth:
        if node.subjects:
            anything = any(not each.subjects for each in node.subsets)
            return truth.ANYTHING if anything else self._told(part, node)
        if node.subsets and len(reaching(part, part.type, admits=self.nobody.admits)) > 1:
            return truth.ANYTHING  # one rule must admit all of it
        return self._any_subject(part, node)

    def given(self, rule: Substitution, target: Part, above: str | None) -> Truth | None:
        """The truth of what a rule gives, if it is a degree, license, training or coursework; else None."""
        kind = "education" if rule.give == "education" else "all"
        admissions = reaching(target, kind, admits=self.nobody.admits) if rule.give == "education" else ()
        if rule.give == "education":
            shape = Substitution(give="education", target="experience", give_level=rule.give_level)
            certain = None if restricts(rule.give_text) else shape
            return self._offered("education", shape, certain, admissions, above, None)
        if rule.give == "license":
            shape = Substitution(give="license", target="experience", give_text=ANYTHING_ELSE)
            words = Substitution(give="license", target="experience", give_text=rule.give_text, quote=rule.quote)
            names = frozenset(named(rule.give_text, rule.quote))
            return self._offered("licenses", shape, words, (), None, names)
        if rule.give in {"training", "coursework"}:
            told = msgspec.structs.replace(rule, spans=(), doubt=None, label=None, target="experience")
            met = self.build.fact(Told(rule.give, told, (), "clean_met"))
            return truth.plain(met, self.build.fact(Told(rule.give, told, (), "clean_possible")))
        return None

    def _offered(
        self,
        items: str,
        shape: Substitution,
        certain: Substitution | None,
        admissions: tuple[Admission, ...],
        above: str | None,
        names: frozenset[str] | None,
    ) -> Truth:
        def bits(which: Which) -> Bit:
            rule = certain if which in {"clean_met", "met"} else shape
            if rule is None:
                return truth.NO
            called = names if which in {"clean_met", "met"} else None
            most = self.build.fact(Given(items, rule, admissions, which, called))
            # the degree that meets the leaf beside may be given only if it stands above it (C19)
            least = most if above is None else self.build.fact(Given(items, rule, admissions, which, called, above))
            return Bit(least, most)

        clean = (bits("clean_met"), bits("clean_possible"))
        return Truth(*clean, bits("met"), bits("possible")) if admissions else Truth(*clean, *clean)
