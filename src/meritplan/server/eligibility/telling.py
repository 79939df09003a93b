"""Standings, questions and amounts in the words of these pages: plain, and never a verdict on a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from meritplan.model.determination import Determination, NodeFinding
from meritplan.model.policy import Policy
from meritplan.qualification.compare import Row, Standing
from meritplan.server.eligibility.dates import in_words
from meritplan.server.eligibility.entries import LEVELS, NOT_KNOWN

TITLES: Final[Mapping[Standing, str]] = {
    "qualifies": "You qualify now",
    "conditional": "You qualify, with something to show later",
    "position": "Depends on the position",
    "open": "Needs proof or a ruling",
    "short": "Short by some time or a credential",
}
MEANINGS: Final[Mapping[Standing, str]] = {
    "qualifies": "What you entered meets every requirement as printed. An office still checks it when you apply.",
    "conditional": "You may apply now. Something must be shown before you are appointed.",
    "position": "The text lets each position ask for more. Look at the posting.",
    "open": (
        "Your record does not say, or a person has to decide, for example whether a job counts as related work. "
        "Unknown is not no."
    ),
    "short": "Something is missing so far. The nearest come first.",
}
CHIPS: Final[Mapping[Standing, str]] = {
    "qualifies": "good",
    "conditional": "good",
    "position": "calm",
    "open": "warn",
    "short": "plain",
}
_RESULTS: Final = {"met": "Met", "undetermined": "Open", "not_met": "Not yet"}
_RESULT_CHIPS: Final = {"met": "good", "undetermined": "warn", "not_met": "plain"}
_TYPES: Final = {
    "all_of": "All of these",
    "any_of": "Any one of these",
    "option": "If the position asks for it",
    "substitution": "Another way, by a rule of the text",
    "combination": "Another way, by adding up",
    "experience": "Experience",
    "education": "Education",
    "coursework": "Coursework",
    "license": "License",
    "training": "Training",
    "skill": "Skill",
    "condition": "Condition",
    "unread": "Words the program could not place",
}
_PLAIN_ID: Final = re.compile(r"[A-Za-z]{1,3}\d{1,4}|what-if|employment \d+")


def chip_words(row: Row, *, at_least: bool = False) -> str:
    """The standing of one row in a few words."""
    if row.standing == "short":
        least = "at least " if at_least and row.months else ""
        return f"Short by {least}{amount(row.months, row.unit)}" if row.months is not None else "Something is missing"
    return {
        "qualifies": "You qualify",
        "conditional": "You qualify, with a condition",
        "position": "Depends on the position",
        "open": "Needs proof or a ruling",
    }[row.standing]


def amount(months: float | None, unit: str = "months") -> str:
    """A length of time.

    >>> amount(1), amount(5), amount(1.8), amount(0), amount(24), amount(90, "hours")
    ('1 month', '5 months', '1.8 months', 'any time more', '2 years', '90 hours')
    """
    if months is None:
        return "a length of time not known"
    if months == 0:
        return "any time more"
    if unit == "months" and months >= 24 and months % 12 == 0:
        return f"{months / 12:g} years"
    return f"{months:g} {unit.removesuffix('s') if months == 1 else unit}"


def result_words(node: NodeFinding) -> str:
    """The result of one requirement."""
    return "Met, to be shown later" if node.conditional and node.result == "met" else _RESULTS[node.result]


def result_chip(node: NodeFinding) -> str:
    """The look of that result."""
    return _RESULT_CHIPS[node.result]


def node_words(node: NodeFinding) -> str:
    """What kind of requirement a node is."""
    return _TYPES.get(node.type, node.type.replace("_", " "))


def months_words(node: NodeFinding) -> str:
    """What the record brings of the months asked, at least and at most."""
    if node.lower_months is None or node.upper_months is None:
        return ""
    have = f"{node.lower_months:g}"
    if node.upper_months != node.lower_months:
        have = f"between {node.lower_months:g} and {node.upper_months:g}"
    return f"{have} of {node.need_months:g} months" if node.need_months else f"{have} months"


class Names:
    """What the jobs of a record are called, where the engine speaks of them by a short name (``e1``)."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self._called: dict[str, str] = {"what-if": "the work supposed"}
        for number, job in enumerate(record.get("employment") or ()):
            name = str(job.get("id")) if job.get("id") is not None else f"employment {number + 1}"
            if _PLAIN_ID.fullmatch(name):
                self._called[name] = _called(job)
        names = "|".join(re.escape(name) for name in sorted(self._called, key=len, reverse=True))
        self._pattern = re.compile(rf"\b({names})\b(?: \(([^()]*)\))?")

    def of(self, name: str | None) -> str:
        """What one job is called."""
        return self._called.get(name or "", name or "")

    def told(self, text: str | None) -> str:
        """A sentence of the engine in the words of the page."""
        said = self._pattern.sub(lambda found: self._called[found[1]], text or "")
        said = said.replace(f"'{NOT_KNOWN}' is no date. ", "").replace(" .. ", " to ").replace("?; ", "? ")
        said = _WEEKLY.sub(r" at \1 hours a week", said)
        return _LEVEL.sub(lambda found: _LEVEL_WORDS[found[0]], said)


