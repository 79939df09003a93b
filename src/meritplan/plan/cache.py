"""What documents said when they were last parsed, by the hash of their bytes: safe to delete, rebuilt as needed.

One line for each document: its sha256, a space, the value as JSON. A line that is cut short or of another kind is
passed over, and the document parsed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from meritplan.plan import files
from meritplan.plan.transaction import prepare

HASH = 64


class Cache:
    """The lines of one plan's cache. Not a value: it remembers which were used and which are new."""

    def __init__(self, root: Path, types: tuple[Any, ...], *, fresh: bool = False) -> None:
        self._folder = root / files.PRIVATE / "cache"
        self._file = self._folder / f"{_form(types)}.jsonl"
        self._lines: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        try:
            content = b"" if fresh else self._file.read_bytes()
        except OSError:
            return
        for line in content.split(b"\n"):
            if len(line) > HASH and line[HASH : HASH + 1] == b" ":
                self._lines[line[:HASH]] = line[HASH + 1 :]

    def get(self, sha256: str) -> bytes | None:
        """The JSON kept for the document with this hash."""
        key = sha256.encode()
        self._used.add(key)
        return self._lines.get(key)

    def put(self, sha256: str, value: Any) -> None:
        """Keep a value."""
        self._new[sha256.encode()] = msgspec.json.encode(value)

    @classmethod
    def add(cls, root: Path, types: tuple[Any, ...], values: Mapping[str, Any]) -> None:
        """Keep values by the hash of their documents, without reading what is kept."""
        kept = cls(root, types, fresh=True)
        for sha256, value in values.items():
            kept.put(sha256, value)
        kept.save()

    def save(self) -> None:
        """Write what is new; all of it anew where most of it is no longer used. A plan nobody may write keeps none."""
        if not self._new:
            return
        try:
            prepare(self._folder.parent)
            self._folder.mkdir(exist_ok=True)
            if len(self._lines) > 2 * len(self._used & self._lines.keys()):
                kept = {key: line for key, line in self._lines.items() if key in self._used}
                files.replace(self._file, _joined({**kept, **self._new}), durable=False)
            else:
                with self._file.open("ab") as file:
                    # A line end first: the line before may have been cut short.
                    file.write(b"\n" + _joined(self._new))
        except OSError:
            return


def _joined(lines: Mapping[bytes, bytes]) -> bytes:
    return b"".join(key + b" " + line + b"\n" for key, line in lines.items())


@cache
def _form(types: tuple[Any, ...]) -> str:
    """A name for the form of the values, so that a version with other fields does not take these lines for its own."""
    schemas = msgspec.json.schema_components(types)
    return hashlib.sha256(msgspec.json.encode(schemas, order="sorted")).hexdigest()[:16]
