"""What each heading of a specification announces: a part of it, classes of the series, or a pattern of the text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from meritplan.reading.document import Block
from meritplan.reading.layouts.california.titles import Scope, TitleBook

SCOPE, PATTERN, TEXT, UNKNOWN = "classes", "pattern", "text", "unknown"
_RULE = re.compile(r"[_\s.\-]+$")
_PAGE = re.compile(r"-\w-")
_SENTENCE_END = re.compile(r"(?=.{1,12}$)[\w.,/ -]+[.)]\W*|\d+")
_LONGEST = 4
"""A title may be wrapped over this many headings."""
_RUN_IN = re.compile(
    r"(Typical Tasks|Minimum Qualifications?|Knowledges? and Abilities|Additional Desirable Qualifications?"
    r"|Special Personal Characteristics?|Definition of (?:Series|Levels)|Distinguishing Characteristics)"
    r"(?:\s*:\s*|\s+(?=[A-Z])|\s*$)"
)
"""Headings that some pages set in the paragraph itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One heading, or several that are one; ``run_in`` where the page set it in the paragraph.

    ``kind`` is a key of headings.toml, ``SCOPE`` for class titles, ``TEXT`` for the end of a sentence that the
    page set as a heading, or ``UNKNOWN``.
    """

    kind: str
    text: str
    blocks: tuple[Block, ...]
    scope: Scope | None = None
    run_in: bool = False


@cache
def lexicon() -> dict[str, str]:
    """The kind of each known heading."""
    data = tomllib.loads(files(__package__).joinpath("headings.toml").read_text(encoding="utf-8"))
    return {phrase: kind for kind, phrases in data.items() for phrase in phrases}


def clean(text: str) -> str:
    """A heading without zero-width marks, footnote marks and closing punctuation."""
    text = re.sub(r"[\u200b\ufeff]", "", text).replace("\ufffd", " ")
    text = re.sub(r"\[\d+\]", "", text)
    return " ".join(text.split()).strip("*:;., ").strip()


def announce(text: str, book: TitleBook) -> tuple[str, Scope | None]:
    """What a heading's words announce, and for which classes."""
    plain = clean(text)
    known = lexicon()
    low = plain.lower().replace("\u2019", "'")
    if re.fullmatch(r"[ivx]+", low) and text.strip().endswith((".", ")")):
        return TEXT, None
    if low in known:
        return known[low], None
    if _RULE.fullmatch(text):
        return "footnotes", None
    if _PAGE.fullmatch(text.strip()):
        return "publisher", None
    if low.startswith(("alternate range", "additional desirable")):
        return ("pay" if low.startswith("alternate") else "desirable"), None
    if low.endswith((" for", " of")) and known.get(low.rsplit(" ", 1)[0], PATTERN) != PATTERN:
        return known[low.rsplit(" ", 1)[0]], None
    if part := re.match(r"(.+?)\s*(?:\bfor\b|\bof\b|[-\u2013:])\s*(.+)$", plain):
        kind, scope = known.get(part[1].lower()), book.scope(part[2])
        if kind and kind != PATTERN and scope:
            return kind, scope
    if scope := book.scope(plain):
        return SCOPE, scope
    if re.match(r"(?:and\s+)?(?:either|or|and)\b", low):
        return PATTERN, None
    return TEXT if _SENTENCE_END.fullmatch(text.strip()) else UNKNOWN, None


def headings(blocks: Sequence[Block], book: TitleBook) -> Iterator[Heading | Block]:
    """The blocks in order, each run of headings read as the headings it is made of."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].kind == "heading":
            end += 1
        if end > at:
            yield from _run(tuple(blocks[at:end]), book)
            at = end
        else:
            yield from _paragraph(blocks[at], book)
            at += 1


def _run(run: tuple[Block, ...], book: TitleBook) -> Iterator[Heading]:
    """Neighbouring headings: the division that leaves fewest of them without a meaning."""
    best: list[tuple[float, list[Heading]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        options = []
        for start in range(max(0, end - _LONGEST), end):
            heading = _heading(run[start:end], book)
            if heading.kind == UNKNOWN and end - start > 1:
                continue
            options.append((best[start][0] + _cost(heading), [*best[start][1], heading]))
        best.append(min(options, key=lambda option: option[0]))
    return iter(best[-1][1])


def _heading(blocks: tuple[Block, ...], book: TitleBook) -> Heading:
    text = " ".join(block.text for block in blocks)
    kind, scope = announce(text, book)
    return Heading(kind=kind, text=clean(text), blocks=blocks, scope=scope)


def _cost(heading: Heading) -> float:
    """Headings alone beat joined ones, exact titles shortened and doubtful ones, anything one without meaning."""
    if heading.kind == UNKNOWN:
        return 10.0
    joined, scope = len(heading.blocks) - 1, heading.scope
    if heading.kind in {PATTERN, TEXT} and joined:
        return 20.0
    if heading.kind != SCOPE and heading.text.endswith((" for", " of")):
        return 4.0
    cost = 0.2 + joined
    if scope and not scope.exact:
        cost += 1.1 if len(scope.classes) == 1 else 1.4
    return cost + (2.0 + joined if scope and scope.doubt else 0.0)


def _paragraph(block: Block, book: TitleBook) -> Iterator[Heading | Block]:
    """A paragraph, or the heading some pages set as one ("Minimum Qualifications: ...", a class title alone)."""
    if block.kind not in {"paragraph", "item"}:
        yield block
        return
    if found := _RUN_IN.match(block.text):
        head = Block(kind="heading", passage=block.passage[: found.end()].strip(), depth=2, struck=block.struck)
        yield replace(_heading((head,), book), run_in=True)
        rest = block.passage[found.end() :].strip()
        if rest:
            yield Block(kind=block.kind, passage=rest, struck=block.struck)
        return
    if len(block.text) < 120 and len(book.titles) > 1:
        kind, scope = announce(block.text, book)
        alone = kind == SCOPE and scope is not None and scope.doubt is None and book.names(block.text)
        if alone:
            yield Heading(kind=kind, text=clean(block.text), blocks=(block,), scope=scope)
            return
    yield block
