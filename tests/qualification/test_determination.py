"""The determination as a value: explanation, cures, what would settle it, hashes, working it out again."""

import json

import pytest

from meritplan.qualification import ENGINE, CaseError, encoded, page, verify
from tests.qualification.asking import AS_OF, all_of, any_of, any_work, ask, job, school, worked, yes

LICENSE = {"type": "license", "name": "Diver", "kind": "license", "quote": "a diver's license"}


def test_arithmetic_line_by_line():
    found = ask(any_work(36), job(start="2018-01-01", end="2020-06-30"))
    line = found.tree.evidence[0]
    assert (line.employment, line.counts, line.months) == ("e1", "yes", 30)
    assert line.arithmetic == "2018-01-01 .. 2020-06-30 at 40 h = 30 months"


def test_partial_dates_are_told_both_ways():
    line = ask(any_work(), job(start="2025", end="2026", hours=20)).tree.evidence[0]
    assert (
        line.arithmetic
        == "2025-12-31 .. 2026-01-01 at least, 2025-01-01 .. 2026-06-30 at most at 20 h = 0.03 to 9 months"
    )


def test_the_page_answers_first_then_says_what_to_do():
    lines = page(ask(any_of(LICENSE, any_work(18)), job(end=None))).splitlines()
    assert lines[0] == "NOT MET  the requirement"
    assert lines[1] == "Not met: 6 more months of: 18 months of experience."
    assert "  1. 6 more months of: 18 months of experience (on 2026-12-31 if the present job goes on)" in lines
    assert "  2. obtain or renew: a diver's license" in lines


def test_the_page_names_the_policys_part_in_it():
    words = " ".join(page(ask(any_work())).split())
    assert "the policy does: full time is 40 hours a week; months are counted by the rule exact" in words


def test_met_unless_the_position_asks():
    tree = any_of(
        {"type": "option", "by": "position", "quote": "swimming may be asked", "children": [LICENSE]}, any_work()
    )
    assert ask(tree, job()).summary == "Met."


@pytest.mark.parametrize(("hours", "day"), [(40, "2026-12-31"), (20, "2027-06-30")])
def test_the_date_reached_at_the_present_rate(hours, day):
    start = "2025-07-01" if hours == 40 else "2024-07-01"
    assert ask(any_work(18), job(start=start, end=None, hours=hours)).missing[0].reached_on == day


def test_no_date_where_nothing_goes_on():
    assert ask(any_work(18), job()).missing[0].reached_on is None


def test_the_day_reached_is_the_first_day_it_is_met():
    tree = any_work(18)
    day = ask(tree, job(start="2025-02-17", end=None)).missing[0].reached_on
    assert ask(tree, job(start="2025-02-17", end=None), as_of=day).result == "met"


def test_the_fewest_questions_that_settle_it():
    jobs = job(1, "2025-01-01", "2025-03-31"), job(2, "2020-01-01", "2023-12-31")
    found = ask(worked(24), *jobs)
    assert len(found.reasons) == 2
    assert found.settles == ("Does e2 (Hand) count as gauging rivers?",)


def test_the_job_that_asks_least_settles_it_though_another_may_bring_more():
    vague = job(1, "2015", None, hours=None)
    clear = job(2, "2020", "2023")  # three years at least, whatever its first and last day
    assert ask(worked(24), vague, clear).settles == ("Does e2 (Hand) count as gauging rivers?",)


def test_the_shorter_of_two_ways_settles_it():
    tree = any_of(
        all_of(worked(12), worked(12, "diving")), {"type": "condition", "kind": "exam", "quote": "a passed exam"}
    )
    assert ask(tree, job()).settles == ("Is this condition met: a passed exam?",)


def test_a_doubtful_reading_is_said():
    found = ask({**any_work(), "doubt": "five or forty-five?"}, job())
    assert found.doubts == ("five or forty-five?",)
    assert "five or forty-five?" in page(found)


# --- worked out again -------------------------------------------------------------------------------------


def test_the_same_question_gives_the_same_bytes():
    case = all_of(any_work(18), school()), job()
    assert encoded(ask(*case)) == encoded(ask(*case))


def test_a_stored_determination_verifies():
    stored = encoded(ask(worked(18), job(), rulings=[yes()]))
    assert verify(json.loads(stored), stored).same


def test_a_changed_determination_does_not():
    stored = encoded(ask(any_work(18), job())).replace(b'"not_met"', b'"met"', 1)
    verdict = verify(json.loads(stored), stored)
    assert not verdict.same
    assert "result" in verdict.message


def test_another_engine_is_named():
    stored = encoded(ask(any_work(18), job())).replace(ENGINE.encode(), b"meritplan 0.0.1 qualification 0")
    assert "meritplan 0.0.1" in verify(json.loads(stored), stored).message


def test_without_its_inputs_it_cannot_be_worked_out():
    with pytest.raises(CaseError, match="MP-Q044"):
        verify({"result": "met"}, b"{}")


def test_hashes_name_what_it_rests_on():
    one, other = ask(any_work(18), job()), ask(any_work(18), job(), policy={"overlap": "sum_capped"})
    assert one.policy_hash != other.policy_hash
    assert (one.plan_hash, one.record_hash) == (other.plan_hash, other.record_hash)
    assert one.engine == ENGINE
    assert one.as_of == AS_OF


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"as_of": None}, "MP-Q043"),
        ({"gate": "cellar"}, "MP-Q042"),
        ({"record": 3}, "MP-Q001"),
        ({"tree": "text"}, "MP-Q040"),
        ({"policy": {"overlap": "maybe"}}, "MP-Q031"),
        ({"policy": "atlantis"}, "MP-Q030"),
        ({"rulings": 3}, "MP-Q020"),
        ({"position": 3}, "MP-Q025"),
    ],
)
def test_what_cannot_be_answered_is_refused_by_name(change, code):
    from meritplan.qualification import determine_case  # noqa: PLC0415

    case = {"tree": any_work(), "record": {}, "as_of": AS_OF, **change}
    with pytest.raises(ValueError, match=code):
        determine_case(case)
