"""How a made-up person stands with marked requirements, by the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from meritplan.model import (
    Combination,
    Condition,
    Counting,
    Coursework,
    Education,
    Experience,
    License,
    Option,
    Skill,
    Substitution,
    Training,
    Unread,
)
from meritplan.model.policy import Policy
from meritplan.model.position import Position
from meritplan.model.record import (
    CourseworkTaken,
    Degree,
    Employment,
    LicenseHeld,
    Record,
    SkillShown,
    Supervised,
    TrainingDone,
)
from meritplan.model.ruling import Ruling
from meritplan.plan.proof.asked import AND, ANY_WORK, Asked, Marked, alike
from meritplan.plan.proof.person import SOMETHING_ELSE, Person, Work
from meritplan.qualification.claims import Claims, claims
from meritplan.qualification.dates import iso, months_later
from meritplan.qualification.groups import evaluate
from meritplan.qualification.result import MET, NOT_MET

AS_OF = date(2026, 6, 30)  # the last of a month, so that whole months are whole under every rule of counting
NOT, OPEN, CONDITIONAL, OUTRIGHT = range(4)
WORDS = ("not met", "undetermined", "admitted on a condition", "met")
RELATED = "related to "


@dataclass(frozen=True, slots=True)
class Compared:
    """One person before one or several requirements: the standings in their order."""

    person: Person
    standings: tuple[int, ...]


def standings(person: Person, requirements: Sequence[Marked], policy: Policy) -> Compared:
    """How the person stands with each of the requirements."""
    known = _claims(person, [asked for one in requirements for asked in one.asked], policy)
    return Compared(person, tuple(_standing(one, known) for one in requirements))


def _standing(requirement: Marked, known: Claims) -> int:
    result = evaluate(requirement.part, known)
    if result.clean == MET:
        return OUTRIGHT
    return CONDITIONAL if result.relaxed == MET else NOT if result.relaxed == NOT_MET else OPEN


def _claims(person: Person, asked: Sequence[Asked], policy: Policy) -> Claims:
    rulings = [ruling for one in asked for ruling in _rulings(one, person)]
    options = [one for one in asked if isinstance(one.node, Option)]
    binding = tuple(one.mark for one in options if person.binding & set(one.kinds))
    waived = tuple(one.mark for one in options if not person.binding & set(one.kinds))
    return claims(
        _record(person),
        policy=policy,
        rulings=rulings,
        position=Position(require=binding, waive=waived),
        as_of=AS_OF,
        gate="admission",
    )


def _record(person: Person) -> Record:
    return Record(
        education=tuple(
            Degree(
                level=one.level,
                field=one.field,
                accredited=one.accredited,
                equivalency="GED" if one.equivalency else None,
                years=one.years,
                semester_units=None if one.years is None else one.years * 30,
            )
            for one in person.schooling
        ),
        coursework=tuple(
            CourseworkTaken(subject=one.subject, semester_units=one.units, courses=one.courses, hours=one.hours)
            for one in person.courses
        ),
        employment=tuple(_employments(person.work)),
        licenses=tuple(
            LicenseHeld(
                name=name,
                issued=iso(months_later(AS_OF.toordinal() + 1, -months)) if months else "1990-01-01",
                expires="2040-01-01",
                status="active",
            )
            for name, months in person.licenses
        ),
        training=tuple(TrainingDone(program=name, completed="2026-06-01", hours=9999) for name in person.training),
        skills=tuple(SkillShown(skill=name, value=value) for name, value in person.skills),
        conditions=dict(person.amounts),
    )


def _employments(work: Sequence[Work]) -> Iterator[Employment]:
    """One job before the other, without gaps, the first of them up to the day asked about."""
    end = AS_OF.toordinal()
    for number, one in enumerate(work):
        start = months_later(end + 1, -one.months)
        yield Employment(
            id=str(number),
            employer=one.employer,
            start=iso(start),
            end=iso(end),
            hours_per_week=one.hours,
            paid=True,
            supervised=Supervised(people=3 if one.supervised else 0, functions=_FUNCTIONS),
        )
        end = start - 1


_FUNCTIONS = tuple("assign review evaluate train discipline hire".split())


# --- rulings -------------------------------------------------------------------------------------


def _rulings(asked: Asked, person: Person) -> Iterator[Ruling]:
    """A ruling on every fact of the person for one mark."""
    node, mark = asked.node, asked.mark
    if isinstance(node, Experience | Counting) or (isinstance(node, Substitution) and node.give == "experience"):
        for number, one in enumerate(person.work):
            yield Ruling(employment=str(number), counts_for=mark, answer=_yes(work_counts(asked, one)))
    elif isinstance(node, Education):
        yield from _fields(asked, node, person)
    elif isinstance(node, Combination):
        for studied in person.schooling:
            yield Ruling(field=studied.field, counts_as=mark, answer="no")  # listed fields count without a ruling
    elif isinstance(node, License):
        for name, _ in person.licenses:
            yield Ruling(license=name, counts_as=mark, answer=_yes(name in asked.kinds))
    elif isinstance(node, Coursework):
        for taken in person.courses:
            yield Ruling(subject=taken.subject, counts_as=mark, answer=_yes(taken.subject in asked.kinds))
    else:
        yield from _others(asked, person)


def _others(asked: Asked, person: Person) -> Iterator[Ruling]:
    node, mark = asked.node, asked.mark
    if isinstance(node, Training):
        yield Ruling(training=mark, answer=_yes(bool(person.training & set(asked.kinds))))
    elif isinstance(node, Skill):
        for name, _ in person.skills:
            yield Ruling(skill=name, counts_as=mark, answer=_yes(name in asked.kinds))
    elif isinstance(node, Unread) or (isinstance(node, Condition) and node.min is None):
        yield Ruling(condition=mark, answer=_yes(bool(person.met & set(asked.kinds))))
    elif isinstance(node, Substitution):
        yield from _given(asked, node, person)


def _fields(asked: Asked, node: Education, person: Person) -> Iterator[Ruling]:
    """A field that is listed counts, one that is related to a listed one where related fields do.

    A field that another requirement lists may be related to those of this one: that stays open.
    """
    for one in person.schooling:
        related = one.field.startswith(RELATED)
        of_these = one.field.removeprefix(RELATED) in (asked.kinds or (ANY_WORK,))
        if one.field in asked.kinds or (related and node.related_field and of_these):
            yield Ruling(field=one.field, counts_as=asked.mark, answer="yes")
        elif one.field == SOMETHING_ELSE or related or not node.related_field:
            yield Ruling(field=one.field, counts_as=asked.mark, answer="no")


def _given(asked: Asked, node: Substitution, person: Person) -> Iterator[Ruling]:
    names = {
        "education": ("field", [one.field for one in person.schooling]),
        "license": ("license", [name for name, _ in person.licenses]),
        "training": ("training", list(person.training)),
        "coursework": ("subject", [one.subject for one in person.courses]),
    }
    subject, held = names.get(node.give, ("field", []))
    wanted = asked.kinds or ((alike(node.give_text),) if node.give_text else ())
    for name in dict.fromkeys(held):
        counts = not wanted or name in wanted
        yield msgspec.convert({subject: name, "counts_as": asked.mark, "answer": _yes(counts)}, Ruling)


def work_counts(asked: Asked, one: Work) -> bool:
    """Whether the work is of a kind the leaf or rule accepts, with the employer it names."""
    if asked.employer is not None and isinstance(asked.node, Experience) and one.employer != asked.employer:
        return False
    return (
        ANY_WORK in asked.kinds or not asked.kinds or any(one.kinds.issuperset(kind.split(AND)) for kind in asked.kinds)
    )


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
