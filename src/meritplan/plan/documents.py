"""The documents of a plan beside the editions: the plan itself, groups, sources, and what other capabilities keep."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec

from meritplan.model import Group, Issue
from meritplan.plan.edition import ClassEdition, Key, Sha256, SourceRef
from meritplan.plan.identity import ClassRecord

PLAN_FORMAT = "meritplan-plan/1"
GROUP_FORMAT = "meritplan-group/1"
SOURCE_FORMAT = "meritplan-source/1"
Suffix = Annotated[str, msgspec.Meta(pattern=r"^(\.[a-z0-9]{1,10})?$")]


class PlanCard(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``plan.yaml``: what the plan is and which form its documents have."""

    format: str = msgspec.field(default_factory=lambda: PLAN_FORMAT)
    title: str
    jurisdiction: str | None = None

    @property
    def path(self) -> str:
        """Where the card stands."""
        return "plan.yaml"


class GroupDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``groups/<key>.yaml``: a family, series or occupation, and the documents that describe it."""

    format: str = msgspec.field(default_factory=lambda: GROUP_FORMAT)
    key: Key
    sources: tuple[SourceRef, ...] = ()
    group: Group

    @property
    def path(self) -> str:
        """Where the group stands."""
        return f"groups/{self.key}.yaml"


class SourceDocument(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """``sources/<aa>/<sha256>.yaml``: what is known of a published original, which lies beside it unedited.

    ``editions`` are paths of the editions read from it; ``issues`` are all the reading found, those of the document
    itself included; their ``source`` means nothing here.
    """

    format: str = msgspec.field(default_factory=lambda: SOURCE_FORMAT)
    sha256: Sha256
    name: str
    media_type: str
    suffix: Suffix = ""
    layout: str | None = None
    jurisdiction: str | None = None
    imported: date
    by: str
    editions: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def path(self) -> str:
        """Where the record of the source stands."""
        return f"sources/{self.sha256[:2]}/{self.sha256}.yaml"

    @property
    def original(self) -> str:
        """Where the original itself lies."""
        return f"sources/{self.sha256[:2]}/{self.sha256}{self.suffix}"

    @property
    def ref(self) -> SourceRef:
        """How an edition names this source."""
        return SourceRef(
            sha256=self.sha256,
            name=self.name,
            media_type=self.media_type,
            layout=self.layout,
            jurisdiction=self.jurisdiction,
        )


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Any other document, as plain data: ``pay/...``, ``vocabularies/...``, ``crosswalks/...``, ``policy.yaml``.

    ``data`` holds dictionaries, lists, texts, numbers, booleans and None; dates are texts.
    """

    path: str
    data: Any


Writable = PlanCard | ClassEdition | ClassRecord | GroupDocument | SourceDocument | Document


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """An issue and the document of the plan it stands in (a path below the plan's folder)."""

    document: str
    issue: Issue
