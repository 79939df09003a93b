"""A file about pay taken into a plan: whatever it is, told by what stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from meritplan.model.issue import Issue
from meritplan.pay.book import PayBook, pay_book
from meritplan.pay.docket_document import assignments_from_text, rule_named
from meritplan.pay.forms import FormError
from meritplan.pay.index import PayIndex, PayIndexError
from meritplan.pay.keeping import Kept, docket_from, keep_docket, keep_index, keep_plan, source_of
from meritplan.pay.opening import index_from
from meritplan.pay.plan import FORMAT as PLAN_FORMAT
from meritplan.pay.plan_document import plan_from_text
from meritplan.plan import Plan, PlanError, SourceDocument, newest, write
from meritplan.plan.sources import store, suffix_of


class PayFileError(PlanError):
    """The file holds no pay that could be read."""


class PayArrival(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one file: what is kept, in a few words what it says, and what was doubtful about it."""

    file: str
    kept: Kept
    says: str
    issues: tuple[Issue, ...] = ()


def take_pay(
    plan: Plan,
    data: bytes,
    name: str,
    *,
    by: str,
    on: date,
    as_of: date | None = None,
    form: str | None = None,
    replace: bool = False,
) -> tuple[Plan, PayArrival]:
    """Keep a pay index (CSV, PDF, stored JSON), a pay plan (YAML) or a docket of bands (YAML, CSV) in the plan.

    ``as_of`` is the day whose pay an index states where it prints none. ``replace`` puts the file in the place of
    another index or pay plan of its day, or of the whole docket.

    Raises:
        PayFileError: if nothing in the file could be read.
        PayKeptError: if another document of that day is kept and says something else.
        StaleDocumentError: if somebody changed the plan meanwhile.
    """
    if Path(name).suffix.lower() in {".yaml", ".yml"} or _is_docket(data):
        return _take_text(plan, data, name, replace=replace)
    try:
        index = index_from(data, name, form_name=form, as_of=as_of)
    except (PayIndexError, FormError) as trouble:
        raise PayFileError(f"{name}: {trouble}") from None
    if not index.classes:
        raise PayFileError(f"{name}: {index.issues[0].message if index.issues else 'no class stands in it'}")
    kept = keep_index(plan, pay_book(plan), index, replace=replace)
    if kept.outcome != "unchanged":
        plan = write(plan, (*kept.documents, *_original(plan, data, name, index, by, on)))
    says = f"{len(index.classes):,} classes, {index.ranges:,} ranges, {index.intact:,} intact"
    return plan, PayArrival(file=name, kept=kept, says=says, issues=index.issues)


def take_printed_bands(plan: Plan) -> tuple[Plan, PayArrival]:
    """Put every class whose newest description prints a pay band on the docket, where it does not stand there yet."""
    kept = docket_from(pay_book(plan), newest(plan))
    plan = write(plan, kept.documents)
    return plan, PayArrival(file="descriptions", kept=kept, says=_bands(pay_book(plan)))


def _is_docket(data: bytes) -> bool:
    """Whether the columns of a table are those of a docket."""
    header = data[:2000].partition(b"\n")[0].lower()
    return b"class_code" in header and (b"alternative_band" in header or b"last_review" in header)


def _take_text(plan: Plan, data: bytes, name: str, *, replace: bool) -> tuple[Plan, PayArrival]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PayFileError(f"{name} is not written in UTF-8; save it so") from None
    book = pay_book(plan)
    if PLAN_FORMAT in text:
        said, issues = plan_from_text(text, name)
        if said is None:
            raise PayFileError("\n".join(one.message for one in issues))
        kept, says = keep_plan(plan, book, said, replace=replace), f"{len(said.grades)} grades"
    else:
        assignments, issues = assignments_from_text(text, name)
        if not assignments:
            raise PayFileError("\n".join(one.message for one in issues) or f"{name} names no band")
        kept, says = keep_docket(book, assignments, rule=rule_named(text), replace=replace), ""
    plan = write(plan, kept.documents)
    return plan, PayArrival(file=name, kept=kept, says=says or _bands(pay_book(plan)), issues=tuple(issues))


def _original(plan: Plan, data: bytes, name: str, index: PayIndex, by: str, on: date) -> Iterator[SourceDocument]:
    """The record of the published file, which is stored first; a stored index is no original."""
    source = index.source
    if source is None or data.lstrip()[:1] == b"{":
        return
    if store(plan.root, data, suffix_of(Path(name))) not in {one.sha256 for one in plan.sources}:
        yield source_of(
            data,
            Path(name).name,
            media_type=source.media_type,
            by=by,
            on=on,
            form=index.form,
            jurisdiction=index.jurisdiction,
            issues=index.issues,
        )


def _bands(book: PayBook) -> str:
    named = sum(one.alternative_band is not None for one in book.assignments)
    return f"{len(book.assignments)} entries on the docket, {named} with an alternative band"
