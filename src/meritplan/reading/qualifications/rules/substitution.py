"""What may stand in for what, and on which terms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import get_args

from meritplan.model import Substitution
from meritplan.model.requirement import EducationLevel, Number, Tradable
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import education
from meritplan.reading.qualifications.quantities import DURATION_PATTERN, DURATION_PLAIN, duration
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

CUE = re.compile(
    r"\bsubstitut(?:e|ed|es|ing|ions?)\b|\bin lieu of\b|\bin place of\b|\bmay be (?:used|accepted|applied|"
    r"credited) (?:for|toward|in lieu|as|to (?:meet|satisfy))\b|\bmay replace\b|\bmay be exchanged\b|"
    r"\bsatisf(?:y|ies) (?:up to )?\w+ years? of\b|\bis equivalent to \w+ years? of\b|"
    r"\bsatisf(?:y|ies) (?:this|the) (?:[\w-]+ )?requirement\b"
)
_FOR = re.compile(
    r"\b(?:(?:may|can|will|shall|could|must|are|is|"
    r"be)\s+(?:also\s+)?(?:not\s+)?(?:be\s+)?)*(?:substitut(?:ed|e|able)|used|accepted|applied|"
    r"credited)\s*(?:,[^,]*,\s*)?(?:on an? [^,;]*? basis,?\s*)?(?:up to (?:an? )?(?:maximum "
    r"of )?(?:\w+ ){1,3}?(?:years?|months?) )?(?:in lieu of|in place of|for|toward)\b|\bmay replace\b|"
    r"\bin lieu of\b|\bin place of\b|\bsatisf(?:y|ies)(?= (?:this|the) (?:[\w-]+ )?requirement\b)"
)
_ACTIVE = re.compile(
    r"\b(?:may|can|will be (?:allowed|permitted) to)\s+substitute\s+(?P<give>(?!for\b|in lieu\b|in place\b|"
    r"on an?\b|year\b|month\b|at an?\b|up to\b).+?)\s+(?:for|in lieu of|in place of)\s+(?P<target>.+)$"
)
_INVERTED = re.compile(
    r"^(?:for|in lieu of|in place of)\s+(?P<target>.+?),\s*(?:(?:an?\s+)?applicants?|candidates?)?\s*(?:may|"
    r"can)\s+(?:be )?substitut\w*\s+(?P<give>.+)$|^substituting\s+(?P<give2>.+?)\s+for\s+(?P<target2>.+)$"
)
_LACKING = re.compile(
    r"(?:applicants?|candidates?|persons?|those|individuals?|an applicant) (?:who|that) (?:(?:do|"
    r"does) not (?:possess|have|meet|hold)|lack|cannot meet)s? (?P<target>[^,.;]+?),? (?:may|"
    r"can) (?:also )?substitute (?P<give>[^.;]+)"
)
_LEADING = re.compile(
    r"^(?:substitutions? of [^:;]{3,60} for [^:;]{3,60}:\s*|substitutions?\s*(?:permitted|allowed|"
    r"patterns?)?\s*[:.-]\s*|note(?: for [^:]{1,30})?:?\s*|\(?\d+\)\s*|however,?\s*|(?:provided|"
    r"except),?(?: however,?)? that,?\s*)+"
)
_YEAR_FOR_YEAR = re.compile(
    r"\byear-?\s*-?\s*(?:for|by|to)\s*-?\s*-?\s*year\b|\bon an? equal(?:ent)? basis|"
    r"\bone[- ](?:year )?for[- ]one\b|\bsuch education on a year"
)
_YEAR_FOR_MONTHS = re.compile(rf"\b(?:one[- ])?year[- ]for[- ](?P<n>{NUMBER})[- ]months?\b")
_MONTH_FOR_MONTH = re.compile(r"\bmonth-?\s*for\s*-?\s*month\b|\bhour-?\s*for\s*-?\s*hour\b")
_RATE = re.compile(
    rf"(?P<a>{NUMBER}|\ba\b|\ban additional\b)[- ]*(?:academic |full |additional )*(?P<au>years?|"
    r"months?)\b(?:[^.;]{0,220}?)\b(?:(?:being |is |are |equals |be )?(?:equivalent|equal)? ?(?:to|equals|"
    r"for|in lieu of)|substituted for|equal(?:l?ing)|(?:counted|considered) as)\s+"
    rf"(?:(?P<each>each|every)|(?P<b>{NUMBER}))\s+(?:academic |full |additional |required |"
    r"lacking )*(?P<bu>years?|months?)\b"
)
_BASIS = re.compile(
    r"\b(?:on the basis|at the rate|at a rate|on a basis|at the ratio|on the ratio|ratio)\b|\bsubstituting\b|"
    rf"\bwith (?={NUMBER}\s+(?:years?|months?)\b[^.;]*?\b(?:equivalent|equal|equal(?:l?ing)|counted as)\b)"
)
_CAP = re.compile(
    r"(?:(?:up to|to|not exceeding|not to exceed|for|with)\s+(?:an?\s+)?(?:the\s+)?(?:maximum|"
    r"max\.?)(?:\s+substitution)?(?:\s+of)?|up to(?: an?)?|not (?:to exceed|more than|exceeding)|"
    rf"no more than|(?:an? )?maximum (?:substitution )?of|a limit of|limited to)\s+(?P<d>{DURATION_PLAIN})"
)
_CREDIT = re.compile(
    r"\b(?:for|toward|in lieu of|in place of)\s+(?:the\s+|all\s+|only\s+|"
    r"a\s+)?(?:equivalent of\s+)?(?:(?:up to|a maximum of|no more than|"
    rf"not more than)\s+)?(?P<d>{DURATION_PLAIN})\s*(?:['’]\s*)?(?:of\s+)?"
)
_ALL_YEARS = re.compile(rf"\ball (?P<d>{DURATION_PLAIN})")
_EXPERIENCE_WORDS = re.compile(r"\b(?:experience|employment|work (?:history|in)|service (?:in|as|with)|experienced)\b")
_EDUCATION_WORDS = re.compile(
    r"\b(?:education|degrees?|college|university|graduat(?:e|ion)|diploma|high school|academic|study|"
    r"studies|schooling|doctorate|master'?s?|bachelor'?s?|associate'?s?|baccalaureate|educational|ged|"
    r"equivalency|curriculum|12th grade|twelfth grade|eighth grade)\b"
)
_UNIT_WORDS = re.compile(
    r"\b(?:semester|quarter|credit|college|university)?[- ]?(?:units?|credit hours?|credits|semester hours|"
    r"quarter hours|course ?work|courses)\b"
)
_TRAINING_WORDS = re.compile(
    r"\b(?:training|apprenticeship|program(?!mer|s? analyst)|trade school|vocational|academy|internship|"
    r"residency|fellowship|course in|two-year course|technical school|correspondence)\b"
)
_LICENSE_WORDS = re.compile(
    r"\b(?:licen[sc]e|licensure|certificates?|certification|registration|credential|designation|registered|"
    r"cpa|admission to|membership in)\b"
)
_OPEN = re.compile(r"^(?:additional|excess|further|other)\s+(?:\w+\s+)?(?:qualifying\s+)?experience$")
_GIVE_NOISE = re.compile(
    r"(?i)^(?:(?:possession of|completion of|(?:successful|satisfactory) completion of|an?|the|one|each|"
    r"applicants?|candidates?|who possess|possessing|achievement of|graduation from college with|"
    r"proof of)\s+)+"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sides:
    give: Passage
    target: Passage


_TWO_IN_ONE = re.compile(
    r"\bmay be substituted for [^;]*?(,?\s+or\s+)(?=(?:possession of )?(?:an?\s)?(?:bachelor|master|doctor|associate)"
    r"[^;]*\bmay be substituted\b)"
)


def is_substitution(plain: str) -> bool:
    """Whether a sentence says that one thing may stand in for another."""
    return bool(CUE.search(plain))


def read(passage: Passage) -> tuple[Substitution, ...]:
    """The substitutions a sentence allows: several where it offers several gifts ("or a master's degree")."""
    if cut := _TWO_IN_ONE.search(passage.plain):
        return (*read(passage[: cut.start(1)]), *read(passage[cut.end(1) :]))
    sides = _sides(passage)
    if sides is None or not len(sides.give) or not len(sides.target):
        return ()
    if re.search(
        r"\b(?:may|can|shall|will) not be? ?substitut|\bno substitution|\bcannot be substituted|\bmay not be used",
        passage.plain,
    ):
        return ()
    proviso = re.search(r"\s(?:if|provided|when|unless)\b", sides.target.plain)
    if proviso and proviso.start() > 3:
        sides = _Sides(give=sides.give, target=sides.target[: proviso.start()].strip(" ,;"))
    basis = _BASIS.search(sides.target.plain)
    if basis and basis.start() > 3:
        sides = _Sides(give=sides.give, target=sides.target[: basis.start()].strip(" ,;"))
    target = _target(sides)
    first, *others = _gifts(sides.give)
    said = [(first, passage), *((piece, passage[passage.plain.find(piece.plain) :]) for piece in others)]
    return tuple(_one(passage, piece, sides, target, quote) for piece, quote in said)


def _sides(passage: Passage) -> _Sides | None:
    plain = passage.plain
    lead = _LEADING.match(plain)
    start = lead.end() if lead else 0
    for pattern, give, target in (
        (_INVERTED, "give", "target"),
        (_INVERTED, "give2", "target2"),
        (_ACTIVE, "give", "target"),
    ):
        found = pattern.search(plain[start:]) if pattern is not _INVERTED else pattern.match(plain[start:])
        if found and found[give]:
            return _Sides(
                give=passage[start + found.start(give) : start + found.end(give)],
                target=passage[start + found.start(target) : start + found.end(target)],
            )
    if lacking := _LACKING.match(plain, start):
        return _Sides(
            give=passage[lacking.start("give") : lacking.end("give")],
            target=passage[lacking.start("target") : lacking.end("target")],
        )
    found = _FOR.search(plain, start)
    if found and found.start() > start:
        return _Sides(give=passage[start : found.start()].strip(" ,;("), target=passage[found.end() :].strip(" ,;."))
    passive = re.search(r"\b(?:(?:may|can|will|shall) be |is )?substitut(?:ed|able)\b", plain)
    if passive and passive.start() > start:
        return _Sides(
            give=passage[start : passive.start()].strip(" ,;("), target=passage[passive.end() :].strip(" ,;.")
        )
    return None


def _tradable(plain: str, *, giving: bool) -> Tradable | None:
    """What kind of thing a side speaks of."""
    plain = (
        re.sub(r"\bpost[- ]?(?:high school|secondary)\b", lambda found: " " * len(found.group()), plain)
        if giving
        else plain
    )
    if (
        giving
        and re.search(r"\bcourses?\b(?! of study)", plain)
        and re.search(r"\b(?:college|university)\b", plain)
        and not re.search(r"degree|\byear|trade|technical college|given by", plain)
    ):
        return "coursework"
    if giving and (degree := _degree_given(plain)) is not None:
        return degree
    if (
        giving
        and re.match(r"(?:equivalent |additional |specialized |formal )*(?:study and |study or )?training\b", plain)
        and not re.search(r"degree|college|university|experience", plain)
    ):
        return "training"
    order: tuple[tuple[re.Pattern[str], Tradable], ...] = (
        (_UNIT_WORDS, "coursework"),
        (_LICENSE_WORDS, "license"),
        (_TRAINING_WORDS, "training"),
        (_EXPERIENCE_WORDS, "experience"),
        (_EDUCATION_WORDS, "education"),
    )
    found = [(match.start(), kind) for pattern, kind in order if (match := pattern.search(plain))]
    if not found:
        return "experience" if giving and re.match(r"\w+ (?:\(\d+\) )?(?:years?|months?) as an?\b", plain) else None
    kinds: set[Tradable] = {kind for _, kind in found}
    if "experience" in kinds and (
        re.match(
            r"(?:additional |qualifying |other |excess |full-?time |paid |"
            rf"(?:{DURATION_PLAIN}) (?:of )?)*(?:[\w-]+ ){{0,4}}experience",
            plain,
        )
        or plain.startswith(("work", "experience"))
    ):
        return "experience"
    if not giving:
        return _target_kind(plain, kinds)
    if re.match(r"(?:one|two|\w+) (?:\(\d\) )?years? as an?\b", plain):
        return "experience"
    if "training" in kinds and re.search(r"\bcourses?\b[^.]*\bgiven by\b|\b\d+-month\b", plain):
        return "training"
    if re.match(r"(?:one|two|three|four|\d) years? of (?:\w+ ){0,2}(?:education|college)", plain):
        return "education"
    if (
        "education" in kinds
        and "coursework" not in kinds
        and not re.search(
            r"\btwo-year course|trade school|vocational|technical school|correspondence|apprentice|\btraining\b", plain
        )
    ):
        return "education"
    return min(found)[1]


def _degree_given(plain: str) -> Tradable | None:
    """A level of schooling named before any experience is what is given; a business or trade school is training."""
    if re.match(rf"^(?:\w+ ){{0,3}}experience|(?:{DURATION_PLAIN}) (?:of )?(?:[\w-]+ ){{0,6}}experience", plain):
        return None
    named = education.levels_named(plain)
    experience = _EXPERIENCE_WORDS.search(plain)
    completes = re.match(r"(?:possession|graduation|completion)", plain)
    if not named or (experience and experience.start() < named[0][1] and not completes):
        return None
    trade = re.search(r"\b(?:business|trade|vocational) (?:school|college)", plain)
    return "training" if trade and not re.search(r"degree|credits|units", plain) else "education"


def _target_kind(plain: str, kinds: set[Tradable]) -> Tradable | None:
    if re.match(
        r"(?:(?:part or )?all of |up to \w+ years? of |a portion of )?(?:the |any |such )?(?:required |"
        r"above |stated |necessary |lacking )*(?:\w+ )?(?:education|degree|high school|college|"
        r"educational)\b",
        plain,
    ):
        return "all" if re.search(r"(?:education|degree) and (?:the )?(?:\w+ ){0,2}experience", plain) else "education"
    school = _EDUCATION_WORDS.search(plain)
    first = school is None or plain.find("experience") < school.start()
    if "experience" in kinds and (first or re.search(r"(?:required|of|the) (?:[\w-]+ ){0,4}experience", plain)):
        if re.search(r"(?:education|degree) and (?:the )?(?:\w+ ){0,2}experience", plain):
            return "all"
        return "experience"
    order: tuple[Tradable, ...] = ("education", "coursework", "training", "license", "experience")
    return next((kind for kind in order if kind in kinds), None)


def _target(sides: _Sides) -> Tradable | None:
    plain = sides.target.plain
    if re.fullmatch(r"(?:this|the) requirement", plain):
        return _tradable(sides.give.plain, giving=True)
    if re.match(
        rf"(?:the )?(?:required )?(?:{DURATION_PLAIN})\s*(?:of\s+)?(?:the\s+)?(?:required\s+)?(?:experience|"
        r"the experience)",
        plain,
    ):
        return "experience"
    return _tradable(plain, giving=False)


def _gifts(give: Passage) -> list[Passage]:
    """ "A CPA, or a Master's degree in finance" offers two different things."""
    for cut in re.finditer(
        r"[,;]?\s+or\s+(?=(?:possession of\s+)?(?:an?\s+)?(?:valid\s+)?(?:"
        r"(?:bachelor|master|doctorate|doctor|associate|law degree|graduate degree)|"
        r"(?:membership|certification|registration|licensure) (?:in|as|by|with|such as)\b|"
        r"certificates? (?:of completion|issued|of achievement)\b))",
        give.plain,
    ):
        left, right = give[: cut.start()], give[cut.end() :]
        kinds = (_tradable(left.plain, giving=True), _tradable(right.plain, giving=True))
        if kinds[0] and kinds[0] != kinds[1] and (kinds[0] != "education" or _said_in_full(left, right, kinds[1])):
            return [left, right]
    return [give]


def _said_in_full(left: Passage, right: Passage, kind: Tradable | None) -> bool:
    """Schooling and another thing, each named for itself: "a master's degree, or membership in the Bar"."""
    level = education.level_named(left.plain)
    return bool(level) and (kind == "license" or bool(education.level_named(right.plain)))


def _one(passage: Passage, give: Passage, sides: _Sides, target: Tradable | None, quote: Passage) -> Substitution:
    kind = _tradable(give.plain, giving=True)
    level = _level(give.plain) if kind == "education" else None
    ratio = _ratio(passage.plain, kind)
    cap, credit, given = _amounts(passage, give, sides, kind, target, level, ratio)
    doubt = None
    if kind is None or target is None:
        doubt = "what may be given, and for what, is not clear. Which is meant?"
    elif (
        kind == "education"
        and level
        and not credit
        and not cap
        and target == "experience"
        and DURATION_PATTERN.search(sides.target.plain)
    ):
        doubt = "how much the degree is worth is not clear. How many months?"
    elif not (cap or credit or given or ratio) and _SOME_YEARS.match(sides.target.plain):
        doubt = "the number of years it stands for was not understood. How many?"
    if kind == "education" and level and not given and (beside := _BESIDE.search(give.plain)):
        given = _months(beside["d"])
    if kind == "education" and level and re.search(r",|\bor\b", give.plain) and _LICENSE_WORDS.search(give.plain):
        doubt = doubt or "besides schooling, something else seems to be offered. What may stand in?"
    doubt = doubt or _unsaid(passage, give, sides, (cap, credit, given, *(ratio or ())))
    return Substitution(
        give=kind or "all",
        target=target or "all",
        ratio=ratio,
        cap_months=cap,
        give_level=level,
        credit_months=credit,
        give_months=given,
        give_text=_give_text(give),
        target_text=_target_text(sides.target),
        quote=quote.quote(),
        spans=quote.spans(),
        doubt=doubt,
    )


_SOME_YEARS = re.compile(r"(?!(?:the|any|all|these|such|each|required)\b)[\w-]+ years? of\b")
_BESIDE = re.compile(
    r"\b(?:and|plus|with)\s+(?:an? additional |additional |"
    rf"at least )?(?P<d>{DURATION_PLAIN})\s+(?:of\s+)?(?:[\w-]+\s+){{0,5}}?experience\b"
)
_REQUIRED_GIVEN = re.compile(
    r"\b(?:stated above|listed above|of the required|the required experience|required (?:education|"
    r"experience) (?:stated|listed))\b"
)


def _unsaid(passage: Passage, give: Passage, sides: _Sides, amounts: tuple[Number | None, ...]) -> str | None:
    """Lengths of time in the sentence that became no part of the rule, and sides that may be the wrong way round."""
    if _REQUIRED_GIVEN.search(give.plain) and not re.search(r"\brequire", sides.target.plain):
        return "what is given seems to be what is required. Which stands in for which?"
    if len(give) > 260 or "; " in give.plain:
        return "much was taken as what may be given. Where does it begin?"
    known = {amount for amount in amounts if amount is not None}
    for found in DURATION_PATTERN.finditer(passage.plain):
        length = duration(found)
        if (
            length.months is not None
            and length.months not in known
            and not re.search(r"\w of the $", passage.plain[: found.start()])  # "two of the five years"
            and not re.match(
                r"\s*(?:[\w-]+ ){0,3}?(?:college|university|degree|old|of age|institution|school|program|"
                r"curriculum|course)\b",
                passage.plain[found.end() :],
            )
        ):
            return f"“{found.group().strip()}” became no part of this rule. What is it worth?"
    return None


_STUDY_WITHOUT_LEVEL = re.compile(
    r"\b(?:years?|credits?|units?) of (?:\w+ ){0,3}(?:college|university|education|study|graduate)|"
    r"college (?:training|education|work|study|level|courses)|research for an?|toward an?|education in|"
    r"education at|graduate (?:work|study|education|training|level)|post-secondary|education of college|work toward"
)


def _level(plain: str) -> EducationLevel | None:
    """The level given; "college education" and years of study name none."""
    if re.search(r"\b(?:above|beyond) the (?:12th|twelfth) grade|beyond high school", plain):
        return None
    if _STUDY_WITHOUT_LEVEL.search(plain) and (
        not re.search(r"\bdegree|graduation", plain) or re.search(r"research for an?|toward an?", plain)
    ):
        return None
    if _TWO_OR_FOUR.search(plain):
        return "associate"  # the lesser is enough
    named = education.levels_named(re.sub(r"\b(?:described|required|listed) for (?:the|an?)\b.*", "", plain))
    offered = [level for level, _, _ in named]
    if len(named) > 1 and re.search(r"\bor\b|,", plain[named[0][2] : named[-1][1]]):
        return max(offered, key=_FROM_THE_TOP.index)  # "a master's or doctorate degree": the master's is enough
    return _highest(offered)


def _highest(offered: list[EducationLevel]) -> EducationLevel | None:
    return min(offered, key=_FROM_THE_TOP.index, default=None)


_TWO_OR_FOUR = re.compile(r"\b(?:two|2)(?:[- ]years?)?-? or (?:an? )?(?:four|4)[- ]?years?\b")
_FROM_THE_TOP: tuple[EducationLevel, ...] = get_args(EducationLevel)[::-1]


def _ratio(plain: str, give: Tradable | None) -> tuple[Number, Number] | None:
    if _YEAR_FOR_YEAR.search(plain):
        return (12, 12)
    if _MONTH_FOR_MONTH.search(plain):
        return (1, 1)
    if months := _YEAR_FOR_MONTHS.search(plain):
        return (12, numbers.tidy(numbers.value(months["n"])))
    basis = _BASIS.search(plain)
    found = _RATE.search(plain, basis.start()) if basis else _RATE.search(plain)
    if not found or not (basis or found["each"]) or give not in ("experience", "education", "training", None):
        return None
    per = {"y": 12, "m": 1}
    first = (numbers.value(found["a"]) if found["a"] not in ("a", "an additional") else numbers.value("one")) * per[
        found["au"][0]
    ]
    second = (numbers.value(found["b"]) if found["b"] else numbers.value("one")) * per[found["bu"][0]]
    return (numbers.tidy(first), numbers.tidy(second))


def _amounts(
    passage: Passage,
    give: Passage,
    sides: _Sides,
    kind: Tradable | None,
    target: Tradable | None,
    level: EducationLevel | None,
    ratio: tuple[Number, Number] | None,
) -> tuple[Number | None, Number | None, Number | None]:
    """Cap, fixed credit and the months given, as far as they are printed."""
    plain = passage.plain
    cap_found = _CAP.search(plain)
    cap = _months(cap_found["d"]) if cap_found else None
    all_years = _ALL_YEARS.search(sides.target.plain)
    whole = _months(all_years["d"]) if all_years else None
    of_years = re.match(rf"(?:only )?(?P<n>{NUMBER}) of the (?:{NUMBER} )?(?:required )?years", sides.target.plain)
    whole = whole or (numbers.tidy(numbers.value(of_years["n"]) * 12) if of_years else None)
    first = DURATION_PATTERN.match(re.sub(r"^(?:(?:the|only|an?|for|required)\s+)+", "", sides.target.plain))
    amount = whole or (duration(first).months if first else None)
    if ratio and not cap and amount and not _is_rate_amount(plain, sides):
        cap = amount
        amount = None
    credit = None
    if level and not ratio:
        credit = amount or cap
        return (
            (cap, credit, None)
            if cap and re.search(r"no more than|not more than|up to|maximum", plain) and amount is None
            else (cap or None, credit, None)
        )
    if ratio:
        return cap, None, None
    lead = DURATION_PATTERN.match(
        re.sub(r"^(?:(?:completion of|successful completion of|an?|the|each) )+", "", give.plain)
    )
    given = duration(lead).months if lead and kind in ("experience", "education", "training") else None
    if target == "education" and kind == "experience":
        return cap, None, given
    if kind == "license" and amount and not cap:
        return None, amount, given
    return cap or amount, credit, given


def _is_rate_amount(plain: str, sides: _Sides) -> bool:
    """In "one year of X for each year of Y" the year is part of the rate, not a cap."""
    return bool(re.search(r"\bfor (?:each|every|one) (?:\w+ )?year|\b(?:each|every) year", plain)) and not re.search(
        r"year-?\s*for\s*-?\s*year", plain
    )


def _months(text: str) -> Number | None:
    found = DURATION_PATTERN.search(text)
    return duration(found).months if found else None


def _give_text(give: Passage) -> str:
    return _GIVE_NOISE.sub("", give.text.strip(" ,;.")).strip()


def _target_text(target: Passage) -> str | None:
    """The part of the requirement that may be replaced, when only a part is named."""
    found = re.search(
        r"\b(?:the|required)\s+((?:general|non-?supervisory|specialized|clerical|technical|professional|"
        r"supervisory|nonsupervisory)\s+(?:\w+\s+){0,3}experience)",
        target.plain,
    )
    return target.text[found.start(1) : found.end(1)] if found else None
