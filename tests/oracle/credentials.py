"""Education, coursework, licenses, training, skills, conditions: C11-C15, C28-C33b, C39, C40; R19-R24, R34-R37.

Each function answers for one leaf in one world: is it met?
"""

from fractions import Fraction

from tests.oracle.calendar import DAY, MEAN_MONTH, fraction, plus_months, span, window
from tests.oracle.states import STATES
from tests.oracle.world import among, normal, same, some

LADDER = ["grade_8", "high_school", "some_college", "associate", "bachelor", "master", "doctorate"]
STUDY = {"associate": 24, "bachelor": 48, "master": 72, "doctorate": 96}  # months (C20)
WITHIN_REACH = ("eligible", "applied")  # a license not yet issued: it has no dates (C14)
A_DAY = 1 / MEAN_MONTH  # of study: the least that lies before somebody still studying
PLENTY = Fraction(10_000)  # what an open amount may be at most


def listed(name, world, reason="missing_fact"):
    """The items of a list of the record; an absent list is one open question (C11, C31)."""
    items = world.record.get(name)
    if items is None:
        return None if world.settle(("list", name), reason) else []
    return items


# --- education ------------------------------------------------------------------------------------


def educated(leaf, world):
    """Whether a finished credential meets the leaf; units of an unfinished degree are some college (R19)."""
    entries = listed("education", world)
    return entries is None or some(
        (credential(leaf, each, n, world) and finished(each, n, world))
        or credential(leaf, so_far(each, n, world), n, world)
        for n, each in enumerate(entries)
    )


def so_far(entry, number, world):
    """What an unfinished degree is already: some college if units are said; if none are, that is a missing fact."""
    begun = entry["level"] in ("some_college", *STUDY, "professional") and not finished(entry, number, world)
    units_said = entry.get("semester_units") or entry.get("quarter_units")
    begun = begun and (units_said or world.settle(("education", number, "begun"), "missing_fact"))
    return entry | {"level": "some_college" if begun else "none", "in_progress": False}


def underway(leaf, world, within=None):
    """Whether a credential in progress would meet the leaf when finished, in so many months if any are said (R22)."""
    entries = world.record.get("education") or ()
    return some(
        in_progress(each) and due_within(each, n, within, world) and credential(leaf, each, n, world)
        for n, each in enumerate(entries)
    )


def due_within(entry, number, within, world):
    """Whether an unfinished credential is expected in time."""
    if within is None:
        return True
    if entry.get("expected") is None:
        return world.settle(("education", number, "expected"), "missing_fact")
    first, last = span(entry["expected"])
    limit = plus_months(world.as_of + DAY, int(within)) - DAY
    return last <= limit or (first <= limit and world.settle(("education", number, "expected"), "missing_fact"))


def credential(leaf, entry, number, world):
    """Level, equivalency, accreditation, field, verification of one entry, whether finished or not."""
    atom = ("education", number)
    in_fields = bool(leaf.get("fields") or leaf.get("related_field"))
    return (
        covers(entry["level"], leaf["level"], world.policy, in_fields=in_fields)
        and (equivalent(leaf, entry) or world.settle((*atom, id(leaf), "ged"), "judgement"))
        and (not leaf.get("accredited") or accredited(entry, atom, world))
        and (not in_fields or in_field(leaf, entry, atom, world))
        and study_years(leaf, entry, number, world)
        and world.verified(atom, entry)
    )


def covers(held, asked, policy, *, in_fields=False):
    """Whether one level covers another (R19, C28, C39)."""
    if held in (asked, "none"):
        return held == asked
    if in_fields and policy.get("higher_degree_in_field_satisfies_lower", True) is False:
        return False
    if asked == "professional":
        return False
    if held == "vocational":
        return asked in ("grade_8", "high_school")
    if held == "professional":
        held = policy.get("professional_level", "doctorate")
    if asked == "vocational":
        return not in_fields and LADDER.index(held) >= LADDER.index("associate")
    return LADDER.index(held) >= LADDER.index(asked)


