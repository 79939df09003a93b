"""From a file to a reading: open, choose a layout, read each class's qualifications, collect what needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from meritplan.model import Group, Issue, JobClass, Reading, Requirement, Source, Unread
from meritplan.model.requirement import Strength, doubts
from meritplan.reading.document import Document
from meritplan.reading.documents import open_document
from meritplan.reading.layout import ClassDraft
from meritplan.reading.layouts import by_name, choose
from meritplan.reading.qualifications import read_sections


def read_path(path: Path, layout: str | None = None) -> Reading:
    """Read one file. ``layout`` forces a layout by name (:class:`~.layouts.UnknownLayoutError` if there is none).

    Trouble in the document is in the reading's issues; nothing about the document raises.
    """
    return read_document(open_document(path), layout)


def read_document(document: Document, layout: str | None = None) -> Reading:
    """Read an opened document."""
    source = Source(path=document.path, sha256=document.sha256, media_type=document.media_type)
    if not document.blocks:
        return Reading(sources=(source,), issues=document.issues)
    chosen = by_name(layout) if layout else choose(document)
    draft = chosen.read(document)
    classes = tuple(_job_class(one) for one in draft.classes)
    found = tuple(issue for job_class in classes for issue in _questions(job_class))
    return Reading(
        layout=chosen.NAME,
        jurisdiction=chosen.JURISDICTION,
        sources=(source,),
        groups=draft.groups,
        classes=classes,
        issues=(*document.issues, *draft.issues, *found),
    )


def _job_class(draft: ClassDraft) -> JobClass:
    sections = draft.sections
    minimum = read_sections(sections, "minimum")
    typical = read_sections(sections, "typical")
    return msgspec.structs.replace(
        draft.facts,
        minimum_qualifications=minimum or _strong(typical, "typical"),
        recommended_qualifications=_strong(read_sections(sections, "recommended"), "recommended"),
        prior_qualifications=read_sections(sections, "prior"),
        desirable_qualifications=_strong(read_sections(sections, "desirable"), "desirable"),
    )


def _strong(tree: Requirement | None, strength: Strength) -> Requirement | None:
    return msgspec.structs.replace(tree, strength=strength) if tree is not None else None


def _questions(job_class: JobClass) -> list[Issue]:
    """An issue for each doubt and each unread stretch of the minimum qualifications."""
    tree = job_class.minimum_qualifications
    if tree is None:
        return []
    made = []
    for node in doubts(tree):
        unread = isinstance(node, Unread)
        quote = node.quote or ""
        made.append(
            Issue(
                code="MP-R001" if unread else "MP-R002",
                severity="warning",
                message=f"{job_class.title}: not understood, kept as unread: “{_short(quote)}”. Say what it asks."
                if unread
                else f"{job_class.title}: {node.doubt} “{_short(quote)}”".strip(),
                spans=node.spans,
                class_code=job_class.code,
            )
        )
    return made


def _short(text: str, length: int = 120) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def merge(readings: Sequence[Reading]) -> Reading:
    """Several readings as one: each class and issue names its source, each source its layout and jurisdiction."""
    if len(readings) == 1:
        return readings[0]
    sources: list[Source] = []
    groups: list[Group] = []
    classes: list[JobClass] = []
    issues: list[Issue] = []
    for reading in readings:
        base = len(sources)
        sources += [
            msgspec.structs.replace(source, layout=reading.layout, jurisdiction=reading.jurisdiction)
            for source in reading.sources
        ]
        groups += reading.groups
        classes += [msgspec.structs.replace(job_class, source=base + job_class.source) for job_class in reading.classes]
        issues += [msgspec.structs.replace(issue, source=base + issue.source) for issue in reading.issues]
    layouts = {reading.layout for reading in readings}
    places = {reading.jurisdiction for reading in readings}
    return Reading(
        layout=layouts.pop() if len(layouts) == 1 else None,
        jurisdiction=places.pop() if len(places) == 1 else None,
        sources=tuple(sources),
        groups=tuple(groups),
        classes=tuple(classes),
        issues=tuple(issues),
    )
