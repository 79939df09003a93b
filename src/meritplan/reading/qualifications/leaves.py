"""One clause into one requirement: the reader for its kind, or an honest "unread"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from meritplan.model import AnyOf, Condition, Requirement, Unread
from meritplan.model.requirement import ConditionKind, EducationLevel
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import (
    conditions,
    coursework,
    education,
    experience,
    heads,
    licenses,
    skills,
    training,
)
from meritplan.reading.qualifications.heads import Kind

_TWO_LEVELS = re.compile(r"\b(?P<a>two|2)-? ?(?:year)?-? ?or[- ]+(?:a )?(?P<b>four|4)-? ?year\b")
_OR_LEVELS = re.compile(r"\b(?:or|and/or|/)\s")
_MUST_HAVE = re.compile(
    r"\b(?:must|shall|be|have|possess|required|is required|pass|no |not |free of|meet|undergo|submit to|"
    r"complete|maintain|minimum|years of age|age)\b"
)


def read(passage: Passage, hint: Kind | None = None) -> Requirement:
    """The requirement a clause states; ``unread`` when its kind is not recognised."""
    plain = passage.plain
    kind = hint or heads.head(plain) or _guess(plain)
    if (about := _looks_like(plain, kind)) is not None:
        return conditions.read(passage, about)
    if _BOTH_ASKED.match(plain):
        doubt = "schooling and experience are asked without saying how much. What meets it?"
        return msgspec.structs.replace(conditions.read(passage, "ability"), doubt=doubt)
    if kind == "experience" and _MONTHS_OF_TRAINING.match(plain) and "experience" not in plain:
        kind = "training"
    reader = _READERS.get(kind) if kind else None
    return reader(passage) if reader else _as_condition(passage)


_BOTH_ASKED = re.compile(
    r"(?:experience and education|education and experience|training and experience|education and training)\b"
)
_MONTHS_OF_TRAINING = re.compile(r"completion of\b[^.;]*\b(?:training program|apprenticeship|academy)\b")


def _looks_like(plain: str, kind: Kind | None) -> ConditionKind | None:
    """The condition that a clause is, though it speaks of licenses, experience or registration."""
    about = conditions.kind_of(plain)
    driving = about == "driving_record" and not re.match(r"(?:possession of )?(?:an? )?valid", plain)
    if kind in ("license", "experience", None) and driving:
        return "driving_record"
    if kind == "license" and (re.search(r"\bregistration as an? (?:\w+ )?student\b", plain) or _PAPERS.search(plain)):
        return "other"
    if kind in ("license", "training", "condition") and heads.head_or_condition(plain) == "condition":
        return about or "other"
    return None


def _as_condition(passage: Passage) -> Requirement:
    """Whatever else a person must meet, doubted where only the place of the words speaks for it."""
    about = conditions.kind_of(passage.plain)
    asks_more = bool(_REQUIREMENT_WORDS.search(_LATELY.sub(" ", passage.plain)))
    if about and (
        _MUST_HAVE.search(passage.plain)
        or about in ("age", "citizenship", "background", "exam", "residency", "ability", "employment_status", "other")
    ):
        return conditions.read(passage, about)
    if _OTHER.match(passage.plain) and not asks_more:
        made = conditions.read(passage, "other")
        plainly = len(passage) < 160 and _PLAINLY.match(passage.plain)
        return made if plainly or made.doubt else msgspec.structs.replace(made, doubt=_AS_IT_STANDS)
    if len(passage) < 260 and not asks_more and re.search(r"\w+ \w+|\w{5}", passage.plain):
        made = conditions.read(passage, about or "other")
        return msgspec.structs.replace(made, doubt=made.doubt or _AS_IT_STANDS)
    return unread(passage)


#: Papers that everybody has, no credentials of a trade.
_PAPERS = re.compile(
    r"\b(?:birth certificate|social security (?:card|number)|selective service|marriage certificate|vaccination card)\b"
)
_AS_IT_STANDS = "taken as a condition as it stands. Is it a requirement, and what meets it?"
#: At most a short subject, then what it must do.
_PLAINLY = re.compile(
    r"(?:(?:all |an? |the |each |every )?(?:[\w-]+ ){0,2}(?:must|shall|is required to|are required to)\b|"
    r"(?:be|have|possess|meet|maintain|submit|successfully|pass|undergo|complete|provide|obtain|no|not|free|"
    r"willing|able|agree|satisfy|demonstrate|attend|pay|register|sign|remain)\b)"
)
_OTHER = re.compile(
    r"(?:(?:all |an? |the )?(?:applicants?|candidates?|incumbents?|employees?|appointees?|persons?|"
    r"trainees?|he|she|they|you|individuals?)\b[^.;]{0,60}?)?\b(?:must|shall|is required to|are required to|"
    r"be|have|possess|meet|maintain|establish|submit|successfully|pass|undergo|"
    r"complete|provide|obtain|no |not |free|willing|able|agree|satisfy|demonstrate|attend|pay|register|sign|"
    r"remain|good|current|normal)\b"
)
_LATELY = re.compile(
    r"\b(?:within|in|during|for|over) the (?:first|past|last|preceding|previous|prior|"
    r"most recent)\s+(?:[\w-]+ ){0,2}?(?:\(\d+\) )?(?:years?|months?)\b"
)
_REQUIREMENT_WORDS = re.compile(
    r"\b(?:years?|months?|degree|diploma|graduat\w+|semester|units|bachelor|master|experience|substitut\w+)\b"
)


def is_guess(node: Requirement) -> bool:
    """Whether nothing but the words being there speaks for a node: unread, or taken as a condition as it stands."""
    return isinstance(node, Unread) or (isinstance(node, Condition) and node.doubt == _AS_IT_STANDS)


def unread(passage: Passage) -> Unread:
    """Text kept for a person to place."""
    return Unread(quote=passage.quote(), spans=passage.spans())


def _guess(plain: str) -> Kind | None:
    """A kind for text that does not begin like one: experience told by its length, a license by its verb."""
    if re.search(r"\bsupervis\w+ [^.]{0,60}?for at least\b|\bfor at least \w+ years?\b", plain):
        return "experience"
    if (
        re.search(
            r"\b(?:state bar|bar of|admitted to practice|license to practice|licen[sc]e|licensed|"
            r"certification|certificate|registered|certified|licensure)\b",
            plain,
        )
        and len(plain) < 260
        and not re.search(r"\bconvict|\brecord\b|\bviolation", plain)
    ):
        return "license"
    return None


def _education(passage: Passage) -> Requirement:
    """A degree, or a choice of degrees written as one phrase ("a two- or four-year degree")."""
    both = _TWO_LEVELS.search(passage.plain)
    if both:
        whole = education.read(passage)
        lower = msgspec.structs.replace(whole, level="associate", doubt=None)
        return AnyOf(children=(lower, msgspec.structs.replace(whole, level="bachelor", doubt=None)))
    named = [entry for entry in education.levels_named(passage.plain) if entry[0] != "grade_8"]
    choice = _choice(passage, named)
    return choice or education.read(passage)


def _choice(passage: Passage, named: Sequence[tuple[EducationLevel, int, int]]) -> Requirement | None:
    """ "A Bachelor's or Master's degree in X": one leaf for each level, the words shared."""
    distinct: list[tuple[EducationLevel, int, int]] = []
    for level, start, end in named:
        if distinct and distinct[-1][0] == level:
            distinct.pop()  # said twice ("graduation from college with a bachelor's degree")
        distinct.append((level, start, end))
    if len(distinct) != 2 or {level for level, *_ in distinct} <= {"high_school", "some_college"}:
        return None
    (first, _, end), (second, start, _) = distinct
    between = passage.plain[end:start]
    if not re.fullmatch(r"\s*(?:degree\s*)?(?:,\s*)?(?:or|/|or an?|and/or)\s*(?:an?\s+)?", between):
        return None
    if re.match(r"(?:advanced|higher|graduate|post-?graduate)\b", passage.plain[start:]):
        return None  # "a bachelor's or advanced degree" asks for the bachelor's
    once = education.read(Passage.join([piece for piece in (passage[: distinct[0][1]], passage[start:]) if piece.text]))
    leaf = msgspec.structs.replace(once, quote=passage.quote(), spans=passage.spans())
    return AnyOf(children=(msgspec.structs.replace(leaf, level=first), msgspec.structs.replace(leaf, level=second)))


_READERS: dict[Kind, Callable[[Passage], Requirement]] = {
    "education": _education,
    "coursework": coursework.read,
    "experience": experience.read,
    "license": licenses.read,
    "training": training.read,
    "skill": skills.read,
    "condition": conditions.read,
}
