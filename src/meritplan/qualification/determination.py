"""From a result to a determination: a value that says all, and from which it can be worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from meritplan import __version__
from meritplan.model.determination import (
    ClassNamed,
    ConditionalOn,
    Determination,
    Evidence,
    Gate,
    NodeFinding,
    ReasonGiven,
)
from meritplan.model.issue import Issue
from meritplan.model.policy import Policy
from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.requirement import Requirement, Unread, doubts
from meritplan.model.ruling import Ruling
from meritplan.qualification.claims import Claims, claims
from meritplan.qualification.credit import Counted, Credit
from meritplan.qualification.dates import iso
from meritplan.qualification.explanation import summary
from meritplan.qualification.fingerprint import fingerprint
from meritplan.qualification.groups import evaluate
from meritplan.qualification.missing import cures, rounded, settling
from meritplan.qualification.result import MET, NOT_MET, UNDETERMINED, Finding, Kind, NodeResult
from meritplan.qualification.scope import ExperiencePart, Part, prepare
from meritplan.qualification.telling import telling_kinds

ENGINE = f"meritplan {__version__} qualification 1"
NOTHING_READ = Unread(quote="no qualification section was read for this class")
_COUNTS = {0: "no", 1: "unknown", 2: "yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question put to the engine: this record, under this policy, with these rulings, on this day, at this gate."""

    record: Record
    policy: Policy
    rulings: tuple[Ruling, ...] = ()
    position: Position = field(default_factory=Position)
    as_of: date
    gate: Gate = "admission"
    issues: tuple[Issue, ...] = ()
    hashes: Mapping[str, str] | None = None

    def claims(self) -> Claims:
        """The record made ready for any number of requirements."""
        return claims(
            self.record,
            policy=self.policy,
            rulings=self.rulings,
            position=self.position,
            as_of=self.as_of,
            gate=self.gate,
        )

    def hashed(self) -> Mapping[str, str]:
        """What the determination names its inputs by."""
        return self.hashes or {
            "record_hash": fingerprint(self.record),
            "policy_hash": fingerprint(self.policy),
            "rulings_hash": fingerprint(self.rulings),
            "position_hash": fingerprint(self.position),
        }


def determine(
    tree: Requirement | None,
    question: Question,
    *,
    job_class: ClassNamed | None = None,
    ready: Claims | None = None,
    inputs: Mapping[str, Any] | None = None,
) -> Determination:
    """The determination for one requirement; ``ready`` are the claims if they were worked out before."""
    requirement = tree if tree is not None else NOTHING_READ
    known = ready or question.claims()
    part = prepare(requirement)
    result = evaluate(part, known)
    edition = fingerprint(inputs["tree"] if inputs is not None else requirement)
    named = job_class or ClassNamed()
    missing = cures(result, known)
    gap = result.gap if result.relaxed == NOT_MET else None
    found = Determination(
        job_class=msgspec.structs.replace(named, edition=named.edition or edition),
        as_of=question.as_of.isoformat(),
        gate=question.gate,
        result=result.word,
        summary="",
        reasons=_reasons(result, telling_kinds(part, known, result.reasons)),
        missing=missing,
        shortfall_months=None if gap is None else rounded(gap.amount),
        conditional=_conditional(result),
        settles=tuple(dict.fromkeys(reason.question for reason in settling(result, known))),
        watch=tuple(dict.fromkeys(result.watch)) if result.relaxed == MET else (),
        doubts=tuple(dict.fromkeys(node.doubt for node in doubts(requirement) if node.doubt)),
        assumptions=assumptions(question.policy),
        tree=finding(result),
        issues=question.issues,
        policy=question.policy.name,
        engine=ENGINE,
        plan_hash=edition,
        inputs=dict(inputs) if inputs is not None else None,
        **question.hashed(),
    )
    return msgspec.structs.replace(found, summary=summary(found))


def _reasons(result: NodeResult, kinds: frozenset[Kind]) -> tuple[ReasonGiven, ...]:
    return tuple(
        ReasonGiven(kind=r.kind, question=r.question, node=r.quote, path=r.path, about=r.about or None)
        for r in dict.fromkeys(result.reasons)
        if r.kind in kinds and result.relaxed == UNDETERMINED
    )


