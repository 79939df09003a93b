"""Options and rules: C16 to C22, C27; R9, R25 to R30, R33, R38, R39."""

import pytest

from tests.qualification.asking import AS_OF, all_of, any_of, any_work, ask, job, kinds, no, school, worked, yes

DIVER = {"type": "license", "name": "Diver", "kind": "license", "quote": "a diver's license"}
HELD = {"name": "Diver", "issuer": "State of Oregon", "expires": "2028-01-01", "status": "active"}


def degree(level="bachelor", field="hydrology", **more):
    return {"level": level, "field": field, "accredited": True, "conferred": "2020-05", **more}


def option(child, by="appointing authority"):
    return {"type": "option", "by": by, "quote": "may require", "children": [child]}


# --- options ---------------------------------------------------------------------------------------------

CHOICE = option(any_of(DIVER, any_work(24)), by="institution")


def test_c17_without_a_position_all_alternatives_none_or_it_depends():
    assert ask(CHOICE, job(start="2024-07-01"), licenses=[HELD]).result == "met"
    found = ask(CHOICE, job())
    assert (found.result, found.shortfall_months) == ("not_met", 12)
    depends = ask(CHOICE, licenses=[HELD])
    assert (depends.result, kinds(depends)) == ("undetermined", {"position"})


@pytest.mark.parametrize("name", ["may require", "a diver's license", "Diver"])
def test_c17_the_position_names_one_alternative_or_the_whole(name):
    assert ask(CHOICE, licenses=[HELD], position={"require": [name]}).result == "met"


def test_c17_naming_one_alternative_asks_that_one_alone():
    assert ask(CHOICE, licenses=[HELD], position={"require": ["24 months of experience"]}).result == "not_met"


def test_c17_the_choice_of_an_institution_cannot_be_waived():
    assert ask(CHOICE, licenses=[HELD], position={"waive": ["may require"]}).result == "undetermined"


def test_c17_other_options_are_required_waived_met_anyway_or_depend():
    tree = option(DIVER)
    assert ask(tree, position={"require": ["may require"]}).result == "not_met"
    assert ask(tree, position={"waive": ["may require"]}).result == "met"
    assert ask(tree, licenses=[HELD]).result == "met"
    assert kinds(ask(tree)) == {"position"}


def test_c17_naming_one_leaf_asks_that_leaf_alone():
    tree = option({**any_of(school("master"), DIVER), "inclusive": True})
    assert ask(tree, education=[degree("master")], position={"require": ["a diver's license"]}).result == "not_met"
    assert ask(tree, education=[degree("master")], position={"require": ["may require"]}).result == "met"


def test_c27_an_option_without_a_position_reports_only_the_position():
    found = ask(option(worked()), job())
    assert kinds(found) == {"position"}


def test_c27_only_reasons_that_can_still_change_the_result():
    tree = all_of(any_of(DIVER, worked()), school())
    assert ask(tree, job(), licenses=None).result == "not_met"  # no degree: nothing else matters
    found = ask(tree, job(), licenses=None, education=[degree()])
    assert kinds(found) == {"missing_fact", "judgement"}


def test_an_option_inside_a_total():
    subset = {"type": "option", "by": "institution", "quote": "if required", "children": [worked(6, "diving")]}
    tree = worked(12, subsets=[subset])
    assert kinds(ask(tree, job(), rulings=[yes()])) == {"position"}
    assert ask(tree, job(), rulings=[yes()], position={"waive": ["if required"]}).result == "met"
    assert ask(tree, job(), rulings=[yes(), no("diving")], position={"require": ["if required"]}).result == "not_met"


# --- admission -----------------------------------------------------------------------------------------------


def admission(applies_to="experience", **more):
    return {"type": "admission", "applies_to": applies_to, "by": "appointment", "quote": "will be admitted", **more}


def test_c16_short_of_experience_at_the_admission_gate_only():
    tree = all_of(any_work(12), rules=[admission(short_months=6)])
    found = ask(tree, job(start="2026-01-01"))
    assert (found.result, [each.until for each in found.conditional]) == ("met", ["appointment"])
    assert ask(tree, job(start="2026-01-02")).result == "not_met"
    verified = {"result": "verified"}
    assert ask(tree, job(start="2026-01-01", verified=verified), gate="appointment").result == "not_met"


