"""A whole plan compiled for many people: shared facts, one program of bits, and what is left to the one-person engine.

>>> from datetime import date
>>> from meritplan.model import Experience
>>> from meritplan.qualification import policy
>>> plan = compile_plan([Asked(code="1", title="Aide", tree=Experience(months=12))], policy(), date(2026, 6, 30))
>>> plan.sharing()["classes compiled exactly"]
1
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import msgspec

from meritplan import __version__
from meritplan.model.determination import Gate
from meritplan.model.policy import Policy
from meritplan.model.position import Position
from meritplan.model.record import Record
from meritplan.model.requirement import Node, Requirement, walk
from meritplan.qualification.claims import Claims, claims
from meritplan.qualification.determination import ENGINE, NOTHING_READ
from meritplan.qualification.fingerprint import fingerprint
from meritplan.qualification.groups import MOST_PATHS
from meritplan.qualification.names import plain
from meritplan.qualification.scope import ExperiencePart, GroupPart, OptionPart, Part, prepare
from meritplan.screening import truth
from meritplan.screening.alternatives import Alternative, Leaf
from meritplan.screening.attainments import Attainments
from meritplan.screening.lengths import Lengths
from meritplan.screening.program import FALSE, TRUE, Builder, Program, lay_out
from meritplan.screening.rules import Rules
from meritplan.screening.truth import Bit, Truth

SCREENING = f"meritplan {__version__} screening 1"
FEW_PATHS = MOST_PATHS // 4  # the engine, which knows the person, sees more or fewer of them before it gives up
CALLED = {
    "Amount": "lengths of work",
    "Beyond": "work beyond what is kept",
    "Credited": "work with study credited",
    "Given": "what stands in for something",
    "Held": "degrees and licenses",
    "Study": "study done",
    "Told": "coursework, training, skills and conditions",
    "Toward": "study toward a level",
    "Unclear": "degrees of which more than the field is open",
}
ALWAYS_NAMED = frozenset({"related field", "related subject"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A class as it is asked about."""

    code: str | None
    title: str
    tree: Requirement | None

    @property
    def requirement(self) -> Requirement:
        """The tree; a class none was read for asks a person."""
        return self.tree if self.tree is not None else NOTHING_READ


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPlan:
    """A plan ready to screen pools with: a value, content-hashed and picklable.

    For each class, ``met`` and ``possible`` name rows of the program: the lower and the upper bound of that bit.
    ``names`` are all names a ruling could use for something in the class.
    """

    classes: tuple[Asked, ...]
    policy: Policy
    as_of: date
    gate: Gate
    program: Program
    met: tuple[tuple[int, int], ...]
    possible: tuple[tuple[int, int], ...]
    names: tuple[frozenset[str], ...]
    asked: int
    hash: str

    @property
    def exact(self) -> tuple[bool, ...]:
        """For each class, whether no pair of it can need the one-person engine (but for rulings)."""
        return tuple(
            met[0] == met[1] and possible[0] == possible[1]
            for met, possible in zip(self.met, self.possible, strict=True)
        )

    def nobody(self) -> Claims:
        """Claims of a record that says nothing, under this plan's policy, day and gate."""
        return claims_of(Record(), self.policy, self.as_of, self.gate)

    def sharing(self) -> dict[str, int]:
        """How much the classes share."""
        nodes = [node for each in self.classes for node in walk(each.requirement)]
        kinds: dict[str, int] = {}
        for fact in self.program.facts:
            name = CALLED.get(type(fact).__name__, "employment listed at all")
            kinds[name] = kinds.get(name, 0) + 1
        return {
            "classes": len(self.classes),
            "classes compiled exactly": sum(self.exact),
            "classes with pairs that may go to the one-person engine": len(self.classes) - sum(self.exact),
            "nodes and rules of the requirements": len(nodes),
            "facts and nodes asked for while compiling": self.asked,
            "distinct facts": len(self.program.facts),
            "distinct nodes": len(self.program.operations),
            "edges": len(self.program.children),
            **{f"facts about {name}": number for name, number in sorted(kinds.items())},
        }


def claims_of(record: Record, policy: Policy, as_of: date, gate: Gate) -> Claims:
    """The claims of a record without rulings, for no position in particular."""
    return claims(record, policy=policy, rulings=(), position=Position(), as_of=as_of, gate=gate)


def compile_plan(classes: Sequence[Asked], policy: Policy, as_of: date, gate: Gate = "admission") -> CompiledPlan:
    """The classes compiled under a policy, for a day and a gate."""
    build = Builder()
    compiler = _Compiler(build, claims_of(Record(), policy, as_of, gate))
    found = [compiler.answer(each.requirement) for each in classes]
    roots = [(each.met, each.possible) for each in found]
    program = lay_out(build, {number for bits in roots for bit in bits for number in bit})
    place = program.place
    return CompiledPlan(
        classes=tuple(classes),
        policy=policy,
        as_of=as_of,
        gate=gate,
        program=program,
        met=tuple((place[met.low], place[met.high]) for met, _ in roots),
        possible=tuple((place[possible.low], place[possible.high]) for _, possible in roots),
        names=tuple(_names(each.requirement) for each in classes),
        asked=build.asked,
        hash=plan_hash(classes, policy, as_of, gate),
    )


