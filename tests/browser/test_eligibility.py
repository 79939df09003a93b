"""What do I qualify for, in a browser: every page at both widths, without scripts, by keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

APPLICANTS = Path(__file__).resolve().parents[2] / "samples" / "applicants"
WIDTHS = [1280, 390]


def open_record(visitor, name="wren-halloway"):
    """From the first page to the summary, with a saved record."""
    page = visitor.page
    page.set_default_timeout(8000)
    visitor.go("/qualify/")
    press(visitor, "Open a saved record or résumé")
    page.get_by_label("File").set_input_files(APPLICANTS / f"{name}.json")
    press(visitor, "Open it")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you entered")


def heading(visitor):
    return visitor.page.get_by_role("heading", level=1).inner_text()


def press(visitor, name, *, within=None):
    """Press a button and wait for the page it brings."""
    place = visitor.page.locator(within) if within else visitor.page
    with visitor.page.expect_navigation():
        place.get_by_role("button", name=name).first.click()


def fits(visitor):
    """The page is no wider than the window."""
    wide, window = visitor.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= window, visitor.page.url


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_wizard_is_accessible(visit, width):
    visitor = visit(width=width)

    def look(name):
        fits(visitor)
        visitor.accessible()
        visitor.picture(f"qualify-{name}-{width}")

    visitor.go("/qualify/")
    look("start")
    press(visitor, "Open a saved record or résumé")
    look("import")
    press(visitor, "Open it")
    expect(visitor.page.get_by_role("alert")).to_contain_text("Choose a file")
    look("import-trouble")
    visitor.go("/qualify/class/0673/")
    look("start-from-a-class")
    press(visitor, "Start")
    look("education-empty")
    press(visitor, "Add a school or degree")
    look("education-form")
    press(visitor, "Save")
    look("education-nothing-filled-in")
    visitor.page.get_by_label("When was it finished?").fill("some time ago")
    press(visitor, "Save")
    look("education-trouble")
    open_record(visitor)
    look("summary")
    for step, button in (
        ("education", "Schooling"),
        ("jobs", "Jobs"),
        ("licenses", "Licenses"),
        ("more", "More"),
    ):
        press(visitor, button, within=".steps")
        look(step)
    press(visitor, "Jobs", within=".steps")
    press(visitor, "Change River Inspector")
    look("job-form")
    press(visitor, "Licenses", within=".steps")
    press(visitor, "Add another license or certificate")
    look("license-form")
    press(visitor, "More", within=".steps")
    for name in ("Add a training", "Add a subject of coursework", "Add a measured skill"):
        press(visitor, name)
        look(name.rsplit(" ", 1)[-1] + "-form")
        press(visitor, "Go back without saving")
    press(visitor, "Summary", within=".steps")
    press(visitor, "Save my record")
    look("save")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn"])
def test_every_page_of_the_results_is_accessible(visit, width, name):
    visitor = visit(width=width)

    def look(page):
        fits(visitor)
        visitor.accessible()
        visitor.picture(f"qualify-{page}-{name}-{width}")

    open_record(visitor, name)
    press(visitor, "See where I stand")
    assert heading(visitor) == "Where you stand"
    look("results")
    press(visitor, "Needs proof", within=".groups")
    look("results-one-group")
    press(visitor, "Habitat Technician")
    look("class-open")
    press(visitor, "Back to all classes")
    press(visitor, "All", within=".groups")
    press(visitor, "Senior River Inspector")
    assert heading(visitor).startswith("Senior River Inspector")
    look("class")
    press(visitor, "Back to all classes")
    press(visitor, "What would change it?")
    look("what-if-all")
    visitor.page.get_by_label("Level").select_option("bachelor")
    visitor.page.locator("#months").fill("24")
    press(visitor, "Show what changes")
    look("what-if-all-answered")
    press(visitor, "Back to all classes")
    visitor.page.get_by_label("Words in title, code or family").fill("astronaut")
    press(visitor, "Show", within=".filter")
    look("results-nothing")


def fill_in(visitor, **said):
    """Fill in the form of an entry by the names of its fields."""
    for name, value in said.items():
        field = visitor.page.locator(f"[name={name}]").first
        kind = field.evaluate("field => field.type")
        if kind == "radio":
            visitor.page.locator(f"[name={name}][value='{value}'] + label").click()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def walk_the_wizard(visitor):
    """Schooling, jobs, licenses and more as Tobias would enter them; to the summary."""
    press(visitor, "Start")
    press(visitor, "Add a school or degree")
    fill_in(visitor, level="ged", status="finished", conferred="June 2018")
    press(visitor, "Save")
    press(visitor, "Go on to jobs")
    press(visitor, "Add a job")
    fill_in(visitor, title="Crane operator", employer="Ferrous Scrap Yard", start="2023-03-15", ended="over")
    fill_in(visitor, end="before spring", schedule="full", paid="yes", duties="Operated a gantry crane.")
    press(visitor, "Save")
    expect(visitor.page.get_by_role("alert")).to_contain_text("“before spring” is not a date")
    fill_in(visitor, end="2024-03-14")
    press(visitor, "Save")
    press(visitor, "Add another job")
    fill_in(visitor, title="Harbor Maintenance Hand", employer="City of Marrow Bay", start="2025-07-01")
    fill_in(visitor, ended="over", end="2026-02-28", schedule="full", paid="yes")
    press(visitor, "Save")
    press(visitor, "Add another job")
    fill_in(visitor, title="Paper route")
    press(visitor, "Save")
    press(visitor, "Remove Paper route")
    expect(visitor.page.locator(".entries__entry")).to_have_count(2)
    press(visitor, "Change Crane operator")
    assert visitor.page.locator("[name=end]").input_value() == "2024-03-14"
    press(visitor, "Go back without saving")
    press(visitor, "Go on to licenses")
    press(visitor, "I have no license")
    press(visitor, "Go on to more")
    press(visitor, "I have no college coursework")
    press(visitor, "Go on to summary")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_whole_wizard_with_and_without_scripts(visit, scripts):
    visitor = visit(scripts=scripts)
    visitor.page.set_default_timeout(8000)
    visitor.go("/qualify/")
    walk_the_wizard(visitor)
    assert visitor.page.locator(".entries__entry").all_inner_texts() == [
        "GED or another high school equivalency\nfinished June 2018",
        "Crane operator\nFerrous Scrap Yard · March 15, 2023 to March 14, 2024 · 40 hours a week",
        "Harbor Maintenance Hand\nCity of Marrow Bay · July 1, 2025 to February 28, 2026 · 40 hours a week",
    ]
    press(visitor, "See where I stand")
    press(visitor, "Short by", within=".groups")
    press(visitor, "Permit Specialist")
    expect(visitor.page.locator(".verdict")).to_have_text("Short by 16 months")
    visitor.page.get_by_label("Level").select_option("bachelor")
    visitor.page.locator("#months").fill("16")
    if not scripts:
        press(visitor, "Show what changes")
    visitor.page.locator(".then").wait_for()
    assert visitor.page.locator(".then .chip").all_inner_texts() == ["Short by 16 months", "You qualify"]
    with visitor.page.expect_download() as saved:
        visitor.page.get_by_role("button", name="Save this answer").click()
    assert saved.value.suggested_filename == "answer-4302.json"


def test_the_slider_answers_while_it_moves(visit):
    visitor = visit()
    open_record(visitor, "tobias-fenn")
    press(visitor, "See where I stand")
    press(visitor, "Short by", within=".groups")
    press(visitor, "Permit Specialist")
    slider = visitor.page.locator("#months")
    slider.focus()
    for _ in range(6):
        visitor.page.keyboard.press("ArrowRight")
    chip = visitor.page.locator(".then__half:last-child .chip")
    chip.get_by_text("Short by 10 months").wait_for()
    expect(visitor.page.locator("#months-said")).to_have_text("6")
    assert slider.evaluate("field => document.activeElement === field")  # the page was not drawn anew
    visitor.page.get_by_label("Level").select_option("bachelor")
    visitor.page.locator("#months").fill("20")
    visitor.page.evaluate("window.sameDocument = true")
    visitor.page.get_by_role("button", name="Show what changes").click()
    chip.get_by_text("You qualify").wait_for()
    assert visitor.page.evaluate("window.sameDocument")
    visitor.accessible()
    visitor.picture("qualify-what-if-1280")


def test_back_and_reload_behave(visit):
    visitor = visit()
    visitor.go("/qualify/")
    press(visitor, "Start")
    press(visitor, "Add a school or degree")
    fill_in(visitor, level="bachelor", field="hydrology", status="finished")
    press(visitor, "Save")
    entries = visitor.page.locator(".entries__entry")
    expect(entries).to_have_count(1)
    visitor.page.reload()
    assert entries.count() == 1  # the same page sent again adds nothing twice
    press(visitor, "Go on to jobs")
    visitor.page.go_back()
    assert heading(visitor) == "Where did you go to school?"
    expect(entries).to_contain_text("Bachelor’s degree in hydrology")
    visitor.page.go_back()
    assert heading(visitor) == "Add a school or degree"  # as it was then: the record had no entry yet
    press(visitor, "Go back without saving")
    expect(entries).to_have_count(0)
    visitor.page.go_back()
    assert heading(visitor) == "Add a school or degree"


class Keys:
    """A visitor without a mouse."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def to(self, name, most=80):
        """Tab until the control of that name has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if name in self.focused():
                return self
        raise AssertionError(f"{name!r} is not reached by Tab; the focus is on {self.focused()!r}")

    def focused(self):
        return self.page.evaluate(
            """() => {
                const one = document.activeElement;
                const labels = one.labels ? [...one.labels].map((label) => label.textContent) : [];
                return [one.getAttribute("aria-label"), ...labels, one.innerText].filter(Boolean).join(" ");
            }"""
        )

    def seen(self):
        """Whether the focus can be seen."""
        return self.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"

    def press(self, key="Enter"):
        assert self.seen()
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        return self

    def type(self, text):
        self.page.keyboard.type(text)
        return self


def test_the_wizard_by_keyboard_alone(visit):
    visitor = visit()
    visitor.go("/qualify/")
    keys = Keys(visitor)
    keys.to("Start").press()
    keys.to("Add a school or degree").press()
    keys.to("What is it?").type("Bachelor")
    keys.to("Major or field").type("hydrology")
    keys.to("Yes")
    visitor.page.keyboard.press("Space")
    keys.to("When was it finished?").type("whenever").press()  # Enter saves
    assert "1 thing" in keys.focused() or "One thing is not clear yet" in keys.focused()
    keys.to("“whenever” is not a date")
    visitor.page.keyboard.press("Enter")
    assert "When was it finished?" in keys.focused()
    visitor.page.keyboard.press("Control+a")
    keys.type("2021-05").press()
    expect(visitor.page.locator(".entries__entry")).to_have_count(1)
    keys.to("Go on to jobs").press()
    keys.to("Add a job").press()
    keys.to("Job title").type("River Inspector")
    keys.to("Employer").type("Alder state service")
    keys.to("When did you start?").type("2023-02-01")
    keys.to("Yes")
    visitor.page.keyboard.press("Space")
    keys.to("Full time")
    visitor.page.keyboard.press("Space")
    keys.to("What did you do?").type("Inspects weirs.")
    keys.to("Save").press()
    keys.to("Go on to licenses").press()
    keys.to("Add a license").press()
    keys.to("Name").type("driver license")
    keys.to("Yes, it is valid")
    visitor.page.keyboard.press("Space")
    keys.to("Valid until").type("2028").press()
    keys.to("Go on to more").press()
    keys.to("Go on to summary").press()
    keys.to("See where I stand").press()
    keys.to("Needs proof or a ruling").press()
    keys.to("Supervising River Inspector").press()
    assert heading(visitor).startswith("Supervising River Inspector")
    keys.to("Months of full-time work", most=120)
    visitor.page.keyboard.press("ArrowRight")
    visitor.page.locator(".then").wait_for()
    keys.to("Back to all classes", most=120).press()
    assert heading(visitor) == "Where you stand"


@pytest.mark.parametrize("scripts", [True, False])
def test_the_walk_of_a_newcomer(visit, scripts):
    """Find a class, read its tree, enter a record, see why one qualifies or not, see the next step."""
    visitor = visit(scripts=scripts)
    page = visitor.page
    page.set_default_timeout(8000)
    visitor.go("/")
    page.get_by_role("searchbox").fill("permit specialist")
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Permit Specialist").first.click()
    assert heading(visitor).startswith("Permit Specialist")
    expect(page.locator("main")).to_contain_text("3-4 years of experience")
    with page.expect_navigation():
        page.get_by_role("link", name="Do I qualify for this?").click()
    assert heading(visitor) == "Do I qualify for Permit Specialist?"
    walk_the_wizard(visitor)
    press(visitor, "See where I stand")
    wanted = page.locator(".wanted")
    expect(wanted).to_contain_text("Short by 16 months")
    press(visitor, "Permit Specialist", within=".wanted")
    expect(page.locator(".findings")).to_contain_text("3-4 years of experience")
    expect(page.locator(".timeline").first).to_contain_text("Crane operator")
    expect(page.locator(".ways")).to_contain_text("16 more months of: 3-4 years of experience")
    steps = page.locator("section", has=page.get_by_role("heading", name="Steps up"))
    expect(steps).to_contain_text("Records Officer")
    expect(steps).to_contain_text("You still lack: Complete: a Bachelor’s Degree")
    expect(steps).to_contain_text("From there: Permit Office Supervisor")
    visitor.picture(f"qualify-newcomer-{'with' if scripts else 'without'}")


@pytest.mark.parametrize("path", ["results", "class"])
def test_on_paper(visit, path):
    visitor = visit()
    open_record(visitor, "wren-halloway")
    press(visitor, "See where I stand")
    if path == "class":
        press(visitor, "Records Officer")
    visitor.page.emulate_media(media="print")
    shown = visitor.page.locator("main").inner_text()
    assert "Where you stand" in shown or "How it was worked out" in shown
    assert "Change what I entered" not in shown
    assert "What if?" not in shown
    expect(visitor.page.locator(".masthead")).not_to_be_visible()
    visitor.picture(f"qualify-paper-{path}")
