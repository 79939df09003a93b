"""A plan as a value: everything its folder says, as of one moment of reading."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from meritplan.plan.documents import Document, Finding, GroupDocument, PlanCard, SourceDocument, Writable
from meritplan.plan.identity import PlanClass


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A classification plan.

    ``classes`` are ordered by key. ``hashes`` maps the path of every document (below ``root``) to the sha256 of its
    bytes: what a write checks, so that nobody overwrites what somebody else changed. ``trouble`` lists documents
    that could not be read; they are left out of everything else.
    """

    root: Path
    card: PlanCard
    classes: tuple[PlanClass, ...] = ()
    groups: tuple[GroupDocument, ...] = ()
    sources: tuple[SourceDocument, ...] = ()
    pay: tuple[Document, ...] = ()
    vocabularies: tuple[Document, ...] = ()
    crosswalks: tuple[Document, ...] = ()
    policy: Mapping[str, Any] | None = None
    hashes: Mapping[str, str]
    trouble: tuple[Finding, ...] = ()

    @property
    def format(self) -> str:
        """The form of the plan's documents."""
        return self.card.format

    @property
    def policy_name(self) -> str:
        """The policy profile the plan computes with."""
        return str((self.policy or {}).get("extends", "default"))

    @cached_property
    def by_key(self) -> Mapping[str, PlanClass]:
        """The classes by key."""
        return {one.key: one for one in self.classes}

    @cached_property
    def by_code(self) -> Mapping[str, PlanClass]:
        """The classes by present and former code; the present code of one class wins over a former one of another."""
        former = {code: one for one in self.classes for code in one.former_codes}
        return {**former, **{one.code: one for one in self.classes if one.code}}

    @cached_property
    def by_title(self) -> Mapping[str, tuple[PlanClass, ...]]:
        """The classes by present and former title, spelled alike (:func:`spelled`); present ones first."""
        found: dict[str, dict[str, PlanClass]] = {}
        for one in self.classes:
            found.setdefault(spelled(one.title), {})[one.key] = one
        for one in self.classes:
            for title in one.former_titles:
                found.setdefault(spelled(title), {})[one.key] = one
        return {title: tuple(those.values()) for title, those in found.items()}

    def named(self, name: str) -> tuple[PlanClass, ...]:
        """The classes a person may mean by a key, a code or a title, present or former."""
        exact = self.by_key.get(name) or self.by_code.get(name)
        return (exact,) if exact else self.by_title.get(spelled(name), ())

    @cached_property
    def fingerprint(self) -> str:
        """One hash for the whole plan: the same documents, the same fingerprint."""
        lines = "".join(f"{path}\0{self.hashes[path]}\n" for path in sorted(self.hashes))
        return hashlib.sha256(lines.encode()).hexdigest()


def documents_of(plan: Plan) -> tuple[Writable, ...]:
    """Every document of a plan."""
    records = (one.record for one in plan.classes if one.record.path in plan.hashes)
    editions = (edition for one in plan.classes for edition in one.editions)
    free = (*plan.pay, *plan.vocabularies, *plan.crosswalks)
    policy = () if plan.policy is None else (Document(path="policy.yaml", data=plan.policy),)
    return (plan.card, *policy, *editions, *records, *plan.groups, *plan.sources, *free)


def spelled(title: str) -> str:
    """A title without the accidents of spelling: case, space, kind of hyphen and apostrophe."""
    plain = title.casefold().replace("’", "'").replace("–", "-").replace("—", "-")
    return " ".join(plain.split())
