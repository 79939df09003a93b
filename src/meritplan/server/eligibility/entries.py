"""The lists of a record as the wizard asks for them: what each is called, and one entry of it in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from meritplan.server.eligibility.dates import in_words
from meritplan.server.eligibility.sheet import MOST, Sheet, TooMuchError

Item = Mapping[str, Any]

LEVELS: Final[Mapping[str, str]] = {
    "grade_8": "8th grade",
    "high_school": "High school diploma",
    "ged": "GED or another high school equivalency",
    "some_college": "Some college, no degree",
    "vocational": "Vocational or trade school",
    "associate": "Associate’s degree",
    "bachelor": "Bachelor’s degree",
    "master": "Master’s degree",
    "doctorate": "Doctorate (PhD, EdD …)",
    "professional": "Professional degree (JD, MD …)",
}
NOT_KNOWN: Final = "unknown"  # where an empty date would say "finished, on a day not stated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind:
    """One list of the record. ``one`` and ``many`` are what people call its entries."""

    name: str
    one: str
    many: str
    said: Callable[[Item], tuple[str, str]]
    none: str
    advice: str = ""

    @property
    def add(self) -> str:
        """What the button says."""
        return f"Add {'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry as a page lists it."""

    number: int
    title: str
    details: str


def entries(kind: Kind, sheet: Sheet) -> list[Entry] | None:
    """The entries of a list in words; none if nothing was said about it."""
    found = sheet.record.get(kind.name)
    if found is None:
        return None
    return [Entry(number=number, title=said[0], details=said[1]) for number, said in enumerate(map(kind.said, found))]


def put(sheet: Sheet, kind: Kind, number: int | None, item: Item) -> Sheet:
    """The sheet with an entry changed, or added at the end.

    Sending the same page twice gives the same sheet: the entry is put into the list that came with it.

    Raises:
        TooMuchError: if the list is full.
    """
    found = list(sheet.record.get(kind.name) or ())
    if number is not None and number < len(found):
        found[number] = dict(item)
    elif len(found) >= MOST[kind.name]:
        raise TooMuchError(f"The list already holds {len(found)} entries, as many as this page takes.")
    else:
        found.append(_with_id(kind, dict(item), found))
    return _with(sheet, kind.name, found)


def without(sheet: Sheet, kind: Kind, number: int) -> tuple[Sheet, str]:
    """The sheet without one entry, and what it was called."""
    found = list(sheet.record.get(kind.name) or ())
    if not 0 <= number < len(found):
        return sheet, ""
    gone = kind.said(found.pop(number))[0]
    if found:
        return _with(sheet, kind.name, found), gone
    return sheet.replaced(record={key: value for key, value in sheet.record.items() if key != kind.name}), gone


def none_of(sheet: Sheet, kind: Kind) -> Sheet:
    """The sheet saying that there is nothing of the kind."""
    return _with(sheet, kind.name, [])


def item_at(sheet: Sheet, kind: Kind, number: int | None) -> dict[str, Any]:
    """The entry of that number as it stands in the record; an empty one for a new entry."""
    found = sheet.record.get(kind.name) or ()
    return dict(found[number]) if number is not None and 0 <= number < len(found) else {}


def _with(sheet: Sheet, name: str, value: Any) -> Sheet:
    return sheet.replaced(record={**sheet.record, name: value})


def _with_id(kind: Kind, item: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, Any]:
    """A job has a name of its own, by which questions and rulings speak of it."""
    if kind.name != "employment" or item.get("id") is not None:
        return item
    taken = {str(each.get("id")) for each in others}
    number = next(number for number in range(1, len(others) + 2) if f"e{number}" not in taken)
    return {"id": f"e{number}", **item}


# --- entries in words ---------------------------------------------------------------------------------------


def _schooling(item: Item) -> tuple[str, str]:
    level = "ged" if item.get("level") == "high_school" and item.get("equivalency") else item.get("level")
    title = LEVELS.get(str(level or ""), str(level or "Schooling of a level not stated"))
    if item.get("field"):
        title = f"{title} in {item['field']}"
    return title, _joined(item.get("institution"), _finished(item), *_study(item))


