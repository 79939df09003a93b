"""Accounts, audit and help in a browser: accessible, by keyboard, without JavaScript, at both widths."""

import dataclasses
import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from meritplan.server.accounts import actions
from meritplan.server.audit.actions import record

PASSWORD = "a-long-password-1"
WIDTHS = pytest.mark.parametrize("width", [1280, 390])
VISITORS = {
    "sign-in": "/accounts/login/",
    "sign-up-closed": "/accounts/signup/",
    "password-forgotten": "/accounts/password/reset/",
    "password-link-old": "/accounts/password/reset/key/1-none/",
    "password-changed": "/accounts/password/reset/key/done/",
    "account-closed": "/accounts/inactive/",
    "help": "/help/",
    "help-found": "/help/?q=recovery",
    "help-accounts": "/help/accounts/",
    "help-administrator": "/help/administrator/",
    "help-cli": "/help/cli/",
}
OWN = {
    "me": "/accounts/",
    "rights": "/accounts/rights/",
    "password-change": "/accounts/password/change/",
    "second-factor": "/accounts/2fa/",
    "is-it-you": "/accounts/reauthenticate/",
    "e-mail": "/accounts/email/",
    "sessions": "/accounts/sessions/",
    "sign-out": "/accounts/logout/",
    "single-sign-on": "/accounts/3rdparty/",
}
ADMINISTRATION = {
    "people": "/accounts/people/",
    "new-person": "/accounts/people/new/",
    "audit": "/audit/",
    "audit-none": "/audit/?who=nobody",
    "audit-event": "/audit/2/",
}


@pytest.fixture
def busy(person):
    """Some people, and what was done to them."""
    ada = actions.create_person(
        actor=actions.Operator(), username="ada", name="Ada Alder", roles=["analyst"], reason="joined the unit"
    ).person
    actions.set_roles(actor=actions.Operator(), person=ada, roles=["approver", "auditor"], reason="moved to approvals")
    for number in range(60):
        with transaction.atomic():
            record(
                actor=ada,
                verb="desk.publish",
                kind="edition",
                key=f"06{number:02}@2026-07-01",
                before={"state": "draft", "minimum": {"months": 12}},
                after={"state": "adopted", "minimum": {"months": 24}, "by": ["ada"]},
                reason="Board order 2026-14, item three: two years in place of one",
            )
    return ada


def shown(visitor, name, address, width):
    visitor.go(address)
    expect(visitor.page.locator("h1")).to_have_count(1)
    assert visitor.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), "it scrolls sideways"
    visitor.accessible()
    visitor.picture(f"{name}-{width}")


@WIDTHS
def test_what_a_visitor_sees_is_accessible(visit, width, settings):
    visitor = visit(width=width)
    for name, address in VISITORS.items():
        shown(visitor, name, address, width)


@WIDTHS
def test_the_form_for_a_new_account_is_accessible(visit, width, settings):
    settings.SIGNING_IN = dataclasses.replace(settings.SIGNING_IN, sign_up=True)
    visitor = visit(width=width)
    shown(visitor, "sign-up", "/accounts/signup/", width)
    visitor.page.get_by_label("User name").fill("wren")
    visitor.page.get_by_label("E-mail address").fill("wren@alder.example")
    visitor.page.get_by_label("Password", exact=True).fill("short")
    visitor.page.get_by_label("Password, once more").fill("other")
    visitor.page.get_by_role("button", name="Make the account").click()
    assert visitor.page.get_by_role("alert").count() >= 1
    visitor.accessible()
    visitor.picture(f"sign-up-refused-{width}")


@WIDTHS
def test_ones_own_account_is_accessible(visit, width):
    visitor = visit("analyst", width=width)
    for name, address in OWN.items():
        shown(visitor, name, address, width)


@WIDTHS
def test_the_administrators_pages_are_accessible(visit, width, busy):
    visitor = visit("administrator", width=width)
    for name, address in ADMINISTRATION.items():
        shown(visitor, name, address, width)
    shown(visitor, "person", f"/accounts/people/{busy.pk}/", width)


