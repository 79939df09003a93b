"""Study done, as few distinct amounts: what each means for a plan is worked out once (C20)."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from meritplan.model.record import Degree
from meritplan.qualification.claims import Claims
from meritplan.qualification.education import STUDY, covers, finished, study_of, unit_months
from meritplan.qualification.result import MET, NOT_MET
from meritplan.screening.attainments import Study, Toward, Unclear
from meritplan.screening.compiled import kernel
from meritplan.screening.interning import Numbering
from meritplan.screening.meters import Changes, Done, Lacking
from meritplan.screening.people import Items
from meritplan.screening.tables import Tables

Ints = NDArray[np.int64]
CERTAIN = 2  # columns of study that is certain, before those of each level: a degree includes what led to it
POSSIBLE = 6
DEGREES = ("associate", "bachelor", "master", "doctorate", "professional")


class Meant(NamedTuple):
    """For each amount of study the rows it sets, and for each group of meters what each amount adds."""

    starts: Ints
    rows: Ints
    changes: Ints


def levels(tables: Tables) -> tuple[str, ...]:
    """The levels that experience may stand in for."""
    lacking = {group.asked.level for group in tables.groups if isinstance(group, Lacking)}
    return tuple(sorted(lacking | {fact.level for fact in tables.studies if not isinstance(fact, Study)}))


def of_degree(known: Claims, scale: int, asked: Sequence[str]) -> tuple[int, ...]:
    """What one entry adds to each column of study, after whether it is a finished degree: -1 where numbers are odd.

    Columns are those of :class:`meritplan.screening.meters.Done`.
    """
    degree = (known.record.education or ())[0]
    low, high = study_of(degree, known)
    done = finished(degree, known).truth == MET and degree.level in DEGREES
    verified = known.verified(degree, "").truth
    if any((months * scale).denominator != 1 for months in (low, high)):
        return (-1, *[0] * (CERTAIN + POSSIBLE + 4 * len(asked)))
    least, most = int(low * scale) if verified == MET else 0, int(high * scale)
    return (
        int(done),
        least,
        least if degree.accredited else 0,
        *(amount for level in asked for amount in _toward(degree, level, least, known)),
        most,
        most if degree.accredited is not False else 0,
        most if verified != NOT_MET else 0,
        most if unit_months(degree, known) is not None else 0,
        college := 0 if degree.level in {"grade_8", "high_school"} else most,
        college if degree.accredited is not False else 0,
        *(int(_may_be_finished(degree, level, known)) for level in asked),
        *(int(_unclear(degree, level, known)) for level in asked),
    )


def _toward(degree: Degree, level: str, least: int, known: Claims) -> tuple[int, int]:
    """What certainly counts toward a level that nobody has met yet: nothing of a finished degree that reaches it."""
    counts = not (finished(degree, known).truth == MET and _reaches(degree, level, known))
    return (least, least if degree.accredited else 0) if counts else (0, 0)


def _unclear(degree: Degree, level: str, known: Claims) -> bool:
    """Whether more than the field of a finished degree is open: then it may count toward the level after all."""
    if not (finished(degree, known).truth == MET and _reaches(degree, level, known)):
        return False
    another = not known.policy.higher_degree_in_field_satisfies_lower and degree.level != level
    return bool(degree.equivalency) or another or level in {"some_college", "vocational"}


def _reaches(degree: Degree, level: str, known: Claims) -> bool:
    policy = known.policy.professional_level
    return degree.level in {*STUDY, "professional"} and covers(degree.level, level, policy, in_fields=False)


def _may_be_finished(degree: Degree, level: str, known: Claims) -> bool:
    if degree.level is None:
        return True
    return _reaches(degree, level, known) and finished(degree, known).truth != NOT_MET


class Studies:
    """Amounts of study met so far."""

    def __init__(self, tables: Tables) -> None:
        self.tables, self.levels = tables, levels(tables)
        self._certain = CERTAIN + 2 * len(self.levels)
        self._width = CERTAIN + POSSIBLE + 4 * len(self.levels) + 1
        self._numbers = Numbering(self._width)
        scale = tables.scale
        self._changes = Changes(tables.groups, scale.month, scale.study)
        self._facts = [(fact, tables.rows[fact], _needed(fact, scale.study)) for fact in tables.studies]
        self._kinds: Ints = np.zeros((0, self._width), np.int64)
        nothing = np.zeros((2, self._width), np.int64)
        nothing[1, -1] = 1  # the list is there, and empty
        self._nothing = self._numbers.of(nothing)
        self._alone: NDArray[np.int32] = np.zeros(0, np.int32)  # of whom has nothing but one kind
        self._meant = Meant(np.zeros(1, np.int64), np.zeros(0, np.int64), np.zeros((len(tables.groups), 0), np.int64))

    def of(self, education: Items, kinds: Sequence[tuple[int, ...]]) -> NDArray[np.int32]:
        """The number of the amount of study of each person."""
        new = np.array(kinds[len(self._kinds) :], np.int64).reshape(-1, self._width)
        listed = np.ones((len(new), 1), np.int64)
        self._alone = np.concatenate([self._alone, self._numbers.of(np.concatenate([new[:, 1:], listed], axis=1))])
        self._kinds = np.concatenate([self._kinds, new])
        found, several = (np.empty(len(education.listed), np.int32) for _ in range(2))
        several = several[: put_alone(education, self._nothing, self._alone, found, several)]
        amounts = np.empty((len(several), self._width), np.int64)
        add_study(education, several, self._kinds, amounts, self._certain)
        found[several] = self._numbers.of(amounts)
        return found

    def learn(self) -> Meant:
        """What every amount met means."""
        known = len(self._meant.starts) - 1
        new = [self._done(row) for row in self._numbers.rows[known : self._numbers.count].tolist()]
        if not new:
            return self._meant
        lists = [self._rows(each) for each in new]
        starts = self._meant.starts[-1] + np.cumsum([len(each) for each in lists])
        changes = [self._changes.of(each) for each in new]
        self._meant = Meant(
            np.concatenate([self._meant.starts, starts]),
            np.concatenate([self._meant.rows, np.array([row for each in lists for row in each], np.int64)]),
            np.concatenate([self._meant.changes, np.array(changes, np.int64).reshape(len(new), -1).T], axis=1),
        )
        return self._meant

    def _done(self, row: list[int]) -> Done:
        number = len(self.levels)
        toward, rest = row[CERTAIN : self._certain], row[self._certain : -1]
        flags = [amount > 0 for amount in rest[POSSIBLE:]]
        return Done(
            least=row[0],
            least_accredited=row[1],
            most=rest[0],
            accredited=rest[1],
            given=rest[2],
            said=rest[3],
            college={"college": rest[4], "accredited": rest[5]},
            finished=dict(zip(self.levels, flags[:number], strict=True)),
            listed=row[-1] > 0,
            toward=dict(zip(self.levels, zip(toward[::2], toward[1::2], strict=True), strict=True)),
            unclear=dict(zip(self.levels, flags[number:], strict=True)),
        )

    def _rows(self, done: Done) -> list[int]:
        """The facts that hold."""
        return [row for fact, row, need in self._facts if _holds(fact, need, done)]


def _needed(fact: Study | Toward | Unclear, unit: int) -> int:
    return 0 if isinstance(fact, Unclear) else ceil(fact.months * unit)


def _holds(fact: Study | Toward | Unclear, need: int, done: Done) -> bool:
    if isinstance(fact, Unclear):
        return done.unclear[fact.level]
    if isinstance(fact, Toward):
        return done.toward[fact.level][fact.accredited] >= need
    if not done.listed:
        return not fact.sure  # who lists no education may have any
    have = done.least if fact.sure else done.accredited if fact.accredited else done.given if fact.given else done.most
    return have >= need


@kernel
def put_alone(education: Any, nothing: Any, alone: Any, found: Any, several: Any) -> Any:
    """The amounts of people who list one degree or none; who lists several, and their number."""
    listed, begins, ends, held = education.listed, education.begins, education.ends, education.kinds
    count = 0
    for person in range(len(found)):
        number = ends[person] - begins[person]
        if not listed[person] or number == 0:
            found[person] = nothing[1 if listed[person] else 0]
        elif number == 1:
            found[person] = alone[held[begins[person]]]
        else:
            several[count] = person
            count += 1
    return count


@kernel
def add_study(education: Any, people: Any, kinds: Any, into: Any, certain: int) -> None:
    """The study of each of these people, column by column; the last says that education is listed."""
    begins, ends, held = education.begins, education.ends, education.kinds
    columns = kinds.shape[1] - 1
    for n in range(len(people)):
        person = people[n]
        into[n, columns] = 1
        for column in range(columns):
            degree, units = np.int64(0), np.int64(0)
            for at in range(begins[person], ends[person]):
                amount = kinds[held[at], 1 + column]
                if kinds[held[at], 0]:
                    degree = max(degree, amount)
                else:
                    units += amount
            into[n, column] = max(degree, units) if column < certain else degree + units
