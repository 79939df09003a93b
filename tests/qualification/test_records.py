"""Records in, and what is wrong with them. A bad record never makes a wrong "met"."""

import json
from datetime import date

import pytest

from meritplan.qualification import RecordError, determine_case, read_record
from meritplan.qualification.records import pool_from_csv, read_csv_pool, read_rulings
from tests.qualification.asking import AS_OF, any_work, ask, job, school, worked, yes


def codes(**record):
    return [issue.code for issue in read_record(record, date(2026, 6, 30)).issues]


# --- bad records --------------------------------------------------------------------------------------------


def test_end_before_start_is_told_and_counts_as_unknown():
    found = ask(any_work(), job(start="2025-01-01", end="2020-01-01"))
    assert (found.result, found.tree.lower_months) == ("undetermined", 0)
    assert [issue.code for issue in found.issues] == ["MP-Q014"]
    assert "employment[0] ends (2020-01-01) before it starts (2025-01-01)" in found.issues[0].message


def test_ids_that_stand_on_two_jobs_are_told_and_rulings_reach_neither():
    found = ask(worked(), job(1), job(1, "2020-01-01", "2021-12-31"), rulings=[yes()])
    assert (found.result, [issue.code for issue in found.issues]) == ("undetermined", ["MP-Q019"])


def test_two_hundred_hours_a_week():
    found = ask(any_work(), job(hours=200))
    assert (found.result, [issue.code for issue in found.issues]) == ("undetermined", ["MP-Q016"])
    assert "a week has 168 hours" in found.issues[0].message


def test_an_unknown_level():
    found = ask(school(), education=[{"level": "wizard"}])
    assert (found.result, [issue.code for issue in found.issues]) == ("undetermined", ["MP-Q011"])


def test_dates_in_the_future():
    found = ask(any_work(), job(start="2027-01-01", end="2030-01-01"))
    assert (found.result, [issue.code for issue in found.issues]) == ("not_met", ["MP-Q015"])
    assert codes(education=[{"level": "bachelor", "conferred": "2027-05"}]) == ["MP-Q012"]


def test_a_job_that_ends_later_counts_up_to_the_day_asked_about():
    found = ask(any_work(), job(start="2025-07-01", end="2030-01-01"))
    assert (found.result, found.tree.upper_months) == ("met", 12)
    assert [(issue.code, issue.severity) for issue in found.issues] == [("MP-Q015", "info")]


def test_three_quarters_written_as_75():
    found = ask(worked(), job(share=75), rulings=[yes()])
    assert (found.result, found.tree.lower_months, found.tree.upper_months) == ("undetermined", 0, 12)
    assert [issue.code for issue in found.issues] == ["MP-Q017"]
    assert ask(worked(9), job(share=75), rulings=[yes(share=0.75)]).result == "met"


@pytest.mark.parametrize(
    ("held", "result"),
    [([], "not_met"), (["holds a diving medal"], "met"), ({}, "undetermined"), ({"*": False}, "not_met")],
)
def test_conditions_may_be_a_list_of_those_that_are_met(held, result):
    medal = {"type": "condition", "kind": "other", "quote": "Holds a diving medal"}
    assert ask(medal, conditions=held).result == result


def test_a_key_that_is_misspelt_inside_a_job():
    told = read_record({"employment": [{"hours": 40}, {"hours": 20}, {}]}).issues
    assert [issue.code for issue in told] == ["MP-Q003"]
    assert told[0].message.startswith("employment[0].hours and 1 more is not used: items of employment have no hours.")
    assert "hours_per_week" in told[0].message


def test_a_field_of_the_wrong_kind_is_told_in_words():
    with pytest.raises(
        RecordError, match=r"employment\[0\].supervised holds a number where an object in braces is expect"
    ):
        read_record({"employment": [{"supervised": 4}]})


@pytest.mark.parametrize(
    "ruling",
    [{"employment": "e1", "answer": "yes"}, {"employmnt": "e1", "counts_for": "*", "answer": "yes"}],
)
def test_a_ruling_about_nothing_is_told(ruling):
    assert [issue.code for issue in read_rulings([ruling])[1]] == ["MP-Q023"]


def test_a_position_that_says_something_else_is_refused():
    with pytest.raises(RecordError, match="MP-Q025: the position has requires"):
        ask(school(), position={"requires": ["a license"]})


def test_a_position_may_name_one_text():
    option = {"type": "option", "by": "position", "quote": "may require a degree", "children": [school()]}
    assert ask(option, position={"require": "may require a degree"}).result == "not_met"
    assert ask(option, position={"waive": "may require a degree", "require": None}).result == "met"


def test_no_date_at_all():
    found = ask(any_work(), job(start="last spring"))
    assert (found.result, [issue.code for issue in found.issues]) == ("undetermined", ["MP-Q010"])


def test_ten_thousand_jobs():
    jobs = [
        job(n, f"{1900 + n % 120}-{1 + n % 12:02}-01", f"{1901 + n % 120}-01-31", 1 + n % 40) for n in range(10_000)
    ]
    found = ask(any_work(2000), *jobs)
    assert (found.result, [issue.code for issue in found.issues]) == ("not_met", ["MP-Q004"])


def test_a_share_of_two():
    assert codes(employment=[{"id": "e1", "share": 2}]) == ["MP-Q017"]