def equivalent(leaf, entry):
    """A GED meets a diploma "or equivalent"; without those words a person decides (C29)."""
    diploma = leaf["level"] == entry["level"] == "high_school"
    return not (diploma and entry.get("equivalency")) or bool(leaf.get("or_equivalent"))


def accredited(entry, atom, world):
    """Accredited, not, or not said (R23)."""
    said = entry.get("accredited")
    return bool(said) if said is not None else world.settle((*atom, "accredited"), "missing_fact")


def in_field(leaf, entry, atom, world):
    """Equal to a listed field, or ruled; a field that equals none is judgement (C12, R24)."""
    if entry.get("field") is None:
        return world.settle((*atom, id(leaf), "field"), "missing_fact")
    answer = field_answer(leaf.get("fields") or (), leaf.get("quote"), entry["field"], world)
    return world.settle((*atom, id(leaf), "field"), "judgement") if answer is None else answer


def field_answer(fields, quote, field, world):
    """True, False or None: whether a field is one of those listed."""
    if among(field, fields):
        return True
    answers = {(normal(each["counts_as"]), each["answer"]) for each in world.rulings if same(each.get("field"), field)}
    whole = {"related field"} | ({normal(quote)} if quote else set())
    if any((text, "yes") in answers for text in whole | {normal(each) for each in fields}):
        return True
    return False if any((text, "no") in answers for text in whole) else None


def study_years(leaf, entry, number, world):
    """Years of study asked of a level that is no degree."""
    if leaf.get("years") is None or leaf["level"] in STUDY or entry["level"] in STUDY:
        return True
    return studied(entry, number, world)[0] >= 12 * fraction(leaf["years"])


def in_progress(entry):
    """Whether an entry is said to be in progress, or is expected and not conferred (C33b)."""
    if entry.get("in_progress") is None:
        return entry.get("expected") is not None and entry.get("conferred") is None
    return entry["in_progress"]


def finished(entry, number, world):
    """Whether the credential is conferred by ``as_of`` (R22, C33b)."""
    if in_progress(entry):
        due = entry.get("expected")
        return due is not None and span(due)[0] <= world.as_of and world.settle(("education", number, "due"), "pending")
    return entry.get("conferred") is None or on_or_before(entry["conferred"], ("education", number, "conferred"), world)


def on_or_before(text, atom, world):
    """Whether a date, perhaps partial, lies on or before ``as_of``."""
    first, last = span(text)
    return last <= world.as_of or (first <= world.as_of and world.settle(atom, "missing_fact"))


def studied(entry, number, world):
    """Months of study of one entry, and whether it is a finished degree: by degree, by units or years (C20, R21)."""
    professional = world.policy.get("professional_level", "doctorate")
    level = professional if entry["level"] == "professional" else entry["level"]
    if level in STUDY and finished(entry, number, world):
        return Fraction(STUDY[level]), True
    if all(entry.get(key) is None for key in ("semester_units", "quarter_units", "years")):
        begun = level not in ("grade_8", "high_school")
        unsaid = begun and world.settle(("education", number, "units"), "missing_fact")
        return (PLENTY if unsaid else Fraction(0)), False
    by_units = 12 * units(entry, world.policy) / year_units(world.policy)[0]
    return max(by_units, 12 * fraction(entry.get("years") or 0)), False


def elsewhere(leaf, entry, number, world):
    """Whether a finished degree of the level asked, in another field than asked, is no study toward it: a judgement."""
    in_fields = bool(leaf.get("fields") or leaf.get("related_field"))
    reaches = covers(entry["level"], leaf["level"], world.policy) and finished(entry, number, world)
    if (
        not in_fields
        or not reaches
        or field_answer(leaf.get("fields") or (), leaf.get("quote"), entry.get("field"), world)
    ):
        return False
    return not world.settle(("education", number, "elsewhere"), "judgement")


