"""How fast the server answers, and whether it keeps what many write at once.

python benchmarks/server.py pages 10000 --visitors 200 --rate 20 --seconds 60
python benchmarks/server.py writes 1200 --at-once 200

``pages`` serves that many made-up classes with the real server on this machine; visitors come over connections of
their own and look at the catalogue, search, and open classes, never the same twice while others are left.
``writes`` makes that many transactions, each reading and writing, from several processes at once on SQLite. Both say
how busy the machine was with other things: times mean little where it was.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from meritplan.plan import create, write
from plan import classes

WORDS = "plans directs reviews prepares inspects maintains assigns records measures explains".split()
KINDS = ("catalogue", "search", "class page", "api class")


def pages(number: int, visitors: int, rate: float, seconds: float) -> None:
    """Serve a made-up plan to that many visitors, who together ask so often a second."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "plan"
        write(create(root, title="Made-up plan"), list(classes(number)))
        began = time.perf_counter()
        with served(root, Path(folder) / "home") as (address, process):
            print(f"first answer after {time.perf_counter() - began:.1f} s")
            warm(address, number)
            before = busy(process)
            found = visit(address, number, visitors, rate, seconds)
            used = {name: after - before.get(name, 0.0) for name, after in busy(process).items()}
    total = sum(map(len, found.values()))
    print(f"{number} classes, {visitors} connections, {total / seconds:.1f} requests a second for {seconds:.0f} s")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"processor time of the server a request: {1000 * sum(used.values()) / max(total, 1):.1f} ms")
    for kind, times in found.items():
        if times:
            cuts = statistics.quantiles(times, n=20)
            print(f"  {kind:12} {len(times):5} requests  p50 {cuts[9]:7.1f} ms  p95 {cuts[18]:7.1f} ms")


