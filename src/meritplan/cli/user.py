"""``meritplan user``: people and roles, by whoever runs the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from meritplan.cli.home import at_home
from meritplan.cli.terminal import say, write_json

reason = click.option("--reason", required=True, help="Why; the audit keeps it.")


@click.group()
def user() -> None:
    """People who sign in: make accounts, give roles, replace forgotten passwords."""


@user.command("list")
@click.option("--all", "everybody", is_flag=True, help="Closed accounts, too.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@at_home
def list_(*, home: Path, everybody: bool, as_json: bool) -> None:
    """List who has an account, and the roles of each."""
    from meritplan.server.accounts import queries

    found = queries.people({"state": "all" if everybody else "active"})
    rows = [
        {
            "username": person.username,
            "name": person.get_full_name(),
            "roles": sorted(grant.role for grant in person.grants.all()),
            "active": person.is_active,
        }
        for person in found
    ]
    if as_json:
        write_json(rows)
        return
    for row in rows:
        closed = "" if row["active"] else "  (closed)"
        click.echo(f"{row['username']:24} {', '.join(row['roles']) or 'no role'}{closed}")


@user.command()
@click.argument("username")
@click.option("--name", default="", help="How the person is called.")
@click.option("--email", default="", help="For password resets and single sign-on.")
@click.option("--role", "roles", multiple=True, help="A role to give. Repeat for several.")
@reason
@at_home
def create(*, home: Path, **said: Any) -> None:
    """Make an account for USERNAME and print its one-time password."""
    from meritplan.server.accounts import actions

    made = _done(actions.create_person, **said)
    say(f"{made.person.username} signs in with this password once, and then chooses another:")
    click.echo(made.password)


@user.command()
@click.argument("username")
@click.option("--give", multiple=True, metavar="ROLE", help="A role to give. Repeat for several.")
@click.option("--take", multiple=True, metavar="ROLE", help="A role to take away. Repeat for several.")
@reason
@at_home
def roles(*, home: Path, username: str, give: tuple[str, ...], take: tuple[str, ...], reason: str) -> None:
    """Give roles to USERNAME, or take them away; print those they have then."""
    from meritplan.server.accounts import actions

    person = _person(username)
    held = {grant.role for grant in person.grants.all()}
    if unheld := sorted(set(take) - held):
        raise click.UsageError(f"{username} does not have the role {', '.join(unheld)}.")
    _done(actions.set_roles, person=person, roles=(held | set(give)) - set(take), reason=reason)
    click.echo(", ".join(sorted(grant.role for grant in person.grants.all())) or "no role")


@user.command()
@click.argument("username")
@reason
@at_home
def password(*, home: Path, username: str, reason: str) -> None:
    """Replace the password of USERNAME by a one-time password, and print it."""
    from meritplan.server.accounts import actions

    made = _done(actions.new_password, person=_person(username), reason=reason)
    say(f"{username} signs in with this password once, and then chooses another:")
    click.echo(made.password)


@user.command("second-factor")
@click.argument("username")
@reason
@at_home
def second_factor(*, home: Path, username: str, reason: str) -> None:
    """Take away the second factor of USERNAME, who lost it."""
    from meritplan.server.accounts import actions

    _done(actions.reset_second_factor, person=_person(username), reason=reason)
    say(f"{username} signs in without a second factor now.")


@user.command()
@click.argument("username")
@reason
@at_home
def close(*, home: Path, username: str, reason: str) -> None:
    """Close the account of USERNAME; it stays for the record."""
    from meritplan.server.accounts import actions

    _done(actions.close, person=_person(username), reason=reason)
    say(f"The account {username} is closed.")


@user.command()
@click.argument("username")
@reason
@at_home
def reopen(*, home: Path, username: str, reason: str) -> None:
    """Open the closed account of USERNAME again."""
    from meritplan.server.accounts import actions

    _done(actions.reopen, person=_person(username), reason=reason)
    say(f"The account {username} is open.")


def _person(username: str) -> Any:
    from meritplan.server.accounts.models import User

    found = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise click.UsageError(f"There is no account {username}. `meritplan user list --all` names them all.")
    return found


def _done(action: Callable[..., Any], **said: Any) -> Any:
    from meritplan.server.accounts.actions import AccountError, Operator

    try:
        return action(actor=Operator(), **said)
    except AccountError as error:
        raise click.ClickException(str(error)) from None
