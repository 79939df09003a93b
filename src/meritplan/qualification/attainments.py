"""Training, skills, conditions and sentences left unread: what the record says, else what a person rules (C31, C40)."""

from __future__ import annotations

from typing import Any

from meritplan.model.record import SkillShown, TrainingDone
from meritplan.model.requirement import Condition, Skill, Training
from meritplan.qualification.admission import admitted, rules_for
from meritplan.qualification.claims import Claims
from meritplan.qualification.dates import last_day_within, possible_days, window_start
from meritplan.qualification.names import plain, plain_set
from meritplan.qualification.result import (
    NO,
    NOT_MET,
    UNDETERMINED,
    YES,
    Finding,
    NodeResult,
    Reason,
    both,
    either,
)
from meritplan.qualification.scope import Part, exact

EVERY_OTHER = "*"  # in the conditions of a record: whatever is not named


def training(part: Part, claims: Claims) -> NodeResult:
    """The result of a training leaf."""
    leaf = part.node
    assert isinstance(leaf, Training)
    result = _result(part, claims, *_trained(leaf, claims, claims.as_of))
    for rule in rules_for(part, "training", claims):
        last = None if rule.short_months is None else last_day_within(claims.as_of, int(rule.short_months))
        result = admitted(part, result, claims.settle(_trained(leaf, claims, last)[0]), rule.by)
    return result


def _trained(leaf: Training, claims: Claims, last: int | None) -> tuple[Finding, tuple[tuple[str, Finding], ...]]:
    direct = _direct(claims, "training", (leaf.program, leaf.quote))
    if direct is not None or claims.record.training is None:
        return direct or _judge(f"Is this training completed: {leaf.quote or leaf.program}?"), ()
    items = tuple(
        (each.program or "training", claims.settle(_program(leaf, each, claims, last)))
        for each in claims.record.training
    )
    return either([finding for _, finding in items]), items


def _program(leaf: Training, done: TrainingDone, claims: Claims, last: int | None) -> Finding:
    return both(
        _counts(claims, "training", done.program, (leaf.program, leaf.quote, *leaf.subjects)),
        _completed(leaf, done, claims, last),
        _long_enough(leaf, done),
        claims.verified(done, done.program or "the training"),
    )


def _completed(leaf: Training, done: TrainingDone, claims: Claims, last: int | None) -> Finding:
    days = possible_days(done.completed)
    if days is None:
        return _missing(f"When was {done.program} completed?") if leaf.within_months or done.completed else YES
    first = window_start(claims.as_of, int(leaf.within_months)) if leaf.within_months is not None else days[0]
    if days[0] >= first and (last is None or days[1] <= last):
        return YES
    if days[1] < first or (last is not None and days[0] > last):
        return NO
    return _missing(f"On which day was {done.program} completed?")


def _long_enough(leaf: Training, done: TrainingDone) -> Finding:
    if leaf.hours is None or (done.hours is not None and done.hours >= leaf.hours):
        return YES
    return NO if done.hours is not None else _missing(f"How many hours was {done.program}?")


def skill(part: Part, claims: Claims) -> NodeResult:
    """The result of a skill leaf."""
    leaf = part.node
    assert isinstance(leaf, Skill)
    direct = _direct(claims, "skill", (leaf.quote,))
    if direct is not None or claims.record.skills is None:
        return _result(part, claims, direct or _judge(f"Is this skill shown: {leaf.quote or leaf.skill}?"))
    items = tuple((each.skill or "skill", claims.settle(_shown(leaf, each, claims))) for each in claims.record.skills)
    return _result(part, claims, either([finding for _, finding in items]), items)


def _shown(leaf: Skill, shown: SkillShown, claims: Claims) -> Finding:
    named = _counts(claims, "skill", shown.skill, (leaf.skill, leaf.quote))
    return both(named, _measured(leaf, shown, claims), claims.verified(shown, shown.skill or "the skill"))


def _measured(leaf: Skill, shown: SkillShown, claims: Claims) -> Finding:
    days = possible_days(shown.measured)
    if days is not None and days[0] > claims.as_of:
        return NO
    if leaf.min is None:
        return YES
    if shown.value is None:
        return _missing(f"What was measured in {shown.skill}?")
    if leaf.unit and plain(leaf.unit) != plain(shown.unit or ""):
        return _judge(f"Do {shown.value} {shown.unit or '(no unit)'} come to {leaf.min} {leaf.unit}?")
    return (
        YES if exact(shown.value) >= exact(leaf.min) else Finding(NOT_MET, (), f"{shown.value} is less than {leaf.min}")
    )


def condition(part: Part, claims: Claims) -> NodeResult:
    """The result of a condition: a ruling on its words, a number or a yes or no in the record, else a question."""
    leaf = part.node
    assert isinstance(leaf, Condition)
    said = claims.ruled("condition", leaf.quote)
    answer = said.get("", next(iter(said.values()), None)) if said else None
    if answer is not None:
        return _result(part, claims, YES if answer else Finding(NOT_MET, (), "ruled not met"))
    return _result(part, claims, _stated(leaf, claims))


def _stated(leaf: Condition, claims: Claims) -> Finding:
    held = {plain(str(name)): value for name, value in (claims.record.conditions or {}).items()}
    names = (plain(leaf.quote or ""), plain(leaf.kind), EVERY_OTHER)
    value = next((held[name] for name in names if name in held), None)
    return _said(leaf, value) or _judge(f"Is this condition met: {leaf.quote or leaf.kind}?")


def _said(leaf: Condition, value: Any) -> Finding | None:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float) and leaf.min is not None:
        return YES if exact(value) >= exact(leaf.min) else Finding(NOT_MET, (), f"{value} is less than {leaf.min}")
    return None


def unread(part: Part, claims: Claims) -> NodeResult:
    """Words nobody could place: undetermined, until a person rules on them."""
    words = part.node.quote or "a sentence that was not read"
    said = claims.ruled("condition", part.node.quote)
    answer = next(iter(said.values()), None) if said else None
    if answer is not None:
        return _result(part, claims, YES if answer else NO)
    return _result(part, claims, _judge(f"This was not read by the machine: {words}"))


def _counts(claims: Claims, subject: str, name: str | None, asked: tuple[str | None, ...]) -> Finding:
    """Equal names, or a ruling that the one counts as the other (C40)."""
    targets = plain_set(tuple(each for each in asked if each))
    if name and plain(name) in targets:
        return YES
    said = claims.ruled(subject, name)
    answers = {said[target] for target in targets if target in said}
    if True in answers:
        return YES
    if False in answers:
        return NO
    return _judge(f"Does {name or 'it'} count as {next((each for each in asked if each), 'what is asked')}?")


def _direct(claims: Claims, subject: str, names: tuple[str | None, ...]) -> Finding | None:
    """A ruling on the leaf itself, by its own words, that names nothing it counts as."""
    for name in names:
        answer = claims.ruled(subject, name).get("") if name else None
        if answer is not None:
            return YES if answer else NO
    return None


def _judge(question: str) -> Finding:
    return Finding(UNDETERMINED, (Reason("judgement", question),))


def _missing(question: str) -> Finding:
    return Finding(UNDETERMINED, (Reason("missing_fact", question),))


def _result(part: Part, claims: Claims, answer: Finding, items: tuple[tuple[str, Finding], ...] = ()) -> NodeResult:
    answer = claims.settle(answer)
    reasons = tuple(r._replace(path=part.path, quote=part.node.quote) for r in dict.fromkeys(answer.reasons))
    return NodeResult(
        part=part, clean=answer.truth, relaxed=answer.truth, reasons=reasons, items=items, note=answer.note
    )
