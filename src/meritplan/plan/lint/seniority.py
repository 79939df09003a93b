"""The rule about levels: a senior class must not be easier to enter than its junior, proved by the engine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from meritplan.model import Requirement
from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.alternatives import certain
from meritplan.plan.lint.subject import Subject, finding, layout_of
from meritplan.plan.lint.titles import ended_by
from meritplan.plan.proof import implies, marked

_LEVEL = re.compile(r"^(?P<stem>.*?)[\s,]+(?P<level>I{1,3}|IV|VI{0,3}|[1-9]|[A-E])(?P<rest>(?:\s*[,(].*)?)$")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8}
_SENIOR = re.compile(r"^Senior (?P<before>.+)$|^(?P<stem>[^,(]+?)[, (]+Senior\)?$", re.IGNORECASE)

Pair = tuple[ClassEdition, ClassEdition]


def easier_senior(subject: Subject) -> Iterator[Finding]:
    """Whoever meets the junior class meets the senior one: no step up (MP-P213), or even a step down (MP-P212)."""
    for junior, senior in pairs(subject):
        below, above = (each.job_class.minimum_qualifications for each in (junior, senior))
        if below is None or above is None or not (certain(below) and certain(above)):
            continue
        yield from _compared(subject, junior, senior, below, above)


def _compared(
    subject: Subject, junior: ClassEdition, senior: ClassEdition, below: Requirement, above: Requirement
) -> Iterator[Finding]:
    low, high = marked(below, "junior"), marked(above, "senior")
    if not implies(low, high, subject.rules):
        return
    name = f"{junior.job_class.title} ({junior.job_class.code or junior.class_key})"
    if implies(high, low, subject.rules):
        message = f"It asks no more than its junior {name}: whoever meets one meets the other. What is the step?"
        yield finding(senior, "MP-P213", "info", message)
        return
    message = f"It is easier to enter than its junior {name}: whoever meets that meets this, and some meet this alone. "
    message += "Was the junior class revised by itself?"
    yield finding(senior, "MP-P212", "warning", message)


def pairs(subject: Subject) -> Iterator[Pair]:
    """Neighbouring levels of one series, as their titles number them; the senior earns more where the index has pay."""
    known: Mapping[tuple[str, str, str, str], dict[int, ClassEdition]] = defaultdict(dict)
    for edition in subject.editions:
        named = level_of(edition.job_class.title)
        if named is not None and not ended_by(subject, edition.class_key):
            stem, rest, level = named
            known[layout_of(edition), edition.group or "", stem, rest].setdefault(level, edition)
    for levels in known.values():
        ordered = sorted(levels)
        for one, other in pairwise(ordered):
            if _earns_more(subject, levels[one], levels[other]):
                yield levels[one], levels[other]


def _earns_more(subject: Subject, junior: ClassEdition, senior: ClassEdition) -> bool:
    pay = subject.newest_index.pay if subject.newest_index else {}
    low, high = (pay.get(each.job_class.code or "") for each in (junior, senior))
    return low is None or high is None or high > low


def level_of(title: str) -> tuple[str, str, int] | None:
    """The stem of a title, what stands behind its level, and the level as a number.

    >>> level_of("Park Planner II (Coast)"), level_of("Park Warden")
    (('park planner', '(coast)', 2), ('park warden', '', 0))
    """
    found = _LEVEL.match(title)
    if found:
        said = found["level"]
        level = _ROMAN.get(said) or (int(said) if said.isdecimal() else ord(said) - 64)
        return found["stem"].casefold().strip(" ,"), found["rest"].casefold().strip(), level
    senior = _SENIOR.match(title)
    if senior:
        return (senior["before"] or senior["stem"]).casefold().strip(" ,"), "", 1
    return title.casefold(), "", 0
