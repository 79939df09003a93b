"""How wide a wrapped text was set, so that a break forced by the margin can be told from one that was meant."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from meritplan.reading.documents.lines import Line
from meritplan.reading.documents.markers import find_marker

_REACH: Final = 15
_NARROWEST, _WIDEST = 40, 165
# In proportional type, lines that look equally long differ by some characters.
_RAGGED: Final = 0.86


class Margin:
    """The right margin around each line of a text, learned from the lines that surely were broken by it."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._widths = _widths(lines)

    def forced(self, index: int, following: Line, line: Line) -> bool:
        """Whether ``line`` (number ``index``) had no room left for the first word of ``following``."""
        width = self._widths[index] if self._widths else 0
        return bool(width) and line.right + 1 + len(following.first_word()) >= width * _RAGGED


def _sure_wraps(lines: Sequence[Line]) -> list[int]:
    """Lines in mid-sentence whose successor goes on in small letters."""
    return [
        index
        for index, (line, after) in enumerate(itertools.pairwise(lines))
        if after.gap <= 1
        and line.right <= _WIDEST
        and after.starts_lower()
        and not line.ends_sentence()
        and not find_marker(after.text)
    ]


def _widths(lines: Sequence[Line]) -> list[int]:
    wraps = _sure_wraps(lines)
    if not wraps:
        return []
    widths, surely = [0] * len(lines), set(wraps)
    rights = [line.right if line.right <= _WIDEST else 0 for line in lines]
    for index, line in enumerate(lines):
        if rights[index] >= _NARROWEST * _RAGGED and line.right <= _WIDEST:
            widths[index] = _width_around(index, rights, surely)
    return widths


def _width_around(index: int, rights: list[int], wraps: set[int]) -> int:
    low, high = max(0, index - _REACH), min(len(rights), index + _REACH + 1)
    known = [rights[near] for near in range(low, high) if near in wraps]
    if not known:
        return 0
    # The widest sure wrap sets the margin; a lone long line that was not wrapped does not.
    width = max(known)
    return width if width >= _NARROWEST and sum(right >= width * _RAGGED for right in rights[low:high]) > 1 else 0
