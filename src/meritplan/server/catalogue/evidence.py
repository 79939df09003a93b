"""The words of a document beside the tree that was read from them: which stretch belongs to which node.

Spans may nest, meet and cross, so the text is cut wherever one begins or ends; each piece leads to the innermost node
it belongs to and names all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from meritplan.model import Span
from meritplan.model.requirement import Node
from meritplan.plan.questions import steps
from meritplan.server.catalogue.trees import node_id

FAR = 160  # characters of no node between two stretches that make them two excerpts
SHORT = 60  # a line before the first words no longer than this is their heading
WRAPPED = 50  # a line this long that ends within a sentence was wrapped, not ended
TRUSTED = 0.8  # part of the quotes that must stand where their spans say
RUNNING = frozenset({"text/plain", "application/pdf"})  # documents whose lines are as wide as their paper
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Some words. ``nodes`` are the ids of the nodes they belong to, the innermost first; none for words between.

    ``id`` is the piece's own name within the page; ``first`` tells that it is the first of its innermost node.
    """

    text: str
    id: str = ""
    nodes: tuple[str, ...] = ()
    first: bool = False

    @property
    def node(self) -> str | None:
        """The innermost node."""
        return self.nodes[0] if self.nodes else None


Excerpt = tuple[Piece, ...]
_Place = tuple[Span, str]  # a span and the id of its node


def excerpts(text: str, tree: Node, *, name: str, media_type: str = "") -> tuple[Excerpt, ...]:
    """The parts of a text a tree was read from, in their order; none where its spans are not of this text.

    ``name`` is the name the tree has within the page (see :func:`~.trees.shown_tree`).
    """
    nodes = [(path, node) for path, node in steps(tree) if node.spans]
    if not nodes or not _of_this_text(text, (node for _, node in nodes)):
        return ()
    places = [(span, node_id(name, path)) for path, node in nodes for span in node.spans]
    shown = _flowing(text) if media_type in RUNNING else text
    stretches = _stretches(text, [span for span, _ in places])
    return tuple(_named(name, (tuple(_pieces(shown, stretch, places)) for stretch in stretches)))


def first_words(found: Iterable[Excerpt]) -> dict[str, str]:
    """The id of the first piece of each node."""
    first: dict[str, str] = {}
    for piece in (piece for one in found for piece in one):
        for node in piece.nodes:
            first.setdefault(node, piece.id)
    return first


def _named(name: str, found: Iterable[Excerpt]) -> Iterator[Excerpt]:
    seen: set[str | None] = {None}
    number = 0
    for one in found:
        made = []
        for piece in one:
            number += 1
            made.append(replace(piece, id=f"words-{name}-{number}", first=piece.node not in seen))
            seen.add(piece.node)
        yield tuple(made)


def _of_this_text(text: str, nodes: Iterable[Node]) -> bool:
    said = [
        _SIGNS.sub("", node.quote or "") == _SIGNS.sub("", "".join(text[start:end] for start, end in node.spans))
        for node in nodes
        if node.quote
    ]
    return not said or sum(said) >= TRUSTED * len(said)


def _stretches(text: str, spans: list[Span]) -> list[Span]:
    """Where the spans stand, those near each other together, each with its line and a heading before it."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start - found[-1].end <= FAR:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return _apart([Span(_from(text, one.start), _to(text, one.end)) for one in found])


def _apart(found: list[Span]) -> list[Span]:
    """What came to meet when it was widened is one."""
    kept: list[Span] = []
    for one in found:
        if kept and one.start <= kept[-1].end + 1:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, one.end))
        else:
            kept.append(one)
    return kept


def _from(text: str, start: int) -> int:
    """The beginning of the line, and of short lines right before it."""
    begins = text.rfind("\n", 0, start) + 1
    while begins:
        before = text.rfind("\n", 0, begins - 1) + 1
        line = text[before : begins - 1].strip()
        if not line or len(line) > SHORT or line.endswith("."):
            break
        begins = before
    return begins if start - begins <= 4 * SHORT else start


def _to(text: str, end: int) -> int:
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    return stop if stop - end <= SHORT else end


def _pieces(text: str, stretch: Span, places: list[_Place]) -> Iterator[Piece]:
    inside = [one for one in places if one[0].start < stretch.end and stretch.start < one[0].end]
    cuts = {stretch.start, stretch.end}
    for span, _ in inside:
        cuts |= {max(span.start, stretch.start), min(span.end, stretch.end)}
    for start, end in pairwise(sorted(cuts)):
        over = [(span.end - span.start, -at, id_) for at, (span, id_) in enumerate(inside) if _over(span, start)]
        # the shortest is the innermost; of two that are as long, the one further down the tree
        yield Piece(text=text[start:end], nodes=tuple(dict.fromkeys(id_ for _, _, id_ in sorted(over))))


def _over(span: Span, at: int) -> bool:
    return span.start <= at < span.end


def _flowing(text: str) -> str:
    """The text with the line breaks that only the paper made as blanks, character for character as long."""
    lines = text.split("\n")
    made = [lines[0]]
    for before, line in pairwise(lines):
        wrapped = len(before.strip()) >= WRAPPED and line.strip() and line.lstrip()[0] not in "•-*·"
        made += [" " if wrapped and before.rstrip()[-1] not in ".:;" else "\n", line]
    return "".join(made)