def test_a_status_nobody_knows():
    assert codes(licenses=[{"name": "Diver", "status": "shiny"}]) == ["MP-Q018"]


def test_in_progress_and_conferred():
    assert codes(education=[{"level": "bachelor", "in_progress": True, "conferred": "2020-05"}]) == ["MP-Q013"]


def test_a_value_of_the_wrong_kind_is_refused_with_its_place():
    with pytest.raises(RecordError, match=r"MP-Q002.*employment\[0\].hours_per_week"):
        read_record({"employment": [{"hours_per_week": "forty"}]})


def test_another_format_is_refused():
    with pytest.raises(RecordError, match="MP-Q001"):
        read_record({"format": "resume/9"})


def test_keys_that_are_not_used_are_told():
    assert codes(employmint=[]) == ["MP-Q003"]


def test_rulings_that_reach_nothing():
    record = read_record({"employment": [{"id": "e1"}]}).record
    _, issues = read_rulings(
        [{"employment": "e2", "counts_for": "*", "answer": "yes"}, {"field": "law", "answer": "perhaps"}], record
    )
    assert [issue.code for issue in issues] == ["MP-Q022", "MP-Q021"]


@pytest.mark.parametrize("value", [None, 0, "", [], {}])
def test_odd_values_never_make_a_met(value):
    for field in ("start", "hours_per_week", "paid", "supervised", "title"):
        case = {
            "tree": worked(paid=True, supervisory=True),
            "record": {"employment": [{**job(), field: value}]},
            "as_of": AS_OF,
        }
        assert result_of(case) != "met"


def result_of(case):
    try:
        return determine_case(case).result
    except RecordError:
        return "refused"


# --- other forms ------------------------------------------------------------------------------------------------

RESUME = {
    "basics": {"name": "Wren Halloway", "email": "wren@example.org"},
    "work": [
        {"name": "Sedge Mill", "position": "Foreman", "startDate": "2020-01-01", "endDate": "2022-12-31"},
        {"name": "Weir Trust", "position": "Keeper", "startDate": "2023-02"},
    ],
    "volunteer": [{"organization": "Library", "position": "Reader", "startDate": "2019", "endDate": "2019"}],
    "education": [
        {"institution": "University of Alder", "area": "hydrology", "studyType": "Bachelor", "endDate": "2019-05"}
    ],
    "certificates": [{"name": "Diver", "issuer": "State of Oregon", "date": "2021-03-01"}],
}


def test_json_resume_keeps_what_it_says():
    record = read_record(RESUME).record
    assert [each.title for each in record.employment] == ["Foreman", "Keeper", "Reader"]
    assert (record.education[0].level, record.education[0].field) == ("bachelor", "hydrology")
    assert record.licenses[0].name == "Diver"


def test_json_resume_lists_what_it_cannot_carry():
    issue = read_record(RESUME).issues[0]
    assert issue.code == "MP-Q005"
    assert "hours per week" in issue.message


def test_what_json_resume_does_not_say_stays_unknown():
    found = determine_case({"tree": any_work(12), "record": RESUME, "as_of": AS_OF})
    assert found.result == "undetermined"


def test_json_resume_without_an_end_is_not_taken_as_still_employed():
    lower = determine_case(
        {"tree": any_work(1), "record": {**RESUME, "work": RESUME["work"][1:], "volunteer": []}, "as_of": AS_OF}
    )
    assert lower.tree.lower_months == 0


POOL = """id,name,kind,title,employer,start,end,hours_per_week,paid,level,field,conferred
p1,Ines,employment,Clerk,Sedge Mill,2024-01-01,present,40,yes,,,
p1,Ines,education,,,,,,,bachelor,law,2020-05
p2,Tobias,employment,Hand,Weir Trust,2025-01,2025-12,20,no,,,
p3,Wren,hobby,,,,,,,,,
p2,Tobias,employment,Hand,Weir Trust,2025-01,2025-12,plenty,no,,,
"""


def test_a_pool_as_csv():
    people, issues = pool_from_csv(POOL)
    assert [person["id"] for person in people] == ["p1", "p2"]
    assert people[0]["employment"][0]["end"] is None
    assert people[1]["employment"][0]["paid"] is False
    assert [issue.code for issue in issues] == ["MP-Q006", "MP-Q006"]
    assert "Row 6" in issues[1].message


def test_a_list_no_row_mentions_is_unknown():
    people, _ = pool_from_csv(POOL)
    found = determine_case({"tree": school(), "record": people[1], "as_of": AS_OF})
    assert found.result == "undetermined"


def test_a_row_that_cannot_be_read_does_not_say_none():
    pool = read_csv_pool("id,kind,title,share\np1,license,,\np1,employment,Clerk,half\n,employment,Clerk,1\n")
    assert pool.records == ({"format": "meritplan-record/1", "id": "p1", "licenses": [{}]},)
    assert pool.rows == (2,)
    assert pool.incomplete == {"p1": (3, "share is 'half', it must be a number")}
    assert [row for row, _ in pool.nobodys] == [4]


def test_records_round_trip():
    import msgspec  # noqa: PLC0415

    raw = {"id": "p1", "employment": [job(end=None), job(2, end=...)], "education": [], "conditions": {"age": 3}}
    record = read_record(raw).record
    again = read_record(json.loads(msgspec.json.encode(record))).record
    assert again == record
    assert "licenses" not in msgspec.to_builtins(record)
