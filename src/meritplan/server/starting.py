"""Bringing up the server side of a process: its settings, Django, and a database that is up to date."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from meritplan.server.configuration import PREFIX

WANTED_PORT = 8000
NEEDED = ("django", "granian", "ninja", "allauth", "django_tasks_db", "whitenoise")


class StartError(Exception):
    """The server cannot start: what was found, and what to do."""


def default_home(plan: Path | None) -> Path:
    """Where a server of this plan keeps its database when nobody says: a folder of its own for each plan."""
    if plan is None:
        return _base() / "sample"
    place = hashlib.sha256(str(plan.absolute()).encode()).hexdigest()[:8]
    name = re.sub(r"[^a-z0-9]+", "-", plan.absolute().name.lower()).strip("-") or "plan"
    return _base() / f"{name}-{place}"


def _base() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "meritplan"


def lacking() -> tuple[str, ...]:
    """The packages of the ``server`` extra that are not installed."""
    from importlib.util import find_spec  # noqa: PLC0415 - only asked when a server starts

    return tuple(name for name in NEEDED if find_spec(name) is None)


def not_installed() -> str | None:
    """What to say where packages of the ``server`` extra are lacking; none where all are there."""
    missing = lacking()
    if not missing:
        return None
    return f"The web server is not installed (lacking: {', '.join(missing)}). pip install 'meritplan[server]'"


def prepare_home(home: Path) -> None:
    """Make the folder of the database, and make sure that it can be written.

    Raises:
        StartError: if it cannot.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            pass
    except OSError as trouble:
        reason = trouble.strerror or trouble
        message = f"{home} cannot be written ({reason}). Name another folder with --home, or MERITPLAN_HOME."
        raise StartError(message) from None


def sample_in(home: Path) -> Path:
    """The folder of the sample plan below a home; made there once, so that it can be written.

    It is made under another name and put in place when it is whole.
    """
    from meritplan.sample import sample_plan  # noqa: PLC0415 - reads documents: only where it is wanted

    target = home / "plan"
    if not (target / "plan.yaml").is_file():
        with tempfile.TemporaryDirectory(dir=home, prefix="making-") as place:
            sample_plan(Path(place) / "plan")
            (Path(place) / "plan").rename(target)
    return target


def set_up(plan: Path, home: Path, said: Mapping[str, str] | None = None) -> None:
    """Settings into the environment, where child processes find them too, and Django made ready.

    Raises:
        ConfigurationError: if a setting cannot be used.
    """
    os.environ[f"{PREFIX}PLAN"] = str(plan.absolute())
    os.environ[f"{PREFIX}HOME"] = str(home.absolute())
    os.environ.update({f"{PREFIX}{name}": value for name, value in (said or {}).items()})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
    import django  # noqa: PLC0415 - Django reads its settings when it is imported

    django.setup()


def migrate() -> None:
    """The database's tables, as this version needs them.

    Raises:
        StartError: if the database does not answer, or a newer version wrote it.
    """
    from django.core.management import call_command  # noqa: PLC0415 - needs Django set up
    from django.db import DatabaseError, connection  # noqa: PLC0415

    try:
        if unknown := unknown_migrations():
            message = (
                f"The database was written by a newer version of Meritplan (it has {', '.join(unknown)}). "
                "Install that version, or restore a backup made with this one."
            )
            raise StartError(message)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as trouble:
        raise StartError(_unreachable(connection.vendor, trouble)) from None
    finally:
        connection.close()


def _unreachable(vendor: str, trouble: Exception) -> str:
    """The database's own words, of which the first line tells the cause and none a password."""
    said = (str(trouble).strip().splitlines() or ["no reason given"])[0]
    where = "MERITPLAN_DATABASE names it" if vendor == "postgresql" else "it lies in the home folder"
    return f"The database cannot be used ({said}); {where}. Make sure that it runs and that this user may write to it."


def pending_migrations() -> tuple[str, ...]:
    """What the database lacks of the tables of this version."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{step.app_label}.{step.name}" for step, _ in plan)


def unknown_migrations() -> tuple[str, ...]:
    """What the database has that this version does not know, among its own apps."""
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415

    loader = MigrationLoader(connection)
    own = loader.migrated_apps
    unknown = [key for key in loader.applied_migrations if key[0] in own and key not in loader.disk_migrations]
    return tuple(f"{app}.{name}" for app, name in sorted(unknown) if not _squashed(loader, app, name))


def _squashed(loader: object, app: str, name: str) -> bool:
    replaced = getattr(loader, "replacements", {})
    return any((app, name) in one.replaces for one in replaced.values())


def address(host: str) -> str:
    """The number of an address given by name.

    Raises:
        StartError: if this machine does not know it.
    """
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError:
        message = f"{host} is no address of this machine. 127.0.0.1 is this machine alone, 0.0.0.0 every network of it."
        raise StartError(message) from None


def free_port(number: str, wanted: int | None) -> int:
    """The port asked for; or 8000, or where that is taken one that is free.

    Raises:
        StartError: if the port asked for cannot be had.
    """
    tried: Iterable[int] = (wanted,) if wanted is not None else (WANTED_PORT, 0)
    for port in tried:
        with suppress(OSError):
            return _bound(number, port)
    where = f"port {wanted}" if wanted is not None else "any port"
    message = f"{where} of {number} cannot be had: another program listens there, or this user may not."
    raise StartError(message[0].upper() + message[1:])


def _bound(number: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in number else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        if sys.platform != "win32":  # there it would let two programs have one port
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        tried.bind((number, port))
        return int(tried.getsockname()[1])


def first_administrator() -> tuple[str, str] | None:
    """The name and the one-time password of the first administrator, if this is the first start; else none."""
    from meritplan.server.accounts import actions  # noqa: PLC0415 - needs Django set up

    return actions.first_administrator()


def prepare(plan: Path) -> None:
    """Open the plan, and bring its search index up to date, so that the first visitor need not wait.

    Raises:
        PlanError: if the folder holds no plan, or one that cannot be read.
    """
    from meritplan.matching.search import opened  # noqa: PLC0415
    from meritplan.plan import load  # noqa: PLC0415

    with opened(load(plan)):
        pass
