"""The requirement language: minimum qualifications as a closed tagged union of frozen values.

The form is specified in the project's requirement language (see ``docs/requirement-language.md``).
Every node holds ``quote``, the exact source words with white space collapsed, and ``spans``, where they stand.
A node the reader is not sure of carries ``doubt``: the question a person must answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from meritplan.model.span import Span

EducationLevel = Literal[
    "grade_8",
    "high_school",
    "some_college",
    "vocational",
    "associate",
    "bachelor",
    "master",
    "doctorate",
    "professional",
]
LicenseKind = Literal["license", "registration", "certificate", "bar", "driver", "eligibility"]
ConditionKind = Literal[
    "age",
    "citizenship",
    "residency",
    "background",
    "driving_record",
    "physical",
    "exam",
    "ability",
    "availability",
    "employment_status",
    "other",
]
Chooser = Literal["appointing authority", "institution", "position"]
Tradable = Literal["education", "experience", "coursework", "training", "license", "skill", "all"]
Strength = Literal["minimum", "typical", "recommended", "desirable"]
Number = int | float


class Node(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What every node of a requirement tree holds."""

    quote: str | None = None
    spans: tuple[Span, ...] = ()
    doubt: str | None = None
    label: str | None = None  # "Pattern II", "2.b", "#1": what other sentences call this node
    strength: Strength | None = None  # on the root only; absent means minimum


# --- groups ------------------------------------------------------------------------------------


class AllOf(Node, frozen=True, kw_only=True, tag="all_of"):
    """Every child must be met."""

    children: tuple[Requirement, ...] = ()
    rules: tuple[Rule, ...] = ()


class AnyOf(Node, frozen=True, kw_only=True, tag="any_of"):
    """At least one child must be met. The order of children is data: some systems rate by the first met.

    ``inclusive`` marks a printed "and/or".
    """

    children: tuple[Requirement, ...] = ()
    rules: tuple[Rule, ...] = ()
    inclusive: bool = False


class Option(Node, frozen=True, kw_only=True, tag="option"):
    """One child that binds only if ``by`` decides so ("may require", "some positions require")."""

    by: Chooser
    children: tuple[Requirement, ...] = ()
    rules: tuple[Rule, ...] = ()


# --- leaves ------------------------------------------------------------------------------------


class Education(Node, frozen=True, kw_only=True, tag="education"):
    """A level of schooling, perhaps in certain fields. ``years`` are years of study."""

    level: EducationLevel
    years: Number | None = None
    fields: tuple[str, ...] = ()
    related_field: bool = False
    or_equivalent: bool = False
    accredited: bool = False


class Coursework(Node, frozen=True, kw_only=True, tag="coursework"):
    """Units, courses or class hours in named subjects; ``subsets`` lie inside the total."""

    semester_units: Number | None = None
    quarter_units: Number | None = None
    courses: Number | None = None
    hours: Number | None = None
    subjects: tuple[str, ...] = ()
    level: str | None = None
    accredited: bool = False
    subsets: tuple[Coursework, ...] = ()


class Experience(Node, frozen=True, kw_only=True, tag="experience"):
    """A length of work of a certain kind.

    ``months`` is the minimum (absent: no length stated); ``max_months`` the printed upper end of a range, never
    a cap; ``exclusive`` means strictly more; ``within_months`` is a recency window. A subset lies inside the
    total unless its ``may_be_outside`` says otherwise. ``at_most`` caps what a kind of work contributes.
    """

    months: Number | None = None
    max_months: Number | None = None
    exclusive: bool = False
    hours: Number | None = None
    full_time: bool = False
    paid: bool = False
    supervisory: bool = False
    qualities: tuple[str, ...] = ()
    function: str | None = None
    classes: tuple[str, ...] = ()
    level_of: tuple[str, ...] = ()
    or_comparable: bool = False
    employer: str | None = None
    within_months: Number | None = None
    subsets: tuple[Experience | AnyOf | Option, ...] = ()
    may_be_outside: bool = False
    at_most: tuple[Experience, ...] = ()


