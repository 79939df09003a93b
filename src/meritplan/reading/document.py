"""The one internal form of every document: its text, and ordered blocks that point into it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from meritplan.model.issue import Issue
from meritplan.reading.passage import Passage

BlockKind = Literal["heading", "paragraph", "item", "cell"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A heading, a paragraph, one item of a list, or one cell of a table.

    ``depth`` is the heading level (1 is highest) or the nesting of a list item (1 is outermost), else 0.
    ``marker`` is what a list item is counted by, as written ("1.", "a)", "•"), and is not part of ``passage``.
    ``lines`` are the source lines a reflowed block was made of; layouts that read columns work on these.
    ``row`` and ``column`` place a cell; ``table`` numbers the tables of a document.
    ``struck`` marks text the publisher crossed out. ``running`` marks the header, footer or number of a page,
    lifted out of the sentence it stood in.
    """

    kind: BlockKind
    passage: Passage
    depth: int = 0
    marker: str | None = None
    lines: tuple[Passage, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None
    struck: bool = False
    running: bool = False

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.passage.text


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A source opened: ``text`` is what every span of it points into.

    For plain text it is the decoded file itself; for HTML, PDF and DOCX it is the text drawn from it,
    which `meritplan read --text` prints. ``address`` is the web address the document names as its own, if any.
    """

    path: str
    sha256: str
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    address: str | None = None
    issues: tuple[Issue, ...] = field(default=())
