"""How long the public pages take, under visitors.

python benchmarks/catalogue.py PLAN --classes 10000 --rate 20 --visitors 200 --seconds 60

A copy of PLAN, its classes copied until they are so many, is served by two processes. Visitors arrive at random, each
with a connection of their own that stays open; no page is asked for with an entity tag, so every answer is drawn. A
time counts from the moment the visit was due, waiting for a free visitor included.
"""

from __future__ import annotations

import argparse
import http.client
import os
import queue
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

from msgspec.structs import replace

from meritplan.plan import Plan, load, write
from meritplan.server.starting import migrate, set_up

HOST, PORT = "127.0.0.1", 8377
KINDS = {"class": 0.4, "search": 0.3, "browse": 0.1, "group": 0.08, "ladder": 0.08, "history": 0.04}
WORDS = "engineer nurse park warden accountnt supervisor water inspector clerk state road officer analyst".split()


def copied(plan: Plan, target: Path, number: int) -> Plan:
    """A copy of the plan with so many classes, each copy a class of its own."""
    shutil.copytree(plan.root, target)
    made = load(target)
    wanted = number - len(made.classes)
    copies = []
    for at in range(max(wanted, 0)):
        one = made.classes[at % len(made.classes)]
        round_ = at // len(made.classes) + 2
        said = one.newest.job_class
        code = f"{said.code}.{round_}" if said.code else None
        job_class = replace(said, code=code, title=f"{said.title}, District {round_}")
        copies.append(replace(one.newest, class_key=f"{one.key}-{round_}", number=1, basis=None, job_class=job_class))
    return write(made, copies) if copies else made


def addresses(plan: Plan, chance: random.Random) -> tuple[str, str]:
    """What a visitor asks for next: the kind of page, and its address."""
    kind = chance.choices(list(KINDS), KINDS.values())[0]
    key = chance.choice(plan.classes).key
    words = "+".join(chance.sample(WORDS, chance.randint(1, 3)))
    group = chance.choice(plan.groups).key if plan.groups else ""
    return kind, {
        "class": f"/classes/{key}/",
        "search": f"/classes/?q={words}&page={chance.randint(1, 3)}",
        "browse": f"/classes/?page={chance.randint(1, 5)}",
        "group": f"/groups/{group}/" if group else "/classes/",
        "ladder": f"/ladders/{key}/",
        "history": f"/classes/{key}/history/",
    }[kind]


class Visitors:
    """So many people with open connections, who take up visits as they fall due."""

    def __init__(self, number: int) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self._due: queue.Queue[tuple[float, str, str] | None] = queue.Queue()
        self._threads = [threading.Thread(target=self._visit, daemon=True) for _ in range(number)]
        for one in self._threads:
            one.start()

    def send(self, due: float, kind: str, address: str) -> None:
        """A visit that falls due now."""
        self._due.put((due, kind, address))

    def end(self) -> None:
        """Wait for the last answer."""
        for _ in self._threads:
            self._due.put(None)
        for one in self._threads:
            one.join()

    def _visit(self) -> None:
        connection = http.client.HTTPConnection(HOST, PORT, timeout=60)
        while (visit := self._due.get()) is not None:
            due, kind, address = visit
            try:
                connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
                answer = connection.getresponse()
                answer.read()
                if answer.status != 200:
                    self.failed.append(f"{answer.status} {address}")
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(f"{error} {address}")
                connection.close()
            self.times[kind].append(time.perf_counter() - due)


def serve(workers: int) -> subprocess.Popen[bytes]:
    """The server as operators run it."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(PORT)]
    options = ["--workers", str(workers), "--blocking-threads", "4", "--log-level", "error"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603 our own server
        [*command, *options, "meritplan.server.wsgi:application"], stdout=quiet, stderr=quiet
    )


def warmed(workers: int) -> float:
    """Seconds until every process has answered the slowest pages once."""
    started = time.perf_counter()
    while time.perf_counter() - started < 300:
        try:
            visitors = Visitors(4 * workers * 4)
            for address in ("/classes/", "/classes/?q=engineer", "/ladders/") * 4 * workers:
                visitors.send(time.perf_counter(), "warm", address)
            visitors.end()
            if not visitors.failed:
                break
        except OSError:
            pass
        time.sleep(0.5)
    return time.perf_counter() - started


def told(kind: str, times: list[float]) -> str:
    """A line of the report."""
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
    middle, p95, p99 = (f"{1000 * cuts[at]:7.0f}" for at in (49, 94, 98))
    return f"{kind:10}{len(times):7}{middle}{p95}{p99}{1000 * max(times):7.0f}"


def main() -> None:
    """Measure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("plan", type=Path)
    asked.add_argument("--classes", type=int, default=10_000)
    asked.add_argument("--rate", type=float, default=20)
    asked.add_argument("--visitors", type=int, default=200)
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--workers", type=int, default=2)
    said = asked.parse_args()
    home = Path(tempfile.mkdtemp())
    plan = copied(load(said.plan), home / "plan", said.classes)
    set_up(plan.root, home / "home")
    migrate()
    server = serve(said.workers)
    try:
        print(f"{len(plan.classes)} classes; ready after {warmed(said.workers):.0f} s")
        visitors, chance = Visitors(said.visitors), random.Random(7)  # noqa: S311 the same visits each time
        ends = time.perf_counter() + said.seconds
        while time.perf_counter() < ends:
            time.sleep(chance.expovariate(said.rate))
            visitors.send(time.perf_counter(), *addresses(plan, chance))
        visitors.end()
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
    print(f"{'page':10}{'number':>7}{'50 %':>7}{'95 %':>7}{'99 %':>7}{'max':>7}   in ms")
    every = [one for times in visitors.times.values() for one in times]
    for kind, times in sorted(visitors.times.items()):
        print(told(kind, times))
    print(told("all", every))
    print(f"{len(visitors.failed)} failed {visitors.failed[:3]}", f"load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
