"""Which engine answered: one hash over the source of everything an answer hangs on.

>>> engine_hash() == engine_hash(), engine_hash()[:7]
(True, 'sha256:')
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

PACKAGES = ("model", "vocabulary", "qualification", "screening")
NEVER_READ = ("__pycache__", ".pyc", ".typed")


@cache
def engine_hash() -> str:
    """The hash of the rules and kernels as they are installed, whatever the system's line endings."""
    found = hashlib.sha256()
    root = resources.files("meritplan")
    for package in PACKAGES:
        for name, data in sorted(_files(root / package, package)):
            same_everywhere = data.replace(b"\r\n", b"\n")
            found.update(f"{name} {hashlib.sha256(same_everywhere).hexdigest()}\n".encode())
    return f"sha256:{found.hexdigest()}"


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.name.endswith(NEVER_READ):
            continue
        if entry.is_dir():
            yield from _files(entry, name)
        else:
            yield name, entry.read_bytes()
