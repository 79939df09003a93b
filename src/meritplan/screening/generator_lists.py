"""What made-up people list beside jobs, degrees and licenses: coursework, training, skills, conditions, rulings.

Each list is one of at most twelve texts, made of the words a plan uses, the first of which says "none": real lists
differ more, and each distinct one costs the one-person engine a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import msgspec

from meritplan.model.record import CourseworkTaken, SkillShown, TrainingDone
from meritplan.model.requirement import Condition, Coursework, Experience, Node, Skill, Training, walk
from meritplan.model.ruling import Ruling
from meritplan.screening.compile import Asked

MOST_TEXTS = 12
SUBJECTS = ("Biology", "Accounting", "Statistics")
UNITS = (3, 12, 30)
ENOUGH = (0.5, 1, 2)  # of what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The texts to choose from, for each list told as a whole, the first of each being "none"."""

    coursework: tuple[str, ...]
    training: tuple[str, ...]
    skills: tuple[str, ...]
    conditions: tuple[str, ...]
    rulings: tuple[str, ...]


def lists_for(classes: Sequence[Asked], fields: Sequence[str], as_of: date) -> Lists:
    """Texts made of the words the requirements of some classes use."""
    nodes = [node for each in classes for node in walk(each.requirement)]
    return Lists(
        coursework=_texts(_coursework(nodes)),
        training=_texts(_training(nodes, as_of)),
        skills=_texts(_skills(nodes)),
        conditions=_texts(_conditions(nodes), none={}),
        rulings=_texts(_rulings(nodes, fields, as_of))[1:],
    )


def _texts(entries: Iterator[Any], none: Any = ()) -> tuple[str, ...]:
    """Each entry as a text that lists it alone; with the one that lists nothing first."""
    found = dict.fromkeys(msgspec.json.encode(none if each is None else each).decode() for each in (None, *entries))
    return tuple(found)[:MOST_TEXTS]


def _words(found: Iterator[str | None]) -> list[str]:
    return sorted({each for each in found if each})


def _coursework(nodes: Sequence[Node]) -> Iterator[Any]:
    named = _words(subject for node in nodes if isinstance(node, Coursework) for subject in node.subjects)
    for subject, units in product(named or SUBJECTS, UNITS):
        yield (CourseworkTaken(subject=subject, semester_units=units, accredited=True),)


def _training(nodes: Sequence[Node], as_of: date) -> Iterator[Any]:
    named = _words(node.program or node.quote for node in nodes if isinstance(node, Training))
    for program, years in product(named or ["First Aid"], (1, 8)):
        yield (TrainingDone(program=program, completed=f"{as_of.year - years}-05", hours=40),)


def _skills(nodes: Sequence[Node]) -> Iterator[Any]:
    asked = {(node.skill, node.min or 0, node.unit or "") for node in nodes if isinstance(node, Skill)}
    for (skill, least, unit), times in product(sorted(asked) or [("typing", 40, "wpm")], ENOUGH):
        yield (SkillShown(skill=skill, value=least * times, unit=unit or None),)


def _conditions(nodes: Sequence[Node]) -> Iterator[Any]:
    kinds = _words(node.kind for node in nodes if isinstance(node, Condition) and node.min is None)
    least = sorted({node.min for node in nodes if isinstance(node, Condition) and node.min is not None}) or [18]
    yield from ({"age": years} for years in (least[0] - 1, least[-1] + 20))
    yield from ({kind: True} for kind in kinds)
    yield from ({kind: False, "age": least[-1]} for kind in kinds)


def _rulings(nodes: Sequence[Node], fields: Sequence[str], as_of: date) -> Iterator[Any]:
    day, words = as_of.isoformat(), _words(node.function for node in nodes if isinstance(node, Experience))
    for function, answer in product(words[: MOST_TEXTS // 3], ("yes", "no")):
        yield (Ruling(employment="e1", counts_for=function, answer=answer, by="A. Ruler", on=day, reason="made up"),)
    for field in fields[: MOST_TEXTS // 3]:
        held = "General Studies"
        yield (Ruling(field=held, counts_as=field, answer="yes", by="A. Ruler", on=day, reason="made up"),)


__all__ = ["Lists", "lists_for"]
