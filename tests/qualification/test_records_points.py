"""Records: C11 to C15, C28 to C33b, C39, C40; R19 to R24, R34 to R37."""

import pytest

from tests.qualification.asking import AS_OF, all_of, any_work, ask, job, kinds, school


def degree(level="bachelor", field="hydrology", **more):
    return {"level": level, "field": field, "accredited": True, "conferred": "2020-05", **more}


def held(name="Surveyor", **more):
    return {
        "name": name,
        "issuer": "State of Oregon",
        "issued": "2020-01-01",
        "expires": "2028-01-01",
        "status": "active",
        **more,
    }


def license_(name="Surveyor", **more):
    return {"type": "license", "name": name, "kind": "license", "quote": f"license as {name}", **more}


def units(semester=None, quarter=None, subject="hydrology", **more):
    return {"subject": subject, "semester_units": semester, "quarter_units": quarter, **more}


# --- lists ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        (school(), "education"),
        (any_work(), "employment"),
        (license_(), "licenses"),
        ({"type": "coursework", "semester_units": 3, "subjects": ["law"], "quote": "3 units"}, "coursework"),
    ],
)
def test_c11_an_absent_list_is_unknown_and_an_empty_one_is_none(tree, name):
    assert kinds(ask(tree, **{name: None})) == {"missing_fact"}
    assert ask(tree, **{name: []}).result == "not_met"


@pytest.mark.parametrize(
    ("tree", "name"),
    [
        ({"type": "training", "program": "Weir School", "quote": "Weir School"}, "training"),
        ({"type": "skill", "skill": "typing", "min": 40, "unit": "wpm", "quote": "40 wpm"}, "skills"),
    ],
)
def test_c31_what_is_not_mentioned_is_judgement_and_an_empty_list_is_none(tree, name):
    assert kinds(ask(tree, **{name: None})) == {"judgement"}
    assert ask(tree, **{name: []}).result == "not_met"


def test_c31_a_condition_not_mentioned_is_judgement():
    tree = {"type": "condition", "kind": "background", "quote": "no convictions"}
    assert kinds(ask(tree)) == {"judgement"}
    assert ask(tree, rulings=[{"condition": "No convictions.", "answer": "yes"}]).result == "met"
    assert ask(tree, rulings=[{"condition": "no convictions", "answer": "no"}]).result == "not_met"


def test_a_condition_the_record_decides():
    tree = {"type": "condition", "kind": "age", "min": 21, "quote": "at least 21"}
    assert [ask(tree, conditions={"age": age}).result for age in (20, 21)] == ["not_met", "met"]


# --- fields and levels -----------------------------------------------------------------------------------


def test_c12_a_field_that_equals_none_is_judgement_until_ruled():
    tree = school(fields=["hydrology", "forestry"])
    assert ask(tree, education=[degree()]).result == "met"
    assert kinds(ask(tree, education=[degree(field="geology")])) == {"judgement"}


@pytest.mark.parametrize("name", ["hydrology", "related field", "a bachelor education"])
def test_c12_a_ruling_names_a_listed_field_related_field_or_the_quote(name):
    ruling = {"field": "geology", "counts_as": name, "answer": "yes"}
    assert ask(school(fields=["hydrology"]), education=[degree(field="geology")], rulings=[ruling]).result == "met"


@pytest.mark.parametrize(
    ("name", "result"),
    [("related field", "not_met"), ("a bachelor education", "not_met"), ("hydrology", "undetermined")],
)
def test_c12_a_no_to_related_field_or_the_quote_settles_it(name, result):
    ruling = {"field": "geology", "counts_as": name, "answer": "no"}
    assert ask(school(fields=["hydrology"]), education=[degree(field="geology")], rulings=[ruling]).result == result


def test_c12_an_absent_field_is_a_missing_fact():
    assert kinds(ask(school(fields=["hydrology"]), education=[degree(field=None)])) == {"missing_fact"}


def test_c39_a_higher_degree_in_the_field_satisfies_a_lower_leaf():
    tree, record = school(fields=["hydrology"]), [degree("master")]
    assert ask(tree, education=record).result == "met"
    assert ask(tree, education=record, policy={"higher_degree_in_field_satisfies_lower": False}).result == "not_met"
    assert ask(school(), education=record, policy={"higher_degree_in_field_satisfies_lower": False}).result == "met"


def test_r19_a_higher_level_does_not_bring_the_field():
    tree = school(fields=["hydrology"])
    assert ask(tree, education=[degree(field="music"), degree("master")]).result == "met"
    assert ask(tree, education=[degree(), degree("master", "music")]).result == "met"


