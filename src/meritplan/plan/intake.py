"""Readings of documents taken into a plan: as draft editions, matched to the classes there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from meritplan.model import Group, Issue, JobClass, Reading
from meritplan.plan.carrying import as_before
from meritplan.plan.documents import GroupDocument, SourceDocument, Writable
from meritplan.plan.edition import ClassEdition, Event, Question, SourceRef, State
from meritplan.plan.identity import in_sequence, slug
from meritplan.plan.matching import Match, MatchedBy, Register
from meritplan.plan.questions import also, questions, without_places
from meritplan.plan.value import Plan

Outcome = Literal["new class", "new edition", "read again", "unchanged", "kept"]
MADE: frozenset[Outcome] = frozenset({"new class", "new edition", "read again"})
# Issues that say a document is a proposal in circulation: its date is a row of zeros.
IN_CIRCULATION = frozenset({"MP-L008"})


class Arrival(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one class of one document.

    ``read again`` replaces a draft nobody has worked on; ``kept`` leaves one that somebody has; ``unchanged`` says
    what the plan says already. ``changed`` names the fields that differ from the edition before.
    """

    document: str
    outcome: Outcome
    key: str
    title: str
    number: int
    matched_by: MatchedBy | None = None
    changed: tuple[str, ...] = ()
    questions: int = 0
    note: str | None = None


class Intake:
    """A batch under way. Not a value: documents are added with :meth:`take`; ``documents`` are to be written."""

    def __init__(self, plan: Plan, *, by: str, on: date) -> None:
        self._register = Register.of(plan)
        self._editions = {one.key: {edition.number: edition for edition in one.editions} for one in plan.classes}
        self._groups = {one.key: one for one in plan.groups}
        self._sources = {one.sha256: one for one in plan.sources}
        self._by, self._on, self._jurisdiction = by, on, plan.card.jurisdiction
        self._waiting: dict[str, Writable] = {}

    def knows(self, sha256: str) -> bool:
        """Whether the document with this hash has been taken in."""
        return sha256 in self._sources

    def documents(self) -> tuple[Writable, ...]:
        """What has come in since the last call and is to be written."""
        waiting = tuple(self._waiting.values())
        self._waiting = {}
        return waiting

    def take(self, reading: Reading, name: str, suffix: str = "") -> tuple[Arrival, ...]:
        """Take in the reading of one document, called ``name``, whose original is kept with ``suffix``."""
        said = reading.sources[0]
        source = SourceDocument(
            sha256=said.sha256,
            name=name,
            media_type=said.media_type,
            suffix=suffix,
            layout=reading.layout,
            # Whose plan it is, somebody said; the layout only tells whose documents look like this.
            jurisdiction=self._jurisdiction or reading.jurisdiction,
            imported=self._on,
            by=self._by,
            issues=reading.issues,
        )
        groups = {group.title: self._group(group, source.ref) for group in reading.groups}
        arrivals: list[Arrival] = []
        for job_class in reading.classes:
            again = {arrival.key for arrival in arrivals}
            arrivals += self._class(job_class, _about(job_class, reading.issues), source.ref, groups, again)
        editions = tuple(dict.fromkeys(f"classes/{one.key}/{one.number}.yaml" for one in arrivals))
        self._put(msgspec.structs.replace(source, editions=editions))
        self._sources[source.sha256] = source
        return tuple(arrivals)

    def _class(
        self,
        job_class: JobClass,
        issues: tuple[Issue, ...],
        source: SourceRef,
        groups: dict[str | None, str],
        again: set[str],
    ) -> list[Arrival]:
        match = self._register.match(job_class)
        prior, basis, arrivals = job_class.prior_qualifications, None, []
        group = groups.get(job_class.group) if job_class.group else None
        if prior is not None:
            before = _before(job_class)
            basis, arrival = self._edition(
                match, before, _PriorWording(source, group).draft(match, before), again=again
            )
            arrivals.append(arrival)
            job_class = msgspec.structs.replace(job_class, prior_qualifications=None)
        said = msgspec.structs.replace(job_class, source=0)
        asked = questions(said, issues)
        if match.doubt:
            asked = also(asked, *match.doubt)
        if match.key in again and prior is None:
            asked = also(asked, "MP-P012", "The document describes this class twice. Which description holds?")
        edition = ClassEdition(
            class_key=match.key,
            number=0,
            state=_state(issues),
            basis=basis,
            group=group,
            sources=(source,),
            questions=asked,
            job_class=said,
        )
        _, arrival = self._edition(match, said, edition, again=again)
        arrivals.append(arrival)
        self._register.note(match.key, said)
        return arrivals

    def _edition(self, match: Match, said: JobClass, draft: ClassEdition, *, again: set[str]) -> tuple[int, Arrival]:
        """Find the draft its number: that of an edition it repeats or replaces, or the next."""
        there = self._editions.setdefault(match.key, {})
        own = None if match.key in again else _own(there.values(), draft)
        before = there.get(draft.basis or 0) or own or _before_it(there, draft)
        outcome, number = _outcome(there, own, draft)
        if outcome in MADE:
            self._enter(draft, own, number, before)
        arrival = Arrival(
            document=draft.sources[0].name,
            outcome=outcome,
            key=match.key,
            title=said.title,
            number=number,
            matched_by=match.by,
            changed=_changed(before, said) if outcome != "unchanged" else (),
            questions=len(draft.questions) if outcome in MADE else 0,
            note=draft.note,
        )
        return number, arrival

    def _enter(self, draft: ClassEdition, own: ClassEdition | None, number: int, before: ClassEdition | None) -> None:
        event = Event(what="read again" if own else "imported", on=self._on, by=self._by)
        basis = draft.basis or (own.basis if own else before.number if before else None)
        events = (*own.events, event) if own else (event,)
        self._put(msgspec.structs.replace(draft, number=number, basis=basis, events=events))

    def _group(self, group: Group, source: SourceRef) -> str:
        """The key of the group's document, written anew where no document says the same."""
        base = slug(group.title or group.code or f"group {source.sha256[:8]}")
        bare = without_places(group)
        for number in range(1, 1_000_000):
            key = base if number == 1 else f"{base}-{number}"
            known = self._groups.get(key)
            if known is None or _same_source(known, source) or without_places(known.group) == bare:
                break
        sources = known.sources if known else ()
        if known is None or _same_source(known, source) or source not in sources:
            refs = (*(one for one in sources if one.sha256 != source.sha256), source)
            kept = known.group if known is not None and len(refs) > 1 else group
            made = GroupDocument(key=key, sources=refs, group=kept)
            if made != known:
                self._groups[key] = made
                self._put(made)
        return key

    def _put(self, document: Writable) -> None:
        if isinstance(document, ClassEdition):
            self._editions[document.class_key][document.number] = document
        self._waiting[document.path] = document


