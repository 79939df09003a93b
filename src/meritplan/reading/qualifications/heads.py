"""How a requirement begins: the words that tell education from experience from a license.

A connective splits a sentence only where a head follows it ("... and two years of ..."), so that the many
"and"s and "or"s inside lists of fields and duties stay where they are.
"""

from __future__ import annotations

import re
from typing import Literal

from meritplan.reading.qualifications.quantities import DURATION_PLAIN
from meritplan.vocabulary.numbers import NUMBER

Kind = Literal["education", "coursework", "experience", "license", "training", "skill", "condition"]

#: "a bachelor's degree", "Associates Degree", "master of science", "Ph.D."
DEGREE = (
    r"(?:(?!(?:four|4|two|2)-? ?years?\b(?! [a-z /-]{0,30}degree))(?:bachelor|baccalaureate|master|"
    r"associate|doctor|doctorate|doctoral|undergraduate|graduate|advanced|professional|"
    r"post-?graduate|college|university|law|(?:four|4)-? ?(?:year|yr)|(?:two|2)-? ?(?:year|yr)|juris|jd|j\.d\.)"
    r"(?:'?s'?|al|ate| s(?= degree))?(?:[ -](?:level|or higher|or above))?\s*(?:\([a-z./ ]{1,12}\)\s*)?"
    r"(?:(?:,| or|/|-or| and/or)\s*(?:a |an |the )?(?:bachelor|baccalaureate|master|associate|doctor|"
    r"doctorate|doctoral|graduate|"
    r"higher|advanced|four-? ?year|4-? ?year|two-? ?year|professional)(?:'?s'?|al|ate)?\s*)*"
    r"(?:of (?:arts|science|laws?|social work|public|business|fine|engineering|education|library|medicine|nursing|"
    r"philosophy|architecture|dental|veterinary|applied)\b[a-z ]{0,30}?)?"
    r"(?:\s*(?:degrees?|doctor(?:ate)?\b)|"
    r"(?<!college)(?<!university)(?<!graduate)(?<!professional)(?<!law)(?<!year)\s+in\b))|(?:two|"
    r"2)-? ?(?:year)?-? ?or[- ]+(?:a )?(?:four|4)-? ?year (?:college )?degree"
    r"|(?:b\.?[as]\.?|m\.?[as]\.?|a\.?a?[as]\.?|mls|mlis|mpa|mba|msw|mph|bsw|bsn|msn|adn)(?:\s*(?:/|"
    r"or)\s*(?:b\.?[as]\.?|m\.?[as]\.?|a\.?[as]\.?))?(?: \(or higher\))? degrees?"
)
_LEVELS = (
    r"(?:medical doctor(?:ate)?|ph\.? ?d\.?|m\.d\.|j\.d\.|b\.a\.|b\.s\.|m\.a\.|m\.s\.w?\.?|msw|mba|mls|mlis|mpa|"
    r"mph|msn|bsn|bsw|juris doctor(?:ate)?|ll\.b\.?|doctorate|baccalaureate)(?![a-z])"
)
_SCHOOL = (
    r"(?:(?:high|secondary|senior high)[ -]?school(?! or college(?:-level)? courses| courses| teach| coach|"
    r" subject| counsel| principal| level| student)|g\.?e\.?d\.?\b|general equivalency|"
    r"general education(?:al)? development|high school equivalency|equivalency (?:diploma|certificate)|"
    r"(?:the )?(?:eighth|8th|tenth|10th|eleventh|11th|twelfth|12th)(?: \(\d+(?:st|nd|rd|"
    r"th)?,? ?\))? (?:school )?grade|h\.?s\.? diploma|grade 12|grade school|elementary school)"
)

_ARTICLE = (
    r"(?:(?:a|an|the|any|one|have|has|having|posses|possess|possesses|possessing|possession of|must (?:have|"
    r"possess|be|hold)|hold|be|and|either|with|earned|completed|earning|completing|successfully|received|"
    r"obtained|obtaining|attained|been|completion of|logged|at least|a minimum of|minimum of|at a minimum|"
    r"at minimum)\s+){0,4}"
)
_ASK = (
    r"(?:applicants?|candidates?|incumbents?|you|employees?|appointees?|an? applicant|persons?)?\s*(?:must|"
    rf"shall|will|should)?\s*{_ARTICLE}"
)

