"""Work: how long, of what kind, in which class, for whom, and which part of it."""

from __future__ import annotations

import re
from functools import cache
from re import Match

import msgspec

from meritplan.model import Experience, Option
from meritplan.model.span import Span
from meritplan.reading.passage import Passage
from meritplan.reading.qualifications import lexicon, titles
from meritplan.reading.qualifications.quantities import DURATION, DURATION_PATTERN, DURATION_PLAIN, Duration, duration
from meritplan.vocabulary import numbers
from meritplan.vocabulary.numbers import NUMBER

_MUST = r"(?:must|shall|should|will|has to|have to|may|is to|needs to|being|having|was|were|is|are)"
_PART = re.compile(
    r"[,;:]?\s*[(\[]?\s*(?:and\s+|with\s+(?!at least|a minimum|not less))?(?:(?P<wrap>of which|"
    r"which (?:must|shall|should) (?:have )?included?|which includes?|including|to include|must include|"
    r"must have included|shall have included|shall include|and must include|included?(?= at least)|with|"
    r"that includes?|inclusive of)\s*,?\s*)?"
    rf"{DURATION}(?P<own>\s*(?:of\s+)?(?:which|whom|this (?:required )?(?:experience|time|work|period)|"
    r"that experience|the (?:required |total |qualifying |general )?experience|these(?: years)?|"
    r"said experience)\b|(?=\s+(?:must|shall) have (?:been|included?|involved|consisted)\b))?"
)
_ONE_OF_WHICH = re.compile(
    rf"[,;]?\s*[(\[]?\s*(?:and\s+)?(?:at least\s+)?(?P<n>{NUMBER}) of (?:(?:which|these years)\s+(?:{_MUST}|"
    rf"in|as|at)\b|them\b|those years\b|the (?:{NUMBER}|required) years\b)"
)
_VERB = re.compile(
    r"^[\s,]*(?:of (?:the )?(?:experience|work|"
    rf"service)\s+)?(?:{_MUST}\s+)?(?:also\s+)?(?:have\s+)?(?:been\s+|be\s+|include[ds]?\s+|involve[ds]?\s+|"
    r"contain(?:ed)?\s+|consist(?:ed)? of\s+|comprised? of\s+)*"
)
_MAY = re.compile(r"^[\s,]*may\s+(?:be|have been|include|consist|have)\b")
_IF_REQUIRED = re.compile(r"\bif required by the (?:institution|university|employer|agency|employing \w+)\b")
_IF_REQUIRED_WORDS = re.compile(r"(?i)\bif required by the \w+(?: \w+)?$")

