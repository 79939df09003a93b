"""Open questions decided by a person: who, when, why, and what changed by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from meritplan.model import AllOf, AnyOf, JobClass, Note, Unread
from meritplan.model.requirement import GROUPS, RULES, Node, Requirement, Rule
from meritplan.plan.edition import ClassEdition, Decision, Question, Settlement
from meritplan.plan.errors import AdoptedError, SettlementError, UnknownQuestionError
from meritplan.plan.questions import steps, tree_field, words
from meritplan.plan.value import Plan


class Decider(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides, on which day, and why."""

    by: str
    on: date
    because: str


def confirm(edition: ClassEdition, question_id: str, who: Decider) -> ClassEdition:
    """The reading is right as it stands: the node loses its doubt.

    Raises:
        UnknownQuestionError, AdoptedError: see :mod:`~meritplan.plan.errors`.
        SettlementError: if the text was not read at all, or the question is not about a reading.
    """
    question = _open(edition, question_id)
    path, node = _node(edition, question)
    if isinstance(node, Unread):
        message = f"{question_id} is about text nobody has read yet: say what it asks, or that it is no requirement"
        raise SettlementError(message)
    after = msgspec.structs.replace(node, doubt=None)
    return _settled(_with_node(edition, question, path, after), question, "confirmed", who, node, after)


def read_as(edition: ClassEdition, question_id: str, meaning: Requirement | Rule, who: Decider) -> ClassEdition:
    """The words mean something else: ``meaning`` takes the node's place and keeps its words and their place.

    Raises:
        UnknownQuestionError, AdoptedError, SettlementError: see :func:`confirm`.
    """
    question = _open(edition, question_id)
    path, node = _node(edition, question)
    quote, spans = (None, ()) if isinstance(meaning, GROUPS) else words(node)
    after = msgspec.structs.replace(
        meaning,
        quote=meaning.quote or quote,
        spans=meaning.spans or spans,
        label=meaning.label or node.label,
        strength=meaning.strength or node.strength,
    )
    return _settled(_with_node(edition, question, path, after), question, "read as", who, node, after)


def no_requirement(edition: ClassEdition, question_id: str, who: Decider) -> ClassEdition:
    """The words ask nothing of an applicant: they stay as a note beside the requirements.

    Raises:
        UnknownQuestionError, AdoptedError, SettlementError: see :func:`confirm`.
    """
    question = _open(edition, question_id)
    path, node = _node(edition, question)
    quote, spans = words(node)
    after = Note(kind="explanation", quote=quote, spans=spans)
    return _settled(_with_node(edition, question, path, after), question, "no requirement", who, node, after)


def enter(edition: ClassEdition, question_id: str, facts: Mapping[str, Any], who: Decider) -> ClassEdition:
    """Facts of the class are entered or corrected: fields of the specification other than its requirements.

    Raises:
        UnknownQuestionError, AdoptedError: see :mod:`~meritplan.plan.errors`.
        SettlementError: if there is no such field, or the value is not of its kind.
    """
    question = _open(edition, question_id)
    before = msgspec.to_builtins(edition.job_class)
    for name in facts:
        if name not in JobClass.__struct_fields__ or name.endswith("_qualifications") or name in {"evidence", "source"}:
            message = f"{name} is no fact of a class that can be entered"
            raise SettlementError(message)
    try:
        job_class = msgspec.convert({**before, **facts}, JobClass)
    except msgspec.ValidationError as trouble:
        raise SettlementError(str(trouble)) from None
    _may_change(edition)
    made = msgspec.structs.replace(edition, job_class=job_class)
    known = {name: before.get(name) for name in facts}
    return _settled(made, question, "entered", who, known, dict(facts))


def answer(edition: ClassEdition, question_id: str, who: Decider) -> ClassEdition:
    """The question is answered in words (``because``), and nothing changes.

    Raises:
        UnknownQuestionError: if there is no such open question.
        SettlementError: if a requirement would stay unread or doubtful.
    """
    question = _open(edition, question_id)
    if node_of(edition, question) is not None:
        message = (
            f"{question_id} is about a requirement: confirm how it was read, read it as something else, or drop it"
        )
        raise SettlementError(message)
    return _settled(edition, question, "answered", who, None, None)


def alike(plan: Plan, edition: ClassEdition, question_id: str) -> tuple[tuple[ClassEdition, str], ...]:
    """Every open question of drafts and circulated editions that asks the same of the same words, this one first.

    Raises:
        UnknownQuestionError: if there is no such open question.
    """
    asked = _open(edition, question_id)
    same = [
        (one, question.id)
        for job_class in plan.classes
        for one in job_class.editions
        for question in one.open_questions
        if one.state in {"draft", "circulated"}
        and asks_the_same(question, asked)
        and (one, question.id) != (edition, question_id)
    ]
    return ((edition, question_id), *same)