def test_c16_a_degree_in_progress():
    tree = all_of(school(), rules=[admission("education")])
    assert ask(tree, education=[degree(conferred=None, in_progress=True, expected="2027-05")]).conditional
    assert ask(tree, education=[degree("associate")]).result == "not_met"


def test_c16_within_the_months_a_rule_names():
    tree = all_of(school(), rules=[admission("education", short_months=12)])
    assert ask(tree, education=[degree(conferred=None, in_progress=True, expected="2027-05")]).conditional
    assert ask(tree, education=[degree(conferred=None, in_progress=True, expected="2027-12")]).result == "not_met"


def test_a_second_admission_takes_nothing_from_the_first():
    course = {"type": "training", "program": "Weir School", "quote": "Weir School"}
    done = [{"program": "Weir School", "completed": "2027"}]
    near, far = admission("training", short_months=9), admission("training", short_months=36)
    assert ask(all_of(course, rules=[near]), training=done).result == "undetermined"
    assert ask(all_of(course, rules=[near, far]), training=done).conditional
    assert ask(all_of(course, rules=[far, near]), training=done).conditional


def test_c16_a_license_applied_for():
    tree = all_of(DIVER, rules=[admission("license")])
    assert ask(tree, licenses=[{**HELD, "status": "applied"}]).conditional
    assert ask(tree, licenses=[]).result == "not_met"


def test_a_rule_that_admits_everybody_who_lacks_the_license():
    rule = {**admission("license"), "quote": "applicants who do not possess the license will be admitted"}
    assert ask(all_of(DIVER, rules=[rule]), licenses=[]).conditional


def test_c16_a_clean_alternative_beats_a_conditional_one():
    tree = any_of(all_of(any_work(18), rules=[admission(short_months=6)]), any_work(12))
    found = ask(tree, job())
    assert (found.result, found.conditional) == ("met", ())


def test_c16_all_also_covers_what_a_substitution_lacks():
    rule = {
        "type": "substitution",
        "give": "experience",
        "target": "education",
        "ratio": [12, 12],
        "quote": "year for year",
    }
    base = all_of(any_work(12), school("associate"), rules=[rule, admission("experience", short_months=6)])
    wide = all_of(any_work(12), school("associate"), rules=[rule, admission("all", short_months=6)])
    person = job(start="2024-01-01")  # 30 months: 12 required, 18 of 24 given
    assert ask(base, person).result == "not_met"
    assert ask(wide, person).conditional


# --- experience for education --------------------------------------------------------------------------------


def instead(text="Additional qualifying experience", **more):
    return {
        "type": "substitution",
        "give": "experience",
        "target": "education",
        "give_text": text,
        "quote": "may be substituted",
        **more,
    }


def test_c20_deficit_is_level_asked_minus_study_done():
    tree = all_of(worked(60), school(), rules=[instead(ratio=[12, 12])])
    some = [{"level": "some_college", "semester_units": 30}]
    assert ask(tree, job(start="2018-07-01"), rulings=[yes()], education=some).result == "met"
    found = ask(tree, job(start="2018-08-01"), rulings=[yes()], education=some)
    assert (found.result, found.shortfall_months) == ("not_met", 1)


def test_c20_a_cap_supplies_at_most_that_much():
    tree = all_of(worked(12), school(), rules=[instead(ratio=[12, 12], cap_months=24)])
    some = [{"level": "some_college", "semester_units": 60}]
    assert ask(tree, job(start="2023-07-01"), rulings=[yes()], education=some).result == "met"
    assert ask(tree, job(start="2000-07-01"), rulings=[yes()]).result == "not_met"


def test_a_ratio_of_two_for_one():
    tree = all_of(school("associate"), rules=[instead(ratio=[24, 12])])
    assert ask(tree, job(start="2022-07-01")).result == "met"
    assert ask(tree, job(start="2022-08-01")).result == "not_met"


def test_r26_only_beyond_what_is_required_beside_it():
    tree = all_of(worked(24), school("associate"), rules=[instead(ratio=[12, 12])])
    assert ask(tree, job(start="2022-07-01"), rulings=[yes()]).result == "met"
    assert ask(tree, job(start="2024-07-01"), rulings=[yes()]).result == "not_met"


