"""The ledger: every letter and digit of a qualification section is accounted for, or becomes ``unread``.

What a node's spans cover is accounted for. So are labels, markers and connectives, which carry structure and no
requirement of their own. Whatever is left is handed back to be kept as ``unread`` text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from meritplan.model.requirement import Node, walk
from meritplan.model.span import Span
from meritplan.reading.document import Block
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications.tokens import tokenise

#: Words that only hold the parts of a section together.
_STRUCTURE = re.compile(
    r"\b(?:and/or|and|or|plus|either|both|all|any|one|of|the|following|note|notes|i{1,3}|iv|vi{0,3}|v|ix|x|"
    r"pattern|option|alternative|[a-h]|\d{1,2}|however|also|in addition|additionally|with|including|"
    r"supplemented|by|together|but|"
    r"combined|accompanied|as well as|which|includes?|must|have|has|had|shall|been|be|posses|should|will|"
    r"hold|applicants?|candidates?|incumbents?|employees?|you|persons?|each|meet|satisfy|exception|that|is|"
    r"to|an?|possess|include|required|typically|requires?|for|levels?|classes|substitutions?|completion|"
    r"applicants?|candidates?|incumbents?|appointees?|employees?|persons?|individuals?|you|he|she|they|who|"
    r"every|each|qualified|successful|are|requirements?|qualifications?|minimum|this|position|"
    r"possess(?:ion)?|in order)\b"
)
_WORD = re.compile(r"[^\W_]+", re.UNICODE)


class Ledger:
    """Which characters of a section are accounted for."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = [passage for passage in passages if passage.text.strip()]
        self.covered: set[int] = set()

    def cover(self, spans: Iterable[Span]) -> None:
        """Account for the characters in ``spans``."""
        for start, end in spans:
            self.covered.update(range(start, end))

    def cover_tree(self, root: Node) -> None:
        """Account for everything the nodes of a tree were read from."""
        for node in walk(root):
            self.cover(node.spans)

    def leftover(self) -> list[Passage]:
        """The stretches nobody accounted for, structure words aside."""
        found: list[Passage] = []
        for passage in self.passages:
            found += [piece for piece in self._open(passage) if says_something(piece.plain)]
        return found

    def _open(self, passage: Passage) -> list[Passage]:
        pieces: list[Passage] = []
        start: int | None = None
        for match in _WORD.finditer(passage.text):
            accounted = all(offset in self.covered for offset in passage.at[match.start() : match.end()])
            if not accounted and start is None:
                start = match.start()
            elif accounted and start is not None:
                pieces.append(passage[start : match.start()].strip(" ,;:.()"))
                start = None
        if start is not None:
            pieces.append(passage[start:].strip(" ,;:.()"))
        return pieces


def says_something(plain: str) -> bool:
    """Whether words carry more than structure."""
    return bool(_WORD.search(_STRUCTURE.sub(" ", plain)))


def open_ledger(blocks: Sequence[Block]) -> Ledger:
    """The ledger of a section, its labels, headings and connectives already accounted for."""
    ledger = Ledger(block.passage for block in blocks)
    for token in tokenise(blocks):
        if token.kind in ("pattern", "topic", "heading", "connective"):
            ledger.cover(token.passage.spans())
    return ledger


def lost(blocks: Sequence[Block], roots: Iterable[Node]) -> int:
    """How many letters and digits of the section stand in no node, label or connective. The reader keeps this at 0."""
    ledger = open_ledger(blocks)
    for root in roots:
        ledger.cover_tree(root)
    return sum(len(word) for piece in ledger.leftover() for word in _WORD.findall(piece.text))
