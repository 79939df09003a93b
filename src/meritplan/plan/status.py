"""Where a plan stands: what is in it, what is in force on a day, what waits for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from meritplan.plan.asof import newest
from meritplan.plan.importing import interrupted
from meritplan.plan.value import Plan


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of a plan on a day.

    ``questions`` are the open ones of all editions but withdrawn ones, by issue code; ``pay`` counts the documents
    below ``pay/`` by folder (``indexes``, ``plans``) or name (``docket``).
    """

    title: str
    jurisdiction: str | None
    fingerprint: str
    policy: str
    on: date
    classes: int
    retired: int
    editions: dict[str, int]
    dated_drafts: int
    questions: dict[str, int]
    classes_with_questions: int
    groups: int
    sources: int
    sources_without_class: tuple[str, ...]
    pay: dict[str, int]
    unreadable: int
    interrupted_import: str | None


def status(plan: Plan, on: date) -> Status:
    """The status of a plan on a day."""
    editions = [edition for one in plan.classes for edition in one.editions]
    alive = [one for one in editions if one.state != "withdrawn"]
    under = interrupted(plan)
    paid = set(_sources_of_pay(plan))
    return Status(
        title=plan.card.title,
        jurisdiction=plan.card.jurisdiction,
        fingerprint=plan.fingerprint,
        policy=plan.policy_name,
        on=on,
        classes=len(plan.classes),
        retired=sum(one.record.retired is not None for one in plan.classes),
        editions=dict(sorted(Counter(one.standing(on) for one in editions).items())),
        dated_drafts=sum(one.state == "draft" and one.job_class.effective_date is not None for one in editions),
        questions=dict(sorted(Counter(question.code for one in alive for question in one.open_questions).items())),
        classes_with_questions=sum(bool(one.open_questions) for one in newest(plan).editions),
        groups=len(plan.groups),
        sources=len(plan.sources),
        sources_without_class=tuple(one.name for one in plan.sources if not one.editions and one.sha256 not in paid),
        pay=dict(Counter(one.path.split("/")[1].removesuffix(".yaml") for one in plan.pay)),
        unreadable=len(plan.trouble),
        interrupted_import=None if under is None else f"{under.total} documents from {', '.join(under.paths)}",
    )


def _sources_of_pay(plan: Plan) -> Iterator[str]:
    """The originals that pay indexes were read from."""
    for one in plan.pay:
        source = one.data.get("source") if isinstance(one.data, dict) else None
        if isinstance(source, dict):
            yield str(source.get("sha256"))
