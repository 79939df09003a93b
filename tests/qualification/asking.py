"""Short ways to put a question to the engine: trees and records of the State of Alder."""

from meritplan.qualification import determine_case

AS_OF = "2026-06-30"


def job(number=1, start="2025-07-01", end=AS_OF, hours=40, **more):
    """A full-time paid job of a year, unless said otherwise. ``end=...`` leaves the key out."""
    found = {
        "id": f"e{number}",
        "employer": "Sedge Mill",
        "title": "Hand",
        "start": start,
        "hours_per_week": hours,
        "paid": True,
    }
    if end is not ...:
        found["end"] = end
    return {key: value for key, value in {**found, **more}.items() if value is not ...}


def worked(months=12, function="gauging rivers", **more):
    """An experience leaf that asks for a kind of work."""
    return {
        "type": "experience",
        "months": months,
        "function": function,
        "quote": f"{months} months of {function}",
        **more,
    }


def any_work(months=12, **more):
    """An experience leaf that asks for no kind of work."""
    return {"type": "experience", "months": months, "quote": f"{months} months of experience", **more}


def school(level="bachelor", **more):
    """An education leaf."""
    return {"type": "education", "level": level, "quote": f"a {level} education", **more}


def all_of(*children, rules=()):
    """Every child."""
    return {"type": "all_of", "children": list(children), "rules": list(rules)}


def any_of(*children, rules=()):
    """At least one child."""
    return {"type": "any_of", "children": list(children), "rules": list(rules)}


def yes(counts_for="gauging rivers", number=1, **more):
    """An officer's ruling that a job counts."""
    return {
        "employment": f"e{number}",
        "counts_for": counts_for,
        "answer": "yes",
        "by": "officer Oduya",
        "on": "2026-06-20",
        **more,
    }


def no(counts_for="gauging rivers", number=1, **more):
    """An officer's ruling that a job does not count."""
    return yes(counts_for, number, answer="no", **more)


def ask(tree, *jobs, rulings=(), policy=None, position=None, gate="admission", as_of=AS_OF, **record):
    """The determination for a tree and a record; lists that are not given are empty, ``name=None`` leaves one out."""
    lists = {
        "education": [],
        "coursework": [],
        "employment": list(jobs),
        "licenses": [],
        "training": [],
        "skills": [],
        "conditions": {},
    }
    held = {key: value for key, value in {**lists, **record}.items() if value is not None}
    return determine_case(
        {
            "tree": tree,
            "record": {"format": "meritplan-record/1", "id": "p1", **held},
            "rulings": list(rulings),
            "policy": policy or {},
            "position": position or {},
            "as_of": as_of,
            "gate": gate,
        }
    )


def kinds(found):
    """The kinds of reasons a determination gives."""
    return {reason.kind for reason in found.reasons}


def bounds(tree, *jobs, **more):
    """The least and the most months at the root leaf."""
    found = ask(tree, *jobs, **more).tree
    return found.lower_months, found.upper_months
