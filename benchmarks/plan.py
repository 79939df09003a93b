"""How long plans take, and whether they survive being killed.

python benchmarks/plan.py classes 10000        write, open and validate that many made-up classes
python benchmarks/plan.py kill DOCUMENTS 20    kill -9 an import and a publication of DOCUMENTS at 20 random moments
"""

from __future__ import annotations

import argparse
import itertools
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from meritplan.model import AllOf, AnyOf, Education, Experience, JobClass, License, Span, Statement, Substitution
from meritplan.plan import ClassEdition, Plan, create, load, write
from meritplan.plan.validation import validate

VERBS = "plans directs reviews prepares inspects maintains assigns records measures explains".split()
THINGS = "field work of crews; permits for wells; inventories of parts; reports on cases; budgets of units".split("; ")


def classes(number: int) -> Iterator[ClassEdition]:
    """Made-up classes of about the length of published ones: 12 duties, 8 abilities, a requirement of 6 nodes."""
    chance = random.Random(7)  # noqa: S311 the same classes every time
    for made in range(number):
        code, place = f"{made:05}", itertools.count(100, 150)

        def said(start: str, place: Iterator[int] = place) -> Statement:
            words = " ".join(f"{chance.choice(VERBS)} {chance.choice(THINGS)}" for _ in range(3))
            begin = next(place)
            return Statement(text=f"{start} {words}", spans=(Span(begin, begin + len(words)),))

        years = Experience(months=12 + made % 60, function=f"work in trade {made % 40}", quote=said("Years of").text)
        either = AnyOf(
            children=(
                Education(level="bachelor", quote="a degree"),
                License(name="trade license", quote="a trade license"),
            )
        )
        rule = Substitution(give="experience", target="education", ratio=(12, 12), quote=said("Experience").text)
        yield ClassEdition(
            class_key=code,
            number=1,
            state="adopted",
            effective_from=date(2020, 1, 1),
            job_class=JobClass(
                title=f"Trade {made % 40} Specialist {made}",
                code=code,
                summary=said("Under supervision").text,
                duties=tuple(said("The incumbent") for _ in range(12)),
                ksas=tuple(said("Knowledge of how one") for _ in range(8)),
                minimum_qualifications=AllOf(children=(years, either), rules=(rule,)),
            ),
        )


def timed(what: str, action: Callable[[], Any]) -> Any:
    """Do it and say how long it took."""
    began = time.perf_counter()
    result = action()
    print(f"{what:42} {time.perf_counter() - began:7.2f} s")
    return result


def measure(number: int) -> None:
    """Write, open cold and warm, validate."""
    root = Path(tempfile.mkdtemp()) / "plan"
    plan: Plan = create(root, title="Made-up plan")
    made = list(classes(number))
    timed(f"write {number} classes, all or none", lambda: write(plan, made))
    timed("open, from the cache", lambda: load(root))
    shutil.rmtree(root / ".meritplan" / "cache")
    timed("open, without a cache", lambda: load(root))
    plan = timed("open, from the cache", lambda: load(root))
    found = timed("validate", lambda: validate(plan))
    size = sum(path.stat().st_size for path in root.rglob("*.yaml"))
    print(f"{len(plan.classes)} classes, {size / 1e6:.0f} MB of documents, {len(found)} findings")
    shutil.rmtree(root.parent)


def meritplan(*arguments: str | Path) -> list[str]:
    """The command line of this environment."""
    return [sys.executable, "-m", "meritplan.cli", *map(str, arguments)]


def kill(documents: Path, moments: int) -> None:
    """Kill an import at random moments, and then a publication. Only what was killed amid its writing counts."""
    folder = Path(tempfile.mkdtemp())
    chance = random.Random()  # noqa: S311 any moment will do
    kill_imports(folder, documents, moments, chance)
    kill_publications(folder, moments, chance)
    shutil.rmtree(folder)


