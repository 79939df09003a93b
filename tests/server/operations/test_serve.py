"""``meritplan serve`` as an operator meets it: a process, a port, a database, and an end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.server.operations.running import PATIENCE, alive, descendants, environment, run, running

pytestmark = pytest.mark.slow
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


@pytest.fixture
def taken() -> socket.socket:
    """Another program on a port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other


def test_without_a_plan_it_makes_the_sample_plan_and_serves_it(tmp_path: Path) -> None:
    with running("--home", tmp_path / "home") as server:
        assert "making the sample plan" in server.said
        status, page = server.get("/")
        assert status == 200
        assert b"Classification plan of the State of Alder" in page
        assert json.loads(server.get("/health/ready/")[1])["status"] == "ready"
        assert server.get("/static/ui/meritplan.css")[0] == 200
        assert re.search(r"user name  administrator\n +password   \S{12,}\n", server.said)
        assert server.end() == 0
    assert "Traceback" not in server.said
    assert not [one for one in (tmp_path / "home").rglob("*.log") if "password" in one.read_text()]
    assert (tmp_path / "home" / "plan" / "plan.yaml").is_file()
    with running("--home", tmp_path / "home") as again:
        assert "sample plan" not in again.said
        assert "password" not in again.said  # it was shown once
        assert again.end() == 0


def _take(other: socket.socket, port: int) -> None:
    """Have the port to itself: a server of a test beside this one may hold it, and end at any moment."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            other.bind(("127.0.0.1", port))
            other.listen()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def test_a_port_that_is_taken_is_left_and_another_found(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        _take(other, 8000)
        with running("--home", tmp_path, any_port=False) as server:
            assert "Port 8000 is taken by another program; using" in server.said
            assert not server.url.endswith(":8000")
            assert server.get("/health/live/")[0] == 200


def test_a_port_asked_for_and_taken_is_refused(tmp_path: Path, sample_plan: Path, taken: socket.socket) -> None:
    done = run("serve", sample_plan, "--home", tmp_path, "--port", str(taken.getsockname()[1]))
    assert done.returncode == 1
    assert "cannot be had: another program listens there" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said", "code", "words"),
    [
        (["serve", "{tmp}"], {}, 1, "holds no plan.yaml, so it is not a plan"),
        (["serve", "{tmp}/nowhere"], {}, 2, "does not exist"),
        (["serve", "{plan}"], {"MERITPLAN_UPLOAD_LIMIT_MB": "lots"}, 2, "MERITPLAN_UPLOAD_LIMIT_MB is 'lots'"),
        (["serve", "{plan}", "--database", "mysql://here/there"], {}, 2, "expected postgresql://"),
        (
            ["serve", "{plan}", "--database", "postgresql://me:hidden-word@127.0.0.1:9/none"],
            {},
            1,
            "The database cannot be used",
        ),
        (["serve", "{plan}", "--home", "{plan}/plan.yaml/home"], {}, 1, "cannot be written"),
        (["serve", "{plan}", "--host", "no-such-host.invalid"], {}, 1, "is no address of this machine"),
    ],
)
def test_what_hinders_it_is_told_in_a_sentence(
    arguments: list[str], said: dict[str, str], code: int, words: str, tmp_path: Path, sample_plan: Path
) -> None:
    filled = [one.format(tmp=tmp_path, plan=sample_plan) for one in arguments]
    done = run(*filled, **{"MERITPLAN_HOME": str(tmp_path / "home"), **said})
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "hidden-word" not in done.stderr


WITHOUT = """
from importlib.machinery import PathFinder
finds = PathFinder.find_spec
PathFinder.find_spec = lambda name, *rest: None if name in {"django", "granian"} else finds(name, *rest)
from meritplan.cli import main
main(["serve"])
"""


def test_without_the_server_packages_it_says_what_to_install() -> None:
    """The packages are hidden from the program, as if they were not installed."""
    program = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(program, check=False, capture_output=True, text=True, env=environment(), timeout=PATIENCE)
    assert done.returncode == 1
    assert "lacking: django, granian" in done.stderr
    assert "pip install 'meritplan[server]'" in done.stderr
    assert "Traceback" not in done.stderr


@on_linux
def test_a_worker_that_dies_is_replaced_and_all_end_with_the_server(tmp_path: Path, sample_plan: Path) -> None:
    with running(sample_plan, "--home", tmp_path) as server:
        first = _worker(server.process.pid)
        os.kill(first, signal.SIGKILL)
        second = _until(lambda: _worker(server.process.pid, other_than=first))
        everybody = descendants(server.process.pid)
        assert second in everybody
        assert len(everybody) >= 3  # the worker and at least two that answer
        assert server.end(signal.SIGTERM) == 0
        assert not [one for one in everybody if alive(one)]


@on_linux
def test_nothing_outlives_a_server_that_is_killed(tmp_path: Path, sample_plan: Path) -> None:
    with running(sample_plan, "--home", tmp_path) as server:
        everybody = descendants(server.process.pid)
        assert len(everybody) >= 3
        server.end(signal.SIGKILL)
        assert _until(lambda: not [one for one in everybody if alive(one)])


def _worker(parent: int, other_than: int = 0) -> int:
    for one in descendants(parent):
        try:
            line = Path(f"/proc/{one}/cmdline").read_bytes()
        except OSError:
            continue
        if b"meritplan.server.worker" in line and one != other_than:
            return one
    return 0


def _until(condition):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.2)
    raise AssertionError("it never came to that")
