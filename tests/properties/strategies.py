"""Random cases over the whole requirement language, as the plain JSON a worked case holds.

The words are few, so that what a record says and what a leaf asks often meet. What the rules leave open is not
generated: each such restriction stands beside the strategy it restricts, with its reason.
"""

from datetime import date, timedelta
from functools import lru_cache
from itertools import count

from hypothesis import strategies as st

AS_OF = ("2026-06-30", "2026-03-31")
FUNCTIONS = ("case management", "permit review", "water sampling")
CLASSES = ("Case Aide", "Permit Technician", "Program Analyst I")
SERVICE = "Alder state service"
EMPLOYERS = (SERVICE, "Marrow Bay Harbor Trust", "Alder Department of Works")
FIELDS = ("sociology", "biology", "accounting")
LICENSES = ("Licensed Counselor", "Licensed Senior Counselor", "driver's license")
ISSUERS = ("State of Illinois", "State of IL", "Missouri")
LEVELS = "grade_8 high_school some_college vocational associate bachelor master doctorate professional".split()
DEGREES = ("associate", "bachelor", "master", "doctorate")
DUE = ("2026-03", "2026-08", "2027-05")
PROGRAMS = ("Basic Water School", "Supervisory Academy")
SKILLS = ("typing", "data entry")
ANSWERS = ("yes", "no")


@lru_cache(maxsize=None, typed=True)
def pick(*values):
    """One of the values."""
    return st.sampled_from(values)


def chance(part):
    """True about one time in ``part``."""
    return pick(*[False] * (part - 1), True)


def maybe(part, *values):
    """One of the values about one time in ``part``, else None: the key is left out."""
    return pick(*[None] * ((part - 1) * len(values)), *values)


SOME_FIELDS = st.one_of(st.none(), st.lists(pick(*FIELDS), min_size=1, max_size=2, unique=True))
SUPERVISION_TESTS = st.sampled_from([None] * 8 + [{"people": 2, "functions": 2}, {"people": 1, "functions": 3}])
EQUIVALENTS = st.sampled_from([None, None, None, {LICENSES[1]: [LICENSES[0]]}])
LISTED_EMPLOYERS = st.sampled_from([None, None, None, {SERVICE: [EMPLOYERS[2]]}])


YEARS_OF_UNITS = st.sampled_from([None] * 7 + [{"semester": 24, "quarter": 36}])


def present(**values):
    """The mapping without what is None or False: an absent key means unknown."""
    return {key: value for key, value in values.items() if value is not None and value is not False}


class Names:
    """Gives every node of one case a quote of its own.

    ``choices``: a part of a length may be any of several; which of them a cure asks for is open.
    """

    def __init__(self, *, choices=False):
        self.numbers, self.choices = count(1), choices

    def quote(self, words):
        return f"{words} ({next(self.numbers)})"


# --- leaves ---------------------------------------------------------------------------------------


