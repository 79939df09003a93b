"""How many pairs a second the kernel answers, beside its peers and the one-person engine, in one run.

    python benchmarks/screening.py READING_OR_PLAN [...] [--people 1000000] [--policy NAME] [--threads N]
        [--growth] [--peers CLASSES --peers-python PYTHON] [--equal PAIRS]

Rates are per CPU-second, from Arrow batches as Parquet gives them (nested, texts dictionary-encoded) to both planes in
memory; compiling a plan and reading a file are left out, learning new words is not. "Kernel" decides every pair it can;
the share left to the one-person engine is printed, and what it costs: rates are given with and without it.
``--peers`` sets other engines beside the kernel, from the same raw records and over facts given for nothing: what they
are given, and where that favours them, stands in ``screening_peers/given.py``; each prints its largest memory.
``--equal`` compares so many random pairs that the kernel decides with the one-person engine, rulings made on some.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa
from screening_peers.side_by_side import compare, in_brief

from meritplan.cli.classes import classes_from
from meritplan.model.requirement import Experience, Requirement
from meritplan.model.ruling import Ruling
from meritplan.qualification import policy
from meritplan.qualification.groups import evaluate
from meritplan.screening.compile import Asked, CompiledPlan, compile_plan
from meritplan.screening.generator import pool, vocabulary
from meritplan.screening.kernel import Kernel, kernel_for
from meritplan.screening.pools import Pool, write_parquet
from meritplan.screening.screening import Screen

AS_OF = date(2026, 6, 30)
PEERS = ("numpy", "polars", "openfisca")
PEER_PEOPLE = 20_000
FEW_CLASSES = 200  # for DuckDB, which needs minutes to plan more
WHOLLY_DECIDED = 8192  # people
EACH = 100  # classes of each person compared


def clock() -> float:
    """CPU-seconds of this process, all threads."""
    return time.process_time()


def peak() -> float:
    """The largest memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def bandwidth() -> tuple[float, float]:
    """Bytes a second written and read by one thread, the best of five."""
    source, found = np.ones(16 * 2**20), [(0.0, 0.0)]
    for _ in range(5):
        began = clock()
        source.fill(2.0)
        middle = clock()
        source.sum()
        found.append((source.nbytes / (middle - began), source.nbytes / (clock() - middle)))
    return max(each[0] for each in found), max(each[1] for each in found)


def made_up(plan: CompiledPlan, people: int, folder: Path, seed: int = 1) -> Pool:
    """A made-up pool as a file."""
    path = folder / f"pool-{people}-{seed}.parquet"
    if not path.exists():
        write_parquet(pool(plan, people, seed=seed), path)
    return Pool(path=path)


class Tally:
    """CPU-seconds of the kernel over batches, and what it left open."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel, self.people, self.spent, self.read, self.open = kernel, 0, 0.0, 0, 0

    def add(self, batch: pa.RecordBatch) -> float:
        """Screen one batch; its CPU-seconds."""
        began = clock()
        found = self.kernel.screen(batch)
        spent = clock() - began
        self.people += batch.num_rows
        self.spent += spent
        self.read += batch.nbytes
        self.open += int(np.bitwise_count(found.open).sum())
        return spent

    @property
    def pairs(self) -> int:
        """Pairs answered."""
        return self.people * len(self.kernel.plan.classes)


def screened(plan: CompiledPlan, people: int, folder: Path, threads: int) -> Tally:
    """The whole pool through a new kernel, every word learned on the way."""
    kernel = kernel_for(plan, threads=threads)
    kernel.screen(next(iter(pool(plan, 600, seed=99))))  # compiled functions are loaded
    tally = Tally(kernel_for(plan, threads=threads))
    for batch in made_up(plan, people, folder).batches():
        tally.add(batch)
    return tally


def main_figures(plan: CompiledPlan, options: argparse.Namespace, folder: Path) -> None:
    """The kernel over the whole pool, its distance from the memory's speed, and what routed pairs cost."""
    before = peak()
    tally = screened(plan, options.people, folder, options.threads)
    rate = tally.pairs / tally.spent
    print(f"kernel: {tally.people:,} people x {len(plan.classes):,} classes, {tally.spent:.2f} CPU-s")
    print(f"  {rate / 1e6:,.0f} M pairs/CPU-s, {tally.spent / tally.people * 1e6:.2f} us a person, learning included")
    warm = min(tally.add(batch) / batch.num_rows for batch in made_up(plan, 65_536, folder).batches())
    print(
        f"  {len(plan.classes) / warm / 1e6:,.0f} M pairs/CPU-s in its best batch of words known, {warm * 1e6:.2f} us"
    )
    writing, reading = bandwidth()
    bits = 2 * len(plan.classes) / 8
    floor = bits / writing + tally.read / tally.people / reading
    print(f"  memory: writes {writing / 1e9:.1f}, reads {reading / 1e9:.1f} GB/s; floor {floor * 1e9:.0f} ns a person")
    print(f"  {warm / floor:.0f} times the floor ({tally.spent / tally.people / floor:.0f} with learning)")
    print(f"  peak memory {before:.0f} MB before, {peak():.0f} MB after")
    alone(plan, options, tally, folder, rate)


