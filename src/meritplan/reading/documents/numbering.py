"""What the items of an HTML list are counted by: the numbers and letters a browser would show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET: Final = "•"
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_STYLES: Final = {
    "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A",
    "lower-roman": "i", "upper-roman": "I", "decimal": "1",
}  # fmt: skip


@dataclass(slots=True)
class Numbering:
    """The state of one open list: its style, the place of its newest item, and the marker not yet used."""

    depth: int
    bulleted: bool
    style: str = "1"
    value: int = 0
    step: int = 1
    inside: int = 0
    pending: str | None = None

    @classmethod
    def of(cls, element: _Element, depth: int) -> Numbering:
        """The numbering a list element asks for with ``type``, ``start``, ``reversed`` or its style."""
        if element.tag != "ol":
            return cls(depth=depth, bulleted=True)
        style = element.get("type") or _style(element.get("style") or "")
        count = sum(child.tag == "li" for child in element)
        backwards = element.get("reversed") is not None
        start = _integer(element.get("start"), count if backwards else 1)
        step = -1 if backwards else 1
        return cls(
            depth=depth, bulleted=False, style=style if style in {"1", "a", "A", "i", "I"} else "1",
            value=start - step, step=step,
        )  # fmt: skip

    def next(self, item: _Element) -> None:
        """A new item begins; its marker waits for its first words."""
        self.inside += 1
        self.value = _integer(item.get("value"), self.value + self.step)
        shown = BULLET if self.bulleted else f"{count(self.value, self.style)}."
        self.pending = item.get("data-marker") or shown

    def leave(self) -> None:
        """The item ends. One that said nothing has no marker to give."""
        self.inside -= 1
        self.pending = None

    def take(self) -> str | None:
        """The marker of the item, for its first block only."""
        marker, self.pending = self.pending, None
        return marker


def count(value: int, style: str) -> str:
    """``value`` in digits, letters (27 is "aa") or Roman numbers."""
    if style in {"a", "A"} and value > 0:
        return letters(value).upper() if style == "A" else letters(value)
    if style in {"i", "I"} and 0 < value < 4000:
        return roman_number(value).upper() if style == "I" else roman_number(value)
    return str(value)


def letters(value: int) -> str:
    """1 is "a", 26 is "z", 27 is "aa"."""
    found = ""
    while value > 0:
        value, letter = divmod(value - 1, 26)
        found = chr(97 + letter) + found
    return found


def roman_number(value: int) -> str:
    """The value in small Roman letters."""
    found = ""
    for worth, sign in _ROMAN:
        times, value = divmod(value, worth)
        found += sign * times
    return found


def _style(text: str) -> str:
    return next((kind for name, kind in _STYLES.items() if name in text), "1")


def _integer(text: str | None, otherwise: int) -> int:
    try:
        value = int(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < 1_000_000 else otherwise
