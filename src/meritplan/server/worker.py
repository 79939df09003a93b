"""The process that does long work behind the pages: ``python -m meritplan.server.worker``.

``meritplan serve`` keeps one as its child (:class:`Child`): it is started anew when it dies, and it ends with the
server even where that is killed, because it holds the other end of a pipe that then closes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime

BEAT = "meritplan:worker"  # where the worker tells that it lives, in the cache all processes share
SECONDS = 10.0  # between two beats
TIED = "--tied"
GRACE = 15.0  # seconds for the task at hand when the server ends
COMMAND = (sys.executable, "-m", "meritplan.server.worker", TIED)


class Child:
    """A worker that is kept alive. Not a value: it is a process."""

    def __init__(self, command: tuple[str, ...] = COMMAND) -> None:
        self._command = command
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="worker-keeper", daemon=True)

    @property
    def number(self) -> int | None:
        """The number of the process, while there is one."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def start(self) -> None:
        """Start it, and start it anew whenever it dies."""
        self._thread.start()

    def stop(self) -> None:
        """End it: it finishes the task at hand if that takes no longer than :data:`GRACE` seconds."""
        self._ending.set()
        self._thread.join(GRACE + 5)

    def _keep(self) -> None:
        wait = 1.0
        while not self._ending.is_set():
            began = time.monotonic()
            self._process = _started(self._command)
            while self._process.poll() is None and not self._ending.wait(0.2):
                pass
            wait = 1.0 if time.monotonic() - began > 60 else min(wait * 2, 60.0)
            self._ending.wait(wait)
        if self._process is not None:
            _end(self._process)


def _started(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl-C reaches the server alone, which then ends it in order."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(command, stdin=subprocess.PIPE, creationflags=flags)  # noqa: S603 our own command
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the pipe, which asks it to end; then insist."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tie() -> None:
    """End when the pipe to the server closes: after the task at hand, or at once if that does not come to an end."""
    with suppress(OSError):
        while sys.stdin.buffer.read(1):
            pass
    if sys.platform == "win32":
        signal.raise_signal(signal.SIGTERM)  # there, os.kill would end the process at once
    else:
        os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


def _beat() -> None:
    from django.core.cache import cache  # noqa: PLC0415 - needs Django set up
    from django.db import DatabaseError, connection  # noqa: PLC0415

    from meritplan.server.desk.tasks import take_up_interrupted  # noqa: PLC0415

    while True:
        with suppress(DatabaseError):
            cache.set(BEAT, datetime.now(UTC).isoformat(), timeout=None)
            take_up_interrupted()  # imports whose process was killed
        connection.close()
        time.sleep(SECONDS)


def last_beat() -> datetime | None:
    """When a worker last told that it lives."""
    from django.core.cache import cache  # noqa: PLC0415

    said = cache.get(BEAT)
    return datetime.fromisoformat(said) if isinstance(said, str) else None


def main() -> None:
    """Work until told to end."""
    if TIED in sys.argv:
        threading.Thread(target=_tie, name="tie", daemon=True).start()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritplan.server.settings")
    import django  # noqa: PLC0415 - reads the settings

    django.setup()
    threading.Thread(target=_beat, name="beat", daemon=True).start()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("db_worker", queue_name="*", verbosity=1, reload=False, startup_delay=False)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
