"""Three-valued results and what hangs on them.

Truth is an ordered number, so that strong Kleene logic is plain minimum and maximum (R40):

>>> min(MET, UNDETERMINED), max(NOT_MET, UNDETERMINED)
(1, 1)

Every node has two truths: ``clean`` (met outright) and ``relaxed`` (met, or admitted until something is shown).
Relaxed is never less than clean.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from meritplan.qualification.months import HOURS_A_MONTH

if TYPE_CHECKING:
    from meritplan.qualification.credit import Credit
    from meritplan.qualification.scope import Part

Truth = int
NOT_MET: Truth = 0
UNDETERMINED: Truth = 1
MET: Truth = 2
WORDS: tuple[Literal["not_met"], Literal["undetermined"], Literal["met"]] = ("not_met", "undetermined", "met")

Kind = Literal["missing_fact", "unverified", "judgement", "position", "pending"]
Path = tuple[int | str, ...]
NEVER = Fraction(10**9)  # an amount no length of time supplies


class Reason(NamedTuple):
    """A question whose answer could change a result; ``about`` names the claim concerned."""

    kind: Kind
    question: str
    about: str = ""
    path: Path = ()
    quote: str | None = None


class Finding(NamedTuple):
    """The answer of one test: its truth, and why it is open where it is."""

    truth: Truth
    reasons: tuple[Reason, ...] = ()
    note: str = ""


YES = Finding(MET)
NO = Finding(NOT_MET)


def both(*findings: Finding) -> Finding:
    """A conjunction of tests: one "no" settles it, whatever else is open."""
    truth = min(finding.truth for finding in findings)
    notes = [finding.note for finding in findings if finding.note and finding.truth == truth]
    if truth != UNDETERMINED:
        return Finding(truth, (), "; ".join(notes))
    return Finding(truth, tuple(reason for finding in findings for reason in finding.reasons), "; ".join(notes))


def either(findings: tuple[Finding, ...] | list[Finding]) -> Finding:
    """A disjunction of tests: one "yes" settles it; none at all is "no"."""
    truth = max((finding.truth for finding in findings), default=NOT_MET)
    if truth != UNDETERMINED:
        return Finding(truth)
    return Finding(truth, tuple(reason for finding in findings for reason in finding.reasons))


class Gap(NamedTuple):
    """How much time would cure an unmet node, and of what work.

    ``kind`` is what the work must be, empty where any would do. ``amount`` is in months, or in hours by ``unit``.
    """

    amount: Fraction
    kind: frozenset[str] = frozenset()
    unit: str = "months"
    path: Path = ()
    needs: str = ""
    used: tuple[int, ...] = ()  # employments that counted; a current one tells the date the gap closes


class Pending(NamedTuple):
    """What is admitted now and must be shown later."""

    until: str
    what: str
    path: Path


@dataclass(slots=True)
class NodeResult:
    """The result at one node. ``gap`` is set where the node is not met and time would cure it."""

    part: Part
    clean: Truth
    relaxed: Truth
    reasons: tuple[Reason, ...] = ()
    pending: tuple[Pending, ...] = ()
    gap: Gap | None = None
    note: str = ""
    children: tuple[NodeResult, ...] = ()
    ways: tuple[NodeResult, ...] = ()
    credit: Credit | None = None
    items: tuple[tuple[str, Finding], ...] = ()
    watch: tuple[str, ...] = ()
    closed: bool = field(default=False)  # an option nobody has decided yet

    @property
    def word(self) -> Literal["met", "undetermined", "not_met"]:
        """The result in the words of the determination."""
        return WORDS[self.relaxed]


def in_months(amount: Fraction | float, unit: str) -> Fraction:
    """An amount of months or hours in months of full-time work, for comparing the two."""
    return Fraction(amount) / HOURS_A_MONTH if unit == "hours" else Fraction(amount)


def one_cure(gaps: list[Gap]) -> Gap | None:
    """The months that cure several gaps at once, if each asks all that the one before it asks; else None (C26)."""
    if len(gaps) == 1:
        return gaps[0]
    if any(gap.unit != "months" for gap in gaps):
        return None
    ordered = sorted(gaps, key=lambda gap: len(gap.kind))
    if not all(one.kind <= other.kind for one, other in pairwise(ordered)):
        return None
    return max(gaps, key=lambda gap: gap.amount)._replace(kind=ordered[-1].kind)


def cure_of_all(unmet: list[NodeResult]) -> Gap | None:
    """The gap of a group that needs all its children: none where they need different things (C26)."""
    known = [child.gap for child in unmet if child.gap is not None]
    return one_cure(known) if len(known) == len(unmet) else None


def least(gaps: list[Gap | None]) -> Gap | None:
    """The cheapest of several cures, hours as the months of full-time work they come to."""
    known = [gap for gap in gaps if gap is not None]
    return min(known, key=lambda gap: in_months(gap.amount, gap.unit), default=None)


def all_of(part: Part, children: tuple[NodeResult, ...]) -> NodeResult:
    """Every child: the minimum."""
    clean = min((child.clean for child in children), default=MET)
    relaxed = min((child.relaxed for child in children), default=MET)
    return NodeResult(
        part=part,
        clean=clean,
        relaxed=relaxed,
        children=children,
        reasons=_open(children) if relaxed == UNDETERMINED else (),
        pending=tuple(item for child in children for item in child.pending) if relaxed == MET and clean < MET else (),
        gap=cure_of_all([child for child in children if child.relaxed == NOT_MET]) if relaxed == NOT_MET else None,
        watch=tuple(word for child in children for word in child.watch),
    )


def any_of(part: Part, children: tuple[NodeResult, ...]) -> NodeResult:
    """At least one child: the maximum. A clean alternative beats a conditional one (C16)."""
    clean = max((child.clean for child in children), default=NOT_MET)
    relaxed = max((child.relaxed for child in children), default=NOT_MET)
    used = next((child for child in children if child.clean == MET), None)
    used = used or next((child for child in children if child.relaxed == MET), None)
    return NodeResult(
        part=part,
        clean=clean,
        relaxed=relaxed,
        children=children,
        reasons=_open(children) if relaxed == UNDETERMINED else (),
        pending=used.pending if used is not None and clean < MET else (),
        gap=least([child.gap for child in children]) if relaxed == NOT_MET else None,
        watch=used.watch if used is not None else (),
    )


def _open(children: tuple[NodeResult, ...]) -> tuple[Reason, ...]:
    return tuple(reason for child in children if child.relaxed == UNDETERMINED for reason in child.reasons)
