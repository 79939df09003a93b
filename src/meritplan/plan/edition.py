"""One edition of a class: what a source says of it, what is still open, who decided what, and when it applies."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

import msgspec

from meritplan.model import JobClass, Span

State = Literal["draft", "circulated", "adopted", "withdrawn"]
Standing = Literal["draft", "circulated", "adopted", "in force", "superseded", "withdrawn"]
Tree = Literal["minimum", "recommended", "prior", "desirable"]
Decision = Literal["confirmed", "read as", "no requirement", "entered", "answered"]

TREES: tuple[Tree, ...] = ("minimum", "recommended", "prior", "desirable")
FORMAT = "meritplan-edition/1"
# Keys and hashes name files, so they hold nothing that could lead elsewhere.
Key = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,100}$")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class SourceRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A published original the edition was read from. ``sha256`` finds it under ``sources/``."""

    sha256: Sha256
    name: str
    media_type: str
    layout: str | None = None
    jurisdiction: str | None = None


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something a person must decide before the edition applies to anybody.

    ``code`` is an issue code. A question about a node of a requirement names the ``tree`` and the ``path`` to it
    when the question was asked (``("children", 0, "rules", 1)``), and its words; any other names none.
    """

    id: str
    code: str
    text: str
    tree: Tree | None = None
    path: tuple[str | int, ...] = ()
    quote: str | None = None
    spans: tuple[Span, ...] = ()


class Settlement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who decided a question, when, how and why. ``before`` and ``after`` are the node or field concerned."""

    question: str
    decision: Decision
    by: str
    on: date
    because: str
    before: Any = None
    after: Any = None


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of an edition's life: imported, circulated, published, ended, withdrawn. Never removed."""

    what: str
    on: date
    by: str
    because: str | None = None
    open_questions: tuple[str, ...] = ()


class ClassEdition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One edition of one class.

    ``class_key`` names the class for good (its first code, or a slug of its title); ``number`` counts the class's
    editions in the order they were entered. ``state`` is what was decided; whether an adopted edition is in force
    on a day follows from ``effective_from`` and ``effective_to`` (the last day, inclusive; absent means until
    further notice): see :meth:`standing`. ``job_class`` holds the specification itself; its ``source`` counts into
    ``sources``. ``group`` is the key of a document under ``groups/``. ``partial`` says that only a part of the wording
    is known, such as qualifications a later document prints as superseded: what it does not say is unknown.
    """

    format: str = msgspec.field(default_factory=lambda: FORMAT)  # always written out
    class_key: Key
    number: int
    state: State = msgspec.field(default_factory=lambda: "draft")
    effective_from: date | None = None
    effective_to: date | None = None
    circulated: date | None = None
    adopted: date | None = None
    basis: int | None = None
    note: str | None = None
    partial: bool = False
    group: str | None = None
    sources: tuple[SourceRef, ...] = ()
    questions: tuple[Question, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    events: tuple[Event, ...] = ()
    job_class: JobClass = msgspec.field(name="class")

    @property
    def path(self) -> str:
        """Where the edition stands in the plan's folder."""
        return f"classes/{self.class_key}/{self.number}.yaml"

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions nobody has settled yet."""
        settled = {one.question for one in self.settlements}
        return tuple(one for one in self.questions if one.id not in settled)

    @property
    def dated(self) -> date | None:
        """The day the edition or its document bears: in force from, printed effective, revised, opened, established."""
        said = self.job_class
        return self.effective_from or said.effective_date or said.revised or said.open_date or said.established

    def standing(self, on: date) -> Standing:
        """What the edition is on a day. An adopted edition that does not apply yet is still ``adopted``."""
        if self.state != "adopted":
            return self.state
        if self.effective_from is None or on < self.effective_from:
            return "adopted"
        return "superseded" if self.effective_to is not None and self.effective_to < on else "in force"
