"""A linear programme in exact fractions: maximise c.x where A.x <= b, x >= 0, and every b >= 0 (Bland's rule)."""

from fractions import Fraction


def maximum(objective, rows, bounds):
    """The largest value of the objective; the origin is feasible because no bound is negative."""
    count = len(rows)
    table = [
        [*map(Fraction, row), *(Fraction(at == each) for each in range(count)), Fraction(bound)]
        for at, (row, bound) in enumerate(zip(rows, bounds, strict=True))
    ]
    goal = [*(-Fraction(each) for each in objective), *[Fraction(0)] * (count + 1)]
    basis = [len(objective) + each for each in range(count)]
    while any(each < 0 for each in goal[:-1]):
        enter = next(at for at, each in enumerate(goal[:-1]) if each < 0)
        ratios = [(row[-1] / row[enter], basis[at], at) for at, row in enumerate(table) if row[enter] > 0]
        leave = min(ratios)[2]
        pivot(table, goal, leave, enter)
        basis[leave] = enter
    return goal[-1]


def pivot(table, goal, leave, enter):
    """One step of the simplex method."""
    divisor = table[leave][enter]
    table[leave] = [each / divisor for each in table[leave]]
    for row in [*table[:leave], *table[leave + 1 :], goal]:
        factor = row[enter]
        row[:] = [each - factor * other for each, other in zip(row, table[leave], strict=True)]
