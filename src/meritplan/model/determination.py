"""What ``meritplan qualify`` answers: the ``meritplan-determination/1`` value."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from meritplan.model.issue import Issue
from meritplan.model.span import Span

Result = Literal["met", "undetermined", "not_met"]
ReasonKind = Literal["missing_fact", "unverified", "judgement", "position", "pending"]
Gate = Literal["admission", "appointment"]


class ReasonGiven(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a result is not decided yet, as a question for a person. ``about`` names the claim concerned."""

    kind: ReasonKind
    question: str
    node: str | None = None
    path: tuple[int | str, ...] = ()
    about: str | None = None


class Cure(msgspec.Struct, frozen=True, kw_only=True):
    """One way to "met". ``months`` is the amount lacking where time would cure it, in ``unit`` (months or hours)."""

    path: tuple[int | str, ...]
    needs: str
    months: int | float | None = None
    unit: str = "months"
    reached_on: str | None = None


class ConditionalOn(msgspec.Struct, frozen=True, kw_only=True):
    """Admitted now; ``what`` must be shown by ``until``."""

    until: str
    what: str
    path: tuple[int | str, ...] = ()


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One claim used at a node: whether it counts, for how much, and the arithmetic line by line."""

    counts: Literal["yes", "no", "unknown"]
    employment: str | None = None
    item: str | None = None
    months: int | float | None = None
    upper_months: int | float | None = None
    arithmetic: str | None = None
    because: str | None = None
    ruling: str | None = None


class NodeFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The result at one node of the requirement, with the words it rests on."""

    type: str
    result: Result
    quote: str | None = None
    spans: tuple[Span, ...] = ()
    needs: str | None = None
    need_months: int | float | None = None
    lower_months: int | float | None = None
    upper_months: int | float | None = None
    conditional: bool = False
    note: str | None = None
    doubt: str | None = None
    evidence: tuple[Evidence, ...] = ()
    children: tuple[NodeFinding, ...] = ()
    rules: tuple[NodeFinding, ...] = ()


class ClassNamed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which class, and which edition of its requirement (a hash)."""

    code: str | None = None
    title: str | None = None
    edition: str | None = None


class Determination(msgspec.Struct, frozen=True, kw_only=True):
    """The answer for one record and one class, with everything needed to work it out again."""

    format: str = "meritplan-determination/1"
    job_class: ClassNamed = msgspec.field(name="class")
    as_of: str
    gate: Gate
    result: Result
    summary: str
    reasons: tuple[ReasonGiven, ...] = ()
    missing: tuple[Cure, ...] = ()
    shortfall_months: int | float | None = None
    conditional: tuple[ConditionalOn, ...] = ()
    settles: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    tree: NodeFinding
    issues: tuple[Issue, ...] = ()
    policy: str
    engine: str
    record_hash: str
    policy_hash: str
    rulings_hash: str
    position_hash: str
    plan_hash: str
    inputs: dict[str, Any] | None = None
