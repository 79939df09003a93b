"""One peer of the screening kernel, in a process of its own: the program of a plan over facts that are given to it.

    python benchmarks/screening_peers.py numpy|polars|duckdb|openfisca FILE.npz

The file is written by ``benchmarks/screening.py``. Each peer gets every fact of every person as a column of its own,
for nothing, and is asked for both planes. Numpy and Polars are also timed on what the kernel does before: from jobs
(matched, dated and weighed already) to the lengths reached, in days and not from date to date, for what may count
only. Prints CPU-seconds and what was found as JSON. OpenFisca is AGPL and no part of Meritplan: the ``peers`` group
installs it to be measured.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

Data = dict[str, Any]
NOT = 2  # an operation on one row; 0 is "and", 1 is "or"


def levels(data: Data) -> list[list[int]]:
    """The nodes in layers: each needs only facts and the layers before it."""
    facts, starts, children = len(data["facts"]), data["starts"], data["children"]
    depth = np.zeros(facts + len(data["operations"]), np.int64)
    for node in range(len(data["operations"])):
        depth[facts + node] = 1 + max(depth[c] for c in children[starts[node] : starts[node + 1]])
    found: list[list[int]] = [[] for _ in range(int(depth.max()) + 1)]
    for node in range(len(data["operations"])):
        found[depth[facts + node]].append(node)
    return found[1:]


def numpy_(data: Data) -> tuple[float, Any]:
    """One array of truth values for each fact and node."""
    rows = list(data["facts"])
    starts, children = data["starts"].tolist(), data["children"].tolist()
    began = time.process_time()
    for node, operation in enumerate(data["operations"].tolist()):
        held = children[starts[node] : starts[node + 1]]
        if operation == NOT:
            rows.append(np.logical_not(rows[held[0]]))
            continue
        join = np.logical_and if operation == 0 else np.logical_or
        found = join(rows[held[0]], rows[held[1]])
        for child in held[2:]:
            join(found, rows[child], out=found)
        rows.append(found)
    planes = [np.stack([rows[row] for row in data[name]]) for name in ("met", "possible")]
    return time.process_time() - began, [plane.sum(axis=1) for plane in planes]


def polars(data: Data) -> tuple[float, Any]:
    """One column for each fact; nodes added layer by layer."""
    import polars as pl  # noqa: PLC0415 only the peer asked for

    facts, starts, children = len(data["facts"]), data["starts"].tolist(), data["children"].tolist()

    def joined(operation: int, held: list[int]) -> Any:
        if operation == NOT:
            return ~pl.col(f"r{held[0]}")
        return (pl.all_horizontal if operation == 0 else pl.any_horizontal)([f"r{child}" for child in held])

    frame = pl.DataFrame({f"r{n}": row for n, row in enumerate(data["facts"])})
    layers = levels(data)
    began = time.process_time()
    for layer in layers:
        frame = frame.with_columns(
            joined(data["operations"][node], children[starts[node] : starts[node + 1]]).alias(f"r{facts + node}")
            for node in layer
        )
    planes = [
        frame.select(pl.col(f"r{row}").alias(f"c{n}") for n, row in enumerate(data[name]))
        for name in ("met", "possible")
    ]
    spent = time.process_time() - began
    return spent, [plane.sum().row(0) for plane in planes]


def duckdb(data: Data) -> tuple[float, Any]:
    """One column for each fact; nodes added layer by layer as subqueries; planes into a table."""
    import duckdb as db  # noqa: PLC0415 only the peer asked for
    import pyarrow as pa  # noqa: PLC0415

    facts, starts, children = len(data["facts"]), data["starts"].tolist(), data["children"].tolist()
    table = pa.table({f"r{n}": pa.array(row) for n, row in enumerate(data["facts"])})
    connection = db.connect()
    connection.execute("set threads = 1")
    connection.register("given", table)
    connection.execute("create table people as select * from given")
    query = "people"
    for layer in levels(data):
        made = ", ".join(
            (
                ("not " if data["operations"][node] == NOT else "")
                + (" and " if data["operations"][node] == 0 else " or ").join(
                    f"r{child}" for child in children[starts[node] : starts[node + 1]]
                )
            ).join(("(", f") as r{facts + node}"))
            for node in layer
        )
        query = f"(select *, {made} from {query})"  # noqa: S608 made of numbers alone
    asked = [f"r{row} as {name[0]}{n}" for name in ("met", "possible") for n, row in enumerate(data[name])]
    began = time.process_time()
    connection.execute(f"create table planes as select {', '.join(asked)} from {query}")  # noqa: S608
    spent = time.process_time() - began
    names = [f"{name[0]}{n}" for name in ("met", "possible") for n in range(len(data[name]))]
    summed = ", ".join(f"sum({name}::int)" for name in names)
    sums = connection.execute(f"select {summed} from planes").fetchone()  # noqa: S608
    half = len(data["met"])
    return spent, [np.array(sums[:half]), np.array(sums[half:])]


def openfisca(data: Data) -> tuple[float, Any]:
    """One variable for each fact, given; one with a formula for each node; asked for the roots."""
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    facts, starts, children = len(data["facts"]), data["starts"].tolist(), data["children"].tolist()
    common = {"value_type": bool, "entity": person, "definition_period": periods.DateUnit.YEAR}

    def formula(operation: int, held: list[int]) -> Callable[..., Any]:
        join = np.logical_and if operation == 0 else np.logical_or
        names = [f"r{child}" for child in held]

        def computed(people: Any, period: Any) -> Any:
            if operation == NOT:
                return np.logical_not(people(names[0], period))
            found = join(people(names[0], period), people(names[1], period))
            for name in names[2:]:
                found = join(found, people(name, period))
            return found

        return computed

    for row in range(facts):
        system.add_variable(type(f"r{row}", (variables.Variable,), dict(common)))
    for node, operation in enumerate(data["operations"].tolist()):
        own = {**common, "formula": formula(operation, children[starts[node] : starts[node + 1]])}
        system.add_variable(type(f"r{facts + node}", (variables.Variable,), own))
    number = data["facts"].shape[1]
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=number)
    for row, values in enumerate(data["facts"]):
        simulation.set_input(f"r{row}", "2026", values)
    sys.setrecursionlimit(100_000)
    began = time.process_time()
    planes = [np.stack([simulation.calculate(f"r{row}", "2026") for row in data[name]]) for name in ("met", "possible")]
    return time.process_time() - began, [plane.sum(axis=1) for plane in planes]


def lengths_numpy(data: Data) -> float:
    """Days of each quantity and what they reach: overlaps by one running maximum over jobs in order."""
    began = time.process_time()
    people = data["facts"].shape[1]
    order = np.lexsort((data["first"], data["owner"]))
    owner, first, last, fits = (data[name][order] for name in ("owner", "first", "last", "fits"))
    weight = data["weight"][order]
    for quantity, (variant, since) in enumerate(data["quantities"].tolist()):
        kept = fits[:, variant] & (last >= since)
        who, begin, end = owner[kept], np.maximum(first[kept], since), last[kept]
        offset = who * 1_000_000  # one running maximum for all people
        before = np.maximum.accumulate(end + offset)
        begin = np.maximum(begin[1:], before[:-1] - offset[1:] + 1) if len(begin) > 1 else begin[1:]
        days = np.concatenate([end[:1] - first[kept][:1] + 1, np.maximum(0, end[1:] - begin + 1)]) * weight[kept]
        worked = np.bincount(who, days, people)
        for need in data["needs"][data["need_starts"][quantity] : data["need_starts"][quantity + 1]]:
            np.greater_equal(worked, need)
    return time.process_time() - began


def lengths_polars(data: Data) -> float:
    """The same with sorted groups."""
    import polars as pl  # noqa: PLC0415 only the peer asked for

    names = ("owner", "first", "last", "weight")
    fits = {f"v{n}": data["fits"][:, n] for n in range(data["fits"].shape[1])}
    jobs = pl.DataFrame({**{name: data[name] for name in names}, **fits})
    began = time.process_time()
    jobs = jobs.sort("owner", "first")
    for quantity, (variant, since) in enumerate(data["quantities"].tolist()):
        begin = pl.max_horizontal("first", pl.lit(since))
        worked = (
            jobs.lazy()
            .filter(pl.col(f"v{variant}") & (pl.col("last") >= since))
            .with_columns(before=pl.col("last").cum_max().shift(1).over("owner").fill_null(-1), begin=begin)
            .with_columns(begin=pl.max_horizontal("begin", pl.col("before") + 1))
            .group_by("owner")
            .agg((((pl.col("last") - pl.col("begin")).clip(-1) + 1) * pl.col("weight")).sum().alias("worked"))
        )
        needs = data["needs"][data["need_starts"][quantity] : data["need_starts"][quantity + 1]].tolist()
        worked.with_columns((pl.col("worked") >= need).alias(f"n{n}") for n, need in enumerate(needs)).collect()
    return time.process_time() - began


LENGTHS = {"numpy": lengths_numpy, "polars": lengths_polars}
PEERS = {"numpy": numpy_, "polars": polars, "duckdb": duckdb, "openfisca": openfisca}


def main() -> None:
    """Print what the peer needed and found."""
    data = dict(np.load(sys.argv[2]))
    spent, counts = PEERS[sys.argv[1]](data)
    lengths = LENGTHS[sys.argv[1]](data) if sys.argv[1] in LENGTHS else None
    print(json.dumps({"cpu": spent, "lengths": lengths, "counts": [[int(n) for n in plane] for plane in counts]}))


if __name__ == "__main__":
    main()
