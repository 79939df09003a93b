"""The exact linear program against enumeration."""

import itertools
import random
from fractions import Fraction

import pytest

from meritplan.qualification.linear import maximize

F = Fraction


def test_an_optimum_at_a_corner():
    assert maximize([F(3), F(2)], [[F(1), F(1)], [F(1), F(3)]], [F(4), F(6)]) == 12


def test_no_solution():
    assert maximize([F(1)], [[F(1)], [F(-1)]], [F(1), F(-2)]) is None


def test_a_lower_limit_needs_a_first_phase():
    assert maximize([F(-1)], [[F(-1)], [F(1)]], [F(-2), F(5)]) == -2


@pytest.mark.parametrize("seed", range(60))
def test_as_enumeration_of_corners(seed):
    dice = random.Random(seed)
    goal = [F(dice.randint(-3, 5)) for _ in range(2)]
    rows = [[F(dice.randint(-2, 4)), F(dice.randint(-2, 4))] for _ in range(3)] + [[F(1), F(0)], [F(0), F(1)]]
    limits = [F(dice.randint(-3, 8)) for _ in range(3)] + [F(9), F(9)]
    assert maximize(goal, rows, limits) == _best_corner(goal, rows, limits)


def _best_corner(goal, rows, limits):
    lines = [(*row, limit) for row, limit in zip(rows, limits, strict=True)] + [(F(1), F(0), F(0)), (F(0), F(1), F(0))]
    best = None
    for (a, b, c), (d, e, f) in itertools.combinations(lines, 2):
        area = a * e - b * d
        if area == 0:
            continue
        x, y = (c * e - b * f) / area, (a * f - c * d) / area
        if x < 0 or y < 0 or any(p * x + q * y > r for (p, q), r in zip(rows, limits, strict=True)):
            continue
        value = goal[0] * x + goal[1] * y
        best = value if best is None else max(best, value)
    return best