def test_r9_and_beyond_the_parts_inside_it():
    tree = all_of(
        worked(24, subsets=[worked(24, "diving")]), school("associate"), rules=[instead("diving", ratio=[12, 12])]
    )
    jobs = job(1, "2022-07-01", "2024-06-30"), job(2, "2024-07-01")
    rulings = [yes(), yes(number=2), yes("diving"), no("diving", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "not_met"  # the diving is used up by the part


def test_c18_some_words_restrict_nothing_any_other_waits_for_a_ruling():
    for words in ("Additional qualifying experience", "Additional experience of the above specified type"):
        assert (
            ask(all_of(school("associate"), rules=[instead(words, ratio=[12, 12])]), job(start="2024-07-01")).result
            == "met"
        )
    tree = all_of(school("associate"), rules=[instead("dredging experience", ratio=[12, 12])])
    assert kinds(ask(tree, job(start="2024-07-01"))) == {"judgement"}
    assert ask(tree, job(start="2024-07-01"), rulings=[yes("dredging experience")]).result == "met"
    assert ask(tree, job(start="2024-07-01"), rulings=[no("dredging experience")]).result == "not_met"


def test_c20_stated_months_stand_for_the_whole():
    tree = all_of(school("high_school"), rules=[instead("clerical work", give_months=12)])
    assert ask(tree, job(), rulings=[yes("clerical work")]).result == "met"
    assert ask(tree, job(start="2025-08-01"), rulings=[yes("clerical work")]).shortfall_months == 1


def test_a_rule_without_terms_is_judgement():
    assert kinds(ask(all_of(school(), rules=[instead()]), job())) == {"judgement"}


def test_a_finished_degree_in_another_field_is_not_certain_to_count():
    tree = all_of(worked(12), school(fields=["hydrology"]), rules=[instead(ratio=[12, 12])])
    music = [degree(field="music")]
    ruled = [yes(), {"field": "music", "counts_as": "related field", "answer": "no"}]
    assert ask(tree, job(), education=music, rulings=ruled).result == "undetermined"
    assert ask(tree, job(start="2021-07-01"), education=music, rulings=ruled).result == "met"


# --- education for experience ------------------------------------------------------------------------------------


def degree_for(months=12, level="master", **more):
    return {
        "type": "substitution",
        "give": "education",
        "target": "experience",
        "give_level": level,
        "credit_months": months,
        "quote": f"a {level} may be substituted",
        **more,
    }


def test_c19_the_largest_of_several_applies():
    tree = all_of(worked(48), school("associate"), rules=[degree_for(12, "bachelor"), degree_for(24, "bachelor")])
    both = [degree("associate"), degree()]
    assert ask(tree, job(start="2024-07-01"), rulings=[yes()], education=both).result == "met"
    assert ask(tree, job(start="2024-08-01"), rulings=[yes()], education=both).shortfall_months == 1


def test_c19_a_level_without_months_replaces_the_whole():
    rule = {key: value for key, value in degree_for(level="grade_8").items() if key != "credit_months"}
    assert ask(all_of(worked(6), rules=[rule]), education=[{"level": "high_school"}]).result == "met"


def test_c19_a_degree_above_the_base_serves_twice_the_base_itself_does_not():
    tree = all_of(worked(12), school(), rules=[degree_for(12, "bachelor")])
    assert ask(tree, education=[degree()]).result == "not_met"
    assert ask(tree, education=[degree("master")]).result == "met"
    assert ask(tree, education=[degree(), degree(field="law")]).result == "met"


def test_c19_the_cap_alone_is_the_amount_given():
    rule = {
        "type": "substitution",
        "give": "license",
        "target": "experience",
        "cap_months": 12,
        "give_text": "diver or surveyor",
        "quote": "may be substituted",
    }
    tree = all_of(worked(24), rules=[rule])
    named = {"license": "Diver", "counts_as": "diver or surveyor", "answer": "yes"}
    assert ask(tree, job(), rulings=[yes(), named], licenses=[HELD]).result == "met"
    assert kinds(ask(tree, job(), rulings=[yes()], licenses=[HELD])) == {"judgement"}


def test_the_parts_inside_a_total_must_still_be_there():
    tree = all_of(worked(24, subsets=[worked(12, "diving")]), rules=[degree_for(12)])
    assert ask(tree, job(), rulings=[yes(), yes("diving")], education=[degree("master")]).result == "met"
    assert ask(tree, job(), rulings=[yes(), no("diving")], education=[degree("master")]).result == "not_met"


def test_what_must_remain():
    tree = all_of(worked(24), rules=[degree_for(24, floor_months=6)])
    assert ask(tree, education=[degree("master")]).shortfall_months == 6


def test_coursework_and_training_given():
    rule = {
        "type": "substitution",
        "give": "training",
        "target": "education",
        "cap_months": 24,
        "ratio": [12, 12],
        "give_text": "two years of Weir School",
        "quote": "may be substituted",
    }
    tree = all_of(school(), rules=[rule, instead(ratio=[12, 12])])
    named = {"training": "Weir School", "counts_as": "two years of Weir School", "answer": "yes"}
    done = [{"program": "Weir School"}]
    assert ask(tree, job(start="2024-07-01"), training=done, rulings=[named]).result == "met"  # 24 + 24
    assert ask(tree, job(start="2024-08-01"), training=done, rulings=[named]).result == "not_met"


def test_r25_what_is_not_printed_is_not_allowed():
    assert ask(all_of(school()), job(start="1990-01-01")).result == "not_met"


# --- combinations -------------------------------------------------------------------------------------------------


def combination(total=None, of=("education", "experience"), **more):
    return {
        "type": "combination",
        "of": list(of),
        "quote": "any combination",
        **({"total_months": total} if total else {}),
        **more,
    }


COMBINED = all_of(school("associate", fields=["hydrology"]), worked(24), rules=[combination(48)])


@pytest.mark.parametrize(
    ("education", "start", "result", "short"),
    [
        ([degree()], "2026-06-30", "met", None),
        ([], "2022-07-01", "met", None),
        ([degree("associate")], "2024-08-01", "not_met", 1),
        ([degree(field="music")], "2024-07-01", "undetermined", None),
    ],
)
def test_c21_study_in_the_field_and_experience_together(education, start, result, short):
    found = ask(COMBINED, job(start=start), education=education, rulings=[yes()])
    assert (found.result, found.shortfall_months) == (result, short)


def test_c21_without_a_total_a_person_judges_whenever_the_base_is_not_met():
    tree = all_of(school(), worked(12), rules=[combination()])
    assert kinds(ask(tree, job(start="2025-08-01"), rulings=[yes()], education=[degree()])) == {"judgement"}
    assert ask(tree, job(), rulings=[yes()], education=[degree()]).result == "met"


def test_a_combination_leaves_the_other_children():
    tree = all_of(school("associate"), worked(24), DIVER, rules=[combination(48)])
    assert ask(tree, education=[degree()], licenses=[]).result == "not_met"
    assert ask(tree, education=[degree()], licenses=[HELD]).result == "met"


# --- patterns by share ----------------------------------------------------------------------------------------------

SHARES = combination(of=["experience"], proportional=True)


def test_c22_published_example_half_and_half():
    tree = any_of(worked(12, "keeping weirs"), worked(36, "surveying"), rules=[SHARES])
    jobs = job(1, "2026-01-01"), job(2, "2024-07-01", "2025-12-31")
    rulings = [yes("keeping weirs"), no("surveying"), yes("surveying", 2), no("keeping weirs", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "met"
    short = ask(tree, jobs[0], job(2, "2024-08-01", "2025-12-31"), rulings=rulings)
    assert (short.result, short.shortfall_months) == ("not_met", 0.33)


def test_c22_each_month_goes_to_one_pattern():
    tree = any_of(worked(24, "keeping weirs"), worked(24, "surveying"), rules=[SHARES])
    assert ask(tree, job(), rulings=[yes("keeping weirs"), yes("surveying")]).result == "not_met"


def test_r9_not_greedily():
    """The common months must go to the pattern that lacks them; taken for the first pattern, they would be wasted."""
    tree = any_of(worked(12, "keeping weirs"), worked(12, "surveying"), rules=[SHARES])
    jobs = job(1, "2025-01-01", "2025-06-30"), job(2, "2025-07-01", "2025-12-31")
    rulings = [yes("keeping weirs"), yes("surveying"), yes("keeping weirs", 2), no("surveying", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "met"


def test_c22_subsets_shrink_with_the_share():
    tree = any_of(worked(12, "keeping weirs"), worked(24, "surveying", subsets=[worked(12, "diving")]), rules=[SHARES])
    jobs = job(1, "2026-01-01"), job(2, "2025-01-01", "2025-06-30"), job(3, "2024-07-01", "2024-12-31")
    base = [
        yes("keeping weirs"),
        *(no("keeping weirs", n) for n in (2, 3)),
        no("surveying"),
        *(yes("surveying", n) for n in (2, 3)),
    ]
    assert ask(tree, *jobs, rulings=[*base, yes("diving", 2), no("diving", 3)]).result == "met"
    assert ask(tree, *jobs, rulings=[*base, no("diving", 2), no("diving", 3)]).result == "not_met"


def test_c22_other_children_are_not_combined():
    tree = any_of(worked(12, "keeping weirs"), all_of(worked(36, "surveying"), school()), rules=[SHARES])
    jobs = job(1, "2026-01-01"), job(2, "2024-07-01", "2025-12-31")
    rulings = [yes("keeping weirs"), no("surveying"), yes("surveying", 2), no("keeping weirs", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "not_met"
    assert ask(tree, *jobs, rulings=rulings, education=[degree()]).result == "met"


def test_c22_and_the_total_is_reached():
    tree = any_of(worked(12, "keeping weirs"), worked(36, "surveying"), rules=[{**SHARES, "total_months": 30}])
    jobs = job(1, "2026-01-01"), job(2, "2024-07-01", "2025-12-31")
    rulings = [yes("keeping weirs"), no("surveying"), yes("surveying", 2), no("keeping weirs", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "not_met"  # 24 months in all


def test_a_rule_about_shares_that_prints_one_pattern_asks_a_person_whatever_other_rules_open():
    degree_for_work = {
        "type": "substitution",
        "quote": "a degree is enough",
        "give": "education",
        "target": "experience",
    }
    inside = all_of(worked(12, "keeping weirs"), rules=[{**degree_for_work, "give_level": "bachelor"}])
    tree = all_of(inside, worked(24, "surveying"), rules=[SHARES])
    for education in ([], [degree()]):
        found = ask(tree, job(1, "2026-01-01"), rulings=[no("keeping weirs"), no("surveying")], education=education)
        assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


def test_c21_work_outside_the_window_of_one_leaf_is_still_added_for_another():
    recent = worked(36, "surveying", within_months=60)
    total = {"type": "combination", "quote": "in any combination", "of": ["experience"], "total_months": 24}
    tree = all_of(worked(12, "keeping weirs"), recent, rules=[total])
    job_long_ago = job(1, "2010-01-01", "2013-12-31")
    assert ask(tree, job_long_ago, rulings=[yes("surveying")]).result == "undetermined"
    assert ask(tree, job_long_ago, rulings=[yes("surveying"), yes("keeping weirs")]).result == "met"


def test_patterns_are_not_combined_unless_printed_or_by_policy():
    tree = any_of(worked(12, "keeping weirs"), worked(36, "surveying"))
    jobs = job(1, "2026-01-01"), job(2, "2024-07-01", "2025-12-31")
    rulings = [yes("keeping weirs"), no("surveying"), yes("surveying", 2), no("keeping weirs", 2)]
    assert ask(tree, *jobs, rulings=rulings).result == "not_met"
    assert ask(tree, *jobs, rulings=rulings, policy={"patterns_proportional": True}).result == "met"


# --- nothing dropped -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "node",
    [{"type": "telepathy", "quote": "reads minds"}, {"type": "education", "level": "wizardry", "quote": "a wizard"}],
)
def test_a_node_this_version_does_not_know_is_unread(node):
    found = ask(all_of(any_work(), node), job())
    assert (found.result, kinds(found)) == ("undetermined", {"judgement"})


def test_a_rule_this_version_does_not_know_leaves_nothing_certain():
    rule = {"type": "lottery", "quote": "or by lot"}
    assert ask(all_of(any_work(), rules=[rule]), job()).result == "undetermined"
    assert ask(all_of(any_work(24), rules=[rule]), job()).result == "undetermined"


def test_an_unread_sentence_is_settled_by_a_ruling():
    tree = all_of(any_work(), {"type": "unread", "quote": "or as approved"})
    assert kinds(ask(tree, job())) == {"judgement"}
    assert ask(tree, job(), rulings=[{"condition": "or as approved", "answer": "yes"}]).result == "met"


def test_keys_nobody_knows_are_ignored():
    assert ask({**any_work(), "colour": "green"}, job(colour="green")).result == "met"


def test_an_empty_choice_is_not_met_by_nobody():
    assert ask(any_of()).result == "undetermined"


def test_as_of_is_printed(  # the only clock
):
    assert ask(any_work(), job()).as_of == AS_OF


def test_c32_what_is_given_must_be_verified_at_appointment_too():
    verified = {"result": "verified"}
    year = {
        "type": "substitution",
        "give": "education",
        "target": "experience",
        "ratio": [12, 12],
        "quote": "year for year",
    }
    study = [{"level": "some_college", "semester_units": 30}]
    assert ask(all_of(worked(12), rules=[year]), education=study).result == "met"
    assert kinds(ask(all_of(worked(12), rules=[year]), education=study, gate="appointment")) == {"unverified"}
    checked = [{**study[0], "verified": verified}]
    assert ask(all_of(worked(12), rules=[year]), education=checked, gate="appointment").result == "met"
    course = {
        "type": "substitution",
        "give": "coursework",
        "target": "experience",
        "cap_months": 12,
        "give_text": "weirs",
        "quote": "12 units of weirs",
    }
    taken = [{"subject": "weirs", "semester_units": 12}]
    assert ask(all_of(worked(12), rules=[course]), coursework=taken).result == "met"
    assert kinds(ask(all_of(worked(12), rules=[course]), coursework=taken, gate="appointment")) == {"unverified"}


def test_r9_an_hour_serves_one_purpose_the_others_of_its_month_another():
    """Eighteen months of work, half of it of the required kind: six months required, twelve are left to give."""
    tree = all_of(worked(6), school("associate"), rules=[instead("dredging", ratio=[12, 12])])
    person = job(start="2024-01-01", end="2025-06-30")
    found = ask(tree, person, rulings=[yes(share=0.5), yes("dredging")])
    assert (found.result, found.shortfall_months) == ("not_met", 12)


def test_months_toward_what_is_not_measured_in_months_are_judged():
    courses = {"type": "coursework", "semester_units": 12, "subjects": ["law"], "quote": "12 units of law"}
    rule = {
        "type": "substitution",
        "give": "education",
        "target": "coursework",
        "give_level": "bachelor",
        "credit_months": 12,
        "quote": "may be substituted",
    }
    assert kinds(ask(all_of(courses, rules=[rule]), education=[degree()])) == {"judgement"}
    assert ask(all_of(courses, rules=[rule])).result == "not_met"


def test_c23_what_may_be_given_counts_the_service_if_it_may_be_applied():
    counting = {
        "type": "counting",
        "quote": "twelve months at the level of Weir Keeper",
        "when_employer": "Sedge state service",
        "months": 12,
        "level_of": ["Weir Keeper"],
    }
    year_for_year = {
        "type": "substitution",
        "quote": "additional experience year for year",
        "give": "experience",
        "target": "education",
        "ratio": [12, 12],
    }
    tree = all_of(school("bachelor"), worked(24), rules=[counting, year_for_year])
    outside = job(1, "2024-07-01")
    service = job(2, "2018-07-01", "2023-06-30", employer="Sedge state service")
    rulings = [yes(), yes(number=2)]
    assert ask(tree, outside, rulings=rulings).result == "not_met"  # nothing beyond the 24 months
    assert ask(tree, outside, service, rulings=rulings).result == "undetermined"  # was the service at that level?
    at_level = [*rulings, yes("Weir Keeper", 2)]
    assert ask(tree, outside, service, rulings=at_level).result == "met"
