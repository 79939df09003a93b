"""Sections of one class into its requirement trees."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from meritplan.model import AllOf, Note, Requirement, Rule, Unread
from meritplan.reading.document import Block
from meritplan.reading.layout import Role, Section
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import leaves
from meritplan.reading.qualifications.interpret import Built, interpret, with_rules
from meritplan.reading.qualifications.ledger import Ledger
from meritplan.reading.qualifications.outline import outline
from meritplan.reading.qualifications.references import resolve
from meritplan.reading.qualifications.tokens import Token, tokenise


def read_sections(sections: Sequence[Section], role: Role) -> Requirement | None:
    """The tree of the sections with ``role``; ``None`` when the class has none.

    ``shared`` sections and ``notes`` are joined to the class's own requirements by "and". The tree covers every
    letter and digit of its sections: what was not understood stands in it as ``unread``.
    """
    chosen = [section for section in sections if section.role == role]
    if not chosen:
        return None
    own = [section for section in chosen if section.part == "requirements"]
    shared = [section for section in chosen if section.part == "shared"]
    notes = [section for section in chosen if section.part == "notes"]
    parts = [_read(section.blocks) for section in (*own, *shared)]
    node = _join(parts)
    remarks = [rule for section in notes for rule in _remarks(section)]
    if node is None and not remarks:
        return None
    root = with_rules(node, tuple(remarks)) if node is not None else AllOf(rules=tuple(remarks))
    root = resolve(root)
    return _complete(root, [block for section in (*own, *shared) for block in section.blocks])


def read_blocks(blocks: Sequence[Block]) -> Requirement | None:
    """The tree of one stretch of blocks."""
    built = _read(blocks)
    node = _join([built])
    return _complete(resolve(node), blocks) if node is not None else None


def _read(blocks: Sequence[Block]) -> Built:
    return interpret(outline(tokenise(blocks)))


def _join(parts: Sequence[Built]) -> Requirement | None:
    nodes = [part.node for part in parts if part.node is not None]
    rules: tuple[Rule, ...] = tuple(rule for part in parts for rule in part.rules)
    if not nodes:
        return AllOf(rules=rules) if rules else None
    root: Requirement = nodes[0] if len(nodes) == 1 else AllOf(children=tuple(nodes))
    return with_rules(root, rules)


def _remarks(section: Section) -> list[Rule]:
    """Notes beside the requirements: only the rules among them are taken, the rest is procedure."""
    built = _read(section.blocks)
    return list(built.rules)


def _complete(root: Requirement, blocks: Sequence[Block]) -> Requirement:
    """The ledger: text no node covers is added as ``unread``; headings and labels are structure."""
    ledger = Ledger(_prose(blocks))
    ledger.cover_tree(root)
    for token in tokenise(blocks):
        if token.kind in ("pattern", "topic", "heading", "connective"):
            ledger.cover(token.passage.spans())
    missing: list[Requirement] = [leaves.unread(piece) for piece in ledger.leftover()]
    if not missing:
        return root
    if isinstance(root, AllOf):
        return msgspec.structs.replace(root, children=(*root.children, *missing))
    return AllOf(children=(root, *missing))


def _prose(blocks: Sequence[Block]) -> list[Passage]:
    return [block.passage for block in blocks]


__all__ = ["Note", "Token", "Unread", "read_blocks", "read_sections"]
