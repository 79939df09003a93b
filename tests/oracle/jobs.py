"""Which employments count toward an experience leaf, and with what weight: C7-C10, C23-C25, C34, C41."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.oracle.calendar import fraction, weight, window, worked_days
from tests.oracle.world import among, normal, same

YES, NO, UNKNOWN = "yes", "no", "unknown"
NO_NAMES = ("a ", "an ", "any ", "outside ")  # what describes employers is no employer's name (C8)


@dataclass(frozen=True)
class Question:
    """Does this employment count for this leaf? ``subset``: the leaf is part of another."""

    leaf: dict
    job: dict
    number: int
    world: Any
    subset: bool

    def settle(self, what, reason):
        """Settle an unknown of this question."""
        asks = self.leaf.get("rule") or id(self.leaf)  # what a rule lets one give is made up anew each time
        return self.world.settle(("employment", self.number, asks, what), reason)


def counting(leaf, world, *, subset=False):
    """The employments that count for the leaf here: ``{number: (days, hours a week)}``, share included."""
    found = {}
    for number, job in enumerate(world.record.get("employment") or ()):
        asked = Question(leaf, job, number, world, subset)
        if kind_of_work(asked) and supervision(asked) and employer(asked) and pay(asked) and verification(asked):  # C7
            found[number] = spell(leaf, job, number, world)
    return {number: (days, hours) for number, (days, hours) in found.items() if days and hours}


def spell(leaf, job, number, world):
    """Days and weekly hours of one employment for one leaf: dates, recency (R15), hours (R2), share (C9)."""
    dates = worked_days(job, world.as_of, world.policy.get("month_dates", "widen"), wide=False)
    widest = worked_days(job, world.as_of, world.policy.get("month_dates", "widen"), wide=True)
    if widest != dates:
        dates = widest if world.settle(("dates", number), "missing_fact") else dates
    if leaf.get("within_months") is not None:
        dates &= window(world.as_of, leaf["within_months"])
    full = fraction(world.policy.get("full_time_hours", 40))
    if job.get("hours_per_week") is not None:
        weekly = fraction(job["hours_per_week"])
    else:
        weekly = full if world.settle(("hours", number), "missing_fact") else Fraction(0)
    if leaf.get("full_time") and world.policy.get("part_time") == "none" and weekly < full:
        weekly = Fraction(0)
    return dates, Weekly(weekly, share(leaf, job, world))


class Weekly(tuple):
    """Hours a week, and the part of them spent on the described duties."""

    __slots__ = ()

    def __new__(cls, hours, part):
        return super().__new__(cls, (hours, part))

    def __bool__(self):
        return bool(self[0] * self[1])

    def weighs(self, policy):
        """The weight of its days."""
        return weight(self[0], policy) * self[1]


def share(leaf, job, world):
    """A ruling's share replaces the employment's; neither reduces a leaf that asks for no kind of work (C9)."""
    if not asks_for_a_kind(leaf):
        return Fraction(1)
    ruled = ruling(leaf, job, world)
    if ruled and ruled[0]["answer"] == YES and ruled[0].get("share") is not None:
        return fraction(ruled[0]["share"])
    if job.get("share") is not None and not 0 <= job["share"] <= 1:
        return Fraction(world.settle(("share", world.record["employment"].index(job)), "missing_fact"))
    return fraction(job["share"]) if job.get("share") is not None else Fraction(1)


def asks_for_a_kind(leaf):
    """Whether the leaf says what work (C9, C24)."""
    return bool(leaf.get("function") or leaf.get("classes") or leaf.get("level_of") or leaf.get("qualities"))


# --- the kind of work -----------------------------------------------------------------------------


def ruling(leaf, job, world):
    """The ruling that decides for this employment and leaf, and what of the leaf it names (C41)."""
    named = []
    for ruled in world.rulings:
        if ruled.get("employment") is not None and ruled.get("employment") == job.get("id"):
            part = named_part(leaf, ruled["counts_for"], ruled["answer"], world)
            if part:
                named.append((ruled, part))
    order = ("quote", "function", "classes", "level_of", "*")
    named.sort(key=lambda each: each[0].get("on") or "", reverse=True)  # the latest among equals
    named.sort(key=lambda each: order.index(each[1]))
    if not named or named[0][1] not in ("classes", "level_of"):
        return named[0] if named else None
    latest = {}  # several classes are alternatives: a no for one is not a no for another
    for each in named:
        if each[1] == named[0][1]:
            latest.setdefault(normal(each[0]["counts_for"]), each)
    return next((each for each in latest.values() if each[0]["answer"] == YES), named[0])


def named_part(leaf, text, answer, world):
    """What of the leaf the words of a ruling name."""
    if same(text, leaf.get("quote")):
        return "quote"
    if same(text, leaf.get("function")):
        return "function"
    if among(text, leaf.get("classes")):
        return "classes"
    counting_rule = leaf["type"] == "counting"
    if among(text, leaf.get("level_of")) and not (
        counting_rule and answer == NO and class_of_some_leaf(world.case["tree"], text)
    ):
        return "level_of"
    return "*" if text == "*" and not counting_rule else None


def class_of_some_leaf(node, text):
    """Whether an experience leaf of the tree names this class: then a "no" for it is about that leaf (C41)."""
    below = [each for name in ("children", "subsets", "at_most") for each in node.get(name) or ()]
    return among(text, node.get("classes")) or any(class_of_some_leaf(each, text) for each in below)


def kind_of_work(asked):
    """The test of the kind of work."""
    answer = kind(asked.leaf, asked.job, asked.world, subset=asked.subset)
    return answer == YES or (answer == UNKNOWN and asked.settle("kind", "judgement"))


def kind(leaf, job, world, *, subset=False):
    """Whether the employment is the kind of work the leaf asks for: yes, no or unknown.

    A supervisory *subset* leaves its function to the test of supervision (C7).
    """
    function = None if subset and leaf.get("supervisory") else leaf.get("function")
    ruled = ruling(leaf, job, world)
    if ruled:
        answer, part = ruled[0]["answer"], ruled[1]
        if part in ("classes", "level_of") and answer == NO and titled(job, unruled(leaf[part], job, world)):
            return YES if part == "classes" or not (function or leaf.get("qualities")) else UNKNOWN
        # a yes for the level leaves the function open (C25)
        return UNKNOWN if part == "level_of" and answer == YES and function else answer
    if titled(job, leaf.get("classes")):
        return YES
    if leaf.get("qualities"):
        return UNKNOWN  # only a ruling or an equal class title settles qualities (C24)
    if not (leaf.get("function") or leaf.get("classes") or leaf.get("level_of")):
        related = world.policy.get("unspecified_experience") == "related" and not (subset and leaf.get("supervisory"))
        return UNKNOWN if related else YES
    if leaf.get("level_of") and titled(job, leaf["level_of"]) and not function:
        return YES
    return YES if not (function or leaf.get("classes") or leaf.get("level_of")) else UNKNOWN


def unruled(classes, job, world):
    """The classes about which nobody has said anything for this employment."""
    said = [each["counts_for"] for each in world.rulings if each.get("employment") == job.get("id")]
    return [each for each in classes if not among(each, said)]


def titled(job, classes):
    """Whether the job's title or class code equals one of the classes."""
    return among(job.get("title"), classes) or among(job.get("class_code"), classes)