EDUCATION = (
    rf"{_ARTICLE}(?:(?:equivalent|equivalency|equal) to (?:the )?(?:graduation|"
    rf"completion of (?:the )?(?:{_SCHOOL}|two|one|three|four|\d|high)|"
    r"(?:possession of )?(?:an? )?(?:bachelor|master|associate|baccalaureate|doctor(?:al|ate)?\b|high school|"
    r"four-?year))|"
    r"equivalent of (?:graduation|an? (?:bachelor|baccalaureate|master|associate|doctor(?:al|ate)?\b|high school))|"
    r"degree of (?:bachelor|master|doctor)\b|"
    r"(?:successful )?(?:graduation|graduate|graduated|been graduated) (?:from|of|"
    r"with)(?=(?:[^.;]|\b[a-z]\.){0,120}?\b(?:college|university|high school|higher|"
    r"(?:law|medical|dental|veterinary) school|"
    rf"school of (?:law|medicine|dentistry|veterinary|social|nursing|engineering|library|public)|grade|{DEGREE}))|"
    rf"(?:successful )?completion of (?:the |a |an )?(?:{_SCHOOL}|{DEGREE}|(?:two|one|three|"
    r"four) (?:full )?(?:years?|academic years?) (?:of|in|at) (?:a |an )?(?:accredited |"
    r"recognized )?(?:college|university|community)|sophomore|junior|(?:two|"
    r"2)-year (?:terminal )?curriculum)|"
    r"(?:u\.s\. |american |standard |regular |accredited |recognized |approved |"
    rf"public )*{_SCHOOL}(?: graduat\w*| diploma| education| certificate)?|(?:regular |standard |accredited |"
    rf"approved |valid |recognized |ala[- ](?:accredited )?)*(?:{DEGREE}|{_LEVELS})|"
    rf"(?:master|doctor|bachelor)'?s?'? or (?:its |an )?(?:equivalent|higher|advanced) (?:graduate |doctoral )?degree|"
    rf"education(?:al level)? (?:equivalent|typically|comparable)|college graduat|"
    rf"{NUMBER} (?:full |academic )*years? (?:of )?(?:full-time |progressively higher[- ]level |accredited |"
    r"recognized )*(?:post-?(?:high[- ]school|secondary|graduate)|college|university|post-?secondary|"
    r"graduate|undergraduate|high school|formal education|education)\b)"
)

_UNITS = (
    r"(?:earned |completed )?(?:college |academic |university |upper division |lower division )?(?:semester|"
    r"quarter|credit|term|trimester|college|academic)?[- ]?(?:units?|credits?|hours? of (?:college|course|"
    r"credit|coursework|university)|semester hours|quarter hours|credit[- ]hours)"
)
COURSEWORK = (
    rf"{_ARTICLE}(?:(?:successful )?(?:completion|equivalent) (?:of|"
    r"to) )?(?:the equivalent of )?(?:at least |a minimum of |minimum of |not less than |no less than )*"
    rf"(?:completion of )?{NUMBER}\s*(?:\([^)]{{1,30}}\)\s*)?(?:{_UNITS}|(?:semester|quarter|"
    r"trimester)\s+(?:or|\(|/|units|hours|credits)|(?:or more )?(?:college |university |upper division |"
    r"graduate |academic |related )*(?:[a-z,/]+ ){0,6}?(?:courses|classes|course(?! of study))\b)"
    rf"|{_ARTICLE}(?:successful )?(?:completion of |completed )?(?:high school or |college[- ]level |"
    r"college |related |additional |specialized |appropriate )*(?:course ?work|courses|"
    r"classes)\b(?! of study)"
    rf"|{_ARTICLE}(?:equivalent to )?(?:successful )?completion of any combination of \w+ (?:courses|"
    r"classes)\b|(?:equivalent to )?(?:successful )?completion of (?:a|one|two|three) (?:college |graduate |"
    rf"undergraduate )*courses? (?:in|with|on)\b|completion of the \w+ year \((?:at least )?{NUMBER} "
    r"(?:semester|quarter)"
)