def plan_hash(classes: Sequence[Asked], policy: Policy, as_of: date, gate: Gate) -> str:
    """What identifies the question put to a pool: classes, policy, day, gate, and both engines."""
    found = hashlib.sha256(f"{SCREENING}\n{ENGINE}\n{as_of.isoformat()}\n{gate}\n{fingerprint(policy)}\n".encode())
    for each in classes:
        tree = fingerprint(each.requirement)
        found.update(msgspec.json.encode([each.code, each.title, tree]) + b"\n")
    return f"sha256:{found.hexdigest()}"


def _names(tree: Requirement) -> frozenset[str]:
    return names_in(*walk(tree)) | ALWAYS_NAMED


def names_in(*nodes: Node) -> frozenset[str]:
    """Every text that stands in these nodes themselves, and not below them, as it is compared."""
    return frozenset(plain(text) for node in nodes for text in _texts(msgspec.structs.asdict(node)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"children", "rules", "subsets", "at_most", "spans"}:
                yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)


class _Compiler:
    """Walks requirements made ready, and builds their expressions."""

    def __init__(self, build: Builder, nobody: Claims) -> None:
        self.build, self.nobody = build, nobody
        self.lengths = Lengths(build, nobody.policy)
        self.attainments = Attainments(build, nobody)
        self.rules = Rules(build, nobody.policy, self.lengths, self.attainments)

    def answer(self, requirement: Requirement) -> Truth:
        """The truth of a whole requirement."""
        return self._part(prepare(requirement))[0]

    def _part(self, part: Part) -> tuple[Truth, list[Alternative]]:
        """The truth of a part, and the ways through it."""
        if isinstance(part, GroupPart):
            return self._group(part)
        if isinstance(part, OptionPart):
            found = self._option(part)
            return found, [(Leaf(part, found, "option"),)]
        if isinstance(part, ExperiencePart):
            found = self.lengths.leaf(part, admits=self.nobody.admits)
        else:
            found = self.attainments.leaf(part)
        return found, [(Leaf(part, found, part.type),)]

    def _group(self, part: GroupPart) -> tuple[Truth, list[Alternative]]:
        children = [self._part(child) for child in part.children]
        truths = [found for found, _ in children]
        if part.every:
            base = self._every(part, truths)
            paths = _product([inner for _, inner in children])
        else:
            base = truth.some(self.build, truths) if truths else truth.OPEN
            paths = [path for _, inner in children for path in inner][: MOST_PATHS + 1]
        if not (part.modified or (self.nobody.policy.patterns_proportional and not part.every)):
            return base, paths
        if len(paths) > FEW_PATHS:
            return truth.some(self.build, [base, truth.ANYTHING]), paths
        ways = list(self.rules.ways(part, paths, base))
        base = truth.some(self.build, [base, *(way.truth for way in ways)])
        return base, [*paths, *((way,) for way in ways)]

    def _every(self, part: GroupPart, truths: list[Truth]) -> Truth:
        base = truth.every(self.build, truths)
        if self.nobody.policy.and_supervisory != "additive":
            return base
        lengths = [child for child in part.children if isinstance(child, ExperiencePart) and child.need]
        if len({child.supervisory for child in lengths}) < 2:
            return base
        return truth.at_most(base)  # different months are asked: at most what each leaf says by itself

    def _option(self, part: OptionPart) -> Truth:
        child = part.child
        if part.by == "institution" and isinstance(child, GroupPart) and not child.every and child.children:
            each = [self._part(alternative)[0] for alternative in child.children]
            agreed, possible = truth.every(self.build, each), truth.some(self.build, each)
            met = truth.both_bits(self.build, agreed.clean_met, agreed.met)
            open_ = truth.both_bits(self.build, possible.clean_possible, possible.possible)
            return Truth(met, open_, agreed.met, possible.possible)
        found = self._part(child)[0]
        return Truth(found.clean_met, truth.YES, found.met, truth.YES)


def _product(several: Sequence[Sequence[Alternative]]) -> list[Alternative]:
    found: list[Alternative] = [()]
    for each in several:
        found = [(*path, *more) for path, more in product(found, each)]
        if len(found) > MOST_PATHS:
            return found
    return found


__all__ = ["FALSE", "SCREENING", "TRUE", "Asked", "Bit", "CompiledPlan", "claims_of", "compile_plan", "plan_hash"]
