"""What reading documents answers: the ``meritplan-reading/1`` value."""

from __future__ import annotations

import msgspec

from meritplan.model.issue import Issue
from meritplan.model.job_class import Group, JobClass


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A document as it was read. ``layout`` and ``jurisdiction`` stand here when several were read at once."""

    path: str
    sha256: str
    media_type: str
    layout: str | None = None
    jurisdiction: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The classes, groups and issues found in one or more documents."""

    format: str = "meritplan-reading/1"
    layout: str | None = None
    jurisdiction: str | None = None
    sources: tuple[Source, ...] = ()
    groups: tuple[Group, ...] = ()
    classes: tuple[JobClass, ...] = ()
    issues: tuple[Issue, ...] = ()
