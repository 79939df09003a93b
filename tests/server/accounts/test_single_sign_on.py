"""Coming in through a provider of OpenID Connect, as the operator set it."""

import dataclasses

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from tests.server.accounts.provider import CLIENT, SECRET, FakeProvider

from meritplan.server.accounts import actions
from meritplan.server.accounts.configuration import SigningIn, settings_of
from meritplan.server.accounts.models import User
from meritplan.server.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    fake = FakeProvider()
    said = {
        "MERITPLAN_OIDC_ISSUER": fake.issuer,
        "MERITPLAN_OIDC_CLIENT": CLIENT,
        "MERITPLAN_OIDC_SECRET": SECRET,
        "MERITPLAN_OIDC_NAME": "Alder state sign-on",
    }
    configured(settings, said)
    yield fake
    fake.stop()


def configured(settings, said):
    for name, value in settings_of(settings.CONFIGURATION, SigningIn.from_environment(said)).items():
        setattr(settings, name, value)


def newcomers_welcome(settings):
    settings.SIGNING_IN = dataclasses.replace(
        settings.SIGNING_IN, provider=dataclasses.replace(settings.SIGNING_IN.provider, newcomers=True)
    )


def come_through(client):
    """Press the button, be led to the provider, and be led back."""
    away = client.post("/accounts/oidc/sso/login/?process=login")
    assert away.status_code == 302, away.content
    back = requests.get(away.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/accounts/oidc/sso/login/callback/")
    return client.get(back.removeprefix("http://testserver"))


def test_the_sign_in_page_offers_it(client, provider):
    page = client.get("/accounts/login/")
    assert b"Sign in through Alder state sign-on" in page.content
    assert provider.issuer in page.headers["Content-Security-Policy"]  # a form may lead there, nothing else may
    assert "script-src" not in page.headers["Content-Security-Policy"]


def test_the_page_says_nothing_of_it_where_there_is_none(client):
    assert b"sign-on" not in client.get("/accounts/login/").content
    assert client.get("/accounts/oidc/sso/login/").status_code == 404


def test_a_person_an_administrator_made_is_known_by_the_verified_address(client, provider):
    ada = actions.create_person(
        actor=actions.Operator(), username="ada", email="ada@alder.example", roles=["analyst"], reason="new"
    ).person
    User.objects.update(must_change_password=False)
    assert come_through(client).headers["Location"] == "/"
    assert client.get("/accounts/").context["user"] == ada
    assert SocialAccount.objects.get().user == ada
    assert "accounts.sign_in" in AuditEvent.objects.values_list("verb", flat=True)


def test_the_second_time_the_number_of_the_provider_decides(client, provider):
    actions.create_person(actor=actions.Operator(), username="ada", email="ada@alder.example", reason="new")
    come_through(client)
    provider.person["email"] = "ada.lovelace@alder.example"
    other = Client()
    come_through(other)
    assert other.get("/accounts/rights/").wsgi_request.user.username == "ada"


def test_an_address_the_provider_did_not_verify_opens_no_account(client, provider):
    actions.create_person(actor=actions.Operator(), username="ada", email="ada@alder.example", reason="new")
    provider.person["email_verified"] = False
    come_through(client)
    assert client.get("/accounts/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a_newcomer_is_sent_to_the_administrator(client, provider):
    page = come_through(client)
    assert b"made by an administrator" in (page.content or client.get(page.headers["Location"]).content)
    assert not User.objects.exists()


def test_a_newcomer_comes_in_without_a_role_where_the_operator_allows_it(client, provider, settings):
    newcomers_welcome(settings)
    come_through(client)
    made = User.objects.get()
    assert (made.username, made.roles) == ("ada.alder", frozenset())
    assert not made.has_usable_password()
    assert b"none: an administrator gives them" in client.get("/accounts/").content


def test_a_refusal_of_the_provider_is_told(client, provider):
    provider.refuses = True
    page = come_through(client)
    said = page.content or client.get(page.headers["Location"]).content
    assert b"You stopped the sign-in" in said


def test_an_answer_nobody_asked_for_is_refused(client, provider):
    """Somebody else's answer of the provider, put into this browser."""
    page = client.get("/accounts/oidc/sso/login/callback/?code=code-0&state=forged")
    assert b"The sign-in did not work" in page.content
    assert client.get("/accounts/").status_code == 302


def test_the_providers_second_factor_counts(client, provider, settings):
    settings.SIGNING_IN = dataclasses.replace(settings.SIGNING_IN, second_factor=frozenset({"auditor"}))
    actions.create_person(
        actor=actions.Operator(), username="ada", email="ada@alder.example", roles=["auditor"], reason="new"
    )
    User.objects.update(must_change_password=False)
    come_through(client)
    assert client.get("/audit/").status_code == 200


def test_a_closed_account_stays_closed(client, provider):
    ada = actions.create_person(
        actor=actions.Operator(), username="ada", email="ada@alder.example", reason="new"
    ).person
    actions.close(actor=actions.Operator(), person=ada, reason="left")
    come_through(client)
    assert client.get("/accounts/").status_code == 302
