"""The qualification sections of a class, from the stretches of its document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from meritplan.model.issue import Issue
from meritplan.reading.document import Block
from meritplan.reading.layout import Part, Role, Section
from meritplan.reading.layouts.headings import label_of, lexicon, looks_like_qualifications
from meritplan.reading.layouts.identity import Title, is_title, labelled, split_code
from meritplan.reading.layouts.outline import Stretch
from meritplan.reading.layouts.trouble import trouble
from meritplan.reading.passage import Passage

_BOUND_TO_ROLE = ("label", "remark")
_OWN_GATE = re.compile(
    r"licen|certif|regist|special|additional|necessary|driver|background|age\b|citizen|residen", re.IGNORECASE
)
_LEVEL_LABEL = re.compile(r"(?P<title>[A-Z][\w’'/&(),. -]{2,60}?\s(?:VI|IV|V|I{1,3}|[1-6]))\s*(?::|\s[–-])\s*")
_INSIDE = re.compile(
    r"^(?:either|or|and|plus|all levels?)\b|requirement|eligib|alternat|\boption\b|\bpattern\b|\blevels?\b",
    re.IGNORECASE,
)
_DECIDING = ("minimum", "typical")
_SHORT = 40
_LEAD_IN = re.compile(r".*:$", re.DOTALL)


@dataclass(kw_only=True, slots=True)
class Findings:
    """The sections of a class, the blocks in them, and what is to be said about them."""

    sections: list[Section] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def has(self, role: Role) -> bool:
        """Whether a section belongs to the tree."""
        return any(section.role == role for section in self.sections)

    def open(self, role: Role) -> bool:
        """Whether the section read last belongs to the same tree."""
        return bool(self.sections) and self.sections[-1].role == role

    @property
    def taken(self) -> set[Block]:
        """The blocks that lie in a section."""
        return {block for section in self.sections for block in section.blocks}

    def by_title(self, title: Title) -> list[tuple[Title, tuple[Section, ...]]]:
        """The sections as those of one class, or of each level of it that is named among them."""
        levels = _level_titles(self.sections)
        if len(levels) < 2:
            return [(title, tuple(self.sections))]
        return [(named, tuple(_of_level(self.sections, named, levels))) for named in levels]


def find_sections(stretches: Sequence[Stretch], title: Passage | None) -> Findings:
    """The stretches that hold qualifications; failing those, the text that reads like them."""
    found = Findings()
    role: Role | None = None
    for number, stretch in enumerate(stretches):
        role = _role(stretch, role, stretches[:number])
        if role is None:
            continue
        kept = _kept(stretch, found)
        if stretch.name in _BOUND_TO_ROLE and stretch.heading is not None:
            kept = [_label_block(stretch), *kept]
        if stretch.name == "label" and number == 1:
            kept = [*_just_above(stretches[0], title), *kept]
        if stretch.name in _BOUND_TO_ROLE and _adjoins(stretches, number) and found.open(role):
            last = found.sections.pop()
            found.sections.append(replace(last, blocks=(*last.blocks, *kept)))
        else:
            found.sections.append(Section(role=role, blocks=tuple(kept), heading=_heading(stretch)))
    found.sections = [
        section for section in found.sections if any(b.kind != "heading" and b.text for b in section.blocks)
    ]
    if found.has("minimum"):  # what is typical beside a minimum does not decide
        beside: Role = "recommended"
        found.sections = [replace(each, role=beside) if each.role == "typical" else each for each in found.sections]
    if not any(section.role in _DECIDING for section in found.sections):
        _search(found, stretches, title)
    return found


def _heading(stretch: Stretch) -> str | None:
    """The words of a heading of qualifications; a label alone is no heading but a block."""
    return stretch.heading.text.strip(" :") if stretch.heading and stretch.name not in _BOUND_TO_ROLE else None


def _just_above(head: Stretch, title: Passage | None) -> list[Block]:
    """Text right above the first label that belongs to the qualifications too."""
    runs = list(_runs(head, title))
    return runs[-1] if head.heading is None and runs and runs[-1][-1] is head.blocks[-1] else []


def _role(stretch: Stretch, open_role: Role | None, before: Sequence[Stretch]) -> Role | None:
    """Which tree a stretch belongs to; ``open_role`` is that of the stretch before."""
    if stretch.name == "minimum":
        return "typical" if stretch.heading and "typical" in stretch.heading.text.casefold() else "minimum"
    if stretch.name == "desirable":
        return "desirable"
    if stretch.name == "remark":
        return open_role
    if stretch.name != "label":
        return None
    gate = stretch.heading is not None and _OWN_GATE.search(stretch.heading.text)
    if open_role == "desirable" and not gate and before and before[-1].name != "desirable":
        return "desirable"
    if open_role == "desirable" and not gate and not before[-1].blocks:
        return "desirable"
    return "typical" if open_role == "typical" else "minimum"


def _adjoins(stretches: Sequence[Stretch], number: int) -> bool:
    """Whether the stretch stands right below the section."""
    return stretches[number - 1].name in ("minimum", "desirable", *_BOUND_TO_ROLE) if number else False


def _label_block(stretch: Stretch) -> Block:
    assert stretch.heading is not None, "only a stretch with a heading has a label"
    return Block(kind="heading", passage=stretch.heading.strip(" "), depth=3, lines=(stretch.heading,))


def _kept(stretch: Stretch, found: Findings) -> list[Block]:
    """The blocks of a stretch up to a heading that leads elsewhere, without facts and sentences about applying."""
    kept: list[Block] = []
    blocks = _without_facts(stretch.blocks)
    for number, block in enumerate(blocks):
        if block.kind == "heading" and _leads_elsewhere(blocks[number:]):
            message = f"Text under “{block.text}” stands below the qualifications and was not read as part of them."
            rest = [left.passage for left in blocks[number:] if left.text]
            found.issues.append(trouble("MP-L017", "warning", message, *rest))
            break
        if block.text and lexicon().boilerplate.search(block.text) and not _strong(block.text):
            message = (
                "A sentence about applying or about the employer stands among the qualifications; it was left out."
            )
            found.issues.append(trouble("MP-L017", "info", message, block.passage))
            continue
        kept.append(block)
    return kept


def _without_facts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without labelled facts ("Pay grade", "G2") and lines that date or file the specification."""
    kept: list[Block] = []
    label = False
    for block in blocks:
        value = label and len(block.text) < _SHORT
        label = bool(block.text) and block.kind != "item" and label_of(block.text) is not None
        fact = any(True for _ in labelled([block])) if block.kind != "item" else False
        if not (value or label or fact or lexicon().end_matter.fullmatch(block.text)):
            kept.append(block)
    return kept