def year_units(policy):
    """Semester and quarter units of one year of study (R21)."""
    year = policy.get("college_year_units") or {}
    return fraction(year.get("semester", 30)), fraction(year.get("quarter", 45))


def units(entry, policy):
    """Units of an entry as semester units of the jurisdiction's year."""
    semester, quarter = year_units(policy)
    return fraction(entry.get("semester_units") or 0) + fraction(entry.get("quarter_units") or 0) * semester / quarter


def study(world, *, leaf=None, toward=None):
    """Months of study done: the highest degree, or all study short of a degree together, whichever is more (C20).

    With a leaf, only study in a field that the leaf lists or that was ruled to be one (C21). ``toward`` a leaf that
    is not met: only accredited study where it asks that (R23), and less than it asks while the study goes on.
    """
    entries = listed("education", world)
    if entries is None:
        return PLENTY
    degrees, other = [Fraction(0)], [Fraction(0)]
    for number, entry in enumerate(entries):
        atom = ("education", number)
        wrong_field = leaf and leaf.get("fields") and not in_field(leaf, entry, atom, world)
        outside = toward and toward.get("accredited") and not accredited(entry, atom, world)
        outside = outside or (toward and elsewhere(toward, entry, number, world))
        if not wrong_field and not outside and world.verified(atom, entry):
            done, degree = studied(entry, number, world)
            (degrees if degree else other).append(done)
    if toward and PLENTY in other:
        said = [each for each in other if each != PLENTY]
        other = [max(sum(said), STUDY[toward["level"]] - A_DAY)]
    return max(*degrees, sum(other))


# --- coursework -----------------------------------------------------------------------------------


def coursed(leaf, world):
    """Whether units or courses in the subjects reach what is asked, the subsets inside it too (C30)."""
    return enough_courses(leaf, world) and not some(not coursed(each, world) for each in leaf.get("subsets") or ())


def enough_courses(leaf, world):
    """The leaf's own number of units or courses."""
    if not leaf.get("subjects"):
        unlisted = world.record.get("coursework") is None and world.settle(("list", "coursework"), "missing_fact")
        return enough_units(leaf, units_of_education(world)) or unlisted
    entries = listed("coursework", world)
    if entries is None:
        return True
    held = [(n, each) for n, each in enumerate(entries) if in_subject(leaf, each, n, world)]
    if leaf.get("courses") is not None:  # an entry that does not say how many is one course at least
        return sum(said(each.get("courses"), n, world, least=1) for n, each in held) >= fraction(leaf["courses"])
    return enough_units(leaf, sum(said(semester_units(each), n, world, least=0) for n, each in held))


def said(amount, number, world, *, least):
    """An amount of one coursework entry; not said, it may be anything from the least up."""
    if amount is not None:
        return fraction(amount)
    return PLENTY if world.settle(("coursework", number, "amount"), "missing_fact") else Fraction(least)


def semester_units(entry):
    """1 semester unit = 1.5 quarter units (C30)."""
    if entry.get("semester_units") is None and entry.get("quarter_units") is None:
        return None
    return fraction(entry.get("semester_units") or 0) + fraction(entry.get("quarter_units") or 0) / Fraction("1.5")


def enough_units(leaf, got):
    """Semester or quarter units, whichever of those printed is reached first."""
    needs = [fraction(leaf["semester_units"])] if leaf.get("semester_units") is not None else []
    needs += [fraction(leaf["quarter_units"]) / Fraction("1.5")] if leaf.get("quarter_units") is not None else []
    return got >= min(needs, default=Fraction(0))


def in_subject(leaf, entry, number, world):
    """Whether a course is in one of the subjects: equal, or ruled; completed; verified at appointment."""
    atom = ("coursework", number)
    answer = field_answer(leaf["subjects"], leaf.get("quote"), entry["subject"], world)
    return (
        (world.settle((*atom, id(leaf)), "judgement") if answer is None else answer)
        and (entry.get("completed") is None or on_or_before(entry["completed"], (*atom, "completed"), world))
        and world.verified(atom, entry)
    )


