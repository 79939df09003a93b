"""Correcting a requirement: steps taken, taken back and taken again, then put into the plan as one change."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec
from django.db import transaction

from meritplan.model.requirement import Requirement
from meritplan.plan import ClassEdition, Plan
from meritplan.plan.editing import Step, apply, corrected, replay
from meritplan.plan.edition import Tree
from meritplan.plan.errors import AdoptedError, EditingError, StaleDocumentError
from meritplan.plan.questions import tree_field
from meritplan.server.accounts.policies import require
from meritplan.server.audit.actions import record
from meritplan.server.catalogue.originals import text_of
from meritplan.server.desk.actions.writing import decider, found, put, sha256_of
from meritplan.server.desk.errors import NotNowError
from meritplan.server.desk.models import Correction
from meritplan.server.desk.policies import CORRECT

Place = tuple[str, int, Tree]  # class, number of the edition, which of its trees


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement being corrected: as the plan has it, and as it is after the steps."""

    plan: Plan
    edition: ClassEdition
    tree: Tree
    base: str
    before: Requirement
    now: Requirement
    text: str | None
    steps: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    @property
    def sha256(self) -> str:
        """What a form of this page was made on: the document and the steps."""
        return hashlib.sha256(self.base.encode() + msgspec.json.encode(self.steps)).hexdigest()


def work_of(user: Any, place: Place) -> Work:
    """Where the correction of a person stands; without steps, the requirement as the plan has it.

    Raises:
        UnknownClassError: if there is no such edition.
        NotNowError: if it has no such requirement.
        StaleDocumentError: if the edition was changed after the first step.
        EditingError: if the kept steps cannot be repeated.
    """
    plan, edition = found(*place[:2])
    before = getattr(edition.job_class, tree_field(place[2]))
    if before is None:
        raise NotNowError(f"{edition.path} has no {place[2]} qualifications, so there is nothing to correct.")
    kept = _kept(user, place)
    base = plan.hashes[edition.path]
    if kept is not None and kept.base != base and kept.steps:
        raise StaleDocumentError(edition.path)
    steps = _steps(kept.steps) if kept else ()
    text = source_text(plan, edition)
    return Work(
        plan=plan,
        edition=edition,
        tree=place[2],
        base=base,
        before=before,
        now=replay(before, steps, text),
        text=text,
        steps=steps,
        undone=_steps(kept.undone) if kept else (),
    )


def source_text(plan: Plan, edition: ClassEdition) -> str | None:
    """The text the spans of an edition point into."""
    number = edition.job_class.source
    return text_of(plan, edition.sources[number].sha256) if number < len(edition.sources) else None


def take(user: Any, place: Place, sha256: str, step: Step) -> Work:
    """Take a step. It is kept until the correction is saved or discarded; the plan stays as it is.

    Raises:
        NotAllowedError, NotNowError, StaleDocumentError: see :func:`work_of`.
        EditingError: if the step cannot be taken.
        AdoptedError: if the edition is adopted.
    """
    require(user, CORRECT)
    with transaction.atomic():
        work = _unmoved(user, place, sha256)
        if work.edition.state not in {"draft", "circulated"}:
            raise AdoptedError(work.edition.path)
        apply(work.now, step, work.text)
        _keep(user, place, work, (*work.steps, step), ())
    return work_of(user, place)


def undo(user: Any, place: Place, sha256: str) -> Work:
    """Take the last step back.

    Raises:
        NotNowError: if there is none.
    """
    require(user, CORRECT)
    with transaction.atomic():
        work = _unmoved(user, place, sha256)
        if not work.steps:
            raise NotNowError("There is no step to take back.")
        _keep(user, place, work, work.steps[:-1], (*work.undone, work.steps[-1]))
    return work_of(user, place)


def redo(user: Any, place: Place, sha256: str) -> Work:
    """Take a step again that was taken back.

    Raises:
        NotNowError: if there is none.
    """
    require(user, CORRECT)
    with transaction.atomic():
        work = _unmoved(user, place, sha256)
        if not work.undone:
            raise NotNowError("There is no step to take again.")
        _keep(user, place, work, (*work.steps, work.undone[-1]), work.undone[:-1])
    return work_of(user, place)


def discard(user: Any, place: Place) -> None:
    """Forget all steps; the plan stays as it is."""
    require(user, CORRECT)
    with transaction.atomic():
        Correction.objects.filter(**_where(user, place)).delete()


def carry_over(user: Any, place: Place) -> list[str]:
    """Repeat the kept steps on the requirement as it is now; what could not be repeated, and why.

    Raises:
        NotNowError: if no steps are kept.
    """
    require(user, CORRECT)
    with transaction.atomic():
        plan, edition = found(*place[:2])
        kept = _kept(user, place, lock=True)
        root = getattr(edition.job_class, tree_field(place[2]))
        if kept is None or root is None:
            raise NotNowError("There are no steps to carry over.")
        text, taken, refused = source_text(plan, edition), [], []
        for step in _steps(kept.steps):
            try:
                root = apply(root, step, text)
            except EditingError as trouble:
                refused.append(f"{kind_of(step)}: {trouble}")
                continue
            taken.append(step)
        kept.steps, kept.undone, kept.base = _data(taken), [], plan.hashes[edition.path]
        kept.save()
    return refused


def save(user: Any, place: Place, sha256: str, *, because: str) -> ClassEdition:
    """Put the corrected requirement into its edition.

    Raises:
        NotAllowedError: if the person may not.
        NoReasonError: without a reason.
        NotNowError: if nothing was changed.
        StaleDocumentError: if somebody changed the edition meanwhile; the steps stay.
    """
    require(user, CORRECT)
    who = decider(user, because)
    with transaction.atomic():
        work = _unmoved(user, place, sha256)
        if not work.steps:
            raise NotNowError("Nothing was changed yet.")
        made = corrected(work.edition, work.tree, work.now, who)
        Correction.objects.filter(**_where(user, place)).delete()
        record(
            actor=user,
            verb=CORRECT.verb,
            kind="edition",
            key=f"{place[0]}/{place[1]}",
            before={"sha256": work.base, work.tree: _data(work.before)},
            after={"sha256": sha256_of(made), work.tree: _data(work.now), "steps": _data(work.steps)},
            reason=who.because,
        )
        put(work.plan, [made], user)
    return made


def kind_of(step: Step) -> str:
    """What a step is called."""
    return str(step.__struct_config__.tag)


def _unmoved(user: Any, place: Place, sha256: str) -> Work:
    Correction.objects.select_for_update().filter(**_where(user, place)).first()
    work = work_of(user, place)
    if work.sha256 != sha256:
        raise StaleDocumentError(work.edition.path)
    return work


def _keep(user: Any, place: Place, work: Work, steps: tuple[Step, ...], undone: tuple[Step, ...]) -> None:
    said = {"base": work.base, "steps": _data(steps), "undone": _data(undone)}
    Correction.objects.update_or_create(**_where(user, place), defaults=said)


def _kept(user: Any, place: Place, *, lock: bool = False) -> Correction | None:
    rows = Correction.objects.select_for_update() if lock else Correction.objects
    return rows.filter(**_where(user, place)).first()


def _where(user: Any, place: Place) -> dict[str, Any]:
    return {"by": user, "class_key": place[0], "number": place[1], "tree": place[2]}


def _steps(data: Any) -> tuple[Step, ...]:
    return msgspec.convert(data, tuple[Step, ...])


def _data(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))
