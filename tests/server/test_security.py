"""What protects people and the server on every page: policy, headers, forged forms, cookies, hosts, logs."""

import dataclasses
import re
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.template.loader import get_template
from django.test import Client
from tests.server.test_permissions import DECLARED

from meritplan.server import logs, security
from meritplan.server.accounts.models import User

pytestmark = pytest.mark.django_db
SERVER = Path(security.__file__).parent
PUBLIC = sorted(
    {
        page.address
        for one in DECLARED.values()
        for page in one.PAGES
        if isinstance(page.address, str) and "visitor" in page.get
    }
)
POSTS = sorted(
    {page.address for one in DECLARED.values() for page in one.PAGES if isinstance(page.address, str) and page.post}
)
WITHOUT_COOKIE = ("/api/v1/",)  # answers programs, looks at no session, so nobody's session can be abused


@pytest.mark.parametrize("address", PUBLIC)
def test_every_public_page_has_the_headers(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers


@pytest.mark.parametrize("address", PUBLIC)
def test_no_page_has_styles_or_scripts_within_it(client, address):
    answer = client.get(address)
    if not answer.headers["Content-Type"].startswith("text/html"):
        return
    page = answer.content.decode()
    assert not re.search(r"<[^>]+\sstyle=", page)
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", page)
    assert not re.search(r"<[^>]+\son(click|change|load|error|submit|input)=", page)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//(?!testserver)', re.sub(r"<a\s[^>]*>", "", page))


def test_no_template_has_styles_or_scripts_within_it():
    wrong = [
        str(file.relative_to(SERVER))
        for file in SERVER.rglob("*.html")
        if re.search(
            r"\sstyle=|<style|<script(?![^>]*src=)(?![^>]*application/json)|\son(click|change|load|submit)=",
            file.read_text(encoding="utf-8"),
        )
    ]
    assert wrong == []


def test_every_form_that_is_posted_carries_the_token():
    wrong = [
        str(file.relative_to(SERVER))
        for file in SERVER.rglob("*.html")
        for form in re.findall(
            r"<form\b(?:[^>]|%\s*})*?method=[\"']?post.*?</form>",
            file.read_text(encoding="utf-8"),
            re.DOTALL | re.IGNORECASE,
        )
        if "csrf_token" not in form and "{% block" not in form and "{% include" not in form
    ]
    assert wrong == []


@pytest.mark.parametrize("address", POSTS)
def test_a_form_from_elsewhere_is_refused(person, address):
    if address.startswith(WITHOUT_COOKIE):
        pytest.skip("answers programs and looks at no session")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person("administrator", "analyst", "approver", name="everything"))
    answer = strict.post(address, {})
    assert answer.status_code == 403
    assert b"The form was not accepted" in answer.content


def test_the_api_looks_at_no_session(as_person):
    """So that no page elsewhere can use somebody's session to ask it."""
    everything = as_person("administrator", "analyst", "approver", name="everything")
    assert everything.get("/api/v1/classes?edition=newest").status_code == 403


def test_cookies_are_kept_from_scripts_and_from_other_sites(client, person):
    person("analyst", name="ada")
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "ada", "password": "a-long-password-1"})
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_over_https_cookies_travel_only_there(client, person, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    person("analyst", name="ada")
    client.get("/accounts/login/", secure=True)
    client.post("/accounts/login/", {"login": "ada", "password": "a-long-password-1"}, secure=True)
    assert client.cookies["sessionid"]["secure"]
    assert client.cookies["csrftoken"]["secure"]


def test_the_setting_secure_turns_all_of_it_on(monkeypatch, tmp_path):
    import runpy  # noqa: PLC0415

    monkeypatch.setenv("MERITPLAN_SECURE", "yes")
    monkeypatch.setenv("MERITPLAN_HOSTS", "plan.alder.example")
    monkeypatch.setenv("MERITPLAN_HOME", str(tmp_path))
    said = runpy.run_path(str(SERVER / "settings.py"))
    assert said["SESSION_COOKIE_SECURE"]
    assert said["CSRF_COOKIE_SECURE"]
    assert said["SECURE_SSL_REDIRECT"]
    assert said["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "https://plan.alder.example" in said["CSRF_TRUSTED_ORIGINS"]
    assert said["ACCOUNT_DEFAULT_HTTP_PROTOCOL"] == "https"
    assert not said["DEBUG"]


def test_an_unknown_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example"])
@pytest.mark.parametrize("page", ["/accounts/login/", "/accounts/logout/"])
def test_no_address_leads_elsewhere(client, person, page, away):
    person("analyst", name="ada")
    said = {"login": "ada", "password": "a-long-password-1", "next": away}
    answer = client.post(f"{page}?next={away}", said)
    assert answer.headers.get("Location", "/").startswith("/")
    assert not answer.headers.get("Location", "/").startswith(("//", "/\\"))


def test_a_persons_pages_are_not_kept(as_person):
    client = as_person("administrator")
    for address in ("/accounts/", "/accounts/people/", "/audit/", "/accounts/rights/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_page_says_nothing_of_what_runs_behind_it(client):
    answer = client.get("/no-such-page/")
    assert not re.search(rb"Django|Traceback|granian|Python", answer.content)


SECRETS = {
    "password": "Correct-Horse-17",
    "name": "wren.halloway",
    "address": "wren@alder.example",
    "employer": "Marrow Bay Cannery",
}


@pytest.fixture
def logged(caplog):
    """All that the server writes where the operator asks for most, with the arguments and extra values of each line."""
    most = logs.logging_of(dataclasses.replace(django_settings.CONFIGURATION, log_level="debug"))
    caplog.set_level(most["root"]["level"])
    for name, said in most["loggers"].items():
        caplog.set_level(said["level"], logger=name)
    caplog.handler.setLevel(0)  # which setting a logger's level has raised

    def text():
        return "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)

    return text


def test_a_refused_sign_in_leaves_no_name_and_no_password_in_the_log(client, logged):
    User.objects.create_user(SECRETS["name"], SECRETS["address"], "another-Password-1")
    client.post("/accounts/login/", {"login": SECRETS["name"], "password": SECRETS["password"]})
    client.post("/accounts/login/", {"login": SECRETS["address"], "password": SECRETS["password"]})
    said = logged()
    assert "/accounts/login/" in said  # the log was heard at all
    assert not [secret for secret in SECRETS.values() if secret in said]


def test_what_somebody_enters_about_themselves_is_not_in_the_log(client, logged):
    record = f'{{"record": {{"employment": [{{"employer": "{SECRETS["employer"]}", "title": "{SECRETS["name"]}"}}]}}}}'
    client.post("/qualify/results/", {"sheet": record})
    client.post("/qualify/jobs/", {"sheet": record})
    client.post("/api/v1/qualify", data=record, content_type="application/json")
    said = logged()
    assert "/qualify/results/" in said
    assert not [secret for secret in SECRETS.values() if secret in said]


def test_an_address_with_words_in_it_is_not_in_the_log(client, logged):
    client.get("/accounts/login/", {"next": f"/?name={SECRETS['name']}"})
    client.get("/classes/", {"q": SECRETS["employer"]})
    assert not [secret for secret in SECRETS.values() if secret in logged()]


def test_secrets_of_the_configuration_are_not_shown():
    said = repr(django_settings.CONFIGURATION) + repr(django_settings.SIGNING_IN)
    assert django_settings.SECRET_KEY not in said
    assert get_template("base.html")  # and templates get no settings at all
    for processor in django_settings.TEMPLATES[0]["OPTIONS"]["context_processors"]:
        assert "settings" not in processor
        assert "debug" not in processor
