"""What counts: C7, C8, C10, C23 to C25, C41; R10, R11, R14, R16."""

import pytest

from tests.qualification.asking import all_of, any_of, any_work, ask, job, kinds, no, worked, yes

INSPECTOR = {
    "type": "experience",
    "months": 12,
    "classes": ["River Inspector"],
    "quote": "one year as a River Inspector",
}


# --- kind of work -------------------------------------------------------------------------------------


def test_an_equal_class_title_counts():
    assert ask(INSPECTOR, job(title="river  inspector")).result == "met"


def test_an_equal_class_code_counts():
    assert ask({**INSPECTOR, "classes": ["0671"]}, job(class_code="0671")).result == "met"


def test_everything_else_is_a_question():
    found = ask(INSPECTOR, job(title="River Inspector II"))
    assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


def test_unspecified_experience_is_any_by_default_and_related_by_policy():
    assert ask(any_work(), job()).result == "met"
    found = ask(any_work(), job(), policy={"unspecified_experience": "related"})
    assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


@pytest.mark.parametrize("name", ["12 months of gauging rivers", "gauging rivers", "Gauging   Rivers.", "*"])
def test_a_ruling_names_the_quote_the_function_or_everything(name):
    assert ask(worked(), job(), rulings=[yes(name)]).result == "met"
    assert ask(worked(), job(), rulings=[no(name)]).result == "not_met"


def test_c24_qualities_never_fail_but_are_not_unspecified_either():
    tree = any_work(qualities=["progressively responsible"])
    assert kinds(ask(tree, job())) == {"judgement"}
    assert ask(tree, job(), rulings=[yes(tree["quote"])]).result == "met"
    assert ask({**INSPECTOR, "qualities": ["responsible"]}, job(title="River Inspector")).result == "met"


def test_c25_a_title_equal_to_a_level_settles_the_level_not_the_function():
    level = {"type": "experience", "months": 12, "level_of": ["River Inspector"], "quote": "a year at that level"}
    assert ask(level, job(title="River Inspector")).result == "met"
    assert ask({**level, "function": "gauging rivers"}, job(title="River Inspector")).result == "undetermined"


def test_c25_rulings_may_name_a_level():
    level = {"type": "experience", "months": 12, "level_of": ["River Inspector"], "quote": "a year at that level"}
    assert ask(level, job(), rulings=[yes("River Inspector")]).result == "met"
    assert ask(level, job(), rulings=[no("River Inspector")]).result == "not_met"
    assert (
        ask({**level, "function": "gauging rivers"}, job(), rulings=[yes("River Inspector")]).result == "undetermined"
    )


# --- precedence of rulings ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("one year as a River Inspector", "gauging rivers"),
        ("gauging rivers", "River Inspector"),
        ("River Inspector", "Weir Keeper"),
        ("Weir Keeper", "*"),
    ],
)
def test_c41_the_nearer_ruling_wins(stronger, weaker):
    tree = {**INSPECTOR, "function": "gauging rivers", "level_of": ["Weir Keeper"]}
    assert ask(tree, job(), rulings=[no(stronger), yes(weaker)]).result == "not_met"
    if stronger != "Weir Keeper":  # a yes for the level leaves the function open
        assert ask(tree, job(), rulings=[yes(stronger), no(weaker)]).result == "met"


def test_c41_among_equals_the_latest():
    earlier, later = yes(on="2026-01-01"), no(on="2026-02-01")
    assert ask(worked(), job(), rulings=[later, earlier]).result == "not_met"


def test_rulings_of_one_day_that_contradict_each_other_settle_nothing():
    assert ask(worked(), job(), rulings=[yes(), no()]).result == "undetermined"


def test_c41_a_no_for_a_class_does_not_reach_a_counting_rule_at_its_level():
    rule = {
        "type": "counting",
        "months": 12,
        "when_employer": "Alder state service",
        "level_of": ["River Inspector"],
        "quote": "must include a year",
    }
    tree = any_of({**INSPECTOR, "quote": "class"}, all_of(worked(24), rules=[rule]))
    jobs = job(start="2024-07-01", employer="Alder state service")
    found = ask(tree, jobs, rulings=[yes(), no("River Inspector")])
    assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


# --- the conjunction of tests -----------------------------------------------------------------------------


def test_c7_a_ruling_never_settles_pay():
    tree = worked(paid=True)
    assert ask(tree, job(paid=False), rulings=[yes()]).result == "not_met"
    found = ask(tree, job(paid=...), rulings=[yes()])
    assert (found.result, kinds(found)) == ("undetermined", {"missing_fact"})


def test_c7_a_ruling_never_settles_dates_or_hours():
    assert kinds(ask(worked(), job(end=...), rulings=[yes()])) == {"missing_fact"}
    assert kinds(ask(worked(), job(hours=...), rulings=[yes()])) == {"missing_fact"}


def test_c7_supervision_unknown_is_a_missing_fact():
    assert kinds(ask(any_work(supervisory=True), job())) == {"missing_fact"}


