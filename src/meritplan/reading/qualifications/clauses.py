"""One sentence into its clauses: "a Bachelor's Degree, 5+ years of experience, and a license" asks three things.

A sentence is parted only where a connective is followed by the beginning of another requirement
(:mod:`~meritplan.reading.qualifications.heads`). Semicolons bind weaker than commas, commas weaker than nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import heads
from meritplan.reading.qualifications.heads import Kind
from meritplan.reading.qualifications.quantities import DURATION_PLAIN
from meritplan.reading.qualifications.rules import combination
from meritplan.reading.qualifications.tokens import Joiner, joiner
from meritplan.vocabulary.numbers import NUMBER

_JOINT = re.compile(
    r"(?:\s+|(?=[;,)]))(?P<sep>[;,]?)\s*(?:\b(?P<j>and\s*/\s*or|and|or|(?<!\ba )plus|(?:including|"
    r"with) (?:or|and/or) supplemented (?:by|with)|with|including|which (?:must )?includes?|"
    r"that (?:must )?includes?|to include|supplemented (?:by|with)|together with|combined with|"
    r"accompanied by|as well as|but|in addition to)\b\s*,?\s*)"
    r"(?:also\s+|either\s+|(?:they|he|she|he/she|he or she|you|the applicant|the candidate)\s+(?=must|shall|"
    r"has|have|is)|,\s*|have\s+|has\s+|by\s+|must (?:also )?(?:have|possess)\s+|in addition,?\s+|(?:shall|"
    r"must|should)\s+(?:also\s+)?(?:have\s+(?:had\s+|been\s+)?|be\s+)|possess\s+|"
    r"possession of\s+(?!an? (?:equivalency|high school equiv)))*|\s*(?P<only>[;,])\s+(?:(?:shall|must|"
    r"should)\s+(?:also\s+)?(?:have\s+(?:had\s+|been\s+)?|be\s+))?"
)
_NOT_HERE = re.compile(r"\b(?:of (?:which|this|these|whom)|one|two) (?:must|shall)|^\s*(?:of which|of this)")
_SAME_THING = re.compile(
    r"^(?:(?:possession of )?(?:an? |the )?(?:satisfactory |high school |general |state )?(?:equivalen\w+|"
    r"ged\b|g\.e\.d)|(?:its |the |an? )?equivalent\b|higher\b|above\b|(?:an? )?(?:closely )?related\b|"
    r"its equivalent|"
    r"(?:graduate|advanced) (?:degree )?in an?\b|(?:an? )?(?:similar|comparable|equivalent|equal)\b)"
)
#: "a bachelor's degree or equivalent to graduation" says one thing, "experience and equivalent to graduation" two.
_AND_SCHOOLING = re.compile(r"equivalent to (?:graduation|completion|possession)\b")
_LICENSE_AGAIN = re.compile(
    r"^(?:possession of )?(?:an?|the|valid|current|possess\w*)\s(?:[\w.&'()/-]+\s){0,8}?(?:licen[sc]e|"
    r"licensure|certificate|certification|registration|credential|permit|rating|endorsement|membership)\b"
)
_EXPERIENCE_WITH_LENGTH = re.compile(
    r"\d|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty|thirty|half"
)
_UNFINISHED = re.compile(
    r"(?:\b(?:take|submit to|pass|undergo|be|possess|hold|obtain|have|maintain|secure|retain|either|both|of|"
    r"in|the|an?|and|or|with|associate|bachelor|master|semester|quarter|valid|current)|'s|-)$"
)
_SETTING = re.compile(r"(?:in|within|with|for|as|while) [^,;]{0,100}$")
_OPEN_PART = re.compile(r"\b(?:including|which (?:must )?includes?|of which)\b[^;]*$")
_LICENSE_SHORT = re.compile(r"^(?:[\w'.-]+\s){1,4}(?:licen[sc]e|licensure|certificate|certification|registration)$")
_LICENSE_NEAR = re.compile(
    r"(?:(?!from\b|by\b|on\b|of\b|\w\.)[\w'./&-]+ ){0,6}?(?:licen[sc]e|licensure|certificate|certification|"
    r"registration|credential|permit|endorsement|cards?)\b"
)
#: "must possess, or be able to obtain within 30 days," still waits for what is to be possessed.
_DANGLING = re.compile(
    r"\b(?:possess(?:ion of)?|hold|have|maintain),?(?:\s+(?:or|and)\s+(?:[\w ]{0,30}?)(?:obtain|acquire|"
    r"secure)\b[^;,.]{0,60})?$"
)
_VERB_FIRST = re.compile(
    r"(?:of good|an? citizen|be|have|possess|pass|undergo|submit|successfully|maintain|must|shall|no|not|"
    r"hold|complete|free|establish|reside|live|agree|meet)\b"
)
_BARE_ABILITY = re.compile(
    r"(?:an? |the )?(?:proven |demonstrated |good |strong |working )?(?:ability|willingness|aptitude|"
    r"knowledge|skills?|proficiency|understanding|familiarity)\b"
)
_WITH = ("with", "including", "which", "that", "to include")


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """A stretch that asks one thing, and how it is joined to the clause before it."""

    passage: Passage
    kind: Kind | None
    joined: Joiner | None = None
    strength: int = 0  # of the boundary before it: 3 semicolon, 2 comma, 1 bare
    combination: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cut:
    start: int
    end: int
    joined: Joiner | None
    strength: int
    combination: bool


def split(passage: Passage) -> list[Clause]:
    """The clauses of a requirement sentence, at least one."""
    plain = passage.plain
    cuts = _cuts(plain)
    clauses: list[Clause] = []
    at, joined, strength, combined = 0, None, 0, False
    for cut in [*cuts, None]:
        end = cut.start if cut else len(plain)
        piece = passage[at:end].strip(" ,;.:")
        clauses.append(
            Clause(
                passage=piece,
                kind=heads.head_or_condition(piece.plain) if cuts else heads.head(piece.plain),
                joined=joined,
                strength=strength,
                combination=combined,
            )
        )
        if cut:
            at, joined, strength, combined = cut.end, cut.joined, cut.strength, cut.combination
    return _fill_joiners([clause for clause in clauses if clause.passage.text])


def _cuts(plain: str) -> list[_Cut]:
    deep = _depths(plain)
    found: list[_Cut] = []
    first = heads.head_or_condition(plain)
    for match in _JOINT.finditer(plain):
        if not found and _SETTING.match(plain[: match.start()]):
            continue  # "In the state service, one year of ..." is one clause
        if found and found[-1].combination and ";" not in plain[found[-1].end : match.end()]:
            continue
        if found:
            first = heads.head_or_condition(plain, found[-1].end)
        at = match.end()
        if _DANGLING.search(plain[: match.start()]):
            continue
        if at >= len(plain) or deep[match.start()] or match.start() < 3 or _UNFINISHED.search(plain[: match.start()]):
            continue
        word = match["j"] or ""
        rest = plain[at:]
        combined = bool(
            re.match(
                r"(?:an? |any )?(?:other )?(?:equivalent|acceptable|satisfactory|appropriate|suitable|"
                r"comparable)?\s*(?:combination|education,? (?:and|or|training))",
                rest,
            )
        ) and combination.is_combination(rest)
        owned = (
            re.search(r"\b(?:possession of|possess)\s+$", match.group()) is not None
            and heads.head(plain, at) == "license"
        )
        if (
            not combined
            and not owned
            and not _begins(plain, at, word, first, found[-1].end if found else 0, strong=";" in match.group())
        ):
            continue
        strength = 3 if ";" in match.group() else (2 if "," in match.group() else 1)
        found.append(
            _Cut(
                start=match.start(),
                end=_body_start(plain, match),
                joined=_joined(word),
                strength=strength,
                combination=combined,
            )
        )
    return found


def _body_start(plain: str, match: re.Match[str]) -> int:
    """Keep "possession of" and the like with the clause they belong to."""
    inner = match.group()
    keep = re.search(r"(?:must (?:also )?(?:have|possess)|possession of|possess|have|has)\s+$", inner)
    return match.start() + (keep.start() if keep else len(inner))


def _depths(plain: str) -> list[int]:
    depth, made = 0, []
    for character in plain:
        depth += character in "(["
        made.append(depth)
        depth -= character in ")]" and depth > 0
    return made


def _joined(word: str) -> Joiner | None:
    if not word:
        return None
    return joiner(word) if word in ("or", "and") or "/" in word else "and"


def _begins(plain: str, at: int, word: str, first: Kind | None, start: int = 0, *, strong: bool = False) -> bool:
    rest = plain[at:]
    if (
        (_SAME_THING.match(rest) and not (word == "and" and _AND_SCHOOLING.match(rest)))
        or _NOT_HERE.match(rest)
        or _HALF.match(rest)
    ):
        return False
    kind = heads.head_or_condition(plain, at)
    if kind is None:
        return False
    if kind == "condition":
        return _condition_begins(rest, word, first) or (strong and not word)
    if word.startswith(_WITH):
        return _with_begins(rest, word, kind, first)
    return _kind_begins(plain, at, word, first, kind, start, strong=strong)


_HALF = re.compile(r"(?:one|a)[- ]half\b|1/2\b|½")


def _with_begins(rest: str, word: str, kind: str, first: Kind | None) -> bool:
    if word == "with" and kind == "experience" and first == "license":
        return bool(re.match(rf"(?:{DURATION_PLAIN})", rest))
    return kind == "coursework" and not word.startswith("which shall") and first in ("education", None)


def _kind_begins(plain: str, at: int, word: str, first: Kind | None, kind: str, start: int, *, strong: bool) -> bool:
    """Each kind of requirement has its own way to begin a clause."""
    rest, before = plain[at:], plain[start:at]
    if kind == "license":
        return _license_begins(rest, first, strong=strong)
    if kind == "experience":
        if _still_short(plain, start, before):
            return False
        return _experience_begins(plain, at, rest, word) or (
            strong and word != "or" and bool(_EXPERIENCE_OF.match(rest))
        )
    if kind == "training":
        return bool(_TRAINING_DONE.match(rest))
    if kind == "education":
        shared = word == "or" and _DEGREE_OR.search(plain[:at]) and _DEGREE_IN.match(rest)
        return not shared and not _SCHOOL_DESCRIBES.match(rest)
    if kind == "coursework":
        return _coursework_begins(plain, at, word, first, before)
    return True


_EXPERIENCE_OF = re.compile(r"(?:[a-z-]+ ){0,2}experience (?:in|as|with|at|working|performing)\b")
_TRAINING_DONE = re.compile(r"(?:successful(?:ly)? )?(?:completion|graduation|completed)\b")
#: "a Bachelor's Degree or Master's Degree in botany": both in botany.
_DEGREE_OR = re.compile(r"\b(?:associate|bachelor|master)'?s?'? degree,? or (?:an? )?$")
_DEGREE_IN = re.compile(r"(?:an? )?(?:bachelor|master|doctor)(?:al|ate|'?s)?'? degree in\b")
_SCHOOL_DESCRIBES = re.compile(
    r"(?:college|university|high school|graduate|professional|undergraduate)s? (?:student|program|"
    r"teacher|level|credit|course|research|faculty|staff|work)"
)
_CREDITS_BEFORE = re.compile(r"(?:semester|quarter|units?|credits?|hours)\)?,?$")
_OF_THE_ABOVE = re.compile(r"(?:at least )?\w+ of the (?:aforementioned|above|following|listed|required)")
_COURSES_COUNTED = re.compile(
    r"(?:at least|a minimum|a total|completion|successful|\w+ (?:\(\d+\) )?(?:semester|quarter|"
    r"units?|credits?|hours|college|courses|course)|\d)"
)


def _still_short(plain: str, start: int, before: str) -> bool:
    """A few words without a length of their own, before experience, belong to that experience."""
    return (
        len(before.split()) < 4
        and heads.head(plain, start) in (None, "experience")
        and not _EXPERIENCE_WITH_LENGTH.search(before)
    )


def _coursework_begins(plain: str, at: int, word: str, first: Kind | None, before: str) -> bool:
    rest = plain[at:]
    before_word = plain[:at].rsplit(" " + word, 1)[0].rstrip()
    if joiner(word or "and") != "and" and _CREDITS_BEFORE.search(before_word):
        return False
    if _OF_THE_ABOVE.match(rest) or (first == "coursework" and _OPEN_PART.search(before)):
        return False
    return bool(_COURSES_COUNTED.match(rest))


def _license_begins(rest: str, first: Kind | None, *, strong: bool) -> bool:
    if re.match(r"(?:licensed|certified|registered)\b", rest) and first in ("experience", "license"):
        return False
    if first == "experience" and rest.startswith("eligib"):
        return False
    if re.match(heads.LICENSE_START, rest) or re.match(
        r"(?:board|national|state|professional) (?:certification|licensure|registration)\b", rest
    ):
        return True
    if strong and _LICENSE_NEAR.match(rest):
        return True
    again = first in ("license", "education", "experience", "training", "condition") and _LICENSE_AGAIN.match(rest)
    return bool(again) or (first == "education" and bool(_LICENSE_SHORT.match(rest.strip(" ."))))


def _condition_begins(rest: str, word: str, first: Kind | None) -> bool:
    """A condition beside another requirement; inside a description of work, abilities are part of the work."""
    if word == "with":
        return first == "license" and bool(
            re.match(r"(?:an? )?(?:[\w-]+ ){0,2}(?:driving|motor vehicle) (?:record|history)", rest)
        )
    if not word:
        return first in ("condition", "license") and bool(_VERB_FIRST.match(rest))
    if word not in ("and", "plus", "as well as", "but", "or"):
        return False
    if word == "or":
        return first != "condition" and not _BARE_ABILITY.match(rest)
    return not (first in ("experience", "coursework") and _BARE_ABILITY.match(rest))


#: "one year or 1,920 hours" is one length said two ways.
_SAME_LENGTH = re.compile(rf"{NUMBER} hours\b")


def _experience_begins(plain: str, at: int, rest: str, word: str) -> bool:
    if re.match(r"supervis", rest):
        return word == "and"
    if _SAME_LENGTH.match(rest) and re.search(r"\b(?:years?|months?) or $", plain[:at]):
        return False
    opening = re.match(rf"(?:{DURATION_PLAIN})", rest)
    if opening:
        tail = rest[opening.end() : opening.end() + 110]
        if re.match(r"\s*of part-time\b", tail) and joiner(word or "and") != "and":
            return False
        if re.match(r"\s*(?:of (?:which|this|these|that|whom)|must|shall|may|in (?:which|each))\b", tail) or re.match(
            r"\s*(?:of age|old)\b", tail
        ):
            return False
        return bool(
            re.match(
                r"\s*(?:\([^)]*\)\s*)?(?:['’]|of\b|as\b|in\b|performing|with\b|experience|full|paid|work|"
                r"professional|supervis|at\b|equivalent|related|progressive|practical|verifiable|"
                r"responsible|[a-z-]+ (?:[a-z/,-]+ ){0,9}experience)",
                tail,
            )
        )
    if word not in (
        "and",
        "plus",
        "supplemented by",
        "supplemented with",
        "as well as",
        "or",
        "and/or",
        "together with",
        "combined with",
        "",
    ):
        return False
    if word in ("or", "and/or", ""):
        return False
    return bool(
        re.match(
            r"(?:have |has |some |prior |previous |relevant |related |work |practical |supervisory |"
            r"professional |demonstrated |progressively responsible |responsible |extensive |considerable |"
            r"thorough |broad |significant |substantial |sufficient |progressive |successful |recent |"
            r"full-time )*experience (?:in|as|with|working|performing|that|which|equal to|equivalent to|"
            r"directly|related to)\b",
            rest,
        )
    ) and not re.search(r"experience\b[^;.]*$", plain[:at][-12:])


def _fill_joiners(clauses: list[Clause]) -> list[Clause]:
    """A comma takes the connective that ends its list: "A, B, and C" is A and B and C.

    Schooling and the experience beside it are asked together, whatever alternatives follow.
    """
    made = list(clauses)
    for index in range(len(made) - 1, 0, -1):
        if made[index].joined is None:
            later = next((clause.joined for clause in made[index + 1 :] if clause.joined), None)
            if (made[index - 1].kind, made[index].kind) in (
                ("education", "experience"),
                ("education", "coursework"),
                ("education", "license"),
            ):
                later = "and"
            clause = made[index]
            made[index] = Clause(
                passage=clause.passage,
                kind=clause.kind,
                joined=later or "and",
                strength=clause.strength,
                combination=clause.combination,
            )
    return made
