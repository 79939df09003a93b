"""Requirement trees from JSON, where nothing that cannot be placed is dropped.

A node of an unknown type, or with a value the language does not know, becomes ``unread``: a person must look.

>>> found = tree_from({"type": "telepathy", "quote": "must read minds"})
>>> type(found).__name__, found.quote
('Unread', 'must read minds')
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from meritplan.model.requirement import AllOf, AnyOf, Chooser, Option, Requirement, Rule, Unread

_GROUPS = {"all_of", "any_of", "option"}


class TreeError(ValueError):
    """What should be a requirement tree is something else altogether."""


def tree_from(raw: Any) -> Requirement:
    """The tree a JSON value describes.

    Raises:
        TreeError: if it is not a node at all.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("type"), str):
        raise TreeError('MP-Q040: the requirement must be an object with a "type" such as all_of or experience')
    try:
        return msgspec.convert(raw, Requirement)  # type: ignore[no-any-return]
    except msgspec.ValidationError:
        return _piece_by_piece(raw)


def _piece_by_piece(raw: Any) -> Requirement:
    if not isinstance(raw, Mapping):
        return Unread(quote=str(raw))
    if raw.get("type") in _GROUPS:
        return _group(raw)
    bare = {key: value for key, value in raw.items() if key not in {"subsets", "at_most"}}
    try:
        return msgspec.convert(raw, Requirement)  # type: ignore[no-any-return]
    except msgspec.ValidationError:
        return _leaf(bare, [*_listed(raw, "subsets"), *_listed(raw, "at_most")])


def _leaf(bare: Mapping[str, Any], parts: Sequence[Any]) -> Requirement:
    """A leaf one of whose parts cannot be read keeps the rest, and asks a person about the parts."""
    try:
        kept: Requirement = msgspec.convert(bare, Requirement)
    except msgspec.ValidationError:
        return _unread(bare)
    return AllOf(children=(kept, *(_unread(part) for part in parts))) if parts else _unread(bare)


def _group(raw: Mapping[str, Any]) -> Requirement:
    children = tuple(_piece_by_piece(child) for child in _listed(raw, "children"))
    rules, strange = _rules(_listed(raw, "rules"))
    quote = raw.get("quote") if isinstance(raw.get("quote"), str) else None
    label = raw.get("label") if isinstance(raw.get("label"), str) else None
    group: Requirement
    if raw["type"] == "option":
        group = Option(by=_chooser(raw.get("by")), children=children, rules=rules, quote=quote, label=label)
    elif raw["type"] == "all_of":
        group = AllOf(children=children, rules=rules, quote=quote, label=label)
    else:
        group = AnyOf(children=children, rules=rules, quote=quote, label=label)
    if not strange:
        return group
    # a rule nobody could read may loosen or tighten: neither "met" nor "not met" is safe
    return AnyOf(children=(AllOf(children=(group, *strange)), *strange))


def _chooser(by: Any) -> Chooser:
    if by == "institution":
        return "institution"
    return "appointing authority" if by == "appointing authority" else "position"


def _rules(raws: Sequence[Any]) -> tuple[tuple[Rule, ...], tuple[Unread, ...]]:
    rules: list[Rule] = []
    strange: list[Unread] = []
    for raw in raws:
        try:
            rules.append(msgspec.convert(raw, Rule))
        except msgspec.ValidationError:
            strange.append(_unread(raw))
    return tuple(rules), tuple(strange)


def _listed(raw: Mapping[str, Any], key: str) -> list[Any]:
    found = raw.get(key)
    return list(found) if isinstance(found, Sequence) and not isinstance(found, str) else []


def _unread(raw: Any) -> Unread:
    if not isinstance(raw, Mapping):
        return Unread(quote=str(raw))
    text = next((raw[key] for key in ("quote", "text") if isinstance(raw.get(key), str)), None)
    return Unread(quote=text or f"a part of type {raw.get('type')!r} that this version cannot read")
