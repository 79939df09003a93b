"""What may stand in for what: substitutions, combinations, patterns combined by share (C18-C22, R25-R30).

Each way is a pair ``(met, shortfall)`` as in ``experience``.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from tests.oracle import calendar, credentials, experience
from tests.oracle.calendar import fraction, months
from tests.oracle.experience import MET, credited
from tests.oracle.jobs import counting
from tests.oracle.linear import maximum
from tests.oracle.world import among, some

UNRESTRICTING = (  # C18: these words restrict nothing
    "additional qualifying experience",
    "additional experience of the above specified type",
    "graduate work in any field",
    "education of college level",
)


STUDIED_OR_WORKED = ("education", "experience")
FIRST = 10_000  # how much more a month required weighs than a month given: it comes first


@dataclass(frozen=True)
class Part:
    """Something that experience is counted for, where only its leaf matters."""

    leaf: dict


def restricting(rule):
    """The words that say what may be given, unless they restrict nothing (C18)."""
    text = rule.get("give_text")
    return None if text is None or among(text, UNRESTRICTING) else text


def gives(part):
    """The kind of work that stands in for a leaf, as ``demands`` says it; None where no experience does."""
    texts = [
        restricting(rule) for rule in part.rules if rule["type"] == "substitution" and rule["give"] == "experience"
    ]
    if part.leaf["type"] != "education" or not texts:
        return None
    return frozenset() if None in texts else frozenset({("function", texts[0])})


def unreadable(rule, world):
    """A rule without readable terms makes its alternative undetermined."""
    return (world.settle(("rule", id(rule)), "judgement"), None)


def substituted(part, conjunction, world):
    """The ways in which the substitutions in force may stand in for a leaf."""
    ways = []
    for rule in part.rules:
        if rule["type"] == "substitution" and rule["target"] in (part.leaf["type"], "all"):
            way = WAYS.get((rule["give"], part.leaf["type"]))
            ways.append(way(part, rule, conjunction, world) if way else unreadable(rule, world))
    return ways


# --- experience for education ---------------------------------------------------------------------


def experience_for_education(part, rule, conjunction, world):
    """Experience beyond what is required beside it makes up for study that is lacking (C19, C20, R26)."""
    asked = credentials.STUDY.get(part.leaf["level"])
    if rule.get("give_months") is not None:
        given = fraction(rule["give_months"])
    elif rule.get("ratio") and asked:
        deficit = max(asked - credentials.study(world, toward=part.leaf), Fraction(0))
        available(rule, conjunction, world)  # puts its questions even where no answer to them helps
        if rule.get("cap_months") is not None and deficit > fraction(rule["cap_months"]):
            return False, None
        given = deficit * fraction(rule["ratio"][0]) / fraction(rule["ratio"][1])
    else:
        return unreadable(rule, world)
    if world.record.get("employment") is None:
        return (given == 0 or world.settle(("list", "employment"), "missing_fact"), None)
    lack = given - available(rule, conjunction, world)
    if lack > 0 and given == credentials.A_DAY:
        return False, None  # how much study lies ahead nobody knows
    return MET if lack <= 0 else (False, lack)


def available(rule, conjunction, world):
    """The months that may be given: of the kind the rule speaks of, and beyond each experience required beside it."""
    beside = [each for each in conjunction if each.leaf["type"] == "experience"]
    text = restricting(rule)
    ruled = counting({"type": "given", "function": text, "rule": id(rule)}, world) if text else None
    if not beside:
        return credited(counting({"type": "given", "rule": id(rule)}, world) if ruled is None else ruled, world.policy)
    best = Fraction(0)
    for choice in product(*(list(experience.applied(each.leaf, each.rules, world)) for each in beside)):
        given = merged(choice) if ruled is None else ruled
        best = max(best, min(spare(each.leaf, own, given, world) for each, own in zip(beside, choice, strict=True)))
    return best


def spare(leaf, found, given, world):
    """The most that can be given when the leaf first has what it needs; no month serves twice (R9, R26)."""
    reserved = min(fraction(leaf.get("months") or 0), credited(found, world.policy))
    parts = [Part({}), Part({})]
    cells = list(shared_days(parts, [found, given], world))
    gains = [[months(((days, Fraction(1)),), world.policy) * each[0] for each in weights] for days, weights in cells]
    once = [[Fraction(at == cell) for cell in range(len(cells)) for _ in parts] for at in range(len(cells))]
    needed = [gain if at == 0 else 0 for each in gains for at, gain in enumerate(each)]
    goal = [gain * FIRST if at == 0 else gain for each in gains for at, gain in enumerate(each)]
    if not cells:
        return Fraction(0)
    return maximum(goal, [*once, needed], [*[Fraction(1)] * len(cells), reserved]) - FIRST * reserved


def merged(several):
    """The employments of several sets, each with its largest weight."""
    whole = {}
    for found in several:
        for number, (when, weekly) in found.items():
            before = whole.get(number, (when, weekly))
            whole[number] = (before[0] | when, max(before[1], weekly, key=lambda each: each[0] * each[1]))
    return whole


# --- education for experience ---------------------------------------------------------------------


def education_for_experience(part, rule, conjunction, world):
    """A degree, units or study beyond what is required beside it counts as months of experience (C19, R27)."""
    base = [each.leaf for each in conjunction if each.leaf["type"] == "education"]
    if rule.get("give_units") is not None:
        if credentials.units_of_education(world) < fraction(rule["give_units"]):
            return False, None
        credit = fraction(rule["credit_months"])
    elif rule.get("ratio"):
        spare = credentials.study(world) - max((credentials.STUDY.get(leaf["level"], 0) for leaf in base), default=0)
        credit = max(spare, Fraction(0)) * fraction(rule["ratio"][1]) / fraction(rule["ratio"][0])
    elif rule.get("give_level") or restricting(rule):
        if not degree_given(rule, base, world):
            return False, None
        if rule.get("credit_months") is None and rule.get("cap_months") is None:
            return MET  # the whole of the target (C19)
        credit = fraction(rule["credit_months"] if rule.get("credit_months") is not None else rule["cap_months"])
    else:
        return unreadable(rule, world)
    if rule.get("cap_months") is not None:
        credit = min(credit, fraction(rule["cap_months"]))
    return experience.lacking(
        part.leaf, world, credit=credit, rules=part.rules, keep=fraction(rule.get("floor_months") or 0)
    )


def degree_given(rule, base, world):
    """Whether a degree of the rule's level and kind is there to give, one that the base does not use up."""
    entries = credentials.listed("education", world)
    return entries is None or some(given(rule, base, each, n, world) for n, each in enumerate(entries))


