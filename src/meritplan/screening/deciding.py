"""Pairs left to the one-person engine, decided here or, in several processes at once, by this module run as a program.

Python runs one thread at a time, so threads do not help here. A worker is this module started with a plan on its
standard input; it answers batch after batch and ends when its input does, so that none outlives a run that is killed.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

import pyarrow as pa

from meritplan.model.position import Position
from meritplan.qualification.claims import Claims, claims
from meritplan.qualification.groups import evaluate
from meritplan.qualification.result import Truth
from meritplan.qualification.scope import Part, prepare
from meritplan.screening.compile import CompiledPlan
from meritplan.screening.records import record_of, rulings_of

FEW = 500  # pairs that are decided sooner than others could be asked
AT_ONCE = 64  # people handed over together


@dataclass(slots=True)
class OnePersonEngine:
    """The classes of a plan ready to be asked about one person after another."""

    plan: CompiledPlan
    _parts: dict[int, Part] = field(default_factory=dict)

    def claims(self, row: Mapping[str, Any]) -> Claims:
        """The claims of a row of a pool, with the rulings made on it."""
        return claims(
            record_of(row),
            policy=self.plan.policy,
            rulings=rulings_of(row),
            position=Position(),
            as_of=self.plan.as_of,
            gate=self.plan.gate,
        )

    def part(self, number: int) -> Part:
        """The requirement of a class."""
        if number not in self._parts:
            self._parts[number] = prepare(self.plan.classes[number].requirement)
        return self._parts[number]

    def decide(self, people: pa.RecordBatch, classes: Sequence[Sequence[int]]) -> list[list[Truth]]:
        """For each person the results for the classes asked of that person."""
        found = []
        for row, asked in zip(people.to_pylist(), classes, strict=True):
            known = self.claims(row)
            found.append([evaluate(self.part(number), known).relaxed for number in asked])
        return found


class Deciders:
    """The one-person engine in this process and, where there is much to decide, in others beside it."""

    def __init__(self, plan: CompiledPlan, number: int) -> None:
        self.own, self.number = OnePersonEngine(plan), number
        self._workers: list[subprocess.Popen[bytes]] = []

    def decide(self, people: pa.RecordBatch, classes: Sequence[Sequence[int]]) -> list[list[Truth]]:
        """For each person the results for the classes asked of that person."""
        if self.number < 2 or sum(map(len, classes)) < FEW:
            return self.own.decide(people, classes)
        if not self._workers:
            self._workers = [_started(self.own.plan) for _ in range(self.number)]
        parts = range(0, len(classes), AT_ONCE)
        asked = [(people.slice(first, AT_ONCE), classes[first : first + AT_ONCE]) for first in parts]
        found: list[list[list[Truth]]] = [[] for _ in asked]
        waiting = iter(range(len(asked)))
        with ThreadPoolExecutor(self.number) as pool:
            gone = not all(pool.map(lambda worker: _served(worker, waiting, asked, found), self._workers))
        if gone:  # what a worker was asked before it went is decided here
            self.close()
            found = [each or self.own.decide(*asked[number]) for number, each in enumerate(found)]
        return [each for several in found for each in several]

    def close(self) -> None:
        """End the other processes."""
        for worker in self._workers:
            with suppress(BrokenPipeError):
                _pipe(worker.stdin).close()
            worker.wait()
            _pipe(worker.stdout).close()
        self._workers = []

    def __del__(self) -> None:
        self.close()


def _started(plan: CompiledPlan) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "meritplan.screening.deciding"]
    # apart from the terminal: who interrupts the run interrupts this process, which then closes the input of the worker
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603
    with suppress(BrokenPipeError):
        pickle.dump(plan, _pipe(worker.stdin))
    return worker


def _served(worker: subprocess.Popen[bytes], waiting: Any, asked: list[Any], found: list[Any]) -> bool:
    """Hand one worker what waits, one part after the other; whether it answered all it was asked."""
    for number in waiting:
        try:
            pickle.dump(asked[number], _pipe(worker.stdin))
            _pipe(worker.stdin).flush()
            found[number] = pickle.load(_pipe(worker.stdout))  # noqa: S301 written by our own worker
        except (EOFError, BrokenPipeError):
            return False
    return True


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def main() -> None:
    """Decide what is asked on standard input until it ends."""
    asking, answering = sys.stdin.buffer, sys.stdout.buffer
    try:
        engine = OnePersonEngine(pickle.load(asking))  # noqa: S301 written by the process that started this one
        while True:
            people, classes = pickle.load(asking)  # noqa: S301
            pickle.dump(engine.decide(people, classes), answering)
            answering.flush()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        return


if __name__ == "__main__":
    main()