def sign_in(visitor, name, password=PASSWORD):
    visitor.go("/accounts/login/")
    visitor.page.get_by_label("User name or e-mail address").fill(name)
    visitor.page.get_by_label("Password").fill(password)
    visitor.page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_day_of_a_new_analyst(visit, scripts):
    """An administrator makes the account; the analyst signs in with the one-time password and chooses another."""
    boss = visit("administrator", scripts=scripts)
    boss.go("/accounts/")
    boss.page.get_by_role("link", name="People and roles").click()
    boss.page.get_by_role("link", name="New person").click()
    boss.page.get_by_label("User name").fill("ada")
    boss.page.get_by_label("Name", exact=True).fill("Ada Alder")
    boss.page.get_by_text("classification analyst").click()
    boss.page.get_by_label("Reason").fill("joined the classification unit")
    boss.page.get_by_role("button", name="Make the account").click()
    password = boss.page.locator(".once").inner_text()
    boss.accessible() if scripts else None
    boss.picture("one-time-password-1280")

    ada = visit(scripts=scripts)
    sign_in(ada, "ada", "wrong password")
    expect(ada.page.get_by_role("alert")).to_have_count(1)
    ada.accessible() if scripts else None
    ada.picture("sign-in-refused-1280")
    sign_in(ada, "ada", password)
    expect(ada.page.get_by_role("heading", level=1)).to_have_text("Change your password")
    ada.picture("must-change-1280")
    ada.page.get_by_label("Password now").fill(password)
    ada.page.get_by_label("New password", exact=True).fill("river and lantern 42")
    ada.page.get_by_label("New password, once more").fill("river and lantern 42")
    ada.page.get_by_role("button", name="Change the password").click()
    ada.go("/accounts/rights/")
    row = ada.page.get_by_role("row").filter(has_text="bring documents in")
    expect(row).to_contain_text("may")
    expect(row).to_contain_text("You are classification analyst.")

    auditor = visit("auditor", scripts=scripts)
    auditor.go("/audit/")
    auditor.page.get_by_label("Which one").fill("ada")
    auditor.page.get_by_role("button", name="Show").click()
    expect(auditor.page.get_by_text("joined the classification unit")).to_have_count(1)
    auditor.page.get_by_role("row").filter(has_text="accounts.create").get_by_role("link").click()
    expect(auditor.page.get_by_role("table")).to_contain_text("analyst")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_role_is_given_by_keyboard_alone(visit, busy, scripts):
    boss = visit("administrator", scripts=scripts)
    boss.go(f"/accounts/people/{busy.pk}/")
    box = boss.page.get_by_label("hiring manager")
    for _ in range(40):
        boss.page.keyboard.press("Tab")
        if box.evaluate("element => element === document.activeElement"):
            break
    boss.page.keyboard.press("Space")
    while not boss.page.evaluate("document.activeElement.name === 'roles-reason'"):
        boss.page.keyboard.press("Tab")
    boss.page.keyboard.type("covers for a colleague")
    boss.page.keyboard.press("Enter")
    boss.page.wait_for_load_state()
    expect(boss.page.get_by_role("status").first).to_contain_text("The roles of Ada Alder are changed.")
    expect(boss.page.locator(".facts")).to_contain_text("hiring manager")


@WIDTHS
def test_a_second_factor_from_the_picture_to_the_recovery_codes(visit, person, width):
    from tests.server.accounts.test_signing_in import code  # noqa: PLC0415

    person("analyst", name="ada")
    visitor = visit(width=width)
    sign_in(visitor, "ada")
    visitor.go("/accounts/2fa/totp/activate/")
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("button", name="Go on").click()
    visitor.accessible()
    visitor.picture(f"second-factor-set-up-{width}")
    box = visitor.page.locator("img.scan").bounding_box()
    assert box["width"] > 150
    assert visitor.page.locator("img.scan").evaluate("image => image.naturalWidth") > 0
    secret = visitor.page.locator(".secret").inner_text()
    visitor.page.get_by_label(re.compile("code", re.IGNORECASE)).fill(code(secret))
    visitor.page.get_by_role("button", name="Turn it on").click()
    visitor.page.wait_for_load_state()
    visitor.accessible()
    visitor.picture(f"recovery-codes-{width}")
    shown(visitor, "second-factor-on", "/accounts/2fa/", width)
    shown(visitor, "recovery-codes-new", "/accounts/2fa/recovery-codes/generate/", width)
    shown(visitor, "second-factor-away", "/accounts/2fa/totp/deactivate/", width)
    other = visit(width=width)
    sign_in(other, "ada")
    expect(other.page.get_by_role("heading", level=1)).to_have_text("Your second factor")
    other.accessible()
    other.picture(f"second-factor-asked-{width}")


def test_a_persons_page_tells_what_was_refused(visit):
    boss = visit("administrator")
    boss.go("/accounts/people/")
    boss.page.get_by_role("region", name="Accounts").get_by_role("link", name="administrator").click()
    boss.page.get_by_text("Close the account").first.click()
    form = boss.page.locator("details").filter(has_text="Close the account")
    form.get_by_label("Reason").fill("leaves")
    form.get_by_role("button", name="Close the account").click()
    expect(boss.page.get_by_role("alert")).to_contain_text("last administrator")
    boss.accessible()
    boss.picture("person-refused-1280")
