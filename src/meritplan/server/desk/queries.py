"""What the pages of the desk ask of the plan and of the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from meritplan.ladders import Ladders, ladders
from meritplan.model import Unread
from meritplan.model.requirement import Node, Requirement
from meritplan.plan import ClassEdition, Plan, PlanClass, Question, newest
from meritplan.plan.diff import ClassDifference, edition_difference
from meritplan.plan.edition import TREES, Event, Settlement
from meritplan.plan.parsing import UnreadableError, parse
from meritplan.plan.questions import tree_field
from meritplan.plan.settling import node_of
from meritplan.qualification import policy
from meritplan.server.catalogue.evidence import Excerpt, excerpts
from meritplan.server.catalogue.trees import ShownNode, node_id, shown_tree
from meritplan.server.desk.actions.correcting import source_text
from meritplan.server.desk.lasting import OfPlan
from meritplan.server.desk.models import Replaced, Submission

TREE_NAMES = {
    "minimum": "Minimum qualifications",
    "recommended": "Recommended qualifications",
    "prior": "Qualifications before",
    "desirable": "Desirable qualifications",
}
PROOF = 160  # made-up persons a preview is tried with


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A requirement beside its source, and which part of both is in question."""

    shown: ShownNode | None
    excerpts: tuple[Excerpt, ...]
    lit: str
    source: str


def reading_of(plan: Plan, edition: ClassEdition, question: Question) -> Reading:
    """The words a question is about, and the tree it stands in."""
    root = getattr(edition.job_class, tree_field(question.tree)) if question.tree else None
    node = node_of(edition, question)
    about: Node | None = root if node is not None else Unread(spans=question.spans) if question.spans else None
    about = about or next((one.root for one in trees_of(edition)), None)
    lit = node_id(question.tree or "question", node[0] if node else ())
    return Reading(
        shown=shown_tree(root, name=str(question.tree)) if root is not None else None,
        excerpts=beside(plan, edition, about, question.tree or "question") if about is not None else (),
        lit=lit,
        source=edition.sources[edition.job_class.source].name if edition.sources else "",
    )


def beside(plan: Plan, edition: ClassEdition, node: Node, name: str) -> tuple[Excerpt, ...]:
    """The words of the source a node was read from."""
    text = source_text(plan, edition)
    if not text:
        return ()
    return excerpts(text, node, name=name, media_type=edition.sources[edition.job_class.source].media_type)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tree:
    """One requirement of an edition."""

    name: str
    title: str
    root: Requirement


def trees_of(edition: ClassEdition) -> tuple[Tree, ...]:
    """The requirements an edition has."""
    roots = ((tree, getattr(edition.job_class, tree_field(tree))) for tree in TREES)
    return tuple(Tree(name=tree, title=TREE_NAMES[tree], root=root) for tree, root in roots if root is not None)


def facts_of(edition: ClassEdition) -> Iterator[tuple[str, Any]]:
    """The plain facts of a class, for a list."""
    said = msgspec.to_builtins(edition.job_class)
    for name, value in said.items():
        if isinstance(value, str | int) and name not in {"title", "source", "inherits_lower_duties"}:
            yield name.replace("_", " ").capitalize(), value


def before_of(one: PlanClass, edition: ClassEdition, on: date) -> ClassEdition | None:
    """What an edition is compared with: the one in force, or the one it rests on."""
    there = one.in_force(on) or (one.edition(edition.basis) if edition.basis else None)
    return there if there is not edition else None


def difference_of(plan: Plan, before: ClassEdition, after: ClassEdition) -> ClassDifference:
    """What differs, and who would qualify differently."""
    return edition_difference(before, after, policy(plan.policy), most=PROOF)


# --- conflicts -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """What somebody else did to an edition since a page was made."""

    edition: ClassEdition
    sha256: str
    known: bool
    difference: ClassDifference | None
    settlements: tuple[Settlement, ...]
    events: tuple[Event, ...]


def conflict(plan: Plan, edition: ClassEdition, seen: str) -> Conflict:
    """What changed since an edition was ``seen``; where the state then is not kept, the last that was done to it."""
    before = _version(edition.path, seen)
    return Conflict(
        edition=edition,
        sha256=plan.hashes[edition.path],
        known=before is not None,
        difference=difference_of(plan, before, edition) if before is not None else None,
        settlements=_new(edition.settlements, before.settlements) if before else edition.settlements[-3:],
        events=_new(edition.events, before.events) if before else edition.events[-3:],
    )


def _version(path: str, sha256: str) -> ClassEdition | None:
    kept = Replaced.objects.filter(path=path, sha256=sha256).first()
    if kept is None:
        return None
    try:
        return msgspec.convert(parse(kept.content.encode()), ClassEdition)
    except (UnreadableError, msgspec.ValidationError):
        return None


def _new(now: Sequence[Any], before: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(one for one in now if one not in before)


# --- publishing ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Touched:
    """What the publication of an edition touches."""

    edition: ClassEdition
    cited_by: tuple[PlanClass, ...]
    below: tuple[PlanClass, ...]
    above: tuple[PlanClass, ...]
    drafts: tuple[ClassEdition, ...]
    difference: ClassDifference | None


_ladders: OfPlan[Ladders] = OfPlan(lambda plan: ladders(newest(plan)))


def touched(plan: Plan, edition: ClassEdition, on: date) -> Touched:
    """The classes whose requirements name this one, its neighbours on the ladders, and other drafts of it."""
    graph, key = _ladders(plan), edition.class_key
    one = plan.by_key[key]
    stated = [move for move in graph.up.get(key, ()) if move.stated]
    before = before_of(one, edition, on)
    return Touched(
        edition=edition,
        cited_by=_classes(plan, [move.end for move in stated]),
        below=_classes(plan, [move.start for move in graph.down.get(key, ())]),
        above=_classes(plan, [move.end for move in graph.up.get(key, ())]),
        drafts=tuple(
            other for other in one.editions if other.state in {"draft", "circulated"} and other.number != edition.number
        ),
        difference=difference_of(plan, before, edition) if before is not None else None,
    )


def _classes(plan: Plan, keys: Sequence[str]) -> tuple[PlanClass, ...]:
    return tuple(plan.by_key[key] for key in dict.fromkeys(keys) if key in plan.by_key)


# --- editions ------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An edition in the list of work."""

    edition: ClassEdition
    sha256: str
    open: int
    submission: Submission | None

    @property
    def name(self) -> str:
        """What a form calls it: class, number, and the hash it was seen as."""
        return f"{self.edition.class_key} {self.edition.number} {self.sha256}"

    @property
    def stage(self) -> str:
        """How far it is on its way."""
        if self.submission is not None:
            return str(self.submission.state)
        return "questions" if self.open else "ready"


def rows(plan: Plan) -> list[Row]:
    """Drafts and circulated editions with how far each is."""
    standing = standing_submissions(plan)
    return [
        Row(
            edition=edition,
            sha256=plan.hashes[edition.path],
            open=len(edition.open_questions),
            submission=standing.get(edition.path),
        )
        for one in plan.classes
        for edition in one.editions
        if edition.state in {"draft", "circulated"}
    ]


def standing_submissions(plan: Plan) -> Mapping[str, Submission]:
    """The submissions that stand for an edition as it is now, by its path."""
    states = (Submission.State.WAITING, Submission.State.APPROVED)
    found = Submission.objects.filter(state__in=states).select_related("by", "decided_by").order_by("pk")
    return {one.path: one for one in found if plan.hashes.get(one.path) == one.sha256}
