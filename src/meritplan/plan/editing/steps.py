"""The steps a requirement is corrected by, as values: kept, shown, taken back and repeated."""

from __future__ import annotations

from typing import Literal

import msgspec

from meritplan.model.requirement import Chooser, Requirement, Rule

Path = tuple[str | int, ...]
Grouping = Literal["all_of", "any_of", "option"]
Place = Literal["children", "rules", "subsets", "at_most"]


class _Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="step"):
    """What every step holds: ``path`` leads to the node it is about (``("children", 0, "rules", 1)``)."""

    path: Path = ()


class Recast(_Step, frozen=True, kw_only=True, tag="recast"):
    """The words mean something else: ``node`` says what. It takes over the words, the label and what fits below."""

    node: Requirement | Rule


class Group(_Step, frozen=True, kw_only=True, tag="group"):
    """Several children of the group at ``path`` (``numbers``) become a group of their own; with none, the node itself.

    ``by`` says who decides, where the new group is an option.
    """

    numbers: tuple[int, ...] = ()
    kind: Grouping
    by: Chooser | None = None


class Ungroup(_Step, frozen=True, kw_only=True, tag="ungroup"):
    """The children and rules of a group go to the group it stands in."""


class Shift(_Step, frozen=True, kw_only=True, tag="shift"):
    """One place up or down among its neighbours. Order is data: some systems rate by the first branch met."""

    way: Literal["up", "down"]


class Put(_Step, frozen=True, kw_only=True, tag="put"):
    """To another place: under the node at ``to``, at the end of its ``place`` or at number ``at``."""

    to: Path
    place: Place
    at: int | None = None


class Cut(_Step, frozen=True, kw_only=True, tag="cut"):
    """Only the stretch of the quote from ``start`` to ``end`` stays with the node; the rest is unread again."""

    start: int
    end: int


class Join(_Step, frozen=True, kw_only=True, tag="join"):
    """Unread words, or those of a note, are added to the words of the node at ``to``."""

    to: Path


class Delete(_Step, frozen=True, kw_only=True, tag="delete"):
    """The node goes; all its words are unread again."""


Step = Recast | Group | Ungroup | Shift | Put | Cut | Join | Delete
