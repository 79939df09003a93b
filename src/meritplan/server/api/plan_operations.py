"""The plan itself, its groups, the policies, and what changed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from ninja import Query

from meritplan.plan import ClassEdition, Plan, PlanClass
from meritplan.qualification.profiles import keys_of, names, profile
from meritplan.server.api.answers import (
    Change,
    ChangePage,
    Delta,
    DocumentChange,
    GroupAnswer,
    GroupLine,
    GroupList,
    PlanAnswer,
    PolicyAnswer,
    PolicyLine,
    PolicyList,
)
from meritplan.server.api.class_operations import address, line, shown, steps
from meritplan.server.api.fields import Day, Fingerprint, Key, Limit, Name, Text
from meritplan.server.api.problems import ProblemError
from meritplan.server.api.v1 import reads
from meritplan.server.plans.models import PlanState
from meritplan.server.plans.served import Served, current

STATES = 50  # of the plan, that programs may ask the differences from


@reads("/plan", PlanAnswer, tag="Plan")
def plan(request: Any, as_of: Day | None = None) -> PlanAnswer:
    """The plan: title, jurisdiction, fingerprint, and how many classes are in force."""
    served, on = current(), as_of or timezone.localdate()
    remember(served)
    return PlanAnswer(
        title=served.plan.card.title,
        jurisdiction=served.plan.card.jurisdiction,
        format=served.plan.format,
        fingerprint=served.plan.fingerprint,
        policy=served.plan.policy_name,
        as_of=on,
        classes=len(served.as_of(on).editions),
        groups=len(served.plan.groups),
        unreadable=len(served.plan.trouble),
    )


@reads("/groups", GroupList, tag="Plan")
def groups(request: Any, as_of: Day | None = None) -> GroupList:
    """The families, series and occupations of the plan."""
    served, on = current(), as_of or timezone.localdate()
    counts: dict[str, int] = {}
    for edition in served.as_of(on).editions:
        if edition.group:
            counts[edition.group] = counts.get(edition.group, 0) + 1
    items = tuple(
        GroupLine(
            key=one.key,
            kind=one.group.kind,
            code=one.group.code,
            title=one.group.title,
            classes=counts.get(one.key, 0),
            href=f"/api/v1/groups/{one.key}",
        )
        for one in served.plan.groups
    )
    return GroupList(as_of=on, items=items)


@reads("/groups/{key}", GroupAnswer, tag="Plan")
def group(request: Any, key: Key, as_of: Day | None = None) -> GroupAnswer:
    """One group: what its documents say, and its classes in force."""
    served, on = current(), as_of or timezone.localdate()
    found = next((one for one in served.plan.groups if one.key == key), None)
    if found is None:
        raise ProblemError("not-found", f"No group has the key {key}; /api/v1/groups lists them.")
    classes = tuple(line(served.plan, one, on) for one in served.as_of(on).editions if one.group == key)
    return GroupAnswer(key=key, as_of=on, group=found.group, sources=found.sources, classes=classes)


@reads("/policies", PolicyList, tag="Plan")
def policies(request: Any) -> PolicyList:
    """The policy profiles: the arithmetic of jurisdictions."""
    items = tuple(
        PolicyLine(name=name, title=profile(name).title, as_of=profile(name).as_of, href=f"/api/v1/policies/{name}")
        for name in names()
    )
    return PolicyList(plan=current().plan.policy_name, items=items)


@reads("/policies/{name}", PolicyAnswer, tag="Plan")
def policy(request: Any, name: Name) -> PolicyAnswer:
    """One profile: every key with its value and the rule it comes from."""
    if name not in names():
        raise ProblemError("not-found", "No profile is called that; /api/v1/policies lists them.")
    found = profile(name)
    keys: dict[str, Any] = dict(keys_of(found))
    return PolicyAnswer(name=found.name, title=found.title, as_of=found.as_of, note=found.note, keys=keys)


# --- what changed ------------------------------------------------------------------------------------------------


@reads("/changes", ChangePage, tag="Changes")
def changes(request: Any, since: Day | None = None, cursor: Text | None = None, limit: Limit = 100) -> ChangePage:
    """What happened to published editions since a day, the oldest first.

    Steps of an edition's life bear the day of the step; `in force` and `ended` the first and the last day it applies,
    which may lie ahead. Ask again with `next` until there is none, later with the day of the last change.
    """
    served = current()
    remember(served)
    found = sorted(_changes(served.plan), key=_place)
    wanted = [one for one in found if since is None or one.on >= since]
    rest = [one for one in wanted if cursor is None or _cursor(one) > cursor]
    page = tuple(rest[:limit])
    further = f"&since={since}" if since else ""
    following = f"/api/v1/changes?cursor={_cursor(page[-1])}&limit={limit}{further}" if len(rest) > limit else None
    return ChangePage(since=since, fingerprint=served.plan.fingerprint, total=len(wanted), items=page, next=following)


def _changes(of: Plan) -> Iterator[Change]:
    today = timezone.localdate()
    for one in of.classes:
        for edition in one.editions:
            if shown(edition):
                yield from _of_edition(of, one, edition, today)


def _of_edition(of: Plan, one: PlanClass, edition: ClassEdition, today: date) -> Iterator[Change]:
    days = [(step.on, step.what, step.because) for step in steps(edition)]
    if edition.effective_from:
        days.append((edition.effective_from, "in force", None))
    if edition.effective_to:
        days.append((edition.effective_to, "ended", None))
    for on, what, because in days:
        yield Change(
            on=on,
            what=what,
            key=one.key,
            code=edition.job_class.code,
            title=edition.job_class.title,
            edition=edition.number,
            standing=edition.standing(today),
            hash=of.hashes[edition.path],
            href=f"{address(one.key)}/editions/{edition.number}",
            because=because,
        )


def _place(one: Change) -> str:
    return _cursor(one)


def _cursor(one: Change) -> str:
    """Where a change stands among all: the same whatever comes after it."""
    return f"{one.on}.{one.key}.{one.edition:05}.{one.what.replace(' ', '-')}"


@reads("/changes/documents", Delta, tag="Changes")
def changed_documents(request: Any, since: Query[Fingerprint]) -> Delta:
    """Which published editions differ from a state of the plan a program knows.

    `since` is the fingerprint another answer told; the last fifty states are remembered. An edition that is no longer
    published counts as removed.
    """
    served = current()
    remember(served)
    known = PlanState.objects.filter(fingerprint=since).first()
    if known is None:
        raise ProblemError("not-found", "That state of the plan is not remembered; read the classes anew.")
    before, after = _unpacked(bytes(known.documents)), _published(served.plan)
    items = tuple(_differing(before, after))
    return Delta(since=since, fingerprint=served.plan.fingerprint, items=items)


def _differing(before: dict[str, str], after: dict[str, str]) -> Iterator[DocumentChange]:
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) == after.get(name):
            continue
        key, _, number = name.partition("/")
        there = name in after
        yield DocumentChange(
            what="removed" if not there else "changed" if name in before else "added",
            key=key,
            edition=int(number),
            hash=after.get(name),
            href=f"{address(key)}/editions/{number}" if there else None,
        )


def _published(of: Plan) -> dict[str, str]:
    return {
        f"{one.key}/{edition.number}": of.hashes[edition.path]
        for one in of.classes
        for edition in one.editions
        if shown(edition)
    }


def _packed(documents: dict[str, str]) -> bytes:
    return zlib.compress("\n".join(f"{name} {digest}" for name, digest in documents.items()).encode())


def _unpacked(content: bytes) -> dict[str, str]:
    lines = (line.partition(" ") for line in zlib.decompress(content).decode().splitlines())
    return {name: digest for name, _, digest in lines}


def remember(served: Served) -> None:
    """Keep which editions this state of the plan had, because a program was told its fingerprint."""
    if served.remembered:
        return
    packed = {"documents": _packed(_published(served.plan))}
    PlanState.objects.get_or_create(fingerprint=served.plan.fingerprint, defaults=packed)
    old = PlanState.objects.order_by("-at").values_list("pk", flat=True)[STATES:]
    PlanState.objects.filter(pk__in=list(old)).delete()
    served.remembered = True
