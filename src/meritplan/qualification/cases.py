"""Self-contained questions: one file with tree, policy, record, rulings, position, day and gate.

A determination keeps its question, so that it can be worked out again to the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from meritplan.model.determination import ClassNamed, Determination, Gate
from meritplan.qualification.determination import ENGINE, Question, determine, encoded
from meritplan.qualification.fingerprint import fingerprint
from meritplan.qualification.profiles import policy
from meritplan.qualification.records import read_record, read_rulings
from meritplan.qualification.records.native import read_position
from meritplan.qualification.trees import tree_from

KEPT = ("tree", "policy", "record", "rulings", "position", "as_of", "gate")


class CaseError(ValueError):
    """A file does not hold a question that can be answered; the message says what is missing."""


def determine_case(raw: Any) -> Determination:
    """The determination for a self-contained question.

    Raises:
        CaseError, RecordError, PolicyError, TreeError: naming the field and what it should be.
    """
    if not isinstance(raw, Mapping) or "tree" not in raw or "record" not in raw:
        raise CaseError("MP-Q041: a case is a JSON object with at least tree, record and as_of")
    inputs = {key: raw[key] for key in KEPT if key in raw}
    named = raw.get("class") if isinstance(raw.get("class"), Mapping) else {}
    if named:
        inputs["class"] = {key: named.get(key) for key in ("code", "title")}
    return determine(tree_from(raw["tree"]), question_of(raw), job_class=_class(named), inputs=inputs)


def _class(named: Mapping[str, Any] | None) -> ClassNamed:
    found = named or {}
    return ClassNamed(code=found.get("code"), title=found.get("title"))


def question_of(raw: Mapping[str, Any]) -> Question:
    """The question a case puts, without its tree."""
    as_of, gate = day(raw.get("as_of")), _gate(raw.get("gate") or "admission")
    read = read_record(raw["record"], as_of)
    rulings, trouble = read_rulings(raw.get("rulings"), read.record)
    source = raw.get("policy")
    return Question(
        record=read.record,
        policy=policy(source),
        rulings=rulings,
        position=read_position(raw.get("position")),
        as_of=as_of,
        gate=gate,
        issues=(*read.issues, *trouble),
        hashes={
            "record_hash": fingerprint(raw["record"]),
            "policy_hash": fingerprint(policy(source)),
            "rulings_hash": fingerprint(raw.get("rulings") or []),
            "position_hash": fingerprint(raw.get("position") or {}),
        },
    )


def _gate(text: Any) -> Gate:
    if text == "admission":
        return "admission"
    if text == "appointment":
        return "appointment"
    message = f"MP-Q042: the gate is {text!r}; it must be admission or appointment"
    raise CaseError(message)


def day(text: Any) -> date:
    """The day a question is about; there is no default, since the engine has no clock.

    Raises:
        CaseError: if it is no full date.
    """
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        message = f"MP-Q043: as_of is {text!r}; it must be a full date such as 2026-06-30"
        raise CaseError(message) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came out when a stored determination was worked out again."""

    same: bool
    message: str
    again: Determination


def verify(stored: Mapping[str, Any], stored_bytes: bytes) -> Verdict:
    """Work a stored determination out again and compare the bytes.

    Raises:
        CaseError: if it does not hold its inputs.
    """
    inputs = stored.get("inputs")
    if not isinstance(inputs, Mapping):
        raise CaseError(
            "MP-Q044: the file holds no inputs; store determinations as `meritplan qualify --json` prints them"
        )
    again = determine_case(inputs)
    if encoded(again) == stored_bytes:
        return Verdict(same=True, message="Worked out again: the same bytes.", again=again)
    if stored.get("engine") != ENGINE:
        results = f"the result is {again.result}, stored was {stored.get('result')}"
        message = f"It was made by {stored.get('engine')!r}, this is {ENGINE!r}; {results}."
        return Verdict(same=False, message=message, again=again)
    differing = _differing(stored, again)
    message = (
        f"Not the same: {', '.join(differing)} differ."
        if differing
        else "The same content, but the file was written differently."
    )
    return Verdict(same=False, message=message, again=again)


def _differing(stored: Mapping[str, Any], again: Determination) -> list[str]:
    fresh = msgspec.json.decode(encoded(again))
    return sorted(key for key in {*fresh, *stored} if fresh.get(key) != stored.get(key))
