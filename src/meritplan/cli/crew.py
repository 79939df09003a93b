"""Reading many documents, with several processes if asked: answers in order, whatever becomes of one document."""

import hashlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from pathlib import Path

from meritplan.model import Issue, Reading, Source

Read = Callable[[Path, str | None], Reading]
AHEAD = 4  # documents handed out beyond the number of workers, so that none waits for work


@dataclass(kw_only=True, slots=True)
class Crew:
    """Workers that read documents. Not a value: it holds processes, and ``close`` ends them."""

    read: Read
    layout: str | None = None
    workers: int = 1
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)

    def readings(self, documents: Sequence[Path]) -> Iterator[Reading]:
        """One reading for each document, in order. Nothing is raised: a failure is a reading with an issue."""
        if self.workers == 1:
            for document in documents:
                yield attempt(self.read, document, self.layout)
            return
        yield from self._with_several(deque(documents))

    def close(self) -> None:
        """End the workers at once, finished or not."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None
            for child in multiprocessing.active_children():
                child.terminate()

    def _with_several(self, waiting: deque[Path]) -> Iterator[Reading]:
        under_way: deque[tuple[Path, Future[Reading]]] = deque()
        while waiting or under_way:
            try:
                while waiting and len(under_way) < self.workers + AHEAD:
                    under_way.append((waiting[0], self._hand_out(waiting[0])))
                    waiting.popleft()
                reading = under_way[0][1].result()
            except BrokenProcessPool:
                self.close()
                # Any of the documents under way may be the cause: each is tried once more, by itself.
                yield from (self._alone(suspect) for suspect, _ in under_way)
                under_way.clear()
            else:
                under_way.popleft()
                yield reading
        self.close()

    def _hand_out(self, document: Path) -> Future[Reading]:
        if self._pool is None:
            self._pool = pool(self.workers)
        with _interrupts_held_back():  # a worker started here is born deaf to Ctrl-C, which is the parent's affair
            return self._pool.submit(attempt, self.read, document, self.layout)

    def _alone(self, document: Path) -> Reading:
        with pool(1) as one:
            try:
                return one.submit(attempt, self.read, document, self.layout).result()
            except BrokenProcessPool:
                return unread(document, "MP-D091", "the process that read it ended without an answer, twice")


def attempt(read: Read, document: Path, layout: str | None) -> Reading:
    """The reading of one document, or one that says why there is none."""
    try:
        return read(document, layout)
    except Exception as trouble:  # noqa: BLE001 one document must not stop the rest
        fault = f"{type(trouble).__name__}: {trouble}"
        return unread(document, "MP-D090", f"the reader failed on this document ({fault}); please report it")


def unread(document: Path, code: str, reason: str) -> Reading:
    """A reading that holds no class, only the document and the reason."""
    source = Source(path=str(document), sha256=_hash(document), media_type="application/octet-stream")
    return Reading(sources=(source,), issues=(Issue(code=code, severity="error", message=reason),))


def _hash(document: Path) -> str:
    """The hash of the file, or nothing where it cannot be read."""
    try:
        with document.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def pool(workers: int) -> ProcessPoolExecutor:
    """Processes to share work with; what is interrupted is the parent's affair."""
    # Started afresh rather than copied: the same on every system, and safe beside a progress bar's thread.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts_to_the_parent)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Ctrl-C waits until this is over. What is started meanwhile inherits the waiting, where the system knows of it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # would end the waiting if it were started meanwhile
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
