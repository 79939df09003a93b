"""Classes by group, and what a search finds."""

import re

import pytest

from meritplan.server.catalogue.finding import Page


def listed(page: str) -> list[str]:
    return re.findall(r'<p class="entry__title"><a href="/classes/([^/"]+)/', page)


def test_classes_stand_in_their_groups_in_order_of_level(read):
    page = read("/classes/")
    assert "<strong>24</strong> classes in <strong>6</strong> groups" in page
    inspectors = page[page.index("River Inspector Series") :]
    keys = re.findall(r'<a href="/classes/(\w+)/">', inspectors)
    assert keys[:3] == ["0671", "0672", "0673"]


def test_classes_of_no_group_are_not_forgotten(read):
    page = read("/classes/")
    assert "In no group" in page
    assert "Dam Safety Examiner" in page[page.index("In no group") :]


def test_a_search_marks_the_words_it_found(read):
    page = read("/classes/?q=river+inspections")
    assert listed(page)[0] in {"0671", "0672"}
    assert "<mark>River</mark> Inspector" in page
    assert "<mark>inspections</mark>" in page


def test_a_slip_is_mended_and_told(read):
    page = read("/classes/?q=rivr")
    assert "No class knows the word “rivr”: also looked for “river”." in page
    assert "0671" in listed(page)


def test_a_search_that_finds_nothing_says_so(read):
    page = read("/classes/?q=%22zeppelin+pilots+abroad%22")
    assert "<strong>0</strong> classes for" in page
    assert "start over" in page


def test_what_is_typed_is_never_markup(read):
    page = read("/classes/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&group=%22%3E%3Cb%3E")
    assert "<script>alert" not in page
    assert '"><b>' not in page


@pytest.mark.parametrize(
    ("query", "found", "not_found"),
    [
        ("group=permit+and+records", "4301", "0671"),
        ("grade=AL02", "4301", "4302"),
        ("level=II", "4102", "4101"),
        ("education=high_school&q=lookout", "5120", "0682"),
        ("license=driver", "0671", "5120"),
        ("no_license=yes", "5120", "0671"),
    ],
)
def test_filters_keep_what_they_say(read, query, found, not_found):
    keys = listed(read(f"/classes/?{query}"))
    assert found in keys
    assert not_found not in keys


def test_a_filter_that_is_none_is_passed_over(read):
    assert listed(read("/classes/?education=wizardry&q=river"))


def test_on_another_day_only_what_was_in_force_then(read):
    page = read("/classes/?on=2018-01-01")
    assert "<strong>3</strong> classes" in page
    assert "Fire Lookout" not in page
    assert sorted(listed(read("/classes/?q=river&on=2018-01-01"))) == ["0671", "0672", "0673"]
    assert "/classes/0671/?on=2018-01-01" in page


def test_a_day_that_is_none_is_explained(read):
    assert "“soon” is no date. Write it as 2026-11-21." in read("/classes/?on=soon")


def test_with_scripts_only_the_list_is_sent(read):
    part = read("/classes/?q=river", **{"HX-Request": "true"})
    assert part.lstrip().startswith('<section class="found" id="found"')
    assert "<html" not in part


def test_all_classes_by_title(read):
    keys = listed(read("/classes/?all=yes"))
    assert len(keys) == 24
    assert keys[0] == "0690"  # Dam Safety Examiner


def test_a_page_beyond_the_last_is_empty_and_offers_the_others(read):
    page = read("/classes/?all=yes&page=7")
    assert listed(page) == []
    assert "24</strong> classes" in page


def test_pages_offered_leave_out_what_is_far():
    assert Page(number=5, last=9, total=225).numbers == [1, None, 4, 5, 6, None, 9]
    assert Page(number=1, last=1, total=3).numbers == [1]
    assert Page(number=2, last=3, total=60).numbers == [1, 2, 3]


def test_a_group_tells_what_its_classes_share(read):
    page = read("/groups/park-and-trail-services/")
    assert "Park and Trail Services" in page
    assert page.count("Backcountry Setting") == 1  # the narrative tells of it, so it is not told twice
    assert page.index("Park and Trail Worker I") < page.index("Park District Supervisor")
    assert "$40,050 to $57,600 a year" in page


def test_a_group_of_another_day(read):
    assert "No class of this group was in force then" in read("/groups/permit-and-records-services/?on=2001-01-01")


def test_a_group_that_is_not_there(client):
    assert client.get("/groups/astronauts/").status_code == 404
