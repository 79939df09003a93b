"""Classes as of a day: lists, one class, its requirements, history, pay, and the comparison of two editions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from django.utils import timezone

from meritplan.model import Requirement
from meritplan.pay import ClassPay, pay_book, pay_of
from meritplan.plan import ClassEdition, Plan, PlanClass
from meritplan.plan.diff import ClassDifference, edition_difference
from meritplan.plan.identity import in_sequence
from meritplan.plan.questions import tree_field
from meritplan.qualification import policy as policy_of
from meritplan.server.api.answers import (
    ClassAnswer,
    ClassLine,
    ClassPage,
    EditionAnswer,
    EditionLine,
    History,
    Retired,
    Step,
)
from meritplan.server.api.fields import Day, Edition, Key, Limit, Name, Number, Text, Which
from meritplan.server.api.models import Scope
from meritplan.server.api.problems import ProblemError
from meritplan.server.api.queries import opens
from meritplan.server.api.v1 import reads
from meritplan.server.plans.served import current

PUBLISHED = frozenset({"adopted"})
PERSONS = 200  # made-up persons each requirement of a comparison is tried with


def address(key: str) -> str:
    """The address of a class."""
    return f"/api/v1/classes/{quote(key)}"


def shown(edition: ClassEdition) -> bool:
    """Whether an edition was published; the others take a key that opens drafts."""
    return edition.state in PUBLISHED


def steps(edition: ClassEdition) -> Iterator[Step]:
    """The steps of an edition's life, without who took them."""
    return (Step(what=one.what, on=one.on, because=one.because) for one in edition.events)


def line(plan: Plan, edition: ClassEdition, on: date) -> ClassLine:
    """A class in a list."""
    said = edition.job_class
    return ClassLine(
        key=edition.class_key,
        code=said.code,
        title=said.title,
        group=edition.group,
        level=said.level,
        grade=said.pay.grade if said.pay else None,
        edition=edition.number,
        standing=edition.standing(on),
        effective_from=edition.effective_from,
        effective_to=edition.effective_to,
        open_questions=len(edition.open_questions),
        hash=plan.hashes[edition.path],
        href=address(edition.class_key),
    )


@reads("/classes", ClassPage, tag="Classes")
def classes(  # noqa: PLR0913, PLR0917 one argument for each parameter
    request: Any,
    as_of: Day | None = None,
    edition: Edition = "in_force",
    group: Key | None = None,
    grade: Text | None = None,
    level: Text | None = None,
    title: Text | None = None,
    cursor: Key | None = None,
    limit: Limit = 100,
) -> ClassPage:
    """The classes in force on a day, ordered by key, a page at a time.

    `edition=newest` lists the newest edition of every class instead, drafts included, for keys that open them.
    `group` is the key of a group; `title` need only occur in the title. Follow `next` until there is none.
    """
    served, today = current(), timezone.localdate()
    if edition == "newest":
        needs_drafts(request)
    on = as_of or today
    view = served.newest if edition == "newest" else served.as_of(on)
    wanted = {"group": group, "grade": grade, "level": level, "title": title}
    found = [one for one in view.editions if _fits(one, wanted)]
    rest = [one for one in found if cursor is None or one.class_key > cursor]
    page = tuple(line(served.plan, one, on) for one in rest[:limit])
    following = None
    if len(rest) > limit:
        said = {"as_of": as_of, "edition": edition, **wanted, "cursor": page[-1].key, "limit": limit}
        following = f"/api/v1/classes?{urlencode({name: value for name, value in said.items() if value})}"
    return ClassPage(as_of=None if edition == "newest" else on, total=len(found), items=page, next=following)


def _fits(one: ClassEdition, wanted: dict[str, str | None]) -> bool:
    said = one.job_class
    for name, value in (("group", one.group), ("grade", said.pay.grade if said.pay else None), ("level", said.level)):
        if wanted[name] is not None and value != wanted[name]:
            return False
    title = wanted["title"]
    return title is None or title.casefold() in said.title.casefold()


@reads("/classes/{name}", ClassAnswer, tag="Classes")
def job_class(request: Any, name: Name, as_of: Day | None = None, edition: Edition = "in_force") -> ClassAnswer:
    """One class by key, code or title, present or former: its edition of the day, whole, with its sources."""
    plan, one = current().plan, named(name)
    on = as_of or timezone.localdate()
    found = edition_wanted(request, one, on, edition)
    return ClassAnswer(
        key=one.key,
        code=found.job_class.code,
        title=found.job_class.title,
        former_codes=one.former_codes,
        former_titles=one.former_titles,
        retired=Retired.of(one.record.retired),
        as_of=None if edition == "newest" else on,
        edition=_whole(plan, found, on),
        editions=tuple(each.number for each in _history(request, one)),
        links={name: f"{address(one.key)}/{name}" for name in ("requirements", "editions", "pay", "ladder", "qualify")},
    )


