"""The catalogue in a browser: accessible at both widths, without scripts, by keyboard, and both sides light up."""

import re

import pytest
from playwright.sync_api import expect

PAGES = {
    "browse": "/classes/",
    "search": "/classes/?q=rivr+inspection&education=bachelor",
    "nothing": "/classes/?q=zeppelin",
    "class": "/classes/0672/",
    "draft": "/classes/4105/",
    "settled": "/classes/5120/",
    "then": "/classes/0672/?on=2018-01-01",
    "edition": "/classes/4103/editions/2/",
    "history": "/classes/0672/history/",
    "compare": "/classes/0672/compare/?from=1&to=2",
    "group": "/groups/park-and-trail-services/",
    "ladders": "/ladders/",
    "ladder": "/ladders/0672/",
    "route": "/ladders/route/?from=0671&to=0673",
    "trouble": "/ladders/route/?from=astronaut&to=0673",
}


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits(visit, name, width):
    visitor = visit(width=width)
    visitor.go(PAGES[name])
    visitor.accessible()
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.picture(f"{name}-{width}")


def test_unfolded_parts_are_accessible_too(visit):
    visitor = visit()
    for address in ("/classes/", "/classes/0672/", "/classes/0672/compare/"):
        visitor.go(address)
        visitor.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        visitor.accessible()


def test_pointing_at_a_requirement_lights_up_its_words(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    page = visitor.page
    page.get_by_role("link", name="2 years of experience as River Inspector").hover()
    lit = page.locator(".words__piece.is-lit")
    assert lit.all_inner_texts() == [
        "Two years of experience in the Alder state service performing the duties of a River Inspector"
    ]
    page.get_by_role("heading", level=1).hover()
    expect(lit).to_have_count(0)


def test_pointing_at_words_lights_up_what_was_read_from_them(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    visitor.page.locator(".words__piece", has_text="Possession of a valid driver license").hover()
    lit = visitor.page.locator(".req.is-lit > .req__line")
    expect(lit).to_have_count(1)
    expect(lit).to_contain_text("Driver license, in force")


def test_a_group_lights_up_all_the_words_below_it(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    visitor.page.locator(".req--group > .req__line", has_text="All of these").last.hover()
    texts = " ".join(visitor.page.locator(".words__piece.is-lit").all_inner_texts())
    assert "Three years of experience in the inspection" in texts
    assert "Equivalent to graduation from college" in texts
    assert "driver license" not in texts


def test_moving_the_focus_lights_up_both_ways(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    page = visitor.page
    page.locator("a.req__words").first.focus()
    assert page.locator(".words__piece.is-lit").count() >= 1
    page.keyboard.press("Enter")
    assert re.search(r"#words-minimum-\d+$", page.url)
    page.locator(".words__piece:target").focus()
    expect(page.locator(".req.is-lit")).to_have_count(1)
    page.keyboard.press("Enter")
    assert "#minimum-" in page.url
    page.keyboard.press("Escape")
    expect(page.locator(".is-lit")).to_have_count(0)


def test_without_scripts_the_two_sides_lead_to_each_other(visit):
    visitor = visit(scripts=False)
    visitor.go("/classes/0672/")
    page = visitor.page
    page.get_by_role("link", name="Driver license, in force").click()
    expect(page.locator(".words__piece:target")).to_have_text("Possession of a valid driver license")
    page.locator(".words__piece:target").click()
    expect(page.locator(".req:target")).to_contain_text("Driver license, in force")


def test_without_scripts_a_search_and_its_filters_work(visit):
    visitor = visit(scripts=False)
    visitor.go("/classes/")
    page = visitor.page
    page.get_by_label("Words to look for").fill("inspector")
    page.get_by_text("Filters and date").click()
    page.get_by_text("No license asked").click()
    page.get_by_role("button", name="Search").click()
    assert "no_license=yes" in page.url
    expect(page.locator(".found__count")).to_contain_text("class")


def test_a_filter_changes_the_list_alone(visit):
    visitor = visit()
    visitor.go("/classes/?all=yes")
    page = visitor.page
    page.evaluate("window.stayed = true")
    page.get_by_label("Words to look for").fill("ranger lookout")
    page.get_by_role("button", name="Search").click()
    page.locator(".found__count", has_text="lookout").wait_for()
    assert page.evaluate("window.stayed") is True
    assert "q=ranger+lookout" in page.url
    page.get_by_text("Filters and date").click()
    page.get_by_label("Open to me with").select_option("high_school")
    page.wait_for_url(re.compile("education=high_school"))
    assert page.evaluate("window.stayed") is True
    visitor.accessible()
    page.go_back()
    page.wait_for_url(lambda url: "education=high_school" not in url)


def test_a_class_is_found_and_compared_by_keyboard_alone(visit):
    visitor = visit()
    visitor.go("/classes/")
    page = visitor.page

    def reach(role_name):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.innerText || document.activeElement.name") == role_name:
                return
        raise AssertionError(f"the keyboard does not reach {role_name}")

    reach("q")
    page.keyboard.type("senior river inspector")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=senior"))
    page.locator(".entry").first.wait_for()
    reach("Senior River Inspector")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/classes/0672/"))
    reach("What changed")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/compare/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Senior River Inspector: what changed")


def test_a_wide_ladder_opens_at_the_class_in_a_narrow_window(visit):
    visitor = visit(width=390)
    visitor.go("/classes/0673/")
    box = visitor.page.locator(".ladder rect[stroke-width='2.4']").bounding_box()
    assert 0 <= box["x"] < 390


def test_on_paper_nothing_is_cut_off(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    visitor.page.emulate_media(media="print")
    expect(visitor.page.locator(".masthead")).not_to_be_visible()
    expect(visitor.page.locator(".actions")).not_to_be_visible()
    words = visitor.page.locator(".words").first
    assert words.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1")


def test_the_button_to_print_is_there_where_it_can_do_something(visit):
    visitor = visit()
    visitor.go("/classes/0672/")
    visitor.page.evaluate("window.print = () => { window.printed = true }")
    visitor.page.get_by_role("button", name="Print").click()
    assert visitor.page.evaluate("window.printed") is True
    without = visit(scripts=False)
    without.go("/classes/0672/")
    assert without.page.get_by_role("button", name="Print").count() == 0
