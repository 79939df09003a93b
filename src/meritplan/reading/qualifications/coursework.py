"""Units, courses and class hours: "at least 24 semester or 36 quarter units in accounting"."""

from __future__ import annotations

import re
from re import Match

from meritplan.model import Coursework
from meritplan.model.requirement import Number
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import fields
from meritplan.reading.qualifications.doubts import not_understood
from meritplan.reading.qualifications.scanner import Scanner
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_UNIT = r"(?:college |academic |credit |university )*(?:-?credit[- ]hours?|credits?|units?|hours?)"
_BOTH = re.compile(
    rf"(?P<s>{NUMBER})[- ](?:college |credit |academic )*semester(?:[- ]?{_UNIT})?(?:\s*(?:,|or|and|/|"
    r"\()\s*(?:or |its equivalent |the equivalent of |equivalent to )?(?:at least )?)+"
    rf"(?P<q>{NUMBER})[- ](?:college |credit |academic )*(?:quarter|term)(?:[- ]?{_UNIT})?\)?(?:\s+{_UNIT})?"
)
_BOTH_REVERSED = re.compile(
    rf"(?P<q>{NUMBER})[- ](?:college )*(?:quarter|term)(?:[- ]?{_UNIT})?(?:\s*(?:,|or|and|/|"
    rf"\()\s*(?:at least )?)+(?P<s>{NUMBER})[- ](?:college )*semester(?:[- ]?{_UNIT})?\)?(?:\s+{_UNIT})?"
)
_SEMESTER = re.compile(
    rf"(?P<s>{NUMBER})[- ]?(?:college |credit |academic |or more |upper division |"
    rf"graduate )*semester(?:[- ](?:or equivalent quarter )?{_UNIT})?(?: \(?or equivalent quarter units\)?)?|"
    rf"(?P<s2>{NUMBER})[- ](?:units?|credits?|hours?) \(semester\)"
)
_QUARTER = re.compile(rf"(?P<q>{NUMBER})[- ]?(?:college |credit |academic |or more )*(?:quarter|term)[- ]{_UNIT}")
_CREDITS = re.compile(
    rf"(?P<s>{NUMBER})[- ]?(?:or more )?(?:earned |completed )?(?:(?:college|academic|university|"
    r"upper division|graduate|undergraduate|accredited|lower division)(?:[- ]level)? )*(?:credit[- ]hours?|"
    r"credits?|units?|hours of (?:college|credit|university))(?: of (?:college|credit|university|course))?"
)
_CLASS_HOURS = re.compile(
    rf"(?P<n>{NUMBER})[- ](?:clock |contact |class(?:room)? )?hours? of (?=(?:[\w-]+ ){{0,3}}?(?:course ?work|courses|"
    r"classes|instruction)\b)"
)
_COURSES = re.compile(
    rf"(?P<n>{NUMBER}|\ba\b)(?:\s+(?:college|university|upper|lower|division|graduate|level|or more|"
    r"additional|approved))*\s+(?=(?:[a-z,/-]+\s+){0,6}?(?:courses?|classes)\b)"
)
_OF_COURSES = re.compile(
    rf"(?:at least |a minimum of )?(?P<n>{NUMBER}) of the (?:aforementioned|above|following|listed) courses"
)
_SUBJECTS = re.compile(
    r"(?:(?:of|with|and|consisting of|comprised of|are comprised of)\s+)?(?:(?:upper|lower)[- ]division |"
    r"college[- ]level |college |undergraduate |graduate[- ]level |graduate |related |business or |"
    r"collegiate[- ]grade )*"
    r"(?:course ?work|courses?|credits?|classes|study|training|work|subjects?|units)?\s*(?:\bin\b|\bof\b|"
    r"from)\s+(?:at least \w+ of |(?:any )?(?:one|two)?(?: or more)?(?: or a combination)? ?of "
    r")?(?:the )?(?:following )?(?:areas? of|fields? of|subjects?|subject areas?|areas?|"
    r"fields?)?(?: of)?[:]?\s*(?!(?:an? |the )?(?:accredited|recognized|college|university|collegiate))"
)
_SCHOOL = re.compile(
    r"(?:,\s*)?(?:given by|(?:completed |taken |earned |obtained )?(?:at|from|in|by|through))\s+(?:an?\s+|"
    r"the\s+)?(?:(?:regionally|accredited|recognized|approved|four-year|two-year|collegiate-grade|residence|"
    r"or|,|u\.s\.)\s+)*(?:college|university|institution|school|community college)"
    r"(?:(?:,|\s)+(?:or|and)\s+(?:an? )?(?:accredited |recognized |business |trade |vocational |"
    r"one )*(?:college|university|institution|school|community college|"
    r"accredited by[^,;.]*))*(?: of (?:higher )?(?:learning|education))?"
)
_LEAD = re.compile(
    r"\b(?:(?:the )?(?:equivalent|equivalence) (?:of|to)|(?:successful )?completion(?: of)?|sophomore year|"
    r"completed|at least|a minimum of|not less than|minimum of|no less than|college|possession of|"
    r"a total of|supplemented by)\b|^\s*(?:which includes?|including|with)\b"
)
_LOOSE = re.compile(
    r"\b(?:college|university|level|course|courses|coursework|work|units?|credits?|hours?|or equivalent|"
    r"related|successful|upper|lower|division|semester|quarter|subjects?|study|in|from|school)\b"
)
_PART = re.compile(
    r"[,;]?\s*(?:and\s+)?(?:including|must include|which (?:must |shall )?(?:include|have included)|with|"
    rf"of which|to include)\s+(?:at least |a minimum of |not less than )?(?={NUMBER}\s+(?:semester|quarter|"
    r"units?|credits?|hours?|of which|(?:[a-z,/-]+\s+){0,6}?courses?))"
)
_PART_OF = re.compile(
    rf"[,;]?\s*(?:and\s+)?(?:at least |not less than )?(?P<n>{NUMBER})(?: (?:semester|quarter|units?|hours?|"
    rf"credits?))*(?: or {NUMBER} quarter units)? (?:of which|of (?:the|these|this) )"
)


