"""The tree in one world: every alternative as a list of leaves, each leaf clean (2), conditional (1) or not met (0).

``all_of`` is the minimum, ``any_of`` the maximum (R40); a clean alternative beats a conditional one (C16).
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from tests.oracle import credentials, trades
from tests.oracle.calendar import cheapest, fraction
from tests.oracle.experience import demands, lacking, one_cure
from tests.oracle.jobs import counting
from tests.oracle.options import choice, institutional, of_the_institution

CLEAN, CONDITIONAL, NOT = 2, 1, 0


@dataclass(frozen=True)
class Part:
    """One leaf of an alternative, the rules in force on it, and the group it stands in."""

    leaf: dict
    rules: tuple
    group: int


def verdict(node, world, rules=()):
    """Value and shortfall of a tree: the best of its alternatives (C26)."""
    values = [conjunction(each, world) for each in alternatives(node, tuple(rules), 0, world)]
    return max(value for value, _ in values), cheapest(short for value, short in values if value == NOT)


def alternatives(node, rules, group, world):
    """The lists of parts that would each meet the node."""
    if "children" not in node:
        return [[Part(node, rules, group)]]
    if node["type"] == "option":
        return of_option(node, rules, group, world)
    rules = (*rules, *(node.get("rules") or ()))
    children = [alternatives(child, rules, id(node), world) for child in node["children"]]
    ways = [each for child in children for each in child] if node["type"] == "any_of" else all_together(children)
    for rule in node.get("rules") or ():
        if rule["type"] == "combination":
            ways += instead(rule, node, rules, world)
    return ways


def all_together(children):
    """Every choice of one alternative of each child."""
    return [[part for chosen in each for part in chosen] for each in product(*children)]


def of_option(node, rules, group, world):
    """An option binds as the position says; where it says nothing the option is one part by itself (C17)."""
    chosen = choice(node, world)
    rules = (*rules, *(node.get("rules") or ()))
    if chosen == "waived":
        return [[]]
    if chosen is None:
        return [[Part(node, rules, group)]]
    return all_together([alternatives(each, rules, group, world) for each in chosen])


def instead(rule, node, rules, world):
    """What a combination puts in the place of the group: itself, and the children it does not speak of."""
    mine = Part({"type": "combination", "rule": rule, "group": node}, rules, id(node))
    if node["type"] == "any_of":
        return [[mine]]
    kept = [child for child in node["children"] if not replaced(child, rule.get("of") or ())]
    return [[*each, mine] for each in all_together([alternatives(each, rules, id(node), world) for each in kept])]


def replaced(child, kinds):
    """Whether a combination of these kinds stands in for a child of its group."""
    return child["type"] != "option" and all(leaf["type"] in kinds for leaf in trades.leaves(child))


# --- one alternative ------------------------------------------------------------------------------


def conjunction(parts, world):
    """Value and shortfall of one alternative: the least of its parts; a shortfall only if one part is lacking (C26)."""
    values = [(*truth(part, parts, world), part) for part in parts]
    values = additive(values, world)
    return min((value for value, _, _ in values), default=CLEAN), cure([each[1:] for each in values if each[0] == NOT])


def cure(unmet):
    """The months that would cure everything unmet at once, if one kind of work does (C26)."""
    if len(unmet) < 2:
        return unmet[0][0] if unmet else None
    if any(part is not None and part.leaf.get("hours") is not None for _, part in unmet):
        return None  # hours and months do not add up
    lacks, beyond = [], Fraction(0)
    for short, part in unmet:
        given = part and trades.gives(part)
        if given is not None:  # experience given for study lies beyond the experience required
            beyond += short or 0
        lacks.append((short, given if given is not None else part and all_demands(part.leaf)))
    months = one_cure(lacks)
    if months is None or not beyond:
        return months
    required = [short for short, part in unmet if trades.gives(part) is None]
    return beyond + max(required, default=Fraction(0))


def all_demands(leaf):
    """What a leaf and its subsets ask of the work; an option only asks if the position says so."""
    return demands(leaf).union(*(demands(each) for each in leaf.get("subsets") or () if each["type"] != "option"))


def truth(part, parts, world):
    """Value and shortfall of one part, substitutions and admission considered."""
    met, short = plainly(part, world)
    if met:
        return (met if met is not True else CLEAN), None
    if part.leaf["type"] not in ("experience", "education"):
        return (CONDITIONAL if admitted(part, short, short, world) else NOT), short
    ways = trades.substituted(part, parts, world)
    if any(each for each, _ in ways):
        return CLEAN, None
    best = cheapest(each for _, each in [(met, short), *ways])
    return (CONDITIONAL if admitted(part, short, best, world) else NOT), best


def plainly(part, world):
    """Truth (or value) and shortfall of a part by itself."""
    kind = part.leaf["type"]
    if kind == "experience":
        return lacking(part.leaf, world, rules=part.rules)
    if kind == "combination":
        return combination(part, world)
    if kind == "option":
        return unchosen(part, world)
    if kind == "license":
        return licensed(part.leaf, world), None
    if kind == "unread":
        return world.settle(("unread", id(part.leaf)), "judgement"), None
    return TESTS[kind](part.leaf, world), None


TESTS = {
    "education": credentials.educated,
    "coursework": credentials.coursed,
    "training": credentials.trained,
    "skill": credentials.skilled,
    "condition": credentials.conditioned,
}


def licensed(leaf, world):
    """Held; or to be shown at appointment, or within so many months of hire (C15)."""
    if credentials.licensed(leaf, world):
        return True
    later = leaf.get("within_months_of_hire") is not None
    return CONDITIONAL if later or (leaf.get("when") == "appointment" and world.gate == "admission") else NOT


def unchosen(part, world):
    """An option about which the position says nothing (C17); what it holds is not reported (C27)."""
    option, atom = part.leaf, ("position", id(part.leaf))
    if institutional(option):
        low, high = (
            [verdict(each, world.extreme(hopeful=hopeful), part.rules) for each in option["children"][0]["children"]]
            for hopeful in (False, True)
        )
        if all(value for value, _ in low):
            return min(value for value, _ in low), None
        if any(value for value, _ in high):
            return world.settle(atom, "position"), None
        return of_the_institution([(False, short) for _, short in high], world, atom)
    value, _ = verdict(option["children"][0], world.extreme(hopeful=False), part.rules)
    return value or world.settle(atom, "position"), None


def combination(part, world):
    """A combination, of education and experience or of several patterns."""
    rule, group = part.leaf["rule"], part.leaf["group"]
    if not rule.get("proportional"):
        return trades.combined(rule, group, world)
    patterns = [each for child in group["children"] for each in alternatives(child, part.rules, id(group), world)]
    if world.record.get("employment") is not None and sum(len(lengths(parts)) == 1 for parts in patterns) < 2:
        return trades.unreadable(rule, world)  # shares of schooling and work have no form yet (R29)
    usable = [each for each in [pattern(parts, world) for parts in patterns] if each]
    return trades.proportional(rule, usable, world) if usable else (False, None)


def lengths(parts):
    """The experience of a pattern that says how long."""
    return [part for part in parts if part.leaf["type"] == "experience" and part.leaf.get("months")]


def pattern(parts, world):
    """The experience of a pattern, if it has one and its other requirements, which are not combined, are met."""
    own = lengths(parts)
    others = [part for part in parts if part not in own]
    return own[0] if len(own) == 1 and all(truth(part, parts, world)[0] == CLEAN for part in others) else None


# --- admission, additive supervision --------------------------------------------------------------


def admitted(part, short, best, world):
    """Whether an admission rule lets the applicant compete before this part is met (C16, R6, R22, R35)."""
    if world.gate != "admission":
        return False
    for rule in part.rules:
        wide = rule["type"] == "admission" and rule.get("applies_to", "all") == "all"
        if wide or (rule["type"] == "admission" and rule["applies_to"] == part.leaf["type"]):
            lack = best if wide else short  # "all" also covers what a substitution lacks
            if may_wait(part.leaf, lack, rule, world):
                return True
    return False


def may_wait(leaf, lack, rule, world):
    """Short by no more than the months allowed, a degree in progress, a license within reach."""
    if leaf["type"] == "education" and credentials.underway(leaf, world, rule.get("short_months")):
        return True
    if leaf["type"] == "license":
        return credentials.eligible(leaf, world)
    if lack is None or leaf.get("hours") is not None or leaf["type"] not in ("experience", "education"):
        return False
    return rule.get("short_months") is None or lack <= fraction(rule["short_months"])


def additive(values, world):
    """General and supervisory experience side by side ask for different months (C35)."""
    if world.policy.get("and_supervisory") != "additive" or world.record.get("employment") is None:
        return values
    values = list(values)
    pairs = [(i, j) for i, j in combinations(range(len(values)), 2) if sides(values[i][2], values[j][2])]
    for i, j in pairs:
        parts = values[i][2], values[j][2]
        needs = [fraction(part.leaf.get("months") or 0) for part in parts]
        lack = sum(needs) - trades.different_months(parts, needs, [counting(part.leaf, world) for part in parts], world)
        if lack > 0:
            unmet = [values[at] for at in (i, j) if values[at][0] == NOT]
            if unmet and cure([(short, part) for _, short, part in unmet]) is None:
                continue
            months = max([lack, *(short for _, short, _ in unmet)])
            # what cures the pair cures both: one lack takes the place of theirs
            values[i], values[j] = (NOT, months, parts[1]), (CLEAN, None, parts[0])
    return values


def sides(one, other):
    """Whether two parts are a general and a supervisory experience of one group."""
    both = one and other and one.leaf["type"] == other.leaf["type"] == "experience" and one.group == other.group
    return bool(both) and bool(one.leaf.get("supervisory")) != bool(other.leaf.get("supervisory"))
