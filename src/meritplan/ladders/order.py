"""Moves that the order of a plan suggests: levels and grades of a series, promotional lines, supervision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from meritplan.ladders.moves import Ground
from meritplan.ladders.titles import Titles
from meritplan.ladders.words import bare, level_of
from meritplan.plan import ClassEdition

GRADE = re.compile(r"([A-Za-z-]*) *(\d+)")
Suggested = tuple[str, str, Ground]  # from, to, why


def grouped(editions: Iterable[ClassEdition]) -> dict[str, list[ClassEdition]]:
    """Classes by their group, in the order their document names them."""
    found: dict[str, list[ClassEdition]] = {}
    for edition in editions:
        name = edition.group or edition.job_class.group
        if name:
            found.setdefault(name, []).append(edition)
    return {name: sorted(those, key=_place) for name, those in found.items()}


def _place(edition: ClassEdition) -> int:
    spans = edition.job_class.evidence.get("title", ())
    return spans[0].start if spans else 0


def series(members: Sequence[ClassEdition]) -> Iterator[Suggested]:
    """Neighbours in a group: by grade where every class has one of its own, else by level, else by numeral."""
    ranked = _by_grade(members) or _by_level(members)
    for line in [ranked] if ranked else _by_numeral(members):
        for (_, said, lower), (_, next_said, higher) in pairwise(line):
            yield lower.class_key, higher.class_key, Ground(kind="series", because=f"{next_said} follows {said}")


Ranked = list[tuple[int, str, ClassEdition]]


def _by_grade(members: Sequence[ClassEdition]) -> Ranked:
    grades = [(one.job_class.pay.grade if one.job_class.pay else None) or "" for one in members]
    parsed = [GRADE.fullmatch(grade) for grade in grades]
    found = [match for match in parsed if match]
    if len(found) < len(members) or len({match.group(1) for match in found}) > 1:
        return []
    ranked = [(int(m.group(2)), f"grade {grade}", one) for m, grade, one in zip(found, grades, members, strict=True)]
    return _distinct(ranked)


def _by_level(members: Sequence[ClassEdition]) -> Ranked:
    levels = [level_of(one.job_class.level) for one in members]
    found = [level for level in levels if level]
    if len(found) < len(members) or len({scale for scale, _ in found}) > 1:
        return []
    return _distinct([(at, f"level {one.job_class.level}", one) for (_, at), one in zip(found, members, strict=True)])


def _distinct(ranked: Ranked) -> Ranked:
    places = [place for place, _, _ in ranked]
    return sorted(ranked, key=lambda one: one[0]) if len(set(places)) == len(places) else []


def _by_numeral(members: Sequence[ClassEdition]) -> list[Ranked]:
    """Classes whose titles differ by a numeral alone."""
    lines: dict[tuple[str, ...], Ranked] = {}
    for one in members:
        words = bare(one.job_class.title).split()
        at = next((n for n in range(len(words) - 1, 0, -1) if (level_of(words[n]) or (9, 0))[0] == 0), None)
        if at is not None:
            level = level_of(words[at])
            place = level[1] if level else 0
            lines.setdefault((*words[:at], "#", *words[at + 1 :]), []).append(
                (place, f"level {words[at].upper()}", one)
            )
    return [line for found in lines.values() if (line := _distinct(found))]


def promotional_lines(members: Sequence[ClassEdition]) -> Iterator[Suggested]:
    """Neighbours on one numbered line, in the order of their series."""
    lines: dict[str, list[ClassEdition]] = {}
    for one in members:
        if number := one.job_class.promotional_line:
            lines.setdefault(number, []).append(one)
    for number, those in lines.items():
        ranked = [one for _, _, one in _by_grade(those) or _by_level(those)]
        for lower, higher in pairwise(ranked):
            yield lower.class_key, higher.class_key, Ground(kind="line", because=f"both on promotional line {number}")


def supervision(editions: Iterable[ClassEdition], titles: Titles) -> Iterator[Suggested]:
    """Who is said to supervise whom: the class supervised leads to the one that supervises it."""
    for edition in editions:
        for sentence in edition.job_class.supervises:
            for key in titles.within(sentence):
                if key != edition.class_key:
                    yield key, edition.class_key, Ground(kind="supervision", quote=sentence)
