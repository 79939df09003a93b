"""The forms of the wizard: what may be entered about one diploma, job or license, and what it says in the record.

Every field may stay empty: empty is unknown. A form changes the keys it asks about and leaves all others of an entry
alone, so that nothing of an imported record is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from meritplan.plan import Plan
from meritplan.server.eligibility.dates import DateError, partial_date
from meritplan.server.eligibility.entries import LEVELS, NOT_KNOWN
from meritplan.server.eligibility.sheet import LONG_TEXTS

UNKNOWN = ("", "I don’t know")
YES_NO = (("yes", "Yes"), ("no", "No"), UNKNOWN)
_TRUTH = {"yes": True, "no": False}
Choices = tuple[tuple[str, str], ...]


class PartialDate(forms.CharField):
    """A date as far as it is known."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)
        self.widget.attrs.update({"autocomplete": "off", "size": "14"})

    def clean(self, value: Any) -> str | None:
        """The date as ISO text."""
        text = super().clean(value)
        try:
            return partial_date(text)
        except DateError as trouble:
            raise forms.ValidationError(str(trouble)) from None


def _text(label: str, hint: str = "", *, most: int = 200) -> forms.CharField:
    field = forms.CharField(label=label, help_text=hint, required=False, max_length=most)
    field.error_messages["max_length"] = f"This is longer than the {most} characters taken here. Shorten it."
    field.widget.attrs["autocomplete"] = "off"
    return field


def _number(label: str, hint: str = "", *, most: float, unit: str = "") -> forms.FloatField:
    wrong = f"Write a number from 0 to {most:g}{f' {unit}' if unit else ''}, or leave it empty if you do not know."
    field = forms.FloatField(
        label=label, help_text=hint, required=False, min_value=0, max_value=most, localize=False, widget=forms.TextInput
    )
    field.error_messages = {"invalid": wrong}
    for check in field.validators:
        check.message = wrong
    field.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off", "size": "8"})
    return field


def _choice(label: str, choices: Choices, hint: str = "", *, radios: bool = False) -> forms.ChoiceField:
    widget = forms.RadioSelect if radios else forms.Select
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, required=False, widget=widget)


