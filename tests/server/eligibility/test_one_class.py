"""One class explained: the answer, the tree, what is missing, what would settle it, what if, and the steps up."""

import json
import re

import pytest

from meritplan.qualification import verify
from meritplan.server.eligibility.explained import explained
from meritplan.server.eligibility.prepared import prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.supposing import Supposed, after, questions
from meritplan.server.eligibility.views.one_class import still_open

DAY = "2026-11-21"


def _explained(record, key, **sheet):
    held = Sheet(record=record, as_of=DAY, **sheet)
    return explained(held, prepared(held.day), key)


def _supposed(record, key, **said):
    sheet = Sheet(record=record, as_of=DAY)
    ready = prepared(sheet.day)
    before = explained(sheet, ready, key)
    tree = before.edition.job_class.minimum_qualifications
    other, position = after(sheet, tree, Supposed(**said), before.found)
    return explained(other, ready, key, position)


def test_who_qualifies_is_told_why(visitor, applicant):
    page = visitor(applicant("wren-halloway"), as_of=DAY).send("/qualify/class/0672/")
    assert "What you entered meets every requirement as printed." in page
    assert "“Two years of experience in the Alder state service performing the duties of a River Inspector”" in page
    assert "2023-02-01 to 2026-11-21 at 40 hours a week = 45.69 months" in page
    assert "“River Inspector” at Alder state service</strong>: counts" in page
    assert "between 45.69 and 55.69 of 24 months" in page


def test_who_is_short_is_told_by_how_much_and_the_ways(applicant):
    found = _explained(applicant("tobias-fenn"), "4302")
    assert found.chip == "Short by 16 months"
    assert found.missing[0].words == "16 more months of: 3-4 years of experience"
    assert found.answer == "You are short by 16 months."


def test_the_day_it_is_reached_where_the_present_job_goes_on(applicant):
    record = applicant("tobias-fenn")
    record["employment"][0]["end"] = None
    found = _explained(record, "4302")
    assert found.missing[0].when
    assert "You would get there on" in found.answer


def test_what_is_open_names_jobs_as_people_do(applicant):
    found = _explained(applicant("wren-halloway"), "0673")
    assert found.open[0].words == "Does “River Inspector” at Alder state service count as Senior River Inspector?"
    assert [each.enough for each in found.open] == [True, False, False]
    assert "e1" not in " ".join(each.words for each in found.open)


def test_a_missing_fact_leads_to_the_entry_that_lacks_it(visitor):
    record = {
        "employment": [{"id": "e1", "title": "Clerk", "employer": "County"}],
        "education": [{"level": "high_school"}],
    }
    one = visitor(record, as_of=DAY)
    page = one.send("/qualify/class/4302/")
    assert "When exactly did “Clerk” at County begin and end?" in page
    assert 'formaction="/qualify/jobs/" name="do" value="change:employment:0"' in page


def _questions(record, key):
    sheet = Sheet(record=record, as_of=DAY)
    ready = prepared(sheet.day)
    before = explained(sheet, ready, key)
    tree = before.edition.job_class.minimum_qualifications
    return questions(before.found, record, tree, still_open(sheet, ready, key))


def test_it_depends_on_the_position(applicant):
    found = _explained(applicant("wren-halloway"), "4102")
    assert found.chip == "Depends on the position"
    asked = _questions(applicant("wren-halloway"), "4102")
    assert [each.kind for each in asked] == ["position"]
    assert _supposed(applicant("wren-halloway"), "4102", answers=(asked[0].mark,)).row.standing == "qualifies"


# --- jobs over time -----------------------------------------------------------------------------------------


def test_the_line_of_time_says_what_counts_and_why_not(applicant):
    charts = _explained(applicant("ines-marlowe"), "0690").charts
    assert charts
    for chart in charts:
        for bar in chart.bars:
            assert 0 <= float(bar.x[:-1]) <= 100
            assert float(bar.x[:-1]) + float(bar.width[:-1]) <= 101
            assert bar.months
        assert all(0 <= float(tick.x[:-1]) < 100 for tick in chart.ticks)
        assert len({tick.year for tick in chart.ticks}) == len(chart.ticks) <= 6
    bars = {bar.name: bar for bar in charts[0].bars}
    volunteer = bars["“Reading room volunteer” at Two Fords Library"]
    assert volunteer.counts == "unknown"
    assert "When exactly did" in volunteer.why