@contextmanager
def served(plan: Path, home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The server of a plan, once it answers."""
    command = [sys.executable, "-m", "meritplan.cli", "serve", str(plan), "--home", str(home), "--no-open"]
    said = {**os.environ, "MERITPLAN_LOG": "server.log", "MERITPLAN_VISITOR_RATE": "1000000"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=said)  # noqa: S603 our own command
    assert process.stderr is not None
    try:
        for line in process.stderr:
            if found := re.search(r"answers at http://(\S+?)/", line):
                threading.Thread(target=process.stderr.read, daemon=True).start()
                yield found.group(1), process
                return
        sys.exit("the server did not start")
    finally:
        process.terminate()
        process.wait(60)


def addresses(number: int) -> Iterator[tuple[str, str]]:
    """What visitors look at, one kind after the other."""
    chance = random.Random(7)  # noqa: S311 the same visits every time
    keys = chance.sample(range(number), number)
    for at in itertools.count():
        kind = KINDS[at % len(KINDS)]
        key = f"{keys[at % number]:05}"
        if kind == "catalogue":
            yield kind, f"/classes/?page={1 + chance.randrange(max(1, number // 60))}"
        elif kind == "search":
            words = f"{chance.choice(WORDS)} trade {chance.randrange(40)}"
            yield kind, f"/classes/?q={quote(words)}&page={1 + chance.randrange(3)}"
        elif kind == "class page":
            yield kind, f"/classes/{key}/"
        else:
            yield kind, f"/api/v1/classes/{key}"


def warm(address: str, number: int) -> None:
    """Each process has opened the plan once: what is measured is how it answers, not how it starts."""
    with ThreadPoolExecutor(8) as crowd:
        asked = [place for _, place in itertools.islice(addresses(number), 64)]
        list(crowd.map(lambda place: once(http.client.HTTPConnection(address, timeout=120), place), asked))


def once(connection: http.client.HTTPConnection, place: str) -> float:
    """Ask, read all of the answer, and say how many milliseconds it took."""
    began = time.perf_counter()
    connection.request("GET", place, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != 200:
        sys.exit(f"{place} was answered {answer.status}")
    return 1000 * (time.perf_counter() - began)


def visit(address: str, number: int, visitors: int, rate: float, seconds: float) -> dict[str, list[float]]:
    """Visitors with connections of their own, coming in turns; the time of each answer by what was looked at."""
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    plan = list(itertools.islice(addresses(number), 64, 64 + int(rate * seconds)))
    began = time.perf_counter() + 0.5

    def one(visitor: int) -> None:
        connection = http.client.HTTPConnection(address, timeout=120)
        connection.connect()
        for at in range(visitor, len(plan), visitors):
            wait = began + at / rate - time.perf_counter()
            if wait > 0:
                time.sleep(wait)
            kind, place = plan[at]
            found[kind].append(once(connection, place))
        connection.close()

    crowd = [threading.Thread(target=one, args=(visitor,)) for visitor in range(visitors)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return found


def busy(process: subprocess.Popen[str]) -> dict[str, float]:
    """Seconds of processor each process of the server has used, where the system tells."""
    if not Path("/proc/self/stat").exists():
        return {}
    parents, used = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[entry.parent.name] = fields[1]
        used[entry.parent.name] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    wanted = {str(process.pid)}
    while more := {one for one, parent in parents.items() if parent in wanted} - wanted:
        wanted |= more
    return {one: used[one] for one in wanted if one in used}


# --- many who write at once ----------------------------------------------------------------------------------------


def writes(number: int, at_once: int) -> None:
    """Transactions from four processes, each of them reading what the others wrote, and adding two rows."""
    with tempfile.TemporaryDirectory() as folder:
        said = {**os.environ, "MERITPLAN_HOME": folder, "MERITPLAN_PLAN": folder}
        said |= {"DJANGO_SETTINGS_MODULE": "meritplan.server.settings", "MERITPLAN_LOG_LEVEL": "error"}
        said.pop("MERITPLAN_DATABASE", None)
        made = [sys.executable, __file__, "prepare"]
        subprocess.run(made, env=said, check=True)  # noqa: S603 our own command
        each = [sys.executable, __file__, "write", str(number // 4), "--at-once", str(at_once // 4)]
        began = time.perf_counter()
        crowd = [subprocess.Popen(each, env=said, stdout=subprocess.PIPE, text=True) for _ in range(4)]  # noqa: S603
        found = [process.communicate()[0].split() for process in crowd]
        took = time.perf_counter() - began
        counted = subprocess.run(  # noqa: S603 our own command
            [sys.executable, __file__, "count"], env=said, check=True, stdout=subprocess.PIPE, text=True
        )
    errors = sum(int(one[0]) for one in found)
    slowest = max(float(one[1]) for one in found)
    print(f"{number} transactions, {at_once} at once: {errors} errors, {took:.1f} s, slowest {slowest:.1f} s")
    print(f"load of the machine {os.getloadavg()[0]:.1f}; {counted.stdout.strip()}")


def prepare() -> None:
    """A database, and somebody who may make keys."""
    from meritplan.server import starting  # noqa: PLC0415

    starting.set_up(Path(os.environ["MERITPLAN_PLAN"]), Path(os.environ["MERITPLAN_HOME"]))
    starting.migrate()
    starting.first_administrator()


def write_some(number: int, at_once: int) -> None:
    """Make keys, from as many threads: each reads the end of the audit chain and the person's roles, and adds to both.

    Prints how many failed, and the seconds the slowest took.
    """
    from django import setup  # noqa: PLC0415

    setup()
    from django.db import connection  # noqa: PLC0415

    from meritplan.server.accounts.models import User  # noqa: PLC0415
    from meritplan.server.api.actions import make_key  # noqa: PLC0415

    errors, times, gate = [], [], threading.Barrier(at_once)

    def some(thread: int) -> None:
        user = User.objects.first()
        gate.wait()
        for at in range(thread, number, at_once):
            began = time.perf_counter()
            try:
                make_key(user, name=f"Program {at}", scopes=["read"], days=30)
            except Exception as trouble:  # noqa: BLE001 whatever it is, it is counted
                errors.append(trouble)
                print(repr(trouble), file=sys.stderr)
            times.append(time.perf_counter() - began)
        connection.close()

    with ThreadPoolExecutor(at_once) as crowd:
        list(crowd.map(some, range(at_once)))
    print(len(errors), max(times))


def count() -> None:
    """What stands in the database, and whether the record of it is whole."""
    from django import setup  # noqa: PLC0415

    setup()
    from meritplan.server.api.models import ApiKey  # noqa: PLC0415
    from meritplan.server.audit.verification import verify  # noqa: PLC0415

    print(f"{ApiKey.objects.count()} keys, audit {'whole' if verify().whole else 'NOT WHOLE'}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True, dest="verb")
    of_pages = verbs.add_parser("pages")
    of_pages.add_argument("number", type=int, nargs="?", default=10_000)
    of_pages.add_argument("--visitors", type=int, default=200)
    of_pages.add_argument("--rate", type=float, default=20.0)
    of_pages.add_argument("--seconds", type=float, default=60.0)
    for name in ("writes", "write"):
        of_writes = verbs.add_parser(name)
        of_writes.add_argument("number", type=int, nargs="?", default=1_200)
        of_writes.add_argument("--at-once", type=int, default=200)
    verbs.add_parser("prepare")
    verbs.add_parser("count")
    asked = parser.parse_args()
    if asked.verb == "pages":
        pages(asked.number, asked.visitors, asked.rate, asked.seconds)
    elif asked.verb == "writes":
        writes(asked.number, asked.at_once)
    elif asked.verb == "write":
        write_some(asked.number, asked.at_once)
    else:
        {"prepare": prepare, "count": count}[asked.verb]()


if __name__ == "__main__":
    main()
