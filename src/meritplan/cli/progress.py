"""A progress bar on standard error for whatever takes longer than two seconds."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from meritplan.cli.terminal import console

Step = TypeVar("Step")
PATIENCE = 2.0  # seconds before a progress bar appears


def watched(steps: Iterator[Step], total: int, *, hidden: bool = False, what: str = "reading") -> Iterator[Step]:
    """The steps as they come, with a progress bar on standard error once they take more than two seconds."""
    with progress(total, hidden=hidden, what=what) as done:
        for number, step in enumerate(steps, start=1):
            done(number)
            yield step


@contextmanager
def progress(total: int | None, *, hidden: bool = False, what: str = "reading") -> Iterator[Callable[[int], None]]:
    """A progress bar, once two seconds have gone by; what it yields takes how much is done by now."""
    err = console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=err, transient=True, disable=hidden or not err.is_terminal)
    task = bar.add_task(what, total=total)
    late = threading.Timer(PATIENCE, bar.start)
    late.daemon = True
    late.start()
    try:
        yield lambda done: bar.update(task, completed=done)
    finally:
        late.cancel()
        bar.stop()
