"""Licenses, certificates, registrations, bar membership, driver licenses."""

from __future__ import annotations

import re

import msgspec

from meritplan.model import License
from meritplan.model.requirement import LicenseKind
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications.doubts import not_understood
from meritplan.reading.qualifications.quantities import DURATION_PLAIN, months_in
from meritplan.reading.qualifications.scanner import Scanner

_DRIVER = re.compile(
    r"\bmotor vehicle (?:operator'?s? )?licen[sc]e|\bdriv(?:er'?s?|ing|ers'?)\b[^.;]{0,40}?\b(?:licen[sc]e|"
    r"permit)|\boperator'?s'? licen[sc]e|\bclass [abcm1-4]\b[^.;]{0,30}\blicen[sc]e|\blicen[sc]e to drive|"
    r"\bchauffeur'?s|\bcommercial driver|\bcdl\b"
)
_BAR = re.compile(
    r"\badmitted to (?:the )?practice (?:law )?(?:before|in|by) (?:the )?(?:[\w]+ ){0,3}courts?\b|"
    r"\bstate bar\b|\bthe bar\b|\badmi(?:ssion|tted) to (?:the )?practice (?:of )?law|\bbar (?:association|"
    r"membership|of)\b|\blicensed to practice law|\bpractice law in\b"
)
_AS = re.compile(
    r"\b(?:registration|certification|certificate|licen[sc]e|licensure|licensed|registered|certified|status|"
    r"credentials?|eligibility|recognition|credentialed)\b(?:[^,;.()]{0,60}?)\s+as\s+(?!determined|"
    r"evidenced|required|defined|prescribed|specified|issued|provided|needed|applicable)(?:(?:an|a|the|"
    r"either an?|being an?)\s+)?(?P<t>[^,;.()]+?(?:,? (?:or|and/or) (?:as )?(?:an? )?[^,;.()]+?)?)"
    r"(?=\s+(?:with|issued|by|in (?:the |accordance|california|any|good)|from|through|granted|under|within|"
    r"at|is|are|may|must|as determined|for|prior|before|who|which|that|recognized)\b|[,;.()]|$)"
)
_TITLE = re.compile(r"\bto use the title of \"?(?P<t>[^\"“”]+?)\"?(?=\s+(?:under|in|by|as|issued)\b|\"|[,;.]|$)")
_ISSUER = re.compile(
    r"\b(?:issued|granted|recognized|awarded|approved|administered|conferred|provided)\s+(?:by|from|"
    r"through)\s+(?:the\s+|an?\s+)?(?P<i>(?:[^;.]|\.(?=\w))+?)(?=\s+(?:is|are|at|and (?:a|an|one|possession|"
    r"which|must|meet|have|be|maintain|hold)|prior|before|or (?:by|eligib|a |an )|which|that|within|"
    r"required|in accordance|as evidenced|may|must|will|to practice)\b|[;.(]|$)"
)
_WITH_BOARD = re.compile(
    r"\b(?:with|from|by) the (?P<i>[^;.,]*?\b(?:board|department|commission|bureau|agency|association|"
    r"council)\b[^;.]*?)(?=\s+(?:is|are|at|in|and (?:an?|possess\w*|must|is|are|have|hold|one|two|\d)|prior|which|"
    r"within|required)\b|[;.(]|$)"
)
_STATE = re.compile(
    r"\b(?:in|of|by) (?:the )?(?P<i>state of [a-z]{2,}(?: (?:york|jersey|mexico|hampshire|carolina|dakota|"
    r"virginia|island))?)\b|\bcurrent (?P<j>state of \w+)"
)
_VALID = re.compile(r"\bvalid\b")
_CURRENT = re.compile(r"\bcurrent(?:ly)?\b|\bactive\b")
_HIRE = re.compile(
    rf"\b(?:within|in)\s+(?P<n>{DURATION_PLAIN})\s+(?:of|after|from|following)\s+(?:the\s+|"
    r"their\s+)?(?:date of\s+)?(?:initial\s+|original\s+)?(?:hire|hiring|appointment|employment|assignment|"
    r"the hire date|entry|being hired)"
)
_WHEN = re.compile(
    r"\b(?:prior to|before|at the time of|by the time of|at|by|upon|"
    r"for) (?:the time of )?(?:being )?(?:considered )?(?:eligible for )?(?:permanent |an )?(?:appointment|"
    r"hire|hiring|employment)\b"
)
_LOOSE = re.compile(
    r"\b(?:not|unless|waived?|if|agency is required|any applicant|no person|verify|employees (?:are|must)|"
    r"trainees?|within (?:the )?prescribed|or (?:be )?(?:able|eligible)|in lieu|following)\b|^(?:however|"
    r"prior|after|before|note|important|all |employees|individuals?)\b|^.{260,}$"
)
_NAME_NOISE = re.compile(
    r"(?i)^(?:(?:possession of|possess(?:es)? and maintain|posses(?:s|ses)?|hold(?:s)?|have|has|having|must|"
    r"be|obtain|maintain|shall|will|should|require[sd]?|retain|keep|and|either|the|a|an|any|valid|current|"
    r"currently|active|unrestricted|appropriate|full|permanent|"
    r"eligible for|membership in|certification as|registration as|applicants?|candidates?|incumbents?|you|"
    r"at least|one of the following|and/or|or|also|secure|acquire|employees?|trainees?|required|"
    r"prior to (?:employment|appointment|hire)|before (?:employment|appointment|hire)|"
    r"within [\w ()]{3,30} of (?:hire|employment|appointment)|at the time of (?:hire|appointment|"
    r"application)|upon (?:hire|appointment)|by|in|of|to|ability to|eligibility for|continued|"
    r"regular)\b[\s,:]*)+"
)
_NAME_END = re.compile(
    r"\s(?:issued|granted|awarded|recognized by|approved by|is\b|are\b|as (?:required|evidenced|determined|"
    r"an?\b)|from\b|in the state\b|in (?:good|accordance|california|this|compliance)|prior\b|before\b|"
    r"within\b|at (?:the )?(?:time|date)|at\b|by\b|under\b|which\b|that\b|or (?:obtain|the ability|be able|"
    r"eligib|ability|must)|"
    r"required\b|may\b|must\b|will\b|with (?:the|a|an|appropriate|proper|any)\b|for (?:the )?(?:operation|"
    r"state|use|appointment|those|some|positions?)|upon\b|to (?:practice|operate|drive|be|perform)|during\b|"
    r"throughout\b|valid\b|and (?:a good|maintain|a safe|an? acceptable|must|have|possess)|(?:if|when|"
    r"where)\b)|[;(.]|,\s(?:and|or|issued|which|as|where|if|with|is|must)|$"
)
_PRACTICE = re.compile(
    r"\blegal requirements (?:for the practice of \w+|to practice (?:as (?:an? )?)?[a-z ]+?"
    r"(?=\s+(?:in|as|within|issued)\b|[,;.(]|$))"
)


