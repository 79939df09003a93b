"""Differences as pages a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from meritplan.plan.diff.edition import ClassDifference
from meritplan.plan.diff.plans import Listed, PlanDifference
from meritplan.plan.diff.redline import marked_up
from meritplan.plan.diff.requirement import RequirementDifference

SAID = {
    "unchanged": "unchanged in effect",
    "loosened": "loosened",
    "tightened": "tightened",
    "moved": "moved: looser for some, tighter for others",
    "unclear": "unclear",
}


def class_page(found: ClassDifference, *, words: bool = True) -> Iterator[str]:
    """The differences of one class, the requirements first; ``words`` shows the redlines."""
    yield f"{found.title}  {found.before} -> {found.after}"
    for name in found.partial:
        yield f"  of {name} a part of the wording is known; what it does not say is not compared"
    if not found.changed:
        yield "  no difference"
    for tree in found.trees:
        yield from _requirement(tree.tree, tree.meaning)
        if words:
            yield f"    {marked_up(tree.words)}"
    for fact in found.facts:
        yield f"  {fact.field.replace('_', ' ')}: {_value(fact.before)} -> {_value(fact.after)}"
    for text in found.texts:
        yield f"  {text.field.replace('_', ' ')}" + (f": {marked_up(text.words)}" if words else " reworded")
    for changed in found.lists:
        yield f"  {changed.field}: {len(changed.changes)} changed"
        for one in changed.changes if words else ():
            yield f"    {one.kind:8} {one.before or '-'}>{one.after or '-'}  {marked_up(one.words)}"


def _requirement(tree: str, found: RequirementDifference) -> Iterator[str]:
    yield f"  {tree} qualifications {SAID[found.effect]}. {found.sentence}"
    if found.verdict is not None:
        told = found.verdict
        counts = f"{told.gained} gain, {told.lost} lose, {told.open} stay open"
        yield f"    tried with {told.tried} made-up persons: {counts}"
        for one in told.examples:
            yield f"    {one.before} -> {one.after}: {one.person}"
    if found.doubts:
        yield f"    {found.doubts} open questions about the two readings: the effect is that of what was read"


def plan_page(found: PlanDifference, *, words: bool = False) -> Iterator[str]:
    """The differences of two plans: counts, then classes that came and went, then each that changed."""
    yield f"{found.before}  ->  {found.after}"
    both = f"{len(found.retitled)} retitled, {len(found.changed)} changed"
    yield f"  {len(found.added)} added, {len(found.gone)} gone, {both}"
    if found.effects:
        yield "  minimum qualifications: " + ", ".join(f"{n} {effect}" for effect, n in found.effects.most_common())
    yield f"  {found.unchanged} unchanged"
    yield from _listing("added", found.added)
    yield from _listing("gone", found.gone)
    for one in found.changed:
        yield ""
        if one.former_title:
            yield f"formerly {one.former_title}"
        if one.former_code:
            yield f"formerly {one.former_code}"
        yield from class_page(one.difference, words=words)


def _listing(name: str, those: tuple[Listed, ...]) -> Iterator[str]:
    for one in those:
        instead = f", replaced by {', '.join(one.replaced_by)}" if one.replaced_by else ""
        yield f"{name:6} {one.code or one.key} {one.title}{instead}"


def _value(value: object) -> str:
    return "not stated" if value in (None, [], "") else str(value)
