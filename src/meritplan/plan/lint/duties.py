"""The rule about duties: levels of one series that describe the same work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from meritplan.plan.documents import Finding
from meritplan.plan.edition import ClassEdition
from meritplan.plan.lint.subject import Subject, finding
from meritplan.plan.proof import alike

FEWEST = 3
SHARE = 0.8


def duplicated(subject: Subject) -> Iterator[Finding]:
    """Classes of one series most of whose duties are the same, though none takes over another's (MP-P232).

    Duties that the document prints once for the whole series are not repeated. Each class is told once.
    """
    series: dict[str, list[ClassEdition]] = defaultdict(list)
    for edition in subject.editions:
        if edition.group and len(edition.job_class.duties) >= FEWEST:
            series[edition.group].append(edition)
    for those in series.values():
        told: set[str] = set()
        for one, other in combinations(those, 2):
            if other.path not in told and not _printed_once(one, other):
                found = _same(one, other)
                told |= {other.path} if found else set()
                yield from found


def _printed_once(one: ClassEdition, other: ClassEdition) -> bool:
    places = ({duty.spans for duty in each.job_class.duties if duty.spans} for each in (one, other))
    same_source = [ref.sha256 for ref in one.sources] == [ref.sha256 for ref in other.sources]
    return same_source and bool(set.intersection(*places))


def _same(one: ClassEdition, other: ClassEdition) -> list[Finding]:
    mine, others = ({alike(duty.text) for duty in each.job_class.duties} for each in (one, other))
    common = mine & others
    if len(common) < FEWEST or len(common) < SHARE * min(len(mine), len(others)):
        return []
    name = f"{one.job_class.title} ({one.job_class.code or one.class_key})"
    message = (
        f"{len(common)} of its {len(others)} duties stand word for word under {name}. Say what sets the two apart, "
    )
    message += "or that one takes over the duties of the other."
    return [finding(other, "MP-P232", "info", message, other.job_class.duties[0].spans)]