#: "All classes require active membership in the Bar" asks it of this class as of the others.
_OF_ALL = re.compile(
    r"(?:all|each) (?:class(?:es)?|levels?|classifications?)(?: (?:in|of) (?:this|the) series)? requires? "
)


def read(passage: Passage) -> License:
    """The credential a phrase asks for: its name or names, kind, issuer, and when it must be held."""
    plain = passage.plain
    if of_all := _OF_ALL.match(plain):
        asked = read(passage[of_all.end() :])
        return msgspec.structs.replace(asked, quote=passage.quote(), spans=passage.spans())
    kind = _kind(plain)
    names = _names(passage, kind)
    hire = _HIRE.search(plain)
    when = "appointment" if not hire and _WHEN.search(plain) else None
    doubt = None if names or kind == "driver" else "the name of the credential was not found. What is it called?"
    if not doubt and _LOOSE.search(plain):
        doubt = "this may be more than a plain credential. What exactly must be held, and by whom?"
    if names and max(len(name.split()) for name in names) > 16:
        doubt = "the name of the credential is unusually long. What is it called?"
    doubt = doubt or _residue(passage, names, kind)
    return License(
        name=names[0] if len(names) == 1 else (tuple(names) or None),
        kind=kind,
        issuer=_issuer(passage),
        valid=bool(_VALID.search(plain)),
        current=bool(_CURRENT.search(plain)),
        within_months_of_hire=months_in(hire["n"]) if hire else None,
        when=when,
        quote=passage.quote(),
        spans=passage.spans(),
        doubt=doubt,
    )


