"""Content hashes: the same content gives the same hash, whatever the order of its keys.

>>> fingerprint({"b": 1, "a": 2}) == fingerprint({"a": 2, "b": 1})
True
"""

import hashlib
from typing import Any

import msgspec


def canonical(value: Any) -> bytes:
    """A value as JSON bytes with its keys in order."""
    return msgspec.json.encode(msgspec.to_builtins(value), order="sorted")


def fingerprint(value: Any) -> str:
    """The hash of a value's canonical form."""
    return f"sha256:{hashlib.sha256(canonical(value)).hexdigest()}"