@st.composite
def experiences(draw, names, *, subset_of=None, plain=False):
    """An experience leaf; ``plain`` ones carry neither subsets nor limits, hours, options or an open length."""
    kind = draw(pick("function", "classes", "level_of", "both", "none", "none", "titled"))
    leaf = present(
        type="experience",
        quote=names.quote("months of experience"),
        function=draw(pick(*FUNCTIONS)) if kind in ("function", "both", "titled") else None,
        classes=draw(st.lists(pick(*CLASSES), min_size=1, max_size=2, unique=True))
        if kind in ("classes", "titled")
        else None,
        level_of=[draw(pick(*CLASSES))] if kind in ("level_of", "both") else None,
        paid=draw(chance(6)),
        full_time=draw(chance(6)),
        supervisory=draw(chance(6)),
        # qualities beside a level alone: whether the level's title settles them is open
        qualities=["progressively responsible"] if kind not in ("level_of", "both") and draw(chance(6)) else None,
        employer=draw(maybe(10, *EMPLOYERS[:2])),
        within_months=draw(maybe(8, 24, 60)),
    )
    if subset_of is not None:
        leaf["months"] = draw(st.sampled_from([each for each in (6, 12) if each <= subset_of] or [subset_of]))
        if subset_of == 36 and draw(chance(4)):
            leaf["subsets"] = [draw(experiences(names, subset_of=6))]
        return leaf | present(may_be_outside=draw(chance(5)))
    if plain:
        return leaf | {"months": draw(pick(6, 12, 12, 24, 36))}
    if draw(chance(12)):  # hours: kept apart from months, subsets and limits, which no rule combines with hours
        return leaf | {"hours": draw(pick(520, 1040))}
    months = draw(pick(None, 0, 6, 6, 12, 12, 24, 36))
    leaf |= present(exclusive=bool(months) and draw(chance(10)))
    if months is not None:
        leaf["months"] = months
    if months and draw(chance(3)):
        leaf["subsets"] = draw(subsets(names, months))
    if months and draw(chance(6)):
        leaf["at_most"] = [draw(limits(names)) for _ in range(draw(pick(1, 1, 2)))]
    return leaf


@st.composite
def subsets(draw, names, months):
    """One or two things the months must include."""
    one = experiences(names, subset_of=months)
    form = draw(pick("one", "one", "two", "any_of", "option") if names.choices else pick("one", "one", "two", "option"))
    if form == "any_of":
        return [{"type": "any_of", "children": [draw(one), draw(one)]}]
    if form == "option":
        return [{"type": "option", "by": "institution", "quote": names.quote("if required"), "children": [draw(one)]}]
    return [draw(one) for _ in range(2 if form == "two" else 1)]


@st.composite
def limits(draw, names):
    """A kind of work that counts for so many months at most."""
    return {
        "type": "experience",
        "quote": names.quote("may be"),
        "function": draw(pick(*FUNCTIONS)),
        "months": draw(pick(3, 6)),
    }


@st.composite
def educations(draw, names, levels=LEVELS, *, fields=True):
    """An education leaf. Years of study stand only with a level that is no degree: with a degree nothing says more."""
    level = draw(pick(*levels))
    return present(
        type="education",
        quote=names.quote("schooling"),
        level=level,
        years=2 if level == "some_college" and draw(chance(3)) else None,
        fields=draw(SOME_FIELDS) if fields and level in (*DEGREES, "vocational") else None,
        accredited=draw(chance(5)),
        or_equivalent=level == "high_school" and draw(st.booleans()),
    )


@st.composite
def courses(draw, names):
    """A coursework leaf; a subset's subject is one of the total's, or the total has none."""
    subjects = draw(st.lists(pick(*FIELDS), max_size=2, unique=True))
    if subjects and draw(chance(4)):
        return {"type": "coursework", "quote": names.quote("courses"), "courses": 2, "subjects": subjects}
    leaf = {"type": "coursework", "quote": names.quote("units"), "semester_units": draw(pick(12, 60))}
    leaf |= present(subjects=subjects or None, quarter_units=leaf["semester_units"] * 1.5 if draw(chance(3)) else None)
    if draw(chance(4)):
        of = [draw(st.sampled_from(subjects or FIELDS))]
        inner = {"type": "coursework", "quote": names.quote("of these"), "semester_units": 6, "subjects": of}
        leaf["subsets"] = [inner]
    return leaf


@st.composite
def licenses(draw, names):
    """A license leaf."""
    kind = draw(pick("license", "license", "certificate", "eligibility"))
    later = draw(pick(None, None, None, "appointment", "hire"))
    reached = kind != "eligibility"  # whether what one is only eligible for can be current, or held long, is open
    return present(
        type="license",
        quote=names.quote("license"),
        name=list(LICENSES[:2]) if draw(chance(4)) else draw(pick(*LICENSES)),
        kind=kind,
        issuer=draw(maybe(4, *ISSUERS)),
        current=reached and draw(chance(3)),
        valid=reached and draw(chance(5)),
        held_months=draw(maybe(8, 24)) if reached else None,
        when="appointment" if later == "appointment" else None,
        within_months_of_hire=6 if later == "hire" else None,
    )