def test_partial_dates_are_drawn_as_certain_and_possible(applicant):
    record = {"employment": [{"id": "e1", "title": "Clerk", "start": "2019", "end": "2022", "hours_per_week": 40}]}
    (chart,) = _explained(record, "4302").charts
    (bar,) = chart.bars
    assert bar.sure is not None
    assert float(bar.sure[0][:-1]) > float(bar.x[:-1])
    assert float(bar.sure[1][:-1]) < float(bar.width[:-1])
    assert bar.months == "24.03 to 48 months" or " to 48 months" in bar.months


def test_a_job_without_dates_is_drawn_as_such(applicant):
    (chart,) = _explained({"employment": [{"id": "e1", "title": "Clerk", "hours_per_week": 40}]}, "4302").charts
    assert chart.bars[0].undated
    assert chart.bars[0].counts == "yes"
    assert "When exactly did “Clerk” begin and end?" in chart.bars[0].why


def test_the_drawing_and_its_table_say_the_same(visitor, applicant):
    page = visitor(applicant("tobias-fenn"), as_of=DAY).send("/qualify/class/0672/")
    drawn = re.findall(r'<text class="bar__name"[^>]*>([^<]+)</text>', page)
    tabled = re.findall(r'<th scope="row" role="rowheader">([^<]+)</th>', page)
    assert drawn == tabled
    assert len(drawn) == 2 * 3  # two jobs at three requirements
    assert "style=" not in page


# --- what if ------------------------------------------------------------------------------------------------


def test_months_of_work_that_counts(applicant):
    assert _explained(applicant("tobias-fenn"), "4302").row.months == 16
    assert _supposed(applicant("tobias-fenn"), "4302", months=6).row.months == 10
    assert _supposed(applicant("tobias-fenn"), "4302", months=16).row.standing == "qualifies"
    assert _supposed(applicant("tobias-fenn"), "4302", months=15).row.standing == "short"


def test_months_supposed_come_on_top_of_a_present_job(applicant):
    """Work beside a full-time job adds nothing, so it is supposed to follow, not to overlap."""
    record = applicant("tobias-fenn")
    record["employment"][0] |= {"start": "2026-03-22", "end": None}
    before = _explained(record, "4302")
    assert before.row.months == 16
    assert _supposed(record, "4302", months=10).row.months == 6
    assert _supposed(record, "4302", months=10, work="present").row.months == 6


def test_months_in_a_class_the_text_names(applicant):
    assert _supposed(applicant("tobias-fenn"), "0672", months=23, work="River Inspector").charts[0].summary == (
        "between 23 and 43 of 24 months"
    )
    found = _supposed(applicant("tobias-fenn"), "0672", months=24, work="River Inspector")
    assert found.row.standing == "conditional"  # a driver license is to be shown later


def test_a_degree(applicant):
    assert _explained(applicant("tobias-fenn"), "4103").row.standing == "short"
    assert _supposed(applicant("tobias-fenn"), "4103", level="bachelor").row.standing == "qualifies"


def test_a_license_as_the_text_asks_for_it(applicant):
    record = applicant("wren-halloway") | {"licenses": []}
    assert _explained(record, "0672").row.standing != "qualifies"
    assert _supposed(record, "0672", license="driver license").row.standing == "qualifies"


def test_a_ruling_in_favor(applicant):
    record = applicant("wren-halloway")
    before = _explained(record, "0673")
    asked = _questions(record, "0673")
    assert asked[0].text == "Does e1 (River Inspector) count as Senior River Inspector?"
    assert before.row.standing == "open"
    assert _supposed(record, "0673", answers=(asked[0].mark,)).row.standing == "qualifies"


@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn", "ines-marlowe"])
def test_the_questions_marked_enough_are_enough(applicant, name):
    """Supposing yes to just those brings the class to "met", wherever all of them can be supposed."""
    record = applicant(name)
    ready = prepared(Sheet(as_of=DAY).day)
    tried = 0
    for key in ready.keys:
        before = _explained(record, key)
        marks = {each.text: each.mark for each in _questions(record, key)}
        if before.found.settles and set(before.found.settles) <= set(marks):
            tried += 1
            answers = tuple(marks[text] for text in before.found.settles)
            assert _supposed(record, key, answers=answers).found.result == "met", key
    assert tried


