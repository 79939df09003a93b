"""From persons to a verdict: whom a changed requirement admits that it did not before, and the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import msgspec

from meritplan.model import Requirement
from meritplan.model.policy import Policy
from meritplan.model.requirement import Node
from meritplan.plan.proof.asked import Marked, marked
from meritplan.plan.proof.making import around, grid_of, persons
from meritplan.plan.proof.naming import names
from meritplan.plan.proof.standing import NOT, OPEN, OUTRIGHT, WORDS, Compared, standings

Effect = Literal["unchanged", "loosened", "tightened", "moved", "unclear"]
EXAMPLES = 3
_WORDS = frozenset({"quote", "spans", "label"})


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """A made-up person whose standing differs: what the person has, and the results before and after."""

    person: str
    before: str
    after: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a change of a requirement does, tried with ``tried`` made-up persons.

    ``gained`` stand better after the change and ``lost`` worse; ``open`` are those where the engine cannot tell, on one
    side only. Persons who are not met before and met after come first among the ``examples``.
    """

    effect: Effect
    tried: int
    gained: int = 0
    lost: int = 0
    open: int = 0
    examples: tuple[Example, ...] = ()


def verdict(
    before: Requirement, after: Requirement, policy: Policy, *, same: Mapping[str, str] | None = None, most: int = 400
) -> Verdict:
    """The verdict on a change; ``same`` names kinds of ``after`` that are supposed to be kinds of ``before``."""
    known = names((before, after))
    supposed = {known.fact(one): known.fact(other) for one, other in (same or {}).items()}
    both = (marked(known.renamed(before), "before"), marked(known.renamed(after), "after", supposed))
    found = _tried(_Pair(both=both, policy=policy, most=most, says=_says(both, policy, most)))
    examples = (msgspec.structs.replace(one, person=known.in_words(one.person)) for one in found.examples)
    return msgspec.structs.replace(found, examples=tuple(examples))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Pair:
    """Two requirements to be tried. Those that say the same, whatever their words, are one and the same pair."""

    says: bytes
    both: tuple[Marked, Marked] = field(compare=False)
    policy: Policy = field(compare=False)
    most: int = field(compare=False)


@lru_cache(maxsize=4096)
def _tried(pair: _Pair) -> Verdict:
    """The verdict; classes of one series often change in the same way, and are tried once."""
    return of([standings(person, pair.both, pair.policy) for person in persons(pair.both, most=pair.most)])


def _says(both: tuple[Marked, Marked], policy: Policy, most: int) -> bytes:
    """All that the persons and their standings depend on; not the words, for which marks stand."""
    said = [
        [_wordless(one.part.node), [(asked.mark, asked.kinds, asked.employer) for asked in one.asked]] for one in both
    ]
    return msgspec.json.encode([said, policy, most], order="deterministic")


def _wordless(node: Node) -> object:
    return _without_words(msgspec.to_builtins(node))


def _without_words(data: object) -> object:
    if isinstance(data, dict):
        return {key: _without_words(value) for key, value in data.items() if key not in _WORDS}
    if isinstance(data, list | tuple):
        return [_without_words(one) for one in data if not (isinstance(one, dict) and one.get("type") == "note")]
    return data


def of(found: Iterable[Compared]) -> Verdict:
    """The verdict from the standings of persons."""
    tried = list(found)
    settled = [one for one in tried if OPEN not in one.standings]
    gained = [one for one in settled if one.standings[1] > one.standings[0]]
    lost = [one for one in settled if one.standings[1] < one.standings[0]]
    opened = [one for one in tried if OPEN in one.standings and one.standings[0] != one.standings[1]]
    shown = [*_examples(gained), *_examples(lost)] or list(_examples(opened))
    return Verdict(
        effect=_effect(gained, lost, opened, settled),
        tried=len(tried),
        gained=len(gained),
        lost=len(lost),
        open=len(opened),
        examples=tuple(shown),
    )


def _effect(gained: list[Compared], lost: list[Compared], opened: list[Compared], settled: list[Compared]) -> Effect:
    """Moved needs a proof of both. An open difference that points the other way takes the proof of one direction."""
    if gained and lost:
        return "moved"
    up = any(one.standings[1] > one.standings[0] for one in opened)
    down = any(one.standings[1] < one.standings[0] for one in opened)
    if gained:
        return "unclear" if down else "loosened"
    if lost:
        return "unclear" if up else "tightened"
    return "unclear" if opened or not settled else "unchanged"


def _examples(found: list[Compared]) -> Iterable[Example]:
    """The clearest differences first, among them those who have exactly what is asked."""
    ordered = sorted(found, key=lambda one: -abs(one.standings[1] - one.standings[0]))
    for one in ordered[:EXAMPLES]:
        yield Example(person=one.person.words(), before=WORDS[one.standings[0]], after=WORDS[one.standings[1]])


def implies(one: Marked, other: Marked, policy: Policy, *, most: int = 120) -> bool:
    """Whether nobody was found who certainly meets ``one`` and does not certainly meet ``other``.

    Ends with the first who does; so most pairs take one or two persons.
    """
    grid, met = grid_of((one, other)), 0
    for number, person in enumerate(around(one, grid)):
        if number >= most:
            break
        first, second = standings(person, (one, other), policy).standings
        if first == OUTRIGHT:
            met += 1
            if second != OUTRIGHT:
                return False
    return met > 0


def possible(one: Marked, policy: Policy, *, most: int = 200) -> bool | None:
    """Whether anybody among the made-up persons meets the requirement; None where some may."""
    best = NOT
    grid = grid_of((one,))
    for number, person in enumerate(around(one, grid)):
        best = max(best, standings(person, (one,), policy).standings[0])
        if best > OPEN:
            return True
        if number >= most:
            break
    return None if best == OPEN else False
