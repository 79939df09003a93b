"""Files of a plan on disk: written whole or not at all, whatever happens in between."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

PRIVATE = ".meritplan"  # cache, lock, journal: not documents
TEMPORARY = ".tmp-"


def sha256(content: bytes) -> str:
    """The hash documents and originals are named and compared by."""
    return hashlib.sha256(content).hexdigest()


def replace(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Put ``content`` at ``path``: readers see the old file or the new one, never a part.

    ``durable`` waits until the disk has it, so that it also survives a loss of power.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{secrets.token_hex(6)}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if durable:
        settle(path.parent)


def remove(path: Path) -> None:
    """Remove a file, present or not."""
    path.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Wait until the disk knows the names in a folder. Systems that cannot open folders need no waiting."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def tidy(root: Path) -> None:
    """Remove what a process that was ended left half written. Nobody else may be writing."""
    for left in root.rglob(f"{TEMPORARY}*"):
        left.unlink(missing_ok=True)
