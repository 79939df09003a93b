"""One class explained: the determination, what is missing, what would settle it, and the jobs on a line of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import msgspec

from meritplan.model.determination import ClassNamed, Cure, Determination, ReasonGiven
from meritplan.plan import ClassEdition
from meritplan.qualification import determine, determine_case
from meritplan.qualification.cases import question_of
from meritplan.qualification.claims import Claims
from meritplan.qualification.compare import Row
from meritplan.qualification.groups import evaluate
from meritplan.qualification.records.native import read_position
from meritplan.qualification.result import UNDETERMINED
from meritplan.server.eligibility.dates import in_words
from meritplan.server.eligibility.prepared import Prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.standing import is_least, question, row_of
from meritplan.server.eligibility.telling import Names, answer, chip_words, cure_words
from meritplan.server.eligibility.timeline import Chart, charts

MOST_CURES = 6
_WHY_OPEN = {
    "missing_fact": "Your record does not say",
    "unverified": "Has to be verified",
    "judgement": "A person has to decide",
    "position": "The position decides",
    "pending": "Under way",
}
_STEPS = {"employment": "jobs", "education": "education", "license": "licenses"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """One way to meet the requirement."""

    words: str
    when: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """One open question; ``enough``: with the others so marked, a yes to it would settle the whole."""

    kind: str
    why: str
    words: str
    quote: str | None
    enough: bool
    step: str | None
    entry: int | None


@dataclass(frozen=True, kw_only=True)
class Explained:
    """How a record stands with one class."""

    edition: ClassEdition
    found: Determination
    row: Row
    claims: Claims
    names: Names
    record: Mapping[str, Any]
    at_least: bool

    @cached_property
    def answer(self) -> str:
        """The answer in a sentence or two."""
        return answer(self.found, at_least=self.at_least)

    @property
    def chip(self) -> str:
        """The standing in a few words."""
        return chip_words(self.row, at_least=self.at_least)

    @cached_property
    def missing(self) -> list[Missing]:
        """What would cure it, the cheapest first."""
        return [self._missing(each) for each in self.found.missing[:MOST_CURES]]

    def _missing(self, cure: Cure) -> Missing:
        return Missing(
            words=cure_words(cure.needs, self.names),
            when=in_words(cure.reached_on) if cure.reached_on else None,
        )

    @property
    def more_missing(self) -> int:
        """Ways that are not shown."""
        return max(0, len(self.found.missing) - MOST_CURES)

    @cached_property
    def open(self) -> list[Open]:
        """What is open, the questions that would settle it first; a question that several parts ask is told once."""
        found: dict[tuple[str, str | None, int | None], Open] = {}
        for each in map(self._open, self.found.reasons):
            found.setdefault((each.words, each.step, each.entry), each)
        return sorted(found.values(), key=lambda each: not each.enough)

    def _open(self, reason: ReasonGiven) -> Open:
        step, entry = self._where(reason)
        return Open(
            kind=reason.kind,
            why=_WHY_OPEN[reason.kind],
            words=self.names.told(reason.question),
            quote=reason.node,
            enough=reason.question in self.found.settles,
            step=step,
            entry=entry,
        )

    def _where(self, reason: ReasonGiven) -> tuple[str | None, int | None]:
        """The step of the wizard, and the entry, where a missing fact can be added."""
        if reason.kind not in {"missing_fact", "pending"}:
            return None, None
        for number, job in enumerate(self.record.get("employment") or ()):
            if reason.about and str(job.get("id")) == reason.about:
                return "jobs", number
        lists = (
            ("education", "education"),
            ("coursework", "coursework"),
            ("license", "licenses"),
            ("held", "licenses"),
        )
        said = reason.question.lower()
        for word, step in (*lists, ("jobs", "jobs"), ("degree", "education"), ("study", "education")):
            if word in said:
                return step, None
        return None, None

    @property
    def later(self) -> list[tuple[str, str]]:
        """What must be shown later: until when, and what."""
        return [(each.until, self.names.told(each.what)) for each in self.found.conditional]

    @property
    def watch(self) -> list[str]:
        """What a position may still ask."""
        return [each.removeprefix("the position may ask: ") for each in self.found.watch]

    @cached_property
    def charts(self) -> list[Chart]:
        """Jobs on a line of time, for each requirement of experience."""
        return charts(self.found.tree, self.claims, self.names)


def explained(sheet: Sheet, ready: Prepared, key: str, position: Mapping[str, Any] | None = None) -> Explained:
    """The record held against one class.

    Raises:
        KeyError: if no class of the day has that key.
    """
    edition = ready.view.by_key[key]
    case = _case(sheet, ready, edition, position or {})
    asked = question_of(case)
    if edition.job_class.minimum_qualifications is None:
        named = ClassNamed(code=edition.job_class.code, title=edition.job_class.title)
        found = determine(None, asked, job_class=named)
    else:
        found = determine_case(case)
    claims = asked.claims()
    return Explained(
        edition=edition,
        found=found,
        row=row_of(ready, ready.numbers[key], claims),
        claims=claims,
        names=Names(sheet.record),
        record=sheet.record,
        at_least=is_least(ready, ready.numbers[key], claims),
    )


def open_questions(sheet: Sheet, ready: Prepared, key: str, position: Mapping[str, Any]) -> set[str]:
    """What would be open about a class: the words of the questions alone, worked out quickly."""
    asked = replace(question(sheet, ready), position=read_position(position))
    result = evaluate(ready.candidates[ready.numbers[key]].part, asked.claims())
    return {reason.question for reason in result.reasons} if result.relaxed == UNDETERMINED else set()


def _case(sheet: Sheet, ready: Prepared, edition: ClassEdition, position: Mapping[str, Any]) -> dict[str, Any]:
    """The question with everything it needs, so that the answer can be worked out again elsewhere."""
    plan = ready.view.plan
    return {
        "tree": msgspec.to_builtins(edition.job_class.minimum_qualifications),
        "record": sheet.record,
        "policy": dict(plan.policy) if plan.policy else "default",
        "rulings": list(sheet.rulings),
        "position": dict(position),
        "as_of": sheet.day.isoformat(),
        "gate": "admission",
        "class": {"code": edition.job_class.code, "title": edition.job_class.title},
    }