def _leads_elsewhere(blocks: Sequence[Block]) -> bool:
    """Whether a heading that the lexicon does not know is followed by text unlike qualifications.

    A heading with no text of its own leads on to the next one ("Or II", "Experience:"), so it stays.
    """
    heading, *below = blocks
    text = [block.text for block in below if block.kind != "heading" and block.text][:4]
    inside = _INSIDE.search(heading.text) or looks_like_qualifications(heading.text)
    return bool(text) and not inside and not any(looks_like_qualifications(words) for words in text)


def _strong(text: str) -> bool:
    """Whether at least two different signs of qualifications stand in the text."""
    return sum(bool(sign.search(text)) for sign in lexicon().signs) >= 2


# --- documents that name their qualifications nowhere ------------------------------------------


def _search(found: Findings, stretches: Sequence[Stretch], title: Passage | None) -> None:
    """Take the longest run of blocks that read like qualifications, outside the duties and the like."""
    runs = [
        run
        for stretch in stretches
        if stretch.name in ("", "summary", "aside", "distinguishing")
        for run in _runs(stretch, title)
    ]
    runs = [run for run in runs if _convincing(run)]
    if not runs:
        return
    best = max(runs, key=lambda run: sum(len(block.text) for block in run if looks_like_qualifications(block.text)))
    found.sections.append(Section(role="minimum", blocks=tuple(best)))
    message = (
        "No heading names the qualifications. The text from “" + _beginning(best[0]) + "” on reads like qualifications "
        "and was taken for them; check where they begin and end."
    )
    found.issues.append(trouble("MP-L015", "info", message, *(block.passage for block in best if block.text)))


