"""What the page of a class shows: one edition, on a day, with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from meritplan.model.requirement import Node
from meritplan.pay.of_class import ClassPay
from meritplan.plan import ClassEdition, GroupDocument, PlanClass, Question, SourceDocument
from meritplan.plan.edition import TREES, Tree
from meritplan.plan.identity import in_sequence
from meritplan.plan.questions import tree_field
from meritplan.server.catalogue import telling
from meritplan.server.catalogue.asked import Day
from meritplan.server.catalogue.reference import Reference

HEADINGS: dict[Tree, tuple[str, str]] = {
    "minimum": ("Minimum qualifications", ""),
    "recommended": ("Recommended qualifications", "Wished for, not required. Nobody is turned away for want of them."),
    "desirable": ("Desirable qualifications", "Wished for, not required. Nobody is turned away for want of them."),
    "prior": ("Prior qualifications", "The wording before, which the document prints beside the present one."),
}
TYPICAL = "The document says what is typical, not what everybody must have."


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTree:
    """One of the requirements of an edition with its heading."""

    name: Tree
    heading: str
    note: str
    tree: Node


@dataclass(frozen=True, kw_only=True)
class ClassPage:
    """A class, and the edition of it that is shown. ``fixed`` says that the visitor named the edition itself."""

    reference: Reference
    job_class: PlanClass
    edition: ClassEdition
    day: Day
    fixed: bool = False

    @cached_property
    def standing(self) -> telling.Standing:
        """What the edition is on the day."""
        return telling.standing(self.edition, self.day.on)

    @cached_property
    def in_force(self) -> ClassEdition | None:
        """The edition in force on the day."""
        return self.job_class.in_force(self.day.on)

    @cached_property
    def coming(self) -> ClassEdition | None:
        """A newer edition than the one shown, which does not apply yet."""
        sequence = in_sequence(self.job_class.editions)
        later = sequence[sequence.index(self.edition) + 1 :]
        waiting = (one for one in later if one.standing(self.day.on) in {"draft", "circulated", "adopted"})
        return next(waiting, None)

    @property
    def coming_standing(self) -> telling.Standing | None:
        """What the newer edition is."""
        return telling.standing(self.coming, self.day.on) if self.coming else None

    @cached_property
    def before(self) -> ClassEdition | None:
        """The edition before the one shown, to compare it with."""
        return before(self.job_class, self.edition)

    @cached_property
    def group(self) -> GroupDocument | None:
        """The group's document."""
        return self.reference.groups.get(self.edition.group or "")

    @cached_property
    def pay(self) -> ClassPay:
        """What the class pays on the day."""
        return self.reference.pay(self.job_class, self.day.on)

    @cached_property
    def pay_lines(self) -> list[telling.PayLine]:
        """The ranges that hold."""
        return telling.pay_lines(self.pay)

    @property
    def pay_ground(self) -> str:
        """Which document says what the class pays."""
        return telling.ground(self.pay.holds) if self.pay.holds else ""

    @property
    def pay_others(self) -> list[str]:
        """What other documents say of its pay."""
        return telling.pay_others(self.pay)

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """The facts of the specification."""
        return list(telling.facts(self.edition.job_class))

    @cached_property
    def summary(self) -> list[str]:
        """The summary in paragraphs."""
        return paragraphs(self.edition.job_class.summary)

    @cached_property
    def trees(self) -> list[ShownTree]:
        """The requirements, the binding one first."""
        return list(_trees(self.edition))

    @cached_property
    def questions(self) -> list[Question]:
        """Open questions that no node of a tree shows."""
        return [one for one in self.edition.open_questions if one.tree is None]

    @cached_property
    def decided(self) -> list[telling.Decided]:
        """Who decided what."""
        return list(telling.decided(self.edition))

    @cached_property
    def sources(self) -> list[SourceDocument]:
        """The originals the edition was read from."""
        found = (self.reference.sources.get(one.sha256) for one in self.edition.sources)
        return [one for one in found if one is not None]

    @cached_property
    def replaced_by(self) -> list[PlanClass]:
        """The classes that replaced a retired one."""
        retired = self.job_class.record.retired
        known = self.reference.plan.by_key
        return [known[key] for key in retired.replaced_by if key in known] if retired else []


def paragraphs(text: str | None) -> list[str]:
    r"""The paragraphs of a text.

    >>> paragraphs("Reads gauges.\n\nKeeps records.")
    ['Reads gauges.', 'Keeps records.']
    """
    return [one.strip() for one in (text or "").split("\n\n") if one.strip()]


def chosen_edition(job_class: PlanClass, on: date) -> ClassEdition:
    """The edition in force on a day; if there is none, the newest, whatever its state."""
    return job_class.in_force(on) or job_class.newest


def before(job_class: PlanClass, edition: ClassEdition) -> ClassEdition | None:
    """The edition one rests on, or else the one before it in time; withdrawn ones are passed over."""
    based = job_class.edition(edition.basis) if edition.basis is not None else None
    if based is not None and based != edition:
        return based
    sequence = [one for one in in_sequence(job_class.editions) if one.state != "withdrawn" or one == edition]
    at = sequence.index(edition)
    return sequence[at - 1] if at else None


def _trees(edition: ClassEdition) -> Iterator[ShownTree]:
    for name in TREES:
        tree: Node | None = getattr(edition.job_class, tree_field(name))
        if tree is not None:
            heading, note = HEADINGS[name]
            if name == "minimum" and tree.strength == "typical":
                heading, note = "Typical qualifications", TYPICAL
            yield ShownTree(name=name, heading=heading, note=note, tree=tree)