def test_c7_people_but_not_the_test_is_judgement_until_ruled():
    policy = {"supervision_test": {"people": 2, "functions": 2}}
    lead = job(supervised={"people": 1, "functions": ["assign"]})
    assert kinds(ask(any_work(supervisory=True), lead, policy=policy)) == {"judgement"}
    assert (
        ask(any_work(supervisory=True), lead, policy=policy, rulings=[yes("12 months of experience")]).result == "met"
    )


def test_nobody_supervised_is_no():
    assert ask(any_work(supervisory=True), job(supervised={"people": 0})).result == "not_met"


def test_c7_the_function_of_a_supervisory_subset_is_settled_by_the_test_alone():
    subset = worked(12, "leading crews", supervisory=True)
    assert ask(any_work(12, subsets=[subset]), job(supervised={"people": 3})).result == "met"
    assert kinds(ask(subset, job(supervised={"people": 3}))) == {"judgement"}


def test_c8_employers_are_equal_or_a_question_until_ruled_or_listed():
    tree = {**INSPECTOR, "employer": "Alder state service"}
    assert ask(tree, job(title="River Inspector", employer="The Alder State Service")).result == "met"
    assert ask(tree, job(title="River Inspector", sector="Alder state service")).result == "met"
    other = job(title="River Inspector", employer="Department of Weirs")
    assert kinds(ask(tree, other)) == {"judgement"}
    assert ask(tree, other, policy={"employers": {"Alder state service": ["Department of Weirs"]}}).result == "met"
    assert ask(tree, other, rulings=[yes(tree["quote"])]).result == "met"


@pytest.mark.parametrize("words", ["outside of the Alder state service", "a governmental agency"])
def test_c8_some_words_are_never_equal_to_a_name(words):
    assert kinds(ask(any_work(employer=words), job(employer=words))) == {"judgement"}


def test_c10_volunteer_work_counts_unless_the_leaf_or_the_policy_says_paid():
    assert ask(any_work(), job(paid=False)).result == "met"
    assert ask(any_work(paid=True), job(paid=False)).result == "not_met"
    assert ask(any_work(), job(paid=False), policy={"volunteer": "no"}).result == "not_met"


def test_c10_without_volunteers_unknown_pay_is_unknown_for_every_leaf():
    assert kinds(ask(any_work(), job(paid=...), policy={"volunteer": "no"})) == {"missing_fact"}


# --- counting rules ------------------------------------------------------------------------------------------

MUST_INCLUDE = {
    "type": "counting",
    "months": 12,
    "when_employer": "Alder state service",
    "level_of": ["Weir Keeper"],
    "quote": "must include a year as Weir Keeper",
}
PRIVATE = job(1, "2019-07-01", "2022-06-30")
STATE = job(2, "2024-07-01", employer="Alder state service")


def test_c23_service_without_its_months_at_the_level_is_not_applied():
    tree = all_of(worked(60), rules=[MUST_INCLUDE])
    found = ask(tree, PRIVATE, STATE, rulings=[yes(), yes(number=2), no(MUST_INCLUDE["quote"], 2)])
    assert (found.result, found.shortfall_months) == ("not_met", 24)


def test_c23_with_them_all_of_it_is_applied():
    tree = all_of(worked(60), rules=[MUST_INCLUDE])
    assert ask(tree, PRIVATE, STATE, rulings=[yes(), yes(number=2), yes("Weir Keeper", 2)]).result == "met"


def test_r11_the_rule_binds_only_if_that_service_is_used():
    tree = all_of(worked(36), rules=[MUST_INCLUDE])
    assert ask(tree, PRIVATE, STATE, rulings=[yes(), yes(number=2), no("Weir Keeper", 2)]).result == "met"


def test_c23_without_months_only_the_part_at_the_level_is_applied():
    rule = {key: value for key, value in MUST_INCLUDE.items() if key != "months"}
    tree = all_of(worked(60), rules=[rule])
    found = ask(tree, PRIVATE, STATE, rulings=[yes(), yes(number=2), no("Weir Keeper", 2)])
    assert (found.result, found.shortfall_months) == ("not_met", 24)


def test_c23_an_employer_neither_equal_nor_listed_is_outside_the_service():
    tree = all_of(worked(60), rules=[MUST_INCLUDE])
    jobs = PRIVATE, {**STATE, "employer": "Department of Weirs"}
    assert ask(tree, *jobs, rulings=[yes(), yes(number=2)]).result == "met"
    listed = {"employers": {"Alder state service": ["Department of Weirs"]}}
    assert ask(tree, *jobs, rulings=[yes(), yes(number=2)], policy=listed).result == "undetermined"


def test_a_counting_rule_without_a_service_reaches_all_work():
    rule = {"type": "counting", "level_of": ["Weir Keeper"], "quote": "must have been at that level"}
    tree = all_of(worked(), rules=[rule])
    assert kinds(ask(tree, job(), rulings=[yes()])) == {"judgement"}
    assert ask(tree, job(), rulings=[yes(), yes("Weir Keeper")]).result == "met"
