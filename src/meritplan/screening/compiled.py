"""Functions over arrays, compiled where numba is installed (the ``pools`` extra) and interpreted where it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from meritplan.screening.engine import engine_hash

INTERPRETED = "MERITPLAN_INTERPRETED"  # set it to run the same functions without numba

COMPILED = find_spec("numba") is not None and not os.environ.get(INTERPRETED)


def kernel(function: Callable[..., Any]) -> Any:
    """The function, compiled to run without holding the interpreter's lock, and cached on disk.

    It makes no arrays of its own, so that nothing needs to count who holds one: counting costs more than the work.
    """
    return _compiled(function)


def inlined(function: Callable[..., Any]) -> Any:
    """The same for a part of a kernel, set in where it is called: handing arrays over costs more than what it does."""
    return _compiled(function, forceinline=True)


def _compiled(function: Callable[..., Any], **options: Any) -> Any:
    if not COMPILED:
        return function
    from numba import njit  # noqa: PLC0415 only where it is installed
    from numba.core.options import DefaultOptions  # noqa: PLC0415

    chosen: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", **options}
    if hasattr(DefaultOptions, "_nrt"):  # no documented option: a numba without it is slower, and no less right
        chosen["_nrt"] = False
    return _of_this_program(njit(**chosen)(function))


def _of_this_program(compiled: Any) -> Any:
    """The same, its copy on disk used only by the very program that made it.

    A compiled function holds those it calls, and numba looks at its own file alone: after a change elsewhere it would
    go on with functions as they were.
    """
    kept = getattr(getattr(compiled, "_cache", None), "_cache_file", None)
    stamp = getattr(kept, "_source_stamp", None)
    if kept is not None and stamp is not None:
        kept._source_stamp = (stamp, engine_hash())  # noqa: SLF001 numba has no other place to say it
    return compiled
