"""What is done to accounts: allowed to whom, audited, and never leaving nobody to give roles."""

import pytest
from allauth.account.models import EmailAddress

from meritplan.server.accounts import actions
from meritplan.server.accounts.actions import Operator
from meritplan.server.accounts.models import User
from meritplan.server.accounts.policies import NotAllowedError
from meritplan.server.audit.models import AuditEvent
from meritplan.server.audit.verification import verify

pytestmark = pytest.mark.django_db


def told():
    return [
        (event.verb, event.actor_name, event.key, event.after, event.reason)
        for event in AuditEvent.objects.order_by("sequence")
    ]


def test_the_first_start_makes_one_administrator_and_only_once():
    name, password = actions.first_administrator()
    made = User.objects.get()
    assert made.username == name == "administrator"
    assert made.check_password(password)
    assert made.must_change_password
    assert made.roles == {"administrator"}
    assert actions.first_administrator() is None
    assert [event[:2] for event in told()] == [("accounts.create", "first start")]
    assert password not in str(AuditEvent.objects.get().__dict__)


def test_an_administrator_makes_an_account(person):
    boss = person("administrator")
    made = actions.create_person(
        actor=boss,
        username="ada",
        name="Ada Alder",
        email="Ada@alder.example",
        roles=["analyst", "approver"],
        reason="joined the unit",
    )
    assert made.person.roles == {"analyst", "approver"}
    assert made.person.check_password(made.password)
    assert EmailAddress.objects.get().verified
    assert told() == [
        (
            "accounts.create",
            "administrator",
            "ada",
            {"roles": ["analyst", "approver"], "active": True},
            "joined the unit",
        )
    ]


def test_the_password_is_in_no_text_of_the_answer(person):
    made = actions.create_person(actor=Operator(), username="ada", reason="new")
    assert made.password not in repr(made)


@pytest.mark.parametrize("role", ["analyst", "approver", "auditor", "placement", "hiring", "applicant"])
def test_nobody_else_may(person, role):
    with pytest.raises(NotAllowedError, match="takes the role of administrator"):
        actions.create_person(actor=person(role), username="ada", reason="new")
    assert told() == []


def test_roles_are_given_and_taken_with_a_reason(person):
    boss, ada = person("administrator"), person("analyst", name="ada")
    actions.set_roles(actor=boss, person=ada, roles=["approver"], reason="moved")
    assert ada.roles == {"approver"}
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == (
        {"roles": ["analyst"], "active": True},
        {"roles": ["approver"], "active": True},
    )


def test_without_a_reason_nothing_happens(person):
    boss, ada = person("administrator"), person("analyst", name="ada")
    with pytest.raises(actions.ReasonMissingError):
        actions.set_roles(actor=boss, person=ada, roles=[], reason="  ")
    assert User.objects.get(username="ada").roles == {"analyst"}


def test_an_unknown_role_is_named(person):
    with pytest.raises(actions.UnknownRoleError, match="no role director"):
        actions.create_person(actor=Operator(), username="ada", roles=["director"], reason="new")


def test_two_names_that_differ_in_capitals_are_one(person):
    person("analyst", name="ada")
    with pytest.raises(actions.NameTakenError):
        actions.create_person(actor=Operator(), username="Ada", reason="new")


def test_a_name_with_a_space_is_refused():
    with pytest.raises(actions.NameRefusedError, match="letters, digits"):
        actions.create_person(actor=Operator(), username="ada alder", reason="new")


def test_the_last_administrator_stays(person):
    boss = person("administrator")
    with pytest.raises(actions.LastAdministratorError, match="last administrator"):
        actions.set_roles(actor=boss, person=boss, roles=["analyst"], reason="no more")
    with pytest.raises(actions.LastAdministratorError):
        actions.close(actor=boss, person=boss, reason="leaves")


def test_an_administrator_whose_account_is_closed_does_not_count(person):
    boss, other = person("administrator"), person("administrator", name="other")
    actions.close(actor=boss, person=other, reason="left")
    with pytest.raises(actions.LastAdministratorError):
        actions.close(actor=boss, person=boss, reason="leaves")


def test_the_second_administrator_may_go(person):
    boss, other = person("administrator"), person("administrator", name="other")
    actions.set_roles(actor=boss, person=other, roles=[], reason="moved")
    assert other.roles == frozenset()


def test_a_closed_account_has_no_roles_until_it_is_open_again(person):
    boss, ada = person("administrator"), person("analyst", name="ada")
    actions.close(actor=boss, person=ada, reason="left")
    assert ada.roles == frozenset()
    actions.reopen(actor=boss, person=ada, reason="came back")
    assert ada.roles == {"analyst"}
    assert [event[0] for event in told()] == ["accounts.close", "accounts.reopen"]


def test_all_that_was_done_is_a_whole_chain(person):
    boss, ada = person("administrator"), person("analyst", name="ada")
    actions.new_password(actor=boss, person=ada, reason="forgotten")
    actions.reset_second_factor(actor=boss, person=ada, reason="phone lost")
    actions.sign_out_everywhere(actor=boss, person=ada, reason="laptop stolen")
    assert [event[0] for event in told()] == [
        "accounts.new_password",
        "accounts.reset_second_factor",
        "accounts.sign_out_everywhere",
    ]
    assert verify().whole
