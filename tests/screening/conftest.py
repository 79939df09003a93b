"""Classes about the State of Alder with everything the compiler treats apart, and made-up records about them."""

import random
from datetime import date, timedelta

import pytest

pytest.importorskip("pyarrow", reason="pools need the extra packages of meritplan[pools]")

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
    Skill,
    Substitution,
    Training,
    Unread,
)
from meritplan.model.record import CourseworkTaken, Degree, Employment, LicenseHeld, Record, Supervised, Verification
from meritplan.model.ruling import Ruling
from meritplan.screening.compile import Asked

AS_OF = date(2026, 6, 30)
TITLES = ("Case Aide", "Case Worker", "Park Ranger", "Ranger Supervisor", "Clerk", "Somebody Else", None)
FIELDS = ("Social Work", "Forestry", "Accounting", "Music", None)
ALDER = "Alder state service"


def trees():
    aide = Experience(months=12, classes=("Case Aide",), employer=ALDER, quote="one year as Case Aide in the service")
    work = Experience(
        months=36,
        function="casework",
        quote="three years of casework",
        subsets=(Experience(months=12, supervisory=True, quote="one of them supervising"),),
    )
    degree = Education(level="bachelor", fields=("Social Work",), or_equivalent=True, quote="a degree in social work")
    college = Education(level="bachelor", quote="graduation from college")
    year_for_year = Substitution(give="experience", target="education", ratio=(12, 12), quote="year for year")
    masters = Substitution(
        give="education", target="experience", give_level="master", credit_months=12, quote="a master's is one year"
    )
    study = Substitution(give="education", target="experience", ratio=(12, 12), cap_months=24, quote="college study")
    return {
        "aide": aide,
        "degree": AllOf(children=(degree, work), rules=(masters,)),
        "patterns": AnyOf(
            children=(AllOf(children=(aide,)), work), rules=(Combination(proportional=True, of=("experience",)),)
        ),
        "given": AllOf(children=(college, Experience(months=24, function="ranging")), rules=(year_for_year,)),
        "given sure": AllOf(
            children=(college, Experience(months=24, classes=("Park Ranger",))), rules=(year_for_year,)
        ),
        "study": AllOf(children=(Experience(months=48, quote="four years of experience"),), rules=(study,)),
        "license": AllOf(children=(License(name="Case License", current=True), License(name="Driver License"))),
        "admitted": AllOf(
            children=(Experience(months=24, function="casework"), license_soon := License(name="Case License")),
            rules=(Admission(applies_to="experience", short_months=6), Admission(applies_to="license")),
        ),
        "soon": License(name="Driver License", when="at appointment"),
        "alone": license_soon,
        "counted": AllOf(
            children=(Experience(months=24, function="clerking", quote="two years of clerking"),),
            rules=(Counting(months=12, when_employer=ALDER, level_of=("Clerk",), quote="at the level of Clerk"),),
        ),
        "level": AllOf(
            children=(Experience(months=24, classes=("Clerk", "Case Worker")),),
            rules=(Counting(when_employer=ALDER, level_of=("Clerk",), quote="at the level of Clerk"),),
        ),
        "recent": Experience(months=6, within_months=24, paid=True, function="casework", full_time=True),
        "hours": Experience(hours=2000, function="casework"),
        "supervising": Experience(months=12, supervisory=True, level_of=("Ranger Supervisor",)),
        "strictly": Experience(months=12, exclusive=True),
        "any": Experience(function="casework"),
        "units": AnyOf(children=(Coursework(semester_units=60), Coursework(semester_units=12, subjects=("Biology",)))),
        "judged": AllOf(children=(Condition(kind="age", min=18), Skill(skill="typing", min=40, unit="wpm"))),
        "trained": AnyOf(children=(Training(program="Ranger Academy"), Unread(quote="and more"))),
        "option": Option(by="position", children=(degree,)),
        "school": Option(by="institution", children=(AnyOf(children=(college, aide)),)),
        "capped": Experience(months=24, at_most=(Experience(months=6, classes=("Clerk",)),)),
        "shares": AllOf(children=(college, aide), rules=(Combination(proportional=True, quote="in proportion"),)),
        "shares inside": AllOf(
            children=(
                aide,
                AnyOf(
                    children=(work, Experience(function="clerking"), Experience(function="ranging")),
                    rules=(Combination(of=("education", "experience"), quote="an equivalent combination"),),
                ),
            ),
            rules=(Combination(proportional=True, of=("experience",), quote="in proportion"),),
        ),
        "study counts": AllOf(
            children=(Experience(months=36, exclusive=True, classes=("Clerk",)),),
            rules=(
                Substitution(
                    give="education", target="experience", ratio=(24, 12), floor_months=6, quote="two years for one"
                ),
            ),
        ),
        "study is enough": AllOf(
            children=(Experience(months=24, classes=("Case Worker", "Clerk")),),
            rules=(study, Admission(applies_to="experience", short_months=6)),
        ),
        "two admissions": AllOf(
            children=(License(name="Fishing License", valid=True), degree),
            rules=(
                Admission(applies_to="license", quote="those who have applied may compete"),
                Admission(applies_to="all", short_months=6, quote="those within six months may compete"),
            ),
        ),
        "nothing": None,
    }


