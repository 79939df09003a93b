"""The kernel and its peers, each in a process of its own, over the same people and the same classes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from screening_peers.given import UnmeasurableError, give

from meritplan.screening.compile import CompiledPlan
from meritplan.screening.kernel import kernel_for

ONE_THREAD = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
OURS = {"kernel", "engine"}
STANDING = "    {:10} {:>10,.1f} ms {:>10,.3f} M pairs/CPU-s {:>6,.0f} MB ({:,.0f} before)"


def compare(plan: CompiledPlan, batches: list[pa.RecordBatch], peers: Sequence[str], python: str, folder: Path) -> None:
    """Print what the kernel and its peers need, from the same records and over facts given for nothing."""
    people, others = batches
    kernel = kernel_for(plan)
    try:
        free = give(kernel, people, others, folder)
    except UnmeasurableError as reason:
        print(f"peers are not measured: {reason}")
        return
    facts = len(kernel.tables.rows)
    print(f"{people.num_rows:,} people x {len(plan.classes):,} classes, {sum(plan.exact):,} exact; one thread each")
    print(f"  from the same raw records; peers get {free:,} of {facts:,} facts for nothing")
    _table(plan, "records", peers, python, folder)
    print(f"  the program alone, from {facts:,} facts given for nothing")
    _table(plan, "facts", peers, python, folder)


def in_brief(
    plan: CompiledPlan, batches: list[pa.RecordBatch], peers: Sequence[str], python: str, folder: Path
) -> None:
    """Print how many times as fast as its peers the kernel is, from the same records."""
    try:
        give(kernel_for(plan), batches[0], batches[1], folder)
    except UnmeasurableError as reason:
        print(f"peers are not measured: {reason}")
        return
    own = _measure("kernel", "records", sys.executable, folder)
    found = [f"N {own['people']:>7,} x M {len(plan.classes):>6,}: kernel {own['seconds'] * 1e3:,.1f} ms"]
    for name in peers:
        told = _measure(name, "records", python, folder)
        if told is not None:
            differing = _differing(plan, name, "records", told["people"], folder)
            found.append(f"{name} {_times(told, own):,.1f} times as long, {told['peak']:,.0f} MB, {differing}")
    print("; ".join(found))


def _table(plan: CompiledPlan, given: str, peers: Sequence[str], python: str, folder: Path) -> None:
    own = _measure("kernel", given, sys.executable, folder)
    print(_standing("kernel", plan, own))
    ratios = dict[str, float]()
    for name in (*peers, "engine" if given == "records" else "python"):
        told = _measure(name, given, python, folder)
        if told is not None:
            ratios[name] = _times(told, own)
            differing = _differing(plan, name, given, told["people"], folder)
            print(f"{_standing(name, plan, told)}; kernel {ratios[name]:,.1f} times as fast; {differing}")
    if ratios:
        fastest = min(ratios, key=ratios.__getitem__)
        print(f"    the fastest peer is {fastest}: the kernel is {ratios[fastest]:,.1f} times as fast")


def _standing(name: str, plan: CompiledPlan, told: Any) -> str:
    rate = told["people"] * len(plan.classes) / told["seconds"] / 1e6
    return STANDING.format(name, told["seconds"] * 1e3, rate, told["peak"], told["before"])


def _times(told: Any, own: Any) -> float:
    return float(told["seconds"] / told["people"] / (own["seconds"] / own["people"]))


def _measure(name: str, given: str, python: str, folder: Path) -> Any:
    script = str(Path(__file__).parent)
    done = subprocess.run(  # noqa: S603 our own script
        [sys.executable if name in OURS else python, script, name, given, str(folder)],
        capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD},
    )  # fmt: skip
    if done.returncode:
        print(f"    {name}: not measured ({done.stderr.strip().splitlines()[-1:]})")
        return None
    return json.loads(done.stdout)


def _differing(plan: CompiledPlan, name: str, given: str, people: int, folder: Path) -> str:
    """How many pairs of the classes compiled exactly were answered otherwise than by the kernel."""
    mine, theirs = (np.load(folder / f"{each}-{given}.npz") for each in ("kernel", name))
    exact, wrong = np.array(plan.exact, np.bool_), 0
    for root in ("met", "possible"):
        planes = [np.unpackbits(each[root], axis=1)[exact, :people] for each in (mine, theirs)]
        wrong += int((planes[0] != planes[1]).sum())
    return "same answers" if not wrong else f"{wrong:,} of {2 * people * int(exact.sum()):,} answers differ"
