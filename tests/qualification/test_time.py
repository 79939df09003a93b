"""Time and months: C1 to C6, C9, C26, C33, C37; R1 to R7, R13, R15, R17."""

import pytest

from tests.qualification.asking import AS_OF, all_of, any_of, any_work, ask, bounds, job, kinds, no, school, worked, yes

# --- dates -----------------------------------------------------------------------------------------


def test_c1_a_date_without_a_day_may_be_any_day_of_its_month():
    assert bounds(any_work(), job(start="2025-01", end="2025-12")) == (10.07, 12)  # 31 January .. 1 December


def test_c1_a_date_without_a_month_may_be_any_day_of_its_year():
    assert bounds(any_work(), job(start="2024", end="2025")) == (0.07, 24)


def test_c1_whole_takes_the_first_of_the_month_to_its_end():
    policy = {"month_dates": "whole"}
    assert bounds(any_work(), job(start="2025-01", end="2025-12"), policy=policy) == (12, 12)


def test_c1_subtract_takes_month_from_month():
    policy = {"month_dates": "subtract"}
    assert bounds(any_work(), job(start="1999-06", end="2001-06"), policy=policy) == (24, 24)
    assert bounds(any_work(), job(start="2000-06", end="2001-05"), policy=policy) == (11, 11)
    assert bounds(any_work(), job(start="2000-06-01", end="2001-05-31"), policy=policy) == (12, 12)


def test_c1_a_year_alone_stays_wide_under_every_rule():
    assert bounds(any_work(), job(start="2024", end="2025"), policy={"month_dates": "whole"}) == (0.07, 24)


def test_c2_the_last_day_is_worked():
    assert bounds(any_work(), job(start="2026-06-01", end="2026-06-30")) == (1, 1)


def test_c2_still_employed_counts_through_the_day_asked_about():
    assert bounds(any_work(), job(start="2026-06-01", end=None)) == (1, 1)


def test_c2_an_absent_end_is_unknown():
    assert bounds(any_work(), job(start="2026-01-01", end=...)) == (0, 6)


def test_c2_an_absent_start_is_unknown():
    found = ask(any_work(12), job(start=..., end="2020-01-31"))
    assert (found.result, found.tree.lower_months, kinds(found)) == ("undetermined", 0, {"missing_fact"})


def test_c2_nothing_after_the_day_asked_about_counts():
    assert bounds(any_work(), job(start="2026-01-01", end="2030-12-31")) == (6, 6)
    assert ask(any_work(1), job(start="2027-01-01", end=None)).result == "not_met"


def test_c33_the_same_record_on_another_day():
    assert ask(any_work(12), job(end=None), as_of="2026-06-29").result == "not_met"
    assert ask(any_work(12), job(end=None), as_of="2026-06-30").result == "met"


# --- month rules -----------------------------------------------------------------------------------


def test_c3_whole_months_from_date_to_date():
    assert bounds(any_work(), job(start="2025-02-15", end="2026-02-14")) == (12, 12)


def test_c3_only_the_remaining_days_are_divided():
    assert bounds(any_work(), job(start="2025-02-15", end="2026-02-20")) == (12.2, 12.2)  # 6 / 30.4375


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [("2025-01-18", "2025-02-14", 0), ("2025-01-17", "2025-02-14", 1), ("2025-01-17", "2025-02-15", 2)],
)
def test_c4_a_month_counts_from_fifteen_days(start, end, months):
    assert bounds(any_work(), job(start=start, end=end), policy={"month_rule": "touch15"}) == (months, months)


def test_c4_fifteen_days_may_come_from_two_jobs():
    policy = {"month_rule": "touch15"}
    assert bounds(
        any_work(), job(1, "2025-01-01", "2025-01-08"), job(2, "2025-01-20", "2025-01-26"), policy=policy
    ) == (1, 1)


