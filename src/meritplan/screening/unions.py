"""What several leaves count, taken together: exactly where one quantity says it, else at most (R9, R26)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from meritplan.screening.lengths import Kind, Possible, Scope, Sure, Test


class Union(NamedTuple):
    """What certainly counts for at least one of several scopes; ``exact`` is false where it may be less."""

    of: Sure
    exact: bool


def possible_union(several: Sequence[Possible]) -> tuple[Possible, bool]:
    """What may count for one of them: each employment at its larger weight."""
    joined = _looser(several)
    return joined, joined in several


def sure_union(several: Sequence[Scope]) -> Union:
    """What certainly counts for one of them. Each must have tests."""
    possible = _looser([scope.possible for scope in several])
    kinds = [_titles(scope) for scope in several]
    others = frozenset.intersection(*(_others(scope) for scope in several))
    titles = [kind for kind in kinds if kind is not None]
    kind = {Kind(frozenset().union(*titles), any_work=False)} if len(titles) == len(several) else set()
    tests: frozenset[Test] = others | kind
    joined = Scope(possible, tests)
    alike = all(scope.possible == possible and _others(scope) == others for scope in several)
    return Union(Sure(possible, tests), joined in several or alike)


def _looser(several: Sequence[Possible]) -> Possible:
    windows = [each.within_months for each in several]
    known = [months for months in windows if months is not None]
    return Possible(
        supervisory=all(each.supervisory for each in several),
        paid=all(each.paid for each in several),
        whole_time_only=all(each.whole_time_only for each in several),
        within_months=max(known) if len(known) == len(windows) else None,
        in_hours=several[0].in_hours,
        shared=all(each.shared for each in several),
        services=tuple(sorted(set.intersection(*(set(each.services) for each in several)))),
    )


def nested(several: Sequence[Scope], *, sure: bool) -> bool:
    """Whether of any two, one counts all that the other counts, and counts it alike."""
    return all(
        inside(one, other, sure=sure) or inside(other, one, sure=sure) for one, other in combinations(several, 2)
    )


def inside(one: Scope, other: Scope, *, sure: bool) -> bool:
    """Whether all that counts for one counts for the other, and counts alike."""
    narrow, wide = one.possible, other.possible
    alike = narrow._replace(supervisory=False, paid=False, services=()) == wide._replace(
        supervisory=False, paid=False, services=()
    )
    stricter = narrow.supervisory >= wide.supervisory and narrow.paid >= wide.paid
    if not (alike and stricter and set(narrow.services) >= set(wide.services)):
        return False
    if not sure:
        return True
    if one.tests is None or other.tests is None:
        return one.tests is None
    return _others(one) >= _others(other) and _titles_inside(_titles(one), _titles(other))


def _titles_inside(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return other is None or (one is not None and one <= other)


def _titles(scope: Scope) -> frozenset[str] | None:
    """The titles asked; those of several tests of kind must all be held, and are taken as other tests."""
    kinds = [test.titles for test in scope.tests or () if isinstance(test, Kind)]
    return kinds[0] if len(kinds) == 1 else None


def _others(scope: Scope) -> frozenset[Test]:
    several = sum(isinstance(test, Kind) for test in scope.tests or ()) > 1
    return frozenset(test for test in scope.tests or () if several or not isinstance(test, Kind))
