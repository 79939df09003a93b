"""Which part of a requirement became which: the same words first, then the most alike of the same kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from meritplan.model import AllOf, AnyOf, Coursework, Education, Experience, License, Option, Skill
from meritplan.model.requirement import Node
from meritplan.plan.proof import alike, facts, kinds_of

ENOUGH = 0.5
REWORDED_FIELD = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A leaf, and whether everybody must meet it or it is one of several ways."""

    node: Node
    necessary: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pairing:
    """Leaves that belong together, those that went, those that came."""

    pairs: tuple[tuple[Placed, Placed], ...]
    gone: tuple[Placed, ...]
    new: tuple[Placed, ...]

    def rewordings(self) -> dict[str, str]:
        """Kinds of the later requirement that may be kinds of the earlier one in other words."""
        found: dict[str, str] = {}
        for before, after in self.pairs:
            old = [kind for kind in before.kinds if kind not in after.kinds]
            new = [kind for kind in after.kinds if kind not in before.kinds]
            least = REWORDED_FIELD if isinstance(before.node, Education | License) else 0.0
            alone = len(before.kinds) == len(after.kinds) == 1
            for kind in new:
                other = max(old, key=lambda one, kind=kind: words_alike(one, kind), default=None)  # type: ignore[misc]
                if other is not None and words_alike(other, kind) >= (least if alone else max(least, ENOUGH)):
                    found.setdefault(kind, other)
                    old.remove(other)
        return found


def placed(node: Node, *, necessary: bool = True) -> Iterator[Placed]:
    """The leaves in document order."""
    if isinstance(node, AllOf | AnyOf | Option):
        every = isinstance(node, AllOf) or (isinstance(node, AnyOf) and len(node.children) == 1)
        for child in node.children:
            yield from placed(child, necessary=necessary and every)
    else:
        yield Placed(node=node, necessary=necessary, kinds=facts(kinds_of(node)))


def paired(before: Node, after: Node) -> Pairing:
    """The leaves of two requirements, paired greedily from the most alike on."""
    old, new = list(placed(before)), list(placed(after))
    scored = sorted(
        (
            (_score(one, other), -abs(number - place), -number, -place)
            for number, one in enumerate(old)
            for place, other in enumerate(new)
            if type(one.node) is type(other.node)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, _, minus_number, minus_place in scored:
        if score < ENOUGH or -minus_number in pairs or -minus_place in taken:
            continue
        pairs[-minus_number] = -minus_place
        taken.add(-minus_place)
    _only_ones(old, new, pairs, taken)
    return Pairing(
        pairs=tuple((old[number], new[place]) for number, place in sorted(pairs.items())),
        gone=tuple(one for number, one in enumerate(old) if number not in pairs),
        new=tuple(one for place, one in enumerate(new) if place not in taken),
    )


def _only_ones(old: Sequence[Placed], new: Sequence[Placed], pairs: dict[int, int], taken: set[int]) -> None:
    """The only experience left on each side, or the only degree, belongs together even where the words differ."""
    for kind in (Education, Experience, Coursework):
        left = [n for n, one in enumerate(old) if n not in pairs and isinstance(one.node, kind)]
        right = [n for n, one in enumerate(new) if n not in taken and isinstance(one.node, kind)]
        if len(left) == len(right) == 1 and old[left[0]].necessary and new[right[0]].necessary:
            pairs[left[0]] = right[0]
            taken.add(right[0])


def _score(one: Placed, other: Placed) -> float:
    """How alike two leaves are: what they ask weighs most, then the amount and the place."""
    same_amount = _amount(one.node) == _amount(other.node)
    likeness = _likeness(one, other)
    return likeness + 0.1 * same_amount + 0.05 * (one.necessary == other.necessary) if likeness else 0.0


def _likeness(one: Placed, other: Placed) -> float:
    if isinstance(one.node, Education) and isinstance(other.node, Education):
        fields = _overlap(set(one.kinds), set(other.kinds)) if one.kinds or other.kinds else 1.0
        return 0.4 + 0.3 * fields + 0.3 * (one.node.level == other.node.level)
    if set(one.kinds) == set(other.kinds):
        return 1.0
    if isinstance(one.node, Skill):
        return 0.0
    return max(_overlap(set(one.kinds), set(other.kinds)), words_alike(" ".join(one.kinds), " ".join(other.kinds)))


def words_alike(one: str, other: str) -> float:
    """The share of words in common; words that are all in the other text count nearly as much."""
    left, right = set(alike(one).split()), set(alike(other).split())
    common = left & right
    if not common:
        return 0.0
    return max(_overlap(left, right), 0.8 * len(common) / min(len(left), len(right)) if len(common) > 1 else 0.0)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _amount(node: Node) -> object:
    names = ("months", "hours", "semester_units", "quarter_units", "courses", "level", "min", "held_months")
    return tuple(getattr(node, name, None) for name in names)