def units_of_education(world):
    """Units of education: those stated; a finished degree counts its years (C30)."""
    return study(world) / 12 * year_units(world.policy)[0]


# --- licenses -------------------------------------------------------------------------------------


def licensed(leaf, world, statuses=("active",)):
    """Whether a license held is of the name, the issuer, the age asked, and in force (R34)."""
    entries = listed("licenses", world)
    if leaf.get("kind") == "eligibility":
        statuses = ("active", *WITHIN_REACH)  # C14
    return entries is None or some(license_counts(leaf, each, n, statuses, world) for n, each in enumerate(entries))


def eligible(leaf, world):
    """Whether a license of the name and issuer is applied for or within reach (R35, C14)."""
    entries = world.record.get("licenses") or ()
    return some(license_counts(leaf, each, n, WITHIN_REACH, world) for n, each in enumerate(entries))


def license_counts(leaf, entry, number, statuses, world):
    """Every test of one license."""
    atom = ("license", number)
    return (
        license_named(leaf, entry, (*atom, id(leaf)), world)
        and license_issued_by(leaf, entry, atom, world)
        and license_status(entry, statuses, atom, world)
        and (entry.get("status") in WITHIN_REACH or license_dates(leaf, entry, atom, world))
        and (entry.get("status") in WITHIN_REACH or license_age(leaf, entry, atom, world))
        and world.verified(atom, entry)
    )


def license_named(leaf, entry, atom, world):
    """Equal, covered, known not to cover, or unknown until ruled (C40)."""
    wanted = leaf["name"] if isinstance(leaf.get("name"), list) else [leaf.get("name")]
    table = world.policy.get("license_equivalents") or {}
    covered = [less for name, lesser in table.items() if same(name, entry["name"]) for less in lesser]
    if among(entry["name"], wanted) or any(among(name, covered) for name in wanted):
        return True
    known = [*table, *(less for lesser in table.values() for less in lesser)]
    if among(entry["name"], known) and all(among(name, known) for name in wanted):
        return False
    said = [ruled_as("license", entry["name"], [name], world) for name in wanted]
    sentence = ruled_as("license", entry["name"], [leaf.get("quote")], world)
    if sentence or True in said:
        return True
    if sentence is False or (said and not any(each is None for each in said)):  # one name of several leaves the others
        return False
    return world.settle((*atom, "name"), "judgement")


def ruled_as(what, item, wanted, world):
    """The latest ruling that an item of the record counts as what is wanted."""
    found = [r for r in world.rulings if same(r.get(what), item) and among(r.get("counts_as"), wanted)]
    return max(found, key=lambda each: each.get("on") or "")["answer"] == "yes" if found else None


def license_issued_by(leaf, entry, atom, world):
    """Issuers are compared by state (C13)."""
    if leaf.get("issuer") is None:
        return True
    if entry.get("issuer") is None:
        return world.settle((*atom, "issuer"), "missing_fact")
    if same(leaf["issuer"], entry["issuer"]):
        return True
    asked, held = state(leaf["issuer"]), state(entry["issuer"])
    return asked == held if asked and held else world.settle((*atom, id(leaf), "issuer"), "judgement")


def state(issuer):
    """The state an issuer is, "State of IL" or "Illinois" or "IL"; None if it is something else."""
    name = normal(issuer).removeprefix("state of ")
    return STATES.get(name, name if name in STATES.values() else None)


def license_status(entry, statuses, atom, world):
    """Only an active license is valid (C14)."""
    if entry.get("status") is None:
        return world.settle((*atom, "status"), "missing_fact")
    return entry["status"] in statuses


