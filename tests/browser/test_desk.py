"""The import desk in a browser: every page at both widths, the whole way by keyboard, and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.server.desk.conftest import rangers

from meritplan.plan import load
from meritplan.server.desk import actions
from meritplan.server.desk.models import Import, ImportedFile, Submission
from meritplan.server.plans import served

__all__ = ["rangers"]

IMMEDIATE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
PURSER = """FERRY PURSER

Class Code 8011

DEFINITION
Under direction, collects fares aboard the ferries of Alder County.

MINIMUM QUALIFICATIONS
One year of experience in handling cash. Sea legs are a comfort to all aboard.
"""


@pytest.fixture(autouse=True)
def _at_once(settings, tmp_path):
    """Background work is done at once, uploads lie in a place of their own."""
    settings.TASKS = IMMEDIATE
    settings.MEDIA_ROOT = tmp_path / "uploads"


@pytest.fixture
def work(rangers, person, settings):
    """A desk in the middle of its work: imports, steps of a correction, submissions waiting and approved."""
    ada, ben, cleo = person("analyst", name="ada"), person("analyst", name="ben"), person("approver", name="cleo")
    batch = Import.objects.create(by=ada, state=Import.State.RUNNING)
    ImportedFile.objects.create(batch=batch, number=1, name="wanderers-of-the-shore.pdf", state="failed", reason="Cut.")
    ImportedFile.objects.create(batch=batch, number=2, name="lake.txt", state="waiting")
    plan = load(rangers.root)
    sha256 = plan.hashes["classes/7001/2.yaml"]
    approved = actions.submit(ben, ("7001", 2), sha256, comment="As resolved.", despite="The season opens.")
    actions.approve(cleo, approved.pk, sha256)
    actions.submit(ben, ("4103", 2), plan.hashes["classes/4103/2.yaml"], despite="Looked over by the park.")
    return approved


def _pages(approved):
    waiting = Submission.objects.get(state="waiting")
    return {
        "overview": "/desk/",
        "imports": "/desk/imports/",
        "import": f"/desk/imports/{Import.objects.get().pk}/",
        "questions": "/desk/questions/",
        "question-unread": "/desk/questions/7001/2/q2/",
        "question-read-as": "/desk/questions/7001/2/q1/?kind=experience",
        "question-sourced": "/desk/questions/4103/2/q1/",
        "question-facts": "/desk/questions/0414/1/q1/",
        "editions": "/desk/editions/",
        "editions-ready": "/desk/editions/?stage=ready",
        "edition": "/desk/editions/4103/2/",
        "changes": "/desk/editions/7001/2/changes/",
        "editor": "/desk/editions/4103/2/correct/minimum/",
        "editor-chosen": "/desk/editions/4103/2/correct/minimum/?at=children.0",
        "editor-group": "/desk/editions/7001/2/correct/minimum/?at=root",
        "preview": "/desk/editions/7002/1/correct/minimum/preview/",
        "approvals": "/desk/approvals/",
        "approval": f"/desk/approvals/{waiting.pk}/",
        "publishing": f"/desk/publishing/?submission={approved.pk}&effective=2030-07-01",
        "publishing-refused": f"/desk/publishing/?submission={approved.pk}",
    }


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_is_accessible(visit, work, width):
    visitor = visit("analyst", "approver", width=width)
    for name, address in _pages(work).items():
        visitor.go(address)
        if name == "question-facts":
            visitor.page.locator("summary", has_text="Enter or correct facts").click()
        if name.startswith("editor-"):
            for summary in visitor.page.locator(".desk-panel summary").all():
                summary.click()
        visitor.accessible()
        visitor.picture(f"desk-{name}-{width}")
        wide = visitor.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{address} is {wide} px too wide at {width}"
    visitor.page.context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_refusals_and_conflicts_are_accessible(visit, work, rangers, width):
    visitor = visit("analyst", width=width)
    page = visitor.page
    visitor.go("/desk/questions/7002/1/q1/")
    page.fill("#why", "I read it so.")
    page.locator("form.desk-decide").evaluate("form => form.sha256.value = 'f'.repeat(64)")
    page.locator("form.desk-decide button").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else changed this edition")
    assert "I read it so." in page.inner_text("main")
    visitor.accessible()
    visitor.picture(f"desk-conflict-{width}")
    page.get_by_role("button", name="Do it on what it is now").click()
    expect(page.locator("[role=status]").first).to_contain_text("settled")
    visitor.go("/desk/imports/")
    page.set_input_files("#documents", {"name": "scan.pdf", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n00"})
    page.get_by_role("button", name="Upload and read").click()
    assert "picture (PNG)" in page.inner_text("main")
    visitor.accessible()
    visitor.picture(f"desk-refused-{width}")
    page.context.close()


def _tab_to(page, wanted):
    """Press Tab until the focus is on what a selector names."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"Tab never reached {wanted}")


