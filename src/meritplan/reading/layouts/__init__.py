"""Layouts: where each publisher puts the classes, their facts and their qualification sections.

One module for each publisher, and ``general`` for all others, behind one signature
(:class:`~meritplan.reading.layout.Layout`). A document is read by the layout that recognises it best:

>>> from meritplan.reading.layouts import by_name
>>> by_name("general").NAME
'general'
"""

from meritplan.reading.document import Document
from meritplan.reading.layout import Layout
from meritplan.reading.layouts import california, general, illinois, los_angeles, mississippi, new_mexico

__all__ = ["LAYOUTS", "UnknownLayoutError", "by_name", "choose"]

LAYOUTS: tuple[Layout, ...] = (mississippi, new_mexico, illinois, california, los_angeles, general)
"""All layouts. Where two recognise a document equally well, the one named first reads it."""


class UnknownLayoutError(LookupError):
    """A layout was asked for by a name that none has."""

    def __init__(self, name: str) -> None:
        known = ", ".join(layout.NAME for layout in LAYOUTS)
        super().__init__(f"There is no layout named {name!r}. The layouts are: {known}.")


def choose(document: Document) -> Layout:
    """The layout that is surest the document is one of its own; ``general`` takes what nobody claims."""
    return max(LAYOUTS, key=lambda layout: layout.recognise(document))


def by_name(name: str) -> Layout:
    """The layout called ``name``; raises :class:`UnknownLayoutError` if there is none."""
    for layout in LAYOUTS:
        if name == layout.NAME:
            return layout
    raise UnknownLayoutError(name)
