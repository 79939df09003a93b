"""Plans too large for one program: shards of at most 10,000 classes, those of a job family together.

Beyond, the rows of a block of people no longer stay near the processor. Each shard is compiled and answered by itself;
classes of one family share most of what they ask, so that little is worked out twice. What comes out is put back in
the order of the plan, and is the same as without shards.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from meritplan.model.determination import Gate
from meritplan.model.policy import Policy
from meritplan.screening.compile import Asked, CompiledPlan, compile_plan, plan_hash
from meritplan.screening.screening import Answered, Screen

SHARD = 10_000
CHUNK = 512  # people whose answers are unpacked at a time
Wanted = Literal["counts", "planes", "open", "pairs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Some classes of a plan, compiled, and the places they have in it."""

    plan: CompiledPlan
    places: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardedPlan:
    """A whole plan, compiled in shards; its hash does not hang on how it was cut."""

    classes: tuple[Asked, ...]
    policy: Policy
    as_of: date
    gate: Gate
    hash: str
    shards: tuple[Shard, ...]


def whole(plan: CompiledPlan) -> ShardedPlan:
    """A plan as one shard."""
    shard = Shard(plan=plan, places=np.arange(len(plan.classes)))
    return ShardedPlan(
        classes=plan.classes, policy=plan.policy, as_of=plan.as_of, gate=plan.gate, hash=plan.hash, shards=(shard,)
    )


def compile_shards(
    classes: Sequence[Asked],
    families: Sequence[Hashable],
    policy: Policy,
    as_of: date,
    gate: Gate = "admission",
    most: int = SHARD,
) -> ShardedPlan:
    """The classes compiled, in shards by family if they are more than ``most``; ``families`` has one key for each."""
    if len(classes) <= most:
        return whole(compile_plan(classes, policy, as_of, gate))
    shards = [
        Shard(plan=compile_plan([classes[at] for at in places], policy, as_of, gate), places=np.array(places, np.int64))
        for places in cut(families, most)
    ]
    return ShardedPlan(
        classes=tuple(classes),
        policy=policy,
        as_of=as_of,
        gate=gate,
        hash=plan_hash(classes, policy, as_of, gate),
        shards=tuple(shards),
    )


def cut(families: Sequence[Hashable], most: int) -> Iterator[list[int]]:
    """The places of the classes in groups of at most ``most``, those of one family together where they fit.

    >>> list(cut(["parks", "law", "parks", "law", "fire"], most=3))
    [[0, 2], [1, 3, 4]]
    """
    found: dict[Hashable, list[int]] = {}
    for place, family in enumerate(families):
        found.setdefault(family, []).append(place)
    waiting: list[int] = []
    for members in found.values():
        if waiting and len(waiting) + len(members) > most:
            yield waiting
            waiting = []
        waiting = [*waiting, *members]
        while len(waiting) > most:
            yield waiting[:most]
            waiting = waiting[most:]
    if waiting:
        yield waiting


class Bits(NamedTuple):
    """For each person one row of bytes for "met" and one for "possible", bit n (from the lowest) being class n."""

    met: NDArray[np.uint8]
    possible: NDArray[np.uint8]


class Pairs(NamedTuple):
    """Pairs of a person (by place in the batch) and a class of the plan, and whether the class is met."""

    people: NDArray[np.int32]
    classes: NDArray[np.int32]
    met: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is wanted of one batch: counts always; bits or pairs if asked for."""

    counts: NDArray[np.int64]
    routed: int
    bits: Bits | None = None
    pairs: Pairs | None = None


class ShardedScreen:
    """A plan in shards, ready to answer batch after batch. Not a value: its screens remember the words they met."""

    def __init__(self, plan: ShardedPlan, threads: int = 1) -> None:
        self.plan = plan
        self.screens = [Screen(shard.plan, threads) for shard in plan.shards]

    def answer(self, batch: pa.RecordBatch, wanted: Wanted = "counts") -> Found:
        """What is wanted of a batch, every pair decided; one shard's answers are held at a time."""
        counts = np.zeros((len(self.plan.classes), 3), np.int64)
        routed, bits, pairs = 0, list[Bits](), list[Pairs]()
        for shard, screen in zip(self.plan.shards, self.screens, strict=True):
            answered = screen.answer(batch)
            counts[shard.places] = answered.counts()
            routed += answered.routed
            if wanted == "planes":
                bits.append(Bits(*answered.by_person()))
            elif wanted != "counts":
                pairs.append(_pairs(answered, shard.places, met_too=wanted == "pairs"))
        return Found(
            counts=counts,
            routed=routed,
            bits=self._in_order(bits, batch.num_rows) if bits else None,
            pairs=_sorted(pairs) if pairs else None,
        )

    def _in_order(self, parts: list[Bits], people: int) -> Bits:
        """The bits of all shards in the order of the plan."""
        if len(parts) == 1:
            return parts[0]
        number = len(self.plan.classes)
        found = Bits(*(np.empty((people, (number + 7) // 8), np.uint8) for _ in range(2)))
        for plane, into in enumerate(found):
            for first in range(0, people, CHUNK):
                bits = np.empty((min(CHUNK, people - first), number), np.uint8)
                for shard, part in zip(self.plan.shards, parts, strict=True):
                    rows = np.unpackbits(part[plane][first : first + CHUNK], axis=1, bitorder="little")
                    bits[:, shard.places] = rows[:, : len(shard.places)]
                into[first : first + CHUNK] = np.packbits(bits, axis=1, bitorder="little")
        return found


def _pairs(answered: Answered, places: NDArray[np.int64], *, met_too: bool) -> Pairs:
    """The undetermined pairs of a shard, and the met ones if they are asked for."""
    met, possible = answered.by_person()
    asked = possible if met_too else possible & ~met
    people, classes = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for first in range(0, len(asked), CHUNK):
        rows, columns = np.nonzero(np.unpackbits(asked[first : first + CHUNK], axis=1, bitorder="little"))
        people.append((rows + first).astype(np.int32))
        classes.append(columns.astype(np.int32))
    of, at = np.concatenate(people), np.concatenate(classes)
    return Pairs(of, places[at].astype(np.int32), (met[of, at >> 3] >> (at & 7) & 1).astype(np.bool_))


def _sorted(parts: list[Pairs]) -> Pairs:
    """The pairs of all shards, people first, then classes in the order of the plan."""
    if len(parts) == 1:
        return parts[0]
    people, classes, met = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.lexsort((classes, people))
    return Pairs(people[order], classes[order], met[order])


__all__ = [
    "SHARD",
    "Bits",
    "Found",
    "Pairs",
    "Shard",
    "ShardedPlan",
    "ShardedScreen",
    "Wanted",
    "compile_shards",
    "cut",
    "whole",
]
