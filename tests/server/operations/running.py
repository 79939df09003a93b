"""A server of its own process, as an operator starts it, for tests that need the real thing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 180.0  # seconds; machines that run tests may be busy


def environment(**said: str) -> dict[str, str]:
    """The environment without what the tests themselves set."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("MERITPLAN_", "DJANGO_"))}
    return kept | said


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "meritplan.cli", *map(str, arguments)]


def run(*arguments: str | Path, **said: str) -> subprocess.CompletedProcess[str]:
    """A command to its end."""
    return subprocess.run(
        command(*arguments), check=False, capture_output=True, text=True, env=environment(**said), timeout=PATIENCE
    )


class Running:
    """A server that answers, and what it has said so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self.url = ""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)

    @property
    def said(self) -> str:
        return "".join(self.lines)

    def wait_for(self, pattern: str) -> re.Match[str]:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if found := re.search(pattern, self.said):
                return found
            if self.process.poll() is not None:
                self._reader.join(5)
                break
            time.sleep(0.1)
        raise AssertionError(f"never said {pattern!r}:\n{self.said}")

    def get(self, address: str) -> tuple[int, bytes]:
        with urllib.request.urlopen(self.url + address, timeout=60) as answer:
            return answer.status, answer.read()

    def end(self, how: int = signal.SIGINT) -> int:
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        self._reader.join(10)
        return self.process.returncode


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        return int(other.getsockname()[1])


@contextmanager
def running(*arguments: str | Path, any_port: bool = True, **said: str) -> Iterator[Running]:
    """``meritplan serve`` with these arguments, ended at the end whatever happens.

    It listens on a port of its own: tests run beside each other, and two servers that begin at the same moment would
    both find the usual port free.
    """
    port = ("--port", str(free_port())) if any_port else ()
    process = subprocess.Popen(
        command("serve", "--no-open", *port, *arguments),
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment(**said),
    )
    server = Running(process)
    try:
        server.url = server.wait_for(r"answers at (http://\S+)/").group(1)
        yield server
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def descendants(number: int) -> set[int]:
    """The processes below one, where the system tells."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(fields[1])
    found = {number}
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {number}


def alive(number: int) -> bool:
    """Whether a process runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
