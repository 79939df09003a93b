"""A progress bar on standard error for whatever takes longer than two seconds."""

import threading
from collections.abc import Iterator

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from meritplan.cli.terminal import console
from meritplan.model import Reading

PATIENCE = 2.0  # seconds before a progress bar appears


def watched(readings: Iterator[Reading], total: int, *, hidden: bool = False) -> Iterator[Reading]:
    """The readings as they come, with a progress bar on standard error once they take more than two seconds."""
    err = console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=err, transient=True, disable=hidden or not err.is_terminal)
    task = bar.add_task("reading", total=total)
    late = threading.Timer(PATIENCE, bar.start)
    late.daemon = True
    late.start()
    try:
        for reading in readings:
            bar.advance(task)
            yield reading
    finally:
        late.cancel()
        bar.stop()