def alone(plan: CompiledPlan, options: argparse.Namespace, tally: Tally, folder: Path, rate: float) -> None:
    """The one-person engine in plain Python, and what the pairs left to it cost."""
    screen = Screen(plan)
    batch = next(iter(made_up(plan, 65_536, folder).batches()))
    numbers = range(0, len(plan.classes), 10)
    began = clock()
    for person in range(50):
        known = screen.claims(batch, person)
        for number in numbers:
            evaluate(screen.part(number), known)
    each = (clock() - began) / 50 / len(numbers)
    print(
        f"one-person engine in plain Python: {1 / each / 1e6:.4f} M pairs/CPU-s; the kernel: {rate * each:,.0f} times"
    )
    part = batch.slice(0, WHOLLY_DECIDED)
    screen.undecided(part)  # words are met before, as in all batches but the first
    began = clock()
    routed = screen.answer(part).routed
    spent = clock() - began
    pairs = part.num_rows * len(plan.classes)
    print(f"left to the one-person engine: {tally.open / tally.pairs:.4%} of all pairs by their bounds")
    print(f"  with rulings {routed / pairs:.4%}, {spent / max(1, routed) * 1e6:,.0f} us each")
    print(f"  with them decided too: {pairs / spent / 1e6:.2f} M pairs/CPU-s, {pairs / spent * each:,.0f} times")


def growth(classes: list[Asked], options: argparse.Namespace, folder: Path) -> None:
    """CPU time a person and a pair as pools and plans grow."""
    plan = compile_plan(classes, policy(options.policy), AS_OF)
    for people in (32_768, 131_072, 524_288):
        tally = screened(plan, people, folder, options.threads)
        print(
            f"N {people:>9,} x M {len(classes):,}: {tally.spent / people * 1e6:.2f} us a person, peak {peak():.0f} MB"
        )
    several = [*classes, *(each for shift in (1, 2) for each in shifted(classes, shift))]
    if options.peers:
        peers_growing(several, options, folder)
    for number in (100, 300, 1000, 3000, 9000):
        plan = compile_plan(several[:number], policy(options.policy), AS_OF)
        for batch in made_up(plan, 32_768, Path(tempfile.mkdtemp(dir=folder))).batches():
            tally = Tally(kernel_for(plan, threads=options.threads))
            tally.add(batch)
            warm = min(tally.add(batch) for _ in range(3)) / batch.num_rows
            print(f"M {len(plan.classes):>6,}: {warm * 1e6:.2f} us a person, {number / warm / 1e6:,.0f} M pairs/CPU-s")


def shifted(classes: list[Asked], months: int) -> Iterator[Asked]:
    """The same classes with other lengths of experience."""
    for each in classes:
        tree = None if each.tree is None else _shifted(each.tree, months)
        yield Asked(code=f"{each.code}+{months}", title=f"{each.title} +{months}", tree=tree)


def _shifted(node: Requirement, months: int) -> Any:
    changed: dict[str, Any] = {}
    if isinstance(node, Experience) and node.months:
        changed["months"] = node.months + months
    if hasattr(node, "children"):
        changed["children"] = tuple(_shifted(child, months) for child in node.children)
    return msgspec.structs.replace(node, **changed)


def peers(classes: list[Asked], options: argparse.Namespace, folder: Path) -> None:
    """The same answers by other engines: see ``screening_peers``."""
    asked = min(options.peers, len(classes))
    for number in sorted({min(FEW_CLASSES, asked), asked}):
        plan, names, batches, own = beside(classes, number, PEER_PEOPLE, options, folder)
        compare(plan, batches, names, options.peers_python, own)


