"""Requirements in a row, joined by the connectives printed between them.

Where these mix "and" with "or" without saying which comes first, the group carries a doubt.
"""

from __future__ import annotations

import re

import msgspec

from meritplan.model import AllOf, AnyOf, Experience, Requirement, Rule
from meritplan.model.requirement import leaves as leaves_of
from meritplan.reading.qualifications.gathering import Built, Gathering, Unit
from meritplan.reading.qualifications.tokens import Joiner

_MIXED = "“and” and “or” are mixed here. Which parts belong together?"


def join_clauses(units: list[Unit]) -> Requirement | None:
    """Clauses of one sentence: parted at semicolons first, then at commas, then at bare connectives."""
    if not units:
        return None
    for strength in (3, 2, 1):
        groups = _split_at(units, strength)
        if len(groups) > 1:
            made = [_as_unit(group) for group in groups]
            return join(made, default="and")
    return join(units, default="and")


def _as_unit(units: list[Unit]) -> Unit:
    """Some clauses in a row as one unit, joined as their first one is."""
    own = [Unit(node=unit.node, joined=unit.joined if n else None, topic=unit.topic) for n, unit in enumerate(units)]
    return Unit(node=join_clauses(own) or units[0].node, joined=units[0].joined)


def _split_at(units: list[Unit], strength: int) -> list[list[Unit]]:
    groups: list[list[Unit]] = []
    for index, unit in enumerate(units):
        if index == 0 or -unit.topic >= strength:
            groups.append([])
        groups[-1].append(unit)
    return groups


def join(units: list[Unit], *, default: Joiner, doubt: str | None = None) -> Requirement | None:
    """Units in a row joined by what is printed between them."""
    if not units:
        return None
    if len(units) == 1:
        return units[0].node if doubt is None else msgspec.structs.replace(units[0].node, doubt=doubt)
    for index, unit in enumerate(units[1:], start=1):
        if unit.joined == "and either":
            return _and_either(units, index, doubt)
    joiners = [unit.joined for unit in units[1:]]
    said = {joiner for joiner in joiners if joiner}
    if said <= {"or", "and/or"} and said and None not in joiners:
        return group(AnyOf, units, doubt, inclusive="and/or" in said)
    if not said:
        return group(AnyOf if default == "or" else AllOf, units, doubt)
    if said == {"and"}:
        return group(AllOf, units, doubt)
    if said <= {"or", "and/or"}:
        return _or_then_rest(units, doubt)
    return _mixed(units)


def _and_either(units: list[Unit], at: int, doubt: str | None) -> Requirement:
    """ "1; and either 2; or 3": what stands before "either" is asked beside the choice behind it."""
    choice = [Unit(node=unit.node, joined=unit.joined if n else None) for n, unit in enumerate(units[at:])]
    before = join(units[:at], default="and")
    behind = join(choice, default="or")
    made = [Unit(node=node) for node in (before, behind) if node is not None]
    return group(AllOf, made, doubt)


def _or_then_rest(units: list[Unit], doubt: str | None) -> Requirement:
    """ "1 or 2. 3.": a list that stops saying "or" has ended; what no connective joins stands beside it."""
    runs: list[list[Unit]] = [[units[0]]]
    for unit in units[1:]:
        if unit.joined in ("or", "and/or"):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    if len(runs) > 1 and len(runs[0]) == 1 and len(runs[-1]) > 1 and all(len(run) == 1 for run in runs[:-1]):
        return group(AnyOf, units, doubt)  # "A; B; or C": the last "or" serves the whole list
    made = [Unit(node=run[0].node if len(run) == 1 else group(AnyOf, run, None), joined="and") for run in runs]
    return group(AllOf, made, doubt) if len(made) > 1 else made[0].node


def _mixed(units: list[Unit]) -> Requirement:
    """ "and" and "or" in one row: the likeliest tree, and a doubt on it.

    Alternatives of one kind beside something else are read together: a license and (this experience or that).
    """
    kinds = [_kind(unit.node) for unit in units]
    for index, unit in enumerate(units[1:], start=1):
        if unit.joined == "and" or unit.joined is None:
            continue
        if kinds[index] == kinds[index - 1]:
            start, end = index - 1, index
            while end + 1 < len(units) and units[end + 1].joined in ("or", "and/or"):
                end += 1
            while start > 0 and units[start].joined in ("or", "and/or"):
                start -= 1
            merged = Unit(node=group(AnyOf, units[start : end + 1], None), joined=units[start].joined)
            rest = [*units[:start], merged, *units[end + 1 :]]
            made = join(rest, default="and") if len(rest) > 1 else merged.node
            return msgspec.structs.replace(made, doubt=_MIXED) if made is not None else merged.node
    runs: list[list[Unit]] = [[]]
    for index, unit in enumerate(units):
        if index and unit.joined in ("or", "and/or"):
            runs.append([])
        runs[-1].append(unit)
    branches = [Unit(node=run[0].node if len(run) == 1 else group(AllOf, run, None), joined="or") for run in runs]
    return group(AnyOf, branches, _MIXED)


def _kind(node: Requirement) -> str:
    while isinstance(node, (AllOf, AnyOf)) and node.children:
        node = node.children[0]
    return type(node).__name__


def group(kind: type[AllOf | AnyOf], units: list[Unit], doubt: str | None, *, inclusive: bool = False) -> Requirement:
    """The units under one ``all_of`` or ``any_of``; a group of the same kind without a name of its own is merged in."""
    children: list[Requirement] = []
    rules: list[Rule] = []
    for unit in units:
        node = unit.node
        if type(node) is kind and not node.doubt and not node.label and not (node.rules and kind is AnyOf):
            children += node.children
            rules += node.rules
        else:
            children.append(node)
    if kind is AnyOf and any(
        isinstance(child, Experience) and re.search(r"\badditional\b", child.quote or "") for child in children[1:]
    ):
        doubt = (
            doubt
            or "what is this experience additional to: does it stand in for schooling alone, or for all before it?"
        )
    if kind is AnyOf:
        return AnyOf(children=tuple(children), rules=tuple(rules), doubt=doubt, inclusive=inclusive)
    return AllOf(children=tuple(children), rules=tuple(rules), doubt=doubt)


def finish(gathering: Gathering) -> Built:
    """Join what was gathered: topic by topic, then across topics."""
    topics: list[list[Unit]] = []
    for unit in gathering.units:
        if not topics or topics[-1][0].topic != unit.topic:
            topics.append([])
        topics[-1].append(unit)
    made = []
    for topic in topics:
        joined = topic[0].joined
        topic[0].joined = None
        node = join(topic, default="and", doubt=_paragraph_doubt(topic))
        if node is not None:
            made.append(Unit(node=node, joined=joined))
    if made:
        made[0].joined = None
    return Built(node=join(made, default="and"), rules=tuple(gathering.rules))


def _paragraph_doubt(units: list[Unit]) -> str | None:
    """Paragraphs with nothing between them that each ask schooling or experience whole."""
    whole = [
        unit
        for unit in units
        if unit.begins
        and isinstance(unit.node, (AllOf, Experience))
        and any(isinstance(leaf, Experience) and leaf.months for leaf in leaves_of(unit.node))
    ]
    if len(whole) > 1 and any(unit.joined is None for unit in whole[1:]):
        return "nothing says whether these paragraphs are alternatives. Is one enough, or are all required?"
    return None
