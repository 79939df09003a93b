"""How many pairs a second the kernel answers, stage by stage, beside the one-person engine in plain Python.

    python benchmarks/screening.py READING_OR_PLAN [...] [--people N] [--policy NAME]

Rates are per CPU-second and leave compiling out. "Kernel" decides every pair it can; the share left to the
one-person engine is printed, and what deciding it costs is told apart.
"""

from __future__ import annotations

import argparse
import resource
import time
from datetime import date

from meritplan.cli.classes import classes_from
from meritplan.qualification import policy
from meritplan.qualification.groups import evaluate
from meritplan.screening.compile import Asked, compile_plan
from meritplan.screening.generator import pool
from meritplan.screening.kernel import bits, kernel_for
from meritplan.screening.screening import Screen

AS_OF = date(2026, 6, 30)
ALONE = 50  # people put to the one-person engine


def main() -> None:
    """Print the figures."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sources", nargs="+")
    asked.add_argument("--people", type=int, default=65_536)
    asked.add_argument("--policy", default="default")
    options = asked.parse_args()
    listed = classes_from(options.sources, (), AS_OF)
    began = time.process_time()
    classes = [Asked(code=each.code, title=each.title, tree=each.tree("minimum")) for each in listed]
    plan = compile_plan(classes, policy(options.policy), AS_OF)
    print(f"{len(classes):,} classes compiled in {time.process_time() - began:.2f} CPU-s: {plan.sharing()}")
    batches = list(pool(plan, options.people))
    kernel = kernel_for(plan)
    kernel.screen(batches[0])  # compiles, and learns the words
    encoded = screened = 0.0
    for batch in batches:
        began = time.process_time()
        kernel.encoder.encode(batch)
        middle = time.process_time()
        found = kernel.screen(batch)
        encoded, screened = encoded + middle - began, screened + time.process_time() - middle
    pairs = options.people * len(classes)
    left = bits(found.open, found.people).mean()
    print(f"kernel, from raw records: {pairs / screened / 1e6:.1f} M pairs/CPU-s, {left:.2%} left to the engine")
    print(f"of which encoding: {encoded / screened:.0%}; {screened / options.people * 1e6:.1f} us a person")
    screen = Screen(plan)
    began = time.process_time()
    for person in range(ALONE):
        known = screen.claims(batches[0], person)
        for number in range(0, len(classes), 10):
            evaluate(screen.part(number), known)
    rate = ALONE * len(range(0, len(classes), 10)) / (time.process_time() - began)
    print(f"one-person engine: {rate / 1e6:.4f} M pairs/CPU-s; the kernel is {pairs / screened / rate:,.0f} times that")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
