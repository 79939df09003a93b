"""The traps of the four founding documents, one test each, numbered as the domain study numbers them.

The documents are no part of the product; where they are absent these tests are skipped. The same layouts are tested on
fictional documents in ``tests/reading/layouts``.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from meritplan.model import AllOf, AnyOf, Education, Experience, JobClass, License, Option, Reading
from meritplan.model.requirement import Node, doubts, leaves, walk
from meritplan.qualification import policy
from meritplan.qualification.determination import assumptions
from meritplan.reading.documents import open_document
from meritplan.reading.pipeline import read_path

ILLINOIS = "002_4f510d2191542c54.txt"
NEW_MEXICO = "001_ef9540fb352bb590.txt"
SOCIAL = "000_3308938646abc7e1.txt"
CUSTOMER = "003_e664d699fb12ccb5.txt"


@cache
def _read(path: Path) -> Reading:
    return read_path(path)


class Seed:
    """One founding document, read."""

    def __init__(self, path: Path) -> None:
        self.text = open_document(path).text
        self.reading = _read(path)
        self.classes = {job_class.code: job_class for job_class in self.reading.classes}
        self.titles = {job_class.title: job_class for job_class in self.reading.classes}

    def issues(self, code: str) -> list[str]:
        return [issue.message for issue in self.reading.issues if issue.code == code]


@pytest.fixture
def il(shared: Path) -> Seed:
    return Seed(shared / "seeds" / ILLINOIS)


@pytest.fixture
def nm(shared: Path) -> Seed:
    return Seed(shared / "seeds" / NEW_MEXICO)


@pytest.fixture
def social(shared: Path) -> Seed:
    return Seed(shared / "seeds" / SOCIAL)


@pytest.fixture
def customer(shared: Path) -> Seed:
    return Seed(shared / "seeds" / CUSTOMER)


def of(node: Node | None, kind: type) -> list[Any]:
    """Every node of a kind in a tree."""
    assert node is not None
    return [found for found in walk(node) if isinstance(found, kind)]


def minimum(job_class: JobClass) -> Node:
    assert job_class.minimum_qualifications is not None
    return job_class.minimum_qualifications


# --- Illinois ------------------------------------------------------------------------------------


def test_01_a_table_with_a_wrapped_header_and_spaces_in_titles(il: Seed) -> None:
    assert il.classes["3730"].title == "Assistant Supervisor of Medical Social Services"
    assert {c.occupational_area for c in il.reading.classes} == {"01"}
    assert {c.work_area for c in il.reading.classes} == {"444"}
    assert {c.probation_months for c in il.reading.classes} == {6}


def test_02_codes_are_strings_and_two_digit_years(il: Seed) -> None:
    assert list(il.classes) == ["0264", "4260", "0876", "3730", "3729"]
    assert il.classes["0264"].effective_date == date(2011, 11, 15)


def test_03_zero_dates_are_no_dates(il: Seed) -> None:
    undated = [code for code, job_class in il.classes.items() if job_class.effective_date is None]
    assert undated == ["0876", "3730", "3729"]
    assert len(il.issues("MP-L008")) == 3


def test_04_original_text_is_kept_apart_and_never_joined(il: Seed) -> None:
    with_prior = [code for code, job_class in il.classes.items() if job_class.prior_qualifications is not None]
    assert with_prior == ["3730", "3729"]
    prior = il.classes["3729"].prior_qualifications
    assert isinstance(prior, AllOf)
    assert {type(child) for child in prior.children} == {Education, Experience, License}
    assert of(minimum(il.classes["3729"]), Option)


def test_05_the_original_block_ends_at_the_knowledge_heading(il: Seed) -> None:
    assert len(il.classes["3730"].ksas) == 10
    assert len(il.classes["3729"].ksas) == 10


def test_06_a_former_title_is_raised_as_a_question(il: Seed) -> None:
    assert any("Medical Social Worker" in message for message in il.issues("MP-L016"))


@pytest.mark.parametrize("code", ["0876", "3730", "3729"])
def test_07_a_broken_field_list_is_read_and_doubted(il: Seed, code: str) -> None:
    (degree,) = of(minimum(il.classes[code]), Education)
    assert degree.fields == (
        "Social Work",
        "Social Service Administration",
        "social science",
        "behavioral science",
        "related health specialty",
    )
    assert degree.doubt


@pytest.mark.parametrize("code", ["0876", "3730", "3729"])
def test_08_the_institution_decides_only_between_license_and_experience(il: Seed, code: str) -> None:
    tree = minimum(il.classes[code])
    assert isinstance(tree, AllOf)
    degree, choice = tree.children
    assert isinstance(degree, Education)
    assert isinstance(choice, Option)
    assert choice.by == "institution"
    assert [type(leaf) for leaf in leaves(choice)] == [License, Experience]


def test_09_the_clinical_years_bind_only_if_the_institution_asks(il: Seed) -> None:
    (years,) = [leaf for leaf in leaves(minimum(il.classes["3729"])) if isinstance(leaf, Experience)]
    assert isinstance(years.subsets[0], Option)
    prior = [leaf for leaf in leaves(il.classes["3729"].prior_qualifications or years) if isinstance(leaf, Experience)]
    assert isinstance(prior[0].subsets[0], Experience)


def test_10_a_part_at_a_level_or_comparable(il: Seed) -> None:
    (years,) = [leaf for leaf in leaves(minimum(il.classes["3730"])) if isinstance(leaf, Experience)]
    part = years.subsets[0]
    assert isinstance(part, Experience)
    assert (years.months, part.months, part.level_of, part.or_comparable) == (
        48,
        24,
        ("Medical Social Consultant",),
        True,
    )


def test_11_one_or_the_other_degree_and_the_year(il: Seed) -> None:
    tree = minimum(il.classes["4260"])
    assert isinstance(tree, AllOf)
    assert isinstance(tree.children[0], AnyOf)
    assert [leaf.level for leaf in of(tree.children[0], Education)] == ["bachelor", "master"]
    assert isinstance(tree.children[1], Experience)


def test_12_a_license_of_this_state_in_force_one_of_two(il: Seed) -> None:
    (held,) = of(minimum(il.classes["0876"]), License)
    assert held.issuer == "State of IL"
    assert held.current
    assert held.names == ("Licensed Social Worker", "Licensed Clinical Social Worker")


def test_13_one_length_in_several_spellings(il: Seed) -> None:
    lengths = {
        code: [leaf.months for leaf in leaves(minimum(il.classes[code])) if isinstance(leaf, Experience)]
        for code in ("4260", "0876", "3730", "3729")
    }
    assert lengths == {"4260": [12], "0876": [36], "3730": [48], "3729": [72]}


def test_14_qualities_are_kept_for_judgement(il: Seed) -> None:
    (year,) = of(minimum(il.classes["4260"]), Experience)
    assert year.full_time
    assert year.qualities == ("progressively more responsible",)
    assert "acceptable standards" in (year.function or "")


def test_15_a_page_header_is_no_class_and_in_no_sentence(il: Seed) -> None:
    assert len(il.reading.classes) == 5
    assert not any(
        "Page 5" in (node.quote or "") for job_class in il.reading.classes for node in walk(minimum(job_class))
    )


def test_16_each_level_stands_twice_and_is_one_class(il: Seed) -> None:
    for job_class in il.reading.classes:
        assert job_class.summary
        assert job_class.ksas
        assert job_class.minimum_qualifications is not None


def test_17_glued_and_wrapped_items_are_counted_right(il: Seed) -> None:
    assert [len(job_class.duties) for job_class in il.reading.classes] == [6, 15, 15, 8, 14]
    assert [len(job_class.ksas) for job_class in il.reading.classes] == [7, 10, 10, 10, 10]


def test_18_typing_errors_stay_as_they_are(il: Seed) -> None:
    assert any("why the react" in statement.text for job_class in il.reading.classes for statement in job_class.ksas)


def test_19_duties_shared_by_two_levels_stay_on_both(il: Seed) -> None:
    third = {duty.text for duty in il.classes["0876"].duties}
    fourth = {duty.text for duty in il.classes["3730"].duties}
    assert third & fourth


def test_20_lower_duties_are_a_pointer(il: Seed) -> None:
    inherits = {code: job_class.inherits_lower_duties for code, job_class in il.classes.items()}
    assert not inherits["0264"]
    assert inherits["4260"]
    assert any("other" in duty.text and "duties as assigned" in duty.text for duty in il.classes["0264"].duties)


def test_21_the_first_level_asks_no_experience(il: Seed) -> None:
    tree = minimum(il.classes["0264"])
    assert isinstance(tree, Education)
    assert tree.fields == ("social science", "behavioral science", "related health specialty")


def test_22_knowledge_is_no_requirement_and_silence_is_null(il: Seed) -> None:
    assert il.reading.groups[0].promotional_line == "51"
    for job_class in il.reading.classes:
        assert job_class.pay is None
        assert job_class.flsa_default is None
        assert job_class.bargaining_unit is None


# --- New Mexico ----------------------------------------------------------------------------------


def test_23_a_blank_alternative_band_is_none_assigned(nm: Seed) -> None:
    bands = {code: job_class.pay for code, job_class in nm.classes.items()}
    assert {code: (pay.band, pay.alternative_band) for code, pay in bands.items() if pay} == {
        "G1099B": ("45", None),
        "G1099O": ("55", None),
        "G1099A": ("60", None),
    }
    assert any("1.7.4.10" in issue.message for issue in nm.reading.issues)


def test_24_footnotes_are_kept(nm: Seed) -> None:
    kept = " ".join(issue.message for issue in nm.reading.issues)
    assert "In accordance" in kept
    assert "Adapted from" in kept


def test_25_roles_and_codes_belong_together_by_suffix(nm: Seed) -> None:
    assert {job_class.level: job_class.code for job_class in nm.reading.classes} == {
        "Basic": "G1099B",
        "Operational": "G1099O",
        "Advanced": "G1099A",
    }


def test_26_recommended_stands_beside_minimum(nm: Seed) -> None:
    operational = nm.classes["G1099O"]
    assert [leaf.level for leaf in of(operational.recommended_qualifications, Education)] == ["associate"]
    assert [leaf.level for leaf in of(minimum(operational), Education)] == ["high_school"]
    assert operational.recommended_qualifications is not None
    assert operational.recommended_qualifications.strength == "recommended"


def test_27_a_running_title_is_no_class(nm: Seed) -> None:
    assert len(nm.reading.classes) == 3


def test_28_the_substitution_is_printed_for_the_advanced_role_alone(nm: Seed) -> None:
    assert [rule.total_months for rule in getattr(minimum(nm.classes["G1099A"]), "rules", ())] == [48]
    assert not getattr(minimum(nm.classes["G1099O"]), "rules", ())


def test_29_and_or_means_any_of(nm: Seed) -> None:
    (work,) = of(minimum(nm.classes["G1099A"]), Experience)
    assert work.classes == ("social worker", "community coordinator", "social worker assistant")


def test_30_months_are_not_years(nm: Seed) -> None:
    assert [leaf.months for leaf in of(minimum(nm.classes["G1099B"]), Experience)] == [6]


def test_31_cumulative_examples_are_about_duties(nm: Seed) -> None:
    assert nm.classes["G1099A"].inherits_lower_duties
    assert [len(nm.classes[code].duties) for code in ("G1099B", "G1099O", "G1099A")] == [3, 11, 11]


def test_32_not_applicable_is_stated_none(nm: Seed) -> None:
    for job_class in nm.reading.classes:
        assert job_class.statutory_requirements == "none stated"
        assert job_class.ksas == ()


def test_33_a_default_status_and_an_uncertain_unit(nm: Seed) -> None:
    assert {job_class.flsa_default for job_class in nm.reading.classes} == {"non-exempt"}
    assert all("may be covered" in (job_class.bargaining_unit or "") for job_class in nm.reading.classes)


def test_34_dates_with_mixed_padding(nm: Seed) -> None:
    for job_class in nm.reading.classes:
        assert (job_class.established, job_class.revised) == (date(2001, 7, 7), date(2011, 9, 20))


def test_35_a_garbled_duty_is_kept_and_the_narrative_is_the_occupations(nm: Seed) -> None:
    assert any("information and obtained during" in duty.text for duty in nm.classes["G1099B"].duties)
    assert "supervising" in (nm.reading.groups[0].narrative or "")
    assert nm.classes["G1099B"].supervises == ()


def test_36_the_letterhead_is_no_text_of_a_class(nm: Seed) -> None:
    assert not any("Santa Fe" in (job_class.summary or "") for job_class in nm.reading.classes)


# --- Mississippi, Social Services ----------------------------------------------------------------


def test_37_one_family_in_two_settings_below_the_navigation(social: Seed) -> None:
    (family,) = social.reading.groups
    assert family.title == "Social Services"
    assert [setting.name for setting in family.settings] == ["Community Setting", "Clinical Setting"]
    assert "Skip to main" not in (family.narrative or "")


def test_38_a_soft_voice_is_kept_as_strength(social: Seed) -> None:
    assert {minimum(job_class).strength for job_class in social.reading.classes} == {"typical"}


def test_39_ranges_keep_both_ends_and_the_lower_binds(social: Seed) -> None:
    assert [(leaf.months, leaf.max_months) for leaf in of(minimum(social.classes["9796"]), Experience)] == [(0, 24)]
    assert [(leaf.months, leaf.max_months) for leaf in of(minimum(social.classes["9801"]), Experience)] == [
        (60, None),
        (24, 36),
    ]


def test_40_the_authority_may_ask_for_one_or_two_things(social: Seed) -> None:
    (asked,) = of(minimum(social.classes["9799"]), Option)
    assert asked.by == "appointing authority"
    (choice,) = asked.children
    assert isinstance(choice, AnyOf)
    assert choice.inclusive
    assert [type(child) for child in choice.children] == [Education, License]


def test_41_comma_lists_are_and(social: Seed) -> None:
    tree = minimum(social.classes["9800"])
    assert isinstance(tree, AllOf)
    assert [leaf.supervisory for leaf in tree.children if isinstance(leaf, Experience)] == [False, True]


def test_42_a_ladder_need_not_rise(social: Seed) -> None:
    lead = of(minimum(social.classes["9799"]), Experience)[0].months
    third = of(minimum(social.classes["9798"]), Experience)[0].months
    assert lead < third


def test_43_a_degree_without_a_field_and_a_license_without_a_name(social: Seed) -> None:
    (degree,) = of(minimum(social.classes["9796"]), Education)
    (held,) = of(minimum(social.classes["9796"]), License)
    assert degree.fields == ()
    assert held.name == "social worker’s license"


def test_44_capital_or_in_the_duties_is_no_requirement(social: Seed) -> None:
    assert social.titles["Social Services Manager"].code == "9801"
    assert [job_class.pay.grade for job_class in social.reading.classes if job_class.pay] == [
        "MS06",
        "MS08",
        "MS09",
        "MS10",
        "MS12",
        "MS14",
    ]
    assert not any(isinstance(node, AnyOf) for node in walk(minimum(social.classes["9798"])))
    assert all(
        job_class.effective_date is None and job_class.probation_months is None for job_class in social.reading.classes
    )


# --- Mississippi, Customer Service ---------------------------------------------------------------


def test_45_a_missing_family_name_is_supplied_and_flagged(customer: Seed) -> None:
    assert customer.reading.groups[0].title == "Customer Service"
    assert customer.issues("MP-L003")


def test_46_years_of_which_some_included_supervision(customer: Seed) -> None:
    (work,) = of(minimum(customer.classes["9041"]), Experience)[:1]
    (part,) = work.subsets
    assert (work.months, part.months, part.function) == (72, 24, "line or project supervision")


def test_47_or_equivalent_and_zero_years(customer: Seed) -> None:
    (school,) = of(minimum(customer.classes["9037"]), Education)
    (work,) = of(minimum(customer.classes["9037"]), Experience)
    assert school.or_equivalent
    assert (work.months, work.max_months) == (0, 12)


def test_48_what_the_description_may_require_is_no_qualification(customer: Seed) -> None:
    assert not of(minimum(customer.classes["9040"]), Option)


def test_49_functions_belong_to_the_family_and_levels_come_from_titles(customer: Seed) -> None:
    assert customer.reading.groups[0].functions
    assert [job_class.level for job_class in customer.reading.classes] == ["I", "II", "III", "IV", None, None]


def test_50_a_code_is_an_identifier_and_closes_its_class(customer: Seed) -> None:
    assert list(customer.classes) == ["9037", "9038", "9039", "9040", "9041", "9042"]
    assert [job_class.pay.grade for job_class in customer.reading.classes if job_class.pay] == [
        "MS03",
        "MS05",
        "MS06",
        "MS08",
        "MS09",
        "MS12",
    ]


# --- across ----------------------------------------------------------------------------------------


def test_51_four_ways_of_writing_give_one_kind_of_tree(il: Seed, nm: Seed, social: Seed, customer: Seed) -> None:
    for seed in (il, nm, social, customer):
        for job_class in seed.reading.classes:
            assert any(isinstance(leaf, Education) for leaf in leaves(minimum(job_class)))


def test_52_identity_from_title_or_table(il: Seed, nm: Seed, social: Seed, customer: Seed) -> None:
    found = [
        (job_class.code, job_class.title) for seed in (il, nm, social, customer) for job_class in seed.reading.classes
    ]
    assert len(found) == len(set(found)) == 20
    assert all(code and title for code, title in found)


def test_53_each_publisher_says_only_what_it_says(il: Seed, nm: Seed, social: Seed, customer: Seed) -> None:
    assert all(
        job_class.probation_months is None for seed in (nm, social, customer) for job_class in seed.reading.classes
    )
    assert all(job_class.flsa_default is None for seed in (il, social, customer) for job_class in seed.reading.classes)


def test_54_licensure_in_three_strengths(il: Seed, nm: Seed, social: Seed) -> None:
    assert of(minimum(il.classes["0876"]), License)
    assert all(option.by == "appointing authority" for option in of(minimum(social.classes["9796"]), Option))
    assert not of(minimum(nm.classes["G1099A"]), License)


def test_55_the_arithmetic_comes_from_the_profile_and_is_said() -> None:
    said = assumptions(policy("default"))
    assert any("part-time" in line for line in said)
    assert any("same time" in line for line in said)


def test_the_seeds_ask_no_other_questions(il: Seed, nm: Seed, social: Seed, customer: Seed) -> None:
    """Only the three broken field lists need a person."""
    asked = [
        node
        for seed in (il, nm, social, customer)
        for job_class in seed.reading.classes
        for node in doubts(minimum(job_class))
    ]
    assert len(asked) == 3
