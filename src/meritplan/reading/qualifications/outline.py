"""The shape of a section: patterns, lists, topics and what stands between them, before a word of it is understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from meritplan.reading.passage import Passage
from meritplan.reading.qualifications.tokens import Joiner, Token


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence; ``open`` when it leads into what follows, ``remark`` when it stood in brackets."""

    passage: Passage
    open: bool = False
    remark: bool = False
    begins: bool = False  # first of its paragraph


@dataclass(frozen=True, kw_only=True, slots=True)
class Joint:
    """A connective between two parts."""

    joiner: Joiner


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """A run-in heading: "Experience:"."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One member of a list with its marker, what leads into it, and what it says."""

    marker: str
    elements: tuple[Element, ...]
    lead: Sentence | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """A list of items; ``joiners[i]`` is what is printed between items ``i`` and ``i + 1``, if anything."""

    items: tuple[Item, ...]
    joiners: tuple[Joiner | None, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """One of several alternatives under a label ("Or II")."""

    label: str
    elements: tuple[Element, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Patterns:
    """Alternatives "Either I ... Or II ..."."""

    patterns: tuple[Pattern, ...]


Element: TypeAlias = Sentence | Joint | Topic | Listing | Patterns


#: A heading over what is only wished for.
_WISH = re.compile(
    r"\W*(?:(?:highly |additional |other )?(?:desir(?:able|ed)|preferred|ideal|recommended|optional)\b|"
    r"preferences?\b|[\w, /&]{3,40}\b(?:desired|preferred|desirable)\W*$)"
)


#: A heading over another way to qualify: civil service announcements set promotion beside open competition.
_OTHER_WAY = re.compile(
    r"\W*(?:for )?(?:inter-?departmental |departmental )?(?:promotion(?:al)?|"
    r"open[- ]competitive)(?: (?:minimum|qualifications|requirements|examination|exam|field|candidates|"
    r"only))*\s*:?\s*$"
)


def is_other_way(text: str) -> bool:
    """Whether a heading sets what follows beside what went before ("Promotional:", "Open competitive:")."""
    return bool(_OTHER_WAY.match(text.lower()))


def wishes(name: str) -> bool:
    """Whether a heading stands over wishes ("Preferred qualifications")."""
    return len(name) < 70 and bool(_WISH.match(name.lower()))


def outline(tokens: list[Token]) -> tuple[Element, ...]:
    """The elements of a section in order."""
    first = next((n for n, token in enumerate(tokens) if token.kind == "pattern"), None)
    if first is None:
        return tuple(_plain(tokens))
    before = list(_plain(tokens[:first]))
    return (*before, *_patterns(tokens[first:]))


def _patterns(tokens: list[Token]) -> list[Element]:
    """Patterns up to a label that starts again at I; what leads into the new set stands outside the old one."""
    starts = [n for n, token in enumerate(tokens) if token.kind == "pattern"]
    ends = [*starts[1:], len(tokens)]
    sets: list[list[tuple[str, list[Token]]]] = []
    for start, end in zip(starts, ends, strict=True):
        label = tokens[start].value
        if not sets or label in ("I", "A", "1"):
            sets.append([])
        sets[-1].append((label, tokens[start + 1 : end]))
    made: list[Element] = []
    for number, chosen in enumerate(sets):
        tail: list[Token] = []
        if number + 1 < len(sets):
            label, content = chosen[-1]
            cut = _tail_start(content)
            chosen[-1], tail = (label, content[:cut]), content[cut:]
        made.append(
            Patterns(patterns=tuple(Pattern(label=label, elements=outline(content)) for label, content in chosen))
        )
        made += _plain(tail)
    return made


def _tail_start(content: list[Token]) -> int:
    """Where connective and topic labels at the very end begin."""
    at = len(content)
    while at and content[at - 1].kind in ("connective", "topic", "heading", "break"):
        at -= 1
    return at


def _plain(tokens: list[Token]) -> list[Element]:
    made: list[Element] = []
    at, begins = 0, True
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "item":
            listing, tokens = _listing(tokens[at:])
            made.append(listing)
            at, begins = 0, True
            continue
        if token.kind in ("sentence", "aside"):
            made.append(Sentence(passage=token.passage, open=token.open, remark=token.kind == "aside", begins=begins))
            begins = False
        elif token.kind == "connective":
            made.append(Joint(joiner=_joiner(token) or "and"))
        elif token.kind == "topic" or (token.kind == "heading" and _WISH.match(token.passage.plain)):
            made.append(Topic(name=token.value))
        elif token.kind == "heading" and _OTHER_WAY.match(token.passage.plain):
            made.append(Sentence(passage=token.passage, open=True, begins=True))
        begins = begins or token.kind in ("break", "heading")
        at += 1
    return made


def _style(marker: str) -> str:
    if marker.isdigit():
        return "digit"
    if re.fullmatch(r"[A-Z]", marker):
        return "upper"
    if re.fullmatch(r"[a-z]", marker):
        return "lower"
    return "roman" if re.fullmatch(r"(?i)[ivx]+", marker) else "bullet"


def _follows(marker: str, last: str) -> bool:
    style = _style(marker)
    if style != _style(last):
        return {style, _style(last)} <= {"lower", "roman", "upper"} and marker.lower() in ("i", "v", "ii", "iii", "iv")
    if style == "digit":
        return int(marker) > int(last)
    if style in ("upper", "lower"):
        return ord(marker) > ord(last)
    return True


def _listing(tokens: list[Token]) -> tuple[Listing, list[Token]]:
    """The list that begins with the first token, and the tokens behind it."""
    chunks, at = _chunks(tokens)
    rest = tokens[at:]
    items, joiners = [], []
    for number, (marker, all_of_it, leading) in enumerate(chunks):
        last = number + 1 == len(chunks)
        kept, escaped = _escape(all_of_it) if last else (all_of_it, [])
        rest = [*escaped, *rest]
        content, joint = _cut_joint(kept)
        if not last:
            behind = chunks[number + 1][1]
            if joint is None and behind and behind[0].kind == "connective":
                joint = behind.pop(0)
            joiners.append(_joiner(joint))
        elif joint is not None:
            rest = [joint, *rest]
        items.append(Item(marker=marker, elements=outline(content), lead=leading))
    return Listing(items=tuple(items), joiners=tuple(joiners)), rest


def _chunks(tokens: list[Token]) -> tuple[list[tuple[str, list[Token], Sentence | None]], int]:
    """Each item's marker, tokens and lead; and where the list ends."""
    depth = tokens[0].depth
    chunks: list[tuple[str, list[Token], Sentence | None]] = []
    lead: Sentence | None = None
    for at, token in enumerate(tokens):
        if token.kind == "item" and token.depth <= depth:
            if chunks and not _follows(token.value, chunks[-1][0]):
                if (
                    token.depth == depth
                    and _style(token.value) != _style(chunks[-1][0])
                    and _any_more(tokens, at, depth, chunks[-1][0])
                ):
                    chunks[-1][1].append(_deeper(token))
                    continue
                return chunks, at
            if token.depth < depth:
                return chunks, at
            chunks.append((token.value, [], lead))
            lead = None
        elif _style(chunks[-1][0]) == "bullet" and (
            token.kind == "heading" or (token.kind == "topic" and _begins_line(token))
        ):
            return chunks, at
        elif token.kind in ("break", "heading", "topic") and not _any_more(tokens, at, depth, chunks[-1][0]):
            if not (token.kind == "topic" and _same_block(tokens, at)):
                return chunks, at
            chunks[-1][1].append(token)
        elif token.kind == "sentence" and token.open and _next_is_item(tokens, at, depth):
            lead = Sentence(passage=token.passage, open=True, begins=True)
        else:
            chunks[-1][1].append(token)
    return chunks, len(tokens)


def _escape(content: list[Token]) -> tuple[list[Token], list[Token]]:
    """What follows a full stop and "and" behind the last item stands beside the list, not in the item."""
    for at, token in enumerate(content):
        if token.kind == "item":
            break
        if at and token.kind == "connective" and token.hard and token.value == "and" and at + 1 < len(content):
            return content[:at], content[at:]
    return content, []


def _deeper(token: Token) -> Token:
    return Token(kind="item", passage=token.passage, value=token.value, depth=token.depth + 1)


def _joiner(token: Token | None) -> Joiner | None:
    if token is None:
        return None
    return token.value if token.value in ("and/or", "or", "and either") else "and"  # type: ignore[return-value]


def _any_more(tokens: list[Token], at: int, depth: int, last: str) -> bool:
    """Whether the list goes on behind ``at``."""
    for token in tokens[at:]:
        if token.kind == "pattern":
            return False
        if token.kind == "item":
            if token.depth == depth and _style(token.value) == _style(last):
                return _follows(token.value, last)
            if token.depth < depth:
                return False
    return False


def _same_block(tokens: list[Token], at: int) -> bool:
    """Whether the token stands in the running text of an item (nothing broke the line since its marker)."""
    for token in reversed(tokens[:at]):
        if token.kind == "item":
            return True
        if token.kind == "break":
            return False
    return False


def _begins_line(token: Token) -> bool:
    """Whether nothing but white space stands before the token on its line."""
    passage = token.passage
    return bool(passage.text) and not passage.source[: passage.at[0]].rpartition("\n")[2].strip()


def _next_is_item(tokens: list[Token], at: int, depth: int) -> bool:
    return (
        at + 1 < len(tokens)
        and tokens[at + 1].kind == "item"
        and tokens[at + 1].depth == depth
        and at > 0
        and tokens[at - 1].kind == "break"
    )


def _cut_joint(content: list[Token]) -> tuple[list[Token], Token | None]:
    """The connective an item ends with, apart."""
    if content and content[-1].kind == "connective":
        return content[:-1], content[-1]
    return content, None
