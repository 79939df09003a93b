"""A corrected requirement put into its edition: what it settles, what it asks anew, and who did it."""

from __future__ import annotations

import msgspec

from meritplan.model.requirement import Requirement
from meritplan.plan.edition import ClassEdition, Event, Question, Settlement, Tree
from meritplan.plan.errors import AdoptedError
from meritplan.plan.questions import about_node, steps, tree_field
from meritplan.plan.settling import Decider, node_of

CORRECTED = "requirement corrected"


def corrected(edition: ClassEdition, tree: Tree, root: Requirement, who: Decider) -> ClassEdition:
    """The edition with ``root`` as one of its requirements.

    Questions about parts that are no longer doubtful count as settled by it; unread and doubtful parts nobody asked
    about yet become questions, so that nothing of them is published unseen.

    Raises:
        AdoptedError: if the edition is not a draft or circulated.
    """
    if edition.state not in {"draft", "circulated"}:
        raise AdoptedError(edition.path)
    field = tree_field(tree)
    before = getattr(edition.job_class, field)
    made = msgspec.structs.replace(edition, job_class=msgspec.structs.replace(edition.job_class, **{field: root}))
    event = Event(what=f"{CORRECTED}: {tree}", on=who.on, by=who.by, because=who.because or None)
    made = msgspec.structs.replace(made, events=(*made.events, event))
    gone = [one for one in made.open_questions if one.tree == tree and _answered(edition, made, one)]
    made = msgspec.structs.replace(
        made, settlements=(*made.settlements, *(_settled(one, before, root, who, edition) for one in gone))
    )
    return msgspec.structs.replace(made, questions=(*made.questions, *_asked(made, tree, root)))


def _answered(before: ClassEdition, after: ClassEdition, question: Question) -> bool:
    return node_of(before, question) is not None and node_of(after, question) is None


def _settled(
    question: Question, before: Requirement | None, after: Requirement, who: Decider, edition: ClassEdition
) -> Settlement:
    found = node_of(edition, question)
    return Settlement(
        question=question.id,
        decision="read as",
        by=who.by,
        on=who.on,
        because=who.because,
        before=_data(found[1] if found else before),
        after=_data(after),
    )


def _data(value: object) -> object:
    return msgspec.json.decode(msgspec.json.encode(value))


def _asked(edition: ClassEdition, tree: Tree, root: Requirement) -> tuple[Question, ...]:
    """Questions about doubtful parts that no open question is about."""
    known = [node_of(edition, one) for one in edition.open_questions if one.tree == tree]
    paths = {one[0] for one in known if one is not None}
    number = 1 + max((int(one.id[1:]) for one in edition.questions if one.id[1:].isdecimal()), default=0)
    asked: list[Question] = []
    for path, node in steps(root):
        question = None if path in paths else about_node(node, tree, path, name=f"q{number + len(asked)}")
        if question is not None:
            asked.append(question)
    return tuple(asked)