def _whole(plan: Plan, edition: ClassEdition, on: date) -> EditionAnswer:
    return EditionAnswer(
        class_key=edition.class_key,
        number=edition.number,
        standing=edition.standing(on),
        effective_from=edition.effective_from,
        effective_to=edition.effective_to,
        circulated=edition.circulated,
        adopted=edition.adopted,
        basis=edition.basis,
        note=edition.note,
        group=edition.group,
        sources=edition.sources,
        open_questions=edition.open_questions,
        events=tuple(steps(edition)),
        hash=plan.hashes[edition.path],
        job_class=edition.job_class,
    )


@reads("/classes/{name}/requirements", Requirement | None, tag="Classes")
def requirements(
    request: Any, name: Name, as_of: Day | None = None, which: Which = "minimum", edition: Edition = "in_force"
) -> Requirement | None:
    """The requirement tree of a class on a day (docs/requirement-language.md); null where none was read."""
    found = edition_wanted(request, named(name), as_of or timezone.localdate(), edition)
    tree: Requirement | None = getattr(found.job_class, tree_field(which))
    return tree


@reads("/classes/{name}/editions", History, tag="Classes")
def editions(request: Any, name: Name) -> History:
    """The editions of a class from the oldest to the newest."""
    plan, one, today = current().plan, named(name), timezone.localdate()
    items = tuple(
        EditionLine(
            number=each.number,
            title=each.job_class.title,
            code=each.job_class.code,
            standing=each.standing(today),
            effective_from=each.effective_from,
            effective_to=each.effective_to,
            adopted=each.adopted,
            basis=each.basis,
            note=each.note,
            events=tuple(steps(each)),
            hash=plan.hashes[each.path],
            href=f"{address(one.key)}/editions/{each.number}",
        )
        for each in _history(request, one)
    )
    return History(key=one.key, items=items)


@reads("/classes/{name}/editions/{number}", EditionAnswer, tag="Classes")
def edition(request: Any, name: Name, number: Number) -> EditionAnswer:
    """One edition of a class, whatever its day."""
    one = named(name)
    return _whole(current().plan, _numbered(request, one, number), timezone.localdate())


@reads("/classes/{name}/compare", ClassDifference, tag="Classes")
def compare_editions(request: Any, name: Name, before: Number, after: Number) -> ClassDifference:
    """What differs between two editions of a class: facts, words, and what its requirements do.

    Whether a requirement was loosened or tightened is proved with made-up persons, never read off the words.
    """
    one, plan = named(name), current().plan
    pair = _numbered(request, one, before), _numbered(request, one, after)
    return edition_difference(*pair, policy_of(plan.policy), most=PERSONS)


@reads("/classes/{name}/pay", ClassPay, tag="Classes")
def pay(request: Any, name: Name, as_of: Day | None = None) -> ClassPay:
    """What a class pays on a day, and which documents say so; the statement that holds comes first."""
    on = as_of or timezone.localdate()
    one = named(name)
    edition_wanted(request, one, on, "in_force")
    return pay_of(pay_book(current().plan), one, on)


# --- which class, which edition ------------------------------------------------------------------------------------


def named(name: str) -> PlanClass:
    """The class a key, code or title means.

    Raises:
        ProblemError: if none does, or several bear the title.
    """
    found = current().plan.named(name)
    if not found:
        raise ProblemError("not-found", "No class has or had that key, code or title.")
    if len(found) > 1:
        those = ", ".join(one.key for one in found[:20])
        raise ProblemError("conflict", f"Several classes bear the title: {those}.")
    return found[0]


def needs_drafts(request: Any) -> None:
    """Go on only with a key that opens drafts.

    Raises:
        ProblemError: otherwise.
    """
    if not opens(request.api_key, Scope.DRAFTS):
        raise ProblemError("not-allowed", "Editions that are not published take a key with the scope drafts.")


def edition_wanted(request: Any, one: PlanClass, on: date, which: Edition) -> ClassEdition:
    """The edition in force on a day, or the newest.

    Raises:
        ProblemError: if none was in force, or drafts are not open to this request.
    """
    if which == "newest":
        needs_drafts(request)
        return one.newest
    found = one.in_force(on)
    if found is None:
        raise ProblemError("not-found", f"No edition of {one.key} is in force on {on}; its editions are listed.")
    return found


def _history(request: Any, one: PlanClass) -> tuple[ClassEdition, ...]:
    everything = opens(request.api_key, Scope.DRAFTS)
    return tuple(each for each in in_sequence(one.editions) if everything or shown(each))


def _numbered(request: Any, one: PlanClass, number: int) -> ClassEdition:
    found = next((each for each in _history(request, one) if each.number == number), None)
    if found is None:
        there = ", ".join(str(each.number) for each in _history(request, one)) or "none that is published"
        raise ProblemError("not-found", f"{one.key} has no edition {number}; it has {there}.")
    return found
