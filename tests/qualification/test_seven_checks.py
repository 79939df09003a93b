"""Seven checks of a correct engine: on trees written here, and on those read from the founding documents."""

from pathlib import Path

import msgspec
import pytest

from tests.qualification.asking import all_of, any_of, any_work, ask, job, kinds, no, school, worked, yes

CARE = "care of river dwellers"
FIELDS = ["river care", "river science"]


def degree(level="bachelor", field="history"):
    return {"level": level, "field": field, "accredited": True, "conferred": "2015-05"}


def license_(expires="2028-02-29", name="Licensed River Carer", issuer="State of Oregon"):
    return {"name": name, "issuer": issuer, "issued": "2018-03-01", "expires": expires, "status": "active"}


LICENSE = {
    "type": "license",
    "name": ["Licensed River Carer"],
    "issuer": "State of OR",
    "current": True,
    "quote": "current licensure as a river carer",
}
MASTER = school("master", fields=FIELDS, accredited=True)


def by_choice(months, **more):
    """A master's, and a license or experience as the institution chooses."""
    either = any_of(LICENSE, worked(months, CARE, full_time=True, **more))
    return all_of(
        MASTER,
        {"type": "option", "by": "institution", "quote": "based on the needs of the institution", "children": [either]},
    )


CONSULTANT = by_choice(36)
SUPERVISOR = by_choice(72)
BEFORE = all_of(MASTER, worked(72, CARE), LICENSE)
ASSOCIATE = all_of(any_of(school(fields=FIELDS), {**MASTER, "quote": "or a master's"}), worked(12, CARE))
CARRIED = {
    "type": "combination",
    "total_months": 48,
    "of": ["education", "experience"],
    "quote": "any combination totalling four years",
}
ADVANCED = all_of(
    school("associate", fields=["human services"]),
    {"type": "experience", "months": 24, "classes": ["river guide"], "quote": "two years as a river guide"},
    rules=[CARRIED],
)
OPERATIONAL = all_of(
    school("high_school", or_equivalent=True),
    {"type": "experience", "months": 24, "classes": ["river guide"], "quote": "two years as a river guide"},
)
LEADING = all_of(school(), any_work(36), any_work(12, supervisory=True, quote="a year supervising"))
TEAM = all_of(
    school("high_school", or_equivalent=True),
    any_work(72, subsets=[worked(24, "leading crews or projects", supervisory=True)]),
)
DESK_2, DESK_3 = (all_of(school("high_school", or_equivalent=True), any_work(months)) for months in (24, 36))

WRITTEN = {
    "consultant": CONSULTANT, "supervisor": SUPERVISOR, "before": BEFORE, "associate": ASSOCIATE, "advanced": ADVANCED,
    "operational": OPERATIONAL, "leading": LEADING, "team": TEAM, "desk 2": DESK_2, "desk 3": DESK_3,
}  # fmt: skip
FICTIONAL = {"master": "river care", "license": license_, "bachelor": "river science", "title": "River Guide"}

CODES = {
    "consultant": "0876",
    "supervisor": "3729",
    "before": "3729",
    "associate": "4260",
    "advanced": "G1099A",
    "operational": "G1099O",
    "leading": "9800",
    "team": "9041",
    "desk 2": "9038",
    "desk 3": "9039",
}


def founding_license(expires="2028-02-29"):
    return license_(expires, "Licensed Social Worker", "State of Illinois")


FOUNDING = {
    "master": "Social Work",
    "license": founding_license,
    "bachelor": "behavioral science",
    "title": "Community Coordinator",
}


@pytest.fixture(params=["written here", "read from the founding documents"])
def world(request):
    """The trees, and the words of the records that fit them."""
    if request.param == "written here":
        return WRITTEN, FICTIONAL
    seeds: Path = request.getfixturevalue("shared") / "seeds"
    from meritplan.reading.pipeline import read_path  # noqa: PLC0415

    classes = {each.code: each for path in sorted(seeds.iterdir()) for each in read_path(path).classes}
    trees = {
        name: msgspec.to_builtins(
            getattr(classes[code], f"{'prior' if name == 'before' else 'minimum'}_qualifications")
        )
        for name, code in CODES.items()
    }
    return trees, FOUNDING


