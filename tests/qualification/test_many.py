"""One record against many classes, what-if, and policy profiles."""

from datetime import date

import pytest

from meritplan.qualification import PolicyError, Question, policy, read_record
from meritplan.qualification.compare import TITLES, candidate, compare, page
from meritplan.qualification.profiles import keys_of, names, profile
from meritplan.qualification.trees import tree_from
from meritplan.qualification.what_if import Change, changed, degree, license_held, months_worked, together
from tests.qualification.asking import all_of, any_work, ask, job, school, worked

DAY = date(2026, 6, 30)
LICENSE = {"type": "license", "name": "Diver", "kind": "license", "when": "appointment", "quote": "a diver's license"}
OPTION = {
    "type": "option",
    "by": "position",
    "quote": "swimming",
    "children": [{"type": "condition", "kind": "ability", "quote": "swims"}],
}
CLASSES = {
    "Clerk": any_work(12),
    "Diver": all_of(any_work(6), LICENSE),
    "Rower": all_of(any_work(6), OPTION),
    "Gauger": worked(6),
    "Surveyor": all_of(worked(6), worked(6, "surveying"), {"type": "condition", "kind": "exam", "quote": "an exam"}),
    "Senior": any_work(48),
    "Chief": any_work(24),
    "Scholar": school("doctorate"),
}


def standing(**more):
    record = read_record({"id": "p1", "employment": [job()], "education": [], "licenses": [], **more}).record
    question = Question(record=record, policy=policy(), as_of=DAY)
    candidates = [candidate(None, title, tree_from(tree)) for title, tree in CLASSES.items()]
    return compare(candidates, question.claims(), as_of=DAY.isoformat(), record_id="p1")


def test_sorted_by_standing_then_by_how_near():
    assert [(row.standing, row.title) for row in standing().rows] == [
        ("qualifies", "Clerk"),
        ("conditional", "Diver"),
        ("position", "Rower"),
        ("open", "Gauger"),
        ("open", "Surveyor"),
        ("short", "Chief"),
        ("short", "Senior"),
        ("short", "Scholar"),
    ]


def test_each_row_says_what_is_needed():
    rows = {row.title: row for row in standing().rows}
    assert rows["Chief"].months == 12
    assert rows["Scholar"].months is None
    assert rows["Gauger"].needs == ("Does e1 (Hand) count as gauging rivers?",)
    assert rows["Diver"].needs == ("by appointment: a diver's license",)


def test_the_page_of_a_comparison():
    text = page(standing())
    assert all(f"{title} (" in text for title in TITLES.values())
    assert "Chief: 12 months" in text


def test_a_class_without_a_requirement_asks_a_person():
    record = read_record({"id": "p1", "employment": []}).record
    question = Question(record=record, policy=policy(), as_of=DAY)
    found = compare([candidate("1", "Bare", None)], question.claims(), as_of="2026-06-30", record_id=None)
    assert found.rows[0].standing == "open"


# --- what if --------------------------------------------------------------------------------------------------


def asked(tree, change, **record):
    raw = changed({"id": "p1", "education": [], "employment": [], "licenses": [], **record}, change)
    more = {key: value for key, value in raw.items() if key not in {"id", "employment"}}
    return ask(tree, *raw["employment"], rulings=change.rulings, **more).result


def test_what_if_there_were_a_degree():
    assert asked(school(fields=["hydrology"]), degree("bachelor:hydrology", DAY)) == "met"


def test_what_if_there_were_a_license():
    tree = {**LICENSE, "when": None, "issuer": "State of Oregon", "current": True}
    assert asked(tree, license_held("Diver:Oregon", DAY)) == "met"


def test_what_if_there_were_more_months():
    assert asked(worked(12), months_worked("12", DAY)) == "met"
    assert asked(worked(12), months_worked("11", DAY)) == "not_met"
    assert (
        asked(
            {"type": "experience", "months": 12, "classes": ["Gauger"], "quote": "as a Gauger"},
            months_worked("12:Gauger", DAY),
        )
        == "met"
    )


def test_several_changes_at_once():
    change = together([degree("bachelor", DAY), months_worked("12", DAY)])
    assert asked(all_of(school(), worked(12)), change) == "met"
    assert change.words == "1 more in education, 1 more in employment, 1 more rulings"
    assert Change().words == "nothing"


# --- policies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", names())
def test_every_key_of_every_profile_has_its_citation_and_day(name):
    found = profile(name)
    assert policy(name).name == name
    assert found.as_of
    for key, entry in keys_of(found).items():
        assert entry.citation, key
        assert entry.as_of, key


def test_the_profiles_that_come_with_the_program():
    expected = {"default", "mississippi", "new_mexico", "illinois_sucss", "california", "los_angeles", "opm"}
    assert set(names()) == expected


def test_what_was_not_checked_says_so():
    assert not profile("new_mexico").keys["overlap"].verified
    assert not profile("california").keys["overlap"].verified
    assert profile("california").keys["month_rule"].verified


def test_every_key_the_engine_computes_with_stands_in_the_default_profile():
    assert set(profile("default").keys) == {name for name in policy().__struct_fields__ if name != "name"}


def test_a_policy_may_extend_a_profile():
    assert policy({"extends": "california", "overlap": "union"}).month_rule == "hours_173"


def test_an_unknown_profile_or_value_is_refused():
    with pytest.raises(PolicyError, match=r"MP-Q030.*california"):
        policy("atlantis")
    with pytest.raises(PolicyError, match=r"MP-Q031.*month_rule"):
        policy({"month_rule": "lunar"})
