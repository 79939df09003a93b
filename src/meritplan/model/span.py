"""A stretch of a document's text."""

from typing import NamedTuple


class Span(NamedTuple):
    """Half-open character offsets ``[start, end)`` into the text of one document."""

    start: int
    end: int