def asks_the_same(one: Question, other: Question) -> bool:
    """Whether two questions ask the same of the same words."""
    return (one.code, one.text, one.quote, one.tree) == (other.code, other.text, other.quote, other.tree)


def _open(edition: ClassEdition, question_id: str) -> Question:
    found = next((one for one in edition.open_questions if one.id == question_id), None)
    if found is None:
        there = ", ".join(one.id for one in edition.open_questions) or "none"
        message = f"{edition.path} has no open question {question_id}; open: {there}"
        raise UnknownQuestionError(message)
    return found


def node_of(edition: ClassEdition, question: Question) -> tuple[tuple[str | int, ...], Node] | None:
    """The node a question is about, and the path to it now: earlier decisions may have moved it."""
    root = getattr(edition.job_class, tree_field(question.tree)) if question.tree else None
    if root is None:
        return None
    asked = [
        (path, node)
        for path, node in steps(root)
        if node.quote == question.quote and node.spans == question.spans and (node.doubt or isinstance(node, Unread))
    ]
    return next((one for one in asked if one[0] == question.path), asked[0] if asked else None)


def _node(edition: ClassEdition, question: Question) -> tuple[tuple[str | int, ...], Node]:
    found = node_of(edition, question)
    if found is None:
        message = f"{question.id} is about no part of a requirement now: answer it, or enter the fact it asks for"
        raise SettlementError(message)
    _may_change(edition)
    return found


def _may_change(edition: ClassEdition) -> None:
    if edition.state not in {"draft", "circulated"}:
        raise AdoptedError(edition.path)


def _settled(
    edition: ClassEdition, question: Question, decision: Decision, who: Decider, before: Any, after: Any
) -> ClassEdition:
    made = Settlement(
        question=question.id,
        decision=decision,
        by=who.by,
        on=who.on,
        because=who.because,
        before=_data(before),
        after=_data(after),
    )
    return msgspec.structs.replace(edition, settlements=(*edition.settlements, made))


def _data(value: Any) -> Any:
    """Plain data without what it does not say."""
    return None if value is None else msgspec.json.decode(msgspec.json.encode(value))


def _with_node(edition: ClassEdition, question: Question, path: tuple[str | int, ...], node: Node) -> ClassEdition:
    assert question.tree is not None, "a question about a node names its tree"
    name = tree_field(question.tree)
    root = placed(getattr(edition.job_class, name), path, node)
    return msgspec.structs.replace(edition, job_class=msgspec.structs.replace(edition.job_class, **{name: root}))


def placed(root: Node, path: tuple[str | int, ...], node: Node) -> Node:
    """The tree with ``node`` in the place of ``path``; a rule among children goes to the rules of their group.

    Raises:
        SettlementError: where the place cannot hold such a node, or a choice would be left without a branch.
    """
    if not path:
        return AllOf(rules=(node,), strength=root.strength) if isinstance(node, RULES) else node
    name, number, *rest = path
    assert isinstance(name, str), "a path names fields before numbers"
    assert isinstance(number, int), "a path names fields before numbers"
    below: tuple[Any, ...] = getattr(root, name)
    is_rule = isinstance(node, RULES)
    if rest:
        return _with_below(
            root, name, (*below[:number], placed(below[number], tuple(rest), node), *below[number + 1 :])
        )
    if name == "rules" and not is_rule:
        if not isinstance(root, AllOf):
            message = "a rule can become a requirement of its own only where every requirement beside it must be met"
            raise SettlementError(message)
        without = _with_below(root, "rules", below[:number] + below[number + 1 :])
        return _with_below(without, "children", (*root.children, node))
    if name != "rules" and is_rule:
        if not isinstance(root, GROUPS) or name != "children":
            message = "a part of an experience cannot become a rule or a note; read it as an experience"
            raise SettlementError(message)
        if isinstance(root, AnyOf) and len(below) == 1:
            message = "a choice must keep at least one branch"
            raise SettlementError(message)
        without = _with_below(root, "children", below[:number] + below[number + 1 :])
        return _with_below(without, "rules", (*root.rules, node))
    return _with_below(root, name, (*below[:number], node, *below[number + 1 :]))


def _with_below(root: Node, name: str, below: tuple[Any, ...]) -> Node:
    """The node with other nodes below it, checked to be of a kind that may stand there."""
    made = msgspec.structs.replace(root, **{name: below})
    try:
        return msgspec.convert(msgspec.to_builtins(made), type(root))
    except msgspec.ValidationError as trouble:
        message = f"such a node cannot stand there: {trouble}"
        raise SettlementError(message) from None
