"""Ways through a group: the leaves each asks, and what these require of a history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from meritplan.qualification.scope import ExperiencePart, OptionPart, Part
from meritplan.screening.truth import NO, Bit, Truth

OPENED = frozenset({"combination", "substitution"})  # kinds of leaves that stand for a way a rule opens inside


class Leaf(NamedTuple):
    """One leaf of an alternative, with its truth.

    A way that a rule opens inside stands as one leaf; ``unless`` is where its group is met without it, for then nobody
    looks for the way. ``requires`` are the lengths of work that stay required where something stands in for part of the
    leaf (None: the leaf's own); ``counts`` is false where nothing is left of the leaf's own work.
    """

    part: Part
    truth: Truth
    kind: str
    unless: Bit = NO
    requires: tuple[ExperiencePart, ...] | None = None
    counts: bool = True

    @property
    def required(self) -> tuple[ExperiencePart, ...]:
        """The lengths of work required by this leaf."""
        if self.requires is not None:
            return self.requires
        return (self.part,) if isinstance(self.part, ExperiencePart) else ()


Alternative = tuple[Leaf, ...]


def hidden_work(path: Alternative) -> Iterator[ExperiencePart]:
    """Lengths of work inside the options of an alternative: what the engine finds there if the option is met anyway."""
    options = (leaf.part for leaf in path if isinstance(leaf.part, OptionPart))
    return (each for option in options for each in option.below if isinstance(each, ExperiencePart))
