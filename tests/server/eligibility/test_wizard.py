"""Entering a record: unknown stays unknown, nothing is lost, troubles stand beside the field."""

from datetime import date

import pytest

from meritplan.model import AllOf, Condition, JobClass
from meritplan.plan import ClassEdition, write
from meritplan.server.eligibility.forms import FORMS
from meritplan.server.plans.served import current

JOBS, SCHOOLING, LICENSES, MORE = "/qualify/jobs/", "/qualify/education/", "/qualify/licenses/", "/qualify/more/"


def test_a_job_as_a_person_knows_it(visitor):
    one = visitor()
    page = one.send(
        JOBS,
        do="save:employment:",
        title="Deckhand",
        employer="Marrow Bay Ferries",
        start="May 2019",
        ended="over",
        end="2021",
        schedule="part",
        paid="yes",
    )
    assert "May 2019 to 2021 · hours not known" in page
    assert one.record == {
        "employment": [
            {
                "id": "e1",
                "title": "Deckhand",
                "employer": "Marrow Bay Ferries",
                "start": "2019-05",
                "end": "2021",
                "paid": True,
            }
        ]
    }


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"ended": "now"}, {"end": None}),
        ({"ended": "over"}, {}),
        ({"ended": ""}, {}),
        ({"schedule": "full"}, {"hours_per_week": 40}),
        ({"schedule": "full", "hours_per_week": "37.5"}, {"hours_per_week": 37.5}),
        ({"schedule": ""}, {}),
        ({"paid": "no"}, {"paid": False}),
        ({"supervision": "no"}, {"supervised": {"people": 0}}),
        ({"supervision": "yes"}, {}),
        (
            {"supervision": "yes", "people": "3", "functions": "assign, review"},
            {"supervised": {"people": 3, "functions": ["assign", "review"]}},
        ),
        ({"share": "50"}, {"share": 0.5}),
        ({"class_code": "River Inspector"}, {"class_code": "0671"}),
    ],
)
def test_what_answers_about_a_job_say_in_the_record(visitor, said, kept):
    one = visitor()
    one.send(JOBS, do="save:employment:", title="Clerk", **said)
    assert one.record["employment"] == [{"id": "e1", "title": "Clerk", **kept}]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"level": "bachelor", "status": "finished"}, {"level": "bachelor", "in_progress": False}),
        (
            {"level": "bachelor", "status": "in_progress", "expected": "2027-05"},
            {"level": "bachelor", "in_progress": True, "expected": "2027-05"},
        ),
        ({"level": "ged", "status": "finished"}, {"level": "high_school", "equivalency": "GED", "in_progress": False}),
        ({"level": "bachelor", "status": "unknown"}, {"level": "bachelor", "conferred": "unknown"}),
        ({"level": "bachelor", "conferred": "2019"}, {"level": "bachelor", "conferred": "2019"}),
        ({"field": "botany", "status": "finished"}, {"field": "botany", "in_progress": False}),
        (
            {"level": "some_college", "semester_units": "45", "accredited": "yes", "status": "finished"},
            {"level": "some_college", "semester_units": 45, "accredited": True, "in_progress": False},
        ),
    ],
)
def test_what_answers_about_schooling_say_in_the_record(visitor, said, kept):
    one = visitor()
    one.send(SCHOOLING, do="save:education:", **said)
    assert one.record["education"] == [kept]


def test_a_degree_nobody_knows_whether_it_was_finished_is_a_question_and_not_a_degree(visitor):
    one = visitor()
    one.send(SCHOOLING, do="save:education:", level="bachelor", status="unknown")
    page = one.send("/qualify/class/4103/")
    assert "When was the degree conferred?" in page
    assert "is no date" not in page
    assert "Needs proof or a ruling" in page


@pytest.mark.parametrize(
    ("path", "kind", "said", "where", "words"),
    [
        (JOBS, "employment", {"start": "some time"}, "id_start", "“some time” is not a date this page can read"),
        (JOBS, "employment", {"start": "2021-05", "end": "2019"}, "id_end", "ends (2019) before it starts (2021-05)"),
        (JOBS, "employment", {"ended": "now", "end": "2020"}, "id_end", "You said you still work there"),
        (JOBS, "employment", {"hours_per_week": "200"}, "id_hours_per_week", "a number from 0 to 168"),
        (JOBS, "employment", {"hours_per_week": "lots"}, "id_hours_per_week", "a number from 0 to 168"),
        (JOBS, "employment", {"hours_per_week": "nan"}, "id_hours_per_week", "a number from 0 to 168"),
        (JOBS, "employment", {"class_code": "Wizard"}, "id_class_code", "No class of this plan is called “Wizard”"),
        (JOBS, "employment", {"supervision": "no", "people": "4"}, "id_people", "You said you supervised nobody"),
        (JOBS, "employment", {"title": "x" * 300}, "id_title", "longer than the 200 characters"),
        (JOBS, "employment", {}, "entry-form", "Nothing is filled in yet"),
        (SCHOOLING, "education", {"status": "in_progress", "conferred": "2019"}, "id_conferred", "not finished yet"),
        (LICENSES, "licenses", {"expires": "soon"}, "id_expires", "“soon” is not a date"),
    ],
)
def test_trouble_stands_in_the_summary_and_beside_the_field(visitor, path, kind, said, where, words):
    one = visitor()
    page = one.send(path, do=f"save:{kind}:", **said)
    assert f'<a href="#{where}">' in page
    assert f'id="{where}"' in page
    assert page.count(words) == (1 if where == "entry-form" else 2)
    assert "<title>Error: " in page
    assert one.record == {}
    for value in said.values():
        assert value[:200] in page  # what was typed is not lost


