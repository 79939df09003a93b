"""Pay documents for a plan: what comes in from outside, and what is decided about bands, ready to be written."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay.book import DOCKET, PayBook
from meritplan.pay.docket import FORMAT as DOCKET_FORMAT
from meritplan.pay.docket import BandAssignment, BandReview, assignments_from
from meritplan.pay.index import PayIndex
from meritplan.pay.plan import PayPlan
from meritplan.pay.plan_document import as_document
from meritplan.pay.review_rule import rule as review_rule
from meritplan.plan import Document, Plan, PlanError, SourceDocument, View
from meritplan.plan.documents import Writable
from meritplan.plan.files import sha256
from meritplan.plan.identity import slug
from meritplan.plan.sources import suffix_of

Outcome = Literal["new", "replaced", "unchanged"]


class PayKeptError(PlanError):
    """Another document of the same day is kept already."""


class BandError(PlanError):
    """What is to be entered about a band does not fit what is on the docket."""


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is to be written (:func:`meritplan.plan.write`), and what it means: ``ended`` is a pay plan that ends."""

    outcome: Outcome
    document: str
    documents: tuple[Writable, ...] = ()
    ended: str | None = None


def keep_index(plan: Plan, book: PayBook, index: PayIndex, *, replace: bool = False) -> Kept:
    """The index as a document of the plan, named by its day.

    Raises:
        PayKeptError: if another index of that day is kept, and ``replace`` is not said.
    """
    name = Path(index.source.path).name if index.source else "index"
    source = msgspec.structs.replace(index.source, path=name) if index.source else None
    said = msgspec.structs.replace(index, source=source, issues=())
    path = f"pay/indexes/{said.as_of or 'undated-' + slug(name)}{_of_others(book, said)}.yaml"
    there = next((one.index for one in book.indexes if one.document == path), None)
    if there == said:
        return Kept(outcome="unchanged", document=path)
    if there is not None and not replace:
        raise PayKeptError(
            f"{path} is kept already, from {there.source.path if there.source else 'elsewhere'}, and says something "
            "else; --replace puts this one in its place"
        )
    document = Document(path=path, data=_plain(said))
    return Kept(outcome="replaced" if there else "new", document=path, documents=(document,))


def _of_others(book: PayBook, said: PayIndex) -> str:
    """A plan may hold indexes of two services of one day: the later ones bear the name of theirs."""
    same_day = [one.index for one in book.indexes if one.index.as_of == said.as_of]
    others = [one for one in same_day if one.jurisdiction != said.jurisdiction]
    return f"-{slug(said.jurisdiction)}" if others and said.jurisdiction else ""


def keep_plan(plan: Plan, book: PayBook, said: PayPlan, *, replace: bool = False) -> Kept:
    """The pay plan as a document, named by title and first day; the one before it ends the day before.

    Raises:
        PayKeptError: if another pay plan of that title and day is kept, and ``replace`` is not said.
    """
    path = f"pay/plans/{slug(said.title)}-{said.effective_from}.yaml"
    there = next((one.plan for one in book.plans if one.document == path), None)
    if there is not None and msgspec.structs.replace(there, effective_to=said.effective_to) == said:
        return Kept(outcome="unchanged", document=path)
    if there is not None and not replace:
        raise PayKeptError(f"{path} is kept already and says something else; --replace puts this one in its place")
    documents: list[Writable] = []
    ended = None
    for kept in book.plans:
        one = kept.plan
        if one.title == said.title and one.effective_to is None and one.effective_from < said.effective_from:
            last = said.effective_from - timedelta(days=1)
            documents.append(_document(kept.document, msgspec.structs.replace(one, effective_to=last)))
            ended = kept.document
        if one.title == said.title and one.effective_from > said.effective_from and said.effective_to is None:
            said = msgspec.structs.replace(said, effective_to=one.effective_from - timedelta(days=1))
    documents.append(_document(path, said))
    return Kept(outcome="replaced" if there else "new", document=path, documents=tuple(documents), ended=ended)


def _document(path: str, said: PayPlan) -> Document:
    return Document(path=path, data=_plain(as_document(said)))


