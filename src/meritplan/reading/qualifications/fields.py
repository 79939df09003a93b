"""Lists of fields, subjects and class titles: "civil or architectural engineering" is two fields."""

from __future__ import annotations

import re

_SPLIT = re.compile(
    r"\s*(?:;|,)\s*(?:and/or|or|and)?\s+|\s+(?:and/or|or|and)\s+|\s*/\s*(?=\w{4})|\s*,\s*", re.IGNORECASE
)
_OR_SPLIT = re.compile(r"\s*(?:;|,)\s*(?:and/or|or)?\s+|\s+(?:and/or|or)\s+|\s*,\s*", re.IGNORECASE)
_ADJECTIVE = re.compile(r"(?i)^(?:civil|[a-z]+(?:al|ic|ary|ive|marine|ied|ous|ural|ental)|[a-z]+ and [a-z]+al)$")
_NOT_ADJECTIVE = frozenset(("economic", "music", "criminal", "material", "public", "graphic"))
_RELATED = re.compile(
    r"(?i)\b(?:(?:or|and)\s+)?(?:(?:in\s+)?(?:any|an?|some|other|another|such|"
    r"one)\s+)*(?:other\s+)?(?:closely|directly|similarly|job)?[- ]?"
    r"(?:related|allied|similar|appropriate|relevant|comparable)\s+(?:(?:academic|technical|occupational|"
    r"professional|job)\s+|(?:[a-z]+\s+){1,2}(?=fields?\b|disciplines?\b))?"
    r"(?:fields?|disciplines?|areas?|subjects?|curricul\w+|majors?|degrees?|specialt(?:y|ies)|area of study|"
    r"course of study|sciences?|program)"
    r"(?:\s+of\s+(?:study|work|knowledge))?"
)
_EDGE = re.compile(
    r"(?i)^(?:the|an?|either|in|of|both|any of|one of|and|or|the field of|the fields of|the areas? of)\s+|^(?:and|or)$"
)


def split(text: str, keep_and: bool = False) -> tuple[str, ...]:
    """The members of a printed list, a shared last noun given back to its adjectives.

    With ``keep_and`` only commas and "or" part the members.
    """
    pieces = [_bare(piece) for piece in (_OR_SPLIT if keep_and else _SPLIT).split(text)]
    return tuple(_share_noun([piece for piece in pieces if piece]))


_RUN_ON = re.compile(
    r"(?<=[a-z])\s+(?=(?!(?:of|and|or|for|in|the|with|to|on|by|field|related|work|studies|degree|program)\b)[a-z]{4,})"
)


def run_on(member: str) -> tuple[str, ...]:
    """A member such as "Public Administration social" parted where capitals stop: two names run together."""
    if not re.match(r"(?:[A-Z][\w&'-]*\s+){2,}[a-z]{4,}", member):
        return (member,)
    last_capital = list(re.finditer(r"[A-Z][\w&'-]*", member))[-1].end()
    cut = _RUN_ON.search(member, last_capital - 1)
    return (member[: cut.start()], member[cut.end() :]) if cut else (member,)


def related(text: str) -> tuple[str, bool]:
    """The text without "or a closely related field", and whether it was there."""
    cut = _RELATED.search(text)
    if not cut:
        return text, False
    return (text[: cut.start()] + " " + text[cut.end() :]).strip(" ,;."), True


def _bare(piece: str) -> str:
    piece = re.sub(r"(?<=\w)\s+areas?$", "", piece.strip(" ,;.:()[]*"))
    while (cut := _EDGE.sub("", piece)) != piece:
        piece = cut.strip()
    return piece


def _share_noun(pieces: list[str]) -> list[str]:
    """``["civil", "architectural engineering"]`` becomes ``["civil engineering", "architectural engineering"]``."""
    shared = list(pieces)
    for index in range(len(shared) - 2, -1, -1):
        follower = shared[index + 1].split()
        alone = shared[index]
        if len(follower) > 1 and _ADJECTIVE.match(alone) and alone.lower() not in _NOT_ADJECTIVE:
            shared[index] = f"{alone} {follower[-1]}"
    return shared
