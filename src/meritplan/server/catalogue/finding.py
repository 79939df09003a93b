"""Finding classes: all of them by group, or those a search finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from meritplan.matching.search import Answer, Filters, Hit
from meritplan.model import Span
from meritplan.model.requirement import EducationLevel
from meritplan.server.catalogue import telling
from meritplan.server.catalogue.asked import Day
from meritplan.server.catalogue.reference import Reference, Shown
from meritplan.vocabulary.wording import LEVELS

PAGE = 25
GROUPS = 30
OPEN = 60  # plans of so many classes are shown with every group unfolded
MOST = 5000  # hits looked through for those in force on another day
FIELDS = {
    "former": "Former title",
    "summary": "Summary",
    "duties": "Duties",
    "qualifications": "Qualifications",
    "abilities": "Knowledge and abilities",
    "group_title": "Group",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Some words of a text, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One class in a list."""

    key: str
    code: str | None
    title: tuple[Part, ...]
    excerpt: tuple[Part, ...]
    field: str
    group: str | None
    pay: str
    education: str
    standing: telling.Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of a longer list. ``number`` counts from 1."""

    number: int
    last: int
    total: int

    @property
    def previous(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The page after."""
        return self.number + 1

    @property
    def numbers(self) -> list[int | None]:
        """The pages to offer, with None where some are left out."""
        near = {1, self.last, *range(self.number - 1, self.number + 2)}
        shown = sorted(one for one in near if 1 <= one <= self.last)
        made: list[int | None] = []
        for one in shown:
            if made and made[-1] is not None and one > made[-1] + 1:
                made.append(None)
            made.append(one)
        return made


@dataclass(frozen=True, kw_only=True, slots=True)
class Results:
    """What a search found."""

    found: tuple[Found, ...]
    page: Page
    corrected: tuple[tuple[str, str], ...] = ()
    loosened: bool = False


def filters(asked: Mapping[str, str]) -> Filters:
    """The filters an address names; what cannot be one is passed over."""
    said = {
        name: asked.get(name, "").strip() or None for name in ("jurisdiction", "group", "grade", "level", "license")
    }
    education = asked.get("education", "")
    return Filters(
        **said,
        education=education if education in get_args(EducationLevel) else None,  # type: ignore[arg-type]
        no_license=asked.get("no_license") == "yes",
    )


def results(reference: Reference, asked: Mapping[str, str], day: Day, page: int) -> Results:
    """The classes that hold the words and pass the filters; on a day the visitor chose, those in force then."""
    text, chosen = asked.get("q", "")[:300], filters(asked)
    shown = reference.shown(day.on, strictly=day.chosen)
    if day.chosen:
        answer = reference.search(text, chosen, limit=MOST)
        there = [hit for hit in answer.hits if hit.key in shown.by_key]
        total, hits = len(there), there[(page - 1) * PAGE : page * PAGE]
    else:
        answer = reference.search(text, chosen, limit=PAGE, offset=(page - 1) * PAGE)
        total, hits = answer.total, list(answer.hits)
    rows = tuple(_found(reference, shown, hit, day) for hit in hits if hit.key in reference.plan.by_key)
    return Results(
        found=rows,
        page=Page(number=page, last=max(-(-total // PAGE), 1), total=total),
        corrected=tuple(_corrected(answer)),
        loosened=answer.loosened,
    )


def _corrected(answer: Answer) -> Iterator[tuple[str, str]]:
    for typed, known in answer.corrected.items():
        yield typed, " or ".join(f"“{word}”" for word in known)


def _found(reference: Reference, shown: Shown, hit: Hit, day: Day) -> Found:
    job_class = reference.plan.by_key[hit.key]
    edition = shown.by_key.get(hit.key) or job_class.newest
    return Found(
        key=hit.key,
        code=hit.code,
        title=parts(hit.title, hit.title_marks),
        excerpt=parts(hit.excerpt or "", hit.excerpt_marks),
        field=FIELDS.get(hit.field or "", ""),
        group=hit.group,
        pay=telling.brief_pay(reference.pay(job_class, day.on)),
        education=schooling(hit),
        standing=telling.standing(edition, day.on),
    )


def schooling(hit: Hit) -> str:
    """The least schooling a class asks, and how far to rely on that."""
    if not hit.education_certain:
        return "schooling not settled" if hit.education is None else f"{LEVELS[hit.education]}, as far as it is settled"
    if hit.education is None:
        return "no schooling asked of everybody"
    return LEVELS[hit.education] + (", or what may stand in for it" if hit.education_replaceable else "")


def parts(text: str, marks: Sequence[Span]) -> tuple[Part, ...]:
    """A text cut at its marks.

    >>> [(one.text, one.marked) for one in parts("River Inspector", (Span(0, 5),))]
    [('River', True), (' Inspector', False)]
    """
    made, at = [], 0
    for start, end in marks:
        made += [Part(text=text[at:start]), Part(text=text[start:end], marked=True)]
        at = end
    made.append(Part(text=text[at:]))
    return tuple(one for one in made if one.text)
