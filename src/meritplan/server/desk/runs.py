"""Which process a run of an import lives in, and whether that process still lives.

A run is named ``host pid token``. On its own host a process that is gone is noticed at once; of another host only its
silence tells.
"""

from __future__ import annotations

import os
import socket
import uuid


def new() -> str:
    """The name of a run that begins in this process."""
    return f"{socket.gethostname()[:120]} {os.getpid()} {uuid.uuid4()}"


def gone(run: str) -> bool:
    """Whether the process of a run is known to have ended."""
    host, _, rest = run.partition(" ")
    number = rest.partition(" ")[0]
    if host != socket.gethostname()[:120] or not number.isdecimal() or os.name != "posix":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:  # it lives, and belongs to somebody else
        return False
    return False
