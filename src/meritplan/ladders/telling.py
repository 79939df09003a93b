"""Moves in plain words: for tooltips, for readers of screens, and for the table."""

from __future__ import annotations

from meritplan.ladders.moves import Ground, Move
from meritplan.model.requirement import Number

KINDS = {
    "class": "experience in the class",
    "level": "experience at its level",
    "occupation": "experience in the occupation",
    "counting": "if experience of this employer is used",
    "series": "next in the series",
    "line": "next on the promotional line",
    "supervision": "supervised by",
}


def time_in_words(months: Number | None) -> str:
    """A length of time as people say it; nothing where none is stated.

    >>> [time_in_words(months) for months in (6, 12, 18, 24, 27, None)]
    ['6 months', '1 year', '1½ years', '2 years', '27 months', '']
    """
    if months is None:
        return ""
    years, rest = divmod(months, 12)
    if months < 12 or rest not in {0, 6}:
        return f"{months:g} month{'' if months == 1 else 's'}"
    half = "½" if rest else ""
    return f"{years:g}{half} year{'' if years == 1 and not half else 's'}"


def ground_in_words(ground: Ground) -> str:
    """Why a move is there: ``2 years, experience in the class, at level II``."""
    parts = [time_in_words(ground.time), KINDS[ground.kind]]
    if ground.level:
        parts.append(f"at level {ground.level} of it")
    if ground.months is not None and ground.total_months is not None and ground.months < ground.total_months:
        parts.append(f"{time_in_words(ground.months)} of them in it")
    if ground.because:
        parts.append(ground.because)
    return ", ".join(part for part in parts if part)


def move_in_words(move: Move) -> str:
    """The best ground of a move."""
    return ground_in_words(move.best)
