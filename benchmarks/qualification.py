"""How fast one record is held against many classes: `uv run python benchmarks/qualification.py [READING...]`.

Times are processor time, so that what else the machine does is left out.

Without arguments the classes are made up here (fictional, of the shapes real plans have); with readings, their classes
are used, repeated until there are 3,000.
"""

import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import msgspec

from meritplan.model import Reading
from meritplan.model.record import Record
from meritplan.qualification import Question, determine, policy
from meritplan.qualification.compare import candidate, rows
from meritplan.qualification.trees import tree_from

CLASSES = 3000
AS_OF = date(2026, 11, 21)
FUNCTIONS = [
    f"{verb} {thing}"
    for verb in ("inspecting", "keeping", "surveying", "repairing")
    for thing in ("weirs", "records", "roads", "pumps", "trees")
]
FIELDS = ["hydrology", "accounting", "forestry", "nursing", "law", "engineering", "biology"]

RECORD = {
    "id": "bench",
    "education": [{"level": "bachelor", "field": "hydrology", "accredited": True, "conferred": "2015-05"}],
    "coursework": [{"subject": "accounting", "semester_units": 12}],
    "employment": [
        {
            "id": "e1",
            "employer": "Alder state service",
            "title": "River Inspector",
            "start": "2015-06-15",
            "end": "2019-08",
            "hours_per_week": 40,
            "paid": True,
        },
        {
            "id": "e2",
            "employer": "City of Marrow Bay",
            "title": "Clerk 7",
            "start": "2019-01",
            "end": "2021-02-10",
            "hours_per_week": 20,
            "paid": True,
        },
        {
            "id": "e3",
            "employer": "Sedge Mill",
            "title": "Foreman",
            "start": "2021-03-01",
            "end": "2024-01-31",
            "hours_per_week": 40,
            "paid": True,
            "supervised": {"people": 4},
        },
        {
            "id": "e4",
            "employer": "Alder state service",
            "title": "Analyst 12",
            "start": "2024-02-01",
            "end": None,
            "hours_per_week": 40,
            "paid": True,
            "supervised": {"people": 0},
        },
    ],
    "licenses": [{"name": "driver's license", "issuer": "State of Alder", "expires": "2028-01-01", "status": "active"}],
    "training": [],
    "skills": [],
    "conditions": {"age": 34},
}


def experience(dice: random.Random) -> dict:
    """An experience leaf of one of the usual forms."""
    months = dice.choice([6, 12, 24, 36, 60])
    if dice.random() < 0.5:
        return {
            "type": "experience",
            "months": months,
            "classes": [f"{dice.choice(['Clerk', 'Analyst', 'Inspector'])} {dice.randrange(40)}"],
            "employer": "Alder state service",
            "quote": "experience as one",
        }
    leaf = {
        "type": "experience",
        "months": months,
        "function": dice.choice(FUNCTIONS),
        "quote": f"{months} months of it",
    }
    if dice.random() < 0.3:
        leaf["subsets"] = [
            {"type": "experience", "months": months // 2, "supervisory": True, "quote": "half of it supervising"}
        ]
    return leaf


def pattern(dice: random.Random) -> dict:
    """Experience, often with a degree and a substitution."""
    children = [experience(dice)]
    rules = []
    if dice.random() < 0.6:
        fields = dice.sample(FIELDS, 2) if dice.random() < 0.5 else []
        children.append(
            {
                "type": "education",
                "level": dice.choice(["high_school", "bachelor"]),
                "fields": fields,
                "quote": "schooling",
            }
        )
        if dice.random() < 0.5:
            rules.append(
                {
                    "type": "substitution",
                    "give": "experience",
                    "target": "education",
                    "give_text": "Additional qualifying experience",
                    "ratio": [12, 12],
                    "quote": "may be substituted",
                }
            )
    return {"type": "all_of", "children": children, "rules": rules}


def made_up(number: int) -> list:
    """Trees of 1 to 3 patterns, 3 to 7 leaves each."""
    dice = random.Random(7)  # noqa: S311
    return [
        tree_from({"type": "any_of", "children": [pattern(dice) for _ in range(dice.choice([1, 2, 2, 3]))]})
        for _ in range(number)
    ]


def read(paths: list[str]) -> list:
    """The trees of some readings."""
    found = [
        each.minimum_qualifications
        for path in paths
        for each in msgspec.json.decode(Path(path).read_bytes(), type=Reading).classes
    ]
    trees = [tree for tree in found if tree is not None]
    return [trees[number % len(trees)] for number in range(CLASSES)]


def main() -> None:
    """Print the times."""
    trees = read(sys.argv[1:]) if len(sys.argv) > 1 else made_up(CLASSES)
    question = Question(record=msgspec.convert(RECORD, Record), policy=policy(), as_of=AS_OF)
    began = time.process_time()
    candidates = [candidate(str(number), f"Class {number}", tree) for number, tree in enumerate(trees)]
    print(f"{len(candidates)} classes made ready once in {time.process_time() - began:.3f} s")
    for _ in range(3):
        began = time.process_time()
        found = rows(candidates, question.claims())
        print(f"one record against {len(found)} classes: {time.process_time() - began:.3f} s")
    counts = {}
    for row in found:
        counts[row.standing] = counts.get(row.standing, 0) + 1
    print(counts)
    claims = question.claims()
    alone = []
    for each in candidates[:500]:
        began = time.process_time()
        rows([each], claims)
        alone.append((time.process_time() - began) * 1000)
    print(f"one class by itself: median {statistics.median(alone):.2f} ms, 95 % {sorted(alone)[474]:.2f} ms")
    times = []
    for tree in trees[:500]:
        began = time.process_time()
        determine(tree, question, ready=claims)
        times.append((time.process_time() - began) * 1000)
    print(f"with its whole explanation: median {statistics.median(times):.2f} ms, 95 % {sorted(times)[474]:.2f} ms")


if __name__ == "__main__":
    main()
