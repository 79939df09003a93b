"""Ways of settling what a case leaves open, and ways of adding evidence to it."""

from copy import deepcopy
from datetime import date, timedelta

from hypothesis import strategies as st
from tests.oracle.calendar import span
from tests.oracle.jobs import UNKNOWN, kind
from tests.oracle.trades import restricting
from tests.oracle.world import World
from tests.properties.strategies import (
    ANSWERS,
    FIELDS,
    ISSUERS,
    employments,
    held_licenses,
    nodes,
    pick,
    schooling,
    shares_months,
    taken_courses,
)

SETTLED_ON = "2026-03-01"


@st.composite
def settled(draw, case):
    """The case with some of its open questions answered, one way or the other."""
    case = deepcopy(case)
    record, whole_months = case["record"], shares_months(case["tree"])
    if "employment" not in record and draw(st.booleans()):
        record["employment"] = [draw(employments(n, whole_months=whole_months, certain=True)) for n in range(2)]
    for name, items in (("education", schooling()), ("licenses", held_licenses()), ("coursework", taken_courses())):
        if name not in record and draw(st.booleans()):
            record[name] = draw(st.lists(items, max_size=2))
    for job in record.get("employment") or ():
        settle_job(draw, job, whole_months=whole_months, dates="month_dates" not in case["policy"])
    for entry in record.get("education") or ():
        settle_schooling(draw, entry)
    for entry in record.get("licenses") or ():
        settle_license(draw, entry)
    for entry in (*(record.get("coursework") or ()), *(record.get("training") or ())):
        settle_date(draw, entry, "completed")
    case["rulings"] += rulings_on_unknown_work(draw, case) + rulings_on_unknown_names(draw, case)
    settle_position(draw, case)
    if case["gate"] == "appointment":
        settle_verification(draw, record)
    return case


def settle_job(draw, job, *, whole_months, dates):
    """Say dates (if the policy reads them as a range), hours, pay and supervision that were not said."""
    if dates and draw(st.booleans()):
        settle_dates(draw, job, whole_months=whole_months)
    if "hours_per_week" not in job and draw(st.booleans()):
        job["hours_per_week"] = draw(pick(10, 20, 40))
    if "paid" not in job and draw(st.booleans()):
        job["paid"] = draw(st.booleans())
    if "supervised" not in job and draw(st.booleans()):
        job["supervised"] = {"people": draw(pick(0, 3)), "functions": ["assign", "review", "evaluate"]}


def settle_dates(draw, job, *, whole_months):
    """Days within what the partial dates allow, the end not before the start."""
    first, last = span(job["start"]) if "start" in job else (date(2018, 1, 1), date(2026, 3, 1))
    start = first + timedelta(days=draw(st.integers(0, (last - first).days)))
    job["start"] = (start.replace(day=1) if whole_months and start.replace(day=1) >= first else start).isoformat()
    if whole_months and not job["start"].endswith("-01"):
        job["start"] = first.isoformat()
    if job.get("end") is None and "end" in job:
        return
    first, last = span(job["end"]) if "end" in job else (date(2018, 1, 1), date(2026, 12, 31))
    first = max(first, date.fromisoformat(job["start"]))
    if first > last:
        return
    end = first + timedelta(days=draw(st.integers(0, (last - first).days)))
    job["end"] = (span(end.isoformat()[:7])[1] if whole_months else end).isoformat()


def settle_date(draw, entry, key):
    """Some day within a partial date."""
    if entry.get(key) is not None and draw(st.booleans()):
        first, last = span(entry[key])
        entry[key] = (first + timedelta(days=draw(st.integers(0, (last - first).days)))).isoformat()


def settle_schooling(draw, entry):
    """Say field, accreditation and conferral."""
    if "field" not in entry and entry["level"] != "high_school" and draw(st.booleans()):
        entry["field"] = draw(pick(*FIELDS, "music"))
    if "accredited" not in entry and draw(st.booleans()):
        entry["accredited"] = draw(st.booleans())
    settle_date(draw, entry, "conferred")
    if entry.get("expected") == "2026-03" and draw(st.booleans()):
        if draw(st.booleans()):
            entry |= {"in_progress": False, "conferred": "2026-03-15"}
            entry.pop("expected")
        else:
            entry["expected"] = "2027-05"  # it was not conferred after all


def settle_license(draw, entry):
    """Say issuer and dates."""
    if "issuer" not in entry and draw(st.booleans()):
        entry["issuer"] = draw(pick(*ISSUERS))
    settle_date(draw, entry, "issued")
    settle_date(draw, entry, "expires")
    if "expires" not in entry and draw(st.booleans()):
        entry["expires"] = "2030-12-31"
    if "issued" not in entry and draw(st.booleans()):
        entry["issued"] = draw(pick("2010-01-01", "2026-01-01"))


def questions_about_work(tree):
    """Every leaf or rule that asks for a kind of work, with the words that name it and whether it is a subset."""
    inner = {id(each) for node in nodes(tree) for top in node.get("subsets") or () for each in nodes(top)}
    for node in nodes(tree):
        if node["type"] in ("experience", "counting"):
            yield node, node["quote"], id(node) in inner
        elif node["type"] == "substitution" and node["give"] == "experience" and restricting(node):
            yield {"type": "given", "function": restricting(node)}, restricting(node), False


