"""A reference evaluator, written from the rules alone and deliberately simple: what the engine is checked against.

It follows ``docs``' requirement language and the settled points (C-numbers) and rules (R-numbers) literally, works on
plain dictionaries, looks at single days, and shares no code with the engine.
"""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tests.oracle.tree import verdict
from tests.oracle.world import World

__all__ = ["evaluate"]

MANY = 7  # unknowns beyond this are not settled in every combination, only around the two extremes


def evaluate(case):
    """Decide one case: ``{"result", "reason_kinds", "shortfall_months", "conditional"}``."""
    low, high = World(case, hopeful=False), World(case, hopeful=True)
    (worst, _), (best, short) = verdict(case["tree"], low), verdict(case["tree"], high)
    if worst:
        return answer("met", conditional=worst == 1)
    if not best:
        return answer("not_met", shortfall=short)
    return answer("undetermined", reasons=reasons(case, low.asked | high.asked))


def answer(result, *, reasons=(), shortfall=None, conditional=False):
    """The answer in the form of the worked cases; shortfall to two decimals, half up (C26)."""
    if shortfall is not None:
        exact = Decimal(shortfall.numerator) / Decimal(shortfall.denominator)
        shortfall = float(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    return {
        "result": result,
        "reason_kinds": sorted(reasons),
        "shortfall_months": shortfall,
        "conditional": conditional,
    }


def settlements(atoms):
    """Ways of settling the unknowns: all of them, or those within two answers of an extreme if they are many."""
    if len(atoms) <= MANY:
        yield from product((False, True), repeat=len(atoms))
        return
    for extreme in (False, True):
        for i in range(len(atoms)):
            for j in range(i + 1):
                yield tuple(extreme ^ (at in (i, j)) for at in range(len(atoms)))


def reasons(case, asked):
    """The reasons of the unknowns that can still change the result: settled otherwise, the answer differs (C27)."""
    atoms, tried, found = list(asked), {}, set()

    def met(settled):
        if settled not in tried:
            world = World(case, hopeful=False, fixed=dict(zip(atoms, settled, strict=True)))
            tried[settled] = bool(verdict(case["tree"], world)[0])
        return tried[settled]

    for settled in settlements(atoms):
        for at, atom in enumerate(atoms):
            other = (*settled[:at], not settled[at], *settled[at + 1 :])
            if asked[atom] not in found and met(settled) != met(other):
                found.add(asked[atom])
    return found or set(asked.values())
