"""The page of a class, its editions, its history and what changed."""

import re
from datetime import date

import msgspec
import pytest

from meritplan.model import Pay, PayRange
from meritplan.plan import ClassEdition, ClassRecord, write
from meritplan.plan.identity import Former
from meritplan.plan.publication import retire
from meritplan.plan.settling import Decider
from meritplan.server.plans.served import changed


def test_a_class_shows_what_it_asks_beside_the_words_of_the_document(read):
    page = read("/classes/0672/")
    assert "Senior River Inspector</h1>" in page
    assert "In force since July 1, 2022" in page
    assert "2 years of experience as River Inspector" in page
    words = re.search(r'<a class="words__piece" id="(words-minimum-\d+)" href="#([^"]+)"[^>]*>Two years of exp', page)
    assert words is not None
    assert f'id="{words.group(2)}"' in page
    assert f'href="#{words.group(1)}"' in page


def test_a_class_says_what_it_pays_and_who_says_so(read):
    page = read("/classes/0672/")
    assert "$4,904 to $6,142 a month" in page
    assert "pay index of July 1, 2026" in page
    assert "grade AL06, since July 1, 2026" in read("/classes/4103/")


def test_an_alternative_band_stands_before_the_band_it_replaces(read):
    page = read("/classes/T4093O/")
    assert page.index("$42,400 to $61,700 a year") < page.index("$37,900 to $55,100 a year")
    assert "alternative band 60" in page


def test_a_rule_is_shown_and_marked(read):
    assert re.search(r'req__mark">Rule</span>\s*<a class="req__words"[^>]*>May apply before', read("/classes/0672/"))


def test_a_class_of_another_day_is_the_edition_of_that_day(read):
    page = read("/classes/0672/?on=2018-01-01")
    assert "3 years of experience as River Inspector" in page
    assert "The class as it stood on January 1, 2018" in page
    assert 'href="/ladders/0672/?on=2018-01-01"' in page


def test_where_nothing_is_in_force_the_newest_is_shown_and_that_is_said(read):
    page = read("/classes/4105/")
    assert "No edition of this class is in force today" in page
    assert "Shown is the newest: Draft, not adopted." in page
    assert "No edition of this class was in force on January 1, 1999" in read("/classes/0672/?on=1999-01-01")


def test_a_draft_in_waiting_is_announced_and_not_shown_as_the_class(read):
    page = read("/classes/4103/")
    assert "Edition 1 of 2" in page
    assert "Draft, not adopted: <a" in page
    assert "/classes/4103/compare/?from=1&amp;to=2" in page


def test_doubts_are_questions(read):
    assert "Open question." in read("/classes/4103/editions/2/")
    assert "Open question." not in read("/classes/0672/")


def test_an_edition_has_an_address_of_its_own(read, client):
    page = read("/classes/0672/editions/1/")
    assert "Was in force from July 1, 2016 to June 30, 2022" in page
    assert "This is edition 1. In force today is" in page
    assert client.get("/classes/0672/editions/9/").status_code == 404


def test_who_decided_is_told_with_the_reason(read):
    page = read("/classes/5120/")
    assert "Who decided" in page
    assert "R. Okafor, April 20, 2022: Memorandum 2022-11: a season is six months" in page


def test_a_class_leads_to_where_one_sees_whether_one_qualifies(read):
    assert 'href="/qualify/?class=0672"' in read("/classes/0672/")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/classes/Levee%20Warden/", "/classes/0671/"),
        ("/classes/levee-warden/?on=2018-01-01", "/classes/0671/?on=2018-01-01"),
        ("/classes/senior-river-inspector/history/", "/classes/0672/history/"),
        ("/classes/code/0672/", "/classes/0672/"),
        ("/classes/park-guide/editions/1/", "/classes/4103/editions/1/"),
        ("/ladders/levee-warden/", "/ladders/0671/"),
    ],
)
def test_codes_and_titles_past_and_present_lead_to_the_class_for_good(client, address, leads_to):
    answer = client.get(address)
    assert answer.status_code == 301
    assert answer.headers["Location"] == leads_to


@pytest.mark.parametrize("address", ["/classes/nobody-has-this/", "/classes/code/9999/", "/classes/..%2fplan/"])
def test_what_no_class_ever_was_called_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_title_that_several_classes_bore_leads_to_a_choice(own_plan, client):

    both = [ClassRecord(key=key, former_titles=(Former(name="Lock Keeper"),)) for key in ("0671", "0681")]
    write(own_plan, both)
    changed()
    answer = client.get("/classes/lock-keeper/")
    assert answer.status_code == 300
    assert b"/classes/0671/" in answer.content
    assert b"/classes/0681/" in answer.content


def test_a_retired_class_says_what_replaced_it(own_plan, client, today):

    who = Decider(by="Alder Personnel Board", on=today.replace(month=1), because="Minute 2026-01 item 2")
    write(own_plan, retire(own_plan, own_plan.by_key["5120"], who, replaced_by=("4101",)))
    changed()
    page = client.get("/classes/5120/").content.decode()
    assert "This class was retired on January 21, 2026." in page
    assert 'Replaced by <a href="/classes/4101/">' in page
    assert "5120" not in client.get("/classes/").content.decode()


def test_history_tells_every_edition_and_event(read):
    page = read("/classes/0672/history/")
    assert page.index("Edition 2") < page.index("Edition 1")
    assert "Alder Personnel Board: Minute 2016-06 item 3" in page
    assert "What changed since edition 1" in page


def test_comparison_tells_the_effect_and_the_words(read):
    page = read("/classes/0672/compare/?from=1&to=2")
    assert ">Loosened</span>" in page
    assert "falls from 36 to 24 months" in page
    assert "<del>Three</del><ins>Two</ins>" in page
    assert "made-up persons" in page


def test_the_other_way_round_it_is_tightened(read):
    assert ">Tightened</span>" in read("/classes/0672/compare/?from=2&to=1")


def test_a_class_of_one_edition_has_nothing_to_compare(read):
    assert "This class has one edition only." in read("/classes/5120/compare/")


def test_an_edition_that_is_not_there_cannot_be_compared(client):
    assert client.get("/classes/0672/compare/?from=1&to=7").status_code == 404


def test_no_page_brings_style_or_script_in_its_text(read):
    for address in (
        "/classes/",
        "/classes/0672/",
        "/ladders/0672/",
        "/classes/0672/compare/",
        "/classes/0672/history/",
    ):
        page = read(address)
        assert "<style" not in page
        assert not re.search(r"<[^>]*\sstyle=", page)
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"<[^>]*\son\w+=", page)


def test_an_edition_without_an_end_in_sight_is_shown(own_plan, client):
    edition = own_plan.by_key["5120"].newest
    write(own_plan, [msgspec.structs.replace(edition, effective_to=date(9999, 12, 31))])
    changed()
    assert b"In force since July 1, 2022, until December 31, 9999" in client.get("/classes/5120/").content


def test_facts_that_changed_are_told_as_people_say_them(own_plan, client):
    job_class = own_plan.by_key["0672"].newest.job_class
    pay = Pay(grade="AL07", ranges=(PayRange(low=41000, high=52000),))
    changed_class = msgspec.structs.replace(job_class, revised=date(2025, 3, 9), probation_months=9, pay=pay)
    draft = ClassEdition(class_key="0672", number=3, basis=2, job_class=changed_class)
    write(own_plan, [draft])
    changed()
    page = client.get("/classes/0672/compare/?from=2&to=3").content.decode()
    assert "<td>March 9, 2025</td>" in page
    assert "grade AL07; ranges $41,000 to $52,000 a year" in page
    assert "words that went" not in page