def given(rule, base, entry, number, world):
    """Whether one degree may be given; the one that meets the base only if it is above the base (C19)."""
    if rule.get("give_level") and not credentials.covers(entry["level"], rule["give_level"], world.policy):
        return False
    free = all(above(entry, leaf, world) or met_by_another(leaf, number, world) for leaf in base)
    return free and text_allows(rule, entry, number, world) and credentials.finished(entry, number, world)


def text_allows(rule, entry, number, world):
    """The words of a rule that restrict are unknown until a ruling names them (C18)."""
    text, atom = restricting(rule), ("education", number)
    if text is not None:
        answer = credentials.ruled_as("field", entry.get("field"), [text], world)
        if answer is False or (answer is None and not world.settle((*atom, id(rule)), "judgement")):
            return False
    return world.verified(atom, entry)


def above(entry, leaf, world):
    """Whether a degree is of a higher level than a leaf asks."""
    return entry["level"] != leaf["level"] and credentials.covers(entry["level"], leaf["level"], world.policy)


def met_by_another(leaf, number, world):
    """Whether another entry than this one meets the leaf."""
    entries = world.record.get("education") or ()
    others = [(n, each) for n, each in enumerate(entries) if n != number]
    return some(
        credentials.credential(leaf, each, n, world) and credentials.finished(each, n, world) for n, each in others
    )


# --- licenses, courses, training for experience or education ------------------------------------------


def item_given(part, rule, conjunction, world):
    """A license, a course or a training the rule names, for so many months of experience or study (C18, C19)."""
    credit = rule.get("credit_months") if rule.get("credit_months") is not None else rule.get("cap_months")
    if restricting(rule) is None or credit is None:
        return unreadable(rule, world)
    name, reason = {"license": ("licenses", "missing_fact"), "coursework": ("coursework", "missing_fact")}.get(
        rule["give"], ("training", "judgement")
    )
    entries = credentials.listed(name, world, reason)
    if entries is not None and not some(item_counts(rule, each, n, world) for n, each in enumerate(entries)):
        return False, None
    if part.leaf["type"] == "experience":
        return experience.lacking(part.leaf, world, credit=fraction(credit), rules=part.rules)
    asked = credentials.STUDY.get(part.leaf["level"])
    if asked is None:
        return unreadable(rule, world)
    return asked - credentials.study(world, toward=part.leaf) <= fraction(credit), None


def item_counts(rule, entry, number, world):
    """Whether one item is what the rule names: equal, or ruled; in force or completed; verified at appointment."""
    atom, text = (rule["give"], number), restricting(rule)
    if rule["give"] == "license":
        leaf = {"name": text, "quote": None}
        return (
            credentials.license_named(leaf, entry, (*atom, id(rule)), world)
            and credentials.license_status(entry, ("active",), atom, world)
            and credentials.license_dates(leaf, entry, atom, world)
            and world.verified(atom, entry)
        )
    key, what = ("subject", "field") if rule["give"] == "coursework" else ("program", "training")
    return (
        credentials.item_named(what, entry[key], [text], (*atom, id(rule)), world)
        and (entry.get("completed") is None or credentials.on_or_before(entry["completed"], (*atom, "done"), world))
        and world.verified(atom, entry)
    )


WAYS = {
    ("experience", "education"): experience_for_education,
    ("education", "experience"): education_for_experience,
    **{(give, target): item_given for give in ("license", "coursework", "training") for target in STUDIED_OR_WORKED},
}


