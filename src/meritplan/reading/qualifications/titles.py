"""Classes that an experience phrase names, as the job held or as the level of the work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from meritplan.reading.passage import Passage

_STOP = re.compile(
    r"\s(?:in(?! charge)|with(?:in)?|performing|perform|working|who|whom|which|that|at|whose|having|"
    r"responsible|supervising|involved|involving|gained|providing|immediately|continuously|practicing|"
    r"practising|"
    r"conducting|engaged|doing|for|where|while|under|during|on(?! [A-Z])|from|including|assigned|designated|"
    r"receiving|requiring|using|operating|managing|directing|"
    r"planning|developing|preparing|administering|coordinating|handling|processing|after|before|by|is|are|"
    r"as well|to|must|shall|if|when|making|leading|over|above|exclusive|excluding|other than|prior|beyond|"
    r"through|into|since|"
    r"and (?:supervising|performing|including|which|who|have|has|must|with|in|as an?|be|\d)|or (?:in|at|as|"
    r"performing|other|any|an?\s+(?:similar|comparable|equivalent|class|position|higher|related|closely)|"
    r"above|higher|equivalent|comparable|similar|equal|its equivalent|better|one year|two years|three years|"
    r"six months|\w+ (?:years?|months?) ))\b|[.:](?:\s|$)|\s\[|\*|$|\s\("
)
_SEMICOLON = re.compile(r";\s*(?=(?:or\s+|and\s+)?[a-z])")
_SPLIT = re.compile(
    r"(\s*;\s*(?:or|and|and/or)?\s*|,?\s+(?:and\s*/\s*or|or)\s+(?:(?:an?|the|as an?|that of an?|"
    r"of an?)\s+)?|,\s+(?:(?:an?)\s+)?(?=\S))",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?i)\s+(?:grade )?level(?:s)?(?: of this series| or (?:higher|above))?$|\s+or (?:higher|above)$|"
    r",?\s+class code \d+|\s+class$|\s+position$"
)
_AFFIX = re.compile(
    r"^(?:range [a-z]\b|department|division|board\b|bureau|office of|commission|caltrans|california|"
    r"youth authority|state compensation|public utilities|water resources|"
    r"correctional|caL/osha|cal/|energy|ii?i?v?\b|employment development|franchise tax|health|developmental|"
    r"various|parks|"
    r"forestry|highway patrol|motor vehicles|mental health|veterans|social services|general services|"
    r"insurance|military|corrections|"
    r"air resources|(?:specialist|supervisor|supervisory|managerial|technical|safety|confidential)\)?$|"
    r"u\.s\.|los angeles|city|county|level|grade)",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?i)^(?:class|classes|position|positions|result|whole|part|team|group|condition|primary|full|major|"
    r"minimum|substitute|requirement|means|basis|combination|defined|"
    r"described|specified|determined|required|noted|stated|above|follows|well|outlined|evidenced|assigned|"
    r"needed|indicated|listed|permanent|regular|paid|set|an?|the|one|volunteer|such|other|responsible|"
    r"those|that|full-time|part-time|journey[- ]?level|subdivision|fortune|requirement|pattern|group|"
    r"section|item|paragraph|state|california|u\.?s\.?|in|experience|any|some|duties|work|permitted|"
    r"appropriate|either)$"
)

_LEVEL = re.compile(
    r"\bat (?:or above )?the (?:rank|grade|rating) of (?:an? |the )?|"
    r"(?:\b(?:in|performing(?: the)?|of|with|at)\s+(?:(?:the |an? )?(?:duties|work|positions?|class(?:es|"
    r"ification)?|level)\s+)*(?:of\s+|in\s+|which (?:is|are)\s+|that (?:is|are)\s+)?(?:an? |any |"
    r"the )?(?:class(?:es)?\s+|positions?\s+|duties\s+)?(?:with |which is |that is )?)?"
    r"(?:\b(?:at|of|with) (?:least )?(?:at )?(?:an? |the )?(?:same |substantially |comparable |"
    r"equivalent )?levels?(?: and (?:scope|complexity|responsibility))?(?: of responsibilit(?:y|ies)|"
    r" of difficulty(?: and responsibility)?| of work)?,?\s*(?:which is |that is )?"
    r"(?:(?:at least |substantially )?(?:equal|equivalent|comparable|similar|commensurate)(?: in (?:level|"
    r"responsibility))?\s+(?:to|with)|not less than|no less than|not lower than|(?:not |no )?lower than|"
    r"at or above|or above|as|of)?"
    r"|(?:substantially |at least |closely )?(?:equal|equivalent|comparable|similar|"
    r"commensurate)(?:,? (?:in|and) (?:the )?(?:level|scope|responsibilit(?:y|ies)|complexity|difficulty|"
    r"duties|nature|kind|type|degree|rank|work|and|or|of|,|\s)+)?\s+(?:to|with|of(?= an? [a-z]))"
    r"|(?:at |in )?(?:a |an )?(?:class |position |level |grade )?(?:not (?:lower|less|below)|no (?:lower|"
    r"less)|equal or higher) than(?: in level (?:to|of))?)"
    r"\s*(?:at least )?(?:(?:that|those|the duties|the level|the work|duties|the responsibilities|"
    r"responsibilities|one|work|experience)\s+)?(?:(?:performed|required|assigned|expected|found|described|"
    r"involved|obtained|attained|provided|specified|exercised|possessed|is|are|normally|"
    r"typically)\s+)*(?:(?:of|by|at|in|for|through)\b)?\s*"
    r"(?:the |an? |either an? |either |any )*(?:level of (?:an? |the )?|class(?:es)? of (?:an? |the )?|"
    r"duties of (?:an? |the )?|position of (?:an? |the )?|(?:state )?class(?:es)? (?:of )?)?"
)
_NAMED_LEVEL = re.compile(
    r"\b(?:at|of|to|in|or above|above|to that performed at|"
    r"performed at)\s+(?:or above\s+)?the\s+(?P<t>[A-Z][\w'&./()-]*(?:,? (?:[A-Z][\w'&./()-]*|of|and|for|"
    r"the))*)\s+level\b"
)
_DUTIES = re.compile(
    r"\b(?:performing|perform|doing|performed|carrying out|performance of|assigned)\s+(?:(?:all |"
    r"any )?(?:of )?the |full range of |journey[- ]level |"
    r"the full range of )*duties\s+(?:(?:and responsibilities )?(?:of|as|comparable to those of)|"
    r"in the class(?:es)? of)\s+(?:the class(?:es)? of\s+|either\s+)?(?:an? |the |any )?"
    r"|\bin (?:the|an?|one of the|either of the|either the) (?:class(?:es)?|"
    r"classifications?)(?: titles?)?(?: series)? (?:of|as)\s+(?:an? |the )?"
    r"|\bin (?:the|an?) positions? as\s+(?:an? |the )?|\bin the capacity of (?:an? |the )?"
)
_AS = re.compile(
    r"\b(?:(?:serving|employed|working|experience|service|employment|served|appointed|duties)\s+(?:solely |"
    r"primarily )?)?as\s+(?:either\s+)?(?:an?|the|a full-time(?:,? paid)?|any)\s+|\bas\s+(?=[A-Z])|"
    r"\bas\s+(?=(?:[a-z-]+\s){0,3}(?:officers?|directors?|managers?|supervisors?|engineers?|nurses?|"
    r"teachers?|analysts?|technicians?|clerks?|secretar(?:y|ies)|administrators?|coordinators?|specialists?|"
    r"inspectors?|operators?|mechanics?|attorneys?)\b)"
)
_COMPARABLE = re.compile(
    r",?\s*\b(?:or|and)\s+(?:(?:in|as|at|performing|of)\s+)?(?:an?|any|other|another|some other|its|the|"
    r"one of|his/her)?\s*(?:(?:duties|class|classes|position|positions|title|level|job|work|experience|"
    r"service|capacity|role)\s*)?(?:(?:of|at|in|with|which is|that is|is|or|,)\s*)*(?:an?\s+|the\s+)?"
    r"(?:similar|comparable|equivalent|equal(?: or higher)?|higher|closely related|related|at that level|"
    r"at the same level|at least at that level|that level)\b(?:\s+(?:or higher )?(?:class(?:es|ification)?|"
    r"position|level|title|capacity|responsibility|role|or|related|work|duties|field))*"
    r"(?:\s+(?:with|of) (?:comparable|similar|equivalent|that)\s+\w+)?"
)


_NO_CLASS = re.compile(
    r"(?i)\b(?:company|companies|corporation|agency|agencies|organization|zoo|facility|facilities|systems|"
    r"university|college|degree|school|program|industry|firm|standards?|requirements?|law|act|code)$|"
    r"^(?:the )?(?:los angeles|city of|county of|state of|united states)"
)
_EXCLUDED = re.compile(r"[,(]?\s*(?:exclusive of|excluding|other than|not including)\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """The classes found in a phrase and the stretches of it that name them."""

    classes: tuple[str, ...] = ()
    level_of: tuple[str, ...] = ()
    or_comparable: bool = False
    stretches: tuple[tuple[int, int], ...] = ()


def find(passage: Passage) -> Named:
    """Class titles in an experience phrase: those held, and those whose level the work must have."""
    out = _EXCLUDED.search(passage.plain)
    if out:
        passage = passage[: out.start()]
    level, stretches = _levels(passage)
    held, more = _held(passage, stretches)
    comparable = _COMPARABLE.search(passage.plain)
    if comparable and (held or level) and not any(a <= comparable.start() < b for a, b in stretches):
        more = [*more, comparable.span()]
    return Named(
        classes=tuple(held),
        level_of=tuple(level),
        or_comparable=bool(comparable) and bool(held or level),
        stretches=tuple(stretches + more),
    )


def _levels(passage: Passage) -> tuple[list[str], list[tuple[int, int]]]:
    found: list[str] = []
    stretches: list[tuple[int, int]] = []
    for match in _LEVEL.finditer(passage.plain):
        if match.end() >= len(passage) or not (
            _is_capital(passage.text, match.end()) or _names_role(passage.plain, match.end())
        ):
            continue
        titles, end = _titles(passage, match.end())
        if titles:
            found += [title for title in titles if title not in found]
            stretches.append((match.start(), end))
    if not found:
        for match in _NAMED_LEVEL.finditer(passage.text):
            found.append(match["t"])
            stretches.append(match.span())
    return found, stretches


def _held(passage: Passage, taken: list[tuple[int, int]]) -> tuple[list[str], list[tuple[int, int]]]:
    found: list[str] = []
    stretches: list[tuple[int, int]] = []
    aside = re.search(r",\s+including\b", passage.plain)
    for pattern in (_DUTIES, _AS):
        for match in pattern.finditer(passage.text if pattern is _AS else passage.plain):
            if any(a <= match.start() < b for a, b in [*taken, *stretches]) or match.end() >= len(passage):
                continue
            if aside and pattern is _AS and match.start() > aside.start():
                continue  # "..., including experience as a witness" names no class for the whole
            titles, end = _titles(passage, match.end())
            if titles:
                found += [title for title in titles if title not in found]
                stretches.append((match.start(), end))
    return found, stretches


_ROLE = re.compile(
    r"(?:[a-z-]+\s){0,3}(?:officer|director|manager|supervisor|engineer|nurse|analyst|technician|clerk|"
    r"administrator|coordinator|specialist|inspector|operator|mechanic|attorney|\w*master|chief|captain|"
    r"lieutenant|sergeant|journey(?:man|person|worker)|foreman|superintendent|accountant|auditor|librarian)s?\b"
)


def _names_role(plain: str, at: int) -> bool:
    """ "equivalent to an assistant roadmaster": a lower-case title behind an article."""
    return bool(re.search(r"\b(?:an?|the)\s+$", plain[:at])) and bool(_ROLE.match(plain, at))


def _is_capital(text: str, at: int) -> bool:
    return text[at].isupper() or (text[at] in "\"“'" and at + 1 < len(text) and text[at + 1].isupper())


def _titles(passage: Passage, start: int) -> tuple[list[str], int]:
    capital = _is_capital(passage.text, start)
    end = _stop(passage, start)
    end = _end_of_titles(passage, start, end, capital=capital)
    text = passage.text[start:end].strip(" ,;")
    members = [member for member in _members(text) if member]
    members = [member for member in members if not _GENERIC.match(member)]
    if not members:
        return [], start
    if _NO_CLASS.search(members[0].split(",")[0]):
        return [], start
    if not capital and (
        len(members[0].split()) > 8
        or re.match(
            r"(?i)(?:class|position|part|result|condition|minimum|substitute|whole|means|team|group|primary|"
            r"principal function|this|that|comparable|function|major|major part|significant)s?\b",
            members[0],
        )
    ):
        return [], start
    return members, end


def _stop(passage: Passage, start: int) -> int:
    """Where the titles must end; "(Engineering)" behind a title belongs to it."""
    at = start
    while stop := _STOP.search(passage.text, at):
        bracket = re.match(r"\s\((?:[A-Z]|formerly)[^)]{2,70}\)", passage.text[stop.start() :])
        if not bracket:
            return stop.start()
        at = stop.start() + bracket.end()
    return len(passage)


def _end_of_titles(passage: Passage, start: int, end: int, *, capital: bool) -> int:
    """A list of capitalised titles ends where a member starts in lower case."""
    if not capital:
        comma = re.search(r",\s(?!(?:or|and|an?)\b)(?=\w+ing\b)|;|\sof the\s", passage.plain[start:end])
        return start + comma.start() if comma else end
    for gap in re.finditer(
        r"[,;]\s+(?:(?:or|and|and/or)\s+)?(?:an?\s+|the\s+)?|\s(?:or|and/or)\s(?:an?\s+|the\s+|"
        r"that of an?\s+|in the class of\s+)?",
        passage.text[start:end],
    ):
        at = start + gap.end()
        if at < end and not (passage.text[at].isupper() or passage.text[at].isdigit()):
            return start + gap.start()
    return end


#: "Chief, Food and Drug Branch": the office belongs to the title.
_HEAD_OF = re.compile(
    r"(?:(?:Assistant|Deputy|Associate) )?(?:Chief|Director|Administrator|Superintendent|Manager|Head)"
)


def _plain_comma(parted: str) -> bool:
    return parted.startswith(",") and "or" not in parted.lower()


def _members(text: str) -> list[str]:
    """The titles of a list; "Project Manager I, II, or III" gives three, "Engineer, Caltrans" is one."""
    pieces: list[str] = []
    split = _SPLIT.split(text.replace("\ufffd", " "))
    for piece, parted in zip(split[::2], ["", *split[1::2]], strict=True):
        bare = re.sub(r"(?i)^(?:(?:or|and|an?|the)\s+)+", "", piece.strip(" ,;")).strip()
        bare = _TRAILING.sub("", bare)
        if not bare or re.match(r"(?i)class code \d", bare):
            continue
        if pieces and re.fullmatch(r"(?:I{1,3}|IV|V|VI{0,3}|[A-D1-5])", bare):
            pieces.append(re.sub(r"\s+(?:I{1,3}|IV|V|VI{0,3}|[A-D1-5])$", "", pieces[-1]) + " " + bare)
        elif pieces and _plain_comma(parted) and (_AFFIX.match(bare) or _HEAD_OF.fullmatch(pieces[-1])):
            pieces[-1] = f"{pieces[-1]}, {bare}"
        else:
            pieces.append(bare)
    return _shared_noun(pieces)


def _shared_noun(pieces: list[str]) -> list[str]:
    """ "assistant or associate curator" is an assistant curator and an associate curator."""
    made = list(pieces)
    for index in range(len(made) - 2, -1, -1):
        words = made[index + 1].split()
        if (
            re.fullmatch(
                r"(?i)assistant|associate|senior|junior|social|deputy|chief|principal|supervising", made[index]
            )
            and len(words) > 1
        ):
            made[index] = f"{made[index]} {words[-1]}"
    return made