class EntryForm(forms.Form):
    """A form about one entry of a list. ``groups`` are the fields in the order of the page, under headings."""

    template_name_label = None
    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    plain: ClassVar[tuple[str, ...]] = ()  # fields that stand in the record under their own name

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, item: Mapping[str, Any], plan: Plan, full_time: float = 40
    ) -> None:
        self.item, self.plan, self.full_time = item, plan, full_time
        super().__init__(data, initial=self.shown(item), prefix=None, auto_id="id_%s")

    @classmethod
    def shown(cls, item: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show of an entry."""
        return {name: _as_shown(item.get(name)) for name in cls.plain}

    def said(self) -> dict[str, Any]:
        """The entry with what was filled in; unknown keys are left out."""
        merged = {**self.item, **{name: self.cleaned_data.get(name) for name in self.plain}, **self.further()}
        return {key: value for key, value in merged.items() if not _says_nothing(key, value)}

    def further(self) -> dict[str, Any]:
        """Keys that follow from several fields."""
        return {}

    @property
    def says_anything(self) -> bool:
        """Whether any field was filled in."""
        return any(value not in {None, "", False} for value in self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """Nothing at all is no entry."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.says_anything:
            raise forms.ValidationError("Nothing is filled in yet. Fill in what you know, or go back without saving.")
        return found

    def sections(self) -> Iterable[tuple[str, list[Any]]]:
        """Headings with their fields, for the page."""
        return [(heading, [self[name] for name in names]) for heading, names in self.groups]

    def troubled(self) -> list[tuple[str, str]]:
        """The id of each troubled field, and what is wrong: the summary at the top of the page."""
        return [
            (f"id_{name}" if name != "__all__" else "entry-form", str(message))
            for name, messages in self.errors.items()
            for message in messages
        ]


def _as_shown(value: Any) -> Any:
    return f"{value:g}" if isinstance(value, float) else value


def _says_nothing(key: str, value: Any) -> bool:
    return value == "" or (value is None and key != "end")


class EducationForm(EntryForm):
    """A diploma, a degree, a stretch of study."""

    level = _choice("What is it?", (UNKNOWN, *LEVELS.items()))
    field = _text("Major or field of study", "As your diploma says it. Leave it empty if there was none.")
    institution = _text("School", "Its name, and the country if it was not in the United States.")
    status = _choice(
        "Is it finished?",
        (("finished", "Yes"), ("in_progress", "Not yet, I am still studying"), ("unknown", "I don’t know")),
        "If you left without finishing, choose “Some college, no degree” above and enter your units below.",
        radios=True,
    )
    conferred = PartialDate(label="When was it finished?", help_text="For example 2019, 2019-05 or May 2019.")
    expected = PartialDate(label="If not finished: when do you expect to finish?")
    accredited = _choice(
        "Was the school accredited?",
        YES_NO,
        "For a foreign school, choose “I don’t know” unless a credential service has evaluated it.",
        radios=True,
    )
    semester_units = _number("Semester units completed", most=1000)
    quarter_units = _number("Quarter units completed", most=1000)
    years = _number("Years of study", most=40)

    groups = (
        ("", ("level", "field", "institution", "status", "conferred", "expected")),
        ("More about it, if you know", ("accredited", "semester_units", "quarter_units", "years")),
    )
    plain = ("field", "institution", "semester_units", "quarter_units", "years")

    @classmethod
    def shown(cls, item: Mapping[str, Any]) -> dict[str, Any]:
        """An equivalency stands among the levels; a day not known is no date."""
        known = super().shown(item)
        ged = item.get("level") == "high_school" and item.get("equivalency")
        status = "finished" if item else ""
        if item.get("in_progress"):
            status = "in_progress"
        elif item.get("conferred") == NOT_KNOWN:
            status = "unknown"
        conferred = item.get("conferred")
        return {
            **known,
            "level": "ged" if ged else item.get("level"),
            "status": status,
            "conferred": None if conferred == NOT_KNOWN else conferred,
            "expected": item.get("expected"),
            "accredited": {True: "yes", False: "no"}.get(item.get("accredited"), ""),  # type: ignore[arg-type]
        }

    def clean(self) -> dict[str, Any]:
        """A finish date and "not yet" contradict each other."""
        found = super().clean()
        if found.get("status") == "in_progress" and found.get("conferred"):
            self.add_error("conferred", "You said it is not finished yet. Clear this date, or change the answer above.")
        return found

    def further(self) -> dict[str, Any]:
        """Level, end and accreditation."""
        said = self.cleaned_data
        ged = said.get("level") == "ged"
        level = "high_school" if ged else said.get("level") or None
        equivalency = (
            self.item.get("equivalency") if level == self.item.get("level") and level != "high_school" else None
        )
        return {
            "level": level,
            "equivalency": "GED" if ged else equivalency,
            **self._end(said),
            "accredited": _TRUTH.get(said.get("accredited") or ""),
        }

    @staticmethod
    def _end(said: Mapping[str, Any]) -> dict[str, Any]:
        status, conferred, expected = said.get("status"), said.get("conferred"), said.get("expected")
        if status == "in_progress":
            return {"in_progress": True, "expected": expected, "conferred": None}
        if status == "finished":
            return {"in_progress": False, "expected": None, "conferred": conferred}
        if conferred is None and expected is not None:
            return {"in_progress": None, "expected": expected, "conferred": None}
        return {"in_progress": None, "expected": expected, "conferred": conferred or NOT_KNOWN}


class EmploymentForm(EntryForm):
    """A job."""

    title = _text("Job title")
    employer = _text("Employer")
    class_code = _text(
        "Civil-service class, if it was a job under this plan",
        "Its title or code, for example from an appointment letter. Leave it empty if you do not know.",
    )
    start = PartialDate(label="When did you start?", help_text="For example 2019, 2019-05 or May 2019.")
    ended = _choice("Do you still work there?", (("now", "Yes"), ("over", "No"), UNKNOWN), radios=True)
    end = PartialDate(label="If not: when did you leave?", help_text="The last day, or as much of it as you know.")
    schedule = _choice(
        "How much did you work?",
        (("full", "Full time"), ("part", "Part time"), UNKNOWN),
        radios=True,
    )
    hours_per_week = _number("Hours a week", "Needed for part time; a usual week is enough.", most=168)
    paid = _choice("Was it paid?", (("yes", "Yes"), ("no", "No, volunteer work"), UNKNOWN), radios=True)
    duties = _text(
        "What did you do?", "In your own words. A person who settles a question reads this.", most=LONG_TEXTS["duties"]
    )
    supervision = _choice("Did you supervise people?", YES_NO, radios=True)
    people = _number("If so: how many people?", most=10000)
    functions = _text(
        "What did you decide about them?", "Separated by commas, such as: assign work, review work, evaluate, hire."
    )
    share = _number(
        "How much of your time was this work?",
        "In percent. Leave it empty if it was all of it.",
        most=100,
        unit="percent",
    )

    groups = (
        ("", ("title", "employer", "start", "ended", "end")),
        ("How much, and of what kind", ("schedule", "hours_per_week", "paid", "duties")),
        ("More about it, if you know", ("class_code", "supervision", "people", "functions", "share")),
    )
    plain = ("title", "employer", "start", "duties")

    def __init__(self, data: Mapping[str, Any] | None = None, **given: Any) -> None:
        super().__init__(data, **given)
        if (self.item.get("hours_per_week") or 0) >= self.full_time:
            self.initial["schedule"] = "full"
        self.fields["duties"].widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})

    @classmethod
    def shown(cls, item: Mapping[str, Any]) -> dict[str, Any]:
        """Whether it goes on, and how much of the week it takes, are choices."""
        supervised = item.get("supervised") or {}
        people = supervised.get("people")
        end = item.get("end")
        share = item.get("share")
        return {
            **super().shown(item),
            "class_code": item.get("class_code"),
            "ended": "" if "end" not in item else "now" if end is None else "over",
            "end": end,
            "schedule": "part" if item.get("hours_per_week") else "",
            "hours_per_week": _as_shown(item.get("hours_per_week")),
            "paid": {True: "yes", False: "no"}.get(item.get("paid"), ""),  # type: ignore[arg-type]
            "supervision": "" if people is None else "yes" if people else "no",
            "people": _as_shown(people or None),
            "functions": ", ".join(supervised.get("functions") or ()),
            "share": f"{share * 100:g}" if isinstance(share, int | float) else None,
        }

    def clean_class_code(self) -> str:
        """The code of the class that is meant."""
        said: str = self.cleaned_data.get("class_code") or ""
        if not said or said == self.item.get("class_code"):
            return said
        meant = self.plan.named(said)
        if len(meant) == 1:
            return meant[0].code or meant[0].title
        if not meant:
            raise forms.ValidationError(
                f"No class of this plan is called “{said}”. Check the spelling, or leave this empty: the title of your "
                "job is enough."
            )
        raise forms.ValidationError(f"{len(meant)} classes of this plan are called “{said}”. Enter the code instead.")

    def clean(self) -> dict[str, Any]:
        """Dates and answers that contradict each other are said beside the field."""
        found = super().clean()
        if found.get("ended") == "now" and found.get("end"):
            self.add_error("end", "You said you still work there. Clear this date, or change the answer above.")
        start, end = found.get("start"), found.get("end")
        if start and end and end[: len(start)] < start[: len(end)]:
            self.add_error("end", f"The job ends ({end}) before it starts ({start}). Correct one of the two.")
        if found.get("supervision") == "no" and found.get("people"):
            self.add_error("people", "You said you supervised nobody. Clear this number, or change the answer above.")
        return found

    def further(self) -> dict[str, Any]:
        """End, hours, pay and supervision."""
        said = self.cleaned_data
        found: dict[str, Any] = {
            "class_code": said.get("class_code") or None,
            "hours_per_week": self._hours(said),
            "paid": _TRUTH.get(said.get("paid") or ""),
            "supervised": self._supervised(said),
            "share": None if said.get("share") is None else said["share"] / 100,
        }
        if said.get("ended") == "now":
            found["end"] = None
        elif said.get("end"):
            found["end"] = said["end"]
        else:
            found["end"] = ""  # not known: the key is left out
        return found

    def _hours(self, said: Mapping[str, Any]) -> float | None:
        """The number entered; where only "full time" was said, the hours that are full time under the policy."""
        if said.get("hours_per_week") is not None:
            return _whole(said["hours_per_week"])
        return _whole(self.full_time) if said.get("schedule") == "full" else None

    def _supervised(self, said: Mapping[str, Any]) -> dict[str, Any] | None:
        functions = [one.strip() for one in (said.get("functions") or "").split(",") if one.strip()]
        if said.get("supervision") == "no":
            return {"people": 0}
        people = said.get("people")
        if people is None and not functions:
            return None
        kept = {"people": None if people is None else _whole(people), "functions": functions or None}
        return {key: value for key, value in kept.items() if value is not None}


