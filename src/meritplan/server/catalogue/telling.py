"""Facts of editions in the words of a page: what an edition is on a day, what a class pays, who decided what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from meritplan.model import JobClass
from meritplan.model.requirement import Requirement, Rule
from meritplan.pay.of_class import ClassPay, PaidRange, PayStatement
from meritplan.plan import ClassEdition, Settlement
from meritplan.vocabulary.wording import in_words

TONES = {
    "in force": "good",
    "adopted": "calm",
    "superseded": "calm",
    "draft": "warn",
    "circulated": "warn",
    "withdrawn": "bad",
}
GROUNDS = {
    "alternative band": "alternative band",
    "index": "pay index",
    "band": "band",
    "grade": "grade",
    "specification": "as the specification prints it",
}
DATES = (
    ("Effective date printed", "effective_date"),
    ("Established", "established"),
    ("Revised", "revised"),
    ("Abolished", "abolished"),
    ("Opened", "open_date"),
)
PLAIN = (
    ("Schematic code", "schematic_code"),
    ("Level", "level"),
    ("Last action", "last_action"),
    ("FLSA", "flsa_default"),
    ("Bargaining unit", "bargaining_unit"),
    ("Occupational area", "occupational_area"),
    ("Work area", "work_area"),
    ("Promotional line", "promotional_line"),
    ("Statutory requirements", "statutory_requirements"),
    ("Conditions of employment", "conditions_of_employment"),
)
EXAMS = {
    "OPEN": "open competitive",
    "INT_DEPT_PROM": "interdepartmental promotional",
    "DEPT_PROM": "departmental promotional",
    "OPEN_INT_PROM": "open and interdepartmental promotional",
}
DRIVERS = {"required": "required", "may_be_required": "may be required", "none": "none"}
Data = Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What an edition is on a day: in a word, a tone for it, and as a sentence."""

    word: str
    tone: str
    sentence: str


def day_in_words(day: date | None) -> str:
    """A day as people write it.

    >>> day_in_words(date(2022, 7, 1))
    'July 1, 2022'
    """
    return f"{day:%B} {day.day}, {day.year}" if day else ""


def standing(edition: ClassEdition, on: date) -> Standing:
    """What the edition is on a day."""
    found = edition.standing(on)
    since, until = day_in_words(edition.effective_from), day_in_words(edition.effective_to)
    sentence = {
        "in force": f"In force since {since}" + (f", until {until}" if until else ""),
        "adopted": f"Adopted, in force from {since}",
        "superseded": f"Was in force from {since} to {until}",
        "circulated": "Circulated for comment, not adopted"
        + (f" (since {day_in_words(edition.circulated)})" if edition.circulated else ""),
        "draft": "Draft, not adopted",
        "withdrawn": "Withdrawn, never in force",
    }[found]
    return Standing(word=found, tone=TONES[found], sentence=sentence)


def facts(said: JobClass) -> Iterator[tuple[str, str]]:
    """What the specification says of the class beside its work, its pay and its qualifications."""
    if said.probation_months is not None:
        yield "Probation", f"{said.probation_months} month{'s' * (said.probation_months != 1)}"
    for name, field in PLAIN:
        if value := getattr(said, field):
            yield name, str(value)
    if said.exam_type:
        yield "Examination", EXAMS[said.exam_type]
    if said.drivers_license:
        yield "Driver license", DRIVERS[said.drivers_license]
    for name, field in DATES:
        if value := getattr(said, field):
            yield name, day_in_words(value)
    for filing in said.filing:
        window = " to ".join(day_in_words(one) or "?" for one in (filing.opens, filing.closes))
        yield "Applications", filing.text or window


# --- pay ---------------------------------------------------------------------------------------


def money(value: Decimal | None) -> str:
    """An amount without idle cents.

    >>> money(Decimal("2471.00")), money(Decimal("18.79"))
    ('$2,471', '$18.79')
    """
    return "" if value is None else f"${value:,.2f}".removesuffix(".00")


def paid(one: PaidRange) -> str:
    """A range in words: ``$2,471 to $3,097 a month``."""
    if one.fixed_elsewhere:
        return "fixed elsewhere"
    if one.low is None and one.high is None:
        return f"printed as “{one.printed}”" if one.printed else "no amount stated"
    ends = " to ".join(dict.fromkeys(money(end) for end in (one.low, one.high) if end is not None))
    unit = {None: "", "unknown": "", "hour": " an hour", "biweek": " every two weeks"}.get(one.unit, f" a {one.unit}")
    return ends + unit


@dataclass(frozen=True, kw_only=True, slots=True)
class PayLine:
    """One range on the page of a class: the amount, and what sets it apart from the others."""

    amount: str
    detail: str


def pay_lines(found: ClassPay) -> list[PayLine]:
    """The ranges that hold."""
    return [PayLine(amount=paid(one), detail=_apart(one)) for one in found.ranges]


def _apart(one: PaidRange) -> str:
    said = [f"range {one.name}" if one.name else "", one.department or "", *one.criteria]
    said.append(f"market point {money(one.market)}" if one.market is not None else "")
    return "; ".join(each for each in said if each)


def pay_others(found: ClassPay) -> list[str]:
    """What other documents say, beside the statement that holds."""
    others = (one for one in found.statements if one is not found.holds)
    return [f"{'; '.join(map(paid, one.ranges)) or 'no amount'}, by {ground(one)}" for one in others]


def brief_pay(found: ClassPay) -> str:
    """The pay of a class in a few words, for lists."""
    statement = found.holds
    if statement is None:
        return ""
    amounts = [paid(one) for one in statement.ranges]
    more = f" and {len(amounts) - 1} more" if len(amounts) > 1 else ""
    return amounts[0] + more if amounts else f"{statement.ground} {statement.name}"


def ground(statement: PayStatement) -> str:
    """Which document says so: ``grade AL02``, ``pay index of July 1, 2026``."""
    words = GROUNDS[statement.ground]
    if statement.name:
        words += f" {statement.name}"
    if not statement.since:
        return words
    joint = " of" if statement.ground in {"index", "specification"} else ", since"
    return f"{words}{joint} {day_in_words(statement.since)}"


# --- decisions -----------------------------------------------------------------------------------


VERBS = {
    "confirmed": "Confirmed as read",
    "read as": "Read as",
    "no requirement": "Found to be no requirement",
    "entered": "Entered",
    "answered": "Answered in words",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """One question a person settled: ``before`` and ``after`` are what was read, in plain words."""

    question: str
    verb: str
    quote: str | None
    settlement: Settlement
    before: str
    after: str


def decided(edition: ClassEdition) -> Iterator[Decided]:
    """Who decided what about an edition, in the order of the decisions."""
    asked = {one.id: one for one in edition.questions}
    for one in edition.settlements:
        question = asked.get(one.question)
        yield Decided(
            question=_sentence(question.text) if question else "A question that is no longer kept",
            verb=VERBS[one.decision],
            quote=question.quote if question else None,
            settlement=one,
            before=_told(one.before),
            after=_told(one.after),
        )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _told(data: Data) -> str:
    """A node in plain words, or facts as name and value."""
    if not isinstance(data, dict):
        return "" if data is None else str(data)
    if "type" in data:
        for kind in (Requirement, Rule):
            try:
                return in_words(msgspec.convert(data, kind))
            except msgspec.ValidationError:
                continue
    empty: tuple[object, ...] = (None, [], "")
    said = {name.replace("_", " "): "not stated" if value in empty else value for name, value in data.items()}
    return "; ".join(f"{name}: {value}" for name, value in said.items())
