"""Sections of one class into its requirement trees."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from meritplan.model import (
    AllOf,
    AnyOf,
    Condition,
    Education,
    Experience,
    License,
    Note,
    Option,
    Requirement,
    Rule,
    Skill,
    Training,
    Unread,
)
from meritplan.model.requirement import Node, walk
from meritplan.model.requirement import leaves as leaves_of
from meritplan.model.span import Span
from meritplan.reading.document import Block
from meritplan.reading.layout import Role, Section
from meritplan.reading.qualifications import leaves
from meritplan.reading.qualifications.gathering import Built, with_rules
from meritplan.reading.qualifications.interpret import interpret
from meritplan.reading.qualifications.ledger import open_ledger
from meritplan.reading.qualifications.outline import outline
from meritplan.reading.qualifications.references import resolve
from meritplan.reading.qualifications.sentences import WHEN_OUTSIDE, WHEN_PATTERN
from meritplan.reading.qualifications.tokens import tokenise


def read_sections(sections: Sequence[Section], role: Role) -> Requirement | None:
    """The tree of the sections with ``role``; ``None`` when the class has none.

    ``shared`` sections are joined to the class's own requirements by "and" (or inside the pattern they name); of
    ``notes`` only what surely asks for something joins them, the rest is kept as notes. The tree covers every
    letter and digit of its sections: what was not understood stands in it as ``unread``.
    """
    chosen = [section for section in sections if section.role == role]
    if not chosen:
        return None
    own = [section for section in chosen if section.part == "requirements"]
    shared = [section for section in chosen if section.part == "shared"]
    notes = [section for section in chosen if section.part == "notes"]
    node = _join([_read(section.blocks) for section in own])
    for section in shared:
        node = _share(node, _read(section.blocks))
    for section in notes:
        node = _beside(node, _read(section.blocks))
    if node is None:
        return None
    return _complete(resolve(node), [block for section in chosen for block in section.blocks])


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


def _share(own: Requirement | None, shared: Built) -> Requirement | None:
    """Text for several classes: beside the class's own requirements, or inside the one pattern it is meant for."""
    if own is None or shared.node is None:
        return _join([Built(node=own), shared])
    wanted = _patterns_meant(shared.rules) or _patterns_outside(own, shared.rules)
    if not wanted:
        return _join([Built(node=own), shared])
    addition = with_rules(shared.node, shared.rules)
    made, found = _into_patterns(own, addition, wanted)
    if found:
        return made
    return _join(
        [
            Built(node=own),
            Built(
                node=msgspec.structs.replace(
                    addition, doubt="this is asked only under a pattern that was not found. Under which?"
                )
            ),
        ]
    )


def _patterns_meant(rules: tuple[Rule, ...]) -> set[str]:
    for rule in rules:
        found = WHEN_PATTERN.search((rule.quote or "").lower())
        if found:
            return {f"Pattern {n.upper()}" for n in re.findall(r"[ivx]+", found["n"])}
    return set()


def _patterns_outside(own: Requirement, rules: tuple[Rule, ...]) -> set[str]:
    """The labels of the patterns that ask for no state service, where the shared text is meant for those."""
    if not any(WHEN_OUTSIDE.search((rule.quote or "").lower()) for rule in rules):
        return set()
    return {
        node.label
        for node in walk(own)
        if node.label and node.label.startswith("Pattern") and not _in_state_service(node)
    }


def _in_state_service(node: Node) -> bool:
    return any(isinstance(leaf, Experience) and "state" in (leaf.employer or "").lower() for leaf in walk(node))


def _into_patterns(node: Requirement, addition: Requirement, wanted: set[str]) -> tuple[Requirement, bool]:
    if node.label in wanted:
        plain = msgspec.structs.replace(node, label=None)
        children = (*plain.children, addition) if isinstance(plain, AllOf) else (plain, addition)
        return AllOf(children=children, rules=plain.rules if isinstance(plain, AllOf) else (), label=node.label), True
    if not isinstance(node, (AllOf, AnyOf)):
        return node, False
    made = [_into_patterns(child, addition, wanted) for child in node.children]
    return msgspec.structs.replace(node, children=tuple(child for child, _ in made)), any(found for _, found in made)