def test_c4_a_month_weighs_the_mean_of_its_worked_days():
    policy = {"month_rule": "touch15"}
    jobs = job(1, "2025-06-01", "2025-06-15"), job(2, "2025-06-16", "2025-06-30", 20)
    assert bounds(any_work(), *jobs, policy=policy) == (0.75, 0.75)


def test_c4_uncertain_part_time_days_may_lower_the_mean():
    policy = {"month_rule": "touch15"}
    jobs = job(1, "2025-06-01", "2025-06-15"), job(2, "2025-06-16", "2025-06-30", 20)
    assert bounds(worked(1), *jobs, policy=policy, rulings=[yes()]) == (0.75, 1)


def test_c4_published_example_of_six_years_and_a_month():
    policy = {"month_rule": "touch15"}
    assert bounds(any_work(), job(start="1995-06-03", end="2001-07-04"), policy=policy) == (73, 73)


def test_c5_published_example_of_three_years_at_ten_hours():
    policy = {"month_rule": "hours_173"}
    assert bounds(any_work(), job(start="2020-01-01", end="2022-12-31", hours=10), policy=policy) == (9.03, 9.03)


def test_c5_half_time_takes_the_greater_of_the_two_methods():
    assert bounds(any_work(), job(hours=20), policy={"month_rule": "hours_173"}) == (6.02, 6.02)


def test_c5_full_time_goes_by_the_calendar():
    assert bounds(any_work(), job(), policy={"month_rule": "hours_173"}) == (12, 12)


def test_c5_never_more_than_the_calendar_months():
    assert bounds(any_work(), job(hours=39.99), policy={"month_rule": "hours_173"}) == (12, 12)


def test_r2_published_example_of_twelve_months_at_twenty_hours():
    assert bounds(any_work(), job(hours=20), policy="opm") == (6, 6)


def test_r1_more_than_full_time_is_full_time():
    assert bounds(any_work(), job(hours=60)) == (12, 12)


def test_missing_hours_lie_between_nothing_and_full_time():
    found = ask(any_work(12), job(hours=...))
    assert (found.result, kinds(found), found.tree.lower_months) == ("undetermined", {"missing_fact"}, 0)


def test_part_time_none_counts_only_full_time_where_full_time_is_asked():
    policy = {"part_time": "none"}
    assert bounds(any_work(full_time=True), job(hours=39), policy=policy) == (0, 0)
    assert bounds(any_work(full_time=True), job(hours=40), policy=policy) == (12, 12)
    assert bounds(any_work(), job(hours=20), policy=policy) == (6, 6)


# --- overlap ---------------------------------------------------------------------------------------

TWO = job(1, hours=25), job(2, hours=25)


@pytest.mark.parametrize(("rule", "months"), [("union", 7.5), ("sum_capped", 12), ("sum_uncapped", 15)])
def test_c6_jobs_at_the_same_time(rule, months):
    assert bounds(any_work(), *TWO, policy={"overlap": rule}) == (months, months)


def test_c6_published_example_of_twenty_five_and_twenty_five_hours():
    assert bounds(any_work(), *TWO, policy={"overlap": "sum_uncapped", "month_rule": "hours_173"}) == (15.06, 15.06)


def test_r4_two_full_time_jobs_with_a_common_year():
    assert bounds(any_work(), job(1, "2018-01-01", "2019-12-31"), job(2, "2019-01-01", "2020-12-31")) == (36, 36)


def test_one_job_after_the_other_is_one_stretch():
    assert bounds(any_work(), job(1, "2025-01-01", "2025-06-15"), job(2, "2025-06-16", "2025-12-31")) == (12, 12)


def test_a_day_more_never_makes_less():
    """29 days, a gap of one day, and a month of 28 days; then the gap is filled."""
    jobs = job(1, "2025-01-01", "2025-01-29"), job(2, "2025-01-31", "2025-02-27")
    tree = any_work(1.95)
    assert ask(tree, *jobs).result == "met"
    assert ask(tree, *jobs, job(3, "2025-01-30", "2025-01-30")).result == "met"


