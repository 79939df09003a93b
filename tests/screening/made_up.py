"""Made-up requirements of the State of Alder: groups in groups, with every kind of rule, several at once."""

import random

from tests.screening.conftest import ALDER

from meritplan.model import (
    Admission,
    AllOf,
    AnyOf,
    Combination,
    Condition,
    Counting,
    Coursework,
    Education,
    Experience,
    License,
    Option,
    Substitution,
    Training,
)

TITLES = ("Case Aide", "Case Worker", "Park Ranger", "Ranger Supervisor", "Clerk")
FUNCTIONS = ("casework", "clerking", "ranging")
FIELDS = ("Social Work", "Forestry", "Accounting")
LEVELS = ("high_school", "associate", "bachelor", "bachelor", "master", "some_college", "vocational")
LICENSES = ("Case License", "Driver License", "Fishing License")
WORDS = (None, None, "additional qualifying experience", "work with tides")


def tree(seed):
    """A requirement, the same for the same seed."""
    source = random.Random(seed)
    return _group(source, source.choice([1, 2, 2, 3]))


def _group(source, depth):
    children = tuple(_child(source, depth) for _ in range(source.choice([1, 2, 2, 3])))
    rules = tuple(_rule(source) for _ in range(source.choice([0, 1, 1, 2, 3])))
    return source.choice([AllOf, AnyOf])(children=children, rules=rules, quote=_quote(source))


def _child(source, depth):
    if depth > 1 and source.random() < 0.5:
        return _group(source, depth - 1)
    if source.random() < 0.08:
        return Option(by=source.choice(["position", "institution"]), children=(_leaf(source),), quote=_quote(source))
    return _leaf(source)


def _leaf(source):
    kind = source.random()
    if kind < 0.5:
        return _experience(source, source.choice([12, 24, 36, None]))
    if kind < 0.8:
        level = source.choice(LEVELS)
        return Education(
            level=level,
            fields=tuple(source.sample(FIELDS, source.choice([0, 0, 1, 2]))),
            accredited=source.random() < 0.2,
            or_equivalent=source.random() < 0.5,
            years=source.choice([1, 2]) if level in {"some_college", "vocational"} and source.random() < 0.5 else None,
            quote=_quote(source),
        )
    return source.choice(
        [
            License(name=source.choice(LICENSES), quote=_quote(source)),
            Condition(kind="age", min=18, quote=_quote(source)),
            Training(program="Ranger Academy", quote=_quote(source)),
            Coursework(semester_units=30, quote=_quote(source)),
            Coursework(courses=source.choice([1, 2]), semester_units=source.choice([None, 12]), quote=_quote(source)),
            Coursework(
                semester_units=60, quote=_quote(source), subsets=(Coursework(semester_units=6, subjects=("Biology",)),)
            ),
        ]
    )


def _experience(source, months, *, inside=False):
    titled = source.random() < 0.6
    parts = ()
    if not inside and months and source.random() < 0.3:
        parts = tuple(_experience(source, source.choice([6, 12]), inside=True) for _ in range(source.choice([1, 1, 2])))
    return Experience(
        months=months,
        classes=tuple(source.sample(TITLES, source.choice([1, 2]))) if titled else (),
        function=None if titled and source.random() < 0.8 else source.choice([*FUNCTIONS, None]),
        supervisory=source.random() < 0.15,
        full_time=source.random() < 0.1,
        paid=source.random() < 0.1,
        exclusive=source.random() < 0.05,
        within_months=source.choice([None, None, None, 120]),
        employer=source.choice([None, None, ALDER]),
        subsets=parts,
        at_most=(Experience(months=6, classes=("Clerk",)),) if not inside and source.random() < 0.08 else (),
        quote=_quote(source),
    )


def _rule(source):
    kind = source.random()
    if kind < 0.25:
        return _experience_given(source)
    if kind < 0.5:
        return _education_given(source)
    if kind < 0.62:
        return Substitution(
            give=source.choice(["license", "training", "coursework"]),
            target=source.choice(["experience", "education", "all"]),
            give_text=source.choice([*LICENSES, "Biology"]),
            credit_months=source.choice([None, 6, 12]),
            quote=_quote(source),
        )
    if kind < 0.74:
        return Combination(
            of=source.choice([("experience",), ("education", "experience"), ()]),
            total_months=source.choice([None, 24, 48]),
            quote=_quote(source),
        )
    if kind < 0.84:
        total = source.choice([None, None, 36])
        return Combination(proportional=True, of=("experience",), total_months=total, quote=_quote(source))
    if kind < 0.92:
        return Admission(
            applies_to=source.choice(["experience", "education", "license", "all"]),
            short_months=source.choice([None, 6, 6]),
            quote=_quote(source),
        )
    return Counting(
        months=source.choice([None, 6, 12]),
        when_employer=ALDER,
        level_of=(source.choice(TITLES),),
        quote=_quote(source),
    )


def _experience_given(source):
    terms = source.choice(["year for year", "capped", "fixed", "fixed", "unsaid"])
    return Substitution(
        give="experience",
        target=source.choice(["education", "education", "education", "license", "training", "all"]),
        give_text=source.choice(WORDS),
        ratio=(12, 12) if terms in {"year for year", "capped"} else None,
        cap_months=24 if terms == "capped" else None,
        give_months=source.choice([12, 24]) if terms == "fixed" else None,
        quote=_quote(source),
    )


def _education_given(source):
    by_level = source.random() < 0.5
    return Substitution(
        give="education",
        target=source.choice(["experience", "experience", "experience", "license", "education", "all"]),
        give_text=source.choice([None, None, "college education", "study of tides"]),
        give_level=source.choice(["bachelor", "master"]) if by_level else None,
        ratio=source.choice([(12, 12), (24, 12)]) if not by_level and source.random() < 0.7 else None,
        give_units=source.choice([None, 30]),
        cap_months=source.choice([None, 12, 24]),
        credit_months=source.choice([None, None, 12]) if by_level else None,
        floor_months=source.choice([None, None, 6]),
        target_text=source.choice([None, None, "clerking"]),
        quote=_quote(source),
    )


def _quote(source):
    return f"words {source.randrange(10**6)}"