def peers_growing(classes: list[Asked], options: argparse.Namespace, folder: Path) -> None:
    """The same as people and classes grow."""
    for people, number in ((PEER_PEOPLE, 1000), (PEER_PEOPLE, 9000), (65_536, FEW_CLASSES), (65_536, 3000)):
        plan, names, batches, own = beside(classes, number, people, options, folder)
        in_brief(plan, batches, names, options.peers_python, own)


def beside(
    classes: list[Asked], number: int, people: int, options: argparse.Namespace, folder: Path
) -> tuple[CompiledPlan, tuple[str, ...], list[pa.RecordBatch], Path]:
    """A plan of so many classes, the peers that can take it on, people and others, and a folder of their own."""
    plan = compile_plan(classes[:number], policy(options.policy), AS_OF)
    own = Path(tempfile.mkdtemp(dir=folder))
    batches = [batch for seed in (1, 2) for batch in made_up(plan, people, own, seed).batches()]
    return plan, PEERS if number > FEW_CLASSES else (*PEERS, "duckdb"), batches, own


def equal(plan: CompiledPlan, pairs: int, folder: Path) -> None:
    """Random pairs that the kernel decides, compared with the one-person engine; rulings made on one in ten."""
    screen, random, done, wrong = Screen(plan), np.random.default_rng(7), 0, 0
    answers = np.zeros(3, np.int64)
    path = folder / "equal.parquet"
    write_parquet(pool(plan, 2 * pairs // min(EACH, len(plan.classes)), seed=17), path)
    for batch in Pool(path=path, batch=4096).batches():
        batch = ruled(batch, plan, random)  # noqa: PLW2901 the same people, with rulings
        found, open_ = screen.undecided(batch)
        for person in range(batch.num_rows):
            known = screen.claims(batch, person)
            block, word, bit = person // 512, person % 512 >> 6, np.uint64(1) << np.uint64(person & 63)
            for number in random.choice(len(plan.classes), min(EACH, len(plan.classes)), replace=False).tolist():
                if (person, number) in open_:
                    continue
                planes = (found.met[block, number, word], found.possible[block, number, word])
                told = sum(int(bool(plane & bit)) for plane in planes)
                truth = evaluate(screen.part(number), known).relaxed
                answers[truth] += 1
                done += 1
                if truth != told:
                    wrong += 1
                    print(f"  differs: {batch.column('id')[person]} {plan.classes[number].title}: {told}, not {truth}")
            if done >= pairs:
                break
        if done >= pairs:
            break
    print(f"{done:,} random pairs compared: {wrong:,} differ (not met, undetermined, met: {answers.tolist()})")


def ruled(batch: pa.RecordBatch, plan: CompiledPlan, random: Any) -> pa.RecordBatch:
    """The batch with rulings made on one in ten."""
    words = vocabulary(plan)
    names = sorted({name for each in plan.names for name in each})
    texts = []
    for _ in range(batch.num_rows):
        one = random.random()
        name, field = str(random.choice(names)), str(random.choice(words.fields))
        job = Ruling(employment="e1", counts_for=name, answer="yes" if one < 0.05 else "no", on="2026-01-01")
        study = Ruling(field=field, counts_as="related field", answer="yes", on="2026-01-01")
        texts.append(msgspec.json.encode((job, study)).decode() if one < 0.1 else None)
    return batch.set_column(batch.schema.get_field_index("rulings"), "rulings", pa.array(texts, pa.string()))


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sources", nargs="+")
    asked.add_argument("--people", type=int, default=1_000_000)
    asked.add_argument("--policy", default="default")
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--growth", action="store_true")
    asked.add_argument("--peers", type=int, default=0, metavar="CLASSES")
    asked.add_argument("--peers-python", default=sys.executable)
    asked.add_argument("--equal", type=int, default=0, metavar="PAIRS")
    options = asked.parse_args()
    listed = classes_from(options.sources, (), AS_OF)
    classes = [Asked(code=each.code, title=each.title, tree=each.tree("minimum")) for each in listed]
    began = clock()
    plan = compile_plan(classes, policy(options.policy), AS_OF)
    exact = sum(plan.exact)
    print(f"{len(classes):,} classes compiled in {clock() - began:.2f} CPU-s, {exact / len(classes):.1%} exactly")
    print(f"machine: {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.equal:
            equal(plan, options.equal, folder)
            return
        if options.peers:
            peers(classes, options, folder)
        if options.growth:
            growth(classes, options, folder)
        main_figures(plan, options, folder)


if __name__ == "__main__":
    main()