_EXPERIENCE = re.compile(r"\b(?:experience|experienced)\b")
_FULL_TIME = re.compile(r"\bfull-?\s?time\b")
_PAID = re.compile(r"\bpaid\b(?! or (?:volunteer|unpaid)|/(?:volunteer|unpaid))")
_NOT_PAID = re.compile(r"\b(?:volunteer|unpaid)\b")
_RECENT = re.compile(
    r"\b(?:within|in|during) the (?:last|past|preceding|previous|most recent|immediately preceding|ten|"
    rf"five)\s*(?P<n>{NUMBER}|ten|five|three|two)?(?:-?\s*)(?P<unit>years?|"
    r"months?)(?: (?:immediately )?(?:preceding|prior to|before)[^,;.]*)?"
)
_SUPERVISORY = re.compile(
    r"\bsupervis(?:ory|orial)(?! (?:or|and/or|,|/)| and (?:administrative|managerial|professional))\b|"
    r"\bsupervisor(?:y)? (?:position|capacity)|\b(?:first|second|third)[- ]level supervisor|"
    r"\bsupervising (?!the (?:care|collection|maintenance|construction|operation|installation|repair|design|"
    r"preparation)|recreation of|and coordinating the)|"
    r"\bsupervision of(?! the (?:care|maintenance|construction|repair))|\b(?:line or project|direct|staff|"
    r"personnel|employee) supervision\b|\bin (?:a )?supervis"
)
_NO_SUPERVISION = re.compile(
    r"\b(?:supervisory|supervision)(?:,| or| and/or)|\bunder (?:\w+ ){0,2}supervision|non-?supervisory|supervision or"
)
_EXTENT = re.compile(rf"\((?P<lead>more than|over|at least|a minimum of)?\s*(?P<n>{NUMBER})(?: or more)? years\)")
_ALARM = re.compile(
    r"\b(?:bachelor|baccalaureate|master)'?s?'? degree|\bgraduation from|\bhigh school (?:diploma|graduat)|"
    r"\bsubstitut|\bsemester\b|\bquarter units|"
    r"\b(?:must|shall) (?:possess|also|hold|be|have(?! (?:included|involved|consisted|provided|demonstrated|"
    r"required|developed|covered)\b))\b|"
    rf"\b(?:or|and|including|plus) (?:at least )?(?:{DURATION_PLAIN})|\b(?:{DURATION_PLAIN}) (?:of|as|in|"
    r"experience)\b|\bpossession of\b|\bmay be\b|,\s(?:and )?(?:an? )?(?:thorough |working |good |"
    r"considerable |extensive )?(?:knowledge|understanding) of\b"
)
_EDGE_WORDS = re.compile(
    r"(?i)^(?:[\s,;:.-]|(?:and|or|of|in|with|the|an?|as|either|to|at|for|is|performing(?= (?:in|the)\s*$)|"
    r"required|which|that|experience)\b(?=[\s,;:.]))+|(?:[\s,;:.(-]|\b(?:and|or|of|in|with|the|an?|as|to|at|"
    r"for|which|that|is|required|performing|either)\b)+$"
)


@cache
def _quality() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z-])(?:" + "|".join(lexicon.load("experience")["qualities"]) + r")(?![a-z-])")


@cache
def _filler() -> re.Pattern[str]:
    return re.compile(r"(?<![a-z/-])(?:" + "|".join(lexicon.load("experience")["fillers"]) + r")(?![a-z/-])")


@cache
def _employers() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(r"\b(?:in|with|within|for|by|from|of)\s+(?:the\s+)?" + p)
        for p in lexicon.load("experience")["employers"]
    )


def read(passage: Passage) -> Experience:
    """The experience a phrase asks for, its parts ("two years of which ...") and limits ("may have been") inside."""
    whole, parts = _cut_parts(passage)
    made = _one(whole, passage)
    subsets: list[Experience | Option] = [part for part, limit in parts if not limit]
    limits = [part for part, limit in parts if limit and isinstance(part, Experience)]
    doubt = made.doubt or next((part.doubt for part, _ in parts if part.doubt), None)
    if (
        made.months is None
        and made.hours is None
        and not made.classes
        and not made.level_of
        and not doubt
        and not _KIND_SAID.search(passage.plain)
    ):
        doubt = "experience is asked without a length and without saying which. What is meant?"
    if subsets and (found := _IF_REQUIRED.search(passage.plain)):
        quote = passage[found.start() : found.end()]
        before = passage[: found.start()].strip(" ,").spans()[-1].end
        inner = msgspec.structs.replace(
            subsets[-1],
            quote=_IF_REQUIRED_WORDS.sub("", subsets[-1].quote or "").strip(" ,"),
            spans=tuple(Span(s.start, min(s.end, before)) for s in subsets[-1].spans if s.start < before),
        )
        subsets[-1] = Option(by="institution", children=(inner,), quote=quote.quote(), spans=quote.spans())
    return _with(made, subsets=tuple(subsets), at_most=tuple(limits), doubt=doubt)