_WORKLIKE = r"(?:experience|service|employment|work|practice)"
EXPERIENCE = (
    r"(?:in "
    r"(?:the )?(?:california )?state (?:civil "
    rf")?service,?\s+(?:either\s*)?)?{_ARTICLE}(?:{DURATION_PLAIN})(?!\s*(?:of age|old\b|"
    r"(?:of )?(?:progressively higher[- ]level )?(?:college|high school|education\b|study\b|graduate|"
    r"undergraduate|university|formal|post-|academic|accredited)|"
    r"(?:from|before|after|prior|following|preceding)\b|(?:degree|college|university|course|curriculum|"
    r"program|units?)\b))"
    rf"|supervis\w+\b[^.;:]{{0,80}}?\bfor at least (?:{DURATION_PLAIN})"
    rf"|{_ARTICLE}(?:served|worked|practiced|practised|employed|"
    rf"engaged)\b[^.;:]{{0,70}}?(?:{DURATION_PLAIN})(?!\s*(?:of age|old\b))"
    rf"|(?:have |has )?been an? [^.;:,]{{0,70}}?\bfor (?:a )?(?:{DURATION_PLAIN})|{_ARTICLE}(?:served|worked|"
    r"been employed) as an? (?!(?:part|result|member)\b)"
    rf"|{_ARTICLE}(?:broad|extensive|responsible|progressively|increasingly|varied|prior|previous|work|"
    r"working|professional|supervisory|"
    r"administrative|managerial|management|technical|related|relevant|paid|full-?time|journey\w*|some|"
    r"demonstrated|sufficient|considerable|recent|practical|successful|direct|clinical|any|"
    r"legal|clerical|office|teaching|field|,|and|&|\([^)]{3,45}\)|"
    r"\s)*(?:\s+(?:[a-z][a-z/-]+)){0,4}?\s*\bexperience\b(?! (?:requirement|may be|can be|shall be|"
    r"will be|must be|gained|applied|lacking))"
)

_CREDENTIAL = (
    r"(?:licen[sc]e(?:s|d|ure)?|1icense|certificates?|certifications?|certified|registration|registered|"
    r"credentials?|permit|rating|membership|endorsement|cards?|designation|cdl|notary commission|"
    r"eligibility(?! (?:requirements?|criteria))|eligible for (?:[\w-]+ ){0,3}(?:licens|certif|registr|"
    r"admission|membership|credential)\w*)"
)
LICENSE = (
    rf"{_ASK}(?:(?:current|currently|valid|active|unrestricted|appropriate|permanent|california|state|"
    r"professional|legal|full|temporary|federal|national|and|or|,|/|an?)\s+)*"
    rf"(?:(?:[a-z0-9(][\w.&'/()#-]*\s+){{0,9}}?{_CREDENTIAL}\b|admission to (?:the )?(?:practice|bar|"
    r"state bar)|admitted to (?:the )?(?:practice|bar)|the legal requirements|eligibility for)"
)
LICENSE_START = (
    rf"{_ASK}(?:possession of|possess?|hold|maintain|obtain|registration as|registered|certification|"
    r"certified|licensed|licensure|membership in|registration with|admission to|"
    r"admitted to|(?:be )?able to (?:obtain|secure|acquire|hold)|(?:current|valid|active)\b|eligib|"
    r"member of|u\.?s\.? coast guard|united states coast guard)"
)
TRAINING = (
    rf"(?:(?:must|shall|will)\s+)?{_ARTICLE}(?:successful(?:ly)? )?(?:completion of|completed|"
    r"graduation from|complete|graduate of) (?:a |an |the |one |at least |"
    r"any )*(?:[\w'/,&().-]+\s+){0,14}?"
    r"(?:apprentice\w*|program|academy|curriculum|training|course(?! ?work)|internship|residency|fellowship|"
    r"school of nursing|trade school|vocational school|school)\b"
    rf"|{_ARTICLE}(?:equivalent|comparable|similar) (?:program|training|apprenticeship)\b|"
    rf"{_ARTICLE}certificate of completion of\b"
    rf"|{_ARTICLE}(?:formal |specialized |recognized |approved |\d+ hours of )*(?:training|apprenticeship)\b"
)
SKILL = (
    rf"{_ASK}(?:(?:ability|able) to )?(?:type\b(?! of)|typing (?:speed|skill|certif|ability|at)|"
    r"keyboard\w* (?:speed|at)|(?:a )?(?:minimum )?(?:net )?typing|take (?:dictation|shorthand)|"
    r"(?:\d+ (?:net )?(?:wpm|words per minute)))"
)

