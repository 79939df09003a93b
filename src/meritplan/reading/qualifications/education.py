"""Schooling: level, fields, accreditation, equivalents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from meritplan.model import Education
from meritplan.model.requirement import EducationLevel
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import fields, lexicon
from meritplan.reading.qualifications.doubts import not_understood
from meritplan.reading.qualifications.scanner import Scanner
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_COLLEGE_YEARS = re.compile(
    r"(?:equivalent (?:of|to) )?(?:the )?(?:successful )?(?:completion of )?(?:at least |"
    rf"a minimum of )?(?P<n>{NUMBER})[- ](?:full )?(?:academic )?(?:years?(?:'?s?)? +of|years(?= (?:college|"
    r"post))) ?"
    r"(?:full-?time )?(?:accredited |recognized |formal |post-?secondary |post-?high[- ]school |"
    r"undergraduate )*(?:college|university|education (?:at|in)|study (?:at|in)|college-level|education)"
    r"(?:[- ]level)?(?: course ?work| work| study| education| training| credits?)*"
)
_YEARS_IN_UNITS = re.compile(
    rf"\byears? (?P<of>of college )?(?P<units>\((?P<a>{NUMBER}) (?:semester|quarter) (?:units?|hours?)"
    rf"(?: or (?P<b>{NUMBER})[ -](?:semester|quarter)[ -](?:units?|hours?))?\))"
)
_BACHELOR_OR_MORE = re.compile(
    r"\b(?:bachelor(?:'?s'?)?|baccalaureate) or (?:an? )?(?:advanced|higher|graduate|post-?graduate) degree"
)
_OR_MORE = re.compile(r"(?<=[a-z']) or (?:an? )?(?:advanced|higher|graduate|post-?graduate)(?= degree)")
_GRADUATE_YEARS = re.compile(
    rf"(?P<n>{NUMBER})[- ](?:full |academic )*years? of (?:full-?time )?(?:progressively "
    r"higher[- ]level )?graduate(?:[- ]level)? (?:study|education|work|training|school)"
)
_SCHOOL_TAIL = re.compile(
    r"(?:,\s*)?(?:(?:issued|granted|awarded|conferred|obtained|received|earned) )?(?:from|at|by|through|in|"
    r"granted by|within)\s+(?:an?\s+|any\s+|the\s+)?"
    r"(?P<how>(?:regionally|nationally|fully|duly|u\.s\.|properly|state|new york state|nys|california|and|"
    r"or|/|-|appropriately|legally|currently|[a-z]+ly|accredited|recognized|approved|registered|authorized|"
    r"chartered|credited|licensed|standard|four-? ?year|4-? ?year|two-? ?year|2-? ?year|public|private|"
    r"american|foreign|reputable|collegiate[- ]grade)\s+)*"
    r"(?P<what>(?:(?:college|universit(?:y|ies)|institution|school|community college|junior college|"
    r"colleges|law school|program|curriculum|educational institution|institution of higher (?:education|"
    r"learning)|technical school|graduate school|medical school)(?:'s)?"
    r"(?:\s+of (?:higher (?:learning|education)|social work|law|medicine|engineering|nursing|"
    r"library science|public health|forestry|education))?"
    r"(?:,?\s*(?:or|and|/|and/or)\s+|/)?(?:an?\s+|other\s+)?(?:accredited\s+|recognized\s+|four-? ?year\s+|"
    r"educational\s+|technical\s+|comparable\s+)*)+)"
)
_ACCREDITED = re.compile(
    r"(?:(?:or|and) (?:one |an? (?:college|university|institution) )?)?(?:regionally |nationally |fully |"
    r"duly )?(?:accredited|recognized|approved|registered) by (?:the |an? |"
    r"its )?(?:[\w'.-]+,? ){0,9}?(?:regents|associations?|agency|agencies|commission|council|department|"
    r"education|abet|boards?)\b(?: as following accept(?:able|ed) education(?:al)? practices)?"
    r"(?:,? (?:or|and) (?:by )?(?:an?other |other |an? )?(?:regional|national|recognized|"
    r"[a-z-]+ly[- ]recognized|,|accrediting|\s)*(?:association|agency|commission|body)\b)?(?: (?:of|"
    r"for) [a-z]+(?: [a-z]+)?(?=$|[,;.]| with| in\b| to grant))?(?: to grant (?:degrees|an?\b))?|"
    r"(?:regionally |nationally |fully |duly )?(?:accredited|accreditation)(?: (?:by|college|university|"
    r"institution|at time)[^,;.]*)?"
)
_KIN = re.compile(
    r"(?i)(?:an?|any|some|the)?\s*(?:field|discipline|area|subject|curriculum|"
    r"major)s?(?: of study)? (?:closely |directly )?(?:related|relevant|pertinent|allied) to (?:the )?"
)
_LEADING_TO = re.compile(
    r",?\s*leading to (?:such )?(?:an? )?(?:(?:ph\.?d\.?|master'?s?|doctoral|doctorate|equivalent|or|and|"
    r",)\s*)*(?:degrees?)?"
)
_DEMONSTRATES = re.compile(
    r",?\s*(?:in an? (?:[\w-]+ )*(?:fields?|areas?|disciplines?)(?: of study)?,? )?(?:in )?(?:which|"
    r"that)(?: \w+)? (?:demonstrat\w+|provid\w+|equipp?\w+)\b[^.;]*$"
)
_OPENING = re.compile(r"^\s*(?:(?:successful |satisfactory )?completion|possession|attainment) of (?:an? |the )?")
_WHEN = re.compile(
    r",?\s*(?:\b(?:by|at|prior to|before|upon)\s+)?(?:the )?\b(?:time|date|completion|end|beginning)\s+of\s+[^,;.]*$"
)
_FIELDS_LEAD = re.compile(
    r"(?:,\s*)?(?:with|including|having|and)?\s*(?:(?:an?|the|any|at least|either)\s+)?(?:academic |"
    r"college |undergraduate |graduate |emphasis or )?"
    r"(?:major(?:s|ed|ing)?(?: work| course ?work| study| field)?|specializ(?:ation|ing|ed)|speciali zation|"
    r"concentration|emphasis|degree|course ?work|majors?|study|minor|curriculum|work|"
    r"coursework and training)"
    r"(?:,? (?:or|and|and/or|/) (?:an? )?(?:major(?: work)?|minor|specialization|concentration|emphasis|"
    r"course ?work|specialized (?:study|training|course ?work)|related))*"
    r"(?: of study)?\s+(?:in|of|from|being)\s+(?:the |one of the |one or more of the |any of the |"
    r"either (?:of )?(?:the )?|an? )?(?:following |areas? of |fields? of |field of |disciplines? of |"
    r"subjects? of |fields?: ?|areas?: ?)*[:]?\s*"
)
_GRADUATION = re.compile(
    r"(?:graduation|graduate) from (?:an? )?(?:regionally |accredited |recognized |approved |or |"
    r"new york state registered )*(?:four-? ?year )?(?:college|university)(?: or (?:college|university))?(?: with)?"
)
_APPROVAL = re.compile(
    r"(?:,? or (?:an? |its )?equivalen\w+ (?:degree )?(?:\([^)]*\) )?)?(?:as "
    r")?approved by (?:the )?[^;.]{3,90}?under (?:the )?provisions of "
    r"(?:the )?[^;.]{3,80}?section \d+(?:\s?\([a-z0-9]\))*"
)
_IN = re.compile(
    r"(?:^|(?<=\s)|(?<=,))(?:in|of)\s+(?:the\s+)?(?:following |areas? of |fields? of |discipline of |a |an |"
    r"any |one of |either )*[:]?\s*"
)
_STANDING = re.compile(r"\s*\bof recognized standing\b")
_WISH = re.compile(r"[,;(]?\s*(?:but\s+)?(?:\bpreferabl[ey]\b|\bwith preference\b|\bdesirabl[ey]\b|\bpreferred\b)")
_NO_FIELD = re.compile(r"\b(?:certificat(?:es?|ion)|licen[sc]es?|registration|(?<!work )experience)\b")
_EQUIVALENT = re.compile(
    r",?\s*\bor (?:an? )?(?:advanced|higher|graduate)(?= degree)|,?\s*(?:\bor\b|/)\s*(?:its |the |an? |"
    r"other )*(?:recognized |educational |state )?equivalen(?:t|ts|cy)(?: (?:degree|diploma|certificate|"
    r"education|of (?:an? )?\w+))?|\bor higher\b|\bor above\b|\(or (?:its )?equivalent\)"
)
_STOP_EXTRA = frozenset(
    "degree degrees level diploma certificate graduation graduate college university school institution "
    "four-year year years four two "
    "either full u s american standing graduated graduates been issued state equivalency test accredited "
    "recognized approved major field fields program completed "
    "received conferred earned minimum least education educational "
    "possess possession successful successfully completion equivalent area areas higher standard regular "
    "valid formal study must "
    "the a-or two-or or-four necessary following specialty "
    "specialties time application filing post-secondary postsecondary academic required course".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Level:
    level: EducationLevel
    pattern: re.Pattern[str]
    or_equivalent: bool


@cache
def _levels() -> tuple[_Level, ...]:
    return tuple(
        _Level(
            level=entry["level"],
            pattern=re.compile(r"(?<![a-z])(?:" + "|".join(entry["patterns"]) + r")(?![a-z])"),
            or_equivalent=entry.get("or_equivalent", False),
        )
        for entry in lexicon.load("levels")
    )


def level_named(plain: str) -> EducationLevel | None:
    """The highest level of schooling that the words name, or ``None``."""
    return next((entry.level for entry in _levels() if entry.pattern.search(plain)), None)


def levels_named(plain: str) -> list[tuple[EducationLevel, int, int]]:
    """Every level the words name with where it stands, no two overlapping, in the order of the text."""
    found: list[tuple[EducationLevel, int, int]] = []
    rest = plain
    for entry in _levels():
        for match in entry.pattern.finditer(rest):
            found.append((entry.level, match.start(), match.end()))
            rest = rest[: match.start()] + "\x00" * (match.end() - match.start()) + rest[match.end() :]
    return sorted(found, key=lambda item: item[1])


def read(passage: Passage) -> Education:
    """The education a phrase asks for; with a doubt when part of the phrase was not understood."""
    scanner = Scanner(passage)
    _take_years_in_units(scanner)
    if _BACHELOR_OR_MORE.search(passage.plain):
        scanner.take(_OR_MORE)  # the bachelor's is enough
    level, years, equivalent = _take_level(scanner)
    if level is None:
        return Education(
            level="some_college",
            quote=passage.quote(),
            spans=passage.spans(),
            doubt=not_understood(["which level of schooling"]),
        )
    approved = bool(scanner.take(_APPROVAL))
    scanner.take(_OPENING)
    scanner.take(_STANDING)
    tail = scanner.take(_SCHOOL_TAIL)
    accredited = bool(_ACCREDITED.search(passage.plain)) or bool(tail and "accredited" in (tail["how"] or ""))
    scanner.take(_ACCREDITED)
    while scanner.take(_SCHOOL_TAIL):
        pass
    equivalent = bool(scanner.take(_EQUIVALENT)) or equivalent or (approved and "equivalent" in passage.plain)
    scanner.take(_WHEN)
    scanner.take(_DEMONSTRATES)
    names, related, run_together = _take_fields(scanner, level)
    if more := next((found.group() for name in names if (found := _NO_FIELD.search(name.lower()))), None):
        run_together = f"“{more}” stands in what was taken as a field of study. Is it a requirement of its own?"
    if level == "professional" and not names:
        names = _profession(passage.plain)
    if not names and _FIELD_OPEN.search(passage.plain):
        run_together = "a field is announced and none is named. Which is meant?"
    left = [word for word in scanner.leftover() if word not in _STOP_EXTRA and not word.isdigit()]
    return Education(
        level=level,
        years=years,
        fields=names,
        related_field=related,
        or_equivalent=equivalent,
        accredited=accredited,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=not_understood(left) if left else run_together,
    )


_FIELD_OPEN = re.compile(r"\bwith (?:an? )?(?:major(?: work)?|minor|specialization|emphasis|concentration)$")
_PROFESSIONS = {
    "law": re.compile(r"\bjuris|\bj\.?d\b|\bll\.?b\b|\blaw\b"),
    "dentistry": re.compile(r"\bdental\b|\bdentistry\b"),
    "veterinary medicine": re.compile(r"\bveterinary\b"),
    "medicine": re.compile(r"(?<!veterinary )(?<!dental )\bmedicine\b|\bmedical\b|\bm\.?d\b"),
    "pharmacy": re.compile(r"\bpharmac(?:y|ist)\b"),
    "optometry": re.compile(r"\boptometry\b"),
    "podiatry": re.compile(r"\bpodiatr"),
    "chiropractic": re.compile(r"\bchiropractic\b"),
}


def _profession(plain: str) -> tuple[str, ...]:
    """The profession a professional degree belongs to is its field: a law degree is none in medicine."""
    return tuple(name for name, pattern in _PROFESSIONS.items() if pattern.search(plain))


def _take_years_in_units(scanner: Scanner) -> None:
    """ "Two years (60 semester units) of college" says one thing twice, where the units are those of the years."""
    found = _YEARS_IN_UNITS.search(scanner.rest)
    lead = re.search(rf"({NUMBER})[- ]$", scanner.rest[: found.start()]) if found else None
    if not found or not lead:
        return
    years = numbers.value(lead[1])
    units = {numbers.value(found[name]) for name in ("a", "b") if found[name]}
    if units <= {years * 30, years * 45}:
        scanner.blank(*found.span("units"))


def _take_level(scanner: Scanner) -> tuple[EducationLevel | None, int | float | None, bool]:
    for pattern, level in ((_GRADUATE_YEARS, "master"), (_COLLEGE_YEARS, "some_college")):
        found = scanner.take(pattern)
        if found:
            years = numbers.value(found["n"])
            if level == "some_college" and years >= 4:
                return "bachelor", None, "equivalent" in found.group()
            if (
                level == "master"
            ):  # federal standards: two years of graduate study stand beside a master's, three beside a doctorate
                scanner.take(_LEADING_TO)
                return ("doctorate" if years >= 3 else "master"), numbers.tidy(years), False
            return "some_college", numbers.tidy(years), "equivalent" in found.group()
    for entry in _levels():
        if scanner.take(entry.pattern):
            _take_again(scanner, entry.level)
            two = entry.level == "associate" and "curriculum" in scanner.passage.plain
            return entry.level, 2 if two else None, entry.or_equivalent
    return None, None, False


def _take_again(scanner: Scanner, level: EducationLevel) -> None:
    """ "Graduation from a four-year college with a bachelor's degree" says one thing twice."""
    for again in _levels():
        if again.level == level:
            while scanner.take(again.pattern):
                pass
    if level in ("professional", "doctorate", "master", "associate"):
        scanner.take(_GRADUATION)


def _take_fields(scanner: Scanner, level: EducationLevel) -> tuple[tuple[str, ...], bool, str | None]:
    lead = scanner.take(_FIELDS_LEAD) or (scanner.take(_IN) if level not in ("high_school", "grade_8") else None)
    if not lead:
        text, related = fields.related(scanner.rest)
        if related:
            scanner.rest = text
        return (), related, None
    end = _fields_end(scanner.rest, lead.end())
    words = scanner.passage.text[lead.end() : end]
    kept = "".join(c if scanner.rest[lead.end() + i] != " " or c == " " else " " for i, c in enumerate(words))
    scanner.blank(lead.end(), end)
    text, related = fields.related(" ".join(kept.split()))
    if re.fullmatch(
        r"(?i)\s*(?:programs?|curriculum|fields?|majors?|disciplines?|subjects?|"
        r"(?:an(?:y )?)?other (?:field|discipline|area|major|"
        r"subject)s?|any (?:major|field|discipline|subject)|related|closely related)?\s*",
        text,
    ):
        return (), related, None
    if kin := _KIN.match(text):
        return fields.split(text[kin.end() :]), True, None
    apart = [piece for member in re.split(r"\.\s+(?=[a-z])", text) for piece in fields.split(member)]
    names = tuple(part for piece in apart for part in fields.run_on(piece))
    if len(names) > len(apart) or re.search(r"\.\s+[a-z]", text):
        return (
            _share(names),
            related,
            f"the field list is broken in the source (“{text}”). Are all of these fields meant?",
        )
    return names, related, None


def _share(names: tuple[str, ...]) -> tuple[str, ...]:
    return fields.split(", ".join(names))


def _fields_end(rest: str, start: int) -> int:
    stop = re.compile(
        r"\s(?:which|that|from|at|by|who|where|or possession|or an? (?:associate|bachelor|master)|with|plus|"
        r"including|required|is required|as determined|and (?:at least|a minimum))\b|[;:(\[]|\.\s(?![a-z])|"
        r"\.$"
    ).search(rest, start)
    return stop.start() if stop else len(rest)