@st.composite
def small_leaves(draw, names):
    """Training, skill, condition, unread."""
    kind = draw(pick("training", "skill", "condition", "age", "unread"))
    quote = names.quote(kind)
    if kind == "training":
        program = draw(pick(*PROGRAMS))
        return present(type=kind, quote=quote, program=program, within_months=draw(maybe(3, 24)))
    if kind == "skill":
        return {"type": kind, "quote": quote, "skill": draw(pick(*SKILLS)), "min": 40, "unit": "wpm"}
    if kind == "age":
        return {"type": "condition", "quote": quote, "kind": "age", "min": 21}
    if kind == "condition":
        return {"type": kind, "quote": quote, "kind": "background"}
    return {"type": "unread", "quote": quote}


def any_leaf(names):
    """Any leaf, the commonest ones oftener."""
    return st.one_of(
        experiences(names), experiences(names), educations(names), licenses(names), courses(names), small_leaves(names)
    )


# --- groups and rules -----------------------------------------------------------------------------


@st.composite
def options(draw, names):
    """An option over one leaf or over alternatives, by one of those who may decide."""
    children = [draw(any_leaf(names))]
    if draw(st.booleans()):
        children = [{"type": "any_of", "children": [*children, draw(any_leaf(names))]}]
    by = draw(pick("appointing authority", "institution", "position"))
    return {"type": "option", "quote": names.quote("may require"), "by": by, "children": children}


def give_text(kind):
    """Words that say what may be given: none, words that restrict nothing, words a ruling must name (C18)."""
    unrestricting = {"experience": "Additional qualifying experience", "education": "education of college level"}
    return pick(None, unrestricting[kind], "work with tides", "degree in tides")


@st.composite
def experience_for_education(draw, names):
    """Experience for education, with the experience beside it.

    The degree asks for no field and no accreditation (what a finished degree in another field, or of a school without
    it, leaves as a deficit is open), the experience beside it is one leaf or one of two (how the surplus over several
    at once is counted is open).
    """
    education = draw(educations(names, DEGREES[:3], fields=False))
    education.pop("accredited", None)
    beside = [draw(experiences(names, plain=True)) for _ in range(draw(st.integers(0, 2)))]
    terms = draw(pick("year for year", "capped", "two for one", "fixed"))
    rule = present(
        type="substitution",
        quote=names.quote("may be substituted"),
        give="experience",
        target="education",
        give_text=draw(give_text("experience")),
        ratio={"year for year": [12, 12], "capped": [12, 12], "two for one": [24, 12]}.get(terms),
        cap_months=24 if terms == "capped" else None,
        give_months=24 if terms == "fixed" else None,
    )
    group = beside if len(beside) < 2 else [{"type": "any_of", "children": beside}]
    return {"type": "all_of", "children": [education, *group], "rules": [rule]}


@st.composite
def education_for_experience(draw, names):
    """Education for experience. A level given lies above the base, or there is no base (reuse of the base is open)."""
    experience = draw(experiences(names, plain=True))
    if draw(chance(3)):
        experience["subsets"] = [draw(experiences(names, subset_of=6))]
    base = [draw(educations(names, ("high_school", "associate")))] if draw(st.booleans()) else []
    if (not base or base[0]["level"] == "high_school") and draw(chance(4)):  # how study beyond a degree counts is open
        rule = {"type": "substitution", "quote": names.quote("year for year"), "give": "education"}
        rule |= {"target": "experience", "ratio": draw(st.sampled_from(([12, 12], [24, 12]))), "cap_months": 24}
        return {"type": "all_of", "children": [*base, experience], "rules": [rule]}
    rules = []
    for _ in range(draw(st.integers(1, 2))):
        terms = draw(pick("level", "whole", "floor"))
        rules.append(
            present(
                type="substitution",
                quote=names.quote("may be substituted"),
                give="education",
                target="experience",
                give_level=draw(pick("bachelor", "master")),
                credit_months=None if terms == "whole" else draw(pick(6, 12)),
                floor_months=6 if terms == "floor" else None,
                give_text=draw(give_text("education")),
            )
        )
    return {"type": "all_of", "children": [*base, experience], "rules": rules}


