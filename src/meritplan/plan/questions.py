"""What a reading leaves open about a class, asked as questions for a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from meritplan.model import Issue, JobClass, Span, Unread
from meritplan.model.requirement import Node
from meritplan.plan.edition import TREES, Question, Tree

BELOW = ("subsets", "at_most", "children", "rules")
ASKED_OF_NODES = frozenset({"MP-R001", "MP-R002"})
UNREAD = "Not understood. What does it ask, or is it no requirement?"


def questions(job_class: JobClass, issues: Iterable[Issue]) -> tuple[Question, ...]:
    """One for each doubt and unread text of its requirements, and one for each warning about the class."""
    asked = [*_of_trees(job_class), *_of_issues(issues)]
    return tuple(msgspec.structs.replace(one, id=f"q{number}") for number, one in enumerate(asked, start=1))


def also(asked: tuple[Question, ...], code: str, text: str) -> tuple[Question, ...]:
    """The questions and one more about the class as a whole."""
    return (*asked, Question(id=f"q{len(asked) + 1}", code=code, text=text))


def tree_field(tree: Tree) -> str:
    """The field of a class that holds a tree."""
    return f"{tree}_qualifications"


def steps(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    """Every node at and below a node with the path to it, in document order."""
    yield path, node
    for name in BELOW:
        for number, below in enumerate(getattr(node, name, ())):
            yield from steps(below, (*path, name, number))


def _of_trees(job_class: JobClass) -> Iterator[Question]:
    for tree in TREES:
        root = getattr(job_class, tree_field(tree))
        for path, node in steps(root) if root is not None else ():
            if asked := about_node(node, tree, path):
                yield asked


def about_node(node: Node, tree: Tree, path: tuple[str | int, ...], *, name: str = "") -> Question | None:
    """What a person is asked about one node of a tree, under the name given; none where its reading is sure."""
    unread = isinstance(node, Unread)
    if not unread and not node.doubt:
        return None
    return Question(
        id=name,
        code="MP-R001" if unread else "MP-R002",
        text=(node.doubt or UNREAD).strip(),
        tree=tree,
        path=path,
        quote=node.quote,
        spans=node.spans,
    )


def _of_issues(issues: Iterable[Issue]) -> Iterator[Question]:
    for issue in issues:
        if issue.severity != "info" and issue.code not in ASKED_OF_NODES:
            yield Question(id="", code=issue.code, text=issue.message, spans=issue.spans)


def without_places(value: Any) -> Any:
    """Plain data of a value without spans and evidence: what two readings of the same words share."""
    data = msgspec.to_builtins(value)
    return _bare(data)


def _bare(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _bare(value) for key, value in data.items() if key not in {"spans", "evidence", "source"}}
    if isinstance(data, (list, tuple)):
        return [_bare(value) for value in data]
    return data


def words(node: Node) -> tuple[str | None, tuple[Span, ...]]:
    """The quote of a node and where it stands; of a group that has none, those of all below it."""
    if node.quote:
        return node.quote, node.spans
    below = [one for _, one in steps(node) if one.quote]
    return " … ".join(str(one.quote) for one in below) or None, tuple(span for one in below for span in one.spans)
