"""``meritplan serve``: the plan in a browser."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
import urllib.request
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import click

from meritplan.cli.terminal import say
from meritplan.plan import PlanError, load

LOOPBACK = ("127.0.0.1", "::1")
EVERY = ("0.0.0.0", "::")  # noqa: S104 compared with, not bound to
PATIENCE = 120.0  # seconds until the first answer of a server that has just started


class CannotServe(click.ClickException):
    """The server did not start: the message tells why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The options as given."""

    plan: Path | None
    home: Path | None
    host: str
    port: int | None
    database: str | None
    allow: tuple[str, ...]
    workers: int | None
    threads: int
    worker: bool
    browser: bool | None


@click.command()
@click.argument(
    "plan",
    required=False,
    envvar="MERITPLAN_PLAN",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    envvar="MERITPLAN_HOME",
    help="Where the database, uploads and the secret key are kept (one folder for each plan, with your own data).",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen here; 0.0.0.0 for every network.")
@click.option("--port", type=click.IntRange(1, 65535), help="Listen on this port (8000, or any free one).")
@click.option("--database", metavar="URL", help="postgresql://user:password@host/name; better MERITPLAN_DATABASE.")
@click.option("--allow", multiple=True, metavar="HOST", help="Answer to this host name, too. Repeat for several.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer (as many as cores, at least 2).")
@click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True, help="Threads of each.")
@click.option("--worker/--no-worker", default=True, help="Whether to start the background worker, too.")
@click.option("--open/--no-open", "browser", default=None, help="Open the browser (if a person sits there).")
def serve(**given: object) -> None:
    """Open a PLAN in the browser; without one, the sample plan.

    The database is made and brought up to date, and where there is no account yet, one for an administrator is made
    and its password shown once. Ctrl-C ends everything.
    """
    asked = Asked(**given)  # type: ignore[arg-type]  # click hands over what the options declare
    from meritplan.server.starting import StartError, not_installed

    if message := not_installed():
        raise CannotServe(message)
    try:
        _serve(asked)
    except (StartError, PlanError) as trouble:
        raise CannotServe(str(trouble)) from None


def _serve(asked: Asked) -> None:
    from meritplan.server import starting

    plan, home = _places(asked)
    number = starting.address(asked.host)
    port = starting.free_port(number, asked.port)
    if asked.port is None and port != starting.WANTED_PORT:
        say(f"Port {starting.WANTED_PORT} is taken by another program; using {port}.")
    _set_up(asked, plan, home)
    say("Bringing the database up to date ...")
    starting.migrate()
    _first_administrator()
    say(f"Opening {plan} ...")
    starting.prepare(plan)
    _run(asked, number, port)


def _places(asked: Asked) -> tuple[Path, Path]:
    """The folder of the plan, checked, and the home of the server, writable."""
    from meritplan.server import starting

    home = (asked.home or starting.default_home(asked.plan)).absolute()
    starting.prepare_home(home)
    if asked.plan is None:
        if not (home / "plan").exists():
            say(f"No plan is named: making the sample plan in {home / 'plan'} ...")
        return starting.sample_in(home), home
    load(asked.plan)
    return asked.plan.absolute(), home


def _set_up(asked: Asked, plan: Path, home: Path) -> None:
    from meritplan.server.configuration import PREFIX, ConfigurationError
    from meritplan.server.logs import put_aside
    from meritplan.server.starting import set_up

    said: dict[str, str] = {}
    if asked.database:
        said["DATABASE"] = asked.database
    own = [] if asked.host in EVERY else [asked.host]
    said["HOSTS"] = ",".join([*filter(None, [os.environ.get(f"{PREFIX}HOSTS")]), *own, *asked.allow])
    if not os.environ.get(f"{PREFIX}LOG") and sys.stderr.isatty():
        said["LOG"] = "server.log"  # a terminal is for the person who sits there
        put_aside(home / "server.log")
    try:
        set_up(plan, home, said)
    except ConfigurationError as trouble:
        raise click.UsageError(str(trouble)) from None


def _first_administrator() -> None:
    """Make the first account, and show its password this once."""
    from meritplan.server.starting import first_administrator

    made = first_administrator()
    if made is None:
        return
    name, password = made
    say("")
    say("The first administrator can sign in; write the password down, it is shown only now:")
    say(f"    user name  {name}")
    say(f"    password   {password}")
    say("")


def _run(asked: Asked, number: str, port: int) -> None:
    """Serve until told to end. Processes are started anew, not forked: as on every system."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from meritplan.server.worker import Child

    multiprocessing.set_start_method("spawn", force=True)
    child = Child() if asked.worker else None
    if child is not None:
        child.start()
    try:
        threading.Thread(target=_announce, args=(asked, number, port), name="announce", daemon=True).start()
        Granian(
            "meritplan.server.wsgi:application",
            address=number,
            port=port,
            interface=Interfaces.WSGI,
            workers=asked.workers or max(2, min(os.cpu_count() or 2, 8)),
            blocking_threads=asked.threads,
            respawn_failed_workers=True,
            workers_kill_timeout=20,
            log_level=LogLevels.error,
        ).serve()
    finally:
        say("Ending ...")
        if child is not None:
            child.stop()


def _announce(asked: Asked, number: str, port: int) -> None:
    """Tell the address, and open the browser, once the server answers."""
    shown = "localhost" if number in (*LOOPBACK, *EVERY) else f"[{number}]" if ":" in number else number
    reached = "127.0.0.1" if number in EVERY else shown
    if not _answers(f"http://{reached}:{port}/health/live/"):
        say("The server does not answer; the log tells why.")
        return
    url = f"http://{shown}:{port}/"
    say(f"Meritplan answers at {url}   (Ctrl-C ends it)")
    if number in EVERY and not asked.allow:
        say("Other machines reach it only under names it was told: --allow HOST for each.")
    if asked.browser if asked.browser is not None else _somebody_sits_here(number):
        webbrowser.open(url)


def _answers(url: str) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 our own address
                return bool(answer.status == 200)
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def _somebody_sits_here(number: str) -> bool:
    """A terminal of this machine, with a screen, and an address only this machine has."""
    screen = sys.platform in {"win32", "darwin"} or "DISPLAY" in os.environ or "WAYLAND_DISPLAY" in os.environ
    return number in LOOPBACK and sys.stderr.isatty() and screen and "SSH_CONNECTION" not in os.environ