def test_changing_an_entry_keeps_what_the_form_does_not_ask(visitor, applicant):
    record = applicant("wren-halloway")
    record["employment"][1] |= {"sector": "county", "verified": {"by": "R. Okafor", "on": "2026-01-05"}}
    one = visitor(record)
    page = one.send(JOBS, do="change:employment:1")
    assert 'value="Gauge reader"' in page
    before = record["employment"][1]
    one.send(
        JOBS,
        do="save:employment:1",
        title="Stream gauge reader",
        employer=before["employer"],
        start=before["start"],
        ended="over",
        end=before["end"],
        hours_per_week="20",
        paid="yes",
        duties=before["duties"],
    )
    assert one.record["employment"] == [record["employment"][0], {**before, "title": "Stream gauge reader"}]


def test_a_form_sent_back_as_it_was_shown_changes_nothing(visitor, applicant):
    """What the form shows of an entry is what it reads back."""
    for name in ("wren-halloway", "tobias-fenn", "ines-marlowe"):
        record = applicant(name)
        for kind, form in FORMS.items():
            for item in record.get(kind) or ():
                shown = form(item=item, plan=current().plan)
                sent = {field: "" if (value := shown[field].value()) is None else value for field in shown.fields}
                back = form(sent, item=item, plan=current().plan)
                assert back.is_valid(), back.errors
                said = back.said()
                assert {key: value for key, value in said.items() if key != "in_progress" or value} == item


def test_removing_the_last_entry_leaves_the_list_unknown_and_none_is_said_outright(visitor):
    one = visitor({"licenses": [{"name": "driver license"}]})
    page = one.send(LICENSES, do="remove:licenses:0")
    assert "Removed: driver license." in page
    assert "licenses" not in one.record
    page = one.send(LICENSES, do="none:licenses:")
    assert "You said: I have no license." in page
    assert one.record["licenses"] == []


def test_reloading_a_saved_page_adds_nothing_twice(visitor):
    one = visitor()
    before = one.sheet
    one.send(JOBS, do="save:employment:", title="Clerk")
    once = one.sheet
    one.sheet = before  # what reloading the page sends
    one.send(JOBS, do="save:employment:", title="Clerk")
    assert one.sheet == once


def test_new_jobs_get_names_no_other_job_has(visitor):
    one = visitor({"employment": [{"id": "e2", "title": "Clerk"}]})
    one.send(JOBS, do="save:employment:", title="Cook")
    one.send(JOBS, do="save:employment:", title="Driver")
    assert [job["id"] for job in one.record["employment"]] == ["e2", "e1", "e3"]


LIFTING = "Must be able to lift 50 pounds"


@pytest.fixture
def lifeguard(own_plan):
    """A class that asks for what no diploma, job or license shows."""
    asked = AllOf(
        children=(
            Condition(kind="physical", quote=LIFTING),
            Condition(kind="age", min=18, quote="At least eighteen years of age"),
        )
    )
    edition = ClassEdition(
        class_key="7001",
        number=1,
        state="adopted",
        adopted=date(2020, 1, 1),
        effective_from=date(2020, 1, 1),
        job_class=JobClass(title="Lifeguard", code="7001", minimum_qualifications=asked),
    )
    return write(own_plan, [edition])


def test_answers_to_conditions_are_yes_no_or_open(visitor, lifeguard):
    one = visitor({"conditions": {"citizenship": "US"}})
    page = one.send(MORE)
    assert LIFTING in page
    assert "Your age" in page
    one.send(MORE, **{"do": "answers", "condition-0": "no", "age": "34"})
    assert one.record["conditions"] == {"citizenship": "US", LIFTING: False, "age": 34}
    one.send(MORE, **{"do": "answers", "condition-0": "", "age": ""})
    assert one.record["conditions"] == {"citizenship": "US"}


@pytest.mark.parametrize(
    ("answer", "age", "chip"),
    [("yes", "34", "You qualify"), ("", "34", "Needs proof or a ruling"), ("no", "34", "Something is missing")],
)
def test_answers_to_conditions_are_used(visitor, lifeguard, answer, age, chip):
    one = visitor()
    one.send(MORE, **{"do": "answers", "condition-0": answer, "age": age})
    page = one.send("/qualify/class/7001/")
    assert f'">{chip}</span></p>' in page


def test_the_summary_tells_what_was_not_said(visitor):
    page = visitor({"employment": []}).send("/qualify/summary/")
    assert page.count("Not said. Classes that ask for it will show a question.") == 2  # schooling, licenses
    assert "None." in page


def test_there_is_no_other_step(client):
    assert client.get("/qualify/horoscope/").status_code == 404


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (
            {"employment": [{"title": "Clerk", "hours_per_week": 90}]},
            "Clerk: hours per week is 90; check it. More than full time is full time.",
        ),
        (
            {"education": [{"level": "bachelor", "conferred": "2099"}]},
            "Bachelor’s degree: conferred is 2099, after the day",
        ),
        ({"licenses": [{"name": "Notary", "status": "lost"}]}, "Notary: status is 'lost'; it must be one of"),
    ],
)
def test_the_summary_asks_to_look_again_at_what_cannot_be_right(visitor, record, words):
    page = visitor(record).send("/qualify/summary/")
    assert "Please look at this again" in page
    assert words in page


def test_the_summary_of_a_record_in_order_asks_nothing(visitor, applicant):
    for name in ("wren-halloway", "tobias-fenn", "ines-marlowe"):
        assert "Please look at this again" not in visitor(applicant(name)).send("/qualify/summary/")
    one = visitor()
    one.send(SCHOOLING, do="save:education:", level="bachelor", status="unknown")
    one.send(SCHOOLING, do="save:education:", field="botany")
    assert "Please look at this again" not in one.send("/qualify/summary/")
