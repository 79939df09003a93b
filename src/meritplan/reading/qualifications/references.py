"""Cross references inside a section: "the duties as described in Requirement #1" takes its meaning from there."""

from __future__ import annotations

import re

import msgspec

from meritplan.model import AllOf, AnyOf, Experience, Option, Requirement
from meritplan.model.requirement import Node, walk

_POINTS = re.compile(
    r"\b(?:as |the )?(?:described|defined|specified|stated|listed|outlined|indicated|noted|set forth|"
    r"mentioned)?\s*(?:in|under)\s*(?:(?:requirement|pattern|item|option|paragraph|section|number|no\.?|"
    r"#)\s*)*(?:no\.?|number|#)?\s*\(?(?P<n>\d{1,2}|[a-h]|i{1,3}|iv|one|two|three)\)?(?![\w-])(?:\s+(?:and|"
    r"or|through|to)\s+\(?(?P<m>\d|[a-h])\)?)?\s*(?:above)?"
)
_ABOVE = re.compile(
    r"\b(?:above|aforementioned|foregoing|same)[- ](?:described|stated|mentioned|listed|specified|duties|"
    r"experience|work)\b|\b(?:described|stated|listed|specified|mentioned|defined) above\b"
)
_NUMBERS = {"one": "1", "two": "2", "three": "3", "i": "1", "ii": "2", "iii": "3", "iv": "4"}


def resolve(root: Requirement) -> Requirement:
    """The tree with references between its branches filled in, or doubted where their target is not found."""
    labelled = {node.label.lower().removeprefix("pattern "): node for node in walk(root) if node.label}
    return _resolve(root, labelled, [])


def _resolve(node: Requirement, labelled: dict[str, Node], earlier: list[Experience]) -> Requirement:
    if isinstance(node, (AllOf, AnyOf, Option)):
        return msgspec.structs.replace(
            node, children=tuple(_resolve(child, labelled, earlier) for child in node.children)
        )
    if not isinstance(node, Experience):
        return node
    made = _filled(node, labelled, earlier)
    earlier.append(made)
    return made


def _filled(leaf: Experience, labelled: dict[str, Node], earlier: list[Experience]) -> Experience:
    plain = (leaf.function or "").lower()
    found = _POINTS.search(plain)
    if found and not re.search(
        r"described|defined|specified|stated|listed|outlined|requirement|pattern|item|#|above", found.group()
    ):
        found = None
    above = _ABOVE.search(plain)
    if not found and not above:
        return leaf
    source = _target(found["n"], labelled) if found else (earlier[-1] if earlier else None)
    if source is None:
        return msgspec.structs.replace(
            leaf,
            doubt=leaf.doubt or f"refers to another part of the text (“{leaf.function}”). Which experience is meant?",
        )
    if re.search(r"\b(?:areas?|fields?|types?|activities|functions|programs?)\b", plain):
        return msgspec.structs.replace(leaf, function=source.function)
    return msgspec.structs.replace(
        leaf,
        function=source.function,
        classes=leaf.classes or source.classes,
        level_of=leaf.level_of or source.level_of,
    )


def _target(label: str, labelled: dict[str, Node]) -> Experience | None:
    node = labelled.get(_NUMBERS.get(label, label)) or labelled.get(label)
    if node is None:
        return None
    return next((found for found in walk(node) if isinstance(found, Experience)), None)
