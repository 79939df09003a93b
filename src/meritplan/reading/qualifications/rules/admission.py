"""Being let into the examination before a requirement is met."""

from __future__ import annotations

import re

from meritplan.model import Admission
from meritplan.model.requirement import Number
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications.quantities import DURATION_PATTERN, DURATION_PLAIN, duration, months_in

CUE = re.compile(
    r"\b(?:(?:will|may|shall|can) (?:be )?(?:admit(?:ted)?|allowed|permitted|eligible) (?:to |into |"
    r"in )?(?:applicants? to |candidates? to |them to )?(?:the |take |compete|participate|file|apply|this|"
    r"an )?(?:the )?(?:examination|exam|written|compete|apply|file|test|application)?|will admit|"
    r"be admitted to|may (?:file|apply|compete|take the)\b|"
    r"(?:cannot|can not|will not|may not|shall not|must not) be (?:appointed|"
    r"considered (?:eligible )?for appointment|hired|considered eligible)|(?:eligible|"
    r"considered) for appointment|"
    r"must (?:secure|obtain|possess|produce|have|complete|submit|meet|fully meet|be)\b[^.;]* (?:before|"
    r"prior to) (?:they|he|she|appointment|being|the performance|final)|"
    r"admitted to the [\w ]*(?:examination|exam)\b)"
)
_COMPETE = re.compile(
    r"admit|may (?:file|apply|compete|take)|allowed to|permitted to|\bcompete\b|eligible to (?:apply|"
    r"compete|take)|accepted into"
)
_LACK = re.compile(
    rf"\b(?:lack(?:s|ing)?|within|need)\s+(?:no more than |up to |only )?(?P<d>{DURATION_PLAIN})(?:\s+or less)?"
)
_DONE = re.compile(
    rf"\b(?:completed|upon completion of|have|completing|after)\s+(?:at least\s+)?(?P<d>{DURATION_PLAIN})"
)
_LICENSE = re.compile(
    r"\b(?:licen[sc]es?|1icense|certificat\w+|registration|registered|credential|bar\b|membership|licensed|"
    r"rating|permit|certified|eligibility|the board|legal requirements)"
)
_EDUCATION = re.compile(
    r"\b(?:degrees?|graduat\w+|seniors?|senior student|education|college|university|curriculum|diploma|"
    r"school|semester|quarter|academic|studies|study|doctorate|master)"
)
_COURSES = re.compile(r"\b(?:units?|courses?|course ?work)\b")
_TRAINING = re.compile(r"\b(?:training|apprentice\w*|program|academy|internship|residency)\b")
_EXPERIENCE = re.compile(r"\b(?:experience|service|months of|years of)\b")


def is_admission(plain: str) -> bool:
    """Whether a sentence lets people compete, or bars their appointment, before something is met."""
    return bool(CUE.search(plain)) and bool(_COMPETE.search(plain) or re.search(r"(?:before|until|prior)\b", plain))


def lets_compete(plain: str) -> bool:
    """Whether the sentence itself opens the examination (and does not only bar the appointment)."""
    return bool(_COMPETE.search(plain))


def read(passage: Passage, required: Number | None = None) -> Admission:
    """The admission a sentence grants. ``required`` is the length asked, to count back from the length completed."""
    plain = passage.plain
    applies = _applies_to(plain)
    return Admission(
        applies_to=applies,
        by="appointment",
        short_months=_short(plain, applies, required),
        quote=passage.quote(),
        spans=passage.spans(),
    )


def _applies_to(plain: str) -> str:
    first = re.split(r"\b(?:will|may|shall|can|cannot)\b", plain, maxsplit=1)[0] or plain
    for text in (first, plain):
        found = [
            (match.start(), kind)
            for pattern, kind in (
                (_LICENSE, "license"),
                (_COURSES, "coursework"),
                (_EDUCATION, "education"),
                (_TRAINING, "training"),
                (_EXPERIENCE, "experience"),
            )
            if (match := pattern.search(text))
        ]
        if found:
            kinds = {kind for _, kind in found}
            if re.search(r"\bseniors?\b|\bin (?:the|their) final year\b|\bcurriculum\b", text) and "bar" not in text:
                return "coursework" if "coursework" in kinds and "senior" not in text else "education"
            if "license" in kinds and not re.search(r"lack|within (?:\w+ )+(?:months|year) of satisf", text):
                return "license"
            if (
                "experience" in kinds
                and re.search(r"experience (?:requirement)?|months of|satisfying", text)
                and "education" not in kinds
            ):
                return "experience"
            return min(found)[1]
    return "experience" if re.search(r"satisf|requirement", plain) else "all"


def _short(plain: str, applies: str, required: Number | None) -> Number | None:
    lack = _LACK.search(plain)
    if lack and re.search(r"lack|within [\w ()]+ of\b", plain):
        return months_in(lack["d"])
    if applies == "experience" and required:
        for found in _DONE.finditer(plain):
            inner = DURATION_PATTERN.search(found["d"])
            done = duration(inner).months if inner else None
            if done is not None and done < required:
                return required - done
    return None