# --- share, hours, windows --------------------------------------------------------------------------


def test_c9_share_reduces_a_kind_of_work():
    assert bounds(worked(24), job(start="2024-07-01", share=0.75), rulings=[yes()]) == (18, 18)


def test_c9_a_share_ruled_replaces_the_one_claimed():
    assert bounds(worked(24), job(start="2024-07-01", share=0.75), rulings=[yes(share=0.5)]) == (12, 12)


def test_c9_share_does_not_reduce_what_asks_for_no_kind_of_work():
    assert bounds(any_work(24), job(start="2024-07-01", share=0.5)) == (24, 24)


def test_c37_hours_are_days_by_sevenths_times_hours_a_week():
    tree = {"type": "experience", "hours": 1040, "function": "feeding otters", "quote": "1,040 hours of feeding otters"}
    met = ask(tree, job(start="2025-07-02", hours=20), rulings=[yes("feeding otters")])
    assert (met.result, met.tree.lower_months) == ("met", 1040)


def test_c37_the_shortfall_is_in_hours():
    tree = {"type": "experience", "hours": 1040, "function": "feeding otters", "quote": "1,040 hours of feeding otters"}
    short = ask(tree, job(start="2025-07-16", hours=20), rulings=[yes("feeding otters")])
    assert (short.result, short.missing[0].months, short.missing[0].unit) == ("not_met", 40, "hours")


def test_r15_only_the_window_counts():
    assert bounds(any_work(24, within_months=60), job(start="2019-07-01", end="2023-06-30")) == (24, 24)


# --- shortfall ---------------------------------------------------------------------------------------


def test_c26_need_minus_upper_bound_in_two_decimals_half_up():
    assert ask(any_work(12), job(start="2026-06-01", end="2026-06-10")).shortfall_months == 11.67


def test_c26_toward_what_is_printed_not_toward_admission():
    rule = {
        "type": "admission",
        "applies_to": "experience",
        "by": "appointment",
        "short_months": 3,
        "quote": "short by three",
    }
    found = ask(all_of(any_work(12), rules=[rule]), job(start="2026-03-01"))
    assert (found.result, found.shortfall_months) == ("not_met", 8)


def test_c26_more_than_at_equality_lacks_nothing_but_a_day():
    found = ask(any_work(12, exclusive=True), job())
    assert (found.result, found.shortfall_months) == ("not_met", 0)


def test_c26_a_leaf_without_length_has_no_shortfall():
    found = ask({"type": "experience", "function": "diving", "quote": "experience with diving"})
    assert (found.result, found.shortfall_months) == ("not_met", None)


def test_c26_the_cheapest_of_all_alternatives():
    found = ask(any_of(any_work(36), any_work(18)), job())
    assert [cure.months for cure in found.missing] == [6, 24]
    assert found.shortfall_months == 6


def test_c26_parts_that_await_a_judgement_are_set_aside():
    found = ask(
        all_of(any_work(18), school(fields=["hydrology"])), job(), education=[{"level": "bachelor", "field": "law"}]
    )
    assert (found.result, found.shortfall_months) == ("not_met", 6)


def test_c26_two_unmet_children_that_need_different_things():
    assert ask(all_of(any_work(18), school()), job()).shortfall_months is None
    assert ask(all_of(worked(18), worked(18, "diving")), job()).shortfall_months is None


def test_c26_two_unmet_children_one_kind_of_work_would_cure():
    found = ask(all_of(any_work(36), worked(24)), job(), rulings=[yes()])
    assert found.shortfall_months == 24


# --- lengths -----------------------------------------------------------------------------------------


def test_r17_the_upper_end_of_a_range_is_no_cap():
    assert ask(any_work(12, max_months=36), job(start="2016-07-01")).result == "met"


