"""Plain Python: the whole program as one function of a person's facts. The one-person engine is timed elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from plan import AND, NOT, Measured, Plan, best, read, unpacked

PEOPLE = 500


def function(plan: Plan) -> Any:
    """Both planes of one person from the list of facts."""
    starts, children, first = plan["starts"].tolist(), plan["children"].tolist(), len(plan["facts"])
    lines = ["def found(f):"]

    def named(row: int) -> str:
        return f"f[{row}]" if row < first else f"n{row}"

    for node, operation in enumerate(plan["operations"].tolist()):
        held = [named(child) for child in children[starts[node] : starts[node + 1]]]
        joined = f"not {held[0]}" if operation == NOT else (" and " if operation == AND else " or ").join(held)
        lines.append(f"    n{first + node} = {joined}")
    roots = [", ".join(map(named, plan[name].tolist())) for name in ("met", "possible")]
    lines.append(f"    return ({roots[0]},), ({roots[1]},)")
    made: dict[str, Any] = {}
    exec("\n".join(lines), made)  # noqa: S102 made of numbers alone
    return made["found"]


def from_facts(folder: Path) -> Measured:
    """The program alone, for the first people."""
    plan = read(folder, "facts")
    facts = unpacked(plan["facts"], PEOPLE).T.tolist()
    found = function(plan)
    spent, answers = best(lambda: [found(each) for each in facts], 3)
    planes = [np.array([each[side] for each in answers], np.bool_).T for side in range(2)]
    return Measured(spent, len(facts), planes)
