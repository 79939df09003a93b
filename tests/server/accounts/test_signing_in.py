"""Coming in and going: passwords, second factors, recovery codes, lockout, sessions, sign-up."""

import dataclasses
import re

import pytest
from allauth.mfa.adapter import get_adapter as mfa_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client

from meritplan.server.accounts import actions
from meritplan.server.accounts.configuration import SigningIn
from meritplan.server.accounts.models import User
from meritplan.server.audit.models import AuditEvent
from meritplan.server.configuration import ConfigurationError

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password-1"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": name, "password": password, **more})


def confirm(client):
    """Before something changes that protects the account, the password is asked for again."""
    assert client.get("/accounts/2fa/totp/activate/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302


def verbs():
    return list(AuditEvent.objects.order_by("sequence").values_list("verb", flat=True))


def code(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def allowed(settings, **said):
    settings.SIGNING_IN = dataclasses.replace(settings.SIGNING_IN, **said)


def test_a_person_comes_in_and_goes(client, person):
    person("analyst", name="ada")
    assert sign_in(client, "ada").status_code == 302
    assert b"ada" in client.get("/accounts/").content
    client.post("/accounts/logout/")
    assert client.get("/accounts/").status_code == 302
    assert verbs() == ["accounts.sign_in", "accounts.sign_out"]


def test_a_wrong_password_says_so_without_saying_which_is_wrong(client, person):
    person("analyst", name="ada")
    wrong = sign_in(client, "ada", "not-the-password")
    nobody = sign_in(Client(), "nobody", "not-the-password")
    said = [
        re.search(rb'usa-alert__text">([^<]+)<|usa-error-message[^>]*><p>([^<]+)<', one.content).groups()
        for one in (wrong, nobody)
    ]
    assert said[0] == said[1]


def test_a_refused_sign_in_is_audited_for_accounts_there_are(client, person):
    person("analyst", name="ada")
    sign_in(client, "ada", "wrong")
    sign_in(client, "my-password-typed-in-the-wrong-field", "wrong")
    assert [(event.verb, event.key) for event in AuditEvent.objects.all()] == [("accounts.sign_in_refused", "ada")]


def test_five_wrong_passwords_lock_the_account_for_a_while(client, person):
    person("analyst", name="ada")
    for _ in range(5):
        assert b"Too many" not in sign_in(Client(), "ada", "wrong").content
    locked = sign_in(Client(), "ada")
    assert b"Too many" in locked.content
    assert locked.wsgi_request.user.is_anonymous


def test_the_lock_is_of_one_account(client, person):
    person("analyst", name="ada")
    person("approver", name="bert")
    for _ in range(6):
        sign_in(Client(), "ada", "wrong")
    assert sign_in(client, "bert").status_code == 302


def test_the_lock_is_in_the_database_where_all_processes_see_it(person, settings):
    assert settings.CACHES["default"]["BACKEND"] == "django.core.cache.backends.db.DatabaseCache"
    assert cache.add("only-once", 1)
    assert not cache.add("only-once", 1)


def test_a_closed_account_cannot_sign_in(client, person):
    ada = person("analyst", name="ada")
    actions.close(actor=actions.Operator(), person=ada, reason="left")
    sign_in(client, "ada")
    assert client.get("/accounts/").status_code == 302


def test_who_is_signed_in_when_the_account_is_closed_is_out(client, person):
    ada = person("analyst", name="ada")
    sign_in(client, "ada")
    actions.close(actor=actions.Operator(), person=ada, reason="left")
    assert client.get("/accounts/").status_code == 302


def test_a_one_time_password_must_be_changed_before_anything_else(client, person):
    made = actions.create_person(actor=actions.Operator(), username="ada", roles=["analyst"], reason="new")
    sign_in(client, "ada", made.password)
    assert client.get("/accounts/rights/").headers["Location"] == "/accounts/password/change/"
    assert client.get("/help/").status_code == 200
    again = {"oldpassword": made.password, "password1": made.password, "password2": made.password}
    assert b"Choose another" in client.post("/accounts/password/change/", again).content
    new = {"oldpassword": made.password, "password1": "river and lantern 42", "password2": "river and lantern 42"}
    assert client.post("/accounts/password/change/", new).headers["Location"] == "/accounts/"
    assert client.get("/accounts/rights/").status_code == 200
    assert not User.objects.get(username="ada").must_change_password


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012345", "ada-lovelace"])
def test_weak_passwords_are_refused(client, person, weak):
    person("analyst", name="ada-lovelace")
    sign_in(client, "ada-lovelace")
    said = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/accounts/password/change/", said).status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_a_second_factor_is_set_up_and_asked_for(client, person):
    person("analyst", name="ada")
    sign_in(client, "ada")
    confirm(client)
    page = client.get("/accounts/2fa/totp/activate/")
    assert b'src="data:image/svg+xml;base64,' in page.content
    secret = page.context["form"].secret
    assert client.post("/accounts/2fa/totp/activate/", {"code": code(secret)}).status_code == 302
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert mfa_adapter().decrypt(kept) == secret
    other = Client()
    assert sign_in(other, "ada").headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert other.get("/accounts/").status_code == 302
    assert other.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert other.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert other.get("/accounts/").status_code == 200
    third = Client()
    sign_in(third, "ada")
    assert third.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == 200  # once each
    assert "accounts.second_factor_added" in verbs()


def test_a_role_that_needs_a_second_factor_leads_to_it(client, person, settings):
    allowed(settings, second_factor=frozenset({"administrator"}))
    person("administrator", name="boss")
    sign_in(client, "boss")
    assert client.get("/accounts/people/").headers["Location"] == "/accounts/2fa/totp/activate/"
    assert client.get("/api/anything/").status_code == 403
    confirm(client)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert client.get("/accounts/people/").status_code == 200


def test_an_administrator_takes_away_a_lost_second_factor(client, person):
    ada = person("analyst", name="ada")
    sign_in(client, "ada")
    confirm(client)
    secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
    client.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    actions.reset_second_factor(actor=actions.Operator(), person=ada, reason="phone lost")
    assert client.get("/accounts/").status_code == 302  # signed out everywhere
    assert sign_in(client, "ada").headers["Location"] == "/"


def test_sessions_are_listed_and_ended(client, person):
    ada = person("analyst", name="ada")
    sign_in(client, "ada")
    other = Client(headers={"user-agent": "Other Browser 1"})
    sign_in(other, "ada")
    assert b"Other Browser 1" in client.get("/accounts/sessions/").content
    client.post("/accounts/sessions/")
    assert other.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200
    assert UserSession.objects.filter(user=ada).count() == 1


def test_without_mail_the_forgotten_password_page_says_whom_to_ask(client):
    page = client.get("/accounts/password/reset/")
    assert b"This server sends no mail" in page.content
    assert b"meritplan user password" in page.content
    assert client.post("/accounts/password/reset/", {"email": "ada@alder.example"}).status_code == 200
    assert mail.outbox == []


def test_with_mail_a_forgotten_password_is_replaced(client, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, mail="smtp://localhost")
    actions.create_person(actor=actions.Operator(), username="ada", email="ada@alder.example", reason="new")
    assert client.post("/accounts/password/reset/", {"email": "ada@alder.example"}).status_code == 302
    (letter,) = mail.outbox
    address = re.search(r"http://testserver(/\S+)", letter.body)[1]
    page = client.get(address, follow=True)
    new = {"password1": "river and lantern 42", "password2": "river and lantern 42"}
    assert client.post(page.redirect_chain[-1][0], new).status_code == 302
    person = User.objects.get()
    assert person.check_password("river and lantern 42")
    assert not person.must_change_password
    assert b"no longer works" in Client().get(address, follow=True).content


def test_a_reset_for_an_unknown_address_looks_the_same(client, settings):
    settings.CONFIGURATION = dataclasses.replace(settings.CONFIGURATION, mail="smtp://localhost")
    assert client.post("/accounts/password/reset/", {"email": "nobody@alder.example"}).status_code == 302


SIGN_UP = {
    "username": "wren",
    "email": "wren@alder.example",
    "password1": "river and lantern 42",
    "password2": "river and lantern 42",
}


def test_nobody_makes_an_account_unless_the_operator_allows_it(client):
    assert b"made by an administrator" in client.post("/accounts/signup/", SIGN_UP).content
    assert not User.objects.exists()


def test_an_applicant_makes_an_account(client, settings):
    allowed(settings, sign_up=True)
    assert b"Make one" in client.get("/accounts/login/").content
    assert client.post("/accounts/signup/", SIGN_UP).status_code == 302
    assert User.objects.get().roles == {"applicant"}
    assert "accounts.sign_up" in verbs()


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_the_sign_in_leads_nowhere_else(client, person, away):
    person("analyst", name="ada")
    assert sign_in(client, "ada", next=away).headers["Location"] == "/"


def test_the_sign_in_leads_back_to_the_page_asked_for(client, person):
    person("analyst", name="ada")
    asked = client.get("/accounts/rights/").headers["Location"]
    assert asked == "/accounts/login/?next=/accounts/rights/"
    assert sign_in(client, "ada", next="/accounts/rights/").headers["Location"] == "/accounts/rights/"


def test_a_session_gets_a_new_number_when_somebody_comes_in(client, person):
    """Who planted a session number before the sign-in has none after it."""
    person("analyst", name="ada")
    client.get("/accounts/login/")
    client.session["planted"] = True
    before = client.session.session_key
    sign_in(client, "ada")
    assert client.session.session_key != before


def test_a_session_ends_after_half_a_day(settings):
    assert settings.SESSION_COOKIE_AGE == 12 * 3600


def test_settings_that_cannot_be_used_are_refused():
    with pytest.raises(ConfigurationError, match="names director; the roles are analyst"):
        SigningIn.from_environment({"MERITPLAN_SECOND_FACTOR": "auditor, director"})
    with pytest.raises(ConfigurationError, match="MERITPLAN_OIDC_CLIENT and MERITPLAN_OIDC_SECRET is not"):
        SigningIn.from_environment({"MERITPLAN_OIDC_ISSUER": "https://id.alder.example"})
    with pytest.raises(ConfigurationError, match="yes or no"):
        SigningIn.from_environment({"MERITPLAN_SIGN_UP": "perhaps"})
    assert SigningIn.from_environment({"MERITPLAN_SECOND_FACTOR": "all"}).second_factor >= {"analyst", "applicant"}
