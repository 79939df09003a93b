"""The parts of a specification: which text stands under which heading, for which of its classes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from meritplan.model.issue import Issue
from meritplan.reading.document import Block
from meritplan.reading.layouts.california.headings import PATTERN, SCOPE, TEXT, UNKNOWN, Heading
from meritplan.reading.layouts.california.titles import Scope, TitleBook, words
from meritplan.reading.passage import Passage

BODY = "body"
_PART = {"requirement", "condition"}
_INSIDE = {"minimum", *_PART}
# "Either Ione Year of Experience": the numeral is glued to a word that opens a requirement.
_GLUED = re.compile(
    r"((?i:(?:and\s+)?(?:either|or)\s+)(?:III|II|IV|VI|I|V))(?=(?i:one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|fifteen|eighteen|experience|education|in|possession|extensive|broad|equivalent|graduation|completion|current"
    r"|employment|performance|membership|registration|any|within)\b)"
)
_PATTERN = re.compile(
    r"(?:and\W*)?(?:(?:either|or)?\W*(?:pattern\s+)?(?:i{1,3}|iv|vi{0,3}|v)|either|or|and|and/or)\W*"
    r"|(?:education|experience)(?:\s+requirements?)?\W*(?:either\s+i\W*)?",
    re.IGNORECASE,
)


@dataclass(kw_only=True, slots=True)
class Stretch:
    """The text under one heading: its ``kind`` of part, the classes it speaks of, whether it stands among the MQ.

    ``scope`` None is text before any class is named; ``unplaced`` text stands under what looks like the title of
    a class the document does not list, ``implied`` text has no heading that says what it is, an ``aside`` is set
    in a paragraph among the minimum qualifications, which go on after it.
    """

    kind: str
    scope: Scope | None = None
    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)
    inside: bool = False
    unplaced: bool = False
    implied: bool = False
    aside: bool = False

    @property
    def passages(self) -> list[Passage]:
        """The words of the stretch, block by block."""
        return [block.passage for block in self.blocks]


class Divider:
    """Walks through headings and blocks once and divides them into stretches."""

    def __init__(self, book: TitleBook, *, has_minimum: bool) -> None:
        self._book, self._has_minimum = book, has_minimum
        self._vocabulary = {word for title in book.titles for word in words(title)}
        self.stretches = [Stretch(kind="front")]
        self.issues: list[Issue] = []
        self._within: frozenset[int] | None = None

    def divide(self, parts: Iterable[Heading | Block]) -> list[Stretch]:
        """All stretches in document order."""
        for part in parts:
            if isinstance(part, Block):
                self._body(part)
            elif part.kind == SCOPE:
                self._classes(part)
            elif part.kind == PATTERN:
                self._pattern(part)
            elif part.kind == TEXT:
                self._continue(part.blocks[0])
            elif part.kind == UNKNOWN:
                self._unknown(part)
            elif part.kind != "publisher":
                self._part(part)
        self._left_over()
        self._right_above()
        return [stretch for stretch in self.stretches if stretch.blocks or stretch.heading]

    @property
    def _here(self) -> Stretch:
        return self.stretches[-1]

    def _body(self, block: Block) -> None:
        here = self._here
        if here.blocks and here.blocks[-1].kind == "heading" and here.blocks[-1].depth == 0:
            here.blocks[-1] = replace(block, passage=Passage.join([here.blocks[-1].passage, block.passage]))
        else:
            here.blocks.append(block)

    def _part(self, heading: Heading) -> None:
        """A part begins. A requirement between two classes keeps to the first; after the last it is for all."""
        here = self._here
        inside = heading.kind == "minimum" or (heading.kind in _PART and here.inside)
        aside = heading.run_in and here.inside and heading.kind == "desirable"
        among = inside and heading.kind in _PART and any(self._lacks_minimum(_only(at)) for at in self._book.everyone)
        scope = heading.scope or (here.scope if aside or among else None)
        self._within = heading.scope.classes if heading.scope is not None else None
        self.stretches.append(Stretch(kind=heading.kind, scope=scope, heading=heading, inside=inside, aside=aside))

    def _classes(self, heading: Heading) -> None:
        """Classes are named: what follows is theirs. Titles right below one another share what follows."""
        here, scope = self._here, heading.scope
        if scope is None:
            return
        if self._within and scope.classes & self._within:
            scope = replace(scope, classes=scope.classes & self._within)
        kind, inside, implied = here.kind, here.inside, here.implied
        if (here.aside or (inside and kind in _PART)) and self._lacks_minimum(scope):
            kind, inside = "minimum", True
        if kind == "levels" and not self._has_minimum and self._described(scope):
            kind, inside, implied = "minimum", True, True
        if here.scope is not None and not here.blocks and here.heading is not None and here.heading.kind == SCOPE:
            scope = self._both(here.scope, scope)
            if kind == here.kind:
                heading = _together(self.stretches.pop().heading, heading)
        self.stretches.append(Stretch(kind=kind, scope=scope, heading=heading, inside=inside, implied=implied))
        if scope.doubt and "range" in scope.doubt:
            self._here.blocks.append(_as_heading(heading))

    def _both(self, one: Scope, other: Scope) -> Scope:
        """Two titles above one text: both, unless the first ("All Levels") takes in the second."""
        if other.classes < one.classes:
            return other
        classes = one.classes | other.classes
        return Scope(classes=classes, every=one.every or other.every, doubt=other.doubt or one.doubt)

    def _lacks_minimum(self, scope: Scope) -> bool:
        told = {
            place
            for stretch in self.stretches
            if stretch.kind == "minimum" and stretch.blocks and stretch.scope and not stretch.scope.every
            for place in stretch.scope.classes
        }
        return not scope.every and not scope.classes <= told

    def _described(self, scope: Scope) -> bool:
        return any(
            s.kind == "levels" and s.scope and s.blocks and s.scope.classes == scope.classes for s in self.stretches
        )

    def _pattern(self, heading: Heading) -> None:
        """ "Either I", "Or II", or a sentence that only begins like one because the page set it as a heading."""
        block = heading.blocks[0]
        here = self._here
        if not self._has_minimum and not here.inside and not any(s.implied for s in self.stretches):
            here = Stretch(kind="minimum", scope=here.scope, heading=heading, inside=True, implied=True)
            self.stretches.append(here)
        if glued := _GLUED.match(block.text):
            here.blocks.append(replace(block, passage=block.passage[: glued.end()].strip()))
            self._open(block, block.passage[glued.end() :].strip())
        elif _PATTERN.fullmatch(block.text):
            here.blocks.append(block)
        elif here.blocks and here.blocks[-1].kind != "heading":
            self._continue(block)
        else:
            self._open(block, block.passage)

    def _open(self, block: Block, passage: Passage) -> None:
        """A sentence begins in a heading; the next paragraph goes on with it."""
        if passage:
            self._here.blocks.append(Block(kind="heading", passage=passage, depth=0, struck=block.struck))

    def _continue(self, block: Block) -> None:
        """The end of a sentence stands in a heading: it goes on where the paragraph stopped."""
        blocks = self._here.blocks
        if blocks and blocks[-1].kind != "heading" and not re.search(r"[.;:][)\]]?$", blocks[-1].text):
            blocks[-1] = replace(blocks[-1], passage=Passage.join([blocks[-1].passage, block.passage]), lines=())
        else:
            blocks.append(block if _PATTERN.fullmatch(block.text) else replace(block, kind="paragraph", depth=0))

    def _unknown(self, heading: Heading) -> None:
        """A heading without a meaning stays where it stands, unless it looks like the title of another class."""
        if self._here.inside and self._like_a_title(heading.text):
            self.stretches.append(Stretch(kind="minimum", heading=heading, inside=True, unplaced=True))
        else:
            self._here.blocks.extend(heading.blocks)

    def _left_over(self) -> None:
        """A title no class has, and a class no text has: tied where they are alike, else said to be without a class."""
        for stretch in self.stretches:
            if not stretch.unplaced or stretch.heading is None:
                continue
            lacking = [place for place in self._book.everyone if self._lacks_minimum(_only(place))]
            place = self._book.nearest(stretch.heading.text, lacking)
            if place is not None:
                doubt = "no other class is left for it"
                stretch.scope, stretch.unplaced = Scope(classes=frozenset({place}), doubt=doubt), False
                continue
            message = (
                f'The heading "{stretch.heading.text}" among the minimum qualifications looks like a class title, but '
                "the class table has no such title. Its text is given to no class; tie it to its class by hand."
            )
            spans = tuple(span for block in stretch.heading.blocks for span in block.passage.spans())
            self.issues.append(Issue(code="MP-L101", severity="warning", message=message, spans=spans))

    def _right_above(self) -> None:
        """A "Registration Requirement" right above the minimum qualifications stands among them."""
        for above, below in reversed(list(pairwise(self.stretches))):
            above.inside = above.inside or (above.kind == "requirement" and below.inside)

    def _like_a_title(self, text: str) -> bool:
        found = words(text)
        known = [word for word in found if word in self._vocabulary]
        return len(self._book.titles) > 1 and len(known) >= 2 and 2 * len(known) > len(found)


def _only(place: int) -> Scope:
    return Scope(classes=frozenset({place}))


def _together(first: Heading | None, second: Heading) -> Heading:
    if first is None:
        return second
    return replace(second, text=f"{first.text}; {second.text}", blocks=first.blocks + second.blocks)


def _as_heading(heading: Heading) -> Block:
    """The heading as one block, for a title that says more than which class it is."""
    return replace(heading.blocks[0], passage=Passage.join(block.passage for block in heading.blocks))
