"""What a person decided about one claim, with name, day and reason."""

from __future__ import annotations

import msgspec


class Ruling(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One decision.

    About an employment it names ``counts_for``: a leaf's quote, function, class or level, or ``*`` for any
    experience leaf. About a ``field``, ``subject``, ``license``, ``training`` or ``skill`` it names ``counts_as``.
    About a ``condition`` (or a sentence left unread) it names the quote. ``share`` is the part of the working time.
    """

    employment: str | int | None = None
    counts_for: str | None = None
    field: str | None = None
    subject: str | None = None
    coursework: str | None = None  # the same as ``subject``
    license: str | None = None
    training: str | None = None
    skill: str | None = None
    condition: str | None = None
    counts_as: str | None = None
    answer: str | bool | None = None
    share: int | float | None = None
    by: str | None = None
    on: str | None = None
    reason: str | None = None

    @property
    def says(self) -> bool | None:
        """True for yes, False for no, None for anything else."""
        if isinstance(self.answer, str):
            return {"yes": True, "no": False}.get(self.answer.strip().casefold())
        return self.answer