def kill_imports(folder: Path, documents: Path, moments: int, chance: random.Random) -> None:
    """Each import goes on where the last was ended; when one comes through, the next begins a new plan."""
    whole, broken = folder / "whole", folder / "broken"
    create(whole, title="Plan")
    importing = ("plan", "import", "{}", documents, "--by", "a person", "--workers", 1)
    seconds = run(importing, whole)
    wanted = load(whole)
    print(f"import: {seconds:.1f} s uninterrupted, {len(wanted.classes)} classes, {len(wanted.sources)} documents")
    killed, tried, lost, through = 0, 0, 0, 0
    create(broken, title="Plan")
    while killed < moments:
        before = load(broken)
        tried += 1
        if interrupt(importing, broken, partial(_more, broken, len(before.sources)), chance.uniform(0, seconds / 4)):
            killed += 1
            now = load(broken)
            lost += not {one.sha256 for one in before.sources} <= {one.sha256 for one in now.sources} or wrong(now) > 0
        elif load(broken).fingerprint == wanted.fingerprint:
            through += 1
            shutil.rmtree(broken)
            create(broken, title="Plan")
    run(importing, broken)
    same = load(broken).fingerprint == wanted.fingerprint
    print(
        f"import killed {killed} times amid its writing ({tried} begun, {through} came through); {lost} left "
        f"a plan damaged or poorer; the plan is {'the same' if same else 'NOT THE SAME'} as one never interrupted"
    )


def kill_publications(folder: Path, moments: int, chance: random.Random) -> None:
    """Each publication begins with the same plan of drafts."""
    drafts, copy = folder / "whole", folder / "copy"
    publishing = ("plan", "publish", "{}", "--all", "--effective", "2026-07-01", "--by", "a person")
    publishing += ("--with-open-questions", "measured", "--on", "2026-06-01")  # the same day, even past midnight
    before = load(drafts).fingerprint
    shutil.copytree(drafts, copy)
    writing = watch(publishing, copy)
    after, outcomes, tried = load(copy).fingerprint, [], 0
    print(f"publication: {writing:.2f} s from its first write to its end")
    while len(outcomes) < moments:
        shutil.rmtree(copy)
        shutil.copytree(drafts, copy)
        tried += 1
        if interrupt(publishing, copy, lambda: _writes(copy), chance.uniform(0, writing)):
            outcomes.append({before: "nothing", after: "all"}.get(load(copy).fingerprint, "A PART"))
    counts = ", ".join(f"{number} times {what}" for what, number in Counter(outcomes).items())
    print(f"publication killed {moments} times amid its writing ({tried} begun); published: {counts}")


def _more(root: Path, known: int) -> bool:
    """Whether more documents are recorded than were."""
    return sum(1 for _ in (root / "sources").glob("*/*.yaml")) > known


def _writes(root: Path) -> bool:
    """Whether a change of several documents is being written."""
    private = root / ".meritplan"
    return any(one.name == "journal.json" or one.name.startswith(".tmp-") for one in private.iterdir())


def watch(arguments: tuple[Any, ...], root: Path) -> float:
    """Run to the end; how long it wrote."""
    process = subprocess.Popen(placed(arguments, root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    while process.poll() is None and not _writes(root):
        time.sleep(0.001)
    began = time.perf_counter()
    process.wait()
    return time.perf_counter() - began


def wrong(plan: Plan) -> int:
    """How many errors a plan has."""
    return sum(one.issue.severity == "error" for one in validate(plan))


def placed(arguments: tuple[Any, ...], root: Path) -> list[str]:
    """The command with its plan."""
    return meritplan(*(root if one == "{}" else one for one in arguments))


def run(arguments: tuple[Any, ...], root: Path) -> float:
    """Run to the end; seconds. Documents that cannot be read are no failure."""
    began = time.perf_counter()
    done = subprocess.run(placed(arguments, root), check=False, capture_output=True, text=True)  # noqa: S603 our own
    if "Traceback" in done.stderr or "Error:" in done.stderr:
        sys.exit(done.stderr)
    return time.perf_counter() - began


def interrupt(arguments: tuple[Any, ...], root: Path, writes: Callable[[], bool], seconds: float) -> bool:
    """Run, and kill so many seconds after the first write was seen. False if it was done before."""
    command, quiet = placed(arguments, root), subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, stderr=quiet)  # noqa: S603 our own command
    while process.poll() is None and not writes():
        time.sleep(0.001)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True, dest="verb")
    of_classes = verbs.add_parser("classes")
    of_classes.add_argument("number", type=int, nargs="?", default=10_000)
    of_kill = verbs.add_parser("kill")
    of_kill.add_argument("documents", type=Path)
    of_kill.add_argument("moments", type=int, nargs="?", default=20)
    asked = parser.parse_args()
    if asked.verb == "classes":
        measure(asked.number)
    else:
        kill(asked.documents, asked.moments)


if __name__ == "__main__":
    main()