def _kind(plain: str) -> LicenseKind:
    if _DRIVER.search(plain):
        return "driver"
    if _BAR.search(plain):
        return "bar"
    for word, kind in (
        ("registration", "registration"),
        ("registered as", "registration"),
        ("licens", "license"),
        ("licenc", "license"),
        ("1icense", "license"),
    ):
        if word in plain:
            return kind  # type: ignore[return-value]
    if re.search(r"\beligib", plain) and not re.search(r"certificat|licens", plain):
        return "eligibility"
    if re.search(r"certif|rating|credential|permit|card|diploma|designation", plain):
        return "certificate"
    return "license"


def _names(passage: Passage, kind: LicenseKind) -> list[str]:
    plain = passage.plain
    if kind == "bar":
        found = _BAR_NAME.search(plain)
        name = passage.text[found.start() : found.end()].strip() if found else _trimmed(passage)
        return [re.sub(r"^(?:The|the) (?=State Bar of)", "", name)]
    if practice := _PRACTICE.search(plain):
        return [passage.text[practice.start() : practice.end()]]
    for pattern in (_TITLE, _AS):
        found = pattern.search(plain)
        if found and kind != "driver":
            return _list(passage.text[found.start("t") : found.end("t")])
    named = [name for name in _list(_trimmed(passage)) if name]
    purpose = _PURPOSE.search(plain) if len(named) == 1 and _GENERIC.fullmatch(named[0]) else None
    if purpose is None or purpose.lastgroup is None:
        return named
    return [passage.text[purpose.start(purpose.lastgroup) : purpose.end(purpose.lastgroup)].strip(" ,.")]


_BAR_NAME = re.compile(
    r"(?:the )?state bar(?: of [a-z]+)?|supreme court(?: of [a-z]+)?|bar of (?:the )?(?:state of )?[a-z ]+|"
    r"admi(?:ssion|tted) to (?:the )?practice (?:of )?law(?: in [a-z ]+?"
    r"(?=\s+(?:for|at|prior|or|and|by|with)\b|[,;.(]|$))?"
)
_GENERIC = re.compile(
    r"(?i)(?:licen[sc]es?|licensure|licensed|certifi(?:cates?|cations?|ed)|registration|registered|"
    r"permits?|credentials?|such|cards?|admitted|admission|eligible)"
)
#: What a credential without a name of its own is for, behind its issuer.
_PURPOSE = re.compile(
    r"\bto practice as (?:an? )?(?P<t>[^,;.(]+?)(?=\s+(?:in|is|at|with|prior)\b|[,;.(]|$)|"
    r"\b(?P<u>(?:licen[sc]e|certificate|permit|admission|certification) to "
    r"(?:operate|drive|handle|apply|practice) [^,;.(]+?)"
    r"(?=\s+(?:is|at|prior|within|issued|before|in|for)\b|[,;.(]|$)|"
    r"\b(?P<v>certificate in the [^,;.(]+?)(?=\s+(?:is|at|prior|within|issued|before)\b|[,;.(]|$)"
)


