"""How long lint and differences take.

python benchmarks/lint.py classes 10000               lint and diff that many made-up classes, a tenth of them revised
python benchmarks/lint.py plan PLAN [INDEX@DATE ...]  lint a plan rule by rule, against pay indexes
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent))

from meritplan.model import AllOf, Experience
from meritplan.pay import open_index
from meritplan.pay.for_lint import class_index
from meritplan.plan import ClassEdition, View, as_of, create, load, newest, write
from meritplan.plan.diff import plan_difference
from meritplan.plan.lint import RULES, ClassIndex, Subject
from meritplan.qualification import policy
from plan import classes

REVISED = date(2026, 1, 1)


def revised(made: Iterator[ClassEdition]) -> Iterator[ClassEdition]:
    """The editions, and for every tenth class a second one that asks a year more or less, or drops a part."""
    for number, edition in enumerate(made):
        if number % 10:
            yield edition
            continue
        tree = edition.job_class.minimum_qualifications
        assert isinstance(tree, AllOf), "made-up requirements are groups"
        first = tree.children[0]
        assert isinstance(first, Experience), "their first part is experience"
        step = (12, -6, 0)[number // 10 % 3]
        other = msgspec.structs.replace(first, months=(first.months or 12) + step)
        children = (other, *tree.children[1:]) if step else (other,)
        said = msgspec.structs.replace(
            edition.job_class, minimum_qualifications=msgspec.structs.replace(tree, children=children)
        )
        yield msgspec.structs.replace(edition, effective_to=REVISED - timedelta(days=1))
        yield msgspec.structs.replace(edition, number=2, effective_from=REVISED, job_class=said)


def of_classes(number: int) -> None:
    """Lint and diff made-up classes."""
    root = Path(tempfile.mkdtemp()) / "plan"
    write(create(root, title="Made-up plan"), list(revised(classes(number))))
    plan = load(root)
    lint_by_rule(newest(plan), ())
    began = time.perf_counter()
    found = plan_difference(as_of(plan, date(2025, 6, 1)), as_of(plan, date(2026, 6, 1)), policy("default"))
    print(f"diff of two days: {time.perf_counter() - began:.1f} s, {len(found.changed)} changed, {dict(found.effects)}")
    shutil.rmtree(root.parent)


def of_plan(folder: Path, indexes: list[str]) -> None:
    """Lint a plan."""
    known = []
    for said in indexes:
        path, _, day = said.rpartition("@")
        known.append(class_index(open_index(path or said, as_of=date.fromisoformat(day) if path else None)))
    lint_by_rule(newest(load(folder)), tuple(sorted(known, key=lambda one: one.as_of or date.min)))


def lint_by_rule(view: View, indexes: tuple[ClassIndex, ...]) -> None:
    """Each rule with its time and what it found."""
    subject, total = Subject(view=view, on=REVISED, indexes=indexes), 0.0
    for rule in RULES:
        began = time.perf_counter()
        found = list(rule.check(subject))
        seconds = time.perf_counter() - began
        total += seconds
        counts = Counter(one.issue.code for one in found)
        print(f"{rule.name:28} {seconds:6.2f} s  {dict(counts) or ''}")
    print(f"lint of {len(view.editions)} classes: {total:.1f} s")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True, dest="verb")
    made = verbs.add_parser("classes")
    made.add_argument("number", type=int, nargs="?", default=10_000)
    real = verbs.add_parser("plan")
    real.add_argument("folder", type=Path)
    real.add_argument("indexes", nargs="*")
    asked = parser.parse_args()
    if asked.verb == "classes":
        of_classes(asked.number)
    else:
        of_plan(asked.folder, asked.indexes)


if __name__ == "__main__":
    main()