def _focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def _enter(page):
    """Press Enter, and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _press(page, wanted):
    """Tab to something and press Enter on it."""
    _tab_to(page, wanted)
    _enter(page)


def _bring_in(page):
    _press(page, "a[href='/desk/imports/'].usa-button")
    _tab_to(page, "#documents")
    page.set_input_files("#documents", {"name": "purser.txt", "mimeType": "text/plain", "buffer": PURSER.encode()})
    _press(page, "form[data-drop] button")
    assert "FERRY PURSER" in page.inner_text("#progress")


def _settle_all(page):
    _press(page, "#progress a[href='/desk/questions/']")
    _tab_to(page, "#f-q")
    page.keyboard.type("purser")
    _enter(page)
    with page.expect_navigation():
        page.keyboard.press("n")  # the shortcut: begin with the first
    while "/q" in page.url.removesuffix("?q=purser").partition("/desk/questions/")[2]:
        page.keyboard.press("x")
        assert _focused(page) == "d-none"
        page.keyboard.press("s")
        assert _focused(page) == "why"
        page.keyboard.type("It asks for nothing.")
        _enter(page)


def _approve(page):
    _press(page, ".desk-choose")
    _press(page, "button[value=approve]")
    assert "Approved. It can be published now." in page.inner_text("main")


def _publish(page):
    _press(page, "a[href^='/desk/publishing/'].usa-button")
    _tab_to(page, "#effective")
    page.keyboard.type("01012026")
    _enter(page)
    assert "in force from 2026-01-01" in page.inner_text("main")
    _press(page, "form[method=post].card button")
    assert "is published, in force from 2026-01-01" in page.inner_text("main")


def test_the_whole_way_by_keyboard(visit, own_plan):
    """Upload, settle, submit; another person approves and publishes; the catalogue has it."""
    served.changed()
    analyst = visit("analyst")
    analyst.go("/desk/")
    _bring_in(analyst.page)
    _settle_all(analyst.page)
    one = next(one for one in load(own_plan.root).classes if one.title == "FERRY PURSER")
    assert one.newest.settlements
    assert not one.newest.open_questions
    analyst.go(f"/desk/editions/{one.key}/1/")
    _press(analyst.page, "form[action$='/submit/'] button")
    assert "An approver who had no hand in it decides." in analyst.page.inner_text("main")

    approver = visit("approver")
    approver.go("/desk/approvals/")
    _approve(approver.page)
    _publish(approver.page)

    visitor = visit()
    visitor.go(f"/classes/{one.key}/")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("FERRY PURSER")


def test_single_keys_can_be_switched_off(visit, rangers):
    visitor = visit("analyst")
    page = visitor.page
    visitor.go("/desk/questions/7001/2/q1/")
    before = page.url
    page.keyboard.press("?")
    assert page.locator("[data-keys]").get_attribute("open") is not None
    assert "previous question" in page.inner_text("[data-keys-list]")
    page.locator("label[for=keys-on]").click()
    page.keyboard.press("j")
    page.wait_for_timeout(200)
    assert page.url == before
    visitor.go("/desk/questions/7001/2/q1/")
    assert not page.locator("#keys-on").is_checked()
    page.locator("[data-keys] summary").click()
    page.locator("label[for=keys-on]").click()
    page.keyboard.press("j")
    page.wait_for_function("before => location.href !== before", arg=before)


def test_lists_and_trees_are_walked_by_single_keys(visit, rangers):
    visitor = visit("analyst")
    page = visitor.page
    visitor.go("/desk/questions/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert _focused(page) == "Shore Ranger"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/desk/questions/7001/2/" in page.url
    visitor.go("/desk/editions/7001/2/correct/minimum/")
    for _ in range(3):
        page.keyboard.press("j")
    assert _focused(page) == "Bachelor's degree in forestry"


def test_keys_rest_while_somebody_types(visit, rangers):
    visitor = visit("analyst")
    visitor.go("/desk/questions/7001/2/q1/")
    visitor.page.locator("#why").focus()
    visitor.page.keyboard.type("jjk by the sea")
    assert visitor.page.locator("#why").input_value() == "jjk by the sea"


def test_choosing_a_kind_brings_its_fields(visit, rangers):
    visitor = visit("analyst")
    page = visitor.page
    visitor.go("/desk/questions/7001/2/q2/")
    page.keyboard.press("r")
    page.select_option("#kind", "license")
    page.wait_for_selector("#is-held_months")
    assert page.url.endswith("/desk/questions/7001/2/q2/")
    page.fill("#is-name", "boat license")
    page.fill("#why-meaning", "The ferries ask for it.")
    page.get_by_role("button", name="Read it so").click()
    page.wait_for_url("**/questions/**")
    tree = load(rangers.root).by_key["7001"].edition(2).job_class.minimum_qualifications
    assert tree.children[2].name == "boat license"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_tree_is_corrected_step_by_step(visit, rangers, scripts):
    visitor = visit("analyst", scripts=scripts)
    page = visitor.page
    visitor.go("/desk/editions/7001/2/correct/minimum/")
    page.get_by_role("link", name="Not understood; a person must read this").click()
    page.select_option("#kind", "note")
    if not scripts:
        page.get_by_role("button", name="Show its fields").click()
    page.wait_for_selector("#is-kind option[value=procedure]", state="attached")
    page.get_by_role("button", name="Read the words so").click()
    expect(page.locator("[role=status]").first).to_contain_text("read otherwise")
    page.get_by_role("link", name="Condition").or_(page.get_by_role("link", name="Ability")).first.click()
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Preview and save").click()
    page.fill("#why", "It only tells a story.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator("[role=status]").first).to_contain_text("The correction is in the plan")
    edition = load(rangers.root).by_key["7001"].edition(2)
    assert [one.id for one in edition.open_questions] == ["q1"]


def test_the_desk_without_scripts(visit, rangers):
    """Upload, settle with a meaning of another kind, submit: only forms and links."""
    visitor = visit("analyst", scripts=False)
    page = visitor.page
    visitor.go("/desk/imports/")
    page.set_input_files("#documents", {"name": "purser.txt", "mimeType": "text/plain", "buffer": PURSER.encode()})
    page.get_by_role("button", name="Upload and read").click()
    assert "FERRY PURSER" in page.inner_text("#progress")
    visitor.go("/desk/questions/7001/2/q2/")
    expect(page.locator("[data-keys]")).not_to_be_visible()
    page.locator("summary", has_text="Read as something else").click()
    page.select_option("#kind", "training")
    page.get_by_role("button", name="Show its fields").click()
    page.fill("#is-program", "seamanship")
    page.fill("#why-meaning", "The ferries ask for it.")
    page.get_by_role("button", name="Read it so").click()
    expect(page.locator("[role=status]").first).to_contain_text("settled")
    visitor.go("/desk/questions/7001/2/q1/")
    page.fill("#why", "It is one.")
    page.get_by_role("button", name="Settle and go to the next").click()
    visitor.go("/desk/editions/7001/2/")
    page.get_by_role("button", name="Submit for approval").click()
    expect(page.locator("[role=status]").first).to_contain_text("An approver")


def test_dropped_documents_are_taken(visit, own_plan, monkeypatch):
    served.changed()
    visitor = visit("analyst")
    page = visitor.page
    visitor.go("/desk/imports/")
    page.evaluate(
        """text => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([text], "purser.txt", {type: "text/plain"}));
            const drop = document.querySelector("[data-drop]");
            drop.dispatchEvent(new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true}));
        }""",
        PURSER,
    )
    assert "purser.txt" in page.inner_text("[data-drop-list]")
    page.get_by_role("button", name="Upload and read").click()
    page.wait_for_url("**/desk/imports/*/")
    assert "FERRY PURSER" in page.inner_text("#progress")


def test_progress_is_told_by_itself(visit, rangers, person):
    batch = Import.objects.create(by=person("analyst", name="ada"), state=Import.State.WAITING)
    file = ImportedFile.objects.create(batch=batch, number=1, name="lake.txt")
    visitor = visit("analyst")
    visitor.go(f"/desk/imports/{batch.pk}/")
    assert "waits for the background worker" in visitor.page.inner_text("#progress")
    ImportedFile.objects.filter(pk=file.pk).update(state="taken")
    Import.objects.filter(pk=batch.pk).update(state="done")
    visitor.page.wait_for_selector("#progress:not([hx-get])", timeout=15_000)
    assert "1 of 1 documents" in visitor.page.inner_text("#progress")


def test_what_is_refused_to_a_role_is_told(visit, rangers):
    visitor = visit("auditor")
    visitor.go("/desk/")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("You may not do that")
    visitor.accessible()