def _trimmed(passage: Passage) -> str:
    lead = _NAME_NOISE.match(passage.text)
    start = lead.end() if lead else 0
    credential = re.search(
        r"\b(?:licen[sc]es?|licensure|certificates?|certifications?|registration|credentials?|permit|rating|"
        r"endorsement|card|membership|designation)\b",
        passage.plain[start:],
    )
    end = _NAME_END.search(passage.plain, start + (credential.end() if credential else 0))
    if credential:
        return passage.text[start : _name_stop(passage.plain, start + credential.end())].strip(" ,.")
    return passage.text[start : end.start() if end else len(passage)].strip(" ,.")


_MORE = re.compile(
    r"\s+(?:in|of)\s+(?!(?:the |accordance|good|california|state))[^,;.(]+?(?=\s+(?:issued|from|by|is|prior|"
    r"within|and|at|as|or|with|required|under)\b|[,;.(]|$)"
)
_PRACTISE = re.compile(
    r"\s+(?:to practice|authorizing(?: the)?(?: service as| practice of| (?=\w+ \w+ service))?|"
    r"authorizing the holder to)\s+[^,;.(]+?(?=\s+(?:in|issued|from|by|as (?:determined|an? )|with|under|is|"
    r"at)\b|[,;.(]|$)"
)
_CATEGORY = re.compile(r",?\s+(?:category|class|grade|level|type)\s+[a-z0-9]{1,3}\b")
_SPECIALIZED = re.compile(
    r"\s+with (?:an? )?(?:specialization|specialty|emphasis|major) in\s+[^;.(]+?(?=,?\s+or\s+(?:an? )?(?:[\w-]+ ){0,3}"
    r"(?:credential|certificate|licen[sc]e|permit|life diploma)\b|\s+(?:issued|granted|from)\b|[;.(]|$)"
)
_LIFE_DIPLOMA = re.compile(
    r",?\s+or\s+(?:(?:an? )?(?:equivalent )?credential\s+or\s+)?(?:an? )?life diploma(?: of equivalent authorization)?"
)
_OR_ANOTHER = re.compile(
    r",?\s+or\s+(?:an?\s+)?(?:[\w()'-]+\s+){0,5}?(?:licen[sc]e|certificate|certification|registration|"
    r"credential|permit|rating)\b(?: of (?:equal|higher|or| )+level)?"
)


def _name_stop(plain: str, at: int) -> int:
    """A name runs over "in nursing" and over "or a similar license"."""
    for pattern in (_PRACTISE, _CATEGORY, _MORE, _SPECIALIZED, _OR_ANOTHER, _LIFE_DIPLOMA):
        found = pattern.match(plain, at)
        if found:
            at = found.end()
    return at


def _list(text: str) -> list[str]:
    """ "a Licensed Social Worker or Licensed Clinical Social Worker" names two; adjectives alone do not."""
    pieces = re.split(r",?\s+(?:or|and/or)\s+(?:as\s+)?(?:(?:an?|the)\s+)?(?=\S+\s\S|[A-Z])", text)
    bare = [re.sub(r"(?i)^(?:an?|the|either|valid|current)\s+", "", piece.strip(' ,."“”')) for piece in pieces]
    return [piece for piece in bare if piece]


def _issuer(passage: Passage) -> str | None:
    for pattern in (_ISSUER, _STATE, _WITH_BOARD):
        found = pattern.search(passage.plain)
        if found:
            group = "i" if found["i"] else "j"
            return passage.text[found.start(group) : found.end(group)].strip(" ,")
    return None


