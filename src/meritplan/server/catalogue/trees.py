"""A requirement as pages show it: every node with its words, its address in the tree and what stands below it.

>>> from meritplan.model import AllOf, Education, Experience
>>> tree = AllOf(children=(Education(level="bachelor", quote="a degree"), Experience(months=24, quote="two years")))
>>> shown = shown_tree(tree, name="minimum")
>>> [(one.id, one.words) for one in shown.below]
[('minimum-children-0', "Bachelor's degree"), ('minimum-children-1', '2 years of experience')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meritplan.model import AllOf, AnyOf, Condition, Definition, Note, Unread
from meritplan.model.requirement import GROUPS, RULES, Node
from meritplan.plan.questions import BELOW, UNREAD
from meritplan.vocabulary.wording import in_words

Path = tuple[str | int, ...]
LEADS = {"subsets": "of which", "at_most": "of it, counting at most"}
QUOTED = (Condition, Definition, Note, Unread)  # what these ask, their words alone say


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownNode:
    """One node of a tree.

    ``path`` leads to the node from the root (``("children", 0, "rules", 1)``), ``id`` is the same as a name within the
    page, ``place`` the id of its first words in the source text, where that is on the page. ``words`` are empty for a
    group of one child, whose line would say nothing. ``speaks`` tells that the words say all the quote does; where
    they do not, the quote is shown even beside its source.
    """

    node: Node
    path: Path
    id: str
    words: str
    place: str = ""
    lead: str = ""
    label: str = ""
    question: str | None = None
    below: tuple[ShownNode, ...] = ()

    @property
    def listed(self) -> tuple[ShownNode, ...]:
        """What is listed below its line; of a group of one, the one."""
        return self.below if self.words else self.below[:1]

    @property
    def under(self) -> tuple[ShownNode, ...]:
        """The rules of a group of one: they stand under the one they modify."""
        return () if self.words else self.below[1:]

    @property
    def kind(self) -> str:
        """The type of the node as the requirement language names it."""
        return str(self.node.__struct_config__.tag)

    @property
    def dotted(self) -> str:
        """The path as one word: ``children.0.rules.1``; empty for the root."""
        return ".".join(map(str, self.path))

    @property
    def quote(self) -> str | None:
        """The words of the source."""
        return None if isinstance(self.node, (AllOf, AnyOf)) else self.node.quote

    @property
    def speaks(self) -> bool:
        """Whether the words say all the quote does."""
        return not isinstance(self.node, QUOTED)

    @property
    def mark(self) -> str:
        """What it is besides a requirement: a rule for the group it stands in, or a note beside it."""
        if not isinstance(self.node, RULES):
            return ""
        return "Note" if isinstance(self.node, (Definition, Note)) else "Rule"

    @property
    def group(self) -> bool:
        """Whether it only joins what stands below it."""
        return isinstance(self.node, GROUPS)


def node_id(name: str, path: Path) -> str:
    """What a node is called within a page.

    >>> node_id("minimum", ("children", 0))
    'minimum-children-0'
    """
    return "-".join(map(str, (name, *path)))


def shown_tree(root: Node, *, name: str, places: Mapping[str, str] | None = None) -> ShownNode:
    """The tree under a name of its own within the page; ``places`` are the ids of the first words of nodes."""
    return _shown(root, name, (), places or {})


def every(shown: ShownNode) -> Iterator[ShownNode]:
    """The node and all below it."""
    yield shown
    for one in shown.below:
        yield from every(one)


def _shown(node: Node, name: str, path: Path, places: Mapping[str, str], label: str = "") -> ShownNode:
    bare = _bare(node)
    said = _label(node) or label
    parts = ((part, number, one) for part in BELOW for number, one in enumerate(getattr(node, part, ())))
    below = tuple(
        _shown(one, name, (*path, part, number), places, said if bare and part == "children" else "")
        for part, number, one in parts
    )
    return ShownNode(
        node=node,
        path=path,
        id=node_id(name, path),
        place=places.get(node_id(name, path), ""),
        words="" if bare else _capital(in_words(node)),
        lead=LEADS.get(str(path[-2]), "") if path else "",
        label=said,
        question=_question(node),
        below=below,
    )


def _bare(node: Node) -> bool:
    """Whether a line of its own would say nothing: a group of one. Its name goes to the one."""
    return isinstance(node, (AllOf, AnyOf)) and len(node.children) == 1 and not node.doubt


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _label(node: Node) -> str:
    """How the document calls the node; a bullet is no name."""
    said = node.label or ""
    return said if any(one.isalnum() for one in said) else ""


def _question(node: Node) -> str | None:
    said = node.doubt or (UNREAD if isinstance(node, Unread) else None)
    return _capital(said) if said else None