def keep_docket(
    book: PayBook, assignments: Sequence[BandAssignment], *, rule: str | None = None, replace: bool = False
) -> Kept:
    """The assignments as the docket of the plan: classes it does not have come in, those it has are taken over anew.

    With ``replace`` nothing of the docket that is kept stays. ``rule`` names the rule of review; it is that of the
    docket that is kept, where none is named.

    Raises:
        ReviewRuleError: if there is no such rule.
    """
    if rule is not None:
        book = dataclasses.replace(book, rule=review_rule(rule).name, has_docket=book.has_docket and rule == book.rule)
    new = {(one.class_code, one.assigned): one for one in assignments}
    codes = {one.class_code for one in assignments}
    undated = {one.class_code for one in assignments if one.assigned is not None}
    kept = {
        (one.class_code, one.assigned): one
        for one in (() if replace else book.assignments)
        # An assignment that now has its day takes the place of the one that had none.
        if not (one.assigned is None and one.class_code in undated and one.class_code in codes)
    }
    return _docket(book, list({**kept, **new}.values()))


def docket_from(book: PayBook, view: View) -> Kept:
    """The docket with every class whose description prints a band, where it does not have the class yet.

    The description says which alternative band, not since when: its day and its reviews stay to be entered.
    """
    printed = assignments_from(edition.job_class for edition in view.editions)
    known = {one.class_code for one in book.assignments}
    return _docket(book, [*book.assignments, *(one for one in printed if one.class_code not in known)])


def assigned(book: PayBook, said: BandAssignment) -> Kept:
    """A band assigned to a class on a day. It takes the place of an entry without a day for the same band or none.

    Raises:
        BandError: if a band is assigned that was not removed, or the day is not after that of the entry before.
    """
    before = book.assigned(said.class_code)
    standing = [one for one in before if one.alternative_band and not _removed(one)]
    for one in standing:
        if one.assigned is not None or one.alternative_band != said.alternative_band:
            since = f"since {one.assigned}" if one.assigned else "since a day nobody entered"
            raise BandError(
                f"{said.class_code} has alternative band {one.alternative_band} {since}; enter its removal first "
                "(`meritplan plan pay reviewed ... --decision remove`)"
            )
    # What the entry without a day said of the class stays; its reviews belong to the same assignment.
    known = standing[0] if standing else next((one for one in before if not one.alternative_band), None)
    if known is not None:
        said = msgspec.structs.replace(
            said,
            title=said.title or known.title,
            base_band=said.base_band or known.base_band,
            reviews=known.reviews,
        )
    rest = [one for one in book.assignments if one is not known]
    return _docket(book, [*rest, said])


def reviewed(book: PayBook, class_code: str, review: BandReview) -> Kept:
    """A review of the band a class has; a second entry for the same day replaces the first.

    Raises:
        BandError: if the class has no alternative band to review, or the review lies before its assignment.
    """
    standing = [
        one for one in book.assigned(class_code) if one.alternative_band and not _removed(one, before=review.on)
    ]
    if not standing:
        raise BandError(
            f"the docket has no alternative band of {class_code} to review on {review.on}; "
            "`meritplan plan pay assign` enters one"
        )
    one = standing[-1]
    if one.assigned is not None and review.on < one.assigned:
        raise BandError(f"{class_code} was assigned band {one.alternative_band} on {one.assigned}, after {review.on}")
    reviews = {each.on: each for each in one.reviews} | {review.on: review}
    made = msgspec.structs.replace(one, reviews=tuple(reviews[day] for day in sorted(reviews)))
    return _docket(book, [made if each is one else each for each in book.assignments])


def _removed(one: BandAssignment, *, before: date | None = None) -> bool:
    return any(each.decision == "remove" and (before is None or each.on < before) for each in one.reviews)


def _docket(book: PayBook, assignments: Sequence[BandAssignment]) -> Kept:
    ordered = sorted(assignments, key=lambda one: (one.class_code, one.assigned or date.min))
    if book.has_docket and tuple(ordered) == book.assignments:
        return Kept(outcome="unchanged", document=DOCKET)
    data = {"format": DOCKET_FORMAT, "rule": book.rule, "bands": _plain(ordered)}
    outcome: Outcome = "replaced" if book.has_docket else "new"
    return Kept(outcome=outcome, document=DOCKET, documents=(Document(path=DOCKET, data=data),))


def _plain(value: Any) -> Any:
    """Plain data as a document holds it when it is read again: lists, texts, numbers."""
    return msgspec.json.decode(msgspec.json.encode(value))


def source_of(
    content: bytes,
    name: str,
    *,
    media_type: str,
    by: str,
    on: date,
    form: str | None = None,
    jurisdiction: str | None = None,
    issues: tuple[Issue, ...] = (),
) -> SourceDocument:
    """The record of a published original that pay was read from: no edition comes of it."""
    return SourceDocument(
        sha256=sha256(content),
        name=name,
        media_type=media_type,
        suffix=suffix_of(Path(name)),
        layout=form,
        jurisdiction=jurisdiction,
        imported=on,
        by=by,
        issues=issues,
    )
