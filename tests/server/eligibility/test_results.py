"""Where a record stands with every class: groups in order, the nearest first, filters, pages, days."""

import re
from datetime import date

import msgspec
import pytest

from meritplan.plan import write
from meritplan.qualification import compare
from meritplan.server.eligibility.prepared import prepared
from meritplan.server.eligibility.sheet import Sheet
from meritplan.server.eligibility.standing import Filters, counts, listed, matching, places, question
from meritplan.server.eligibility.views import results
from meritplan.server.plans.served import changed

RESULTS = "/qualify/results/"
DAY = date(2026, 11, 21)
NAMES = ("wren-halloway", "tobias-fenn", "ines-marlowe")


def _placed(record):
    sheet, ready = Sheet(record=record, as_of=DAY.isoformat()), prepared(DAY)
    claims = question(sheet, ready).claims()
    return ready, claims, places(sheet, ready, claims)


@pytest.mark.parametrize("name", NAMES)
def test_the_order_is_that_of_the_engine(applicant, name):
    ready, claims, found = _placed(applicant(name))
    whole = compare(ready.candidates, claims, as_of=DAY.isoformat(), record_id=None)
    assert [one.row for one in listed(found, ready, claims)] == list(whole.rows)
    assert counts(found) == whole.counts
    assert {ready.view.by_key[one.key].job_class.title == one.row.title for one in listed(found, ready, claims)} == {
        True
    }


def test_a_text_finds_titles_codes_and_families(applicant):
    ready, claims, found = _placed(applicant("wren-halloway"))

    def titles(**said):
        return {one.row.title for one in listed(matching(found, ready, Filters(**said)), ready, claims)}

    assert titles(text="0672") == {"Senior River Inspector"}
    assert titles(text="inspector SENIOR") == {"Senior River Inspector"}
    assert "Dam Safety Examiner" not in titles(text="habitat biologist series")
    assert "Habitat Technician" in titles(text="habitat biologist series")
    assert titles(text="astronaut") == set()
    assert titles(group="Park and Trail Services") == {
        "Park Naturalist",
        "Park and Trail Worker I",
        "Park and Trail Worker II",
        "Park District Supervisor",
    }


def test_the_page_shows_groups_counts_and_the_first_of_each(visitor, applicant):
    one = visitor(applicant("tobias-fenn"), as_of=DAY.isoformat())
    page = one.send(RESULTS)
    titles = re.findall(r'<h2 id="group-(\w+)">', page)
    assert titles == ["qualifies", "open", "short"]
    assert "22 classes as of November 21, 2026" in page
    assert "Show all 15" in page
    assert page.count('class="standing"') == 3 + 4 + 5


def test_one_group_on_pages(visitor, applicant, monkeypatch):
    monkeypatch.setattr(results, "PAGE", 4)
    one = visitor(applicant("tobias-fenn"), as_of=DAY.isoformat())
    page = one.send(RESULTS, show="short")
    first = re.findall(r'formaction="/qualify/class/(\w+)/">', page)
    assert len(first) == 4
    assert 'aria-label="Page 4"' in page
    second = re.findall(r'formaction="/qualify/class/(\w+)/">', one.send(RESULTS, standing="short", goto="2"))
    last = re.findall(r'formaction="/qualify/class/(\w+)/">', one.send(RESULTS, standing="short", page="99"))
    assert len(second) == 4
    assert len(last) == 3
    assert not set(first) & set(second)
    assert 'name="page" value="2"' in one.send(RESULTS, standing="short", goto="2")  # so that Back leads here


def test_the_nearest_come_first(visitor, applicant):
    page = visitor(applicant("tobias-fenn"), as_of=DAY.isoformat()).send(RESULTS, show="short")
    amounts = [float(found) for found in re.findall(r"Short by (?:at least )?([\d.]+) months", page)]
    assert amounts == sorted(amounts)
    assert amounts[0] == 4
    assert page.rindex("Short by") < page.index(">Something is missing<")  # what time alone does not cure comes last


def test_short_by_at_least_where_work_in_question_was_taken_as_counting(visitor, applicant):
    page = visitor(applicant("tobias-fenn"), as_of=DAY.isoformat()).send(RESULTS, show="short", q="0672")
    assert "Short by at least 4 months" in page
    page = visitor(applicant("tobias-fenn"), as_of=DAY.isoformat()).send(RESULTS, show="short", q="4302")
    assert "Short by 16 months" in page  # any work counts there, and its months are known


def test_a_search_that_finds_nothing_says_what_to_do(visitor, applicant):
    page = visitor(applicant("tobias-fenn")).send(RESULTS, q="astronaut")
    assert "No class matches. Take words out of the search" in page


def test_another_day_is_another_answer(visitor, applicant):
    one = visitor(applicant("wren-halloway"))
    assert "18 classes as of July 1, 2022" in one.send(RESULTS, as_of="2022-07-01") or "as of July 1, 2022" in page_of(
        one
    )
    assert '"as_of":"2022-07-01"' in one.sheet
    page = one.send(RESULTS, as_of="soon")
    assert "The day asked about is not a full date" in page
    assert "as of July 1, 2022" in page
    one.send(RESULTS, as_of="")
    assert "as_of" not in one.sheet


def page_of(one):
    return one.response.content.decode()


def test_before_anything_was_in_force_the_drafts_are_shown_and_it_is_said(visitor, applicant):
    page = visitor(applicant("wren-halloway"), as_of="1990-01-01").send(RESULTS)
    assert "The plan has nothing in force on that day; these are drafts." in page


def test_the_class_a_person_came_from_stands_first(visitor, applicant):
    for address in ("/qualify/class/0673/", "/qualify/?class=0673"):
        page = visitor().client.get(address).content.decode()
        assert "Do I qualify for Supervising River Inspector?" in page
        assert "&quot;wanted&quot;:&quot;0673&quot;" in page
    page = visitor(applicant("wren-halloway"), wanted="0673").send(RESULTS)
    assert (
        page.index("The class you came from")
        < page.index("Supervising River Inspector")
        < page.index("You qualify now")
    )


def test_a_class_that_is_not_there_is_not_wanted(client):
    page = client.get("/qualify/?class=none").content.decode()
    assert ">What do I qualify for?</h1>" in page


def test_steps_up_from_the_present_job(visitor, applicant):
    page = visitor(applicant("wren-halloway")).send(RESULTS)
    assert "Up from your job as River Inspector" in page
    assert page.index("Up from your job") < page.rindex("Senior River Inspector")
    assert "Up from your job" not in visitor(applicant("tobias-fenn")).send(RESULTS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_record_there_is_nothing_to_compare(client, method):
    page = getattr(client, method)(RESULTS).content.decode()
    assert "There is nothing to compare yet" in page


def test_the_plan_is_made_ready_once(applicant):
    assert prepared(DAY) is prepared(date(2026, 11, 20))  # the same editions are in force
    assert prepared(DAY) is not prepared(date(2022, 7, 1))


def test_a_changed_plan_is_made_ready_anew(own_plan):
    before = prepared(DAY)
    edition = own_plan.by_key["0671"].in_force(DAY)
    write(
        own_plan,
        [msgspec.structs.replace(edition, job_class=msgspec.structs.replace(edition.job_class, title="Weir Warden"))],
    )
    changed()
    after = prepared(DAY)
    assert after is not before
    assert after.view.by_key["0671"].job_class.title == "Weir Warden"
