"""What hits must be besides found: of a jurisdiction, group, grade or level; open with some education; a license."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from meritplan.matching.search.asked import LEVELS
from meritplan.matching.search.entry import plain
from meritplan.model.requirement import EducationLevel

Condition = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Absent means any. Texts are compared without case; ``group`` and ``license`` need only occur in the name.

    ``education`` keeps the classes that can be entered with that level or less, those where something may replace
    education, and those of which nobody can tell yet: each hit says which it is. ``no_license`` keeps classes whose
    requirements speak of none.
    """

    jurisdiction: str | None = None
    group: str | None = None
    grade: str | None = None
    level: str | None = None
    education: EducationLevel | None = None
    license: str | None = None
    no_license: bool = False


def conditions(filters: Filters) -> tuple[str, tuple[object, ...]]:
    """The filters as SQL on the table of classes, and its parameters."""
    said = list(_conditions(filters))
    return "".join(f" AND {sql}" for sql, _ in said), tuple(value for _, values in said for value in values)


def _conditions(filters: Filters) -> Iterator[Condition]:
    for column in ("jurisdiction", "grade", "level"):
        if wanted := getattr(filters, column):
            yield f"lower(classes.{column}) = ?", (wanted.lower(),)
    if filters.group:
        yield "instr(lower(classes.group_title), ?)", (filters.group.lower(),)
    if filters.education:
        yield (
            "(classes.education <= ? OR classes.replaceable OR NOT classes.certain)",
            (LEVELS[filters.education],),
        )
    if filters.license:
        yield "instr(classes.licenses, ?)", (plain(filters.license),)
    if filters.no_license:
        yield "classes.licenses = ''", ()