# --- supervision, employer, pay -------------------------------------------------------------------


def supervision(asked):
    """Supervision unknown is a missing fact; people but not the policy's test is judgement (C7, R14)."""
    if not asked.leaf.get("supervisory"):
        return True
    supervised = asked.job.get("supervised") or {}
    people, functions = supervised.get("people"), supervised.get("functions")
    if people is None:
        return asked.settle("supervision", "missing_fact")
    test = asked.world.policy.get("supervision_test") or {}
    if people == 0:
        return False
    if people >= test.get("people", 1) and len(functions or ()) >= test.get("functions", 0):
        return True
    ruled = ruling(asked.leaf, asked.job, asked.world)
    unsaid = functions is None and test.get("functions", 0)
    return bool(ruled and ruled[0]["answer"] == YES) or asked.settle(
        "supervision", "missing_fact" if unsaid else "judgement"
    )


def employer(asked):
    """Equal is yes, listed by the policy is yes, otherwise unknown until ruled (C8)."""
    wanted = asked.leaf.get("employer")
    if not wanted or (of_service(wanted, asked.job, asked.world) and not wanted.startswith(NO_NAMES)):
        return True
    ruled = ruling(asked.leaf, asked.job, asked.world)
    if ruled and ruled[1] in ("quote", "*") and ruled[0]["answer"] == YES:  # the whole leaf was ruled on
        return True
    return asked.settle("employer", "missing_fact" if asked.job.get("employer") is None else "judgement")


def of_service(service, job, world):
    """Whether the job's employer is the service named, or one the policy lists for it (C8, C23)."""
    listed = next((names for name, names in (world.policy.get("employers") or {}).items() if same(name, service)), ())
    return any(same(job.get(key), service) or among(job.get(key), listed) for key in ("employer", "sector"))


def pay(asked):
    """A leaf that says paid excludes unpaid work, and so does a policy that does not count volunteers (C10, R7)."""
    if not asked.leaf.get("paid") and asked.world.policy.get("volunteer", "counts") != "no":
        return True
    if asked.job.get("paid") is None:
        return asked.world.settle(("paid", asked.number), "missing_fact")
    return bool(asked.job["paid"])


def verification(asked):
    """At the appointment gate, verified employments only (C32)."""
    return asked.world.verified(("employment", asked.number), asked.job)