#: What a person must be, pass or be able to do. Not part of :func:`head`: told apart only where a sentence is split.
CONDITION = (
    r"(?:(?:must|shall|should|will)\s+(?:also\s+)?)?(?:"
    r"(?:be |have (?:attained|reached) (?:the age of )?)?(?:at least |a minimum of |"
    rf"not less than )?{NUMBER}\s*(?:years?|yrs?)(?: of age| old| or older)"
    r"|(?:pass|undergo|submit to|take and pass|successfully (?:pass|complete)|(?:successful |"
    r"satisfactory )?completion of|satisfactorily (?:pass|complete)|passing|complete)\b[^,;.]{0,90}?"
    r"\b(?:exam(?:ination)?s?|tests?|testing|screen(?:ing)?s?|checks?|investigations?|evaluations?|"
    r"assessments?|interviews?|polygraph)\b"
    r"|(?:be )?(?:able to (?!(?:\w+ )?obtain|secure|acquire|hold|maintain|get)|willing to)|"
    r"(?:be )?(?:an? )?(?:qualified |registered )+(?:voter|elector)\b|"
    r"of good (?:moral |character|repute|health)|(?:an? |the )?(?:u\.s\. |united states |"
    r"american )?citizen(?:ship)? of\b|be found,?[^;]{0,80}?\b(?:to be )?(?:free|fit)\b|be (?:found |"
    r"certified )?(?:free (?:of|from)|willing to|of good|in good|an? (?:[\w.]+ ){0,3}(?:citizen|resident)|"
    r"fluent|bilingual|bondable|insurable|eligible to work|physically|proficient|available|legally|"
    r"fingerprinted|honest|capable|drug free)"
    r"|(?:have |possess |maintain |demonstrate )?(?:an? |the )?(?:proven |demonstrated |good |strong |"
    r"working |thorough |considerable |basic |extensive |general |sound |some |excellent |"
    r"advanced )*(?:ability(?! to (?:obtain|acquire|secure))|willingness|aptitude|knowledge|skills?|"
    r"proficiency|understanding|familiarity) (?:to|of|in|with)\b"
    r"|(?:have |possess |maintain )?(?:an? )?(?:safe |good |acceptable |clean |satisfactory |clear |"
    r"valid )*(?:driving|motor vehicle) (?:record|history)"
    r"|(?:have |possess |bear )?(?:an? )?(?:excellent |good )(?:[\w-]+ ){0,2}(?:character|health|reputation|"
    r"standing|physical condition|record)\b"
    r"|(?:have )?no (?:[\w-]+ ){0,3}(?:felony|felonies|criminal|convictions?|misdemeanors?|arrests?)\b|"
    r"(?:not )?have (?:not )?been convicted|(?:be )?(?:an? )?(?:u\.?s\.?|united states|american) citizen"
    r"|(?:reside in|live in|establish residen|become a resident|be a resident|(?:be )?an? (?:active |"
    r"current )?member (?:of|in))\b)"
)
_CONDITION = re.compile(CONDITION)

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("skill", re.compile(SKILL)),
    ("coursework", re.compile(COURSEWORK)),
    ("education", re.compile(EDUCATION)),
    (
        "experience",
        re.compile(
            r"(?!(?:successful )?completion of [^,;.]{0,90}?\b(?:training program|apprenticeship|"
            rf"academy)\b)(?:{EXPERIENCE})"
        ),
    ),
    ("training", re.compile(TRAINING)),
    ("license", re.compile(LICENSE)),
)


def head(plain: str, at: int = 0) -> Kind | None:
    """What kind of requirement begins at ``at`` of the plain text; ``None`` when none is recognised."""
    for kind, pattern in _PATTERNS:
        if pattern.match(plain, at):
            return kind
    return None


def head_or_condition(plain: str, at: int = 0) -> Kind | None:
    """Like :func:`head`, with "condition" where the words begin what a person must be, pass or be able to do."""
    if _CONDITION.match(plain, at):
        return "condition"
    return head(plain, at)
