"""The queue: open questions of drafts, those first that weigh most and that one answer settles for most classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from meritplan.plan import ClassEdition, Plan, Question
from meritplan.server.desk.lasting import OfPlan

UNREAD = "MP-R001"
Alike = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """An open question of an edition; ``alike`` counts the questions one answer would settle, itself among them."""

    edition: ClassEdition
    question: Question
    alike: int

    @property
    def name(self) -> tuple[str, int, str]:
        """What tells it from all others."""
        return self.edition.class_key, self.edition.number, self.question.id

    @property
    def same(self) -> Alike:
        """What it shares with those that ask the same of the same words."""
        return _same(self.question)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Questions that ask the same of the same words: one line of the queue."""

    first: Asked
    others: tuple[Asked, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return 1 + len(self.others)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """What somebody wants to work on. An empty text takes everything."""

    code: str = ""
    group: str = ""
    document: str = ""
    words: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Filter:
        """The filter an address names."""
        names = {"code": "code", "group": "group", "document": "document", "words": "q"}
        return cls(**{name: said.get(key, "").strip() for name, key in names.items()})

    @property
    def address(self) -> str:
        """The filter as part of an address, with its question mark; nothing where it takes everything."""
        said = {"code": self.code, "group": self.group, "document": self.document, "q": self.words}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"?{query}" if query else ""

    def takes(self, one: Asked) -> bool:
        """Whether a question is wanted."""
        said = one.edition
        return (
            self.code in {"", one.question.code}
            and self.group in {"", said.group}
            and (not self.document or any(ref.sha256 == self.document for ref in said.sources))
            and (not self.words or self.words.casefold() in _words(one))
        )


@dataclass(frozen=True, kw_only=True)
class Queue:
    """All open questions in the order of work."""

    asked: tuple[Asked, ...]

    def only(self, wanted: Filter) -> Queue:
        """Those a filter takes."""
        return self if wanted == Filter() else Queue(asked=tuple(one for one in self.asked if wanted.takes(one)))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Those alike together."""
        found: dict[Alike, list[Asked]] = {}
        for one in self.asked:
            found.setdefault(one.same, []).append(one)
        return tuple(Group(first=those[0], others=tuple(those[1:])) for those in found.values())

    @cached_property
    def codes(self) -> Mapping[str, int]:
        """How many there are of each code."""
        return dict(sorted(Counter(one.question.code for one in self.asked).items()))

    @cached_property
    def editions(self) -> int:
        """How many editions wait for answers."""
        return len({one.edition.path for one in self.asked})

    def after(self, name: tuple[str, int, str], before: Queue | None = None) -> Asked | None:
        """The next question: the first still open of those that stood after this one in ``before``, or the first."""
        order = [one.name for one in (before or self).asked]
        start = order.index(name) + 1 if name in order else 0
        still = {one.name: one for one in self.asked if one.name != name}
        later = [*order[start:], *order[:start]]
        return next((still[one] for one in later if one in still), next(iter(still.values()), None))

    def before(self, name: tuple[str, int, str]) -> Asked | None:
        """The question before this one; of the first, the last."""
        order = [one.name for one in self.asked]
        if name not in order or len(order) < 2:
            return None
        return self.asked[order.index(name) - 1]


def queue(plan: Plan) -> Queue:
    """The queue of a plan."""
    asked = [
        (edition, question)
        for one in plan.classes
        for edition in one.editions
        if edition.state in {"draft", "circulated"}
        for question in edition.open_questions
    ]
    counts = Counter(_same(question) for _, question in asked)
    found = [Asked(edition=edition, question=question, alike=counts[_same(question)]) for edition, question in asked]
    return Queue(asked=tuple(sorted(found, key=_order)))


def _order(one: Asked) -> tuple[object, ...]:
    """Unread text first: nothing is known of it. Then what one answer settles for most."""
    same = tuple(str(part or "") for part in one.same)
    return (one.question.code != UNREAD, one.question.tree is None, -one.alike, same, *one.name)


def _same(question: Question) -> Alike:
    return question.code, question.text, question.quote, question.tree


def _words(one: Asked) -> str:
    said = one.edition.job_class
    return " ".join([said.title, said.code or "", one.question.text, one.question.quote or ""]).casefold()


of_plan: OfPlan[Queue] = OfPlan(queue)  # kept as long as the plan stands


def documents(asked: Sequence[Asked]) -> Mapping[str, str]:
    """The documents questions come from: names by hash."""
    found = {ref.sha256: ref.name for one in asked for ref in one.edition.sources}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))