def read(passage: Passage) -> Coursework:
    """The coursework a phrase asks for, with any part inside the total as a subset."""
    cut = _subset_start(passage.plain)
    whole = passage[:cut].strip(" ,;") if cut else passage
    made = _amount(whole)
    subsets = _subsets(passage[cut:]) if cut else ()
    doubts = [made.doubt, *(part.doubt for part in subsets)]
    return Coursework(
        semester_units=made.semester_units,
        quarter_units=made.quarter_units,
        courses=made.courses,
        hours=made.hours,
        subjects=made.subjects,
        accredited=made.accredited,
        subsets=subsets,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=next((doubt for doubt in doubts if doubt), None),
    )


def _subset_start(plain: str) -> int | None:
    for pattern in (_OF_COURSES, _PART_OF, _PART):
        found = pattern.search(plain, 12)
        if found:
            lead = re.search(r"[,;]?\s*(?:and\s+)?$", plain[: found.start()])
            return lead.start() if lead else found.start()
    return None


def _subsets(rest: Passage) -> tuple[Coursework, ...]:
    """The parts of a total, one for each amount: "16 units of A ... and three units of B"."""
    starts = [
        match.start()
        for match in re.finditer(
            rf"(?:at least |a minimum of )?{NUMBER}\s+(?:semester|quarter|units?|credits?|hours?|of the |"
            r"(?:[a-z,/-]+\s+){0,6}?courses?\b)",
            rest.plain,
        )
    ]
    starts = [start for n, start in enumerate(starts) if n == 0 or re.search(r"(?:,|;)?\s*and\s*$", rest.plain[:start])]
    if not starts:
        return ()
    ends = [*starts[1:], len(rest)]
    return tuple(_amount(_part(rest, start, end)) for start, end in zip(starts, ends, strict=True))


def _part(rest: Passage, start: int, end: int) -> Passage:
    part = rest[start:end]
    tail = re.search(r"[,;]?\s*(?:and)?[\s.]*$", part.plain)
    return part[: tail.start()] if tail else part