def test_1_license_expired_yesterday_and_six_months_short(world):
    trees, words = world
    found = ask(
        trees["consultant"],
        job(start="2024-01-01", title="Hospital carer"),
        education=[degree("master", words["master"])],
        licenses=[words["license"]("2026-06-29")],
        rulings=[yes("*")],
    )
    assert (found.result, found.shortfall_months) == ("not_met", 6)
    assert [cure.months for cure in found.missing] == [6, None]
    assert found.missing[1].needs.startswith("obtain or renew")


def test_2_a_license_alone_depends_on_the_position_and_fails_the_prior_text(world):
    trees, words = world
    person = {"education": [degree("master", words["master"])], "licenses": [words["license"]()]}
    found = ask(trees["supervisor"], **person)
    assert (found.result, kinds(found)) == ("undetermined", {"position"})
    assert ask(trees["before"], **person).result == "not_met"


def test_3_three_months_short_and_a_masters_in_the_field_beside_music(world):
    trees, words = world
    short = ask(
        trees["associate"], job(start="2025-10-01"), education=[degree(field=words["bachelor"])], rulings=[yes("*")]
    )
    assert (short.result, short.shortfall_months) == ("not_met", 3)
    rulings = [yes("*"), {"field": words["master"], "counts_as": "related field", "answer": "yes"}]
    both = [degree(field="music"), degree("master", words["master"])]
    assert ask(trees["associate"], job(), education=both, rulings=rulings).result == "met"


def test_4_the_higher_class_by_combination_the_lower_not(world):
    trees, _ = world
    person = {"education": [degree(field="human services")]}
    assert ask(trees["advanced"], **person).result == "met"
    found = ask(trees["operational"], **person)
    assert (found.result, found.shortfall_months) == ("not_met", 24)


def test_5_forty_months_of_which_eighteen_supervising(world):
    trees, _ = world
    jobs = job(1, "2023-03-01", "2024-12-31", supervised={"people": 0}), job(2, "2025-01-01", supervised={"people": 4})
    more = {
        "education": [degree()],
        "position": {"waive": ["Appointing authority may require a Master’s Degree and/or social worker’s license"]},
    }
    assert ask(trees["leading"], *jobs, **more).result == "met"
    additive = ask(trees["leading"], *jobs, policy={"and_supervisory": "additive"}, **more)
    assert (additive.result, additive.shortfall_months) == ("not_met", 8)


def test_6_a_project_lead_and_a_lead_worker(world):
    trees, _ = world
    clerk = job(1, "2019-11-01", "2024-06-30", supervised={"people": 0})
    more = {"education": [degree("high_school", None)]}
    assert (
        ask(trees["team"], clerk, job(2, "2024-07-01", title="Project lead", supervised={"people": 3}), **more).result
        == "met"
    )
    lead = job(2, "2024-07-01", title="Lead worker", supervised={"people": 2, "functions": ["assign", "review"]})
    found = ask(trees["team"], clerk, lead, policy={"supervision_test": {"people": 1, "functions": 3}}, **more)
    assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


def test_7_four_years_at_half_time(world):
    trees, _ = world
    half = job(start="2022-07-01", hours=20)
    more = {"education": [degree("high_school", None)]}
    assert ask(trees["desk 2"], half, **more).result == "met"
    found = ask(trees["desk 3"], half, **more)
    assert (found.result, found.shortfall_months) == ("not_met", 12)


def test_the_same_with_a_no(world):
    trees, words = world
    found = ask(trees["consultant"], job(), education=[degree("master", words["master"])], rulings=[no("*")])
    assert (found.result, found.shortfall_months) == ("not_met", 36)