@pytest.mark.parametrize(
    ("had", "asked", "result"),
    [
        ("doctorate", "professional", "not_met"),
        ("professional", "doctorate", "met"),
        ("professional", "bachelor", "met"),
        ("vocational", "high_school", "met"),
        ("vocational", "some_college", "not_met"),
        ("some_college", "vocational", "not_met"),
        ("associate", "vocational", "met"),
        ("high_school", "some_college", "not_met"),
        ("high_school", "grade_8", "met"),
        ("some_college", "high_school", "met"),
    ],
)
def test_c28_levels(had, asked, result):
    assert ask(school(asked), education=[degree(had)]).result == result


def test_c28_vocational_with_fields_is_not_covered_by_a_degree():
    assert ask(school("vocational", fields=["hydrology"]), education=[degree("associate")]).result == "not_met"


def test_c10_a_professional_degree_may_stand_at_the_master():
    assert (
        ask(school("doctorate"), education=[degree("professional")], policy={"professional_level": "master"}).result
        == "not_met"
    )


def test_c29_a_ged_needs_the_words_or_equivalent():
    ged = [{"level": "high_school", "equivalency": "GED"}]
    assert ask(school("high_school", or_equivalent=True), education=ged).result == "met"
    assert kinds(ask(school("high_school"), education=ged)) == {"judgement"}


def test_r23_accredited_asked():
    tree = school(accredited=True)
    assert ask(tree, education=[degree(accredited=False)]).result == "not_met"
    assert kinds(ask(tree, education=[degree(accredited=None)])) == {"missing_fact"}


def test_r22_conferred_by_the_day_asked_about():
    assert ask(school(), education=[degree(conferred="2026-07-01")]).result == "not_met"
    assert kinds(ask(school(), education=[degree(conferred="2026")])) == {"missing_fact"}
    assert ask(school(), education=[{"level": "bachelor"}]).result == "met"


def test_c33b_in_progress_and_expected_by_now_is_pending():
    assert kinds(ask(school(), education=[degree(conferred=None, in_progress=True, expected="2026-05")])) == {"pending"}


def test_c33b_an_unfinished_degree_is_not_met():
    assert ask(school(), education=[degree(conferred=None, in_progress=True, expected="2027-05")]).result == "not_met"


# --- coursework -------------------------------------------------------------------------------------------

COURSES = {
    "type": "coursework",
    "semester_units": 24,
    "quarter_units": 36,
    "subjects": ["hydrology"],
    "quote": "24 units",
}


def test_c30_semester_and_quarter_units_add_up():
    assert ask(COURSES, coursework=[units(16), units(quarter=12)]).result == "met"
    assert ask(COURSES, coursework=[units(quarter=35)]).result == "not_met"


def test_c30_subjects_are_equal_or_ruled():
    assert kinds(ask(COURSES, coursework=[units(24, subject="limnology")])) == {"judgement"}
    ruling = {"field": "limnology", "counts_as": "hydrology", "answer": "yes"}
    assert ask(COURSES, coursework=[units(24, subject="limnology")], rulings=[ruling]).result == "met"


def test_c30_without_subjects_units_of_education_count():
    tree = {"type": "coursework", "semester_units": 60, "quote": "60 units"}
    assert ask(tree, education=[{"level": "some_college", "quarter_units": 90}]).result == "met"
    assert ask(tree, education=[degree("associate")]).result == "met"
    assert ask(tree, education=[degree("high_school")]).result == "not_met"


def test_c30_courses_are_counted():
    tree = {"type": "coursework", "courses": 2, "subjects": ["hydrology"], "quote": "two courses"}
    assert ask(tree, coursework=[units(courses=2)]).result == "met"
    assert ask(tree, coursework=[units(courses=1)]).result == "not_met"


def test_subsets_of_coursework():
    subset = {"type": "coursework", "semester_units": 6, "subjects": ["law"], "quote": "6 of law"}
    tree = {**COURSES, "subsets": [subset]}
    assert (
        ask(
            tree,
            coursework=[units(24), units(6, subject="law")],
            rulings=[{"field": "law", "counts_as": "24 units", "answer": "no"}],
        ).result
        == "met"
    )
    assert (
        ask(
            tree, coursework=[units(24)], rulings=[{"field": "hydrology", "counts_as": "6 of law", "answer": "no"}]
        ).result
        == "not_met"
    )


# --- licenses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issuer", "result"),
    [
        ("State of OR", "met"),
        ("Oregon", "met"),
        ("Oregon Board of Surveyors", "met"),
        ("State of Utah", "not_met"),
        ("The Board", "undetermined"),
        (None, "undetermined"),
    ],
)
def test_c13_issuers_are_compared_by_state(issuer, result):
    assert ask(license_(issuer="State of Oregon"), licenses=[held(issuer=issuer)]).result == result


def test_c13_valid_means_current():
    for word in ("current", "valid"):
        assert kinds(ask(license_(**{word: True}), licenses=[held(expires=None)])) == {"missing_fact"}


def test_c14_without_expiry_is_unknown_only_where_current_is_asked():
    assert ask(license_(), licenses=[held(expires=None)]).result == "met"


