"""Many documents changed as one: all of them or none, whenever the process ends.

The new contents go into a journal first. Its appearance under its final name is the moment of decision: before it
nothing has changed, after it everything will have, because whoever opens the plan next finishes what it says.
"""

from __future__ import annotations

import base64
import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from meritplan.plan import files
from meritplan.plan.errors import JournalError, LockedError, StaleDocumentError

try:
    import fcntl
except ImportError:  # a system without advisory locks: the comparison of hashes still guards every write
    fcntl = None  # type: ignore[assignment]

ABSENT = ""
PATIENCE = 120.0  # seconds to wait for another writer
JOURNAL = "journal.json"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """New bytes for one document. ``before`` is the sha256 it must have now, or ``ABSENT``."""

    path: str
    before: str
    content: bytes


class _Journal(msgspec.Struct, frozen=True, kw_only=True):
    changes: tuple[tuple[str, str], ...]  # path, content in base64
    sha256: str


def commit(root: Path, changes: Sequence[Change]) -> None:
    """Write all changes or none.

    Raises:
        StaleDocumentError: if a document is not what the writer believed.
        LockedError: if another process keeps writing.
    """
    with locked(root, exclusive=True):
        recover(root)
        for change in changes:
            _unchanged(root, change)
        if len(changes) == 1:
            files.replace(root / changes[0].path, changes[0].content)
            return
        journal = root / files.PRIVATE / JOURNAL
        files.replace(journal, _written(changes))
        _apply(root, [(change.path, change.content) for change in changes])
        files.remove(journal)


def recover(root: Path) -> bool:
    """Finish a change that was decided and not completed. Call it under the lock. True if there was one."""
    journal = root / files.PRIVATE / JOURNAL
    try:
        content = journal.read_bytes()
    except FileNotFoundError:
        return False
    said = msgspec.json.decode(content, type=_Journal)
    if files.sha256(msgspec.json.encode(said.changes)) != said.sha256 or not all(
        _inside(root, path) for path, _ in said.changes
    ):
        raise JournalError(journal)
    _apply(root, [(path, base64.b64decode(data)) for path, data in said.changes])
    files.remove(journal)
    return True


def _inside(root: Path, path: str) -> bool:
    """Whether a path leads to a document of the plan: a journal that came with a copied plan is not to be trusted."""
    return path.endswith(".yaml") and (root / path).resolve().is_relative_to(root.resolve())


def pending(root: Path) -> bool:
    """Whether a decided change waits to be finished."""
    return (root / files.PRIVATE / JOURNAL).exists()


def _unchanged(root: Path, change: Change) -> None:
    try:
        now = files.sha256((root / change.path).read_bytes())
    except FileNotFoundError:
        now = ABSENT
    if now != change.before:
        raise StaleDocumentError(change.path)


def _written(changes: Sequence[Change]) -> bytes:
    pairs = tuple((change.path, base64.b64encode(change.content).decode()) for change in changes)
    return msgspec.json.encode(_Journal(changes=pairs, sha256=files.sha256(msgspec.json.encode(pairs))))


def _apply(root: Path, contents: Sequence[tuple[str, bytes]]) -> None:
    for path, content in contents:
        files.replace(root / path, content, durable=False)
    # One wait for all: the journal may go only when the disk has every document.
    for path, _ in contents:
        with (root / path).open("rb") as file:
            os.fsync(file.fileno())
    for folder in {(root / path).parent for path, _ in contents}:
        files.settle(folder)


@contextlib.contextmanager
def locked(root: Path, *, exclusive: bool) -> Iterator[None]:
    """Hold the plan's lock: many readers or one writer. A plan that may not be written to is read without.

    Raises:
        LockedError: if it is not to be had within a while.
    """
    if fcntl is None:
        yield
        return
    private = root / files.PRIVATE
    try:
        prepare(private)
        handle = os.open(private / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:
        if exclusive:
            raise
        yield
        return
    try:
        _take(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH, root)
        yield
    finally:
        os.close(handle)


def prepare(private: Path) -> None:
    """The folder of what is not a document; version control passes it over."""
    if not private.is_dir():
        private.mkdir(parents=True, exist_ok=True)
        (private / ".gitignore").write_text("*\n", encoding="utf-8")


def _take(handle: int, kind: int, root: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise LockedError(root) from None
            time.sleep(0.05)
        else:
            return
