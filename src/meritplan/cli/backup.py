"""``meritplan backup`` and ``meritplan restore``: a server in one file, and out of it again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meritplan.cli.home import at_home
from meritplan.cli.terminal import say, write_json

if TYPE_CHECKING:
    from meritplan.server.plans.backup import Manifest

LARGE = 1024 * 1024


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--with-key", is_flag=True, help="Put the secret key in as well: then keep the file as you keep keys.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@at_home
def backup(*, home: Path, file: Path, with_key: bool, as_json: bool) -> None:
    """Write a backup of a server into FILE (a zip): database, plan, uploads. It may be running.

    The copy is of one moment, and every file of it has its checksum. The secret key is left out unless you ask:
    without it nobody can sign in as somebody else, and without it the audit cannot be verified. Keep a copy of it
    (secret.key in the home) in another place.
    """
    from meritplan.plan import PlanError
    from meritplan.server.plans.backup import BackupError, back_up, described

    plan = Path(os.environ["MERITPLAN_PLAN"])  # where the options were put for the server to read
    try:
        made = back_up(file.absolute(), home=home.absolute(), plan=plan, with_key=with_key)
    except (BackupError, PlanError) as refused:
        raise click.ClickException(str(refused)) from None
    if with_key:
        say("The secret key is in the file: who reads it can sign in as anybody. Keep it as you keep keys.")
    if as_json:
        write_json(described(made))
        return
    size = sum(one.size for one in made.members) / LARGE
    say(f"{file}: {len(made.members)} files, {size:.1f} MB before packing, {made.database}.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("plan", required=False, envvar="MERITPLAN_PLAN", type=click.Path(file_okay=False, path_type=Path))
@click.option("--home", envvar="MERITPLAN_HOME", type=click.Path(file_okay=False, path_type=Path), help="Its home.")
@click.option("--force", is_flag=True, help="Also where there is something: that is kept under another name.")
@click.option("--check", "only_check", is_flag=True, help="Only verify the checksums; put nothing in place.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def restore(*, file: Path, plan: Path | None, home: Path | None, force: bool, only_check: bool, as_json: bool) -> None:
    """Put the backup in FILE in place. End the server first.

    Every checksum is verified before anything is touched. PLAN is the folder the plan goes into (without it, `plan`
    in the home). A home or plan that is there already is left alone, unless --force. A backup of PostgreSQL goes into
    the database MERITPLAN_DATABASE names.
    """
    from meritplan.server.configuration import ConfigurationError
    from meritplan.server.plans.backup import BackupError, checked, described
    from meritplan.server.starting import StartError, not_installed

    if message := not_installed():
        raise click.ClickException(message)
    try:
        put = checked(file) if only_check else _restored(file, plan, home, force=force)
    except (BackupError, StartError) as refused:
        raise click.ClickException(str(refused)) from None
    except ConfigurationError as trouble:
        raise click.UsageError(str(trouble)) from None
    if as_json:
        write_json(described(put))
        return
    say(f"{file}: {len(put.members)} files, {'whole' if only_check else 'put in place'}; made {put.made_at:%Y-%m-%d}.")
    if not only_check and not put.with_key:
        say("The secret key is not in it: put your copy of secret.key into the home, or the audit cannot be verified.")


def _restored(file: Path, plan: Path | None, home: Path | None, *, force: bool) -> Manifest:
    from meritplan.server import starting
    from meritplan.server.plans.backup import KEY, checked
    from meritplan.server.plans.backup import restore as put_back

    found = (home or starting.default_home(plan)).absolute()
    starting.prepare_home(found)
    os.environ.setdefault("MERITPLAN_LOG_LEVEL", "warning")
    goes_into = (plan or found / "plan").absolute()
    made_now = not (found / KEY).exists()
    starting.set_up(goes_into, found)
    if made_now and checked(file).with_key:
        (found / KEY).unlink(missing_ok=True)  # it has signed nothing yet
    put = put_back(file, home=found, plan=goes_into, force=force)
    starting.migrate()
    return put
