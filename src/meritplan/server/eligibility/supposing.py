"""What if: a degree, a license, months of work or an answer supposed, and what that changes.

Work is supposed to be done from the day asked about onward, so that it adds to what is there already: with six months
supposed, the question is asked six months later.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from meritplan.model.determination import Determination, ReasonGiven
from meritplan.model.requirement import (
    Condition,
    Education,
    Experience,
    License,
    Node,
    Requirement,
    Skill,
    Substitution,
    Training,
    Unread,
    walk,
)
from meritplan.qualification.dates import iso, months_later
from meritplan.qualification.what_if import Change, changed, together
from meritplan.server.eligibility.entries import LEVELS
from meritplan.server.eligibility.sheet import LONGEST, Sheet

MOST_MONTHS: Final = 120
MOST_QUESTIONS: Final = 12
PRESENT, HERE = "present", "here"


@dataclass(frozen=True, kw_only=True, slots=True)
class Supposed:
    """What the form says. ``work``: ``present`` (the present job goes on), ``here`` (work that counts), or a title."""

    level: str = ""
    field: str = ""
    license: str = ""
    months: int = 0
    work: str = HERE
    answers: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is supposed."""
        return not (self.level or self.license or self.months or self.answers)


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What can be supposed for one class: what its text speaks of."""

    levels: tuple[tuple[str, str], ...]
    fields: tuple[str, ...]
    licenses: tuple[str, ...]
    works: tuple[tuple[str, str], ...]
    most_months: int


def supposed_from(said: Mapping[str, Any], answers: Sequence[str] = ()) -> Supposed:
    """What a form that was sent supposes; what cannot be read is not supposed."""

    def text(name: str) -> str:
        return str(said.get(name) or "").strip()[:LONGEST]

    months = text("months")
    return Supposed(
        level=text("level") if text("level") in LEVELS else "",
        field=text("field"),
        license=text("license"),
        months=min(int(months), MOST_MONTHS) if months.isdecimal() and len(months) < 5 else 0,
        work=text("work") or HERE,
        answers=tuple(answers[:50]),
    )


def choices(tree: Requirement | None, sheet: Sheet) -> Choices:
    """What the text of a class speaks of."""
    nodes = list(walk(tree)) if tree is not None else []
    fields = [name for node in nodes if isinstance(node, Education) for name in node.fields]
    names = [_license_name(node) for node in nodes if isinstance(node, License)]
    titles = [name for node in nodes if isinstance(node, Experience) for name in node.classes]
    works = [(HERE, "work that counts here")]
    if any("end" in job and job["end"] is None for job in sheet.record.get("employment") or ()):
        works.insert(0, (PRESENT, "my present job"))
    works += [(title, f"as {title}") for title in dict.fromkeys(titles)]
    needs = [node.months for node in nodes if isinstance(node, Experience) and node.months]
    return Choices(
        levels=tuple((key, words) for key, words in LEVELS.items() if key != "grade_8"),
        fields=tuple(dict.fromkeys(fields))[:40],
        licenses=tuple(dict.fromkeys(name for name in names if name))[:40],
        works=tuple(works[:20]),
        most_months=int(min(MOST_MONTHS, max([60, *needs]))),
    )


def after(
    sheet: Sheet, tree: Requirement | None, supposed: Supposed, before: Determination | None
) -> tuple[Sheet, Any]:
    """The sheet as it would be, and what the position would then ask and waive."""
    answered = _answered(supposed, before, sheet.record, tree)
    change = together(list(_changes(sheet, tree, supposed)))
    record = changed(sheet.record, change)
    day = sheet.day
    if supposed.months:
        day = date.fromordinal(months_later(day.toordinal() + 1, supposed.months) - 1)
        record = _worked(record, supposed, tree, (sheet.day, day))
    ruled = [ruling for one in answered for ruling in one.rulings]
    rulings = [*sheet.rulings, *(dict(one) for one in change.rulings), *ruled, *_work_counts(supposed)]
    waived = [one.waives for one in answered if one.waives]
    return sheet.replaced(record=record, rulings=rulings, as_of=day.isoformat()), {"waive": waived}


def _changes(sheet: Sheet, tree: Requirement | None, supposed: Supposed) -> Iterator[Change]:
    if supposed.level:
        yield Change(items={"education": [_degree(supposed, sheet.day)]})
    if supposed.license:
        yield _licensed(supposed.license, tree, sheet.day)


def _degree(supposed: Supposed, day: date) -> dict[str, Any]:
    ged = supposed.level == "ged"
    return {
        "level": "high_school" if ged else supposed.level,
        "equivalency": "GED" if ged else None,
        "field": supposed.field or None,
        "accredited": True,
        "conferred": day.isoformat(),
    }


def _license_name(node: License) -> str:
    return " or ".join(node.names) or node.quote or ""


def _licensed(name: str, tree: Requirement | None, day: date) -> Change:
    """The license as the text asks for it, valid for as long as can be supposed."""
    asked = [node for node in (walk(tree) if tree is not None else ()) if isinstance(node, License)]
    meant = next((node for node in asked if _license_name(node) == name), None)
    held = (meant.names[0] if meant.names else meant.quote or name) if meant else name
    item = {
        "name": held,
        "issuer": meant.issuer if meant else None,
        "issued": day.isoformat(),
        "expires": iso(months_later(day.toordinal(), MOST_MONTHS + 12)),
        "status": "active",
    }
    ruled = meant is not None and not meant.names and meant.quote
    rulings = (
        [{"license": held, "counts_as": meant.quote, "answer": "yes", "by": "supposed"}] if ruled and meant else []
    )
    return Change(items={"licenses": [item]}, rulings=rulings)


def _worked(
    record: dict[str, Any], supposed: Supposed, tree: Requirement | None, days: tuple[date, date]
) -> dict[str, Any]:
    """The months supposed: the present job goes on by itself; any other work is a job from tomorrow on."""
    if supposed.work == PRESENT:
        return record
    today, day = days
    jobs = [
        {**job, "end": today.isoformat()} if "end" in job and job["end"] is None else job
        for job in record.get("employment") or ()
    ]
    tomorrow = date.fromordinal(today.toordinal() + 1)
    job = {
        "id": "what-if",
        "title": None if supposed.work == HERE else supposed.work,
        "employer": _employer(supposed.work, tree),
        "start": tomorrow.isoformat(),
        "end": day.isoformat(),
        "hours_per_week": 60,
        "paid": True,
        "supervised": {"people": 1},
    }
    return {**record, "employment": [*jobs, job]}


def _employer(title: str, tree: Requirement | None) -> str | None:
    """The employer the text asks for with a class: who works in the class works there."""
    nodes = walk(tree) if tree is not None else ()
    asked = (node.employer for node in nodes if isinstance(node, Experience) and title in node.classes)
    return next((name for name in asked if name), None)


def _work_counts(supposed: Supposed) -> list[dict[str, Any]]:
    if not supposed.months or supposed.work != HERE:
        return []
    return [{"employment": "what-if", "counts_for": "*", "answer": "yes", "by": "supposed"}]


# --- open questions, supposed to be answered ----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """An open question that somebody may answer: ``mark`` names it in the form."""

    mark: str
    text: str
    kind: str


Rulings = list[dict[str, Any]]
StillOpen = Callable[[Rulings, Mapping[str, Any]], AbstractSet[str]]


def questions(
    found: Determination, record: Mapping[str, Any], tree: Requirement | None, still_open: StillOpen
) -> list[Question]:
    """The open questions whose answer can be supposed.

    ``still_open`` says which questions rulings and the choices of a position would leave: what no ruling answers, such
    as a date that is missing, is not offered.
    """
    possible = [(each, _answer(each, record, tree)) for each in found.reasons]
    return [
        Question(mark=mark(each), text=each.question, kind=each.kind)
        for each, answer in [one for one in possible if one[1] is not None][:MOST_QUESTIONS]
        if answer is not None and each.question not in still_open(answer.rulings, answer.position)
    ]


def mark(reason: ReasonGiven) -> str:
    """A short name of a question: the same as long as the question is."""
    return hashlib.sha256(f"{reason.question}\0{reason.node}".encode()).hexdigest()[:12]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    rulings: Rulings
    waives: str | None = None

    @property
    def position(self) -> dict[str, Any]:
        return {"waive": [self.waives]} if self.waives else {}


def _answered(
    supposed: Supposed, before: Determination | None, record: Mapping[str, Any], tree: Requirement | None
) -> list[_Answer]:
    chosen = [each for each in (before.reasons if before else ()) if mark(each) in supposed.answers]
    return [answer for each in chosen if (answer := _answer(each, record, tree)) is not None]


def _answer(reason: ReasonGiven, record: Mapping[str, Any], tree: Requirement | None) -> _Answer | None:
    """Rulings that answer a question for the applicant, or what the position waives; none for facts."""
    if reason.kind == "position":
        return _Answer(rulings=[], waives=reason.node) if reason.node else None
    if reason.kind != "judgement":
        return None
    nodes = list(walk(tree)) if tree is not None else []
    subjects = [*_about_a_claim(reason, record, nodes), *_about_the_text(reason, nodes)]
    rulings = [{**subject, "answer": "yes", "by": "supposed"} for subject in subjects]
    return _Answer(rulings=rulings) if rulings else None


def _about_a_claim(reason: ReasonGiven, record: Mapping[str, Any], nodes: Sequence[Node]) -> Iterator[dict[str, Any]]:
    """A job, a field, a license or a subject of the record counts as what is asked."""
    about = reason.about or ""
    if about and any(str(job.get("id")) == about for job in record.get("employment") or ()):
        yield {"employment": about, "counts_for": reason.node or "*"}
        return
    targets = [*([reason.node] if reason.node else []), *_rule_texts(reason, nodes)]
    for name, key, subject in _SUBJECTS:
        called = {item.get(key) for item in record.get(name) or ()} - {None, ""}
        yield from (
            {subject: each, "counts_as": target}
            for each in called
            if about and _names(about, each)
            for target in targets
        )


_SUBJECTS: Final = (
    ("education", "field", "field"),
    ("licenses", "name", "license"),
    ("coursework", "subject", "subject"),
    ("training", "program", "training"),
    ("skills", "skill", "skill"),
)


def _rule_texts(reason: ReasonGiven, nodes: Sequence[Node]) -> list[str]:
    """The words of rules a question speaks of."""
    rules = [node for node in nodes if isinstance(node, Substitution)]
    return [text for rule in rules for text in (rule.give_text, rule.quote) if text and text in reason.question]


def _about_the_text(reason: ReasonGiven, nodes: Sequence[Node]) -> Iterator[dict[str, Any]]:
    """A condition, a training, a skill or a sentence is met as it stands."""
    for kind, subject in ((Condition | Unread, "condition"), (Training, "training"), (Skill, "skill")):
        if any(isinstance(node, kind) and node.quote == reason.node for node in nodes) and reason.node:
            yield {subject: reason.node}


def _names(about: str, called: str) -> bool:
    """Whether the engine's name of a claim (``bachelor in hydrology (2021-05)``) holds what it is called."""
    return about == called or f" in {called}" in about or about.startswith(f"{called} of ")