_WEEKLY: Final = re.compile(r" at ([\d.]+) h\b")
_LEVEL_WORDS: Final = {name: LEVELS[name].lower() for name in ("high_school", "some_college", "grade_8")} | {
    f"{name} in ": f"{name}’s degree in " for name in ("associate", "bachelor", "master")
}
_LEVEL: Final = re.compile("|".join(rf"\b{name}" for name in _LEVEL_WORDS))


def _called(job: Mapping[str, Any]) -> str:
    title, employer = job.get("title"), job.get("employer")
    if title and employer:
        return f"“{title}” at {employer}"
    return f"“{title}”" if title else f"your job at {employer}" if employer else "a job without a title"


def answer(found: Determination, *, at_least: bool = False) -> str:
    """The answer for one class in a sentence or two."""
    if found.result == "met" and found.conditional:
        return "You may apply now. Something must still be shown later; see below."
    if found.result == "met":
        if found.watch:
            return "You meet what the text asks of everybody. A position may ask for more; see below."
        return "What you entered meets every requirement as printed. An office still checks it when you apply."
    if found.result == "undetermined":
        if {each.kind for each in found.reasons} == {"position"}:
            return "It depends on the position you apply for: the text lets each position ask for more."
        return "This cannot be told from your record alone. Below stands what would settle it. Unknown is not no."
    if found.missing and found.shortfall_months is not None:
        first = found.missing[0]
        when = (
            f" You would get there on {in_words(first.reached_on)} if your present job goes on."
            if first.reached_on
            else ""
        )
        least = "at least " if at_least and found.shortfall_months else ""
        supposed = " That supposes that all jobs marked open below count." if at_least else ""
        return f"You are short by {least}{amount(found.shortfall_months, first.unit)}.{supposed}{when}"
    return "Something is missing so far. Below stands what, and the shortest ways there."


_RULES: Final[Mapping[tuple[str, str], str]] = {
    ("month_rule", "exact"): "Months are counted from date to date.",
    ("month_rule", "touch15"): "A calendar month with 15 days worked counts as a month.",
    ("month_rule", "hours_173"): "Part-time work is counted by its hours, 173.33 of them to the month.",
    ("overlap", "union"): "Time in two jobs at once counts once.",
    ("overlap", "sum_capped"): "Hours of jobs at the same time are added, up to full time.",
    ("overlap", "sum_uncapped"): "Hours of jobs at the same time are added.",
    ("part_time", "prorate"): "Part-time work counts in proportion to its hours.",
    ("part_time", "none"): "Part-time work does not count where full-time work is asked.",
    ("volunteer", "counts"): "Unpaid work counts, unless the text asks for paid work.",
    ("volunteer", "no"): "Only paid work counts.",
    ("unspecified_experience", "any"): "Where no kind of work is named, any work counts.",
    ("unspecified_experience", "related"): "Where no kind of work is named, a person decides which work counts.",
    ("and_supervisory", "may_overlap"): "The same months may serve as experience and as supervisory experience.",
    ("and_supervisory", "additive"): "Experience and supervisory experience must be different months.",
}


def rules_of(policy: Policy) -> list[str]:
    """The arithmetic that comes from the plan's policy and not from the text of the class."""
    said = [words for (key, value), words in _RULES.items() if getattr(policy, key) == value]
    return [f"Full time is {policy.full_time_hours:g} hours a week.", *said]


def cure_words(needs: str, names: Names) -> str:
    """What is missing, as the engine words it, beginning with a capital."""
    said = names.told(needs)
    return said[:1].upper() + said[1:]