_KIND_SAID = re.compile(
    r"experience\s*\W{0,2}\s*(?:in|as|with|performing|working|of|on|operating|using|at|for|doing|comparable|"
    r"equivalent|supervising|providing|teaching|conducting|managing|\w+ing)\b|[a-z] experience$"
)
_NAMED_BODY = re.compile(
    r"\b(?:in|with|within|for|by)\s+(?:the\s+)?(?P<e>(?:[A-Z][\w.&'-]+\s+)*(?:City|County|Town|Village|"
    r"Township|State|Commonwealth|University|Port|Department|Bureau|"
    r"Office)\s+of\s+(?:the\s+)?[A-Z][\w.&'-]+(?:,?\s+(?:and\s+)?[A-Z][\w.&'-]+)*)"
)


def _with(node: Experience, **changes: object) -> Experience:
    return msgspec.structs.replace(node, **changes)


def part_of(passage: Passage, unit: str = "years") -> tuple[Experience, bool] | None:
    """Read a sentence such as "At least one year of this experience must ..." as a part of what went before.

    Answers the part and whether it is a limit ("may have been"); ``None`` when it is no such sentence.
    """
    found = _PART.match(passage.plain)
    if found and (found["own"] is not None or (found["wrap"] or "").startswith("of which")):
        return _read_part(passage, found)
    return None


def _cut_parts(passage: Passage) -> tuple[Passage, list[tuple[Experience, bool]]]:
    """The phrase without its parts, and the parts."""
    plain = passage.plain
    starts: list[Match[str]] = []
    first = DURATION_PATTERN.search(plain)
    begin = (
        first.end()
        if first and first.start() < 60 and not re.match(r"\s*of (?:which|this)\b", plain[first.end() :])
        else 8
    )
    starts += [match for match in _PART.finditer(plain, begin) if match["wrap"] or match["own"] is not None]
    for match in _ONE_OF_WHICH.finditer(plain, begin):
        if not any(s.start() <= match.start() < s.end() for s in starts):
            starts.append(match)
    starts.sort(key=lambda m: m.start())
    if not starts:
        return passage, []
    parts, kept, at = [], [], 0
    for index, match in enumerate(starts):
        if match.start() < at:
            continue
        end = starts[index + 1].start() if index + 1 < len(starts) else len(passage)
        end = _close(plain, match.start(), end)
        kept.append(passage[at : match.start()])
        made = _read_part(passage[match.start() : end], match, offset=match.start())
        parts.append(made)
        at = end
    kept.append(passage[at:])
    rest = [piece for piece in kept if piece.text.strip(" .,;()[]")]
    return Passage.join(rest).strip(" ,;"), parts


def _close(plain: str, start: int, end: int) -> int:
    """A part in brackets ends with its bracket."""
    opened = re.match(r"[,;:]?\s*[(\[]", plain[start:end])
    if not opened:
        return end
    depth = 0
    for index in range(start, end):
        depth += plain[index] in "(["
        depth -= plain[index] in ")]"
        if depth == 0 and plain[index] in ")]":
            return index + 1
    return end


def _read_part(part: Passage, match: Match[str], offset: int = 0) -> tuple[Experience, bool]:
    length = (
        duration(match)
        if "unit" in match.groupdict()
        else Duration(months=numbers.tidy(numbers.value(match["n"]) * 12))
    )
    body = part[match.end() - offset :] if match.re is not _ONE_OF_WHICH else part[_must_start(part.plain) :]
    limit = bool(_MAY.match(body.plain))
    verb = _VERB.match(body.plain)
    if verb:
        body = body[verb.start(1) if verb.lastindex else verb.end() :]
    bare = _trim(part)
    made = _describe(body, bare)
    return _with(
        made, months=length.months, hours=length.hours, exclusive=length.exclusive, doubt=made.doubt or length.doubt
    ), limit


def _must_start(plain: str) -> int:
    if found := re.search(rf"{_MUST}\b", plain):
        return found.start()
    behind = re.search(r"\bof (?:which|them|these years|those years)\s+", plain)
    return behind.end() if behind else 0