def _convincing(run: Sequence[Block]) -> bool:
    """Whether at least two different signs of qualifications stand in the blocks."""
    text = "\n".join(block.text for block in run)
    return _strong(text)


def _runs(stretch: Stretch, title: Passage | None) -> Iterator[list[Block]]:
    """Neighbouring blocks that read like qualifications, with the lines between that lead in or join them."""
    run: list[Block] = []
    waiting: list[Block] = []
    for block in stretch.blocks:
        is_head = title is not None and block.passage.text and block.passage.at[0] <= title.at[0]
        if is_head or _is_mere_heading(block, run):
            continue
        if looks_like_qualifications(block.text) and not lexicon().boilerplate.search(block.text):
            run += [*waiting, block]
            waiting = []
        elif block.kind == "item" or _joins(block) or (run and not waiting and block.kind == "paragraph"):
            waiting.append(block)
        else:
            if run:
                yield run
            run, waiting = [], [block] if _LEAD_IN.match(block.text) else []
    if run:
        yield [*run, *_tail(waiting)]


def _is_mere_heading(block: Block, run: Sequence[Block]) -> bool:
    """A heading above the text; not one that leads in, nor a broken line of the text itself."""
    inside = _LEAD_IN.match(block.text) or looks_like_qualifications(block.text)
    return block.kind == "heading" and not run and not inside


def _joins(block: Block) -> bool:
    return (
        not block.text
        or bool(_LEAD_IN.match(block.text))
        or block.text.casefold().strip(" ,;") in ("or", "and", "either")
    )


def _tail(waiting: Iterable[Block]) -> list[Block]:
    """Items that go on at the end belong to the list they end; other text does not."""
    kept: list[Block] = []
    for block in waiting:
        if block.kind != "item":
            break
        kept.append(block)
    return kept


def _beginning(block: Block) -> str:
    words = block.text.split()
    return " ".join(words[:8]) + (" ..." if len(words) > 8 else "")


# --- several levels under one heading ----------------------------------------------------------


def _level_titles(sections: Sequence[Section]) -> list[Title]:
    """The levels named among the minimum qualifications ("Librarian I:", "Librarian II:"), if they are of one kind."""
    blocks = [block for section in sections if section.role in _DECIDING for block in section.blocks]
    found = [made for made in map(_level_label, blocks) if made]
    stems = {title.text.rsplit(" ", 1)[0].casefold() for title in found}
    return found if len(stems) == 1 and len({title.text for title in found}) == len(found) else []


def _level_label(block: Block) -> Title | None:
    if (
        block.kind == "heading"
        and re.search(r"\s(?:VI|IV|V|I{1,3}|[1-6])\W*$", block.text)
        and is_title(block.text.rstrip(" :"))
    ):
        return split_code(block.passage)
    found = _LEVEL_LABEL.match(block.text) if block.kind == "paragraph" else None
    return Title(text=found["title"], passage=block.passage[: found.end("title")]) if found else None


def _of_level(sections: Sequence[Section], named: Title, levels: Sequence[Title]) -> Iterator[Section]:
    """The sections of one level: what stands under its label, and what stands under none as shared by all."""
    for section in sections:
        shared, own, here = list[Block](), list[Block](), None
        for block in section.blocks:
            label = _level_label(block) if section.role in _DECIDING else None
            if label and any(label.text == each.text for each in levels):
                here = label.text
                found = _LEVEL_LABEL.match(block.text)
                rest = block.passage[found.end() :] if found and block.kind == "paragraph" else None
                if here == named.text and rest:
                    own.append(replace(block, passage=rest, lines=()))
            elif here is None:
                shared.append(block)
            elif here == named.text:
                own.append(block)
        part: Part = "shared"
        if any(block.text for block in shared):
            yield replace(section, blocks=tuple(shared), part=part if own else section.part)
        if any(block.text for block in own):
            yield replace(section, blocks=tuple(own))
