"""A section's blocks as one stream: labels, list items, connectives, sentences, bracketed remarks.

The stream keeps what structures a section ("Either I", "Experience:", "2.", "; or") apart from what it says, so that
the outline can be built without looking at the words of a requirement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from meritplan.reading.document import Block
from meritplan.reading.passage import Passage

TokenKind = Literal["pattern", "topic", "heading", "item", "connective", "sentence", "aside", "break"]
Joiner = Literal["and", "or", "and/or", "and either"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """One piece of the stream. ``value`` is a pattern's ordinal, an item's marker, or the joiner of a connective.

    ``depth`` is the nesting of an item. ``open`` marks a sentence that leads into what follows (it ends in a colon or
    in the middle of a phrase); ``hard`` a connective that stands behind a full stop, outside the sentence.
    """

    kind: TokenKind
    passage: Passage
    value: str = ""
    depth: int = 0
    open: bool = False
    hard: bool = False


_ROMAN = r"(?:VI{0,3}|IV|I{1,3}|IX|X)"
_PATTERN = re.compile(
    r"(?:(?<=^)|(?<=[.;:)\]] )|(?<=and )|(?<=or )|(?<=[.;:)])|(?<= ))(?P<join>Either|Or|OR|"
    rf"EITHER)\s+(?P<n>{_ROMAN})(?=[\s:.(]|[A-Z][a-z]|$)"
)
_PATTERN_HEADING = re.compile(
    rf"^\s*(?:(?P<join>either|or|and)\s+)?(?:pattern\s+|option\s+)?(?P<n>{_ROMAN})(?P<rest>\s*[.:)]?\s*)$",
    re.IGNORECASE,
)
_GLUED_HEADING = re.compile(rf"^\s*(?P<join>Either|Or)\s+(?P<n>{_ROMAN})(?=[a-zA-Z])")
_NAMED_PATTERN = re.compile(
    r"^\s*(?:(?:or|and|either)\s+)?(?:pattern|option|alternative|plan)\s+(?P<n>[IVX]{1,4}|[A-H]|\d)\s*[:.)-]?\s*",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:(?<=^)|(?<=[.;:)\]] )|(?<=\band )|(?<=\bor )|(?<=[.;:)\]])|(?<=EITHER )|(?<=\bI )|"
    r"(?<=\bV ))(?P<t>(?:(?:Minimum|Required|General|Specialized|Specific|Basic|Special|Work|Formal|"
    r"Professional|Other|Additional|MINIMUM|REQUIRED|GENERAL|SPECIALIZED|SPECIAL|WORK)\s+)?"
    r"(?:Education|Experience|Training|Licen[sc]es?|Certifications?|Certificates?|Registration|Coursework|"
    r"EDUCATION|EXPERIENCE|TRAINING|LICEN[SC]E[S]?|CERTIFICATIONS?|Licensure|LICENSURE|Licensing|Note|NOTE|"
    r"NOTES|Notes|Substitutions?|SUBSTITUTIONS?|Substitution Patterns?|Special (?:Requirements?|"
    r"Qualifications?)|Necessary Special (?:Requirements?|Qualifications?)|Knowledge|Skills)"
    r"(?:\s*(?:/|,|&|and/or|and|or|AND|OR)\s*(?:Education|Experience|Training|Licen[sc]es?|Certifications?|"
    r"Certificates?|EDUCATION|EXPERIENCE|TRAINING|LICENSES?|CERTIFICATIONS?|Registration|Certification|"
    r"Licensure|Skills))*"
    r"(?:\s+(?:Requirements?|Required|REQUIREMENTS?|REQUIRED|Qualifications))?)\s*(?::|(?=\s+(?:Either|"
    r"EITHER|Must|Possession|Valid|Graduation|Completion)\b)|-\s)\s*"
)
#: A run-in label in other words: "Minimum Education Level & Type:", "Educational pre-requisite -".
_LABEL = re.compile(
    r"(?i)^\s*(?:(?:the )?(?:minimum|required|requirements?|basic|general|special|specialized|specific|"
    r"necessary|mandatory|acceptable|typical|job|work|professional|other|additional|formal|academic|"
    r"licensing|position)\s+)*"
    r"(?:minimum(?: qualifications?| requirements?)?(?=:)|required(?=:)|essential(?=:)|education(?:al)?|"
    r"experience|training|licen[sc](?:es?|ure)|certifications?|certificates?|registration|schooling|"
    r"credentials?|degrees?)"
    r"(?:\s*(?:level|type|requirements?|required|pre-?requisites?|qualifications?|background|education|"
    r"experience|training|licen[sc](?:es?|ure)|certifications?|&|and/or|and|or|/|,)(?=[\s:/,&-]))*\s*(?::|"
    r"\s-\s)\s*(?=\S)"
)
#: "... - OR - ..." within a line.
_SET_APART = re.compile(r"\s[-–—]+\s?(?P<j>OR|AND)\s?[-–—]+\s")
_MARK = re.compile(
    r"(?:(?<=^)|(?<=\s))\(?(?P<m>\d{1,2}|[A-Ha-h]|i{1,3}|iv|v)\)\s+(?=\S)|(?:(?<=^)|(?<=[:;.,] )|(?<=or )|"
    r"(?<=and )|(?<=OR, )|(?<=EITHER ))(?P<d>[1-9])\.\s+(?=[A-Z])"
)
_CONNECTIVE_ALONE = re.compile(r"^\W*(?:(?P<j>and\s*/\s*or|and|or|plus)|-?\s*(?P<k>and|or)\s*-?)\W*$", re.IGNORECASE)
#: The words that begin a requirement are sometimes glued to the connective: "andPossession of".
_LEADING = re.compile(
    r"^[\s,;.*]*(?P<j>and\s*/\s*or|and|or|plus|OR|AND)"
    r"(?:\b(?:\s*[,:])?\s+(?=\S)|(?=(?-i:Possession|Either|Experience|Education|Completion|Graduation|One|Two)[ :]))",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?P<end>[.;,:)\]]?)\s*[,;.]?\s*\b(?P<j>(?:and|plus)\s*,?\s+(?:either|"
    r"one of the following)(?:\s+#?\d\s+or\s+#?\d(?:\s+below)?)?(?: of the following)?|and\s*/\s*or|and|or|"
    r"(?<!\ba )plus)\s*[,:.]*\s*$",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|dr|mr|ms|mrs|st|u\.s|vs|dept|inc|jr|sr|approx|est|ave|hrs|yrs|yr|mos|fig|"
    r"sec|b\.a|b\.s|m\.a|m\.s|ph\.d|ph|j\.d|m\.d|g\.e\.d|a\.s|a\.a|d\.c|cal|div|cont|cert|gov|co)|"
    r"\b[A-Za-z])$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.?!][)\]\"”'*]*\s+(?=[A-Z(\[\"“•*]|\d+\.?\s|(?:and|or)(?:\b|(?=[A-Z])))|;\s+(?=(?!and\b|"
    r"or\b)[^.;]{3,160}\bsubstitut)|,\s+(?=provided,? (?:however,? )?that\b[^.;]*\bsubstitut)|"
    r"[.][)\]\"”']*(?=[A-Z][a-z]+ [a-z])"
)
_VERBISH = re.compile(
    r"\b(?:may|must|will|shall|can|cannot|is|are|include|includes|means|refers|should|was|were|has|have|"
    r"meets?|satisf(?:y|ies))\b"
)
_OPENERS = {"(": ")", "[": "]"}


def joiner(text: str) -> Joiner:
    """The connective a word says; "plus" is "and"."""
    if re.match(r"(?:and|plus)\s*,?\s+(?:either|one of)", text.lower()):
        return "and either"
    bare = re.sub(r"\s", "", text.lower())
    return "and/or" if bare == "and/or" else ("or" if bare == "or" else "and")


def tokenise(blocks: Iterable[Block]) -> list[Token]:
    """The stream of a section."""
    made: list[Token] = []
    for block in blocks:
        if not block.passage.text.strip() and not block.marker:
            continue
        made += _block(block)
    return made


def _block(block: Block) -> Iterator[Token]:
    passage = block.passage
    if alone := _CONNECTIVE_ALONE.match(passage.text):
        yield Token(kind="connective", passage=passage, value=joiner(alone["j"] or alone["k"]))
        return
    if block.kind == "heading":
        yield from _heading(passage)
        return
    if block.kind == "item":
        yield Token(
            kind="item", passage=passage[:0], value=(block.marker or "•").strip("().: "), depth=max(block.depth, 1)
        )
    else:
        yield Token(kind="break", passage=passage[:0])
    yield from _text(passage, block.depth if block.kind == "item" else 0, after=(block.marker or "").strip("().: "))


def _heading(passage: Passage) -> Iterator[Token]:
    found = _PATTERN_HEADING.match(passage.text) or _GLUED_HEADING.match(passage.text)
    if found and (found["join"] or found["n"]):
        end = found.end("n")
        yield Token(kind="pattern", passage=passage[:end], value=found["n"].upper())
        if rest := passage[end:].strip(" .:)"):
            yield Token(kind="break", passage=rest[:0])
            yield from _text(rest, 0)
        return
    named = _NAMED_PATTERN.match(passage.text)
    if named:
        yield Token(kind="pattern", passage=passage[: named.end()], value=named["n"].upper())
        if rest := passage[named.end() :].strip():
            yield from _text(rest, 0)
        return
    if _asks(passage.plain):
        yield Token(kind="break", passage=passage[:0])
        yield from _text(passage, 0)
        return
    topic = _TOPIC.match(passage.text + ":" if not passage.text.rstrip().endswith(":") else passage.text)
    yield Token(
        kind="topic" if topic and topic.end() >= len(passage.text) else "heading",
        passage=passage,
        value=passage.plain.strip(" :"),
    )


_CREDENTIAL_LINE = re.compile(
    r"(?:^(?:valid|current|must|possession|high school|bachelor|master|associate)\b|\b(?:licen[sc]e|"
    r"certification|certificate|diploma|g\.?e\.?d\.?|degree|endorsement)(?: or (?:its )?equivalent)?\W*$)"
)
_LABEL_WORDS = re.compile(
    r"\b(?:required|requirements?|specific|special|specialized|professional|necessary|minimum|general|other|"
    r"additional|licen[sc]es?|licensure|registrations?|certifications?|certificates?|education|educational|"
    r"degrees?|diplomas?|and|or|of|the|driver'?s?|high|school|experience|training|must|valid|current|"
    r"possession)\b|\W"
)


def _asks(plain: str) -> bool:
    """Whether a line set like a heading names a credential or a degree: it is a requirement, not a label."""
    return (
        len(plain) < 120
        and not plain.rstrip().endswith(":")
        and bool(_CREDENTIAL_LINE.search(plain))
        and bool(_LABEL_WORDS.sub("", plain))
    )


def _text(passage: Passage, depth: int, after: str = "") -> Iterator[Token]:
    """Labels, enumerators, remarks in brackets and sentences of one stretch of running text.

    ``after`` is the marker of the item the text stands in: a list that goes on inside it stays on its level.
    """
    at = 0
    for start, end, kind, value in _marks(passage, after):
        before = list(_prose(passage[at:start]))
        if (
            kind == "item"
            and before
            and before[-1].kind == "sentence"
            and not re.search(r"[.;]\s*$", passage.text[at:start])
        ):
            before[-1] = replace(before[-1], open=True)  # "... one year of which has been (1)": the list belongs to it
        yield from before
        goes_on = (
            bool(after)
            and len(after) == 1
            and after.isalnum()
            and after.isdigit() == value.isdigit()
            and after.isupper() == value.isupper()
        )
        yield Token(
            kind=kind,
            passage=passage[start:end],
            value=value,
            depth=(depth if goes_on else depth + 1) if kind == "item" else 0,
        )
        at = end
    yield from _prose(passage[at:])


def _marks(passage: Passage, after: str) -> list[tuple[int, int, TokenKind, str]]:
    """Where labels and enumerators stand in running text."""
    text = passage.text
    found: list[tuple[int, int, TokenKind, str]] = [
        (match.start(), match.end(), "pattern", match["n"]) for match in _PATTERN.finditer(text)
    ]
    named = _NAMED_PATTERN.match(text)
    if named and not found:
        found.append((0, named.end(), "pattern", named["n"].upper()))
    for match in _TOPIC.finditer(text):
        if not any(a <= match.start() < b for a, b, *_ in found):
            found.append((match.start(), match.end(), "topic", match["t"].lower()))
    label = _LABEL.match(text)
    if label and not any(a < label.end() for a, *_ in found) and not re.search(r"(?i)prefer|desir", label.group()):
        found.append((0, label.end(), "topic", label.group().strip(" :-").lower()))
    found += _enumeration(passage, after)
    return sorted(found)


#: "the required (A) experience" points at an item, and is none.
_REFERRED = re.compile(r"(?:experience|requirements?|education|above|below)\b")
_REFERRING = re.compile(r"\b(?:required|the|such|item|paragraph|subsection|under|in|of|for)\s*$")
_NUMBER_WORD = re.compile(
    r"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|"
    r"sixty|ninety|hundred|half)|\d)\s*$",
    re.IGNORECASE,
)


def _enumeration(passage: Passage, after: str) -> list[tuple[int, int, TokenKind, str]]:
    """(1) ... (2) ...: enumerators count only when they run 1, 2 or a, b in order, outside remarks in brackets."""
    asides = [(start, end) for start, end in _brackets(passage.plain) if _is_aside(passage.text[start + 1 : end - 1])]
    wanted: dict[str, list[tuple[int, int, TokenKind, str]]] = {}
    first = {"digit": 1, "upper": 65, "lower": 97}
    if len(after) == 1 and after.isalnum():
        style = "digit" if after.isdigit() else ("upper" if after.isupper() else "lower")
        first[style] = (int(after) if style == "digit" else ord(after)) + 1
    for match in _MARK.finditer(passage.text):
        mark = match["m"] or match["d"]
        if any(a < match.start() < b for a, b in asides) or (
            match["m"]
            and passage.text[match.start() : match.start() + 1] != "("
            and not mark.isalpha()
            and not re.search(r"(?:[:;,.]|\b(?:or|and|either))\s*$", passage.text[: match.start()], re.IGNORECASE)
        ):
            continue
        if _REFERRED.match(passage.plain, match.end()) and _REFERRING.search(passage.plain[: match.start()]):
            continue
        style = "digit" if mark.isdigit() else ("upper" if mark.isupper() else "lower")
        chain = wanted.setdefault(style, [])
        expected = str(first[style] + len(chain)) if style == "digit" else chr(first[style] + len(chain))
        if mark.isdigit() and _NUMBER_WORD.search(passage.text[: match.start()]):
            continue
        if mark == expected:
            chain.append((match.start(), match.end(), "item", mark))
    return [
        entry
        for chain in wanted.values()
        if len(chain) > 1 or _announced(passage.text, chain) or (chain and after and _continues(chain[0][3], after))
        for entry in chain
    ]


def _continues(mark: str, after: str) -> bool:
    """ "B" goes on after "A"."""
    return len(after) == 1 and after.isalnum() and len(mark) == 1 and ord(mark) == ord(after) + 1


def _announced(text: str, chain: list[tuple[int, int, TokenKind, str]]) -> bool:
    """A lone "(A)" counts when "either:" leads into it: the others follow on lines of their own."""
    return bool(chain) and bool(re.search(r"(?i)either\s*:?\s*$", text[: chain[0][0]]))


def _prose(passage: Passage) -> Iterator[Token]:
    """Sentences and bracketed remarks, with the connectives between them."""
    at = 0
    for start, end in _brackets(passage.plain):
        if start < at or not _is_aside(passage.text[start + 1 : end - 1]):
            continue
        yield from _sentences(passage[at:start])
        inner = passage[start + 1 : end - 1].strip()
        for sentence in split_sentences(inner):
            yield Token(kind="aside", passage=sentence.strip(" ;"))
        at = end
    yield from _sentences(passage[at:])


def _brackets(plain: str) -> list[tuple[int, int]]:
    """Outermost pairs of brackets; one that is never closed is left alone unless it opens a sentence."""
    found, depth, start, close = [], 0, 0, ""
    for index, character in enumerate(plain):
        if character in _OPENERS and depth == 0:
            depth, start, close = 1, index, _OPENERS[character]
        elif depth and character in _OPENERS and _OPENERS[character] == close:
            depth += 1
        elif depth and character == close:
            depth -= 1
            if depth == 0:
                found.append((start, index + 1))
    if depth == 1 and len(plain) - start > 60:
        stop = re.search(r"\.\s+(?=(?:and|or)\s)", plain[start:])
        found.append((start, start + stop.end() if stop else len(plain) + 1))
    return found


def _is_aside(inner: str) -> bool:
    """A remark is a sentence of its own: it begins with a capital (or a number) and has a verb."""
    if re.search(r"\b(?:may|can|will|shall) (?:be )?substitut", inner):
        return True
    return (
        len(inner) > 24
        and bool(re.match(r"\s*[A-Z(\"“]", inner))
        and bool(_VERBISH.search(inner.lower()))
        and " " in inner
    )


def _sentences(passage: Passage) -> Iterator[Token]:
    at = 0
    for match in _SET_APART.finditer(passage.text):
        yield from _sentences(passage[at : match.start()])
        yield Token(
            kind="connective", passage=passage[match.start() : match.end()], value=match["j"].lower(), hard=True
        )
        at = match.end()
    for sentence in split_sentences(passage[at:]):
        yield from _with_connectives(sentence)


def _with_connectives(sentence: Passage) -> Iterator[Token]:
    """Give back a connective at either end of a sentence as a token of its own."""
    if not re.search(r"\w", sentence.text):
        return
    if alone := _CONNECTIVE_ALONE.match(sentence.text):
        yield Token(kind="connective", passage=sentence, value=joiner(alone["j"] or alone["k"]), hard=True)
        return
    lead = _LEADING.match(sentence.text)
    if lead and (
        sentence.text[lead.start("j")].islower() or lead["j"].isupper() or lead["j"] == "Or" or lead["j"] == "And"
    ):
        yield Token(kind="connective", passage=sentence[: lead.end()], value=joiner(lead["j"]), hard=True)
        sentence = sentence[lead.end() :]
    trail = _TRAILING.search(sentence.text)
    after: Token | None = None
    if trail and trail.start() > 0:
        hard = sentence.text[: trail.start("j")].rstrip().endswith((".", ".)"))
        after = Token(kind="connective", passage=sentence[trail.start("j") :], value=joiner(trail["j"]), hard=hard)
        sentence = sentence[: trail.start("j")].strip()
    bare = sentence.strip(" ;,")
    if re.search(r"\w", bare.text):
        ends = bool(re.search(r"[.;?!][\"”')\]]*$", sentence.text.rstrip())) or after is not None
        yield Token(
            kind="sentence",
            passage=bare,
            open=not ends
            and bool(re.search(r"(?::|\b(?:either|following|in|as|of|the|both|one of|from|by|are))\s*$", bare.plain)),
        )
    if after:
        yield after


def _abbreviates(before: str) -> bool:
    """The full stop belongs to an abbreviation or an initial, and ends no sentence."""
    if not _ABBREVIATION.search(before) or re.search(r"\b(?:etc|degree|I{1,3}|IV|V)$", before):
        return False
    names_a_kind = re.search(r"\b(?:Range|Class|Level|Grade|Pattern|Type|Option|Group)\s[A-Z]$", before)
    return names_a_kind is None


def split_sentences(passage: Passage) -> list[Passage]:
    """The sentences of a passage, abbreviations left whole."""
    text, made, at = passage.text, [], 0
    for match in _SENTENCE_END.finditer(text):
        before = text[at : match.start()]
        if text[match.start()] == ";" and (
            at > 0 or "substitut" in before or not re.search(r"\b(?:degree|diploma|experience|graduat)", before)
        ):
            continue  # one rule in several clauses is one sentence
        if re.search(r"\bRequirements?$", before) and re.match(r"(?:No|#|Number)", text[match.end() :]):
            continue
        if text[match.start()] == "." and _abbreviates(before):
            continue
        piece = passage[at : match.end()].strip()
        if piece.text:
            made.append(piece)
        at = match.end()
    rest = passage[at:].strip()
    if rest.text:
        made.append(rest)
    return made
