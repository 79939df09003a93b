"""The difference of two editions of a class: facts, words, and what its requirements do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from meritplan.model import JobClass
from meritplan.model.policy import Policy
from meritplan.plan.diff.redline import Redline, StatementChange, redline, statements
from meritplan.plan.diff.requirement import RequirementDifference, difference
from meritplan.plan.edition import TREES, ClassEdition, Tree
from meritplan.plan.questions import tree_field, words

TEXTS = ("summary", "statutory_requirements", "conditions_of_employment")
LISTS = ("duties", "ksas", "distinguishing")
PASSED_OVER = frozenset({"evidence", "source", "duties", "ksas", "distinguishing", *TEXTS, *map(tree_field, TREES)})


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field that changed, as plain data."""

    field: str
    before: Any = None
    after: Any = None


class TextChange(msgspec.Struct, frozen=True, kw_only=True):
    """A running text that changed."""

    field: str
    words: Redline


class ListChange(msgspec.Struct, frozen=True, kw_only=True):
    """A list of statements that changed."""

    field: str
    changes: tuple[StatementChange, ...]


class TreeChange(msgspec.Struct, frozen=True, kw_only=True):
    """A requirement that changed: its words, and its meaning."""

    tree: Tree
    words: Redline
    meaning: RequirementDifference


class ClassDifference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What differs between two editions; everything absent is the same.

    ``partial`` names the editions of which a part of the wording is known: what those do not say is not compared.
    """

    key: str
    title: str
    before: str
    after: str
    facts: tuple[Fact, ...] = ()
    texts: tuple[TextChange, ...] = ()
    lists: tuple[ListChange, ...] = ()
    trees: tuple[TreeChange, ...] = ()
    partial: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.facts or self.texts or self.lists or self.trees)

    def requirement(self, tree: Tree = "minimum") -> RequirementDifference | None:
        """What happened to one of the requirements."""
        return next((one.meaning for one in self.trees if one.tree == tree), None)


def edition_difference(
    before: ClassEdition, after: ClassEdition, policy: Policy, *, most: int = 400
) -> ClassDifference:
    """All differences; requirements are proved with at most ``most`` made-up persons each."""
    old, new = before.job_class, after.job_class
    known = _known(before) & _known(after)
    return ClassDifference(
        key=after.class_key,
        title=new.title,
        before=_name(before),
        after=_name(after),
        facts=tuple(one for one in _facts(old, new) if one.field in known),
        texts=tuple(one for one in _texts(old, new) if one.field in known),
        lists=tuple(one for one in _lists(old, new) if one.field in known),
        trees=tuple(_trees(old, new, policy, most, [one for one in TREES if tree_field(one) in known])),
        partial=tuple(_name(one) for one in (before, after) if one.partial),
    )


def _name(edition: ClassEdition) -> str:
    return f"{edition.class_key}/{edition.number}"


def _known(edition: ClassEdition) -> frozenset[str]:
    """The fields of which it is known what the edition says, or that it says nothing."""
    said = edition.job_class
    names = JobClass.__struct_fields__
    return frozenset(name for name in names if not edition.partial or getattr(said, name) not in (None, (), False))


def _facts(old: JobClass, new: JobClass) -> Iterator[Fact]:
    for name in JobClass.__struct_fields__:
        if name in PASSED_OVER:
            continue
        was, has = (_plain(getattr(one, name)) for one in (old, new))
        if was != has:
            yield Fact(field=name, before=was, after=has)


def _plain(value: Any) -> Any:
    """The value without places in the source."""
    data = msgspec.to_builtins(value)
    if isinstance(data, list | tuple):
        return [{k: v for k, v in one.items() if k != "spans"} if isinstance(one, dict) else one for one in data]
    return data


def _texts(old: JobClass, new: JobClass) -> Iterator[TextChange]:
    for name in TEXTS:
        was, has = getattr(old, name) or "", getattr(new, name) or ""
        if was != has:
            yield TextChange(field=name, words=redline(was, has))


def _lists(old: JobClass, new: JobClass) -> Iterator[ListChange]:
    for name in LISTS:
        was, has = ([_text(one) for one in getattr(job, name)] for job in (old, new))
        changes = statements(was, has) if was != has else ()
        if changes:
            yield ListChange(field=name, changes=changes)


def _text(one: Any) -> str:
    return one if isinstance(one, str) else str(one.text)


def _trees(old: JobClass, new: JobClass, policy: Policy, most: int, trees: Iterable[Tree]) -> Iterator[TreeChange]:
    for tree in trees:
        was, has = (getattr(one, tree_field(tree)) for one in (old, new))
        meaning = difference(was, has, policy, most=most)
        if meaning is not None:
            said, says = (words(one)[0] or "" if one is not None else "" for one in (was, has))
            yield TreeChange(tree=tree, words=redline(said, says), meaning=meaning)
