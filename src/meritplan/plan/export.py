"""A plan, or a day of it, in other forms: one reading for programs, a list of classes for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from meritplan.model import Reading, Source
from meritplan.plan.asof import View
from meritplan.plan.edition import ClassEdition
from meritplan.plan.value import Plan

COLUMNS = (
    "key code schematic_code title former_titles group level grade band state effective_from effective_to "
    "revised established abolished retired replaced_by open_questions edition source"
).split()


def reading(view: View) -> Reading:
    """The editions of a view as one ``meritplan-reading/1``: what every other command takes."""
    return reading_of(view.plan, view.editions)


def reading_of(plan: Plan, editions: Sequence[ClassEdition]) -> Reading:
    """Some editions of a plan as a reading."""
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    classes = []
    for edition in editions:
        for ref in edition.sources:
            if ref.sha256 not in numbers:
                numbers[ref.sha256] = len(sources)
                sources.append(
                    Source(
                        path=ref.name,
                        sha256=ref.sha256,
                        media_type=ref.media_type,
                        layout=ref.layout,
                        jurisdiction=ref.jurisdiction,
                    )
                )
        said = edition.job_class
        own = numbers[edition.sources[said.source].sha256] if edition.sources else 0
        classes.append(msgspec.structs.replace(said, source=own))
    used = {edition.group for edition in editions}
    return Reading(
        jurisdiction=plan.card.jurisdiction,
        sources=tuple(sources),
        groups=tuple(one.group for one in plan.groups if one.key in used),
        classes=tuple(classes),
    )


def table(view: View, today: date) -> str:
    """The classes of a view as CSV, one line each, codes as text; lists are separated by semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for edition in view.editions:
        writer.writerow(dict(_row(view, edition, view.on or today)))
    return out.getvalue()


def _row(view: View, edition: ClassEdition, on: date) -> Iterator[tuple[str, object]]:
    one, said = view.plan.by_key[edition.class_key], edition.job_class
    retired = one.record.retired
    yield "key", one.key
    for name in ("code", "schematic_code", "title", "level", "revised", "established", "abolished"):
        yield name, getattr(said, name)
    yield "former_titles", "; ".join(one.former_titles)
    yield "group", edition.group
    yield "grade", said.pay.grade if said.pay else None
    yield "band", said.pay.band if said.pay else None
    yield "state", edition.standing(on)
    yield "effective_from", edition.effective_from
    yield "effective_to", edition.effective_to
    yield "retired", retired.on if retired else None
    yield "replaced_by", "; ".join(retired.replaced_by) if retired else None
    yield "open_questions", len(edition.open_questions)
    yield "edition", edition.number
    yield "source", edition.sources[said.source].name if edition.sources else None
