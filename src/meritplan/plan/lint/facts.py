"""Rules about facts that are missing or late: licenses without a name, probation, reviews of alternative bands."""

from __future__ import annotations

from collections.abc import Iterator

from meritplan.model import License, Severity
from meritplan.model.requirement import walk
from meritplan.plan.documents import Finding
from meritplan.plan.lint.subject import BandDue, Subject, finding

MOST = 0.5


def nameless_license(subject: Subject) -> Iterator[Finding]:
    """A license everybody must look up, because it has no name (MP-P233). A driver license is a name."""
    for edition in subject.editions:
        tree = edition.job_class.minimum_qualifications
        for node in walk(tree) if tree is not None else ():
            if isinstance(node, License) and not node.names and node.kind not in {"driver", "bar"}:
                message = (
                    f"“{(node.quote or node.kind)[:120]}” asks for a {node.kind} and does not name it. Name it, so "
                )
                message += "that it can be verified."
                yield finding(edition, "MP-P233", "warning", message, node.spans)


def probation_missing(subject: Subject) -> Iterator[Finding]:
    """No probation, though the same publisher states it for most classes (MP-P234)."""
    for layout, editions in subject.by_layout.items():
        without = [one for one in editions if one.job_class.probation_months is None]
        if not layout or len(editions) < 2 or len(without) >= MOST * len(editions):
            continue
        stated = len(editions) - len(without)
        for one in without:
            message = (
                f"No probationary period is stated; {stated} of the {len(editions)} classes of this publisher state "
            )
            yield finding(one, "MP-P234", "warning", message + "one. Look it up and enter it.")


def band_overdue(subject: Subject) -> Iterator[Finding]:
    """An alternative pay band whose yearly review is overdue, or whose day cannot be told (MP-P237)."""
    by_code = subject.view.by_code
    for band in subject.bands:
        edition = by_code.get(band.class_code)
        if edition is not None and band.standing in {"overdue", "due_unknown", "undecided"}:
            severity: Severity = "warning" if band.standing == "overdue" else "info"
            yield finding(edition, "MP-P237", severity, _band(band))


def _band(band: BandDue) -> str:
    last = f"last reviewed on {band.last_review}" if band.last_review else "no review is known"
    if band.standing == "overdue":
        return f"The review of alternative band {band.band} was due on {band.due} ({last}). Put it on the agenda."
    if band.standing == "undecided":
        return f"The review of alternative band {band.band} was held and not decided ({last}). Enter the decision."
    return f"When the review of alternative band {band.band} is due cannot be told: enter the day of its assignment."
