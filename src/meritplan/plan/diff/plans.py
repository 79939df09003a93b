"""The difference of two whole plans, or of one plan on two days: classes that came, went, were retitled, or changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from meritplan.model.policy import Policy
from meritplan.plan.asof import View
from meritplan.plan.diff.edition import ClassDifference, edition_difference
from meritplan.plan.edition import ClassEdition
from meritplan.plan.matching import Match, MatchedBy, Register
from meritplan.plan.value import spelled

Pair = tuple[ClassEdition, ClassEdition]
Comparing = Callable[[Sequence[Pair]], Iterable[ClassDifference]]


class Listed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A class that stands on one side only."""

    key: str
    code: str | None = None
    title: str
    replaced_by: tuple[str, ...] = ()


class Changed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A class on both sides that differs. ``matched_by`` says how it was found where the plans are two."""

    difference: ClassDifference
    former_title: str | None = None
    former_code: str | None = None
    matched_by: MatchedBy | None = None


class PlanDifference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All differences of two plans, by key of the class."""

    before: str
    after: str
    added: tuple[Listed, ...] = ()
    gone: tuple[Listed, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: int = 0

    @property
    def retitled(self) -> tuple[Changed, ...]:
        """The classes with another title than before."""
        return tuple(one for one in self.changed if one.former_title)

    @property
    def effects(self) -> Counter[str]:
        """How often the minimum qualifications were loosened, tightened, moved, and so on."""
        found = (one.difference.requirement() for one in self.changed)
        return Counter(one.effect for one in found if one is not None)


def plan_difference(
    before: View, after: View, policy: Policy, *, most: int = 200, compared: Comparing | None = None
) -> PlanDifference:
    """All differences. Classes of one plan belong together by key, those of two by codes and titles.

    ``compared`` compares the pairs of editions in its own way, in their order: with a progress bar, or by several
    processes. Without it they are compared one after the other.
    """
    matches = _matches(before, after)
    taken = {key for key, _ in matches.values()}
    matched = [(before.by_key[old], after.by_key[new], by) for new, (old, by) in matches.items()]
    differing = [(old, new, by) for old, new, by in matched if old is not new and old != new]
    pairs = [(old, new) for old, new, _ in differing]
    each = compared(pairs) if compared else (edition_difference(*pair, policy, most=most) for pair in pairs)
    found = [_changed(old, new, by, difference) for (old, new, by), difference in zip(differing, each, strict=True)]
    return PlanDifference(
        before=name_of(before),
        after=name_of(after),
        added=tuple(_listed(one, after) for one in after.editions if one.class_key not in matches),
        gone=tuple(_listed(one, before) for one in before.editions if one.class_key not in taken),
        changed=tuple(one for one in found if one is not None),
        unchanged=len(matched) - sum(one is not None for one in found),
    )


def name_of(view: View) -> str:
    """What to call a side."""
    return f"{view.plan.card.title}, {f'as of {view.on}' if view.on else 'newest editions'}"


def _matches(before: View, after: View) -> dict[str, tuple[str, MatchedBy | None]]:
    """For each class of the later side the key of the earlier one, each at most once."""
    if before.plan.root == after.plan.root:
        return {one.class_key: (one.class_key, None) for one in after.editions if one.class_key in before.by_key}
    register, taken = Register.of(before.plan), set[str]()
    found: dict[str, tuple[str, MatchedBy | None]] = {}
    for edition, old, by in _by_name(after, register):
        if old in before.by_key and old not in taken and edition.class_key not in found:
            found[edition.class_key] = (old, by)
            taken.add(old)
    return found


def _by_name(after: View, register: Register) -> Iterator[tuple[ClassEdition, str, MatchedBy]]:
    """Codes decide before titles do."""
    matched = [(one, register.match(one.job_class)) for one in after.editions]
    matched += [(one, match) for one in after.editions for match in _by_own_past(one, after, register)]
    order = {"code": 0, "former code": 1, "title": 2, "former title": 3}
    known = [(one, match.key, match.by) for one, match in matched if match.by is not None]
    yield from sorted(known, key=lambda one: order[one[2]])


def _by_own_past(edition: ClassEdition, after: View, register: Register) -> Iterator[Match]:
    """What the later plan itself knows of codes and titles the class had."""
    one = after.plan.by_key[edition.class_key]
    yield from (
        Match(key=register.codes[code], by="former code") for code in one.former_codes if code in register.codes
    )
    for title in one.former_titles:
        bearers = register.titles.get(spelled(title), ())
        if len(bearers) == 1:
            yield Match(key=bearers[0], by="former title")


def _changed(old: ClassEdition, new: ClassEdition, by: MatchedBy | None, found: ClassDifference) -> Changed | None:
    if not found.changed:
        return None
    was, has = old.job_class, new.job_class
    return Changed(
        difference=found,
        former_title=was.title if was.title != has.title else None,
        former_code=was.code if was.code != has.code else None,
        matched_by=by,
    )


def _listed(edition: ClassEdition, view: View) -> Listed:
    retired = view.plan.by_key[edition.class_key].record.retired
    said = edition.job_class
    return Listed(
        key=edition.class_key, code=said.code, title=said.title, replaced_by=retired.replaced_by if retired else ()
    )