def test_r17_none_required():
    assert ask(any_work(0, max_months=24)).result == "met"
    assert ask(any_work(0), employment=None).result == "met"


def test_no_length_is_met_by_any_counting_experience():
    tree = {"type": "experience", "function": "diving", "quote": "experience with diving"}
    assert ask(tree, job(start="2026-06-29"), rulings=[yes("diving")]).result == "met"
    assert ask(tree, job()).result == "undetermined"


def test_r13_a_subset_lies_inside_the_total():
    tree = any_work(72, subsets=[any_work(24, supervisory=True)])
    found = ask(tree, job(1, "2018-07-01", "2025-06-30", supervised={"people": 0}), job(2, supervised={"people": 2}))
    assert (found.result, found.shortfall_months) == ("not_met", 12)


def test_c34_a_subset_counts_only_what_counts_for_the_total():
    tree = worked(12, subsets=[worked(6, "diving")])
    jobs = job(1), job(2, "2024-01-01", "2024-12-31")
    found = ask(tree, *jobs, rulings=[yes(), yes("diving", 2), no("gauging rivers", 2), no("diving", 1)])
    assert (found.result, found.shortfall_months) == ("not_met", 6)


def test_c34_unless_it_may_be_outside():
    tree = worked(12, subsets=[worked(6, "diving", may_be_outside=True)])
    jobs = job(1), job(2, "2024-01-01", "2024-12-31")
    found = ask(tree, *jobs, rulings=[yes(), yes("diving", 2), no("gauging rivers", 2), no("diving", 1)])
    assert found.result == "met"


def test_c36_a_limit_caps_its_kind():
    tree = worked(24, at_most=[worked(6, "writing reports")])
    jobs = job(1), job(2, "2024-07-01", "2025-06-30")
    rulings = [yes(), yes(number=2), no("writing reports"), yes("writing reports", 2)]
    found = ask(tree, *jobs, rulings=rulings)
    assert (found.result, found.shortfall_months) == ("not_met", 6)


def test_c36_an_unknown_kind_is_capped_below_and_not_above():
    tree = worked(24, at_most=[worked(6, "writing reports")])
    jobs = job(1), job(2, "2024-07-01", "2025-06-30")
    found = ask(tree, *jobs, rulings=[yes(), yes(number=2), no("writing reports")])
    assert (found.tree.lower_months, found.tree.upper_months, kinds(found)) == (18, 24, {"judgement"})


def test_c35_additive_wants_different_months():
    tree = all_of(any_work(36), any_work(12, supervisory=True, quote="a year supervising"))
    jobs = (
        job(1, "2023-03-01", "2024-12-31", supervised={"people": 0}),
        job(2, "2025-01-01", AS_OF, supervised={"people": 4}),
    )
    assert ask(tree, *jobs).result == "met"
    found = ask(tree, *jobs, policy={"and_supervisory": "additive"})
    assert (found.result, found.shortfall_months) == ("not_met", 8)


def test_c1_subtracting_a_month_from_itself_is_nothing_but_no_contradiction():
    found = ask(any_work(1), job(start="2020-01", end="2020-01"), policy={"month_dates": "subtract"})
    assert (found.result, found.issues) == ("not_met", ())


def test_c35_different_months_where_only_some_are_recent():
    tree = all_of(any_work(6, within_months=24), any_work(6, supervisory=True, quote="half a year supervising"))
    found = ask(
        tree,
        job(start="2020-01-01", end="2024-07-31", supervised={"people": 1}),
        policy={"and_supervisory": "additive"},
    )
    assert (found.result, found.shortfall_months) == ("not_met", 5)


def test_c34_a_subset_lies_in_the_window_of_its_total():
    tree = worked(12, within_months=24, subsets=[worked(6, "diving")])
    found = ask(tree, job(start="2020-01-01", end="2020-12-31"), rulings=[yes(), yes("diving")])
    assert [child.upper_months for child in found.tree.children] == [0]