def test_a_license_may_run_out_meanwhile(applicant):
    """Wren's driver license runs out in August 2028: five years on, it has to be shown again."""
    assert _explained(applicant("wren-halloway"), "0672").row.standing == "qualifies"
    assert _supposed(applicant("wren-halloway"), "0672", months=60).row.standing != "qualifies"


@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn", "ines-marlowe"])
def test_more_is_never_worse(applicant, name):
    ready = prepared(Sheet(as_of=DAY).day)
    rank = {"qualifies": 0, "conditional": 1, "position": 2, "open": 2, "short": 3}
    record = applicant(name)
    record["licenses"] = [held | {"expires": "2040-01-01"} for held in record["licenses"]]
    for key in ready.keys:
        before = _explained(record, key)
        later = _supposed(record, key, months=60, level="doctorate")
        assert rank[later.row.standing] <= rank[before.row.standing], key


def test_what_if_is_a_part_of_the_page_and_the_page_without_scripts_has_it_too(visitor, applicant):
    one = visitor(applicant("tobias-fenn"), as_of=DAY)
    part = one.send("/qualify/class/4302/what-if/", months="6")
    assert "Short by 16 months" in part
    assert "Short by 10 months" in part
    assert "<html" not in part
    page = one.send("/qualify/class/4302/", months="6")
    assert "Short by 10 months" in page
    assert 'type="range" id="months" name="months" min="0" max="60" step="1" value="6"' in page
    assert "what-if" not in one.sheet  # nothing supposed gets into the record


def test_supposing_nothing_says_so(visitor, applicant):
    one = visitor(applicant("tobias-fenn"))
    assert "Nothing is supposed yet" in one.send("/qualify/class/4302/what-if/", months="0", level="")
    assert "Nothing is supposed yet" in one.send("/qualify/class/4302/what-if/", months="-4", level="wizard")


def test_what_changes_nothing_is_said_to(visitor, applicant):
    page = visitor(applicant("tobias-fenn")).send("/qualify/class/4302/what-if/", level="high_school")
    assert "This alone changes nothing here." in page


# --- steps up, and the answer to take along -----------------------------------------------------------------


def test_steps_up_tell_time_credentials_and_what_is_lacking(visitor, applicant):
    page = visitor(applicant("tobias-fenn"), as_of=DAY).send("/qualify/class/0671/")
    steps = page[page.index('<h2 id="steps">') :]
    assert "Senior River Inspector" in steps
    assert "Promotion, after 2 years." in steps
    assert "It asks besides: <q>Possession of a valid driver license</q>." in steps
    assert "You still lack:</strong> 4 more months of: Two years of experience" in steps
    assert "From there: Supervising River Inspector, Dam Safety Examiner." in steps


def test_the_way_from_the_present_job(visitor, applicant):
    page = visitor(applicant("wren-halloway"), as_of=DAY).send("/qualify/class/0673/")
    assert "The shortest way from your job as River Inspector" in page
    assert (
        "<strong>Senior River Inspector</strong> after 2 years, then <strong>Supervising River Inspector</strong>"
        in page
    )
    assert "At least 4 years in all" in page


def test_the_answer_can_be_worked_out_again_elsewhere(visitor, applicant):
    one = visitor(applicant("wren-halloway"), as_of=DAY)
    one.send("/qualify/class/0672/answer/")
    data = one.response.content
    assert 'filename="answer-0672.json"' in one.response.headers["Content-Disposition"]
    assert verify(json.loads(data), data).same


def test_there_is_no_class_of_that_key(visitor, applicant):
    for path in ("/qualify/class/none/", "/qualify/class/none/what-if/", "/qualify/class/none/answer/"):
        one = visitor(applicant("wren-halloway"))
        one.send(path)
        assert one.response.status_code == 404


def test_of_many_questions_the_first_are_shown_and_the_rest_folded_away(visitor):
    jobs = [{"id": f"e{number}", "title": f"Job {number}", "start": "2001", "end": "2004"} for number in range(10)]
    page = visitor({"employment": jobs, "education": [], "licenses": []}, as_of=DAY).send("/qualify/class/5120/")
    shown = page[page.index('id="open"') : page.index('id="tree"')]
    first, _, rest = shown.partition("<details")
    assert first.count('<li class="question') == 8
    folded = rest.count('<li class="question')
    assert f"{folded} more</summary>" in rest
