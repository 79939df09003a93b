"""The words a tree holds, and cutting and joining them: what guarantees that no step loses any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from meritplan.model import Span
from meritplan.model.requirement import Node
from meritplan.plan.errors import EditingError
from meritplan.plan.questions import steps


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """What a tree holds of its source: offsets into the text, and the words of quotes that name no place.

    A tree written by hand has quotes without spans; those are counted word by word.
    """

    offsets: frozenset[int]
    loose: Counter[str]

    def lacks(self, other: Held) -> bool:
        """Whether ``other`` holds something this one does not."""
        return bool(other.offsets - self.offsets or other.loose - self.loose)


def held(node: Node, text: str | None = None) -> Held:
    """What a node and all below it hold; with the text, blanks between words do not count."""
    offsets: set[int] = set()
    loose: Counter[str] = Counter()
    for _, one in steps(node):
        offsets.update(_offsets(one.spans, text))
        if not one.spans and one.quote:
            loose.update(one.quote.split())
    return Held(offsets=frozenset(offsets), loose=loose)


def _offsets(spans: Iterable[Span], text: str | None) -> Iterator[int]:
    for start, end in spans:
        for at in range(start, end):
            if text is None or at >= len(text) or not text[at].isspace():
                yield at


def cut(quote: str, spans: Sequence[Span], start: int, end: int, text: str | None) -> tuple[str, tuple[Span, ...]]:
    """The words ``quote[start:end]`` and where they stand.

    Raises:
        EditingError: if the quote is not what the text says at its place, so that nobody can say where a part stands.
    """
    part = quote[start:end].strip()
    if not spans:
        return part, ()
    places = _places(quote, spans, text)
    first = len("".join(quote[:start].split()))
    wanted = places[first : first + len("".join(part.split()))]
    return part, _as_spans(wanted)


def joined(nodes: Sequence[Node], text: str | None) -> tuple[str, tuple[Span, ...]]:
    """The words of several nodes as one quote, in the order of the text.

    Raises:
        EditingError: if some have a place in the text and the others none, or the text is not at hand.
    """
    if not any(one.spans for one in nodes):
        return " ".join(one.quote or "" for one in nodes).strip(), ()
    if text is None or not all(one.spans or not one.quote for one in nodes):
        raise EditingError("Words with a place in the source and words without one cannot be joined.")
    offsets = sorted({at for one in nodes for at in _offsets(one.spans, text)})
    originals = sorted(span for one in nodes for span in one.spans)
    spans = _as_spans(_tagged(offsets, originals))
    return " ".join(" ".join(text[one.start : one.end].split()) for one in spans), spans


def _places(quote: str, spans: Sequence[Span], text: str | None) -> list[tuple[int, int]]:
    """For each letter of a quote its offset in the text, and the number of the span it lies in."""
    if text is None:
        raise EditingError("The source of these words cannot be opened, so they cannot be split.")
    letters = "".join(quote.split())
    if any(one.end > len(text) for one in spans):
        raise EditingError("The source is shorter than the place of these words, so they cannot be split.")
    for order in (list(spans), sorted(spans)):
        found = [(at, number) for number, span in enumerate(order) for at in _offsets([span], text)]
        if "".join(text[at] for at, _ in found) == letters:
            return found
    merged = [(at, 0) for at in sorted(set(_offsets(spans, text)))]
    if "".join(text[at] for at, _ in merged) == letters:
        return _tagged([at for at, _ in merged], sorted(spans))
    raise EditingError("The words are not quite those of the source at their place, so they cannot be split.")


def _tagged(offsets: Iterable[int], spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Each offset with a number for the unbroken stretch of the text it lies in; spans that touch are one stretch."""
    stretches: list[Span] = []
    for one in spans:
        if stretches and one.start <= stretches[-1].end:
            stretches[-1] = Span(stretches[-1].start, max(stretches[-1].end, one.end))
        else:
            stretches.append(Span(*one))
    return [(at, next(number for number, one in enumerate(stretches) if one.start <= at < one.end)) for at in offsets]


def _as_spans(places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Spans from the first to the last letter of each stretch."""
    spans: list[Span] = []
    before: int | None = None
    for at, number in places:
        if number == before and at >= spans[-1].end:
            spans[-1] = Span(spans[-1].start, at + 1)
        else:
            spans.append(Span(at, at + 1))
        before = number
    return tuple(spans)