@pytest.fixture(scope="session")
def asked():
    return [Asked(code=f"{n:04}", title=title, tree=tree) for n, (title, tree) in enumerate(trees().items())]


def people(number, seed):
    source = random.Random(seed)
    return [_person(source, n) for n in range(number)]


def _person(source, number):
    given = {"id": f"p{number}"}
    if source.random() < 0.95:
        given["employment"] = tuple(_job(source, n) for n in range(source.choice([0, 1, 2, 3, 5])))
    if source.random() < 0.95:
        given["education"] = tuple(_degree(source) for _ in range(source.choice([0, 1, 1, 2, 3])))
    if source.random() < 0.9:
        given["licenses"] = tuple(_license(source) for _ in range(source.choice([0, 1, 2])))
    if source.random() < 0.1:
        given["coursework"] = (CourseworkTaken(subject="Biology", semester_units=source.choice([6, 12, None])),)
    if source.random() < 0.1:
        given["training"] = ()
    if source.random() < 0.1:
        given["conditions"] = {"age": source.choice([17, 40])}
    return Record(**given)


def _date(source, first=1990):
    day = (date(first, 1, 1) + timedelta(days=source.randrange((2028 - first) * 365))).isoformat()
    return source.choice([day, day, day, day[:7], day[:4]])


def _job(source, number):
    start = _date(source, 2005)
    end = _date(source, 2005)
    if len(start) == 10 and source.random() < 0.6:
        end = (date.fromisoformat(start) + timedelta(days=source.choice([29, 364, 365, 729, 1000]))).isoformat()
    given = {
        "id": f"e{number}",
        "title": source.choice(TITLES),
        "employer": source.choice([ALDER, "Alder Foods", None]),
        "hours_per_week": source.choice([40, 40, 40, 20, 37.5, None, 0]),
        "paid": source.choice([True, True, None, False]),
        "share": source.choice([None, None, 0.5]),
        "supervised": source.choice([None, Supervised(people=0), Supervised(people=3)]),
        "verified": source.choice([None, None, True, True, True, Verification(result="contradicted")]),
    }
    if source.random() < 0.95:
        given["start"] = start
    if source.random() < 0.9:
        given["end"] = None if source.random() < 0.2 else end
    return Employment(**given)


def _degree(source):
    return Degree(
        level=source.choice(["high_school", "some_college", "associate", "bachelor", "bachelor", "master", None]),
        field=source.choice(FIELDS),
        accredited=source.choice([True, None, False]),
        conferred=_date(source) if source.random() < 0.5 else None,
        in_progress=source.choice([None, None, True]),
        equivalency=source.choice([None, None, "GED"]),
        semester_units=source.choice([None, None, 30, 60.5]),
        verified=source.choice([None, True]),
    )


def _license(source):
    return LicenseHeld(
        name=source.choice(["Case License", "Driver License", "Fishing License"]),
        expires=_date(source, 2024) if source.random() < 0.6 else None,
        status=source.choice(["active", "active", "lapsed", "applied", None]),
        verified=source.choice([None, True]),
    )


def rulings(seed, record):
    source = random.Random(f"{seed}{record.id}")
    if source.random() > 0.2:
        return ()
    job = Ruling(
        employment="e0", counts_for=source.choice(["casework", "clerking", "*"]), answer="yes", on="2026-01-01"
    )
    return (job, Ruling(field="Music", counts_as="related field", answer=source.choice(["yes", "no"])))