def license_dates(leaf, entry, atom, world):
    """Issued by then and not expired; no date of expiry is unknown only where the leaf says current (C14)."""
    if entry.get("issued") is not None and not on_or_before(entry["issued"], (*atom, "issued"), world):
        return False
    if entry.get("expires") is None:
        says_current = leaf.get("current") or leaf.get("valid")  # the same (C13)
        return not says_current or world.settle((*atom, "expires"), "missing_fact")
    first, last = span(entry["expires"])
    return first >= world.as_of or (last >= world.as_of and world.settle((*atom, "expires"), "missing_fact"))


def license_age(leaf, entry, atom, world):
    """Held so many months."""
    if leaf.get("held_months") is None:
        return True
    if entry.get("issued") is None:
        return world.settle((*atom, "issued"), "missing_fact")
    by = min(window(world.as_of, leaf["held_months"]))
    first, last = (day.toordinal() for day in span(entry["issued"]))
    return last <= by or (first <= by and world.settle((*atom, "issued"), "missing_fact"))


# --- training, skills, conditions -----------------------------------------------------------------


def trained(leaf, world):
    """Named in the record, or ruled; not mentioned is judgement, an empty list is none (C31)."""
    entries = listed("training", world, "judgement")
    return entries is None or some(training_counts(leaf, each, n, world) for n, each in enumerate(entries))


def training_counts(leaf, entry, number, world):
    """Name, date, verification of one training."""
    atom = ("training", number)
    return (
        item_named("training", entry["program"], [leaf.get("program"), leaf.get("quote")], (*atom, id(leaf)), world)
        and training_date(leaf, entry, atom, world)
        and world.verified(atom, entry)
    )


def training_date(leaf, entry, atom, world):
    """Completed by ``as_of``, and recently where the leaf says so."""
    if entry.get("completed") is None:
        return leaf.get("within_months") is None or world.settle((*atom, "completed"), "missing_fact")
    if not on_or_before(entry["completed"], (*atom, "completed"), world):
        return False
    if leaf.get("within_months") is None:
        return True
    since = min(window(world.as_of, leaf["within_months"]))
    first, last = (day.toordinal() for day in span(entry["completed"]))
    return first >= since or (last >= since and world.settle((*atom, "completed"), "missing_fact"))


def item_named(what, held, wanted, atom, world):
    """Equal, ruled, or judgement (C40)."""
    if among(held, [each for each in wanted if each]):
        return True
    answer = ruled_as(what, held, wanted, world)
    return world.settle((*atom, "name"), "judgement") if answer is None else answer


def skilled(leaf, world):
    """The skill measured in the unit asked, at least so much."""
    entries = listed("skills", world, "judgement")
    return entries is None or some(skill_counts(leaf, each, n, world) for n, each in enumerate(entries))


def skill_counts(leaf, entry, number, world):
    """Name, unit, value, verification of one skill."""
    atom = ("skills", number)
    named = item_named("skill", entry["skill"], [leaf["skill"], leaf.get("quote")], (*atom, id(leaf)), world)
    other_unit = leaf.get("min") is not None and leaf.get("unit") and not same(entry.get("unit"), leaf["unit"])
    if not named or (other_unit and not world.settle((*atom, id(leaf), "unit"), "judgement")):
        return False
    if leaf.get("min") is not None and not other_unit and entry.get("value") is None:
        return world.settle((*atom, "value"), "missing_fact")
    reached = leaf.get("min") is None or other_unit or fraction(entry["value"]) >= fraction(leaf["min"])
    return reached and world.verified(atom, entry)


def conditioned(leaf, world):
    """From the record where it says so, else ruled, else judgement (C31)."""
    ruled = [each for each in world.rulings if leaf.get("quote") and same(each.get("condition"), leaf["quote"])]
    if ruled:
        return max(ruled, key=lambda each: each.get("on") or "")["answer"] == "yes"
    said = (world.record.get("conditions") or {}).get(leaf.get("kind"))
    if leaf.get("min") is not None and isinstance(said, int | float) and not isinstance(said, bool):
        return fraction(said) >= fraction(leaf["min"])
    if isinstance(said, bool):
        return said
    return world.settle(("condition", id(leaf)), "judgement")