class License(Node, frozen=True, kw_only=True, tag="license"):
    """A credential issued by an authority. A tuple of names means any one of them."""

    name: str | tuple[str, ...] | None = None
    kind: LicenseKind = msgspec.field(default_factory=lambda: "license")  # always written out
    issuer: str | None = None
    current: bool = False
    valid: bool = False
    held_months: Number | None = None
    within_months_of_hire: Number | None = None
    when: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The accepted names, whether one or several were written."""
        if self.name is None:
            return ()
        return (self.name,) if isinstance(self.name, str) else self.name


class Training(Node, frozen=True, kw_only=True, tag="training"):
    """A programme or course of training completed."""

    program: str | None = None
    subjects: tuple[str, ...] = ()
    within_months: Number | None = None
    hours: Number | None = None


class Skill(Node, frozen=True, kw_only=True, tag="skill"):
    """A measured skill: typing, 40, wpm."""

    skill: str
    min: Number | None = None
    unit: str | None = None


class Condition(Node, frozen=True, kw_only=True, tag="condition"):
    """Anything else a person must meet."""

    kind: ConditionKind = msgspec.field(default_factory=lambda: "other")  # always written out
    min: Number | None = None


class Unread(Node, frozen=True, kw_only=True, tag="unread"):
    """Text of the qualification section that the reader could not place. Never silently dropped."""


# --- rules -------------------------------------------------------------------------------------


class Substitution(Node, frozen=True, kw_only=True, tag="substitution"):
    """``give`` may stand in for ``target``, on printed terms. Months are months of the target credited."""

    give: Tradable
    target: Tradable
    ratio: tuple[Number, Number] | None = None  # [given months, credited months]
    cap_months: Number | None = None
    give_level: EducationLevel | None = None
    credit_months: Number | None = None
    give_months: Number | None = None
    give_units: Number | None = None
    floor_months: Number | None = None
    target_text: str | None = None
    give_text: str | None = None


class Combination(Node, frozen=True, kw_only=True, tag="combination"):
    """Kinds of evidence that may be added together, with or without a stated total."""

    total_months: Number | None = None
    of: tuple[str, ...] = ()
    proportional: bool = False


class Counting(Node, frozen=True, kw_only=True, tag="counting"):
    """What counts toward the requirement, binding only where ``when_employer`` (if given) is used."""

    months: Number | None = None
    when_employer: str | None = None
    level_of: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    function: str | None = None


class Admission(Node, frozen=True, kw_only=True, tag="admission"):
    """May compete before ``applies_to`` is met; must meet it by ``by``."""

    applies_to: str = msgspec.field(default_factory=lambda: "all")  # always written out
    by: str = msgspec.field(default_factory=lambda: "appointment")
    short_months: Number | None = None


class Definition(Node, frozen=True, kw_only=True, tag="definition"):
    """Explains a term used in the section."""

    term: str | None = None


class Note(Node, frozen=True, kw_only=True, tag="note"):
    """In the section, but no requirement."""

    kind: Literal["desirable", "procedure", "explanation"] = msgspec.field(default_factory=lambda: "explanation")


Leaf = Education | Coursework | Experience | License | Training | Skill | Condition | Unread
Branch = AllOf | AnyOf | Option
Requirement = (
    AllOf | AnyOf | Option | Education | Coursework | Experience | License | Training | Skill | Condition | Unread
)
Rule = Substitution | Combination | Counting | Admission | Definition | Note

LEAVES = (Education, Coursework, Experience, License, Training, Skill, Condition, Unread)
GROUPS = (AllOf, AnyOf, Option)
RULES = (Substitution, Combination, Counting, Admission, Definition, Note)


def walk(node: Node) -> Iterator[Node]:
    """Yield ``node`` and everything below it: children, rules, subsets and limits, in document order."""
    yield node
    for name in ("subsets", "at_most", "children", "rules"):
        for below in getattr(node, name, ()):
            yield from walk(below)


def leaves(node: Node) -> Iterator[Node]:
    """Yield the leaves of the tree in order, without rules and subsets."""
    if not isinstance(node, GROUPS):
        yield node
        return
    for child in node.children:
        yield from leaves(child)


def doubts(node: Node) -> Iterator[Node]:
    """Yield the nodes a person must look at: those with a doubt and those left unread."""
    return (found for found in walk(node) if found.doubt or isinstance(found, Unread))