def _beside(own: Requirement | None, notes: Built) -> Requirement | None:
    """Notes beside the requirements: their rules, and of their sentences only those that surely ask for something."""
    asked: list[Requirement] = []
    told: list[Rule] = list(notes.rules)  # a remark is expected here, so it needs no doubt
    parts, rules = _parts(notes.node)
    told += rules
    for node in parts:
        if _surely_asks(node):
            asked.append(node)
        else:
            told.append(_told(node))
    told = [msgspec.structs.replace(rule, doubt=None) if isinstance(rule, Note) else rule for rule in told]
    extra = Built(
        node=AllOf(children=tuple(asked)) if len(asked) > 1 else (asked[0] if asked else None), rules=tuple(told)
    )
    if own is None:
        return _join([extra])
    if not asked:
        return with_rules(own, tuple(told))
    if isinstance(own, AllOf) and not own.doubt and not own.label:
        return msgspec.structs.replace(own, children=(*own.children, *asked), rules=(*own.rules, *told))
    return AllOf(children=(own, *asked), rules=tuple(told))


def _told(node: Requirement) -> Note:
    """A remark in the words of a node and of what stands below it, no words twice."""
    quotes: list[str] = []
    spans: list[Span] = []
    for below in walk(node):
        if below.quote and not all(any(a.start <= s.start and s.end <= a.end for a in spans) for s in below.spans):
            quotes.append(below.quote)
            spans += below.spans
    return Note(kind="explanation", quote=" ".join(quotes) or None, spans=tuple(spans))


def _parts(node: Requirement | None) -> tuple[list[Requirement], list[Rule]]:
    """The requirements in a set of notes one by one, and the rules that stood on their groups."""
    if node is None:
        return [], []
    if not isinstance(node, AllOf) or node.doubt:
        return [node], []
    parts: list[Requirement] = []
    rules: list[Rule] = list(node.rules)
    for child in node.children:
        below, more = _parts(child)
        parts += below
        rules += more
    return parts, rules


_ASKS = re.compile(
    r"\b(?:is|are|will be) (?:also )?(?:required|mandatory)\b|\bmust (?:also )?(?:possess|have|hold|pass|"
    r"meet|be|obtain)\b|\brequired prior to\b|\bmust be (?:at least|able)|\bdisqualified\b"
)
_LATER = re.compile(
    r"\b(?:after appointment|will be required to (?:complete|attend|successfully)|during (?:the )?probation|"
    r"appointees|new employees|upon appointment|new appointees)\b"
)


def _surely_asks(node: Requirement) -> bool:
    """An option, or a credential or condition that "is required": not a remark about work after appointment."""
    quote = (node.quote or "").lower()
    if isinstance(node, Option):
        return not any(isinstance(leaf, Unread) for leaf in leaves_of(node)) and any(
            isinstance(leaf, (License, Education, Skill, Training)) for leaf in leaves_of(node)
        )
    if _LATER.search(quote):
        return False
    return isinstance(node, (License, Skill, Condition)) and not node.doubt and bool(_ASKS.search(quote))


def _complete(root: Requirement, blocks: Sequence[Block]) -> Requirement:
    """The ledger: text no node covers is added as ``unread``; headings and labels are structure."""
    ledger = open_ledger(blocks)
    ledger.cover_tree(root)
    missing: list[Requirement] = [leaves.unread(piece) for piece in ledger.leftover()]
    if not missing:
        return root
    if isinstance(root, AllOf):
        return msgspec.structs.replace(root, children=(*root.children, *missing))
    return AllOf(children=(root, *missing))


__all__ = ["read_blocks", "read_sections"]