def _trim(passage: Passage) -> Passage:
    lead = re.match(r"[\s,;:(\[]*(?:(?:and|with)\s+)?(?:of which,?\s+)?", passage.plain)
    tail = re.search(r"[\s,;:.)\]]*$", passage.plain)
    made = passage[lead.end() if lead else 0 : tail.start() if tail else len(passage)]
    if made.plain.count("(") > made.plain.count(")"):
        made = passage[lead.end() if lead else 0 : (tail.start() + 1) if tail else len(passage)]
    return made


def _one(whole: Passage, quote: Passage) -> Experience:
    found = DURATION_PATTERN.search(whole.plain)
    if found and found.start() > 90 and not re.match(r"(?:in|with|for|within) ", whole.plain):
        found = (
            None
            if _EXPERIENCE.search(whole.plain[: found.start()])
            and not re.search(r"for (?:at least )?$", whole.plain[: found.start()])
            else found
        )
    extent = _EXTENT.search(whole.plain)
    length = duration(found) if found else Duration()
    if extent:
        length = Duration(
            months=numbers.tidy(numbers.value(extent["n"]) * 12), exclusive=extent["lead"] in ("more than", "over")
        )
    body = whole
    if found and not extent:
        body = (
            whole[found.end() :]
            if found.start() < 3 or _only_edges(whole.plain[: found.start()])
            else _without(whole, found.start(), found.end())
        )
    elif extent:
        body = _without(whole, extent.start(), extent.end())
    made = _describe(body, quote, before=whole[: found.start()] if found else None)
    return _with(
        made,
        months=length.months,
        max_months=length.max_months,
        hours=length.hours,
        exclusive=length.exclusive,
        doubt=made.doubt or length.doubt,
    )


def _only_edges(text: str) -> bool:
    return not re.sub(
        r"(?:^|\b)(?:at least|a minimum of|minimum of|have|has|must|possess|completion of|successful|an?|"
        r"the|and|either|experience|equivalent|of|:|,|education)\b|[\s:,.]",
        "",
        text,
    )


def _without(passage: Passage, start: int, end: int) -> Passage:
    return Passage.join([piece for piece in (passage[:start].strip(" ,"), passage[end:].strip(" ,")) if piece])


def _describe(body: Passage, quote: Passage, before: Passage | None = None) -> Experience:
    """Everything about the work but its length."""
    plain = body.plain
    named = titles.find(body)
    context = (before.plain + " " if before else "") + plain
    employer, where = _employer(body, named, before)
    head_end = _head_end(plain)
    qualities = (
        tuple(body.text[m.start() : m.end()] for m in _quality().finditer(plain, 0, head_end)) if head_end else ()
    )
    supervisory = bool(_SUPERVISORY.search(plain)) and not _NO_SUPERVISION.search(plain[:80])
    if supervisory:
        qualities = tuple(q for q in qualities if not q.lower().startswith("supervis"))
    recent = _RECENT.search(context)
    blanks = [
        *named.stretches,
        *([where] if where else []),
        *([recent.span()] if recent and recent.re.search(plain) else []),
    ]
    function = _function(body, head_end, [span for span in blanks if span[1] <= len(plain)])
    doubt = None
    if _HELPER_TO.search(plain):
        doubt = "whose helper is meant was not understood. Which class is it?"
    if function and (alarm := _ALARM.search(function.lower())):
        doubt = f"“{alarm.group()}” stands inside the description of the work. Is it a requirement of its own?"
    return Experience(
        full_time=bool(_FULL_TIME.search(context)),
        paid=bool(_PAID.search(context)) and not _NOT_PAID.search(context),
        supervisory=supervisory,
        qualities=qualities,
        function=function,
        classes=named.classes,
        level_of=named.level_of,
        or_comparable=named.or_comparable,
        employer=employer,
        within_months=_window(recent),
        quote=quote.quote(),
        spans=quote.spans(),
        doubt=doubt,
    )


_HELPER_TO = re.compile(r"\bas an? (?:helper|aide) to\b")


