"""The box of a class: its title in lines that fit, whatever typeface the reader's machine has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 190.0
PADDING = 9.0
TITLE_SIZE = 12.0
CODE_SIZE = 10.0
LINE = 15.0
MOST_LINES = 4
# Widths in ems of the widest common sans-serif face, so that narrower ones fit as well.
NARROW: Mapping[str, float] = dict.fromkeys("iljftIJ.,:;'’|! ()[]/-", 0.33)
WIDE: Mapping[str, float] = dict.fromkeys("mwMW@%", 0.99)


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """What stands in a box, and how high it is."""

    lines: tuple[str, ...]
    code: str
    height: float


def box(title: str, code: str, *, ports: int = 0, between_ports: float = 0.0) -> Box:
    """The box of a class; as high as its lines need, and as ``ports`` moves that end at one side need."""
    lines = wrapped(title)
    text = LINE * len(lines) + (CODE_SIZE + 3 if code else 0) + 2 * PADDING
    return Box(lines=lines, code=code, height=max(text, ports * between_ports + PADDING))


def wrapped(title: str) -> tuple[str, ...]:
    """A title in lines of the box's width; what does not fit ends in an ellipsis.

    >>> wrapped("Assistant Supervisor of Medical Social Services")
    ('Assistant Supervisor of', 'Medical Social Services')
    """
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= WIDTH - 2 * PADDING:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = [_cut(line) for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        cut[-1] = _cut(f"{lines[MOST_LINES - 1]} {lines[MOST_LINES]}…")
    return tuple(cut)


def _cut(line: str) -> str:
    if width(line) <= WIDTH - 2 * PADDING:
        return line
    while line and width(f"{line}…") > WIDTH - 2 * PADDING:
        line = line[:-1]
    return f"{line.rstrip()}…"


def width(text: str, size: float = TITLE_SIZE) -> float:
    """How wide a text may be, in pixels, at the most."""
    return size * sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    return NARROW.get(letter) or WIDE.get(letter) or (0.72 if letter.isupper() else 0.63)