def _finished(item: Item) -> str:
    if item.get("in_progress"):
        expected = item.get("expected")
        return f"in progress, expected {in_words(expected)}" if expected else "in progress"
    if item.get("conferred") == NOT_KNOWN:
        return "not known whether finished"
    return f"finished {in_words(item['conferred'])}" if item.get("conferred") else "finished"


def _study(item: Item) -> list[str]:
    units = (("semester_units", "semester units"), ("quarter_units", "quarter units"), ("years", "years"))
    return [f"{item[key]:g} {word}" for key, word in units if isinstance(item.get(key), int | float)]


def _job(item: Item) -> tuple[str, str]:
    title = item.get("title") or "Job of a title not stated"
    start = in_words(item.get("start"))
    last = item.get("end", NOT_KNOWN)
    end = {None: "now", NOT_KNOWN: "an end not known"}.get(last) or in_words(last)
    hours = item.get("hours_per_week")
    weekly = f"{hours:g} hours a week" if isinstance(hours, int | float) else "hours not known"
    unpaid = "unpaid" if item.get("paid") is False else None
    supervised = (item.get("supervised") or {}).get("people")
    people = f"supervised {supervised:g}" if supervised else None
    return str(title), _joined(item.get("employer"), f"{start} to {end}", weekly, unpaid, people)


def _license(item: Item) -> tuple[str, str]:
    expires = f"valid until {in_words(item['expires'])}" if item.get("expires") else None
    return str(item.get("name") or "License of a name not stated"), _joined(
        item.get("issuer"), item.get("status"), expires
    )


def _training(item: Item) -> tuple[str, str]:
    hours = f"{item['hours']:g} hours" if item.get("hours") else None
    done = f"completed {in_words(item['completed'])}" if item.get("completed") else None
    return str(item.get("program") or "Training of a name not stated"), _joined(done, hours)


def _coursework(item: Item) -> tuple[str, str]:
    amounts = [*_study(item)]
    if item.get("courses"):
        amounts.append(f"{item['courses']:g} courses")
    return str(item.get("subject") or "Courses in a subject not stated"), _joined(*amounts)


def _skill(item: Item) -> tuple[str, str]:
    value = f"{item['value']:g} {item.get('unit') or ''}".strip() if item.get("value") is not None else None
    return str(item.get("skill") or "Skill of a name not stated"), _joined(value)


def _joined(*parts: Any) -> str:
    return " · ".join(str(part) for part in parts if part)


KINDS: Final[Mapping[str, Kind]] = {
    kind.name: kind
    for kind in (
        Kind(
            name="education",
            one="school or degree",
            many="schools and degrees",
            said=_schooling,
            none="I have no schooling to list",
            advice="List every diploma and degree, finished or not. What is not listed counts as not there.",
        ),
        Kind(
            name="employment",
            one="job",
            many="jobs",
            said=_job,
            none="I have not worked yet",
            advice=(
                "Paid or unpaid, full time or part time, long ago or now. If you did two different jobs for one "
                "employer, enter two jobs."
            ),
        ),
        Kind(
            name="licenses",
            one="license or certificate",
            many="licenses and certificates",
            said=_license,
            none="I have no license",
            advice="A driver license counts. So do registrations, certificates, and licenses you have applied for.",
        ),
        Kind(
            name="training",
            one="training",
            many="trainings",
            said=_training,
            none="I have no training to list",
            advice="Academies, apprenticeships, courses outside of college.",
        ),
        Kind(
            name="coursework",
            one="subject of coursework",
            many="subjects of coursework",
            said=_coursework,
            none="I have no college coursework",
            advice="Some classes ask for so many units in a subject, such as accounting.",
        ),
        Kind(
            name="skills",
            one="measured skill",
            many="measured skills",
            said=_skill,
            none="I have no measured skill",
            advice="Such as typing, with the speed that was measured.",
        ),
    )
}