def _head_end(plain: str) -> int:
    """Where the words that qualify "experience" end."""
    found = re.search(r"\b(?:experience|work experience|service|employment)\b", plain)
    stop = re.search(r"\b(?:in|as|performing|with|for|which|that|at)\b", plain)
    if not found:
        return 0
    return found.end() if not stop or found.start() < stop.start() else stop.start()


def _window(found: Match[str] | None) -> int | float | None:
    if not found:
        return None
    inner = re.search(NUMBER, found.group())
    amount = numbers.value(inner.group()) if inner else numbers.value("one")
    return numbers.tidy(amount * (12 if found["unit"].startswith("year") else 1))


def _employer(body: Passage, named: titles.Named, before: Passage | None) -> tuple[str | None, tuple[int, int] | None]:
    """The employer named before a level ("in the state service at the level of ...") or after the class held."""
    named_body = _NAMED_BODY.search(body.text)
    if named_body and not any(s[0] <= named_body.start() < s[1] for s in named.stretches):
        behind = named.level_of and not named.classes and any(s[1] <= named_body.start() for s in named.stretches)
        if not behind or named_body.group().startswith(("with", "for", "by")):
            return named_body["e"].strip(" ,."), named_body.span()
    for pattern in _employers():
        if before and (found := pattern.search(before.plain)):
            return before.text[found.start("e") : found.end("e")], None
        for found in pattern.finditer(body.plain):
            inside = next((s for s in named.stretches if s[0] <= found.start() < s[1]), None)
            behind_level = named.level_of and not named.classes and any(s[1] <= found.start() for s in named.stretches)
            if inside is None and not behind_level:
                return body.text[found.start("e") : found.end("e")], found.span()
    return None, None


def _function(body: Passage, head_end: int, blanks: list[tuple[int, int]]) -> str | None:
    """What work: the words before "experience" that are no quality, those after it that name no class or employer."""
    plain = body.plain
    head = _filler().sub(" ", _quality().sub(" ", plain[:head_end]))
    kind = _restore(body, plain[:head_end], head)
    kind = re.sub(r"(?i)\bexperience\b", " ", kind)
    kind = _EDGE_WORDS.sub("", " ".join(kind.split()))
    tail = list(body.text[head_end:])
    for start, end in blanks:
        for index in range(max(start, head_end), max(end, head_end)):
            tail[index - head_end] = " "
    rest = _without_edges(" ".join("".join(tail).split()), leading=not kind)
    if kind and rest:
        return f"{kind} experience {rest}"
    return rest or kind or None


_PROVIDES = re.compile(
    r"(?i)^(?:which |and |that )*(?:provides?|involv(?:ed|ing)|gained|obtained)(?: (?:in|experience(?: in)?))?\s+"
)


def _without_edges(text: str, *, leading: bool) -> str:
    """The description of the work without the little words around it; behind "... experience" an "in" stays."""
    while (cut := _EDGE_WORDS.sub("", text).strip(" ,;.")) != text:
        text = cut if leading else text[text.find(cut) - _kept(text, cut) : text.find(cut) + len(cut)] if cut else ""
        if not leading:
            break
    return _PROVIDES.sub("", text)


def _kept(text: str, cut: str) -> int:
    """How many characters before ``cut`` are a preposition worth keeping ("in ", "with a ")."""
    found = re.search(r"(?i)\b(?:in|with|of|for|at|on)(?:\s+(?:the|an?))?\s+$", text[: text.find(cut)])
    return len(found.group()) if found else 0


def _restore(body: Passage, plain: str, kept: str) -> str:
    """The original words of ``body`` at the places that ``kept`` did not blank (lengths may differ)."""
    words = kept.split()
    out, at = [], 0
    for word in words:
        found = plain.find(word, at)
        if found < 0:
            continue
        out.append(body.text[found : found + len(word)])
        at = found + len(word)
    return " ".join(out)