@st.composite
def items_given(draw, names):
    """A license, a course or a training for months of experience, or training for an associate's degree."""
    give = draw(pick("license", "coursework", "training"))
    text = draw(pick(*{"license": LICENSES, "coursework": FIELDS, "training": PROGRAMS}[give], "a course in tides"))
    target = draw(pick("experience", "experience", "education")) if give == "training" else "experience"
    rule = {"type": "substitution", "quote": names.quote("may be substituted"), "give": give, "target": target}
    rule |= {"give_text": text, draw(pick("cap_months", "credit_months")): draw(pick(6, 12, 24))}
    leaf = educations(names, DEGREES[:2], fields=False) if target == "education" else experiences(names, plain=True)
    return {"type": "all_of", "children": [draw(leaf)], "rules": [rule]}


@st.composite
def combinations(draw, names):
    """Any combination of education and experience, with or without a total."""
    education = draw(educations(names, DEGREES[:2]))
    education.pop("accredited", None)  # whether an accredited school is asked of the sum too is open
    children = [education, draw(experiences(names, plain=True))]
    if draw(chance(3)):
        children.append(draw(licenses(names)))
    rule = present(
        type="combination",
        quote=names.quote("any combination"),
        of=["education", "experience"],
        total_months=draw(pick(None, 36, 48, 48)),
    )
    return {"type": "all_of", "children": children, "rules": [rule]}


@st.composite
def patterns(draw, names):
    """Patterns that may be combined by their shares."""
    children = []
    for _ in range(draw(st.integers(2, 3))):
        experience = draw(experiences(names, plain=True))
        if draw(chance(4)):
            experience["subsets"] = [draw(experiences(names, subset_of=6)) | {"may_be_outside": False}]
        if draw(chance(4)):
            children.append({"type": "all_of", "children": [experience, draw(educations(names))]})
        else:
            children.append(experience)
    rule = {"type": "combination", "quote": names.quote("shares"), "of": ["experience"], "proportional": True}
    return {"type": "any_of", "children": children, "rules": [rule]}


@st.composite
def counted(draw, names):
    """Experience under a rule about experience in one service."""
    rule = present(
        type="counting",
        quote=names.quote("must include"),
        when_employer=SERVICE,
        months=draw(pick(None, 6, 12)),
        level_of=[draw(pick(*CLASSES))],
    )
    return {"type": "all_of", "children": [draw(experiences(names, plain=True))], "rules": [rule]}


@st.composite
def admitted(draw, names):
    """A group under an admission rule. Experience always with the months allowed: without them nothing bounds it."""
    applies_to = draw(pick("experience", "education", "license", "all"))
    leaf = {"experience": experiences(names, plain=True), "education": educations(names), "license": licenses(names)}
    children = [draw(leaf[applies_to] if applies_to in leaf else st.one_of(*leaf.values()))]
    if draw(chance(3)):
        children.append(draw(st.one_of(*leaf.values())))
    rule = present(
        type="admission",
        quote=names.quote("will be admitted"),
        applies_to=applies_to,
        by="appointment",
        short_months=6 if applies_to in ("experience", "all") else None,
    )
    return {"type": "all_of", "children": children, "rules": [rule]}


@st.composite
def supervised(draw, names):
    """General and supervisory experience side by side."""
    general = draw(experiences(names, plain=True)) | {"supervisory": False}
    supervisory = draw(experiences(names, plain=True)) | {"supervisory": True}
    return {"type": "all_of", "children": [general, supervisory]}


