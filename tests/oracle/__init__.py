"""A reference evaluator, written from the rules alone and deliberately simple: what the engine is checked against.

It follows ``docs``' requirement language and the settled points (C-numbers) and rules (R-numbers) literally, works on
plain dictionaries, looks at single days, and shares no code with the engine.
"""

from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from tests.oracle.trades import substituted
from tests.oracle.tree import alternatives, conjunction, truth, verdict
from tests.oracle.world import World

__all__ = ["evaluate", "open_reasons"]

MANY = 6  # unknowns beyond this are not settled in every combination, only around the two extremes


def evaluate(case, *, why=True):
    """Decide one case: ``{"result", "reason_kinds", "shortfall_months", "conditional"}``.

    Without ``why`` the reasons, which take longest, are left out.
    """
    low, high = World(case, hopeful=False), World(case, hopeful=True)
    (worst, _), (best, short) = verdict(case["tree"], low), verdict(case["tree"], high)
    if worst:
        return answer("met", conditional=worst == 1)
    if not best:
        return answer("not_met", shortfall=short)
    return answer("undetermined", reasons=reasons(case, low.asked | high.asked) if why else ())


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
    return pivotal(case, asked, lambda world: verdict(case["tree"], world)[0]) or set(asked.values())


def pivotal(case, asked, value):
    """The reasons of the unknowns that can change whether a value is met."""
    asked, tried, found = dict(asked), {}, set()

    def met(settled):
        key = tuple(settled.items())
        if key not in tried:
            world = World(case, hopeful=False, fixed=settled)
            tried[key] = bool(value(world))
            asked.update(world.asked)
        return tried[key]

    atoms = list(asked)
    for answers in settlements(atoms):
        settled = dict(zip(atoms, answers, strict=True))
        for atom in atoms:
            if met(settled) != met(settled | {atom: not settled[atom]}):
                found.add(asked[atom])
    # a question may come up only once another has been answered
    return found if len(asked) == len(atoms) else pivotal(case, asked, value)


def open_reasons(case):
    """The reasons of every unknown of every undetermined leaf of an alternative that is not lost.

    ``reasons`` looks at the extremes of each unknown and at all leaves together. One fact may bear on two leaves so
    that one of them can no longer change the result, and an amount in between may leave to another unknown what an
    extreme takes from it: an answer may report anything from ``reasons`` to these.
    """
    found = set()
    low, high = World(case, hopeful=False), World(case, hopeful=True)
    for parts in alternatives(case["tree"], (), 0, low):
        if not conjunction(parts, high)[0]:
            continue
        for part in parts:
            one, other = World(case, hopeful=False), World(case, hopeful=True)
            if truth(part, parts, one)[0] == 0 and truth(part, parts, other)[0]:
                substituted(part, parts, other)  # puts the questions of the substitutions, needed or not
                found |= {*one.asked.values(), *other.asked.values()}
    return found
