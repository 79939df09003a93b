"""Many pairs of editions compared: by several processes where that pays, with a progress bar."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial

from meritplan.cli.crew import pool
from meritplan.cli.progress import watched
from meritplan.model.policy import Policy
from meritplan.plan import ClassEdition
from meritplan.plan.diff import ClassDifference, edition_difference

Pair = tuple[ClassEdition, ClassEdition]
FEWEST = 40  # pairs for each process: below that, starting it takes longer than it saves
PORTION = 8


def compared(pairs: Sequence[Pair], *, policy: Policy, most: int, workers: int | None) -> Iterator[ClassDifference]:
    """The difference of each pair, in their order."""
    one = partial(difference_of, policy=policy, most=most)
    hands = workers or min(os.cpu_count() or 1, max(1, len(pairs) // FEWEST))
    if hands == 1:
        yield from watched(map(one, pairs), len(pairs), what="comparing")
        return
    with pool(hands) as those:
        yield from watched(those.map(one, pairs, chunksize=PORTION), len(pairs), what="comparing")


def difference_of(pair: Pair, *, policy: Policy, most: int) -> ClassDifference:
    """The difference of one pair."""
    return edition_difference(*pair, policy, most=most)
