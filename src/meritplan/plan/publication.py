"""The life of an edition: circulated, published, withdrawn; the class revised or retired. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from meritplan.plan.edition import ClassEdition, Event, Question
from meritplan.plan.errors import (
    NoEffectiveDateError,
    OpenQuestionsError,
    OverlapError,
    StateError,
    UnknownClassError,
)
from meritplan.plan.identity import ClassRecord, Former, PlanClass, Retirement
from meritplan.plan.settling import Decider
from meritplan.plan.value import Plan

DAY = timedelta(days=1)


def circulate(edition: ClassEdition, who: Decider) -> ClassEdition:
    """Send a draft out for comment.

    Raises:
        StateError: if it is no draft.
    """
    if edition.state != "draft":
        raise StateError(f"{edition.path} is {edition.state}; only a draft is circulated")
    event = Event(what="circulated", on=who.on, by=who.by, because=who.because or None)
    return msgspec.structs.replace(edition, state="circulated", circulated=who.on, events=(*edition.events, event))


def withdraw(edition: ClassEdition, who: Decider) -> ClassEdition:
    """Give up an edition that does not apply yet.

    Raises:
        StateError: if it applies or did, or is withdrawn already.
    """
    standing = edition.standing(who.on)
    if standing not in {"draft", "circulated", "adopted"}:
        raise StateError(
            f"{edition.path} is {standing}; what applied is ended by its successor or by retiring the class"
        )
    event = Event(what="withdrawn", on=who.on, by=who.by, because=who.because)
    return msgspec.structs.replace(edition, state="withdrawn", events=(*edition.events, event))


def revise(job_class: PlanClass, basis: ClassEdition, who: Decider) -> ClassEdition:
    """A new draft that says what ``basis`` says, with its questions that are still open."""
    event = Event(what="revision begun", on=who.on, by=who.by, because=who.because or None)
    return ClassEdition(
        class_key=basis.class_key,
        number=max(one.number for one in job_class.editions) + 1,
        basis=basis.number,
        group=basis.group,
        sources=basis.sources,
        questions=basis.open_questions,
        events=(event,),
        job_class=basis.job_class,
    )


def retire(
    plan: Plan, job_class: PlanClass, who: Decider, replaced_by: tuple[str, ...] = ()
) -> list[ClassRecord | ClassEdition]:
    """Use the class no more after ``who.on``. It stays in the plan and says what replaced it.

    Raises:
        StateError: if it is retired already.
        UnknownClassError: if a class that replaces it is not in the plan.
    """
    if job_class.record.retired is not None:
        raise StateError(f"{job_class.key} was retired on {job_class.record.retired.on}")
    missing = [key for key in replaced_by if key not in plan.by_key]
    if missing:
        raise UnknownClassError(f"no class has the key {', '.join(missing)}")
    retired = Retirement(on=who.on, by=who.by, because=who.because, replaced_by=replaced_by)
    made: list[ClassRecord | ClassEdition] = [msgspec.structs.replace(job_class.record, retired=retired)]
    made += (_ended(one, who.on, who) for one in job_class.editions if one.standing(who.on) == "in force")
    return made


def formerly(
    plan: Plan,
    job_class: PlanClass,
    *,
    titles: Iterable[str] = (),
    codes: Iterable[str] = (),
    until: date | None = None,
) -> ClassRecord:
    """Titles and codes the class had, beside those that are known.

    Raises:
        StateError: if another class bears one of the codes now.
    """
    codes = tuple(codes)
    borne = [code for code in codes if any(one.code == code for one in plan.classes if one.key != job_class.key)]
    if borne:
        raise StateError(f"the code {', '.join(borne)} belongs to another class now: {plan.by_code[borne[0]].title}")
    record = job_class.record
    added = {
        name: _added(known, names, until)
        for name, known, names in (
            ("former_titles", record.former_titles, titles),
            ("former_codes", record.former_codes, codes),
        )
    }
    return msgspec.structs.replace(record, **added)


def _added(known: tuple[Former, ...], names: Iterable[str], until: date | None) -> tuple[Former, ...]:
    kept = {one.name: one for one in known}
    return tuple((kept | {name: Former(name=name, until=until) for name in names}).values())


def publish(
    plan: Plan,
    editions: Iterable[ClassEdition],
    who: Decider,
    *,
    effective: date | None = None,
    adopted: date | None = None,
    despite: str | None = None,
) -> list[ClassEdition]:
    """Adopt editions from a day on; the editions in force until then end the day before. Returns all that changed.

    ``effective`` may be absent where every document prints its own effective date. ``despite`` is the reason to
    publish although questions are open; it and the questions are kept with the edition.

    Raises:
        StateError: if an edition is neither a draft nor circulated.
        OpenQuestionsError: if questions are open and ``despite`` gives no reason.
        NoEffectiveDateError: if there is no day.
        OverlapError: if another edition of the class begins on the same day.
    """
    chosen = list(editions)
    for edition in chosen:
        if edition.state not in {"draft", "circulated"}:
            raise StateError(f"{edition.path} is {edition.state}; only drafts and circulated editions are published")
    if not despite:
        _refuse_open(chosen)
    changed: dict[str, ClassEdition] = {}
    for edition in chosen:
        begins = effective or edition.job_class.effective_date
        if begins is None:
            raise NoEffectiveDateError(
                f"{edition.path} prints no effective date; say from when it applies (--effective)"
            )
        there = {one.path: one for one in plan.by_key[edition.class_key].editions} | changed
        others = [one for one in there.values() if one.class_key == edition.class_key and one.number != edition.number]
        for made in _adopted(edition, others, begins, adopted or who.on, who, despite):
            changed[made.path] = made
    return list(changed.values())


def _adopted(
    edition: ClassEdition, others: list[ClassEdition], begins: date, adopted: date, who: Decider, despite: str | None
) -> Iterator[ClassEdition]:
    """The edition in force from ``begins`` to the day before the next one, and the one it ends."""
    ends = _abolished(edition, begins) or edition.effective_to
    for other in others:
        if other.state != "adopted" or other.effective_from is None:
            continue
        if other.effective_from == begins:
            raise OverlapError(f"{other.path} begins on {begins} as well; two editions of a class never apply together")
        if other.effective_from > begins:
            before = other.effective_from - DAY
            ends = min(ends, before) if ends else before
        elif other.effective_to is None or other.effective_to >= begins:
            yield _ended(other, begins - DAY, who)
    still = edition.open_questions
    event = Event(
        what="published",
        on=who.on,
        by=who.by,
        because=(despite if still else None) or who.because or None,
        open_questions=tuple(one.id for one in still),
    )
    yield msgspec.structs.replace(
        edition,
        state="adopted",
        effective_from=begins,
        effective_to=ends,
        adopted=adopted,
        events=(*edition.events, event),
    )


def _abolished(edition: ClassEdition, begins: date) -> date | None:
    """The day on which the document says the class was abolished: the last on which the edition can apply."""
    day = edition.job_class.abolished
    if day is not None and day < begins:
        raise StateError(f"{edition.path} says the class was abolished on {day}, so it cannot apply from {begins}")
    return day


def _ended(edition: ClassEdition, last: date, who: Decider) -> ClassEdition:
    event = Event(what="ended", on=who.on, by=who.by, because=who.because or None)
    return msgspec.structs.replace(edition, effective_to=last, events=(*edition.events, event))


def _refuse_open(editions: Iterable[ClassEdition]) -> None:
    still = [(edition, question) for edition in editions for question in edition.open_questions]
    if not still:
        return
    shown = "\n".join(f"  {edition.path} {question.id}: {_short(question)}" for edition, question in still[:10])
    more = f"\n  and {len(still) - 10} more" if len(still) > 10 else ""
    message = (
        f"Open questions ({len(still)}, editions: {len({one.path for one, _ in still})}):\n{shown}{more}\n"
        "Settle them (`meritplan plan settle`), or publish with open questions and say why"
    )
    raise OpenQuestionsError(message)


def _short(question: Question) -> str:
    said = " ".join(f"{question.text} {question.quote or ''}".split())
    return said if len(said) <= 100 else said[:99] + "…"
