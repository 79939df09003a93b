"""Trouble found in a document, as a value: collected and shown, never raised."""

from typing import Literal

import msgspec

from meritplan.model.span import Span

Severity = Literal["info", "warning", "error"]


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing a person should look at.

    ``code`` is stable (``MP-R012``) and explained in ``docs/issues.md``; ``message`` says what was found,
    what was expected and what to do; ``source`` counts into the reading's sources; ``class_code`` names the
    class concerned when it is known.
    """

    code: str
    severity: Severity
    message: str
    source: int = 0
    spans: tuple[Span, ...] = ()
    class_code: str | None = None
