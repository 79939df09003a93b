"""Nodes of a requirement as the subject of a sentence: "the bachelor's degree in Botany", "experience as a Clerk"."""

from __future__ import annotations

from collections.abc import Sequence

from meritplan.model import Condition, Coursework, Education, Experience, License, Skill, Training
from meritplan.model.requirement import Node

DEGREES = {
    "grade_8": "completion of grade 8",
    "high_school": "the high school diploma",
    "some_college": "college study",
    "vocational": "vocational schooling",
    "associate": "the associate's degree",
    "bachelor": "the bachelor's degree",
    "master": "the master's degree",
    "doctorate": "the doctorate",
    "professional": "the professional degree",
}
LONGEST = 90


def phrase(node: Node) -> str:
    """What the node asks, without amounts that are told apart.

    >>> phrase(Education(level="bachelor", fields=("Botany", "Soils"), related_field=True))
    "the bachelor's degree in Botany, Soils or a related field"
    >>> phrase(Experience(months=24, classes=("Clerk",)))
    'experience as Clerk'
    """
    if isinstance(node, Education):
        subjects = (*node.fields, *(("a related field",) if node.related_field else ()))
        return shortened(DEGREES[node.level] + (f" in {listed(subjects)}" if subjects else ""))
    if isinstance(node, Experience):
        return shortened(_work(node))
    if isinstance(node, Coursework):
        return shortened("coursework" + (f" in {listed(node.subjects)}" if node.subjects else ""))
    if isinstance(node, License):
        return shortened(f"the {node.kind if node.kind != 'driver' else 'license'} {listed(node.names)}".strip())
    if isinstance(node, Training):
        return shortened(f"the training {node.program or listed(node.subjects)}".strip())
    if isinstance(node, Skill):
        return f"the skill {node.skill}"
    return quoted(node.quote or str(getattr(node, "kind", "a part of the requirement")))


def with_amount(node: Node) -> str:
    """The phrase with its amount: "24 months of experience as Clerk"."""
    if isinstance(node, Experience) and node.months:
        return f"{months(node.months)} of {phrase(node)}"
    if isinstance(node, Coursework) and (node.semester_units or node.quarter_units):
        unit = "semester" if node.semester_units else "quarter"
        return f"{node.semester_units or node.quarter_units:g} {unit} units of {phrase(node)}"
    if isinstance(node, Condition) and node.min is not None:
        return f"{phrase(node)} (at least {node.min:g})"
    return phrase(node)


def _work(node: Experience) -> str:
    words = "supervisory experience" if node.supervisory else "experience"
    if node.classes:
        words += f" as {listed(node.classes)}"
    if node.level_of:
        words += f" at the level of {listed(node.level_of)}"
    if node.function or node.qualities:
        words += f" ({' '.join((*node.qualities, node.function or '')).strip()})"
    return words + (f" with {node.employer}" if node.employer else "")


def months(number: float) -> str:
    """An amount of months.

    >>> months(1), months(36)
    ('1 month', '36 months')
    """
    return f"{number:g} month" + ("" if number == 1 else "s")


def listed(names: Sequence[str]) -> str:
    """Names as one of several."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def quoted(text: str) -> str:
    """Words of the document."""
    return f"“{shortened(text)}”"


def shortened(text: str) -> str:
    """No more than a line of it."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