@pytest.mark.parametrize("status", ["suspended", "lapsed", "eligible", "applied"])
def test_c14_only_active_is_valid(status):
    assert ask(license_(), licenses=[held(status=status)]).result == "not_met"


def test_c14_eligible_serves_eligibility():
    assert ask(license_(kind="eligibility"), licenses=[held(status="eligible")]).result == "met"


def test_r34_expired_yesterday():
    assert ask(license_(), licenses=[held(expires="2026-06-29")]).result == "not_met"
    assert ask(license_(), licenses=[held(expires=AS_OF)]).result == "met"


def test_c40_names_are_equal_or_covered_or_known_to_differ_or_a_question():
    policy = {"license_equivalents": {"Senior Surveyor": ["Surveyor"]}}
    assert ask(license_(), licenses=[held("Senior Surveyor")], policy=policy).result == "met"
    assert ask(license_("Senior Surveyor"), licenses=[held()], policy=policy).result == "not_met"
    assert kinds(ask(license_(), licenses=[held("Land Surveyor")], policy=policy)) == {"judgement"}
    ruling = {"license": "Land Surveyor", "counts_as": "Surveyor", "answer": "yes"}
    assert ask(license_(), licenses=[held("Land Surveyor")], rulings=[ruling]).result == "met"


def test_c40_likewise_training_and_skill():
    training = {"type": "training", "program": "Weir School", "quote": "Weir School"}
    assert kinds(ask(training, training=[{"program": "School of Weirs"}])) == {"judgement"}
    ruling = {"training": "School of Weirs", "counts_as": "Weir School", "answer": "yes"}
    assert ask(training, training=[{"program": "School of Weirs"}], rulings=[ruling]).result == "met"
    skill = {"type": "skill", "skill": "typing", "min": 40, "unit": "wpm", "quote": "40 wpm"}
    assert (
        ask(
            skill,
            skills=[{"skill": "keyboarding", "value": 50, "unit": "wpm"}],
            rulings=[{"skill": "keyboarding", "counts_as": "typing", "answer": "yes"}],
        ).result
        == "met"
    )
    assert kinds(ask(skill, skills=[{"skill": "typing", "value": 50, "unit": "kph"}])) == {"judgement"}


@pytest.mark.parametrize("names", [["Surveyor", "Engineer"], ("Engineer", "Surveyor")])
def test_several_names_mean_any_of_them(names):
    assert ask(license_(list(names)), licenses=[held()]).result == "met"


def test_held_for_so_many_months():
    assert ask(license_(held_months=24), licenses=[held(issued="2024-07-01")]).result == "met"
    assert ask(license_(held_months=24), licenses=[held(issued="2024-08-01")]).result == "not_met"


def test_c15_at_appointment_is_conditional_at_admission_only():
    tree = license_(when="appointment")
    found = ask(tree)
    assert (found.result, found.conditional[0].until) == ("met", "appointment")
    assert ask(tree, gate="appointment").result == "not_met"


def test_c15_within_months_of_hire_stays_conditional():
    tree = license_(within_months_of_hire=6)
    for gate in ("admission", "appointment"):
        found = ask(tree, gate=gate)
        assert (found.result, found.conditional[0].until) == ("met", "6 months after hire")


# --- verification ---------------------------------------------------------------------------------------------


def test_c32_at_appointment_an_unverified_item_leaves_its_leaf_open():
    tree = all_of(any_work(), school())
    verified = {"by": "registrar", "on": "2026-06-01", "method": "transcript", "result": "verified"}
    found = ask(tree, job(), education=[degree()], gate="appointment")
    assert (found.result, kinds(found)) == ("undetermined", {"unverified"})
    assert ask(tree, job(verified=verified), education=[degree(verified=verified)], gate="appointment").result == "met"
    assert ask(tree, job(), education=[degree()]).result == "met"


def test_c32_what_a_check_contradicts_is_not_certain_and_a_person_says_what_holds():
    contradicted = degree(verified={"result": "contradicted"})
    for gate in ("admission", "appointment"):
        found = ask(school(), education=[contradicted], gate=gate)
        assert (found.result, kinds(found)) == ("undetermined", {"unverified"})


@pytest.mark.parametrize("result", ["pending", "unobtainable"])
def test_c32_a_check_without_outcome_verifies_nothing(result):
    assert kinds(ask(school(), education=[degree(verified={"result": result})], gate="appointment")) == {"unverified"}


def test_c15_what_is_due_later_leaves_no_question():
    found = ask(license_(when="appointment"), licenses=None)
    assert (found.result, found.reasons, bool(found.conditional)) == ("met", (), True)


def test_c40_the_table_stands_before_a_ruling():
    policy = {"license_equivalents": {"Senior Surveyor": ["Surveyor"]}}
    ruling = {"license": "Surveyor", "counts_as": "Senior Surveyor", "answer": "yes"}
    assert ask(license_("Senior Surveyor"), licenses=[held()], policy=policy, rulings=[ruling]).result == "not_met"