# --- combinations ---------------------------------------------------------------------------------


def combined(rule, group, world):
    """Study in the field plus months of any experience child, against a total (C21, R28)."""
    if rule.get("total_months") is None:
        return unreadable(rule, world)
    of = rule.get("of") or ()
    educations = [leaf for leaf in leaves(group) if leaf["type"] == "education"]
    experiences = [leaf for leaf in leaves(group) if leaf["type"] == "experience"]
    done = max((credentials.study(world, leaf=leaf) for leaf in educations or [None]), default=Fraction(0))
    worked = Fraction(0)
    if "experience" in of and experiences:
        if world.record.get("employment") is None:
            worked = credentials.PLENTY if world.settle(("list", "employment"), "missing_fact") else worked
        worked += credited(merged([counting(leaf, world) for leaf in experiences]), world.policy)
    lack = fraction(rule["total_months"]) - (done if "education" in of else 0) - worked
    return MET if lack <= 0 else (False, lack)


def leaves(node):
    """The leaves below a node."""
    if "children" not in node:
        return [node]
    return [leaf for child in node["children"] for leaf in leaves(child)]


def proportional(rule, patterns, world):
    """Shares of several patterns that add to one; each month goes to one pattern (C22, R9, R30).

    ``patterns`` are experience parts whose other requirements are met.
    """
    if world.record.get("employment") is None:
        return (world.settle(("list", "employment"), "missing_fact"), None)
    shortest, lacks = min(fraction(each.leaf["months"]) for each in patterns), []
    for choice in product(*(list(experience.applied(each.leaf, each.rules, world)) for each in patterns)):
        shares = best_shares(patterns, list(shared_days(patterns, choice, world)), world)
        worked = credited(merged(choice), world.policy)
        lacks.append(max((1 - shares) * shortest, fraction(rule.get("total_months") or 0) - worked))
    return MET if min(lacks) <= 0 else (False, min(lacks))


def different_months(parts, needs, found, world):
    """How much of what several leaves need can be had at once, if no month serves two of them (R9, C35)."""
    cells = list(shared_days(parts, found, world))
    count = len(parts)
    gains = [[months(((days, Fraction(1)),), world.policy) * each[0] for each in weights] for days, weights in cells]
    once = [[Fraction(at == cell) for cell in range(len(cells)) for _ in parts] for at in range(len(cells))]
    no_more = [
        [gain if part == other else 0 for each in gains for other, gain in enumerate(each)] for part in range(count)
    ]
    goal = [gain for gains_of in gains for gain in gains_of]
    return maximum(goal, once + no_more, [*[Fraction(1)] * len(cells), *needs]) if cells else Fraction(0)


def shared_days(patterns, choice, world):
    """Days alike for every pattern: pairs of (days, what one weighs for each pattern and for each of its subsets)."""
    found = [[own, *subsets(each.leaf, own, world)] for each, own in zip(patterns, choice, strict=True)]
    spells = [
        (which, part, when, weekly.weighs(world.policy))
        for which, parts in enumerate(found)
        for part, jobs in enumerate(parts)
        for when, weekly in jobs.values()
    ]
    for cell, members in calendar.partition([when for _, _, when, _ in spells]):
        yield cell, [[weight_of(spells, members, w, p, world) for p in range(len(found[w]))] for w in range(len(found))]


def weight_of(spells, members, which, part, world):
    """What a day weighs for one part of one pattern."""
    weights = [spells[at][3] for at in members if spells[at][:2] == (which, part)]
    return calendar.together(weights, world.policy.get("overlap", "union"), Fraction(1))


def subsets(leaf, found, world):
    """The employments that count for each experience subset."""
    return [experience.within(counting(each, world, subset=True), found) for each in leaf.get("subsets") or ()]


def best_shares(patterns, cells, world):
    """The largest sum of shares over all ways of giving each cell's time to the patterns; subsets shrink along."""
    keys, count = [weights for _, weights in cells], len(patterns)
    needs = [fraction(each.leaf["months"]) for each in patterns]
    rows, bounds = [], []
    for at in range(len(keys)):  # a cell's time is given once
        rows.append([Fraction(at == cell) for cell in range(len(keys)) for _ in range(count)])
        bounds.append(Fraction(1))
    time = [months(((cell, Fraction(1)),), world.policy) for cell, _ in cells]
    for which, part in enumerate(patterns):
        for position, subset in enumerate(part.leaf.get("subsets") or (), start=1):
            rate = fraction(subset["months"]) / needs[which]
            rows.append(
                [
                    time[cell] * (rate * key[which][0] - key[which][position]) if which == pattern else Fraction(0)
                    for cell, key in enumerate(keys)
                    for pattern in range(count)
                ]
            )
            bounds.append(Fraction(0))
    goal = [time[cell] * key[each][0] / needs[each] for cell, key in enumerate(keys) for each in range(count)]
    return maximum(goal, rows, bounds) if keys else Fraction(0)