_NO_NAME = re.compile(
    r"\b(?:must|shall|may|will|who|whom|which|that|is|are|was|were|has|have|been|pass(?:ing)?|approved|"
    r"persons?|by an?|while|y\.?o|able to|upon|he|she|they|degree|experience|social security|"
    r"department shall|completion|apprenticeship)\b|\d+ ?(?:years?|months?|yrs?|y)\b|[:;]"
)
_NAMED_CREDENTIAL = re.compile(
    r"\b(?:licen[sc]|certif|registr|registered|credential|permit|rating|endorse|card\b|member|designat|"
    r"bar\b|eligib|admi(?:tted|ssion)|fellow|associate|qualification|status|cdl\b|diploma|engineer|"
    r"[A-Z]{2,5}\b)",
    re.IGNORECASE,
)
_UNDERSTOOD = re.compile(
    r"\b(?:as (?:required|determined|defined|evidenced|set forth|specified|amended|provided) (?:by|in|under|"
    r"for)?[^,;]*|(?:issued|granted|recognized|awarded|approved|administered|conferred|provided|accredited|"
    r"accepted|required|administered|sponsored) (?:by|from|through)[^;]*"
    r"|in (?:good standing|accordance with[^;]*|the state[^,;]*|this state|compliance with[^;]*|(?:the |"
    r"their )?(?:state of residence|state in which[^;]*)|any state[^,;]*)|(?:with|from|by|to|for|under|of|"
    r"in|through) (?:the )?(?:(?:state|board|department|commission|county|city|american|national|california|"
    r"united states|united|u\.s\.)\b(?:(?! in (?:\w+ ){1,3}or )[^;])*)"
    r"|(?:at|by|prior to|before|upon|within|throughout|during|while|for)\b[^;]*\b(?:appointment|hire|hired|"
    r"hiring|employment|employed|application|filing|assignment|probation\w*(?: period)?|residence|duration|"
    r"date|assigned|months?|years?|days?|residency|completion|duties|work|operation|position)\b"
    r"|with (?:an? |the )?(?:[\w/-]+ ){0,4}(?:endorsements?|record|rating|restrictions?)\b|or (?:its |an? |"
    r"the )?(?:equivalent|comparable|similar|higher|another|temporary)\b[^,;]*|to (?:practice|operate|drive|"
    r"teach|perform|use|serve|be|become|provide)\b[^;]*|of (?:an? |the )?(?:appropriate )?(?:class|type|"
    r"level|grade)\b[^;]*"
    r"|authorizing[^,;]*|in (?:the )?(?:[\w-]+ )?practice of[^,;]*|duly|under the (?:laws|provisions)[^;]*|"
    r"and (?:to )?(?:maintain|be able to maintain|remain)[^;]*|class (?:\w|i+)(?: or \w)?|which[^;]*|"
    r"required|necessary|mandatory|also|maintain(?:ed)?|time of)\b|\([^)]*\)"
)
_LEAD_WORDS = frozenset(
    "valid current currently active unrestricted appropriate full permanent temporary possess possession "
    "possesses hold holds holding obtain maintain retain keep secure acquire eligible eligibility "
    "membership certification certified registration registered licensed licensure "
    "license licence certificate credential permit least one following ability able continued regular "
    "state professional national legal required requires least least proof evidence received successful "
    "successfully completion complete class driver drivers driver's operator's operators motor vehicle "
    "california angeles los city county new york texas commercial insurance insurable must do so not later "
    "qualification admission admitted member status as either "
    "two recognized equivalent legally satisfactory clear clean good standing acceptable "
    "driving record safe".split()
)


def _residue(passage: Passage, names: list[str], kind: LicenseKind) -> str | None:
    """What a phrase says beyond name, issuer and date: a doubt when it is much, or when the name is no name."""
    if kind != "driver" and len(names) == 1 and _GENERIC.fullmatch(names[0]):
        return "the credential is not named. Which is meant?"
    for name in names:
        if kind != "driver" and (found := _NO_NAME.search(name.lower())):
            return f"“{found.group()}” stands in what was taken as the name of a credential. What exactly must be held?"
    scanner = Scanner(passage)
    for name in names:
        at = scanner.rest.find(name.translate(str.maketrans("’‘–—", "''--")).lower())
        if at >= 0:
            scanner.blank(at, at + len(name))
    scanner.take_all(_UNDERSTOOD)
    left = [word for word in scanner.leftover() if word not in _LEAD_WORDS]
    if not _NAMED_CREDENTIAL.search(passage.text):
        return "no credential was recognised here. What must be held?"
    return not_understood(left) if len(left) > (4 if kind == "driver" else 1) else None
