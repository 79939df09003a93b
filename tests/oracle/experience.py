"""Whether the employments that count reach what an experience leaf asks, and what is lacking if not.

What is lacking is a pair ``(met, shortfall)``; the shortfall is None where no number of months would cure it.
"""

from fractions import Fraction
from itertools import combinations, pairwise, product

from tests.oracle.calendar import Hours, cheapest, fraction, hours, months
from tests.oracle.jobs import YES, Weekly, counting, kind, of_service
from tests.oracle.options import optional

MET = (True, None)


def credited(found, policy):
    """Months of the employments ``{number: (days, hours)}``."""
    return months([(days, weekly.weighs(policy)) for days, weekly in found.values()], policy)


def credited_hours(found, policy):
    """Hours of the employments."""
    return hours([(days, weekly * part) for days, (weekly, part) in found.values()], policy)


def lacking(leaf, world, *, credit=Fraction(0), rules=(), keep=Fraction(0)):
    """What the leaf lacks, the counting rules in force obeyed, ``credit`` months given by a substitution."""
    if leaf.get("months") is not None and not leaf.get("subsets") and not leaf.get("exclusive"):
        need = fraction(leaf["months"])
        if need - min(credit, max(need - keep, 0)) == 0:
            return MET  # none needed (R17)
    if world.record.get("employment") is None:
        return (world.settle(("list", "employment"), "missing_fact"), None)  # C11
    ways = [lacking_from(leaf, found, world, credit, keep) for found in applied(leaf, rules, world)]
    return least(ways)


def least(ways):
    """The best of several ways: met if one is, else the smallest shortfall."""
    if any(met for met, _ in ways):
        return MET
    return False, cheapest(short for _, short in ways)


def lacking_from(leaf, found, world, credit=Fraction(0), keep=Fraction(0)):
    """What is lacking when these employments count for the leaf."""
    total = lacking_total(leaf, found, world, credit, keep)
    subsets = [(each, lacking_subset(each, found, world)) for each in leaf.get("subsets") or ()]
    unmet = [(short, demands(each)) for each, (met, short) in subsets if not met]
    if not unmet:
        return total
    # the months of a subset lie inside the total: the same months cure both
    return False, one_cure([*unmet, *([] if total[0] else [(total[1], frozenset())])])


def demands(leaf):
    """What a leaf asks of the work, apart from its length; a choice asks for something of its own."""
    if leaf["type"] != "experience":
        return frozenset({("choice", str(id(leaf)))})
    keys = "function classes level_of qualities supervisory employer paid full_time within_months".split()
    return frozenset((key, str(leaf[key])) for key in keys if leaf.get(key))


def one_cure(lacks):
    """The months that cure several lacks at once, if each asks all that the one before it asks; else None (C26)."""
    if len(lacks) == 1:
        return lacks[0][0]
    if any(short is None for short, _ in lacks):
        return None
    ordered = sorted((asked for _, asked in lacks), key=len)
    nested = all(one <= other for one, other in pairwise(ordered))
    return max(short for short, _ in lacks) if nested else None


def lacking_total(leaf, found, world, credit, keep):
    """What is lacking of the leaf's own length, subsets set aside."""
    if leaf.get("hours") is not None:
        need, got = fraction(leaf["hours"]), credited_hours(found, world.policy)  # C37
    elif leaf.get("months") is None:
        return (bool(found), None)  # no length: any counting experience; no shortfall either (C26)
    else:
        need, got = fraction(leaf["months"]), capped(leaf, found, world)
        need = need - min(credit, max(need - keep, 0))
    met = got > need if leaf.get("exclusive") else got >= need
    short = Hours(need - got) if leaf.get("hours") is not None else need - got
    return (met, None) if met else (False, short)


def lacking_subset(subset, found, world):
    """What is lacking of a subset: an experience inside the total, any of several, or an option."""
    if subset["type"] == "any_of":
        return least([lacking_subset(each, found, world) for each in subset["children"]])
    if subset["type"] == "option":
        return optional(subset, world, lambda child: lacking_subset(child, found, world))
    inside = counting(subset, world, subset=True)
    return lacking_from(subset, inside if subset.get("may_be_outside") else within(inside, found), world)


def within(inside, found):
    """Only what also counts for the total (C34), and never more of it than that."""
    both = {}
    for number in inside.keys() & found.keys():
        (days, one), (total_days, other) = inside[number], found[number]
        both[number] = (days & total_days, Weekly(min(one[0], other[0]), min(one[1], other[1])))
    return {number: each for number, each in both.items() if each[0]}


def capped(leaf, found, world):
    """Months, where kinds named in ``at_most`` contribute no more than their cap (R13, C36).

    Kinds are capped together in the worst combination: of each set of kinds, what lies outside them plus their caps.
    """
    kinds = [(fraction(each["months"]), of_kind(each, found, world)) for each in leaf.get("at_most") or ()]
    ways = []
    for size in range(len(kinds) + 1):
        for chosen in combinations(kinds, size):
            barred = set().union(*(numbers for _, numbers in chosen))
            rest = {number: each for number, each in found.items() if number not in barred}
            ways.append(credited(rest, world.policy) + sum(cap for cap, _ in chosen))
    return min(ways)


def of_kind(limit, found, world):
    """The employments that are of a capped kind: one of unknown kind is, in the worst case (C36)."""
    numbers = set()
    for number in found:
        job = world.record["employment"][number]
        answer = kind(limit, job, world)
        hoped = answer == "unknown" and world.settle(("at_most", number, id(limit)), "judgement")
        if answer == YES or (answer == "unknown" and not hoped):
            numbers.add(number)
    return numbers


# --- counting rules -------------------------------------------------------------------------------


def applied(leaf, rules, world):
    """The sets of employments that may be applied toward the leaf under the counting rules (R11, C23)."""
    found = counting(leaf, world)
    rules = [rule for rule in rules if rule["type"] == "counting"]
    for choice in product((True, False), repeat=len(rules)):
        left = dict(found)
        for rule, use in zip(rules, choice, strict=True):
            left = counted(rule, left, world) if use else outside(rule, left, world)
        yield left


def outside(rule, found, world):
    """What remains when the service the rule speaks of is not applied."""
    jobs = world.record["employment"]
    wanted = rule.get("when_employer")
    return {n: each for n, each in found.items() if wanted and not of_service(wanted, jobs[n], world)}


def counted(rule, found, world):
    """What counts when the service is applied: all of it if it holds the months at the level, else only the rest."""
    rest = outside(rule, found, world)
    service = {number: each for number, each in found.items() if number not in rest}
    at_level = {number: each for number, each in service.items() if level_held(rule, number, world)}
    if rule.get("months") is None:
        return rest | at_level
    enough = credited(at_level, world.policy) >= fraction(rule["months"])
    return rest | service if enough else rest


def level_held(rule, number, world):
    """Whether an employment is at the level the rule names."""
    answer = kind(rule, world.record["employment"][number], world)
    return answer == YES or (answer == "unknown" and world.settle(("level", number, id(rule)), "judgement"))
