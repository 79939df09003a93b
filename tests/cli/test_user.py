"""People and roles from the command line, through the same actions as the pages."""

import json

import pytest
from click.testing import CliRunner
from django.conf import settings

from meritplan.cli import main
from meritplan.server.accounts.models import User
from meritplan.server.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    home = str(settings.CONFIGURATION.home)
    for name in ("MERITPLAN_HOME", "MERITPLAN_PLAN", "MERITPLAN_LOG_LEVEL"):
        monkeypatch.setenv(name, home if name != "MERITPLAN_LOG_LEVEL" else "warning")  # put back afterwards
    assert settings.CONFIGURATION.secret_key

    def invoke(*arguments):
        return CliRunner().invoke(main, [*arguments, "--home", home])

    return invoke


def test_an_account_is_made_and_its_password_printed(run):
    done = run("user", "create", "ada", "--role", "analyst", "--reason", "joined")
    assert done.exit_code == 0, done.output
    assert User.objects.get().check_password(done.stdout.strip())
    event = AuditEvent.objects.get()
    assert (event.actor_name, event.verb, event.reason) == ("command line", "accounts.create", "joined")


def test_roles_are_given_and_taken(run):
    run("user", "create", "ada", "--role", "analyst", "--reason", "joined")
    done = run("user", "roles", "ada", "--give", "approver", "--take", "analyst", "--reason", "moved")
    assert done.stdout == "approver\n"
    listed = json.loads(run("user", "list", "--json").stdout)
    assert listed == [{"username": "ada", "name": "", "roles": ["approver"], "active": True}]


def test_a_role_nobody_has_is_not_taken(run):
    run("user", "create", "ada", "--reason", "joined")
    done = run("user", "roles", "ada", "--take", "auditor", "--reason", "moved")
    assert done.exit_code == 2
    assert "ada does not have the role auditor" in done.output


def test_the_last_administrator_stays(run):
    run("user", "create", "boss", "--role", "administrator", "--reason", "first")
    done = run("user", "close", "boss", "--reason", "leaves")
    assert done.exit_code == 1
    assert "Give somebody else the role of administrator first" in done.output


def test_a_forgotten_password_is_replaced(run):
    run("user", "create", "ada", "--reason", "joined")
    done = run("user", "password", "ada", "--reason", "forgotten")
    assert User.objects.get().check_password(done.stdout.strip())


def test_a_closed_account_is_listed_on_demand(run):
    run("user", "create", "ada", "--reason", "joined")
    run("user", "close", "ada", "--reason", "left")
    assert run("user", "list").stdout == ""
    assert "(closed)" in run("user", "list", "--all").stdout
    assert run("user", "reopen", "ada", "--reason", "came back").exit_code == 0


def test_a_lost_second_factor_is_taken_away(run):
    run("user", "create", "ada", "--reason", "joined")
    assert run("user", "second-factor", "ada", "--reason", "phone lost").exit_code == 0


def test_nobody_of_that_name(run):
    done = run("user", "password", "nobody", "--reason", "forgotten")
    assert done.exit_code == 2
    assert "no account nobody" in done.output


def test_a_folder_that_is_no_home_is_refused(run, tmp_path):
    done = CliRunner().invoke(main, ["user", "list", "--home", str(tmp_path / "..")])
    assert done.exit_code == 2
    assert "no home of a server" in done.output
