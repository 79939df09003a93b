"""OpenFisca: a variable for each fact, one with a formula for each node. It has no lists of jobs: facts are numpy's."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import by_numpy
import numpy as np
import pyarrow as pa
from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables
from records_numpy import calendar

from plan import AND, NOT, Measured, Plan, best, read, unpacked

PERIOD = "2026"


def formula(operation: int, held: list[str]) -> Callable[..., Any]:
    """A node as OpenFisca has it."""
    join = np.logical_and if operation == AND else np.logical_or

    def computed(people: Any, period: Any) -> Any:
        if operation == NOT:
            return np.logical_not(people(held[0], period))
        found = join(people(held[0], period), people(held[1], period))
        for name in held[2:]:
            found = join(found, people(name, period))
        return found

    return computed


def system(plan: Plan) -> Any:
    """The program as variables."""
    person = entities.Entity("person", "persons", "", "")
    found = taxbenefitsystems.TaxBenefitSystem([person])
    common = {"value_type": bool, "entity": person, "definition_period": periods.DateUnit.YEAR}
    first, starts, children = len(plan["facts"]), plan["starts"].tolist(), plan["children"].tolist()
    for row in range(first):
        found.add_variable(type(f"r{row}", (variables.Variable,), dict(common)))
    for node, operation in enumerate(plan["operations"].tolist()):
        held = [f"r{child}" for child in children[starts[node] : starts[node + 1]]]
        own = {**common, "formula": formula(operation, held)}
        found.add_variable(type(f"r{first + node}", (variables.Variable,), own))
    return found


def simulation(made: Any, plan: Plan, facts: Any) -> Any:
    """Everybody, with every fact."""
    found = simulations.SimulationBuilder().build_default_simulation(made, count=facts.shape[1])
    for row in range(len(plan["facts"])):
        found.set_input(f"r{row}", PERIOD, facts[row])
    return found


def _run(folder: Path, name: str) -> Measured:
    sys.setrecursionlimit(100_000)
    plan, days = read(folder, name), calendar()
    people, made = pa.ipc.open_file(plan.people).get_batch(0), system(plan)
    rows, seconds = plan["facts"], 0.0
    if name == "records":
        spent, rows = best(lambda: by_numpy.stated(people, plan, days))
        seconds = spent.seconds
    facts = unpacked(rows[: len(plan["facts"])], people.num_rows)
    waiting: list[Any] = []

    def asked() -> list[Any]:
        each = waiting.pop()
        return [np.stack([each.calculate(f"r{row}", PERIOD) for row in plan[root]]) for root in ("met", "possible")]

    spent, planes = best(asked, 2, between=lambda: waiting.append(simulation(made, plan, facts)))
    return Measured(spent._replace(seconds=spent.seconds + seconds), people.num_rows, planes)


def from_records(folder: Path) -> Measured:
    """Facts by numpy, the program by formulas; handing the facts over is not counted."""
    return _run(folder, "records")


def from_facts(folder: Path) -> Measured:
    """The program alone."""
    return _run(folder, "facts")
