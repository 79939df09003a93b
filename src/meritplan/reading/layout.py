"""What a layout is: the way one publisher lays out its specifications.

A layout module offers ``NAME``, ``JURISDICTION``, ``recognise`` and ``read``; the built-in ones are
registered in :mod:`meritplan.reading.layouts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from meritplan.model.issue import Issue
from meritplan.model.job_class import Group, JobClass
from meritplan.reading.document import Block, Document

Role = Literal["minimum", "typical", "recommended", "desirable", "prior"]
Part = Literal["requirements", "shared", "notes"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A stretch of qualification text of one class, ready for the qualification reader.

    ``role`` says which tree it belongs to (``typical`` is a minimum in a soft voice). ``part`` is
    ``requirements`` for the class's own text, ``shared`` for text that serves several classes of a series
    ("All Levels"), ``notes`` for process notes and other remarks beside the requirements, where only some
    sentences concern qualifications.
    """

    role: Role
    blocks: tuple[Block, ...]
    part: Part = "requirements"
    heading: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClassDraft:
    """A class whose facts are read and whose qualification sections are still prose."""

    facts: JobClass
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a layout makes of a document."""

    groups: tuple[Group, ...] = ()
    classes: tuple[ClassDraft, ...] = ()
    issues: tuple[Issue, ...] = ()


class Layout(Protocol):
    """The signature every layout module has."""

    NAME: str
    JURISDICTION: str | None

    def recognise(self, document: Document) -> float:
        """How sure this layout is that the document is one of its own: 0 (no) to 1 (certain)."""

    def read(self, document: Document) -> Draft:
        """The groups and classes of the document. Raises nothing: trouble becomes issues."""