def rulings_on_unknown_work(draw, case):
    """Rulings on employments of unknown kind; those already known stay as they are."""
    world = World(case, hopeful=False)
    return [
        {"employment": job["id"], "counts_for": text, "answer": draw(pick(*ANSWERS)), "on": SETTLED_ON}
        for leaf, text, subset in questions_about_work(case["tree"])
        for job in case["record"].get("employment") or ()
        if kind(leaf, job, world, subset=subset) == UNKNOWN and draw(st.booleans())
    ]


def rulings_on_unknown_names(draw, case):
    """Rulings on fields, license names and conditions nobody ruled on; each by the words of the leaf or rule itself."""
    said = {(each.get("field") or each.get("license"), each.get("counts_as")) for each in case["rulings"]}
    related = {field for field, text in said if text == "related field"}
    ruled = {each["condition"] for each in case["rulings"] if "condition" in each}
    drawn = []
    for node in nodes(case["tree"]):
        fields = {each.get("field") for each in case["record"].get("education") or ()}
        fields |= {each["subject"] for each in case["record"].get("coursework") or ()}
        text = node.get("give_text") or node.get("quote")
        if node["type"] in ("education", "coursework", "substitution"):
            drawn += [
                {"field": f, "counts_as": text} for f in sorted(fields - {None} - related) if (f, text) not in said
            ]
        if node["type"] == "license":
            held = {each["name"] for each in case["record"].get("licenses") or ()}
            drawn += [{"license": n, "counts_as": text} for n in sorted(held) if (n, text) not in said]
        if node["type"] == "condition" and node["kind"] != "age" and text not in ruled:
            drawn.append({"condition": text})
    return [each | {"answer": draw(pick(*ANSWERS)), "on": SETTLED_ON} for each in drawn if draw(st.booleans())]


def settle_position(draw, case):
    """Let the position say what it has not said."""
    named = {text for texts in case["position"].values() for text in texts}
    for node in nodes(case["tree"]):
        if node["type"] == "option" and not any(each.get("quote") in named for each in nodes(node)):
            said = draw(pick("require", "waive", "nothing"))
            if said != "nothing":
                case["position"].setdefault(said, []).append(node["quote"])


def settle_verification(draw, record):
    """Verify what nobody has verified."""
    for name in ("employment", "education", "licenses", "coursework", "training", "skills"):
        for item in record.get(name) or ():
            if item.get("verified", {}).get("result") != "verified" and draw(st.booleans()):
                item["verified"] = {"by": "officer", "on": "2026-03-01", "method": "letter", "result": "verified"}


@st.composite
def more_evidence(draw, case):
    """The case with one more degree, license, employment, month or ruling in the applicant's favour.

    Where the rules make an exception, the evidence is not added:

    - an absent list is unknown; a list with one item is complete, so nothing is added to an absent list (C11);
    - a "yes" for a kind of work that ``at_most`` limits takes months away, and so would words that name both (C36);
    - a ruling that names a share replaces the employment's share, so the added rulings name none (C9);
    - a "yes" for the level alone leaves the function open, so rulings name the whole leaf (C25).
    """
    case = deepcopy(case)
    record = case["record"]
    added = draw(pick("education", "licenses", "employment", "months", "ruling"))
    verified = {"verified": {"result": "verified", "by": "officer", "on": "2026-02-01", "method": "letter"}}
    if added == "education" and "education" in record:
        level, field = draw(pick("associate", "bachelor", "master", "doctorate")), draw(pick(*FIELDS))
        degree = {"level": level, "field": field, "accredited": True, "conferred": "2012-05-01"}
        record["education"].append(degree | verified)
    elif added == "licenses" and "licenses" in record:
        held = draw(held_licenses()) | {"status": "active", "issued": "2010-01-01", "expires": "2030-12-31"}
        record["licenses"].append(held | verified)
    elif added == "employment" and "employment" in record:
        extra = draw(employments(9, whole_months=shares_months(case["tree"]), certain=True))
        record["employment"].append(extra | verified)
    elif added == "months" and record.get("employment"):
        job = draw(st.sampled_from(record["employment"]))
        if job.get("end") is not None and len(job["end"]) == 10:
            following = date.fromisoformat(job["end"]) + timedelta(days=1)
            job["end"] = span(following.isoformat()[:7])[1].isoformat()
    elif added == "ruling" and record.get("employment"):
        job = draw(st.sampled_from(record["employment"]))
        leaves = [n for n in nodes(case["tree"]) if n["type"] == "experience"]
        limits = {id(limit) for leaf in leaves for limit in leaf.get("at_most") or ()}
        texts = [leaf["quote"] for leaf in leaves if id(leaf) not in limits]
        if texts:
            text = draw(st.sampled_from(texts))
            case["rulings"].append({"employment": job["id"], "counts_for": text, "answer": "yes", "on": "2026-04-01"})
    return case


@st.composite
def reordered(draw, case):
    """The same case with its children, employments and other lists in another order."""
    case = deepcopy(case)
    shuffle_below(draw, case["tree"])
    for name in ("employment", "education", "licenses", "coursework", "training", "skills"):
        if name in case["record"]:
            case["record"][name] = draw(st.permutations(case["record"][name]))
    case["rulings"] = draw(st.permutations(case["rulings"]))
    return case


def shuffle_below(draw, node):
    """Shuffle what each node holds. The order of alternatives is data for rating by the first one met only (R33)."""
    for name in ("children", "subsets", "at_most", "rules"):
        if node.get(name):
            node[name] = draw(st.permutations(node[name]))
            for each in node[name]:
                shuffle_below(draw, each)