@st.composite
def plain_groups(draw, names):
    """All of or any of a few leaves and smaller groups, options among them."""
    children = draw(st.lists(st.one_of(any_leaf(names), any_leaf(names), options(names)), min_size=1, max_size=3))
    if draw(chance(3)):
        kind = draw(pick("all_of", "any_of"))
        children.append({"type": kind, "children": [draw(any_leaf(names)) for _ in range(2)]})
    return {"type": draw(pick("all_of", "any_of")), "children": children}


def leaf_alone(names):
    """A tree that is one leaf."""
    return any_leaf(names)


def option_alone(names):
    """A tree that is one option."""
    return options(names)


FORMS = {
    "leaf": leaf_alone,
    "option": option_alone,
    "plain": plain_groups,
    "experience for education": experience_for_education,
    "education for experience": education_for_experience,
    "items given": items_given,
    "combination": combinations,
    "patterns": patterns,
    "counting": counted,
    "admission": admitted,
    "supervised": supervised,
}


# --- records --------------------------------------------------------------------------------------


@st.composite
def months_of(draw, first, last):
    """A stretch of whole calendar months."""
    year_0, year_1 = first * 12, last * 12 + 5
    begin = draw(st.integers(year_0, year_1))
    end = begin + draw(st.integers(0, 60))
    return date(begin // 12, begin % 12 + 1, 1), date((end + 1) // 12, (end + 1) % 12 + 1, 1) - timedelta(days=1)


def partial(day, precision):
    """A date as it may be written: to the day, the month or the year."""
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


@st.composite
def employments(draw, number, *, whole_months, certain):
    """One employment; ``certain``: dates, hours, pay and supervision are said."""
    begin, end = draw(months_of(2020, 2026))
    if not whole_months:
        begin += timedelta(days=draw(st.integers(0, 20)))
        end = max(begin, end - timedelta(days=draw(st.integers(0, 20))))
    precision = "day" if certain else draw(pick("day", "day", "day", "month", "year"))
    job = {"id": f"e{number}", "title": draw(pick(*CLASSES, "Diver")), "start": partial(begin, precision)}
    job["end"] = None if draw(chance(6)) else partial(end, precision)
    job["employer"] = draw(pick(*EMPLOYERS))
    hours = draw(pick(40, 40, 40, 20, 30) if certain else pick(40, 40, 40, 40, 20, None))
    people = draw(pick(0, 3) if certain else pick(0, 1, 3, 3, None))
    job |= present(hours_per_week=hours, share=draw(maybe(8, 0.5)))
    if certain or draw(st.integers(0, 2)):
        job["paid"] = draw(st.integers(0, 3)) > 0
    if people is not None:
        job["supervised"] = {"people": people, "functions": ["assign", "review", "evaluate"][: draw(st.integers(1, 3))]}
    if not certain and draw(chance(15)):
        job.pop(draw(pick("start", "end")))
    return job


@st.composite
def schooling(draw):
    """One entry of education. Study short of a degree always says its units: how much it may be otherwise is open."""
    level = draw(pick(*LEVELS[1:]))
    entry = {"level": level}
    if level != "high_school":
        entry |= present(field=draw(pick(*FIELDS, "music", None)))
    if level == "some_college":
        entry["semester_units"] = draw(pick(30, 60, 90))
    elif level == "vocational":
        entry["years"] = 1
    elif level in (*DEGREES, "professional"):
        state = draw(pick("done", "done", "done", "undated", "this year", "underway", "due"))
        done = {"done": "2015-05", "this year": "2026"}.get(state)
        entry |= present(conferred=done)
        if state in ("underway", "due"):
            entry |= {
                "in_progress": True,
                "expected": draw(pick(*DUE[1:])) if state == "underway" else DUE[0],
                "semester_units": 60,
            }
    entry |= present(equivalency="GED" if level == "high_school" and draw(chance(4)) else None)
    said = draw(pick(True, True, False, None))
    return entry if said is None else entry | {"accredited": said}


@st.composite
def held_licenses(draw):
    """One license held, lapsed or within reach; what is only within reach has no dates."""
    status = draw(pick("active", "active", "active", "lapsed", "suspended", "eligible", "applied"))
    held = status not in ("eligible", "applied")
    return present(
        name=draw(pick(*LICENSES)),
        issuer=draw(pick(*ISSUERS, None)),
        issued=draw(pick("2015-01-01", "2025-12-01", "2024", None)) if held else None,
        expires=draw(pick("2028-12-31", "2028-12-31", "2026-02-28", "2026", None)) if held else None,
        status=status,
    )


@st.composite
def records(draw, *, whole_months, certain=False):
    """What one person has; an absent list is unknown."""
    jobs = draw(st.integers(0, 3))
    record = {
        "format": "meritplan-record/1",
        "id": "p1",
        "employment": [draw(employments(n, whole_months=whole_months, certain=certain)) for n in range(jobs)],
        "education": [draw(schooling()) for _ in range(draw(st.integers(0, 2)))],
        "licenses": [draw(held_licenses()) for _ in range(draw(st.integers(0, 2)))],
        "coursework": draw(st.lists(taken_courses(), max_size=2)),
        "training": [
            present(program=each, completed=draw(pick("2025-06", "2020", "2024", None)))
            for each in draw(st.lists(pick(*PROGRAMS), max_size=1))
        ],
        "skills": [
            {"skill": each, "value": draw(pick(35, 40, 60)), "unit": draw(pick("wpm", "kph"))}
            for each in draw(st.lists(pick(*SKILLS), max_size=1))
        ],
        "conditions": draw(st.sampled_from(({"age": 34}, {"age": 20}, {"height": 170}))),
    }
    gone = draw(maybe(6, *[each for each in record if each not in ("format", "id")]))
    return {key: value for key, value in record.items() if key != gone}


@st.composite
def taken_courses(draw):
    """One course or block of units."""
    amount = draw(
        st.sampled_from(({"semester_units": 12}, {"quarter_units": 18}, {"courses": 2}, {"semester_units": 48}))
    )
    completed = draw(pick("2018-12", None, "2026"))
    return {"subject": draw(pick(*FIELDS, "music")), **amount, **present(completed=completed)}


# --- rulings, positions, policies, cases ----------------------------------------------------------


def nodes(node):
    """Every node of a tree: children, subsets, limits and rules too."""
    yield node
    for name in ("children", "subsets", "at_most", "rules"):
        for each in node.get(name) or ():
            yield from nodes(each)


def shares_months(tree):
    """Whether months are shared out among several uses: only whole calendar months add up however they are cut."""
    return any(node.get(name) for node in nodes(tree) for name in ("at_most", "subsets", "rules"))


def adds_study(tree):
    """Whether study is added up: how, over several entries, is open."""
    return any(
        node["type"] in ("combination", "substitution") or (node["type"] == "coursework" and not node.get("subjects"))
        for node in nodes(tree)
    )


def askable(tree):
    """What rulings about employments may name, as (text, whether it is a kind a limit speaks of)."""
    texts = []
    for node in nodes(tree):
        if node["type"] in ("experience", "counting"):
            texts += [node["quote"], node.get("function"), *(node.get("classes") or ()), *(node.get("level_of") or ())]
        if node["type"] == "substitution" and node["give"] == "experience":
            texts.append(node.get("give_text"))
    return sorted({text for text in texts if text})


@st.composite
def rulings(draw, tree, record, *, shares):
    """Decisions on employments, fields, licenses and conditions that the tree speaks of, one question each."""
    drawn = []
    # whether "*" speaks of a limit too, and whether it settles the employer and the test of supervision, is open
    limited = any(node.get(key) for node in nodes(tree) for key in ("at_most", "employer", "supervisory"))
    texts = askable(tree) if limited else [*askable(tree), "*"]
    for job in record.get("employment") or ():
        for text in draw(st.lists(st.sampled_from(texts), max_size=3, unique=True)) if texts else ():
            ruling = {"employment": job["id"], "counts_for": text, "answer": draw(pick("yes", "yes", "yes", "no"))}
            drawn.append(
                ruling | present(share=0.75 if shares and ruling["answer"] == "yes" and draw(chance(8)) else None)
            )
    combined = any(node["type"] == "combination" for node in nodes(tree))
    educations = [node for node in nodes(tree) if node["type"] in ("education", "coursework")]
    educations += [node for node in nodes(tree) if node["type"] == "substitution" and node["give"] == "education"]
    for field in sorted({each["field"] for each in record.get("education") or () if each.get("field")}):
        for node in draw(st.lists(st.sampled_from(educations), max_size=1)) if educations else ():
            # whether a "no" to the sentence about the degree settles what a combination adds up is open
            own = "related field" if combined else node["quote"]
            text = node.get("give_text") or draw(st.sampled_from((own, "related field")))
            drawn.append({"field": field, "counts_as": text, "answer": draw(pick(*ANSWERS))})
    for node in nodes(tree):
        if node["type"] == "condition" and node["kind"] != "age" and draw(st.booleans()):
            drawn.append({"condition": node["quote"], "answer": draw(pick(*ANSWERS))})
        if node["type"] == "substitution" and node["give"] in ("license", "coursework", "training"):
            what, held = {
                "license": ("license", LICENSES),
                "coursework": ("field", (*FIELDS, "music")),
                "training": ("training", PROGRAMS),
            }[node["give"]]
            ruled = {what: draw(pick(*held)), "counts_as": node["give_text"], "answer": draw(pick(*ANSWERS))}
            drawn += draw(pick(0, 1)) * [ruled]
        if node["type"] in ("training", "skill") and draw(chance(3)):
            held = draw(pick(*(PROGRAMS if node["type"] == "training" else SKILLS)))
            drawn.append({node["type"]: held, "counts_as": node["quote"], "answer": draw(pick(*ANSWERS))})
        if node["type"] == "license" and draw(chance(4)):
            held = draw(pick(*LICENSES))
            drawn.append({"license": held, "counts_as": node["quote"], "answer": draw(pick(*ANSWERS))})
    return [ruling | {"by": "officer", "on": f"2026-01-{at + 1:02}"} for at, ruling in enumerate(drawn)]


@st.composite
def positions(draw, tree):
    """What a position says of the options: nothing, required, waived, or one leaf named."""
    position = {"require": [], "waive": []}
    for node in nodes(tree):
        if node["type"] == "option":
            said = draw(pick("nothing", "require", "waive", "name"))
            if said in ("require", "waive"):
                position[said].append(node["quote"])
            elif said == "name":
                inner = node["children"][0]
                named = draw(st.sampled_from(inner["children"])) if inner["type"] == "any_of" else inner
                position["require"].append(named["quote"])
    return {key: value for key, value in position.items() if value}


@st.composite
def policies(draw, *, additive=False):
    """A jurisdiction's arithmetic, mostly the defaults."""
    return present(
        full_time_hours=draw(maybe(6, 35, 37.5)),
        month_dates=draw(maybe(6, "whole", "subtract")),
        college_year_units=draw(YEARS_OF_UNITS),
        overlap=draw(maybe(3, "union", "sum_capped", "sum_uncapped")),
        part_time=draw(maybe(8, "none")),
        volunteer=draw(maybe(6, "no")),
        unspecified_experience=draw(maybe(6, "related")),
        and_supervisory="additive" if additive and draw(st.booleans()) else None,
        supervision_test=draw(SUPERVISION_TESTS),
        professional_level=draw(maybe(6, "master")),
        license_equivalents=draw(EQUIVALENTS),
        employers=draw(LISTED_EMPLOYERS),
    ) | ({"higher_degree_in_field_satisfies_lower": False} if draw(chance(6)) else {})


DIVIDED = ("experience for education", "supervised")  # forms that divide months among several purposes


def years_apart(job, year):
    """Move an employment so that it begins in this year and lasts less than four: none lies beside another."""
    start, end = job.get("start"), job.get("end")
    if start:
        job["start"] = f"{year}{start[4:]}"
    if end:
        job["end"] = f"{year + 2}{end[4:]}".replace("-02-29", "-02-28")
    elif "end" in job:
        job["end"] = f"{year + 3}-12-31"


def leave_out_what_is_open(form, tree, record, policy):
    """Take from a record and a policy what the rules do not settle for this tree."""
    jobs, schools = record.get("employment", []), record.get("education", [])
    if form in ("supervised", "patterns"):  # whether concurrent work adds up across several requirements
        policy.pop("overlap", None)
    if form in DIVIDED:  # whether the rest of a day, or a job beside another, may serve another purpose
        for number, job in enumerate(jobs):
            job.pop("share", None)
            years_apart(job, 2014 + 4 * number)
    if form == "items given":  # whether the table of licenses says what a rule's own words do not cover
        policy.pop("license_equivalents", None)
    for job in jobs if "month_dates" in policy else ():  # what a date that is a year means when read whole
        if any(len(job.get(key) or "") == 4 for key in ("start", "end")):
            job |= {"start": "2022-03", "end": "2024-05"}
    for entry in schools if form == "admission" else ():  # whether a degree due later this year is in progress
        if entry.get("conferred") == "2026":
            entry["conferred"] = "2015-05"
    leave_out_open_study(tree, record)


def leave_out_open_study(tree, record):
    """Take from a record the study whose part in this tree the rules do not settle."""
    if "education" in record and adds_study(tree):
        record["education"] = record["education"][:1]
    if any(node["type"] == "coursework" and not node.get("subjects") for node in nodes(tree)):
        record["coursework"] = []  # whether courses beside the degree count where no subject is asked


@st.composite
def cases(draw, form=None, *, certain=False, gate=None):
    """A whole case; ``form`` is one of ``FORMS``."""
    form = form or draw(pick(*FORMS))
    names = Names(choices=form == "leaf")
    tree = draw(FORMS[form](names))
    if form not in ("leaf", "plain") and draw(chance(4)):
        # nothing that could stand beside what a rule trades: whether what is outside the group is beside it is open
        other = draw(st.one_of(licenses(names), courses(names), small_leaves(names)))
        tree = {"type": draw(pick("all_of", "any_of")), "children": [tree, other]}
    whole_months = shares_months(tree) or form == "supervised"
    record = draw(records(whole_months=whole_months, certain=certain))
    policy = draw(policies(additive=form == "supervised"))
    leave_out_what_is_open(form, tree, record, policy)
    month_rule = draw(pick(None, None, "hours_173") if whole_months else pick(None, None, "hours_173", "touch15"))
    if month_rule == "touch15":  # the mean weight of a month falls when a day of part-time work is added to it
        policy.pop("overlap", None)
        for job in record.get("employment", []):
            job |= {"hours_per_week": 40, "share": 1.0}
    gate = gate or draw(pick("admission", "admission", "admission", "appointment"))
    if gate == "appointment":
        verify(draw, record)
    return {
        "tree": tree,
        "policy": policy | present(month_rule=month_rule),
        "record": record,
        "rulings": draw(rulings(tree, record, shares=month_rule != "touch15" and form not in DIVIDED)),
        "position": draw(positions(tree)),
        "as_of": draw(pick(*AS_OF)),
        "gate": gate,
    }


def verify(draw, record):
    """Mark some items of a record as verified (C32)."""
    for name in ("employment", "education", "licenses", "coursework", "training", "skills"):
        for item in record.get(name) or ():
            result = draw(pick("verified", "verified", "verified", "pending", None))
            if result:
                item["verified"] = {"by": "officer", "on": "2026-02-01", "method": "transcript", "result": result}
