"""Options: what binds only if the position says so (C17, R36, R38, R39)."""

from tests.oracle.calendar import cheapest
from tests.oracle.world import same


def choice(option, world):
    """What the position says of an option: ``waived``, the nodes it requires, or None if it says nothing."""
    wanted = world.position.get("require") or ()
    if any(named(option, text) for text in wanted):
        return option["children"]
    asked = [node for text in wanted for node in below(option) if named(node, text)]
    if asked:
        return asked
    if any(named(option, text) for text in world.position.get("waive") or ()) and not institutional(option):
        return "waived"
    return None


def institutional(option):
    """An institution's choice between alternatives: it cannot be waived (C17)."""
    return option["by"] == "institution" and option["children"][0]["type"] == "any_of"


def named(node, text):
    """Whether the words of a position name a node: its quote, its label or its name."""
    names = node.get("name") if isinstance(node.get("name"), list) else [node.get("name")]
    known = [node.get("quote"), node.get("label"), node.get("skill"), node.get("program"), node.get("function"), *names]
    return any(same(text, each) for each in known)


def below(node):
    """The nodes an option holds."""
    for child in node.get("children") or ():
        yield child
        yield from below(child)


def optional(option, world, value):
    """Truth and shortfall of an option, where ``value`` says the same of a node it holds."""
    chosen = choice(option, world)
    if chosen == "waived":
        return True, None
    if chosen is not None:
        unmet = [each for each in map(value, chosen) if not each[0]]
        return (True, None) if not unmet else (False, unmet[0][1] if len(unmet) == 1 else None)
    atom = ("position", id(option))
    if institutional(option):
        alternatives = option["children"][0]["children"]
        return of_the_institution(world.quietly(lambda: list(map(value, alternatives))), world, atom)
    # the applicant who meets it anyway depends on nobody; what the option holds is not reported (C27)
    met = world.quietly(lambda: value(option["children"][0]))[0]
    return met or world.settle(atom, "position"), None


def of_the_institution(values, world, atom):
    """Every alternative met: met. None: not met. Otherwise it depends on the position (C17)."""
    if all(met for met, _ in values):
        return True, None
    if not any(met for met, _ in values):
        return False, cheapest(short for _, short in values)
    return world.settle(atom, "position"), None