def _conditional(result: NodeResult) -> tuple[ConditionalOn, ...]:
    if result.relaxed != MET:
        return ()
    return tuple(
        ConditionalOn(until=each.until, what=each.what, path=each.path) for each in dict.fromkeys(result.pending)
    )


def assumptions(policy: Policy) -> tuple[str, ...]:
    """The arithmetic that comes from the policy and not from the text of the class."""
    return (
        f"full time is {policy.full_time_hours:g} hours a week",
        f"months are counted by the rule {policy.month_rule}",
        f"jobs at the same time: {policy.overlap}",
        f"part-time work: {policy.part_time}",
        f"unpaid work: {policy.volunteer}",
        f"experience of no stated kind: {policy.unspecified_experience}",
        f"supervisory beside other experience: {policy.and_supervisory}",
    )


# --- the tree with its evidence ----------------------------------------------------------------------------


def finding(result: NodeResult) -> NodeFinding:
    """One node and everything below it, with the claims used and the arithmetic."""
    part, node, credit = result.part, result.part.node, result.credit
    return NodeFinding(
        type=part.type,
        result=result.word,
        quote=node.quote,
        spans=node.spans,
        need_months=_need(part),
        lower_months=None if credit is None else rounded(credit.lower),
        upper_months=None if credit is None else rounded(credit.upper),
        conditional=result.relaxed > result.clean,
        note=result.note or None,
        doubt=node.doubt,
        evidence=_evidence(result, credit),
        children=tuple(finding(child) for child in result.children),
        rules=tuple(finding(way) for way in result.ways),
    )


def _need(part: Part) -> int | float | None:
    if not isinstance(part, ExperiencePart):
        return None
    need = part.hours if part.hours is not None else part.need
    return None if need is None else rounded(need)


def _evidence(result: NodeResult, credit: Credit | None) -> tuple[Evidence, ...]:
    if credit is not None:
        return tuple(_employment(each, credit) for each in credit.counted)
    return tuple(_item(name, found) for name, found in result.items)


def _item(name: str, found: Finding) -> Evidence:
    because = found.note or "; ".join(reason.question for reason in found.reasons) or None
    return Evidence(counts=_COUNTS[found.truth], item=name, because=because)  # type: ignore[arg-type]


def _employment(each: Counted, credit: Credit) -> Evidence:
    found, job = each.finding, each.job
    because = found.note or "; ".join(reason.question for reason in (*found.reasons, *each.open_facts)) or None
    low, high = _alone(each, credit)
    return Evidence(
        counts=_COUNTS[found.truth],  # type: ignore[arg-type]
        employment=job.name,
        months=low,
        upper_months=high if high != low else None,
        arithmetic=_arithmetic(each, credit),
        because=because,
        ruling=each.ruling.reason if each.ruling is not None else None,
    )


def _alone(each: Counted, credit: Credit) -> tuple[int | float, int | float]:
    """What the employment would come to by itself."""
    low = rounded(credit.alone(each.low)) if each.low is not None and each.finding.truth == MET else 0
    high = rounded(credit.alone(each.high)) if each.high is not None and each.finding.truth != NOT_MET else 0
    return low, high


def _arithmetic(each: Counted, credit: Credit) -> str | None:
    if each.high is None:
        return None
    wide = f"{iso(each.high[0])} .. {iso(each.high[1])}"
    days = (
        wide
        if each.low is None or each.low[:2] == each.high[:2]
        else f"{iso(each.low[0])} .. {iso(each.low[1])} at least, {wide} at most"
    )
    hours = each.job.source.hours_per_week
    rate = f"at {hours:g} h" if hours is not None and each.job.hours_known else "at unknown hours"
    share = f" x {float(each.share):g}" if each.share != 1 else ""
    low, high = _alone(each, credit)
    amount = f"{high:g}" if low == high else f"{low:g} to {high:g}"
    return f"{days} {rate}{share} = {amount} {credit.unit}"


def encoded(found: Determination) -> bytes:
    """The determination as the bytes that are stored and worked out again."""
    return msgspec.json.format(msgspec.json.encode(found, order="deterministic"), indent=2) + b"\n"