class _PriorWording(msgspec.Struct, frozen=True):
    """The wording a document prints as superseded, as an edition of its own."""

    source: SourceRef
    group: str | None

    def draft(self, match: Match, before: JobClass) -> ClassEdition:
        asked: tuple[Question, ...] = questions(before, ())
        return ClassEdition(
            class_key=match.key,
            number=0,
            group=self.group,
            partial=True,
            note=f"The qualifications {self.source.name} prints as the wording before.",
            sources=(self.source,),
            questions=also(
                asked,
                "MP-P013",
                "The document prints this as the wording before, without the days it applied. From when to when was it "
                "in force, and is it still?",
            ),
            job_class=before,
        )


def _outcome(there: dict[int, ClassEdition], own: ClassEdition | None, draft: ClassEdition) -> tuple[Outcome, int]:
    """What becomes of a draft beside the editions there are, and its number. ``own`` was read from the same source.

    An edition in which questions were settled says what the draft says if the draft, settled so, does.
    """
    alike = next((one for one in there.values() if _says(one, draft.job_class) or _says_settled(one, draft)), None)
    if alike is not None:
        return "unchanged", alike.number
    if own is None:
        return ("new edition" if there else "new class"), max(there, default=0) + 1
    worked_on = bool(own.settlements) or own.state not in {"draft", "circulated"}
    return ("kept" if worked_on else "read again"), own.number


def _before(job_class: JobClass) -> JobClass:
    """What a document says of a class before its present wording: its identity and its qualifications then."""
    return JobClass(
        title=job_class.title,
        code=job_class.code,
        schematic_code=job_class.schematic_code,
        group=job_class.group,
        level=job_class.level,
        minimum_qualifications=job_class.prior_qualifications,
    )


def _about(job_class: JobClass, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(one for one in issues if one.class_code is not None and one.class_code == job_class.code)


def _state(issues: Iterable[Issue]) -> State:
    return "circulated" if any(one.code in IN_CIRCULATION for one in issues) else "draft"


def _says(edition: ClassEdition, said: JobClass) -> bool:
    there = edition.job_class
    return there.title == said.title and without_places(there) == without_places(said)


def _says_settled(edition: ClassEdition, draft: ClassEdition) -> bool:
    return bool(edition.settlements) and _says(edition, as_before(draft, [edition]).job_class)


def _own(there: Iterable[ClassEdition], draft: ClassEdition) -> ClassEdition | None:
    """The edition read from the same document before: the prior wording or the present one."""
    sha256 = draft.sources[0].sha256
    return next(
        (one for one in there if one.note == draft.note and any(ref.sha256 == sha256 for ref in one.sources)), None
    )


def _before_it(there: dict[int, ClassEdition], draft: ClassEdition) -> ClassEdition | None:
    """The edition a draft follows: the newest, or where the draft bears an earlier day, the newest before that day."""
    earlier = [one for one in there.values() if draft.dated is None or one.dated is None or one.dated <= draft.dated]
    return in_sequence(earlier)[-1] if earlier else None


def _changed(before: ClassEdition | None, said: JobClass) -> tuple[str, ...]:
    if before is None:
        return ()
    one, other = without_places(before.job_class), without_places(said)
    known = one if before.partial else {*one, *other}
    return tuple(sorted(name for name in known if one.get(name) != other.get(name)))


def _same_source(known: GroupDocument, source: SourceRef) -> bool:
    return [one.sha256 for one in known.sources] == [source.sha256]