class LicenseForm(EntryForm):
    """A license, registration or certificate."""

    name = _text("Name", "For example: driver license, registered nurse.")
    issuer = _text("State or body that issued it", "For example: State of Alder.")
    status = _choice(
        "Do you hold it now?",
        (
            ("active", "Yes, it is valid"),
            ("applied", "No, I have applied for it"),
            ("eligible", "No, but I could obtain it"),
            ("lapsed", "No, it has run out"),
            ("suspended", "No, it is suspended"),
            UNKNOWN,
        ),
        radios=True,
    )
    issued = PartialDate(label="Since when?", help_text="For example 2019, 2019-05 or May 2019.")
    expires = PartialDate(label="Valid until")

    groups = (("", ("name", "issuer", "status", "issued", "expires")),)
    plain = ("name", "issuer", "status", "issued", "expires")


class TrainingForm(EntryForm):
    """A program of training."""

    program = _text("Name of the training")
    completed = PartialDate(label="When was it completed?", help_text="For example 2019, 2019-05 or May 2019.")
    hours = _number("Hours in all", most=100000)

    groups = (("", ("program", "completed", "hours")),)
    plain = ("program", "completed", "hours")


class CourseworkForm(EntryForm):
    """College courses in one subject."""

    subject = _text("Subject", "For example: accounting.")
    semester_units = _number("Semester units", most=1000)
    quarter_units = _number("Quarter units", most=1000)
    courses = _number("Number of courses", most=1000)
    completed = PartialDate(label="When was it completed?", help_text="For example 2019, 2019-05 or May 2019.")

    groups = (("", ("subject", "semester_units", "quarter_units", "courses", "completed")),)
    plain = ("subject", "semester_units", "quarter_units", "courses", "completed")


class SkillForm(EntryForm):
    """A skill that was measured."""

    skill = _text("Skill", "For example: typing.")
    value = _number("What was measured", most=1_000_000)
    unit = _text("In what unit", "For example: wpm (words a minute).", most=40)
    measured = PartialDate(label="When?", help_text="For example 2019, 2019-05 or May 2019.")

    groups = (("", ("skill", "value", "unit", "measured")),)
    plain = ("skill", "value", "unit", "measured")


FORMS: Mapping[str, type[EntryForm]] = {
    "education": EducationForm,
    "employment": EmploymentForm,
    "licenses": LicenseForm,
    "training": TrainingForm,
    "coursework": CourseworkForm,
    "skills": SkillForm,
}


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number
