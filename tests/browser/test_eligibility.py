"""What do I qualify for, in a browser: every page at both widths, without scripts, by keyboard."""

from pathlib import Path

import pytest

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
    assert page.get_by_role("heading", level=1).inner_text() == "What you entered"


def heading(visitor):
    return visitor.page.get_by_role("heading", level=1).inner_text()


def press(visitor, name, *, within=None):
    """Press a button and wait for the page it brings."""
    place = visitor.page.locator(within) if within else visitor.page
    with visitor.page.expect_navigation():
        place.get_by_role("button", name=name).first.click()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_wizard_is_accessible(visit, width):
    visitor = visit(width=width)

    def look(name):
        visitor.accessible()
        visitor.picture(f"qualify-{name}-{width}")

    visitor.go("/qualify/")
    look("start")
    press(visitor, "Open a saved record or résumé")
    look("import")
    press(visitor, "Open it")
    assert "Choose a file" in visitor.page.get_by_role("alert").inner_text()
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
        ("education", "1 Schooling"),
        ("jobs", "2 Jobs"),
        ("licenses", "3 Licenses"),
        ("more", "4 More"),
    ):
        press(visitor, button)
        look(step)
    press(visitor, "2 Jobs")
    press(visitor, "Change River Inspector")
    look("job-form")
    press(visitor, "3 Licenses")
    press(visitor, "Add another license or certificate")
    look("license-form")
    press(visitor, "4 More")
    for name in ("Add a training", "Add a subject of coursework", "Add a measured skill"):
        press(visitor, name)
        look(name.rsplit(" ", 1)[-1] + "-form")
        press(visitor, "Go back without saving")
    press(visitor, "5 Summary")
    press(visitor, "Save my record")
    look("save")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["wren-halloway", "tobias-fenn"])
def test_every_page_of_the_results_is_accessible(visit, width, name):
    visitor = visit(width=width)

    def look(page):
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