def _amount(passage: Passage) -> Coursework:
    scanner = Scanner(passage)
    semester = quarter = courses = hours = None
    doubt: str | None = None
    both = scanner.take(_BOTH) or scanner.take(_BOTH_REVERSED)
    if both:
        semester, quarter = _number(both, "s"), _number(both, "q")
    elif found := scanner.take(_OF_COURSES):
        courses = _number(found, "n")
    elif found := scanner.take(_SEMESTER):
        semester = _number(found, "s" if found["s"] else "s2")
    elif found := scanner.take(_QUARTER):
        quarter = _number(found, "q")
    elif found := scanner.take(_CLASS_HOURS):
        hours = _number(found, "n")
    elif found := scanner.take(_CREDITS):
        semester = _number(found, "s")
        if "semester" not in passage.plain and "unit" in found.group():
            doubt = f"“{scanner.words(found)}”: semester or quarter units?"
    elif found := scanner.take(_COURSES):
        courses = 1 if found["n"] == "a" else _number(found, "n")
    if (
        found := scanner.take(
            re.compile(r"[,(]?\s*(?:or )?(?:its |the )?equivalent (?:quarter|semester)?\s*(?:units|hours|credits)\)?")
        )
    ) is not None:
        pass
    accredited = "accredited" in passage.plain
    while scanner.take(_SCHOOL):
        pass
    scanner.take_all(_LEAD)
    subjects = _take_subjects(scanner, found_of_courses=courses is not None)
    left = _left(scanner) if not subjects else []
    return Coursework(
        semester_units=semester,
        quarter_units=quarter,
        courses=courses,
        hours=hours,
        subjects=subjects,
        accredited=accredited,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=doubt
        or (not_understood(left) if left else None)
        or ("courses in what?" if courses and not subjects else None),
    )


def _left(scanner: Scanner) -> list[str]:
    scanner.take_all(_LEAD)
    scanner.take_all(_LOOSE)
    return scanner.leftover()


def _number(found: Match[str], group: str) -> Number | None:
    return numbers.tidy(numbers.value(found[group])) if found[group] else None


def _take_subjects(scanner: Scanner, *, found_of_courses: bool) -> tuple[str, ...]:
    if found_of_courses and (had := scanner.take(re.compile(r"must have had (?:a |an )?(?P<what>\w+(?: \w+)?)"))):
        scanner.rest = " " * len(scanner.rest)
        return (scanner.words(had, "what"),)
    lead = scanner.take(_SUBJECTS)
    if lead:
        stop = re.compile(
            r"\s(?:which|that (?:include|have)|including|from an?|at an?|given by|with (?:a|an|grade)|"
            r"required|is required|as part)\b|[;(\[]|\.\s|\.$"
        ).search(scanner.rest, lead.end())
        end = stop.start() if stop else len(scanner.rest)
        text = "".join(
            c if scanner.rest[lead.end() + i] != " " or c == " " else " "
            for i, c in enumerate(scanner.passage.text[lead.end() : end])
        )
        scanner.blank(lead.end(), end)
        return _named(" ".join(text.split()))
    before = re.search(
        r"(?:of|in)?\s*((?:[a-z][\w-]*[ ,/]+(?:and |or )?){1,6})(?:course ?work|courses|credits|subjects|classes)\b",
        scanner.rest,
    )
    if before and (words := _LOOSE.sub(" ", _LEAD.sub(" ", before.group(1))).strip(" ,")):
        scanner.blank(before.start(), before.end())
        return _named(" ".join(words.split()))
    return ()


_PREFACE = re.compile(
    r"(?i)^(?:(?:the |any |one |two |or more |or |a combination |combination |of |in )*(?:following|"
    r"areas? of|fields? of|subjects? of|subjects?|areas?|fields?|combination of|course ?work in|"
    r"courses in)\b[: ]*(?:areas?|fields?|subjects?)?[: ]*)+"
)
_SUFFIX = re.compile(r"(?i)\s+(?:courses?|course ?work|subjects|classes|credits|units|curriculum)$")


def _named(text: str) -> tuple[str, ...]:
    """The subjects in a list, without the words around them."""
    bare = _PREFACE.sub("", text)
    return tuple(
        _SUFFIX.sub("", member)
        for member in fields.split(bare)
        if not re.fullmatch(r"(?i)(?:at least|equivalent|minimum of)", member)
    )
