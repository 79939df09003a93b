"""Decisions repeated where the same is asked of the same words of the same class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from meritplan.model import Requirement, Rule
from meritplan.plan.edition import ClassEdition, Question, Settlement
from meritplan.plan.errors import SettlementError
from meritplan.plan.settling import Decider, answer, asks_the_same, confirm, enter, no_requirement, read_as


def as_before(edition: ClassEdition, earlier: Iterable[ClassEdition]) -> ClassEdition:
    """The edition with every open question decided as it was in an earlier edition of the class, where it was.

    The decision bears the name, the day and the reason it had, and says which edition it was made for. A question
    about which two editions decided differently stays open, and so does one whose decision fits its words no more.
    """
    others = [one for one in earlier if one.number != edition.number]
    for question in edition.open_questions:
        made = list(_decisions(question, others))
        if made and all(_same(one, made[-1][1]) for _, one in made):
            edition = _repeated(edition, question, *made[-1])
    return edition


def _decisions(question: Question, earlier: Iterable[ClassEdition]) -> Iterator[tuple[ClassEdition, Settlement]]:
    for one in earlier:
        asked = {each.id for each in one.questions if asks_the_same(each, question)}
        yield from ((one, made) for made in one.settlements if made.question in asked)


def _same(one: Settlement, other: Settlement) -> bool:
    return (one.decision, _meaning(one.after)) == (other.decision, _meaning(other.after))


def _meaning(after: Any) -> Any:
    """What was decided, without the place of the words."""
    return {key: value for key, value in after.items() if key != "spans"} if isinstance(after, dict) else after


def _repeated(edition: ClassEdition, question: Question, before: ClassEdition, made: Settlement) -> ClassEdition:
    because = f"{made.because} (as in edition {before.number})"
    who = Decider(by=made.by, on=made.on, because=because)
    try:
        if made.decision == "confirmed":
            return confirm(edition, question.id, who)
        if made.decision == "no requirement":
            return no_requirement(edition, question.id, who)
        if made.decision == "entered":
            return enter(edition, question.id, made.after, who)
        if made.decision == "answered":
            return answer(edition, question.id, who)
        return read_as(edition, question.id, msgspec.convert(_meaning(made.after), Requirement | Rule), who)
    except (SettlementError, msgspec.ValidationError):
        return edition
