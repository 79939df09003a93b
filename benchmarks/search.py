"""How long searching takes.

python benchmarks/search.py 10000        a plan of that many made-up classes
python benchmarks/search.py PLAN         a plan of yours
python benchmarks/search.py PLAN 10000   its classes copied until they are so many

The made-up classes share nearly all their words, so that a question finds thousands: the worst there is.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from meritplan.matching.search import Filters, Index, opened, search
from meritplan.plan import Plan, create, load, newest, write
from plan import classes, timed

QUESTIONS = (
    "specialist",
    "trade 17 specialist",
    "specialst measures inventries",
    '"inventories of parts"',
    "plans directs reviews prepares",
    "insp* wells -budgets",
    "the experience in the work",
    "04711",
    "zebra engineer",
)
REAL_QUESTIONS = (
    "engineer",
    "acountant",
    "senior civil enginer bridges",
    '"water quality"',
    "supervise nurses psychiatric hospital",
    "electr* inspector -senior",
    "the experience in the work",
    "zebra engineer",
)
ROUNDS = 20


def made_up(number: int) -> Plan:
    """A plan of made-up classes, written and opened."""
    root = Path(tempfile.mkdtemp()) / "plan"
    write(create(root, title="Made-up plan"), list(classes(number)))
    return load(root)


def made(plan: Plan) -> None:
    """Make the index from nothing."""
    with opened(plan, anew=True):
        pass


def asked(index: Index, text: str, filters: Filters) -> None:
    """Ask a question many times; the middle of the times, by the clock and of the processor alone."""
    times, work = [], []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        answer = search(index, text, filters)
        times.append(1000 * (time.perf_counter() - began))
        work.append(1000 * (time.process_time() - worked))
    middle, alone = statistics.median(times), statistics.median(work)
    print(f"  {text or 'filters alone':40} {middle:6.1f} ms, processor {alone:6.1f} ms  {answer.total} hits")


def copied(plan: Plan, number: int) -> Plan:
    """The newest editions of a plan, each as several classes, until they are so many."""
    there = newest(plan).editions
    made = (
        replace(one, class_key=f"{one.class_key}-{at}", number=1, basis=None)
        for at in range(-(-number // len(there)))
        for one in there
    )
    root = Path(tempfile.mkdtemp()) / "plan"
    write(create(root, title="Copies"), list(islice(made, number)))
    return load(root)


def main() -> None:
    """Make the index, bring it up to date, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", help="a number of made-up classes, or the folder of a plan")
    parser.add_argument("number", nargs="?", type=int, help="copy the classes of the plan until they are so many")
    said = parser.parse_args()
    made_of_nothing = said.plan.isdecimal()
    plan = made_up(int(said.plan)) if made_of_nothing else load(Path(said.plan))
    if said.number:
        plan = copied(plan, said.number)
    timed(f"make the index of {len(plan.classes)} classes", lambda: made(plan))
    path = plan.root / ".meritplan" / "search.sqlite3"
    print(f"{path.stat().st_size / 1e6:.0f} MB")
    began = time.perf_counter()
    with opened(plan) as index:
        print(f"{'open it':42} {time.perf_counter() - began:7.3f} s")
        for text in QUESTIONS if made_of_nothing else REAL_QUESTIONS:
            asked(index, text, Filters())
        asked(index, "specialist", Filters(education="bachelor", license="trade"))
        asked(index, "", Filters(no_license=True))


if __name__ == "__main__":
    main()
