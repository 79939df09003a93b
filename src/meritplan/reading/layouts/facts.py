"""The facts of one class or group while a layout reads them, each with the words it was read from."""

from __future__ import annotations

from typing import Any

from meritplan.model.job_class import Group, GroupKind, JobClass, Pay, Statement
from meritplan.model.span import Span
from meritplan.reading.passage import Passage


def spans_of(*passages: Passage) -> tuple[Span, ...]:
    """Where the passages stand, one after another."""
    return tuple(span for passage in passages for span in passage.spans())


def statement(passage: Passage) -> Statement:
    """The passage as a duty, knowledge or ability."""
    return Statement(text=passage.text, spans=passage.spans())


class Facts:
    """Fields found so far. A dotted name ("pay.grade") reaches into a part.

    The first value put for a field stays: documents repeat themselves, and what is said first is said best.
    """

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._evidence: dict[str, tuple[Span, ...]] = {}

    def __contains__(self, field: str) -> bool:
        return field in self._values

    def get(self, field: str) -> Any:
        """The value of a field, or None."""
        return self._values.get(field)

    def put(self, field: str, value: Any, *passages: Passage) -> None:
        """Set a field that is not set yet; ``passages`` are the words it was read from."""
        if field in self._values or value is None or value in ("", ()):
            return
        self._values[field] = value
        self.witness(field, *passages)

    def witness(self, field: str, *passages: Passage) -> None:
        """Keep the words that speak about a field, even where they leave it without a value."""
        if passages:
            self._evidence[field] = self._evidence.get(field, ()) + spans_of(*passages)

    def put_text(self, field: str, *passages: Passage) -> None:
        """Set a field to the words of the passages, paragraphs apart."""
        kept = [passage for passage in passages if passage]
        self.put(field, "\n\n".join(passage.text for passage in kept), *kept)

    def put_statements(self, field: str, passages: list[Passage]) -> None:
        """Set a field to one statement for each passage."""
        kept = [passage for passage in passages if passage]
        self.put(field, tuple(statement(passage) for passage in kept), *kept)

    def job_class(self, **more: Any) -> JobClass:
        """The class as far as it was read; needs a title."""
        return JobClass(**self._fields(), **more, evidence=dict(self._evidence))

    def group(self, kind: GroupKind) -> Group:
        """The facts as those of a family, series or occupation."""
        return Group(kind=kind, **self._fields(), evidence=dict(self._evidence))

    def _fields(self) -> dict[str, Any]:
        whole = {name: value for name, value in self._values.items() if "." not in name}
        pay = {name.removeprefix("pay."): value for name, value in self._values.items() if name.startswith("pay.")}
        return {**whole, "pay": Pay(**pay)} if pay else whole
