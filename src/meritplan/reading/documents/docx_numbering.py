"""The numbers and letters Word shows before paragraphs, which stand nowhere in the text: worked out as Word does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from meritplan.reading.documents.docx_package import parse
from meritplan.reading.documents.numbering import BULLET, letters, roman_number

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_INHERITED: Final = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One level of a numbering: where it starts, how it counts, and the text around the number ("(%2)")."""

    start: int = 1
    style: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class WordNumbering:
    """Counts the numbered paragraphs of a document in order."""

    levels: dict[str, dict[int, Level]]
    lists: dict[str, str]
    restarts: dict[str, dict[int, int]]
    styles: dict[str, tuple[str, int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: bytes | None, styles: bytes | None) -> WordNumbering:
        """From the parts ``numbering.xml`` and ``styles.xml``, where there are such."""
        root = parse(numbering) if numbering else None
        levels: dict[str, dict[int, Level]] = {}
        lists: dict[str, str] = {}
        restarts: dict[str, dict[int, int]] = {}
        for element in () if root is None else root:
            name = element.get(f"{W}abstractNumId") or element.get(f"{W}numId") or ""
            if element.tag == f"{W}abstractNum":
                levels[name] = {_integer(level.get(f"{W}ilvl"), 0): _level(level) for level in element.iter(f"{W}lvl")}
            elif element.tag == f"{W}num":
                lists[name] = _value(element, "abstractNumId") or ""
                restarts[name] = {
                    _integer(change.get(f"{W}ilvl"), 0): _integer(_value(change, "startOverride"), 1)
                    for change in element.iter(f"{W}lvlOverride")
                    if change.find(f"{W}startOverride") is not None
                }
        return cls(levels=levels, lists=lists, restarts=restarts, styles=_numbered_styles(styles))

    def next(self, paragraph: _Element) -> str | None:
        """The marker Word shows before the paragraph; None for a paragraph that is not numbered."""
        place = self._place(paragraph)
        if place is None:
            return None
        number, depth = place
        abstract = self.lists.get(number, "")
        level = self.levels.get(abstract, {}).get(depth)
        if level is None:
            return None
        self._count(number, abstract, depth, level)
        if level.style == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(lambda found: self._shown(abstract, int(found[1]) - 1), level.text).strip() or None

    def _place(self, paragraph: _Element) -> tuple[str, int] | None:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        inherited = self.styles.get(_value(properties, "pStyle") or "")
        own = properties.find(f"{W}numPr")
        if own is None:
            return inherited
        number = _value(own, "numId") or (inherited[0] if inherited else "0")
        depth = _integer(_value(own, "ilvl"), inherited[1] if inherited else 0)
        return None if number == "0" else (number, min(depth, _LEVELS - 1))

    def _count(self, number: str, abstract: str, depth: int, level: Level) -> None:
        counts = self._counts.setdefault(abstract, {})
        if number not in self._seen:
            self._seen.add(number)
            for restarted, start in self.restarts.get(number, {}).items():
                counts[restarted] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [known for known in counts if known > depth]:
            del counts[deeper]

    def _shown(self, abstract: str, depth: int) -> str:
        level = self.levels[abstract].get(depth, Level())
        return _number(self._counts[abstract].get(depth, level.start), level.style)


def _level(element: _Element) -> Level:
    return Level(
        start=_integer(_value(element, "start"), 1),
        style=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText") or "",
    )


def _numbered_styles(styles: bytes | None) -> dict[str, tuple[str, int]]:
    """The paragraph styles that number what they are put on, directly or through the style they are based on."""
    root = parse(styles) if styles else None
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in () if root is None else root.iter(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        based[name] = _value(style, "basedOn") or ""
        numbered = style.find(f"{W}pPr/{W}numPr")
        if numbered is not None and (number := _value(numbered, "numId")):
            own[name] = (number, _integer(_value(numbered, "ilvl"), 0))
    found: dict[str, tuple[str, int]] = {}
    for name in based:
        above = name
        for _ in range(_INHERITED):
            if above in own:
                found[name] = own[above]
                break
            above = based.get(above, "")
    return {name: place for name, place in found.items() if place[0] != "0"}


def _number(value: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"} and value > 0:
        return letters(value).upper() if style == "upperLetter" else letters(value)
    if style in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        return roman_number(value).upper() if style == "upperRoman" else roman_number(value)
    if style == "none":
        return ""
    return f"{value:02d}" if style == "decimalZero" else str(value)


def _bullet(text: str) -> str:
    """The sign of a bullet; those of symbol fonts have no meaning outside them."""
    return text if text and text.isprintable() and not "\ue000" <= text[0] <= "\uf8ff" else BULLET


def _value(element: _Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.lstrip("-").isdigit() and len(text) < 7 else otherwise
