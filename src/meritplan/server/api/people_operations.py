"""Search, ladders, and who qualifies."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Any, Final, get_args
from urllib.parse import urlencode

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from ninja import Query

from meritplan.ladders import route as route_between
from meritplan.ladders.table import Table, table
from meritplan.matching import search as searching
from meritplan.model.determination import Determination
from meritplan.model.policy import Policy
from meritplan.plan.questions import tree_field
from meritplan.qualification import compare, determine_case, encoded
from meritplan.qualification.cases import question_of
from meritplan.qualification.compare import Comparison, candidate
from meritplan.server.api.answers import RouteAnswer, SearchAnswer
from meritplan.server.api.class_operations import edition_wanted, named
from meritplan.server.api.fields import Asked, AskedOfMany, Day, Flag, Level, Limit, Name, Number, Offset, Text, Words
from meritplan.server.api.models import Scope
from meritplan.server.api.problems import FieldError, ProblemError
from meritplan.server.api.v1 import marked, reads, works_out
from meritplan.server.eligibility.prepared import Prepared, prepared
from meritplan.server.plans.served import current

AT_ONCE: Final = 2  # comparisons with many classes worked out at the same time in one process
PATIENCE: Final = 20.0
LONGEST: Final = 300  # entries in a list of a record
_WORKING = threading.BoundedSemaphore(AT_ONCE)


@reads("/search", SearchAnswer, tag="Search")
def search(  # noqa: PLR0913, PLR0917 one argument for each parameter
    request: Any,
    q: Words = "",
    jurisdiction: Text | None = None,
    group: Text | None = None,
    grade: Text | None = None,
    level: Text | None = None,
    education: Level | None = None,
    license: Text | None = None,  # noqa: A002 as the parameter is called
    no_license: Flag = False,
    limit: Limit = 20,
    offset: Offset = 0,
) -> SearchAnswer:
    """Classes by words in titles, former titles, duties and requirements, best first, with the words marked.

    `"several words"` are a phrase, `begin*` a beginning, `-word` must not occur; slips are mended. Without words the
    filters alone choose. `education` keeps classes one can enter with so much, or where that cannot be told.
    """
    filters = searching.Filters(
        jurisdiction=jurisdiction,
        group=group,
        grade=grade,
        level=level,
        education=education,
        license=license,
        no_license=no_license,
    )
    with searching.opened(current().plan) as index:
        found = searching.search(index, q, filters, limit=limit, offset=offset)
    following = None
    if found.total > offset + limit and offset + limit <= 100_000:
        said = {**request.GET.dict(), "limit": limit, "offset": offset + limit}
        following = f"/api/v1/search?{urlencode(said)}"
    return SearchAnswer(q=q, found=found, next=following)


# --- ladders -------------------------------------------------------------------------------------------------------


@reads("/ladders", Table, tag="Ladders")
def ladders(request: Any, as_of: Day | None = None) -> Table:
    """Every class as a rung, every way up, across and sideways, and why; names that lead nowhere."""
    return table(_ready(as_of).ladders)


@reads("/classes/{name}/ladder", Table, tag="Ladders")
def ladder(request: Any, name: Name, as_of: Day | None = None, steps: Number = 3) -> Table:
    """What leads to a class and on from it, within so many moves each way."""
    ready = _ready(as_of)
    return table(ready.ladders.around(_rung(ready, name), min(steps, 50)))


@reads("/routes", RouteAnswer, tag="Ladders")
def route(
    request: Any, start: Query[Text], end: Query[Text], as_of: Day | None = None, lateral: Flag = False
) -> RouteAnswer:
    """The way from one class to another that takes the least time: steps, months, and what each step asks beside."""
    ready = _ready(as_of)
    ends = _rung(ready, start), _rung(ready, end)
    found = route_between(ready.ladders, ready.view, *ends, lateral=lateral)
    return RouteAnswer(start=ends[0], end=ends[1], as_of=as_of or timezone.localdate(), route=found)


def _ready(as_of: Day | None) -> Prepared:
    """The classes in force on a day.

    Raises:
        ProblemError: if there are none.
    """
    ready = prepared(as_of or timezone.localdate())
    if ready.drafts:
        raise ProblemError("not-found", "No class was in force on that day.")
    return ready


def _rung(ready: Prepared, name: str) -> str:
    key = named(name).key
    if key not in ready.numbers:
        raise ProblemError("not-found", f"{key} was not in force on that day.")
    return key


# --- who qualifies ---------------------------------------------------------------------------------------------------


@works_out("/classes/{name}/qualify", Determination, tag="Qualification", scope=Scope.QUALIFY)
def qualify(request: Any, name: Name, asked: Asked) -> HttpResponse:
    """A record against one class: met, not met or undetermined, with every step, quote and open question.

    The determination holds its inputs, so that it can be worked out again to the same bytes. Nothing is stored.
    """
    one, case = named(name), _case(asked)
    edition = edition_wanted(request, one, asked.as_of or timezone.localdate(), "in_force")
    tree = getattr(edition.job_class, tree_field(asked.which))
    if tree is None:
        raise ProblemError("not-found", f"No {asked.which} qualifications were read for {one.key}.")
    said = {"code": edition.job_class.code, "title": edition.job_class.title}
    found = determine_case({**case, "tree": msgspec.to_builtins(tree), "class": said})
    return marked(request, encoded(found))


@works_out("/qualify", Comparison, tag="Qualification", scope=Scope.QUALIFY)
def qualify_for_many(request: Any, asked: AskedOfMany) -> Comparison:
    """A record against many classes: where it qualifies, on what conditions, what it needs, and how far it is short.

    Rows are ordered by standing, the nearest first. Nothing is stored.
    """
    case, ready = _case(asked), _ready(asked.as_of)
    keys = None if asked.classes is None else [_rung(ready, name) for name in dict.fromkeys(asked.classes)]
    field = tree_field(asked.which)
    if keys is None and asked.which == "minimum":
        candidates = ready.candidates
    else:
        chosen = ready.view.editions if keys is None else [ready.view.by_key[key] for key in keys]
        candidates = tuple(
            candidate(one.job_class.code, one.job_class.title, getattr(one.job_class, field)) for one in chosen
        )
    question = question_of(case)
    known = asked.record.get("id")
    with _place():
        return compare(
            candidates, question.claims(), as_of=case["as_of"], record_id=str(known) if known is not None else None
        )


class _place:  # noqa: N801 used like a function
    """A place for long work, or a refusal that says to come back."""

    def __enter__(self) -> None:
        if not _WORKING.acquire(timeout=PATIENCE):
            raise ProblemError("unavailable", "All places for comparisons are taken; try again in a moment.")

    def __exit__(self, *_: object) -> None:
        _WORKING.release()


def _case(asked: Asked) -> dict[str, Any]:
    """The question as the engine takes it: what was left out is the plan's own."""
    _bounded(asked.record)
    return {
        "record": asked.record,
        "policy": _policy(asked.policy) if asked.policy is not None else (current().plan.policy or {}),
        "rulings": asked.rulings,
        "position": asked.position.dict() if asked.position is not None else {},
        "as_of": (asked.as_of or timezone.localdate()).isoformat(),
        "gate": asked.gate,
    }


_NEVER_NULL = frozenset(
    field.name for field in msgspec.structs.fields(Policy) if type(None) not in get_args(field.type)
)


def _policy(said: str | dict[str, Any]) -> Any:
    """A policy as it was said: a key that is left out is the profile's, and null says nothing that could be meant."""
    empty = () if isinstance(said, str) else sorted(name for name in _NEVER_NULL & said.keys() if said[name] is None)
    if empty:
        errors = tuple(FieldError(where=f"policy.{name}", what="a value, or leave the key out") for name in empty)
        raise ProblemError("not-valid", "A key of the policy is null.", errors=errors)
    return _whole(said)


def _whole(value: Any) -> Any:
    """1.0 is a whole number in JSON, and the engine's forms take it for one only when it is written as one."""
    if isinstance(value, dict):
        return {name: _whole(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _bounded(record: Mapping[str, Any]) -> None:
    long = [name for name, value in record.items() if isinstance(value, list) and len(value) > LONGEST]
    if long:
        errors = tuple(FieldError(where=f"record.{name}", what=f"at most {LONGEST} entries") for name in long)
        raise ProblemError("not-valid", f"A list of a record holds at most {LONGEST} entries.", errors=errors)
